"""Which pages does a sitemap name? A urlset with its news, an index of sitemaps, or a text file of addresses."""

from __future__ import annotations

from datetime import datetime

from wirecopy.wire.entries_xml import Fields, fields, local, value
from wirecopy.wire.listing import MOST_ENTRIES, MOST_READ, OLDEST, Entry, Listing, NotAFeed, address, language, newest, plain, site, stamp
from wirecopy.wire.xmltext import Document

Row = tuple[str, Fields, Fields]  # address, what the line says, what its news part says


def listing(document: Document, url: str, now: datetime) -> Listing:
    """What the sitemap that came from `url` names. Addresses of other sites, which the protocol does not allow, are left out."""
    index = local(document.root) == "sitemapindex"
    lines = list(document.root.iter("{*}sitemap" if index else "{*}url"))
    if document.unfinished and lines:
        lines.pop()
    home = site(url)
    rows: list[Row] = []
    foreign = 0
    for line in lines[:MOST_READ]:
        said = fields(line)
        found = address(value(said, "loc"), url)
        if found and site(found) == home:
            news = said.get("news:news")
            rows.append((found, said, fields(news[0]) if news else {}))
        elif found:
            foreign += 1
    kept = newest(rows, lambda row: _published(row, now) or _modified(row, now))
    partial = document.cut or len(rows) > len(kept) or len(lines) > MOST_READ
    problem = document.problem or ("Addresses of other sites were left out." if foreign else "")
    if index:
        kept = sorted(kept, key=lambda row: _modified(row, now) or OLDEST, reverse=True)
        children = dict.fromkeys(found for found, _, _ in kept if found != url)
        return Listing("index", children=tuple(children), partial=partial, problem=problem)
    papers = [fields(paper) for _, _, news in kept[:1] for paper in news.get("publication", ())]
    return Listing(
        kind="sitemap",
        title=plain(value(papers[0], "name")) if papers else "",
        language=language(value(papers[0], "language")) if papers else None,
        entries=tuple(_entry(row, now) for row in kept),
        partial=partial,
        problem=problem,
    )


def _entry(row: Row, now: datetime) -> Entry:
    found, _, news = row
    paper = news.get("publication")
    return Entry(
        url=found,
        headline=plain(value(news, "title")),
        published=_published(row, now),
        updated=_modified(row, now),
        language=language(value(fields(paper[0]), "language")) if paper else None,
    )


def _published(row: Row, now: datetime) -> datetime | None:
    return stamp(value(row[2], "publication_date"), now)


def _modified(row: Row, now: datetime) -> datetime | None:
    return stamp(value(row[1], "lastmod"), now)


def text_listing(text: str, url: str) -> Listing | NotAFeed:
    """A sitemap as plain text: one address a line, in the order of the file."""
    lines = [line.strip() for line in text[: 50 << 20].splitlines() if line.strip()]
    found = [address(line, url) if line.startswith(("http://", "https://")) else None for line in lines[:MOST_READ]]
    if not found or found.count(None) > len(found) // 10:
        return NotAFeed("unknown", "The document is neither a feed nor a sitemap.")
    home = site(url)
    own = list(dict.fromkeys(one for one in found if one and site(one) == home))
    partial = len(lines) > len(found) or len(own) > MOST_ENTRIES
    return Listing("sitemap", entries=tuple(map(Entry, own[:MOST_ENTRIES])), partial=partial)
