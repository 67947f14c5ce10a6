"""Does a single letter leave once, signed, and is it forgotten? With real servers, rows and threads."""

from __future__ import annotations

import email
import logging
from datetime import UTC, datetime, timedelta
from email import policy
from pathlib import Path

import dkim as dkimpy
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from django.core.mail import send_mail
from newsroom_rows import edition
from smtp_server import CLOSE, serving

from wirecopy.mail import dkim, links, posting, presence
from wirecopy.mail.models import Post
from wirecopy.mail.postman import LEASE, Postman
from wirecopy.mail.relay import Patience, Relay
from wirecopy.mail.relays import Relays
from wirecopy.mail.single import single
from wirecopy.mail.subscribing import masthead

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
QUICK = Patience(open=1.0, envelope=1.0, end=1.0)
TO = "kari@desk.example"


@pytest.fixture
def postman(tmp_path: Path):
    made = []

    def make(server, doubt: str = "once", signers=()) -> Postman:
        made.append(Postman(Relays([Relay.of(server.url)]), list(signers), tmp_path / "postmen", "worker", doubt, QUICK))
        return made[-1]

    yield make
    for one in made:
        one.close()


def letter(**more):
    return single("A word for you", ["First.", "Second & last."], link="https://barents.example/x/?a=1&b=2", button="Open", **more)


def test_a_letter_leaves_once_signed_and_says_that_no_machine_need_answer(postman):
    at, key = edition(), ed25519.Ed25519PrivateKey.generate()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    row = posting.post(at, TO, letter(paper=masthead(at)), NOW)
    with serving() as server:
        one = postman(server, signers=[dkim.load("a", secret)])
        assert (one.step(NOW), one.step(NOW), one.accepted) == (1, 0, 1)
        sender, to, data = server.accepted[0]
    row.refresh_from_db()
    assert (row.state, row.tries, row.settled_at, to) == ("accepted", 1, NOW, TO) and len(server.accepted) == 1
    said = email.message_from_bytes(data, policy=policy.default)
    assert said["Auto-Submitted"] == "auto-generated" and said["Subject"] == "A word for you" and said["Precedence"] is None
    assert said["From"].addresses[0].addr_spec == "letters@barents.example"
    text, html = (part.get_content() for part in said.iter_parts())
    assert text.splitlines()[:5] == ["First.", "", "Second & last.", "", "https://barents.example/x/?a=1&b=2"]
    assert "Second &amp; last." in html and 'href="https://barents.example/x/?a=1&amp;b=2"' in html and "The Barents Wire" in html
    public = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    record = b"v=DKIM1; k=ed25519; p=" + __import__("base64").b64encode(public)
    assert dkimpy.verify(data, dnsfunc=lambda name, timeout=5: record)
    assert links.returned(b"x", sender) is None and "+d0-" in sender, "a bounce of it is no delivery's"


def test_it_is_marked_before_the_relay_hears_of_it_and_tried_again_later(postman):
    row, seen = posting.post(edition(), TO, letter(), NOW), []

    def say(stage, said, before):
        if stage == "rcpt":
            seen.append(said)
            return b"451 4.2.0 later" if not before else None
        return None

    with serving(say) as server:
        one = postman(server)
        assert one.step(NOW) == 1
        row.refresh_from_db()
        assert (row.state, row.tries, row.due_at, row.settled_at) == ("waiting", 1, NOW + timedelta(minutes=5), None)
        assert (one.step(NOW + timedelta(minutes=4)), one.step(NOW + timedelta(minutes=5))) == (0, 1)
    row.refresh_from_db()
    assert (row.state, row.tries, len(seen)) == ("accepted", 2, 2)


@pytest.mark.parametrize(("doubt", "states"), [("once", ["doubt"]), ("again", ["waiting", "accepted"])])
def test_what_is_not_known_to_have_arrived_goes_out_again_only_where_that_is_wanted(postman, doubt, states):
    row, found = posting.post(edition(), TO, letter(), NOW), []
    with serving(lambda stage, said, before: CLOSE if stage == "end" and not before else None) as server:
        one = postman(server, doubt)
        for minute in (0, 5)[: len(states)]:
            assert one.step(NOW + timedelta(minutes=minute)) == 1
            row.refresh_from_db()
            found.append(row.state)
    assert found == states


def test_a_letter_that_a_dead_sender_had_in_hand_is_in_doubt_and_a_living_one_keeps_its_own(postman, tmp_path):
    at = edition()
    alive = presence.Presence(tmp_path / "postmen", "other")
    gone = presence.Presence(tmp_path / "postmen", "gone")
    gone._file.close()  # as the system does when a program dies
    held = {"state": "leaving", "tries": 1, "leaving_at": NOW}
    rows = [posting.post(at, TO, letter(), NOW) for _ in range(4)]
    for row, sender in zip(rows, (alive.name, gone.name, "elsewhere.1", "elsewhere.2"), strict=True):
        Post.objects.filter(pk=row.pk).update(**held, sender=sender)
    Post.objects.filter(pk=rows[3].pk).update(leaving_at=NOW - LEASE - timedelta(seconds=1))
    with serving() as server:
        assert postman(server).step(NOW) == 0 and server.accepted == []
    assert list(Post.objects.order_by("pk").values_list("state", flat=True)) == ["leaving", "doubt", "leaving", "doubt"]
    alive.end()


def test_a_mark_that_nobody_holds_is_given_back(postman):
    row = posting.post(edition(), TO, letter(), NOW)
    with serving() as server:
        one = postman(server)
        Post.objects.filter(pk=row.pk).update(state="leaving", sender=one.name, tries=1)
        assert one.step(NOW) == 1 and len(server.accepted) == 1
    row.refresh_from_db()
    assert (row.state, row.tries) == ("accepted", 1)


def test_no_address_stands_in_a_log_line(postman, caplog):
    caplog.set_level(logging.DEBUG)
    posting.post(edition(), TO, letter(), NOW)
    posting.post(edition(), "no address at all", letter(), NOW)
    with serving(lambda stage, said, before: b"550 5.1.1 <kari@desk.example> unknown" if stage == "rcpt" else None) as server:
        one = postman(server)
        assert (one.step(NOW), one.step(NOW), one.step(NOW)) == (1, 1, 0)
    assert set(Post.objects.values_list("state", flat=True)) == {"failed"}
    assert "kari" not in caplog.text and "no address" not in caplog.text


def test_letters_of_django_and_allauth_wait_with_the_others(settings):
    settings.EMAIL_BACKEND = "wirecopy.mail.posting.Backend"
    edition()
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ()}
    assert send_mail("Hello", "One.", None, [TO]) == 0 and not Post.objects.exists(), "nothing that opens a door lies waiting for a relay"
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ("smtp://mx.example",)}
    send_mail("Hello\t there", "One.\n\nhttps://barents.example/reset/<x>\n\nTwo", None, [TO, "ola@desk.example"])
    first, second = Post.objects.order_by("pk")
    assert (first.address, second.address, first.state, first.edition) == (TO, "ola@desk.example", "waiting", None)
    assert first.subject == "Hello there" and "&lt;x&gt;" in first.html and "<x>" not in first.html


def test_without_an_edition_it_comes_from_the_first_and_where_there_is_none_it_fails(postman):
    row = posting.post(None, TO, letter(), NOW)
    with serving() as server:
        one = postman(server)
        one.step(NOW)
        row.refresh_from_db()
        assert (row.state, row.answer) == ("failed", "it cannot be made: LookupError")
        edition()
        row = posting.post(None, TO, letter(), NOW)
        one.step(NOW)
        assert "letters+d0-" in server.accepted[0][0]


def test_whether_letters_can_leave_is_known(settings):
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ()}
    assert posting.can_send() is False
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ("smtp://mx.example",)}
    assert posting.can_send() is True


def test_a_settled_letter_is_deleted_after_thirty_days():
    at, old = edition(), NOW - posting.KEPT - timedelta(minutes=1)
    made = [posting.post(at, TO, letter(), old) for _ in range(4)]
    for row, facts in zip(
        made, ({"state": "accepted", "settled_at": old}, {}, {"state": "failed", "settled_at": NOW}, {"state": "leaving"}), strict=True
    ):
        Post.objects.filter(pk=row.pk).update(**facts)
    assert posting.forget_posts(NOW) == "2 single letters deleted"
    assert list(Post.objects.order_by("pk").values_list("pk", flat=True)) == [made[2].pk, made[3].pk]
