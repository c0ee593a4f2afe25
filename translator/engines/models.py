"""What `--model` means: a Marian directory, the name of an installed model, or a name on the Hugging Face hub."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from translator.engines.cache import digest, is_converted
from translator.engines.marian import PIECE_TOKENS, Config, read_config, weights_file
from translator.errors import ModelError

__all__ = ["Description", "Model", "available", "describe", "find", "no_repeat", "piece_tokens", "takes_terms"]

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True)
class Model:
    """A model's directory and the name it is known by."""

    name: str
    path: Path

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its weights, in hex: what `sha256sum model.safetensors` prints."""
        return digest(self.path)

    @property
    def name_with_digest(self) -> str:
        """`ar-en@3f2a1c`, as provenance says it."""
        return f"{self.name}@{self.digest[:6]}"


@dataclass(frozen=True, slots=True)
class Description:
    """What `model info` tells: `bytes` of its weights' file, rows of both vocabularies, encoder and decoder layers."""

    name: str
    path: Path
    digest: str
    bytes: int
    vocabulary: tuple[int, int]
    layers: tuple[int, int]
    d_model: int
    positions: int
    converted: bool
    licence: str


def roots() -> list[Path]:
    """Where installed models are looked for, first match wins: the checkout, the package, the user's data directory."""
    from platformdirs import user_data_path

    package = Path(__file__).resolve().parent.parent
    return [package.parent / "models", package / "models", user_data_path("translator", appauthor=False) / "models"]


def find(model: str | Path) -> Model:
    """The model that `model` means; a hub name is fetched when it is not in the hub's cache. Raises ModelError."""
    text = str(model)
    if isinstance(model, str):
        for candidate in _installed():
            if candidate.name == text:
                return candidate
    path = Path(model).expanduser()
    if text and path.is_dir():
        return Model(_directory_name(path.resolve()), path.resolve())
    if isinstance(model, str) and _HUB_NAME.fullmatch(text):
        from translator.engines.hub import fetch

        return Model(text, fetch(text))
    names = ", ".join(candidate.name for candidate in available())
    tip = f"Give a Marian directory, a hub name such as Helsinki-NLP/opus-mt-ar-en, or one of: {names}."
    raise ModelError(text, "is neither a model's directory nor the name of a model.", tip)


def available() -> list[Model]:
    """The models that need no network: those installed, and Marian models in the hub's cache."""
    found: dict[str, Model] = {}
    for model in (*_installed(), *_cached()):
        found.setdefault(model.name, model)
    return list(found.values())


def describe(model: str | Path) -> Description:
    """What there is to know of a model without loading it. Raises ModelError when it is missing or broken."""
    found = find(model)
    config = read_config(found.path)
    return Description(
        name=found.name,
        path=found.path,
        digest=found.digest,
        bytes=weights_file(found.path).stat().st_size,
        vocabulary=config.vocabulary,
        layers=config.layers,
        d_model=config.d_model,
        positions=config.positions,
        converted=is_converted(found),
        licence=_licence(found.path),
    )


def piece_tokens(model: str | Path) -> int:
    """The longest source, in tokens, to give the model in one piece; what `"piece_tokens"` in its config.json says."""
    config = _config(model)
    return config.piece_tokens if config else PIECE_TOKENS


def no_repeat(model: str | Path) -> int:
    """`Options.no_repeat` for the model: what `"no_repeat"` in its config.json says, else 0."""
    config = _config(model)
    return config.no_repeat if config else 0


def takes_terms(model: str | Path) -> bool:
    """Whether the model understands sources with annotated terms: what `"takes_terms"` in its config.json says."""
    config = _config(model)
    return config is not None and config.takes_terms


def _config(model: str | Path) -> Config | None:
    """The model's configuration, None where there is none to be read: engines such as `echo` need no model."""
    try:
        return read_config(find(model).path)
    except ModelError:
        return None


def _installed() -> Iterator[Model]:
    for root in roots():
        for path in sorted(root.iterdir()) if root.is_dir() else ():
            if (path / "config.json").is_file():
                yield Model(path.name, path)


def _cached() -> Iterator[Model]:
    from translator.engines.hub import cached

    for name, path in cached():
        yield Model(name, path)


def _directory_name(path: Path) -> str:
    """The directory's name; in the hub's cache, where that is a commit, the name on the hub."""
    if path.parent.name == "snapshots" and path.parent.parent.name.startswith("models--"):
        return path.parent.parent.name.removeprefix("models--").replace("--", "/", 1)
    return path.name


def _licence(path: Path) -> str:
    """The licence in the front matter of the model's card, empty when it says nothing."""
    card = path / "README.md"
    text = card.read_text(encoding="utf-8", errors="replace") if card.is_file() else ""
    head = re.match(r"---\n(.*?)\n---", text, re.DOTALL)
    line = re.search(r"^license:\s*(.+?)\s*$", head[1], re.MULTILINE) if head else None
    return line[1].strip("'\"") if line else ""
