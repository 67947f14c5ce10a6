"""How many stories does a page tell, about? So that one print run does not look up more than it may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count

from wirecopy.press import paths
from wirecopy.press.models import Appearance, Stale
from wirecopy.press.pages import LIST_STORIES
from wirecopy.wire.models import Copy


def amounts(pages: Iterable[Stale]) -> Iterator[tuple[Stale, int]]:
    """(page, stories that it tells), at least 1. Two queries, where any of them lists a day or an outlet."""
    pages = list(pages)
    places = [(page.edition_id, paths.place(page.path)) for page in pages]
    wanted: dict[str, set[str]] = defaultdict(set)
    for _, place in places:
        if place:
            wanted[place.kind].add(place.of)
    days = _of_days({edition for edition, _ in places}, wanted["day"])
    outlets = _of_outlets(wanted["outlet"])
    for page, (edition, place) in zip(pages, places, strict=True):
        kind, of = (place.kind, place.of) if place else ("", "")
        known = {"day": days.get((edition, of), 1), "outlet": min(outlets.get(of, 1), LIST_STORIES), "line": LIST_STORIES}
        yield page, known.get(kind, 1)


def _of_days(editions: Iterable[int], days: Iterable[str]) -> dict[tuple[int, str], int]:
    named = [day for day in days if _is_day(day)]
    found = Appearance.objects.filter(edition__in=editions, day__in=named) if named else Appearance.objects.none()
    counted = found.order_by("edition", "day").values_list("edition", "day").annotate(Count("id"))
    return {(edition, day.isoformat()): stories for edition, day, stories in counted}


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _of_outlets(slugs: Iterable[str]) -> dict[str, int]:
    """The copies of each, which are no fewer than its stories."""
    named = list(slugs)
    found = Copy.objects.filter(outlet__slug__in=named) if named else Copy.objects.none()
    return dict(found.order_by("outlet__slug").values_list("outlet__slug").annotate(Count("id")))
