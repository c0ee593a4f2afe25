"""The English as plain text: a blank line between paragraphs, what is missing said in brackets."""

from __future__ import annotations

from translator.bitext import Bitext, Pair
from translator.exporters import published
from translator.exporters.base import ExportOptions

__all__ = ["export"]


def export(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """UTF-8 with a final newline; machine English, if any is in it, is announced in the first paragraph."""
    paragraphs = [" ".join(_sentence(pair, options) for pair in block) for block in bitext.blocks()]
    if notice := published.notice(bitext, options):
        paragraphs.insert(0, f"[{notice}]")
    return "".join(f"{paragraph}\n\n" for paragraph in paragraphs).removesuffix("\n").encode("utf-8")


def _sentence(pair: Pair, options: ExportOptions) -> str:
    target = " ".join(published.target(pair, options).split())
    return target or f"[{published.label(pair, options)}]"
