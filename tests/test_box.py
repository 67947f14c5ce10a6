"""Is each message of a mailbox taken once, whatever happens? Against a real IMAP server, and against one that breaks off."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import DatabaseError
from imap_server import Imap, serving

from wirecopy.config import KINDS
from wirecopy.mail import box, mime
from wirecopy.mail.box import Box, visit

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
USERS = iter(range(1000))
dovecot = pytest.mark.dovecot


@pytest.fixture(scope="module")
def imap() -> Iterator[Imap]:
    with serving() as server:
        yield server


@pytest.fixture
def user() -> str:
    return f"user{next(USERS)}"


class Taken(list):
    """What was taken; `fails`: the database goes away at this message, once."""

    fails: bytes = b""

    def __call__(self, data: bytes, now: datetime) -> str:
        subject = mime.read(data).get("subject").encode()
        if subject == self.fails:
            self.fails = b""
            raise DatabaseError("gone")
        self.append(subject)
        return "hard"


def message(subject: str, body: str = "Text.") -> bytes:
    return f"From: a@b.example\r\nSubject: {subject}\r\n\r\n{body}\r\n".encode()


@dovecot
def test_each_message_is_taken_once_and_stays(imap: Imap, user: str, tmp_path: Path) -> None:
    taken, where = Taken(), Box.of(imap.url(user))
    imap.put(user, message("1"), message("2"))
    assert visit(where, tmp_path, NOW, taken) == "2 messages: 2 hard"
    assert visit(where, tmp_path, NOW, taken) == "no new messages"
    imap.put(user, message("3"))
    assert visit(where, tmp_path, NOW, taken) == "1 messages: 1 hard"
    assert taken == [b"1", b"2", b"3"]
    assert imap.seen(user) == [1, 2, 3]


@dovecot
def test_a_message_that_somebody_looked_at_first_is_taken_all_the_same(imap: Imap, user: str, tmp_path: Path) -> None:
    taken, where = Taken(), Box.of(imap.url(user))
    imap.put(user, message("1"))
    visit(where, tmp_path, NOW, taken)
    imap.put(user, message("2"))
    with imap.talk(user) as server:
        server.select()
        server.uid("STORE", "2", "+FLAGS", r"(\Seen)")
    visit(where, tmp_path, NOW, taken)
    assert taken == [b"1", b"2"]


@dovecot
def test_what_the_database_refused_is_taken_at_the_next_visit(imap: Imap, user: str, tmp_path: Path) -> None:
    taken, where = Taken(), Box.of(imap.url(user))
    taken.fails = b"2"
    imap.put(user, message("1"), message("2"), message("3"))
    with pytest.raises(DatabaseError):
        visit(where, tmp_path, NOW, taken)
    assert imap.seen(user) == [1]
    visit(where, tmp_path, NOW, taken)
    assert taken == [b"1", b"2", b"3"]


@dovecot
def test_when_the_note_is_lost_the_server_knows_what_was_taken(imap: Imap, user: str, tmp_path: Path) -> None:
    taken, where = Taken(), Box.of(imap.url(user))
    imap.put(user, message("1"))
    visit(where, tmp_path, NOW, taken)
    for file in tmp_path.iterdir():
        file.write_text("{")
    imap.put(user, message("2"))
    visit(where, tmp_path, NOW, taken)
    assert taken == [b"1", b"2"]


@dovecot
def test_a_mailbox_that_was_made_anew_is_read_from_its_beginning(imap: Imap, user: str, tmp_path: Path) -> None:
    taken, where = Taken(), Box.of(imap.url(user, "Bounces%20and%20more"))
    with imap.talk(user) as server:
        server.create('"Bounces and more"')
    imap.put(user, message("1"), message("2"), folder='"Bounces and more"')
    visit(where, tmp_path, NOW, taken)
    with imap.talk(user) as server:
        server.delete('"Bounces and more"')
        server.create('"Bounces and more"')
    imap.put(user, message("3"), folder='"Bounces and more"')
    visit(where, tmp_path, NOW, taken)
    assert taken == [b"1", b"2", b"3"]


@dovecot
def test_of_a_huge_message_only_the_front_is_fetched(imap: Imap, user: str, tmp_path: Path) -> None:
    sizes: list[int] = []
    imap.put(user, message("huge", "x" * 3_000_000))
    visit(Box.of(imap.url(user)), tmp_path, NOW, lambda data, now: sizes.append(len(data)) or "other")
    assert sizes == [mime.LONGEST]


@dovecot
def test_what_there_is_no_time_for_comes_at_the_next_visit(imap: Imap, user: str, tmp_path: Path) -> None:
    taken, where = Taken(), Box.of(imap.url(user))
    imap.put(user, message("1"))
    assert visit(where, tmp_path, NOW, taken, spare=-1) == "no new messages"
    visit(where, tmp_path, NOW, taken)
    assert taken == [b"1"]


@dovecot
@pytest.mark.parametrize(("url", "why"), [("imap://u:wrong@127.0.0.1:{}/", "failed"), ("imap://u:secret@127.0.0.1:{}/None", "exist")])
def test_a_wrong_password_or_folder_is_a_sentence(imap: Imap, tmp_path: Path, url: str, why: str) -> None:
    said = visit(Box.of(url.format(imap.port)), tmp_path, NOW, Taken())
    assert said.startswith("the mailbox at 127.0.0.1 does not answer: ")
    assert why in said
    assert "wrong" not in said


ANSWERS = [b"", b"* BYE busy\r\n", b"\x00" * 1000, b"* OK hello\r\n", b"* OK hello\r\n* BAD\r\nA BAD x\r\n"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_server_that_breaks_off_is_a_sentence(tmp_path: Path, answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(box, "TIMEOUT", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            one, _ = server.accept()
            with one:
                one.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        said = visit(Box.of(f"imap://u:p@127.0.0.1:{server.getsockname()[1]}/"), tmp_path, NOW, Taken())
        thread.join()
    assert said.startswith("the mailbox at 127.0.0.1 does not answer")


def test_nobody_there_is_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert "does not answer" in visit(Box.of(f"imap://u:p@127.0.0.1:{port}/"), tmp_path, NOW, Taken())


@pytest.mark.parametrize("url", ["imap.example", "imap://", "imaps://u:p@h:99999/", "imap://[x/", "http://h/", "lmtp://h:port"])
def test_a_wrong_address_of_a_box_stops_the_start_with_a_sentence(url: str) -> None:
    with pytest.raises(ValueError, match="use imaps://"):
        KINDS["box"](url)


@pytest.mark.parametrize("url", ["", "imaps://u%40h:p@mail.example/Bounces", "lmtp://127.0.0.1:2424", "smtp://[::1]:2525"])
def test_a_right_address_of_a_box_is_taken(url: str) -> None:
    assert KINDS["box"](url) == url


@pytest.mark.django_db
def test_the_chore_fetches_where_there_is_a_mailbox(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    assert box.fetch(NOW) == ""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_BOX": f"imap://u:p@127.0.0.1:{port}/"}
    assert "does not answer" in box.fetch(NOW)
