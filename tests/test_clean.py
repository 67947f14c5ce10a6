"""What may stand on a page of ours."""

from __future__ import annotations

from html import escape

import pytest
from costs import bounded
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import wirecopy
from wirecopy.wire import clean, gate
from wirecopy.wire.blocks import blocks


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p onclick='x()'>A <b>pier</b><script>steal()</script></p>", "<p>A <b>pier</b></p>"),
        ("<a href='javascript:x()'>go</a>", '<a rel="nofollow noopener">go</a>'),
        ("<a href='/b?utm_id=1' target=_top>go</a>", '<a href="https://post.example/b" rel="nofollow noopener">go</a>'),
        ("<svg><a xlink:href='javascript:x()'>t</a></svg><img src=x onerror=y><iframe src=z></iframe>", ""),
        ("<div><font color=red>old</font> <span style='x'>text</span></div>", "old text"),
        ("<td colspan=2 style='x'>1</td>", "1"),
        ("a \u202e\u0000b<br>c", "a b<br>c"),
    ],
)
def test_only_the_marks_of_a_news_text_are_kept(fragment: str, expected: str) -> None:
    assert clean.html(fragment, "https://post.example/a") == expected


def test_plain_text_is_composed_and_without_invisible_marks() -> None:
    assert clean.plain(" Zu\u0308rich\u200b \n\t is\u00ad\u202e fine \ud800") == "Zürich is fine"
    assert clean.plain("می\u200cخواهم a\u200cb") == "می\u200cخواهم ab"


@pytest.mark.parametrize("bomb", ["<b>" * 5000, "&" * 50_000, "x" * 1_000_000, "<div><p>" * 300_000])
def test_a_bomb_comes_back_small_and_soon(bomb: str) -> None:
    with bounded(2):
        assert len(clean.html(bomb)) < 1_400_000


@given(st.text(max_size=300))
def test_cleaned_html_is_clean(text: str) -> None:
    cleaned = clean.html(f"<p>{text}</p><a href='{text}'>x</a>")
    assert clean.html(cleaned) == cleaned
    assert "<script" not in cleaned.lower()


@given(st.text(alphabet=st.sampled_from("ab &<>\"'\u00a0\u00ad\u200b\u202e\r\n\u0301é\u2028"), min_size=1, max_size=40))
def test_a_line_without_marks_is_as_clean_as_one_with_them(text: str) -> None:
    for line in blocks(LexborHTMLParser(f"<p>a{escape(text)}</p>")).lines:
        assert line.html(None) == clean.html("".join(line.parts))


def test_a_page_without_a_bomb_passes_the_gate_as_it_is_and_a_bomb_does_not() -> None:
    bomb = "<p " + " ".join(f"a{n}" for n in range(9000)) + ">"
    page = f"<html><body><script>{'x ' * 9000}</script><p>The pier is open.</p></body></html>"
    assert gate.admitted(page) == page.encode()
    assert gate.admitted(page + bomb) == f"{page}<".encode()
    assert gate.admitted("<bOdY a=1>" * 25) == b"<bOdY a=1>" * gate.MOST_ROOTS + b"<" * 5


TAGS = ("<b ", "<B/", "<strong\n", "<ht", "<HTML>", "<body ", "<Body>", "<i>", "<", "x", "<font a>", "<CODE\t", "<nobr ", "<span ", "ü")


@given(st.lists(st.sampled_from(TAGS)).map("".join) | st.text(alphabet="<bBiIoOgGtThH/ ", max_size=30))
def test_a_quick_look_counts_all_tags_and_no_fewer_of_a_kind_than_there_are(page: str) -> None:
    source = page.encode()
    tags, formatting, roots = gate.counted(source, gate.opened(source))
    assert tags == source.count(b"<")
    assert formatting >= len(gate.FORMATTING.findall(source)) and roots >= len(gate.ROOT.findall(source))


def test_a_page_of_endless_lines_is_read_in_part_and_says_so() -> None:
    wirecopy.read("<p>The parsers load with the first page.")
    page = "<html><body><h1>The pier is open</h1>" + "<p>It was mended in the spring, and it has been open from then on." * 40_000
    with bounded(2):
        article = wirecopy.read(page)
    assert article.found_in["body"] == "page, of which 8,000 lines were read"


@given(st.text(alphabet=st.characters(), max_size=200))
def test_plain_text_can_be_stored(text: str) -> None:
    plain = clean.plain(text)
    plain.encode("utf-8")
    assert plain == clean.plain(plain)
    assert "\x00" not in plain
