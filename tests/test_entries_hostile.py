"""Documents made to harm a reader, and documents spoilt at random: bounded time, bounded lists, never an exception."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from costs import bounded
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.wire.entries import Listing, NotAFeed, entries

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
URL = "https://www.harbour-gazette.example/feed"
HEAD, TAIL = b"<rss version='2.0'><channel><title>Harbour Gazette</title>", b"</channel></rss>"
ITEM = b"<item><title>Ferry</title><link>https://www.harbour-gazette.example/a</link></item>"
MB = 1 << 20
SECONDS = 8  # of CPU; the slowest takes 2 on a free core

HOSTILE = {
    "5 MB of brackets": HEAD + b"<" * 5 * MB + TAIL,
    "5 MB of ampersands": HEAD + b"<item><title>" + b"&" * 5 * MB + b"</title></item>" + TAIL,
    "5 MB of escaped ampersands": HEAD + b"<item><title>" + b"&amp;amp;" * (5 * MB // 9) + b"</title></item>" + TAIL,
    "1 MB of CDATA openings": HEAD + b"<![CDATA[" * (MB // 9) + TAIL,
    "comment openings": HEAD + b"<!--" * (MB // 4) + TAIL,
    "an unclosed comment": HEAD + b"<!--" + b"x" * MB,
    "200k link openings": HEAD + b"<link" * 200_000 + TAIL,
    "200k attributes": HEAD + b"<item " + b" ".join(b"a%d=''" % n for n in range(200_000)) + b"/>" + TAIL,
    "200k attributes in broken XML": HEAD + b"& <item " + b" ".join(b"a%d=''" % n for n in range(200_000)) + b"/>" + TAIL,
    "100k namespaces": HEAD + b"".join(b"<a xmlns:n%d='u:%d'/>" % (n, n) for n in range(100_000)) + TAIL,
    "nested 100k deep": HEAD + b"<a>" * 100_000 + b"</a>" * 100_000 + TAIL,
    "nested 100k deep, open": HEAD + b"<a>" * 100_000,
    "10k bases": b"<rss>" + b"<a xml:base='a/'>" * 10_000 + b"</a>" * 10_000 + b"</rss>",
    "a 10 MB attribute": HEAD + b"<item a='" + b"x" * 10 * MB + b"'/>" + TAIL,
    "a 10 MB element name": HEAD + b"<" + b"x" * 10 * MB + b"/>" + TAIL,
    "a 20 MB title": HEAD + b"<item><title>" + b"x " * 10 * MB + b"</title></item>" + TAIL,
    "a 1 MB date": HEAD + b"<item><pubDate>" + b"1" * MB + b"</pubDate></item>" + TAIL,
    "20k dates of no kind": HEAD + b"".join(b"<item><pubDate>day %d of spring</pubDate></item>" % n for n in range(20_000)) + TAIL,
    "2 MB of lines before the root": b"\n" * 2 * MB + HEAD + ITEM + TAIL,
    "100k declarations": b"<?xml" * 100_000 + HEAD + ITEM + TAIL,
    "200k closed doctypes": b"<!DOCTYPE a>" * 200_000 + HEAD + ITEM + TAIL,
    "200k closed doctypes in a feed": HEAD + b"<!DOCTYPE a>" * 200_000 + ITEM + TAIL,
    "200k instructions": HEAD + b"<?a?>" * 200_000 + ITEM + TAIL,
    "100k doctypes": b"<!DOCTYPE" * 100_000 + HEAD + ITEM + TAIL,
    "100k categories": HEAD + b"<item><title>Ferry</title>" + b"<category>a</category>" * 100_000 + b"</item>" + TAIL,
    "100k links in an item": HEAD + b"<item>" + b"<link>javascript:x</link>" * 100_000 + b"</item>" + TAIL,
    "100k authors": HEAD + b"<item>" + b"".join(b"<author>a%d</author>" % n for n in range(100_000)) + b"</item>" + TAIL,
    "1,000 nested bodies": HEAD + (b"<item><description>" + b"&lt;i&gt;" * 5_000 + b"</description></item>") * 500 + TAIL,
    "unclosed tags in a body": HEAD + b"<item><description>" + b"&lt;a " * 100_000 + b"</description></item>" + TAIL,
    "JSON nested 200k deep": b'{"items":' + b"[" * 200_000,
    "JSON with a long number": b'{"items":[{"id":' + b"1" * 100_000 + b',"title":"Ferry"}]}',
    "JSON that is none": b'{"items": [NaN, Infinity, {"title": "Ferry"}',
    "a text sitemap of 1M lines": b"https://www.harbour-gazette.example/a\n" * 500_000,
    "33 MB": HEAD + b" " * 33 * MB + TAIL,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_bounded(name: str) -> None:
    with bounded(SECONDS):
        found = entries(HOSTILE[name], URL, now=NOW)
    if isinstance(found, Listing):
        assert len(found.entries) <= 1000
        assert all(len(e.headline) <= 1000 and len(e.summary) <= 2000 and len(e.authors) <= 16 for e in found.entries)


def test_of_300_000_items_the_newest_thousand_of_the_first_fifty_thousand_are_kept() -> None:
    dated = [
        f"<item><link>/{n}</link><pubDate>{(NOW - timedelta(minutes=n * 7 % 50_000)).isoformat()}</pubDate></item>" for n in range(50_000)
    ]
    body = HEAD.decode() + "".join(dated) + "<item><link>/late</link><pubDate>2026-11-24</pubDate></item>" * 250_000 + TAIL.decode()
    with bounded(SECONDS):
        found = entries(body.encode(), URL, now=NOW)
    assert isinstance(found, Listing)
    assert found.partial
    assert len(found.entries) == 1000
    assert min(e.published for e in found.entries if e.published) >= NOW - timedelta(minutes=1000)


def test_a_thousand_newest_are_kept_in_the_order_of_the_feed() -> None:
    days = [(n * 37) % 1500 for n in range(1500)]
    items = "".join(f"<item><link>/{day}</link><pubDate>{(NOW - timedelta(days=day)).isoformat()}</pubDate></item>" for day in days)
    found = entries(HEAD + items.encode() + TAIL, URL, now=NOW)
    assert isinstance(found, Listing)
    assert [int(e.url.rsplit("/", 1)[1]) for e in found.entries if e.url] == [day for day in days if day < 1000]
    assert found.partial


def test_a_sitemap_index_of_many_is_bounded_and_the_newest_comes_first() -> None:
    rows = "".join(
        f"<sitemap><loc>https://www.harbour-gazette.example/{n}.xml</loc><lastmod>{2000 + n % 26}-01-01</lastmod></sitemap>"
        for n in range(5000)
    )
    found = entries(f"<sitemapindex>{rows}</sitemapindex>".encode(), URL, now=NOW)
    assert isinstance(found, Listing)
    assert found.kind == "index"
    assert len(found.children) == 1000
    assert found.children[0] == "https://www.harbour-gazette.example/25.xml"


SEEDS = [path.read_bytes() for path in sorted((Path(__file__).parent / "feeds").iterdir())]


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), max_size=8),
    st.sampled_from(["", "front"]),
)
def test_a_spoilt_document_never_raises(seed: bytes, cuts: list[tuple[float, int, bytes]], kind: str) -> None:
    body = bytearray(seed)
    for place, length, put in cuts:
        at = int(place * len(body))
        body[at : at + length] = put
    found = entries(bytes(body), URL, kind=kind, now=NOW)
    if isinstance(found, Listing):
        for entry in found.entries:
            for text in (entry.headline, entry.summary, entry.guid, *entry.authors):
                text.encode()  # no lone surrogate is left
                assert "\x00" not in text
            assert entry.url is None or entry.url.startswith(("http://", "https://"))
            assert all(
                when is None or datetime(1990, 1, 1, tzinfo=UTC) <= when <= NOW + timedelta(days=1)
                for when in (entry.published, entry.updated)
            )
    else:
        assert isinstance(found, NotAFeed)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=4), max_leaves=6
)
NAMES = st.sampled_from(
    ["version", "title", "items", "id", "url", "date_published", "authors", "author", "name", "hubs", "language", "content_html"]
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(NAMES, JSON, max_size=6), st.lists(st.dictionaries(NAMES, JSON, max_size=6), max_size=4))
def test_a_json_feed_of_any_types_never_raises(feed: dict[str, object], items: list[dict[str, object]]) -> None:
    found = entries(json.dumps({**feed, "items": items}).encode(), URL, now=NOW)
    assert isinstance(found, Listing)
    assert len(found.entries) == len(items)
