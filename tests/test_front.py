"""Which links of a front page lead to articles? The front pages of tests/fronts carry the answer in their first line."""

from __future__ import annotations

import importlib.util
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from costs import bounded

from wirecopy.wire.entries import Listing, NotAFeed, entries
from wirecopy.wire.front import article_links
from wirecopy.wire.listing import address

FRONTS = sorted((Path(__file__).parent / "fronts").glob("*.html"))
SHARED = Path(os.environ.get("WIRECOPY_SHARED", Path(__file__).resolve().parent.parent.parent / "shared")) / "wire" / "replay.py"
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOME = "https://www.harbour-gazette.example/"


def front(path: Path) -> tuple[str, bytes, list[str]]:
    """The address of a front page, its HTML, and the addresses of its articles."""
    truth, _, html = path.read_bytes().partition(b"\n")
    told = json.loads(truth.removeprefix(b"<!--").removesuffix(b"-->"))
    return told["url"], html, [address(link, told["url"]) or "" for link in told["articles"]]


@pytest.mark.parametrize("path", FRONTS, ids=lambda path: path.stem)
def test_most_articles_of_a_front_page_are_found_and_little_else(path: Path) -> None:
    url, html, truth = front(path)
    found = {entry.url for entry in article_links(html, url)}
    assert len(found & set(truth)) >= 0.8 * len(found), found - set(truth)
    assert len(found & set(truth)) >= 0.8 * len(truth), set(truth) - found


def test_over_all_front_pages_nine_of_ten_links_are_right() -> None:
    right = found = true = 0
    for path in FRONTS:
        url, html, truth = front(path)
        links = {entry.url for entry in article_links(html, url)}
        right, found, true = right + len(links & set(truth)), found + len(links), true + len(truth)
    assert len(FRONTS) >= 12
    assert right / found >= 0.95
    assert right / true >= 0.95


def test_the_front_pages_of_a_recorded_wire_give_up_their_articles() -> None:
    if not SHARED.is_file():
        pytest.skip("no recorded wire: WIRECOPY_SHARED names no folder with wire/replay.py")
    spec = importlib.util.spec_from_file_location("replay", SHARED)
    assert spec is not None and spec.loader is not None
    replay: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(replay)
    right = found = true = 0
    for host, pages in replay.recorded().items():
        home = f"http://{host}/"
        links = {entry.url for entry in article_links(replay.answer(host, "/")[2], home)}
        truth = {address(path, home) for path in pages}
        right, found, true = right + len(links & truth), found + len(links), true + len(truth)
    assert right / found >= 0.95
    assert right / true >= 0.95


PAGE = """<html><body><nav><a href="/news">News</a></nav><main>
<article><a href="/2026/11/23/ferry-returns-to-the-bay/"><img alt="A ferry at dusk"></a>
<a href="/2026/11/23/ferry-returns-to-the-bay/">
<span>Transport</span><h2>Ferry <i>Aurora</i>: back in the bay</h2><p>It sails again from Monday on.</p></a>
<a href="/2026/11/23/ferry-returns-to-the-bay/#comments">14 comments on this</a></article>
<article><h2><a href="/2026/11/22/pier-closes-for-winter/?utm_source=front">Pier closes for the winter months</a></h2></article>
<a href="https://elsewhere.example/2026/11/23/another-paper-wrote-this-story/">Another paper wrote this story today</a>
<a href="mailto:desk@harbour-gazette.example">Write to the desk of this newspaper</a></main></body></html>"""


def test_an_article_is_listed_once_in_the_order_of_the_page_under_its_heading() -> None:
    links = article_links(PAGE.encode(), HOME)
    assert [(link.url, link.headline) for link in links] == [
        (HOME + "2026/11/23/ferry-returns-to-the-bay/", "Ferry Aurora: back in the bay"),
        (HOME + "2026/11/22/pier-closes-for-winter/?utm_source=front", "Pier closes for the winter months"),
    ]


def test_a_front_page_is_a_listing_with_its_title_and_language() -> None:
    page = PAGE.replace("<html>", "<html lang='en-GB'><head><title>Harbour Gazette</title></head>")
    found = entries(page.encode(), HOME, kind="front", now=NOW)
    assert isinstance(found, Listing)
    assert (found.kind, found.title, found.language, found.home, len(found.entries)) == ("front", "Harbour Gazette", "en-GB", HOME, 2)
    assert entries(page.encode(), HOME, now=NOW) == NotAFeed("html", "The document is an HTML page, not a feed.")


def test_relative_links_start_at_the_base_of_the_page() -> None:
    link = b'<a href="2026/11/23/ferry-returns-to-the-bay">Ferry returns to the bay at last</a>'
    html = b'<base href="/news/"><article><h2>' + link + b"</h2></article>"
    assert [link.url for link in article_links(html, HOME)] == [HOME + "news/2026/11/23/ferry-returns-to-the-bay"]


def test_a_page_without_articles_has_none() -> None:
    html = "<html><body><h1>Harbour Gazette</h1><a href='/contact-us'>Contact us</a><a href='/login'>Log in</a></body></html>"
    assert article_links(html.encode(), HOME) == ()


@pytest.mark.parametrize(
    "html",
    [b"", b"\x00\xff\xfe", b"<a href='http://[::1'>x</a><a href='//'>y</a><a href>z</a>", b"<div>" * 100_000, b"<a href=/x>" * 50_000],
    ids=["empty", "no text", "broken addresses", "deep", "many links"],
)
def test_a_hostile_page_is_bounded(html: bytes) -> None:
    with bounded(5):
        assert len(article_links(html, HOME)) <= 1000
