"""Which issue goes to whom, and when? Once a day, at the reader's own hour, caught up once; filled in steps that a kill cannot break."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, connection
from smtp_server import serving

from wirecopy import parts
from wirecopy.cli import main
from wirecopy.mail import mailings
from wirecopy.mail.models import Delivery, Mailing, Subscriber, Subscription, Suppression
from wirecopy.press.models import Edition, Issue

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday
TODAY = NOW.date()
STORY = {
    "id": 1, "copy": 1, "path": "/story/1-quay/", "shown_at": "2026-11-25T05:00:00+00:00", "headline": "The quay is mended",
    "language": "en", "place": "KIRKENES", "region": "", "text": "It took a year.", "outlet": "Fjord Post", "outlet_slug": "fjord-post",
    "original_url": "https://fjord-post.example/1", "chain": [], "also_in": [], "also": 0,
}  # fmt: skip


def told(*sections: str) -> dict:
    stories = {name: {**STORY, "headline": f"News of {name}"} for name in sections}
    parts = [{"slug": name, "name": name, "path": f"/{name}/", "stories": [one], "teasers": [], "more": 0} for name, one in stories.items()]
    said = {"day": "2026-11-25", "cadence": "daily", "path": "", "number": len(parts), "outlets": 1}
    return {**said, "updated": [], "notices": [], "sections": parts}


@pytest.fixture
def edition() -> Edition:
    made_at = NOW - timedelta(days=60)
    return Edition.objects.create(slug="north", host="north.example", masthead="The North", zone="Europe/Oslo", made_at=made_at)


def subscriber(edition: Edition, name: str, sections=(), **given) -> Subscriber:
    address = f"{name}@reader.example"
    one = Subscriber.objects.create(**{"address": address, "key": address, "secret": name, "standing": "active", "made_at": NOW, **given})
    Subscription.objects.create(subscriber=one, edition=edition, sections=list(sections), since_at=NOW)
    return one


def issue(edition: Edition, day: date = TODAY, cadence: str = "daily", sections=("harbour",)) -> Issue:
    return Issue.objects.create(edition=edition, day=day, cadence=cadence, since_at=NOW, made_at=NOW, told=told(*sections), stories=1)


class Press:
    """Makes issues as the press does, and remembers when it was asked."""

    def __init__(self, empty: bool = False) -> None:
        self.empty, self.made = empty, []

    def __call__(self, edition: Edition, cadence: str, now: datetime) -> Issue | None:
        day = now.astimezone(mailings.zone(edition.zone)).date()
        found = {"since_at": now, "made_at": now, "told": {} if self.empty else told("harbour")}
        made, new = Issue.objects.get_or_create(edition=edition, cadence=cadence, day=day, defaults=found)
        if new:
            self.made.append((cadence, now))
        return made if made.told else None


def run(press: Press, start: datetime, end: datetime, asleep=lambda now: False, step: timedelta = timedelta(minutes=20)) -> list[str]:
    while start <= end:
        if not asleep(start):
            mailings.make_due(press, start)
        start += step
    return [f"{cadence} {at:%a %d %H:%M}" for cadence, at in press.made]


def test_letters_come_out_at_their_hour_each_once(edition, settings):
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ("smtp://127.0.0.1",)}
    start = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)  # a Friday; six in Oslo is five in UTC
    Issue.objects.create(edition=edition, cadence="daily", day=start.date(), since_at=start, made_at=start)
    Issue.objects.create(edition=edition, cadence="weekdays", day=start.date(), since_at=start, made_at=start)
    Issue.objects.create(edition=edition, cadence="weekly", day=date(2026, 11, 16), since_at=start, made_at=start)
    assert run(Press(), start, start + timedelta(days=4, hours=-1)) == [
        "daily Sat 21 05:00", "daily Sun 22 05:00", "daily Mon 23 05:00", "weekdays Mon 23 05:00", "weekly Mon 23 05:00",
        "daily Tue 24 05:00", "weekdays Tue 24 05:00",
    ]  # fmt: skip
    assert Mailing.objects.count() == 7


def test_what_was_slept_through_is_caught_up_once(edition):
    start = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    for cadence, day in (("daily", 20), ("weekdays", 20), ("weekly", 16)):
        Issue.objects.create(edition=edition, cadence=cadence, day=date(2026, 11, day), since_at=start, made_at=start)
    woken = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # on Tuesday night: Monday's weekly letter was missed, and today's others are to come
    done = run(Press(), start, woken + timedelta(hours=20), asleep=lambda now: now < woken)
    assert done == ["weekly Tue 24 01:00", "daily Tue 24 05:00", "weekdays Tue 24 05:00"]


def test_a_new_edition_sends_nothing_of_the_time_before_it(edition):
    Edition.objects.update(made_at=NOW)
    press = Press()
    assert run(press, NOW, NOW + timedelta(hours=19)) == []
    assert run(press, NOW + timedelta(hours=20), NOW + timedelta(hours=21)) == ["daily Thu 26 05:00", "weekdays Thu 26 05:00"]


def test_a_clock_that_jumps_makes_no_second_letter_of_a_day(edition, settings):
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ("smtp://127.0.0.1",)}
    press = Press()
    for jump in (0, 26, 0, -26, 0, 48, 0, 26):
        mailings.make_due(press, NOW + timedelta(hours=jump))
    days = list(Issue.objects.filter(cadence="daily").values_list("day", flat=True))
    assert len(days) == len(set(days)) and Mailing.objects.filter(issue__cadence="daily", issue__day=NOW.date()).count() == 1


def test_an_hour_that_the_clocks_leave_out_has_its_letter_all_the_same(edition):
    Edition.objects.update(letter_hour=2)  # on 28 March 2027 Oslo goes from two to three
    edition.refresh_from_db()
    assert mailings.due_at(date(2027, 3, 28), 2, "Europe/Oslo") == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
    here = datetime(2027, 3, 28, 12, 0, tzinfo=mailings.zone("Europe/Oslo"))
    assert mailings.last_due("daily", 2, here).date() == date(2027, 3, 28)


def test_without_a_relay_issues_are_made_and_nothing_is_saved_up_to_be_sent(edition):
    press = Press()
    mailings.make_due(press, NOW)
    assert press.made and not Mailing.objects.exists()
    empty = Press(empty=True)
    assert mailings.make_due(empty, NOW + timedelta(days=1)) == "no letter is due" and empty.made


def test_an_issue_whose_mailing_was_cut_off_by_a_kill_gets_it(edition, settings):
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ("smtp://127.0.0.1",)}
    today, old = issue(edition), issue(edition, NOW.date() - timedelta(days=1))
    mailings.make_due(Press(), NOW)
    assert Mailing.objects.filter(issue=today).exists() and not Mailing.objects.filter(issue=old).exists()


def test_each_is_due_at_their_own_hour_in_their_own_zone_and_only_who_takes_it(edition):
    other = Edition.objects.create(slug="south", host="south.example", masthead="The South", made_at=NOW)
    plain = subscriber(edition, "plain")
    tokyo = subscriber(edition, "tokyo", hour=20, zone="Asia/Tokyo")
    late = subscriber(edition, "late", hour=23)
    honolulu = subscriber(edition, "honolulu", hour=7, zone="Pacific/Honolulu")
    lost = subscriber(edition, "lost", hour=22, zone="Nowhere/Atall")
    subscriber(edition, "weekly", cadence="weekly")
    subscriber(edition, "left", standing="left")
    subscriber(edition, "pending", standing="pending")
    subscriber(other, "other")
    gone = subscriber(edition, "gone")
    from django.conf import settings

    from wirecopy.mail import links

    Suppression.objects.create(hash=links.suppressed(settings.MAIL_KEY, gone.key), why="complained", made_at=NOW)
    mailing = mailings.make(issue(edition), NOW)
    mailings.fill(mailing, NOW)
    due = {row.subscriber_id: row.due_at for row in Delivery.objects.all()}
    assert due == {
        plain.pk: NOW,  # six in Oslo is over
        tokyo.pk: NOW.replace(hour=11),
        late.pk: NOW.replace(hour=22),
        honolulu.pk: NOW.replace(hour=17),
        lost.pk: NOW.replace(hour=22),
    }


def test_filling_goes_on_where_it_was_and_a_second_one_writes_nothing_twice(edition, monkeypatch):
    for n in range(25):
        subscriber(edition, f"s{n:02}", cadence="weekly" if n % 5 == 0 else "daily")
    mailing = mailings.make(issue(edition), NOW)
    monkeypatch.setattr(mailings, "CHUNK", 4)
    stale = Mailing.objects.select_related("issue__edition").get(pk=mailing.pk)
    assert mailings.fill(mailing, NOW) == 4
    assert mailings.fill(stale, NOW) == 0  # another sender was quicker, and it begins with the same rows
    for _ in range(3):
        again = Mailing.objects.select_related("issue__edition").get(pk=mailing.pk)
        mailings.fill(again, NOW)
    while again.filled_at is None:
        mailings.fill(again, NOW)
    assert Delivery.objects.count() == Delivery.objects.values("subscriber").distinct().count() == 20
    mailing.refresh_from_db()
    assert mailing.filled_at == NOW


def test_a_kill_while_rows_are_written_leaves_rows_and_cursor_together(edition, monkeypatch):
    for n in range(9):
        subscriber(edition, f"s{n}")
    mailing = mailings.make(issue(edition), NOW)

    with monkeypatch.context() as broken, pytest.raises(DatabaseError):
        broken.setattr(mailings, "_WRITE", mailings._WRITE.replace("kind", "no_such_column"))  # the cursor is written, the rows are not
        mailings.fill(mailing, NOW)
    mailing.refresh_from_db()
    assert (mailing.filled_to, Delivery.objects.count()) == (0, 0)
    assert mailings.fill(mailing, NOW) == 9


def test_a_step_of_filling_reads_no_more_than_its_chunk(edition):
    """However many subscribers there are: by the index of active ones, and a range of subscriptions."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan is SQLite's")
    found = Subscriber.objects.filter(standing="active", cadence="daily", pk__gt=5).order_by("pk").values_list("pk", "key")[:10]
    assert "subscriber_active" in found.explain() and "TEMP B-TREE" not in found.explain()


@pytest.fixture
def relay(settings):
    with serving() as server:
        settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": (server.url,), "MAIL_FROM": "letters@north.example"}
        yield server


def test_a_mailing_goes_out_with_each_readers_own_links_and_sections(edition, relay, data):
    whole, part = subscriber(edition, "whole"), subscriber(edition, "part", ["harbour"])
    nothing = subscriber(edition, "nothing", ["sports"])
    mailing = mailings.make(issue(edition, sections=("harbour", "world")), NOW)
    assert parts.mail_once() == 2
    letters = {to: (sender, message_from_bytes(data, policy=policy.default)) for sender, to, data in relay.accepted}
    assert set(letters) == {whole.address, part.address}
    assert Delivery.objects.get(subscriber=nothing).state == "dropped"
    for one in (whole, part):
        sender, letter = letters[one.address]
        delivery = Delivery.objects.get(subscriber=one)
        assert re.fullmatch(rf"letters\+d{delivery.pk}-[a-z2-7]{{10}}@north\.example", sender)
        assert letter["Message-ID"].startswith(f"<{mailing.pk}.{one.pk}.") and letter["To"] == one.address
        leave = letter["List-Unsubscribe"].strip("<>")
        assert leave.startswith(f"https://north.example/letters/leave/{one.pk}-")
        text = letter.get_body(("plain",)).get_content()
        assert leave in text and f"/letters/preferences/{one.pk}-" in text
        assert ("News of world" in text) == (one == whole) and "News of harbour" in text
    mailing.refresh_from_db()
    assert mailing.state == "done"


def test_a_letter_that_asks_to_confirm_brings_its_link(edition, relay, data):
    asked = subscriber(edition, "asked", standing="pending", expires_at=datetime.now(UTC) + timedelta(days=7))
    late = subscriber(edition, "late", standing="pending", expires_at=datetime.now(UTC) - timedelta(minutes=1))
    for one in (asked, late):
        Delivery.objects.create(subscriber=one, edition=edition, kind="confirm", due_at=NOW)
    assert parts.mail_once() == 1
    letter = message_from_bytes(relay.accepted[0][2], policy=policy.default)
    assert letter["Auto-Submitted"] == "auto-generated" and letter["List-Id"] is None
    assert f"https://north.example/letters/confirm/{asked.pk}-" in letter.get_body(("plain",)).get_content()
    assert Delivery.objects.get(subscriber=late).state == "dropped"


def said(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["mail", *words])
    assert done.exit_code == code, done.output
    return done.output


def test_the_verbs_hold_a_mailing_and_let_it_go_and_show_how_far_it_is(edition, relay, data):
    for n in range(5):
        subscriber(edition, f"s{n}")
    assert "no mailing yet" in said("status")
    mailing = mailings.make(issue(edition), NOW)
    assert "is held" in said("pause") and "mailing 1 is paused" in said("pause", code=1).replace(str(mailing.pk), "1")
    assert "held by hand" in said("status")
    parts.mail_once()
    assert relay.accepted == []
    assert "goes on" in said("resume", str(mailing.pk))
    parts.mail_once()
    assert len(relay.accepted) == 5
    shown = json.loads(said("status", "--json"))["mailings"][0]
    assert (shown["state"], shown["letters"], shown["deliveries"]["accepted"]) == ("done", 5, 5)
    assert "no mailing is on its way" in said("stop", "--yes", code=1)


def test_a_sample_of_today_goes_out_first(edition, relay, data):
    for n in range(5):
        subscriber(edition, f"s{n}")
    day = datetime.now(UTC).astimezone(mailings.zone(edition.zone)).date()
    Issue.objects.create(edition=edition, day=day, since_at=NOW, made_at=NOW, told=told("harbour"))
    assert "goes to 2" in said("sample", "2")
    parts.mail_once()
    assert len(relay.accepted) == 2 and Mailing.objects.get().state == "paused"


def test_a_test_letter_leaves_no_row(edition, relay, data):
    issue(edition)
    assert "accepted, 250" in said("test", "me@reader.example")
    assert "[Test] News of harbour" in relay.accepted[0][2].decode() and not Delivery.objects.exists()
    assert "it did not leave" in said("test", "no address", code=1)


def test_without_a_relay_the_verb_says_what_to_set_and_the_part_idles(edition, data, caplog):
    class Stop(parts.Stop):
        def wait(self, seconds: float) -> None:
            self.set()

    caplog.set_level("INFO", "wirecopy.mail")
    assert parts.post(Stop()) is None
    assert [record.message for record in caplog.records] == ["WIRECOPY_MAIL_RELAYS is empty: no letters leave"]
    assert CliRunner().invoke(main, ["mail"]).exit_code == 78


def test_a_key_that_cannot_be_read_stops_the_part_with_a_sentence(edition, relay, data, settings, tmp_path, caplog):
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_DKIM": (("s1", tmp_path / "gone.pem"),)}
    assert parts.post(parts.Stop()) == 78
    assert "gone.pem" in caplog.text
