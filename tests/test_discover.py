"""Where an outlet announces its copy."""

from __future__ import annotations

from wirecopy.wire import discover

HOME = "https://www.harbour-gazette.example/"
PAGE = """<!doctype html><html lang="en-gb"><head><title>Harbour Gazette | News of the port</title>
<meta property="og:site_name" content="Harbour  Gazette"><base href="/en/">
<link rel="alternate" type="application/rss+xml" title="Harbour Gazette &raquo; Comments Feed" href="/comments/feed/">
<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0/embed?url=x">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">
<link rel="alternate" type="application/rss+xml" title="Category: Sport" href="/category/sport/feed/">
<link rel="alternate" type="application/atom+xml" title="Harbour Gazette" href="atom.xml">
<link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" title="Harbour Gazette" href="https://www.harbour-gazette.example/feed/">
<link rel="alternate" type="application/feed+json" title="Harbour Gazette" href="/feed.json">
<link rel="alternate" hreflang="de" href="/de/"><link rel="alternate stylesheet" type="text/css" href="/rss.css">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="sitemap" type="application/xml" href="/sitemap.xml"></head>
<body><a href="/rss/world.xml">World by RSS</a><a href="/our-feeds.html">Feeds</a><a href="/feedback">Tell us</a>
<a href="https://reader.example/subscribe/feed/to?url=x">Add to a reader</a>
<a href="https://syndicated.example/harbour.rss">By a service</a></body></html>"""


def test_a_page_names_its_feeds_best_first_without_comments_and_embeds() -> None:
    found = discover.found(PAGE.encode(), HOME)
    assert [(feed.url, feed.kind) for feed in found.feeds] == [
        (HOME + "feed/", "rss"),
        (HOME + "feed.json", "json"),
        (HOME + "en/atom.xml", "atom"),
        (HOME + "category/sport/feed/", "rss"),
        (HOME + "rss/world.xml", ""),
        ("https://syndicated.example/harbour.rss", ""),
    ]
    assert found.feeds[0].title == "Harbour Gazette"
    assert found.title == "Harbour Gazette"
    assert found.language == "en-GB"
    assert found.sitemaps == (HOME + "sitemap.xml",)


def test_a_page_that_names_nothing_has_nothing() -> None:
    assert discover.found(b"<p>Hello", HOME) == discover.Found()
    assert discover.found(b"", HOME) == discover.Found()
    assert discover.found(b"<div>" * 200_000, HOME) == discover.Found()


def test_the_title_of_the_page_stands_in_for_the_name_of_the_site() -> None:
    page = '<html><head><title>\n Hafenblatt </title><meta http-equiv="Content-Language" content="de_AT"></head></html>'
    found = discover.found(page.encode(), HOME)
    assert (found.title, found.language) == ("Hafenblatt", "de-AT")


def test_a_page_in_another_charset_is_read_by_its_header() -> None:
    page = "<title>Вестник порта</title>".encode("cp1251")
    assert discover.found(page, HOME, charset="windows-1251").title == "Вестник порта"


def test_the_usual_places_lie_on_the_same_host() -> None:
    places = discover.guesses("https://www.harbour-gazette.example/world/page?x=1")
    assert places[0] == HOME + "feed"
    assert {HOME + "rss.xml", HOME + "atom.xml", HOME + "index.xml", HOME + "feed.json", HOME + "news-sitemap.xml"} < set(places)
    assert all(place.startswith(HOME) for place in places)
    assert discover.guesses("no address") == ()


def test_a_robots_file_names_sitemaps_those_of_news_first() -> None:
    robots = (
        "\ufeffUser-agent: *\r\nDisallow: /x\r\nSitemap: https://a.example/sitemap.xml\r\nsitemap :https://a.example/news.xml # new\r\n"
        "SITEMAP: https://a.example/sitemap.xml\nSitemap: /relative.xml\nSitemap: javascript:alert(1)\nX-Sitemap: https://a.example/no.xml"
    )
    assert discover.robots_sitemaps(robots) == ("https://a.example/news.xml", "https://a.example/sitemap.xml")
    assert len(discover.robots_sitemaps("".join(f"Sitemap: https://a.example/{n}.xml\n" for n in range(100_000)))) <= 100
