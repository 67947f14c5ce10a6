"""Who wants no letters, whoever enters the address? Known by a keyed hash alone, which outlives the address."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from wirecopy.mail import links, subscribing
from wirecopy.mail.addresses import Address
from wirecopy.mail.models import Subscriber, Suppression


def held(address: Address) -> Suppression | None:
    return Suppression.objects.filter(hash=links.suppressed(settings.MAIL_KEY, address.key)).first()


def suppress(address: Address, now: datetime) -> None:
    """Nothing goes to it any more, for somebody asked for that; what it agreed to is kept."""
    with transaction.atomic():
        mark = links.suppressed(settings.MAIL_KEY, address.key)
        row, new = Suppression.objects.get_or_create(hash=mark, defaults={"why": "asked", "made_at": now})
        if not new and row.why == "left":
            Suppression.objects.filter(pk=row.pk).update(why="asked")
        if subscriber := Subscriber.objects.filter(key=address.key).first():
            subscribing.leave(subscriber, now, "asked")


def lift(address: Address) -> bool:
    """Let its owner ask again, by the form; of itself it brings no letter. False where nothing was held."""
    with transaction.atomic():
        gone, _ = Suppression.objects.filter(hash=links.suppressed(settings.MAIL_KEY, address.key)).delete()
        back = Subscriber.objects.filter(key=address.key, standing__in=("bounced", "complained")).update(standing="left", soft_bounces=0)
    return bool(gone or back)
