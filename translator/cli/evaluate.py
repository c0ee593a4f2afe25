"""`translator model evaluate`: how good a model is, by number."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.console import print_json, print_table, progress_bar, say
from translator.cli.options import Json

if TYPE_CHECKING:
    from translator.training.evaluation import Comparison, Evaluation

__all__ = ["evaluate"]


def evaluate(
    test: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE [REFERENCE]", help="Files of lines, or one file of pairs (.tsv, .tmx, .po)."),
    ],
    model: Annotated[
        str, typer.Option("--model", "-m", help="A Marian directory, an installed model or a hub name.")
    ] = "ar-en",
    engine: Annotated[
        str, typer.Option(help="ctranslate2 (int8), ctranslate2-float32 or transformers.")
    ] = "ctranslate2",
    beam: Annotated[int, typer.Option(min=1, max=32, help="Hypotheses kept.")] = 4,
    no_repeat: Annotated[
        int, typer.Option(min=0, help="Never say the same run of so many pieces twice; 0: it may.")
    ] = 0,
    threads: Annotated[int, typer.Option(min=0, max=256, help="Threads to use; 0: all cores.")] = 0,
    against: Annotated[
        Path | None, typer.Option(help="Another system's translations, a line a sentence: compare by paired bootstrap.")
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the translations here.")] = None,
    json: Json = False,
) -> None:
    """Score a model on a test set: BLEU, chrF2 and TER with sacrebleu's signatures, by sentence length, and speed.

    Example: translator model evaluate test.ar test.en --model run/model --against theirs.en
    """
    from translator.engines import load
    from translator.engines.base import Options
    from translator.store.files import write_file
    from translator.training import evaluation

    if len(test) > 2:
        raise typer.BadParameter("give a source file and its reference, or one file of pairs")
    pairs = evaluation.read_test_set(test[0], test[1] if len(test) == 2 else None)
    theirs = evaluation.read_lines(against) if against else None
    loaded = load(model, engine=engine, threads=threads)
    with progress_bar("Sentences") as progress:
        done = 0

        def count(finished: int) -> None:
            nonlocal done
            done += finished
            progress(done, len(pairs))

        result = evaluation.evaluate(loaded, pairs, Options(beam=beam, no_repeat=no_repeat), count)
    compared = evaluation.compare(pairs, result.hypotheses, theirs) if theirs is not None else []
    if output:
        write_file(output, "".join(f"{line}\n" for line in result.hypotheses).encode())
    if json:
        kept = {key: value for key, value in asdict(result).items() if key != "hypotheses"}
        print_json(kept | {"comparison": [asdict(one) for one in compared]})
    else:
        _tell(result, compared, len(pairs), against)


def _tell(result: Evaluation, compared: list[Comparison], sentences: int, against: Path | None) -> None:
    say(f"{result.system}: {sentences:,} sentences, {result.words / result.seconds:,.0f} source words a second")
    print_table(("metric", "score", "signature"), [(s.metric, f"{s.value:.2f}", s.signature) for s in result.scores])
    say()
    rows = [(band.words, f"{band.sentences:,}", f"{band.chrf:.1f}", f"{band.bleu:.1f}") for band in result.lengths]
    print_table(("source words", "sentences", "chrF2", "BLEU"), rows)
    if compared:
        say()
        table = [(one.metric, f"{one.ours:.2f}", f"{one.theirs:.2f}", f"{one.p:.3f}") for one in compared]
        print_table(("metric", result.system, against.name if against else "", "p"), table)
