"""Printed times: what each line of the cases tells, and that no line at all breaks the reader."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.wire import months, timestamp
from wirecopy.wire.article import ZoneStamp

CASES = [
    line
    for line in (Path(__file__).parent / "cases" / "timestamp.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def options(given: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for option in given:
        name, _, value = option.strip().partition("=")
        found[name] = datetime.fromisoformat(value) if name == "near" else value == "yes" if name == "day_first" else value
    return found


@pytest.mark.parametrize("case", CASES)
def test_a_line_tells_its_time(case: str) -> None:
    text, told = case.rsplit(" | ", 1)
    told, *rest = told.split(" ; ")
    if " [" in told:
        told, printed = told.rstrip("]").split(" [")
        hit = timestamp.find(text, **options(rest))  # type: ignore[arg-type]
        stamp = hit[0] if hit else None
        if hit:
            assert text[hit[1] : hit[2]].strip() == hit[0].as_printed == printed
    else:
        stamp = timestamp.read(text, **options(rest))  # type: ignore[arg-type]
    if told == "none":
        assert stamp is None
    else:
        instant, _, second = told.partition(" ")
        precision = second or ("minute" if "T" in instant else "day")
        assert stamp is not None
        assert (stamp.instant, stamp.precision) == (instant, precision)
        assert stamp.as_printed in text


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 120


def test_the_months_of_many_languages_are_known_each_by_its_own_names() -> None:
    rows = (Path(months.__file__).parent / "data" / "months.txt").read_text(encoding="utf-8").splitlines()
    named = [row.split(":") for row in rows if row and not row.startswith("#")]
    names = [(language, [cell.split("/")[0].replace("_", " ") for cell in cells.split()]) for language, cells in named]
    right = {language for language, twelve in names if [months.month(name) for name in twelve] == list(range(1, 13))}
    assert len(right) >= 40
    read = {language for language, twelve in names if (told := timestamp.read(f"7 {twelve[9]} 2031")) and told.instant == "2031-10-07"}
    assert len(read) >= 40


def test_an_instant_is_utc_and_needs_a_zone() -> None:
    assert timestamp.instant(ZoneStamp("2031-07-04T19:05:00+10:00")) == datetime(2031, 7, 4, 9, 5, tzinfo=UTC)
    assert timestamp.instant(ZoneStamp("2031-07-04T19:05:00")) is None
    assert timestamp.instant(ZoneStamp("2031-07-04", "day")) is None
    assert timestamp.instant(ZoneStamp("no time")) is None


def test_summer_time_begins_and_ends_where_the_zone_says() -> None:
    told = [timestamp.read(f"March {day}, 2031 9:00 AM ET") for day in (8, 10)]
    assert [stamp.instant[-6:] for stamp in told if stamp] == ["-05:00", "-04:00"]


@settings(deadline=None)  # other work shares the machine
@given(st.text(max_size=300), st.sampled_from([None, "America/New_York", "Nowhere", "/etc/passwd", "\x00"]), st.sampled_from([None, "HR"]))
def test_no_text_breaks_the_reader(text: str, zone: str | None, country: str | None) -> None:
    near = datetime(2031, 5, 6, tzinfo=UTC)
    for hit in (timestamp.find(text, zone=zone, country=country), timestamp.find(text, zone=zone, country=country, near=near)):
        if hit:
            stamp, start, end = hit
            assert 0 <= start < end <= len(text)
            datetime.fromisoformat(stamp.instant)
    timestamp.read(text, zone=zone, country=country, near=near, day_first=True)


PIECES = "0 1 5 12 24 30 31 60 99 1990 2023 9999 May Mai mars 5月 日 年 24日 : . - / , + GMT ET IST am p.m. h Uhr T Z today tháng ( )"


@settings(deadline=None)  # other work shares the machine
@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=14), st.sampled_from(["", " "]))
def test_no_mix_of_pieces_breaks_the_reader(pieces: list[str], between: str) -> None:
    timestamp.read(between.join(pieces), near=datetime(2031, 5, 6, tzinfo=UTC), zone="Europe/Berlin")
    timestamp.find(between.join(pieces))


@settings(deadline=None)  # other work shares the machine
@given(st.datetimes(datetime(1991, 1, 1), datetime(2079, 12, 31)), st.integers(-14 * 60, 14 * 60))
def test_what_machines_print_comes_back(moment: datetime, minutes: int) -> None:
    zoned = moment.replace(microsecond=0, tzinfo=UTC) + timedelta(minutes=minutes)
    for text in (zoned.isoformat(), zoned.strftime("%a, %d %b %Y %H:%M:%S +0000"), zoned.strftime("%d %B %Y, %H:%M:%S GMT")):
        stamp = timestamp.read(text)
        assert stamp is not None
        assert timestamp.instant(stamp) == zoned


def least_seconds(deed: Callable[[], object]) -> float:
    """Processor time of the quickest of three runs: the collector of garbage may step in between."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        deed()
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.parametrize("junk", ["1", "1 ", "May ", "- ", "1:", "1.1.", "12 12:12 ", "5月", "d'", "(", "tháng 5 "])
def test_junk_is_refused_at_once(junk: str) -> None:
    long = (junk * 10_000)[:10_000]
    assert least_seconds(lambda: (timestamp.find(long, near=datetime(2031, 5, 6, tzinfo=UTC)), timestamp.read(long))) < 0.01
