"""A cache of its own for every test session, sources of many shapes, and the embedded model in each engine."""

from __future__ import annotations

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
