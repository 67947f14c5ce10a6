"""Does the listener take mail to our return addresses, and nothing else, from whoever talks to it and however?"""

from __future__ import annotations

import asyncio
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.conf import settings as given
from django.db import DatabaseError, connection

from wirecopy.mail import links, listening
from wirecopy.mail.listening import Door, Listener
from wirecopy.mail.models import Delivery, Report, Subscriber
from wirecopy.press.models import Edition

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
OURS = "letters+d7-abc@north.example"
RCPT = f"RCPT TO:<{OURS}>\r\n".encode()
SAID = b"From: MAILER-DAEMON\r\n\r\n550 5.1.1 user unknown\r\n..dot\r\n.\r\n"


class Stop:
    def __init__(self) -> None:
        self._event = threading.Event()
        self.is_set, self.wait, self.set = self._event.is_set, self._event.wait, self._event.set


class Taken(list):
    fails = False

    def __call__(self, data: bytes, to: str) -> str:
        if self.fails:
            raise DatabaseError("gone")
        self.append((data, to))
        return "hard"


@contextmanager
def listener(take: Callable[[bytes, str], str], lmtp: bool = False) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
    stop, there = Stop(), Listener(Door(lambda address: address == OURS, take), lmtp)
    thread = threading.Thread(target=lambda: asyncio.run(listening._listen(there, "127.0.0.1", port, stop)))
    thread.start()
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), 10) as sock:
                sock.sendall(b"QUIT\r\n")
                everything(sock)
            break
        except OSError:
            stop.wait(0.05)
    try:
        yield port
    finally:
        stop.set()
        thread.join(20)
        there.close()
        assert not thread.is_alive()


def test_a_bounce_to_one_of_ours_is_taken_as_it_was_sent() -> None:
    taken = Taken()
    with listener(taken) as port, smtplib.SMTP("127.0.0.1", port, "mx.example") as client:
        client.sendmail("", [OURS], b"Subject: x\r\n\r\n.begins with a dot\r\nEnd.\r\n")
        client.sendmail("", [OURS], b"Subject: y\r\n\r\n" + b"x" * 20_000 + b"\r\n")
    assert taken[0] == (b"Subject: x\r\n\r\n.begins with a dot\r\nEnd.\r\n", OURS)
    assert taken[1][0] == b"Subject: y\r\n\r\n" + b"x" * 20_000 + b"\r\n"


def test_over_lmtp_each_recipient_has_an_answer() -> None:
    taken = Taken()
    with listener(taken, lmtp=True) as port, socket.create_connection(("127.0.0.1", port), 10) as sock:
        sock.sendall(b"LHLO mx\r\nMAIL FROM:<>\r\n" + RCPT * 2 + b"DATA\r\nSubject: x\r\n\r\nx\r\n.\r\nQUIT\r\n")
        heard = everything(sock)
    assert heard.count(b"250 2.6.0") == 2
    assert heard.endswith(b"221 2.0.0 bye\r\n")
    assert len(taken) == 2


def everything(sock: socket.socket) -> bytes:
    heard = b""
    while some := sock.recv(65536):
        heard += some
    return heard


def test_mail_to_others_is_refused_at_the_door() -> None:
    taken = Taken()
    with listener(taken) as port, smtplib.SMTP("127.0.0.1", port, "mx.example") as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            client.sendmail("", ["ada@reader.example"], b"x")
        assert refused.value.recipients["ada@reader.example"][0] == 550
    assert not taken


def test_when_the_database_is_away_the_mail_server_keeps_it() -> None:
    taken = Taken()
    taken.fails = True
    with listener(taken) as port, smtplib.SMTP("127.0.0.1", port, "mx.example") as client:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            client.sendmail("", [OURS], b"x")
        assert refused.value.smtp_code == 451
        taken.fails = False
        client.sendmail("", [OURS], b"x")
    assert len(taken) == 1


def test_a_large_message_is_refused_by_its_size_or_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "LARGEST", 10_000)
    taken = Taken()
    with listener(taken) as port, smtplib.SMTP("127.0.0.1", port, "mx.example") as client:
        client.ehlo()
        assert client.mail("", ["SIZE=10001"])[0] == 552
        client.mail("")
        client.rcpt(OURS)
        assert client.data(b"x" * 20_000)[0] == 552
        client.sendmail("", [OURS], b"small")
    assert len(taken) == 1


TALK = {
    "nothing said": (b"QUIT\r\n", b"221"),
    "out of order": (b"EHLO x\r\nRCPT TO:<a@b>\r\nDATA\r\nQUIT\r\n", b"503 5.5.1 nobody"),
    "no greeting": (b"MAIL FROM:<>\r\nQUIT\r\n", b"503"),
    "nonsense": (b"\x00\xff\r\n" * 12, b"421 4.7.0 enough"),
    "many tries": (b"EHLO x\r\nMAIL FROM:<>\r\n" + b"RCPT TO:<a@b.example>\r\n" * 20, b"421 4.7.0 enough"),
    "no address": (b"EHLO x\r\nMAIL FROM:nobody\r\nQUIT\r\n", b"501"),
    "a long word": (b"x" * 100_000 + b"\r\n", b"220"),
    "many recipients": (b"EHLO x\r\nMAIL FROM:<>\r\n" + RCPT * 30 + b"QUIT\r\n", b"452 4.5.3"),
    "a dot without its line end": (b"EHLO x\r\nMAIL FROM:<>\r\n" + RCPT + b"DATA\r\na\n.\nMAIL FROM:<>\r\n", b"354"),
}


@pytest.mark.parametrize("name", TALK)
def test_whoever_talks_otherwise_is_answered_or_dropped(name: str) -> None:
    said, answer = TALK[name]
    taken = Taken()
    with listener(taken) as port, socket.create_connection(("127.0.0.1", port), 10) as sock:
        sock.sendall(said)
        sock.shutdown(socket.SHUT_WR)
        try:
            assert answer in everything(sock)
        except ConnectionResetError:
            assert name == "a long word"
    assert not taken


def test_who_says_nothing_is_dropped_and_too_many_are_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "IDLE", 1.0)
    monkeypatch.setattr(listening, "CONNECTIONS", 2)
    with listener(Taken()) as port:
        socks = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(2)]
        for sock in socks:
            assert sock.recv(100).startswith(b"220")
        with socket.create_connection(("127.0.0.1", port), 10) as third:
            assert third.recv(100).startswith(b"421 4.3.2")
        for sock in socks:
            assert everything(sock) == b""
            sock.close()


@pytest.mark.django_db(transaction=True)
def test_a_bounce_that_is_brought_to_the_door_stops_letters(settings) -> None:
    edition = Edition.objects.create(slug="north", host="north.example", masthead="The North", made_at=NOW)
    ada = Subscriber.objects.create(address="ada@r.example", key="ada@r.example", secret="a", standing="active", made_at=NOW)
    one = Delivery.objects.create(subscriber=ada, edition=edition, state="accepted", due_at=NOW)
    to = links.return_path(given.MAIL_KEY, "letters@north.example", one.pk)
    assert listening.ours(to)
    assert listening.ours("Letters@north.example")
    assert not listening.ours(to.replace("+d", "+d1"))
    assert not listening.ours("ada@r.example")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_BOX": f"smtp://127.0.0.1:{port}"}
    stop = Stop()
    thread = listening.start(stop)
    try:
        for _ in range(200):
            try:
                client = smtplib.SMTP("127.0.0.1", port, "mx.example", timeout=20)
                break
            except OSError:
                stop.wait(0.05)
        with client:
            client.sendmail("", [to], SAID)
    finally:
        stop.set()
        thread.join(20)
    connection.close()
    assert Subscriber.objects.get().standing == "bounced"
    assert Report.objects.get().delivery == one


def test_without_a_door_there_is_nothing_to_listen_to(settings) -> None:
    listening.listen(Stop())
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_BOX": "imaps://u:p@mail.example/"}
    listening.listen(Stop())
