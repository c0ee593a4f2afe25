"""Documents to articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from translator.bitext import Article, Block, Document, Dropped, Kind, Metadata
from translator.segmentation import segment, split_articles, split_blocks

PARAGRAPH = "قال الوزير إن المفاوضات التي تجري في العاصمة منذ أسبوع ما زالت مستمرة، وإن الأطراف كلها راغبة في الاتفاق."
OTHER = "وأضاف أن الوفود ستعود إلى بلادها يوم الخميس للتشاور، ثم تعود بعد العيد إلى جولة جديدة من المحادثات."


def document(*texts: str, stem: str = "story") -> Document:
    return Document(Path(f"{stem}.txt"), tuple(split_blocks("\n\n".join(texts))))


def shape(article: Article) -> list[tuple[str, str]]:
    """Kind and first two words of each block."""
    return [(str(block.kind), " ".join(block.text.split()[:2])) for block in article.blocks]


def test_the_seed_article(shared: Path) -> None:
    """Two articles whose blocks are as a person sorted them."""
    path = shared / "articles" / "qatar-hostage-diplomacy.txt"
    expected = json.loads((shared / "articles" / "expected-blocks.json").read_text(encoding="utf-8"))
    articles = split_articles(Document(path, tuple(split_blocks(path.read_text(encoding="utf-8")))))
    found = [
        (block.line, number, block.kind, sum(one.block == place for one in segment(article)), len(block.text.split()))
        for number, article in enumerate(articles, start=1)
        for place, block in enumerate(article.blocks, start=1)
    ]
    kept = [row for row in expected if not row.get("drop") and not row.get("duplicate_of_line")]
    assert found == [(row["line"], row["article"], row["kind"], row["sentences"], row["words"]) for row in kept]
    dropped = {drop.block.line for article in articles for drop in article.dropped}
    assert dropped == {row["line"] for row in expected} - {row["line"] for row in kept}
    assert [article.slug for article in articles] == [f"{path.stem}-1", f"{path.stem}-2"]


def test_a_doubled_headline_and_a_byline() -> None:
    (article,) = split_articles(
        document("قطر تستضيف القمة", "قَطَر  تستضيف القمة", "كتب - أحمد سالم", "قطر تستضيف القمة", PARAGRAPH, OTHER)
    )
    assert shape(article) == [
        ("title", "قطر تستضيف"),
        ("byline", "كتب -"),
        ("paragraph", "قال الوزير"),
        ("paragraph", "وأضاف أن"),
    ]
    assert [drop.reason for drop in article.dropped] == ["the same as the block at line 1"] * 2


@pytest.mark.parametrize(
    "second",
    [
        ["عنوان المقال الثاني هنا", "عنوان فرعي تحته"],
        ["عنوان المقال الثاني هنا", "عنوان المقال الثاني هنا"],
        ["عنوان المقال الثاني هنا", "بقلم: أحمد سالم"],
        ["عنوان المقال الثاني هنا", "الدوحة - قنا"],
        ["==========", "عنوان المقال الثاني هنا"],
        ["الأحد، 15 يناير 2024", "عنوان المقال الثاني هنا"],
    ],
)
def test_where_a_second_article_begins(second: list[str]) -> None:
    articles = split_articles(document("عنوان المقال الأول هنا", PARAGRAPH, *second, OTHER))
    assert [article.slug for article in articles] == ["story-1", "story-2"]
    assert ("title", "عنوان المقال") in shape(articles[1])[:2]


@pytest.mark.parametrize(
    "between",
    [
        ["عنوان فرعي واحد هنا"],
        ["علاقات متميزة", "نظرة أولى"],
        ["المحاور التي ناقشتها اللجان هي:", "محور التعليم في القرى البعيدة", "محور الصحة في المدن الكبرى"],
        [
            "قفا نبك من ذكرى حبيب ومنزل",
            "بسقط اللوى بين الدخول فحومل",
            "فتوضح فالمقراة لم يعف رسمها",
            "لما نسجتها من جنوب وشمأل",
            "ترى بعر الآرام في عرصاتها",
        ],
        ["عنوان فرعي واحد هنا", "صورة: الميناء القديم"],
        ["***", "عنوان فرعي واحد هنا"],
        ["فهل تنتهي هذه الحرب يوما؟", "ومن يعيد الضائعين إلى بيوتهم؟"],
    ],
)
def test_what_begins_no_article(between: list[str]) -> None:
    assert len(split_articles(document("عنوان المقال الأول هنا", PARAGRAPH, *between, OTHER))) == 1


def test_headings_are_told_from_lists_verse_and_endings() -> None:
    (article,) = split_articles(
        document("عنوان المقال", PARAGRAPH, "والمحاور هي:", "التعليم", "الصحة", OTHER, "والله ولي التوفيق")
    )
    assert [kind for kind, _ in shape(article)] == [
        "title",
        "paragraph",
        "paragraph",
        "list-item",
        "list-item",
        "paragraph",
        "paragraph",
    ]


def test_a_letter_before_a_stop_is_a_title_or_a_label() -> None:
    (article,) = split_articles(
        document(
            "د. أحمد زويل يفوز بالجائزة",
            PARAGRAPH,
            "أ. السبب الأول",
            "ب. السبب الثاني",
            OTHER,
            "م/ خالد يرد",
            OTHER + ".",
        )
    )
    assert [kind for kind, _ in shape(article)] == [
        "title", "paragraph", "list-item", "list-item", "paragraph", "subhead", "paragraph",
    ]  # fmt: skip


def test_a_reader_knows_better() -> None:
    first, second = Metadata(title="الأول"), Metadata(title="الثاني")
    blocks = (
        Block("الأول", Kind.TITLE, 1, starts_article=True, metadata=first),
        Block(PARAGRAPH, None, 2),
        Block("سطر قصير بلا نقطة", Kind.PARAGRAPH, 3),
        Block("سطر قصير بلا نقطة", Kind.PARAGRAPH, 4),
        Block("الثاني", Kind.TITLE, 5, starts_article=True, metadata=second),
        Block("عنوان فرعي", Kind.SUBHEAD, 6),
        Block("قائمة", Kind.NAVIGATION, 7),
    )
    gone = Dropped(Block("إعلان", None, 6), "advertisement")
    articles = split_articles(Document(Path("page.html"), blocks, Metadata(title="الصفحة"), (gone,)))
    assert [[str(block.kind) for block in article.blocks] for article in articles] == [
        ["title", "paragraph", "paragraph", "paragraph"],
        ["title", "subhead"],
    ]
    assert [article.metadata for article in articles] == [first, second]
    assert [[drop.block.line for drop in article.dropped] for article in articles] == [[], [6, 7]]


def test_the_menu_of_a_page_is_left_out() -> None:
    (article,) = split_articles(
        document("الرئيسية", "أخبار", "رياضة محلية", "قطر تستضيف القمة العربية", "فرعي", PARAGRAPH)
    )
    assert shape(article) == [("title", "قطر تستضيف"), ("subhead", "فرعي"), ("paragraph", "قال الوزير")]
    assert [drop.reason for drop in article.dropped] == ["menu of the web page"] * 3


def test_nothing_but_navigation() -> None:
    assert split_articles(document("اقرأ أيضا: خبر آخر", "***")) == []


def test_every_block_is_kept_or_reported() -> None:
    source = document("عنوان", "عنوان", "***", PARAGRAPH, "شارك على فيسبوك", OTHER, "- بند", "- بند", "خاتمة")
    articles = split_articles(source)
    told = [block.line for article in articles for block in article.blocks]
    told += [drop.block.line for article in articles for drop in article.dropped]
    assert sorted(told) == [block.line for block in source.blocks]


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("qatar-hostage-diplomacy", "qatar-hostage-diplomacy"),
        ("Report_2024", "Report_2024"),
        ("2024", "2024"),
    ],
)
def test_safe_names_are_kept(stem: str, slug: str) -> None:
    assert split_articles(document(PARAGRAPH, stem=stem))[0].slug == slug


def test_other_names_are_made_safe_and_stay_apart() -> None:
    stems = [
        "قطر والوساطة",
        "قطر - والوساطة",
        "a b",
        "a-b",
        "مقال",
        "con",
        "CON",
        "été",
        "ete",
        "...",
        "-",
        "x" * 300,
        "x" * 301,
    ]
    slugs = [split_articles(document(PARAGRAPH, stem=stem))[0].slug for stem in stems]
    assert len({slug.lower() for slug in slugs}) == len(stems)
    assert all(slug.isascii() and slug.replace("-", "").replace("_", "").isalnum() and len(slug) < 80 for slug in slugs)
    assert slugs[0].startswith("qtr-walwsata-")
    assert slugs == [split_articles(document(PARAGRAPH, stem=stem))[0].slug for stem in stems]
