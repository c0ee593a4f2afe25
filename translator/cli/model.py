"""`translator model`: the models that can translate, and the making of new ones (`train`, `adapt`, `evaluate`)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from translator.cli.adapt import adapt
from translator.cli.console import fail, print_json, print_table, say, tell_error
from translator.cli.evaluate import evaluate
from translator.cli.options import Json
from translator.cli.train import train
from translator.errors import TranslatorError

__all__ = ["app"]

app = typer.Typer(
    name="model", help="List, describe, train, adapt and evaluate translation models.", no_args_is_help=True
)


@app.command("list")
def list_models(json: Json = False) -> None:
    """List the models that need no network: those installed, and Marian models in the hub's cache.

    Example: translator model list
    """
    from translator.engines import models

    found, broken = [], 0
    for model in models.available():
        try:
            found.append(_as_json(models.describe(model.path), model.name))
        except TranslatorError as error:
            broken += 1
            tell_error(error)
    if json:
        print_json(found)
    elif found:
        header = ("name", "digest", "MB", "layers", "licence", "path")
        print_table(header, [_row(one) for one in found])
    else:
        say("No model is installed. Where there is a network, `--model Helsinki-NLP/opus-mt-ar-en` fetches one.")
    fail(1 if broken else 0)


@app.command()
def info(
    model: Annotated[str, typer.Argument(help="A Marian directory, an installed model or a hub name.")] = "ar-en",
    json: Json = False,
) -> None:
    """Tell what there is to know of a model: size, layers, vocabulary, licence, whether it is converted.

    Example: translator model info ar-en
    """
    from translator.engines import models

    found = _as_json(models.describe(model))
    if json:
        print_json(found)
        return
    for name, value in found.items():
        say(f"{name.replace('_', ' '):12} {' + '.join(map(str, value)) if isinstance(value, list) else value}")


app.command()(train)
app.command()(adapt)
app.command()(evaluate)


def _as_json(description: Any, name: str = "") -> dict[str, Any]:
    values = asdict(description) | {"path": str(description.path)}
    if name:
        values["name"] = name
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _row(one: dict[str, Any]) -> list[str]:
    megabytes = f"{one['bytes'] / 1e6:.1f}"
    return [one["name"], one["digest"][:6], megabytes, "+".join(map(str, one["layers"])), one["licence"], one["path"]]
