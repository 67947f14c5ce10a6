"""What does a list of another system say of a subscriber? Columns by their names, words for who confirmed and who left, times."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from wirecopy.mail.addresses import Address, address
from wirecopy.mail.people_csv import DELIMITERS, split, unguarded

CADENCES = ("daily", "weekdays", "weekly")
STOPS = ("left", "asked", "bounced", "complained")  # why nothing may be sent, from the weakest; as Suppression has them
STRICTER = ("", "confirmed", "unconfirmed", *STOPS)  # of two words for one address the later one here holds

# Column names in small letters, with single spaces for all other signs. Of several that say the same the first in order is read.
NAMES: dict[str, tuple[str, ...]] = {
    "address": ("email address", "email", "e mail address", "e mail", "mail", "subscriber email", "address", "adresse e mail", "correo"),
    "edition": ("edition",),
    "sections": ("sections",),
    "cadence": ("cadence",),
    "hour": ("hour",),
    "zone": ("zone", "timezone", "time zone"),
    "language": ("language", "locale", "lang"),
    "asked_at": (
        "asked at", "optin time", "opt in time", "opt in date", "optin date", "signup date", "signed up at", "subscribed at",
        "subscription date", "subscribe date", "created at", "created", "date created", "date added", "joined",
    ),
    "page": ("page", "signup page", "source url", "optin url", "signup source", "source"),
    "wording": ("wording", "consent text"),
    "confirmed_wording": ("confirmed wording",),
    "note": ("note", "notes", "consent note"),
}  # fmt: skip
IPS = ("ip", "ip address", "optin ip", "opt in ip", "signup ip", "subscription ip", "confirm ip", "confirmation ip")
STATUSES = (
    "standing", "status", "subscriber status", "subscription status", "email status", "member status", "marketing status",
    "email marketing status", "opt in status", "optin status",
)  # fmt: skip
# What a column says of an address by having a time or a yes in it; and what those of NO_MEANS say by having a no.
MARKS: dict[str, str] = {
    **dict.fromkeys((
        "confirmed at", "confirm time", "confirmed", "confirmation time", "confirmation date", "confirmed on", "date confirmed", "verified",
        "double opt in", "double optin", "double opt in time", "double optin time", "verified at", "email verified at",
    ), "confirmed"),
    **dict.fromkeys((
        "left at", "unsub time", "unsubscribed at", "unsubscribed", "unsubscribe date", "unsubscribe time", "date unsubscribed",
        "unsubscribed on", "opt out time", "opted out", "email disabled", "deleted at",
    ), "left"),
    **dict.fromkeys(("clean time", "cleaned at", "bounced", "bounced at", "bounce time", "hard bounced"), "bounced"),
    **dict.fromkeys(("complained", "complained at", "spam complaint", "complaint time"), "complained"),
    **dict.fromkeys(("blocklisted", "blacklisted", "suppressed"), "asked"),
    **dict.fromkeys(("subscribed", "subscribed to emails", "email opt in", "opted in", "active"), ""),
}  # fmt: skip
NO_MEANS = {"confirmed": "unconfirmed", "": "left"}
WORDS: dict[str, str] = {
    **dict.fromkeys(("active", "subscribed", "enabled", "imported", "free", "paid", "comped", "yes", "true", "1"), ""),
    **dict.fromkeys(("confirmed", "double opt in", "double optin", "verified"), "confirmed"),
    **dict.fromkeys((
        "unconfirmed", "pending", "not confirmed", "unverified", "awaiting confirmation", "pending confirmation", "inactive",
        "non subscribed", "nonsubscribed", "never subscribed", "not subscribed", "transactional", "single opt in",
    ), "unconfirmed"),
    **dict.fromkeys((
        "left", "unsubscribed", "unsubscribe", "opted out", "opt out", "optout", "disabled", "removed", "deleted", "archived", "cancelled",
        "canceled", "no", "false", "0",
    ), "left"),
    **dict.fromkeys(("bounced", "cleaned", "bounce", "hard bounce", "hard bounced", "invalid", "undeliverable", "undelivered"), "bounced"),
    **dict.fromkeys(("complained", "complaint", "spam", "spam complaint", "abuse", "marked as spam", "reported spam"), "complained"),
    **dict.fromkeys(("asked", "blocklisted", "blacklisted", "blocked", "suppressed", "banned"), "asked"),
}  # fmt: skip
YES, NO = ("yes", "y", "true", "t", "1", "x", "on"), ("", "no", "n", "false", "f", "0", "null", "none", "never", "-", "n/a")
_NOWHEN = re.compile(r"0000-00-00.*|0001-01-01.*")
_UTC = re.compile(r"\s*(?:UTC|GMT)$")
_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)")
_BROKEN = re.compile("[\ud800-\udfff\ufffd]")
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+|[\ud800-\udfff]+")
_SECTION = re.compile(r"[-\w]{1,60}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Columns:
    delimiter: str
    count: int
    at: Mapping[str, int]  # a field of NAMES, and where it stands
    statuses: tuple[int, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()
    ips: tuple[int, ...] = ()
    headed: bool = True  # False: the first line is a record, and only where the address stands is known

    def alone(self, cells: Sequence[str]) -> bool:
        return isinstance(address(unguarded(cells[self.at["address"]].strip())), Address)


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one address."""

    address: Address
    said: str  # of STRICTER; empty: that it gets letters, and nothing of a confirmation
    edition: str | None  # None: the list does not say
    confirmed_at: datetime | None
    asked_at: datetime | None
    left_at: datetime | None
    language: str
    cadence: str
    hour: int | None
    zone: str
    sections: tuple[str, ...]
    page: str
    wording: str
    confirmed_wording: str
    note: str


def columns(first: str) -> Columns | str:
    """What the first line says of the others, or a sentence of why that cannot be known."""
    best: Columns | None = None
    for delimiter in DELIMITERS:
        cells = split(first, delimiter)
        if isinstance(cells, str):
            continue
        found = _named([_words(cell) for cell in cells], delimiter)
        if found and (best is None or found.count > best.count):
            best = found
    if best:
        return best
    for delimiter in DELIMITERS:
        cells = split(first, delimiter)
        for number, cell in enumerate(cells if isinstance(cells, list) else ()):
            if isinstance(address(cell), Address):
                return Columns(delimiter, len(cells), {"address": number}, headed=False)
    return "no column of its first line is called email or address"


@lru_cache(maxsize=1000)
def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text[:200].casefold()))


def _named(names: Sequence[str], delimiter: str) -> Columns | None:
    at = {
        field: names.index(next(name for name in known if name in names))
        for field, known in NAMES.items() if any(name in names for name in known)
    }  # fmt: skip
    if "address" not in at:
        return None
    where = list(enumerate(names))
    return Columns(
        delimiter, len(names), at, tuple(n for n, name in where if name in STATUSES),
        tuple((n, MARKS[name]) for n, name in where if name in MARKS), tuple(n for n, name in where if name in IPS),
    )  # fmt: skip


def row(cells: Sequence[str], of: Columns, now: datetime) -> Row | str:
    """What a record says, or a sentence of why it cannot be used."""
    given = [unguarded(cell.strip()).strip() for cell in cells]
    field = {name: given[number] for name, number in of.at.items()}
    whom = "its letters are not in the encoding of the file" if _BROKEN.search(field["address"]) else address(field["address"])
    if isinstance(whom, str):
        return whom
    said: list[str] = []
    for number in of.statuses:
        word = _words(given[number])
        if word and word not in WORDS:
            return f"what its status says is not known: {given[number][:60]}"
        said.append(WORDS.get(word, ""))
    times: dict[str, datetime] = {}
    for number, means in of.marks:
        marked, when = _mark(given[number], means, now)
        if marked is None:
            return f"when it was confirmed cannot be read: {given[number][:60]} (write it as 2026-11-28 06:30)"
        said.append(marked)
        if when:
            times[marked] = when
    asked_at = moment(field.get("asked_at", ""), now)
    left_at = max((times[word] for word in STOPS if word in times), default=None)
    return Row(
        whom, max(said, key=STRICTER.index, default=""), field.get("edition"), times.get("confirmed"), asked_at, left_at, *_wishes(field),
        page=_text(field.get("page", ""), 500), wording=_text(field.get("wording", ""), 5000),
        confirmed_wording=_text(field.get("confirmed_wording", ""), 5000),
        note=_note(field, [given[number] for number in of.ips], asked_at),
    )  # fmt: skip


def _mark(text: str, means: str, now: datetime) -> tuple[str | None, datetime | None]:
    """What a cell of a column of MARKS says, and since when; None for what cannot be read and may not be guessed."""
    word = text.casefold()
    if word in NO or _NOWHEN.fullmatch(word):
        return (NO_MEANS.get(means, "") if word and not _NOWHEN.fullmatch(word) else ""), None
    when = moment(text, now)
    unread = when is None and word not in YES
    return (None if unread and means == "confirmed" else means), when


def moment(text: str, now: datetime) -> datetime | None:
    """A time as systems write it, in UTC where it has no zone; None for what is none, and for what lies ahead."""
    try:
        if text.isdecimal() and len(text) in (10, 13):
            found = datetime.fromtimestamp(int(text[:10]), UTC)
        else:
            found = datetime.fromisoformat(_OFFSET.sub("", _UTC.sub("+00:00", text)))
            found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if datetime(1990, 1, 1, tzinfo=UTC) < found < now + timedelta(days=1) else None


def _wishes(field: Mapping[str, str]) -> tuple[str, str, int | None, str, tuple[str, ...]]:
    return _wished(*(field.get(name, "") for name in ("language", "cadence", "hour", "zone", "sections")))


@lru_cache(maxsize=1000)
def _wished(language: str, cadence: str, hour: str, zone: str, sections: str) -> tuple[str, str, int | None, str, tuple[str, ...]]:
    return (
        language if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", language) and len(language) <= 16 else "",
        cadence.casefold() if cadence.casefold() in CADENCES else "daily",
        int(hour) if re.fullmatch(r"1?\d|2[0-3]", hour, re.ASCII) else None,
        zone if re.fullmatch(r"[A-Za-z0-9_+/-]{1,64}", zone) else "",
        tuple(dict.fromkeys(_SECTION.findall(sections)))[:50],
    )


def _note(field: Mapping[str, str], ips: Sequence[str], asked_at: datetime | None) -> str:
    asked = field.get("asked_at", "")
    parts = [f"IP {', '.join(dict.fromkeys(filter(None, ips)))}" if any(ips) else "", f"asked {asked}" if asked and not asked_at else ""]
    return _text("; ".join(filter(None, [*parts, field.get("note", "")])), 300)


def _text(text: str, most: int) -> str:
    return _UNSEEN.sub(" ", text)[:most].strip() if text else ""
