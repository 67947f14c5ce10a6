"""Which days does a line name, in any of its languages and calendars?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wirecopy.wire import months

FIRST_YEAR, LAST_YEAR = 1990, 2080
MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "FM", "PW", "MH", "BZ"})

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}'’\u200c]|\.(?=[\u0e01-\u0e2e])|-(?=feira|ini))*")
NUMERIC = re.compile(r"(?<![\d.,:/\-])(\d{1,4})(?:(\s?[/.\-]\s?)|\.\s)(\d{1,2})(?:\2|\.\s)(\d{4}|\d{2})(?!\d)(?![,/\-:]\d)(?!\.\d+\.)")
_WEEKDAY = re.compile(r"(?<![^\W\d_])([^\W\d_]+(?:-feira)?)[.,]?\s*\Z")  # before a date; \Z is where the search ends
LONGEST_WEEKDAY = 20  # letters
_NO_YEAR = re.compile(r"(?<![\d.,:/\-])(\d{1,2})\.\s?(\d{1,2})\.(?!\s?\d{4}|\d)")
_CJK = re.compile(
    r"(?:(?P<era>令和)?(?<!\d)(?P<y>\d{1,4})\s?[年년]\s?)?(?<!\d)(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日號号일]"
    r"(?:\s?\(?[月火水木金土日曜星期周一二三四五六월화수목금토일요]{1,4}\)?)?"
)
_DAY_BEFORE = re.compile(
    r"(?<!\d)(?<!\d[:.])(\d{1,2})(?:st|nd|rd|th|er|ste|ème|ος|η|-?го|-?е|[ºª°oae.])?[\s.,/\-–]{0,3}(?:(?:of|de|di|dne|den|da|ta['’])\s)?$"
)
_DAY_AFTER = re.compile(r"[\s\-/]{0,2}(\d{1,2})(?:st|nd|rd|th|er|\sd\.|-\w{1,3}|[ºª°.])?(?![\d:h])(?!\.\d\d)(?!\s?(?:[ap]\.?m|uhr)\b)")
_YEAR_AFTER = re.compile(
    r"[\s.,/\-]{0,3}(?:(?:de|del|of|năm|gada|yil)\s)?(\d{4})(?!\d)"
    r"|(?:\.?\s|[\-/.])['’]?(\d{2})(?=\s*(?:$|[,;|)–—·]|\s-\s|\d{1,2}[:.h]\d\d))"
)
_FULL_YEAR = re.compile(r",?\s(?:19|20)\d\d(?!\d)")
_YEAR_BEFORE = re.compile(r"(?<!\d)(\d{4})(?:\.?\sgada|\sm\.|\.)?[\s,\-/]{1,2}$")
_OFFSET = re.compile(r"([+\-])(\d\d):([0-5]\d)")
_YEAR_LAST = re.compile(r"\s\d\d:\d\d(?::\d\d)?(?:\s[a-z]{3,4})?\s(\d{4})(?!\d)")  # as C prints a time


@dataclass(frozen=True, slots=True)
class Hints:
    """What the caller knows besides the line: the outlet's zone and country, about when it was printed, whether days come first."""

    zone: str | None = None
    country: str | None = None
    near: datetime | None = None
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    start: int
    end: int
    sure: bool  # it says its year


def days(low: str, hints: Hints) -> list[Day]:
    """Every day named in `low` (a line in lower case, digits in ASCII) that may be meant, in the order of the line."""
    found = [Day(day, match.start(), match.end(), True) for match in NUMERIC.finditer(low) if (day := _numeric(match, low, hints))]
    if not low.isascii():
        found += _cjk(low, hints)
    found += [named for match in WORD.finditer(low) if (named := _named(low, match, hints))]
    if not found and hints.near is not None:
        for match in _NO_YEAR.finditer(low):
            if day := nearest(int(match[2]), int(match[1]), hints.near):
                found.append(Day(day, match.start(), match.end(), False))
    return sorted((day for day in found if possible(day.day, hints)), key=lambda day: day.start)


def ways(match: re.Match[str]) -> dict[bool, date]:
    """The days that a date in numbers with its year last may mean, by whether its day stands first; a weekday before it may settle that."""
    first, second, last = match[1], int(match[3]), match[4]
    if len(first) > 2:
        return {}
    year = int(last) if len(last) == 4 else _century(int(last))
    orders = ((True, second, int(first)), (False, int(first), second))
    found = {day_first: day for day_first, month, number in orders if (day := day_of(year, month, number))}
    named = _WEEKDAY.search(match.string, max(0, match.start() - LONGEST_WEEKDAY), match.start()) if len(found) == 2 else None
    weekday = months.WEEKDAY.get(months.fold(named[1])) if named else None
    fitting = {day_first: day for day_first, day in found.items() if day.weekday() == weekday}
    return fitting or found


def _numeric(match: re.Match[str], low: str, hints: Hints) -> date | None:
    if len(match[1]) > 2:
        return day_of(int(match[1]), int(match[3]), int(match[4])) if len(match[1]) == 4 and len(match[4]) == 2 else None
    found = ways(match)
    return found[_day_first(found, match[2] or ".", low, hints)] if len(found) == 2 else next(iter(found.values()), None)


def _day_first(found: dict[bool, date], sign: str, low: str, hints: Hints) -> bool:
    """Is 5/6 the fifth of June? Told, else by the sign, the country, what lies in the future, and the clock."""
    if hints.day_first is not None:
        return hints.day_first
    if "." in sign:
        return True
    if hints.country:
        return hints.country not in MONTH_FIRST
    if hints.near is not None:
        latest = hints.near.date() + timedelta(days=2)
        if (found[True] > latest) != (found[False] > latest):
            return found[True] <= latest
    return not re.search(r"\d\s?[ap]\.?m\b|\b[epcm][sd]?t\b", low)


def _cjk(low: str, hints: Hints) -> list[Day]:
    found = []
    for match in _CJK.finditer(low):
        month, number = int(match["m"]), int(match["d"])
        if match["y"]:
            year = int(match["y"]) + (2018 if match["era"] else 0)
            day = day_of(_century(year) if year < 100 else year, month, number)
        else:
            day = nearest(month, number, hints.near)
        if day:
            found.append(Day(day, match.start(), match.end(), bool(match["y"])))
    return found


def _named(low: str, match: re.Match[str], hints: Hints) -> Day | None:
    """The day around a month's name, or the day that "yesterday" means."""
    word, start, end = match[0], match.start(), match.end()
    if word[:2] in ("d'", "d’"):
        word, start = word[2:], start + 2
    number = months.month(word, hints.country)
    if number is None and word in months.TWO_WORDS and (second := WORD.match(low, end + 1)):
        number, end = months.month(f"{word} {second[0]}", hints.country), second.end()
    if number is None and word == "tháng" and (digits := re.match(r"\s(\d{1,2})(?!\d)", low[end : end + 5])):
        number, end = int(digits[1]), end + digits.end()
    if number is None:
        told = months.TOLD_DAYS.get(months.fold(word)) if hints.near is not None else None
        return None if told is None else Day(today(hints) + timedelta(days=told), start, match.end(), False)
    if low[end : end + 1] == "/" and (twin := WORD.match(low, end + 1)) and months.month(twin[0]) == number:
        end = twin.end()  # as in the Levant: both names of one month
    if low[end : end + 1] == ".":
        end += 1
    begin = start - 2 if match.start() < start else start
    after = _DAY_AFTER.match(low, end)
    if after and _FULL_YEAR.match(low, after.end()):  # "No. 3, March 12, 2031": what stands before is no day
        end, number_of_day = after.end(), int(after[1])
    elif before := _DAY_BEFORE.search(low, max(0, begin - 16), begin):
        begin, number_of_day = before.start(), int(before[1])
    elif after:
        end, number_of_day = after.end(), int(after[1])
    else:
        return None
    return _with_year(low, number, number_of_day, begin, end, hints)


def _with_year(low: str, month: int, number: int, begin: int, end: int, hints: Hints) -> Day | None:
    """The day with the year that stands after it, before it or behind its clock; else with the nearest year."""
    year, start, stop = None, begin, end
    if after := _YEAR_AFTER.match(low, end):
        year, stop = int(after[1]) if after[1] else _century(int(after[2])), after.end()
    elif before := _YEAR_BEFORE.search(low, max(0, begin - 12), begin):
        year, start = int(before[1]), before.start()
    elif last := _YEAR_LAST.match(low, end):
        year = int(last[1])
    if year is not None and (month > 12) != (1369 <= year <= 1470):
        return None  # the month of one calendar, the year of another: 1402 with May is long ago
    day = nearest(month, number, hints.near) if year is None else day_of(year, month, number)
    return None if day is None else Day(day, start, stop, year is not None)


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, also of the Buddhist and the Solar Hijri count (whose months are 13 to 24 by name); None where there is none."""
    if 1369 <= year <= 1470:
        return _hijri(year, month - 12 if month > 12 else month, day)
    if 2533 <= year <= 2640:
        year -= 543
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a Solar Hijri one, by the 33-year cycle (right from 1343 to 1472)."""
    if not (1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30)):
        return None
    years = year - 979
    passed = 365 * years + years // 33 * 8 + (years % 33 + 3) // 4 + 31 * (month - 1) - max(0, month - 7) + day - 1
    return date(1600, 1, 1) + timedelta(days=passed + 79)


def _century(year: int) -> int:
    return year + (1900 if year >= 90 else 2000)


def possible(day: date, hints: Hints) -> bool:
    return FIRST_YEAR <= day.year <= (hints.near.year + 2 if hints.near else LAST_YEAR)


def today(hints: Hints) -> date:
    """The day of `near` at the outlet."""
    assert hints.near is not None
    zone = zone_named(hints.zone)
    return (hints.near.astimezone(zone) if zone else hints.near).date()


def nearest(month: int, day: int, near: datetime | None) -> date | None:
    """The last such day that is no later than two days after `near`; a leap day may lie some years back."""
    if near is None or month > 12:
        return None
    latest = near.date() + timedelta(days=2)
    years = (latest.year - back for back in range(5 if (month, day) == (2, 29) else 2))
    return next((known for year in years if (known := day_of(year, month, day)) and known <= latest), None)


@lru_cache(maxsize=512)
def zone_named(name: str | None) -> tzinfo | None:
    """The zone of that IANA name or offset ("+09:00"), or None."""
    if not name:
        return None
    if told := _OFFSET.fullmatch(name):
        east = timedelta(hours=int(told[2]), minutes=int(told[3]))
        return timezone(-east if told[1] == "-" else east) if east < timedelta(days=1) else None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
