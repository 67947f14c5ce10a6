"""Does bad input end in a clear line or a stumble, with the road going on beside it?"""

from __future__ import annotations

import gzip
import logging
import os
import resource
import time
import zlib
from datetime import UTC, datetime

import pytest
from django.db import connection
from roads import add, bad_wire, run

import wirecopy
from wirecopy import parts
from wirecopy.wire import announce, work
from wirecopy.wire.models import Copy, Feed, Reading, Stumble, Take

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "The harbour board of Ness met on Tuesday and put off the vote on the new crane until the survey of the quay is done. "
HEAD = "<html><head><title>Crane vote put off</title></head>"
GOOD = f"{HEAD}<body><article><h1>Crane vote put off</h1>{f'<p>{TEXT}</p>' * 4}</article></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/rss+xml"}


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>Ness Post</title>{''.join(items)}</channel></rss>".encode()


def item(host: str, path: str = "/a", more: str = "") -> str:
    return f"<item><title>Crane vote</title><link>http://{host}{path}</link>{more}</item>"


def good(host: str, path: str):
    if path == "/robots.txt":
        return 404, {}, b""
    return (200, XML, feed(item(host))) if path == "/feed.xml" else (200, HTML, GOOD.encode())


@pytest.fixture
def road(data, settings):
    """Run the road over hosts that answer as given, beside one good outlet whose copy must come through each time."""

    def go(answer, *hosts: str, **given: object) -> None:
        def either(host: str, path: str):
            return good(host, path) if host == "good.example" or path == "/robots.txt" else answer(host, path)

        with bad_wire(either) as proxy:
            settings.WIRECOPY = {**settings.WIRECOPY, "PROXY": proxy, "DELAY": 0.0, "FETCH_SECONDS": 3.0, **given}
            work.readers.cache_clear()
            for host in (*hosts, "good.example"):
                add(f"http://{host}/feed.xml", name=host)
            run(settings)
            work.readers().close()
        assert Reading.objects.filter(take__copy__url="http://good.example/a").exists()

    return go


def why(host: str) -> str:
    """The one word of a host's only stumble."""
    found = Stumble.objects.filter(feed__url__contains=host) | Stumble.objects.filter(copy__url__contains=host)
    found |= Stumble.objects.filter(take__copy__url__contains=host)
    assert found.count() == 1, [str(s) for s in found]
    stumble = found.get()
    assert len(stumble.sentence) > 10
    return stumble.why


def page_answer(reply):
    """Hosts whose feed is good and whose page is `reply`."""
    return lambda host, path: (200, XML, feed(item(host))) if path == "/feed.xml" else reply


def test_a_feed_that_is_not_a_feed(road):
    road(lambda host, path: (200, HTML, GOOD.encode()), "page.example")
    assert why("page.example") == "html"


def test_a_page_of_50_mb(road):
    road(page_answer((200, HTML, b"<p>" + b"x" * 50_000_000)), "big.example")
    assert why("big.example") == "too-large"


def test_a_redirect_loop(road):
    road(lambda host, path: (302, {"Location": f"http://{host}/feed.xml"}, b""), "loop.example")
    assert why("loop.example") == "redirects"


def test_a_redirect_to_this_machine(road):
    road(lambda host, path: (302, {"Location": "http://127.0.0.1:22/"}, b""), "inside.example")
    assert why("inside.example") == "blocked-address"


def test_a_host_that_hangs_delays_no_other(road):
    began = time.monotonic()
    road(lambda host, path: None, "silent.example")
    assert why("silent.example") == "timeout"
    assert time.monotonic() - began < 12


def test_a_page_whose_charset_lies_is_read_right(road):
    words = "Havnestyret i Ness utsatte avstemningen om den nye kranen til målingen av kaia er ferdig på tirsdag. "
    page = f"<html><head><meta charset='utf-8'></head><body><article><h1>Kranen må vente på måling</h1>{f'<p>{words}</p>' * 4}</article>"
    road(page_answer((200, {"Content-Type": "text/html; charset=utf-8"}, page.encode("windows-1252"))), "lies.example")
    reading = Reading.objects.get(take__copy__url="http://lies.example/a")
    assert reading.headline == "Kranen må vente på måling"
    assert "målingen av kaia" in reading.article["body"]


def test_a_compressed_bomb(road):
    packer = zlib.compressobj(9, wbits=31)
    block = bytes(10_000_000)
    bomb = b"".join(packer.compress(block) for _ in range(100)) + packer.flush()  # 1 GB in 1 MB
    assert len(bomb) < 1_100_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    road(page_answer((200, {**HTML, "Content-Encoding": "gzip"}, bomb)), "bomb.example")
    assert why("bomb.example") in ("bomb", "too-large")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB


def test_nul_characters_reach_no_row(road):
    road(page_answer((200, HTML, GOOD.replace("harbour", "har\x00bour").encode())), "nul.example")
    reading = Reading.objects.get(take__copy__url="http://nul.example/a")
    assert "\x00" not in str(reading.article) and "harbour board" in reading.article["body"]


def test_dates_that_cannot_be_are_no_dates(road):
    dates = ("Thu, 01 Jan 1970 00:00:00 GMT", "Sat, 01 Jan 2090 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 +0000")
    items = [item("dates.example", f"/{n}", f"<pubDate>{date}</pubDate>") for n, date in enumerate(dates)]
    road(lambda host, path: (200, XML, feed(*items)) if path == "/feed.xml" else (200, HTML, GOOD.encode()), "dates.example")
    copies = Copy.objects.filter(url__contains="dates.example")
    assert [copy.given_at for copy in copies] == [None, None, None]
    assert Reading.objects.filter(take__copy__in=copies).count() == 3


def test_two_entries_with_one_guid_are_two_copies(road):
    items = [item("guids.example", path, "<guid isPermaLink='false'>same</guid>") for path in ("/a", "/b")]
    road(lambda host, path: (200, XML, feed(*items)) if path == "/feed.xml" else (200, HTML, GOOD.encode()), "guids.example")
    assert Copy.objects.filter(url__contains="guids.example").count() == 2


def test_an_entry_without_a_link_is_passed_over_with_a_line(road, caplog):
    items = ["<item><title>No link here</title></item>", item("links.example")]
    with caplog.at_level(logging.INFO, "wirecopy.collect"):
        road(lambda host, path: (200, XML, feed(*items)) if path == "/feed.xml" else (200, HTML, GOOD.encode()), "links.example")
    assert Copy.objects.filter(url__contains="links.example").count() == 1
    assert any("without an address were passed over" in record.getMessage() for record in caplog.records)


def test_a_fault_of_ours_at_one_feed_is_a_stumble_there_and_leaves_it_alone_for_a_while(road, monkeypatch):
    judge = announce.judge_poll

    def faulty(feed, answer, at):
        if "fault.example" in feed.url:
            raise KeyError("planted")
        return judge(feed, answer, at)

    monkeypatch.setattr(announce, "judge_poll", faulty)
    road(lambda host, path: (200, XML, feed(item(host))), "fault.example")
    assert why("fault.example") == "fault"
    assert Feed.objects.get(url__contains="fault.example").due_at > datetime.now(UTC)


def test_a_page_that_is_no_page(road):
    road(page_answer((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7")), "pdf.example")
    assert why("pdf.example") == "not-a-page"


def test_a_page_nested_too_deep_is_refused(road):
    road(page_answer((200, HTML, b"<div>" * 100_000 + b"x")), "deep.example")
    assert why("deep.example") == "unreadable"


def test_a_page_that_is_gone_is_not_asked_for_again(road):
    road(page_answer((410, HTML, b"gone")), "gone.example")
    assert why("gone.example") == "status-410"
    assert Stumble.objects.get(copy__url__contains="gone.example").again_at is None


def test_gzip_cut_short_is_no_page(road):
    whole = gzip.compress(GOOD.encode() * 50)
    road(page_answer((200, {**HTML, "Content-Encoding": "gzip"}, whole[: len(whole) // 2])), "cut.example")
    assert why("cut.example") == "cut-short"


def test_a_full_disk_is_a_stumble_and_small_pages_still_come_through(road):
    page = GOOD.encode() + b"<!--" + os.urandom(4_000_000).hex().encode() + b"-->"
    wirecopy.read(GOOD)  # loads the language model, which unpacks itself through a temporary file
    if connection.vendor == "sqlite":  # what earlier tests wrote is not to fill the disk
        with connection.cursor() as cursor:
            for deed in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(deed)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, limits[1]))  # no file may grow past this: the kernel's own refusal
    try:
        road(page_answer((200, HTML, page)), "full.example")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert why("full.example") == "disk"
    assert not Take.objects.filter(copy__url__contains="full.example").exists()
    assert Copy.objects.get(url__contains="full.example").due_at > datetime.now(UTC)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a read-only database is set up here for SQLite")
def test_a_read_only_database_is_said_in_one_line_and_waited_out(data, settings, caplog, monkeypatch):
    add("http://good.example/feed.xml")
    monkeypatch.setattr(parts, "PAUSE", 0.1)
    stop = parts.Stop()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=ON")
    tried: list[int] = []

    def step() -> int:
        tried.append(1)
        if len(tried) == 1:
            return Feed.objects.update(title="cannot be written")
        stop.set()
        return 0

    with caplog.at_level(logging.ERROR, "wirecopy.parts"):
        parts._loop(stop, step, idle=0.0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=OFF")
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["the database does not answer: attempt to write a readonly database; trying again in 0.1 s"]
    assert len(tried) == 2
