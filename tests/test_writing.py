"""Does a letter say what may be said at the moment at which it leaves, and only to who is still there?"""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import press_rows as rows
import pytest
from django.db import transaction
from mail_rows import subscriber
from press_rows import NOW

from wirecopy.desk.models import Story
from wirecopy.desk.noticing import kill
from wirecopy.mail import claims, mailings, subscribing
from wirecopy.mail.addresses import Address
from wirecopy.mail.claims import Job
from wirecopy.mail.models import Mailing, Subscriber, Subscription
from wirecopy.mail.writing import FRESH, Writer
from wirecopy.press.issuing import make_issue
from wirecopy.press.models import Edition
from wirecopy.wire.models import Outlet

pytestmark = pytest.mark.django_db(transaction=True)
OPENED = "The opening may be shown by all who ask."


def marked(mailing: Mailing | None) -> list[Job]:
    with transaction.atomic():
        return claims.mark("here", mailing, 9, NOW + timedelta(days=1))  # whatever hour of the day is the reader's


def said(writer: Writer, job: Job, now: datetime) -> str:
    make = writer.of(job, now)
    assert make
    part = message_from_bytes(make().data, policy=policy.default).get_body(("plain",))
    assert part
    return str(part.get_content())


def on_its_way(edition: Edition) -> list[Job]:
    at = NOW - timedelta(hours=2)
    rows.copy(rows.outlet("Cascade Press"), rows.article("Net prices", at, standfirst=OPENED), at)
    rows.print_all()
    issue = make_issue(edition, "daily", NOW)
    assert issue
    mailing = mailings.make(issue, NOW)
    Subscription.objects.create(subscriber=subscriber("ines@reader.example"), edition=edition, since_at=NOW)
    assert mailings.fill(mailing, NOW) == 1
    return marked(mailing)


def test_a_text_that_its_outlet_takes_back_while_letters_leave_goes_out_no_more(data: Path) -> None:
    (job,) = on_its_way(rows.edition())
    writer = Writer()
    assert OPENED in " ".join(said(writer, job, NOW).split())
    Outlet.objects.update(rights="headline")
    later = said(writer, job, NOW + FRESH + timedelta(seconds=1))
    assert "Net prices" in later and OPENED not in " ".join(later.split())


def test_a_story_that_is_killed_while_letters_leave_goes_out_no_more(data: Path) -> None:
    edition = rows.edition()
    (job,) = on_its_way(edition)
    writer = Writer()
    assert "Net prices" in said(writer, job, NOW)
    kill(edition, Story.objects.get(), "Ada", "forged", "It did not hold up.", "", NOW)
    assert writer.of(job, NOW + timedelta(seconds=1)) is None, "nothing else was new, so there is no letter"


def test_who_is_forgotten_while_a_letter_is_in_hand_stops_no_other(data: Path) -> None:
    edition = rows.edition()
    subscribing.ask(Address("ola@reader.example", "ola@reader.example"), edition, "/", "I want it.", NOW)
    (job,) = marked(None)
    writer = Writer()
    assert "/letters/confirm/" in said(writer, job, NOW)
    subscribing.forget(Subscriber.objects.get(), NOW)
    assert writer.of(job, NOW) is None


def test_a_mailing_that_is_gone_with_its_edition_says_nothing(data: Path) -> None:
    edition = rows.edition()
    (job,) = on_its_way(edition)
    edition.delete()
    assert Writer().of(job, NOW) is None
