"""`translator align` on a real article and its free translation, by its command; and its quality on known data."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from typer.testing import CliRunner

from translator import store
from translator.align import Bead, adopt, align, part
from translator.bitext import Bitext, Kind, Pair, Segment, State
from translator.cli import app
from translator.merge import CUT

DATA = Path(__file__).parent / "data"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the article and its translation, and the current directory in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("harbour.ar.txt", "harbour.en.txt"):
        (tmp_path / name.replace(".ar", "")).write_bytes((DATA / name).read_bytes())
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["align", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def targets(po: Path) -> dict[str, Pair]:
    return {pair.source.split()[0]: pair for pair in store.load(po).pairs}


def test_translation_becomes_reviewed_pairs(project: Path) -> None:
    assert "reviewed from the translation" in run("harbour.txt", "harbour.en.txt", "-o", "out")
    pairs = targets(project / "out" / "harbour.po")
    assert pairs["مرفأ"].target == "Small harbour, big dreams"
    assert pairs["وفي"].target.startswith("In April alone the catch reached 41 tonnes")
    assert pairs["وعدت"].target == "The municipality promised the extension in 2019. Work, however, has yet to begin."
    assert pairs["وتضيف"].state is State.UNTRANSLATED
    reviewed = [pair for pair in pairs.values() if pair.state is State.REVIEWED]
    assert len(reviewed) >= 9
    assert all(not pair.note and pair.machine is None for pair in reviewed)
    unsure = [pair for pair in pairs.values() if pair.state is State.MACHINE]
    assert all("probability" in pair.note for pair in unsure)


def test_what_a_person_reviewed_before_stays(project: Path) -> None:
    run("harbour.txt", "harbour.en.txt", "-o", "out")
    po = project / "out" / "harbour.po"

    def edit(bitext: Bitext) -> Bitext:
        first = bitext.pairs[0].with_target("A small port", State.REVIEWED)
        return Bitext(bitext.slug, bitext.source, (first, *bitext.pairs[1:]), revision=bitext.revision)

    store.update(po, edit)
    answer = json.loads(run("harbour.txt", "harbour.en.txt", "-o", "out", "--json"))
    assert targets(po)["مرفأ"].target == "A small port"
    assert answer[0]["kept"] >= 10
    assert answer[0]["reviewed"] == 0


def test_a_second_run_changes_no_byte(project: Path) -> None:
    run("harbour.txt", "harbour.en.txt", "-o", "out")
    before = (project / "out" / "harbour.po").read_bytes()
    run("harbour.txt", "harbour.en.txt", "-o", "out")
    assert (project / "out" / "harbour.po").read_bytes() == before


def test_unreadable_translation_is_told(project: Path) -> None:
    result = CliRunner().invoke(app, ["align", "harbour.txt", "none.txt"])
    assert result.exit_code == 3
    assert "no such file" in result.output


def test_folders_are_matched_by_name(project: Path) -> None:
    for side, name in (("ar", "harbour.txt"), ("en", "harbour.en.txt")):
        (project / side).mkdir()
        for stem in ("one", "two"):
            (project / side / f"{stem}.txt").write_bytes((project / name).read_bytes())
    (project / "ar" / "three.txt").write_text("مقال بلا ترجمة.", encoding="utf-8")
    (project / "en" / "two.txt").write_bytes(b"\0\1\2")
    result = CliRunner().invoke(app, ["align", "ar", "en", "-o", "out"])
    assert result.exit_code == 1
    assert [path.name for path in (project / "out").iterdir() if path.suffix == ".po"] == ["one.po"]
    result = CliRunner().invoke(app, ["align", "out", "en"])
    assert "no file has the name" in str(result.exception)


def bitext(*blocks: list[str]) -> Bitext:
    pairs = [
        Pair(f"a/{block}{place}", Segment(text, Kind.PARAGRAPH, block, place))
        for block, texts in enumerate(blocks, start=1)
        for place, text in enumerate(texts, start=1)
    ]
    return Bitext("a", "a.txt", tuple(pairs))


def test_sentences_translated_as_one_are_joined_in_their_block() -> None:
    beads = [Bead(range(2), range(1), 1.0), Bead(range(2, 3), range(1, 2), 1.0)]
    pairs = adopt(bitext(["أ.", "ب.", "ج."]), ["A and b.", "C."], beads, sure=0.9).bitext.pairs
    assert [(pair.source, pair.target, pair.segment.sentence) for pair in pairs] == [
        ("أ. ب.", "A and b.", 1),
        ("ج.", "C.", 2),
    ]
    assert CUT in pairs[0].extra


def test_sentences_of_two_blocks_are_not_joined() -> None:
    adoption = adopt(bitext(["أ."], ["ب."]), ["A and b."], [Bead(range(2), range(1), 1.0)], sure=0.9)
    assert [(pair.source, pair.target, pair.state) for pair in adoption.bitext.pairs] == [
        ("أ.", "A and b.", State.MACHINE),
        ("ب.", "", State.UNTRANSLATED),
    ]


def test_beads_are_parted_by_article() -> None:
    beads = [
        Bead(range(0), range(1), 1.0),
        Bead(range(1), range(1, 2), 1.0),
        Bead(range(1, 3), range(2, 3), 1.0),
        Bead(range(3, 3), range(3, 4), 1.0),
        Bead(range(3, 4), range(4, 5), 1.0),
    ]
    first, second = part(beads, 0, 2), part(beads, 2, 4)
    assert [(bead.source, bead.target) for bead in first] == [
        (range(0), range(1)),
        (range(1), range(1, 2)),
        (range(1, 2), range(2, 3)),
    ]
    assert [(bead.source, bead.target) for bead in second] == [
        (range(1), range(0)),
        (range(1, 1), range(3, 4)),
        (range(1, 2), range(4, 5)),
    ]


def test_quality_on_sentences_with_known_translations(shared: Path) -> None:
    """Documents of 20 lines of PUD with one target sentence in twenty joined to the next and one in forty left out."""
    sources, english = (
        (shared / "segmentation" / f"pud.{side}").read_text("utf-8").splitlines() for side in ("ar", "en")
    )
    chance = random.Random(3)
    right = found = gold_size = 0
    for start in range(500, 1000, 20):
        gold: set[tuple[range, range]] = set()
        targets: list[str] = []
        at = start
        while at < start + 20:
            size = 2 if chance.random() < 0.05 and at + 1 < start + 20 else 1
            if size == 2 or chance.random() >= 0.025:
                gold.add((range(at - start, at - start + size), range(len(targets), len(targets) + 1)))
                targets.append(" ".join(english[at : at + size]))
            at += size
        beads = {(bead.source, bead.target) for bead in align(sources[start : start + 20], targets) if bead.target}
        beads = {bead for bead in beads if bead[0]}
        right, found, gold_size = right + len(beads & gold), found + len(beads), gold_size + len(gold)
    assert 2 * right / (found + gold_size) > 0.98
