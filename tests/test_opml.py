"""Lists of feeds, read and written."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from costs import bounded
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.wire import opml
from wirecopy.wire.opml import Line, NotOpml

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LINES = (
    Line("Harbour Gazette", "https://www.harbour-gazette.example/feed", "https://www.harbour-gazette.example/", "News / The coast"),
    Line("Fähren & Häfen <live>", "https://faehren.example/rss?a=1&b=2", None, "News"),
    Line("Quayside Post", "https://quayside.example/feed"),
)


def test_what_is_written_is_read_back() -> None:
    assert set(opml.read(opml.write("Our wire", LINES, NOW))) == set(LINES)


def test_a_list_says_its_version_title_and_date() -> None:
    root = ElementTree.fromstring(opml.write("Our wire", LINES, NOW))
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "Our wire"
    assert root.findtext("head/dateCreated") == "Tue, 24 Nov 2026 12:00:00 GMT"
    assert [outline.get("text") for outline in root.findall("body/outline")] == ["News", "Quayside Post"]


def test_names_and_passwords_do_not_leave_with_a_list() -> None:
    written = opml.write("x", [Line("Closed", "https://desk:secret@closed.example/feed", "https://desk:secret@closed.example/")], NOW)
    assert b"secret" not in written
    assert b"https://closed.example/feed" in written


def test_a_list_of_another_program_is_read() -> None:
    body = b"""<?xml version="1.0"?><opml version="1.0"><body>
    <outline title="Coast" text="Coast"><outline text="A &amp; B" xmlURL="feed://a.example/feed" htmlurl="a.example"/>
      <outline type="rss" title="Long" text="Short" xmlUrl="feed:https://b.example/feed"/></outline>
    <outline text="same again" xmlUrl="http://a.example/feed"/>
    <outline text="no web" xmlUrl="file:///etc/passwd"/>
    <outline text="script" xmlUrl="javascript:alert(1)"/><outline text="empty" xmlUrl=""/>
    </body></opml>"""
    assert opml.read(body) == (
        Line("A & B", "http://a.example/feed", None, "Coast"),
        Line("Long", "https://b.example/feed", None, "Coast"),
    )


def test_a_list_with_bare_ampersands_that_is_cut_short_is_read_as_far_as_it_goes() -> None:
    body = b'<opml><body><outline text="Fish & Chips" xmlUrl="https://a.example/f?x=1&y=2"/><outline text="B" xmlUrl="https://b.ex'
    assert opml.read(body) == (Line("Fish & Chips", "https://a.example/f?x=1&y=2"),)


BOMB = (
    b'<!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><opml><body><outline text="&b;" xmlUrl="https://a.example/"/></body></opml>'
)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "unknown"),
        (b"<rss><channel/></rss>", "unknown"),
        (b"\x89PNG", "unknown"),
        (BOMB, "refused"),
        (b"<opml><body>" + b"<outline text='x'>" * 5_000 + b"</outline>" * 5_000 + b"</body></opml>", "refused"),
        (b"<opml>" + b" " * (6 << 20), "too_big"),
    ],
    ids=["empty", "a feed", "a picture", "a bomb", "deep", "large"],
)
def test_what_is_no_list_is_told_why(body: bytes, why: str) -> None:
    found = opml.read(body)
    assert isinstance(found, NotOpml)
    assert found.why == why


def test_a_list_is_bounded() -> None:
    rows = b"".join(b"<outline text='x' xmlUrl='http://a.example/%d'/>" % n for n in range(60_000))
    with bounded(5):
        found = opml.read(b"<opml><body>" + rows + b"</body></opml>")
    assert len(found) == 10_000 if isinstance(found, tuple) else False


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.builds(Line, st.text(max_size=30), st.just("https://a.example/f"), st.none() | st.text(max_size=20), st.text(max_size=30)))
)
def test_any_lines_can_be_written(lines: list[Line]) -> None:
    ElementTree.fromstring(opml.write("x\x00", lines, NOW))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [b"<opml>", b"<body>", b"<outline ", b"xmlUrl='", b"https://a.example/", b"'/>", b"&", b"\x00", b"</body>", b"<!--"]
        )
    )
)
def test_any_pieces_of_a_list_can_be_read(pieces: list[bytes]) -> None:
    assert isinstance(opml.read(b"".join(pieces)), (tuple, NotOpml))
