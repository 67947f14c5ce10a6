"""What does a message that came back do to its subscriber? Dead addresses and complaints stop letters; nothing that is not proved does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings

from wirecopy.cli import main
from wirecopy.mail import links, subscribing, taking
from wirecopy.mail.models import Delivery, Mailing, Report, Subscriber, Subscription, Suppression
from wirecopy.press.models import Edition, Issue

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def edition() -> Edition:
    return Edition.objects.create(slug="north", host="north.example", masthead="The North", made_at=NOW - 60 * DAY)


@pytest.fixture
def ada(edition: Edition) -> Subscriber:
    return reader(edition, "ada")


def reader(edition: Edition, name: str, **given) -> Subscriber:
    address, agreed = f"{name}@reader.example", {"confirmed_at": NOW - 50 * DAY, "made_at": NOW - 50 * DAY}
    facts = {"address": address, "key": address, "secret": name, "standing": "active", **agreed, **given}
    one = Subscriber.objects.create(**facts)
    Subscription.objects.create(subscriber=one, edition=edition, since_at=NOW)
    return one


def letter(to: Subscriber, at: datetime = NOW, state: str = "accepted", **given) -> Delivery:
    edition = Edition.objects.get(slug="north")
    return Delivery.objects.create(
        subscriber=to, edition=edition, state=state, due_at=at, leaving_at=at, settled_at=at, **{"kind": "digest", **given}
    )  # fmt: skip


def back(delivery: Delivery | int, box: str = "letters@north.example") -> str:
    return links.return_path(settings.MAIL_KEY, box, delivery if isinstance(delivery, int) else delivery.pk)


def bounce(
    to: str, status: str = "5.1.1", said: str = "550 5.1.1 user unknown", action: str = "failed", original: str = "", n: int = 0
) -> bytes:
    lines = [
        "From: MAILER-DAEMON@mx.reader.example", f"To: {to}", f"Date: {n}", "Content-Type: multipart/report; boundary=b", "", "--b",
        "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx", "", f"Action: {action}", f"Status: {status}",
        f"Diagnostic-Code: smtp; {said}", "", "--b", "Content-Type: text/rfc822-headers", "", original, "", "--b--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def complaint(to: str, original: str = "") -> bytes:
    lines = [
        "From: feedback@big.example", f"To: {to}", "Content-Type: multipart/report; boundary=b", "", "--b",
        "Content-Type: message/feedback-report", "", "Feedback-Type: abuse", "", "--b", "Content-Type: message/rfc822", "", original, "",
        "Text.", "--b--", "",
    ]  # fmt: skip
    return "\r\n".join(lines).encode()


def standing(one: Subscriber) -> str:
    one.refresh_from_db()
    return one.standing


def why(one: Subscriber) -> str | None:
    found = Suppression.objects.filter(hash=links.suppressed(settings.MAIL_KEY, one.key)).first()
    return found and found.why


def test_a_dead_address_gets_no_more_letters_and_stays_out(ada: Subscriber, edition: Edition) -> None:
    one, waiting = letter(ada), letter(ada, state="waiting")
    assert taking.take(bounce(back(one)), NOW) == "hard"
    assert standing(ada) == "bounced"
    assert why(ada) == "bounced"
    one.refresh_from_db(), waiting.refresh_from_db()
    assert (one.state, waiting.state) == ("bounced", "dropped")
    assert "@" not in one.answer
    report = Report.objects.get()
    assert (report.kind, report.status, report.subscriber, report.delivery) == ("hard", "5.1.1", ada, one)


def test_a_complaint_stops_letters_at_once(ada: Subscriber) -> None:
    assert taking.take(complaint(back(letter(ada))), NOW) == "complaint"
    assert standing(ada) == "complained"
    assert why(ada) == "complained"


def test_a_complaint_without_an_address_is_matched_by_the_letter_that_it_brings_back(ada: Subscriber, edition: Edition) -> None:
    token = links.token(settings.MAIL_KEY, "leave", ada.pk, ada.secret)
    head = f"List-Unsubscribe: <https://north.example/letters/leave/{token}/>"
    assert taking.take(complaint("letters@north.example", head), NOW) == "complaint"
    assert standing(ada) == "complained"
    bo = reader(edition, "bo")
    issue = Issue.objects.create(edition=edition, day=NOW.date(), cadence="daily", since_at=NOW, made_at=NOW)
    mailing = Mailing.objects.create(issue=issue, made_at=NOW)
    one = letter(bo, mailing=mailing)
    head = f"Message-ID: {links.message_id(settings.MAIL_KEY, str(mailing.pk), bo.pk, 'north.example')}"
    assert taking.take(complaint("letters@north.example", head), NOW) == "complaint"
    assert standing(bo) == "complained"
    assert Report.objects.get(subscriber=bo).delivery == one


def test_a_bounced_letter_that_asks_to_confirm_is_matched_by_its_message_id(edition: Edition) -> None:
    cy = reader(edition, "cy", standing="pending", confirmed_at=None)
    one = letter(cy, kind="confirm")
    head = f"Message-ID: {links.message_id(settings.MAIL_KEY, f'confirm{one.pk}', cy.pk, 'north.example')}"
    assert taking.take(bounce("letters@north.example", original=head), NOW) == "hard"
    assert standing(cy) == "bounced"


def test_a_message_counts_once_however_often_it_is_fetched(ada: Subscriber) -> None:
    data = bounce(back(letter(ada)), "5.2.2", "mailbox full")
    assert [taking.take(data, NOW), taking.take(b"Received: again\r\n" + data, NOW + DAY)] == ["soft", "again"]
    ada.refresh_from_db()
    assert ada.soft_bounces == 1
    assert Report.objects.count() == 1


FORGED = ("letters+d{}-aaaaaaaaaa@north.example", "letters@north.example", "letters+d{}@north.example")


@pytest.mark.parametrize("to", FORGED)
@pytest.mark.parametrize("make", [bounce, complaint], ids=["bounce", "complaint"])
def test_a_forged_report_stops_nobody(ada: Subscriber, to: str, make) -> None:
    one = letter(ada)
    head = f"To: {ada.address}\r\nMessage-ID: <{one.pk}.{ada.pk}.0123456789abcdef@north.example>"
    assert taking.take(make(to.format(one.pk), original=head), NOW) == "unknown"
    assert standing(ada) == "active"
    assert why(ada) is None
    assert Report.objects.get().subscriber is None


def test_a_wrong_return_address_is_believed_in_nothing_else(ada: Subscriber) -> None:
    one = letter(ada)
    data = bounce(f"letters+d{one.pk}-aaaaaaaaaa@north.example", original=f"Return-Path: <{back(one)}>")
    assert taking.take(data, NOW) == "unknown"
    assert standing(ada) == "active"


def test_a_report_for_a_letter_that_is_not_there_is_kept_as_unknown() -> None:
    assert taking.take(bounce(back(123456)), NOW) == "unknown"
    assert Report.objects.get().kind == "unknown"
    assert taking.forget(NOW + 29 * DAY) == 0
    assert taking.forget(NOW + 31 * DAY) == 1


@pytest.mark.parametrize(("status", "said"), [("5.7.1", "550 5.7.1 spam"), ("5.2.2", "full"), ("4.4.1", "timed out"), ("5.3.4", "too big")])
def test_one_letter_that_is_not_taken_stops_nothing(ada: Subscriber, status: str, said: str) -> None:
    assert taking.take(bounce(back(letter(ada)), status, said), NOW) == "soft"
    assert standing(ada) == "active"


def soft(one: Subscriber, at: datetime, status: str = "5.2.2", arrives: bool = False) -> None:
    sent = letter(one, at)
    if not arrives:
        taking.take(bounce(back(sent), status, "full", n=sent.pk), at)


def test_five_in_a_row_over_three_days_stop(ada: Subscriber) -> None:
    for day in range(4):
        soft(ada, NOW + day * DAY)
    assert standing(ada) == "active"
    assert ada.soft_bounces == 4
    soft(ada, NOW + 4 * DAY)
    assert standing(ada) == "bounced"


def test_five_in_a_row_on_one_day_do_not_stop_and_a_sixth_later_does(ada: Subscriber) -> None:
    for hour in range(6):
        soft(ada, NOW + timedelta(hours=hour))
    assert standing(ada) == "active"
    soft(ada, NOW + 3 * DAY)
    assert standing(ada) == "bounced"


def test_a_letter_that_arrives_between_begins_the_row_anew(ada: Subscriber) -> None:
    for day in range(9):
        soft(ada, NOW + day * DAY, arrives=day == 4)
    assert standing(ada) == "active"
    assert ada.soft_bounces == 4


def test_two_reports_on_one_letter_count_once(ada: Subscriber) -> None:
    one = letter(ada)
    for n in range(6):
        assert taking.take(bounce(back(one), "5.2.2", "full", n=n), NOW + n * DAY) == "soft"
    ada.refresh_from_db()
    assert (ada.standing, ada.soft_bounces) == ("active", 1)


def test_refusals_of_us_count_against_nobody(ada: Subscriber) -> None:
    for day in range(8):
        soft(ada, NOW + day * DAY, "5.7.1")
    assert standing(ada) == "active"
    assert ada.soft_bounces == 0


def test_a_delay_changes_nothing(ada: Subscriber) -> None:
    assert taking.take(bounce(back(letter(ada)), "4.4.1", "timed out", "delayed"), NOW) == "delayed"
    assert standing(ada) == "active"
    assert Delivery.objects.get().state == "accepted"


def test_a_bounce_of_a_letter_from_before_the_address_was_confirmed_anew_is_old_news(ada: Subscriber) -> None:
    one = letter(ada, NOW - 55 * DAY)
    assert taking.take(bounce(back(one)), NOW) == "hard"
    assert standing(ada) == "active"


def test_who_writes_with_the_link_as_subject_leaves_and_may_come_back(ada: Subscriber) -> None:
    token = links.token(settings.MAIL_KEY, "leave", ada.pk, ada.secret)
    data = f"From: ada@reader.example\r\nTo: letters@north.example\r\nSubject: {token}\r\n\r\n".encode()
    assert taking.take(data, NOW) == "left"
    assert standing(ada) == "left"
    assert not subscribing.locked(ada)
    Subscriber.objects.update(standing="active")
    assert taking.take(data, NOW) == "again"
    assert standing(ada) == "active"
    wrong = data.replace(token.encode(), links.token(b"x", "leave", ada.pk, ada.secret).encode())
    assert taking.take(wrong, NOW) == "other"
    assert standing(ada) == "active"


def test_an_automatic_answer_leaves_no_row(ada: Subscriber) -> None:
    data = f"From: ada@reader.example\r\nTo: {back(letter(ada))}\r\nSubject: Out of office\r\n\r\n550 5.1.1 user unknown".encode()
    assert taking.take(data, NOW) == "reply"
    assert not Report.objects.exists()


def test_the_verbs_take_a_file_and_list_without_addresses(ada: Subscriber, tmp_path: Path) -> None:
    file = tmp_path / "bounce.eml"
    file.write_bytes(bounce(back(letter(ada)), said="550 5.1.1 <ada@reader.example> unknown"))

    def say(*words: str, given: bytes | None = None) -> str:
        return CliRunner().invoke(main, ["mail", *words], input=given).stdout

    assert say("bounces") == "nothing came back\n"
    assert say("take", str(file)).startswith("hard: ")
    assert say("take", "-", given=file.read_bytes()).startswith("again: ")
    assert CliRunner().invoke(main, ["mail", "take", str(tmp_path / "none")]).exit_code == 1
    assert "5.1.1" in say("bounces")
    assert "@" not in say("bounces")
    assert "@" not in say("bounces", "--json")
    assert ada.address in say("bounces", "--addresses")


def test_no_log_line_has_an_address(ada: Subscriber, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        taking.take(bounce(back(letter(ada)), said="550 <ada@reader.example> unknown"), NOW)
    assert caplog.records
    assert all("@" not in f"{record.getMessage()} {getattr(record, 'facts', '')}" for record in caplog.records)
