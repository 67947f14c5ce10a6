"""How does a list of the desk name stories? Few columns of few rows, not whole articles: lists are opened all day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from wirecopy.desk.models import Placement, Story
from wirecopy.press.models import Appearance, Choice, Edition
from wirecopy.press.words import primary

MOST = 3000  # placements that a list looks at: a story that thousands copied is counted no further


@dataclass(slots=True)
class Listed:
    """A story in a list of the desk."""

    story: Story
    shown_at: datetime | None
    section: str
    headline: str = ""
    language: str = ""
    own: str = ""  # the headline of its copy, where the edition has one of its own
    outlets: list[str] = field(default_factory=list)  # the one that tells it first
    copies: int = 0
    kinds: set[str] = field(default_factory=set)  # of its outlets: outlet | sender | edition
    pin: int | None = None
    line: str = ""


def listed(edition: Edition, rows: Iterable[Appearance], now: datetime) -> list[Listed]:
    """The stories of `rows`, in their order. Three queries, with that of the rows."""
    found = [Listed(row.story, row.shown_at, row.section.name if row.section else "") for row in rows]
    return filled(edition, found, now)


def filled(edition: Edition, found: list[Listed], now: datetime) -> list[Listed]:
    """The same with what their copies say. Two queries."""
    numbers = [each.story.pk for each in found]
    of = ("copy", "copy__outlet__name", "copy__outlet__kind", "reading__headline", "reading__language", "copy__folding__group__original")
    copies: dict[int, list[tuple[object, ...]]] = defaultdict(list)
    for story, *row in Placement.objects.filter(story__in=numbers).order_by("copy").values_list("story", *of)[:MOST]:
        copies[story].append(tuple(row))
    choices = {choice.story_id: choice for choice in Choice.objects.filter(edition=edition, story__in=numbers)}
    for each in found:
        choice = choices.get(each.story.pk)
        _fill(each, copies[each.story.pk], choice, primary(edition.language))
        if choice and choice.pin and (choice.pinned_until is None or choice.pinned_until > now):
            each.pin = choice.pin
    return found


def _fill(each: Listed, copies: list[tuple[object, ...]], choice: Choice | None, language: str) -> None:
    lead = choice.lead_id if choice else None
    # Who tells it here, then those in the language of the edition, then the originals.
    copies.sort(key=lambda row: (row[0] != lead, primary(str(row[4])) != language, row[5] != row[0]))
    if copies:
        each.headline, each.language = str(copies[0][3]), str(copies[0][4])
    each.outlets = list(dict.fromkeys(str(row[1]) for row in copies))
    each.kinds = {str(row[2]) for row in copies}
    each.copies = len(copies)
    if choice and choice.headline:
        each.own, each.headline, each.language = each.headline, choice.headline, ""
    each.headline = each.headline or each.story.slugline or each.story.slug
