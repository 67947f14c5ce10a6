"""Which time of the day is printed at a place of a line, and in which zone?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo

from wirecopy.wire import months
from wirecopy.wire.days import Hints, zone_named

_CLOCK = re.compile(
    r"(?:(?P<before>오전|오후|午前|午後|上午|下午|晚上|凌晨|pm|chiều|sáng)\s?)?"
    r"(?<!\d)(?:"
    r"(?P<h>\d{1,2})(?:\s?[:٫]\s?|[.]|\s?h(?:rs?)?\s?|\s?uhr\s)(?P<m>[0-5]\d)(?:[:.](?P<s>[0-5]\d)(?:[.,]\d{1,9})?)?(?![.:]?\d)"
    r"|(?P<ch>\d{1,2})\s?[時时點点시]\s?(?:(?P<cm>[0-5]?\d)\s?[分분])?\s?(?:(?P<cs>[0-5]?\d)\s?[秒초])?"
    r"|(?P<bare>\d{1,2})(?=\s?(?:[ap]\s?\.?\s?m\b|uhr\b|hrs?\b|h\b))"
    r")(?:\s?(?:uhr|hrs?|horas|hs|hod|h|น|ч)(?!\w)\.?)?"
    r"(?:\s?(?P<half>[ap]\s?\.?\s?m\b\.?|[μπ]\.?μ\b\.?|مساء[ً]?|صباحا[ً]?|[صم](?!\w)))?"
)
_INSIDE_NUMBER = re.compile(r"(?<=\d)[.,:]$")
_AFTERNOON = ("p", "오후", "午後", "下午", "晚上", "chiều", "μ", "م")
_OFFSET = re.compile(
    r"[\s(,]{0,3}(?P<name>gmt|utc)?\s?(?P<sign>[+\-−–])(?P<space>\s?)(?P<h>\d{1,2})(?:[:.]?(?P<m>\d{2}))?(?!\d)\)?"
    r"(?:\s?utc)?(?:\s?\([^)]{0,60}\)|\[[^\]]{0,60}\])?"
)
_ZONE = re.compile(
    r"[\s(,]{0,3}(?:u\.?s\.?\s)?(?P<name>[a-zа-я]{1,9}(?:\skong)?)(?P<time>\s(?:standard\s|daylight\s|summer\s)?time)?(?![\w'’])\)?"
)
# Zones that are told in words.
_IN_WORDS = {
    "Etc/UTC": "ب?توقيت (?:غرينتش|غرينيتش|جرينتش)|greenwich mean time|по гринвичу", "Asia/Riyadh": "ب?توقيت (?:مكة(?: المكرمة)?|السعودية)",
    "Africa/Cairo": "ب?توقيت القاهرة", "Europe/Moscow": "по московскому времени|по москве", "Europe/Kyiv": "за київським часом|за києвом",
    "Asia/Ho_Chi_Minh": "giờ (?:việt nam|hà nội)", "Europe/Madrid": "hora peninsular", "Europe/Paris": "heure de paris",
    "America/Toronto": "heure de l['’]est", "Europe/Istanbul": "türkiye saati(?:yle)?",
}  # fmt: skip
_WORDS = re.compile(r"[\s(,،]{0,3}(?:" + "|".join(f"({words})" for words in _IN_WORDS.values()) + r")(?!\w)\)?")
_BOTH_CASES = frozenset({"gmt", "utc", "msk", "мск", "mez", "mesz"})


@dataclass(frozen=True, slots=True)
class Clock:
    hour: int
    minute: int
    second: int | None
    start: int = 0
    end: int = 0
    halved: bool = False  # told in halves of the day


@dataclass(frozen=True, slots=True)
class Zone:
    """What a printed zone may mean: minutes east of UTC, each with the countries where it does; or one named zone."""

    means: tuple[tuple[int, frozenset[str]], ...]
    end: int
    named: str | None = None


def clock_at(low: str, start: int) -> Clock | None:
    """The clock printed at `start`; 24:00 is given as hour 24."""
    match = _CLOCK.match(low, start)
    return None if match is None else _clock(match)


def clock_before(low: str, start: int, end: int) -> Clock | None:
    """The last clock printed between `start` and `end`."""
    last = None
    for match in _CLOCK.finditer(low, start, end):
        if not _INSIDE_NUMBER.search(low, max(0, match.start() - 1), match.start()):
            last = _clock(match) or last
    return last


def _clock(match: re.Match[str]) -> Clock | None:
    hour = int(match["h"] or match["ch"] or match["bare"])
    minute = int(match["m"] or match["cm"] or 0)
    second = match["s"] or match["cs"]
    half = match["half"] or match["before"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
    if hour > 24 or (hour == 24 and (minute or int(second or 0))):
        return None
    return Clock(hour, minute, int(second) if second else None, match.start(), match.end(), bool(half))


def zone_at(line: str, low: str, clock: Clock, start: int, stop: int) -> Zone | None:
    """The zone printed at `start`, before `stop`. Short names count in capitals, or after "pm": in small letters they are words."""
    if match := _OFFSET.match(low, start, stop):
        east, apart = match["sign"] == "+", low[start : start + 1] == " "
        printed = match["name"] or (len(match["h"]) == 2 and (east or apart or clock.second is not None))
        spaced = match["space"] and not (match["name"] and east)
        minutes = offset(match["sign"], int(match["h"]), int(match["m"] or 0))
        if printed and not spaced and minutes is not None:
            return Zone(((minutes, frozenset()),), match.end())
    if match := _WORDS.match(low, start, stop):
        return Zone((), match.end(), list(_IN_WORDS)[(match.lastindex or 1) - 1])
    match = _ZONE.match(low, start, stop)
    if match is None:
        return None
    name = match["name"]
    if match["time"] and name in months.NAMED_ZONES:
        return Zone((), match.end(), months.NAMED_ZONES[name])
    if not (clock.halved or name in _BOTH_CASES or line[match.start("name") : match.end("name")].isupper()):
        return None
    if len(name) == 2 and name in months.NAMED_ZONES:
        return Zone((), match.end("name"), months.NAMED_ZONES[name])
    return Zone(months.ZONES[name], match.end("name")) if name in months.ZONES else None


def offset(sign: str, hours: int, minutes: int) -> int | None:
    """Minutes east of UTC, or None where no zone lies so far."""
    if hours > 14 or minutes > 59:
        return None
    total = hours * 60 + minutes
    return total if sign == "+" else -total


def zone_of(zone: Zone | None, local: datetime, hints: Hints) -> tzinfo | None:
    """The zone that is meant: of several the outlet's own, else its country's, else the most common; the outlet's where none is told."""
    outlet = zone_named(hints.zone)
    if zone is None:
        return outlet
    if zone.named:
        return zone_named(zone.named)
    here = local.replace(tzinfo=outlet).utcoffset() if outlet and len(zone.means) > 1 else None
    own = [minutes for minutes, _ in zone.means if here == timedelta(minutes=minutes)]
    told = [minutes for minutes, countries in zone.means if hints.country in countries]
    return timezone(timedelta(minutes=(own + told + [zone.means[0][0]])[0]))
