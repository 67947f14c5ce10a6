"""How is a copy forgotten for good? Nothing of what it said stays, and its address is known again by a keyed hash alone."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from wirecopy.wire import captures
from wirecopy.wire.captures import Place
from wirecopy.wire.links import canonical
from wirecopy.wire.models import Copy, Feed, Outlet, Picture, Reading, Repeat, Stumble, Take

MARK = "erased:"  # before the keyed hash of an address


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list of what must be erased again after a restore. It says neither what it was nor where it stood."""

    at: str
    outlet: str  # its slug
    marks: Sequence[str]  # of the addresses
    pictures: Sequence[str]  # files, by names that are hashes of their bytes
    uploads: Sequence[str]


def mark(address: str) -> str:
    """What stands for an address: a keyed hash, the same over http and https."""
    return _keyed((canonical(address) or address).split("://", 1)[-1])


def _keyed(text: str) -> str:
    return MARK + hmac.new(settings.MAIL_KEY, b"erased " + text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def erased(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses whose copy was erased."""
    marks: dict[str, list[str]] = {}
    for address in addresses:
        marks.setdefault(mark(address), []).append(address)
    found = Copy.objects.filter(url__in=marks).values_list("url", flat=True) if marks else ()
    return {address for each in found for address in marks[each]}


def barred(announced: Sequence[tuple[Feed, Mapping[str, str]]]) -> set[tuple[int, str]]:
    """Of entries that feeds announce, address -> id in the feed: (feed, address) of those that were erased, under whichever of the two."""
    ids = {(feed.pk, _keyed(guid)): url for feed, entries in announced for url, guid in entries.items() if guid}
    keys = {key for _, key in ids}
    found = Copy.objects.filter(guid__in=keys, feed__in={feed for feed, _ in ids}).values_list("feed", "guid") if ids else ()
    gone = erased({url for _, entries in announced for url in entries})
    return {(feed.pk, url) for feed, entries in announced for url in entries if url in gone} | {
        (feed, ids[feed, guid]) for feed, guid in found if feed and (feed, guid) in ids
    }


def addresses(copy: Copy) -> set[str]:
    """Every address that a copy was fetched at, or named by."""
    known = {copy.url, copy.given_url, *copy.takes.values_list("url", flat=True)}
    known |= {str(each) for each in Reading.objects.filter(take__copy=copy).values_list("article__canonical_url", flat=True) if each}
    return {canonical(each) or each for each in known if each}


def headlines(copy: Copy) -> set[str]:
    rows = Reading.objects.filter(take__copy=copy).values_list("headline", "article__headline")
    return {str(each) for each in (copy.headline, *(said for row in rows for said in row)) if each}


def pictures(copy: Copy) -> list[str]:
    """The files of its pictures that no other copy shows."""
    files = set(copy.pictures.exclude(file="").values_list("file", flat=True))
    return sorted(files - set(Picture.objects.filter(file__in=files).exclude(copy=copy).values_list("file", flat=True)))


def ledger() -> Path:
    return Path(settings.DATA) / "erased.jsonl"


def write_down(line: Listed) -> None:
    """Put a line on the list, and that on the disk, before anything is erased: what breaks off can be finished."""
    with open(os.open(ledger(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii") as file:
        file.write(json.dumps(asdict(line)) + "\n")
        file.flush()
        os.fsync(file.fileno())


def listed() -> list[Listed]:
    """The list; a line that was cut off is passed over."""
    try:
        lines = ledger().read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return list(_lines(lines))


def _lines(lines: Iterable[str]) -> Iterator[Listed]:
    for line in lines:
        try:
            said: dict[str, Any] = json.loads(line)
            yield Listed(**said)
        except (ValueError, TypeError):
            continue


def erase_captures(copy: Copy, marks: set[str]) -> int:
    """Erase the captures of its takes; how many. A place that holds something else, after a restore, is left alone."""
    done = 0
    for file, offset, length in copy.takes.exclude(warc="").values_list("warc", "warc_offset", "warc_length"):
        address = captures.at(settings.CAPTURES, Place(file, offset, length))
        if address and mark(address) in marks:
            captures.erase(settings.CAPTURES, Place(file, offset, length))
            done += 1
    return done


def erase_all_captures(marks: set[str]) -> int:
    """Look through every capture file, also for what no take points at; how many were erased."""
    done = 0
    for file in sorted(settings.CAPTURES.glob("*.warc.zst")):
        for place, address in list(captures.records(settings.CAPTURES, file.name)):
            if mark(address) in marks:
                captures.erase(settings.CAPTURES, place)
                done += 1
    return done


def forget(copy: Copy) -> int:
    """In a transaction, when nothing of the desk leans on it any more: empty the copy, and let go of its takes; how many these were.

    Its row stays, with a keyed hash for its address, so that the feed that announces it again brings nothing.
    """
    marks = {mark(address) for address in addresses(copy)}
    Stumble.objects.filter(copy=copy).delete()
    keys = set(Repeat.objects.filter(copy=copy).values_list("key", flat=True))
    Repeat.objects.filter(copy=copy).delete()
    others = set(Repeat.objects.filter(outlet=copy.outlet, key__in=keys, copy__isnull=False).values_list("key", flat=True))
    Repeat.objects.filter(outlet=copy.outlet, key__in=keys - others, copy=None).delete()
    copy.pictures.all().delete()
    takes = copy.takes.count()
    Take.objects.filter(copy=copy).delete()
    own = mark(copy.url)
    Copy.objects.filter(pk=copy.pk).update(
        url=own, given_url="", guid=_keyed(copy.guid) if copy.guid else "", domain="", headline="", given_at=None, given_hash="",
        due_at=None, etag="", last_modified="", failures=0,
    )  # fmt: skip
    remember(copy.outlet, marks - {own}, copy.seen_at)
    return takes


def remember(outlet: Outlet, marks: Iterable[str], now: datetime) -> None:
    """Know these addresses again: a row without content for each that has none."""
    Copy.objects.bulk_create([Copy(outlet=outlet, url=each, domain="", seen_at=now) for each in sorted(marks)], ignore_conflicts=True)


def checkpoint() -> None:
    """Write SQLite's log back into its file and cut it off: till then what was erased is still to be read in the log."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
