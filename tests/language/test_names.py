"""Names across alphabets: skeletons, look, particles, places, months."""

from __future__ import annotations

import pytest

from translator.language.calendar import arabic_calendar, english_calendar, gregorian_years, hijri_years
from translator.language.names import looks_like_name
from translator.language.places import arabic_places
from translator.language.transliteration import name_in, sounds_like
from translator.language.words import bare, fold_arabic, strip_marks, words


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        *(("كيربي", "Kirby"), ("سوليفان", "Sullivan"), ("شولمان", "Schulman"), ("واشنطن", "Washington")),
        *(("فاغنر", "Wagner"), ("ميونخ", "Munich"), ("جورج", "George"), ("خوسيه", "José"), ("تشارلز", "Charles")),
        *(("والقذافي", "Gaddafi"), ("نتنياهو", "Netanyahu"), ("زيلينسكي", "Zelensky"), ("شي", "Xi")),
    ],
)
def test_a_name_sounds_like_its_transliteration(arabic: str, latin: str) -> None:
    assert sounds_like(arabic, latin)


@pytest.mark.parametrize(
    ("arabic", "latin"), [("كيربي", "Sullivan"), ("بايدن", "Obama"), ("قطر", "France"), ("", "Kirby")]
)
def test_other_names_do_not(arabic: str, latin: str) -> None:
    assert not sounds_like(arabic, latin)


@pytest.mark.parametrize(
    ("arabic", "latin", "name"),
    [
        ("بكين", "Beijing", "بكين"),
        ("بكيربي", "Kirby", "كيربي"),
        ("والقذافي", "Gaddafi", "قذافي"),
        ("فرنسا", "Obama", ""),
    ],
)
def test_particles_are_told_from_the_name_by_sound(arabic: str, latin: str, name: str) -> None:
    assert name_in(arabic, latin) == name


@pytest.mark.parametrize("word", ["سوليفان", "كيربي", "وبايدن", "زيلينسكي", "أردوغان", "نتنياهو"])
def test_foreign_names_look_like_names(word: str) -> None:
    assert looks_like_name(word)


@pytest.mark.parametrize(
    "word", ["المستشفى", "استقبلت", "والعلاقات", "الإنترنت", "مارس", "من", "المسؤولين", "السبع", ""]
)
def test_words_do_not(word: str) -> None:
    assert not looks_like_name(word)


def test_places_their_people_and_bodies() -> None:
    text = "والأمم المتحدة وقطر مع الوفد السعودي للصين"
    assert [place.name for place in arabic_places(words(text))] == ["United Nations", "Qatar", "Saudi", "China"]
    assert list(arabic_places(words("اليد اليمنى"))) == []
    assert [place.name for place in arabic_places(words("رهينتين إسرائيليتين من كانساس"))] == ["Israel", "Kansas"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("في 5 أكتوبر/تشرين الأول", ["October", "October"]),
        ("يوم الاثنين", ["Monday"]),
        ("وفي آب 2016", ["August"]),
        ("قال الأب", []),
        ("مارس الرياضة", []),
        ("في مارس 2020", ["March"]),
        ("12 ربيع الأول", ["Rabi Al-Awwal"]),
        ("خلال شهر رمضان", ["Ramadan"]),
        ("رمضان صبحي لاعب", []),
        ("في يوليوز وغشت", ["July", "August"]),
    ],
)
def test_arabic_months_and_days(text: str, names: list[str]) -> None:
    assert [str(name) for name in arabic_calendar(words(text))] == names


@pytest.mark.parametrize(
    ("text", "names"), [("In May", ["May"]), ("They may", []), ("on Mondays", ["Monday"]), ("12 Rajab", ["Rajab"])]
)
def test_english_months_and_days(text: str, names: list[str]) -> None:
    assert [str(name) for name in english_calendar(text, words(text))] == names


def test_hijri_years() -> None:
    assert hijri_years("عام 1445هـ وعام ١٤٠٠ هـ") == {1445: (4, 8), 1400: (16, 20)}
    assert gregorian_years(1445) == (2023, 2024)


def test_words_and_their_keys() -> None:
    text = "قالَ «الـوزير» Obama’s 12٫5%"
    assert [(word.text, word.key) for word in words(text)] == [
        ("قالَ", "قال"),
        ("الـوزير", "الوزير"),
        ("Obama’s", "obama"),
        ("12٫5", "12.5"),
    ]
    assert all(text[word.start : word.end] == word.text for word in words(text))
    assert fold_arabic("إدارةٌ أُولى") == "اداره اولي"
    assert strip_marks("مُحَمَّد") == "محمد"
    assert [bare(key) for key in ("والمكتبه", "بالكتاب", "للوزير", "مكتبه", "لم")] == [
        "مكتبه",
        "كتاب",
        "وزير",
        "مكتبه",
        "لم",
    ]
