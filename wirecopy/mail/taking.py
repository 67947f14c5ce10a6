"""The deed behind a message that came back: it is written down once, and what it says of its reader's address is done."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from wirecopy.log import told
from wirecopy.mail import reports, subscribing
from wirecopy.mail.models import Delivery, Report, Subscriber
from wirecopy.mail.wording import OURS

log = logging.getLogger("wirecopy.mail")

IN_A_ROW, OVER = 5, timedelta(days=3)  # so many letters given up, over so long, and an address gets no more
KEPT = timedelta(days=30)  # reports that belong to no letter


def take(data: bytes, now: datetime, came_to: str = "") -> str:
    """Take one message; how it was taken: a kind of Report, or left | reply | other | again. Once more changes nothing.

    What belongs to no letter of ours is kept as unknown, and stops nobody.
    """
    found = reports.found(data, settings.MAIL_KEY, came_to)
    if found.kind in ("reply", "other"):
        return found.kind
    if found.kind == "leave":
        return _leave(found, now)
    with transaction.atomic():
        delivery = _delivery(found)
        subscriber = delivery.subscriber if delivery else _holder(found, now)
        kind = found.kind if subscriber else "unknown"
        facts = {"kind": kind, "subscriber": subscriber, "delivery": delivery, "status": found.status, "said": found.said, "came_at": now}
        report, new = Report.objects.get_or_create(box_key=found.key, defaults=facts)
        if not new:
            return "again"
        if subscriber:
            _believe(report, Subscriber.objects.select_for_update().get(pk=subscriber.pk), now)
    told(log, "a report came back", kind=kind, status=found.status, delivery=delivery.pk if delivery else "", forged=found.forged)
    return kind


def _leave(found: reports.Found, now: datetime) -> str:
    """A letter with the link's last part as its subject, as List-Unsubscribe names it: who writes that leaves."""
    subscriber = subscribing.holder("leave", found.leave, now)
    if subscriber is None:
        return "other"
    with transaction.atomic():
        _, new = Report.objects.get_or_create(
            box_key=found.key, defaults={"kind": "unknown", "subscriber": subscriber, "said": "left by mail", "came_at": now}
        )
        if new:
            subscribing.leave(subscriber, now)
    return "left" if new else "again"


def _delivery(found: reports.Found) -> Delivery | None:
    """The letter that a report has a proof of."""
    if found.forged:
        return None
    rows = Delivery.objects.select_related("subscriber")
    if found.delivery is not None:
        return rows.filter(pk=found.delivery).first()
    if found.message is None:
        return None
    name, subscriber = found.message
    if name.isdecimal():
        return rows.filter(mailing=int(name), subscriber=subscriber).first()
    kind = name.rstrip("0123456789")
    return rows.filter(pk=int(name.removeprefix(kind)), kind=kind, subscriber=subscriber).first()


def _holder(found: reports.Found, now: datetime) -> Subscriber | None:
    """By the link to leave in the letter that was sent back, or by the message id of a letter whose row is gone."""
    if found.forged:
        return None
    if found.leave:
        return subscribing.holder("leave", found.leave, now)
    return Subscriber.objects.filter(pk=found.message[1]).first() if found.message else None


def _believe(report: Report, subscriber: Subscriber, now: datetime) -> None:
    """Within a transaction that has the subscriber's row."""
    delivery = report.delivery
    if report.kind == "complaint":
        subscribing.leave(subscriber, now, "complained")
        return
    if report.kind not in ("hard", "soft"):
        return
    row = _row(subscriber, report)
    if delivery is not None:
        answer = f"{report.status} {report.said}".strip()[:300]
        Delivery.objects.filter(pk=delivery.pk, state__in=("accepted", "doubt")).update(state="bounced", settled_at=now, answer=answer)
    if _before_confirmed(delivery, subscriber):
        return  # the address has been found alive since
    if report.kind == "hard":
        subscribing.leave(subscriber, now, "bounced")
    elif row is not None:
        Subscriber.objects.filter(pk=subscriber.pk).update(soft_bounces=len(row))
        if len(row) >= IN_A_ROW and report.came_at - row[-1].came_at >= OVER:
            subscribing.leave(subscriber, now, "bounced")


def _before_confirmed(delivery: Delivery | None, subscriber: Subscriber) -> bool:
    return bool(delivery and subscriber.confirmed_at and (delivery.leaving_at or delivery.due_at) < subscriber.confirmed_at)


def _row(subscriber: Subscriber, report: Report) -> list[Report] | None:
    """The soft bounces in a row that end with this one, newest first: one for each letter, and none between them arrived.

    None: this one is no bounce of the address. A server that wants no such letter, or none of ours, says nothing of its reader.
    """
    if report.kind != "soft" or report.delivery_id is None or OURS.match(report.status):
        return None
    soft = Report.objects.filter(subscriber=subscriber, kind="soft", delivery__isnull=False).exclude(pk=report.pk)
    soft = soft.exclude(status__regex=f"^{OURS.pattern}")
    if soft.filter(delivery=report.delivery_id).exists():
        return None
    row = [report]
    for earlier in soft.filter(delivery__lt=report.delivery_id).select_related("delivery").order_by("-delivery")[: IN_A_ROW * 4]:
        if earlier.delivery_id == row[-1].delivery_id:
            continue
        arrived = subscriber.deliveries.filter(pk__gt=earlier.delivery_id, pk__lt=row[-1].delivery_id, state="accepted")
        if arrived.exclude(reports__kind__in=("hard", "soft")).exists() or _before_confirmed(earlier.delivery, subscriber):
            break
        row.append(earlier)
    return row


def forget(now: datetime) -> int:
    """Delete reports that belong to no letter, after a while: anybody can write to an address."""
    return Report.objects.filter(kind="unknown", subscriber=None, came_at__lt=now - KEPT).delete()[0]
