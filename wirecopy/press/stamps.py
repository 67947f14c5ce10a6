"""How is a time told to an edition's readers? In their zone, with the one printed there beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from wirecopy.press.told import Told
from wirecopy.press.words import Words
from wirecopy.wire.article import ZoneStamp


@dataclass(frozen=True, slots=True)
class Stamp:
    machine: str  # for <time datetime>
    here: str  # in the edition's zone
    there: str | None = None  # the clock of the page itself, where it differs
    as_printed: str = ""


def stamp(moment: datetime, printed: ZoneStamp | None, zone: tzinfo, words: Words) -> Stamp:
    """`moment` for readers in `zone`. A page that prints only a day is given only a day: no hour is made up."""
    as_printed = printed.as_printed if printed else ""
    if printed and printed.precision == "day":
        day = datetime.fromisoformat(printed.instant).date()
        return Stamp(day.isoformat(), words.full_date(day), None, as_printed)
    local = moment.astimezone(zone)
    here = f"{words.full_date(local.date())}, {local:%H:%M} {zone_name(local)}"
    return Stamp(machine(moment, zone), here, _there(local, printed, words), as_printed)


def updated(story: Told, zone: tzinfo, words: Words) -> str:
    """When the page of a story's best telling says that it was updated; empty where it says nothing new, or gives no zone."""
    shown = story.best.shown
    if shown.updated is None or shown.updated == shown.published or shown.updated.precision == "day":
        return ""
    at = datetime.fromisoformat(shown.updated.instant)
    return stamp(at, None, zone, words).here if at.utcoffset() is not None and at > story.best.came_at else ""


def _there(local: datetime, printed: ZoneStamp | None, words: Words) -> str | None:
    there = datetime.fromisoformat(printed.instant) if printed else None
    if there is None or there.utcoffset() is None or there.utcoffset() == local.utcoffset():
        return None
    day = "" if there.date() == local.date() else f"{words.full_date(there.date())}, "
    return f"{day}{there:%H:%M} {offset_name(there)}"


def machine(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="minutes")


def zone_name(local: datetime) -> str:
    """CEST where the zone has a name of letters, else GMT+8."""
    name = local.tzname() or ""
    return name if name.isalpha() else offset_name(local)


def offset_name(local: datetime) -> str:
    minutes = round((local.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return "GMT"
    hours, rest = divmod(abs(minutes), 60)
    return f"GMT{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def span(length: timedelta, words: Words) -> str:
    """14 min, 3 h or 2 days: as much as a reader wants to know."""
    minutes = max(0, round(length.total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{round(minutes / 60)} h"
    return words.count("days", round(minutes / 1440))


def next_midnight(now: datetime, zone: tzinfo) -> datetime:
    """The first moment of the next day in `zone`."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)
