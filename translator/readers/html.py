"""HTML pages and saved web pages: each article of the page, its metadata, and a report of what stood around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from trafilatura import extract_metadata

from translator.bitext import HEADINGS, Block, Document, Dropped, Kind, Metadata
from translator.errors import SourceError
from translator.readers.boilerplate import OUTSIDE, count_words, find_noise, letters, separate
from translator.readers.charset import decode
from translator.readers.markup import Piece, parse_html, walk

__all__ = ["declared_encoding", "find_articles", "read", "read_page"]

Element = Any

DECLARED = re.compile(rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
ARTICLES = etree.XPath(
    ".//article | .//*[@role='article'] | .//*[contains(concat(' ', normalize-space(@class), ' '), ' hentry ')]"
    " | .//*[contains(@itemtype, 'schema.org/')][contains(@itemtype, 'Article') or contains(@itemtype, 'BlogPosting')]"
)
AUTHOR = etree.XPath("string((.//*[@rel='author' or @itemprop='author' or contains(@class, 'author')])[1])")
DATE = etree.XPath(
    "string((.//time/@datetime | .//*[@itemprop='datePublished']/@content"
    " | .//*[contains(@class, 'published')]/@title)[1])"
)
LINK = etree.XPath("string((.//a[@rel='bookmark']/@href | .//*[self::h1 or self::h2 or self::h3]//a/@href)[1])")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
CARD = 25
"""Fewer words outside links are no article but a card that points to one."""
LONGEST_NAME = 8  # words
BEFORE_TEXT = (*HEADINGS, Kind.BYLINE, Kind.DATELINE, Kind.CAPTION)


def read(path: Path) -> Document:
    """The document of a page: one article, or one for each post of a page of posts. Raises SourceError."""
    data = path.read_bytes()
    return read_page(decode(data, path, declared_encoding(data)), path)


def declared_encoding(data: bytes) -> str:
    """The encoding that a page's `<meta>` or XML declaration names; "" when there is none."""
    declared = DECLARED.search(data[:4096])
    return declared[1].decode() if declared else ""


def read_page(text: str, path: Path, url: str = "") -> Document:
    """The document of a page's source `text`; `url` is where it was found, when the page itself does not say it."""
    try:
        page = parse_html(text)
    except ValueError as error:
        raise SourceError(path, str(error), "Save the page as plain text.") from error
    body = page.find("body")
    metadata = _page_metadata(page, text, url)
    roots = find_articles(body)
    owners = {element: root for root in roots for element in root.iter(etree.Element)}
    pieces: dict[Element, list[Piece]] = {root: [] for root in roots}
    outside: list[Piece] = []
    for piece in walk(body):
        pieces.get(owners.get(piece.element), outside).append(piece)
    noise = find_noise(body)
    blocks: list[Block] = []
    dropped = [Dropped(piece.block, noise.get(piece.element, OUTSIDE)) for piece in outside]
    for root in roots:
        title = metadata.title if len(roots) == 1 else _headline(pieces[root])
        kept, left = separate(root, pieces[root], title)
        kept, above = _from_headline(kept, title)
        article = metadata if len(roots) == 1 else _post_metadata(root, kept, metadata)
        blocks += _as_article([piece.block for piece in kept], article)
        dropped += above + left
    return Document(path, tuple(blocks), metadata, tuple(dropped))


def find_articles(body: Element) -> list[Element]:
    """The elements that each hold an article, in page order; `body` itself when the page marks none."""
    noise = find_noise(body)
    sizes = {element: count_words(element) for element in ARTICLES(body) if element not in noise}
    longest = max(sizes.values(), default=0)
    articles = _outermost([element for element, words in sizes.items() if words >= max(CARD, longest / 8)])
    covered = sum(sizes[article] for article in articles)
    return articles if covered >= count_words(body) / 3 else [body]


def _outermost(elements: list[Element]) -> list[Element]:
    """Of nested elements the outermost ones, but what is inside where an element holds several articles."""
    found: list[Element] = []
    rest = elements
    while rest:
        top, *rest = rest
        inner = [element for element in rest if top in element.iterancestors()]
        rest = rest[len(inner) :]
        articles = _outermost(inner)
        found += articles if len(articles) > 1 else [top]
    return found


def _headline(pieces: Sequence[Piece]) -> str:
    return next((piece.block.text for piece in pieces if piece.block.kind in HEADINGS), "")


def _from_headline(pieces: list[Piece], title: str) -> tuple[list[Piece], list[Dropped]]:
    """The pieces from the headline on, and what stood above it; labels stay, and all that is an article's worth."""
    at = next((at for at, piece in enumerate(pieces) if letters(piece.block.text) == letters(title)), 0)
    above = [piece.block for piece in pieces[:at] if piece.block.kind not in BEFORE_TEXT]
    if sum(len(block.text.split()) for block in above) > CARD:
        return pieces, []
    kept = [piece for number, piece in enumerate(pieces) if number >= at or piece.block.kind in BEFORE_TEXT]
    return kept, [Dropped(block, "above the headline") for block in above]


def _as_article(blocks: list[Block], metadata: Metadata) -> list[Block]:
    """The blocks of one article: a heading before its text is its title, else the page's own title is set there."""
    own = letters(metadata.title)
    blocks = [replace(block, kind=Kind.SUBHEAD) if letters(block.text) == own else block for block in blocks]
    lead = next((at for at, block in enumerate(blocks) if block.kind not in BEFORE_TEXT), len(blocks))
    title = next((at for at, block in enumerate(blocks[:lead]) if block.kind in HEADINGS), None)
    settled = [
        replace(block, kind=Kind.TITLE if at == title else Kind.SUBHEAD) if block.kind in HEADINGS else block
        for at, block in enumerate(blocks)
    ]
    if title is None and metadata.title and blocks:
        settled.insert(0, Block(metadata.title, Kind.TITLE, blocks[0].line))
    if settled:
        settled[0] = replace(settled[0], starts_article=True, metadata=metadata)
    return settled


def _page_metadata(page: Element, text: str, url: str) -> Metadata:
    found = extract_metadata(page, date_config={"extensive_search": False, "original_date": True}, extensive=False)
    saved = SAVED_FROM.search(text[:4096])
    local = _post_metadata(page, [], Metadata())
    return Metadata(
        title=found.title or "",
        author=found.author or local.author,
        date=found.date or local.date,
        url=found.url or (saved[1] if saved else "") or url,
    )


def _post_metadata(root: Element, kept: Sequence[Piece], page: Metadata) -> Metadata:
    """What one post of a page says about itself; its address is made whole by that of the page."""
    day = DAY.match(DATE(root).strip())
    author = AUTHOR(root).split()
    return Metadata(
        title=_headline(kept),
        author=" ".join(author) if len(author) <= LONGEST_NAME else "",
        date=day[0] if day else "",
        url=urljoin(page.url, LINK(root)),
    )
