"""What do an outlet's pages tell of its times: does the day or the month stand first, and does its Z mean what it says?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from wirecopy.wire import timestamp
from wirecopy.wire.article import ZoneStamp

Vote = TypeVar("Vote", int, bool)

AGREED = 3  # pages that must say the same
LOOKED = 6  # of the newest pages that say anything; more than half of them must agree
SKEW = timedelta(minutes=5)  # by which clocks may differ
PROMPT = timedelta(hours=1)  # had the feed printed local time of the east, we would have been here before it
QUARTER, HALF_HOUR = timedelta(minutes=15), timedelta(minutes=30)
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Page:
    """When one page says that it came out, when its feed says so, and when we fetched it (aware)."""

    published: ZoneStamp
    given_at: datetime | None
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Learnt:
    """What pages agree on, with how many of them say so. `stamped`: minutes east of UTC of the local times stamped Z."""

    stamped: int | None = None
    stamped_pages: int = 0
    day_first: bool | None = None
    day_first_pages: int = 0

    def sentences(self) -> Iterator[str]:
        """What was learnt, for a person."""
        if self.stamped:
            zone = offset(self.stamped)
            yield f"times on pages of this outlet are stamped Z but are local time {zone}: seen on {self.stamped_pages} pages"
        if self.day_first is not None:
            yield f"dates of this outlet put the {'day' if self.day_first else 'month'} first: seen on {self.day_first_pages} pages"


def offset(east: int | None) -> str:
    """Minutes east of UTC as "+09:00"; empty for none."""
    return f"{'-' if east < 0 else '+'}{abs(east) // 60:02}:{abs(east) % 60:02}" if east else ""


def judged(pages: Sequence[Page]) -> Learnt:
    """What the newest pages, newest first, agree on."""
    return Learnt(*_agreed(local(page) for page in pages), *_agreed(days_first(page) for page in pages))


def _agreed(votes: Iterable[Vote | None]) -> tuple[Vote | None, int]:
    said = [vote for vote in votes if vote is not None][:LOOKED]
    top, pages = Counter(said).most_common(1)[0] if said else (None, 0)
    return (top, pages) if pages >= AGREED and 2 * pages > len(said) else (None, 0)


def local(page: Page) -> int | None:
    """Minutes east of UTC of the local time that this page stamps Z; 0 where its Z is one; None where it says nothing.

    A page that names a later time than that at which it was fetched is wrong for certain. By how much, its feed says where it gives the
    same minute in another zone; else the fetch does, to the next half hour. A page that is early by whole quarters against its feed, and
    was fetched promptly after what the feed says, is local time of the west.
    """
    printed = timestamp.read(page.published.as_printed)
    moment = timestamp.instant(printed) if printed else None
    if printed is None or moment is None or printed.precision == "day" or datetime.fromisoformat(printed.instant).utcoffset():
        return None
    ahead, late = moment - page.fetched_at, page.fetched_at - (page.given_at or page.fetched_at)
    by_feed = _quarters(moment - page.given_at) if page.given_at else None
    if ahead > SKEW:
        east = by_feed if by_feed and late >= timedelta(0) else -(-ahead // HALF_HOUR) * HALF_HOUR
        return _minutes(east) if timedelta(hours=1) <= east <= EAST else None
    if by_feed and WEST <= by_feed <= timedelta(hours=-1) and timedelta(0) <= late <= PROMPT:
        return _minutes(by_feed)
    return 0 if by_feed == timedelta(0) or (page.given_at is None and -ahead <= PROMPT) else None


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)


def _quarters(span: timedelta) -> timedelta | None:
    """`span` in whole quarters of an hour, where it is that to the minute."""
    whole = round(span / QUARTER) * QUARTER
    return whole if abs(span - whole) < timedelta(minutes=1) else None


def days_first(page: Page) -> bool | None:
    """Does this page print the day before the month? By a number over 12, else by the day of its feed, else by what lies in the future."""
    orders = timestamp.orders(page.published.as_printed)
    near = [day_first for day_first, day in orders.items() if len(orders) == 1 or _near(day, page)]
    return near[0] if len(near) == 1 else None


def _near(day: date, page: Page) -> bool:
    """May a page of this day have come as it came?"""
    if page.given_at:
        return abs(day - page.given_at.date()) <= timedelta(days=1)
    return day <= page.fetched_at.date() + timedelta(days=1)
