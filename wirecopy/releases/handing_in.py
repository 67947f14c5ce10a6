"""The deeds of those who hand in news: draft, save, hand in, confirm, answer, withdraw, correct. What is not done any more is forgotten."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from wirecopy.mail import links
from wirecopy.press.models import Edition
from wirecopy.releases import letters, pictures
from wirecopy.releases.models import Attached, Release, Step

OPEN = ("draft", "waiting", "returned")  # standings in which its sender may still change it
DRAFT_KEPT = timedelta(days=30)
PACE = timedelta(days=7)  # over which is seen how fast the desk decides
BATCH = 500
CARRIED = ("category", "headline", "standfirst", "dateline", "text", "sender", "contact", "address", "phone", "confirmed_at")


@dataclass(frozen=True, slots=True)
class Shot:
    """What is wanted for one of a release's places for pictures. made: a new file; none: the one that is there stays."""

    rank: int
    made: pictures.Made | None = None
    remove: bool = False
    alt: str = ""
    caption: str = ""
    credit: str = ""


def takes(edition: Edition) -> bool:
    """Are releases taken here at all?"""
    return bool(settings.WIRECOPY["RELEASES_WAITING"])


def draft(edition: Edition, now: datetime, **kept: Any) -> Release:
    """An empty release, seen by its sender alone."""
    return Release.objects.create(edition=edition, secret=secrets.token_urlsafe(32), made_at=now, changed_at=now, **kept)


def save(release: Release, version: int, kept: Mapping[str, Any], shots: Iterable[Shot], now: datetime) -> str:
    """Keep what was typed: saved | stale, when it was changed since `version` | closed, when it may not be changed any more.

    One that the desk returned waits again. `release` is brought up to date, whatever came of it.
    """
    with transaction.atomic():
        held = _held(release)
        outcome = "saved"
        if held.standing not in OPEN:
            outcome = "closed"
        elif _differs(held, kept, shots := list(shots)):
            outcome = "stale" if held.version != version else _write(held, kept, shots, now)
    release.refresh_from_db()
    return outcome


def _held(release: Release) -> Release:
    """The row as it is now, and nobody else's until the transaction ends. (A query may not lock and join in one on PostgreSQL.)"""
    return Release.objects.select_for_update().get(pk=release.pk)


def _differs(held: Release, kept: Mapping[str, Any], shots: Iterable[Shot]) -> bool:
    attached = {each.rank: each for each in held.pictures.all()}
    declared = "rights_at" in kept and bool(kept["rights_at"]) != bool(held.rights_at)
    typed = any(getattr(held, name) != value for name, value in kept.items() if name not in ("rights_at", "rights_wording"))
    return declared or typed or any(_shot_differs(shot, attached.get(shot.rank)) for shot in shots)


def _shot_differs(shot: Shot, there: Attached | None) -> bool:
    if shot.made and not shot.remove:
        return there is None or there.file != shot.made.file or (there.alt, there.caption, there.credit) != _told(shot)
    return there is not None and (shot.remove or (there.alt, there.caption, there.credit) != _told(shot))


def _told(shot: Shot) -> tuple[str, str, str]:
    return shot.alt, shot.caption, shot.credit


def _write(held: Release, kept: Mapping[str, Any], shots: Iterable[Shot], now: datetime) -> str:
    if kept.get("address", held.address).casefold() != held.address.casefold():
        held.confirmed_at = None
    for name, value in kept.items():
        setattr(held, name, value)
    for shot in shots:
        there = held.pictures.filter(rank=shot.rank)
        told = {"alt": shot.alt, "caption": shot.caption, "credit": shot.credit}
        if shot.remove:
            there.delete()
        elif shot.made:
            there.delete()
            made = {"file": shot.made.file, "width": shot.made.width, "height": shot.made.height}
            Attached.objects.create(release=held, rank=shot.rank, **made, **told)
        else:
            there.update(**told)
    held.version, held.changed_at = held.version + 1, now
    if held.standing != "draft":
        held.standing = "waiting"
        _step(held, "changed", now)
    held.save()
    return "saved"


def _step(release: Release, what: str, now: datetime, said: str = "") -> None:
    Step.objects.create(release=release, what=what, said=said, at=now)


def hand_in(release: Release, version: int, network: str, now: datetime) -> str:
    """From now on an editor sees it: handed in | stale | closed, when it is no draft | full, when too many wait already."""
    with transaction.atomic():
        held = _held(release)
        if held.standing != "draft":
            return "closed"
        if held.version != version:
            return "stale"
        if held.corrects_id is None and full(held.edition):
            return "full"
        held.standing, held.handed_in_at, held.changed_at = "waiting", now, now
        held.network = links.knocker(settings.MAIL_KEY, f"release {network}") if network else ""
        held.save(update_fields=["standing", "handed_in_at", "changed_at", "network"])
        _step(held, "handed in", now)
        letters.tell(held, "handed in", now)
    release.refresh_from_db()
    return "handed in"


def full(edition: Edition) -> int:
    """How many wait, where that is as many as may; else 0. A correction of what was printed is taken all the same."""
    waiting = edition.releases.filter(standing="waiting").count()
    return waiting if waiting >= settings.WIRECOPY["RELEASES_WAITING"] else 0


def again_at(edition: Edition, now: datetime) -> datetime:
    """When to come back to a full queue: after the desk, at its pace of the last days, has decided on a tenth of it; at most a day."""
    decided = edition.releases.filter(decided_at__gt=now - PACE).count()
    tenth = max(1, settings.WIRECOPY["RELEASES_WAITING"] // 10)
    hours = math.ceil(min(24.0, tenth * PACE.total_seconds() / 3600 / decided)) if decided else 24
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours + 1)


def confirm(release: Release, now: datetime) -> None:
    """The contact pressed the button behind our letter. Once more changes nothing."""
    with transaction.atomic():
        held = _held(release)
        if held.confirmed_at is None:
            held.confirmed_at = now
            held.save(update_fields=["confirmed_at"])
            _step(held, "confirmed", now)


def answer(release: Release, said: str, now: datetime) -> bool:
    """Answer the desk's question; it waits again. False where nothing is asked (any more)."""
    with transaction.atomic():
        held = _held(release)
        if held.standing != "returned":
            return False
        held.standing, held.changed_at = "waiting", now
        held.save(update_fields=["standing", "changed_at"])
        _step(held, "answered", now, said)
    return True


def withdraw(release: Release, now: datetime) -> str:
    """Take it back before it is on the wire: withdrawn | deleted, when it was a draft | closed, when it is too late."""
    with transaction.atomic():
        held = _held(release)
        if held.standing == "draft":
            held.delete()
            return "deleted"
        if held.standing not in (*OPEN, "accepted") or held.filed_at:
            return "closed"
        held.standing, held.changed_at = "withdrawn", now
        held.save(update_fields=["standing", "changed_at"])
        _step(held, "withdrawn", now)
    return "withdrawn"


def correct(release: Release, now: datetime) -> Release | None:
    """A draft that is to correct what was accepted, filled in with it; the one that was begun, where there is one."""
    with transaction.atomic():
        held = _held(release)
        if held.standing != "accepted":
            return None
        begun = held.corrections.filter(standing="draft").first()
        if begun:
            return begun
        made = draft(held.edition, now, corrects=held, **{name: getattr(held, name) for name in CARRIED})
        for each in held.pictures.all():
            each.pk, each.release, each._state.adding = None, made, True
            each.save()
    return made


def forget(now: datetime) -> str:
    """Delete drafts that nobody went on with, and after their time what was spiked or withdrawn, and who the contact of an old one was."""
    days = settings.WIRECOPY["RELEASES_KEPT_DAYS"]
    old = Q(standing="draft", changed_at__lt=now - DRAFT_KEPT)
    contacts = 0
    if days:
        horizon = now - timedelta(days=days)
        old |= Q(standing="spiked", decided_at__lt=horizon) | Q(standing="withdrawn", changed_at__lt=horizon)
        printed = Release.objects.filter(standing="accepted", filed_at__lt=horizon).exclude(contact="", address="", phone="", network="")
        contacts = printed.update(contact="", address="", phone="", network="")
    gone = 0
    while some := list(Release.objects.filter(old).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            held = list(Release.objects.select_for_update().filter(old, pk__in=some).values_list("pk", flat=True))
            Release.objects.filter(pk__in=held).delete()
        gone += len(held)
    swept = pictures.sweep(now)
    return f"{gone} releases, {contacts} contacts and {swept} pictures deleted" if gone or contacts or swept else ""
