"""How does an outlet announce its copy? As RSS 2.0, RSS 1.0, Atom, JSON Feed, news sitemap or sitemap index, with the field's faults."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from wirecopy.demo.outlets import Announcement, SampleOutlet
from wirecopy.demo.stories import Piece
from wirecopy.demo.times import with_days

LISTED = 20
XML = "<?xml version='1.0' encoding='utf-8'?>\n"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(outlet: SampleOutlet, made: Announcement, listed: Sequence[Piece]) -> dict[str, tuple[str, bytes]]:
    """{path: (content type, body)} of one announcement; a sitemap index brings its parts. `listed` is newest first."""
    if made.kind == "index":
        parts = {"/sitemap-news.xml": listed[:LISTED], "/sitemap-archive.xml": listed}
        whole = "".join(
            f"<sitemap><loc>{outlet.home.rstrip('/')}{path}</loc><lastmod>{rows[0].changed.isoformat()}</lastmod></sitemap>"
            for path, rows in parts.items()
        )
        return {
            made.path: ("application/xml", f"{XML}<sitemapindex xmlns='{SITEMAP}'>{whole}</sitemapindex>".encode()),
            "/sitemap-news.xml": ("application/xml", _news(outlet, made, listed)),
            "/sitemap-archive.xml": ("application/xml", _archive(listed)),
        }
    kind, write = WRITERS[made.kind]
    return {made.path: (kind, write(outlet, made, listed[:LISTED]))}


def robots(outlet: SampleOutlet) -> bytes:
    lines = ["User-agent: *", "Disallow: /private/", *(f"Sitemap: {address}" for address in outlet.sitemaps)]
    return ("\n".join(lines) + "\n").encode()


def _rss(outlet: SampleOutlet, made: Announcement, listed: Sequence[Piece]) -> bytes:
    broken = "broken-xml" in made.faults
    write: Callable[[str], str] = _unescaped if broken else escape
    items = []
    for n, piece in enumerate(listed):
        about = listed[0] if "one-guid-twice" in made.faults and n == 1 else piece
        guid = "" if "no-guid" in made.faults else f"<guid isPermaLink='false'>{outlet.slug}:{about.id}</guid>"
        text = f"<content:encoded><![CDATA[{_html(piece)}]]></content:encoded>" if "whole-text" in made.faults else ""
        creators = "".join(f"<dc:creator>{write(name)}</dc:creator>" for name in piece.authors)
        items.append(
            f"<item><title>{write(piece.headline)}</title><link>{escape(piece.url)}</link>{guid}"
            f"<pubDate>{format_datetime(piece.published)}</pubDate><description>{write(_summary(piece))}</description>"
            f"{creators}<category>{write(outlet.habits.sections[piece.section])}</category>{text}</item>"
        )
    if "one-without-link" in made.faults:
        today = with_days("{day}", listed[0].published, outlet.language)
        items.insert(2, f"<item><title>Bølgevarsel {today}: 2 til 3 meter</title><description>Vind fra nordvest.</description></item>")
    title = f"{outlet.name} & Co" if broken else outlet.name
    return (
        f"{XML}<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
        f"<channel><title>{write(title)}</title><link>{outlet.home}</link><description>{write(title)}</description>"
        f"<language>{outlet.language}</language><lastBuildDate>{format_datetime(_newest(listed))}</lastBuildDate>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def _rdf(outlet: SampleOutlet, made: Announcement, listed: Sequence[Piece]) -> bytes:
    names = "".join(f"<rdf:li rdf:resource='{escape(piece.url)}'/>" for piece in listed)
    items = "".join(
        f"<item rdf:about='{escape(piece.url)}'><title>{escape(piece.headline)}</title><link>{escape(piece.url)}</link>"
        f"<description>{escape(_summary(piece))}</description><dc:date>{piece.published.isoformat()}</dc:date></item>"
        for piece in listed
    )
    return (
        f"{XML}<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
        f"xmlns:dc='http://purl.org/dc/elements/1.1/'><channel rdf:about='{outlet.home}'><title>{escape(outlet.name)}</title>"
        f"<link>{outlet.home}</link><description>{escape(outlet.name)}</description><items><rdf:Seq>{names}</rdf:Seq></items></channel>"
        f"{items}</rdf:RDF>"
    ).encode()


def _atom(outlet: SampleOutlet, made: Announcement, listed: Sequence[Piece]) -> bytes:
    entries = "".join(
        f"<entry><id>tag:{outlet.host},{piece.published.year}:{piece.id}</id><title type='html'>{escape(escape(piece.headline))}</title>"
        f"<link rel='alternate' type='text/html' href='{escape(piece.url)}'/><published>{piece.published.isoformat()}</published>"
        f"<updated>{piece.changed.isoformat()}</updated><summary>{escape(_summary(piece))}</summary>"
        + "".join(f"<author><name>{escape(name)}</name></author>" for name in piece.authors or (outlet.name,))
        + "</entry>"
        for piece in listed
    )
    return (
        f"{XML}<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='{outlet.language}'><id>{outlet.home}</id>"
        f"<title>{escape(outlet.name)}</title><link rel='alternate' href='{outlet.home}'/>"
        f"<link rel='self' href='{outlet.home.rstrip('/')}{made.path}'/><updated>{_newest(listed).isoformat()}</updated>{entries}</feed>"
    ).encode()


def _json(outlet: SampleOutlet, made: Announcement, listed: Sequence[Piece]) -> bytes:
    items = [
        {
            "id": piece.url,
            "url": piece.url,
            "title": piece.headline,
            "summary": _summary(piece),
            "content_html": _html(piece),
            "date_published": piece.published.isoformat(),
            "date_modified": piece.changed.isoformat(),
            "authors": [{"name": name} for name in piece.authors],
            "language": outlet.language,
        }
        for piece in listed
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": outlet.home,
        "feed_url": outlet.home.rstrip("/") + made.path,
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _news(outlet: SampleOutlet, made: Announcement, listed: Sequence[Piece]) -> bytes:
    urls = "".join(
        f"<url><loc>{escape(piece.url)}</loc><news:news><news:publication><news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication>"
        f"<news:publication_date>{piece.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(piece.headline)}</news:title></news:news></url>"
        for piece in listed
    )
    return f"{XML}<urlset xmlns='{SITEMAP}' xmlns:news='{NEWS}'>{urls}</urlset>".encode()


def _archive(listed: Sequence[Piece]) -> bytes:
    urls = "".join(f"<url><loc>{escape(piece.url)}</loc><lastmod>{piece.changed.isoformat()}</lastmod></url>" for piece in listed)
    return f"{XML}<urlset xmlns='{SITEMAP}'>{urls}</urlset>".encode()


WRITERS: dict[str, tuple[str, Callable[[SampleOutlet, Announcement, Sequence[Piece]], bytes]]] = {
    "rss": ("application/rss+xml; charset=utf-8", _rss),
    "rdf": ("application/rdf+xml", _rdf),
    "atom": ("application/atom+xml; charset=utf-8", _atom),
    "json": ("application/feed+json", _json),
    "news": ("application/xml", _news),
}


def _newest(listed: Sequence[Piece]) -> datetime:
    return max(piece.changed for piece in listed).astimezone(UTC)


def _summary(piece: Piece) -> str:
    return piece.standfirst or piece.lede


def _html(piece: Piece) -> str:
    return "".join(f"<p>{escape(block.text)}</p>" for block in piece.shown)


def _unescaped(text: str) -> str:
    """As a careless program writes it: HTML names of signs, which XML does not know, and ampersands bare."""
    return re.sub(r"(\d) ", r"\1&nbsp;", text.replace("<", "&lt;"))
