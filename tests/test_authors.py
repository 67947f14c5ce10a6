"""Who wrote it, where the page says one thing of itself and prints another, or glues the names to what stands beside them?"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from selectolax.lexbor import LexborHTMLParser

import wirecopy
from wirecopy.wire import seams
from wirecopy.wire.blocks import blocks
from wirecopy.wire.reporters import labelled, reporters

HEADLINE = "Council votes for a new landing at Nessford"
TEXT = tuple(
    f"<p>{text}</p>" for text in (
        "The council of Nessford voted on Tuesday night for a new landing, after a debate that had lasted for most of the winter.",
        "It is to cost four million crowns, of which the state pays one half, and to be ready before the boats of the summer come.",
        "“We have waited for this for a very long time,” said the harbour master, who has run the old landing for twenty years.",
    )
)  # fmt: skip


def read(over: str, said: object = None, *, text: Sequence[str] = TEXT, under: str = "", lang: str = "en") -> wirecopy.Article:
    """A page with `over` between headline and text, and `said` as the author of its JSON-LD."""
    publisher = {"@type": "Organization", "name": "Nessford Post"}
    facts = {"@type": "NewsArticle", "headline": HEADLINE, "author": said, "publisher": publisher, "datePublished": "2031-03-12T10:00:00Z"}
    script = f'<script type="application/ld+json">{json.dumps(facts)}</script>' if said else ""
    body = f"<article><h1>{HEADLINE}</h1>{over}{''.join(text)}{under}</article>"
    return wirecopy.read(f'<html lang={lang}><head><title>{HEADLINE}</title>{script}</head><body>{body}</body></html>', "https://post.example/a")


@pytest.mark.parametrize(
    "said",
    ["admin", "wp-admin", "web editor", "redaccionweb", "Redaktion", "The Newsroom", "post.example", "Nessford Post", "Super User",
     {"@type": "NewsMediaOrganization", "name": "Nessford Post Online"}]
)  # fmt: skip
def test_a_printed_name_goes_before_that_of_the_outlet_its_desk_and_its_system(said: object) -> None:
    assert read('<div class="byline">By Jane Roe</div>', said).authors == ("Jane Roe",)


@pytest.mark.parametrize("said", ["Redaktion", "Nessford Post", {"@type": "Organization", "name": "Ness Wire"}])
def test_where_nobody_is_printed_the_page_is_believed(said: object) -> None:
    assert read("", said).authors == (said["name"] if isinstance(said, dict) else said,)


def test_a_desk_that_is_printed_does_not_hide_who_signs_at_the_end() -> None:
    found = read("<div class=byline>Par Redaction</div>", "Redaction", under="<p>Awa Ndiaye (correspondante)</p>", lang="fr")
    assert found.authors == ("Awa Ndiaye",)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Roe and Tom Lee", ["Jane Roe", "Tom Lee"]),
        ("By <a href=/a/roe>Jane Roe</a>, <a href=/a/lee>Tom Lee</a>", ["Jane Roe", "Tom Lee"]),
        ("By Jane Roe and The Post", ["Jane Roe"]),
        ("By Jane Roe, Local Democracy Reporter", ["Jane Roe"]),
        ("Jane Roe, ABN North West", ["Jane Roe"]),
    ],
)
def test_a_second_name_is_taken_from_the_printed_byline_and_an_outlet_is_not(byline: str, names: list[str]) -> None:
    assert list(read(f"<p class=byline>{byline}</p>", "Jane Roe").authors) == names


@pytest.mark.parametrize(
    ("over", "names"),
    [
        ("<div class=by-line>Jane Roe</div>", ["Jane Roe"]),
        ("<p>Words by Jane Roe</p>", ["Jane Roe"]),
        ("<p>Article rédigé par Inès Delcourt avec Bruno Roux</p>", ["Inès Delcourt", "Bruno Roux"]),
        ("<p>Texto: Ana Ruiz · Fotos: Luis Mora</p>", ["Ana Ruiz"]),
        ("<div>Piše: M. Tadić</div>", ["M. Tadić"]),
        ("<div class=x>11.02.2031 | 09:26 Автор: Анна Колева 12840 прочитания 9 коментара</div>", ["Анна Колева"]),
        ("<div class=m><span>By Jane Roe</span><span>14 April 2031</span><span>6 min read</span></div>", ["Jane Roe"]),
        ("<div class=authordate><span>Lies Maes</span><time>wo 08 okt 2031</time><time>12:48</time></div>", ["Lies Maes"]),
        ("<div class=authors><span>Avtor</span><b>Jana Zupan</b> / STA</div>", ["Jana Zupan"]),
        ("<div><span>A. Hadžić</span><span>12. 5. 2031. u 13:37</span></div>", ["A. Hadžić"]),
        ("<div class=meta><span>Текст</span><a href=/uk/avtory/oksana>Оксана Гриценюк</a></div>", ["Оксана Гриценюк"]),
        ("<div class=x><a href=mailto:jane.roe@post.example>Jane Roe</a><span>Send feedback</span></div>", ["Jane Roe"]),
        ("<p class=x>By <a href=/profile/roe>Jane Roe</a></p><p class=x><a href=/profile/lee>Tom Lee</a></p>", ["Jane Roe", "Tom Lee"]),
        ("<div>Jane Roe</div><div>Staff Reporter</div>", ["Jane Roe"]),
        ('<div class="author-name"><a href="/author/kayal/">கயல்விழி முருகன்</a></div>', ["கயல்விழி முருகன்"]),
    ],
)  # fmt: skip
def test_names_are_found_beside_what_is_glued_to_them(over: str, names: list[str]) -> None:
    assert list(read(over).authors) == names


@pytest.mark.parametrize("over", ["<div>Listen to this•3 min</div>", "<div>A- A+ Print Share</div>", "<p>P.O. Box 9, Ness</p>"])
def test_what_stands_beside_a_time_is_no_name(over: str) -> None:
    assert read(f"{over}<div>12 March 2031</div>").authors == ()


def test_a_name_in_letters_that_vietnamese_marks_twice_closes_the_text() -> None:
    assert read("", under="<p>Đỗ Minh Khuê</p>", lang="vi").authors == ("Đỗ Minh Khuê",)


def test_a_line_break_parts_words_where_a_line_is_parted_at_its_seams() -> None:
    tree = LexborHTMLParser("<body><p>By Jane Roe in<br>the harbour<span>14 April</span></p>")
    assert seams.apart(blocks(tree).lines[0], " ") == "By Jane Roe in the harbour 14 April"


def test_a_line_of_labels_and_a_line_of_its_own_name_who_reports() -> None:
    assert labelled("2031年06月18日 08:45:12 来源：青麓日报 作者：陶思源 杨立群 点击：") == ("陶思源", "杨立群")
    assert labelled("2031年06月18日 来源：青麓日报") == labelled("作者") == ()
    found = read("", text=("<p>記者蔡宜庭／高雄報導</p>", *TEXT), lang="zh")
    assert found.authors == ("蔡宜庭",) and "蔡宜庭" not in found.body


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("〔記者林小美／高雄報導〕眷村旁的老湯麵，明天就要熄火。", ("林小美",)),
        ("新网东营9月25日电 （记者孟凡、苏雨桐）九月下旬，黄河入海口的风带着咸味。", ("孟凡", "苏雨桐")),
        ("(울진=통신) 김하나 기자 = 숲을 잃은 마을이 참나무를 심기로 했다.", ("김하나",)),
        ("记者从会上了解到，今年的收成很好。", ()),
        ("The reporter (記者) went home.", ()),
    ],
)
def test_an_opening_in_the_manner_of_east_asian_agencies_names_who_reports(text: str, names: tuple[str, ...]) -> None:
    assert reporters(text) == names
