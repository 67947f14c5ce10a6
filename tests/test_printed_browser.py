"""Does any kind of printed page put up a barrier, or is one wider than a phone? One of each template, in Chromium, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browsing import examine, handed_out, listened
from desk_world import World, world
from django.conf import settings
from press_rows import article, copy, long_text, outlet, paint, print_all

from wirecopy.desk.models import Story, StoryLine
from wirecopy.press import paths
from wirecopy.press.issuing import make_issue
from wirecopy.press.sheet import TEMPLATES
from wirecopy.press.store import PageStore
from wirecopy.wire.models import Change

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def here(data: Path) -> World:
    made = world()
    story = made.stories
    line = StoryLine.objects.create(slugline="nets, boats", began_at=made.now)
    Story.objects.filter(pk__in=[story[8].pk, story[9].pk]).update(line=line)
    Change.note("line", line.pk, made.now)
    changed = copy(outlet("Changed Courier"), article("What was changed", made.now, blocks=long_text(5, 3)), made.now, takes=2)
    assert changed.takes.count() == 2 and make_issue(made.edition, "daily", made.now)
    paint(settings.PAGES / "pictures")
    print_all(made.now)
    return made


def pages(here: World) -> dict[str, str]:
    """By template: the address of a page that was printed with it."""
    special = {"killed": here.stories[4], "story": here.stories[1]}
    found = {"404": paths.MISSING, **{name: paths.story(story.pk, story.slug) for name, story in special.items()}}
    for path in sorted(PageStore(settings.PAGES).paths(here.edition.slug)):
        place = paths.place(path)
        if place and place.kind != "story":
            found.setdefault(place.kind, path)
    return found


def test_no_kind_of_printed_page_holds_a_barrier(here: World, browser: Any) -> None:
    found = pages(here)
    templates = {each.stem for each in TEMPLATES.glob("[a-z0-9]*.html")} - {"base", "moved"}  # that one leads on at once
    assert templates <= set(found), "a template that no page here was printed with"
    page = browser.new_page()
    errors = listened(page, but="410")
    with handed_out() as site:
        for name in sorted(templates):
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(site + found[name])
            page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
            errors += examine(page)
            page.emulate_media(color_scheme="dark")
            errors += [f"dark: {each}" for each in examine(page, "color-contrast")]
            page.emulate_media(color_scheme="light")
    assert not errors, "\n".join(errors)
