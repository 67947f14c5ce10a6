"""What does an edition print of a running story: its page, its feeds, and where its stories name each other?"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import press_rows as rows
import pytest
from desk_rows import walk
from django.conf import settings
from test_placing import LATER, tell

from wirecopy.desk import mending
from wirecopy.desk.models import StoryLine
from wirecopy.press import lines, paths
from wirecopy.press.store import PageStore


def test_a_line_is_named_in_the_words_of_the_headline_that_opened_it() -> None:
    assert lines.name_of("truce-maranda-veldra", ["Veldra and Märanda sign a Truce"]) == "Truce, Märanda, Veldra"
    assert lines.name_of("ferry", []) == "Ferry"


def test_a_story_names_the_nearest_before_and_after_it() -> None:
    assert lines.beside([9, 8, 7, 6, 5, 4, 3], 6) == ([9, 8, 7], [5, 4, 3])
    assert lines.beside([9, 8], 9) == ([], [8])
    assert lines.beside([9, 8], 5) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_a_line_has_its_page_three_feeds_and_a_place_in_the_sitemap(data: Path) -> None:
    tell("b01", "b02", "a09")
    walk(days=12)
    rows.edition()
    mending.mend(LATER)
    rows.print_all(LATER)
    rows.print_all(LATER + timedelta(minutes=10))
    store = PageStore(settings.PAGES)
    printed = set(store.paths("barents"))
    line = StoryLine.objects.get()
    (page,) = [path for path in printed if path.startswith(f"/line/{line.pk}-") and path.endswith("/")]
    assert set(paths.feeds_in(page).values()) <= printed

    feed = json.loads(store.get("barents", page + "feed.json") or b"")
    named = [item["url"] for item in feed["items"]]
    text = (store.get("barents", page) or b"").decode()
    assert len(named) == len(set(named)) == 2 and all(url.split("/", 3)[3] in text for url in named)
    assert page in (store.get("barents", paths.SITEMAP) or b"").decode()
    assert page in (store.get("barents", paths.FRONT) or b"").decode()
    apart = [path for path in printed if path.startswith("/story/") and page not in (store.get("barents", path) or b"").decode()]
    assert len(apart) == 1  # that of the event which belongs to no running story
