"""What may stand on a page of ours."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.wire import clean


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
    start = time.process_time()
    assert len(clean.html(bomb)) < 1_400_000
    assert time.process_time() - start < 2


@given(st.text(max_size=300))
def test_cleaned_html_is_clean(text: str) -> None:
    cleaned = clean.html(f"<p>{text}</p><a href='{text}'>x</a>")
    assert clean.html(cleaned) == cleaned
    assert "<script" not in cleaned.lower()


@given(st.text(alphabet=st.characters(), max_size=200))
def test_plain_text_can_be_stored(text: str) -> None:
    plain = clean.plain(text)
    plain.encode("utf-8")
    assert plain == clean.plain(plain)
    assert "\x00" not in plain
