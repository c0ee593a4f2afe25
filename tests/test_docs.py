"""What is promised is there: every command in the README, with help and an example; every link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from translator.checks import CheckSettings
from translator.cli import app
from translator.config import load
from translator.exporters.settings import options_from_mapping
from translator.segmentation import Rules

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GROUP = typer.main.get_command(app)


def commands(group: typer.core.TyperGroup, prefix: str = "translator") -> Iterator[tuple[str, typer.core.TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


COMMANDS = dict(commands(GROUP))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    *group, last = name.split()
    assert name in README or (" ".join(group) in README and f"`{last}`" in README)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    help_text = COMMANDS[name].help or ""
    assert f"Example: {name}" in help_text
    for parameter in COMMANDS[name].params:
        assert getattr(parameter, "help", ""), f"{name} {parameter.name} has no help"


@pytest.mark.parametrize(
    "document",
    ["README.md", "CONTRIBUTING.md", "docs/engines.md", "docs/model.md", "docs/publishing.md", "docs/review.md"],
)
def test_every_link_leads_to_a_file(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("http") or (ROOT / document).parent.joinpath(target).exists(), target


def test_the_readme_names_no_command_that_is_not_there() -> None:
    names = {name.split()[1] for name in COMMANDS}
    assert set(re.findall(r"^\$? *translator ([a-z]+)", README, re.MULTILINE)) <= names


def test_the_whole_translator_toml_of_the_readme_is_understood(tmp_path: Path) -> None:
    (table,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "translator.toml").write_text(table, encoding="utf-8")
    (tmp_path / "house.css").write_text("", encoding="utf-8")
    settings = load(tmp_path, {})
    assert settings.reviewer == "Your name"
    assert Rules.from_mapping(settings.segmentation).patterns
    assert CheckSettings.from_mapping(settings.checks).silence
    assert options_from_mapping(settings.export, tmp_path).report_url
