"""How does an outlet print a time? In its own zone, its own language and its own order."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
SHORT_MONTHS = {
    "en": "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.",
    "nb": "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
}
WEEKDAYS = {  # in Russian with the preposition, since the noun bends with it
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "nb": "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "ru": "в_понедельник во_вторник в_среду в_четверг в_пятницу в_субботу в_воскресенье",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
SPAN = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?")
DAY = re.compile(r"\{day([+-]\d+)?\}")


def span(text: str) -> timedelta:
    """ "3h10m", "2h" or "45m" as a length of time."""
    found = SPAN.fullmatch(text)
    if not text or not found:
        raise ValueError(f"not a length of time: {text!r}")
    return timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0))


def weekday(when: datetime, language: str) -> str:
    """The day as a sentence names it. Japanese papers give the day of the month."""
    if language == "ja":
        return f"{when.day}日"
    return WEEKDAYS[language].split()[when.weekday()].replace("_", " ")


def with_days(text: str, when: datetime, language: str) -> str:
    """`text` with `{day}`, `{day-1}`, `{day+2}` turned into the names of the days around `when`."""
    return DAY.sub(lambda found: weekday(when + timedelta(days=int(found[1] or 0)), language), text)


def printed(when: datetime, pattern: str, language: str) -> str:
    """`when`, already in the outlet's zone, as the outlet's pattern prints it."""
    offset = when.utcoffset() or timedelta()
    hours, minutes = divmod(round(offset.total_seconds() / 60), 60)
    month = when.month - 1
    return pattern.format(
        day=when.day,
        month=MONTHS[language].split()[month] if language in MONTHS else "",
        mon=SHORT_MONTHS[language].split()[month] if language in SHORT_MONTHS else "",
        number=when.month,
        year=when.year,
        weekday=weekday(when, language),
        hour=when.hour,
        hour12=when.hour % 12 or 12,
        ampm="a.m." if when.hour < 12 else "p.m.",
        minute=f"{when.minute:02}",
        zone=when.tzname() or "",
        offset=f"GMT{hours:+d}" + (f":{minutes:02}" if minutes else ""),
    )
