"""`translator align`: a translation that exists already becomes reviewed pairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import counted, fail, print_json, say, tell_error
from translator.cli.options import Json, Output, settings_for
from translator.errors import SourceError, TranslatorError

if TYPE_CHECKING:
    from translator.align import Adoption
    from translator.pipeline import Outcome

__all__ = ["align"]


def align(
    arabic: Annotated[Path, typer.Argument(metavar="ARABIC", help="The article, or a folder of articles.")],
    english: Annotated[
        Path,
        typer.Argument(metavar="ENGLISH", help="Its translation in any format that is read, or a folder of them."),
    ],
    output: Output = None,
    sure: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Pairs less probable than this wait for a review.")
    ] = 0.9,
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="Let this model's translations help to find the pairs.")
    ] = None,
    json: Json = False,
) -> None:
    """Turn existing translations of articles into reviewed pairs, for the memory and for bilingual pages.

    In two folders, files of the same name are each other's translation, whatever their formats.

    Example: translator align story.ar.txt story.en.docx
    """
    from translator import engines, pipeline

    settings = settings_for(output, model=model)
    files = _match_files(arabic, english)
    engine = engines.load(settings.model, engine=settings.engine, threads=settings.threads) if model else None
    adopted: list[tuple[Outcome, Adoption]] = []
    failed = 0
    for source, target in files:
        try:
            adopted += pipeline.align(source, target, settings, sure=sure, engine=engine)
        except TranslatorError as error:
            failed += 1
            tell_error(error)
    if json:
        print_json([_as_json(outcome, adoption) for outcome, adoption in adopted])
    for outcome, adoption in () if json else adopted:
        say(f"{outcome.po}: {_summary(adoption)}")
        for sentence in adoption.alone:
            say(f"  in no pair: {sentence}")
    fail(0 if not failed else 3 if failed == len(files) else 1)


def _match_files(arabic: Path, english: Path) -> list[tuple[Path, Path]]:
    """The files to align; in two folders those of the same stem. Raises SourceError when none are."""
    from translator import readers

    if not (arabic.is_dir() and english.is_dir()):
        return [(arabic, english)]
    targets = {path.stem: path for path in readers.find(english)}
    files = [(path, targets[path.stem]) for path in readers.find(arabic) if path.stem in targets]
    if not files:
        raise SourceError(english, f"no file has the name of one in {arabic}.", "Name translations as their articles.")
    return files


def _summary(adoption: Adoption) -> str:
    from translator.bitext import State

    parts = [counted(len(adoption.bitext.pairs), "pair"), f"{adoption.reviewed:,} reviewed from the translation"]
    for number, what in (
        (adoption.unsure, "to check"),
        (adoption.kept, "kept as they were"),
        (adoption.bitext.count(State.UNTRANSLATED), "without a translation"),
    ):
        if number:
            parts.append(f"{number:,} {what}")
    return ", ".join(parts)


def _as_json(outcome: Outcome, adoption: Adoption) -> dict[str, Any]:
    return {
        "article": str(outcome.path),
        "po": str(outcome.po),
        "pairs": len(adoption.bitext.pairs),
        "reviewed": adoption.reviewed,
        "unsure": adoption.unsure,
        "kept": adoption.kept,
        "alone": list(adoption.alone),
    }
