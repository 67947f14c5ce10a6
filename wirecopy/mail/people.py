"""Subscribers from another system: who takes letters at once, who is asked first, who gets none, and why not?

A list is taken in batches, each one short transaction that asks what is there first. So it may be killed anywhere and taken again, and
taking it twice changes nothing.
"""

from __future__ import annotations

import io
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from wirecopy.mail import knocking, links, subscribing
from wirecopy.mail.models import Consent, Delivery, Subscriber, Subscription, Suppression
from wirecopy.mail.people_columns import STOPS, Columns, Row, columns, row
from wirecopy.mail.people_csv import LONGEST, SHOWN, Broken, Lines, Record, encoding, records
from wirecopy.press.models import Edition

BATCH = 500  # lines to a transaction
WANTS_NONE = {
    "left": "it wants no letters: it left", "bounced": "it gets no letters: they came back",
    "complained": "it wants no letters: it complained of them", "asked": "it wants no letters: somebody asked that none go there",
}  # fmt: skip
UNCONFIRMED = {"unconfirmed": "it was not confirmed", "": "no confirmation is recorded"}

Refuse = Callable[[Broken], None]


@dataclass(frozen=True, slots=True)
class Terms:
    """How a list is taken. `confirmed`: the editor's word that all of it confirmed; `ask`: send the others a letter that asks."""

    edition: Edition
    now: datetime
    confirmed: bool = False
    ask: bool = False


@dataclass(slots=True)
class Known:
    """What is there already of the addresses of a batch. `left`: why no letter goes to whom."""

    left: dict[str, str]
    subscribers: dict[str, Subscriber]
    settled: set[int]  # that take the edition, or agreed to it once


@dataclass(slots=True)
class Todo:
    by: dict[str, list[Row]] = field(default_factory=lambda: {word: [] for word in ("new", "wake", "add", "stop", "ask")})


def bring(file: Path, terms: Terms, refuse: Refuse, progress: Callable[[int], None]) -> Counter[str] | str:
    """Take a list; what became of its records, by word (taken | already | asked | stopped | other | refused), or why it is no list.

    Refused lines are handed on with the reason, `progress` is told how many bytes have been read.
    """
    with file.open("rb") as binary:
        coded = encoding(iter(lambda: binary.readline(LONGEST), b""))
        binary.seek(0)
        errors = "replace" if coded == "utf-16" else "surrogateescape"
        with closing(io.TextIOWrapper(binary, coded, errors)) as text:
            lines = Lines(text.readline)
            of = _header(lines)
            if isinstance(of, str):
                return of
            done: Counter[str] = Counter()
            found = records(lines, of.delimiter, of.count, of.alone)
            while batch := list(islice(found, BATCH)):
                _take(batch, of, terms, done, refuse)
                progress(binary.tell())
    return done


def _header(lines: Lines) -> Columns | str:
    first = lines.take()
    if first and first.text.casefold().startswith("sep="):
        first = lines.take()  # as a spreadsheet begins a list for itself
    if first is None:
        return "it is empty"
    found = columns(first.text)
    if isinstance(found, Columns) and not found.headed:
        lines.back([first])
    return found


def _take(batch: Sequence[Record | Broken], of: Columns, terms: Terms, done: Counter[str], refuse: Refuse) -> None:
    """Take the records of a batch, those of one address one after the other; what is refused is told in the order of the lines."""
    read = {one.line: row(one.cells, of, terms.now) if isinstance(one, Record) else one.why for one in batch}
    outcomes = {line: said for line, said in read.items() if isinstance(said, str)}
    for wave in _waves({line: said for line, said in read.items() if isinstance(said, Row)}):
        try:
            settled = _settle(list(wave.values()), terms)
        except IntegrityError:  # somebody came by the form meanwhile, and is there now
            settled = _settle(list(wave.values()), terms)
        outcomes.update(zip(wave, settled, strict=True))
    for one in batch:
        outcome = outcomes[one.line]
        if " " in outcome:
            refuse(one if isinstance(one, Broken) else Broken(one.line, outcome, of.delimiter.join(one.cells)[:SHOWN]))
        done["refused" if " " in outcome else outcome] += 1


def _waves(rows: dict[int, Row]) -> Iterator[dict[int, Row]]:
    """Parts in which no address comes twice."""
    while rows:
        first: dict[str, int] = {}
        for line, read in rows.items():
            first.setdefault(read.address.key, line)
        yield {line: rows[line] for line in first.values()}
        rows = {line: read for line, read in rows.items() if first[read.address.key] != line}


def _settle(rows: Sequence[Row], terms: Terms) -> list[str]:
    """What became of each: a word, or a sentence of why it was refused."""
    marks = {read.address.key: links.suppressed(settings.MAIL_KEY, read.address.key) for read in rows}
    with transaction.atomic():
        known = _known(marks, terms.edition)
        outcomes: list[str] = []
        todo = Todo()
        for read in rows:
            outcome = _judged(read, known, terms)
            if outcome == "ask" and not knocking.knock("letter", read.address.key, knocking.LETTER, terms.now):
                outcome = "it was asked several times of late"
            if outcome in todo.by:
                todo.by[outcome].append(read)
            outcomes.append({"new": "taken", "wake": "taken", "add": "taken", "stop": "stopped", "ask": "asked"}.get(outcome, outcome))
        _stop(todo.by["stop"], marks, known, terms.now)
        _make([*todo.by["new"], *todo.by["ask"]], terms, set(map(id, todo.by["ask"])))
        _wake(todo.by["wake"], known, terms)
        _agree(todo.by["wake"] + todo.by["add"], {key: one.pk for key, one in known.subscribers.items()}, terms)
    return outcomes


def _known(marks: dict[str, str], edition: Edition) -> Known:
    whys = dict(Suppression.objects.filter(hash__in=marks.values()).values_list("hash", "why"))
    subscribers = {one.key: one for one in Subscriber.objects.select_for_update().filter(key__in=marks)}
    numbers = [one.pk for one in subscribers.values()]
    settled = {
        number for table in (Subscription, Consent)
        for number in table.objects.filter(edition=edition, subscriber__in=numbers).values_list("subscriber_id", flat=True)
    }  # fmt: skip
    return Known({key: whys[mark] for key, mark in marks.items() if mark in whys}, subscribers, settled)


def _judged(read: Row, known: Known, terms: Terms) -> str:
    """What is to be done with it: a key of Todo, `already` or `other`, or a sentence of why nothing may be."""
    key = read.address.key
    here, why = known.subscribers.get(key), known.left.get(key)
    standing = here.standing if here else ""
    if read.said in STOPS:
        came_back = here and standing == "active" and read.left_at and here.confirmed_at and read.left_at < here.confirmed_at
        stands = standing not in ("active", "pending") and why and (why != "left" or read.said == "left")
        return "already" if came_back or stands else "stop"
    if read.edition is not None and read.edition != terms.edition.slug:
        return "other"
    if why or standing in WANTS_NONE:
        return WANTS_NONE[why or standing]
    if read.said == "confirmed" or (read.said == "" and terms.confirmed):
        if here is None:
            return "new"
        return "wake" if standing == "pending" else "already" if here.pk in known.settled else "add"
    if here and ((standing == "active" and here.pk in known.settled) or (standing == "pending" and terms.ask)):
        return "already"
    return "ask" if terms.ask and here is None else UNCONFIRMED[read.said]


def _stop(rows: Sequence[Row], marks: dict[str, str], known: Known, now: datetime) -> None:
    """Nobody writes to these any more. Of an address that never was here nothing is kept but the hash."""
    for read in rows:
        if here := known.subscribers.get(read.address.key):
            subscribing.leave(here, now, read.said)
    strange = [read for read in rows if read.address.key not in known.subscribers]
    new = [Suppression(hash=marks[read.address.key], why=read.said, made_at=now) for read in strange]
    Suppression.objects.bulk_create(new, ignore_conflicts=True)
    for why in STOPS[1:]:
        stronger = [marks[read.address.key] for read in strange if read.said == why and known.left.get(read.address.key) == "left"]
        if stronger:
            Suppression.objects.filter(hash__in=stronger, why="left").update(why=why)


def _make(rows: Sequence[Row], terms: Terms, asked: set[int]) -> None:
    """Addresses that are new here; those in `asked` (by id) take nothing before they confirm."""
    now, pending = terms.now, {"standing": "pending", "asked_at": terms.now, "expires_at": terms.now + subscribing.HOLDS}
    made = [
        Subscriber(
            address=read.address.written, key=read.address.key, secret=secrets.token_urlsafe(32), made_at=now,
            **(pending if id(read) in asked else {"standing": "active", "confirmed_at": read.confirmed_at or now}), **_wishes(read, terms),
        )
        for read in rows
    ]  # fmt: skip
    Subscriber.objects.bulk_create(made)
    numbers = {one.key: one.pk for one in made}
    _agree([read for read in rows if id(read) not in asked], numbers, terms)
    waiting = [read for read in rows if id(read) in asked]
    Consent.objects.bulk_create(_consent(read, numbers[read.address.key], terms, ask=True) for read in waiting)
    Delivery.objects.bulk_create(
        Delivery(subscriber_id=numbers[read.address.key], edition=terms.edition, kind="confirm", due_at=now) for read in waiting
    )


def _wake(rows: Sequence[Row], known: Known, terms: Terms) -> None:
    """Addresses that were asked here and did not answer yet, and confirmed elsewhere."""
    for read in rows:
        facts = {"standing": "active", "expires_at": None, "left_at": None, "confirmed_at": read.confirmed_at or terms.now}
        Subscriber.objects.filter(pk=known.subscribers[read.address.key].pk).update(**facts, **_wishes(read, terms))


def _agree(rows: Sequence[Row], numbers: dict[str, int], terms: Terms) -> None:
    Consent.objects.bulk_create(_consent(read, numbers[read.address.key], terms) for read in rows)
    takes = [
        Subscription(
            subscriber_id=numbers[read.address.key], edition=terms.edition, sections=list(read.sections), since_at=terms.now
        )
        for read in rows
    ]  # fmt: skip
    Subscription.objects.bulk_create(takes, ignore_conflicts=True)


def _consent(read: Row, subscriber: int, terms: Terms, ask: bool = False) -> Consent:
    """As the list has it. Who is asked here is asked now, and what the list says of earlier goes into the note."""
    unsaid = "" if read.confirmed_at else f"confirmed, the list of {terms.now:%Y-%m-%d} does not say when"
    word = "" if ask else unsaid if read.said == "confirmed" else f"confirmed on the editor’s word, {terms.now:%Y-%m-%d}"
    earlier = f"asked {read.asked_at:%Y-%m-%d %H:%M} UTC" if ask and read.asked_at else ""
    return Consent(
        subscriber_id=subscriber, edition=terms.edition, source="import", page=read.page, wording=read.wording,
        asked_at=terms.now if ask else read.asked_at or read.confirmed_at or terms.now,
        confirmed_at=None if ask else read.confirmed_at or terms.now,
        confirmed_wording="" if ask else read.confirmed_wording, note="; ".join(filter(None, (word, earlier, read.note)))[:300],
    )  # fmt: skip


def _wishes(read: Row, terms: Terms) -> dict[str, str | int | None]:
    zone = read.zone if _is_zone(read.zone) else ""
    return {"language": read.language or terms.edition.language, "cadence": read.cadence, "hour": read.hour, "zone": zone}


@lru_cache(maxsize=1000)
def _is_zone(name: str) -> bool:
    try:
        return bool(name and ZoneInfo(name))
    except (LookupError, ValueError, OSError):
        return False
