"""Charsets: each encoding that Arabic files come in, and clear errors for what is broken or no text."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.errors import SourceError
from translator.readers.charset import decode

WHERE = Path("خبر.txt")
NEWS = (
    "افتتح وزير الثقافة أمس معرض الكتاب في صنعاء بحضور جمع من الأدباء والناشرين.\n\n"
    "وقال مدير المعرض إن الدورة الحالية تضم 120 دارا للنشر، وتستمر حتى نهاية الشهر.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6", "cp720"])
@pytest.mark.parametrize(
    "text", [NEWS, NEWS[:40], NEWS * 50, NEWS.replace("\n", "\r\n")], ids=["news", "short", "long", "crlf"]
)
def test_tells_the_encoding_without_a_mark(text: str, encoding: str) -> None:
    if encoding == "cp720":
        text = text.replace("،", ",")  # DOS had no Arabic comma
    assert decode(text.encode(encoding), WHERE) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_mark_decides_and_is_taken_off(encoding: str) -> None:
    assert decode(("\ufeff" + NEWS).encode(encoding), WHERE) == NEWS


def test_windows_1256_keeps_quotes_tanween_and_latin() -> None:
    text = NEWS + "قال «نعم» شكرًا – ثم أضاف: “café”، وانتهى…\n"
    assert decode(text.encode("windows-1256"), WHERE) == text


def test_declared_encoding_decides_where_it_fits() -> None:
    assert decode("خبر".encode("cp720"), WHERE, declared="cp720") == "خبر"


@pytest.mark.parametrize("declared", ["utf-8", "ascii", "no-such-encoding", "utf-16", "hex", "\0"])
def test_wrongly_declared_encoding_is_passed_over(declared: str) -> None:
    assert decode(NEWS.encode("windows-1256"), WHERE, declared=declared) == NEWS


def test_broken_utf8_is_named_with_its_offset() -> None:
    data = NEWS.encode()
    start = len("افتتح وزير ".encode())
    with pytest.raises(SourceError, match=rf"broken UTF-8: the bytes at offset {start} \(ff\)") as info:
        decode(data[:start] + b"\xff" + data[start:], WHERE)
    assert "save it as UTF-8" in info.value.tip


def test_truncated_utf8_is_named_with_its_offset() -> None:
    data = NEWS.rstrip(".\n").encode()[:-1]
    with pytest.raises(SourceError, match=rf"offset {len(data) - 1} "):
        decode(data, WHERE)


def test_broken_utf16_is_named_with_its_offset() -> None:
    data = b"\xff\xfe" + NEWS.encode("utf-16-le") + b"\x27"
    with pytest.raises(SourceError, match=rf"broken UTF-16-LE: the bytes at offset {len(data) - 1} \(27\)"):
        decode(data, WHERE)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)) * 40, b"\x01\x02\x03abc" * 9])
def test_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary file"):
        decode(data, WHERE)


def test_english_is_text_too() -> None:
    assert decode("Plain “English” text".encode("windows-1252"), WHERE).startswith("Plain ")
