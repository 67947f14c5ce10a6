"""What does a print run look up first, and how much of it?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import press_rows as rows
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wirecopy.press import paths, work
from wirecopy.press.ahead import Ahead
from wirecopy.press.amounts import amounts
from wirecopy.press.models import Appearance, Edition, Stale

pytestmark = pytest.mark.django_db

NOW = rows.NOW
BESIDE_IT = 6


def told_on(days: Mapping[int, int]) -> Edition:
    """An edition with so many stories on days so long ago."""
    made = rows.edition(sections=[])
    posts = [rows.outlet("Nordlys Post"), rows.outlet("Skipper’s Weekly")]
    for ago, stories in days.items():
        for number in range(stories):
            came_at = NOW - timedelta(days=ago, minutes=3 * number)
            rows.copy(posts[number % 2], rows.article(f"Net {number} is mended on day {ago}", came_at), came_at)
    while work.turn(NOW):
        pass
    return made


def newest_by(edition: Edition, day: date) -> list[int]:
    found = Appearance.objects.filter(edition=edition, day__lte=day).order_by("-shown_at", "-story_id")
    return list(found.values_list("story", flat=True)[:BESIDE_IT])


@pytest.mark.parametrize(
    ("days", "most_queries"),
    [(dict.fromkeys(range(0, 40, 2), 1), 2), ({0: 9, 1: 9, 2: 9}, 3), ({0: 1, 300: 2, 301: 8, 900: 3}, 4), ({5: 3}, 1)],
    ids=["sparse", "dense", "far apart", "few"],
)
def test_more_of_a_page_is_what_had_come_out_by_its_day(data: Path, days: Mapping[int, int], most_queries: int) -> None:
    edition = told_on(days)
    there = Appearance.objects.filter(edition=edition)
    ahead = Ahead(edition, [paths.Place("story", str(row.story_id)) for row in there], 60, NOW.date(), BESIDE_IT)
    assert ahead._rows
    with CaptureQueriesContext(connection) as seen:
        found = ahead._by
    assert len(seen) <= most_queries
    assert {day: [row.story_id for row in some] for day, some in found.items()} == {row.day: newest_by(edition, row.day) for row in there}
    assert [story.id for story in ahead.by(min(found))] == newest_by(edition, min(found))


def test_a_page_counts_for_what_it_tells(data: Path) -> None:
    edition = told_on({0: 3, 7: 70})
    week_ago = (NOW - timedelta(days=7)).date()
    known = [paths.day(NOW.date()), paths.day(week_ago), paths.outlet("nordlys-post"), paths.outlet("nobody"), "/archive/2026-02-31/", "/"]
    pages = [Stale(edition=edition, path=path) for path in known]
    assert {page.path: stories for page, stories in amounts(pages)} == dict(zip(known, (3, 70, 37, 1, 1, 1), strict=True))


def test_all_days_of_a_sparse_edition_are_printed_in_one_run(data: Path) -> None:
    told_on(dict.fromkeys(range(0, 60, 2), 1))
    Stale.objects.exclude(path__startswith="/archive/2").delete()
    assert work.print_due(NOW + timedelta(minutes=5)) == 30


def test_a_run_ends_before_it_tells_too_much(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told_on({0: 8, 1: 8, 2: 8})
    Stale.objects.exclude(path__startswith="/archive/2").delete()
    monkeypatch.setattr(work, "MOST_TOLD", 17)
    assert [work.print_due(NOW + timedelta(minutes=5)) for _ in range(3)] == [2, 1, 0]
