"""Does every broken page have its expected end, in time and in bounded memory?"""

from __future__ import annotations

import os
import resource
from datetime import UTC, datetime
from functools import cache

import pytest
from broken import NOTHING, PAGES, Broken
from costs import bounded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_page_cases import got

import wirecopy
from wirecopy.demo import wire

SECONDS, MEGABYTES = 2.0, 400
URL = "https://post.example/harbours/ferry-landing"


def read(page: bytes | str) -> wirecopy.Article | str:
    """The article, or the name of the error class; never longer than the limit, in processor time."""
    with bounded(SECONDS):
        try:
            return wirecopy.read(page, URL)
        except ValueError as error:
            assert isinstance(error, wirecopy.Unreadable)
            assert str(error).endswith(".")
            return type(error).__name__


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    wirecopy.read("<p>The parsers and the language model load with the first page, and that page pays for all.</p>")


@pytest.mark.parametrize("broken", PAGES, ids=lambda broken: broken.name)
def test_a_broken_page_has_its_end(broken: Broken) -> None:
    page = broken.make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    article = read(page)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
    if isinstance(article, str):
        assert article == broken.end
    elif broken.end == NOTHING:
        assert (article.headline, article.body) == (None, "")
    else:
        assert isinstance(broken.end, dict)
        found = {name: got(article, name, wanted) for name, wanted in broken.end.items()}
        assert found == {name: [] if name.endswith("_lacks") else wanted for name, wanted in broken.end.items()}


def test_there_are_broken_pages_enough() -> None:
    assert len(PAGES) >= 60
    assert len({broken.name for broken in PAGES}) == len(PAGES)


@cache
def demo_pages() -> list[bytes]:
    """A page of each outlet of the sample wire, and a few more."""
    built = wire.build(datetime(2026, 3, 3, 12, tzinfo=UTC))
    found = [reply.body for (_, path), reply in sorted(built.before.replies.items()) if "html" in reply.content_type and len(path) > 12]
    return found[:: max(1, len(found) // 40)]


SPLINTERS = [
    b"<", b">", b"</", b"<!--", b"-->", b"<script>", b"</script>", b"<style>", b"<p>", b"</p>", b"<div>" * 400, b"</div>" * 40,
    b"<table><tr><td>", b"<article>", b"<h1>", b"<a href='", b"<![CDATA[", b"<svg><title>", b"<template>", b"<select>", b"<plaintext>",
    b"<body>", b"&#", b"&amp", b'"', b"'", b"\x00", b"\xff\xfe", b"\xe2\x80", b"\xed\xa0\x80", "\u202e\u200d".encode(),
    b"{", b"]", b"\\u", b"{\"@type\":",
    b"itemprop='", b"datetime='", b"\n\n", b"9" * 400, b" " * 5000, b"x" * 5000, b"<b>" * 60, b"<meta charset=utf-7>", b"<base href='//['>",
    b"<img src=x>" * 50,
]  # fmt: skip
blows = st.tuples(st.sampled_from(["cut", "drop", "double", "put", "flip"]), st.floats(0, 1), st.floats(0, 0.2), st.sampled_from(SPLINTERS))


def struck(page: bytes, blow: tuple[str, float, float, bytes]) -> bytes:
    """The page after one blow at a place, both given as shares of its length."""
    what, place, share, splinter = blow
    start = int(place * len(page))
    stop = start + int(share * len(page))
    if what == "cut":
        return page[:start]
    if what == "drop":
        return page[:start] + page[stop:]
    if what == "double":
        return page[:stop] + page[start:]
    if what == "put":
        return page[:start] + splinter + page[start:]
    return page[:start] + bytes(byte ^ 0x20 for byte in page[start : start + 9]) + page[start + 9 :]


FUZZ = settings(
    max_examples=int(os.environ.get("FUZZ", "60")), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)  # FUZZ=50000 pytest tests/test_broken_pages.py -k blow runs for some ten minutes


@FUZZ
@given(st.data(), st.lists(blows, min_size=1, max_size=8))
def test_no_blow_to_a_page_breaks_the_reader(data: st.DataObject, many: list[tuple[str, float, float, bytes]]) -> None:
    page = data.draw(st.sampled_from(demo_pages()))
    for blow in many:
        page = struck(page, blow)
    article = read(page)
    if not isinstance(article, str):
        assert wirecopy.Article.from_dict(article.as_dict()) == article
        assert "\ufffe" not in article.body
        article.body.encode()  # no lone surrogates
