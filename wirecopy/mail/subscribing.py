"""The deeds of those who take letters: ask, confirm, choose, leave, see what is held of them, be forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from wirecopy.mail import knocking, links, service
from wirecopy.mail.addresses import Address
from wirecopy.mail.letter import Letter, Masthead
from wirecopy.mail.models import Consent, Delivery, Subscriber, Subscription, Suppression
from wirecopy.press.models import Edition

HOLDS = timedelta(days=7)  # a link that confirms, and an address that was not confirmed
LINK_PAUSE = timedelta(days=1)  # between two letters that bring somebody the link to their preferences
COMES_BACK = ("pending", "left")  # standings that a confirmation makes active
BATCH = 500


@dataclass(frozen=True, slots=True)
class Choice:
    """What a subscriber wants: how often, when, and of each edition which sections; of none named, all."""

    cadence: str = "daily"
    hour: int | None = None
    zone: str = ""
    takes: Mapping[int, Sequence[str]] = field(default_factory=dict)


def link(base: str, purpose: str, subscriber: Subscriber, until: datetime | None = None) -> str:
    """The address under which a subscriber confirms, leaves or chooses, at the host of an edition."""
    return f"{base}/letters/{purpose}/{links.token(settings.MAIL_KEY, purpose, subscriber.pk, subscriber.secret, until)}/"


def holder(purpose: str, token: str, now: datetime) -> Subscriber | None:
    """Whose link this is; None where it is none of ours, or holds no more."""
    said = links.claim(token)
    subscriber = Subscriber.objects.filter(pk=said.subscriber).first() if said else None
    if said is None or subscriber is None or not links.proved(settings.MAIL_KEY, purpose, said, subscriber.secret):
        return None
    return subscriber if said.until is None or now < said.until else None


def masthead(edition: Edition) -> Masthead:
    postal = settings.WIRECOPY["MAIL_POSTAL"]
    return Masthead(
        edition.slug, edition.masthead, edition.tagline, edition.base, edition.language, edition.zone, postal, edition.place, edition.accent
    )  # fmt: skip


def letter(delivery: Delivery, now: datetime) -> Letter | None:
    """What a delivery of kind confirm or preferences says; None where it has nothing to say any more."""
    to, edition = delivery.subscriber, delivery.edition
    if delivery.kind == "confirm":
        if to.standing != "pending" or to.expires_at is None or to.expires_at <= now:
            return None
        return service.confirm(masthead(edition), link(edition.base, "confirm", to, to.expires_at), edition.language)
    if to.standing != "active":
        return None
    return service.preferences(masthead(edition), link(edition.base, "preferences", to), edition.language)


def ask(address: Address, edition: Edition, page: str, wording: str, now: datetime) -> None:
    """Somebody typed an address into a form: a letter goes there that asks whether it was its owner, unless that must not be.

    Who gets letters already is sent the link to its preferences. Whoever typed it learns nothing of all this.
    """
    if locked(address) or not knocking.knock("letter", address.key, knocking.LETTER, now):
        return
    with transaction.atomic():
        new = {
            "address": address.written, "secret": secrets.token_urlsafe(32), "language": edition.language, "made_at": now,
        }  # fmt: skip
        subscriber, _ = Subscriber.objects.get_or_create(key=address.key, defaults=new)
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if subscriber.standing == "active":
            if not subscriber.deliveries.filter(kind="preferences", due_at__gt=now - LINK_PAUSE).exists():
                _write(subscriber, edition, "preferences", now)
        elif subscriber.standing in COMES_BACK:
            subscriber.standing, subscriber.asked_at, subscriber.expires_at = "pending", now, now + HOLDS
            subscriber.save(update_fields=["standing", "asked_at", "expires_at"])
            Consent.objects.create(subscriber=subscriber, edition=edition, source="form", asked_at=now, page=page[:500], wording=wording)
            if not subscriber.deliveries.filter(kind="confirm", edition=edition, state="waiting").exists():
                _write(subscriber, edition, "confirm", now)


def _write(subscriber: Subscriber, edition: Edition, kind: str, now: datetime) -> None:
    Delivery.objects.create(subscriber=subscriber, edition=edition, kind=kind, due_at=now)


def asked(subscriber: Subscriber, edition: Edition, now: datetime) -> Consent | None:
    """What a subscriber asked for at this edition and did not confirm yet, the last of it."""
    if subscriber.standing != "pending":
        return None
    by = ("form", "import")
    waiting = subscriber.consents.filter(edition=edition, source__in=by, confirmed_at=None, asked_at__gt=now - HOLDS)
    return waiting.order_by("asked_at", "id").last()


def takes(subscriber: Subscriber, edition: Edition) -> bool:
    return subscriber.standing == "active" and subscriber.subscriptions.filter(edition=edition).exists()


def locked(subscriber: Subscriber | Address) -> bool:
    """Does nothing go to this address, whoever enters it? Who only left may come back."""
    mark = links.suppressed(settings.MAIL_KEY, subscriber.key)
    return Suppression.objects.filter(hash=mark).exclude(why="left").exists()


def confirm(subscriber: Subscriber, edition: Edition, wording: str, now: datetime) -> bool:
    """The button behind the link was pressed: letters of this edition come. Once more changes nothing. False where nothing was asked."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        consent = asked(subscriber, edition, now)
        if consent is None:
            return takes(subscriber, edition)
        consent.confirmed_at, consent.confirmed_wording = now, wording
        consent.save(update_fields=["confirmed_at", "confirmed_wording"])
        subscriber.standing, subscriber.expires_at, subscriber.left_at = "active", None, None
        subscriber.confirmed_at, subscriber.soft_bounces = now, 0
        subscriber.save(update_fields=["standing", "expires_at", "left_at", "confirmed_at", "soft_bounces"])
        Subscription.objects.get_or_create(subscriber=subscriber, edition=edition, defaults={"since_at": now})
        Suppression.objects.filter(hash=links.suppressed(settings.MAIL_KEY, subscriber.key), why="left").delete()
    return True


def leave(subscriber: Subscriber, now: datetime, why: str = "left") -> None:
    """No more letters, because `why`: left | bounced | complained | asked. The row stays, with what was agreed to.

    Who never took letters and wants none is locked: somebody else had typed the address in, and may not do so again.
    """
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if why == "left" and subscriber.standing == "pending" and not _took(subscriber):
            why = "asked"
        _suppress(subscriber, why, now)
        subscriber.deliveries.filter(state="waiting").update(state="dropped", settled_at=now, answer="left")
        if subscriber.standing in ("pending", "active"):
            subscriber.expires_at = None if _took(subscriber) else subscriber.expires_at
            subscriber.standing, subscriber.left_at = why if why in Subscriber.STANDINGS else "left", now
            subscriber.save(update_fields=["standing", "left_at", "expires_at"])


def _took(subscriber: Subscriber) -> bool:
    """Did this address ever take letters? Then what it agreed to is kept."""
    return subscriber.standing == "active" or subscriber.confirmed_at is not None or subscriber.left_at is not None


def _suppress(subscriber: Subscriber, why: str, now: datetime) -> None:
    """Remember, under a keyed hash, that no letters are wanted. A stronger reason takes the place of "left", never the other way."""
    mark = links.suppressed(settings.MAIL_KEY, subscriber.key)
    found, new = Suppression.objects.get_or_create(hash=mark, defaults={"why": why, "made_at": now})
    if not new and found.why == "left" and why != "left":
        Suppression.objects.filter(pk=found.pk).update(why=why)


def prefer(subscriber: Subscriber, choice: Choice, wording: str, now: datetime) -> bool:
    """Take what a subscriber chose; an edition that is new to it is agreed to here. False where it gets no letters (any more)."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if subscriber.standing != "active":
            return False
        subscriber.cadence, subscriber.hour, subscriber.zone = choice.cadence, choice.hour, choice.zone
        subscriber.save(update_fields=["cadence", "hour", "zone"])
        gone = subscriber.subscriptions.exclude(edition__in=choice.takes)
        left_out = Q(edition__in=list(gone.values_list("edition", flat=True)), kind="digest", state="waiting")
        subscriber.deliveries.filter(left_out).update(state="dropped", settled_at=now, answer="left")
        gone.delete()
        for edition, sections in choice.takes.items():
            _, new = Subscription.objects.update_or_create(
                subscriber=subscriber, edition_id=edition, defaults={"sections": list(sections)},
                create_defaults={"sections": list(sections), "since_at": now},
            )  # fmt: skip
            if new:
                agreed = {"asked_at": now, "wording": wording, "confirmed_at": now, "confirmed_wording": wording}
                Consent.objects.create(subscriber=subscriber, edition_id=edition, source="preferences", **agreed)
    return True


def data(subscriber: Subscriber) -> dict[str, Any]:
    """All that is held of a subscriber, to be written as JSON; without the secret of its links."""
    own = ("address", "standing", "language", "cadence", "hour", "zone", "soft_bounces")
    times = ("made_at", "asked_at", "expires_at", "confirmed_at", "left_at")
    agreed = ("edition__masthead", "source", "asked_at", "page", "wording", "confirmed_at", "confirmed_wording", "note")
    sent = ("edition__masthead", "kind", "mailing__issue__day", "state", "due_at", "tries", "leaving_at", "settled_at", "relay", "answer")
    back = ("kind", "status", "said", "came_at")
    return {
        **{name: getattr(subscriber, name) for name in (*own, *times)},
        "subscriptions": list(subscriber.subscriptions.order_by("id").values("edition__masthead", "sections", "since_at")),
        "consents": list(subscriber.consents.order_by("id").values(*agreed)),
        "letters": list(subscriber.deliveries.order_by("id").values(*sent)),
        "reports": list(subscriber.reports.order_by("id").values(*back)),
    }


def forget(subscriber: Subscriber, now: datetime, why: str = "left") -> None:
    """Delete a subscriber and all that is held of it. What stays is the keyed hash."""
    with transaction.atomic():
        _suppress(subscriber, why, now)
        Subscriber.objects.filter(pk=subscriber.pk).delete()


def forget_unconfirmed(now: datetime) -> str:
    """Delete addresses that were not confirmed in time; who had confirmed before and asked anew stays as who left."""
    over = Subscriber.objects.filter(expires_at__lte=now).exclude(standing="active")
    back = over.filter(standing="pending", left_at__isnull=False).update(standing="left", expires_at=None)
    over.filter(confirmed_at__isnull=False).update(expires_at=None)
    gone = 0
    while some := list(over.order_by("expires_at").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            held = list(over.select_for_update().filter(pk__in=some).values_list("pk", flat=True))
            Subscriber.objects.filter(pk__in=held).delete()
        gone += len(held)
    knocks = knocking.forget(now)
    return f"{gone} unconfirmed addresses deleted, {back} that came back without confirming; {knocks} counts of who asked forgotten"
