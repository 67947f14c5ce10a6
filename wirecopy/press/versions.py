"""Which versions of a copy did we receive, and what changed from one to the next? A public page of each copy that changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from wirecopy.desk.models import Placement
from wirecopy.desk.noticing import copies_out
from wirecopy.press import paths
from wirecopy.press.changes import Changes, changes
from wirecopy.press.copies import carried_in
from wirecopy.press.models import Edition
from wirecopy.press.telling import appearances
from wirecopy.press.words import Words
from wirecopy.wire.article import ZoneStamp
from wirecopy.wire.models import Reading
from wirecopy.wire.rights import Shown, shown

MOST = 30  # versions that a page shows


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    received_at: datetime
    said: str  # what its page says of the time: as printed, or the instant with its offset
    shown: Shown
    changes: Changes | None  # None: the first


def changed(copies: Iterable[int]) -> set[int]:
    """Of these copies those that have a page of versions: a second take of them was read."""
    rows = Reading.objects.filter(take__copy__in=list(copies), taken=True).values_list("take__copy")
    return set(rows.annotate(takes=Count("take", distinct=True)).filter(takes__gt=1).values_list("take__copy", flat=True))


def pages(edition: Edition) -> list[str]:
    """The addresses of all pages of versions of an edition."""
    placed = Placement.objects.filter(carried_in(edition.pk), story__in=appearances(edition).values("story"))
    rows = Reading.objects.filter(taken=True, take__number__gt=1, take__copy__in=placed.values("copy"))
    return [paths.copy(number) for number in sorted(set(rows.values_list("take__copy", flat=True)))]


def _said(printed: ZoneStamp | None) -> str:
    return printed.as_printed or printed.instant if printed else ""


def page(edition: Edition, of: int, words: Words) -> dict[str, Any] | None:
    """What stands on the page of versions of a copy; None where it has none here (any more)."""
    placed = Placement.objects.filter(carried_in(edition.pk), copy=of, story__in=appearances(edition).values("story"))
    row = placed.exclude(copy__in=copies_out(edition)).select_related("copy__outlet", "story").first()
    if row is None:
        return None
    grants = row.copy.outlet.grants()
    readings = Reading.objects.filter(take__copy=of, taken=True).select_related("take").order_by("-take__number", "-pk")
    newest: dict[int, Reading] = {}
    for reading in readings[: 3 * MOST]:
        newest.setdefault(reading.take.number, reading)
    if len(newest) < 2:
        return None
    told: list[Version] = []
    before: Shown | None = None
    for number, reading in sorted(newest.items())[-MOST:]:
        article = reading.as_article()
        now = shown(article, grants)
        said = _said(now.updated or now.published)
        told.append(Version(number, reading.take.received_at, said, now, changes(before, now) if before else None))
        before = now
    outlet = row.copy.outlet
    return {
        "path": paths.copy(of),
        "title": words["versions_of"].format(outlet=outlet.name),
        "outlet": outlet,
        "story": paths.story(row.story_id, row.story.slug),
        "headline": told[-1].shown.headline,
        "language": told[-1].shown.language,
        "original_url": row.copy.url,
        "versions": told[::-1],
        "older": max(newest) > len(told) and min(newest) != told[0].number,
    }
