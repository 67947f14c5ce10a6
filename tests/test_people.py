"""Does a list bring letters to those who confirmed, and to nobody else? And does it go out again whole?"""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import mail_rows
import pytest
from click.testing import CliRunner, Result
from django.conf import settings
from mail_rows import subscriber
from press_rows import edition

from wirecopy.cli_mail import mail
from wirecopy.cli_mail_people import REFUSED
from wirecopy.config import WrongSetting
from wirecopy.mail import links, mailings, people, people_export, retention, subscribing, suppression
from wirecopy.mail.addresses import Address, address
from wirecopy.mail.models import Consent, Delivery, Mailing, Report, Subscriber, Subscription, Suppression
from wirecopy.press.models import Issue

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
THEN = datetime(2021, 3, 1, 10, 2, tzinfo=UTC)
TOUCHED = ("secret", "made_at", "since_at", "asked_at", "expires_at", "due_at", "id", "subscriber_id")
LIST = """email,status,confirmed at,unsubscribed at,name
ann@x.example,subscribed,2021-03-01 10:02,,Ann
bo@x.example,subscribed,,,Bo
cy@x.example,pending,,,Cy
di@x.example,unsubscribed,2021-03-01 10:02,,Di
ed@x.example,cleaned,2021-03-01 10:02,,Ed
flo@x.example,spam,2021-03-01 10:02,,Flo
not an address,subscribed,2021-03-01 10:02,,Gus
ANN@x.example,subscribed,2021-03-01 10:02,,Ann once more
"""


@pytest.fixture(autouse=True)
def barents(data: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ("smtp://localhost",))
    return edition()


def bring(folder: Path, text: str, *options: str, slug: str = "barents") -> Result:
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(mail, ["import", str(file), "--edition", slug, *options])


def refused(folder: Path) -> dict[int, str]:
    file = folder / "list.refused.csv"
    return {int(line["line"]): line["why"] for line in csv.DictReader(file.open(encoding="utf-8"))} if file.exists() else {}


def standings() -> dict[str, str]:
    return dict(Subscriber.objects.values_list("key", "standing"))


def held(whom: str) -> str | None:
    found = address(whom)
    assert isinstance(found, Address)
    row = suppression.held(found)
    return row.why if row else None


def state() -> list[Any]:
    """All rows, without numbers, secrets and times of the import."""
    return [
        sorted(str({name: value for name, value in row.items() if name not in TOUCHED}) for row in table) for table in mail_rows.rows()
    ]  # fmt: skip


def test_only_who_confirmed_gets_letters_and_who_wants_none_is_remembered(tmp_path: Path, barents: Any) -> None:
    done = bring(tmp_path, LIST)
    assert done.exit_code == REFUSED
    assert standings() == {"ann@x.example": "active"}
    assert {who: held(f"{who}@x.example") for who in ("ann", "bo", "di", "ed", "flo")} == {
        "ann": None, "bo": None, "di": "left", "ed": "bounced", "flo": "complained"
    }  # fmt: skip
    assert list(refused(tmp_path)) == [3, 4, 8]
    assert (refused(tmp_path)[3], refused(tmp_path)[4]) == ("no confirmation is recorded", "it was not confirmed")
    consent = Consent.objects.get()
    assert (consent.source, consent.edition, consent.confirmed_at, consent.asked_at, consent.note) == ("import", barents, THEN, THEN, "")
    assert Subscription.objects.get().edition == barents
    assert not Delivery.objects.exists()
    assert "1 new to the letter of The Barents Wire, 1 were there already" in done.output
    assert (tmp_path / "list.refused.csv").stat().st_mode & 0o777 == 0o600


def test_the_word_of_the_editor_stands_for_those_of_whom_the_list_says_nothing_else(tmp_path: Path) -> None:
    bring(tmp_path, LIST, "--confirmed")
    assert standings() == {"ann@x.example": "active", "bo@x.example": "active"}
    assert Consent.objects.get(subscriber__key="bo@x.example").note == f"confirmed on the editor’s word, {datetime.now(UTC):%Y-%m-%d}"
    assert Consent.objects.get(subscriber__key="ann@x.example").note == ""


def test_who_did_not_confirm_is_asked_once_and_can_confirm(tmp_path: Path, barents: Any) -> None:
    done = bring(tmp_path, LIST, "--ask")
    assert list(refused(tmp_path)) == [8]
    assert "2 are asked to confirm" in done.output
    assert sorted(Delivery.objects.values_list("subscriber__key", "kind", "state")) == [
        ("bo@x.example", "confirm", "waiting"), ("cy@x.example", "confirm", "waiting")
    ]  # fmt: skip
    before = state()
    bring(tmp_path, LIST, "--ask")
    assert state() == before
    bo, now = Subscriber.objects.get(key="bo@x.example"), datetime.now(UTC)
    assert (bo.standing, bo.subscriptions.count()) == ("pending", 0)
    letter = subscribing.letter(Delivery.objects.get(subscriber=bo), now)
    assert letter and "/letters/confirm/" in letter.text
    assert subscribing.confirm(bo, barents, "the words", now)
    assert standings()["bo@x.example"] == "active"
    assert bring(tmp_path, LIST, "--ask").exit_code == REFUSED
    assert Delivery.objects.count() == 2
    subscribing.forget_unconfirmed(now + timedelta(days=8))
    assert set(standings()) == {"ann@x.example", "bo@x.example"}


def test_without_a_relay_nobody_can_be_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ())
    assert isinstance(bring(tmp_path, LIST, "--ask").exception, WrongSetting)
    assert not Subscriber.objects.exists()


def test_nobody_is_asked_more_often_than_the_form_may(tmp_path: Path) -> None:
    for _ in range(2):
        bring(tmp_path, "email\nbo@x.example\n", "--ask")
        Subscriber.objects.all().delete()
    bring(tmp_path, "email\nbo@x.example\n", "--ask")
    assert not Subscriber.objects.exists()
    assert refused(tmp_path) == {2: "it was asked several times of late"}


@pytest.mark.parametrize("options", [[], ["--confirmed"], ["--ask"], ["--ask", "--confirmed"]])
def test_a_list_taken_twice_changes_nothing(tmp_path: Path, options: list[str]) -> None:
    subscriber("di@x.example")
    subscriber("cy@x.example", "pending", expires_at=NOW)
    bring(tmp_path, LIST, *options)
    before, said = state(), refused(tmp_path)
    assert standings()["di@x.example"] == "left"
    bring(tmp_path, LIST, *options)
    assert (state(), refused(tmp_path)) == (before, said)


@pytest.mark.parametrize("why", Suppression.WHYS)
def test_who_wants_no_letters_stays_that_way_whatever_a_list_says(tmp_path: Path, why: str) -> None:
    mark = links.suppressed(settings.MAIL_KEY, "ann@x.example")
    Suppression.objects.create(hash=mark, why=why, made_at=NOW)
    assert bring(tmp_path, LIST, "--ask", "--confirmed").exit_code == REFUSED
    assert "ann@x.example" not in standings()
    assert refused(tmp_path)[2] == people.WANTS_NONE[why]
    assert held("ann@x.example") == why


@pytest.mark.parametrize("standing", ["left", "bounced", "complained"])
def test_a_list_brings_nobody_back(tmp_path: Path, standing: str) -> None:
    subscriber("ann@x.example", standing)
    bring(tmp_path, LIST, "--ask", "--confirmed")
    assert standings()["ann@x.example"] == standing


def test_who_confirmed_here_after_leaving_elsewhere_stays(tmp_path: Path) -> None:
    subscriber("ann@x.example", confirmed_at=NOW)
    subscriber("bo@x.example", confirmed_at=NOW - timedelta(days=9999))
    bring(tmp_path, "email,unsub_time\nann@x.example,2020-01-01\nbo@x.example,2020-01-01\n")
    assert standings() == {"ann@x.example": "active", "bo@x.example": "left"}


def test_an_address_that_waits_for_its_confirmation_is_confirmed_by_a_list_that_has_one(tmp_path: Path, barents: Any) -> None:
    subscriber("ann@x.example", "pending", expires_at=NOW + timedelta(days=3))
    bring(tmp_path, LIST)
    ann = Subscriber.objects.get(key="ann@x.example")
    assert (ann.standing, ann.expires_at, ann.confirmed_at, ann.subscriptions.get().edition) == ("active", None, THEN, barents)


def test_another_edition_is_added_but_not_one_that_was_given_up(tmp_path: Path, barents: Any) -> None:
    coast = edition(slug="coast", host="coast.example", masthead="The Coast")
    bring(tmp_path, LIST)
    bring(tmp_path, LIST, slug="coast")
    ann = Subscriber.objects.get(key="ann@x.example")
    assert {one.edition for one in ann.subscriptions.all()} == {barents, coast}
    subscribing.prefer(ann, subscribing.Choice(takes={barents.pk: []}), "words", NOW)
    bring(tmp_path, LIST, slug="coast")
    assert [one.edition for one in ann.subscriptions.all()] == [barents]


def test_of_several_lines_for_one_address_the_last_stop_holds(tmp_path: Path) -> None:
    text = "email,status\n" + "ann@x.example,confirmed\n" * 3 + "Ann@x.example,unsubscribed\nann@x.example,confirmed\n"
    bring(tmp_path, text)
    assert (standings(), held("ann@x.example")) == ({"ann@x.example": "left"}, "left")


def test_a_file_that_is_no_list_says_so_and_changes_nothing(tmp_path: Path) -> None:
    for text in ("", "Name,Town\nAnn,Ness\n", "\x00\x01"):
        done = bring(tmp_path, text)
        assert (done.exit_code, done.output.count("Error: ")) == (1, 1)
    assert bring(tmp_path, LIST, slug="nowhere").exit_code == 1
    assert not Subscriber.objects.exists() and not (tmp_path / "list.refused.csv").exists()
    assert [file.name for file in tmp_path.iterdir() if "list" in file.name] == ["list.csv"]


def test_a_list_in_cp1252_with_semicolons_and_a_broken_letter_is_read(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"sep=;\r\nName;E-Mail;Status\r\nZo\xeb;zo\xeb@x.example;confirmed\r\n\x81;bo@x.example;confirmed\r\n")
    assert CliRunner().invoke(mail, ["import", str(file), "--edition", "barents"]).exit_code == 0
    assert set(standings()) == {"zoë@x.example", "bo@x.example"}


def test_what_goes_out_comes_in_again_as_it_was(tmp_path: Path, barents: Any) -> None:
    subscriber("+ann@x.example", confirmed_at=THEN, cadence="weekly", hour=7, zone="Europe/Oslo", language="nb")
    ann = Subscriber.objects.get()
    Subscription.objects.create(subscriber=ann, edition=barents, sections=["world", "energy"], since_at=NOW)
    agreed = {"page": "https://barents.example/a?b=1", "wording": '=Yes, "send" it\nto me', "note": "-1", "confirmed_wording": "@ok"}
    Consent.objects.create(subscriber=ann, edition=barents, source="form", asked_at=THEN, confirmed_at=THEN, **agreed)
    for who, standing in (("di", "left"), ("ed", "bounced"), ("flo", "complained")):
        subscriber(f"{who}@x.example", standing, left_at=NOW)
    asked = subscriber("cy@x.example", "pending", expires_at=NOW)
    Consent.objects.create(subscriber=asked, edition=barents, source="form", asked_at=NOW)
    file = tmp_path / "out.csv"
    assert CliRunner().invoke(mail, ["export", str(file)]).exit_code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    text = file.read_text(encoding="utf-8")
    assert len(list(csv.reader(io.StringIO(text)))) == 6
    assert not [cell for line in csv.reader(io.StringIO(text)) for cell in line if cell.startswith(("=", "+", "-", "@"))]
    before = [list(Subscriber.objects.filter(pk=ann.pk).values(*people_export.HEADER[4:8])), ann.address]
    Subscriber.objects.all().delete()

    assert bring(tmp_path, text).exit_code == REFUSED
    assert refused(tmp_path) == {7: "it was not confirmed"}
    ann = Subscriber.objects.get()
    assert [list(Subscriber.objects.values(*people_export.HEADER[4:8])), ann.address] == before
    consent = ann.consents.get()
    assert {name: getattr(consent, name) for name in agreed} == agreed
    assert (consent.asked_at, consent.confirmed_at, ann.confirmed_at) == (THEN, THEN, THEN)
    assert ann.subscriptions.get().sections == ["world", "energy"]
    assert [held(f"{who}@x.example") for who in ("di", "ed", "flo")] == ["left", "bounced", "complained"]


def test_an_export_of_one_edition_has_its_people_alone_and_an_import_leaves_others_out(tmp_path: Path, barents: Any) -> None:
    coast = edition(slug="coast", host="coast.example", masthead="The Coast")
    for who, which in (("ann", [barents]), ("bo", [coast]), ("cy", [barents, coast]), ("di", [])):
        one = subscriber(f"{who}@x.example")
        for each in which:
            Subscription.objects.create(subscriber=one, edition=each, since_at=NOW)
    pending = subscriber("ed@x.example", "pending", expires_at=NOW)
    Consent.objects.create(subscriber=pending, edition=coast, source="form", asked_at=NOW)
    text = CliRunner().invoke(mail, ["export", "--edition", "coast"]).output
    assert [line["address"][:2] for line in csv.DictReader(io.StringIO(text))] == ["bo", "cy", "ed"]
    everyone = CliRunner().invoke(mail, ["export"]).output
    Subscriber.objects.all().delete()
    assert "take other editions" in bring(tmp_path, everyone).output
    assert set(standings()) == {"ann@x.example", "cy@x.example"}


def test_an_export_holds_a_page_of_it_in_memory_and_no_more(barents: Any) -> None:
    many = [Subscriber(address=f"{n}@x.example", key=f"{n}@x.example", secret=str(n), standing="active", made_at=NOW) for n in range(5000)]
    Subscriber.objects.bulk_create(many)
    Subscription.objects.bulk_create(Subscription(subscriber=one, edition=barents, since_at=NOW) for one in many)
    agreed = {"edition": barents, "source": "import", "asked_at": NOW, "wording": "x" * 2000}
    Consent.objects.bulk_create(Consent(subscriber=one, **agreed) for one in many)
    del many

    class Nowhere(io.StringIO):
        def write(self, text: str) -> int:
            return len(text)

    tracemalloc.start()
    counts = list(people_export.write(Nowhere(), barents))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counts[-1] == 5000
    assert peak < 5_000_000, "5,000 such wordings alone are twice as much"


def test_suppressing_looking_lifting_and_forgetting(tmp_path: Path) -> None:
    def say(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(mail, list(words))
        return done.exit_code, done.output.strip()

    subscriber("ann@x.example")
    subscriber("ed@x.example", "bounced")
    assert say("suppress", "Ann@X.example", "--look") == (0, "it is not held")
    assert say("suppress", "Ann@X.example")[0] == 0
    assert (standings()["ann@x.example"], held("ann@x.example")) == ("left", "asked")
    assert say("suppress", "ann@x.example", "--look")[1].endswith("(asked)")
    assert say("suppress", "nobody@x.example")[0] == 0 and held("nobody@x.example") == "asked"
    assert say("suppress", "nobody@x.example", "--lift")[0] == 0 and held("nobody@x.example") is None
    assert say("suppress", "nobody@x.example", "--lift") == (1, "Error: it is not held")
    assert say("suppress", "ed@x.example", "--lift")[0] == 0
    assert standings()["ed@x.example"] == "left", "so that the form lets its owner come back"
    assert say("suppress", "no address")[0] == 1
    assert say("forget", "ed@x.example")[0] == 0
    assert (set(standings()), held("ed@x.example")) == ({"ann@x.example"}, "left")
    assert say("forget", "ed@x.example")[0] == 1
    bring(tmp_path, "email,status\ned@x.example,confirmed\n")
    assert "ed@x.example" not in standings()


def test_old_letters_become_numbers_and_old_reports_go(barents: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    old, ann = NOW - timedelta(days=61), subscriber("ann@x.example")
    days = [(old + timedelta(days=n)).date() for n in range(3)]
    made = [Issue.objects.create(edition=barents, cadence="daily", day=day, since_at=old, made_at=old) for day in days]
    over = Mailing.objects.create(issue=made[0], state="done", made_at=old, done_at=old, counts={"again": 2, "accepted": 1})
    fresh = Mailing.objects.create(issue=made[1], state="done", made_at=NOW, done_at=NOW)
    held_up = Mailing.objects.create(issue=made[2], state="paused", made_at=old)
    for n, state in enumerate(["accepted"] * 5 + ["bounced", "doubt", "dropped"]):
        Delivery.objects.create(mailing=over, subscriber=subscriber(f"{n}@x.example"), edition=barents, state=state, due_at=old)
    for one in (fresh, held_up):
        Delivery.objects.create(mailing=one, subscriber=ann, edition=barents, state="waiting", due_at=old)
    for state, settled_at in (("accepted", old), ("accepted", NOW), ("waiting", None), ("leaving", None)):
        Delivery.objects.create(subscriber=ann, edition=barents, kind="confirm", state=state, due_at=old, settled_at=settled_at)
    for key, came_at in (("a", NOW - timedelta(days=366)), ("b", NOW - timedelta(days=364))):
        Report.objects.create(box_key=key, kind="hard", subscriber=ann, came_at=came_at)
    before = mailings.progress(over)

    assert retention.forget_letters(NOW) == "8 old letters counted and deleted, 2 others, 1 reports"
    over.refresh_from_db()
    assert {state: count for state, count in before.items() if count} == {"accepted": 6, "bounced": 1, "doubt": 1, "dropped": 1, "again": 2}
    assert mailings.progress(over) == before
    left = Counter(Delivery.objects.values_list("kind", "state"))
    assert left == {("digest", "waiting"): 2, ("confirm", "accepted"): 1, ("confirm", "leaving"): 1}
    assert retention.forget_letters(NOW) == "0 old letters counted and deleted, 0 others, 0 reports"


def test_no_line_of_the_log_has_an_address(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(0, "wirecopy"):
        done = bring(tmp_path, LIST, "--ask", "--confirmed")
    assert "x.example" not in caplog.text + done.output
