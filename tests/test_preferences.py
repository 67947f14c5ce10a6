"""Can a subscriber choose, see all that is held of them, and be forgotten; and does the form hold against what a browser may send?"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import mail_rows
import pytest
from django.conf import settings
from mail_rows import Reader, hidden, link, rows, subscriber
from press_rows import edition

from wirecopy.mail import forms, knocking, subscribing
from wirecopy.mail.models import Consent, Delivery, Subscriber, Subscription, Suppression
from wirecopy.press.models import Edition
from wirecopy.wsgi import begins

pytestmark = pytest.mark.django_db
PIA = "pia@harbour.example"
SAVE = {"deed": "save", "edition": "barents", "cadence": "daily", "hour": "", "zone": ""}


@pytest.fixture(autouse=True)
def barents(monkeypatch: pytest.MonkeyPatch, data: Any) -> Edition:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ("smtp://localhost",))
    return edition()


@pytest.fixture
def pia(barents: Edition) -> Subscriber:
    made = subscriber(PIA)
    Subscription.objects.create(subscriber=made, edition=barents, since_at=mail_rows.NOW)
    return made


def test_what_is_chosen_is_kept_and_shown_again(pia: Subscriber, barents: Edition) -> None:
    other = edition(slug="pacific", host="pacific.example", masthead="The Pacific Wire")
    reader, path = Reader(), link("preferences", pia)
    shown = reader.get(path).content.decode()
    assert shown.count(' value="barents" checked') == 1
    assert (shown.count(' value="pacific"'), shown.count(' value="pacific" checked')) == (1, 0)
    given = {**SAVE, "edition": ["barents", "pacific"], "sections-barents": ["world", "energy"], "cadence": "weekdays", "hour": "7"}
    answer = reader.post(path, **{**given, "zone": "Asia/Tokyo"})
    assert "It is saved." in answer.content.decode()
    pia.refresh_from_db()
    assert (pia.cadence, pia.hour, pia.zone) == ("weekdays", 7, "Asia/Tokyo")
    assert dict(pia.subscriptions.values_list("edition", "sections")) == {barents.pk: ["energy", "world"], other.pk: []}
    consent = pia.consents.get()
    assert (consent.edition, consent.source) == (other, "preferences"), "what is new is agreed to, what was there is not once more"
    assert consent.wording in answer.content.decode()
    for ticked in ('value="weekdays" checked', 'value="7" selected', "<option selected>Asia/Tokyo", 'value="world" checked'):
        assert ticked in answer.content.decode()

    Delivery.objects.create(subscriber=pia, edition=other, due_at=mail_rows.NOW)
    kept = Delivery.objects.create(subscriber=pia, edition=barents, due_at=mail_rows.NOW)
    reader.post(path, **SAVE)
    assert list(pia.subscriptions.values_list("edition", flat=True)) == [barents.pk]
    assert list(Delivery.objects.filter(state="waiting")) == [kept], "no letter that waits goes out to who left that edition"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"edition": ""}, "Tick at least one"), ({"edition": "nowhere"}, "Tick at least one"), ({"cadence": "hourly"}, "cannot be chosen"),
        *(({"hour": hour}, "cannot be chosen") for hour in ("24", "-1", "٣")),
        *(({"zone": zone}, "cannot be chosen") for zone in ("Mars/Base", "../../etc/passwd", "x\x00", "/etc/passwd", "Europe", "x" * 9999)),
    ],
)  # fmt: skip
def test_what_cannot_be_chosen_changes_nothing(pia: Subscriber, wrong: dict[str, str], said: str) -> None:
    before = rows()[:4]
    answer = Reader().post(link("preferences", pia), **{**SAVE, **wrong})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert rows()[:4] == before


def test_sections_that_are_none_of_the_edition_are_not_taken(pia: Subscriber) -> None:
    Reader().post(link("preferences", pia), **{**SAVE, "sections-barents": ["sports", "world", "world"], "sections-pacific": "x"})
    assert pia.subscriptions.get().sections == ["world"]


def test_all_that_is_held_can_be_taken_along_without_the_secret(pia: Subscriber, barents: Edition) -> None:
    Consent.objects.create(subscriber=pia, edition=barents, source="form", asked_at=mail_rows.NOW, wording="I want it", page="/x/")
    Delivery.objects.create(subscriber=pia, edition=barents, due_at=mail_rows.NOW, state="accepted", answer="250 ok")
    before = rows()[:7]
    answer = Reader().post(link("preferences", pia), deed="download")
    assert answer["Content-Disposition"].startswith("attachment")
    held = json.loads(answer.content)
    assert (held["address"], held["consents"][0]["wording"], held["letters"][0]["answer"]) == (PIA, "I want it", "250 ok")
    assert pia.secret not in answer.content.decode()
    own = {field.name for field in Subscriber._meta.concrete_fields} - {"id", "key", "secret"}
    assert own <= set(held), "a column that is added is told as well"
    assert rows()[:7] == before


@pytest.mark.parametrize(("form", "why"), [({}, "left"), ({"never": "yes"}, "asked")])
def test_who_is_deleted_is_gone_but_for_a_keyed_hash(pia: Subscriber, form: dict[str, str], why: str) -> None:
    Delivery.objects.create(subscriber=pia, edition=mail_rows.first_edition(), due_at=mail_rows.NOW)
    path, reader = link("preferences", pia), Reader()
    assert reader.post(path, deed="delete", **form).status_code == 200
    assert [len(table) for table in rows()[:6]] == [0] * 6
    assert Suppression.objects.get().why == why
    assert "harbour" not in str(rows())
    assert reader.get(path).status_code == 404
    reader.ask(PIA)
    assert Subscriber.objects.count() == (why == "left"), "who did not lock the address may come back"


def test_leaving_from_the_page_and_what_is_shown_afterwards(pia: Subscriber) -> None:
    reader, path = Reader(), link("preferences", pia)
    assert reader.post(path, deed="leave").status_code == 200
    left = rows()[:4]
    shown = reader.get(path).content.decode()
    assert "No letters go to" in shown
    assert [deed for deed in ("save", "leave", "download", "delete") if f'value="{deed}"' in shown] == ["download", "delete"]
    reader.post(path, **SAVE)
    assert rows()[:4] == left, "who left does not come back by an old form"


def test_one_link_changes_no_more_than_so_often_an_hour(pia: Subscriber) -> None:
    codes = {Reader(f"198.18.{n}.1").post(link("preferences", pia), deed="x").status_code for n in range(knocking.CHANGE[0][1] + 2)}
    assert codes == {200, 429}


# The form


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed() -> None:
    answer = Reader().post("/letters/join/", address='"><script>@b.example', page="/")
    assert (answer.status_code, "Quotes, brackets" in answer.content.decode(), b"<script>@" in answer.content) == (422, True, False)
    assert b"&quot;&gt;&lt;script&gt;@b.example" in answer.content
    assert Reader().post("/letters/join/").status_code == 422
    assert Subscriber.objects.count() == 0


def test_without_work_the_button_waits_and_with_a_forged_puzzle_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader()
    early = reader.ask(PIA, work=False)
    assert "Please wait a few seconds" in early.content.decode()
    assert Subscriber.objects.count() == 0
    given = hidden(early)
    for changed in ({"address": "ola@b.example"}, {"page": "/archive/"}, {"puzzle": "1-2-3"}):
        again = reader.post("/letters/join/", **{**given, **changed})
        assert hidden(again)["puzzle"] not in ("1-2-3", given["puzzle"] if "puzzle" not in changed else "")
        assert "press once more" in again.content.decode()
    assert Subscriber.objects.count() == 0
    later = datetime.now(UTC) + timedelta(seconds=5)

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return later

    monkeypatch.setattr("wirecopy.mail.views.datetime", Later)
    assert "Look into your mailbox" in reader.post("/letters/join/", **given).content.decode()
    assert Subscriber.objects.count() == 1
    Subscriber.objects.all().delete()
    assert "Look into your mailbox" in reader.post("/letters/join/", **given).content.decode()
    assert Subscriber.objects.count() == 0, "a puzzle that was used is used up, and nobody is told"


def test_a_network_asks_for_twenty_addresses_an_hour_and_no_more() -> None:
    codes = [Reader(f"198.18.5.{n}").ask(f"pia{n}@b.example").status_code for n in range(22)]
    assert codes == [200] * 20 + [429] * 2
    assert Subscriber.objects.count() == 20
    assert Reader("198.18.6.1").ask("ola@b.example").status_code == 200


def test_a_form_that_another_site_sends_is_asked_again() -> None:
    reader = Reader()
    given = hidden(reader.post("/letters/join/", address=PIA, page="/"))
    given["answer"] = mail_rows.solve(given["puzzle"])
    reader.sent["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert "puzzle" in hidden(reader.post("/letters/join/", **given))
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "/story/1-x/?y", "javascript:1", "/a\r\nb/", "/" * 9999, ""])
def test_a_page_that_is_none_of_ours_is_not_written_down(page: str) -> None:
    assert forms.page(page) == forms.JOIN


def test_where_no_letters_can_be_sent_no_address_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ())
    for answer in (Reader().get("/letters/join/"), Reader().post("/letters/join/", address=PIA, page="/")):
        assert "does not send letters yet" in answer.content.decode()
        assert b"<form" not in answer.content


def test_the_host_decides_the_edition_and_its_language() -> None:
    edition(slug="harbour", host="harbour.example:8000", masthead="Hafenblatt", language="de")
    hosts = ("harbour.example:8000", "barents.example:81", "localhost")
    shown = {host: Reader(host=host).get("/letters/join/").content.decode() for host in hosts}
    titles = [page.partition("<title>")[2].partition("</title>")[0].partition(" – ")[2] for page in shown.values()]
    assert titles == ["Hafenblatt", "The Barents Wire", "The Barents Wire"]
    assert "E-Mail-Adresse" in shown["harbour.example:8000"]


def test_without_an_edition_there_is_nothing_to_take() -> None:
    Edition.objects.all().delete()
    assert Reader().get("/letters/join/").status_code == 404


def test_other_ways_to_ask_are_refused(pia: Subscriber) -> None:
    reader = Reader()
    for way in (reader.client.put, reader.client.delete, reader.client.patch):
        assert way(link("leave", pia), **reader.sent).status_code == 405


def test_the_web_server_gives_these_addresses_to_django() -> None:
    from wirecopy.urls import urlpatterns

    found = set(begins(urlpatterns))
    assert {"/letters/join/", "/letters/confirm/", "/letters/leave/", "/letters/preferences/"} <= found
    assert "/letters/" not in found, "the archive of letters is printed"


def test_links_hold_with_and_without_the_stroke_at_their_end(pia: Subscriber) -> None:
    path = subscribing.link("", "leave", pia)
    assert [Reader().get(each).status_code for each in (path, path.rstrip("/"))] == [200, 200]
