"""Who has which letter in hand? Marks and settlements as rows: a letter is marked before it leaves, and settled after the answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F

from wirecopy.mail import links
from wirecopy.mail.models import Delivery, Mailing, Subscriber
from wirecopy.mail.subscribing import leave

TAKES = {"digest": "active", "confirm": "pending", "preferences": "active"}  # the standing that gets such a letter


@dataclass(frozen=True, slots=True)
class Job:
    """A letter in hand, with what is needed to write it."""

    delivery: int
    kind: str
    mailing: int | None
    edition: int
    tries: int
    subscriber: int
    address: str
    secret: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    delivery: int
    state: str
    due_at: datetime
    relay: str = ""
    answer: str = ""
    counts: bool = True
    subscriber: int = 0
    nobody: bool = False  # the address is none
    again: int | None = None  # the mailing of a letter in doubt that goes out again


_PICK = """
SELECT d.id, d.kind, d.mailing_id, d.edition_id, d.tries, s.id, s.address, s.secret, s.standing, s.key, t.sections, t.id
FROM wirecopy_delivery d JOIN wirecopy_subscriber s ON s.id = d.subscriber_id
LEFT JOIN wirecopy_subscription t ON t.subscriber_id = s.id AND t.edition_id = d.edition_id
WHERE d.state = 'waiting' AND d.due_at <= %s AND {which} ORDER BY d.due_at, d.id LIMIT %s
"""
_OF_NONE = "d.mailing_id IS NULL"
_OF_MAILING = """d.mailing_id = %s AND EXISTS (
SELECT 1 FROM wirecopy_mailing m WHERE m.id = d.mailing_id AND m.state = 'sending' AND m.sample {})"""
# By hand, as they are said for every few letters: Django takes longer to put such a sentence together than SQLite to answer it.
_SUPPRESSED = "SELECT hash FROM wirecopy_suppression WHERE hash IN ({})"
_MARK = """
UPDATE wirecopy_delivery SET state = 'leaving', sender = %s, leaving_at = %s, settled_at = NULL, tries = tries + 1 WHERE id IN ({})
"""
_SETTLE = """
UPDATE wirecopy_delivery SET state = %s, due_at = %s, settled_at = %s, relay = %s, answer = %s, tries = tries - %s
WHERE id = %s AND sender = %s AND state IN ('leaving', 'doubt')
"""


def mark(sender: str, mailing: Mailing | None, room: int, now: datetime) -> list[Job]:
    """Take up to `room` letters that are due: once this is committed, each has left or is in doubt. Within a transaction.

    Those of a mailing, or those of none, which somebody waits for. What may leave no more, because the subscriber left meanwhile, is
    dropped.
    """
    if mailing is None or not mailing.sample:
        return _mark(sender, mailing, room, now)
    row = Mailing.objects.select_for_update().get(pk=mailing.pk)
    jobs = _mark(sender, row, min(room, row.sample), now) if row.sample else []
    row.sample -= len(jobs)
    if jobs and not row.sample:
        row.state, row.why = "paused", "the sample has left; resume sends the rest"
    row.save(update_fields=["sample", "state", "why"])
    return jobs


def _mark(sender: str, mailing: Mailing | None, room: int, now: datetime) -> list[Job]:
    rows = _picked(mailing, room, now)
    if not rows:
        return []
    gone = {row[0] for row in rows if row[8] != TAKES[row[1]] or (row[1] == "digest" and row[11] is None)} | _suppressed(rows)
    if gone:
        dropped = {"state": "dropped", "settled_at": now, "answer": "no letter is wanted any more"}
        Delivery.objects.filter(pk__in=gone, state="waiting").update(**dropped)
    jobs = [
        Job(delivery, kind, of, edition, tries + 1, subscriber, address, secret, _sections(sections))
        for delivery, kind, of, edition, tries, subscriber, address, secret, _, _, sections, _ in rows
        if delivery not in gone
    ]
    if jobs:
        given = [sender, connection.ops.adapt_datetimefield_value(now), *(job.delivery for job in jobs)]
        with connection.cursor() as cursor:
            cursor.execute(_MARK.format(_places(jobs)), given)
    return jobs


def _suppressed(rows: Sequence[tuple[Any, ...]]) -> set[int]:
    """The digests among `rows` whose address wants no letters, whatever its row says."""
    hashes = {links.suppressed(settings.MAIL_KEY, row[9]): row[0] for row in rows if row[1] == "digest"}
    if not hashes:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_SUPPRESSED.format(_places(hashes)), list(hashes))
        return {hashes[one] for (one,) in cursor.fetchall()}


def _places(given: Collection[object]) -> str:
    return ", ".join(["%s"] * len(given))


def _picked(mailing: Mailing | None, room: int, now: datetime) -> list[tuple[Any, ...]]:
    """A mailing that was held, or is to send a sample, since `mailing` was read gives nothing."""
    which = _OF_NONE if mailing is None else _OF_MAILING.format("> 0" if mailing.sample else "= 0")
    skips = connection.features.has_select_for_update_skip_locked
    due = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        lock = "FOR UPDATE OF d SKIP LOCKED" if skips else ""
        cursor.execute(_PICK.format(which=which) + lock, [due, room] if mailing is None else [due, mailing.pk, room])
        return list(cursor.fetchall())


def _sections(told: Any) -> tuple[str, ...]:
    found = json.loads(told) if isinstance(told, str) else told or []
    return tuple(sorted(map(str, found)))


def settle(sender: str, settlements: Sequence[Settlement], now: datetime) -> None:
    """Write down what became of letters that this sender had in hand; doing it twice changes nothing. Within a transaction."""
    if not settlements:
        return
    stamp = connection.ops.adapt_datetimefield_value
    rows = [
        (one.state, stamp(one.due_at), None if one.state == "waiting" else stamp(now), one.relay[:120], one.answer[:300],
         0 if one.counts else 1, one.delivery, sender)
        for one in settlements
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(_SETTLE, rows)
    for mailing in filter(None, (one.again for one in settlements)):
        count_again(mailing)
    for nobody in Subscriber.objects.filter(pk__in=[one.subscriber for one in settlements if one.nobody]):
        leave(nobody, now, "bounced")


def let_go(sender: str, held: Iterable[int]) -> int:
    """Give back what is marked as ours and was never handed out: a mark whose transaction we could not see end."""
    rows = Delivery.objects.filter(sender=sender, state="leaving").exclude(pk__in=list(held))
    return rows.update(state="waiting", tries=F("tries") - 1)


def senders() -> list[str]:
    """Every sender that has a letter in hand, or died with one."""
    return list(Delivery.objects.filter(state="leaving").order_by().values_list("sender", flat=True).distinct())


def in_hand(sender: str) -> list[tuple[int, int]]:
    """(delivery, tries): which letters, and at which try."""
    return list(Delivery.objects.filter(sender=sender, state="leaving").values_list("pk", "tries"))


def doubt(sender: str, deliveries: Sequence[int], again: bool, now: datetime, wait: timedelta) -> int:
    """Of letters that a dead sender had in hand nobody knows whether they arrived. Counted on the mailing too where they go out again."""
    rows = Delivery.objects.filter(pk__in=deliveries, sender=sender, state="leaving")
    word = "its sender died while it was leaving"
    if not again:
        return rows.update(state="doubt", settled_at=now, answer=word)
    for mailing in rows.exclude(mailing=None).values_list("mailing", flat=True):
        count_again(mailing)
    return rows.update(state="waiting", due_at=now + wait, answer=word + "; once more")


def count_again(mailing: int) -> None:
    """One more letter of a mailing was in doubt, and goes out again. Within a transaction."""
    row = Mailing.objects.select_for_update().get(pk=mailing)
    row.counts = {**row.counts, "again": row.counts.get("again", 0) + 1}
    row.save(update_fields=["counts"])
