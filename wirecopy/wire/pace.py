"""When to poll a feed again, and when to believe that it has moved?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from wirecopy.answer import directives, http_date

DAY = 86400.0
NEWS, QUIET = 0.7, 1.3  # what a poll with and one without new entries does to the interval
SPREAD = 0.1
SILENT = ((30 * DAY, DAY), (14 * DAY, DAY / 2), (7 * DAY, DAY / 4))  # silent for so long: poll no oftener than that
FREE = 3  # failures in a row that change nothing
MOVED_POLLS, MOVED_AFTER = 3, timedelta(days=7)


def next_poll(
    now: datetime,
    *,
    recent: Sequence[datetime],
    new: int,
    interval: int,
    least: float,
    most: float,
    earliest: datetime | None,
    jitter: float,
) -> tuple[datetime, int]:
    """When to poll next, and the interval learnt, in seconds.

    `recent`: the times of the feed's last entries, in any order; `new`: entries of this poll that we had not; `jitter`: -1 to 1.
    The interval shrinks with each poll that brings news and grows with each that brings none, but stays within half and
    double of half the usual gap between two entries: a night's quiet must not make the morning late.
    """
    seconds = interval * (NEWS if new else QUIET)
    times = sorted(when for when in recent if when <= now)
    if len(times) > 1:
        usual = median((later - earlier).total_seconds() for earlier, later in pairwise(times)) / 2
        seconds = min(max(seconds, usual / 2), usual * 2)
    if times:
        silence = (now - times[-1]).total_seconds()
        seconds = max(seconds, next((pause for after, pause in SILENT if silence >= after), 0.0))
    seconds = min(max(seconds, least), most)
    due = now + timedelta(seconds=_within(seconds * (1 + SPREAD * jitter), least, most))
    if earliest is not None and due < earliest:
        due = earliest + timedelta(seconds=seconds * SPREAD * abs(jitter))
    return due, round(seconds)


def _within(value: float, least: float, most: float) -> float:
    """`value` folded back at a bound it passes: cut there instead, half of all feeds would come due at the same second."""
    if value < least:
        value = 2 * least - value
    return max(least, 2 * most - value if value > most else value)


def earliest(headers: Mapping[str, str], now: datetime, ttl_minutes: float | None) -> datetime | None:
    """Before when the server asks not to be polled, within a day; None: it does not say. RFC 9111, with the server's own clock."""
    said = directives(headers)
    seconds = (ttl_minutes or 0.0) * 60
    if not said.keys() & {"no-cache", "no-store"}:
        if "max-age" in said:
            seconds = max(seconds, _whole(said["max-age"]) - _whole(headers.get("age", "")))
        elif (expires := http_date(headers.get("expires", ""))) is not None:
            seconds = max(seconds, (expires - (http_date(headers.get("date", "")) or now)).total_seconds())
    return now + timedelta(seconds=min(seconds, DAY)) if seconds > 0 else None


def _whole(text: str) -> float:
    return float(text) if re.fullmatch(r"[0-9]{1,15}", text) else 0.0


def again(now: datetime, failures: int, base: float, most: float, jitter: float) -> datetime:
    """When to try again after `failures` in a row; `base` is the usual interval in seconds, `jitter` 0 to 1.

    Three tries are free. Then the longest wait doubles up to `most`, at most a day, and the wait falls anywhere between the
    usual one and the longest, so that a host which comes back is not met by everyone at once.
    """
    usual = min(base, most, DAY)
    longest = min(base * 2 ** min(max(failures - FREE, 0), 20), most, DAY)
    wait = usual + (longest - usual) * jitter if longest > usual else usual * (1 + SPREAD * jitter)
    return now + timedelta(seconds=wait)


def moved(polls: int, since: datetime | None, now: datetime) -> bool:
    """Is a permanent redirect to be believed? After three polls that said the same, over seven days at least."""
    return polls >= MOVED_POLLS and since is not None and now - since >= MOVED_AFTER
