"""When was it published, and when updated? Weighs the times that a page gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from wirecopy.wire import timestamp
from wirecopy.wire.article import ZoneStamp
from wirecopy.wire.blocks import Line
from wirecopy.wire.facts import Said

LONGEST_LINE = 160
LINES_NEAR = 14


def stamps(said: Iterable[Said]) -> list[ZoneStamp]:
    found = []
    for value, where in said:
        stamp = timestamp.read(value) if len(value) < LONGEST_LINE else None
        if stamp:
            found.append(replace(stamp, found_in=where))
    return found


def best(found: Sequence[ZoneStamp]) -> ZoneStamp | None:
    """The first that has a zone and a time of day; else the first time of day, else the first day.

    A zone of +00:00 is often put on local time by a publishing system. Where another value shows the same clock with another zone,
    that other value is believed.
    """
    zoned = [s for s in found if timestamp.instant(s) and s.precision != "day"]
    if zoned:
        first = zoned[0]
        if offset(first) == timedelta(0):
            return next((s for s in zoned[1:] if clock(s) == clock(first) and offset(s) != timedelta(0)), first)
        return first
    timed = [s for s in found if s.precision != "day"]
    return timed[0] if timed else found[0] if found else None


def clock(stamp: ZoneStamp) -> datetime:
    return datetime.fromisoformat(stamp.instant).replace(tzinfo=None, second=0, microsecond=0)


def offset(stamp: ZoneStamp) -> timedelta | None:
    return datetime.fromisoformat(stamp.instant).utcoffset()


def visible(lines: Sequence[Line], headline: int) -> list[ZoneStamp]:
    """The times in the short lines after the headline, then in those just before it."""
    near = [*lines[headline : headline + LINES_NEAR], *lines[max(0, headline - 4) : headline]]
    found = []
    for line in near:
        hit = timestamp.find(line.text) if len(line.text) < LONGEST_LINE else None
        if hit:
            found.append(replace(hit[0], found_in="page line"))
    return found


def published_and_updated(
    published: Sequence[Said], updated: Sequence[Said], lines: Sequence[Line], headline: int | None
) -> tuple[ZoneStamp | None, ZoneStamp | None]:
    """Both, where the page gives them. A time of update that is not after publication says nothing."""
    first = best(stamps(published))
    if first is None or first.precision == "day" or timestamp.instant(first) is None:
        seen = visible(lines, headline) if headline is not None else []
        same_day = [s for s in seen if first is None or s.instant[:10] == first.instant[:10]]
        first = best([*([first] if first else []), *same_day]) if same_day else first
    last = best(stamps(updated))
    began, ended = (timestamp.instant(s) if s else None for s in (first, last))
    if began and ended and ended <= began:
        last = None
    return first, last
