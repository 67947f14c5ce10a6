"""What is new in an edition since its last issue? The issue of a day is made once, kept as it was told, and printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from wirecopy.desk import models as desk
from wirecopy.desk import noticing
from wirecopy.desk.models import Placement, Story
from wirecopy.press import issue as judge
from wirecopy.press import paths, withdrawn
from wirecopy.press.issue import Notice, Part
from wirecopy.press.letters import printed
from wirecopy.press.models import Edition, Issue
from wirecopy.press.stale import mark, one_at_a_time
from wirecopy.press.telling import appearances, tell
from wirecopy.press.words import words
from wirecopy.wire.models import Reading

FIRST = {"daily": timedelta(days=1), "weekdays": timedelta(days=1), "weekly": timedelta(days=7)}  # how far the first issue looks back
LATE = timedelta(days=1)  # copy that came out so long before the last issue, and reached us after it, is still new
REMEMBERED = timedelta(days=30)  # what was told so long ago is not told again, whatever new date it is given
FOLLOWED = timedelta(days=7)  # how long a story that was told is watched for changes of its text
LOOKED_AT = 60  # stories of a section that are weighed, those first that most outlets have
NOTICES = 20
UPDATED = 6  # stories that are named because their text has changed


@dataclass(frozen=True, slots=True)
class Draft:
    """What the issue of a moment would say."""

    day: date
    since: datetime
    told: dict[str, Any]  # empty: nothing is new


def make_issue(edition: Edition, cadence: str, now: datetime) -> Issue | None:
    """The issue of the day: made now, or as it was made before. None where nothing was new; then nothing goes out that day.

    Once per edition, cadence and day, whoever asks and however often. The daily one is also a page.
    """
    day = now.astimezone(ZoneInfo(edition.zone)).date()
    made = Issue.objects.filter(edition=edition, cadence=cadence, day=day).first()
    if made is None:
        draft = compose(edition, cadence, now)
        facts = {"since_at": draft.since, "made_at": now, "told": draft.told, "stories": len(judge.all_stories(draft.told))}
        with transaction.atomic():
            made, ours = Issue.objects.get_or_create(edition=edition, cadence=cadence, day=day, defaults=facts)
            if ours and made.told and cadence == "daily":
                one_at_a_time()
                mark(edition.pk, dict.fromkeys(_pages(edition, day), now), 3)
    return made if made.told else None


def _pages(edition: Edition, day: date) -> Iterable[str]:
    """What a new issue makes stale: its page, the one before, which leads on to it, and the lists."""
    before = printed(edition).filter(day__lt=day).order_by("-day").values_list("day", flat=True)[:1]
    return [paths.LETTERS, *paths.feeds_in(paths.LETTERS).values(), paths.SITEMAP, *map(paths.letter, (day, *before))]


def compose(edition: Edition, cadence: str, now: datetime) -> Draft:
    """What the issue of `now` would say. Nothing is written."""
    day = now.astimezone(ZoneInfo(edition.zone)).date()
    issues = Issue.objects.filter(edition=edition, cadence=cadence, day__lt=day)
    earlier = list(issues.filter(made_at__gt=now - REMEMBERED).order_by("day"))
    last = issues.order_by("-day").first()
    since = min(last.made_at, now) if last else now - FIRST[cadence]
    before = _told_before(earlier, now)
    new = _new(edition, since - LATE if last else since, now, before)
    found = notices(edition, since, now, before)
    if not new and not found:
        return Draft(day, since, {})
    told: dict[str, Any] = {
        "day": day.isoformat(),
        "cadence": cadence,
        "path": paths.letter(day) if cadence == "daily" else "",
        "number": len(new),
        "outlets": len({outlet for each in new for outlet in each.outlets}),
        "sections": judge.parts(_parts(edition, new), edition.language),
        "updated": _updated(edition, [each for each in earlier if each.made_at > now - FOLLOWED]),
        "notices": [judge.noted(notice) for notice in found[:NOTICES]],
        "ids": sorted(each.story for each in new),
    }
    stories = judge.all_stories(told)
    readings = dict(Placement.objects.filter(copy__in=[story["copy"] for story in stories]).values_list("copy", "reading"))
    for story in stories:
        story["reading"] = readings.get(story["copy"])
    return Draft(day, since, told)


@dataclass(frozen=True, slots=True)
class New:
    """A story that no earlier issue told, before it is looked at closely."""

    story: int
    section: int | None
    shown_at: datetime
    outlets: frozenset[int]


def _new(edition: Edition, start: datetime, end: datetime, told: set[int]) -> list[New]:
    rows = appearances(edition, shown_at__gte=start, shown_at__lte=end).order_by("story")
    outlets: dict[int, set[int]] = defaultdict(set)
    for story, outlet in rows.values_list("story", "story__placements__copy__outlet"):
        if outlet:
            outlets[story].add(outlet)
    given = rows.values_list("story", "section", "shown_at")
    return [New(story, section, at, frozenset(outlets[story])) for story, section, at in given if story not in told and outlets[story]]


def notices(edition: Edition, since: datetime, now: datetime, told: Collection[int]) -> Sequence[Notice]:
    """Of the stories that earlier issues told, those that were killed or corrected since: of each the last word."""
    said = desk.Notice.objects.filter(edition=edition, kind__in=["kill", "correct"], noted_at__gt=since, noted_at__lte=now)
    rows = list(said.select_related("story").order_by("noted_at", "pk"))
    if not rows:
        return ()
    numbers = {row.story_id for row in rows if row.story_id in told}
    gone, label = noticing.killed(edition, numbers), words(edition.language)
    stories = {story.id: story for story in tell(edition, appearances(edition, story__in=numbers))}
    found: dict[int, Notice] = {}
    for row in rows:
        number, path = row.story_id, paths.story(row.story_id, row.story.slug)
        if number in gone and gone[number].noted_at > since:
            by = gone[number]
            found[number] = Notice("killed", withdrawn.name_of(edition, row.story, by, label), path, by.public, number)
        elif number in stories and row.kind == "correct":
            found[number] = Notice("corrected", judge.headline(stories[number]), path, row.public, number)
    return list(found.values())


def _told_before(earlier: Iterable[Issue], now: datetime) -> set[int]:
    """The stories of earlier issues, and those that they have gone into since."""
    told = {story for issue in earlier for story in issue.told.get("ids", ())}
    merged = Story.objects.filter(moved_at__gt=now - REMEMBERED - LATE).exclude(merged_into=None) if told else Story.objects.none()
    into = dict(merged.values_list("pk", "merged_into"))
    further = told
    while further := {into[story] for story in further if story in into} - told:
        told = told | further
    return told


def _parts(edition: Edition, new: Sequence[New]) -> list[Part]:
    """The edition's own stories first, then its sections in their order; of each, those that most outlets have are looked at."""
    by_section: dict[int | None, list[New]] = defaultdict(list)
    for each in sorted(new, key=lambda each: (len(each.outlets), each.shown_at, each.story), reverse=True):
        by_section[each.section].append(each)
    looked_at = [each.story for some in by_section.values() for each in some[:LOOKED_AT]]
    stories = {story.id: story for story in tell(edition, appearances(edition, story__in=looked_at))}
    sections: list[tuple[int | None, str, str, str]] = [(None, "", words(edition.language)["letter_news"], paths.FRONT)]
    sections += [(each.pk, each.slug, each.name, paths.section(each.slug)) for each in edition.sections.order_by("rank", "id")]
    return [
        Part(slug, name, path, len(some := by_section[section]), [stories[each.story] for each in some if each.story in stories])
        for section, slug, name, path in sections
    ]


def _updated(edition: Edition, earlier: Iterable[Issue]) -> list[dict[str, Any]]:
    """The stories told of late whose text has really changed since: another take of the same copy, which says something else."""
    known: dict[int, dict[str, Any]] = {}
    for issue in earlier:  # the newest word on each
        for told in (*judge.all_stories(issue.told), *issue.told.get("updated", ())):
            known[told["copy"]] = told
    placed = Placement.objects.filter(copy__in=known, story__appearances__edition=edition).select_related("reading").order_by("-reading_id")
    moved = [row for row in placed if row.reading_id != known[row.copy_id]["reading"]]
    before = Reading.objects.in_bulk([known[row.copy_id]["reading"] for row in moved])
    copies = []
    for row in moved:
        old = before.get(known[row.copy_id]["reading"])
        if old and old.take_id != row.reading.take_id and judge.changed(old.as_article(), row.reading.as_article()):
            copies.append(row)
    stories = {story.best.copy: story for story in tell(edition, appearances(edition, story__in=[row.story_id for row in copies]))}
    named = [(stories[row.copy_id], row.reading_id) for row in copies if row.copy_id in stories]
    return [
        {
            "id": story.id,
            "copy": story.best.copy,
            "reading": reading,
            "path": story.path,
            "headline": judge.headline(story),
            "language": story.best.shown.language or "",
            "outlet": story.best.outlet,
        }
        for story, reading in named[:UPDATED]
    ]
