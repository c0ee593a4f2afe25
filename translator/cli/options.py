"""The arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translator.config import Settings, load

__all__ = ["Articles", "Beam", "Engine", "Json", "Model", "Output", "Sources", "Threads", "settings_for"]

Articles = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]…", help="Articles, PO files or folders of them.", show_default="the whole project"),
]
Sources = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]…", help="Articles or folders of them; - is stdin.", show_default="corpus/ar"),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="DIR", help="Put PO files and pages straight into this folder."),
]
Model = Annotated[
    str | None,
    typer.Option("--model", "-m", help="A Marian directory, an installed model or a hub name.", show_default="ar-en"),
]
Engine = Annotated[
    str | None,
    typer.Option(help="ctranslate2, ctranslate2-float32, transformers or echo.", show_default="ctranslate2"),
]
Beam = Annotated[
    int | None, typer.Option(min=1, max=32, help="Hypotheses kept: 4 is careful, 1 is fast.", show_default="4")
]
Threads = Annotated[int | None, typer.Option(min=1, max=256, help="Threads to use.", show_default="all cores")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]


def settings_for(output: Path | None = None, **options: object) -> Settings:
    """The settings here, with the options given; `output` is both the folder of PO files and that of pages."""
    return load().override(target=output, build=output, **options)
