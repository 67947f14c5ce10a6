"""Is a page that many stories touch printed once for all of them, and soon?"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import press_rows as rows
import pytest
from django.conf import settings
from press_rows import NOW

from wirecopy.press import work
from wirecopy.press.models import Stale
from wirecopy.press.store import PageStore

pytestmark = pytest.mark.django_db


def test_stories_in_a_row_print_the_front_once_and_never_keep_it_waiting_longer_than_a_second(data: Path) -> None:
    rows.edition()
    rows.print_all()
    for second in (0.0, 0.4, 0.8):
        rows.copy(rows.outlet("Skipper’s Weekly"), rows.article(f"A net is mended after {second}", NOW))
        work.turn(NOW + timedelta(seconds=second))
    front = Stale.objects.get(path="/")
    assert (front.due_at, front.marks) == (NOW + timedelta(seconds=1), 4)  # the first mark is that of the next midnight
    assert front.idle_at < NOW + timedelta(seconds=0.5)


def test_a_run_after_which_nothing_comes_waits_for_no_more(data: Path) -> None:
    rows.edition()
    rows.print_all()
    rows.copy(rows.outlet("Skipper’s Weekly"), rows.article("A net is mended", NOW))
    work.turn(NOW, more_comes=False)
    assert {"/", "/rss.xml", "/sitemap.xml"} <= set(Stale.objects.filter(due_at=NOW).values_list("path", flat=True))


def test_an_outlet_with_two_copies_of_a_story_lists_it_once(data: Path) -> None:
    rows.edition()
    outlet = rows.outlet("The Baltic Courier")
    first = rows.copy(outlet, rows.article("Crab talks", NOW))
    rows.copy(outlet, rows.article("Crab talks go on", NOW), into=first.placement.story)
    rows.copy(outlet, rows.article("A net is mended", NOW - timedelta(hours=2)))
    rows.print_all()
    text = (PageStore(settings.PAGES).get("barents", "/outlet/the-baltic-courier/") or b"").decode()
    assert re.findall(r'<h3><a href="/story/\d+-([a-z-]+)/">', text) == ["crab-talks", "a-net-is-mended"]
