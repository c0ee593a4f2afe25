"""What on a web page is the article, and what stands around it: menus, advertisements, comments, other articles.

trafilatura (or resiliparse, where trafilatura finds too little) says which text is the article; the page's own names of
its parts overrule it, and so do the neighbours of a paragraph, since it loses some between others.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from lxml import html as lxml_html
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction

from translator.bitext import Dropped, Kind
from translator.readers.markup import Piece

__all__ = ["OUTSIDE", "count_words", "find_noise", "letters", "separate"]

Element = Any

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds too little in is told by the caller

NOISE_TAGS = {
    "nav": "navigation",
    "footer": "page footer",
    "aside": "beside the article",
    "form": "form",
    "dialog": "dialogue box",
}
NOISE_NAMES = (
    (
        r"nav|navbar[\w-]*|navigation\w*|nav-\w+|.*-nav|menu|main-?menu|breadcrumbs?|pagination|.*pager|tabs|skip-link|toc|status-msg-\w+",
        "navigation",
    ),
    (r"ads?|ad-\w+|advert\w*|adsbygoogle|sponsor\w*|promo\w*|banner|outbrain|taboola", "advertisement"),
    (r"share|shares|sharing|share-\w+|social\w*|sharedaddy|addtoany\w*|.*-share|like-box", "links for sharing"),
    (r"related\w*|.*-related|read-?(more|also)|recommend\w*|more-(news|stories)|most-(read|viewed)", "other articles"),
    (r"comments?|comment-\w+|comments-\w+|disqus_thread|respond|reply", "comments"),
    (r"tags?|tag-?list|labels|post-labels|categories|cat-links", "labels"),
    (r"newsletter|subscri\w+|cookie\w*|gdpr\w*|popup|modal|login|search-?\w*", "service of the site"),
    (r"footer|site-footer|copyrights?|post-footer|entry-footer", "page footer"),
    (r"site-?sub|content-?sub|site-header|masthead|topbar|site-title|site-description|header-widget", "page header"),
    (r"sidebar\w*|widget\w*|column-right-outer|column-left-outer", "beside the article"),
)
NOISE_ROLES = {
    "navigation": "navigation",
    "banner": "page header",
    "contentinfo": "page footer",
    "complementary": "beside the article",
    "search": "form",
    "dialog": "dialogue box",
}
NOISE_PATTERNS = [(re.compile(names, re.I), reason) for names, reason in NOISE_NAMES]
HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
OUTSIDE = "outside the article"
NO_LETTERS = re.compile(r"[\W_]+")
LABELS = frozenset({Kind.CAPTION, Kind.BYLINE, Kind.DATELINE, Kind.FOOTNOTE})


def separate(root: Element, pieces: Sequence[Piece], title: str) -> tuple[list[Piece], list[Dropped]]:
    """The pieces of `root` that are its article, and what is left out with the reason for each.

    `title` is the page's own, so that a headline is kept wherever it stands.
    """
    noise = find_noise(root)
    reasons = [noise.get(piece.element, "") or _link_reason(piece) for piece in pieces]
    clean = [piece for piece, reason in zip(pieces, reasons, strict=True) if not reason]
    is_article = dict(zip(map(id, clean), _find_all(clean, _article_text(root, clean)), strict=True))
    neighbours = {_container(piece) for piece in clean if is_article[id(piece)]}
    kept: list[Piece] = []
    dropped: list[Dropped] = []
    for piece, reason in zip(pieces, reasons, strict=True):
        if reason:
            dropped.append(Dropped(piece.block, reason))
        elif (
            is_article[id(piece)]
            or piece.block.kind in LABELS
            or _container(piece) in neighbours
            or letters(piece.block.text) == letters(title)
        ):
            kept.append(piece)
        else:
            dropped.append(Dropped(piece.block, OUTSIDE))
    return kept, dropped


def _find_all(pieces: Sequence[Piece], article: str) -> Iterator[bool]:
    """Whether each piece is in the article; most are, and in order, so each is looked for where the last one ended."""
    end = 0
    for piece in pieces:
        text = letters(piece.block.text)
        at = article.find(text, end)
        if at < 0:
            at = article.find(text, 0, end + len(text))
        if at >= 0:
            end = at + len(text)
        yield at >= 0


def find_noise(root: Element) -> dict[Element, str]:
    """The elements below `root` that are no part of an article, by their names or those around them, with the reason.

    An element that holds most of the text is the article's own container, whatever it is called.
    """
    size = len(root.text_content())
    noise: dict[Element, str] = {}
    for element in root.iterdescendants(etree.Element):
        reason = noise.get(element.getparent()) or _noise_reason(element)
        if reason and (element.getparent() in noise or len(element.text_content()) <= size / 2):
            noise[element] = reason
    return noise


def count_words(element: Element) -> int:
    """Words in `element` that are not in links: what tells an article from a card that points to one."""
    linked = sum(len(link.text_content().split()) for link in element.iter("a"))
    return len(element.text_content().split()) - linked


def letters(text: str) -> str:
    """`text` without spaces and signs, to compare what different libraries made of the same paragraph."""
    return NO_LETTERS.sub("", text)


def _noise_reason(element: Element) -> str:
    if element.get("hidden") is not None or HIDING_STYLE.search(element.get("style", "")):
        return "hidden on the page"
    if role := NOISE_ROLES.get(element.get("role", "")):
        return role
    for name in f"{element.get('class', '')} {element.get('id', '')}".split():
        for pattern, reason in NOISE_PATTERNS:
            if pattern.fullmatch(name):
                return reason
    return NOISE_TAGS.get(element.tag, "")


def _link_reason(piece: Piece) -> str:
    """A block of nothing but links leads away from the article, unless it is a headline that links to itself."""
    if piece.block.kind in (Kind.TITLE, Kind.SUBHEAD, *LABELS) or not piece.is_linked:
        return ""
    return "only links"


def _container(piece: Piece) -> Element:
    """The element that holds the block and its neighbours: for inline markup, that of the block around it."""
    return piece.container.getparent()


def _article_text(root: Element, pieces: Sequence[Piece]) -> str:
    """The letters of what trafilatura takes for the article; of what resiliparse does, where that is less than half."""
    page = lxml_html.Element("html")
    page.append(copy.deepcopy(root) if root.tag == "body" else _body_of(root))
    found = bare_extraction(page, include_comments=False)
    text = letters(getattr(found, "text", None) or "")
    if 2 * len(text) < sum(len(letters(piece.block.text)) for piece in pieces):
        return letters(extract_plain_text(lxml_html.tostring(page, encoding="unicode"), main_content=True))
    return text


def _body_of(root: Element) -> Element:
    body = lxml_html.Element("body")
    body.append(copy.deepcopy(root))
    body[0].tail = None
    return body
