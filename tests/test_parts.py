"""Is what the press keeps from one print run to the next ever told when it no longer holds, and does what is urgent wait for it?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import press_rows as rows
import pytest
from django.conf import settings
from django.utils.safestring import SafeString

from wirecopy.desk.models import Placement
from wirecopy.press import articles, work
from wirecopy.press.models import Edition, Stale
from wirecopy.press.pages import Run
from wirecopy.press.parts import parts
from wirecopy.press.store import PageStore
from wirecopy.wire.models import Change, Outlet, Reading

pytestmark = pytest.mark.django_db
NOW = rows.NOW


def body(edition: Edition, path: str) -> str:
    made = Run(edition, NOW, [path]).page(path)
    assert made is not None
    return made.body.decode()


def test_a_reading_that_was_changed_in_its_row_is_told_as_it_stands_there(data: Path) -> None:
    made = rows.copy(rows.outlet("Cascade Press"), rows.article("A name that a court struck out"))
    reading = made.placement.reading
    assert articles.articles([reading.pk])[reading.pk].headline == "A name that a court struck out"
    reading.article["headline"] = "A headline without the name"
    reading.save()
    assert articles.articles([reading.pk])[reading.pk].headline == "A headline without the name"


def test_what_is_kept_of_readings_is_bounded_and_the_newest_stay(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "KEPT", 3)
    monkeypatch.setattr(articles, "_taken_apart", {})
    of = rows.outlet("Cascade Press")
    numbers = [rows.copy(of, rows.article(f"Quota number {number}")).placement.reading_id for number in range(5)]
    for number in numbers:
        articles.articles([number])
    assert [article.headline for article in articles._taken_apart.values()] == [f"Quota number {number}" for number in (2, 3, 4)]


def test_an_item_that_was_kept_gives_way_to_one_with_other_words_or_other_rights(data: Path) -> None:
    edition = rows.newsroom(6)
    while work.turn(NOW):
        pass
    outlet = Outlet.objects.filter(copies__placement__story__appearances__edition=edition, rights="excerpt").first()
    assert outlet is not None
    path = f"/outlet/{outlet.slug}/"
    reading = Reading.objects.filter(pk__in=Placement.objects.filter(copy__outlet=outlet).values("reading")).first()
    assert reading is not None
    before = body(edition, path)
    assert reading.article["headline"] in before and '<p class="text"' in before
    old = reading.article["headline"]
    reading.article["headline"] = "The same story under another head"
    reading.save()
    after = body(edition, path)
    assert "The same story under another head" in after and old not in after
    Outlet.objects.filter(pk=outlet.pk).update(rights="headline")
    assert '<p class="text"' not in body(edition, path)


def test_parts_are_those_of_an_edition_as_it_is_today(data: Path) -> None:
    edition = rows.edition()
    today, foot = NOW.date(), SafeString("<footer>")

    def kept(day: date = today) -> bool:
        """Is it still there? It is put there again in any case."""
        held = parts(edition, edition.sections.all(), day)
        before = "foot" in held
        held["foot"] = foot
        return before

    assert not kept() and kept()
    assert not kept(today + timedelta(days=1)) and not kept() and kept()
    edition.sections.filter(slug="energy").update(name="Power")
    assert not kept() and kept()
    edition.masthead = "Another name"
    assert not kept() and kept()
    assert body(edition, "/about/").count("Another name") > 2 and "The Barents Wire" not in body(edition, "/about/")


def test_what_is_urgent_stops_a_run_in_its_middle_and_the_rest_stays_due(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = rows.newsroom(8)
    rows.print_all()
    Stale.objects.all().delete()
    pages = [path for path in PageStore(settings.PAGES).paths("barents") if path.startswith(("/story/", "/outlet/"))]
    work.mark(edition.pk, dict.fromkeys(pages, NOW), 5)
    monkeypatch.setattr(work, "BREATH", 3)
    Change.note("story", edition.appearances.first().story_id, NOW, 1)  # type: ignore[union-attr]
    assert work.print_due(NOW) == 2
    assert Stale.objects.filter(due_at=NOW).count() == len(pages) - 2
    work.turn(NOW)
    urgent = set(Stale.objects.filter(priority__lte=1, due_at__lte=NOW).values_list("path", flat=True))
    assert work.print_due(NOW) == len(urgent) > 2
    assert not Stale.objects.filter(priority__lte=1, due_at__lte=NOW, path__in=urgent).exists()
    while work.print_due(NOW):
        pass
    assert not Stale.objects.filter(due_at__lte=NOW).exists()
