"""The format of a file whose suffix does not say it, told by its first bytes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

__all__ = ["sniff_suffix"]

SIGNATURES = (
    (re.compile(rb"%PDF-"), ".pdf"),
    (re.compile(rb"PK\x03\x04"), ".zip"),
    (re.compile(rb"(?i)(From|MIME-Version|Subject|Date):[^\0]*?multipart/related"), ".mhtml"),
    (re.compile(rb"WEBVTT\b"), ".vtt"),
    (re.compile(rb"\d+\s*\r?\n\d\d:\d\d:\d\d,\d{3} --> "), ".srt"),
    (re.compile(rb"(#[^\n]*\n|\s)*msgid \""), ".po"),
    (re.compile(rb"(?i)(<\?xml[^>]*>|<!--[^\0]*?-->|<!doctype[^>]*>|\s)*<xliff\b"), ".xlf"),
    (re.compile(rb"(?i)(<\?xml[^>]*>|<!--[^\0]*?-->|<\?[^>]*>|\s)*<(rss|feed|rdf:RDF)\b"), ".rss"),
    (re.compile(rb"(?i)(<\?xml[^>]*>|<!--[^\0]*?-->|\s)*<(!doctype html|html|head|body|article)\b"), ".html"),
)


def sniff_suffix(path: Path, head: bytes) -> str:
    """The suffix that the format beginning with `head` usually has; "" for plain text and unknown formats."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for signature, suffix in SIGNATURES:
        if signature.match(head):
            return _archive_suffix(path) if suffix == ".zip" else suffix
    return ""


def _archive_suffix(path: Path) -> str:
    """What a zip file is: a document of Word, LibreOffice or EPUB, or an archive of files."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype").strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return ".zip"
    if kind == b"application/epub+zip":
        return ".epub"
    if kind == b"application/vnd.oasis.opendocument.text":
        return ".odt"
    return ".docx" if "word/document.xml" in names else ".zip"
