"""Does the press print what changed, all of it and little else, and keep its pages whole when something goes wrong?"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import press_rows as rows
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wirecopy.press import paths, work
from wirecopy.press.models import Appearance, Edition, Stale
from wirecopy.press.pages import Run
from wirecopy.press.sheet import sheet
from wirecopy.press.store import PageStore
from wirecopy.press.telling import appearances, tell
from wirecopy.wire.article import Credit, Dateline, ZoneStamp
from wirecopy.wire.models import Change

pytestmark = pytest.mark.django_db

NOW = rows.NOW
LATER = NOW + timedelta(minutes=20)


def page(path: str, slug: str = "barents") -> str | None:
    body = PageStore(settings.PAGES).get(slug, path)
    return None if body is None else body.decode()


def story_path(headline: str) -> str:
    return tell(Edition.objects.get(), appearances(Edition.objects.get(), story__placements__copy__headline=headline))[0].path


def stale() -> set[str]:
    return set(Stale.objects.filter(due_at__lte=LATER).values_list("path", flat=True))


def queries(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as seen:
        deed()
    return len(seen)


def test_an_edition_is_printed_whole(data: Path) -> None:
    rows.newsroom(14)
    rows.print_all()
    printed = set(PageStore(settings.PAGES).paths("barents"))
    assert {*paths.FIXED, *paths.feeds().values(), *paths.feeds("energy").values()} <= printed
    assert {"/section/energy/", "/outlet/nordlys-post/", "/archive/2026-11-24/"} <= printed
    assert sum(path.startswith("/story/") for path in printed) == 14
    assert set(sheet().files) <= printed
    assert (settings.PAGES / "hosts.json").read_text(encoding="utf-8").count("barents") == 3


def test_every_link_of_every_page_leads_to_a_page(data: Path) -> None:
    rows.newsroom(14)
    rows.print_all()
    store = PageStore(settings.PAGES)
    rows.paint(settings.PAGES / "pictures")
    for path in store.paths("barents"):
        if path.endswith(("/", ".html")):
            for link in re.findall(r'(?:href|src)="(/[^"]*)"', page(path) or ""):
                if link == "/releases/" or link.startswith("/objections/?page=/story/"):
                    continue  # forms: no printed pages
                there = (settings.PAGES / link[1:]).exists() if link.startswith("/pictures/") else store.get("barents", link) is not None
                assert there, f"{path} links to {link}"


def test_no_page_has_script_style_or_anything_from_another_server(data: Path) -> None:
    rows.newsroom(14)
    rows.print_all()
    for path in PageStore(settings.PAGES).paths("barents"):
        if path.endswith(("/", ".html")):
            text = page(path) or ""
            assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text), path
            assert set(re.findall(r"<script[^>]*>", text)) <= {'<script type="application/ld+json">'}, path
            assert not re.search(r'<(?:link rel="(?:stylesheet|preload|icon)"|img|script|iframe)[^>]*(?:href|src)="(?!/[^/])', text), path


def test_one_new_copy_makes_a_handful_of_pages_stale_however_many_there_are(data: Path) -> None:
    rows.newsroom(30)
    rows.print_all()
    rows.copy(rows.outlet("Skipper’s Weekly"), rows.article("A net is mended", NOW))
    work.turn(NOW)
    touched = stale()
    assert len(touched) <= 16
    assert {"/", "/section/fisheries/", "/outlet/skippers-weekly/", "/rss.xml", "/archive/2026-11-24/"} <= touched
    assert sum(path.startswith("/story/") for path in touched) == 1


def test_lists_that_many_stories_touch_wait_and_kills_wait_for_nothing(data: Path) -> None:
    rows.edition()
    rows.print_all()
    made = rows.copy(rows.outlet("Skipper’s Weekly"), rows.article("A net is mended", NOW))
    work.turn(NOW)
    assert story_path("A net is mended") in set(Stale.objects.filter(due_at=NOW).values_list("path", flat=True))
    assert Stale.objects.get(path="/sitemap.xml").due_at > NOW
    Change.note("story", made.placement.story_id, NOW, 0)
    work.turn(NOW)
    pressing = Stale.objects.get(path="/sitemap.xml")
    assert (pressing.due_at, pressing.priority, pressing.marks) == (NOW, 0, 2)


def test_a_press_with_nothing_due_prints_what_waits_but_not_what_still_holds(data: Path) -> None:
    rows.edition()
    rows.print_all()
    rows.copy(rows.outlet("Skipper’s Weekly"), rows.article("A net is mended", NOW))
    work.turn(NOW)
    while work.print_due(NOW + timedelta(minutes=1)):
        pass
    assert set(Stale.objects.values_list("path", flat=True)) >= {"/"}  # which holds until midnight
    assert not Stale.objects.filter(due_at__lt=NOW + timedelta(minutes=30)).exists()


def test_a_page_that_was_never_printed_waits_for_nothing(data: Path) -> None:
    rows.edition()
    rows.print_all()
    rows.copy(rows.outlet("Skipper’s Weekly"), rows.article("A net is mended", NOW))
    work.turn(NOW)
    assert Stale.objects.get(path="/outlet/skippers-weekly/").due_at == NOW
    assert Stale.objects.get(path="/outlets/").due_at > NOW


def test_what_is_most_pressing_is_printed_first(data: Path) -> None:
    rows.newsroom(6)
    rows.print_all()
    Stale.objects.all().delete()
    story = story_path("Crab prices fall for a fourth week")
    work.mark(Edition.objects.get().pk, {"/about/": NOW - timedelta(hours=1)}, 5)
    work.mark(Edition.objects.get().pk, {story: NOW}, 0)
    assert work.print_due(NOW, limit=1) == 1
    assert list(Stale.objects.values_list("path", flat=True)) == ["/about/"]


def test_a_page_that_is_marked_while_it_is_printed_stays_stale(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = rows.edition()
    rows.print_all()
    put = PageStore.put

    def and_meanwhile(store: PageStore, slug: str, path: str, body: bytes, **facts: bool) -> bool:
        work.mark(edition.pk, {path: NOW}, 5)
        return put(store, slug, path, body, **facts)

    work.mark(edition.pk, {"/about/": NOW}, 5)
    monkeypatch.setattr(PageStore, "put", and_meanwhile)
    assert work.print_due(NOW) == 1
    monkeypatch.undo()
    assert Stale.objects.get(path="/about/").due_at == NOW
    assert work.print_due(NOW) == 1
    assert not Stale.objects.filter(path="/about/").exists()


def test_a_page_that_another_printer_took_off_the_list_is_printed_once_more(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = rows.edition()
    rows.print_all()
    put = PageStore.put

    def slowly(store: PageStore, slug: str, path: str, body: bytes, **facts: bool) -> bool:
        Stale.objects.filter(path=path).delete()
        return put(store, slug, path, body, **facts)

    work.mark(edition.pk, {"/about/": NOW}, 5)
    monkeypatch.setattr(PageStore, "put", slowly)
    work.print_due(NOW)
    assert Stale.objects.get(path="/about/").due_at == NOW


def test_a_page_that_cannot_be_made_stops_no_other_and_is_tried_again(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows.newsroom(5)
    broken = rows.article("A broken clock", None, published=ZoneStamp("2026-11-24T10:00:00+00:00"))
    made = rows.copy(rows.outlet("Cascade Press"), broken)
    reading = made.placement.reading
    reading.article["published"]["instant"] = "when the clock was mended"
    reading.save()
    with caplog.at_level(logging.ERROR):
        rows.print_all()
    left = Stale.objects.get(path=story_path("A broken clock"))
    assert left.due_at == NOW + timedelta(minutes=10)
    assert "A broken clock" in (page("/") or "")
    assert page(left.path) is None
    assert [record.message for record in caplog.records] == ["page not printed"]


def test_a_full_disk_loses_no_page(data: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows.newsroom(5)
    while work.turn(NOW):
        pass
    wanted = stale()
    settings.PAGES.write_bytes(b"a file where the folder should be")
    with caplog.at_level(logging.ERROR):
        assert work.print_due(NOW) == 0
    assert stale() == wanted
    assert len(caplog.records) == 1 and "page store" in caplog.text
    settings.PAGES.unlink()
    while work.print_due(NOW + timedelta(minutes=2)):
        pass
    assert wanted <= set(PageStore(settings.PAGES).paths("barents")) | {"/news-sitemap.xml"}


def test_the_front_wants_printing_again_at_the_editions_midnight(data: Path) -> None:
    rows.newsroom(5)
    rows.print_all()
    assert "Tuesday 24 November 2026" in (page("/") or "")
    due = Stale.objects.get(path="/")
    assert due.due_at.isoformat() == "2026-11-24T23:00:00+00:00"
    rows.print_all(due.due_at)
    assert "Wednesday 25 November 2026" in (page("/") or "")
    assert Stale.objects.get(path="/").due_at == due.due_at + timedelta(days=1)


def test_a_merged_story_points_to_the_one_it_went_into(data: Path) -> None:
    edition = rows.edition()
    kept = rows.copy(rows.outlet("Nordlys Post"), rows.article("The kept story", NOW)).placement.story
    gone = rows.copy(rows.outlet("Kola Bulletin"), rows.article("The other story", NOW)).placement.story
    rows.print_all()
    old = f"/story/{gone.pk}-{gone.slug}/"
    gone.placements.update(story=kept)
    type(gone).objects.filter(pk=gone.pk).update(merged_into=kept)
    Change.note("story", gone.pk, NOW, 1)
    Change.note("story", kept.pk, NOW, 1)
    rows.print_all(LATER)
    new = f"/story/{kept.pk}-{kept.slug}/"
    assert f'content="0; url={new}"' in (page(old) or "")
    assert f'rel="canonical" href="https://barents.example{new}"' in (page(old) or "")
    assert old not in (page("/sitemap.xml") or "") and old not in (page("/") or "")
    Change.note("edition", edition.pk, LATER)
    rows.print_all(LATER)
    assert f'content="0; url={new}"' in (page(old) or "")


def test_rules_that_change_bring_stories_in_and_take_stories_out(data: Path) -> None:
    edition = rows.edition(rules={"words": ["crab"]})
    rows.copy(rows.outlet("Nordlys Post"), rows.article("Crab talks", NOW))
    rows.copy(rows.outlet("Nordlys Post"), rows.article("Herring talks", NOW))
    rows.print_all()
    crab = story_path("Crab talks")
    assert Appearance.objects.count() == 1 and page(crab)
    Edition.objects.update(rules={"words": ["herring"]})
    Change.note("edition", edition.pk, NOW)
    rows.print_all()
    assert page(crab) is None and page(story_path("Herring talks"))
    assert "Crab talks" not in (page("/") or "")


def test_a_story_stays_where_it_appeared_though_its_words_change(data: Path) -> None:
    rows.edition(rules={"words": ["crab"]})
    made = rows.copy(rows.outlet("Nordlys Post"), rows.article("Crab talks", NOW))
    rows.print_all()
    path, reading = story_path("Crab talks"), made.placement.reading
    reading.article["headline"] = "Talks"
    reading.save()
    Change.note("story", made.placement.story_id, NOW, 1)
    rows.print_all()
    assert "<h1>Talks</h1>" in (page(path) or "")


def test_a_section_that_is_gone_leaves_no_page_behind(data: Path) -> None:
    edition = rows.newsroom(10)
    rows.print_all()
    assert page("/section/energy/") and page("/section/energy/rss.xml")
    edition.sections.filter(slug="energy").delete()
    Change.note("edition", edition.pk, NOW)
    rows.print_all()
    assert page("/section/energy/") is None and page("/section/energy/rss.xml") is None
    assert "/section/energy/" not in (page("/") or "")


def test_a_new_sheet_prints_every_page_again(data: Path) -> None:
    rows.newsroom(5)
    rows.print_all()
    store = PageStore(settings.PAGES)
    store.drop("barents", sheet().path)
    work.mark(Edition.objects.get().pk, {"/about/": NOW}, 5)
    work.print_due(NOW)
    assert {"/", "/archive/", "/section/world/", story_path("Senators split over two new icebreakers")} <= stale()
    assert store.get("barents", sheet().path)


def test_telling_takes_a_constant_number_of_queries(data: Path) -> None:
    edition = rows.newsroom(50)
    while work.turn(NOW):
        pass
    few = queries(lambda: tell(edition, appearances(edition)[:5]))
    many = queries(lambda: tell(edition, appearances(edition)[:50]))
    assert few == many <= 5


def test_a_run_takes_a_constant_number_of_queries_however_many_stories_outlets_and_days_it_prints(data: Path) -> None:
    edition = rows.newsroom(30)
    while work.turn(NOW):
        pass
    owned = [path for path in stale() if path.startswith(("/story/", "/outlet/", "/archive/2"))]
    few = [next(path for path in owned if path.startswith(kind)) for kind in ("/story/", "/outlet/", "/archive/2")]

    def run(some: list[str]) -> None:
        printing = Run(edition, NOW, some)
        assert all(printing.page(path) for path in some)

    assert len(owned) > 35
    assert queries(lambda: run(owned)) <= queries(lambda: run(few)) <= 18


def test_the_chain_tells_what_is_seen_from_what_is_only_claimed(data: Path) -> None:
    edition = rows.edition()
    credit = Credit("Finnmarken Dagblad", ("Hokkai Shimpo",), "The Baltic Courier", "(Finnmarken Dagblad)")
    first = rows.copy(rows.outlet("The Baltic Courier"), rows.article("Crab talks", NOW, credit=credit))
    japanese = rows.article("蟹", NOW - timedelta(hours=3), language="ja", blocks=rows.foreign_text("ja"))
    rows.copy(rows.outlet("Hokkai Shimpo"), japanese, NOW - timedelta(hours=3), into=first.placement.story)
    rows.print_all()
    story = tell(edition, appearances(edition))[0]
    assert [(hop.who, hop.standing) for hop in story.chain] == [
        ("Finnmarken Dagblad", "claimed"), ("Hokkai Shimpo", "seen"), ("The Baltic Courier", "seen")
    ]  # fmt: skip
    text = page(story.path) or ""
    assert 'class="claimed"><span class="dot"></span><span>Finnmarken Dagblad</span>' in text
    assert '<a href="/outlet/hokkai-shimpo/">Hokkai Shimpo</a>' in text
    assert 'lang="ja" dir="ltr"' in text


def test_a_story_page_tells_its_times_its_changes_and_each_leg_of_its_way(data: Path) -> None:
    rows.edition()
    told = rows.article("Crab talks", NOW, dateline=Dateline("KIRKENES", as_printed="KIRKENES:"), corrections=("It was four.",))
    rows.copy(rows.outlet("The Baltic Courier"), told, takes=3)
    rows.print_all()
    text = page(story_path("Crab talks")) or ""
    assert "24 November 2026, 15:45 CET</time> · <span class=\"there\" title=\"24 November 2026\">there 23:45 GMT+9" in text
    assert "changed 2 times since" in text and "It was four." in text
    assert '<b class="dateline">KIRKENES</b>' in text
    assert re.findall(r'<li class="ours"><b>(.*?)</b>', text) == ["Heard of", "Fetched", "Read", "Placed"]
    assert "This is the opening." in text


def test_text_in_another_script_carries_its_language_and_direction(data: Path) -> None:
    rows.edition()
    rows.copy(rows.outlet("Gulf Morning"), rows.article("خط ملاحي", NOW, language="ar"))
    rows.print_all()
    assert '<h1 lang="ar" dir="rtl">' in (page(story_path("خط ملاحي")) or "")
    assert '<h2 lang="ar" dir="rtl">' in (page("/") or "")


def test_an_edition_speaks_its_own_language(data: Path) -> None:
    rows.edition(language="de", accent="teal")
    rows.copy(rows.outlet("Küstenzeitung"), rows.article("Krabben", NOW, language="de"))
    rows.print_all()
    text = page("/") or ""
    assert '<html lang="de" dir="ltr" class="accent-teal">' in text
    assert "Dienstag, 24. November 2026" in text and "Titelseite" in text


def test_an_empty_edition_says_what_to_do(data: Path) -> None:
    rows.edition()
    rows.print_all()
    assert "wirecopy add https://" in (page("/") or "")


@pytest.mark.parametrize(("facts", "field"), [({"zone": "Oslo"}, "zone"), ({"accent": "pink"}, "accent"), ({"slug": "pictures"}, "slug"),
                                              ({"host": ""}, "host"), ({"slug": "a b"}, "slug")])  # fmt: skip
def test_an_edition_that_cannot_be_meant_is_refused(facts: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        rows.edition(**facts)
    assert field in refused.value.message_dict
    assert not Edition.objects.exists()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_browser_finds_nothing_that_shuts_a_reader_out(data: Path, width: int, scheme: str) -> None:
    import look

    rows.newsroom(14)
    night = NOW - timedelta(hours=17)  # there it was another day: the longest of stamps
    far = rows.copy(rows.outlet("Hav og Kyst"), rows.article("Nets at night", night), night).placement.story
    rows.print_all()
    rows.paint(settings.PAGES / "pictures")
    stories = [story_path(rows.HEADLINES[n].split("|")[2]) for n in (7, 13)]
    pages = ["/", "/section/fisheries/", "/archive/", *stories, paths.story(far.pk, far.slug)]
    right, complaints = look.examine(PageStore(settings.PAGES), "barents", pages, width, scheme)
    assert right > 50
    assert complaints == []
