"""Which stories will a print run need? Those of all its pages looked up together, and each told once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.db.models import F, Window
from django.db.models.functions import DenseRank

from wirecopy.desk.models import Placement
from wirecopy.press.models import Appearance, Edition
from wirecopy.press.paths import Place
from wirecopy.press.telling import appearances, tell
from wirecopy.press.told import Told
from wirecopy.wire.models import Outlet

NEWEST_FIRST = (F("story__appearances__shown_at").desc(), F("story_id").desc())


class Ahead:
    """The stories of the pages at `places` in one edition; a list of one outlet has its newest `most`."""

    def __init__(self, edition: Edition, places: Iterable[Place], most: int) -> None:
        self.edition, self.most = edition, most
        self._wanted: dict[str, set[str]] = defaultdict(set)
        for place in places:
            self._wanted[place.kind].add(place.of)
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
    def outlets(self) -> dict[str, Outlet]:
        """The outlets that have a page ahead, by slug."""
        return {outlet.slug: outlet for outlet in Outlet.objects.filter(slug__in=self._wanted["outlet"])}

    def of_outlet(self, outlet: Outlet) -> list[Told]:
        return [self._all[story] for story in self._by_outlet[outlet.pk] if story in self._all]

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
        """Every story of the pages ahead, by id."""
        wanted = set(map(int, self._wanted["story"])).union(*self._by_outlet.values(), *self._by_day.values())
        return {story.id: story for story in self.tell(appearances(self.edition, story__in=wanted))}

    @cached_property
    def _by_outlet(self) -> dict[int, list[int]]:
        """The stories of each outlet, newest first; one that it has two copies of counts once."""
        rows = Placement.objects.filter(
            copy__outlet__in=[outlet.pk for outlet in self.outlets.values()],
            story__merged_into=None,
            story__appearances__edition=self.edition,
        ).annotate(place=Window(DenseRank(), partition_by=F("copy__outlet"), order_by=NEWEST_FIRST))
        found: dict[int, dict[int, None]] = defaultdict(dict)
        for outlet, story in rows.filter(place__lte=self.most).order_by("place").values_list("copy__outlet", "story"):
            found[outlet][story] = None
        return defaultdict(list, {outlet: list(stories) for outlet, stories in found.items()})

    @cached_property
    def _by_day(self) -> dict[date, list[int]]:
        """The stories of each day, newest first."""
        found: dict[date, list[int]] = defaultdict(list)
        for day, story in appearances(self.edition, day__in=self._wanted["day"]).values_list("day", "story"):
            found[day].append(story)
        return found
