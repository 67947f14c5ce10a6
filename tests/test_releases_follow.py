"""What can a sender still do once a release is handed in, in every language, and what is forgotten after a time?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from handing_rows import FULL, P, Sender, decide, says, steps, values, wrongs
from press_rows import edition

from wirecopy.mail.models import Post
from wirecopy.releases import follow, handing_in, letters
from wirecopy.releases.models import Release
from wirecopy.releases.phrases import phrases

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def barents(monkeypatch: pytest.MonkeyPatch, data: Any) -> Any:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ("smtp://localhost",))
    return edition()


def test_the_desk_asks_and_the_sender_answers_or_changes_the_text() -> None:
    sender = Sender()
    release = decide(sender.handed_in(), "returned", why="On which <Saturday>?")
    page = sender.get(letters.follow(release))
    assert "On which &lt;Saturday&gt;?" in page.content.decode()
    empty = sender.post(letters.follow(release), deed="answer", answer="  ")
    assert (empty.status_code, wrongs(empty)) == (422, {"answer": P["needed"]})
    assert sender.post(letters.follow(release), deed="answer", answer="x" * 5001).status_code == 422
    assert sender.post(letters.follow(release), deed="answer", answer="The 5th.\r\nOf December.").status_code == 303
    release.refresh_from_db()
    assert (release.standing, release.steps.last().said) == ("waiting", "The 5th.\nOf December.")
    late = sender.post(letters.follow(release), deed="answer", answer="Once more")
    assert (late.status_code, "Once more" in late.content.decode()) == (409, True)

    decide(release, "returned", why="And when?")
    assert sender.rewrite(release, text="").status_code == 422, "what an editor sees is never half"
    release.refresh_from_db()
    assert (release.standing, release.text) == ("returned", FULL["text"])
    assert sender.rewrite(release, text="On Saturday at noon.").status_code == 303
    release.refresh_from_db()
    assert (release.standing, release.text) == ("waiting", "On Saturday at noon.")
    assert steps(release) == ["handed in", "answered", "changed"]


@pytest.mark.parametrize("standing", ["waiting", "returned", "accepted"])
def test_it_can_be_withdrawn_until_it_is_on_the_wire(standing: str) -> None:
    sender = Sender()
    release = decide(sender.handed_in(), standing)
    link = letters.follow(release) + "withdraw/"
    assert sender.get(link).status_code == 200
    release.refresh_from_db()
    assert release.standing == standing, "who looks changes nothing"
    assert sender.post(link).status_code == 303
    release.refresh_from_db()
    assert (release.standing, steps(release)[-1]) == ("withdrawn", "withdrawn")
    assert sender.post(link).status_code == 409
    assert sender.rewrite(release).status_code == 409
    assert sender.look_over(release)["Location"] == letters.follow(release)
    assert sender.post(letters.follow(release), deed="correct").status_code == 409


def test_a_draft_is_deleted_with_its_button() -> None:
    sender = Sender()
    sender.write("save")
    release = Release.objects.get()
    assert says(sender.post(letters.follow(release) + "withdraw/"), "deleted_draft") == [True]
    assert not Release.objects.exists()
    assert sender.get(letters.follow(release)).status_code == 404


def test_after_it_is_out_a_correction_is_a_release_of_its_own() -> None:
    sender = Sender()
    first = sender.handed_in()
    handing_in.confirm(first, datetime.now(UTC))
    decide(first, "accepted", filed_at=datetime.now(UTC))
    page = sender.get(letters.follow(first))
    assert says(page, "is_out", "correct", "withdraw") == [True, True, False]
    assert sender.post(letters.follow(first) + "withdraw/").status_code == 409
    assert sender.rewrite(first).status_code == 409
    answer = sender.post(letters.follow(first), deed="correct")
    made = Release.objects.get(corrects=first)
    assert answer["Location"] == letters.follow(made) + "edit/"
    assert sender.post(letters.follow(first), deed="correct")["Location"] == answer["Location"], "twice begins one"
    assert values(sender.get(answer["Location"]))["headline"] == FULL["headline"]
    assert (made.standing, made.confirmed_at is not None, made.rights_at) == ("draft", True, None)
    sender.rewrite(made, "check", headline="Corrected: the boathouse opens on Sunday")
    assert sender.hand_in(made).status_code == 303
    made.refresh_from_db()
    assert (made.standing, made.corrects) == ("waiting", first)
    assert "Corrected: the boathouse" in sender.get(letters.follow(first)).content.decode()
    assert FULL["headline"] in sender.get(letters.follow(made)).content.decode()


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "no", "ar"])
def test_every_page_speaks_the_language_of_its_edition(language: str, barents: Any) -> None:
    type(barents).objects.filter(pk=barents.pk).update(language=language)
    said, sender = phrases(language), Sender()
    assert said["part_news"] in sender.get("/releases/").content.decode()
    release = sender.handed_in()
    page = sender.get(letters.follow(release)).content.decode()
    assert said["is_waiting"] in page
    assert not re.search(r"\{(paper|time|number|most)\}", page)
    assert f"letter_{'handed in'}" in said
    assert said["letter_confirm"] in Post.objects.get().text


def test_what_is_not_gone_on_with_is_forgotten(barents: Any) -> None:
    now = datetime.now(UTC)
    made = {}
    for name, standing, days, facts in (
        ("old draft", "draft", 31, {}), ("draft", "draft", 29, {}), ("old spiked", "spiked", 366, {}), ("spiked", "spiked", 300, {}),
        ("old withdrawn", "withdrawn", 366, {}), ("withdrawn", "withdrawn", 300, {}), ("waiting", "waiting", 400, {}),
        ("printed", "accepted", 366, {"filed_at": now - timedelta(days=366)}),
    ):  # fmt: skip
        at = now - timedelta(days=days)
        release = handing_in.draft(barents, at, headline=name, address="a@b.example", contact="A")
        made[name] = release
        Release.objects.filter(pk=release.pk).update(standing=standing, decided_at=at, **facts)
    assert handing_in.forget(now) == "3 releases, 1 contacts and 0 pictures deleted"
    assert set(Release.objects.values_list("headline", flat=True)) == {"draft", "spiked", "withdrawn", "waiting", "printed"}
    assert not Release.objects.get(headline="printed").address
    assert Release.objects.get(headline="waiting").address
    assert handing_in.forget(now) == ""


def test_words_that_the_desk_means_for_itself_are_not_shown() -> None:
    sender = Sender()
    release = decide(sender.handed_in(), "spiked", why="An advertisement")
    release.steps.create(what="spiked", by="Pia Lund", said="An advertisement", at=datetime.now(UTC))
    page = sender.get(letters.follow(release)).content.decode()
    assert ("An advertisement" in page, "Pia Lund" in page, P["is_spiked"] in page) == (False, False, True)
    assert set(follow.SHOWN) == {"asked", "answered"}
