"""Takes the pictures of README and docs from the real pages of the sample articles: `python scripts/screenshots.py`."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from playwright.sync_api import sync_playwright

from translator import store
from translator.checks import check
from translator.exporters import ExportOptions, export_collection
from translator.review.web import server

ROOT = Path(__file__).resolve().parent.parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A window on a page: `hover` lights a word and its sentence, `check` is the view, `scroll` in CSS pixels."""

    name: str
    page: str
    width: int = 1280
    height: int = 860
    scheme: str = "light"
    scale: float = 1
    hover: str = ""
    check: str = ""
    scroll: int = 0


REVIEWED, DRAFT = "old-city-library.html", "desert-rally-final.html"
PICTURES = (
    Picture("bilingual-page", REVIEWED, height=1000),
    Picture(
        "highlight",
        REVIEWED,
        height=560,
        hover=".pair:nth-of-type(3) .side[lang=en] [data-s='1'] [class^=w]",
        scroll=1180,
    ),
    Picture("bilingual-page-dark", REVIEWED, height=1000, scheme="dark"),
    Picture("machine-draft", DRAFT, height=760),
    Picture("phone", REVIEWED, 390, 844, scroll=720),
    Picture("interlinear", REVIEWED, 900, 760, check="#view-interlinear", scroll=1290),
    Picture("index", "index.html", height=900),
)


def main() -> None:
    """Builds the site of corpus/en in a temporary folder and photographs it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "images")
    output = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        parser.error("Chromium is missing: install the package chromium")
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        build_site(Path(folder))
        window = driver.chromium.launch(executable_path=browser, args=ARGUMENTS)
        for path in photograph(window, Path(folder), output):
            print(path, path.stat().st_size // 1024, "kB")
        review = photograph_review(window, Path(folder), output)
        print(review, review.stat().st_size // 1024, "kB")
        window.close()


def build_site(folder: Path) -> None:
    """The site of all sample articles."""
    bitexts = [store.load(path) for path in sorted((ROOT / "corpus" / "en").glob("*.po"))]
    for name, data in export_collection(bitexts, "site", ExportOptions(title="Sample articles")):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def photograph(browser: Any, site: Path, output: Path) -> Iterator[Path]:
    """Each picture, as a PNG file."""
    for picture in PICTURES:
        page = browser.new_page(
            viewport={"width": picture.width, "height": picture.height},
            color_scheme=picture.scheme,
            device_scale_factor=picture.scale,
        )
        page.goto((site / picture.page).as_uri())
        page.evaluate("document.fonts.ready")
        if picture.check:
            page.check(picture.check)
        page.evaluate("top => scrollTo(0, top)", picture.scroll)
        if picture.hover:
            page.locator(picture.hover).first.hover()
        path = output / f"{picture.name}.png"
        page.screenshot(path=path)
        page.close()
        yield path


def photograph_review(browser: Any, folder: Path, output: Path) -> Path:
    """The review page of a draft, a word and its counterpart lit."""
    po = folder / "desert-rally-final.po"
    shutil.copyfile(ROOT / "corpus" / "en" / po.name, po)
    addresses: list[str] = []
    service = server.prepare([po], reviewer="Amal", check=check, port=0, ready=addresses.append)
    serving = Thread(target=service.run)
    serving.start()
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.goto(addresses[0])
    page.locator("#text").wait_for()
    page.evaluate("document.fonts.ready")
    page.locator(".sentence .word").nth(3).hover()
    page.screenshot(path=output / "review.png")
    page.close()
    service.stop()
    serving.join()
    return output / "review.png"


if __name__ == "__main__":
    main()
