"""Does a copy that changed have a public page that says what, word by word, and no more than may be shown?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from costs import bounded
from press_rows import NOW, PARAGRAPHS, article, copy, edition, outlet

from wirecopy.press import work
from wirecopy.press.changes import words
from wirecopy.press.models import Stale
from wirecopy.press.pages import Run
from wirecopy.wire.article import Block, ZoneStamp
from wirecopy.wire.models import Change, Reading, Take


def marked(old: str, new: str) -> str:
    signs = {"same": "{}", "added": "[+{}]", "cut": "[-{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Four boats sailed.", "Five boats sailed.", "[-Four ][+Five ]boats sailed."),
        ("The fee is 40 per cent.", "The fee is 4 per cent.", "The fee is [-40 ][+4 ]per cent."),
        ("", "All new.", "[+All new.]"),
        ("All gone.", "", "[-All gone.]"),
        ("港は閉鎖された。", "港は再開された。", "港は[-閉鎖][+再開]された。"),
        ("Same.", "Same.", "Same."),
    ],
)
def test_words_that_changed_are_told_from_those_that_did_not(old: str, new: str, told: str):
    assert marked(old, new) == told


def test_both_sides_can_be_put_together_again():
    old, new = " ".join(PARAGRAPHS), " ".join((*PARAGRAPHS[1:], "One more."))
    found = words(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "cut") == new


def test_a_text_that_says_one_word_a_thousand_times_costs_no_second():
    with bounded(1):
        found = words("echo " * 1400, "echo " * 1300 + "end")
    assert [piece.kind for piece in found] == ["cut", "added"]


def changed(rights: str = "full") -> tuple:
    """A copy of two takes: the second takes a paragraph out, and corrects another."""
    here, of = edition(), outlet("Cascade Press", rights=rights)
    first = copy(of, article("Port fee rises 40 %", NOW - timedelta(hours=2)), NOW - timedelta(hours=2))
    Reading.objects.update(version="1")
    take = Take.objects.create(copy=first, number=2, received_at=NOW, url=first.url, sha256="1" * 64, size=2000)
    blocks = tuple(Block("paragraph", text.replace("five votes to two", "four votes to three")) for text in PARAGRAPHS[:3])
    updated = ZoneStamp("2026-11-24T23:40:00+09:00", "minute", "23:40 JST")
    told = article("Port fee rises 4 %", NOW - timedelta(hours=2), blocks=blocks, updated=updated)
    reading = Reading.objects.create(take=take, version="1", read_at=NOW, article=told.as_dict(), headline=told.headline, language="en")
    first.placement.reading = reading
    first.placement.save()
    Change.note("story", first.placement.story_id, NOW)
    while work.turn(NOW):
        pass
    return here, first


@pytest.mark.django_db
def test_the_page_of_a_copy_shows_what_changed_with_both_zone_stamps(data):
    here, first = changed()
    path = f"/copy/{first.pk}/"
    assert Stale.objects.filter(path=path).exists()
    story = f"/story/{first.placement.story_id}-{first.placement.story.slug}/"
    run = Run(here, NOW, [path, story])
    page = run.page(path).body.decode()
    assert "<del>40 </del><ins>4 </ins>" in page and "<del>five </del>" in page and "<del>two" in page
    assert "23:40 JST" in page and "15:45" in page  # the page's own clock, and ours
    assert "A second reading is set for 9 December" in page  # what was cut
    assert f'href="{path}"' in run.page(story).body.decode()


@pytest.mark.django_db
def test_what_may_not_be_shown_is_not_shown_in_a_difference(data):
    here, first = changed(rights="headline")
    page = Run(here, NOW, []).page(f"/copy/{first.pk}/").body.decode()
    assert "<del>40 </del><ins>4 </ins>" in page and "five" not in page and "second reading" not in page


@pytest.mark.django_db
def test_a_copy_that_never_changed_and_one_of_no_edition_have_no_page(data):
    here, first = changed()
    other = copy(outlet("Nordlys Post"), article("Another", NOW), NOW)
    while work.turn(NOW):
        pass
    run = Run(here, NOW, [])
    assert run.page(f"/copy/{other.pk}/") is None and run.page("/copy/999/") is None
    first.placement.story.appearances.all().delete()
    assert Run(here, NOW, []).page(f"/copy/{first.pk}/") is None
