"""How do the days of an archive stand in a calendar?"""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from wirecopy.press import paths
from wirecopy.press.words import Words


@dataclass(frozen=True, slots=True)
class Day:
    number: int
    path: str | None = None  # of its page; None where nothing came out
    count: int = 0
    stories: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    stories: str
    weeks: tuple[tuple[Day | None, ...], ...]  # from Monday on; None: a day of another month


def months(counts: Mapping[date, int], words: Words, path: Callable[[date], str] = paths.day) -> list[Month]:
    """The months that have a day in `counts` (stories by day), newest first; `path` gives the page of a day."""
    found = sorted({(day.year, day.month) for day in counts}, reverse=True)
    return [_month(year, month, counts, words, path) for year, month in found]


def _month(year: int, month: int, counts: Mapping[date, int], words: Words, path: Callable[[date], str]) -> Month:
    weeks = tuple(
        tuple(_day(day, counts.get(day, 0), words, path) if day.month == month else None for day in week)
        for week in Calendar().monthdatescalendar(year, month)
    )
    total = sum(count for day, count in counts.items() if (day.year, day.month) == (year, month))
    return Month(words.month(date(year, month, 1)), words.count("stories", total), weeks)


def _day(day: date, count: int, words: Words, path: Callable[[date], str]) -> Day:
    if not count:
        return Day(day.day)
    return Day(day.day, path(day), count, words.count("stories", count), words.long_date(day))
