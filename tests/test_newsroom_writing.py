"""Can an editor write, see it as it will print, file it and change it, and is nothing typed lost on the way?"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from newsroom_rows import edition, editor
from PIL import Image
from press_rows import print_all
from releases_rows import attach, draft, walk

from wirecopy.accounts.models import Deed
from wirecopy.releases.models import Attached, Draft
from wirecopy.wire.models import Take

pytestmark = pytest.mark.django_db
TYPED = {
    "headline": "Harbour board meets behind closed doors", "standfirst": "", "byline": "By Pia Lund", "dateline": "KIRKENES",
    "text": "The board met on Monday.\n\nIt says more on Friday.", "embargo_zone": "Europe/Oslo", "version": "1",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> None:
    settings.DATA, settings.PAGES, settings.CAPTURES = tmp_path, tmp_path / "pages", tmp_path / "captures"


@pytest.fixture
def pia() -> Client:
    return editor(edition(), name="Pia")[1]


def upload(name: str = "slip.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (640, 400), "#334455").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def write(client: Client, path: str = "writing/new/", **given: Any) -> Any:
    return client.post(f"/desk/barents/{path}", {**TYPED, **given})


def test_a_text_is_begun_saved_and_found_in_the_list(pia: Client) -> None:
    assert "Nothing written yet." in pia.get("/desk/barents/writing/").content.decode()
    answer = write(pia, picture0=upload(), alt0="The slip", caption0="The new slip.", credit0="Photo: Liv Holm")
    made = Draft.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/barents/writing/{made.pk}/")
    assert (made.headline, made.byline, made.author, made.version) == (TYPED["headline"], "By Pia Lund", "Pia", 1)
    shot = made.pictures.get()
    assert (shot.alt, shot.caption, shot.credit, shot.width) == ("The slip", "The new slip.", "Photo: Liv Holm", 640)
    assert TYPED["headline"] in pia.get("/desk/barents/writing/").content.decode()
    assert [(deed.verb, deed.which) for deed in Deed.objects.all()] == [("write", made.pk)]
    assert walk() == 0, "a draft is not filed"


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(pia: Client) -> None:
    answer = write(pia, headline="x" * 301, embargo_date="2026-02-30", embargo_time="9:00", picture0=upload(), caption0="The slip.")
    assert answer.status_code == 422 and not Draft.objects.exists() and not Deed.objects.exists()
    said = answer.content.decode()
    for name in ("headline", "embargo_date", "alt0"):
        assert f'id="{name}-wrong"' in said and f'href="#{name}"' in said, name
    assert "x" * 301 in said and "It says more on Friday." in said and 'value="2026-02-30"' in said and 'value="The slip."' in said
    word = re.search(r'name="held0" value="([^"]+)"', said)
    assert word, "the picture goes along with the form"
    assert write(pia, held0=word[1], alt0="The slip").status_code == 303
    assert Attached.objects.get().alt == "The slip"


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(pia: Client) -> None:
    svg = SimpleUploadedFile("boat.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/png")
    answer = write(pia, picture0=svg, alt0="A boat")
    assert answer.status_code == 422 and 'id="picture0-wrong"' in answer.content.decode() and not Attached.objects.exists()


def test_of_two_who_write_on_one_text_the_slower_sees_both_and_loses_nothing(pia: Client) -> None:
    made = draft(edition())
    path = f"writing/{made.pk}/"
    assert write(pia, path, text="What Pia wrote.").status_code == 303
    late = write(pia, path, text="What Ola wrote.")
    assert late.status_code == 409
    said = late.content.decode()
    assert "Somebody saved this text since you opened it." in said and "What Pia wrote." in said and "What Ola wrote.</textarea>" in said
    made.refresh_from_db()
    assert (made.text, made.version) == ("What Pia wrote.", 2)
    assert write(pia, path, text="What Ola wrote.", version="2").status_code == 303
    assert write(pia, path, text="What Ola wrote.", version="1").status_code == 303, "who saves what is there already is no late comer"


def test_it_is_seen_as_it_will_print(pia: Client) -> None:
    answer = write(pia, then="proof", picture0=upload(), alt0="The slip")
    shown = pia.get(answer["Location"]).content.decode()
    assert "<b>KIRKENES</b> – The board met on Monday." in shown and "By Pia Lund" in shown and "The Barents Wire" in shown
    made, shot = Draft.objects.get(), Attached.objects.get()
    assert f'src="/desk/barents/writing/{made.pk}/picture/{shot.pk}/"' in shown
    assert pia.get(f"/desk/barents/writing/{made.pk}/picture/{shot.pk}/")["Content-Type"] == "image/webp"


def test_it_is_filed_printed_changed_and_filed_again(pia: Client, settings) -> None:
    write(pia, then="file")
    assert walk(datetime.now(UTC)) == 1
    made = Draft.objects.get()
    assert made.copy and made.copy.outlet.name == "The Barents Wire"
    print_all(datetime.now(UTC))
    path = f"writing/{made.pk}/"
    assert "on the wire" in pia.get("/desk/barents/writing/").content.decode()
    write(pia, path, text="The board met on Tuesday.", version="1")
    assert walk(datetime.now(UTC)) == 0 and "changed since" in pia.get(f"/desk/barents/{path}").content.decode()
    write(pia, path, text="The board met on Tuesday.", version="2", then="file")
    assert walk(datetime.now(UTC)) == 1 and Take.objects.count() == 2
    again = pia.post(f"/desk/barents/{path}", {**TYPED, "text": "The board met on Tuesday.", "version": "2", "then": "file"}, follow=True)
    assert "Nothing was changed." in again.content.decode() and walk(datetime.now(UTC)) == 0


def test_it_is_not_filed_without_words_but_kept(pia: Client) -> None:
    answer = write(pia, headline="", then="file")
    assert answer.status_code == 422 and 'id="headline-wrong"' in answer.content.decode()
    assert Draft.objects.get().ready_at is None


def test_under_an_embargo_it_waits_and_can_be_taken_back(pia: Client) -> None:
    answer = write(pia, then="file", embargo_date="2027-03-01", embargo_time="06:00", embargo_zone="Europe/Oslo")
    assert answer.status_code == 303
    made = Draft.objects.get()
    assert made.embargo_at and made.embargo_at.isoformat() == "2027-03-01T05:00:00+00:00" and made.ready_at
    assert walk() == 0
    assert pia.post(f"/desk/barents/writing/{made.pk}/drop/").status_code == 409, "what is handed on is not deleted"
    assert pia.post(f"/desk/barents/writing/{made.pk}/recall/").status_code == 303
    made.refresh_from_db()
    assert made.ready_at is None
    assert pia.post(f"/desk/barents/writing/{made.pk}/recall/").status_code == 409
    assert pia.post(f"/desk/barents/writing/{made.pk}/drop/").status_code == 303 and not Draft.objects.exists()
    assert [deed.verb for deed in Deed.objects.order_by("pk")] == ["write", "recall", "drop"]


def test_pictures_are_changed_and_removed(pia: Client) -> None:
    made = draft(edition())
    attach(made)
    path = f"writing/{made.pk}/"
    write(pia, path, alt0="Another description", caption0="", credit0="")
    assert made.pictures.get().alt == "Another description"
    write(pia, path, remove0="yes", alt0="Another description", version="2")
    assert not made.pictures.exists()


def test_a_reader_of_the_desk_reads_and_writes_nothing_and_another_edition_sees_nothing(pia: Client) -> None:
    here = edition()
    made = draft(here)
    shot = attach(made)
    _, ann = editor(here, "reader")
    _, ola = editor(edition("oslo", masthead="Oslo Wire"))
    assert made.headline in ann.get("/desk/barents/writing/").content.decode()
    assert ann.get(f"/desk/barents/writing/{made.pk}/proof/").status_code == 200
    assert ann.get(f"/desk/barents/writing/{made.pk}/").status_code == 403
    for path in (f"{made.pk}/", f"{made.pk}/proof/", f"{made.pk}/picture/{shot.pk}/"):
        assert ola.get(f"/desk/oslo/writing/{path}").status_code == 404, path
    for deed in ("recall", "drop"):
        assert ola.post(f"/desk/oslo/writing/{made.pk}/{deed}/").status_code == 404, deed
