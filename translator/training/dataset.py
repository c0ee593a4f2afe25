"""From a recipe to ids: the vocabulary, the lexicon, and every source encoded, kept in the run's folder.

All of it is made once and read again when a run goes on, so that the run is the same to the bit. When a file of the
recipe changed or is new, the pairs and their ids are made again, with the vocabulary and the lexicon that are there.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from translator.engines.marian import TERM_MARKS
from translator.errors import DataError
from translator.training import noise
from translator.training.batches import EncodedSource, Lines, pack
from translator.training.cleaning import Corpus, read_corpus
from translator.training.corpus import SentencePair, read_bytes
from translator.training.lexicon import count_translations
from translator.training.recipe import Source
from translator.training.schedule import Phase
from translator.training.vocabulary import Encoder, Vocabulary, assign_ids, train_pieces

__all__ = ["Dataset", "prepare"]

LONGEST = 160
"""Pieces of the longest sentence that is trained on."""

LEXICON_PAIRS = 60_000
"""Pairs of each source that are counted for the vocabulary and the lexicon; more of the same teach them little."""

SPOILED = 0.12
"""Part of the sampled segmentations whose sentence got a slip first."""

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Dataset:
    """What training needs: everything as ids, and the lexicon (vocabulary, targets) in half precision."""

    vocabulary: Vocabulary
    lexicon: Tensor
    sources: dict[str, EncodedSource]
    weights: dict[Phase, dict[str, float]]
    held_out: list[SentencePair]

    def target_counts(self) -> Tensor:
        """Occurrences of each target piece in the main mixture, (targets,)."""
        counts = torch.zeros(self.vocabulary.targets)
        for name, source in self.sources.items():
            if (weight := self.weights[Phase.MAIN].get(name, 0)) and len(source):
                ids = torch.from_numpy(source.targets.values.astype(np.int64))
                counts += weight * torch.bincount(ids, minlength=len(counts))
        return counts


def prepare(
    sources: Sequence[Source],
    forbidden: frozenset[str],
    directory: Path,
    vocabulary: int | Vocabulary,
    seed: int,
    report: Report,
) -> Dataset:
    """The dataset of a run in `directory`, read from there as far as it was made of the same files before.

    `vocabulary` is the size of one to be made, or the one of a model that is adapted, which has no lexicon.
    `forbidden` are keys of evaluation sentences; `report` is told what is being done. Without `sources` it is what was
    prepared in `directory`, here or on another machine; raises DataError when nothing was.
    """
    base, encoded = directory / "vocabulary.pt", directory / "sources.pt"
    weights = _remembered_weights(sources, directory / "weights.json")
    state = _fingerprint(sources, forbidden, seed)
    if base.is_file() and encoded.is_file():
        stored = torch.load(encoded, weights_only=True)
        if not sources or stored["fingerprint"] == state:
            held = [SentencePair(*pair) for pair in stored["held_out"]]
            return Dataset(*_load_base(base), _unpack(stored["sources"]), weights, held)
    report("Reading and cleaning the text")
    corpus = read_corpus(sources, forbidden)
    for line in corpus.summary():
        report(line)
    if not base.is_file():
        marks = TERM_MARKS if any(source.terms for source in sources) else ()
        made = _make_base(corpus, vocabulary, marks, report) if isinstance(vocabulary, int) else _base(vocabulary)
        _save(made, base)
    stored_vocabulary, lexicon = _load_base(base)
    report("Encoding")
    encoding = _encode(corpus, {source.name: source for source in sources}, Encoder(stored_vocabulary), seed)
    plain = [tuple(pair) for pair in corpus.held_out]
    _save({"fingerprint": state, "sources": _storable(encoding), "held_out": plain}, encoded)
    return Dataset(stored_vocabulary, lexicon, encoding, weights, corpus.held_out)


def _remembered_weights(sources: Sequence[Source], path: Path) -> dict[Phase, dict[str, float]]:
    """The weights of the sources in each phase, kept in a file for when a run goes on without them."""
    if sources:
        weights = {phase: {name: w for s in sources for name, w in _weights(s, phase)} for phase in Phase}
        path.write_text(json.dumps([weights[phase] for phase in Phase], indent=1) + "\n", encoding="utf-8")
        return weights
    if not path.is_file():
        raise DataError(path.parent, "holds no prepared data.", "Give files of parallel text, or a --recipe.")
    return dict(zip(Phase, json.loads(path.read_text(encoding="utf-8")), strict=True))


def _weights(source: Source, phase: Phase) -> list[tuple[str, float]]:
    own = (source.name, source.weight(phase))
    # Joined sentences and annotations come late: attention has to be there before it can learn to go far.
    later = source.weight(phase) if phase else 0
    joined = [(_joined(source.name), later / 2)] if source.join else []
    return [own, *joined, *([(_annotated(source.name), later / 6)] if source.terms else [])]


def _joined(name: str) -> str:
    return f"{name}, joined"


def _annotated(name: str) -> str:
    return f"{name}, with terms"


def _make_base(corpus: Corpus, size: int, marks: Sequence[str], report: Report) -> dict[str, Any]:
    rng = random.Random(size)  # noqa: S311
    pairs = [pair for lines in corpus.pairs.values() for pair in _some(lines, LEXICON_PAIRS, rng)]
    report(f"Making a vocabulary from {len(pairs):,} pairs")
    few = [pair for lines in corpus.pairs.values() for pair in _some(lines, LEXICON_PAIRS // 3, rng)]
    model = train_pieces([side for pair in few for side in pair], size, marks)
    vocabulary = assign_ids(model, [pair.target for pair in pairs])
    encoder = Encoder(vocabulary)
    report(f"Counting translations of {len(vocabulary.pieces):,} pieces")
    sources = encoder.encode([pair.source for pair in pairs])
    targets = encoder.encode_targets([pair.target for pair in pairs])
    both = zip(sources, targets, strict=True)
    lines = [(source[:-1], target[:-1]) for source, target in both if max(len(source), len(target)) < LONGEST]
    counted = count_translations(
        [s for s, _ in lines], [t for _, t in lines], len(vocabulary.pieces), vocabulary.targets
    )
    return _base(vocabulary, counted)


def _base(vocabulary: Vocabulary, lexicon: Tensor | None = None) -> dict[str, Any]:
    """The vocabulary and the lexicon as torch stores them; an empty lexicon for none."""
    return {
        "model": vocabulary.model,
        "target_model": vocabulary.target_model,
        "pieces": vocabulary.pieces,
        "targets": vocabulary.targets,
        "lexicon": torch.zeros(0, 0) if lexicon is None else lexicon.half(),
    }


def _load_base(path: Path) -> tuple[Vocabulary, Tensor]:
    stored = torch.load(path, weights_only=True)
    vocabulary = Vocabulary(stored["model"], tuple(stored["pieces"]), stored["targets"], stored.get("target_model"))
    return vocabulary, stored["lexicon"]


def _some(pairs: list[SentencePair], count: int, rng: random.Random) -> list[SentencePair]:
    return rng.sample(pairs, count) if len(pairs) > count else pairs


def _encode(corpus: Corpus, sources: dict[str, Source], encoder: Encoder, seed: int) -> dict[str, EncodedSource]:
    from translator.training.terms import with_terms

    made = {}
    rng = random.Random(seed)  # noqa: S311
    for name, pairs in corpus.pairs.items():
        source = sources[name]
        made[name] = _encode_source(name, pairs, source.segmentations, encoder, rng)
        if source.join:
            together = noise.join(pairs, rng)
            made[_joined(name)] = _encode_source(_joined(name), together, source.segmentations, encoder, rng)
        if source.terms:
            annotated = with_terms(pairs, rng)
            made[_annotated(name)] = _encode_source(_annotated(name), annotated, 2, encoder, rng)
    return {name: source for name, source in made.items() if len(source)}


def _encode_source(
    name: str, pairs: list[SentencePair], segmentations: int, encoder: Encoder, rng: random.Random
) -> EncodedSource:
    texts = [pair.source for pair in pairs]
    variants = [encoder.encode(texts)]
    for _ in range(segmentations - 1):
        spoiled = [noise.spoil(text, rng) if rng.random() < SPOILED else text for text in texts]
        variants.append(encoder.sample(spoiled, rng))
    targets = encoder.encode_targets([pair.target for pair in pairs])
    fit = [n for n, line in enumerate(targets) if max(len(line), *(len(v[n]) for v in variants)) <= LONGEST]
    return EncodedSource(name, tuple(pack([v[n] for n in fit]) for v in variants), pack([targets[n] for n in fit]))


def _storable(sources: dict[str, EncodedSource]) -> dict[str, list[tuple[Tensor, Tensor]]]:
    """Sources as tensors in plain containers, which torch loads without running code; the target lines come last."""
    return {
        name: [(torch.from_numpy(lines.values), torch.from_numpy(lines.ends)) for lines in (*s.variants, s.targets)]
        for name, s in sources.items()
    }


def _unpack(stored: dict[str, list[tuple[Tensor, Tensor]]]) -> dict[str, EncodedSource]:
    sources = {}
    for name, tensors in stored.items():
        *variants, targets = (Lines(values.numpy(), ends.numpy()) for values, ends in tensors)
        sources[name] = EncodedSource(name, tuple(variants), targets)
    return sources


def _fingerprint(sources: Sequence[Source], forbidden: frozenset[str], seed: int) -> str:
    """Changes when the dataset would: by the contents of the files and what is done with them, not by weights."""
    digest = hashlib.sha256(f"{seed} {sorted(forbidden)}".encode())
    for source in sources:
        digest.update(repr(replace(source, files=(), weights=(1, 1, 1))).encode())
        for path in source.files:
            digest.update(read_bytes(path))
    return digest.hexdigest()


def _save(content: dict[str, Any], path: Path) -> None:
    temporary = path.with_suffix(".tmp")
    torch.save(content, temporary)
    os.replace(temporary, path)  # noqa: PTH105
