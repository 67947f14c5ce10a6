"""Which stories will a print run need? Those of all its pages looked up together, and each told once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import chain
from zoneinfo import ZoneInfo

from django.db.models import F, Q, Window
from django.db.models.functions import DenseRank

from wirecopy.desk.models import Notice, Placement, Story
from wirecopy.desk.noticing import copies_out, killed, standings, went_into
from wirecopy.press import copies, paths
from wirecopy.press.carriers import pairs
from wirecopy.press.lines import beside, stories_of
from wirecopy.press.models import Appearance, Edition
from wirecopy.press.paths import Place
from wirecopy.press.telling import appearances, tell, tellings
from wirecopy.press.told import Telling, Told
from wirecopy.wire.models import Outlet, Passage

MOST_REUSES = 8  # of a story
A_DAY, MOST_AHEAD = 5, 300  # stories looked up for each further day whose page names what had come out by it
NEWEST_FIRST = (F("story__appearances__shown_at").desc(), F("story_id").desc())


@dataclass(frozen=True, slots=True)
class Reuse:
    """A copy of another story that shares passages with one of this."""

    copy: Telling
    words: int
    path: str | None  # of that story's page in this edition, where it has one


class Ahead:
    """The stories of the pages at `places` in one edition; a list of one outlet or line has its newest `most`.

    `today`: of the edition; `beside_it`: of how many stories the “More” of a page is picked.
    """

    def __init__(self, edition: Edition, places: Iterable[Place], most: int, today: date, beside_it: int) -> None:
        self.edition, self.most, self.today, self.beside_it = edition, most, today, beside_it
        self._wanted: dict[str, set[str]] = defaultdict(set)
        for place in places:
            self._wanted[place.part or place.kind].add(place.of)  # a feed wants what its list does
        self._told: dict[int, Told] = {}

    def tell(self, rows: Iterable[Appearance]) -> list[Told]:
        """As telling.tell, but a story that was told before is not looked up again."""
        rows = list(rows)
        self._told |= {story.id: story for story in tell(self.edition, [row for row in rows if row.story_id not in self._told])}
        return [self._told[row.story_id] for row in rows if row.story_id in self._told]

    @cached_property
    def stories(self) -> dict[int, Told]:
        """The stories that have a page ahead, by id."""
        return {story: told for story in map(int, self._wanted["story"]) if (told := self._all.get(story))}

    @cached_property
    def killed(self) -> dict[int, Notice]:
        """The withdrawn stories among those that have a page ahead, by id, and what was said of them."""
        numbers = set(map(int, self._wanted["story"])).difference(self.stories)
        into = {number: at for number in numbers if (at := went_into(number)) != number}
        found = killed(self.edition, {*numbers, *into.values()})
        return {**{number: found[at] for number, at in into.items() if at in found}, **found}

    @cached_property
    def shared(self) -> dict[copies.Two, copies.Shared]:
        """What the copies of the stories that have a page ahead kept of their originals."""
        return copies.against({two for story in self.stories.values() for two in pairs(story)})

    @cached_property
    def reused(self) -> dict[int, dict[int, int]]:
        return copies.reused([telling.copy for story in self.stories.values() for telling in (story.best, *story.others)])

    @cached_property
    def reuses(self) -> dict[int, list[Reuse]]:
        """By story: those that share passages with it, most words first, one of each other story."""
        wanted = {story.id: self._shares(story) for story in self.stories.values()}
        copies_there = dict.fromkeys(copy for others in wanted.values() for copy in others)
        placed = {telling.copy: (story, telling) for story, telling in tellings(copies_there, self.edition.pk)}
        of: dict[int, list[int]] = defaultdict(list)
        for copy, (story, _) in placed.items():
            of[story].append(copy)
        for story, stands in standings(self.edition, of).items():
            for copy in of[story] if not stands.usable else stands.out:
                placed.pop(copy, None)
        here = appearances(self.edition, story__in={story for story, _ in placed.values()})
        pages = {number: paths.story(number, slug) for number, slug in here.values_list("story", "story__slug")}
        found: dict[int, dict[int, Reuse]] = {number: {} for number in wanted}
        for number, others in wanted.items():
            for copy, words in sorted(others.items(), key=lambda each: (-each[1], each[0])):
                if copy in placed and len(found[number]) < MOST_REUSES:
                    story, telling = placed[copy]
                    found[number].setdefault(story, Reuse(telling, words, pages.get(story)))
        return {number: list(some.values()) for number, some in found.items()}

    def _shares(self, story: Told) -> dict[int, int]:
        """Copies outside a story that share passages with one of its own, and how many words."""
        within = {telling.copy for telling in (story.best, *story.others)}
        found: dict[int, int] = {}
        for mine in within:
            for other, words in self.reused.get(mine, {}).items():
                if other not in within:
                    found[other] = max(words, found.get(other, 0))
        return found

    @cached_property
    def outlets(self) -> dict[str, Outlet]:
        """The outlets that have a page ahead, by slug."""
        here = Q(edition=None) | Q(edition=self.edition)
        return {outlet.slug: outlet for outlet in Outlet.objects.filter(here, slug__in=self._wanted["outlet"])}

    def of_outlet(self, outlet: Outlet) -> list[Told]:
        return [self._all[story] for story in self._by_outlet[outlet.pk] if story in self._all]

    def of_line(self, line: int) -> list[Told]:
        return [self._all[story] for story in self._by_line[line][: self.most] if story in self._all]

    def around(self, story: Told) -> tuple[list[Told], list[Told]]:
        """The stories of its line that came after one, and before it; newest first."""
        after, before = beside(self._by_line[story.line or 0], story.id)
        return [self._all[each] for each in after if each in self._all], [self._all[each] for each in before if each in self._all]

    @cached_property
    def passed(self) -> dict[int, tuple[Placement, list[Passage]]]:
        """By copy that a story ahead is told by: where it stands, and what its newest take passed on its way there."""
        shown = [story.best.copy for story in self.stories.values()]
        rows = Placement.objects.filter(copy__in=shown).select_related("reading").defer("reading__article")
        placed = {row.reading.take_id: row for row in rows}
        found: dict[int, tuple[Placement, list[Passage]]] = {row.copy_id: (row, []) for row in placed.values()}
        for passage in Passage.objects.filter(take__in=placed).order_by("passed_at", "id"):
            if passage.reading_id in (None, placed[passage.take_id].reading_id):
                found[placed[passage.take_id].copy_id][1].append(passage)
        return found

    def by(self, day: date) -> list[Told]:
        """What had come out by a day that a story ahead came out on, newest first, for the “More” of its page."""
        return [self._all[row.story_id] for row in self._by[day] if row.story_id in self._all]

    def of_day(self, day: date) -> list[Told]:
        return [self._all[story] for story in self._by_day[day] if story in self._all]

    def beside(self, day: date) -> tuple[date | None, date | None]:
        """The days with copy before and after `day`."""
        before, after = bisect_left(self._days, day) - 1, bisect_right(self._days, day)
        return self._days[before] if before >= 0 else None, self._days[after] if after < len(self._days) else None

    @cached_property
    def _days(self) -> list[date]:
        return list(appearances(self.edition).order_by("day").values_list("day", flat=True).distinct())

    @cached_property
    def _all(self) -> dict[int, Told]:
        """Every story that the pages ahead list, tell or name, by id."""
        return {story.id: story for story in self.tell(dict.fromkeys(chain(self._rows, *self._by.values())))}

    @cached_property
    def _rows(self) -> list[Appearance]:
        """The stories that the pages ahead list or tell."""
        pages = set(map(int, self._wanted["story"]))
        wanted = pages.union(*self._by_outlet.values(), *self._by_day.values())
        for line, stories in self._by_line.items():
            wanted.update(stories[: self.most] if str(line) in self._wanted["line"] else ())
            wanted.update(*(each for story in pages.intersection(stories) for each in beside(stories, story)))
        return list(appearances(self.edition, story__in=wanted))

    @cached_property
    def _by(self) -> dict[date, list[Appearance]]:
        """By day of the stories that have a page ahead, none later than today. Days that are close to one another share a query."""
        zone, told = ZoneInfo(self.edition.zone), (row for row in self._rows if str(row.story_id) in self._wanted["story"])
        days = sorted({min(row.shown_at.astimezone(zone).date(), self.today) for row in told}, reverse=True)
        found: dict[date, list[Appearance]] = {}
        held: list[Appearance] = []  # newest first
        more = True  # are there older ones than those?
        for left, day in zip(range(len(days), 0, -1), days, strict=True):
            end = datetime.combine(day + timedelta(days=1), time.min, zone)
            held = [row for row in held if row.shown_at < end]
            if more and len(held) < self.beside_it:
                most = self.beside_it + min(A_DAY * (left - 1), MOST_AHEAD)
                held = list(appearances(self.edition, shown_at__lt=end)[:most])
                more = len(held) == most
            found[day] = held[: self.beside_it]
        return found

    @cached_property
    def _by_outlet(self) -> dict[int, list[int]]:
        """The stories of each outlet, newest first; one that it has two copies of counts once."""
        outlets = [outlet.pk for outlet in self.outlets.values()]
        rows = Placement.objects.filter(copy__outlet__in=outlets, story__merged_into=None, story__appearances__edition=self.edition)
        rows = rows.exclude(copy__in=copies_out(self.edition, outlets)).annotate(
            place=Window(DenseRank(), partition_by=F("copy__outlet"), order_by=NEWEST_FIRST)
        )
        found: dict[int, dict[int, None]] = defaultdict(dict)
        for outlet, story in rows.filter(place__lte=self.most).order_by("place").values_list("copy__outlet", "story"):
            found[outlet][story] = None
        return defaultdict(list, {outlet: list(stories) for outlet, stories in found.items()})

    @cached_property
    def _by_line(self) -> dict[int, list[int]]:
        """The stories of each line that has a page ahead, or a story with one; newest first."""
        lines = Story.objects.filter(pk__in=self._wanted["story"]).exclude(line=None).values_list("line", flat=True)
        return stories_of(self.edition, {*map(int, self._wanted["line"]), *(lines if self._wanted["story"] else ())})

    @cached_property
    def _by_day(self) -> dict[date, list[int]]:
        """The stories of each day, newest first."""
        found: dict[date, list[int]] = defaultdict(list)
        for day, story in appearances(self.edition, day__in=self._wanted["day"]).values_list("day", "story"):
            found[day].append(story)
        return found
