"""Bilingual pages in a real browser: what a reader sees, with mouse, keyboard, phone, dark mode and paper."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from translator.bitext import Bitext, Kind, State
from translator.exporters import ExportOptions, export, index
from translator.exporters.html.page import anchor

pytestmark = pytest.mark.browser

PROBES = Path(__file__).with_name("probes.js")
OPTIONS = ExportOptions(
    home="index.html", report_url="mailto:desk@example.org?subject={id}", reviewers=("Salma al-Rawi",)
)
VIEWS = ("both", "ar", "en", "interlinear")


@pytest.fixture(scope="module")
def folder(
    tmp_path_factory: pytest.TempPathFactory, bitext: Bitext, hard_bitexts: dict[str, Bitext], samples: list[Bitext]
) -> Path:
    """Pages of the mixed article, of the index, of every hard article and of the project's samples."""
    path = tmp_path_factory.mktemp("pages")
    (path / "river.html").write_bytes(export(bitext, "html", OPTIONS))
    (path / "english-first.html").write_bytes(export(bitext, "html", replace(OPTIONS, languages=("en", "ar"))))
    (path / "index.html").write_bytes(index([bitext, *hard_bitexts.values()], ExportOptions(title="River — النهر")))
    for article in samples:
        (path / f"{article.slug}.html").write_bytes(export(article, "html", OPTIONS))
    for name, article in hard_bitexts.items():
        (path / f"hard-{name}.html").write_bytes(export(article, "html", OPTIONS))
    return path


class Reader:
    """A browser window on the pages."""

    def __init__(self, browser: Any, folder: Path, width: int = 1280, scheme: str = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        self.context.add_init_script(path=PROBES)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.folder = folder

    def open(self, name: str) -> Any:
        self.page.goto(f"{(self.folder / name).as_uri()}.html")
        return self.page

    def ask(self, probe: str, *arguments: object) -> Any:
        return self.page.evaluate(f"arguments => probes.{probe}(...arguments)", list(arguments))


@pytest.fixture
def window(chromium: Any, folder: Path) -> Iterator[Callable[..., Reader]]:
    """Opens windows: `window(width, scheme)`."""
    opened: list[Reader] = []

    def open_window(width: int = 1280, scheme: str = "light") -> Reader:
        opened.append(Reader(chromium, folder, width, scheme))
        return opened[-1]

    yield open_window
    for reader in opened:
        reader.context.close()


def test_accessible_at_every_width_and_scheme(
    window: Callable[..., Reader], axe_core: tuple[str, dict[str, Any]], hard_bitexts: dict[str, Bitext]
) -> None:
    axe, settings = axe_core
    for width in (1280, 390, 320):
        for scheme in ("light", "dark"):
            reader = window(width, scheme)
            hard = [f"hard-{name}" for name in hard_bitexts] if (width, scheme) == (320, "dark") else []
            for name in ("river", "index", *hard):
                page = reader.open(name)
                page.evaluate(axe)
                found = page.evaluate("settings => axe.run(document, settings)", settings)["violations"]
                assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], (
                    name,
                    width,
                    scheme,
                )


def test_languages_directions_and_no_request(window: Callable[..., Reader], folder: Path) -> None:
    reader = window()
    for path in sorted(folder.glob("*.html")):
        reader.open(path.stem)
        assert reader.ask("languages") == [], path.stem
        assert reader.ask("latinOutsideBdi") == [], path.stem
        assert reader.ask("repeatedIds") == [], path.stem
    assert reader.errors == []
    outside = {url.split(",")[0] for url in reader.requests if not url.startswith((folder.as_uri(), "about:"))}
    assert outside == set()


def test_narrow_screens_scroll_one_way_and_keep_runs_together(window: Callable[..., Reader], folder: Path) -> None:
    reader = window(320)
    for path in sorted(folder.glob("*.html")):
        page = reader.open(path.stem)
        assert reader.ask("broken") == [], path.stem
        for view in VIEWS if path.stem != "index" else ():
            page.check(f"#view-{view}")
            assert reader.ask("sidewaysScroll") == 0, (path.stem, view)


@pytest.mark.parametrize("width", [390, 680, 768, 831, 832])
def test_paragraph_numbers_stand_where_there_is_room(
    chromium: Any, window: Callable[..., Reader], width: int, tmp_path: Path, bitext: Bitext
) -> None:
    reader = window(width)
    page = reader.open("river")
    for view in VIEWS:
        page.check(f"#view-{view}")
        assert reader.ask("sidewaysScroll") == 0, view
    for language in ("ar", "en"):
        (tmp_path / f"{language}.html").write_bytes(export(bitext, "html", replace(OPTIONS, languages=(language,))))
        alone = Reader(chromium, tmp_path, width)
        page = alone.open(language)
        assert alone.ask("sidewaysScroll") == 0
        side, place = (page.locator(f".pair.paragraph {css}").first.bounding_box() for css in (".side", ".place"))
        assert (place["y"] + place["height"] <= side["y"]) == (width < 832)
        assert (place["width"] == side["width"]) == (width < 832)
        alone.context.close()


def test_short_latin_runs_and_ranges_are_kept(window: Callable[..., Reader], bitext: Bitext) -> None:
    reader = window(320)
    kept = reader.open("river").eval_on_selector_all(".side[lang=ar] .keep", "all => all.map(one => one.textContent)")
    assert {"Blue Delta", "2019–2021", "65.5", "GPT-4o", "14/11/2026"} <= {text.rstrip("%") for text in kept}


@pytest.mark.parametrize(
    ("width", "how"), [(1280, "beside"), (720, "beside"), (639, "above"), (390, "above"), (320, "above")]
)
def test_arabic_beside_or_above_english(window: Callable[..., Reader], width: int, how: str) -> None:
    reader = window(width)
    reader.open("river")
    places = reader.ask("placed")
    assert len(places) == 14
    assert all(place[how] for place in places)


def test_english_first_keeps_arabic_on_the_right(window: Callable[..., Reader]) -> None:
    reader = window()
    page = reader.open("english-first")
    assert all(place["beside"] for place in reader.ask("placed"))
    assert page.eval_on_selector(".pair .side", "side => side.lang") == "en"


@pytest.mark.parametrize(("medium", "family"), [("screen", "Noto Naskh Arabic"), ("print", "Amiri")])
def test_arabic_is_drawn_by_embedded_fonts(window: Callable[..., Reader], medium: str, family: str) -> None:
    reader = window()
    for name in ("river", "hard-quotations", "hard-digits", "hard-vocalised", "hard-other-arabic-letters"):
        page = reader.open(name)
        page.emulate_media(media=medium)
        page.evaluate("document.fonts.ready")
        fonts = _fonts(page, "article .side[lang=ar], article .side[lang=ar] *")
        assert fonts
        assert [font for font in fonts if not font["isCustomFont"]] == [], name
        assert family in {font["familyName"].replace(" Medium", "") for font in fonts}, name


def _fonts(page: Any, selector: str) -> list[dict[str, Any]]:
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    nodes = tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]
    fonts = [font for node in nodes for font in tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]]
    tools.detach()
    return fonts


def test_text_is_what_is_stored(window: Callable[..., Reader], bitext: Bitext) -> None:
    reader = window()
    reader.open("river")
    shown = dict(reader.ask("sentences"))
    for pair in bitext.pairs:
        assert shown.pop(anchor(pair.id)) == pair.source
        if pair.state in {State.REVIEWED, State.MACHINE, State.STALE}:
            assert shown.pop(f"{anchor(pair.id)}-en") == pair.target
    assert shown == {}


def test_a_link_to_a_sentence_lights_both_sides_below_the_bar(window: Callable[..., Reader], bitext: Bitext) -> None:
    for width in (1280, 320):
        reader = window(width)
        page = reader.open("river")
        for pair in bitext.pairs:
            name = anchor(pair.id)
            both = [name, f"{name}-en"] if pair.target and pair.state is not State.REJECTED else [name]
            for fragment in (name, f"{name}-en"):
                page.evaluate("fragment => { scrollTo(0, 0); location.hash = fragment }", fragment)
                assert reader.ask("lit") == both
                assert not reader.ask("hidden", fragment)


def test_hover_and_focus_light_the_partner(window: Callable[..., Reader], bitext: Bitext) -> None:
    reader = window()
    page = reader.open("river")
    for pair in bitext.pairs:
        name = anchor(pair.id)
        if pair.state in {State.REVIEWED, State.MACHINE, State.STALE}:
            page.hover(f"#{name}")
            assert reader.ask("lit") == [name, f"{name}-en"]
    page.mouse.move(0, 0)
    mark = page.locator(".mark").nth(2)
    mark.focus()
    assert len(reader.ask("lit")) == 2


def test_keyboard_reaches_everything_and_the_bar_hides_nothing(window: Callable[..., Reader]) -> None:
    reader = window(390)
    page = reader.open("river")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    seen = 0
    for _ in range(200):
        page.keyboard.press("Tab")
        where = page.evaluate(
            "() => { const at = document.activeElement, top = at.getClientRects()[0]?.top;"
            " const end = document.querySelector('.bar').getBoundingClientRect().bottom;"
            " return at === document.body ? null : [!!at.closest('.bar'), top >= end - 8] }"
        )
        if where is None:
            break
        seen += 1
        assert any(where)
    assert seen > 20


def test_views_by_keyboard(window: Callable[..., Reader]) -> None:
    reader = window()
    page = reader.open("river")
    page.focus("#view-both")
    counts = []
    for _ in VIEWS:
        counts.append([reader.ask("shown", f"article .side[lang={lang}] .unit") for lang in ("ar", "en")])
        page.keyboard.press("ArrowRight")
    assert counts == [[19, 19], [19, 0], [0, 19], [19, 19]]


def test_interlinear_alternates_sentence_by_sentence(window: Callable[..., Reader], bitext: Bitext) -> None:
    reader = window()
    page = reader.open("river")
    page.check("#view-interlinear")
    tops = [
        page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", f"{anchor(pair.id)}{suffix}")
        for pair in bitext.pairs
        for suffix in ("", "-en")
    ]
    assert tops == sorted(tops)


def test_targets_are_large_enough(window: Callable[..., Reader]) -> None:
    for width in (1280, 390, 320):
        reader = window(width)
        for name in ("river", "index"):
            reader.open(name).add_style_tag(content=".report { opacity: 1 !important }")
            assert reader.ask("small") == [], (name, width)


def test_visible_labels_are_in_the_accessible_names(window: Callable[..., Reader]) -> None:
    page = window().open("river")
    tools = page.context.new_cdp_session(page)
    tools.send("Accessibility.enable")
    tree = tools.send("Accessibility.getFullAXTree")["nodes"]
    names = {node.get("backendDOMNodeId"): node.get("name", {}).get("value", "") for node in tree}
    root = tools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    checked = 0
    for node in tools.send("DOM.querySelectorAll", {"nodeId": root, "selector": "a, input"})["nodeIds"]:
        backend = tools.send("DOM.describeNode", {"nodeId": node})["node"]["backendNodeId"]
        handle = tools.send("DOM.resolveNode", {"nodeId": node})["object"]["objectId"]
        source = (
            "function() { const copy = (this.closest('label') ?? this).cloneNode(true);"
            " copy.querySelectorAll('.quiet').forEach(one => one.remove()); return copy.textContent.trim() }"
        )
        answer = tools.send("Runtime.callFunctionOn", {"objectId": handle, "functionDeclaration": source})
        assert re.sub(r"\s", "", answer["result"]["value"]) in re.sub(r"\s", "", names[backend])
        checked += 1
    assert checked > 20


def test_paper(window: Callable[..., Reader]) -> None:
    reader = window()
    page = reader.open("river")
    page.emulate_media(media="print")
    assert reader.ask("shown", ".bar, .skip, .report, .contents, input, progress") == 0
    assert {page.eval_on_selector_all(".pair", "all => all.map(one => getComputedStyle(one).breakInside).join()")} == {
        ",".join(["avoid"] * 14)
    }
    assert page.eval_on_selector("body", "body => getComputedStyle(body).color") == "rgb(0, 0, 0)"
    assert reader.ask("shown", ".place") > 5
    page.emulate_media(media="screen")
    page.check("#view-interlinear")
    page.emulate_media(media="print")
    assert reader.ask("shown", ".place") == 0, "no line of its own for each number"


def test_a_tick_stays_whole_and_beside_its_sentence(window: Callable[..., Reader]) -> None:
    page = window().open("river")
    for medium, width in product(("screen", "print"), range(500, 1300, 5)):
        page.emulate_media(media=medium)
        page.set_viewport_size({"width": width, "height": 900})
        broken = page.eval_on_selector_all(
            ".unit .mark",
            """marks => marks.filter(mark => {
              const [own, text] = [mark, mark.previousElementSibling].map(one => [...one.getClientRects()]);
              return own.length > 1 || own[0].top > text.at(-1).bottom - 2;
            }).map(mark => mark.previousElementSibling.textContent)""",
        )
        assert not broken, (medium, width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_covers_no_letters_of_the_line_above(
    chromium: Any, tmp_path: Path, make: Callable[..., Bitext], scheme: str
) -> None:
    title = ("مجموعة أخرى", "Young grey ponies jump quickly by gypsy quays", "r")
    (tmp_path / "river.html").write_bytes(export(make([(Kind.TITLE, [title])]), "html", ExportOptions()))
    page = Reader(chromium, tmp_path, width=360, scheme=scheme).open("river")
    heading = page.locator("h1 [lang=en].side")
    page.add_style_tag(content="h1 .s { color: #f0f !important } .mark { visibility: hidden }")
    letters = _count(page, heading.screenshot())
    page.locator("h1 [lang=en] .s").hover(position={"x": 5, "y": 20})
    assert _count(page, heading.screenshot()) > 0.99 * letters


def _count(page: Any, picture: bytes) -> int:
    """How many pixels of the picture are magenta."""
    return int(
        page.evaluate(
            """async data => {
              const image = await createImageBitmap(await (await fetch(data)).blob());
              const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
              canvas.drawImage(image, 0, 0);
              const {data: p} = canvas.getImageData(0, 0, image.width, image.height);
              let found = 0;
              for (let i = 0; i < p.length; i += 4) found += p[i] > 220 && p[i + 1] < 40 && p[i + 2] > 220;
              return found;
            }""",
            f"data:image/png;base64,{b64encode(picture).decode()}",
        )
    )


def test_arabic_is_set_larger_and_looser(window: Callable[..., Reader]) -> None:
    reader = window()
    reader.open("river")
    arabic, english = (
        float(reader.ask("style", f".paragraph .side[lang={lang}]", "fontSize")[:-2]) for lang in ("ar", "en")
    )
    assert arabic / english == pytest.approx(1.2)
    assert float(reader.ask("style", ".paragraph .side[lang=ar]", "lineHeight")[:-2]) / arabic == pytest.approx(1.9)
    assert reader.ask("style", ".paragraph .side[lang=ar]", "textAlign") == "start"


def contrast(*colours: str) -> float:
    """The contrast of two colours such as rgb(1, 2, 3), as WCAG 2.2 has it."""
    light = []
    for colour in colours:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        light.append(sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True)))
    return (max(light) + 0.05) / (min(light) + 0.05)


def test_word_alignments_light_on_hover(chromium: Any, tmp_path: Path, make: Callable[..., Bitext]) -> None:
    rows = [
        ("دفعت الولايات المتحدة ٣ ملايين في نوفمبر.", "In November the United States paid 3 million.", "r"),
        ("وزار الرئيس قطر في يناير.", "The president visited Qatar in January.", "m"),
    ]
    (tmp_path / "visit.html").write_bytes(export(make([(Kind.PARAGRAPH, rows)], "visit"), "html"))
    for scheme in ("light", "dark"):
        reader = Reader(chromium, tmp_path, scheme=scheme)
        page = reader.open("visit")
        for word, together in (
            ("نوفمبر", ["نوفمبر", "November"]),
            ("States", ["الولايات المتحدة", "United States"]),
            ("Qatar", ["قطر", "Qatar"]),
            ("يناير", ["يناير", "January"]),
        ):
            page.hover(f"span[class^=w]:text('{word}')")
            assert reader.ask("lit", "[class^=w]") == together
            sentence, one = (reader.ask("style", css, "backgroundColor") for css in (".s:hover", "[class^=w]:hover"))
            assert sentence != one, "the word stands out from its lit sentence"
            assert contrast(one, reader.ask("style", "[class^=w]:hover", "color")) >= 4.5
        page.mouse.move(0, 0)
        assert reader.ask("lit", "[class^=w]") == []
        reader.context.close()
