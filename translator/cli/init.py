"""`translator init`: a new project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from translator.cli.console import say
from translator.config import CONFIG_NAME
from translator.errors import ConfigError

__all__ = ["init"]

TEMPLATE = """\
# Settings of this translation project; every line may be left out. Options on the command line win over this file.

[project]
source = "corpus/ar"        # Arabic articles
target = "corpus/en"        # their pairs, one PO file an article
build = "build"             # bilingual documents

[translate]
model = "ar-en"             # a Marian directory, an installed model or a hub name
engine = "ctranslate2"
beam = 4                    # 4 careful, 1 fast
# threads = 2               # all cores when left out

[review]
# reviewer = "Your name"    # your login when left out
"""

IGNORED = "build/\n.*.lock\n.*.tmp\n"


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where; made when missing.")] = Path(),
) -> None:
    """Begin a translation project: translator.toml, corpus/ar and corpus/en.

    Example: translator init my-paper
    """
    path = folder / CONFIG_NAME
    try:
        for name in ("corpus/ar", "corpus/en"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(TEMPLATE)
        if not (ignored := folder / ".gitignore").exists():
            ignored.write_text(IGNORED, encoding="utf-8")
    except FileExistsError:
        raise ConfigError(path, "is there already; nothing was changed.", "Edit it or choose another folder.") from None
    except OSError as error:
        raise ConfigError(folder, f"cannot be made a project ({error.strerror}).", "Choose another folder.") from None
    say(f"Made {path}. Put Arabic articles into {folder / 'corpus/ar'}, then run: translator run")
