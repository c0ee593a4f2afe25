"""The words everyone here uses: Document, Block, Article, Segment, Pair, State, Bitext.

All are frozen: a stage takes values and returns new ones. Text in them is exactly the source's,
byte for byte once decoded; what an engine needs changed is made by `translator.normalize`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

__all__ = [
    "HEADINGS",
    "Article",
    "Bitext",
    "Block",
    "Document",
    "Dropped",
    "Kind",
    "MachineOutput",
    "Metadata",
    "Pair",
    "Revision",
    "Segment",
    "State",
    "checksum",
]


class Kind(StrEnum):
    """What a block is in its article; the value is what PO files and exports say."""

    TITLE = "title"
    SUBHEAD = "subhead"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTATION = "quotation"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    TABLE_CELL = "table-cell"
    FOOTNOTE = "footnote"
    NAVIGATION = "navigation"


HEADINGS = frozenset({Kind.TITLE, Kind.SUBHEAD})


class State(StrEnum):
    """Where a pair stands on its way to print: `untranslated → machine → reviewed | rejected`.

    `stale` is a pair whose source sentence changed after its target was made.
    """

    UNTRANSLATED = "untranslated"
    MACHINE = "machine"
    REVIEWED = "reviewed"
    REJECTED = "rejected"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about itself; every field may be empty, `date` is ISO 8601 when it could be read so."""

    title: str = ""
    author: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item, … of a source file.

    `kind` is None while only the text is known (plain text); `translator.segmentation.articles` settles it.
    `line` is the 1-based line (or element number, for formats without lines) where it starts.
    `starts_article` is set by readers of formats that say where an article begins (a feed's entry, a page's post);
    `metadata` is then that article's own, where the format gives it per article.
    """

    text: str
    kind: Kind | None = None
    line: int = 0
    starts_article: bool = False
    metadata: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A block that was kept out of a document or an article on purpose, and why; it is reported, never silent."""

    block: Block
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as its reader saw it: blocks in reading order.

    `dropped` is what the reader itself kept out (a web page's menus and advertisements), each with its reason.
    """

    path: Path
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document: its blocks all have a kind; `slug` names its PO file."""

    slug: str
    path: Path
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...] = ()
    metadata: Metadata = Metadata()


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence: the unit that is stored, reviewed and published.

    `block` and `sentence` are 1-based positions; they say where it stands today and are never its identity.
    """

    text: str
    kind: Kind
    block: int
    sentence: int
    line: int = 0

    @property
    def location(self) -> str:
        """Position as PO files write it, `p2.s1`: first sentence of the second block."""
        return f"p{self.block}.s{self.sentence}"


@dataclass(frozen=True, slots=True)
class MachineOutput:
    """Who made a machine target: `model` as name@digest, mean log-probability per token, ISO date.

    `checksum` is a short hash of the machine's own text; a reviewed target with another hash was edited by a person.
    """

    model: str
    score: float
    date: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A source sentence with its target: one translation unit, one PO entry.

    `id` (the PO msgctxt) is `slug/hash` of the sentence at first import, carried across edits of the source.
    `previous` is the source the target was made for, while the state is `stale`.
    `silenced` names the checks (`translator.checks` codes) that a reviewer switched off on this pair; a PO file says
    them as `# @silence code`, one comment line a code. `reviewer` is who settled the target last (`# @by`).
    `conflicts` are other people's targets for the same sentence, saved at the same time and kept until someone chooses.
    `extra` holds what other editors wrote into the entry, as PO lines (`# a comment`, `#. …`, `#: …`, `#, flag`).
    """

    id: str
    segment: Segment
    target: str = ""
    state: State = State.UNTRANSLATED
    machine: MachineOutput | None = None
    note: str = ""
    previous: str = ""
    previous_id: str = ""
    silenced: tuple[str, ...] = ()
    reviewer: str = ""
    conflicts: tuple[str, ...] = ()
    extra: tuple[str, ...] = field(default=(), repr=False)

    @property
    def source(self) -> str:
        return self.segment.text

    def with_target(self, target: str, state: State) -> Pair:
        """The same pair with another target and state; what made it stale or disputed is settled with it."""
        return replace(self, target=target, state=state, previous="", previous_id="", conflicts=())


@dataclass(frozen=True, slots=True)
class Bitext:
    """An article with its pairs in reading order: what is stored in one PO file and exported as one document.

    `obsolete` holds pairs whose sentence left the source; they come back when it does. `extra` holds what other editors
    wrote into the file's header (`# a comment`, `X-Field: value`). `revision` is the file as it was when it was loaded:
    what `translator.store` needs to merge an edit made elsewhere since; `dataclasses.replace` carries it along.
    """

    slug: str
    source: str
    pairs: tuple[Pair, ...]
    obsolete: tuple[Pair, ...] = ()
    metadata: Metadata = Metadata()
    extra: tuple[str, ...] = field(default=(), repr=False)
    revision: Revision | None = field(default=None, compare=False, repr=False)

    def blocks(self) -> Iterator[tuple[Pair, ...]]:
        """The pairs of each block of the article, block by block."""
        block: list[Pair] = []
        for pair in self.pairs:
            if block and block[-1].segment.block != pair.segment.block:
                yield tuple(block)
                block = []
            block.append(pair)
        if block:
            yield tuple(block)

    def count(self, *states: State) -> int:
        """How many pairs are in one of `states`."""
        return sum(pair.state in states for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a PO file: the SHA-256 of its bytes and the pairs they held."""

    digest: str
    bitext: Bitext


def checksum(target: str) -> str:
    """Six hex digits that tell a machine's own text from one that a person edited (`MachineOutput.checksum`)."""
    return hashlib.sha256(target.encode("utf-8", "surrogatepass")).hexdigest()[:6]
