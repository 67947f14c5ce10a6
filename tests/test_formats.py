"""Do feeds and maps hold, whatever stands in a story? Read back by other people's readers."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from wirecopy.press import formats
from wirecopy.press.told import Hop, Telling, Told
from wirecopy.wire.article import Article, Block, Image, ZoneStamp
from wirecopy.wire.rights import Rights, shown

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FEED = formats.FeedOf(
    title="Harbour Times", home_url="https://harbour.example/", self_url="https://harbour.example/rss.xml", description="News of the quay",
    language="en-GB", updated=NOW, id="https://harbour.example/",
)  # fmt: skip
ARTICLE = Article(
    headline="Ferry back & running <at last>",
    standfirst="The crossing opens again, ]]> the port says.",
    byline="By Ida Strand",
    authors=("Ida Strand",),
    language="en",
    published=ZoneStamp("2026-11-24T09:00:00+11:00"),
    updated=ZoneStamp("2026-11-24T21:30:00+11:00"),
    blocks=(
        Block("paragraph", "The ferry sails again.", "The <b>ferry</b> sails again."),
        Block("list_item", "one"),
        Block("list_item", "a < b", "<li>a &lt; b</li>", "main > ul.plain > li"),
        Block("list_item", "first", "<li>first</li>", "div.text > ol > li"),
        Block("list_item", "second", "<li>second</li>", "ol > li.step > p"),
        Block("paragraph", "SECRET " * 90),
    ),
    images=(Image("https://nordlys.example/ferry.jpg"),),
)
MARKUP = {"rss": formats.rss, "atom": formats.atom}
WRITERS: dict[str, Any] = {**MARKUP, "json": formats.json_feed}
NASTY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\0\x0b\x1f\ufffe\ud800]]><&\"'\u2028\u202e")), max_size=30)


def told(article: Article = ARTICLE, rights: Rights | None = None, number: int = 12, at: datetime = NOW - timedelta(hours=3)) -> Told:
    telling = Telling(
        copy=1, outlet="Nordlys Post", outlet_slug="nordlys-post", outlet_home="https://nordlys.example/", seen_at=at, came_at=at, takes=1,
        original_url="https://nordlys.example/ferry?a=1&b=2", shown=shown(article, rights or Rights("full", pictures=True)),
        picture="/pictures/ab.webp", picture_size=(320, 180),
    )  # fmt: skip
    path = f"/story/{number}-ferry-back/"
    return Told(
        id=number, path=path, url="https://harbour.example" + path, section="Quay & sea", section_path="/section/quay/", shown_at=at,
        best=telling, others=(), chain=(Hop("Fjordbyrået", "claimed"), Hop("Nordlys Post", "seen")),
    )  # fmt: skip


@pytest.mark.parametrize("kind", MARKUP)
def test_a_reader_finds_everything_in_a_feed(kind: str) -> None:
    found = feedparser.parse(MARKUP[kind](FEED, [told()]), sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert (found.feed.title, found.feed.link, found.feed.language) == ("Harbour Times", "https://harbour.example/", "en-GB")
    assert [link.href for link in found.feed.links if link.rel == "self"] == ["https://harbour.example/rss.xml"]
    entry = found.entries[0]
    assert entry.id == "https://harbour.example/story/12"
    assert entry.link == "https://harbour.example/story/12-ferry-back/"
    assert entry.title == "Ferry back & running <at last>"
    assert entry.author == "Ida Strand"
    assert [tag.term for tag in entry.tags] == ["Quay & sea"]
    assert entry.source.title == "Nordlys Post"
    assert entry.published_parsed[:5] == (2026, 11, 24, 9, 0)
    body = entry.content[0].value
    assert "<p>The <b>ferry</b> sails again.</p><ul><li>one</li><li>a &lt; b</li></ul><ol><li>first</li><li>second</li></ol>" in body
    assert 'Fjordbyrået (claimed) → <a href="https://nordlys.example/ferry?a=1&amp;b=2">Nordlys Post</a>' in body
    assert entry.media_thumbnail == [{"url": "https://harbour.example/pictures/ab.webp", "width": "320", "height": "180"}]


def test_an_atom_entry_says_when_it_changed_and_where_the_original_is() -> None:
    entry = feedparser.parse(formats.atom(FEED, [told()])).entries[0]
    assert entry.updated == "2026-11-24T21:30:00+11:00"
    assert [link.href for link in entry.links if link.rel == "via"] == ["https://nordlys.example/ferry?a=1&b=2"]


def test_a_json_feed_keeps_to_version_1_1() -> None:
    feed = json.loads(formats.json_feed(FEED, [told()]))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["language"], feed["feed_url"]) == ("en-GB", "https://harbour.example/rss.xml")
    (item,) = feed["items"]
    assert item["id"] == "https://harbour.example/story/12"
    assert item["external_url"] == "https://nordlys.example/ferry?a=1&b=2"
    assert item["authors"] == [{"name": "Ida Strand"}]
    assert item["tags"] == ["Quay & sea"]
    assert datetime.fromisoformat(item["date_published"]).tzinfo
    assert item["_wirecopy"]["chain"][0] == {"who": "Fjordbyrået", "standing": "claimed"}
    assert json.loads(formats.json_feed(FEED, []))["items"] == []


@pytest.mark.parametrize("kind", WRITERS)
def test_the_id_of_a_story_outlives_its_headline(kind: str) -> None:
    def ids(story: Told) -> list[str]:
        feed = WRITERS[kind](FEED, [story])
        return [i["id"] for i in json.loads(feed)["items"]] if kind == "json" else [e.id for e in feedparser.parse(feed).entries]

    renamed = replace(told(replace(ARTICLE, headline="Ferry stopped again")), url="https://harbour.example/story/12-ferry-stopped/")
    assert ids(told()) == ids(renamed)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize(("rights", "kept", "hidden"), [("headline", "", "sails"), ("excerpt", "sails again", "SECRET " * 61)])
def test_a_feed_holds_no_more_than_the_rights_let_show(kind: str, rights: str, kept: str, hidden: str) -> None:
    feed = WRITERS[kind](FEED, [told(rights=Rights(rights))]).decode()
    assert kept in feed
    assert hidden not in feed
    assert "/pictures/" not in feed


def test_copy_of_our_own_names_no_other_source() -> None:
    story = told()
    own = replace(story, best=replace(story.best, outlet="Harbour Times", outlet_home="https://harbour.example/"))
    assert b"<source" not in formats.atom(FEED, [own])
    assert b"<source" not in formats.rss(FEED, [own])


@pytest.mark.parametrize("instant", ["2026-11-25T00:00:00+00:00", "2026-11-24T08:00:00+00:00", "2026-11-24T11:00:00", "yesterday"])
def test_a_page_that_errs_about_its_own_change_is_not_believed(instant: str) -> None:
    story = told(replace(ARTICLE, updated=ZoneStamp(instant)))
    assert formats.updated(story, NOW) == story.shown_at


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        formats.rss(replace(FEED, updated=datetime(2026, 11, 24)), [])


@given(NASTY, NASTY, NASTY)
@settings(max_examples=150, deadline=None)
def test_every_format_stays_valid_whatever_a_story_says(one: str, two: str, three: str) -> None:
    article = Article(
        headline=one, standfirst=two, byline=three, language=one, blocks=(Block("paragraph", three), Block("quote", two, f"<p>{one}"))
    )
    story = told(article)
    story = replace(
        story, section=two, best=replace(story.best, outlet=one, outlet_home=two, original_url="https://nordlys.example/" + three)
    )
    feed = replace(FEED, title=one, description=two, language=three)
    for write in MARKUP.values():
        etree.fromstring(write(feed, [story]))
        assert len(feedparser.parse(write(feed, [story])).entries) == 1
    assert len(json.loads(formats.json_feed(feed, [story]))["items"]) == 1
    etree.fromstring(formats.news_sitemap(one, two, [story], NOW))
    script = formats.json_ld(story, one, two)
    assert json.loads(script)["@type"] == "NewsArticle"
    assert not set(script) & set("<>&\u2028\u2029")
    script.encode()


def test_a_news_sitemap_holds_two_days_and_a_thousand_stories() -> None:
    old = told(at=NOW - timedelta(days=2, seconds=1), number=1)
    coming = told(at=NOW + timedelta(minutes=1), number=2)
    fresh = [told(at=NOW - timedelta(minutes=n), number=100 + n) for n in range(1200)]
    root = etree.fromstring(formats.news_sitemap("Harbour Times", "en-GB", [old, coming, *fresh], NOW))
    spaces = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}
    places = root.xpath("//m:url/m:loc/text()", namespaces=spaces)
    assert len(places) == 1000
    assert places[0].endswith("/story/100-ferry-back/")
    assert places[-1].endswith("/story/1099-ferry-back/")
    assert root.xpath("string(//n:publication/n:language)", namespaces=spaces) == "en"
    assert root.xpath("string(//n:publication_date)", namespaces=spaces) == "2026-11-24T12:00:00+00:00"


def test_a_sitemap_tells_each_page_and_its_last_change() -> None:
    at = datetime(2026, 11, 24, 21, 0, tzinfo=timezone(timedelta(hours=11)))
    root = etree.fromstring(formats.sitemap([("https://harbour.example/", at), ("https://harbour.example/a?b&c", None)]))
    assert [[part.text for part in url] for url in root] == [
        ["https://harbour.example/", "2026-11-24T21:00:00+11:00"], ["https://harbour.example/a?b&c"],
    ]  # fmt: skip
    with pytest.raises(ValueError, match="50001 pages"):
        formats.sitemap([("https://harbour.example/", None)] * 50_001)


def test_robots_are_told_where_the_maps_are() -> None:
    lines = formats.robots("https://harbour.example").decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Sitemap: https://harbour.example/news-sitemap.xml" in lines
    assert b"\nDisallow: /\n" not in formats.robots("https://harbour.example\n/Disallow: /")


def test_json_ld_names_author_publisher_and_original() -> None:
    article = json.loads(formats.json_ld(told(), "Harbour Times", "https://harbour.example/"))
    assert article["author"] == [{"@type": "Person", "name": "Ida Strand"}]
    assert article["publisher"]["name"] == "Harbour Times"
    assert article["isBasedOn"] == "https://nordlys.example/ferry?a=1&b=2"
    assert article["dateModified"] == "2026-11-24T21:30:00+11:00"
    assert article["image"] == "https://harbour.example/pictures/ab.webp"
    assert "articleBody" not in article
