"""What every test may use: programs that may be missing, shared data that may be missing, the embedded model."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


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
