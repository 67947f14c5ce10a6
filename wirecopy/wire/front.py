"""Which links of a front page lead to articles? Judged by their words, their addresses, their place, and what they share."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirecopy.wire import discover
from wirecopy.wire.links import bare, canonical
from wirecopy.wire.listing import MOST_ENTRIES, Entry, Listing, NotAFeed, address, site, tidy
from wirecopy.wire.paths import Path, judged
from wirecopy.wire.xmltext import page

MOST_LINKS = 5_000
ENOUGH = 1.7  # the weight from which a link is taken for one to an article
LONG = 5  # words from which a text is more than the name of a section
AROUND = -1.5  # the weight of a place at the edge of a page: what stands there only is not raised by its kin
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
PLACES = {"nav": -2.5, "menu": -2.5, "footer": -2.5, "dialog": -2.0, "form": -2.0, "header": -0.7, "aside": -0.5, "article": 0.8}
ROLES = {"navigation": "nav", "contentinfo": "footer", "menubar": "menu", "banner": "header", "complementary": "aside"}
_PARTS = (
    ("nav navi navbar navigation menu submenu footer breadcrumb breadcrumbs pagination pager sitemap", -2.2),
    ("sponsored sponsor advertorial advert ad ads anzeige promo partner partners shop outbrain taboola", -3.0),
    ("tag tags topic topics author authors byline category categories rubrik kicker cookie newsletter social login legal", -1.5),
)  # of class names and ids, in the order in which they count
NAMED = tuple((re.compile(rf"(?:^|[-_\s])(?:{'|'.join(parts.split())})(?:$|[-_\s])", re.IGNORECASE), weight) for parts, weight in _PARTS)
ELSEWHERE = frozenset(("sponsored", "author", "tag", "category", "license", "next", "prev", "search", "help"))
CONTAINERS = "span,div,p,li,time,figure,img"  # what parts words; other elements stand inside them
HIDDEN = ["script", "style", "svg", "noscript", "template", "iframe", "select"]


@dataclass(slots=True)
class Link:
    """All that a front page shows of one address."""

    url: str
    path: Path
    place: float = -9.0  # of the place that speaks most for it
    texts: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    weight: float = 0.0

    def headline(self) -> str:
        fit = self.headings or [text for text in self.texts if len(text) <= 250] or self.texts
        return max(fit, key=len, default="")


def article_links(html: bytes, url: str, charset: str | None = None) -> tuple[Entry, ...]:
    """The articles that the front page `html` at `url` links to, in the order of the page, each once, with its headline."""
    tree = page(html, charset)
    return _entries(tree, url) if tree else ()


def listing(html: bytes, url: str, charset: str | None = None) -> Listing | NotAFeed:
    tree = page(html, charset)
    if tree is None:
        return NotAFeed("refused", "The page is nested too deeply.")
    found = discover.named(tree, url)
    return Listing("front", title=found.title, home=url, language=found.language, entries=_entries(tree, url))


def _entries(tree: LexborHTMLParser, url: str) -> tuple[Entry, ...]:
    links = _links(tree, url)
    for link in links:
        link.weight = link.path.weight + link.place + _text_weight(link.headline())
    _learn(links)
    chosen = [link for link in links if link.weight >= ENOUGH]
    return tuple(Entry(link.url, headline=tidy(link.headline())) for link in chosen[:MOST_ENTRIES])


def _links(tree: LexborHTMLParser, url: str) -> list[Link]:
    """Every link to a page of the same site, but the front page itself."""
    tree.strip_tags(HIDDEN)
    base = discover.base(tree, url)
    home, own = site(url), urldefrag(url)[0]
    links: dict[str, Link] = {}
    places: dict[int, tuple[float, bool]] = {}
    for anchor in tree.css("a[href]")[:MOST_LINKS]:
        found = urldefrag(address(anchor.attributes.get("href") or "", base) or "")[0]
        if not found or found == own or site(found) != home:
            continue
        key = bare(canonical(found) or found)
        link = links.get(key)
        if link is None:
            link = links[key] = Link(found, judged(found, url))
        place, heading = _place(anchor, places)
        link.place = max(link.place, place)
        _read(anchor, link, heading)
    return _folded(links)


def _folded(links: dict[str, Link]) -> list[Link]:
    """The links, those that differ from an article's address by a query alone taken into it: they say where on the page they stand."""
    for key in [key for key in links if "?" in key]:
        whole = links.get(key.partition("?")[0])
        if whole and whole.path.weight > 0:
            part = links.pop(key)
            whole.place = max(whole.place, part.place)
            whole.texts += part.texts
            whole.headings += part.headings
    return list(links.values())


def _read(anchor: LexborNode, link: Link, heading: bool) -> None:
    inner = anchor.css_first("h1,h2,h3,h4,h5")
    source = inner or anchor
    text = tidy(source.text(separator=" " if source.css_first(CONTAINERS) else ""))
    if not text:
        picture = anchor.css_first("img[alt]")
        shown = (anchor.attributes.get("aria-label"), anchor.attributes.get("title"), picture.attributes.get("alt") if picture else None)
        text = next((text for one in shown if one and (text := tidy(one))), "")
    if text:
        (link.headings if heading or inner is not None else link.texts).append(text)


def _place(anchor: LexborNode, known: dict[int, tuple[float, bool]]) -> tuple[float, bool]:
    """What the place of a link speaks for it, and whether it stands in a heading."""
    rel = set((anchor.attributes.get("rel") or "").lower().split())
    weight = (-6.0 if rel & ELSEWHERE else 0.0) + min(0.0, _named(anchor))
    above, heading = _standing(anchor.parent, known)
    if anchor.css_first("h1,h2,h3,h4") is not None:
        heading = True
    return weight + above + 1.2 * heading, heading


def _standing(node: LexborNode | None, known: dict[int, tuple[float, bool]]) -> tuple[float, bool]:
    """The sum of what stands above a node, at most one of each kind; remembered, so that a page is walked once."""
    trail: list[LexborNode] = []
    while node is not None and node.mem_id not in known and node.tag not in ("body", "html", "-undef"):
        trail.append(node)
        node = node.parent
    weight, heading = known[node.mem_id] if node is not None and node.mem_id in known else (0.0, False)
    for node in reversed(trail):
        role = (node.attributes.get("role") or "").lower()
        own = PLACES.get(ROLES.get(role, role)) or PLACES.get(node.tag or "") or _named(node)
        if own > 0:
            weight = max(weight / 2, own / 2) if weight < 0 else max(weight, own)  # a teaser inside a menu is a teaser
        else:
            weight = min(weight, own) if own else weight
        heading = heading or node.tag in HEADINGS
        known[node.mem_id] = (weight, heading)
    return weight, heading


def _named(node: LexborNode) -> float:
    if node.tag in ("main", "article", "h1", "h2", "h3"):
        return 0.0
    name = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"[:300]
    return next((weight for pattern, weight in NAMED if pattern.search(name)), 0.0)


def words(text: str) -> float:
    """How many words a text has; in scripts without spaces, two signs and a bit are a word."""
    dense = sum(1 for sign in text if "\u0e00" <= sign <= "\u0fff" or "\u3000" <= sign <= "\u9fff" or "\uf900" <= sign <= "\uffef")
    return max(len([word for word in text.split() if any(map(str.isalnum, word))]), (len(text) - dense) / 9 + dense / 2.2)


def _text_weight(text: str) -> float:
    return (-2.5, -2.2, -1.6, -0.8, 0.2, 1.0, 1.5, 1.9, 2.2)[min(int(words(text)), 8)]


def _learn(links: list[Link]) -> None:
    """Addresses of one making lead to pages of one making: raise those whose kin carry headlines, lower those whose kin do not."""
    kin = Counter(link.path.shape for link in links)
    long = Counter(link.path.shape for link in links if words(link.headline()) >= LONG and link.weight >= 0)
    most = sum(long.values())
    for link in links:
        size, headlines = kin[link.path.shape], long[link.path.shape]
        learnt = 2.2 * (headlines / size - 0.5) if size >= 4 else 0.0
        if most >= 6:
            learnt += 0.5 if headlines >= 0.2 * most else -0.4 if headlines <= 0.03 * most else 0.0
        link.weight += learnt if link.place > AROUND else min(0.0, learnt)
