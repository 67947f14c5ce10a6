"""Does the desk's work on running stories reach the printed pages: what a night joins, what an editor ties and cuts?"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import press_rows as rows
import pytest
from desk_rows import walk
from django.conf import settings
from test_placing import LATER, story_of, tell

from wirecopy.desk import mending, work
from wirecopy.desk.models import Story, StoryLine
from wirecopy.press import paths
from wirecopy.press.store import PageStore
from wirecopy.wire.models import Change

pytestmark = pytest.mark.django_db(transaction=True)


def print_all() -> None:
    rows.print_all(LATER)
    rows.print_all(LATER + timedelta(minutes=10))


def pages() -> dict[str, str]:
    store = PageStore(settings.PAGES)
    return {path: (store.get("barents", path) or b"").decode() for path in store.paths("barents") if path.startswith(("/story/", "/line/"))}


def path_of(story: Story) -> str:
    return paths.story(story.pk, story.slug)


def test_what_is_joined_tied_and_cut_is_printed_at_once_and_taken_back(data: Path) -> None:
    told = tell("b01", "b02", "a09")
    walk(days=12)
    war, truce, other = (next(story_of(take) for name, take in told if name == event) for event in ("b01", "b02", "a09"))
    rows.edition()
    print_all()
    assert not [path for path in pages() if path.startswith("/line/")]
    mending.mend(LATER)
    print_all()
    line = StoryLine.objects.get()
    (page,) = [path for path in pages() if path.startswith(f"/line/{line.pk}-") and path.endswith("/")]
    assert path_of(war) in pages()[page] and path_of(truce) in pages()[page] and path_of(other) not in pages()[page]
    assert path_of(truce) in pages()[path_of(war)] and page in pages()[path_of(war)]

    work.tie(other, war, "ines", LATER)
    print_all()
    assert path_of(other) in pages()[page] and page in pages()[path_of(other)]

    work.cut(war, other, "ines", LATER)
    print_all()
    assert path_of(other) not in pages()[page] and page not in pages()[path_of(other)]

    work.cut(war, truce, "ines", LATER)
    print_all()
    assert not [path for path, text in pages().items() if path.startswith("/line/") or "/line/" in text]
    assert not Story.objects.exclude(line=None).exists() and not Change.objects.exists()


def test_the_page_of_a_line_that_went_into_another_leads_there(data: Path) -> None:
    told = tell("b01", "b02")
    walk(days=12)
    war, truce = (next(story_of(take) for name, take in told if name == event) for event in ("b01", "b02"))
    rows.edition()
    mending.mend(LATER)
    print_all()
    line = Story.objects.get(pk=war.pk).line
    assert line and Story.objects.get(pk=truce.pk).line == line
    gone = StoryLine.objects.create(slugline="old-line", began_at=LATER, merged_into=line)
    Change.note("line", gone.pk, LATER)
    print_all()
    (page,) = [path for path in pages() if path.startswith(f"/line/{line.pk}-") and path.endswith("/")]
    assert f'href="{page}"' in pages()[f"/line/{gone.pk}-old-line/"]
