"""Datelines: which openings are some, which are none, and where the lede begins."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.wire import dateline, places
from wirecopy.wire.article import Dateline

LEDE = "Officials said on Tuesday that the old bridge would stay closed"
CASES = [
    line
    for line in (Path(__file__).parent / "cases" / "dateline.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES)
def test_a_paragraph_opens_with_its_dateline(case: str) -> None:
    opening, told = case.split(" | ")
    opening, _, given = opening.partition("> ")
    lede = given or LEDE
    hit = dateline.read(opening + lede)
    if told == "none":
        assert hit is None
        return
    place, region, country, agency, printed = (None if part == "-" else part for part in told.split(" ; "))
    assert hit is not None
    assert hit[0] == Dateline(place or "", region, country, agency, printed or "")
    assert (opening + lede)[hit[1] :] == lede


def test_there_are_cases_enough() -> None:
    assert len(CASES) >= 60
    assert sum(case.endswith("| none") for case in CASES) >= 20


def test_space_before_the_dateline_counts_in_the_offset() -> None:
    hit = dateline.read("  OSLO (AP) — Snow fell.")
    assert hit is not None
    assert hit[1] == len("  OSLO (AP) — ")


def test_a_region_takes_its_country_from_the_place_where_two_share_its_name() -> None:
    assert places.region("Georgia", "TBILISI") == "GE"
    assert places.region("Georgia", "ATLANTA") == "US"


def test_a_city_of_the_table_has_its_country_and_namesakes_of_one_size_have_none() -> None:
    assert [places.land(name) for name in ("Kleinmachnow", "TROMSØ", "Tromso", "são josé dos campos", "St. Louis")] == [
        "DE", "NO", "NO", "BR", "US"
    ]  # fmt: skip
    assert [places.land(name) for name in ("Richmond", "Saint-Denis", "Markets", "", "\udc80", "\n", "zzzz" * 99)] == [None] * 7
    assert places.city("Kleinmachnow") is None


def test_the_table_is_in_order_and_loads_with_the_first_name_alone() -> None:
    names = [line.partition(b"\t")[0] for line in places._gazetteer().split(b"\n")[1:-1]]
    assert len(names) > 250_000
    assert all(above < below for above, below in pairwise(names))
    assert all(places._lands(name.decode()) for name in names[:: len(names) // 50] if places.folded(name.decode()).encode() == name)
    assert (places.DATA / "places.zst").stat().st_size < 2_500_000
    code = "from wirecopy.wire import dateline, places; dateline.read('A line of text.'); print(places._gazetteer.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "0"


@settings(deadline=None)  # other work shares the machine
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    hit = dateline.read(text)
    assert hit is None or 0 < hit[1] <= len(text)


PIECES = ["OSLO", "Paris", "Texas", "May 3", "(AP)", "(", ")", "-", "—", ":", ",", "/", ".", "dpa", "/TASS/", "The", "d'", " ", "  ", "3"]


@settings(deadline=None)  # other work shares the machine
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["", " "]))
def test_no_mix_of_pieces_breaks_the_reader(pieces: list[str], between: str) -> None:
    dateline.read(between.join(pieces))


def least_seconds(deed: Callable[[], object]) -> float:
    """Processor time of the quickest of three runs: the collector of garbage may step in between."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        deed()
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.parametrize("junk", ["A", "A ", "PARIS, ", "- ", "(", "() - ", "/A/. ", "... -", " "])
def test_junk_is_refused_at_once(junk: str) -> None:
    long = (junk * 10_000)[:10_000]
    assert least_seconds(lambda: dateline.read(long)) < 0.01
