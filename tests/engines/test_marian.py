"""The tokeniser gives the ids of transformers' MarianTokenizer, and what it does differently it does on purpose."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.engines.marian import Tokenizer, is_separate, read_config, weights_file
from translator.errors import ModelError

ARABIC = st.text(
    st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأإؤئىة ًٌٍَُِّْـ،؛؟«»٠١٢٣٤٥٦٧٨٩٪.,:-()'\"\n\tabcXYZ019é中😀ﷺﻻ\u200f\u00a0")
)


@pytest.fixture(scope="module")
def tokenizer(embedded_model: Path) -> Tokenizer:
    return Tokenizer(embedded_model)


@pytest.fixture(scope="module")
def oracle(embedded_model: Path) -> Any:
    return load_oracle(embedded_model)


def load_oracle(path: Path) -> Any:
    from transformers import MarianTokenizer

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        return MarianTokenizer.from_pretrained(path)


@settings(deadline=None, max_examples=300)
@given(text=ARABIC)
def test_source_ids_equal(tokenizer: Tokenizer, oracle: Any, text: str) -> None:
    assert tokenizer.to_ids(tokenizer.encode([text])[0]) == oracle(text)["input_ids"]


@settings(deadline=None, max_examples=100)
@given(text=ARABIC)
def test_decoded_text_equals(tokenizer: Tokenizer, oracle: Any, text: str) -> None:
    ids = oracle(text_target=text)["input_ids"]
    assert tokenizer.decode(tokenizer.to_pieces(ids)) == oracle.decode(ids, skip_special_tokens=True)


def test_unknown_pieces_are_the_unknown_token(tokenizer: Tokenizer, oracle: Any) -> None:
    assert tokenizer.to_ids(["no such piece"])[0] == tokenizer.source_ids["<unk>"]
    pieces = tokenizer.encode(["中文 قال"])[0]
    assert tokenizer.to_ids(pieces) == oracle("中文 قال")["input_ids"]


def test_special_tokens_in_a_source_are_text(tokenizer: Tokenizer) -> None:
    ids = tokenizer.to_ids(tokenizer.encode(["قال <s>النص</s> ثم <pad> <unk>."])[0])
    assert ids.count(tokenizer.source_ids[tokenizer.end]) == 1
    assert tokenizer.source_ids["<pad>"] not in ids


@pytest.fixture
def multilingual(embedded_model: Path, tmp_path: Path) -> Path:
    """The embedded model with a language code in its vocabulary, as models with several target languages have."""
    path = tmp_path / "multilingual"
    shutil.copytree(embedded_model, path)
    ids = json.loads((path / "vocab.json").read_text(encoding="utf-8"))
    ids[">>eng<<"] = ids.pop("the")
    (path / "vocab.json").write_text(json.dumps(ids), encoding="utf-8")
    return path


@pytest.mark.parametrize("text", [">>eng<< قال الوزير", ">>eng<<قال", "قال >>eng<< الوزير"])
def test_language_codes_equal(multilingual: Path, text: str) -> None:
    tokenizer, oracle = Tokenizer(multilingual), load_oracle(multilingual)
    assert tokenizer.to_ids(tokenizer.encode([text])[0]) == oracle(text)["input_ids"]


@pytest.mark.parametrize(("text", "words"), [(">>eng<< قال", {None, 1}), (">>eng<<قال", {None, 0})])
def test_a_language_code_is_a_word_of_the_text(multilingual: Path, text: str, words: set[int | None]) -> None:
    assert set(Tokenizer(multilingual).source_words(text)) == words


def test_quoted_words_are_no_language_code(tokenizer: Tokenizer) -> None:
    quoted, plain = tokenizer.encode([">>لن نتراجع<< قال الرئيس", "لن نتراجع"])
    assert set(plain[1:-1]) <= set(quoted)


def test_separate_vocabularies_equal(separate_model: Path) -> None:
    tokenizer, oracle = Tokenizer(separate_model), load_oracle(separate_model)
    assert is_separate(separate_model)
    assert tokenizer.source_ids != tokenizer.target_ids
    source, target = "قال الوزير إن المحادثات", "The minister said the talks"
    assert tokenizer.to_ids(tokenizer.encode([source])[0]) == oracle(source)["input_ids"]
    ids = oracle(text_target=target)["input_ids"]
    assert tokenizer.decode(tokenizer.to_pieces(ids)) == oracle.decode(ids, skip_special_tokens=True) == target


def test_words_of_pieces(tokenizer: Tokenizer) -> None:
    source = "قالت المستشارة:  ﷺ 3.5%"
    words = tokenizer.source_words(source)
    assert len(words) == len(tokenizer.encode([source])[0])
    assert words[-1] is None
    assert list(dict.fromkeys(words[:-1])) == list(range(len(source.split())))
    assert tokenizer.target_words(["▁", "▁The", "▁nego", "ti", "</s>", "▁", "x"]) == [None, 0, 1, 1, None, None, 2]


BROKEN = {
    "missing config": lambda path: (path / "config.json").unlink(),
    "broken config": lambda path: (path / "config.json").write_text("{"),
    "config that is a list": lambda path: (path / "config.json").write_text("[]"),
    "config of another model": lambda path: (path / "config.json").write_text('{"model_type": "bert"}'),
    "config without layers": lambda path: (path / "config.json").write_text(
        '{"model_type": "marian", "vocab_size": 9}'
    ),
    "missing vocabulary": lambda path: (path / "vocab.json").unlink(),
    "vocabulary that is not UTF-8": lambda path: (path / "vocab.json").write_bytes(b'{"\xff": 1}'),
    "vocabulary without unknown": lambda path: (path / "vocab.json").write_text('{"</s>": 0}'),
    "missing sentencepiece": lambda path: (path / "source.spm").unlink(),
    "broken sentencepiece": lambda path: (path / "target.spm").write_bytes(b"no model"),
    "empty sentencepiece": lambda path: (path / "target.spm").write_bytes(b""),
    "missing target vocabulary": lambda path: (path / "tokenizer_config.json").write_text('{"separate_vocabs": true}'),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_directories_are_named(embedded_model: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "broken"
    shutil.copytree(embedded_model, path)
    BROKEN[name](path)
    with pytest.raises(ModelError) as caught:
        Tokenizer(path)
    assert str(path) in caught.value.where
    assert caught.value.tip


def test_not_a_directory(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is not a directory"):
        read_config(tmp_path / "nothing")


def test_no_weights(embedded_model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors or pytorch_model\.bin"):
        weights_file(tmp_path)
    assert weights_file(embedded_model).name == "model.safetensors"
