"""When was it published, and when updated? Weighs the times that a page gives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache, partial

from wirecopy.wire import printed_times, timestamp
from wirecopy.wire.article import Article, ZoneStamp
from wirecopy.wire.blocks import Line
from wirecopy.wire.days import zone_named
from wirecopy.wire.facts import Said
from wirecopy.wire.habit import Habit

UTC = timedelta(0)
UNKNOWN = Habit()
SITE_WIDE = "json-ld webpage"  # some systems say there since when the site has been


def stamps(said: Iterable[Said], habit: Habit = UNKNOWN) -> list[ZoneStamp]:
    return [stamp for value, where in said if len(value) < printed_times.LONGEST_LINE and (stamp := told(value, where, habit))]


def told(line: str, where: str, habit: Habit, *, inside: bool = False) -> ZoneStamp | None:
    """The time of a line, or inside it. Without a zone where it names none: another field may know better than the outlet's habit."""
    stamp = looked_up(line, habit, inside)
    return ZoneStamp(stamp.instant, stamp.precision, stamp.as_printed, where) if stamp else None


@lru_cache(256)
def looked_up(line: str, habit: Habit, inside: bool) -> ZoneStamp | None:
    """Most pages say their times several times over."""
    look = timestamp.find if inside else timestamp.read
    hit = look(line, country=habit.country, day_first=habit.day_first)
    stamp = hit[0] if isinstance(hit, tuple) else hit
    if stamp and habit.zone and offset(stamp) is not None:  # of an abbreviation with several meanings the newsroom's own is meant
        stamp = timestamp.read(stamp.as_printed, zone=habit.zone, country=habit.country, day_first=habit.day_first) or stamp
    return stamp


def pick(found: Sequence[ZoneStamp]) -> ZoneStamp | None:
    """The first that has a zone and a time of day; else the first time of day, else the first day."""
    timed = [s for s in found if s.precision != "day"]
    return next((s for s in timed if offset(s) is not None), None) or (timed[0] if timed else found[0] if found else None)


def best(found: Sequence[ZoneStamp]) -> ZoneStamp | None:
    """The one to pick, in the zone that the others bear out."""
    first = pick(found)
    return zoned(first, found) if first else None


def zoned(stamp: ZoneStamp, beside: Iterable[ZoneStamp]) -> ZoneStamp:
    """A time without a zone, or stamped +00:00, in the zone of another that shows the same clock.

    A zone of +00:00 is often put on local time by a publishing system.
    """
    if stamp.precision == "day" or offset(stamp):
        return stamp
    same = [s for s in beside if s.precision != "day" and clock(s) == clock(stamp) and offset(s) is not None]
    other = next((s for s in same if offset(s) != UTC), same[0] if same and offset(stamp) is None else None)
    return in_zone_of(stamp, other) if other else stamp


def in_zone_of(stamp: ZoneStamp, other: ZoneStamp) -> ZoneStamp:
    moment = datetime.fromisoformat(stamp.instant).replace(tzinfo=datetime.fromisoformat(other.instant).tzinfo)
    return replace(stamp, instant=moment.isoformat(), found_in=f"{stamp.found_in}, zone of {other.found_in.split(', zone of ')[-1]}")


def clock(stamp: ZoneStamp) -> datetime:
    return datetime.fromisoformat(stamp.instant).replace(tzinfo=None, second=0, microsecond=0)


def offset(stamp: ZoneStamp) -> timedelta | None:
    return datetime.fromisoformat(stamp.instant).utcoffset()


def in_order(found: Sequence[ZoneStamp], sure: set[str], habit: Habit) -> list[ZoneStamp]:
    """Dates that may be read two ways, so that they name a day that another field names."""
    return [turned(s, habit) if s.instant[:10] not in sure and turned(s, habit).instant[:10] in sure else s for s in found]


def turned(stamp: ZoneStamp, habit: Habit) -> ZoneStamp:
    """The same with day and month the other way round, where it may be read so."""
    ways = (told(stamp.as_printed, stamp.found_in, replace(habit, day_first=first)) for first in (True, False))
    return next((s for s in ways if s and s.instant[:10] != stamp.instant[:10]), stamp)


def two_ways(stamp: ZoneStamp) -> bool:
    return len(timestamp.orders(stamp.as_printed)) == 2


def published_and_updated(
    published: Sequence[Said], updated: Sequence[Said], lines: Sequence[Line], headline: int | None, habit: Habit = UNKNOWN, *,
    body: Sequence[int] = (), apart: Collection[int] = (), url: str | None = None,
) -> tuple[ZoneStamp | None, ZoneStamp | None]:  # fmt: skip
    """Both, where the page gives them. A time of update that is not after publication says nothing.

    What one field leaves open another may tell: the order of day and month, the zone. What no field tells, the outlet's habit does.
    """
    firsts, lasts = stamps(published, habit), stamps(updated, habit)
    first = pick(firsts)
    exact = first is not None and first.precision != "day" and bool(offset(first)) and not two_ways(first)
    within = partial(told, habit=habit, inside=True)
    shown = printed_times.Shown() if exact else printed_times.shown(lines, headline, body, apart, within, url)
    every = [*firsts, *lasts, *shown.all()]
    if any(map(two_ways, every)):
        sure = {s.instant[:10] for s in every if not two_ways(s)}
        turn = partial(in_order, sure=sure, habit=habit)
        firsts, lasts, shown = turn(firsts), turn(lasts), shown.turned(turn)
        first, every = pick(firsts), [*firsts, *lasts, *shown.all()]
    if first is None or (first.found_in == SITE_WIDE and first.precision == "day"):
        near = shown.first()
        first = near if near and (first is None or near.precision != "day") else first
    if first is not None and (first.precision == "day" or offset(first) is None):
        first = pick([first, *(s for s in shown.all() if s.instant[:10] == first.instant[:10])])
    last = best(lasts)
    if first:
        known = zoned(first, every)
        if last and offset(last) == offset(first) != offset(known):
            last = in_zone_of(last, known)  # one hand stamps both
        first = in_habit(known, habit)
    last = in_habit(last, habit) if last else None
    began, ended = (timestamp.instant(s) if s else None for s in (first, last))
    return first, None if began and ended and ended <= began else last


def in_habit(stamp: ZoneStamp, habit: Habit) -> ZoneStamp:
    """The zone by the outlet's habit, else by its country, where the page has none or stamps its local times +00:00."""
    printed = offset(stamp)
    if stamp.precision == "day" or printed or (printed is not None and not habit.stamped):
        return stamp
    zone, stamped = (zone_named(name) for name in (habit.zone, habit.stamped))
    moment = datetime.fromisoformat(stamp.instant).replace(tzinfo=None)
    if printed is not None and stamped and (zone is None or abs(east(moment, zone) - east(moment, stamped)) > timedelta(hours=1)):
        zone = stamped  # else the newsroom's zone, which knows when summer time begins
    source = "zone of the outlet" if printed is None else "zone by the outlet's habit"
    if zone is None and printed is None:
        zone, source = zone_named(habit.national), "zone of the host's country"
    if zone is None:
        return stamp
    return replace(stamp, instant=moment.replace(tzinfo=zone).isoformat(), found_in=f"{stamp.found_in}, {source}")


def east(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.replace(tzinfo=zone).utcoffset() or UTC


def of_text(article: Article, habit: Habit) -> Article:
    """A flat text with its times read by the outlet's habit."""
    given = (article.published, article.updated)
    published, updated = (in_habit(told(s.as_printed, s.found_in, habit) or s, habit) if s else None for s in given)
    return replace(article, published=published, updated=updated)
