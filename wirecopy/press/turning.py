"""Which pages does a change touch? Changes go in; appearances and stale pages come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from wirecopy.desk.models import Pickup, Placement, Story
from wirecopy.desk.noticing import spend, standings
from wirecopy.press import lines, paths, versions
from wirecopy.press.articles import articles
from wirecopy.press.copies import MOST, Held, held
from wirecopy.press.edition import Facts, carries, facts, section_of
from wirecopy.press.models import Appearance, Edition
from wirecopy.press.naming import Named, named_on
from wirecopy.press.stale import REFRESH, URGENT, WAITS, mark, mark_all, one_at_a_time, pages_with, when
from wirecopy.press.store import PageStore
from wirecopy.press.telling import came_at
from wirecopy.wire.article import Article
from wirecopy.wire.models import Change

REFIT = 1000  # newest stories that an edition is held against again when its rules change


class Tale:
    """A story as it stands now: what rules look at, whose copy it has, and when the first of it came out."""

    def __init__(self, story: Story, everyone: Sequence[Held], read: Sequence[tuple[Placement, Article]]) -> None:
        self.story, self.everyone, self._read = story, everyone, read
        self.only = {each.only for each in everyone if each.only}  # the editions that have copy of their own in it
        self.outlets = frozenset(each.outlet for each in everyone)
        self.facts: Facts = replace(facts(("", article) for _, article in read), outlets=self.outlets)
        self.came_at = min((came_at(placement, article.published) for placement, article in read), default=story.began_at)
        self.stands = bool(read) and story.merged_into_id is None

    def in_(self, edition: int) -> Tale:
        """The same as an edition may tell it: without what others had handed in to them."""
        if self.only <= {edition}:
            return self
        return self.without([each.copy for each in self.everyone if each.only not in (None, edition)])

    def without(self, copies: Collection[int]) -> Tale:
        """The same, as it is told where these copies are taken out of it."""
        here = [each for each in self.everyone if each.copy not in copies]
        return Tale(self.story, here, [(placement, article) for placement, article in self._read if placement.copy_id not in copies])


def turn(now: datetime, limit: int = 100, *, more_comes: bool = True) -> int:
    """Turn up to `limit` changes, the most pressing first, into appearances and stale pages; how many were turned.

    While `more_comes`, pages that stand for many stories wait a little for the next.
    """
    spend(now)
    if not Change.objects.exists():
        return 0
    urgent = Change.objects.filter(what="story", priority__lte=URGENT)
    named = named_on(set(urgent.values_list("which", flat=True)))  # looked for outside the transaction
    with transaction.atomic():
        one_at_a_time()
        changes = list(Change.objects.select_for_update(skip_locked=True).order_by("priority", "id")[:limit])
        if changes and changes[0].priority <= URGENT:  # what is urgent is out before anything else is looked at
            changes = [change for change in changes if change.priority <= URGENT]
        pressing: dict[tuple[str, int], int] = {}
        for change in changes:  # the first of several for one thing is the most pressing
            pressing.setdefault((change.what, change.which), change.priority)
        of: dict[str, dict[int, int]] = defaultdict(dict)
        for (what, which), priority in pressing.items():
            of[what][which] = priority
        _turn_stories(of["story"], now, more_comes, named)
        _turn_lines(of["line"], now)
        for edition in Edition.objects.filter(pk__in=of["edition"]):
            _refit(edition, now, of["edition"][edition.pk])
            mark_all(edition, now, of["edition"][edition.pk])
        for outlet, priority in of["outlet"].items():
            stories = Placement.objects.filter(copy__outlet=outlet).values("story")
            for edition in Edition.objects.filter(pk__in=Appearance.objects.filter(story__in=stories).values("edition")):
                mark_all(edition, now, priority)  # its rights decide what stands on any page that has a line of it
        Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(changes)


def _turn_stories(priorities: dict[int, int], now: datetime, more_comes: bool, named: Named) -> None:
    tales = _tales(Story.objects.filter(pk__in=priorities)) if priorities else []
    store = PageStore(settings.PAGES)
    linked = _linked([tale.story.pk for tale in tales])
    for edition in Edition.objects.all() if tales else ():
        printed = cache(partial(store.has, edition.slug)) if more_comes else lambda path: False
        due: dict[int, dict[str, datetime]] = defaultdict(dict)  # by priority: a page that many stories touch is marked once for all
        beside: dict[int, set[str]] = defaultdict(set)
        for story, near in _beside(edition, tales).items() if named.pages else ():
            beside[story] |= near  # which it stands beside no more, where it is taken out
        touched = _settle(edition, tales, leaves=False)
        for story, near in _beside(edition, tales).items():
            beside[story] |= near
        for story, pages in touched.items():
            pages |= named.pages.get((edition.pk, story), set())
            due[priorities[story]] |= when(pages | linked[edition.pk, story], now, priorities[story], printed)
            later = now + (WAITS["line"] if priorities[story] > URGENT else timedelta())
            due[priorities[story]] = dict.fromkeys(beside.get(story, ()), later) | due[priorities[story]]
        for priority, marked in due.items():
            mark(edition.pk, marked, priority, since=now)
        mark(edition.pk, dict.fromkeys(named.cut.get(edition.pk, ()), now), REFRESH)


def _turn_lines(priorities: dict[int, int], now: datetime) -> None:
    """A line that a story left: its own pages, and those of every story that it still has; its number of stories decides on them all."""
    pages = lines.pages_of(priorities)
    for edition in Edition.objects.all() if pages else ():
        slugs = dict(Appearance.objects.filter(edition=edition, story__line__in=pages).values_list("story", "story__slug"))
        for line, stories in lines.stories_of(edition, pages).items():
            mark(edition.pk, dict.fromkeys((paths.story(story, slugs[story]) for story in stories), now), max(priorities[line], REFRESH))
        for line, own in pages.items():
            mark(edition.pk, dict.fromkeys((*own, paths.FRONT, paths.SITEMAP), now), priorities[line])


def _beside(edition: Edition, tales: Sequence[Tale]) -> dict[int, set[str]]:
    """By story: the pages of those of its line that name it, as what came before or after."""
    of = {tale.story.pk: tale.story.line_id for tale in tales if tale.story.line_id}
    told = lines.stories_of(edition, set(of.values()))
    near = {story: {each for some in lines.beside(told[line], story) for each in some} for story, line in of.items()}
    slugs = dict(Story.objects.filter(pk__in=set().union(*near.values())).values_list("pk", "slug")) if near else {}
    return {story: {paths.story(each, slugs[each]) for each in some} for story, some in near.items()}


def _linked(stories: Sequence[int]) -> dict[tuple[int, int], set[str]]:
    """By edition and story: the pages of others that its copies were found to share passages with, for these name it."""
    ends = ("copy__placement__story", "original__placement__story")
    rows = Pickup.objects.filter(standing="reuse", finder__placement__story__in=stories)
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for mine, other in (ends, ends[::-1]) if stories else ():
        there = rows.filter(**{f"{mine}__in": stories}).exclude(**{other: F(mine)})
        for edition, story, number, slug in there.values_list(f"{other}__appearances__edition", mine, other, f"{other}__slug").distinct():
            found[edition, story].add(paths.story(number, slug))
    return found


def _refit(edition: Edition, now: datetime, priority: int) -> None:
    """Hold the newest stories against an edition's rules again: what fits no more leaves it."""
    newest = Story.objects.order_by("-moved_at").values_list("pk", flat=True)[:REFIT]
    touched = _settle(edition, _tales(Story.objects.filter(pk__in=list(newest))), leaves=True)
    mark(edition.pk, dict.fromkeys(set().union(*touched.values()), now), priority)


def _tales(stories: QuerySet[Story]) -> list[Tale]:
    # The rows are held until we are done: who turns a later change of the same story at the same time waits, and has the last word.
    rows = list(stories.select_for_update().order_by("pk"))
    copies = held([story.pk for story in rows])
    looked_at = [each.copy for some in copies.values() for each in some[:MOST]]
    placed = list(Placement.objects.filter(copy__in=looked_at).select_related("copy", "reading").defer("reading__article"))
    says = articles([placement.reading_id for placement in placed])
    read: dict[int, list[tuple[Placement, Article]]] = defaultdict(list)
    for placement in placed:
        if placement.reading_id in says:
            read[placement.story_id].append((placement, says[placement.reading_id]))
    return [Tale(story, copies[story.pk], read[story.pk]) for story in rows]


def _settle(edition: Edition, tales: Sequence[Tale], *, leaves: bool) -> dict[int, set[str]]:
    """Write where each story appears in an edition now; by story, the pages that it touches.

    What once appeared stays, whatever becomes of its words, until the edition's own rules are held against it again (`leaves`).
    """
    sections = list(edition.sections.order_by("rank", "id"))
    slugs = {section.pk: section.slug for section in sections}
    zone = ZoneInfo(edition.zone)
    before = {row.story_id: row for row in Appearance.objects.filter(edition=edition, story__in=[tale.story.pk for tale in tales])}
    rows: list[Appearance] = []
    gone: list[int] = []
    touched: dict[int, set[str]] = {}
    running = lines.pages_of(tale.story.line_id for tale in tales if tale.story.line_id)
    here = [each.in_(edition.pk) for each in tales]
    said = standings(edition, {tale.story.pk: [each.copy for each in tale.everyone] for tale in here})
    again = versions.changed(each.copy for tale in here for each in tale.everyone)
    for tale in here:
        old, stands, outlets = before.get(tale.story.pk), said.get(tale.story.pk), tale.outlets
        of_copies = [paths.copy(each.copy) for each in tale.everyone if each.copy in again]
        if stands and stands.out:
            tale = tale.without(stands.out)
        accepted = edition.pk in tale.only  # by its own editors: no rule need fit
        known = not leaves and (old is not None or stands is not None)
        usable = stands is None or stands.usable
        stays = usable and tale.stands and (accepted or known or carries(edition.rules, tale.facts))
        standing = [old] if old else []
        if stays:
            section = section_of([(each.pk, each.rules) for each in sections], tale.facts)
            day = tale.came_at.astimezone(zone).date()
            row = Appearance(edition=edition, story=tale.story, section_id=section, shown_at=tale.came_at, day=day)
            rows.append(row)
            standing.append(row)
        elif old:
            gone.append(old.pk)
        if standing or stands:
            touched[tale.story.pk] = pages_with(
                tale.story,
                outlets,
                {row.day for row in standing},
                {slugs[row.section_id] for row in standing if row.section_id in slugs},
            ).union(running.get(tale.story.line_id or 0, ()), of_copies)
    Appearance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["edition", "story"], update_fields=["section", "shown_at", "day"], batch_size=500
    )
    Appearance.objects.filter(pk__in=gone).delete()
    return touched
