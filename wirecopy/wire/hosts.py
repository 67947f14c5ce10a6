"""Whose turn is it to ask a domain, and what is due there? Answered for many domains at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Min, OrderBy, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from wirecopy.wire.models import Copy, Feed, Host, Outlet, Picture

LEASE = timedelta(minutes=5)  # how long a domain stays ours when we say nothing; longer than any one request
AHEAD = 20  # jobs of one kind looked up at once for a domain

Job = Feed | Copy | Picture


def due_domains(now: datetime, limit: int) -> list[str]:
    """Domains with something due, the longest waiting first, without those that must be left in peace."""
    waits: dict[str, datetime] = {}
    paused = _paused()
    tables: tuple[tuple[QuerySet[Any], str], ...] = (
        (Feed.objects.all(), "outlet"), (Copy.objects.all(), "outlet"), (Picture.objects.all(), "copy__outlet")
    )  # fmt: skip
    for rows, of in tables:
        asked = rows.exclude(**{f"{of}__in": paused}) if paused else rows
        found = asked.filter(due_at__lte=now).values_list("domain").annotate(since=Min("due_at")).order_by("since")
        for domain, since in found[:limit]:
            waits[domain] = min(since, waits.get(domain, since))
    busy = Host.objects.filter(Q(free_at__gt=now) | Q(claimed_until__gt=now), domain__in=waits)
    resting = set(busy.values_list("domain", flat=True))
    return [d for d in sorted(waits, key=lambda d: waits[d]) if d not in resting][:limit]


def claim(domains: Sequence[str], worker: str, now: datetime) -> set[str]:
    """Make domains ours for a while, or longer; which of them are. Of two workers that ask for one, one gets it."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=worker)
    with transaction.atomic():
        known = set(Host.objects.filter(domain__in=domains).values_list("domain", flat=True))
        new = sorted(set(domains) - known)  # in one order, so that two workers do not wait for each other
        Host.objects.bulk_create([Host(domain=domain, free_at=now) for domain in new], ignore_conflicts=True)
        ours = dict(Host.objects.select_for_update(skip_locked=True).filter(free, domain__in=domains).values_list("pk", "domain"))
        Host.objects.filter(pk__in=ours).update(claimed_by=worker, claimed_until=now + LEASE)
    return set(ours.values())


def free(domains: Sequence[tuple[str, datetime]], worker: str) -> None:
    """Let go of domains, each to be asked again from its time on."""
    at = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Host._meta.db_table} SET claimed_by = '', claimed_until = NULL, free_at = %s"  # noqa: S608
            " WHERE domain = %s AND claimed_by = %s",
            [(at(moment), domain, worker) for domain, moment in sorted(domains)],
        )


def release(worker: str) -> None:
    """Let go of what a collector of this name held when it was stopped."""
    Host.objects.filter(claimed_by=worker).update(claimed_by="", claimed_until=None)


def due_jobs(domains: Iterable[str], now: datetime) -> dict[str, list[Job]]:
    """What to ask each domain for, in order: feeds first, then the newest copies, then pictures."""
    found: dict[str, list[Job]] = defaultdict(list)
    due, paused = Q(domain__in=domains, due_at__lte=now), _paused()
    asked = due & ~Q(outlet__in=paused) if paused else due
    rows = (
        _first(Feed.objects.select_related("outlet").filter(asked), F("due_at").asc(), F("pk").asc()),
        _first(Copy.objects.select_related("outlet", "feed").filter(asked), F("given_at").desc(), F("pk").asc()),
        _first(
            Picture.objects.select_related("copy__placement").filter(due & ~Q(copy__outlet__in=paused) if paused else due), F("pk").asc()
        ),
    )
    for some in rows:
        for job in some:
            found[job.domain].append(job)
    return found


def _paused() -> list[int]:
    """The outlets that an editor paused: what is due of them waits, and is asked for when they go on."""
    return list(Outlet.objects.filter(paused_at__isnull=False).values_list("pk", flat=True))


def _first(rows: QuerySet[Any], *order: OrderBy) -> QuerySet[Any]:
    """The first AHEAD of each domain."""
    placed: QuerySet[Any] = rows.annotate(place=Window(RowNumber(), partition_by=F("domain"), order_by=order))
    first: QuerySet[Any] = placed.filter(place__lte=AHEAD).order_by("place")
    return first
