"""A cache of its own for every test session, sources of many shapes, and the embedded model in each engine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from translator.engines import Engine, load

SOURCES = [
    "قال وزير الخارجية إن المحادثات ستستأنف يوم الأحد.",
    "الدوحة",
    "ارتفعت أسعار النفط بنسبة 3.5% في عام 2023، وفق بيانات صدرت يوم الثلاثاء عن المنظمة.",
    "«لن نتراجع»، قالها الرئيس ثم غادر القاعة.",
    "وأضافت شركة Airbus أنها سلّمت ١٢ طائرة A350 إلى الخطوط القطرية، وأن الطلبيات تراكمت بسبب نقص المحركات ومشكلات في "
    "سلاسل التوريد، وهو ما أدى إلى تأجيل التسليم مرات عدة خلال الأشهر الستة الماضية.",
    "ماذا بعد؟",
]


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Conversions of tests go to a directory of their own."""
    path = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRANSLATOR_CACHE", str(path))
        yield path


@pytest.fixture(scope="session")
def sources() -> list[str]:
    return SOURCES


@pytest.fixture(scope="session")
def int8(embedded_model: Path, cache: Path) -> Engine:
    return load(embedded_model, threads=1)


@pytest.fixture(scope="session")
def float32(embedded_model: Path, cache: Path) -> Engine:
    return load(embedded_model, engine="ctranslate2-float32", threads=1)


@pytest.fixture(scope="session")
def reference(embedded_model: Path, cache: Path) -> Engine:
    return load(embedded_model, engine="transformers", threads=1)


@pytest.fixture(scope="session")
def separate_model(embedded_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model with random weights and a vocabulary for each side, saved by transformers."""
    path = tmp_path_factory.mktemp("models") / "separate"
    save_random_model(path, embedded_model)
    return path


def save_random_model(path: Path, embedded: Path) -> None:
    import torch
    from transformers import MarianConfig, MarianMTModel

    pieces = [piece for piece in json.loads((embedded / "vocab.json").read_text(encoding="utf-8")) if piece != "<pad>"]
    arabic = [*pieces[:2], *[piece for piece in pieces[2:] if not piece.isascii()], "<pad>"]
    latin = [*pieces[:2], *[piece for piece in pieces[2:] if piece.lstrip("▁").isascii()]]
    latin = [*latin[: len(arabic) - 1], "<pad>"]
    arabic = [*arabic[: len(latin) - 1], "<pad>"]
    pad = len(arabic) - 1
    torch.manual_seed(7)
    config = MarianConfig(
        vocab_size=pad + 1,
        decoder_vocab_size=pad + 1,
        d_model=32,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        max_position_embeddings=96,
        activation_function="swish",
        scale_embedding=True,
        share_encoder_decoder_embeddings=False,
        eos_token_id=0,
        pad_token_id=pad,
        decoder_start_token_id=pad,
        init_std=0.3,
    )
    model = MarianMTModel(config)
    with torch.no_grad():
        model.final_logits_bias.normal_(0, 1)
        model.model.decoder.embed_tokens.weight[pad] = 0
        model.final_logits_bias[:, 0] = 6  # some answers end at once, some soon, some never
    model.save_pretrained(path)
    for name, vocabulary in (("vocab.json", arabic), ("target_vocab.json", latin)):
        ids = {piece: id for id, piece in enumerate(vocabulary)}
        (path / name).write_text(json.dumps(ids, ensure_ascii=False), encoding="utf-8")
    (path / "tokenizer_config.json").write_text('{"separate_vocabs": true, "tokenizer_class": "MarianTokenizer"}')
    for name in ("source.spm", "target.spm"):
        shutil.copy(embedded / name, path / name)
