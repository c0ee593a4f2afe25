"""PDF: headless Chromium's print of the bilingual page, tagged, with outline and fonts inside.

Of the engines tried only a browser shapes Arabic and keeps its text extractable; its own dates are replaced so that the
same article gives the same bytes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from translator.bitext import Bitext
from translator.errors import ExportError
from translator.exporters.base import ExportOptions
from translator.exporters.html.page import export as export_html

__all__ = ["PROGRAMS", "export"]

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "brave-browser",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
TIMEOUT = 180
"""Seconds that a browser may take for one article."""

_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:[0-9+'Z-]*\)")


def export(bitext: Bitext, options: ExportOptions = ExportOptions()) -> bytes:
    """The article as PDF. Raises ExportError where there is no Chromium, or where it fails."""
    browser = _browser()
    with TemporaryDirectory(prefix="translator-") as name:
        folder = Path(name)
        page, paper = folder / "page.html", folder / "page.pdf"
        page.write_bytes(export_html(bitext, replace(options, word_links=False)))
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            "--export-tagged-pdf",
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={paper}",
            *(["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
            page.as_uri(),
        ]
        _run(command, bitext)
        if not paper.is_file():
            raise ExportError(bitext.slug, f"{browser} printed nothing.", "Export to html and print that page.")
        return _without_dates(paper.read_bytes())


def _browser() -> str:
    found = (path for path in (*map(shutil.which, PROGRAMS), *filter(os.path.exists, PLACES)) if path)
    if browser := os.environ.get("CHROMIUM") or next(found, ""):
        return browser
    raise ExportError(
        "pdf",
        "no Chromium was found to print with.",
        "Install Chromium, Chrome or Edge, or set the variable CHROMIUM to its path.",
    )


def _run(command: list[str], bitext: Bitext) -> None:
    try:
        subprocess.run(command, check=True, timeout=TIMEOUT, capture_output=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        tip = "Start it once by hand, or export to html and print that page."
        raise ExportError(bitext.slug, f"{command[0]} could not print it ({error}).", tip) from error


def _without_dates(data: bytes) -> bytes:
    """The same file with the times of its making blanked, lengths kept: offsets in a PDF count bytes."""
    return _DATE.sub(lambda match: re.sub(rb"[0-9]", b"0", match[0]).replace(b"D:00000000", b"D:20000101"), data)
