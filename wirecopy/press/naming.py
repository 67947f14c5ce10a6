"""Which printed pages name a story besides those that it stands on? Asked when a word of the editors takes it, or a copy of it, back.

Such a word reaches hundreds of pages through their “More” alone: there the line is cut out of the printed page, which takes a tenth of
what printing it again would.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from wirecopy.desk.models import Notice, Story
from wirecopy.desk.noticing import copies_of, standings
from wirecopy.press import issue, letters, paths
from wirecopy.press.edition import Teaser, more
from wirecopy.press.models import Appearance, Edition
from wirecopy.press.store import PageStore
from wirecopy.press.telling import appearances
from wirecopy.press.told import Told

MORE_STORIES = 40  # the newest, out of which a page's “More” is picked
A_DAY = timedelta(days=1)
NEW = timedelta(days=40)  # so long after it came out a letter may still tell a story as new, or as changed


class More:
    """What the pages of a print run name under “More”: stories of the page's own day, or of the days before where it was quiet.

    So a page that is printed again names what it named, and few pages name a story: those of its day, or of the next.
    """

    def __init__(self, zone: ZoneInfo, today: date, by: Callable[[date], list[Told]]) -> None:
        self.zone, self.today, self.by = zone, today, by
        self._of_day: dict[date, tuple[list[Told], tuple[Teaser, ...], frozenset[str]]] = {}

    def of(self, story: Told) -> tuple[Teaser, ...]:
        day = min(story.shown_at.astimezone(self.zone).date(), self.today)
        if day not in self._of_day:
            told = self.by(day)
            teasers = more(told)
            self._of_day[day] = told, teasers, frozenset(teaser.path for teaser in teasers)
        told, teasers, among = self._of_day[day]
        return teasers if story.path not in among else more(told, story.id)


@dataclass(frozen=True, slots=True)
class Named:
    pages: Mapping[tuple[int, int], set[str]]  # by edition and story: to be printed again before anything else
    cut: Mapping[int, set[str]]  # by edition: pages that name it no more, to be printed again at leisure


def named_on(stories: Collection[int]) -> Named:
    """The letters that name a story, and the pages of what went into it. Out of every “More” it is cut at once.

    Only for stories that the edition's editors have said something of.
    """
    told = set(Notice.objects.filter(story__in=stories).values_list("edition", "story")) if stories else set()
    if stories:
        told |= set(Notice.objects.filter(copy__placement__story__in=stories).values_list("edition", "copy__placement__story"))
    editions = Edition.objects.in_bulk({edition for edition, _ in told})
    rows = Story.objects.in_bulk({story for _, story in told})
    found: dict[tuple[int, int], set[str]] = {}
    cut: dict[int, set[str]] = defaultdict(set)
    for edition, number in told:
        if number in rows:
            merged = list(_merged(number))
            gone = {paths.story(each.pk, each.slug) for each in merged}
            found[edition, number] = {*_in_letters(editions[edition], rows[number], merged)} | gone
            stands = standings(editions[edition], copies_of([number])).get(number)
            if stands and (stands.out or not stands.usable):
                for each in (rows[number], *merged):
                    cut[edition] |= cut_from_more(editions[edition], each)
    return Named(found, cut)


def _merged(number: int) -> Iterator[Story]:
    """The stories that went into one, and into those."""
    further = list(Story.objects.filter(merged_into=number))
    while further:
        yield from further
        further = list(Story.objects.filter(merged_into__in=[story.pk for story in further]))


def cut_from_more(edition: Edition, story: Story) -> set[str]:
    """Cut a story's line out of “More” on every page that was printed with it; which pages those were.

    A page picks its “More” from the newest stories of its own day, or of the days before: so those of few days can name it.
    """
    after = appearances(edition, shown_at__gte=story.began_at).order_by("shown_at").values_list("day", flat=True)
    last = after[MORE_STORIES : MORE_STORIES + 1]
    rows = Appearance.objects.filter(edition=edition, day__gte=story.began_at.astimezone(ZoneInfo(edition.zone)).date() - A_DAY)
    if last:
        rows = rows.filter(day__lte=last[0] + A_DAY)
    store, link = PageStore(settings.PAGES), f'<li><a href="{paths.story(story.pk, story.slug)}"'.encode()
    line, cut = re.compile(re.escape(link) + rb".*?</li>\n?", re.DOTALL), set()
    for number, slug in rows.exclude(story=story).values_list("story", "story__slug"):
        path = paths.story(number, slug)
        body = store.get(edition.slug, path) or b""
        if link in body:
            store.amend(edition.slug, path, line.sub(b"", body))
            cut.add(path)
    return cut


def _in_letters(edition: Edition, story: Story, merged: Collection[Story]) -> Iterator[str]:
    numbers = {story.pk, *(each.pk for each in merged)}
    began = min(each.began_at for each in (story, *merged))
    issues = letters.printed(edition).filter(made_at__gte=began - A_DAY)
    if not Notice.objects.filter(edition=edition, story__in=numbers, kind="correct").exists():
        issues = issues.filter(made_at__lte=max(each.moved_at for each in (story, *merged)) + NEW)
    days = [made.day for made in issues if not numbers.isdisjoint(issue.names(made.told))]
    if days:
        yield from (paths.LETTERS, *paths.feeds_in(paths.LETTERS).values(), *map(paths.letter, days))
