"""Which time does a printed line tell: its day, its clock, its zone, and how exactly?"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from wirecopy.wire import months
from wirecopy.wire.article import ZoneStamp
from wirecopy.wire.clocks import Clock, Zone, clock_at, clock_before, offset, zone_at, zone_of
from wirecopy.wire.days import NUMERIC, WORD, Day, Hints, day_of, days, possible, ways

LONGEST = 200  # signs of a line that are looked at

_EPOCH = re.compile(r"(\d{10})(?:\.\d{1,9}|\d{3})?$")
_PLAIN = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$")
_ISO = re.compile(
    r"(?P<y>\d{4})(?P<dash>-?)(?P<mo>\d\d)(?P=dash)(?P<d>\d\d)"
    r"(?:(?:[t_]|\s(?=\d\d:))(?P<h>\d\d)(?::?(?P<mi>\d\d)(?::?(?P<s>\d\d)(?:[.,]\d{1,12})?)?)?)?"
    r"\s?(?P<zone>z|[+\-−]\d\d:?(?:\d\d)?)?(?:\[[^\]]{0,60}\])?(?![\d:.])"
)
_DIGIT = re.compile(r"\d")
_GAP = re.compile(r"[\s,;|·•\-–—@()/،:.\[\]]*")

# Digits of other scripts, full-width signs, spaces of all widths and marks of direction, one sign for one, so that spans hold.
_SIGNS: dict[int, str] = {zero + n: str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10) for n in range(10)}
_SIGNS |= dict.fromkeys((0xA0, 0x2009, 0x202F, 0x3000, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0xFEFF), " ")
_SIGNS |= {0xFF1A: ":", 0xFF0F: "/", 0xFF0D: "-", 0xFF08: "(", 0xFF09: ")", 0xFF0C: ",", 0x130: "i", 0x2011: "-"}


def read(
    text: str, *, zone: str | None = None, country: str | None = None, near: datetime | None = None, day_first: bool | None = None
) -> ZoneStamp | None:
    """The time that the whole line tells, printed for people or for machines; None for any other line.

    Labels ("Updated:", "Stand"), weekdays and up to two more words may stand around it. `zone` (IANA, or "+09:00") holds where the text
    names none; `country` (ISO) decides what IST, CST, BST and EST mean and whether 5/6 is May or June; a missing year and "today" need
    `near` (aware).
    Years outside 1990 to two years after `near` (2080 without) are no times. Never raises.
    """
    if len(text) > LONGEST:
        return None
    told = find(text, zone=zone, country=country, near=near, day_first=day_first)
    if told is None:
        return None
    stamp, start, end = told
    before, after = _strangers(text[:start]), _strangers(text[end:])
    if before > 1 or re.match(r"\s?[+\-]\d", text[end:]):
        return None
    if before + after > 2 and find(text[end:], country=country, near=near) is None:  # "Published ... Updated ..." may say more
        return None
    return stamp


def find(
    text: str, *, zone: str | None = None, country: str | None = None, near: datetime | None = None, day_first: bool | None = None
) -> tuple[ZoneStamp, int, int] | None:
    """The first time inside a line, with its span in `text`; options as for `read`. Only the first 200 signs are looked at."""
    given = text[:LONGEST]
    if near is None and not _DIGIT.search(given):
        return None
    line, low = _plain(given)
    hints = Hints(zone, country, near, day_first)
    start = len(low) - len(low.lstrip())
    if low[start : start + 1].isdecimal():
        machine = _machine(low, start, hints)
        if machine is not None:
            return None if machine[0] is None else (_printed(machine[0], given, start, machine[1]), start, machine[1])
    for day in days(low, hints)[:8]:
        stamp, start, end = _around(line, low, day, hints)
        if stamp is None or (not day.sure and stamp.precision == "day" and _strangers(line) > 1):
            continue  # a day without year or clock is one only where the line says nothing else
        return _printed(stamp, given, start, end), start, end
    return None


def orders(text: str) -> dict[bool, date]:
    """The days that the first date in numbers may mean, by whether its day stands first: two for 5/6/2031, one for 13/6/2031, else none."""
    match = NUMERIC.search(_plain(text[:LONGEST])[1])
    found = ways(match) if match else {}
    return {} if len(found) == 2 and found[True] == found[False] else found


def _plain(given: str) -> tuple[str, str]:
    """The line with its signs made plain, and the same in lower case; sign for sign."""
    line = given if given.isascii() else given.translate(_SIGNS)
    low = line.lower()
    if len(low) != len(line):
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in line)
    return line, low


def instant(stamp: ZoneStamp) -> datetime | None:
    """The aware UTC instant of a stamp; None where it has no zone, or names only a day."""
    try:
        return moment.astimezone(UTC) if (moment := datetime.fromisoformat(stamp.instant)).tzinfo else None
    except (ValueError, OverflowError):
        return None


def _strangers(rest: str) -> int:
    """How many words in the rest of a line are neither labels nor weekdays nor fillers."""
    words = (months.fold(word[0]) for word in WORD.finditer(rest.lower()))
    return sum(word not in months.LABELS and word not in months.WEEKDAYS and word not in months.BETWEEN for word in words)


def _printed(stamp: ZoneStamp, given: str, start: int, end: int) -> ZoneStamp:
    return ZoneStamp(stamp.instant, stamp.precision, given[start:end].strip())


def _machine(low: str, start: int, hints: Hints) -> tuple[ZoneStamp | None, int] | None:
    """A machine's spelling at `start`: its stamp (None where there is no such time) and its end; None where it is no machine's."""
    rest = low[start:].rstrip()
    if epoch := _EPOCH.match(rest):
        moment = datetime.fromtimestamp(int(epoch[1]), UTC)
        clock = Clock(moment.hour, moment.minute, moment.second, 0)
        return _join(moment.date(), clock, UTC, hints), start + len(rest)
    if plain := _PLAIN.match(rest):
        clock = Clock(int(plain[4]), int(plain[5]), int(plain[6]) if plain[6] else None, 0)
        return _join(day_of(int(plain[1]), int(plain[2]), int(plain[3])), clock, None, hints), start + len(rest)
    iso = _ISO.match(rest)
    if iso is None or (not iso["dash"] and len(rest) == 4):
        return (None, start) if re.match(r"\d{4}-\d\d-\d\dt\d", rest) else None
    if iso["h"] is None and iso["dash"] and iso["zone"] is None:
        return None  # a day; its clock may follow in another spelling
    if iso["h"] and iso["zone"] is None and re.match(r"\s?[+\-−a-z(]", rest[iso.end() :]):
        return None  # a zone, or "pm", in another spelling
    day = day_of(int(iso["y"]), int(iso["mo"]), int(iso["d"]))
    if iso["h"] is None:
        return _join(day, None, None, hints), start + iso.end()
    printed, east = iso["zone"], None
    if printed:
        minutes = 0 if printed == "z" else offset(printed[0], int(printed[1:3]), int(printed[3:].strip(":") or 0))
        if minutes is None:
            return None, start
        east = timezone(timedelta(minutes=minutes))
    clock = Clock(int(iso["h"]), int(iso["mi"] or 0), int(iso["s"]) if iso["s"] else None, 0)
    return _join(day, clock, east, hints), start + iso.end()


def _around(line: str, low: str, day: Day, hints: Hints) -> tuple[ZoneStamp | None, int, int]:
    """The day with the clock that stands next to it, after it or before it, and the clock's zone."""
    if clock := clock_at(low, _over_words(low, day.end, len(low))):
        zone = zone_at(line, low, clock, clock.end, len(low))
        return _join(day.day, clock, zone, hints), day.start, zone.end if zone else clock.end
    if clock := clock_before(low, max(0, day.start - 48), day.start):
        zone = zone_at(line, low, clock, clock.end, day.start)
        if _over_words(low, zone.end if zone else clock.end, day.start) == day.start:
            late = None if zone else zone_at(line, low, clock, day.end, len(low))
            return _join(day.day, clock, zone or late, hints), clock.start, late.end if late else day.end
    return _join(day.day, None, None, hints), day.start, day.end


def _over_words(low: str, start: int, stop: int) -> int:
    """Where the next thing begins after `start` and before `stop`, past signs, weekdays and words as "at"."""
    place = start
    for _ in range(4):
        place = _GAP.match(low, place, stop).end()  # type: ignore[union-attr]
        word = WORD.match(low, place, stop)
        if word is None or ((folded := months.fold(word[0])) not in months.BETWEEN and folded not in months.WEEKDAYS):
            break
        place = word.end()
    return place


def _join(day: date | None, clock: Clock | None, zone: Zone | tzinfo | None, hints: Hints) -> ZoneStamp | None:
    if day is None or not possible(day, hints):
        return None
    if clock is None:
        return ZoneStamp(day.isoformat(), "day")
    if clock.hour > 24 or clock.minute > 59 or (clock.second or 0) > 59 or (clock.hour == 24 and (clock.minute or clock.second)):
        return None
    local = datetime(day.year, day.month, day.day, clock.hour % 24, clock.minute, clock.second or 0)  # noqa: DTZ001 - its zone comes next
    if clock.hour == 24:
        local += timedelta(days=1)
    own = zone if isinstance(zone, tzinfo) else zone_of(zone, local, hints)
    return ZoneStamp(local.replace(tzinfo=own).isoformat(), "minute" if clock.second is None else "second")
