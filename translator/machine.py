"""Machine translation of whole sentences: the engine's copy, pieces for over-long ones, and one text again.

An engine sees only short, normalised pieces; everything around that is here, so that the command line,
the review page and the evaluation of a model all translate alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from translator.engines.base import Engine, Options, Progress, Translation
from translator.engines.repair import retranslate, suspicious
from translator.glossary import Glossary, annotate_inline, enforce, missing_terms, unannotated
from translator.normalize import for_engine
from translator.segmentation.pieces import join_pieces, split_pieces

__all__ = ["Prepared", "prepare", "translate_sentences"]

_HAS_ARABIC = regex.compile(r"[\p{Arabic}--[\p{Nd}\p{P}]]", regex.V1)

_FIRST_WORD = regex.compile(r"[^\p{L}\p{N}]*(\p{Ll})(?![\p{Ll}]*\p{Lu})")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence as engines see it: its normalised pieces, none when there is no Arabic to translate."""

    sentence: str
    pieces: tuple[str, ...]


def prepare(sentence: str, engine: Engine, piece_tokens: int) -> Prepared:
    """The pieces of one sentence, each at most `piece_tokens` of the engine's tokens where a cut can be found."""
    copy = for_engine(sentence)
    if not _HAS_ARABIC.search(copy):
        return Prepared(sentence, ())
    return Prepared(sentence, tuple(split_pieces(copy, engine.count_tokens, piece_tokens)))


def translate_sentences(
    sentences: Sequence[str],
    engine: Engine,
    options: Options = Options(),
    *,
    piece_tokens: int = 64,
    glossary: Glossary = Glossary(),
    takes_terms: bool = False,
    progress: Progress | None = None,
) -> list[Translation]:
    """One Translation per sentence, in order.

    `progress` hears of pieces, whose number is not known beforehand. Answers that loop or miss their source are asked
    for again in other ways (`translator.engines.repair`). Where terms of the `glossary` are missing, an engine that
    `takes_terms` is asked again, told in its source how they are translated; what any engine still lacks is put in
    (`translator.glossary.enforce`). A sentence without Arabic letters is its own translation (score 0). The
    score of a sentence in pieces is their mean, weighted by their lengths in words.
    """
    if glossary:
        options = replace(options, alternatives=options.beam - 1, alignment=True)
    prepared = [prepare(sentence, engine, piece_tokens) for sentence in sentences]
    pieces = [piece for one in prepared for piece in one.pieces]
    answers = engine.translate(pieces, options, progress)
    answers = retranslate(pieces, answers, engine, options, lambda piece: _halves(piece, engine), join_pieces)
    if glossary:
        if takes_terms:
            answers = _told(pieces, answers, engine, options, glossary)
        texts = [enforce(piece, answer, glossary).text for piece, answer in zip(pieces, answers, strict=True)]
        answers = [_with_text(answer, text) for answer, text in zip(answers, texts, strict=True)]
    ready = iter(answers)
    return [_joined(one, [next(ready) for _ in one.pieces]) for one in prepared]


def _halves(piece: str, engine: Engine) -> list[str]:
    [tokens] = engine.count_tokens([piece])
    return split_pieces(piece, engine.count_tokens, max(8, tokens // 2 + 1))


def _told(
    pieces: Sequence[str], answers: Sequence[Translation], engine: Engine, options: Options, glossary: Glossary
) -> list[Translation]:
    """The answers; of those that lack terms, also among their alternatives, new ones by sources that tell them."""
    told = list(answers)
    lacks = {
        number: hits
        for number, (piece, answer) in enumerate(zip(pieces, answers, strict=True))
        if (
            hits := min((missing_terms(glossary, piece, text) for text in (answer.text, *answer.alternatives)), key=len)
        )
    }
    sources = [annotate_inline(pieces[number], hits) for number, hits in lacks.items()]
    for (number, hits), source, answer in zip(lacks.items(), sources, engine.translate(sources, options), strict=True):
        better = len(missing_terms(glossary, pieces[number], answer.text)) < len(hits)
        if better and suspicious(pieces[number], answer) in (None, "improbable"):
            told[number] = replace(answer, alignment=unannotated(source, answer.alignment))
    return told


def _with_text(answer: Translation, text: str) -> Translation:
    """An answer with terms put in; its word alignment stays while its words stand where they stood."""
    same = len(text.split()) == len(answer.text.split())
    return replace(answer, text=text, alignment=answer.alignment if same else ())


def _joined(prepared: Prepared, answers: Sequence[Translation]) -> Translation:
    if not answers:
        return Translation(for_engine(prepared.sentence), 0.0)
    if len(answers) == 1:
        return replace(answers[0], text=_capitalised(answers[0].text))
    weights = [len(answer.text.split()) + 1 for answer in answers]
    score = sum(answer.score * weight for answer, weight in zip(answers, weights, strict=True)) / sum(weights)
    text = join_pieces(prepared.pieces, [answer.text for answer in answers])
    return Translation(_capitalised(text), score, alignment=_joined_alignment(prepared, answers, text))


def _capitalised(text: str) -> str:
    """`text` with a capital at its beginning, as sentences and headings have; names such as iPhone stay."""
    match = _FIRST_WORD.match(text)
    return text if match is None else text[: match.start(1)] + text[match.start(1)].upper() + text[match.end(1) :]


def _joined_alignment(prepared: Prepared, answers: Sequence[Translation], text: str) -> tuple[tuple[int, int], ...]:
    """The word alignments of pieces as one of the sentence; none where joining them moved words."""
    links: list[tuple[int, int]] = []
    source_words = target_words = 0
    for piece, answer in zip(prepared.pieces, answers, strict=True):
        links += [(source_words + source, target_words + target) for source, target in answer.alignment]
        source_words += len(piece.split())
        target_words += len(answer.text.split())
    unmoved = (source_words, target_words) == (len(prepared.sentence.split()), len(text.split()))
    return tuple(links) if unmoved else ()
