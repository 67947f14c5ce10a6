"""What does the clock want done? Chores with a period: each is done once, by whoever wakes first, and caught up once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import models, transaction

from wirecopy.log import told

log = logging.getLogger("wirecopy.clock")


class Chore(models.Model):
    """A piece of the clock's work. The row is the claim: who moves `due_at` on does it."""

    name = models.CharField(max_length=60, unique=True)
    period = models.PositiveIntegerField(help_text="Seconds.")
    due_at = models.DateTimeField(db_index=True)
    done_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "wirecopy"

    def __str__(self) -> str:
        return self.name


Deed = Callable[[datetime], str]


def tick(deeds: Mapping[str, tuple[timedelta, Deed]], now: datetime) -> int:
    """Do what is due, each once; a missed hour is caught up once, not many times. Returns how many were done.

    A chore is claimed by moving its `due_at` past now, in a transaction of its own, before its deed begins: a deed that dies
    is tried again a period later, and two clocks never do one chore twice.
    """
    done = 0
    for name, (period, deed) in deeds.items():
        seconds = int(period.total_seconds())
        chore, _ = Chore.objects.get_or_create(name=name, defaults={"period": seconds, "due_at": now})
        if chore.period != seconds:
            Chore.objects.filter(pk=chore.pk).update(period=seconds)
        if chore.due_at > now:
            continue
        with transaction.atomic():
            if not Chore.objects.filter(pk=chore.pk, due_at=chore.due_at).update(due_at=now + period):
                continue  # somebody else woke first
        outcome = deed(now)
        Chore.objects.filter(pk=chore.pk).update(done_at=now, outcome=outcome[:300])
        if outcome:
            told(log, "chore done", chore=name, outcome=outcome)
        done += 1
    return done
