"""What a new reading of an article keeps of the pairs already made for it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator import store
from translator.bitext import Article, Bitext, Block, Kind, MachineOutput, Pair, Segment, State, checksum
from translator.merge import CUT, merge
from translator.segmentation import segment

ROOT = Path(__file__).resolve().parent.parent

ARTICLE = Article("story", Path("corpus/ar/story.txt"), ())
A = "تستضيف الدوحة جولة جديدة من المحادثات غير المباشرة بين الطرفين."
B = "وقال مسؤول قطري رفيع إن الوساطة تتقدم ببطء منذ شهر آذار."
C = "ارتفعت أسعار القمح في الأسواق العالمية خلال الأسبوع الماضي بنسبة كبيرة."
D = "يخوض المنتخب مباراته الأخيرة مساء الجمعة أمام جمهوره."


def segments(*texts: str, block: int = 1) -> list[Segment]:
    return [Segment(text, Kind.PARAGRAPH, block, n, n) for n, text in enumerate(texts, 1)]


def reviewed(bitext: Bitext, *targets: str) -> Bitext:
    """The bitext with one reviewed English sentence a pair."""
    targets = targets or tuple(f"English {n}." for n in range(1, len(bitext.pairs) + 1))
    return replace(
        bitext,
        pairs=tuple(p.with_target(t, State.REVIEWED) for p, t in zip(bitext.pairs, targets, strict=True)),
    )


def machine(pair: Pair, text: str) -> Pair:
    return replace(
        pair, target=text, state=State.MACHINE, machine=MachineOutput("m@1", -0.5, "2026-11-25", checksum(text))
    )


def start(*texts: str) -> Bitext:
    return merge(ARTICLE, segments(*texts), None)


def test_new_article_is_all_untranslated_with_ids_of_its_sentences() -> None:
    bitext = start(A, B, A)
    assert [p.state for p in bitext.pairs] == [State.UNTRANSLATED] * 3
    assert bitext.pairs[0].id.startswith("story/")
    assert bitext.pairs[2].id == bitext.pairs[0].id + "~2"
    assert bitext.source == "corpus/ar/story.txt"


def test_same_article_again_changes_nothing() -> None:
    old = reviewed(start(A, B, C))
    assert merge(ARTICLE, segments(A, B, C), old) == old


def test_inserted_sentence_leaves_the_others_reviewed() -> None:
    old = reviewed(start(A, C))
    new = merge(ARTICLE, segments(A, B, C), old)
    assert [p.state for p in new.pairs] == [State.REVIEWED, State.UNTRANSLATED, State.REVIEWED]
    assert [new.pairs[0].id, new.pairs[2].id] == [p.id for p in old.pairs]


def test_moved_sentence_keeps_its_text() -> None:
    old = reviewed(start(A, B, C, D))
    new = merge(ARTICLE, segments(D, A, B, C), old)
    assert {p.source: p.target for p in new.pairs} == {p.source: p.target for p in old.pairs}
    assert new.count(State.REVIEWED) == 4


def test_moved_and_edited_sentence_keeps_its_identity() -> None:
    old = reviewed(start(A, B, C, D))
    new = merge(ARTICLE, segments(D.replace("الجمعة", "السبت"), A, B, C), old)
    assert new.pairs[0].id == old.pairs[3].id
    assert new.pairs[0].state is State.STALE


def test_changed_sentence_of_a_reviewed_pair_is_stale_beside_its_old_source() -> None:
    old = reviewed(start(A, B))
    edited = A.replace("جديدة", "ثالثة")
    pair = merge(ARTICLE, segments(edited, B), old).pairs[0]
    assert (pair.state, pair.target, pair.previous, pair.source) == (State.STALE, "English 1.", A, edited)
    assert pair.id == old.pairs[0].id


def test_stale_pair_is_reviewed_again_when_its_sentence_is_back() -> None:
    old = reviewed(start(A, B))
    stale = merge(ARTICLE, segments(A.replace("جديدة", "ثالثة"), B), old)
    assert merge(ARTICLE, segments(A, B), stale) == old


def test_stale_pair_keeps_the_source_its_text_was_made_for() -> None:
    once = merge(ARTICLE, segments(A.replace("جديدة", "ثالثة"), B), reviewed(start(A, B)))
    twice = merge(ARTICLE, segments(A.replace("جديدة", "رابعة"), B), once)
    assert twice.pairs[0].previous == A


def test_changed_machine_pair_is_untranslated_again() -> None:
    old = start(A, B)
    old = replace(old, pairs=(machine(old.pairs[0], "Machine text."), old.pairs[1]))
    pair = merge(ARTICLE, segments(A.replace("جديدة", "ثالثة"), B), old).pairs[0]
    assert (pair.state, pair.target, pair.machine, pair.id) == (State.UNTRANSLATED, "", None, old.pairs[0].id)


def test_draft_of_a_person_is_not_thrown_away_with_the_machine_text() -> None:
    old = start(A)
    draft = replace(machine(old.pairs[0], "Machine text."), target="A person's draft.")
    pair = merge(ARTICLE, segments(A.replace("جديدة", "ثالثة")), replace(old, pairs=(draft,))).pairs[0]
    assert (pair.state, pair.target) == (State.REJECTED, "A person's draft.")


def test_white_space_and_marks_are_no_change() -> None:
    old = reviewed(start(A, B))
    new = merge(ARTICLE, segments(A.replace(" ", "\u00a0", 1), "\u200f" + B), old)
    assert new.count(State.REVIEWED) == 2
    assert new.pairs[1].source == "\u200f" + B


def test_removed_sentence_is_obsolete_and_comes_back_with_its_text() -> None:
    old = reviewed(start(A, B, C))
    without = merge(ARTICLE, segments(A, C), old)
    assert [p.target for p in without.obsolete] == ["English 2."]
    back = merge(ARTICLE, segments(A, B, C), without)
    assert back.pairs == old.pairs
    assert back.obsolete == ()


def test_split_sentence_keeps_the_whole_text_in_its_first_part() -> None:
    old = reviewed(start(A.removesuffix(".") + "، " + B, C))
    new = merge(ARTICLE, segments(A, B, C), old)
    assert (new.pairs[0].id, new.pairs[0].state, new.pairs[0].target) == (old.pairs[0].id, State.STALE, "English 1.")
    assert new.pairs[1].state is State.UNTRANSLATED
    assert new.pairs[2] == replace(old.pairs[1], segment=new.pairs[2].segment)


def test_joined_sentence_has_both_texts() -> None:
    old = reviewed(start(A, B, C))
    new = merge(ARTICLE, segments(A.removesuffix(".") + "، " + B, C), old)
    assert (new.pairs[0].state, new.pairs[0].target) == (State.STALE, "English 1. English 2.")
    assert new.pairs[0].previous == f"{A} {B}"
    assert [p.target for p in new.obsolete] == ["English 2."]


def test_reviewed_pairs_keep_their_cut_when_only_the_segmentation_changed() -> None:
    joined = reviewed(start(f"{A} {B}", C))
    assert [p.target for p in merge(ARTICLE, segments(A, B, C), joined).pairs] == ["English 1.", "English 2."]
    assert merge(ARTICLE, segments(A, B, C), joined).count(State.REVIEWED) == 2
    apart = reviewed(start(A, B, C))
    assert [p.target for p in merge(ARTICLE, segments(f"{A} {B}", C), apart).pairs] == [p.target for p in apart.pairs]


def test_any_number_of_reviewed_cuts_is_kept() -> None:
    parts = f"{A} {B} {C} {D}".split("، ")[0].split(" ")
    pieces = [" ".join(parts[n : n + 4]) for n in range(0, len(parts), 4)]
    assert len(pieces) > 5
    old = reviewed(start(*pieces))
    new = merge(ARTICLE, segments(A, B, C, D), old)
    assert [p.target for p in new.pairs] == [p.target for p in old.pairs]
    assert [p.segment.sentence for p in new.pairs] == list(range(1, len(pieces) + 1))
    assert merge(ARTICLE, segments(A, B, C, D), new) == new


def test_machine_pairs_follow_the_new_segmentation_unless_a_reviewer_cut_them() -> None:
    joined = start(f"{A} {B}")
    assert len(merge(ARTICLE, segments(A, B), joined).pairs) == 2
    cut = replace(joined, pairs=(replace(joined.pairs[0], extra=(CUT,)),))
    assert merge(ARTICLE, segments(A, B), cut) == cut


def test_header_of_other_editors_and_revision_are_carried() -> None:
    old = replace(start(A), extra=("X-Generator: Poedit 3.4",))
    assert merge(ARTICLE, segments(A, B), old).extra == old.extra


WORDS = "الدوحة محادثات الرهائن وساطة القمح المنتخب اللقاح الصحراء مكتبة قديمة جديدة وقال إن في من على منذ شهر".split()


def _sentence(rng: random.Random) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(3, 15))) + "."


def _edit(rng: random.Random, texts: list[str]) -> list[str]:
    """The article after a few random edits: insert, delete, move, change, split, join, repeat."""
    texts = list(texts)
    for _ in range(rng.randint(1, 6)):
        i = rng.randrange(len(texts)) if texts else 0
        match rng.choice("idmcsjr"):
            case "i":
                texts.insert(i, _sentence(rng))
            case "d" if texts:
                del texts[i]
            case "m" if texts:
                texts.insert(rng.randrange(len(texts)), texts.pop(i))
            case "c" if texts:
                words = texts[i].split(" ")
                words[rng.randrange(len(words))] = rng.choice(WORDS)
                texts[i] = " ".join(words)
            case "s" if texts and " " in texts[i]:
                words = texts[i].split(" ")
                k = rng.randrange(1, len(words))
                texts[i : i + 1] = [" ".join(words[:k]) + ".", " ".join(words[k:])]
            case "j" if i + 1 < len(texts):
                texts[i : i + 2] = [texts[i] + " " + texts[i + 1]]
            case "r" if texts:
                texts.insert(rng.randrange(len(texts)), texts[i])
    return texts


def _blocks(rng: random.Random, texts: list[str]) -> list[Segment]:
    found: list[Segment] = []
    block, sentence = 1, 0
    for line, text in enumerate(texts, 1):
        if rng.random() < 0.3:
            block, sentence = block + 1, 0
        sentence += 1
        found.append(Segment(text, Kind.PARAGRAPH, block, sentence, line))
    return found


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_random_edits_never_lose_reviewed_text(seed: int) -> None:
    rng = random.Random(seed)
    texts = [_sentence(rng) for _ in range(rng.randint(0, 12))]
    bitext = merge(ARTICLE, _blocks(rng, texts), None)
    written: set[str] = set()
    for round_ in range(4):
        pairs = []
        for n, pair in enumerate(bitext.pairs):
            if rng.random() < 0.5:
                text = f"Reviewed {round_} {n}."
                written = {was for was in written if was not in pair.target}
                pair = pair.with_target(text, State.REVIEWED)
                written.add(text)
            elif pair.state is State.UNTRANSLATED:
                pair = machine(pair, f"Machine {round_} {n}.")
            pairs.append(pair)
        bitext = replace(bitext, pairs=tuple(pairs))
        texts = _edit(rng, texts)
        placed = _blocks(rng, texts)
        bitext = merge(ARTICLE, placed, bitext)
        everything = [pair.target for pair in (*bitext.pairs, *bitext.obsolete)]
        assert not [text for text in written if not any(text in target for target in everything)]
        assert "".join(p.source for p in bitext.pairs).replace(" ", "") == "".join(texts).replace(" ", "")
        ids = [pair.id for pair in (*bitext.pairs, *bitext.obsolete)]
        assert len(ids) == len(set(ids))
        assert not [p for p in bitext.pairs if p.state is State.REVIEWED and not p.target.startswith("Reviewed")]
        assert merge(ARTICLE, placed, bitext) == bitext
        locations = [(p.segment.block, p.segment.sentence) for p in bitext.pairs]
        assert locations == sorted(set(locations))


def _reread(text: str) -> tuple[Article, list[Segment]]:
    """An article as the pipeline reads it from a file with this text."""
    blocks = tuple(Block(part, Kind.PARAGRAPH, n) for n, part in enumerate(text.split("\n\n"), 1) if part.strip())
    article = Article("story", Path("corpus/ar/story.txt"), blocks)
    return article, segment(article)


def _edit_text(rng: random.Random, text: str) -> str:
    """The text of an article after some edits by characters, as an editor makes them."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text))
        match rng.choice(["insert", "delete", "paragraph", "join", "move"]):
            case "insert":
                text = f"{text[:at]} {_sentence(rng)} {text[at:]}"
            case "delete":
                text = text[:at] + text[at + rng.randint(1, 120) :]
            case "paragraph":
                text = f"{text[:at]}\n\n{text[at:]}"
            case "join":
                text = text.replace("\n\n", " ", 1)
            case "move":
                parts = text.split("\n\n")
                parts.insert(rng.randrange(len(parts)), parts.pop())
                text = "\n\n".join(parts)
    return text


@pytest.mark.parametrize("seed", range(12))
def test_edits_of_a_real_article_keep_what_was_reviewed_on_disk(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    text = (ROOT / "corpus" / "ar" / "old-city-library.txt").read_text(encoding="utf-8").strip()
    path = tmp_path / "story.po"
    store.save(merge(*_reread(text), None), path)
    store.update(path, lambda bitext: reviewed(bitext))
    written = {p.target for p in store.load(path).pairs}
    for _ in range(5):
        text = _edit_text(rng, text)
        store.save(merge(*_reread(text), store.load(path)), path)
        kept = " ".join(p.target for p in (*store.load(path).pairs, *store.load(path).obsolete))
        assert not [target for target in written if target not in kept]
        assert not store.save(merge(*_reread(text), store.load(path)), path)
