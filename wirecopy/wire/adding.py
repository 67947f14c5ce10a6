"""Where does an outlet announce its copy? Feeds first, then news sitemaps, and where there is neither, its front page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from wirecopy.guard import registered_domain
from wirecopy.net import Answer, Door, Trouble
from wirecopy.wire import discover
from wirecopy.wire.entries import Listing, NotAFeed, entries
from wirecopy.wire.links import canonical, host
from wirecopy.wire.models import Feed, Outlet
from wirecopy.wire.opml import Line

PROBES = 8  # addresses tried of each kind before the next kind
LEAST_LINKS = 3  # article links that make a front page worth polling

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Announced:
    """An outlet as found: what to poll, and what else was there."""

    name: str
    home: str
    language: str
    url: str
    kind: str  # feed | sitemap | front
    title: str
    count: int  # entries seen there now
    others: tuple[str, ...] = ()  # further feeds that the page names


@dataclass(frozen=True, slots=True)
class NotFound:
    sentence: str


async def look(door: Door, url: str, now: datetime, say: Say = lambda _: None) -> Announced | NotFound:
    """Find what to poll, starting from any address of an outlet: its front page, an article, or a feed itself."""
    named = url if "//" in url else f"https://{url}"
    start = canonical(named)
    if start is None:
        return NotFound(f"{url!r} is not an address that can be fetched")
    say(f"asking {start}")
    first = await door.get(start)
    if isinstance(first, Trouble) and named != url:  # nobody said https, so it may be an old http
        first = await door.get(start.replace("https://", "http://", 1))
    if isinstance(first, Trouble):
        return NotFound(first.sentence)
    if first.status != 200:
        return NotFound(f"{start} answered {first.status}")
    listing = _listing(first, now)
    if listing and listing.kind != "index":
        home = listing.home or _root(first.final_url)
        return _announced(listing, first.final_url, listing.title or host(home), home, ())
    return await _look_around(door, first, listing, now, say)


async def _look_around(door: Door, first: Answer, index: Listing | None, now: datetime, say: Say) -> Announced | NotFound:
    home = first.final_url if not index else _root(first.final_url)
    page = discover.found(first.body, first.final_url)
    name = page.title or host(home)
    named = [link.url for link in page.feeds]
    for wanted, urls in (
        ("a feed", named[:PROBES]),
        ("a feed in the usual places", [u for u in discover.guesses(home) if "sitemap" not in u][:PROBES]),
        ("a news sitemap", [*(index.children if index else ()), *await _sitemaps(door, home, page.sitemaps)][:PROBES]),
    ):
        if urls:
            say(f"looking for {wanted}")
        found = await _first(door, urls, now, children="sitemap" in wanted)
        if found:
            listing, url = found
            others = tuple(u for u in named if u != url)
            return _announced(listing, url, name, home, others, page.language)
    links = entries(first.body, first.final_url, kind="front", now=now)
    count = len(links.entries) if isinstance(links, Listing) else 0
    if count < LEAST_LINKS:
        return NotFound(f"{home} names no feed and no news sitemap, and its page shows {count} links to articles")
    return Announced(name, home, page.language or "", home, "front", name, count)


async def _sitemaps(door: Door, home: str, named: Iterable[str]) -> list[str]:
    """Sitemaps that robots.txt or the page name, those for news first; then the usual places."""
    robots = await door.get(_root(home) + "robots.txt", check_robots=False)
    listed = discover.robots_sitemaps(robots.body.decode("utf-8", "replace")) if isinstance(robots, Answer) and robots.status == 200 else ()
    guessed = [u for u in discover.guesses(home) if "sitemap" in u]
    ranked = sorted(dict.fromkeys([*named, *listed]), key=lambda u: "news" not in u.lower())
    return [*ranked, *guessed]


async def _first(door: Door, urls: Iterable[str], now: datetime, *, children: bool) -> tuple[Listing, str] | None:
    """The first of these addresses that lists copy; of a sitemap index, its first child that does."""
    for url in dict.fromkeys(urls):
        answer = await door.get(url, accept="feed")
        if isinstance(answer, Trouble) or answer.status != 200:
            continue
        listing = _listing(answer, now)
        if listing is None:
            continue
        if listing.kind == "index" and children:
            ranked = sorted(listing.children, key=lambda u: "news" not in u.lower())[:3]
            below = await _first(door, ranked, now, children=False)
            if below:
                return below
        elif listing.entries and listing.kind != "index":
            return listing, answer.final_url
    return None


def _listing(answer: Answer, now: datetime) -> Listing | None:
    found = entries(answer.body, answer.final_url, content_type=answer.content_type, charset=answer.charset, now=now)
    return None if isinstance(found, NotAFeed) else found


def _announced(listing: Listing, url: str, name: str, home: str, others: tuple[str, ...], language: str | None = None) -> Announced:
    kind = "sitemap" if listing.kind == "sitemap" else "feed"
    language = listing.language or language or ""
    return Announced(listing.title or name, home, language, url, kind, listing.title, len(listing.entries), others)


def _root(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/"


def keep(found: Announced, now: datetime, *, rights: str = "excerpt", zone: str = "", country: str = "") -> tuple[Feed, bool]:
    """The rows of an outlet and its feed, due now. Returns the feed, and whether it is new. An outlet we have keeps its name."""
    with transaction.atomic():
        outlet, _ = Outlet.objects.get_or_create(
            home=found.home[:2000],
            defaults={
                "name": found.name[:200] or host(found.home), "slug": free_slug(found.name, found.home),
                "language": found.language[:16], "rights": rights, "zone": zone, "country": country, "added_at": now,
            },
        )  # fmt: skip
        return Feed.objects.get_or_create(
            url=found.url[:2000],
            defaults={
                "outlet": outlet, "kind": found.kind, "title": found.title[:300],
                "domain": registered_domain(host(found.url)), "due_at": now,
            },
        )  # fmt: skip


def free_slug(name: str, home: str) -> str:
    """A slug of this name, or of the host where the name has no plain letters, that no outlet has yet."""
    base = _plain(name) or _plain(host(home).removeprefix("www.").partition(".")[0]) or "outlet"
    taken = set(Outlet.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if s not in taken)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60]


def keep_lines(lines: Iterable[Line], now: datetime) -> int:
    """The rows of an OPML file's feeds, due now. Returns how many feeds are new; a line that cannot be polled is passed over."""
    new = 0
    for line in lines:
        url = canonical(line.feed_url)
        if url is None:
            continue
        home = canonical(line.home) or _root(url)
        name = line.title or host(home)
        new += keep(Announced(name, home, "", url, "feed", line.title, 0), now)[1]
    return new
