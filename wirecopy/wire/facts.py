"""What does the page say of itself? JSON-LD, OpenGraph, microdata, meta, <time>: each value with its source."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirecopy.wire import clean, facts_ld, links

# Names of <meta> and itemprop, in lower case, nearest to the truth first.
HEADLINE = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title", "headline")
STANDFIRST = ("og:description", "description", "twitter:description", "sailthru.description", "dc.description")
AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author",
           "article:author_name", "og:article:author", "authors", "news_authors", "mediator_author")  # fmt: skip
PUBLISHED = (
    "article:published_time", "article:published:time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "pubdate", "publish-date", "publishdate", "publish_date", "published_time", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dcterms.date", "dc.date", "dc.date.created", "date", "article.published", "publication_date", "og:pubdate",
    "rnews:datepublished", "displaydate", "iso-8601-publish-date", "shareaholic:article_published_time", "vr:published_time",
    "mediator_published_time", "datecreated", "created", "release_date"
)  # fmt: skip
UPDATED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "article:modified", "last-modified",
    "lastmod", "revised", "dcterms.modified", "dc.date.modified", "article.updated", "modified_date", "moddate"
)  # fmt: skip
SECTION = (
    "article:section", "og:article:section", "parsely-section", "section", "cxenseparse:taxonomy", "articlesection", "cg", "category"
)  # fmt: skip
OUTLET = ("og:site_name", "application-name", "parsely-network-canonical", "dc.publisher", "publisher", "apple-mobile-web-app-title")
NO_NAME = re.compile(r"^(https?:|www\.|@|/)|facebook\.com|^(admin|administrator|editor|web ?master|undefined|null|none|n/?a)$", re.I)
Said = tuple[str, str]  # a value, and where it was found


@dataclass(slots=True)
class Facts:
    """Each list holds what was said, nearest to the truth first."""

    headline: list[Said] = field(default_factory=list)
    standfirst: list[Said] = field(default_factory=list)
    authors: list[tuple[list[str], str]] = field(default_factory=list)
    bodies: set[str] = field(default_factory=set)  # those of the authors that JSON-LD says are no persons
    published: list[Said] = field(default_factory=list)
    updated: list[Said] = field(default_factory=list)
    sections: list[Said] = field(default_factory=list)
    language: list[Said] = field(default_factory=list)
    outlet: list[Said] = field(default_factory=list)
    canonical: list[Said] = field(default_factory=list)
    based_on: list[Said] = field(default_factory=list)  # addresses or names of whose text it is, the first origin first
    images: list[dict[str, Any]] = field(default_factory=list)
    article_body: str = ""
    body_in: str = "json-ld articleBody"
    paywalled: bool | None = None
    live: bool | None = None
    base: str | None = None


def facts(tree: LexborHTMLParser, url: str | None) -> Facts:
    """What head, microdata and JSON-LD of a parsed page say. Values are plain text, as printed; nothing is decided yet."""
    sought = Sought(tree)
    found = Facts(base=links.canonical(sought.base, url) or links.canonical(url))
    meta = sought.meta
    address(tree, meta, found)
    title = tree.css_first("title")
    titles = [v for name in HEADLINE for v in meta.get(name, ())] + ([clean.plain(title.text())] if title else [])
    nodes = facts_ld.nodes([script.text() for script in sought.scripts[:60]])
    addresses = [a for a in (url, *(c for c, _ in found.canonical)) if a]
    node = facts_ld.article(nodes, addresses, [t.lower() for t in titles if len(t) > 9])
    from_json_ld(node, nodes, found)
    from_meta(meta, found)
    from_microdata(sought, found)
    if title:
        put(found.headline, clean.plain(title.text()), "title")
    page = tree.css_first("html")
    put(found.language, page.attributes.get("lang") or page.attributes.get("xml:lang") if page else None, "html lang")
    for name in ("og:locale", "content-language", "dc.language", "language", "inlanguage"):
        put(found.language, first(meta, name), f"meta {name}")
    return found


def put(where: list[Said], value: str | None, source: str) -> None:
    if value and value.strip():
        where.append((value.strip(), source))


def first(meta: dict[str, list[str]], name: str) -> str | None:
    return meta[name][0] if meta.get(name) else None


class Sought:
    """The elements that say something of the page, gathered in one walk through it: each walk costs as much as all else here."""

    SELECTOR = 'meta,base[href],script[type="application/ld+json" i],[itemprop]:not(meta),a[rel~="author"],time[datetime],abbr.published'

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.meta: dict[str, list[str]] = {}  # the contents of <meta> by name, property, itemprop or http-equiv, in lower case
        self.base: str | None = None
        self.scripts: list[LexborNode] = []
        self.props: dict[str, list[LexborNode]] = {}  # by itemprop
        self.authors: list[LexborNode] = []  # links to authors
        self.time: str | None = None
        last = 0
        for node in tree.css(self.SELECTOR):
            if node.mem_id == last:  # named by two parts of the selector
                continue
            last, tag, given = node.mem_id, node.tag, node.attributes
            if tag == "meta":
                self.add_meta(given)
                continue
            if tag == "base":
                self.base = self.base or given.get("href")
            elif tag == "script":
                self.scripts.append(node)
            elif tag in ("time", "abbr") and self.time is None:
                self.time = given.get("datetime") or given.get("title")
            if "author" in (given.get("rel") or "").split():
                self.authors.append(node)
            for name in (given.get("itemprop") or "").split():
                self.props.setdefault(name, []).append(node)

    def add_meta(self, given: dict[str, str | None]) -> None:
        content = given.get("content") or ""
        name = given.get("property") or given.get("name") or given.get("itemprop") or given.get("http-equiv") or ""
        if name and content and len(content) < 20_000:
            value = clean.plain(entities.unescape(content) if "&" in content else content)
            if value:
                self.meta.setdefault(name.lower().strip(), []).append(value)


def address(tree: LexborHTMLParser, meta: dict[str, list[str]], found: Facts) -> None:
    """A canonical address counts when it is of the page's own site and leads deeper than its front."""
    given = tree.css_first('link[rel~="canonical" i]')
    said = [(given.attributes.get("href") if given else None, "link canonical"), (first(meta, "og:url"), "meta og:url")]
    for value, source in said:
        there = links.canonical(value, found.base)
        if there and there.split("://", 1)[1].strip("/").count("/") + there.count("?") > 0:
            put(found.canonical, there, source)


def from_json_ld(node: facts_ld.Node, nodes: list[facts_ld.Node], found: Facts) -> None:
    kind = (facts_ld.kinds(node) or ["-"])[0]
    source = f"json-ld {kind}"
    put(found.headline, facts_ld.text(node.get("headline")), source)
    put(found.standfirst, facts_ld.text(node.get("description")) or facts_ld.text(node.get("alternativeHeadline")), source)
    authors = facts_ld.names(node.get("author"), nodes) or facts_ld.names(node.get("creator"), nodes)
    if authors:
        found.authors.append((authors, source))
        found.bodies = facts_ld.bodies(node.get("author"), nodes)
    put(found.published, facts_ld.text(node.get("datePublished")), source)
    put(found.updated, facts_ld.text(node.get("dateModified")), source)
    put(found.published, facts_ld.text(node.get("dateCreated")), f"{source} dateCreated")
    section = node.get("articleSection")
    for part in section if isinstance(section, list) else [section]:
        put(found.sections, facts_ld.text(part), source)
    based_on = node.get("isBasedOn") or node.get("isBasedOnUrl")
    based_on = based_on[0] if isinstance(based_on, list) and based_on else based_on
    there = based_on.get("url") or based_on.get("@id") or based_on if isinstance(based_on, dict) else based_on
    put(found.based_on, facts_ld.text(there), f"{source} isBasedOn")
    put(found.language, facts_ld.text(node.get("inLanguage")), source)
    for name in facts_ld.names(node.get("publisher"), nodes)[:1]:
        put(found.outlet, name, source)
    images = node.get("image")
    for image in (images if isinstance(images, list) else [images])[:20]:
        if isinstance(image, str):
            found.images.append({"url": image})
        elif isinstance(image, dict):
            found.images.append({name: image.get(name) for name in ("url", "contentUrl", "caption", "creditText", "width", "height")})
    body = node.get("articleBody")
    found.article_body = body if isinstance(body, str) else ""
    free = node.get("isAccessibleForFree")
    if free is not None:
        found.paywalled = str(facts_ld.text(free) if not isinstance(free, bool) else free).lower() in ("false", "0", "no")
    if node:
        found.live = "liveblogposting" in facts_ld.kinds(node) or None


def from_meta(meta: dict[str, list[str]], found: Facts) -> None:
    for names, where in ((HEADLINE, found.headline), (STANDFIRST, found.standfirst), (PUBLISHED, found.published), (UPDATED, found.updated),
                         (SECTION, found.sections), (OUTLET, found.outlet)):  # fmt: skip
        for name in names:
            put(where, first(meta, name), f"meta {name}")
    for name in AUTHORS:
        said = [value for value in meta.get(name, ()) if not NO_NAME.search(value)]
        if said:
            found.authors.append((list(dict.fromkeys(said)), f"meta {name}"))
    for name in ("original-source", "syndication-source"):
        put(found.based_on, first(meta, name), f"meta {name}")
    tier = first(meta, "article:content_tier")
    if tier and found.paywalled is None:
        found.paywalled = tier.lower() in ("locked", "metered")


def from_microdata(sought: Sought, found: Facts) -> None:
    """Microdata and <time> outside <meta>. A page may mark up its teasers too, so only the first of each counts."""
    for name, where in (("datePublished", found.published), ("dateModified", found.updated)):
        for node in sought.props.get(name, ())[:1]:
            given = node.attributes
            value = given.get("datetime") or given.get("content") or given.get("title")
            put(where, value, f"itemprop {name}")
            put(where, clean.plain(node.text())[:80], f"itemprop {name} text")
    persons: list[str] = []
    for node in sought.props.get("author", ())[:12]:
        inner = node.css_first('[itemprop~="name"]')
        said = (inner.attributes.get("content") if inner else None) or clean.plain((inner or node).text())
        if said and len(said) < 80 and not NO_NAME.search(said) and said not in persons:
            persons.append(said)
    if persons:
        found.authors.append((persons, "itemprop author"))
    linked = [clean.plain(node.text()) for node in sought.authors[:12]]
    linked = [name for name in dict.fromkeys(linked) if 3 < len(name) < 60 and not NO_NAME.search(name)]
    if linked:
        found.authors.append((linked, "rel author"))
    put(found.published, sought.time, "time")
