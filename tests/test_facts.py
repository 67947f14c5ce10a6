"""What a page says of itself, and which of it is believed."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire import facts_ld, facts_time
from wirecopy.wire.facts import Facts, facts


def of(head: str, body: str = "", url: str | None = "https://post.example/ferry") -> Facts:
    return facts(LexborHTMLParser(f"<html><head>{head}</head><body>{body}</body></html>"), url)


@pytest.mark.parametrize(
    "script",
    [
        '{"headline": "A pier", "datePublished": "2026-03-03",}',
        '<!-- {"headline": "A pier", "datePublished": "2026-03-03"} -->',
        '//<![CDATA[\n{"headline": "A pier", "datePublished": "2026-03-03"}\n//]]>',
        '{"headline": "A pier", "datePublished": "2026-03-03"};',
        '{"@type": "WebSite"}{"headline": "A pier", "datePublished": "2026-03-03"}',
        '{"headline": "A pier", "datePublished": "2026-03-03", "about": "the "old" pier"}',
        '{"headline": "A pier", "datePublished": "2026-03-03", "x": "\\q \n"}',
    ],
)
def test_broken_json_ld_is_mended(script: str) -> None:
    found = facts_ld.nodes([script])
    assert ("A pier", "2026-03-03") in [(node.get("headline"), node.get("datePublished")) for node in found]


def test_of_several_articles_the_one_of_this_page_is_taken() -> None:
    found = of(
        '<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "Another story", "url": "https://post.example/other"},'
        '{"@type": "NewsArticle", "headline": "A pier is rebuilt", "mainEntityOfPage": {"@id": "https://www.post.example/ferry/"}}]</script>'
    )
    assert found.headline[0] == ("A pier is rebuilt", "json-ld newsarticle")


def test_entities_and_references_in_json_ld_are_resolved() -> None:
    found = of(
        '<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": "Ice &amp;amp; wind",'
        '"author": [{"@id": "#a"}, "Mina Okaro"]},'
        '{"@id": "#a", "@type": "Person", "name": "Jonas Aldine"}]}</script>'
    )
    assert found.headline[0][0] == "Ice & wind"
    assert found.authors[0][0] == ["Jonas Aldine", "Mina Okaro"]


def test_microdata_and_meta_are_read_with_their_source() -> None:
    found = of(
        '<meta property="article:published_time" content="2026-03-03T21:05:00+01:00"><meta name="author" content="https://social.example/ja">',
        '<span itemprop="author"><span itemprop="name">Jonas Aldine</span></span>'
        '<time itemprop="datePublished" datetime="2026-03-03">3 March</time>',
    )
    assert ("2026-03-03T21:05:00+01:00", "meta article:published_time") in found.published
    assert ("2026-03-03", "itemprop datePublished") in found.published
    assert found.authors == [(["Jonas Aldine"], "itemprop author")]


def test_a_canonical_address_that_is_the_front_page_says_nothing() -> None:
    assert of('<link rel="canonical" href="https://post.example/">').canonical == []
    assert of('<link rel="canonical" href="/ferry?utm_source=a">').canonical == [("https://post.example/ferry", "link canonical")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["2026-03-03", "2026-03-03T21:05:00+01:00"], "2026-03-03T21:05:00+01:00"),  # a time of day before a mere day
        (["2026-03-03T21:05:00", "2026-03-03T20:05:00Z"], "2026-03-03T20:05:00+00:00"),  # a zone before none
        (["2026-03-03T21:05:00Z", "2026-03-03T21:05:00+09:00"], "2026-03-03T21:05:00+09:00"),  # a zone that lies
        (["2026-03-03T21:05:00Z", "2026-03-04T06:05:00+09:00"], "2026-03-03T21:05:00+00:00"),  # two names of one moment
        (["soon"], None),
    ],
)
def test_the_best_time_is_the_most_exact_that_the_others_bear_out(said: list[str], expected: str | None) -> None:
    stamp = facts_time.best(facts_time.stamps((value, "meta") for value in said))
    assert (stamp.instant if stamp else None) == expected


def test_an_update_before_publication_is_none() -> None:
    first, last = facts_time.published_and_updated([("2026-03-03T21:05:00Z", "a")], [("2026-03-03T21:05:00Z", "b")], [], None)
    assert first is not None
    assert last is None
