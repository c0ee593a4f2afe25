"""The joint vocabulary: one SentencePiece model for both languages, and Marian's ids for its pieces.

Ids: `</s>` 0, `<unk>` 1, then the pieces that occur in targets, then those that occur in sources only, `<pad>` last.
So the output layer scores a prefix of the table. Spelling variants of alef and Arabic-Indic digits are folded by the
SentencePiece model itself, which transformers and ctranslate2 both run: an article without hamzas reads as one with.
"""

from __future__ import annotations

import io
import json
import math
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

from translator.errors import DataError

__all__ = ["EOS", "UNK", "Encoder", "Vocabulary", "assign_ids", "save", "train_pieces"]

EOS, UNK = 0, 1

FOLDED = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ی": "ي", "ک": "ك"} | {
    chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)
}
"""Characters that the SentencePiece model reads as others."""

RARE = 3
"""Occurrences in targets below which a piece is never generated."""


ALPHA, NBEST = 0.4, 8
"""How sampled segmentations spread: 0 is evenly, 1 as the model's probabilities say; and how many are looked at."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A SentencePiece model and the pieces by id. `targets`: ids below it may be generated.

    `target_model` is the targets' own SentencePiece model, which OPUS-MT models have, None for a joint one.
    """

    model: bytes
    pieces: tuple[str, ...]
    targets: int
    target_model: bytes | None = None

    @property
    def pad(self) -> int:
        return len(self.pieces) - 1


class Encoder:
    """Sentences to ids and back, with the vocabulary's SentencePiece models."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._source = sentencepiece.SentencePieceProcessor(model_proto=vocabulary.model)
        self._target = sentencepiece.SentencePieceProcessor(model_proto=vocabulary.target_model or vocabulary.model)
        ids = {piece: number for number, piece in enumerate(vocabulary.pieces)}
        self._ids = [ids.get(name, UNK) for name in _names(self._source)]
        self._words: dict[str, tuple[list[tuple[int, ...]], list[float]]] = {}
        names = _names(self._target)
        self._spoken = [self._spell(ids.get(name, UNK), name, ids) for name in names]
        self._back = {ids[name]: number for number, name in enumerate(names) if ids.get(name, UNK) > UNK}

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of the likeliest segmentation of each text, `</s>` last."""
        lines = self._source.encode(list(texts), num_threads=2)
        return [[*(self._ids[number] for number in line), EOS] for line in lines]

    def sample(self, texts: Sequence[str], rng: random.Random) -> list[list[int]]:
        """Ids of a random segmentation of each text, likelier ones more often (Kudo 2018), `</s>` last.

        Drawn word by word, as pieces never join words, from the eight likeliest; SentencePiece's own sampling cannot be
        seeded, and a run must be able to be made again.
        """
        lines = []
        for text in texts:
            words = [self._alternatives(word) for word in text.split()]
            drawn = [rng.choices(cuts, weights)[0] if len(cuts) > 1 else cuts[0] for cuts, weights in words]
            lines.append([*(id for cut in drawn for id in cut), EOS])
        return lines

    def _alternatives(self, word: str) -> tuple[list[tuple[int, ...]], list[float]]:
        """The likeliest segmentations of a word as ids, and the weight of each."""
        if word not in self._words:
            numbers = self._source.nbest_encode_as_ids(word, NBEST)
            scores = [sum(map(self._source.get_score, cut)) for cut in numbers]
            weights = [math.exp(ALPHA * (score - max(scores))) for score in scores]
            self._words[word] = [tuple(self._ids[number] for number in cut) for cut in numbers], weights
        return self._words[word]

    def encode_targets(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of target texts, `</s>` last: pieces that may not be generated are spelt, by letters or by bytes."""
        lines = self._target.encode(list(texts), num_threads=2)
        return [[*(id for number in line for id in self._spoken[number]), EOS] for line in lines]

    def _spell(self, id: int, name: str, ids: dict[str, int]) -> tuple[int, ...]:
        targets = self.vocabulary.targets
        if id < targets:
            return (id,)
        spelling: list[int] = []
        for letter in name:
            if ids.get(letter, targets) < targets:
                spelling.append(ids[letter])
            else:
                spelling += [ids[f"<0x{byte:02X}>"] for byte in letter.replace("▁", " ").encode()]
        return tuple(spelling)

    def decode(self, lines: Iterable[Iterable[int]]) -> list[str]:
        """Texts of id sequences; what is no piece of text, such as `</s>`, is left out."""
        return [str(self._target.decode([self._back[n] for n in line if n in self._back])) for line in lines]


def _names(model: sentencepiece.SentencePieceProcessor) -> list[str]:
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]


def train_pieces(sentences: Iterable[str], size: int, marks: Sequence[str] = ()) -> bytes:
    """A SentencePiece unigram model with at most `size` pieces: digits apart, bytes for characters it does not know.

    Each of `marks` is a piece of its own.
    """
    out = io.BytesIO()
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as rules:
        rules.writelines(f"{ord(char):X}\t{ord(folded):X}\n" for char, folded in FOLDED.items())
        rules.flush()
        try:
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=iter(sentences),
                model_writer=out,
                vocab_size=size,
                hard_vocab_limit=False,
                model_type="unigram",
                normalization_rule_tsv=rules.name,
                split_digits=True,
                byte_fallback=True,
                user_defined_symbols=list(marks),
                character_coverage=0.9998,
                bos_id=-1,
                eos_id=EOS,
                unk_id=UNK,
                pad_id=-1,
                num_threads=2,
                max_sentence_length=8192,
                minloglevel=2,
            )
        except RuntimeError as error:
            raise DataError(
                "vocabulary", f"cannot be made from this text: {error}.", "Give more text, or another --vocabulary."
            ) from error
    return out.getvalue()


def assign_ids(model: bytes, targets: Sequence[str]) -> Vocabulary:
    """The ids of a SentencePiece model's pieces: those that occur in `targets` first, commonest first."""
    spm = sentencepiece.SentencePieceProcessor(model_proto=model)
    counts = Counter(piece for line in spm.encode(list(targets), out_type=str, num_threads=2) for piece in line)
    names = [spm.id_to_piece(number) for number in range(2, spm.get_piece_size())]
    spoken = [name for name in names if counts[name] >= RARE or spm.is_byte(spm.piece_to_id(name))]
    spoken.sort(key=lambda name: -counts[name])
    known = set(spoken)
    silent = [name for name in names if name not in known]
    return Vocabulary(model, ("</s>", "<unk>", *spoken, *silent, "<pad>"), 2 + len(spoken))


def save(vocabulary: Vocabulary, directory: Path) -> None:
    """Writes source.spm, target.spm, vocab.json and tokenizer_config.json, as MarianTokenizer reads them."""
    (directory / "source.spm").write_bytes(vocabulary.model)
    (directory / "target.spm").write_bytes(vocabulary.target_model or vocabulary.model)
    ids = {piece: number for number, piece in enumerate(vocabulary.pieces)}
    (directory / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    settings = {
        "tokenizer_class": "MarianTokenizer",
        "source_lang": "ar",
        "target_lang": "en",
        "model_max_length": 512,
        "separate_vocabs": False,
    }
    (directory / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
