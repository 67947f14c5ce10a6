"""What may be typed and chosen on the pages of the mail room, and what of it is meant?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.http import QueryDict

from wirecopy.mail.models import CADENCES, Subscriber
from wirecopy.mail.subscribing import Choice
from wirecopy.press import paths
from wirecopy.press.models import Edition, Section

JOIN = "/letters/join/"
AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@dataclass(frozen=True, slots=True)
class Offer:
    """The letter of an edition, as it can be ticked; its sections as (slug, name, ticked)."""

    edition: Edition
    taken: bool
    sections: tuple[tuple[str, str, bool], ...]


def page(text: str) -> str:
    """The page of ours that a form stood on; that of the form itself where there is no such page."""
    return text if len(text) <= 400 and paths.place(text) else JOIN


@cache
def zones() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Time zones by area, and UTC."""
    names = sorted(available_timezones())
    areas = tuple((area, tuple(name for name in names if name.startswith(f"{area}/"))) for area in AREAS)
    return (("UTC", ("UTC",)), *((area, found) for area, found in areas if found))


def editions() -> list[Edition]:
    return list(Edition.objects.prefetch_related("sections").order_by("id"))


def offers(subscriber: Subscriber, given: Iterable[Edition]) -> list[Offer]:
    takes = dict(subscriber.subscriptions.values_list("edition", "sections"))
    return [
        Offer(
            edition,
            edition.pk in takes,
            tuple((each.slug, each.name, each.slug in takes.get(edition.pk, ())) for each in _sections(edition)),
        )
        for edition in given
    ]


def _sections(edition: Edition) -> Sequence[Section]:
    return sorted(edition.sections.all(), key=lambda each: (each.rank, each.pk))


def choice(post: QueryDict, given: Iterable[Edition]) -> Choice | str:
    """What was chosen, or the key of the phrase that says why it cannot be."""
    ticked = set(post.getlist("edition"))
    takes = {
        edition.pk: [each.slug for each in _sections(edition) if each.slug in post.getlist(f"sections-{edition.slug}")]
        for edition in given
        if edition.slug in ticked
    }
    cadence, hour, zone = post.get("cadence", ""), post.get("hour", ""), post.get("zone", "")
    if cadence not in CADENCES or hour not in ("", *map(str, range(24))) or not (zone == "" or _is_zone(zone)):
        return "wrong_choice"
    return Choice(cadence, int(hour) if hour else None, zone, takes) if takes else "pick_one"


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return len(name) <= 64
