"""The deeds of an editor who writes: begin, save, file, recall, drop. Nothing that was saved meanwhile is written over unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from wirecopy.press.models import Edition
from wirecopy.releases.handing_in import Shot
from wirecopy.releases.models import Attached, Draft

TYPED = ("headline", "standfirst", "byline", "dateline", "text", "embargo_at", "embargo_zone")


def begin(edition: Edition, by: str, kept: Mapping[str, Any], shots: Iterable[Shot], now: datetime) -> Draft:
    with transaction.atomic():
        made = Draft.objects.create(edition=edition, author=by[:150], made_at=now, changed_at=now, **kept)
        _attach(made, shots)
    return made


def save(draft: Draft, version: int, kept: Mapping[str, Any], shots: Iterable[Shot], now: datetime) -> str:
    """Keep what was typed: saved | unchanged | stale, where somebody saved since `version`. `draft` is then as the row is."""
    shots = list(shots)
    with transaction.atomic():
        held = _held(draft)
        outcome = "unchanged"
        if _differs(held, kept, shots):
            outcome = "stale" if held.version != version else "saved"
        if outcome == "saved":
            for name, value in kept.items():
                setattr(held, name, value)
            held.version, held.changed_at = held.version + 1, now
            held.save()
            _attach(held, shots)
    draft.refresh_from_db()
    return outcome


def file(draft: Draft, version: int, now: datetime) -> str:
    """Hand it on to the wire: filed | stale | empty | unchanged, where it is out as it is. A text that is out gets a further take."""
    with transaction.atomic():
        held = _held(draft)
        outcome = "filed"
        if held.version != version:
            outcome = "stale"
        elif not held.headline.strip() or not held.text.strip():
            outcome = "empty"
        elif held.filed_at and held.filed_at > held.changed_at:
            outcome = "unchanged"
        else:
            held.ready_at, held.filed_at = now, None
            held.save(update_fields=["ready_at", "filed_at"])
    draft.refresh_from_db()
    return outcome


def recall(draft: Draft, now: datetime) -> bool:
    """Take it back before its hour has come; False where it is on the wire already."""
    with transaction.atomic():
        done = Draft.objects.filter(pk=draft.pk, filed_at=None, ready_at__isnull=False).update(ready_at=None, changed_at=now)
    draft.refresh_from_db()
    return bool(done)


def drop(draft: Draft) -> bool:
    """Delete what never was on the wire; False where it was."""
    with transaction.atomic():
        held = _held(draft)
        if held.copy_id or held.ready_at:
            return False
        held.delete()
    return True


def _held(draft: Draft) -> Draft:
    """The row as it is now, and nobody else's until the transaction ends."""
    return Draft.objects.select_for_update().get(pk=draft.pk)


def _differs(held: Draft, kept: Mapping[str, Any], shots: Iterable[Shot]) -> bool:
    there = {each.rank: each for each in held.pictures.all()}
    return any(getattr(held, name) != value for name, value in kept.items()) or any(_shot_differs(s, there.get(s.rank)) for s in shots)


def _shot_differs(shot: Shot, there: Attached | None) -> bool:
    if shot.remove or there is None:
        return bool(there) if shot.remove else shot.made is not None
    told = (there.alt, there.caption, there.credit)
    return (shot.made is not None and shot.made.file != there.file) or told != (shot.alt, shot.caption, shot.credit)


def _attach(draft: Draft, shots: Iterable[Shot]) -> None:
    for shot in shots:
        there = draft.pictures.filter(rank=shot.rank)
        told = {"alt": shot.alt, "caption": shot.caption, "credit": shot.credit}
        if shot.remove or shot.made:
            there.delete()
        if shot.made and not shot.remove:
            made = {"file": shot.made.file, "width": shot.made.width, "height": shot.made.height}
            Attached.objects.create(draft=draft, rank=shot.rank, **made, **told)
        elif not shot.remove:
            there.update(**told)
