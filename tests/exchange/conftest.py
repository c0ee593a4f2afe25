"""Files of other packages that tests of exchange formats go by."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def require_file() -> Callable[..., Path]:
    """`require_file(path, package="…")` gives the path, skips where it is missing, fails so under CI."""

    def require(path: Path, package: str) -> Path:
        if path.is_file():
            return path
        message = f"{path} is missing: install the package {package}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)

    return require
