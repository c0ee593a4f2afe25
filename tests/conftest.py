"""What every test may use: programs that may be missing, shared data that may be missing, the embedded model."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "default")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a machine that does other work too may miss a deadline of its own: such a test may try once more."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def require_program() -> Callable[..., str]:
    """`require_program("msgfmt", package="gettext")` gives the program's path, skips without it, fails so under CI."""

    def require(*names: str, package: str) -> str:
        for name in names:
            if path := shutil.which(name):
                return path
        message = f"{' or '.join(names)} is missing: install the package {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    return require


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test data beside the checkout; the test skips without it."""
    if not SHARED.is_dir():
        pytest.skip(f"no shared test data at {SHARED.name}/ beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def embedded_model() -> Path:
    """The directory of the model that comes with the project."""
    return ROOT / "models" / "ar-en"


@pytest.fixture(scope="session")
def axe_core(node_module: Callable[[str], Path]) -> tuple[str, dict[str, Any]]:
    """The script of axe-core, and what pages are held to: WCAG 2.2 AA, its best practices, target sizes and labels."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    settings = {
        "runOnly": {"type": "tag", "values": tags},
        "rules": {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}},
        "resultTypes": ["violations"],
    }
    return node_module("axe-core/axe.min.js").read_text(encoding="utf-8"), settings


@pytest.fixture(scope="session")
def chromium(require_program: Callable[..., str]) -> Iterator[Any]:
    """A running Chromium, driven by playwright."""
    from playwright.sync_api import sync_playwright

    path = require_program("chromium", "chromium-browser", "google-chrome", package="chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def require_file() -> Callable[[Path, str], Path]:
    """`require_file(path, "`how to get it`")` gives the path, skips without it, fails so under CI."""

    def require(path: Path, how: str) -> Path:
        if not path.exists():
            message = f"{path.name} is missing: {how}"
            if os.environ.get("CI") == "true":
                pytest.fail(message)
            pytest.skip(message)
        return path

    return require


@pytest.fixture(scope="session")
def node_module(require_file: Callable[[Path, str], Path]) -> Callable[[str], Path]:
    """`node_module("axe-core/axe.min.js")` gives the file that `npm ci --prefix tests` installed."""
    return lambda name: require_file(ROOT / "tests" / "node_modules" / name, "`npm ci --prefix tests`")
