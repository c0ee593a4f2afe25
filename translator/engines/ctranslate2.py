"""The default engine: CTranslate2 on a converted, quantised copy of the model, kept in the user's cache.

Needs ctranslate2 and sentencepiece alone; neither torch nor transformers is imported.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

from translator.engines.alignment import align
from translator.engines.base import Engine, Options, Progress, Translation
from translator.engines.batches import Answers, Batch, batch, count_cores, others, require_positions
from translator.engines.cache import converted, discard
from translator.engines.marian import Tokenizer, read_config
from translator.engines.models import Model, find
from translator.errors import ModelError

__all__ = ["CTranslate2", "load", "load_float32"]

_CHUNK = 20_000
"""Sources tokenised and sorted together: enough for full batches, a bound on what is in memory."""
_WORKERS = 16
"""Batches translated at once at most; cores beyond share the work inside each."""


class CTranslate2:
    """A converted model in memory, translating `workers` batches at once."""

    def __init__(self, model: Model, translator: Any, workers: int) -> None:
        self.name = model.name_with_digest
        self._positions = read_config(model.path).positions
        self._tokenizer = Tokenizer(model.path)
        self._translator = translator
        self._workers = workers

    def count_tokens(self, sources: Sequence[str]) -> list[int]:
        """Tokens the model would see for each source, end of sentence included."""
        return [len(pieces) for pieces in self._tokenizer.encode(sources)]

    def translate(
        self, sources: Sequence[str], options: Options = Options(), progress: Progress | None = None
    ) -> list[Translation]:
        """One Translation per source, in order. Raises ModelError for a source beyond the model's positions."""
        answers = Answers(sources, progress)
        for start in range(0, len(answers.distinct), _CHUNK):
            self._translate_chunk(answers.distinct[start : start + _CHUNK], options, answers)
        return answers.in_order()

    def _translate_chunk(self, sources: Sequence[str], options: Options, answers: Answers) -> None:
        pieces = self._tokenizer.encode(sources)
        lengths = [len(source) for source in pieces]
        require_positions(self.name, sources, lengths, self._positions)
        budget = min(options.batch_tokens, sum(lengths) // self._workers + 1)  # an article is work for every core
        waiting: deque[_Pending] = deque()
        for members in batch(lengths, budget, min(options.max_tokens, self._positions)):
            waiting.append(self._submit(sources, pieces, members, options))
            if len(waiting) > 2 * self._workers:
                answers.add(*self._collect(waiting.popleft(), options))
        while waiting:
            answers.add(*self._collect(waiting.popleft(), options))

    def _submit(self, sources: Sequence[str], pieces: list[list[str]], members: Batch, options: Options) -> _Pending:
        ask = partial(
            self._translator.translate_batch,
            [pieces[index] for index in members.indices],
            asynchronous=True,
            max_input_length=0,
            return_attention=options.alignment,
        )
        results = ask(
            beam_size=options.beam,
            num_hypotheses=min(options.alternatives, options.beam - 1) + 1,
            min_decoding_length=0,
            max_decoding_length=members.max_tokens,
            no_repeat_ngram_size=options.no_repeat,
            return_scores=True,
        )
        # In a beam search CTranslate2 4.8 mixes up the sources' attention at the first step. A greedy step has it
        # right, and what is seen there depends on the source alone.
        firsts = ask(beam_size=1, max_decoding_length=1) if options.alignment and options.beam > 1 else []
        return _Pending([sources[index] for index in members.indices], results, firsts)

    def _collect(self, pending: _Pending, options: Options) -> tuple[list[str], list[Translation]]:
        translations = []
        for source, waiting, first in zip_longest(pending.sources, pending.results, pending.firsts):
            result = waiting.result()
            texts = [self._tokenizer.decode(pieces) for pieces in result.hypotheses]
            attention = result.attention[0] if options.alignment else []
            if first is not None:
                attention = [first.result().attention[0][0], *attention[1:]]
            alignment = align(self._tokenizer, source, result.hypotheses[0], attention) if options.alignment else ()
            translations.append(Translation(texts[0], result.scores[0], others(texts), alignment))
        return pending.sources, translations


@dataclass(frozen=True, slots=True)
class _Pending:
    """A batch's sources, their asynchronous results, and those of its first step where attention is asked for."""

    sources: list[str]
    results: list[Any]
    firsts: list[Any]


def load(model: str | Path, threads: int = 0, precision: str = "int8") -> Engine:
    """The engine for `model`, converted first if it never was. Raises ModelError. `precision`: int8 or float32."""
    found = find(model)
    threads = threads or count_cores()
    workers = min(threads, _WORKERS)
    try:
        translator = _open(converted(found, precision), precision, workers, threads // workers)
    except RuntimeError:  # damaged since it was made
        discard(found, precision)
        try:
            translator = _open(converted(found, precision), precision, workers, threads // workers)
        except RuntimeError as error:
            raise ModelError(found.path, f"cannot be loaded: {error}.", "Fetch or export the model again.") from error
    return CTranslate2(found, translator, workers)


def load_float32(model: str | Path, threads: int = 0) -> Engine:
    """Like `load`, in the precision of the reference engine: slower, for comparisons."""
    return load(model, threads, "float32")


def _open(directory: Path, precision: str, workers: int, threads: int) -> Any:
    import ctranslate2

    return ctranslate2.Translator(str(directory), compute_type=precision, inter_threads=workers, intra_threads=threads)
