"""Is the sample wire what it says it is? Every page served, every feed readable, every claim of the truth on its page."""

from __future__ import annotations

import gzip
import html
import http.client
import os
import re
import socket
import struct
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import feedparser
import pytest
from lxml import etree

from wirecopy.demo import SAMPLE_EDITIONS
from wirecopy.demo.serve import Running, start
from wirecopy.demo.wire import Reply, Wire, build

ANCHOR = datetime(2026, 11, 24, 12, 0, 40, tzinfo=UTC)
LATER = ANCHOR + timedelta(seconds=90)
SHARED = Path(os.environ.get("WIRECOPY_SHARED", Path(__file__).parents[2] / "shared"))


@cache
def sample() -> Wire:
    return build(ANCHOR)


def get(url: str, now: datetime = ANCHOR) -> Reply:
    parts = urlsplit(url)
    return sample().answer(parts.hostname or "", parts.path, now)


def page(reply: Reply) -> str:
    """The reply as text, decoded as its header says."""
    return reply.body.decode(reply.content_type.partition("charset=")[2])


def plain(text: str) -> str:
    """Markup off, entities read, spaces evened out."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def feeds(kind: str) -> list[tuple[str, bytes]]:
    return [
        (outlet.home.rstrip("/") + made.path, get(outlet.home.rstrip("/") + made.path).body)
        for outlet in sample().outlets
        for made in outlet.announcements
        if made.kind == kind
    ]


@pytest.fixture
def running() -> Iterator[Running]:
    served = start(sample(), clock=lambda: ANCHOR)
    yield served
    served.close()


def ask(served: Running, url: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """One request to the server as a proxy is asked."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=5)
    connection.request(method, url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    return reply, body


def test_every_page_of_the_truth_is_served_and_says_what_the_truth_says() -> None:
    for copy in sample().truth:
        reply = get(copy.url)
        assert reply.status == 200, copy.url
        text = plain(page(reply))
        for told in (copy.headline, *copy.paragraphs, *copy.authors, copy.credit, copy.correction):
            assert not told or plain(told) in text, (copy.url, told)


def test_the_wire_is_large_enough_to_look_like_a_day_of_news() -> None:
    copies = sample().truth
    assert len(copies) >= 64
    assert len(sample().outlets) >= 12
    assert {copy.language for copy in copies} == {"en", "nb", "de", "fr", "es", "ja", "ru", "ar"}
    assert {copy.kind for copy in copies} == {"original", "copy", "trimmed", "mixed", "roundup", "live", "release", "paywalled"}
    newest = max(datetime.fromisoformat(copy.published) for copy in copies)
    assert timedelta(minutes=1) < ANCHOR - newest < timedelta(minutes=15)
    assert all(ANCHOR - datetime.fromisoformat(copy.published) < timedelta(days=3) for copy in copies)


def test_a_copy_came_out_after_its_origin_and_shares_its_words() -> None:
    by_url = {copy.url: copy for copy in sample().truth}
    made = [copy for copy in sample().truth if copy.copy_of]
    assert len(made) >= 25
    for copy in made:
        origin = by_url[copy.copy_of or ""]
        assert datetime.fromisoformat(origin.published) < datetime.fromisoformat(copy.published), copy.url
        assert set(copy.paragraphs) & set(origin.paragraphs), copy.url
        if copy.kind == "copy":
            assert copy.paragraphs == origin.paragraphs, copy.url


def test_times_carry_the_offset_of_the_outlets_own_zone() -> None:
    zones = {outlet.name: ZoneInfo(outlet.zone) for outlet in sample().outlets}
    for copy in sample().truth:
        when = datetime.fromisoformat(copy.published)
        assert when.utcoffset() == when.astimezone(zones[copy.outlet]).utcoffset(), copy.url


def test_a_paywalled_page_keeps_back_the_rest() -> None:
    (copy,) = [copy for copy in sample().truth if copy.kind == "paywalled"]
    text = page(get(copy.url))
    assert '"isAccessibleForFree": false' in text
    assert "Quatorze élèves" not in text


def test_one_anchor_gives_the_same_bytes_and_another_gives_other_times() -> None:
    again, other = build(ANCHOR), build(ANCHOR + timedelta(days=40))
    assert again.truth == sample().truth
    assert {key: reply.etag for key, reply in again.before.replies.items()} == {
        key: reply.etag for key, reply in sample().before.replies.items()
    }
    assert len(other.truth) == len(sample().truth)
    assert {copy.published for copy in other.truth}.isdisjoint(copy.published for copy in sample().truth)


def test_the_later_change_shows_on_page_and_feed_and_nowhere_else() -> None:
    before, after = sample().before.replies, sample().after.replies
    changed = {key for key in after if before[key].etag != after[key].etag}
    hosts = {host for host, path in changed if path != "/truth.json"}
    articles = {f"http://{host}{path}" for host, path in changed} & {copy.url for copy in sample().truth}
    assert "cascade-press.example" in hosts
    (url,) = {copy.url for copy in sample().truth} - {copy.url for copy in sample().truth if copy in sample().after.truth}
    assert url in articles
    assert get(url, LATER - timedelta(seconds=1)).etag == get(url).etag
    new = next(copy for copy in build(ANCHOR, LATER).truth if copy.url == url)
    text = page(get(url, LATER))
    assert new.updated and f'"dateModified": "{new.updated}"' in text
    assert all(told in plain(text) for told in (new.headline, *new.paragraphs))
    assert new.headline in get("http://cascade-press.example/rss/all.xml", LATER).body.decode()
    assert get(url, LATER).last_modified == LATER
    copied = [copy for copy in sample().truth if copy.copy_of == url]
    assert copied and all(copy in sample().after.truth for copy in copied)


def test_all_hosts_and_links_stay_under_example() -> None:
    for (host, _path), reply in sample().before.replies.items():
        assert host.endswith(".example")
        if reply.content_type.startswith("text/html"):
            for address in re.findall(r"(?:href|src)=[\"'](http[^\"']+)", page(reply)):
                assert (urlsplit(address).hostname or "").endswith(".example"), address


def test_links_of_front_pages_resolve_and_lead_to_every_article() -> None:
    for outlet in sample().outlets:
        front = page(get(outlet.home))
        links = {urljoin(outlet.home, html.unescape(link)) for link in re.findall(r"<a [^>]*?href=[\"']([^\"'#]+)", front)}
        assert {copy.url for copy in sample().truth if copy.outlet == outlet.name} <= links
        for link in links:
            assert get(link).status == 200, link


def test_links_inside_articles_resolve() -> None:
    for copy in sample().truth:
        for link in re.findall(r"<a [^>]*?href=[\"']([^\"'#]+)", page(get(copy.url))):
            assert get(urljoin(copy.url, html.unescape(link))).status == 200, (copy.url, link)


def test_each_kind_of_announcement_is_there_and_one_outlet_has_none() -> None:
    kinds = {made.kind for outlet in sample().outlets for made in outlet.announcements}
    assert kinds == {"rss", "rdf", "atom", "json", "news", "index"}
    (silent,) = [outlet for outlet in sample().outlets if not outlet.feeds]
    assert b"Sitemap:" not in get(silent.home + "robots.txt").body
    assert "alternate" not in page(get(silent.home))


@pytest.mark.parametrize("kind", ["rss", "rdf", "atom"])
def test_feedparser_reads_every_entry_with_its_title_link_and_time(kind: str) -> None:
    by_url = {copy.url: copy for copy in sample().truth}
    for address, body in feeds(kind):
        found = feedparser.parse(body)
        entries = [entry for entry in found.entries if "link" in entry]
        listed = {copy.url for copy in sample().truth if urlsplit(copy.url).hostname == urlsplit(address).hostname}
        assert {entry.link for entry in entries} == listed, address
        for entry in entries:
            copy = by_url[entry.link]
            assert html.unescape(entry.title) == copy.headline
            given = entry.get("published_parsed") or entry.updated_parsed
            assert datetime(*given[:6], tzinfo=UTC) == datetime.fromisoformat(copy.published)


def test_the_faults_of_the_field_are_in_the_feeds() -> None:
    bodies = {urlsplit(address).hostname: body for address, body in feeds("rss")}
    entries = {host: feedparser.parse(body).entries for host, body in bodies.items()}
    ids = {host: [entry.id for entry in listed if "id" in entry] for host, listed in entries.items()}
    assert [host for host, body in bodies.items() if _not_xml(body)] == ["kola-bulletin.example"]
    assert b"&nbsp;" in bodies["kola-bulletin.example"] and b" & " in bodies["kola-bulletin.example"]
    assert [host for host, given in ids.items() if not given] == ["la-gaceta-del-puerto.example"]
    assert [host for host, listed in entries.items() if any("link" not in entry for entry in listed)] == ["hav-og-kyst.example"]
    assert [host for host, given in ids.items() if len(set(given)) < len(given)] == ["morning-edition.example"]


def _not_xml(body: bytes) -> bool:
    try:
        etree.fromstring(body)
    except etree.XMLSyntaxError:
        return True
    return False


def test_sitemaps_are_named_in_robots_and_list_every_article() -> None:
    for outlet in sample().outlets:
        robots = get(outlet.home + "robots.txt").body.decode()
        assert robots.count("Sitemap:") == len(outlet.sitemaps)
        for address in outlet.sitemaps:
            assert f"Sitemap: {address}\n" in robots
            inner = etree.fromstring(get(address).body).xpath("//*[local-name()='sitemap']/*[local-name()='loc']/text()")
            places = {
                place
                for part in inner or [address]
                for place in etree.fromstring(get(part).body).xpath("//*[local-name()='loc']/text()")
            }
            assert places == {copy.url for copy in sample().truth if copy.outlet == outlet.name}


def test_pictures_are_real_and_belong_to_the_page() -> None:
    shown = 0
    for copy in sample().truth:
        for path in re.findall(r"/pictures/[\w-]+\.jpg", page(get(copy.url)))[:1]:
            reply = get(urljoin(copy.url, path))
            assert reply.body[:2] == b"\xff\xd8" and reply.content_type == "image/jpeg"
            shown += 1
    assert shown > 30


def test_the_server_answers_by_request_line_by_host_header_and_to_head(running: Running) -> None:
    url = "http://tasman-letter.example/"
    reply, body = ask(running, url)
    assert reply.status == 200 and body == get(url).body
    assert ask(running, "/", Host="tasman-letter.example")[1] == body
    head, nothing = ask(running, url, method="HEAD")
    assert nothing == b"" and head.headers["Content-Length"] == str(len(body))
    assert ask(running, "http://somewhere.invalid/")[0].status == 502
    assert ask(running, url + "no-such-page")[0].status == 404
    packed, body = ask(running, url, Accept_Encoding="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(body) == get(url).body


def test_a_conditional_get_gets_304_and_no_body(running: Running) -> None:
    url = "http://baltic-courier.example/atom.xml"
    first, _ = ask(running, url)
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for headers in ({"If_None_Match": tag}, {"If_None_Match": f'"other", W/{tag}'}, {"If_Modified_Since": changed}):
        reply, body = ask(running, url, **headers)
        assert (reply.status, body) == (304, b""), headers
    assert ask(running, url, If_None_Match='"other"', If_Modified_Since=changed)[0].status == 200
    assert ask(running, url, If_Modified_Since="yesterday")[0].status == 200


def test_a_client_that_goes_away_makes_no_noise(running: Running, capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as caller:
        caller.sendall(b"GET http://le-phare.example/ HTTP/1.1\r\nHost: le-phare.example\r\n\r\n")
        caller.recv(100)
        caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closes with a reset
    time.sleep(0.2)
    assert ask(running, "http://le-phare.example/")[0].status == 200
    assert capfd.readouterr().err == ""


def test_rules_of_the_sample_editions_name_outlets_that_exist() -> None:
    slugs = {outlet.slug for outlet in sample().outlets}
    rules = [part.rules for edition in SAMPLE_EDITIONS for part in (edition, *edition.sections)]
    assert len(SAMPLE_EDITIONS) == 2
    for rule in rules:
        assert set(rule) <= {"outlets", "words", "places", "languages"}
        assert set(rule.get("outlets", ())) <= slugs


def test_no_sentence_of_the_seed_page_is_on_the_wire() -> None:
    seed = SHARED / "cases" / "north-korea-times-2023-05-24.txt"
    if not seed.exists():
        pytest.skip(f"{seed.name} is not here")
    sentences = [part.strip() for part in re.split(r"(?<=[.!?:])\s+|\n", seed.read_text(encoding="utf-8")) if len(part.split()) > 4]
    texts = [plain(page(reply)) for reply in sample().before.replies.values() if reply.content_type.startswith("text/html")]
    assert len(sentences) > 20
    assert not [sentence for sentence in sentences if any(sentence in text for text in texts)]
