"""Models on the Hugging Face hub: those in its cache on this machine, and fetching one by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from translator.engines.marian import WEIGHTS
from translator.errors import ModelError

__all__ = ["cached", "fetch"]

_FILES = ["*.json", "*.spm", "README.md"]
_TIP = (
    "Without a network: fetch it on another machine (`huggingface-cli download {name}`), copy the directory here and "
    "give that, or set HF_HOME to a copied cache."
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
    needed = ("config.json", "vocab.json", "source.spm", "target.spm")
    whole = all((snapshot / file).is_file() for file in needed) and any((snapshot / file).is_file() for file in WEIGHTS)
    return snapshot if whole else None


def _download(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    try:
        path = Path(snapshot_download(name, allow_patterns=[*_FILES, WEIGHTS[0]]))
        if not (path / WEIGHTS[0]).is_file():
            path = Path(snapshot_download(name, allow_patterns=[*_FILES, WEIGHTS[1]]))
    except (RepositoryNotFoundError, GatedRepoError) as error:
        tip = "Look the name up on the hub, or give a directory."
        raise ModelError(name, "is no model that the hub lets everyone read.", tip) from error
    except Exception as error:  # the client raises whatever its transport does: OSError, httpx's, its own
        raise ModelError(
            name, "is not on this machine and the hub cannot be reached.", _TIP.format(name=name)
        ) from error
    return path
