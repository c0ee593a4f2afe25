"""Models on the Hugging Face hub: those in its cache on this machine, and fetching one by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from translator.engines.marian import WEIGHTS
from translator.errors import ModelError

__all__ = ["cached", "fetch"]

_NEEDED = ("config.json", "vocab.json", "source.spm", "target.spm")
_WANTED = (*_NEEDED, "target_vocab.json", "tokenizer_config.json", "generation_config.json", "README.md", "LICENSE")
_TIMEOUT = 10.0
"""Seconds that the hub may take to say what a model has."""
_TIP = (
    "Fetch it where there is one (`hf download {name}`), copy the directory here and give that, or set HF_HOME to a "
    "copied cache."
)


def cached() -> Iterator[tuple[str, Path]]:
    """(name, directory) of each Marian model that is whole in the hub's cache."""
    root = _cache()
    for repository in sorted(root.glob("models--*--*")) if root.is_dir() else ():
        name = repository.name.removeprefix("models--").replace("--", "/", 1)
        snapshot = _snapshot(name)
        if snapshot is not None and '"marian"' in (snapshot / "config.json").read_text(encoding="utf-8"):
            yield name, snapshot


def fetch(name: str) -> Path:
    """The directory of the model `name` in the hub's cache, fetched when it is not there. Raises ModelError."""
    return _snapshot(name) or _download(name)


def _cache() -> Path:
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


def _snapshot(name: str) -> Path | None:
    """Reads the cache's documented layout itself: importing the hub's client takes longer than loading the model."""
    repository = _cache() / f"models--{name.replace('/', '--')}"
    reference = repository / "refs" / "main"
    if not reference.is_file():
        return None
    snapshot = repository / "snapshots" / reference.read_text(encoding="ascii").strip()
    whole = all((snapshot / file).is_file() for file in _NEEDED)
    return snapshot if whole and any((snapshot / file).is_file() for file in WEIGHTS) else None


def _download(name: str) -> Path:
    from huggingface_hub import model_info, snapshot_download
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        offered = {file.rfilename for file in model_info(name, timeout=_TIMEOUT).siblings or ()}
        weights = [file for file in WEIGHTS if file in offered][:1]
        if missing := [file for file in _NEEDED if file not in offered] or ([] if weights else [WEIGHTS[0]]):
            tip = "Choose a Marian model, such as Helsinki-NLP/opus-mt-ar-en."
            raise ModelError(name, f"is no Marian model: it has no {missing[0]}.", tip)
        snapshot_download(name, allow_patterns=[*_WANTED, *weights])
    except RepositoryNotFoundError as error:
        cause = "is neither a directory nor a model that the hub lets everyone read."
        raise ModelError(name, cause, "Look the name up on the hub, or give a directory.") from error
    except ModelError:
        raise
    except Exception as error:  # the client raises whatever its transport does: OSError, httpx's, its own
        raise _unreachable(name, type(error).__name__) from error
    path = _snapshot(name)
    if path is None:  # the client hands out what it has when the network goes away in between
        raise _unreachable(name, "download broken off")
    return path


def _unreachable(name: str, reason: str) -> ModelError:
    cause = f"is neither a directory nor in the hub's cache, and the hub cannot be reached ({reason})."
    return ModelError(name, cause, _TIP.format(name=name))
