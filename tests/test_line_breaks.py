"""Does a single <br> end a paragraph where a reader sees one end, and nowhere else?"""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire.blocks import Blocks, blocks

FERRY = "The ferry to Ness came back to its port in the early morning, after a night at anchor off the island and nine days in the yard"
SHAFT = "Its shaft was mended in Vik, whose yard had first asked for twice the time and then found the missing part in a shed"


def found(inner: str, tag: str = "p") -> Blocks:
    return blocks(LexborHTMLParser(f"<body><article><{tag}>{inner}</{tag}></article></body>"))


def texts(inner: str, tag: str = "p") -> list[str]:
    return [line.text for line in found(inner, tag).lines]


@pytest.mark.parametrize("tag", ["p", "div", "td"])
def test_sentences_end_paragraphs(tag: str) -> None:
    inner = f"{FERRY}.<br>{SHAFT}.”<br>\nNobody was hurt."
    wanted = [f"{FERRY}.", f"{SHAFT}.”", "Nobody was hurt."]
    assert texts(f"<table><tr><td>{inner}</td></tr></table>" if tag == "td" else inner, "div" if tag == "td" else tag) == wanted


@pytest.mark.parametrize("head", ["<b>The part was in a shed</b>", "By Ada Holm", "DA NOSTRA INVIATA", "The part was in a shed"])
def test_a_heading_or_byline_ends_where_the_text_under_it_begins(head: str) -> None:
    assert texts(f"{head}<br>{FERRY}.") == [head.removeprefix("<b>").removesuffix("</b>"), f"{FERRY}."]


def test_a_bold_heading_ends_before_a_short_text_too() -> None:
    assert texts("<strong>Free again</strong><br>He swam away") == ["Free again", "He swam away"]


def test_bold_lines_are_parted_from_others_and_from_each_other() -> None:
    inner = "News from the coast<br><b>Ferry back in port</b><br><b>By Ada Holm</b><br><i>Staff Writer</i>"
    assert texts(inner) == ["News from the coast", "Ferry back in port", "By Ada Holm", "Staff Writer"]
    assert texts("<b>Ferry back in port<br>after nine days</b>") == ["Ferry back in port after nine days"]


def test_a_typed_text_is_parted_by_empty_lines() -> None:
    typed = "HALIFAX (TPW) -- A diary found in the wall\nof a lighthouse &amp; inn.\n\n   It was kept\n   by its keeper.\n \t\nThe end."
    first = "HALIFAX (TPW) -- A diary found in the wall of a lighthouse & inn."
    assert texts(typed, "pre") == [first, "It was kept by its keeper.", "The end."]


def test_a_sign_of_chinese_or_japanese_counts_for_three_letters() -> None:
    text = "組合をつくったきっかけは豊作だった。値崩れで出荷をあきらめた分を雪に埋めたところ、翌春に掘り出したら甘かった。"
    assert texts(f"■きっかけは豊作<br>{text}") == ["■きっかけは豊作", text]


def test_points_begin_lines() -> None:
    points = ["* 67 cents, from 68", "* 101 yen, from 102", "\u2022 60 pence"]
    assert texts("<br>".join(points)) == points


@pytest.mark.parametrize(
    "inner",
    ["Over the sea the boats went out<br>and none of them came home<br>until the wind had turned about", f"{FERRY[:60]}<br>{FERRY[60:]}",
     "Harbour Board<br>Quay 4<br>9950 Ness", "Photo: Ada Holm<br>Text: Ola Berg",
     f"<a href=/x>The part was in a shed</a><br>{SHAFT}."]
)  # fmt: skip
def test_verses_wrapped_lines_and_addresses_stay_one(inner: str) -> None:
    assert len(texts(inner)) == 1


@pytest.mark.parametrize("tag", ["h2", "li", "figcaption", "dd"])
def test_a_heading_an_item_and_a_caption_stay_one(tag: str) -> None:
    assert texts(f"{FERRY}.<br>{SHAFT}.", tag) == [f"{FERRY}. {SHAFT}."]


def test_marks_and_links_go_with_their_words_and_pictures_keep_their_place() -> None:
    link, written = "https://a.example/?x=1&y=2", '<a href="https://a.example/?x=1&amp;y=2"'
    linked = f"{written}>Its <b>shaft</b> was mended.<br>More &lt;here&gt;</a>."
    page = found(f"<p>{FERRY}.<br>{linked}</p><img src=x.jpg><p>The end.</p>", "div")
    first, second, third, _ = page.lines
    assert (first.hrefs, first.link_share) == ((), 0.0)
    assert (second.text, second.hrefs, second.link_share) == ("Its shaft was mended.", (link,), pytest.approx(0.9, abs=0.1))
    assert (third.text, third.hrefs) == ("More <here>.", (link,))
    assert third.html(None) == f'{written} rel="nofollow noopener">More &lt;here&gt;</a>.'
    assert [picture.before for picture in page.pictures] == [3]
