"""Where does each page of an edition live? Its addresses, made and taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

FRONT = "/"
OUTLETS = "/outlets/"
ARCHIVE = "/archive/"
ABOUT = "/about/"
MISSING = "/404.html"
NEWS_SITEMAP = "/news-sitemap.xml"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
FEEDS = {"rss": "rss.xml", "atom": "atom.xml", "json_feed": "feed.json"}
FIXED = {
    FRONT: "front",
    OUTLETS: "outlets",
    ARCHIVE: "archive",
    ABOUT: "about",
    MISSING: "missing",
    NEWS_SITEMAP: "news_sitemap",
    SITEMAP: "sitemap",
    ROBOTS: "robots",
}


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at an address: the kind of page, and whose: a slug, a story's number, a day; empty for the whole edition."""

    kind: str
    of: str = ""


def story(number: int, slug: str) -> str:
    return f"/story/{number}-{slug}/"


def section(slug: str) -> str:
    return f"/section/{slug}/"


def outlet(slug: str) -> str:
    return f"/outlet/{slug}/"


def day(when: date) -> str:
    return f"/archive/{when.isoformat()}/"


def picture(file: str) -> str:
    return f"/pictures/{file}"


def feeds(section_slug: str | None = None) -> dict[str, str]:
    """The addresses of the three feeds of an edition, or of one of its sections, by format."""
    folder = section(section_slug) if section_slug else "/"
    return {kind: folder + file for kind, file in FEEDS.items()}


_OWNED = re.compile(r"/(?P<kind>section|outlet)/(?P<of>[-\w]+)/|/story/(?P<story>\d+)-[-\w]*/|/archive/(?P<day>\d{4}-\d\d-\d\d)/", re.ASCII)
_FEED = re.compile(r"(?:/section/(?P<of>[-\w]+))?/(?P<file>rss\.xml|atom\.xml|feed\.json)", re.ASCII)


def place(path: str) -> Place | None:
    """What stands at `path`; None where no edition has such a page."""
    if path in FIXED:
        return Place(FIXED[path])
    if found := _FEED.fullmatch(path):
        kind = next(kind for kind, file in FEEDS.items() if file == found["file"])
        return Place(kind, found["of"] or "")
    if found := _OWNED.fullmatch(path):
        if found["story"]:
            return Place("story", found["story"])
        return Place("day", found["day"]) if found["day"] else Place(found["kind"], found["of"])
    return None
