"""The sample articles and their pairs, as they come with the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator import pipeline, store
from translator.bitext import State
from translator.checks import Severity, check_bitext
from translator.config import Settings
from translator.engines import models

ROOT = Path(__file__).resolve().parent.parent
PAIRS = sorted((ROOT / "corpus" / "en").glob("*.po"))


def test_every_article_has_its_pairs() -> None:
    settings = Settings(root=ROOT, source=ROOT / "corpus" / "ar", target=ROOT / "corpus" / "en")
    outcomes = list(pipeline.stored([settings.source], settings))
    assert [outcome.error for outcome in outcomes if outcome.error] == []
    assert sorted(outcome.po for outcome in outcomes if outcome.po) == PAIRS


@pytest.mark.parametrize("po", PAIRS, ids=lambda po: po.stem)
def test_machine_pairs_are_the_embedded_models(po: Path, embedded_model: Path) -> None:
    digest = models.find(embedded_model).digest[:6]
    made = {pair.machine.model for pair in store.load(po).pairs if pair.machine}
    assert made <= {f"ar-en@{digest}"}


def test_reviewed_machine_and_mixed_articles_are_there() -> None:
    states = [{pair.state for pair in store.load(po).pairs} for po in PAIRS]
    for wanted in ({State.REVIEWED}, {State.MACHINE}, {State.REVIEWED, State.MACHINE}):
        assert wanted in states


def test_reviewed_pairs_have_no_error() -> None:
    for po in PAIRS:
        found = check_bitext(store.load(po))
        errors = [f for pair, f in found if pair.state is State.REVIEWED and f.severity is Severity.ERROR]
        assert errors == []
