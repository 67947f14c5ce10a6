"""Does an edition tell one text once, say who carries it and what they have of it, and say of an outlet how much is its own?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import press_rows as rows
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wirecopy.desk.models import Pickup, Story
from wirecopy.press import paths, telling, turning, work
from wirecopy.press.pages import Run
from wirecopy.press.store import PageStore
from wirecopy.press.telling import appearances, tell
from wirecopy.wire.article import Credit
from wirecopy.wire.models import Change, Copy, Outlet

pytestmark = pytest.mark.django_db

NOW = rows.NOW
LATER = NOW + timedelta(minutes=20)


def page(path: str) -> str | None:
    body = PageStore(settings.PAGES).get("barents", path)
    return None if body is None else body.decode()


def carriers(story: Story) -> str:
    text = page(paths.story(story.pk, story.slug)) or ""
    return text[text.index('<section class="carriers') : text.index('<section class="follow"')]


def queries(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        deed()
    return len(seen)


def test_copies_of_one_text_are_one_story_on_the_front_in_lists_and_in_every_feed(data: Path) -> None:
    edition, story = rows.carried()
    rows.print_all()
    path = paths.story(story.pk, story.slug)
    front = page("/") or ""
    assert front.count(f'href="{path}"') == 1 and "also reported by 5 others" in front
    for feed in paths.feeds().values():
        text = page(feed) or ""
        assert len(re.findall(r"<item>|<entry[ >]|\"date_published\"", text)) == 1, feed
        assert f"{edition.base}{path}" in text
    for outlet in ("/outlet/cascade-press/", "/outlet/finnmark-local/", "/archive/2026-11-24/"):
        assert (page(outlet) or "").count(f'href="{path}"') == 1


def test_a_story_page_says_of_each_copy_when_it_came_what_says_so_and_what_it_kept(data: Path) -> None:
    _, story = rows.carried()
    rows.print_all()
    own, copied = carriers(story).split("Copies of this text")
    assert re.findall(r'class="original"[^>]*>(.*?)</a>', own) == ["Why nobody sails this week", "Nobody sails"]
    lines = copied.split("<li>")[1:]
    assert [re.findall(r"</a>( · .*?)</p>", line)[0] for line in lines] == [
        " · 40 min later · its credit line names Cascade Press", " · 2 h later · came out later", " · 2 h later · came out later"
    ]  # fmt: skip
    assert "66 % of the original, 12 words added, 126 cut" in lines[0]
    assert '<tr><th scope="row">added</th><td>12</td><td></td><td>1–12</td></tr>' in lines[0]
    assert "100 % of the original, 1 passage moved" in lines[1] and 'class="moved"' in lines[1]
    assert "word for word as in the original" in lines[2]


def test_where_an_outlet_lets_us_show_headlines_only_the_numbers_stand_without_a_picture(data: Path) -> None:
    _, story = rows.carried()
    rows.print_all()
    kola = next(line for line in carriers(story).split("<li>") if "Kola Bulletin" in line)
    assert "word for word" in kola and "<svg" not in kola and "<table" not in kola
    Outlet.objects.filter(slug="cascade-press").update(rights="headline")
    Change.note("outlet", Outlet.objects.get(slug="cascade-press").pk, NOW)
    rows.print_all()
    text = carriers(story)
    assert "66 % of the original" in text
    assert re.findall(r"<title>(.*?):", text) == ["Finnmark Local against Skipper’s Weekly"]


def test_what_was_never_compared_when_it_was_folded_is_compared_when_it_is_printed(data: Path) -> None:
    _, story = rows.carried()
    rows.print_all()
    before = carriers(story)
    Pickup.objects.all().delete()
    Change.note("story", story.pk, NOW)
    rows.print_all()
    assert carriers(story) == before


def test_the_original_tells_the_story_though_a_copy_came_first(data: Path) -> None:
    edition = rows.edition()
    text = rows.long_text(3)
    credit = Credit("Cascade Press", (), "Harbour & Rail Review", "(Cascade Press)")
    early = rows.copy(rows.outlet("Harbour & Rail Review"), rows.article("Taken", NOW, blocks=text, credit=credit))
    rows.copy(rows.outlet("Cascade Press"), rows.article("Told", LATER, blocks=text), LATER, into=early.placement.story)
    rows.fold(*Copy.objects.all())
    rows.print_all(LATER)
    story = tell(edition, appearances(edition))[0]
    assert story.best.shown.headline == "Told" and [hop.who for hop in story.chain] == ["Cascade Press"]
    assert "20 min earlier · its credit line names Cascade Press" in carriers(early.placement.story)


def test_a_copy_stands_for_an_original_that_has_nothing_to_show_and_names_it(data: Path) -> None:
    edition = rows.edition()
    text = rows.long_text(3)
    first = rows.copy(rows.outlet("Kola Bulletin"), rows.article("Told", NOW, blocks=text))
    rows.copy(rows.outlet("Cascade Press"), rows.article("Taken", LATER, blocks=text), LATER, into=first.placement.story)
    rows.fold(*Copy.objects.all())
    rows.print_all(LATER)
    story = tell(edition, appearances(edition))[0]
    assert story.best.shown.headline == "Taken"
    assert [(hop.who, hop.standing) for hop in story.chain] == [("Kola Bulletin", "seen"), ("Cascade Press", "seen")]
    text = carriers(first.placement.story)
    assert "<b>the original</b> · 20 min earlier" in text and "<b>the text above</b> · 20 min later" in text
    assert f'"isBasedOn": ["{story.best.original_url}", "{first.url}"]' in (page(story.path) or "")


def test_an_origin_that_is_not_held_is_a_claimed_hop(data: Path) -> None:
    edition = rows.edition()
    text, story = rows.long_text(3), None
    for name, credit in (("Cascade Press", None), ("The Baltic Courier", "Reuters"), ("Anchorage Tide", "Reuters")):
        given = rows.article("Told", NOW, blocks=text, credit=Credit(credit, (), name, f"({credit})") if credit else None)
        made = rows.copy(rows.outlet(name), given, into=story)
        story = made.placement.story
        rows.fold(made)
    rows.print_all()
    told = tell(edition, appearances(edition))[0]
    assert [(hop.who, hop.standing) for hop in told.chain] == [("Reuters", "claimed"), ("Cascade Press", "seen")]
    assert story and "Several credit it to Reuters, whose own text we do not hold." in carriers(story)
    assert "its credit line names Reuters" in carriers(story)
    outlet = page("/outlet/anchorage-tide/") or ""
    assert "The one copy of it here is not its own." in outlet and "Reuters <span" in outlet and "we do not hold it" in outlet


def test_reuse_is_linked_apart_from_copies_and_marks_the_page_that_it_is_linked_from(data: Path) -> None:
    rows.edition()
    one = rows.copy(rows.outlet("Cascade Press"), rows.article("Told first", NOW, blocks=rows.long_text(3)))
    other = rows.copy(rows.outlet("Nordlys Post"), rows.article("Told by itself", LATER, blocks=rows.long_text(4)), LATER)
    rows.fold(one, other)
    rows.print_all(LATER)
    Pickup.objects.create(
        copy=other, original=one, reading=other.placement.reading, original_reading=one.placement.reading, standing="reuse",
        evidence="published", kept=84, cut=294, added=294, passages=[[0, 84, 0, 84]], finder=other, probability=0.4, folded_at=NOW,
        rule="1",
    )  # fmt: skip
    Change.note("story", other.placement.story_id, LATER)
    rows.print_all(LATER)
    here, there = (paths.story(story.pk, story.slug) for story in (one.placement.story, other.placement.story))
    for path, linked in ((here, there), (there, here)):
        box = (page(path) or "").split("Shares passages with</h2>")[1].split("</section>")[0]
        assert "84 words in common" in box and f'href="{linked}"' in box
    assert "carriers" not in (page(here) or "")


def test_an_outlet_page_says_how_much_is_its_own_whom_it_copies_and_how_fast(data: Path) -> None:
    rows.carried()
    rows.copy(rows.outlet("The Baltic Courier"), rows.article("Its own", NOW, blocks=rows.long_text(9)))
    rows.fold(Copy.objects.get(headline="Its own"))
    rows.copy(rows.outlet("Le Fanal"), rows.article("Not compared yet", NOW))
    rows.print_all()
    text = page("/outlet/the-baltic-courier/") or ""
    assert "Of its last 2 copies here, 50 % are its own." in text
    assert re.search(r'It takes from</dt>.*?Cascade Press</a> <span class="meta">1×, typically 40 min later', text, re.DOTALL)
    assert "Others take from it" not in text
    assert (page("/outlet/cascade-press/") or "").split("Others take from it")[1].count("×, typically") == 3
    assert "have not been compared with others yet" in (page("/outlet/le-fanal/") or "")


def test_an_outlet_whose_copies_are_all_its_own_or_none_of_them_is_told_so_without_a_share(data: Path) -> None:
    rows.edition()
    for seed in (3, 4):
        first = rows.copy(rows.outlet("Cascade Press"), rows.article(f"Told {seed}", NOW, blocks=rows.long_text(seed)))
        taken = rows.article("Taken", LATER, blocks=rows.long_text(seed))
        rows.copy(rows.outlet("Kola Bulletin"), taken, LATER, into=first.placement.story)
    rows.fold(*Copy.objects.order_by("pk"))
    rows.print_all(LATER)
    assert "All of its last 2 copies here are its own." in (page("/outlet/cascade-press/") or "")
    assert "None of its last 2 copies here is its own." in (page("/outlet/kola-bulletin/") or "")


def test_of_many_copies_a_dozen_stand_open_and_the_others_behind_a_click_at_the_same_number_of_queries(data: Path) -> None:
    edition, story = rows.carried()
    while work.turn(NOW):
        pass
    path = paths.story(story.pk, story.slug)
    few = queries(lambda: Run(edition, NOW, [path]).page(path))
    text = rows.long_text(1)
    more = [rows.copy(rows.outlet(f"Paper {n}"), rows.article(f"Again {n}", NOW, blocks=text), into=story) for n in range(70)]
    rows.fold(*more)
    assert queries(lambda: Run(edition, NOW, [path]).page(path)) == few <= 22
    rows.print_all()
    copied = carriers(story).split("Copies of this text")[1]
    assert copied.split("<summary>61 more")[0].count('class="original"') == 12
    assert copied.count("<svg") == 60 - 1 and copied.count('class="original"') == 73


def test_of_very_many_copies_some_are_told_and_all_are_counted(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition, story = rows.carried()
    for part in (telling, turning):
        monkeypatch.setattr(part, "MOST", 3)
    rows.print_all()
    told = tell(edition, appearances(edition))[0]
    assert (told.best.outlet, len(told.others), told.also, told.untold) == ("Cascade Press", 2, 5, 3)
    assert {text.source.outlet for text in told.texts} == {"Cascade Press", "Skipper’s Weekly"}
    assert '<p class="meta">3 more</p>' in carriers(story)
    assert page("/outlet/finnmark-local/")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_browser_finds_passage_pictures_and_their_tables_open_to_everybody(data: Path, width: int, scheme: str) -> None:
    import look

    _, story = rows.carried()
    rows.print_all()
    pages = [paths.story(story.pk, story.slug), "/outlet/the-baltic-courier/"]
    right, complaints = look.examine(PageStore(settings.PAGES), "barents", pages, width, scheme, opened=True)
    assert right > 20
    assert complaints == []
