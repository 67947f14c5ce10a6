"""Does every letter leave once, whatever happens to relays, senders and clocks? With real servers, real rows and threads."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from smtp_server import CLOSE, HANG, serving

from wirecopy.mail import claims, links, mailings, presence, watching
from wirecopy.mail.models import Delivery, Mailing, Subscriber, Subscription, Suppression
from wirecopy.mail.rate import Rate
from wirecopy.mail.relay import Patience, Relay
from wirecopy.mail.relays import Made, Relays
from wirecopy.mail.sending import Pace, Sender
from wirecopy.press.models import Edition, Issue

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday
QUICK = Patience(open=1.0, envelope=1.0, end=1.0)


def apart(deed):
    """With a connection to the database that is nobody else's."""

    def alone():
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as one:
        return one.submit(alone).result(20)


class Clock:
    """A steady clock that a test may push."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


class Plain:
    """Writes the shortest letter; which one it is stands in its subject."""

    def of(self, job, now):
        return lambda: Made("box@news.example", job.address, f"Subject: {job.mailing}.{job.subscriber}\r\n\r\nx\r\n".encode())


def rows(count: int) -> Mailing:
    edition = Edition.objects.create(slug="north", host="north.example", masthead="The North", made_at=NOW)
    for n in range(count):
        address = f"s{n}@reader.example"
        one = Subscriber.objects.create(address=address, key=address, secret=f"secret {n}", standing="active", made_at=NOW)
        Subscription.objects.create(subscriber=one, edition=edition, since_at=NOW)
    issue = Issue.objects.create(edition=edition, day=NOW.date(), since_at=NOW, made_at=NOW, told={"sections": []}, stories=1)
    return Mailing.objects.create(issue=issue, made_at=NOW)


@pytest.fixture
def sender(tmp_path):
    made = []

    def make(*servers, clock=None, writes=None, folder=tmp_path / "senders", **pace) -> Sender:
        through = Relays([server if isinstance(server, Relay) else Relay.of(server.url) for server in servers], clock or time.monotonic)
        given = Pace(**{"connections": 3, "patience": QUICK, **pace})
        made.append(Sender(through, writes or Plain(), given, folder, "worker", clock or time.monotonic))
        return made[-1]

    yield make
    for one in made:
        one.close(lambda: NOW)


def states() -> dict[str, int]:
    return dict(Counter(Delivery.objects.values_list("state", flat=True)))


def test_everybody_gets_one_letter_and_the_mailing_is_done(sender):
    mailing = rows(25)
    with serving() as server:
        sender(server).drain(lambda: NOW)
        assert Counter(server.recipients()) == Counter(f"s{n}@reader.example" for n in range(25))
        assert server.most_open <= 3 and server.connections <= 3
    mailing.refresh_from_db()
    assert (mailing.state, mailing.done_at, states()) == ("done", NOW, {"accepted": 25})
    row = Delivery.objects.first()
    assert (row.tries, row.answer, row.settled_at) == (1, "250 2.0.0 queued as 4711", NOW) and row.relay.startswith("127.0.0.1:")


def test_a_letter_is_marked_in_a_committed_row_before_the_relay_hears_of_it(sender):
    """While the server is told MAIL, another connection to the database must see the mark."""
    rows(6)
    seen = []

    def say(stage, said, before):
        if stage == "rcpt":
            seen.append(apart(lambda: Delivery.objects.get(subscriber__address=re.search("<(.*)>", said)[1]).state))

    with serving(say) as server:
        sender(server).drain(lambda: NOW)
    assert seen == ["leaving"] * 6


def test_two_senders_at_once_send_every_letter_once(sender):
    rows(60)
    with serving() as server:
        pair = [sender(server), sender(server)]

        def drain(one: Sender) -> None:
            one.drain(lambda: NOW)
            connection.close()

        threads = [threading.Thread(target=drain, args=(one,)) for one in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert Counter(server.recipients()) == Counter(f"s{n}@reader.example" for n in range(60))
        assert all(one.accepted for one in pair)
    assert states() == {"accepted": 60}


def test_who_leaves_is_suppressed_or_takes_no_letter_any_more_is_dropped(sender):
    mailing = rows(5)
    mailings.fill(mailing, NOW)
    Subscriber.objects.filter(address="s0@reader.example").update(standing="left")
    Subscription.objects.filter(subscriber__address="s1@reader.example").delete()
    from django.conf import settings

    Suppression.objects.create(hash=links.suppressed(settings.MAIL_KEY, "s2@reader.example"), why="asked", made_at=NOW)
    with serving() as server:
        sender(server).drain(lambda: NOW)
        assert sorted(server.recipients()) == ["s3@reader.example", "s4@reader.example"]
    assert states() == {"dropped": 3, "accepted": 2}


@pytest.mark.parametrize("doubt", ["once", "again"])
def test_an_answer_that_is_lost_leaves_a_doubt(sender, doubt):
    mailing = rows(4)
    with serving(lambda stage, said, before: CLOSE if stage == "end" and before == 0 else None) as server:
        one = sender(server, doubt=doubt)
        one.drain(lambda: NOW)
        assert len(server.accepted) == 4  # it had the letter, and its answer was lost
        assert states() == ({"accepted": 3, "doubt": 1} if doubt == "once" else {"accepted": 3, "waiting": 1})
        one.drain(lambda: NOW + timedelta(hours=1))
        mailing.refresh_from_db()
        assert (mailing.state, len(server.accepted)) == ("done", 4 if doubt == "once" else 5)
        counts = mailings.progress(mailing)
        assert (counts["doubt"], counts["again"]) == ((1, 0) if doubt == "once" else (0, 1))


def test_a_letter_cut_off_before_its_end_goes_out_again_at_once(sender):
    rows(3)
    with serving(lambda stage, said, before: CLOSE if stage == "rcpt" and before == 0 else None) as server:
        sender(server, connections=1).drain(lambda: NOW)
        assert sorted(server.recipients()) == [f"s{n}@reader.example" for n in range(3)]
    assert states() == {"accepted": 3}


@pytest.mark.parametrize(
    ("stage", "said"),
    [("open", b"421 busy"), ("open", HANG), ("mail", b"421 busy"), ("mail", b"550 5.7.1 no"), ("data", CLOSE), ("open", CLOSE)],
)
def test_the_next_relay_takes_over_and_the_first_is_asked_again_after_a_rest(sender, stage, said):
    rows(8)
    bad = [True]
    clock = Clock()
    with serving(lambda now, heard, before: said if now == stage and bad[0] else None) as first, serving() as second:
        one = sender(first, second, connections=2, clock=clock)
        Subscriber.objects.filter(address__gte="s4").update(hour=23)
        one.drain(lambda: NOW)
        assert len(second.accepted) == 4 and first.accepted == []
        bad[0] = False
        clock.ahead = 700
        one.drain(lambda: NOW + timedelta(days=1))
        assert (len(first.accepted), len(second.accepted)) == (4, 4)
    assert states() == {"accepted": 8}
    assert set(Delivery.objects.values_list("tries", flat=True)) == {1}


def test_while_no_relay_answers_letters_wait_and_lose_none_of_their_tries(sender):
    rows(3)
    with serving(lambda stage, said, before: b"421 busy" if stage == "open" else None) as server:
        one = sender(server)
        for _ in range(20):
            one.step(NOW)
            time.sleep(0.02)
        assert server.connections <= 3  # it rests
    assert states() == {"waiting": 3} and set(Delivery.objects.values_list("tries", flat=True)) == {0}


def test_an_address_that_is_none_is_bounced_and_a_greylisted_one_tried_later(sender):
    rows(3)

    def say(stage, said, before):
        if stage == "rcpt" and "s0@" in said:
            return b"550 5.1.1 nobody"
        return b"450 4.2.0 come again" if stage == "rcpt" and "s1@" in said and before < 10 else None

    with serving(say) as server:
        one = sender(server)
        one.drain(lambda: NOW)
        assert states() == {"accepted": 1, "bounced": 1, "waiting": 1}
        assert Subscriber.objects.get(address="s0@reader.example").standing == "bounced"
        waiting = Delivery.objects.get(state="waiting")
        assert (waiting.due_at, waiting.tries) == (NOW + timedelta(minutes=5), 1)
        one.drain(lambda: NOW + timedelta(minutes=4))
        assert states()["waiting"] == 1
        one.drain(lambda: NOW + timedelta(minutes=6))
        assert Delivery.objects.get(pk=waiting.pk).due_at == NOW + timedelta(minutes=21)


def test_many_refusals_of_us_in_a_row_pause_the_mailing_and_skip_nobody(sender):
    mailing = rows(40)
    unwanted = [True]
    with serving(lambda stage, said, before: b"550 5.7.1 we know you" if stage == "rcpt" and unwanted[0] else None) as server:
        one = sender(server)
        one.drain(lambda: NOW)
        mailing.refresh_from_db()
        assert mailing.state == "paused" and "20 letters in a row were refused by 127.0.0.1" in mailing.why
        assert states().get("failed", 0) <= 3 and Subscriber.objects.filter(standing="active").count() == 40
        unwanted[0] = False
        assert mailings.resume(mailing)
        one._look(NOW)
        one.drain(lambda: NOW)
        assert len(server.accepted) == states()["accepted"] >= 37


def test_a_letter_that_cannot_be_made_is_ours_to_mend(sender):
    class Broken:
        def of(self, job, now):
            raise KeyError("told")

    mailing = rows(30)
    with serving() as server:
        sender(server, writes=Broken()).drain(lambda: NOW)
        assert server.accepted == []
    mailing.refresh_from_db()
    assert mailing.state == "paused" and "refused by us: it cannot be made: KeyError" in mailing.why


def test_a_sample_leaves_and_the_rest_waits_for_a_word(sender):
    mailing = rows(12)
    mailings.sample(mailing, 5, NOW)
    with serving() as server:
        one = sender(server)
        one.drain(lambda: NOW)
        mailing.refresh_from_db()
        assert (len(server.accepted), mailing.state) == (5, "paused")
        mailings.resume(mailing)
        one._look(NOW)
        one.drain(lambda: NOW)
        assert len(set(server.recipients())) == len(server.accepted) == 12


def test_a_pause_holds_at_once_and_a_stop_for_good(sender):
    mailing = rows(30)

    def say(stage, said, before):
        if stage == "end" and before == 4:
            apart(lambda: mailings.pause(mailing, "held by hand"))

    with serving(say) as server:
        one = sender(server, connections=2)
        one.drain(lambda: NOW)
        held = len(server.accepted)
        assert 5 <= held <= 9
        assert mailings.stop(mailing, "ended by hand", NOW) and not mailings.resume(mailing)
        one._look(NOW)
        one.drain(lambda: NOW)
        assert len(server.accepted) == held


def test_letters_that_somebody_waits_for_go_first(sender):
    mailing = rows(9)
    mailings.fill(mailing, NOW)
    asked = Subscriber.objects.create(address="new@reader.example", key="new", secret="new", standing="pending", made_at=NOW)
    Delivery.objects.create(subscriber=asked, edition=mailing.issue.edition, kind="confirm", due_at=NOW)
    with serving() as server:
        sender(server, connections=1).drain(lambda: NOW)
        assert server.recipients()[0] == "new@reader.example" and len(server.accepted) == 10


@pytest.mark.parametrize("doubt", ["once", "again"])
def test_what_a_dead_sender_had_in_hand_is_in_doubt_and_what_a_living_one_has_is_not(sender, tmp_path, doubt):
    mailing = rows(4)
    mailings.fill(mailing, NOW)
    folder = tmp_path / "senders"
    dead, alive = (presence.Presence(folder, "worker") for _ in range(2))
    dead._file.close()  # as the system does when a program is killed
    first, second = Delivery.objects.order_by("pk")[:2]
    for row, owner in ((first, dead.name), (second, alive.name)):
        Delivery.objects.filter(pk=row.pk).update(state="leaving", sender=owner, leaving_at=NOW, tries=1)
    with serving() as server:
        sender(server, doubt=doubt).drain(lambda: NOW)
        assert len(server.accepted) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("doubt" if doubt == "once" else "waiting", "leaving")
    mailing.refresh_from_db()
    assert mailings.progress(mailing)["again"] == (doubt == "again")


def test_a_stranger_is_dead_only_after_its_lease_by_a_clock_that_does_not_jump(sender):
    rows(1)
    mailings.fill(Mailing.objects.get(), NOW)
    Delivery.objects.update(state="leaving", sender="elsewhere.1", leaving_at=NOW - timedelta(days=9), tries=1)
    clock = Clock()
    with serving() as server:
        one = sender(server, clock=clock)
        for jump in (timedelta(), timedelta(days=30), timedelta(days=-30)):  # of the clock on the wall
            clock.ahead += watching.LOOK + 1
            one.drain(lambda jump=jump: NOW + jump)
            assert states() == {"leaving": 1}
        clock.ahead += watching.LEASE
        one.drain(lambda: NOW)
        assert states() == {"doubt": 1}
        claims.settle("elsewhere.1", [claims.Settlement(Delivery.objects.get().pk, "accepted", NOW)], NOW)  # it lived after all
        assert states() == {"accepted": 1}


def test_a_database_that_goes_away_in_a_round_loses_and_doubles_nothing(sender, monkeypatch):
    rows(30)
    real, times = claims.mark, Counter()

    def flaky(*given):
        jobs = real(*given)
        times["rounds"] += bool(jobs)
        if times["rounds"] % 3 == 2 and jobs:
            times["broken"] += 1
            raise DatabaseError("gone")
        return jobs

    monkeypatch.setattr(claims, "mark", flaky)
    with serving() as server:
        one = sender(server)
        for _ in range(200):
            try:
                one.drain(lambda: NOW)
                break
            except DatabaseError:
                connection.close()
        assert times["broken"] >= 3
        assert Counter(server.recipients()) == Counter(f"s{n}@reader.example" for n in range(30))
    assert states() == {"accepted": 30} and set(Delivery.objects.values_list("tries", flat=True)) == {1}


def test_a_commit_of_which_nobody_knows_the_end_strands_no_letter(sender):
    rows(4)
    mailings.fill(Mailing.objects.get(), NOW)
    with serving() as server:
        one = sender(server)
        Delivery.objects.update(state="leaving", sender=one.name, leaving_at=NOW, tries=1)  # marked as ours, and never handed out
        one.drain(lambda: NOW)
        assert len(server.accepted) == 4 and states() == {"accepted": 4}


def test_a_mark_outlives_a_power_cut(sender):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL waits for the disk by itself")
    with serving() as server:
        sender(server).step(NOW)
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        connection.close()


def test_the_rate_holds_over_all_connections_and_starting_anew_is_no_way_around_it():
    now = [100.0]
    rate = Rate(120, lambda: now[0])  # two a second
    left = 0
    for _ in range(1000):
        now[0] += 0.01
        left += (room := rate.room(5))
        rate.take(room)
    assert 18 <= left <= 20
    now[0] += 3600
    assert rate.room(5) == 2  # what was not sent is not made up for
    assert Rate(120, lambda: now[0]).room(5) == 0
    assert Rate(0, lambda: now[0]).room(5) == 5


def test_a_sender_sends_no_faster_than_its_rate(sender):
    rows(12)
    with serving() as server:
        one = sender(server, rate=600)
        began = time.monotonic()
        one.drain(lambda: NOW)
        assert len(server.accepted) == 12 and time.monotonic() - began > 1.0
