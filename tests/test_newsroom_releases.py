"""Can the desk accept, ask, spike and reopen a release, and is the slower of two editors told who was faster?"""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from newsroom_rows import edition, editor
from press_rows import NOW, article, copy, fold, long_text, outlet
from releases_rows import TEXT, attach, release, walk

from wirecopy.accounts.models import Deed
from wirecopy.mail.models import Post
from wirecopy.releases import looking
from wirecopy.releases.models import Release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> None:
    settings.DATA, settings.PAGES, settings.CAPTURES = tmp_path, tmp_path / "pages", tmp_path / "captures"
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ["smtp://127.0.0.1:25"]}


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content[:300]
    return answer.content.decode()


def seen(client: Client, made: Release) -> str:
    shown = page(client, f"/desk/barents/release/{made.pk}/")
    return unescape(shown.split('name="seen" value="')[1].split('"')[0])


def post(client: Client, made: Release, deed: str, form: str, **given: str) -> Any:
    return client.post(f"/desk/barents/release/{made.pk}/{deed}/", {"seen": form, **given})


def test_the_queue_shows_what_waits_the_longest_first_with_its_concerns() -> None:
    here = edition()
    _, pia = editor(here)
    release(here, headline="The second", handed_in_at=NOW + timedelta(hours=1), confirmed_at=None)
    release(here, headline="The first", concerns=[["hype", "It praises.", ["!"]]], looked_at=NOW)
    release(here, headline="A draft of somebody", standing="draft")
    release(here, headline="A spiked one", standing="spiked", decided_at=NOW, decided_by="Ann")
    shown = page(pia, "/desk/barents/releases/")
    assert shown.index("The first") < shown.index("The second")
    assert ">hype<" in shown and ">contact<" in shown and "A spiked one" not in shown and "A draft" not in shown
    assert "A spiked one" in page(pia, "/desk/barents/releases/?standing=spiked")
    assert "None is withdrawn" in page(pia, "/desk/barents/releases/?standing=withdrawn")


def test_the_queue_takes_the_same_number_of_queries_however_long() -> None:
    here = edition()
    _, pia = editor(here)
    pia.get("/desk/barents/releases/")
    counts = []
    for _ in range(2):
        for _ in range(10):
            release(here)
        with CaptureQueriesContext(connection) as asked:
            pia.get("/desk/barents/releases/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_editor_accepts_one_as_it_is_and_it_goes_on_the_wire() -> None:
    here = edition()
    _, pia = editor(here, name="Pia")
    made = release(here)
    as_it_is = {name: getattr(made, name) for name in ("headline", "standfirst", "dateline", "text")}
    answer = post(pia, made, "accept", seen(pia, made), **as_it_is)
    assert answer.status_code == 303 and answer["Location"] == "/desk/barents/releases/"
    made.refresh_from_db()
    assert (made.standing, made.decided_by, made.version) == ("accepted", "Pia", 1)
    assert [(step.what, step.by, step.said) for step in made.steps.all()] == [("accepted", "Pia", "")]
    line = Deed.objects.get()
    assert (line.verb, line.what, line.which, line.by, line.said) == ("accept", "release", made.pk, "Pia", {})
    assert Post.objects.get().address == made.address
    assert walk() == 1


def test_words_put_right_while_accepting_are_printed_and_the_senders_own_are_kept_in_the_log() -> None:
    here = edition()
    _, pia = editor(here)
    made = release(here, headline="AMAZING BOATHOUSE!!")
    post(pia, made, "accept", seen(pia, made), headline="Rowing club opens a boathouse", text=made.text)
    made.refresh_from_db()
    assert (made.headline, made.version) == ("Rowing club opens a boathouse", 2)
    assert Deed.objects.get().said == {"before": {"headline": "AMAZING BOATHOUSE!!"}}
    assert made.steps.get().said == "edited: headline"


def test_of_two_editors_the_slower_is_told_who_did_what_and_nothing_is_done() -> None:
    here = edition()
    _, pia = editor(here, name="Pia")
    _, ola = editor(here, name="Ola")
    made = release(here)
    of_pia, of_ola = seen(pia, made), seen(ola, made)
    assert post(pia, made, "spike", of_pia, reason="It is an advertisement.").status_code == 303
    late = post(ola, made, "accept", of_ola, headline="My own headline")
    assert late.status_code == 409
    said = late.content.decode()
    assert "Pia was faster: spiked at" in said and "Nothing of yours was done." in said and "My own headline" in said
    made.refresh_from_db()
    assert (made.standing, made.why, made.headline) == ("spiked", "It is an advertisement.", "Vardø rowing club opens its boathouse")
    assert Deed.objects.count() == 1


def test_a_form_that_is_older_than_the_senders_change_is_refused_with_what_was_typed_kept() -> None:
    here = edition()
    _, pia = editor(here)
    made = release(here)
    form = seen(pia, made)
    Release.objects.filter(pk=made.pk).update(text="Everything is different.", version=2)
    late = post(pia, made, "ask", form, question="Who paid for the slip?")
    assert late.status_code == 409
    said = late.content.decode()
    assert "It was changed since you opened it" in said and "Who paid for the slip?" in said and "Everything is different." in said
    Release.objects.filter(pk=made.pk).update(standing="withdrawn")
    late = post(pia, made, "accept", form)
    assert late.status_code == 409 and "Its sender has withdrawn it meanwhile" in late.content.decode()


def test_a_question_goes_to_the_contact_and_the_answer_brings_it_back() -> None:
    here = edition()
    _, pia = editor(here, name="Pia")
    made = release(here)
    empty = post(pia, made, "ask", seen(pia, made), question="  ")
    assert empty.status_code == 422 and 'id="question-wrong"' in empty.content.decode() and not Deed.objects.exists()
    assert post(pia, made, "ask", seen(pia, made), question="Who paid for the slip?").status_code == 303
    made.refresh_from_db()
    assert (made.standing, made.why) == ("returned", "Who paid for the slip?")
    assert Post.objects.get().address == made.address
    assert "rowing club" in page(pia, "/desk/barents/releases/?standing=returned")


def test_a_spike_keeps_the_reason_and_can_be_taken_back() -> None:
    here = edition()
    _, pia = editor(here)
    made = release(here)
    assert post(pia, made, "spike", seen(pia, made), reason="").status_code == 422
    post(pia, made, "spike", seen(pia, made), reason="An advertisement.")
    assert post(pia, made, "reopen", seen(pia, made)).status_code == 303
    made.refresh_from_db()
    assert made.standing == "waiting"
    assert [(step.what, step.said) for step in made.steps.order_by("pk")] == [("spiked", "An advertisement."), ("reopened", "")]


def test_what_is_on_the_wire_is_not_taken_back_here() -> None:
    here = edition()
    _, pia = editor(here)
    made = release(here, standing="accepted", embargo_at=NOW + timedelta(hours=1), decided_at=NOW)
    form = seen(pia, made)
    walk(NOW + timedelta(hours=2))
    late = post(pia, made, "reopen", form)
    assert late.status_code == 409
    made.refresh_from_db()
    assert made.standing == "accepted"


def test_nothing_is_accepted_that_has_no_words() -> None:
    here = edition()
    _, pia = editor(here)
    made = release(here)
    answer = post(pia, made, "accept", seen(pia, made), headline="", text=TEXT)
    assert answer.status_code == 422 and "It cannot be printed without." in answer.content.decode()
    too_long = post(pia, made, "accept", seen(pia, made), headline="x" * 301, text=TEXT)
    assert too_long.status_code == 422 and "300 signs at most" in too_long.content.decode()


def test_a_reader_of_the_desk_sees_no_address_and_decides_nothing() -> None:
    here = edition()
    _, ann = editor(here, "reader")
    made = release(here)
    shown = page(ann, f"/desk/barents/release/{made.pk}/")
    assert made.address not in shown and "Signe Aune</dd>" not in shown and "<button" not in shown.split("<main")[1].split("<dialog")[0]
    assert post(ann, made, "accept", "x").status_code == 403


def test_one_of_another_edition_is_not_here_nor_is_its_picture() -> None:
    here, there = edition(), edition("oslo", masthead="Oslo Wire")
    _, pia = editor(here)
    made = release(there)
    shot = attach(made)
    own = release(here)
    for path in (f"{made.pk}/", f"{made.pk}/proof/", f"{made.pk}/picture/{shot.pk}/", f"{own.pk}/picture/{shot.pk}/"):
        assert pia.get(f"/desk/barents/release/{path}").status_code == 404, path
    for deed in ("accept", "ask", "spike", "reopen"):
        assert post(pia, made, deed, "x", question="?", reason="!").status_code == 404, deed
    draft = release(here, standing="draft")
    assert pia.get(f"/desk/barents/release/{draft.pk}/").status_code == 404, "a draft is its sender's own"


def test_its_pictures_are_handed_out_as_pictures_and_as_nothing_else() -> None:
    here = edition()
    _, pia = editor(here)
    made = release(here)
    shot = attach(made)
    answer = pia.get(f"/desk/barents/release/{made.pk}/picture/{shot.pk}/")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_the_proof_is_the_page_as_it_will_print() -> None:
    here = edition()
    _, pia = editor(here)
    made = release(here, standfirst="<script>alert(1)</script> & so on")
    attach(made)
    shown = page(pia, f"/desk/barents/release/{made.pk}/proof/")
    assert '<b class="release">News release</b> <h1' in shown and "<b>VARDØ</b> – The rowing club" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in shown and f"/desk/barents/release/{made.pk}/picture/" in shown
    assert "accent-red" in shown and "Preview. Nobody else sees this page." in shown


def test_the_worker_looks_at_what_came_in_and_again_when_it_changed() -> None:
    here = edition()
    made = release(here, dateline="", headline="BIG NEWS OF THE CLUB")
    for number in range(3):
        release(here, headline=f"Rowing news {number}", standing="accepted", handed_in_at=NOW - timedelta(days=number + 1))
    release(here, handed_in_at=NOW - timedelta(days=9), standing="spiked")
    assert looking.look_due(NOW) == 1 and looking.look_due(NOW) == 0
    made.refresh_from_db()
    found = {word: sentence for word, sentence, _ in made.concerns}
    assert set(found) == {"capitals", "dateline", "sender"} and "number 4" in found["sender"]
    better = {"headline": "News of the club", "dateline": "VARDØ", "changed_at": NOW + timedelta(minutes=1), "version": 2}
    Release.objects.filter(pk=made.pk).update(**better)
    assert looking.look_due(NOW + timedelta(minutes=2)) == 1
    made.refresh_from_db()
    assert [word for word, _, _ in made.concerns] == ["sender"]


def test_one_that_is_copied_from_the_wire_says_whose_it_is_and_where_it_stands() -> None:
    here = edition()
    told = copy(outlet("Cascade Press"), article("Crab boats stay in port", NOW, blocks=long_text(3)))
    fold(told)
    made = release(here, text="\n\n".join(block.text for block in long_text(3)[:6]), headline="A text of our own")
    own = "\n\n".join(block.text for block in long_text(4)[:6])
    other = release(here, text=own, headline="Really our own", sender="B", address="b@b.example")
    looking.look_due(NOW)
    made.refresh_from_db()
    other.refresh_from_db()
    word, sentence, evidence = made.concerns[0]
    assert (word, evidence) == ("copied", [told.url]) and "100 per cent" in sentence and "Cascade Press" in sentence
    assert "copied" not in [word for word, _, _ in other.concerns]


def test_links_that_were_accepted_before_are_known() -> None:
    here = edition()
    text = "The calendar is on [the page](https://dates.example/x) of the club."
    release(here, text=text, standing="accepted", handed_in_at=NOW - timedelta(days=30))
    made, strange = release(here, text=text), release(here, text=text, sender="Another", address="x@another.example")
    looking.look_due(NOW)
    made.refresh_from_db()
    strange.refresh_from_db()
    assert not made.concerns and [word for word, _, _ in strange.concerns] == ["links"]


def test_every_hostile_string_is_escaped() -> None:
    here = edition()
    _, pia = editor(here)
    bad = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    made = release(here, headline=bad, standfirst=bad, dateline=bad, sender=bad, contact=bad, text=f"{bad}\n\n[x](javascript:alert(3))",
                   concerns=[["links", bad, [bad]]], looked_at=NOW)  # fmt: skip
    attach(made, alt=bad, caption=bad, credit=bad)
    for path in ("releases/", f"release/{made.pk}/", f"release/{made.pk}/proof/"):
        shown = page(pia, f"/desk/barents/{path}")
        assert "<script>alert" not in shown and "<img src=x" not in shown and 'href="javascript:' not in shown, path
