"""Pages that a browser saved in one file (.mhtml): the page in it, read as HTML."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

from translator.bitext import Document
from translator.errors import SourceError
from translator.readers.charset import decode
from translator.readers.html import declared_encoding, read_page

__all__ = ["read"]


def read(path: Path) -> Document:
    """The document of the first HTML part. Raises SourceError when there is none."""
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    for part in message.walk():
        data = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(part, EmailMessage) and isinstance(data, bytes):
            declared = part.get_content_charset() or declared_encoding(data)
            url = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "")
            return read_page(decode(data, path, declared), path, url)
    raise SourceError(path, "there is no page in it.", "Save the page again, as “Webpage, Single File”.")
