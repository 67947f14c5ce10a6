"""Where does each page of an edition live? Its addresses, made and taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

FRONT = "/"
OUTLETS = "/outlets/"
ARCHIVE = "/archive/"
ABOUT = "/about/"
LETTERS = "/letters/"
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
    LETTERS: "letters",
    MISSING: "missing",
    NEWS_SITEMAP: "news_sitemap",
    SITEMAP: "sitemap",
    ROBOTS: "robots",
}


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at an address: the kind of page, and whose: a slug, a number, a day; empty for the whole edition.

    `part`: of a feed that is not the whole edition's, what it is a feed of: section | line | letters.
    """

    kind: str
    of: str = ""
    part: str = ""


def story(number: int, slug: str) -> str:
    return f"/story/{number}-{slug}/"


def line(number: int, slug: str) -> str:
    return f"/line/{number}-{slug}/"


def copy(number: int) -> str:
    """The versions of a copy."""
    return f"/copy/{number}/"


def section(slug: str) -> str:
    return f"/section/{slug}/"


def outlet(slug: str) -> str:
    return f"/outlet/{slug}/"


def day(when: date) -> str:
    return f"/archive/{when.isoformat()}/"


def letter(when: date) -> str:
    """The issue of a day."""
    return f"{LETTERS}{when.isoformat()}/"


def picture(file: str) -> str:
    return f"/pictures/{file}"


def feeds(section_slug: str | None = None) -> dict[str, str]:
    """The addresses of the three feeds of an edition, or of one of its sections, by format."""
    return feeds_in(section(section_slug) if section_slug else "/")


def feeds_in(folder: str) -> dict[str, str]:
    """The same of the list at an address."""
    return {kind: folder + file for kind, file in FEEDS.items()}


_OWNED = re.compile(
    r"/(?P<kind>section|outlet)/(?P<of>[-\w]+)/|/(?P<numbered>story|line)/(?P<number>\d+)-[-\w]*/"
    r"|/(?P<daily>archive|letters)/(?P<day>\d{4}-\d\d-\d\d)/|/copy/(?P<copy>\d+)/",
    re.ASCII,
)
_FEED = re.compile(
    r"(?:/section/(?P<section>[-\w]+)|/line/(?P<line>\d+)-[-\w]*|/(?P<letters>letters))?/(?P<file>rss\.xml|atom\.xml|feed\.json)", re.ASCII
)


def place(path: str) -> Place | None:
    """What stands at `path`; None where no edition has such a page."""
    if path in FIXED:
        return Place(FIXED[path])
    if found := _FEED.fullmatch(path):
        kind = next(kind for kind, file in FEEDS.items() if file == found["file"])
        part = next((part for part in ("section", "line", "letters") if found[part]), "")
        return Place(kind, found[part] if part else "", part)
    if found := _OWNED.fullmatch(path):
        if found["copy"]:
            return Place("copy", found["copy"])
        if found["numbered"]:
            return Place(found["numbered"], found["number"])
        daily = {"archive": "day", "letters": "letter"}
        return Place(daily[found["daily"]], found["day"]) if found["day"] else Place(found["kind"], found["of"])
    return None
