"""Which issue goes to whom, and when? Mailings are made, filled with deliveries, held, and counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count

from wirecopy.mail import links
from wirecopy.mail.models import CADENCES, Delivery, Mailing, Subscriber, Subscription, Suppression
from wirecopy.press.models import Edition, Issue

CHUNK = 2000  # subscribers that are written in one transaction
OPEN = ("sending", "paused")
CATCH_UP = timedelta(days=7)  # an issue that found no mailing for so long is old news

_WRITE = """
INSERT INTO wirecopy_delivery (mailing_id, subscriber_id, edition_id, due_at, kind, state, tries, sender, relay, answer)
VALUES (%s, %s, %s, %s, 'digest', 'waiting', 0, '', '', '') ON CONFLICT DO NOTHING
"""  # by hand: Django takes ten times as long to make the rows as SQLite to write them

MakeIssue = Callable[[Edition, str, datetime], Issue | None]


def make_due(make_issue: MakeIssue, now: datetime) -> str:
    """Make the issues whose hour has passed, and their mailings where there is a relay. What was missed is caught up once."""
    made: list[str] = []
    for edition in Edition.objects.order_by("id"):
        for cadence in CADENCES:
            if wants_issue(edition, cadence, now):
                issue = make_issue(edition, cadence, now)
                made += [f"{edition.slug} ({cadence})"] if issue and issue.told else []
    if settings.WIRECOPY["MAIL_RELAYS"]:
        for issue in Issue.objects.filter(mailing=None, made_at__gt=now - CATCH_UP).exclude(told={}).select_related("edition"):
            if issue.day == now.astimezone(zone(issue.edition.zone)).date():
                make(issue, now)
    return f"made letters of {', '.join(made)}" if made else "no letter is due"


def make(issue: Issue, now: datetime, sample: int = 0) -> Mailing:
    """The one mailing of an issue."""
    return Mailing.objects.get_or_create(issue=issue, defaults={"made_at": now, "sample": sample})[0]


def wants_issue(edition: Edition, cadence: str, now: datetime) -> bool:
    """Has the hour of a letter passed that was not made? One that was missed is made at the next hour if that is today, or else now."""
    here = now.astimezone(zone(edition.zone))
    due = last_due(cadence, edition.letter_hour, here)
    comes_today = due.date() < here.date() and comes_out(cadence, here.date())
    if comes_today or due < edition.made_at:
        return False
    return not Issue.objects.filter(edition=edition, cadence=cadence, day__gte=due.date()).exists()


def comes_out(cadence: str, day: date) -> bool:
    """Weekdays: Monday to Friday; weekly: on Mondays."""
    return {"daily": True, "weekdays": day.weekday() < 5, "weekly": day.weekday() == 0}[cadence]


def last_due(cadence: str, hour: int, here: datetime) -> datetime:
    """The last moment up to `here` (with the edition's zone) at which a letter was to come out."""
    day = here.date()
    while not comes_out(cadence, day) or at_hour(day, hour, here.tzinfo) > here:
        day -= timedelta(days=1)
    return at_hour(day, hour, here.tzinfo)


def at_hour(day: date, hour: int, tzinfo: object) -> datetime:
    """In UTC and back, so that an hour that the clocks leave out on this day is the one after it."""
    zoned = datetime.combine(day, time(min(hour, 23)), tzinfo=tzinfo)  # type: ignore[arg-type]
    return zoned.astimezone(UTC).astimezone(zoned.tzinfo)


@lru_cache(maxsize=1000)
def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=10_000)
def due_at(day: date, hour: int, zone_name: str) -> datetime:
    return at_hour(day, hour, zone(zone_name)).astimezone(UTC)


def fill(mailing: Mailing, now: datetime) -> int:
    """Write the deliveries of the next `CHUNK` subscribers; how many were written. A restart, or another sender, goes on from there."""
    issue, edition = mailing.issue, mailing.issue.edition
    standing = Subscriber.objects.filter(standing="active", cadence=issue.cadence, pk__gt=mailing.filled_to)
    found = list(standing.order_by("pk").values_list("pk", "key", "hour", "zone")[:CHUNK])
    if not found:
        mailing.filled_at = now
        Mailing.objects.filter(pk=mailing.pk, filled_at=None).update(filled_at=now)
        return 0
    last = found[-1][0]
    # Not asked by edition: SQLite would look through the whole index of it for every chunk.
    takes = Subscription.objects.filter(subscriber__gt=mailing.filled_to, subscriber__lte=last)
    takers = {pk for pk, of in takes.values_list("subscriber", "edition") if of == edition.pk}
    hashes = {links.suppressed(settings.MAIL_KEY, key): pk for pk, key, _, _ in found if pk in takers}
    takers -= {hashes[one] for one in Suppression.objects.filter(hash__in=hashes).values_list("hash", flat=True)}
    stamp = cache(connection.ops.adapt_datetimefield_value)
    hours = [(pk, edition.letter_hour if at is None else at, where or edition.zone) for pk, _, at, where in found if pk in takers]
    rows = [
        (mailing.pk, pk, edition.pk, stamp(now if place < mailing.sample else max(now, due_at(issue.day, hour, where))))
        for place, (pk, hour, where) in enumerate(hours)
    ]
    with transaction.atomic():
        if not Mailing.objects.filter(pk=mailing.pk, filled_to=mailing.filled_to, state="sending").update(filled_to=last):
            return 0  # another sender fills it, or it was paused
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, rows)
    mailing.filled_to = last
    return len(rows)


def sending() -> list[Mailing]:
    return list(Mailing.objects.filter(state="sending").select_related("issue__edition").order_by("pk"))


def finish(mailing: Mailing, now: datetime) -> bool:
    """Is every letter of it settled? Then it is done."""
    if mailing.filled_at is None or Delivery.objects.filter(mailing=mailing, state__in=("waiting", "leaving")).exists():
        return False
    return bool(Mailing.objects.filter(pk=mailing.pk, state="sending").update(state="done", done_at=now, why=""))


def pause(mailing: Mailing, why: str) -> bool:
    return bool(Mailing.objects.filter(pk=mailing.pk, state="sending").update(state="paused", why=why[:300]))


def resume(mailing: Mailing) -> bool:
    return bool(Mailing.objects.filter(pk=mailing.pk, state="paused").update(state="sending", why="", sample=0))


def stop(mailing: Mailing, why: str, now: datetime) -> bool:
    """For good: what has not left never will."""
    return bool(Mailing.objects.filter(pk=mailing.pk, state__in=OPEN).update(state="stopped", why=why[:300], done_at=now))


def sample(mailing: Mailing, letters: int, now: datetime) -> bool:
    """Let so many more letters leave now, whatever hour their readers chose, and then pause it."""
    with transaction.atomic():
        first = Delivery.objects.filter(mailing=mailing, state="waiting").order_by("due_at", "id").values("pk")[:letters]
        Delivery.objects.filter(pk__in=first, due_at__gt=now).update(due_at=now)
        return bool(Mailing.objects.filter(pk=mailing.pk, state__in=OPEN).update(state="sending", why="", sample=letters))


def progress(mailing: Mailing) -> dict[str, int]:
    """Deliveries by state; of an old mailing as they were counted before its rows went. `again`: letters in doubt that went out again."""
    counted = dict(Delivery.objects.filter(mailing=mailing).order_by().values_list("state").annotate(Count("id")))
    return {state: counted.get(state, 0) + int(mailing.counts.get(state, 0)) for state in (*Delivery.STATES, "again")}
