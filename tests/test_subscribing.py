"""Does somebody get letters only if they want them, and does whoever types their address in learn nothing? Through the pages, as sent."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import mail_rows
import pytest
from django.conf import settings
from mail_rows import Reader, hidden, link, rows, subscriber
from press_rows import edition

from wirecopy.mail import links, service, subscribing
from wirecopy.mail.letter import LEAVE
from wirecopy.mail.models import Consent, Delivery, Subscriber, Subscription, Suppression
from wirecopy.mail.phrases import PHRASES

pytestmark = pytest.mark.django_db
PIA = "pia@harbour.example"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def barents(monkeypatch: pytest.MonkeyPatch, data: Any) -> Any:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ("smtp://localhost",))
    return edition()


def confirm_link(of: Subscriber) -> str:
    return link("confirm", of, of.expires_at)


def suppress(address: str, why: str) -> None:
    Suppression.objects.create(hash=links.suppressed(settings.MAIL_KEY, address), why=why, made_at=mail_rows.NOW)


def test_from_the_form_to_the_letters_every_step_is_written_down(barents: Any) -> None:
    reader = Reader()
    answer = reader.ask("Pia@Harbour.example", page="/archive/")
    assert (answer.status_code, "Look into your mailbox" in answer.content.decode()) == (200, True)
    pia = Subscriber.objects.get()
    assert (pia.address, pia.key, pia.standing) == ("Pia@harbour.example", PIA, "pending")
    assert pia.expires_at - pia.asked_at == timedelta(days=7)
    consent = pia.consents.get()
    assert (consent.page, consent.edition, consent.confirmed_at) == ("https://barents.example/archive/", barents, None)
    assert consent.wording == PHRASES["ask_wording"][0].replace("{paper}", "The Barents Wire")
    assert [(each.kind, each.state, each.mailing) for each in pia.deliveries.all()] == [("confirm", "waiting", None)]
    assert not Subscription.objects.exists(), "nothing is taken before it is confirmed"

    shown = reader.get(confirm_link(pia))
    assert (shown.status_code, shown.content.count(b"<button>")) == (200, 1)
    assert reader.post(confirm_link(pia)).status_code == 200
    pia.refresh_from_db()
    consent.refresh_from_db()
    assert (pia.standing, pia.expires_at) == ("active", None)
    assert consent.confirmed_at == pia.confirmed_at
    assert consent.confirmed_wording in shown.content.decode()
    assert pia.subscriptions.get().edition == barents


def test_whatever_is_known_of_an_address_the_answer_is_the_same() -> None:
    subscriber("active@b.example")
    subscriber("pending@b.example", "pending", expires_at=datetime.now(UTC) + timedelta(days=1))
    subscriber("left@b.example", "left")
    for why in ("left", "bounced", "complained", "asked"):
        suppress(f"{why}-hash@b.example", why)
    known = ["active", "pending", "left", *(f"{why}-hash" for why in ("left", "bounced", "complained", "asked")), "unknown", *["often"] * 4]
    answers = [Reader(f"198.18.{n}.1").ask(f"{who}@b.example") for n, who in enumerate(known)]
    assert {(answer.status_code, answer.content, str(sorted(answer.headers.items()))) for answer in answers} == {
        (200, answers[0].content, str(sorted(answers[0].headers.items())))
    }
    sent = sorted(Delivery.objects.values_list("subscriber__address", "kind"))
    asked = ["left", "left-hash", "often", "pending", "unknown"]
    assert sent == sorted([("active@b.example", "preferences"), *((f"{who}@b.example", "confirm") for who in asked)])


def test_who_gets_letters_already_is_sent_its_link_once_a_day() -> None:
    subscriber(PIA)
    now = datetime.now(UTC)
    for hours in (0, 2, 23, 25):
        subscribing.ask(_address(PIA), mail_rows.first_edition(), "", "", now + timedelta(hours=hours))
    kinds = Delivery.objects.values_list("kind", "due_at")
    assert list(kinds) == [("preferences", now), ("preferences", now + timedelta(hours=25))]
    assert not Consent.objects.exists()


def test_an_address_is_written_to_thrice_a_day_at_most_from_however_many_networks() -> None:
    now = datetime.now(UTC).replace(minute=0)
    for minute in range(0, 600, 10):
        subscribing.ask(_address(PIA), mail_rows.first_edition(), "", "", now + timedelta(minutes=minute))
        Delivery.objects.filter(state="waiting").update(state="accepted")
    assert Delivery.objects.count() == 3
    for day in range(1, 7):
        for hour in range(0, 24, 6):
            subscribing.ask(_address(PIA), mail_rows.first_edition(), "", "", now + timedelta(days=day, hours=hour))
            Delivery.objects.filter(state="waiting").update(state="accepted")
    assert Delivery.objects.count() == 5


def test_a_letter_that_still_waits_is_not_written_twice() -> None:
    Reader().ask(PIA)
    Reader().ask(PIA, page="/archive/")
    assert (Delivery.objects.count(), Consent.objects.count()) == (1, 2)


def test_opening_any_link_however_often_changes_nothing() -> None:
    pending = subscriber("a@b.example", "pending", expires_at=datetime.now(UTC) + timedelta(days=6))
    Consent.objects.create(subscriber=pending, edition=mail_rows.first_edition(), source="form", asked_at=datetime.now(UTC))
    active = subscriber("c@b.example")
    Subscription.objects.create(subscriber=active, edition=mail_rows.first_edition(), since_at=mail_rows.NOW)
    for of in (pending, active):
        Delivery.objects.create(subscriber=of, edition=mail_rows.first_edition(), kind="confirm", due_at=mail_rows.NOW)
    gone = subscriber("d@b.example", "left")
    opened = [link(purpose, of) for purpose in links.PURPOSES for of in (pending, active, gone)]
    opened += [path.rstrip("/") for path in opened] + ["/letters/join/", f"/letters/join/?address={PIA}"]
    before = rows()
    reader = Reader()
    answers = [reader.get(path) for path in (*opened, *opened)] + [reader.client.head(path, **reader.sent) for path in opened]
    assert rows() == before
    assert {answer.status_code for answer in answers} == {200, 404}
    assert sum(answer.status_code == 404 for answer in answers) == 2 * 3, "only who left has nothing to confirm"
    for answer in answers:
        assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-store", "no-referrer", "noindex")
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert not answer.cookies
        title = answer.content.decode().partition("<title>")[2].partition("</title>")[0]
        assert "@" not in title


def test_confirming_twice_is_harmless_and_late_is_too_late() -> None:
    reader = Reader()
    reader.ask(PIA)
    pia = Subscriber.objects.get()
    path = confirm_link(pia)
    assert [reader.post(path).status_code for _ in range(2)] == [200, 200]
    once = rows()
    assert reader.post(path).status_code == 200
    assert rows() == once
    subscribing.leave(pia, datetime.now(UTC))
    left = rows()
    assert reader.post(path).status_code == 404, "an old link brings nobody back who left"
    assert rows() == left

    Reader("198.18.0.1").ask("late@harbour.example")
    late = Subscriber.objects.get(key="late@harbour.example")
    past = link("confirm", late, datetime.now(UTC) - timedelta(seconds=1))
    assert (reader.get(past).status_code, reader.post(past).status_code) == (404, 404)
    late.refresh_from_db()
    assert late.standing == "pending"


def test_links_for_something_else_of_somebody_else_or_made_up_open_nothing() -> None:
    pia, ola = subscriber(PIA), subscriber("ola@b.example")
    token = link("leave", pia).split("/")[-2]
    number, mac = token.split("-", 1)
    wrong = [
        f"/letters/preferences/{token}/", f"/letters/confirm/{token}/", f"/letters/leave/{ola.pk}-{mac}/",
        f"/letters/leave/{number}-{'A' * 22}/",
        "/letters/leave/x/", f"/letters/leave/{9**18}-{mac}/", f"/letters/leave/{token}x/", f"/letters/leave/{number}-9999999999-{mac}/",
        "/letters/leave/%00/", "/letters/leave/" + "9" * 3000 + "/",
    ]  # fmt: skip
    reader = Reader()
    for path in wrong:
        assert (reader.get(path).status_code, reader.post(path, **ONE_CLICK).status_code) == (404, 404)
    assert set(Subscriber.objects.values_list("standing", flat=True)) == {"active"}


def test_a_network_that_guesses_links_is_heard_no_more_except_to_leave() -> None:
    pia = subscriber(PIA)
    guesser, other = Reader("198.18.7.1"), Reader("198.18.8.1")
    codes = [guesser.get(f"/letters/preferences/{n}-{'A' * 22}/").status_code for n in range(40)]
    assert codes == [404] * 30 + [429] * 10
    assert Reader("198.18.7.200").get(link("preferences", pia)).status_code == 429
    assert other.get(link("preferences", pia)).status_code == 200
    assert guesser.post(link("leave", pia), **ONE_CLICK).status_code == 200
    pia.refresh_from_db()
    assert pia.standing == "left"


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_one_click_leaves_at_once_without_cookies_and_only_with_its_body(kind: str) -> None:
    pia, host = subscriber(PIA), {"HTTP_HOST": mail_rows.HOST}
    Delivery.objects.create(subscriber=pia, edition=mail_rows.first_edition(), due_at=mail_rows.NOW)
    reader = Reader()
    path = link("leave", pia).rstrip("/")
    for body in ("", "List-Unsubscribe=Two-Clicks", "x=y"):
        shown = reader.client.post(path, body, content_type="application/x-www-form-urlencoded", **host)
        assert (shown.status_code, b"<button>" in shown.content) == (200, True)
    pia.refresh_from_db()
    assert pia.standing == "active"
    body = "List-Unsubscribe=One-Click"
    if kind.startswith("multipart"):
        kind += "; boundary=x"
        body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    assert [reader.client.post(path, body, content_type=kind, **host).status_code for _ in range(2)] == [200, 200]
    pia.refresh_from_db()
    assert (pia.standing, Suppression.objects.get().why) == ("left", "left")
    assert [each.state for each in pia.deliveries.all()] == ["dropped"]


def test_who_left_may_come_back_and_gets_nothing_before_confirming(barents: Any) -> None:
    pia = subscriber(PIA)
    Subscription.objects.create(subscriber=pia, edition=barents, since_at=mail_rows.NOW)
    Consent.objects.create(subscriber=pia, edition=barents, source="import", asked_at=mail_rows.NOW)
    reader = Reader()
    reader.post(link("leave", pia), **ONE_CLICK)
    reader.ask(PIA)
    pia.refresh_from_db()
    assert (pia.standing, Suppression.objects.count()) == ("pending", 1)
    assert "0 unconfirmed addresses deleted, 1 that came back" in subscribing.forget_unconfirmed(datetime.now(UTC) + timedelta(days=8))
    pia.refresh_from_db()
    assert (pia.standing, pia.consents.count()) == ("left", 2), "what was agreed to is kept"
    reader.ask(PIA)
    pia.refresh_from_db()
    reader.post(confirm_link(pia))
    pia.refresh_from_db()
    assert (pia.standing, Suppression.objects.count(), pia.subscriptions.count()) == ("active", 0, 1)


def test_who_never_asked_can_lock_the_address_for_good() -> None:
    reader = Reader()
    reader.ask(PIA)
    pia = Subscriber.objects.get()
    answer = reader.post(link("leave", pia), **ONE_CLICK)
    assert "even if somebody enters it here" in answer.content.decode()
    assert Suppression.objects.get().why == "asked"
    reader.ask(PIA)
    assert [(each.kind, each.state) for each in Delivery.objects.all()] == [("confirm", "dropped")]
    assert reader.post(confirm_link(pia)).status_code == 404
    subscribing.forget_unconfirmed(datetime.now(UTC) + timedelta(days=8))
    assert (Subscriber.objects.count(), Suppression.objects.count()) == (0, 1)
    reader.ask(PIA)
    assert Subscriber.objects.count() == 0


def test_a_stronger_reason_is_never_weakened() -> None:
    pia = subscriber(PIA)
    subscribing.leave(pia, mail_rows.NOW, "complained")
    subscribing.leave(pia, mail_rows.NOW)
    pia.refresh_from_db()
    assert (pia.standing, Suppression.objects.get().why) == ("complained", "complained")


def test_unconfirmed_addresses_are_deleted_after_seven_days_and_no_others(barents: Any) -> None:
    now = datetime.now(UTC)
    Reader().ask(PIA)
    subscriber("active@b.example"), subscriber("left@b.example", "left"), subscriber("imported@b.example", confirmed_at=None)
    subscribing.forget_unconfirmed(now + timedelta(days=6, hours=23))
    assert Subscriber.objects.count() == 4
    assert subscribing.forget_unconfirmed(now + timedelta(days=7, minutes=1)).startswith("1 unconfirmed")
    assert set(Subscriber.objects.values_list("key", flat=True)) == {"active@b.example", "left@b.example", "imported@b.example"}
    assert (Consent.objects.count(), Delivery.objects.count(), Suppression.objects.count()) == (0, 0, 0)


def test_no_address_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    reader = Reader()
    with caplog.at_level(logging.INFO):
        reader.ask(PIA)
        reader.post("/letters/join/", address="pia@@harbour.example")
        pia = Subscriber.objects.get()
        for purpose in links.PURPOSES:
            reader.get(link(purpose, pia))
            reader.get(f"/letters/{purpose}/{pia.pk}-{'A' * 22}/")
        reader.post(confirm_link(pia))
        reader.post(link("preferences", pia), deed="delete")
    assert "harbour.example" not in caplog.text.replace("%40", "@")


def test_a_service_letter_says_nothing_that_a_stranger_typed_and_nothing_else(barents: Any) -> None:
    masthead = subscribing.masthead(barents)
    for language in ("en", "de", "fr", "es", "nb", "ar"):
        confirm = service.confirm(masthead, "https://barents.example/letters/confirm/1-2/", language)
        choose = service.preferences(masthead, "https://barents.example/letters/preferences/1-2/", language)
        for made in (confirm, choose):
            assert "\n" not in made.subject
            assert [part.count("/letters/") for part in (made.html, made.text)] == [1, 1]
            assert barents.tagline not in made.html + made.text
            assert not set("{}") & set(made.text + made.html)
        assert [confirm.html.count(LEAVE), confirm.text.count(LEAVE), choose.html.count(LEAVE)] == [1, 1, 0]


def _address(text: str) -> Any:
    from wirecopy.mail.addresses import address

    return address(text)


def test_hidden_fields_are_all_that_a_form_remembers() -> None:
    assert set(hidden(Reader().post("/letters/join/", address=PIA, page="/"))) == {"address", "page", "puzzle", "answer"}
