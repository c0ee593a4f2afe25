"""The review page in a real browser: every key and button, drafts, two people, accessibility."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from translator import journal, store
from translator.bitext import Kind, State
from translator.review.web import drafts
from translator.review.web.aids import Aids

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def pairs(po: Path) -> Callable[[], dict[str, Any]]:
    """The stored pairs by id."""
    return lambda: {pair.id: pair for pair in store.load(po).pairs}


@pytest.fixture
def page(window: Callable[..., Any], serve: Any, po: Path) -> Any:
    """A window on the four pairs as they stand; the first is open."""
    one = window(serve(po).url + "&order=document")
    one.opened("story/1")
    return one


Act = Callable[[Any, str, str], None]


@pytest.fixture(params=["key", "button"])
def act(request: pytest.FixtureRequest) -> Act:
    """Does something by its key or by its button."""

    def by_key(window: Any, key: str, label: str) -> None:
        window.press(key)

    def by_button(window: Any, key: str, label: str) -> None:
        window.page.get_by_role("button", name=label, exact=False).first.click()

    return by_key if request.param == "key" else by_button


def test_save_keeps_the_text_and_the_sentence_open(page: Any, act: Act, pairs: Any) -> None:
    page.write("The number rose to 25 percent.")
    act(page, "Control+Enter", "Save Ctrl")
    page.expect("#kept").to_have_text("Saved")
    page.opened("story/1")
    assert (pairs()["story/1"].target, pairs()["story/1"].state) == ("The number rose to 25 percent.", State.MACHINE)
    assert page.at(".row.open .state").last.text_content() == "edited"
    page.press("Control+Shift+Enter")
    page.opened("story/2")
    page.press("Alt+PageUp")
    page.opened("story/1")
    page.write("The figure rose to 25 percent.")
    page.press("Control+Enter")
    page.expect("#kept").to_have_text("Saved")
    assert (pairs()["story/1"].target, pairs()["story/1"].state) == ("The figure rose to 25 percent.", State.REVIEWED)


def test_what_is_typed_while_it_is_saved_stays(page: Any, pairs: Any) -> None:
    page.write("The number rose")
    held: list[Any] = []
    page.page.route("**/pair?*", lambda route: route.continue_() if held else held.append(route))
    page.press("Control+Enter")
    while not held:
        page.page.wait_for_timeout(20)
    page.page.keyboard.type(" again")
    held[0].continue_()
    page.expect("#kept").to_have_text("Draft kept")
    page.expect("#text").to_have_value("The number rose again")
    assert pairs()["story/1"].target == "The number rose"
    page.page.unroute_all()
    page.press("Control+Enter")
    page.expect("#kept").to_have_text("Saved")
    assert page.page.evaluate("document.activeElement.selectionStart") == len("The number rose again")
    page.write("The number fell")
    page.press("Alt+u")
    page.expect("#text").to_have_value("The number fell")
    page.expect(".both").to_have_count(0)
    assert pairs()["story/1"].target == "The number rose"


def test_accept_reviews_and_goes_on(page: Any, act: Act, pairs: Any, po: Path) -> None:
    page.write("The number rose to 25 percent.")
    act(page, "Control+Shift+Enter", "Accept and next")
    page.opened("story/2")
    pair = pairs()["story/1"]
    assert (pair.target, pair.state, pair.reviewer) == ("The number rose to 25 percent.", State.REVIEWED, "amal")
    (record,) = journal.read(po)
    assert record.seconds is not None
    page.expect('[data-show="reviewed"]').to_have_text("1")
    page.expect('[data-id="story/1"] .glance .state').to_have_text("reviewed")
    assert page.at(".far progress").evaluate("bar => [bar.value, bar.max]") == [1, 4]


def test_reject_goes_on(page: Any, act: Act, pairs: Any) -> None:
    act(page, "Alt+r", "Reject")
    page.opened("story/2")
    assert pairs()["story/1"].state is State.REJECTED


def test_skip_leaves_it(page: Any, act: Act, pairs: Any) -> None:
    act(page, "Alt+k", "Skip")
    page.opened("story/2")
    assert pairs()["story/1"].state is State.MACHINE


def test_copy_puts_the_arabic_in_and_can_be_taken_back(page: Any, act: Act) -> None:
    act(page, "Alt+o", "Copy Arabic")
    page.expect("#text").to_have_value("ارتفع العدد إلى 25 في المئة.")
    page.press("Control+z")
    page.expect("#text").to_have_value("The number rose to 52 percent.")


def test_move_both_ways(page: Any, act: Act) -> None:
    act(page, "Alt+PageDown", "Next Alt")
    page.opened("story/2")
    act(page, "Alt+PageUp", "Previous")
    page.opened("story/1")
    act(page, "Alt+PageUp", "Previous")
    page.expect(".toast").to_have_text("This is the first one.")
    for identity in ("story/2", "story/3", "story/4"):
        act(page, "Alt+PageDown", "Next Alt")
        page.opened(identity)
    act(page, "Alt+PageDown", "Next Alt")
    page.expect(".toast").to_have_text("This is the last one.")


def test_undo_takes_back_the_last_answer(page: Any, act: Act, pairs: Any) -> None:
    start = pairs()
    page.press("Control+Shift+Enter")
    page.opened("story/2")
    act(page, "Alt+u", "Undo")
    page.opened("story/1")
    assert pairs() == start
    page.expect('[data-show="reviewed"]').to_have_text("0")
    act(page, "Alt+u", "Undo")
    page.expect(".toast").to_have_text("Nothing of yours is left to undo.")


def test_keys_are_listed(page: Any, act: Act) -> None:
    page.press("Escape")
    act(page, "?", "Keys")
    page.expect("#help").to_be_visible()
    listed = page.at("#help").inner_text()
    for key in ("Ctrl+Enter", "Ctrl+Shift+Enter", "Alt+PgUp", "Alt+PgDn", "Alt+R", "Alt+K", "Alt+O", "Alt+U", "?"):
        assert key in listed
    page.press("Escape")
    page.expect("#help").to_be_hidden()
    page.at("#text").focus()
    page.press("?")
    page.expect("#help").to_be_hidden()
    assert "?" in page.at("#text").input_value()
    page.press("Control+/")
    page.expect("#help").to_be_visible()


def test_notes(page: Any, pairs: Any) -> None:
    page.write("The number ro")
    page.press("Alt+n")
    page.page.keyboard.type("Check the figure.")
    page.at("[data-do=note]").click()
    page.expect(".toast").to_have_text("Note kept.")
    assert (pairs()["story/1"].note, pairs()["story/1"].state) == ("Check the figure.", State.MACHINE)
    page.expect("#text").to_have_value("The number ro")
    assert page.at(".clash").inner_text() == ""


def test_findings_show_where_and_can_be_silenced(page: Any, pairs: Any) -> None:
    assert page.at(".sentence .finding").all_text_contents() == ["25"]
    page.at(".findings .quote").first.click()
    assert page.page.evaluate("getSelection().toString()") == "52"
    page.at(".findings li").first.hover()
    page.expect(".sentence .finding.lit").to_have_text("25")
    page.at("#text").focus()
    page.write("The number rose to 25 percent.")
    page.expect(".findings").to_have_count(0)
    assert page.at(".live del").all_text_contents() == ["52"]
    assert page.at(".live ins").all_text_contents() == ["25"]
    page.write("The number rose to 52 per cent.")
    page.expect(".findings").to_have_count(1)
    page.page.get_by_role("button", name="Silence numbers").first.click()
    page.expect(".findings").to_have_count(0)
    assert pairs()["story/1"].silenced == ("numbers",)
    page.expect("#text").to_have_value("The number rose to 52 per cent.")


def test_what_changed_in_the_arabic(page: Any) -> None:
    page.press("Alt+PageDown")
    page.opened("story/2")
    assert page.at(".source .changes del").all_text_contents() == ["الدوحة"]
    assert page.at(".source .changes ins").all_text_contents() == ["القاهرة"]
    assert page.at(".sentence").evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.at("#text").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_an_article_by_keyboard_only(window: Callable[..., Any], serve: Any, po: Path) -> None:
    one = window(serve(po).url)
    texts = {
        "story/2": "The minister came back from Cairo.",
        "story/1": "The number rose to 25 percent.",
        "story/4": "There is no translation here.",
        "story/3": "The talks resumed.",
    }
    for identity, text in texts.items():
        one.opened(identity)
        if text != one.at("#text").input_value():
            one.write(text)
        one.press("Control+Shift+Enter")
    one.expect(".toast").to_have_text("This is the last one.")
    bitext = store.load(po)
    assert {pair.id: pair.target for pair in bitext.pairs} == texts
    assert bitext.count(State.REVIEWED) == 4
    assert not drafts.drafts_path(po).exists()
    one.page.reload()
    one.expect(".nothing").to_have_text("All 4 sentences are reviewed.")


def test_everything_is_reached_with_tab(page: Any) -> None:
    page.page.reload()
    page.opened("story/1")
    wanted = set(
        page.at("a, button, select, input, textarea").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
        )
    )
    page.press("Escape")
    page.page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    reached = set()
    for _ in range(len(wanted) + 10):
        page.press("Tab")
        reached.add(page.page.evaluate("document.activeElement.outerHTML"))
    assert wanted - reached == set()


def test_filters_and_orders(window: Callable[..., Any], serve: Any, po: Path) -> None:
    one = window(serve(po).url)
    one.opened("story/2")
    order = one.at(".row").evaluate_all("all => all.map(one => one.dataset.id.at(-1)).join('')")
    assert order == "2143"
    one.at("[name=order]").select_option("document")
    one.opened("story/1")
    one.at("[name=state]").select_option("untranslated")
    one.opened("story/4")
    one.at("[name=state]").select_option("all")
    one.opened("story/1")
    one.at("[name=finding]").select_option("numbers")
    one.expect(".counted").to_have_text("1 sentence")
    one.opened("story/1")
    one.at("[name=finding]").select_option("")
    one.expect(".counted").to_have_text("4 sentences")
    one.opened("story/1")
    one.at("[name=text]").fill("القاهره")
    one.press("Enter")
    one.opened("story/2")
    one.expect(".counted").to_have_text("1 sentence")


def test_long_queues_come_page_by_page(window: Callable[..., Any], serve: Any, tmp_path: Path, po: Path) -> None:
    bitext = store.load(po)
    like = bitext.pairs[2]
    many = [
        replace(like, id=f"story/{n}", segment=replace(like.segment, block=n), state=State.MACHINE)
        for n in range(1, 106)
    ]
    store.save(replace(bitext, pairs=tuple(many), revision=None), tmp_path / "long.po")
    one = window(serve(tmp_path / "long.po").url + "&order=document")
    one.opened("story/1")
    one.press("Control+Shift+Enter")
    one.opened("story/2")
    one.at('[data-id="story/100"] .number').click()
    one.opened("story/100")
    one.press("Control+Shift+Enter")
    one.opened("story/101")
    assert one.page.url.endswith("from=98")
    one.expect(".counted").to_have_text("103 sentences to do")


def test_a_draft_survives_kill_9_of_the_server(window: Callable[..., Any], program: Any, po: Path) -> None:
    first = program(po, "--order", "document", "--port", "0")
    one = window(first.url + "&order=document")
    one.opened("story/1")
    one.write("The number ro")
    first.kill()
    second = program(po, "--port", "0")
    two = window(second.url + "&order=document")
    two.opened("story/1")
    two.expect("#text").to_have_value("The number ro")
    two.expect("#kept").to_have_text("Your draft")
    two.press("Control+Shift+Enter")
    two.opened("story/2")
    assert store.load(po).pairs[0].target == "The number ro"


def test_what_is_typed_while_the_server_is_dead_is_kept_by_the_browser(
    window: Callable[..., Any], program: Any, po: Path
) -> None:
    first = program(po, "--port", "0")
    port = first.url.partition("127.0.0.1:")[2].partition("/")[0]
    one = window(first.url + "&order=document")
    one.opened("story/1")
    first.kill()
    one.press("Control+a")
    one.page.keyboard.insert_text("Typed into nothing")
    one.expect("#kept").to_contain_text("Not on disk")
    one.press("Control+Shift+Enter")
    one.expect(".toast").to_contain_text("does not answer")
    one.expect("#text").to_have_value("Typed into nothing")
    second = program(po, "--port", port)
    one.expect("#kept").to_contain_text("earlier run")
    one.page.goto(second.url + "&order=document")
    one.opened("story/1")
    one.expect("#text").to_have_value("Typed into nothing")
    one.expect("#kept").to_have_text("Draft kept")


def test_two_reviewers_lose_nothing(window: Callable[..., Any], serve: Any, po: Path, pairs: Any) -> None:
    url = serve(po).url + "&order=document"
    amal, badr = window(url), window(url)
    amal.opened("story/1")
    badr.opened("story/1")
    badr.at("[data-do=name]").click()
    badr.at("#name input").fill("Badr")
    badr.press("Enter")
    badr.expect(".who").to_have_text("Badr")
    badr.opened("story/1")
    badr.write("Badr's text.")
    amal.write("Amal's text.")
    amal.press("Control+Shift+Enter")
    amal.opened("story/2")
    badr.press("Control+Shift+Enter")
    badr.expect(".both .theirs").to_have_text("Amal's text.")
    badr.expect("#text").to_have_value("Badr's text.")
    badr.press("Control+Shift+Enter")
    badr.expect(".both").to_be_visible()
    assert pairs()["story/1"].target == "Amal's text."
    badr.page.goto(url.partition("?")[0] + "?order=document&state=all")
    badr.opened("story/1")
    badr.expect("#text").to_have_value("Badr's text.")
    badr.expect(".both .theirs").to_have_text("Amal's text.")
    badr.at("[data-do=mine]").click()
    badr.expect("#kept").to_have_text("Draft kept")
    badr.at("#text").focus()
    badr.press("Control+Shift+Enter")
    badr.opened("story/2")
    assert (pairs()["story/1"].target, pairs()["story/1"].reviewer) == ("Badr's text.", "Badr")
    assert [(r.who, r.after[0].target) for r in journal.read(po)] == [
        ("amal", "Amal's text."),
        ("Badr", "Badr's text."),
    ]
    amal.press("Alt+PageUp")
    amal.opened("story/1")
    amal.expect("#text").to_have_value("Badr's text.")
    past = amal.at(".past").inner_text()
    assert "amal edited it" in past
    assert "Badr edited it" in past


def test_taking_theirs(window: Callable[..., Any], serve: Any, po: Path, pairs: Any) -> None:
    client = serve(po)
    one = window(client.url + "&order=document")
    one.opened("story/1")
    other = client.enter()
    place = {"article": "story", "id": "story/1"}
    other.decide("accept", "Theirs.", other.ask("GET", "/pair", **place).tag, **place)
    one.write("Mine.")
    one.press("Control+Enter")
    one.expect(".both .theirs").to_have_text("Theirs.")
    one.at("[data-do=theirs]").click()
    one.expect("#text").to_have_value("Theirs.")
    one.expect(".both").to_have_count(0)
    one.expect("#kept").to_have_text("")
    assert pairs()["story/1"].target == "Theirs."
    assert not drafts.drafts_path(po).exists()


def test_split_and_join_by_keyboard(page: Any, pairs: Any, po: Path) -> None:
    page.at("[data-do=split]").focus()
    page.press("Enter")
    page.expect("#split [name=source]").to_be_focused()
    page.press(*["ArrowLeft"] * 12, "Tab")
    page.press(*["ArrowRight"] * 11)
    page.expect('.parts[data-of="source"]').to_have_text("ارتفع العدد ✂ إلى 25 في المئة.")
    page.expect('.parts[data-of="target"]').to_have_text("The number ✂ rose to 52 percent.")
    page.press("Tab", "Enter")
    page.expect(".counted").to_have_text("5 sentences to do")
    assert [pair.target for pair in pairs().values()][:2] == ["The number", "rose to 52 percent."]
    page.opened("story/1")
    page.at("[data-do=join]").focus()
    page.press("Enter")
    page.expect(".counted").to_have_text("4 sentences to do")
    assert pairs()["story/1"].target == "The number rose to 52 percent."
    page.opened("story/1")
    for count in (5, 4):
        page.press("Alt+u")
        page.expect(".counted").to_have_text(f"{count} sentences to do")
        page.opened("story/1")


def test_memory_glossary_and_words_beside_the_sentence(
    window: Callable[..., Any], serve: Any, po: Path, aids: Aids
) -> None:
    one = window(serve(po, aids=aids).url + "&order=document")
    one.opened("story/1")
    one.press("Alt+PageDown")
    one.opened("story/2")
    one.press("Alt+PageDown")
    one.opened("story/3")
    assert "100" in one.at(".memory li").first.inner_text()
    assert one.at(".memory li").nth(1).locator("del").all_text_contents() == [" أمس"]
    one.expect(".sentence .term").to_have_text("المحادثات")
    assert "used" in one.at(".terms").inner_text()
    one.at(".terms li").hover()
    one.expect(".under .term.lit").to_have_text("talks")
    one.expect(".machine-text .word").to_have_count(2)
    one.at(".machine-text .word").first.hover()
    assert "".join(one.at(".sentence .word.lit").all_text_contents()) == "المحادثات."
    one.at("#text").focus()
    one.press("Alt+1")
    one.expect("#text").to_have_value("Talks resumed.")
    one.press("Control+a")
    one.at(".terms .quote").nth(1).click()
    one.expect("#text").to_have_value("negotiations")
    one.at("#concordance").fill("resumed")
    one.press("Enter")
    one.expect(".found li").to_have_count(2)
    one.expect(".found .hit").to_have_text(["resumed", "resumed"])
    one.at("#text").focus()
    one.write("Discussions resumed.")
    one.press("Control+Shift+Enter")
    one.opened("story/4")
    one.at("#concordance").fill("Discussions")
    for _ in range(60):
        one.at("#concordance").press("Enter")
        one.page.wait_for_timeout(250)
        if one.at(".found .hit").count():
            break
    one.expect(".found .hit").to_have_text("Discussions")


def test_a_script_in_a_sentence_is_inert(window: Callable[..., Any], serve: Any, po: Path) -> None:
    evil = "</textarea><script>document.title='taken'</script><img src=/x onerror=\"document.title='taken'\"> {{ 7*7 }}"
    bitext = store.load(po)
    pair = bitext.pairs[2]
    pair = replace(pair, segment=replace(pair.segment, text=f"نص {evil}"), target=evil, note=evil, conflicts=(evil,))
    store.save(replace(bitext, pairs=(replace(pair, id="story/<b>'\"/1"), *bitext.pairs[3:]), revision=None), po)
    client = serve(po)
    one = window(client.url + "&order=document&state=all", bypass_csp=True)
    one.opened("story/<b>'\\\"/1")
    one.expect("#text").to_have_value(evil)
    one.write(evil + " more")
    one.press("Control+Shift+Enter")
    one.opened("story/4")
    assert one.page.title() == "Review: story"
    assert one.at("img").count() == 0
    assert {url.split("/")[2] for url in one.requests} == {client.host}
    assert store.load(po).pairs[0].target == evil + " more"


def test_accessible_at_every_width_and_scheme(
    window: Callable[..., Any], serve: Any, po: Path, aids: Aids, axe_core: tuple[str, dict[str, Any]]
) -> None:
    axe, settings = axe_core
    bitext = store.load(po)
    title = replace(bitext.pairs[2], segment=replace(bitext.pairs[2].segment, kind=Kind.TITLE))
    store.save(replace(bitext, pairs=(*bitext.pairs[:2], title, bitext.pairs[3])), po)
    client = serve(po, aids=aids)
    other = client.enter()
    for width, scheme in ((1280, "light"), (390, "dark"), (320, "light"), (1280, "dark")):
        one = window(
            client.url + "&order=document&state=all",
            bypass_csp=True,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
        )
        one.page.evaluate(axe)
        one.opened("story/1")
        one.at('[data-id="story/3"] .number').click()
        one.opened("story/3")

        def look(what: str, one: Any = one, width: int = width, scheme: str = scheme) -> None:
            found = one.page.evaluate("settings => axe.run(document, settings)", settings)["violations"]
            told = [(it["id"], [node["html"][:200] for node in it["nodes"]]) for it in found]
            assert told == [], (what, width, scheme)
            wide = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (what, width)

        look("memory and glossary")
        one.at('[data-id="story/1"] .number').click()
        one.opened("story/1")
        one.write("The number rose.")
        place = {"article": "story", "id": "story/1"}
        other.decide("accept", f"Theirs {width} {scheme}.", other.ask("GET", "/pair", **place).tag, **place)
        one.press("Control+Enter")
        one.expect(".both").to_be_visible()
        look("two versions, findings, history")
        for dialog, opener in (("help", "help"), ("name", "name"), ("split", "split")):
            one.at(f"[data-do={opener}]").click()
            one.expect(f"#{dialog}").to_be_visible()
            look(dialog)
            one.press("Escape")
        one.at("[data-do=theirs]").click()
        one.expect("#kept").to_have_text("")


def test_arabic_beside_or_above_the_english(window: Callable[..., Any], serve: Any, po: Path) -> None:
    url = serve(po).url + "&order=document"
    for width in (1280, 390):
        one = window(url, viewport={"width": width, "height": 800})
        one.opened("story/1")
        arabic, english = (one.at(selector).bounding_box() for selector in (".sentence", "#text"))
        if width == 1280:
            assert arabic["x"] >= english["x"] + english["width"]
            assert abs(arabic["y"] - english["y"]) < 60
        else:
            assert arabic["y"] + arabic["height"] <= english["y"]
        accept = one.at("[data-do=accept]").bounding_box()
        assert accept["y"] + accept["height"] <= 800
