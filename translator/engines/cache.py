"""The user's cache: converted models and the digests of weights, each made once, safe with several processes."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from translator.engines.marian import weights_file
from translator.errors import ModelError

if TYPE_CHECKING:
    from translator.engines.models import Model

__all__ = ["cache_directory", "converted", "digest", "discard", "is_converted"]

_REVISION = "2"
"""Counts the changes of `conversion` that alter its output."""
_FILES = ("config.json", "vocab.json", "target_vocab.json", "tokenizer_config.json", "source.spm", "target.spm")
_UNUSED = 90 * 86_400
"""Seconds after which a conversion that nobody opened is removed."""


def cache_directory() -> Path:
    """Where converted models are kept: $TRANSLATOR_CACHE, or the platform's place for a user's cache."""
    from platformdirs import user_cache_path

    override = os.environ.get("TRANSLATOR_CACHE")
    return Path(override).expanduser() if override else user_cache_path("translator", appauthor=False)


def digest(path: Path) -> str:
    """The SHA-256 of the weights of the model in `path`, in hex; read again only when the file has changed."""
    weights = weights_file(path).resolve()
    status = weights.stat()
    stamp = f"{weights}|{status.st_size}|{status.st_mtime_ns}|{status.st_ino}"
    note = cache_directory() / "digests" / hashlib.sha256(stamp.encode()).hexdigest()[:32]
    with contextlib.suppress(OSError):
        return note.read_text(encoding="ascii")
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    with contextlib.suppress(OSError):  # a cache that cannot be written only costs time here
        _write(note, found)
    return found


def is_converted(model: Model, precision: str = "int8") -> bool:
    """Whether the model is in the cache as CTranslate2 wants it."""
    return _place(model, precision).is_dir()


def converted(model: Model, precision: str) -> Path:
    """The directory of the converted model, made now if it is not there. Raises ModelError when it cannot be made."""
    place = _place(model, precision)
    if not place.is_dir():
        with _locked(place):
            if not place.is_dir():
                _remove_unused(place.parent)
                _convert(model.path, place, precision)
    with contextlib.suppress(OSError):
        os.utime(place)
    return place


def discard(model: Model, precision: str) -> None:
    """Removes a conversion that turned out to be damaged."""
    place = _place(model, precision)
    with _locked(place):
        shutil.rmtree(place, ignore_errors=True)


def _place(model: Model, precision: str) -> Path:
    """Its name holds all that the conversion depends on, so that a changed model or library converts anew."""
    key = hashlib.sha256("|".join([_REVISION, version("ctranslate2"), precision, model.digest]).encode())
    for name in _FILES:
        file = model.path / name
        key.update(name.encode() + (file.read_bytes() if file.is_file() else b""))
    return cache_directory() / "converted" / f"{model.path.name}-{key.hexdigest()[:16]}"


@contextlib.contextmanager
def _locked(place: Path) -> Iterator[None]:
    from filelock import FileLock

    lock = FileLock(f"{place}.lock")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:
        tip = "Set TRANSLATOR_CACHE to a directory that can be written."
        raise ModelError(place.parent, f"cannot be written: {error.strerror}.", tip) from error
    try:
        yield
    finally:
        lock.release()


def _convert(path: Path, place: Path, precision: str) -> None:
    """Converts in a process of its own (see `conversion`) beside `place`, then renames: never a half-written model."""
    quantization = "int8" if precision == "int8" else "keep"
    with tempfile.TemporaryDirectory(prefix=f"{place.name}.", dir=place.parent) as temporary:
        output = Path(temporary) / "model"
        # -P: a folder called `translator` where the user stands is not this package.
        program = [sys.executable, "-P", "-m", "translator.engines.conversion", str(path), str(output), quantization]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
        result = subprocess.run(program, capture_output=True, encoding="utf-8", env=environment, check=False)
        if result.returncode:
            raise _conversion_error(path, result)
        output.rename(place)


def _conversion_error(path: Path, result: subprocess.CompletedProcess[str]) -> ModelError:
    with contextlib.suppress(ValueError, TypeError):
        return ModelError(*json.loads(result.stdout))
    reason = (result.stderr.strip().splitlines() or [f"exit status {result.returncode}"])[-1]
    return ModelError(path, f"cannot be converted: {reason}", "Fetch or export the model again.")


def _remove_unused(directory: Path) -> None:
    oldest = time.time() - _UNUSED
    for place in directory.iterdir():
        if place.is_dir() and place.stat().st_mtime < oldest:
            shutil.rmtree(place, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)
