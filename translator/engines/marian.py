"""A Marian model's directory (Hugging Face layout): its configuration and its tokenisation, with sentencepiece alone.

Ids are those of transformers' MarianTokenizer but for what an article may contain by accident: `</s>`, `<unk>` and
`<pad>` written in a source are ordinary characters here, and `>>…<<` at its start is a language code only if the
vocabulary has it (else the quoted words would be lost as one unknown token).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translator.errors import ModelError

__all__ = ["NEVER", "TERM_MARKS", "Config", "Tokenizer", "read_config", "weights_file"]

WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_LAYOUT = "A Marian directory holds config.json, vocab.json, source.spm, target.spm and model.safetensors."
_UNKNOWN = "<unk>"
_SPACE = "▁"


PIECE_TOKENS = 64
"""Where config.json does not say: Marian models were trained on sentences, not on a newspaper's chains of them."""


NEVER = -1e4
"""The output bias of pieces that must not be generated: far below any score, and within half precision."""

TERM_MARKS = ("⟦", "⟧")
"""What an annotated source puts around the translation of a term."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the engines need of config.json: pairs are of encoder and decoder, or of source and target."""

    d_model: int
    heads: tuple[int, int]
    layers: tuple[int, int]
    ffn: tuple[int, int]
    vocabulary: tuple[int, int]
    positions: int
    eos: int
    pad: int
    start: int
    activation: str
    scale_embedding: bool
    shared: bool
    tied: bool
    alignment_heads: int
    piece_tokens: int
    """The longest source, in tokens, that the model was found to translate best in one piece."""
    no_repeat: int
    """Length in tokens of the sequences that may come only once in a translation, as found best; 0 for none."""
    takes_terms: bool
    """Whether it was trained on sources that say how terms are translated (`translator.glossary.annotate_inline`)."""


def read_config(path: Path) -> Config:
    """The configuration of the model in `path`. Raises ModelError when it is missing, broken or not Marian's."""
    if not path.is_dir():
        raise ModelError(path, "is not a directory.", _LAYOUT)
    raw = _read_json(path / "config.json")
    if raw.get("model_type") != "marian":
        kind = raw.get("model_type", "unknown")
        raise ModelError(
            path, f"is a model of type {kind!r}, not Marian.", "Give a MarianMT model, such as an OPUS-MT one."
        )
    try:
        return _parse_config(raw)
    except KeyError as error:
        raise ModelError(path / "config.json", f"has no {error}.", "Fetch or export the model again.") from error


def _parse_config(raw: dict[str, Any]) -> Config:
    size = raw["vocab_size"]
    return Config(
        d_model=raw["d_model"],
        heads=(raw["encoder_attention_heads"], raw["decoder_attention_heads"]),
        layers=(raw["encoder_layers"], raw["decoder_layers"]),
        ffn=(raw["encoder_ffn_dim"], raw["decoder_ffn_dim"]),
        vocabulary=(size, raw.get("decoder_vocab_size") or size),
        positions=raw["max_position_embeddings"],
        eos=raw["eos_token_id"],
        pad=raw["pad_token_id"],
        start=raw["decoder_start_token_id"],
        activation=raw.get("activation_function", "swish"),
        scale_embedding=raw.get("scale_embedding", False),
        shared=raw.get("share_encoder_decoder_embeddings", True),
        tied=raw.get("tie_word_embeddings", True),
        alignment_heads=raw.get("alignment_heads", 1),
        piece_tokens=raw.get("piece_tokens", PIECE_TOKENS),
        no_repeat=raw.get("no_repeat", 0),
        takes_terms=raw.get("takes_terms", False),
    )


def weights_file(path: Path) -> Path:
    """The file of the weights in `path`, safetensors before pytorch's. Raises ModelError when there is none."""
    for name in WEIGHTS:
        if (path / name).is_file():
            return path / name
    raise ModelError(path, f"has no weights ({' or '.join(WEIGHTS)}).", _LAYOUT)


class Tokenizer:
    """Text to pieces and back, as the model in a directory does it. Raises ModelError for missing or broken files."""

    def __init__(self, path: Path) -> None:
        config = read_config(path)
        self._source = _load_sentencepiece(path / "source.spm")
        self._target = _load_sentencepiece(path / "target.spm")
        self.source_ids: dict[str, int] = _read_json(path / "vocab.json")
        separate = path / "target_vocab.json"
        self.target_ids: dict[str, int] = _read_json(separate) if is_separate(path) else self.source_ids
        self._pieces = {id: piece for piece, id in self.target_ids.items()}
        if _UNKNOWN not in self.source_ids or config.eos not in self._pieces:
            raise ModelError(path / "vocab.json", f"lacks {_UNKNOWN} or the end of sentence.", "Fetch the model again.")
        self.end = self._pieces[config.eos]

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The source pieces of each text: its language code if it starts with one, pieces, end of sentence."""
        split = [self._split_code(text) for text in texts]
        pieces: list[list[str]] = self._source.encode([text for _, text in split], out_type=str)
        return [[*code, *words, self.end] for (code, _), words in zip(split, pieces, strict=True)]

    def to_ids(self, pieces: Sequence[str]) -> list[int]:
        """The source ids of pieces; what the vocabulary lacks is the unknown token."""
        unknown = self.source_ids[_UNKNOWN]
        return [self.source_ids.get(piece, unknown) for piece in pieces]

    def to_pieces(self, ids: Sequence[int]) -> list[str]:
        """The target pieces of ids."""
        return [self._pieces.get(id, _UNKNOWN) for id in ids]

    def decode(self, pieces: Sequence[str]) -> str:
        """The text of target pieces; end of sentence and unknown tokens give nothing."""
        text: str = self._target.decode([piece for piece in pieces if piece not in (self.end, _UNKNOWN)])
        return text.replace(_SPACE, " ").strip()

    def source_words(self, text: str) -> list[int | None]:
        """For each source piece of `text`, the index of the white-space separated word it belongs to, None for none."""
        code, rest = self._split_code(text)
        first = len(text.split()) - len(rest.split())
        # SentencePiece never joins words, so a word has the same pieces alone as in its sentence.
        pieces = self._source.encode(rest.split(), out_type=str)
        return [*[None for _ in code], *[index for index, word in enumerate(pieces, first) for _ in word], None]

    def target_words(self, pieces: Sequence[str]) -> list[int | None]:
        """For each target piece, the index of the white-space separated word of the decoded text it belongs to."""
        words: list[int | None] = []
        word, fresh = -1, True
        for piece in pieces:
            fresh = fresh or piece.startswith(_SPACE)
            if piece in (self.end, _UNKNOWN) or not piece.strip(_SPACE):
                words.append(None)
                continue
            word, fresh = word + fresh, False
            words.append(word)
        return words

    def _split_code(self, text: str) -> tuple[list[str], str]:
        if text.startswith(">>") and (end := text.find("<<") + 2) > 1 and text[:end] in self.source_ids:
            return [text[:end]], text[end:]
        return [], text


def is_separate(path: Path) -> bool:
    """Whether the model in `path` has one vocabulary for the source and another for the target."""
    settings = path / "tokenizer_config.json"
    return settings.is_file() and bool(_read_json(settings).get("separate_vocabs", False))


def _load_sentencepiece(path: Path) -> Any:
    import sentencepiece

    _require(path)
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelError(path, "is not a SentencePiece model.", "Fetch the model again.") from error


def _read_json(path: Path) -> dict[str, Any]:
    _require(path)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(path, f"cannot be read: {error}.", "Fetch the model again.") from error
    if not isinstance(content, dict):
        raise ModelError(path, "is not a JSON object.", "Fetch the model again.")
    return content


def _require(path: Path) -> None:
    try:
        found = path.is_file()
    except OSError as error:
        raise ModelError(path, f"cannot be read: {error.strerror}.") from error
    if not found:
        raise ModelError(path.parent, f"has no {path.name}.", _LAYOUT)
