"""What does an RSS, RDF or Atom document announce? RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from html import escape

from lxml import etree

from wirecopy.wire.listing import (
    ADDRESS_SIGNS,
    MARKUP_SIGNS,
    MOST_ENTRIES,
    MOST_READ,
    SUMMARY_SIGNS,
    TITLE_SIGNS,
    Entry,
    Listing,
    address,
    language,
    literal,
    names,
    newest,
    plain,
    stamp,
    tidy,
)
from wirecopy.wire.xmltext import Document

Fields = dict[str, list[etree._Element]]

# A namespace, lower case and without its last sign, to the prefix that its names carry here; "" are the names of RSS itself.
PREFIXES = {
    "http://purl.org/rss/1.0": "",
    "http://purl.org/rss/2.0": "",
    "http://my.netscape.com/rdf/simple/0.9": "",
    "http://channel.netscape.com/rdf/simple/0.9": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://www.w3.org/2005/atom": "atom:",
    "http://purl.org/atom/ns": "atom:",
    "http://purl.org/dc/elements/1.1": "dc:",
    "http://purl.org/dc/elements/1.0": "dc:",
    "http://purl.org/dc/terms": "dcterms:",
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
}
BASE = "{http://www.w3.org/XML/1998/namespace}base"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
NO_PAGE = frozenset(("self", "edit", "edit-media", "enclosure", "replies", "hub", "next", "prev", "previous", "first", "last", "license"))
PUBLISHED = ("pubdate", "published", "issued", "dc:date", "dcterms:issued", "atom:published", "dcterms:created", "created", "date")
UPDATED = ("updated", "modified", "atom:updated", "dcterms:modified")
# The order in which a summary is looked for: an element of a foreign namespace only fills a gap, and captions never do.
SUMMARIES = ("description", "summary", "content", "content:encoded", "xhtml:body", "dc:description", "itunes:summary")
ATOM = frozenset(uri for uri, prefix in PREFIXES.items() if prefix == "atom:")
WEB = re.compile(r"\s*https?://\S+\s*$", re.IGNORECASE)


def fields(element: etree._Element) -> Fields:
    """The children of `element` by name, lower case; what shares its namespace goes without a prefix."""
    found: Fields = defaultdict(list)
    home = space(element)
    for child in element.iterchildren(etree.Element):
        uri = space(child)
        prefix = "" if uri == home else PREFIXES.get(uri, "other:") if uri else ""
        found[prefix + local(child)].append(child)
    return found


def space(element: etree._Element) -> str:
    """The namespace of an element, as `PREFIXES` spells it."""
    return str(element.tag).rpartition("}")[0].lstrip("{").lower().rstrip("/#")


def listing(document: Document, url: str, now: datetime) -> Listing:
    """What the feed that came from `url` announces, in its own order."""
    root = document.root
    channel = next(root.iterchildren("{*}channel"), root)
    about = fields(channel)
    items = [item for item in root.iter("{*}item", "{*}entry") if PREFIXES.get(space(item), "") in ("", "atom:")]
    if document.unfinished and items:
        items.pop()
    read = newest(items[:MOST_READ], lambda item: _dated(item, now))
    base = _base(channel, url)
    spoken = language(_lang(channel) or value(about, "language", "dc:language"))
    people = _people(about) if local(channel) == "feed" else ()
    links = [link for name in ("link", "atom:link") for link in about[name] if link.get("href")]
    return Listing(
        kind="feed",
        title=_typed(about, ("title", "dc:title")),
        home=_link(about, base),
        language=spoken,
        entries=tuple(_entry(item, url, spoken, people, now) for item in read),
        self_url=_related(links, "self", base),
        hub=_related(links, "hub", base),
        ttl=_minutes(value(about, "ttl")),
        partial=document.cut or len(items) > len(read),
        problem=document.problem,
    )


def _entry(item: etree._Element, url: str, spoken: str | None, people: tuple[str, ...], now: datetime) -> Entry:
    said = fields(item)
    about = item.get(ABOUT) or ""
    guid = value(said, "guid", "id", "atom:id") or about or value(said, "dc:identifier")
    return Entry(
        url=_link(said, _base(item, url), about),
        guid=tidy(guid, ADDRESS_SIGNS),
        headline=_typed(said, ("title", "dc:title", "atom:title")),
        summary=_typed(said, SUMMARIES, SUMMARY_SIGNS),
        published=_instant(said, PUBLISHED, now),
        updated=_instant(said, UPDATED, now),
        authors=_people(said) or people,
        language=language(item.get(LANG) or value(said, "dc:language", "language")) or spoken,
    )


def local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def words(element: etree._Element) -> str:
    """All text in `element`, as it stands."""
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""


def value(said: Fields, *names: str) -> str:
    """The first of the named children that says anything."""
    return next((text for name in names for element in said.get(name, ()) if (text := words(element).strip())), "")


def _typed(said: Fields, names: tuple[str, ...], signs: int = TITLE_SIGNS) -> str:
    """The first of the named children that says anything, as plain text: what its type calls text keeps its brackets."""
    for name in names:
        for element in said.get(name, ()):
            kind = (element.get("type") or "").lower()
            if len(element):
                inner = (str(etree.tostring(child, method="html", encoding="unicode")) for child in element)
                text = plain(escape((element.text or "")[:MARKUP_SIGNS]) + "".join(inner), signs)
            elif space(element) in ATOM and kind in ("", "text", "text/plain"):
                text = literal(element.text or "", signs)
            else:
                text = plain(element.text or "", signs)
            if text:
                return text
    return ""


def _instant(said: Fields, names: tuple[str, ...], now: datetime) -> datetime | None:
    return next((when for name in names for element in said.get(name, ()) if (when := stamp(words(element), now))), None)


def _dated(item: etree._Element, now: datetime) -> datetime | None:
    said = fields(item)
    return _instant(said, PUBLISHED, now) or _instant(said, UPDATED, now)


def _people(said: Fields) -> tuple[str, ...]:
    people = [*said.get("dc:creator", ()), *said.get("author", ()), *said.get("atom:author", ())] or said.get("itunes:author", [])
    named = (next(person.iterchildren("{*}name"), person) for person in people[:MOST_ENTRIES])
    return names(words(person) for person in named if not len(person))


def _link(said: Fields, base: str, about: str = "") -> str | None:
    """The page that a feed or an entry is about: its own link, else the alternate in HTML, else a guid that is one, else any other."""
    first = [value(said, "feedburner:origlink")]
    second: list[str] = []
    last: list[str] = []
    for link in (*said.get("link", ()), *said.get("atom:link", ())):
        href, rel = link.get("href"), (link.get("rel") or "alternate").lower()
        if not href:
            first.append(words(link))
        elif rel == "alternate":
            (first if "html" in (link.get("type") or "html").lower() else last).append(href)
        elif rel not in NO_PAGE:
            last.append(href)
    for guid in (*said.get("guid", ()), *said.get("id", ()), *said.get("atom:id", ())):
        if not any(name.lower() == "ispermalink" and value.lower() == "false" for name, value in guid.items()):
            second.append(words(guid))
    second = [text for text in (*second, about) if WEB.match(text)]
    return next((found for href in (*first, *second, *last)[:100] if (found := address(href, base))), None)


def _base(element: etree._Element, url: str) -> str:
    """The address that relative links in `element` start from."""
    given = [base for one in (element, *element.iterancestors()) if (base := one.get(BASE))]
    for base in reversed(given):
        url = address(base, url) or url
    return url


def _lang(element: etree._Element) -> str:
    return next((tongue for one in (element, *element.iterancestors()) if (tongue := one.get(LANG))), "")


def _related(links: list[etree._Element], rel: str, base: str) -> str | None:
    return next((address(link.get("href") or "", base) for link in links if (link.get("rel") or "").lower() == rel), None)


def _minutes(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 and int(text) > 0 else None
