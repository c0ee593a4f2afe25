"""Pages: which parts are articles, and what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.bitext import Document, Kind
from translator.errors import SourceError
from translator.readers.html import read, read_page

PAGE = Path("page.html")
SENTENCE = "وقال المدير إن العمل في المشروع الجديد يبدأ الشهر المقبل ويستمر عاما كاملا، وإن الميزانية كافية. "


def page(body: str, head: str = "") -> Document:
    return read_page(f"<html><head>{head}</head><body>{body}</body></html>", PAGE)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_paragraphs_between_others_are_kept() -> None:
    paragraphs = [f"الفقرة {number}: {SENTENCE}" for number in range(8)]
    body = (
        "".join(f"<p>{text}</p>" for text in paragraphs[:4])
        + "<p>لا.</p>"
        + "".join(f"<p>{t}</p>" for t in paragraphs[4:])
    )
    document = page(f"<article><h1>عنوان الخبر</h1>{body}</article>")
    assert texts(document) == [
        "عنوان الخبر",
        *(t.strip() for t in paragraphs[:4]),
        "لا.",
        *(t.strip() for t in paragraphs[4:]),
    ]


def test_two_posts_are_two_articles_with_their_own_metadata() -> None:
    post = (
        "<article><h2><a href='/{0}'>عنوان {0}</a></h2>"
        "<time datetime='2024-01-0{0}'>أمس</time><p>{1}</p><p>{1}</p></article>"
    )
    document = read_page(
        f"<body>{post.format(1, SENTENCE * 2)}{post.format(2, SENTENCE * 2)}</body>",
        PAGE,
        "https://sahel.example/index.html",
    )
    starts = [block for block in document.blocks if block.starts_article]
    assert [block.text for block in starts] == ["عنوان 1", "عنوان 2"]
    assert [block.metadata.date for block in starts if block.metadata] == ["2024-01-01", "2024-01-02"]
    assert [block.metadata.url for block in starts if block.metadata] == [
        "https://sahel.example/1",
        "https://sahel.example/2",
    ]
    assert all(block.kind == Kind.TITLE for block in starts)


def test_article_around_posts_is_not_one_of_them() -> None:
    post = f"<div class='hentry'><h2>عنوان</h2><p>{SENTENCE * 4}</p></div>"
    document = page(f"<article>{post}{post}{post}</article>")
    assert sum(block.starts_article for block in document.blocks) == 3


def test_comments_are_dropped_though_they_are_articles() -> None:
    body = f"<article><h1>خبر</h1><p>{SENTENCE * 5}</p></article>"
    document = page(f"{body}<ol class='comments'><article><p>{SENTENCE * 3}</p></article></ol>")
    assert len(texts(document)) == 2
    assert [dropped.reason for dropped in document.dropped] == ["comments"]


def test_text_that_the_page_hides_is_dropped() -> None:
    document = page(
        f"<article><h1>خبر</h1><p>{SENTENCE * 5}</p><p hidden>سر</p><p style='display: none'>سر</p></article>"
    )
    assert [dropped.reason for dropped in document.dropped] == ["hidden on the page"] * 2


def test_nothing_is_lost_without_a_report() -> None:
    parts = [f"جزء {number} {SENTENCE}" for number in range(12)]
    tags = ["nav", "aside", "footer", "form", "header", "section", "div", "p", "ul", "figure", "main", "td"]
    document = page("".join(f"<{tag}>{text}</{tag}>" for tag, text in zip(tags, parts, strict=True)))
    found = texts(document) + [dropped.block.text for dropped in document.dropped]
    assert sorted(found) == sorted(part.strip() for part in parts)


@pytest.mark.parametrize(
    ("opening", "reason"),
    [
        ("div role=banner", "page header"),
        ("div role=contentinfo", "page footer"),
        ("div class='post-share share'", "links for sharing"),
        ("div id=sidebar", "beside the article"),
        ("div class='ad-slot'", "advertisement"),
        ("div class='navbar-main'", "navigation"),
    ],
)
def test_parts_are_dropped_by_what_the_page_calls_them(opening: str, reason: str) -> None:
    document = page(f"<article><h1>خبر</h1><p>{SENTENCE * 5}</p></article><{opening}><p>{SENTENCE}</p></div>")
    assert [dropped.reason for dropped in document.dropped] == [reason]


@pytest.mark.parametrize("name", ["navy", "shareholders", "advice", "tagline-free", "commentary"])
def test_words_that_only_begin_alike_are_no_noise(name: str) -> None:
    document = page(f"<article><h1>خبر</h1><p>{SENTENCE * 5}</p><div class='{name}'><p>{SENTENCE}</p></div></article>")
    assert document.dropped == ()


def test_container_is_no_noise_whatever_its_name() -> None:
    document = page(f"<div class='widget sidebar'><p>{SENTENCE * 9}</p></div>")
    assert len(document.blocks) == 1


def test_title_of_the_page_is_set_where_the_body_has_none() -> None:
    document = page(f"<div><p>{SENTENCE * 9}</p></div>", "<title>عنوان من الرأس</title>")
    assert document.blocks[0].text == "عنوان من الرأس"
    assert document.blocks[0].kind == Kind.TITLE


@pytest.mark.parametrize(
    "declaration", ['<meta charset="windows-1256">', '<?xml version="1.0" encoding="windows-1256"?>']
)
def test_declared_encoding_is_used(tmp_path: Path, declaration: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(f"{declaration}<p>ظظ غغ</p>".encode("windows-1256"))
    assert texts(read(path)) == ["ظظ غغ"]


def test_deep_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * 9000 + "نص", encoding="utf-8")
    with pytest.raises(SourceError, match=r"deep\.html: its elements are nested too deep"):
        read(path)
