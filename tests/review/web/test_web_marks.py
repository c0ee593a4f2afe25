"""Marks in the text while it is edited: on what the checks found and on words that belong together."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from translator import store
from translator.bitext import State

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = (
    "The minister said that 52 of the “talks” (مفاوضات سلام) fi ffi AV To. resumed:\n"
    "a_very_long_word_without_any_space_in_it_that_has_to_break_somewhere_or_other_in_the_line\tand  two   blanks "
) * 4
HALF_A_PIXEL = 100
"""Of 255: how much darker or lighter a point of the screen is when a black letter on white is drawn that far off."""
SHOW_COPY = ".under, .under * {{ color: {} !important; background: none !important; text-decoration: none !important }}"
SHOW_FIELD = (
    "#text {{ color: {} !important; caret-color: transparent; outline: none !important; border-color: transparent }}"
    "header.bar, .tools {{ display: none !important }}"
)


@pytest.fixture(scope="module")
def chromium(chromium: Any, require_program: Callable[..., str]) -> Iterator[Any]:
    """One whose scroll bars take room, as they do outside of tests."""
    path = require_program("chromium", "chromium-browser", "google-chrome", package="chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    browser = chromium.browser_type.launch(
        executable_path=path, args=arguments, ignore_default_args=["--hide-scrollbars"]
    )
    yield browser
    browser.close()


@pytest.fixture
def open_pair(window: Callable[..., Any], serve: Any, po: Path, aids: Any) -> Callable[..., Any]:
    """`open_pair(target, state, …)` opens a window on the first pair, which says this."""

    def open_window(target: str, state: State = State.MACHINE, **options: Any) -> Any:
        bitext = store.load(po)
        pair = replace(bitext.pairs[0], target=target, state=state)
        store.save(replace(bitext, pairs=(pair, *bitext.pairs[1:])), po)
        one = window(serve(po, aids=aids).url + "&order=document&state=all", **options)
        one.opened("story/1")
        return one

    return open_window


def marked(one: Any, kind: str = "finding") -> list[str]:
    return one.at(f".under .{kind}").all_text_contents()


def test_a_finding_is_marked_where_it_is_and_moves_with_the_text(open_pair: Any) -> None:
    one = open_pair("The number rose to 52 percent.")
    assert marked(one) == ["52"]
    assert one.at(".under .finding.error").count() == 1
    one.expect("#said").to_have_text("1 finding")
    one.page.route("**/draft?*", lambda route: route.abort())  # what follows is the page's own doing
    one.press("Control+Home")
    one.page.keyboard.insert_text("😀 In short: ")
    assert marked(one) == ["52"]
    assert "".join(one.at(".under").all_text_contents()) == "😀 In short: The number rose to 52 percent.\n"
    one.page.keyboard.press("Control+End")
    one.page.keyboard.insert_text(" Or more.")
    assert marked(one) == ["52"]
    for _ in range(len("2 percent. Or more.")):
        one.press("ArrowLeft")
    one.page.keyboard.insert_text("7")
    assert marked(one) == []


def test_a_finding_s_mark_goes_when_it_is_mended_and_comes_with_a_new_one(open_pair: Any) -> None:
    one = open_pair("😀 It rose to 52 percent.")
    assert marked(one) == ["52"]
    one.write("😀 The number rose to 25 percent.")
    one.expect(".under .finding").to_have_count(0)
    one.expect("#said").to_have_text("No findings")
    one.write("😀😀 The number rose to to 25 percent.")
    one.expect(".under .finding.warning").to_have_text("to to")


def test_a_finding_is_lit_in_the_text_and_in_its_list(open_pair: Any) -> None:
    one = open_pair("The number rose to 52 percent.")
    one.at(".findings li").hover()
    one.expect(".under .finding.lit").to_have_text("52")
    one.at(".place").first.hover()
    one.expect(".lit").to_have_count(0)
    one.at("#text").focus()
    one.press("Control+Home", *["ArrowRight"] * len("The number rose to 5"))
    one.expect(".findings li.lit").to_have_count(1)
    one.press("Home")
    one.expect(".findings li.lit").to_have_count(0)


def test_words_of_a_person_s_translation_light_up_with_those_of_the_source(open_pair: Any) -> None:
    """No machine had a part in it, and no engine is asked."""
    one = open_pair("Rising to 25 percent was a number.", State.REVIEWED)
    assert "number" in " ".join(marked(one, "word"))
    one.at(".sentence .word", has_text="العدد").hover()
    one.expect(".under .word.lit").to_have_text("number.")
    word = one.at(".under .word", has_text="25").bounding_box()
    one.page.mouse.move(word["x"] + word["width"] / 2, word["y"] + word["height"] / 2)
    one.expect(".sentence .word.lit").to_have_text("25")
    one.write("A number, 25 percent.")
    one.at(".sentence .word", has_text="العدد").hover()
    one.expect(".under .word.lit").to_have_text("number,")


def ink(one: Any, show_field: str, show_copy: str, clip: Any) -> Any:
    """What is drawn of the field and of the copy under it, in these colours."""
    from PIL import Image

    style = one.page.add_style_tag(content=SHOW_FIELD.format(show_field) + SHOW_COPY.format(show_copy))
    picture = Image.open(io.BytesIO(one.page.screenshot(clip=clip, animations="disabled"))).convert("L")
    style.evaluate("style => style.remove()")
    return picture


@pytest.mark.parametrize(("width", "height"), [(1280, 9), (390, 9), (320, 9), (390, 60)])
def test_the_copy_stands_letter_for_letter_under_the_text(open_pair: Any, width: int, height: int) -> None:
    """As high as its text and, with a scroll bar, lower than that; scrolled to its end and edited there."""
    from PIL import ImageChops

    one = open_pair(LONG, viewport={"width": width, "height": 1600}, bypass_csp=True)
    one.page.evaluate(f"document.querySelector('#text').style.blockSize = '{height}rem'")
    one.page.evaluate("document.querySelector('#text').spellcheck = false")
    for keys in ((), ("Control+End", "Enter", "Enter")):
        one.press(*keys)
        one.expect("#kept").to_have_text("Draft kept" if keys else "")
        box = one.at("#text").bounding_box()
        bar = one.page.evaluate("(f => f.offsetWidth - f.clientWidth - 2)(document.querySelector('#text'))")
        assert (bar > 5) == (height == 9)
        clip = {"x": box["x"] + 3, "y": box["y"] + 3, "width": box["width"] - 24, "height": box["height"] - 6}
        field, copy = ink(one, "black", "transparent", clip), ink(one, "transparent", "black", clip)
        assert field.getextrema()[0] < 120, "the field's text is drawn"
        assert ImageChops.difference(field, copy).getextrema()[1] < HALF_A_PIXEL


def test_the_machine_s_own_links_come_for_a_draft_too(open_pair: Any, po: Path) -> None:
    """The engine of these tests says that المحادثات became “talks” and استؤنفت “resumed.”."""
    one = open_pair("The number rose.")
    one.at('[data-id="story/3"] .number').click()
    one.opened("story/3")
    one.write("So the talks resumed.")
    one.page.reload()
    one.opened("story/3")
    one.expect(".bench[data-linked]").to_have_count(1)
    one.at(".sentence .word", has_text="استؤنفت").hover()
    one.expect(".under .word.lit").to_have_text("resumed.")
    one.expect(".machine-text .word.lit").to_have_text("resumed.")
