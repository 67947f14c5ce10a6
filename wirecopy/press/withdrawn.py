"""What does an edition say of the stories that it withdrew? A page each, and for a while an entry in its feeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wirecopy.desk.models import Notice, Placement, Story
from wirecopy.desk.noticing import killed
from wirecopy.press import paths
from wirecopy.press.articles import articles
from wirecopy.press.copies import carried_in
from wirecopy.press.edition import facts, section_of
from wirecopy.press.formats import Withdrawn
from wirecopy.press.models import Edition
from wirecopy.press.words import Words

IN_FEEDS = timedelta(days=7)


def page(edition: Edition, number: int, notice: Notice, label: Words) -> dict[str, Any]:
    """What the page of a withdrawn story is given, or of one that went into it."""
    story = notice.story if notice.story_id == number else Story.objects.get(pk=number)
    return {
        "path": paths.story(number, story.slug),
        "title": label["killed_this"],
        "headline": notice.headline,
        "said": notice.public,
        "at": notice.noted_at,
    }


@dataclass(frozen=True, slots=True)
class Recent:
    """A story that was withdrawn of late, and where it stood."""

    entry: Withdrawn
    section: int | None
    line: int | None
    until: datetime


def recent(edition: Edition, now: datetime, label: Words) -> list[Recent]:
    """The stories that were withdrawn in the last days, the newest first."""
    since = now - IN_FEEDS
    late = set(Notice.objects.filter(edition=edition, kind="kill", noted_at__gt=since).values_list("story", flat=True))
    said = {story: notice for story, notice in (killed(edition, late) if late else {}).items() if notice.noted_at > since}
    stories, sections = Story.objects.in_bulk(said), _sections(edition, said)
    return [
        Recent(_entry(edition, stories[number], notice, label), sections.get(number), stories[number].line_id, notice.noted_at + IN_FEEDS)
        for number, notice in sorted(said.items(), key=lambda each: each[1].noted_at, reverse=True)
    ]


def name_of(edition: Edition, story: Story, notice: Notice, label: Words) -> str:
    """What a withdrawn story is called: by its headline, where the editors let that stand, else by its day."""
    return notice.headline or label["killed_unnamed"].format(date=label.full_date(story.began_at.astimezone(ZoneInfo(edition.zone)).date()))


def _entry(edition: Edition, story: Story, notice: Notice, label: Words) -> Withdrawn:
    title = f"{label['killed']}: {name_of(edition, story, notice, label)}"
    return Withdrawn(story.pk, edition.base + paths.story(story.pk, story.slug), title, notice.public, notice.noted_at)


def _sections(edition: Edition, stories: Collection[int]) -> dict[int, int | None]:
    """The section that each story would stand under."""
    if not stories:
        return {}
    rows = list(Placement.objects.filter(carried_in(edition.pk), story__in=stories).values_list("story", "reading", "copy__outlet__slug"))
    read = articles([reading for _, reading, _ in rows])
    told: dict[int, list[tuple[str, Any]]] = defaultdict(list)
    for story, reading, outlet in rows:
        if reading in read:
            told[story].append((outlet, read[reading]))
    sections = [(each.pk, each.rules) for each in edition.sections.order_by("rank", "id")]
    return {story: section_of(sections, facts(some)) for story, some in told.items()}
