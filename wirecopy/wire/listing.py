"""What is one line of a feed, and what is the list? The values that entries.py gives out, and the rules for their fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape
from typing import TypeVar
from urllib.parse import urlsplit

import ada_url
from selectolax.lexbor import LexborHTMLParser

from wirecopy.guard import registered_domain

MOST_ENTRIES = 1000  # of one listing, the newest
MOST_READ = 50_000  # of one document: the size that the sitemap protocol allows
TITLE_SIGNS = 1000
SUMMARY_SIGNS = 2000
ADDRESS_SIGNS = 2000
MARKUP_SIGNS = 16_000  # of an HTML field are looked at
MOST_TAGS = 1000  # past them the tree builder, quadratic in depth, is not asked
MOST_AUTHORS = 16
OLDEST = datetime(1990, 1, 1, tzinfo=UTC)  # before it lie the zero dates of programs
AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a feed. `url` is None where it names no page: then there is nothing to fetch."""

    url: str | None
    guid: str = ""
    headline: str = ""
    summary: str = ""  # plain text
    published: datetime | None = None  # aware, UTC; None where absent, impossible or out of bounds
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What an outlet announces. `partial`: the document said more than this, so what is missing here is not gone."""

    kind: str  # feed | sitemap | index | front
    title: str = ""
    home: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    children: tuple[str, ...] = ()  # the sitemaps that an index names, newest first
    self_url: str | None = None
    hub: str | None = None
    ttl: int | None = None  # minutes
    partial: bool = False
    problem: str = ""  # what had to be mended, as a sentence


@dataclass(frozen=True, slots=True)
class NotAFeed:
    why: str  # empty | too_big | html | refused | broken | unknown
    sentence: str


Line = TypeVar("Line")


def newest(lines: list[Line], dated: Callable[[Line], datetime | None]) -> list[Line]:
    """The newest `MOST_ENTRIES`, in the order given; what has no date counts as old."""
    if len(lines) <= MOST_ENTRIES:
        return lines
    stamps = [dated(line) or OLDEST for line in lines]
    chosen = sorted(range(len(lines)), key=stamps.__getitem__, reverse=True)[:MOST_ENTRIES]
    return [lines[n] for n in sorted(chosen)]


ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
STACKED = re.compile("([\u0300-\u036f]{4})[\u0300-\u036f]+")
TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
BLOCK = re.compile(r"<(?=/?(?:p|div|br|li|ul|ol|h\d|td|tr|table|blockquote|section|article|figure|hr)\b)", re.IGNORECASE)
UNSEEN = re.compile(r"<(?:script|style|template|noscript|iframe)", re.IGNORECASE)
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def clean(text: str) -> str:
    """`text` without controls, lone surrogates, marks of direction and hidden signs. C1 controls become the windows-1252 signs meant."""
    if not text.isprintable():
        text = ODD.sub(_meant, text)
    return text if text.isascii() else STACKED.sub(r"\1", text)


def _meant(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in "\x0b\x0c\x85":  # they part words
        return " "
    return bytes([ord(sign)]).decode("windows-1252", "ignore") if "\x80" <= sign <= "\x9f" else ""


def tidy(text: str, signs: int = TITLE_SIGNS) -> str:
    """One line of clean text of at most `signs` characters."""
    text = " ".join(text[: signs * 4].split())
    if not text.isprintable():
        text = " ".join(clean(text).split())
    return text[:signs].rstrip() if text.isascii() else unicodedata.normalize("NFC", STACKED.sub(r"\1", text))[:signs].rstrip()


def plain(markup: str, signs: int = TITLE_SIGNS) -> str:
    """The text of HTML or of text with references in it, in one line."""
    markup = markup[:MARKUP_SIGNS].replace("\x00", "")
    if not TAG.search(markup):
        return tidy(unescape(markup), signs)
    if markup.count("<") > MOST_TAGS:
        return tidy(unescape(TAG.sub(" ", markup)), signs)
    body = LexborHTMLParser(BLOCK.sub(" <", markup).encode("utf-8", "ignore"))
    if UNSEEN.search(markup):
        body.strip_tags(["script", "style", "template", "noscript", "iframe"])
    return tidy(body.body.text() if body.body else "", signs)


def literal(text: str, signs: int = TITLE_SIGNS) -> str:
    """Text that its type calls plain: angle brackets stay, references, never meant to be read, do not."""
    text = text[: signs * 4]
    return tidy(unescape(text) if REFERENCE.search(text) else text, signs)


def address(href: str, base: str) -> str | None:
    """The web address that `href` means at `base`, as a browser reads it; None where it leads to no page."""
    href = href.strip()
    if not href or href.startswith("#") or len(href) > ADDRESS_SIGNS:
        return None
    try:
        found: str = ada_url.join_url(base, clean(href))
    except (ValueError, UnicodeError):
        return None
    return found if found.startswith(("http://", "https://")) and len(found) <= ADDRESS_SIGNS else None


def site(url: str) -> str:
    """The registered domain of an address, or its host where it has none."""
    try:
        return registered_domain(urlsplit(url).hostname or "")
    except ValueError:
        return ""


ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)? *(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)
NAMED = re.compile(r"\(?\b([A-Z]{3,5})\)?$")
# Names that the standard library does not know. Where a name has several meanings, the one that news feeds mean.
ZONES = {
    "AKST": -9, "HST": -10, "BST": 1, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3,
    "MSK": 3, "SAST": 2, "EAT": 3, "WAT": 1, "IST": 5.5, "PKT": 5, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9, "AEST": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
KNOWN = frozenset(("GMT", "UTC", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"))


def stamp(text: str, now: datetime) -> datetime | None:
    """The instant that a feed's date names (ISO 8601 or RFC 5322), UTC where it names no zone; None where no news could have it."""
    text = " ".join(text[:64].split())
    try:
        when = _read(text)
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return when if OLDEST <= when <= now + AHEAD else None


def _read(text: str) -> datetime:
    iso = ISO.fullmatch(text)
    if iso:
        day, time, zone = iso.groups()
        zone = "+00:00" if (zone or "").upper() in ("Z", "UTC", "GMT") else zone or ""
        return datetime.fromisoformat(f"{day}T{time or '00:00'}{zone}")
    if text[:4].isdigit() and "T" in text:
        return datetime.fromisoformat(text)
    if re.search(r"\b0\d{3}\b", text.split(":")[0]):  # the year 0001, which the parser below would take for 2001
        raise ValueError(text)
    text = re.sub(r"\b(?:GMT|UTC) ?(?=[+-]\d)", "", text)
    name = NAMED.search(text)
    if name and name[1] not in KNOWN:
        if name[1] not in ZONES:
            raise ValueError(text)
        when = parsedate_to_datetime(text[: name.start()].rstrip())
        return when.replace(tzinfo=timezone(timedelta(hours=ZONES[name[1]])))
    return parsedate_to_datetime(text)


LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:[-_][A-Za-z0-9]{1,8})*")


def language(text: str) -> str | None:
    """A language tag in its usual form ("pt-BR"); None for what is none."""
    found = LANGUAGE.fullmatch(text.strip()[:40])
    if not found:
        return None
    tongue, script, region = found.groups()
    return "-".join(part for part in (tongue.lower(), script and script.title(), region and region.upper()) if part)


MAIL = re.compile(r"<?\s*(?:mailto:)?[^\s<>()@]{1,64}@[^\s<>()@]{1,255}\s*>?")


def names(texts: Iterable[str]) -> tuple[str, ...]:
    """The people that author fields name, once each; their mail addresses are left out."""
    found: dict[str, None] = {}
    for text in texts:
        name = MAIL.sub(" ", plain(text, 200)) if "@" in text[:400] else plain(text, 200)
        name = name.strip(" ()<>,;\"'")
        if name:
            found.setdefault(name)
        if len(found) == MOST_AUTHORS:
            break
    return tuple(found)
