"""What each command does, as a recipe that reads from top to bottom.

    file ─read→ Document ─split→ Articles ─segment→ Segments ─merge→ Pairs ─translate→ Pairs ─store→ PO ─export→ page

PO files alone hold state. A file that fails is told in its outcome and does not stop the others.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from translator import align as alignment
from translator import readers, store
from translator.bitext import Bitext, Pair, Segment, State
from translator.checks import CheckSettings, Finding, check_bitext
from translator.config import CONFIG_NAME, Settings
from translator.drafting import asker, neighbours, settle, with_machine_target
from translator.engines import Engine, Translation, load
from translator.engines.models import piece_tokens
from translator.errors import TranslatorError
from translator.exporters import COLLECTIONS, ExportOptions, export_collection, file_name, index, suffix
from translator.exporters import export as export_one
from translator.exporters.settings import options_from_mapping
from translator.glossary import glossary_check
from translator.glossary.project import open_glossary
from translator.machine import prepare
from translator.memory.project import open_memory
from translator.project import Outcome, open_articles, read_articles, segments, stored
from translator.segmentation import Rules, split_sentences, srx
from translator.store.files import write_file

__all__ = [
    "Outcome",
    "Progress",
    "align",
    "check",
    "export",
    "export_srx",
    "lines",
    "pieces",
    "read_articles",
    "segments",
    "stored",
    "translate",
]

Progress = Callable[[int, int], None]
"""Called with the sentences done so far and the sentences to do."""

FIRST_CHUNK, CHUNK = 32, 256
"""Sentences given to the engine at once, at first and at most: enough to fill its batches, few enough to be lost."""
CHUNK_SECONDS = 4.0
"""How long the engine should take for a chunk: what a kill loses at the most, and how often progress shows."""
SAVE_SECONDS = 10.0
"""An article under translation is stored after the first chunk that ends later than this."""
INDEX = "index.html"


def translate(
    paths: Sequence[Path],
    settings: Settings,
    *,
    again: bool = False,
    engine: Engine | None = None,
    progress: Progress = lambda done, todo: None,
) -> list[Outcome]:
    """Read, segment, machine-translate and store articles; of their sentences only those that are new or changed.

    What a person translated before comes from the memory, the rest from the engine, with the glossary's terms put in.
    `again` makes the machine's own targets anew too; a person's work stays whatever is asked. Every article is stored
    before the engine starts and again as its sentences are done: a run that was killed goes on where it stopped.
    """
    outcomes = list(open_articles(paths, settings))
    todo = [
        (number, pair)
        for number, outcome in enumerate(outcomes)
        for pair in (outcome.bitext.pairs if outcome.bitext else ())
        if _is_machines(pair, again)
    ]
    if todo and settings.memory <= 100:
        todo = _reuse_reviewed(todo, outcomes, settings)
    if not todo:
        return outcomes
    engine = engine or load(settings.model, engine=settings.engine, threads=settings.threads)
    translated = asker(engine, settings)
    made: dict[int, dict[str, Pair]] = defaultdict(dict)
    done, size, saved = 0, min(FIRST_CHUNK, CHUNK), time.monotonic()
    progress(0, len(todo))
    try:
        while chunk := todo[done : done + size]:
            began = time.monotonic()
            for (number, pair), answer in zip(chunk, translated([pair.source for _, pair in chunk]), strict=True):
                made[number][pair.id] = with_machine_target(pair, answer, engine.name)
            done += len(chunk)
            progress(done, len(todo))
            size = _chunk_size(size, time.monotonic() - began)
            if min(made) < chunk[-1][0] or time.monotonic() > saved + SAVE_SECONDS:
                _store_made(made, outcomes, settings)
                saved = time.monotonic()
    finally:
        _store_made(made, outcomes, settings)
    return outcomes


def align(
    arabic: Path, english: Path, settings: Settings, *, sure: float, engine: Engine | None = None
) -> list[tuple[Outcome, alignment.Adoption]]:
    """Store an existing translation of an article as reviewed pairs; pairs that a person worked on stay as they are.

    Sentences paired with a probability under `sure` are stored for review. With an `engine` its translations help.
    Raises SourceError for files that cannot be read.
    """
    blocks = [split_sentences(block.text) for block in readers.read(english, arabic=False).blocks]
    targets = [sentence for block in blocks for sentence in block]
    outcomes = list(open_articles([arabic], settings))
    for outcome in outcomes:
        if outcome.error:
            raise outcome.error
    stored = [(outcome, outcome.po, outcome.bitext) for outcome in outcomes if outcome.po and outcome.bitext]
    pairs = [pair for *_, bitext in stored for pair in bitext.pairs]
    beads = alignment.align(
        [pair.source for pair in pairs],
        targets,
        translations=[answer.text for answer in asker(engine, settings)([pair.source for pair in pairs])]
        if engine
        else (),
        boundaries=alignment.Boundaries(
            frozenset(accumulate((len(list(block)) for *_, bitext in stored for block in bitext.blocks()), initial=0)),
            frozenset(accumulate(map(len, blocks), initial=0)),
        ),
    )
    adopted = []
    start = 0
    for outcome, po, bitext in stored:
        mine = alignment.part(beads, start, start := start + len(bitext.pairs))
        adoption = alignment.adopt(bitext, targets, mine, sure=sure, reviewer=settings.reviewer)
        adopted.append((replace(outcome, bitext=store.write(adoption.bitext, po)), adoption))
    return adopted


def lines(
    sentences: Iterable[str], settings: Settings, *, engine: Engine | None = None, chunk: int = CHUNK
) -> Iterator[str]:
    """One translation per sentence, in order, as soon as its chunk is done; an empty line stays empty."""
    engine = engine or load(settings.model, engine=settings.engine, threads=settings.threads)
    translated = asker(engine, settings)
    for group in _chunks(sentences, chunk):
        for answer in translated(group):
            yield " ".join(answer.text.split())


def check(outcomes: Iterable[Outcome], settings: Settings) -> Iterator[tuple[Outcome, list[tuple[Pair, Finding]]]]:
    """What looks wrong in each stored article, pair by pair."""
    rules = CheckSettings.from_mapping(settings.checks)
    more = [glossary_check(open_glossary(settings))]
    for outcome in outcomes:
        if outcome.bitext:
            yield outcome, check_bitext(outcome.bitext, rules, more)


def export(bitexts: Sequence[Bitext], settings: Settings, to: str, options: ExportOptions | None = None) -> list[Path]:
    """Publish bitexts in the format `to`, into the build folder; gives the files, the one to open first in front.

    Bilingual pages get an index page of all the project's articles that have a page there. Without `options` those of
    the project's [export] table count.
    """
    options = options or options_from_mapping(settings.export, settings.root)
    files: Iterable[tuple[str, bytes]]
    if to in COLLECTIONS:
        files = export_collection(bitexts, to, options)
    else:
        home = replace(options, home=options.home or INDEX) if to == "html" else options
        files = ((file_name(bitext.slug, suffix(to)), export_one(bitext, to, home)) for bitext in bitexts)
    paths = [_write(settings.build / name, data) for name, data in files]
    if to == "html":
        known = {one.bitext.slug: one.bitext for one in stored((), settings) if one.bitext}
        known |= {bitext.slug: bitext for bitext in bitexts}
        published = [known[slug] for slug in sorted(known) if (settings.build / file_name(slug, ".html")).is_file()]
        paths.append(_write(settings.build / INDEX, index(published, options)))
    return sorted(paths, key=lambda path: path != settings.build / INDEX)


def pieces(segments: Sequence[Segment], settings: Settings) -> dict[str, list[str]]:
    """What the engine gets of each sentence, by its place: the normalised text, in pieces where it is over-long."""
    engine = load(settings.model, engine=settings.engine, threads=settings.threads)
    limit = settings.piece_tokens or piece_tokens(settings.model)
    return {one.location: list(prepare(one.text, engine, limit).pieces) for one in segments}


def export_srx(path: Path, settings: Settings) -> None:
    """Write the project's rules of segmentation as SRX 2.0, so that OmegaT and Okapi split alike."""
    _write(path, srx.dump(Rules.from_mapping(settings.segmentation, settings.root / CONFIG_NAME)))


def _chunk_size(size: int, seconds: float) -> int:
    """How many sentences to give next, after `size` took so long."""
    return max(1, min(CHUNK, 2 * size, int(size * CHUNK_SECONDS / max(seconds, 0.001))))


def _is_machines(pair: Pair, again: bool) -> bool:
    return pair.state is State.UNTRANSLATED or (again and not store.is_persons(pair))


def _reuse_reviewed(
    todo: list[tuple[int, Pair]], outcomes: list[Outcome], settings: Settings
) -> list[tuple[int, Pair]]:
    """Store what the memory has for pairs, as targets to be reviewed; gives the pairs it has nothing for."""
    made: dict[int, dict[str, Pair]] = defaultdict(dict)
    around = {number: neighbours(outcomes[number].bitext) for number in {number for number, _ in todo}}
    with open_memory(settings) as memory:
        for number, pair in todo:
            for match in memory.matches(pair.source, *around[number][pair.id], threshold=settings.memory, limit=1):
                answer = Translation(match.target, 0.0)
                made[number][pair.id] = with_machine_target(pair, answer, f"memory@{match.score}")
    left = [(number, pair) for number, pair in todo if pair.id not in made.get(number, ())]
    _store_made(made, outcomes, settings)
    return left


def _store_made(made: dict[int, dict[str, Pair]], outcomes: list[Outcome], settings: Settings) -> None:
    """Store the pairs made so far, article by article; an article that cannot be stored keeps its error."""
    for number, pairs in made.items():
        outcome = outcomes[number]
        if outcome.bitext is None or outcome.po is None:
            continue
        made_now = tuple(pairs.get(pair.id, pair) for pair in outcome.bitext.pairs)
        settled = settle(outcome.bitext.pairs, made_now, open_glossary(settings))
        try:
            bitext = store.write(replace(outcome.bitext, pairs=settled), outcome.po)
            outcomes[number] = replace(outcome, bitext=bitext, translated=outcome.translated + len(pairs))
        except TranslatorError as error:
            outcomes[number] = replace(outcome, error=error)
    made.clear()


def _write(path: Path, data: bytes) -> Path:
    """Put `data` in place of the file unless it holds just that."""
    if not path.is_file() or path.read_bytes() != data:
        write_file(path, data)
    return path


def _chunks(items: Iterable[str], size: int) -> Iterator[list[str]]:
    group: list[str] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
