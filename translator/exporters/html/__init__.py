"""Bilingual HTML: one self-contained page per article, and an index page over several."""

from translator.exporters.html.index import index
from translator.exporters.html.page import export

__all__ = ["export", "index"]
