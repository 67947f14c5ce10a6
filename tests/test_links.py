"""Which page is meant by an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.wire import links


@pytest.mark.parametrize(
    ("address", "base", "expected"),
    [
        ("HTTP://Post.Example:80/a/../b?utm_source=x&id=7&fbclid=9#top", None, "http://post.example/b?id=7"),
        ("https://post.example:443/", None, "https://post.example/"),
        ("/story?ref=rss", "https://post.example/front", "https://post.example/story"),
        ("?page=2", "https://post.example/front?x=1", "https://post.example/front?page=2"),
        ("https://post.example/a?ref=old-town", None, "https://post.example/a?ref=old-town"),
        ("https://bücher.example/ä", None, "https://xn--bcher-kva.example/%C3%A4"),
        ("javascript:alert(1)", "https://post.example/", None),
        ("mailto:desk@post.example", None, None),
        ("https://user:secret@post.example/", None, None),
        ("http://", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_an_address_has_one_form(address: str | None, base: str | None, expected: str | None) -> None:
    assert links.canonical(address, base) == expected


def test_scheme_www_and_last_slash_make_no_other_page() -> None:
    assert links.same_page("http://www.post.example/a/?utm_medium=feed", "https://post.example/a")
    assert not links.same_page("https://post.example/a?id=1", "https://post.example/a?id=2")
    assert not links.same_page(None, None)


@given(st.text(max_size=200), st.none() | st.text(max_size=50))
def test_any_text_gives_an_address_that_stays_as_it_is_or_none(text: str, base: str | None) -> None:
    found = links.canonical(text, base)
    assert found is None or links.canonical(found) == found
