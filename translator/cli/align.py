"""`translator align`: a translation that exists already becomes reviewed pairs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from translator.cli.console import counted, print_json, say
from translator.cli.options import Json, Output, settings_for

if TYPE_CHECKING:
    from translator.align import Adoption
    from translator.pipeline import Outcome

__all__ = ["align"]


def align(
    arabic: Annotated[Path, typer.Argument(metavar="ARABIC", help="The article.")],
    english: Annotated[Path, typer.Argument(metavar="ENGLISH", help="Its translation, in any format that is read.")],
    output: Output = None,
    sure: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Pairs less probable than this wait for a review.")
    ] = 0.9,
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="Let this model's translations help to find the pairs.")
    ] = None,
    json: Json = False,
) -> None:
    """Turn an existing translation of an article into reviewed pairs, for the memory and for bilingual pages.

    Example: translator align story.ar.txt story.en.txt
    """
    from translator import engines, pipeline

    settings = settings_for(output, model=model)
    engine = engines.load(settings.model, engine=settings.engine, threads=settings.threads) if model else None
    adopted = pipeline.align(arabic, english, settings, sure=sure, engine=engine)
    if json:
        print_json([_as_json(outcome, adoption) for outcome, adoption in adopted])
        return
    for outcome, adoption in adopted:
        say(f"{outcome.po}: {_summary(adoption)}")
        for sentence in adoption.alone:
            say(f"  in no pair: {sentence}")


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
