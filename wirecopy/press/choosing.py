"""An editor's choices for a story in an edition: its headline there, which copy tells it, its place at the top of the front."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from wirecopy.desk.models import Story
from wirecopy.press.models import Choice, Edition
from wirecopy.press.stale import URGENT
from wirecopy.wire.models import Change, Copy

PINS = 12  # at the top of a front; more would leave it no room for news


def name_story(edition: Edition, story: Story, headline: str, by: str, now: datetime) -> None:
    """Give a story a headline in this edition; "" takes it back: its copy's own holds again."""
    _choose(edition, story, by, now, headline=headline[:300])


def choose_lead(edition: Edition, story: Story, copy: Copy | None, by: str, now: datetime) -> None:
    """Let one of its copies tell the story here; None: the one that the house finds best. ValueError where it is no copy of it."""
    if copy is not None and getattr(copy, "placement", None) is not None and copy.placement.story_id != story.pk:
        raise ValueError("that copy does not tell this story")
    _choose(edition, story, by, now, lead=copy)


def pin(edition: Edition, story: Story, place: int, by: str, now: datetime, until: datetime | None = None) -> int:
    """Set a story at `place`, from 1, at the top of the front; those behind it move on. Returns the place that it got.

    ValueError where so many are pinned that it has no room.
    """
    with transaction.atomic():
        others = [choice for choice in _pinned(edition, now) if choice.story_id != story.pk]
        if len(others) >= PINS:
            raise ValueError(f"{PINS} stories are pinned already: take one down first")
        place = min(max(place, 1), len(others) + 1)
        _choose(edition, story, by, now, pin=place, pinned_until=until)
        order = [choice.story_id for choice in others]
        _number(edition, [*order[: place - 1], story.pk, *order[place - 1 :]], now)
    return place


def unpin(edition: Edition, story: Story, by: str, now: datetime) -> None:
    with transaction.atomic():
        _choose(edition, story, by, now, pin=None, pinned_until=None)
        _number(edition, [choice.story_id for choice in _pinned(edition, now)], now)


def pinned(edition: Edition, now: datetime) -> list[Choice]:
    """What is pinned now, from the top down."""
    rows = Choice.objects.filter(edition=edition, pin__isnull=False).select_related("story").order_by("pin", "pk")
    return [choice for choice in rows if choice.pinned_until is None or choice.pinned_until > now]


def _pinned(edition: Edition, now: datetime) -> list[Choice]:
    list(Edition.objects.select_for_update().filter(pk=edition.pk))  # two who order at once do it one after the other
    Choice.objects.filter(edition=edition, pinned_until__lte=now).update(pin=None, pinned_until=None)
    return pinned(edition, now)


def _number(edition: Edition, stories: Sequence[int], now: datetime) -> None:
    for place, story in enumerate(stories, 1):
        Choice.objects.filter(edition=edition, story=story).exclude(pin=place).update(pin=place)
    Change.objects.bulk_create(Change(what="story", which=story, priority=URGENT, changed_at=now) for story in stories[:1])


def _choose(edition: Edition, story: Story, by: str, now: datetime, **facts: Any) -> None:
    with transaction.atomic():
        Choice.objects.update_or_create(edition=edition, story=story, defaults={**facts, "by": by, "chosen_at": now})
        Change.note("story", story.pk, now, URGENT)
