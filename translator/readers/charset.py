"""Bytes to text: what the byte-order mark, the file itself, its UTF shape or its letters say, in this order."""

from __future__ import annotations

import codecs
from pathlib import Path

import regex

from translator.errors import SourceError

__all__ = ["ARABIC_LETTER", "decode"]

ARABIC_LETTER = regex.compile(r"[\p{Arabic}&&\p{L}]", regex.V1)

BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
SAMPLE = 1 << 16


def decode(data: bytes, where: Path, declared: str = "") -> str:
    """The text of `data`, without its byte-order mark and otherwise unaltered.

    `declared` is the encoding that the format or the user names; a wrong one is passed over when the bytes cannot be
    of it. Without one: UTF-16 is told by its high bytes, UTF-8 by being valid, and the old one-byte encodings of
    Arabic (windows-1256, ISO-8859-6, cp720) by their letters' statistics. Raises SourceError for what is not text,
    and for a broken encoding with the offset of the first bad byte.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_strictly(data, len(mark), encoding, where)
    if encoding := _utf16_without_mark(data):
        return _decode_strictly(data, 0, encoding, where)
    _refuse_binary(data, where)
    for encoding in filter(None, (_usable(declared), "utf-8")):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _decode_legacy(data, where)


def _decode_strictly(data: bytes, start: int, encoding: str, where: Path) -> str:
    try:
        return data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(error, start, encoding, where) from error


def _broken(error: UnicodeDecodeError, start: int, encoding: str, where: Path) -> SourceError:
    offset = start + error.start
    return SourceError(
        where,
        f"broken {encoding.upper()}: the bytes at offset {offset} ({error.object[error.start : error.end].hex(' ')}) "
        f"are not valid ({error.reason}).",
        "Open the file in an editor, mend or remove what stands there, and save it as UTF-8.",
    )


def _utf16_without_mark(data: bytes) -> str:
    """`utf-16-le` or `-be` when nearly every second byte is a high byte of Arabic (06) or Latin (00), else nothing.

    Neither byte occurs in any other encoding of text, so the share need not be large; punctuation such as “…” (20 26)
    and presentation forms (FB–FE) lower it.
    """
    sample = data[:SAMPLE]
    if len(sample) < 4:
        return ""
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[0::2]), ("utf-16-be", sample[0::2], sample[1::2])):
        likely = high.count(6) + high.count(0)
        if likely > 0.7 * len(high) and high.count(6) > low.count(6):
            return encoding
    return ""


def _refuse_binary(data: bytes, where: Path) -> None:
    """Raise SourceError when NUL bytes or many control characters show that this is no text."""
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if b"\0" in data or controls > len(sample) // 50:
        raise SourceError(
            where,
            "this is a binary file, not text.",
            "Give text, HTML, Markdown, DOCX, ODT, EPUB, PDF, RSS, SRT, CSV, PO, XLIFF, or a zip file of them.",
        )


def _usable(encoding: str) -> str:
    """`encoding`, or nothing when it is unknown, no encoding of text, or UTF-16 or -32, which the bytes would show."""
    try:
        b" ".decode(encoding.strip())
        name = codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        return ""
    return "" if name.startswith(("utf-16", "utf-32")) else name


def _decode_legacy(data: bytes, where: Path) -> str:
    """Text in a one-byte encoding; or, when most of it is UTF-8 all the same, the error that says where it broke."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data):
            raise _broken(error, 0, "utf-8", where) from error
    import chardet

    encoding = str(chardet.detect(data, compat_names=False)["encoding"])
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise SourceError(where, "the encoding of this text could not be told.", "Save the file as UTF-8.") from error


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether most bytes over 127 form UTF-8 sequences; in a one-byte encoding they hardly ever do."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return len(text) - len(text.encode("ascii", errors="ignore")) - broken > 2 * broken
