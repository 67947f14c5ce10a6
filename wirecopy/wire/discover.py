"""Where does an outlet announce its copy? The feeds, sitemaps and title that an HTML page names, and the usual places to try."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire.listing import address, site, tidy
from wirecopy.wire.listing import language as tongue
from wirecopy.wire.xmltext import page

MOST_FEEDS = 50
MOST_SITEMAPS = 100
MOST_ROBOTS = 500_000  # signs, as RFC 9309 allows to read
TYPES = {"application/rss+xml": "rss", "application/atom+xml": "atom", "application/rdf+xml": "rss", "application/feed+json": "json"}
LOOSE = {
    "application/json": "json",
    "application/xml": "rss",
    "text/xml": "rss",
    "application/x-rss+xml": "rss",
    "application/x.atom+xml": "atom",
}
LOOKS = re.compile(r"(?:^|[/._-])(?:rss2?|atom|feeds?|rdf)(?:$|[/._?-])", re.IGNORECASE)
ENDS = re.compile(r"[/.](?:rss|atom|feed|rdf)(?:\.xml)?/?$", re.IGNORECASE)
ASIDE = re.compile(r"/(?:tag|category|author|podcasts?|video|search)/", re.IGNORECASE)
NOT_NEWS = re.compile(r"oembed|/wp-json/|openid|opensearch|comments(?:[/_.?-]|$)|kommentar|commentaire|comentario|replies", re.IGNORECASE)
COMMENTS = re.compile(r"comments\b|kommentar|commentaire|comentario|commenti|komment|reacties|コメント|комментари", re.IGNORECASE)
PLACES = (
    "/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json", "/feeds/posts/default", "/index.rdf", "/?feed=rss2",
    "/news-sitemap.xml", "/sitemap_news.xml", "/sitemap-news.xml", "/sitemaps/news.xml", "/sitemap.xml", "/sitemap_index.xml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedLink:
    url: str
    title: str = ""
    kind: str = ""  # rss | atom | json, or "" where only the address looks like a feed


@dataclass(frozen=True, slots=True)
class Found:
    feeds: tuple[FeedLink, ...] = ()  # best first
    title: str = ""
    language: str | None = None
    sitemaps: tuple[str, ...] = ()


def found(html: bytes, url: str, charset: str | None = None) -> Found:
    """What the HTML page at `url` names; feeds of comments and oEmbed addresses are left out."""
    tree = page(html, charset)
    return named(tree, url) if tree else Found()


def named(tree: LexborHTMLParser, url: str) -> Found:
    start = base(tree, url)
    feeds: dict[str, tuple[float, FeedLink]] = {}
    for feed in _declared(tree, start):
        _keep(feeds, feed, 3, url)
    for feed in _linked(tree, start, site(url)):
        _keep(feeds, feed, 0, url)
    ranked = sorted(feeds.values(), key=lambda one: -one[0])  # stable: the order of the page decides between equals
    maps = (address(link.attributes.get("href") or "", start) for link in tree.css('link[rel~="sitemap" i][href]')[:MOST_SITEMAPS])
    return Found(tuple(feed for _, feed in ranked[:MOST_FEEDS]), title(tree), _language(tree), tuple(dict.fromkeys(m for m in maps if m)))


def _declared(tree: LexborHTMLParser, start: str) -> Iterator[FeedLink]:
    """The feeds in <link rel="alternate">."""
    for link in tree.css("link[rel][href]")[:1000]:
        rel = (link.attributes.get("rel") or "").lower().split()
        kind = (link.attributes.get("type") or "").lower().split(";")[0].strip()
        where = address(link.attributes.get("href") or "", start)
        if not where or not {"alternate", "feed"} & set(rel) or "stylesheet" in rel:
            continue
        word = TYPES.get(kind) or (LOOSE.get(kind) if LOOKS.search(urlsplit(where).path) or "feed" in rel else None)
        if word or (not kind and "feed" in rel):
            yield FeedLink(where, tidy(link.attributes.get("title") or "", 300), word or "")


def _linked(tree: LexborHTMLParser, start: str, home: str) -> Iterator[FeedLink]:
    """The links whose addresses look like feeds; on another site those that end like one: readers say "feed" too."""
    for anchor in tree.css("a[href]")[:10_000]:
        where = address(anchor.attributes.get("href") or "", start)
        parts = urlsplit(where or "")
        looks = ENDS.search(parts.path) or (site(where or "") == home and (LOOKS.search(parts.path) or "feed=" in parts.query))
        if where and looks and not parts.path.endswith((".html", ".htm", ".php")):
            yield FeedLink(where, tidy(anchor.text(), 300))


def _keep(feeds: dict[str, tuple[float, FeedLink]], feed: FeedLink, weight: float, url: str) -> None:
    """Keeps a feed with its rank: declared before linked, the whole site's before a section's, its own before another site's."""
    parts = urlsplit(feed.url)
    if NOT_NEWS.search(f"{parts.path}?{parts.query}") or COMMENTS.search(feed.title) or feed.url in feeds:
        return
    depth = len([part for part in parts.path.split("/") if part])
    rank = weight - 0.4 * max(0, depth - 1) + (1 if site(feed.url) == site(url) else -1)
    rank -= 1.5 * bool(ASIDE.search(parts.path)) + 0.1 * (feed.kind == "json")
    feeds[feed.url] = (rank, feed)


def base(tree: LexborHTMLParser, url: str) -> str:
    """The address that the relative links of a page start from."""
    given = tree.css_first("base[href]")
    return (address(given.attributes.get("href") or "", url) if given else None) or url


def title(tree: LexborHTMLParser) -> str:
    """The name that a page gives its site."""
    for selector in ('meta[property="og:site_name"]', 'meta[name="application-name"]'):
        meta = tree.css_first(selector)
        name = tidy(meta.attributes.get("content") or "", 300) if meta else ""
        if name:
            return name
    head = tree.css_first("title")
    return tidy(head.text(), 300) if head else ""


def _language(tree: LexborHTMLParser) -> str | None:
    root = tree.css_first("html[lang]")
    meta = tree.css_first('meta[http-equiv="content-language" i]') or tree.css_first('meta[property="og:locale"]')
    return (tongue(root.attributes.get("lang") or "") if root else None) or (tongue(meta.attributes.get("content") or "") if meta else None)


def guesses(url: str) -> tuple[str, ...]:
    """The places at which feeds and news sitemaps usually lie on the site of `url`, the likely ones first."""
    return tuple(where for place in PLACES if (where := address(place, url)))


def robots_sitemaps(robots_txt: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, news sitemaps first."""
    named = re.findall(r"^[ \t\ufeff]*sitemap[ \t]*:[ \t]*(\S+)", robots_txt[:MOST_ROBOTS], re.IGNORECASE | re.MULTILINE)
    found = dict.fromkeys(where for one in named[:1000] if one.lower().startswith("http") and (where := address(one, one)))
    return tuple(sorted(found, key=lambda where: "news" not in where.lower()))[:MOST_SITEMAPS]
