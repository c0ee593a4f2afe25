"""A project's files: the articles there are, the PO file each is stored in, and both brought together."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translator import readers, store
from translator.bitext import Article, Bitext, Dropped, Segment
from translator.config import CONFIG_NAME, Settings
from translator.errors import SourceError, StoreError, TranslatorError
from translator.merge import merge
from translator.segmentation import Rules, segment, split_articles

__all__ = ["Outcome", "open_articles", "po_files", "read_articles", "segments", "stored"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: its bitext and the PO file it is stored in, or the `error` that kept it out.

    `path` is the file that was asked for, `translated` counts the pairs that got a machine target now. `replaced` are
    PO files whose pairs were carried over into this one, as the file was once split otherwise; they were renamed.
    """

    path: Path
    po: Path | None = None
    bitext: Bitext | None = None
    dropped: tuple[Dropped, ...] = ()
    translated: int = 0
    replaced: tuple[Path, ...] = ()
    error: TranslatorError | None = None


def open_articles(paths: Sequence[Path], settings: Settings) -> Iterator[Outcome]:
    """The articles in files and folders, the project's own without paths, brought together with what is stored of them.

    Each is stored as it now is. A file that cannot be read, and a folder without articles, is an outcome with an error.
    """
    seen: set[Path] = set()
    for path in paths or [settings.source]:
        files = list(readers.find(path))
        if not files:
            yield Outcome(path, error=SourceError(path, "holds no article.", "Put Arabic files there, or name some."))
        for file in files:
            if (whole := file.resolve()) not in seen:
                seen.add(whole)
                yield from _open(file, settings)


def stored(paths: Sequence[Path], settings: Settings) -> Iterator[Outcome]:
    """The stored bitexts of PO files, articles and folders of either; without paths, all of the project."""
    files = [file for path in paths for file in _stored_files(path)] if paths else po_files(settings.target)
    for file in dict.fromkeys(files):
        try:
            articles = [] if file.suffix == ".po" else read_articles(file, settings)
        except TranslatorError as error:
            yield Outcome(file, error=error)
            continue
        if not articles:
            yield _load(file, file)
        for article in articles:
            outcome = _load(file, _po_of(article, settings))
            try:
                if outcome.bitext and outcome.po:
                    sentences = segments(article, settings)
                    _require_same_article(article, sentences, outcome.bitext, outcome.po, settings, of_machine=True)
                yield outcome
            except StoreError as error:
                yield Outcome(file, outcome.po, error=error)


def read_articles(path: Path, settings: Settings) -> list[Article]:
    """The articles in a file, named relative to the project so that stored references stay valid on other machines."""
    document = readers.read(path)
    name = Path(os.path.relpath(path, settings.root)) if path != readers.STDIN else path
    articles = [replace(article, path=name) for article in split_articles(document)]
    if not articles:
        raise SourceError(path, "there is no article in it.", "`translator segment` shows what was dropped and why.")
    return articles


def segments(article: Article, settings: Settings) -> list[Segment]:
    """The sentences of an article by the rules of the project."""
    return segment(article, Rules.from_mapping(settings.segmentation, settings.root / CONFIG_NAME))


def po_files(folder: Path) -> list[Path]:
    """The PO files in a folder, sorted."""
    return sorted(folder.glob("*.po"))


def _stored_files(path: Path) -> list[Path]:
    """The PO files in a folder, or else its articles; any other path is itself."""
    return (po_files(path) or list(readers.find(path))) if path.is_dir() else [path]


def _po_of(article: Article, settings: Settings) -> Path:
    return settings.target / f"{article.slug}.po"


def _load(path: Path, po: Path) -> Outcome:
    try:
        return Outcome(path, po, store.load(po))
    except TranslatorError as error:
        return Outcome(path, po, error=error)


def _open(path: Path, settings: Settings) -> Iterator[Outcome]:
    """The articles of one file; where it was split into other articles before, their pairs are carried over."""
    try:
        articles = read_articles(path, settings)
    except TranslatorError as error:
        yield Outcome(path, error=error)
        return
    former = _former(articles, settings)
    carried: set[Path] = set()
    outcomes = []
    for article in articles:
        po = _po_of(article, settings)
        try:
            sentences = segments(article, settings)
            old, sources = (store.load(po), ()) if po.exists() else _gather(article, sentences, former)
            if old and po.exists():
                _require_same_article(article, sentences, old, po, settings)
            carried.update(sources)
            outcomes.append(Outcome(path, po, store.write(merge(article, sentences, old), po), article.dropped))
        except TranslatorError as error:
            outcomes.append(Outcome(path, po, error=error))
    if not any(outcome.error for outcome in outcomes):
        outcomes[0] = replace(outcomes[0], replaced=tuple(_set_aside(source) for source in sorted(carried)))
    yield from outcomes


def _former(articles: Sequence[Article], settings: Settings) -> dict[Path, Bitext]:
    """The bitexts that are stored for the file of `articles` under names that none of these has any longer."""
    now = {_po_of(one, settings) for one in articles}
    if all(po.exists() for po in now):
        return {}
    found = (_load(po, po) for po in po_files(settings.target) if po not in now)
    source = articles[0].path.as_posix()
    return {one.path: one.bitext for one in found if one.bitext and one.bitext.source == source}


def _gather(
    article: Article, sentences: Sequence[Segment], former: dict[Path, Bitext]
) -> tuple[Bitext | None, tuple[Path, ...]]:
    """One bitext of all the former ones that share a sentence with the article, and where they are."""
    texts = {sentence.text for sentence in sentences}
    sources = tuple(po for po, bitext in former.items() if texts.intersection(pair.source for pair in bitext.pairs))
    if not sources:
        return None, ()
    pairs = tuple(pair for po in sources for pair in former[po].pairs)
    obsolete = tuple(pair for po in sources for pair in former[po].obsolete)
    return Bitext(article.slug, article.path.as_posix(), pairs, obsolete), sources


def _set_aside(po: Path) -> Path:
    """Rename a PO file whose pairs live on elsewhere, so that it is no article any longer and yet not lost."""
    aside = po.with_name(f"{po.name}.bak")
    po.replace(aside)
    return aside


def _require_same_article(
    article: Article,
    sentences: Sequence[Segment],
    old: Bitext,
    po: Path,
    settings: Settings,
    *,
    of_machine: bool = False,
) -> None:
    """Two articles of one name would take each other's pairs for their own.

    Pairs that nobody worked on may be replaced by another article's, unless `of_machine`.
    """
    other = settings.root / old.source
    here = settings.root / article.path
    if old.source and old.source != article.path.as_posix() and other.is_file() and not _same_file(other, here):
        raise StoreError(po, f"holds the pairs of another article, {old.source}.", "Rename one of the two articles.")
    if not old.pairs or not (of_machine or any(map(store.is_persons, old.pairs))):
        return
    texts = {store.storable(sentence.text) for sentence in sentences}
    if not texts.intersection(pair.source for pair in old.pairs):
        tip = "Rename the article, or give another --output, so that nothing is mixed up."
        raise StoreError(po, f"holds other sentences than {article.path}: it belongs to another article.", tip)


def _same_file(one: Path, other: Path) -> bool:
    return other.exists() and one.samefile(other)
