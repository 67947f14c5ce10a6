"""Does what is written here walk the road of everyone's, word for word, and stand in the edition that accepted it alone?"""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from press_rows import NOW, article, edition, outlet, print_all
from press_rows import copy as other_copy
from releases_rows import TEXT, attach, draft, release, walk

from wirecopy.press.models import Appearance
from wirecopy.releases import filing, markup
from wirecopy.releases.models import Release
from wirecopy.wire.models import Copy, Outlet, Picture, Repeat, Take

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> None:
    settings.DATA, settings.PAGES, settings.CAPTURES = tmp_path, tmp_path / "pages", tmp_path / "captures"


def test_an_accepted_release_is_read_back_word_for_word() -> None:
    made = release(edition(), standing="accepted", embargo_at=None)
    attach(made)
    attach(made, "#123456", alt="", caption="", credit="")
    assert walk() == 1
    made.refresh_from_db()
    assert made.copy and made.filed_at == NOW
    read = made.copy.placement.reading.as_article()
    assert (read.headline, read.standfirst, read.byline) == (made.headline, made.standfirst, None)
    assert [block.kind for block in read.blocks] == ["paragraph", "subhead", "list_item", "list_item", "quote", "paragraph", "paragraph"]
    typed = [piece.text for piece in markup.pieces(TEXT)]
    assert [block.text for block in read.blocks] == [f"VARDØ – {typed[0]}", *typed[1:]]
    assert "<strong>Saturday 5 December</strong>" in read.blocks[0].html
    assert read.published and read.published.instant == "2026-11-24T15:45:00+01:00" and read.dateline and read.dateline.place == "VARDØ"
    assert [(image.alt, image.caption, image.credit) for image in read.images] == [
        ("The slip, seen from the water", "The new slip on Friday.", "Photo: Liv Holm"), (None, None, None)
    ]  # fmt: skip
    assert {picture.due_at for picture in Picture.objects.all()} == {None}, "nothing is fetched"
    assert [step.what for step in made.steps.all()] == ["filed"]


def test_a_senders_last_paragraph_is_never_taken_for_furniture() -> None:
    here, last = edition(), TEXT.splitlines()[-1]
    for number in range(5):
        text = f"Week {number} had {number + 7} boats out.\n\n{last}"
        release(here, standing="accepted", headline=f"Rowing news of week {number}", text=text)
    walk()
    ends = [copy.placement.reading.as_article().blocks[-1].text for copy in Copy.objects.all()]
    assert len(ends) == 5 and set(ends) == {last} and not Repeat.objects.exists()


def test_the_edition_that_accepted_it_alone_carries_it_whatever_its_rules_are() -> None:
    here, there = edition(rules={"words": ["nothing of the kind"]}), edition(slug="oslo", host="oslo.example", masthead="Oslo Wire")
    made = release(here, standing="accepted")
    walk()
    made.refresh_from_db()
    told = made.copy.placement.story
    other_copy(outlet("Cascade Press"), article("Vardø rowing club opens its boathouse", NOW), into=told)
    print_all()
    assert set(Appearance.objects.values_list("edition__slug", flat=True)) == {"barents", "oslo"}
    pages = {slug: Path(filing.settings.PAGES, slug) for slug in ("barents", "oslo")}
    path = f"story/{told.pk}-{told.slug}/index.html"
    assert "Signe Aune" in (pages["barents"] / path).read_text()
    elsewhere = [file for file in pages["oslo"].rglob("*") if file.suffix in (".html", ".xml", ".json")]
    assert len(elsewhere) > 10
    for file in elsewhere:
        assert "Rowing Club" not in file.read_text() and "Signe" not in file.read_text(), file
    assert not (pages["oslo"] / "outlet" / made.copy.outlet.slug).exists()
    release(here, standing="accepted", headline="A second one of the club", text="Twelve boats went out on Sunday.")
    walk()
    print_all()
    assert Appearance.objects.filter(edition=there).count() == 1, "one that no other outlet has is no story there"


def test_an_embargo_is_waited_for_and_a_pause_is_caught_up_with() -> None:
    here = edition()
    hour = NOW + timedelta(hours=3)
    made = release(here, standing="accepted", embargo_at=hour, embargo_zone="Europe/Oslo")
    own = draft(here, ready_at=NOW, embargo_at=hour)
    assert walk(hour - timedelta(seconds=1)) == 0 and not Take.objects.exists()
    late = hour + timedelta(days=2)
    assert walk(late) == 2 and walk(late) == 0
    made.refresh_from_db()
    own.refresh_from_db()
    assert made.filed_at == own.filed_at == late, "it says when it really went out"


def test_only_what_is_accepted_or_handed_on_is_filed() -> None:
    here = edition()
    for standing in ("draft", "waiting", "returned", "spiked", "withdrawn"):
        release(here, standing=standing)
    draft(here)
    assert walk() == 0 and not Copy.objects.exists()


def test_one_that_was_withdrawn_while_its_page_was_made_is_not_filed(monkeypatch) -> None:
    made = release(edition(), standing="accepted")
    keep = filing.Captures.keep

    def slow(*given, **named):
        Release.objects.filter(pk=made.pk).update(standing="withdrawn")
        return keep(*given, **named)

    monkeypatch.setattr(filing.Captures, "keep", slow)
    assert filing.file_due(NOW) == 0 and not Copy.objects.exists()


def test_a_changed_text_is_the_next_take_and_so_is_a_correction_of_a_release() -> None:
    here = edition()
    own = draft(here, ready_at=NOW)
    first = release(here, standing="accepted")
    walk()
    later = NOW + timedelta(hours=1)
    own.refresh_from_db()
    own.text, own.filed_at, own.ready_at, own.version = own.text + "\n\nThe mayor was there.", None, later, 2
    own.save()
    first.refresh_from_db()
    release(here, standing="accepted", corrects=first, text=TEXT.replace("24 boats", "26 boats"))
    assert walk(later) == 2
    assert Copy.objects.count() == 2 and Take.objects.count() == 4
    for copy in Copy.objects.all():
        read = copy.placement.reading.as_article()
        assert read.updated and read.updated.instant.startswith("2026-11-24T16:45") and read.published
        assert read.published.instant.startswith("2026-11-24T15:45")
    first.copy.refresh_from_db()
    assert "26 boats" in first.copy.placement.reading.as_article().body


def test_a_sender_is_one_outlet_for_each_edition_and_an_edition_one() -> None:
    here, there = edition(), edition(slug="oslo", host="oslo.example", masthead="Oslo Wire")
    for at in (here, here, there):
        release(at, standing="accepted", sender="  Vardø  rowing club ")
        draft(at, ready_at=NOW)
    walk()
    rows = set(Outlet.objects.values_list("kind", "edition__slug", "name", "rights", "pictures"))
    assert rows == {
        (kind, slug, name, "full", True)
        for slug, masthead in (("barents", "The Barents Wire"), ("oslo", "Oslo Wire"))
        for kind, name in (("sender", "Vardø rowing club"), ("edition", masthead))
    }
    assert Outlet.objects.count() == 4


def test_a_full_disk_leaves_it_to_be_filed_later(monkeypatch) -> None:
    made = release(edition(), standing="accepted")

    def full(*given, **named):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(filing.Captures, "keep", full)
        assert filing.file_due(NOW) == 0
        patched.setattr(filing, "_due", lambda now: pytest.fail("asked again at once"))
        assert filing.file_due(NOW + timedelta(seconds=5)) == 0
    assert filing.file_due(NOW + timedelta(minutes=2)) == 1
    made.refresh_from_db()
    assert made.copy


def test_a_picture_whose_file_is_gone_does_not_stop_the_text(settings) -> None:
    made = release(edition(), standing="accepted")
    attach(made)
    shutil.rmtree(settings.DATA / "uploads")
    assert walk() == 1 and not Picture.objects.exists()


def test_its_address_leads_to_its_story_once_it_is_printed() -> None:
    here = edition()
    made, own = release(here, standing="accepted"), draft(here, ready_at=NOW)
    reader = Client(HTTP_HOST=here.host)
    assert reader.get(f"/releases/{made.pk}/").status_code == 404
    walk()
    print_all()
    for path, writing in ((f"/releases/{made.pk}/", made), (f"/own/{own.pk}/", own)):
        writing.refresh_from_db()
        answer = reader.get(path)
        assert answer.status_code == 302 and answer["Location"] == filing.story_of(writing.copy)
    elsewhere = edition(slug="oslo", host="oslo.example")
    assert Client(HTTP_HOST=elsewhere.host).get(f"/releases/{made.pk}/").status_code == 404
