"""What of old letters is kept, and for how long? Rows go, what they count stays on their mailing."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from wirecopy.mail.models import Delivery, Mailing, Report

LETTERS, REPORTS = timedelta(days=60), timedelta(days=365)
BATCH = 1000


def forget_letters(now: datetime) -> str:
    """Delete the deliveries of mailings that ended long ago, once they are counted there, other old letters, and old reports."""
    counted = 0
    for mailing in Mailing.objects.filter(state__in=("done", "stopped"), done_at__lt=now - LETTERS).order_by("pk"):
        while some := _count(mailing.pk):
            counted += some
    old = Q(settled_at__lt=now - LETTERS) | Q(state="waiting", due_at__lt=now - LETTERS)
    others = _delete(Delivery, Q(old, mailing=None) & ~Q(state="leaving"))
    reports = _delete(Report, Q(came_at__lt=now - REPORTS))
    return f"{counted} old letters counted and deleted, {others} others, {reports} reports"


def _count(mailing: int) -> int:
    """Some deliveries of a mailing that is over become numbers on it, in one transaction. Waiting ones never left, and count as that."""
    with transaction.atomic():
        row = Mailing.objects.select_for_update().get(pk=mailing)
        some = dict(Delivery.objects.filter(mailing=row).order_by("pk").values_list("pk", "state")[:BATCH])
        states = Counter(some.values())
        row.counts = {**row.counts, **{state: row.counts.get(state, 0) + count for state, count in states.items()}}
        row.save(update_fields=["counts"])
        Delivery.objects.filter(pk__in=some).delete()
    return len(some)


def _delete(table: type[Delivery | Report], which: Q) -> int:
    gone = 0
    while some := list(table._default_manager.filter(which).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            table._default_manager.filter(which, pk__in=some).delete()
        gone += len(some)
    return gone
