"""Does a letter get to a relay, and is every way in which that can end told apart? Against a real server that misbehaves."""

from __future__ import annotations

import socket
import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
from smtp_server import CLOSE, HANG, serving

from wirecopy.mail.answers import DELAYS, about_the_relay, verdict
from wirecopy.mail.relay import Answer, Patience, Relay
from wirecopy.mail.smtp import Connection

LETTER = b"Subject: a test\r\n\r\nOne line.\r\n.\r\n..two dots\r\nend\r\n"
QUICK = Patience(open=0.6, envelope=0.6, end=0.6)


def send(server, letter: bytes = LETTER, to: str = "a@reader.example", utf8: bool = False, url: str = "") -> Answer:
    connection = Connection(Relay.of(url or server.url), QUICK)
    answer = connection.open() or connection.send("box+d1@news.example", to, letter, utf8)
    connection.close()
    return answer


def at(stage: str, answer: bytes, times: int = 99):
    return lambda now, said, before: answer if now == stage and before < times else None


@pytest.mark.parametrize("offers", [("PIPELINING", "SIZE 1000"), ("HELP",)], ids=["pipelined", "one word at a time"])
def test_a_letter_arrives_byte_for_byte_and_the_connection_takes_a_second_one(offers):
    with serving(offers=offers) as server:
        connection = Connection(Relay.of(server.url), QUICK)
        assert connection.open() is None
        for number in range(2):
            answer = connection.send(f"box+d{number}@news.example", "a@reader.example", LETTER)
            assert (answer.kind, answer.stage, answer.code, answer.text) == ("accepted", "end", 250, "2.0.0 queued as 4711")
        connection.close()
        assert server.accepted == [(f"box+d{number}@news.example", "a@reader.example", LETTER) for number in range(2)]
        assert server.connections == 1 and server.words[-1].upper() == "QUIT"


@pytest.mark.parametrize("offers", [("PIPELINING",), ("HELP",)], ids=["pipelined", "one word at a time"])
@pytest.mark.parametrize(
    ("stage", "said", "kind"),
    [
        ("mail", b"550 5.7.1 not from you", "refused"),
        ("mail", b"451 4.3.0 later", "later"),
        ("rcpt", b"550 5.1.1 nobody of that name", "refused"),
        ("rcpt", b"450 4.2.1 greylisted", "later"),
        ("data", b"554 5.5.0 no", "refused"),
        ("end", b"554 5.7.1 spam", "refused"),
        ("end", b"452 4.3.1 the disk is full", "later"),
    ],
)
def test_a_refusal_is_told_by_its_stage_and_the_next_letter_goes_over_the_same_connection(stage, said, kind, offers):
    with serving(at(stage, said, times=1), offers=offers) as server:
        connection = Connection(Relay.of(server.url), QUICK)
        assert connection.open() is None
        answer = connection.send("box@news.example", "a@reader.example", LETTER)
        assert (answer.kind, answer.stage, answer.code, str(answer)) == (kind, stage, int(said[:3]), said.decode())
        assert connection.is_open
        assert connection.send("box@news.example", "b@reader.example", LETTER).kind == "accepted"
        connection.close()


@pytest.mark.parametrize(
    ("stage", "said", "kind"),
    [
        ("open", b"421 4.3.2 too many", "lost_before"),
        ("open", b"554 5.7.1 go away", "lost_before"),
        ("open", HANG, "lost_before"),
        ("open", CLOSE, "lost_before"),
        ("ehlo", HANG, "lost_before"),
        ("mail", b"421 4.3.2 closing", "lost_before"),
        ("mail", HANG, "lost_before"),
        ("rcpt", CLOSE, "lost_before"),
        ("data", HANG, "lost_before"),
        ("data", b"hello?", "lost_before"),
        ("content", CLOSE, "lost_before"),
        ("end", HANG, "lost_after"),
        ("end", CLOSE, "lost_after"),
        ("end", b"hello?", "lost_after"),
        ("end", b"421 4.3.2 closing", "later"),
    ],
)
def test_a_connection_that_is_lost_is_told_by_whether_the_letter_can_have_arrived(stage, said, kind):
    letter = LETTER + b"x" * 60 + b"\r\n"
    if stage == "content":
        letter += (b"y" * 60 + b"\r\n") * 200_000  # more than fits into the buffers on the way
    with serving(at(stage, said)) as server:
        began = time.monotonic()
        answer = send(server, letter)
        assert answer.kind == kind
        assert time.monotonic() - began < 10
        if kind == "lost_before":
            assert server.accepted == []


def test_a_relay_that_says_no_and_hangs_up_has_said_no():
    def say(stage, said, before):
        return b"550 5.1.1 nobody" if stage == "rcpt" else CLOSE if stage == "data" else None

    with serving(say) as server:
        assert (answer := send(server)).kind == "refused" and answer.stage == "rcpt"


def test_a_relay_that_asks_for_a_letter_to_nobody_gets_none():
    def say(stage, said, before):
        return b"550 5.1.1 nobody" if stage == "rcpt" else b"354 go on" if stage == "data" else None

    with serving(say) as server:
        assert send(server).kind == "refused"
        time.sleep(0.1)
        assert server.accepted == []


def test_a_relay_that_dribbles_is_not_waited_for_beyond_the_time_it_has():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        def dribble() -> None:
            one, _ = listening.accept()
            with one:
                try:
                    for _ in range(100):
                        one.sendall(b"220-x\r\n")
                        time.sleep(0.1)
                except OSError:
                    pass

        import threading

        thread = threading.Thread(target=dribble, daemon=True)
        thread.start()
        began = time.monotonic()
        connection = Connection(Relay("127.0.0.1", listening.getsockname()[1]), QUICK)
        answer = connection.open()
        assert answer is not None and answer.kind == "lost_before" and time.monotonic() - began < 3
        thread.join(5)


def test_a_relay_that_talks_without_end_is_left():
    with serving(at("ehlo", b"250-" + b"x" * 200_000)) as server:
        assert send(server).kind == "lost_before"


def test_nobody_at_the_port_is_no_exception():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    answer = Connection(Relay("127.0.0.1", port), QUICK).open()
    assert answer is not None and answer.kind == "lost_before" and answer.stage == "open"


@pytest.mark.parametrize("address", ["a@x.example>\r\nRCPT TO:<b@x.example", "a b@x.example", "a", "a@x.example\n", "<a@x.example>", ""])
def test_an_address_that_breaks_out_of_its_brackets_is_put_to_no_relay(address):
    with serving() as server:
        answer = send(server, to=address)
        assert answer.kind == "refused" and verdict(answer, 1, "once").state == "bounced"
        assert not any(word.startswith("RCPT") for word in server.words)


def test_letters_beyond_ascii_go_only_where_they_are_taken():
    with serving() as server:
        assert send(server, to="grüße@reader.example", utf8=True).kind == "accepted"
        assert server.recipients() == ["grüße@reader.example"]
        assert any(word.startswith("MAIL") and word.endswith("SMTPUTF8") for word in server.words)
    with serving(offers=("PIPELINING",)) as server:
        answer = send(server, to="grüße@reader.example", utf8=True)
        assert (answer.kind, verdict(answer, 1, "once").state, verdict(answer, 1, "once").nobody) == ("refused", "failed", False)


def test_a_lone_line_end_cannot_end_the_letter():
    with serving() as server:
        assert send(server, b"a: b\r\n\r\none\n.\nMAIL FROM:<evil@x.example>\r\n").kind == "accepted"
        assert server.accepted[0][2] == b"a: b\r\n\r\none\r\n.\r\nMAIL FROM:<evil@x.example>\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that signs itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    folder = tmp_path_factory.mktemp("tls")
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key").write_bytes(key.private_bytes(*form))
    (folder / "cert").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert", folder / "key")
    return context


def test_a_password_goes_over_tls_and_the_relay_is_greeted_anew(certificate):
    with serving(tls=certificate, offers=("PIPELINING", "AUTH PLAIN")) as server:
        answer = send(server, url=f"smtp://letters%40news.example:p%3Ass@127.0.0.1:{server.port}")
        assert answer.kind == "accepted"
        words = [word.partition(" ")[0].upper() for word in server.words]
        assert words[:4] == ["EHLO", "STARTTLS", "EHLO", "AUTH"]


def test_a_certificate_that_is_not_good_ends_it_unless_that_is_set(certificate):
    with serving(tls=certificate, implicit=True) as server:
        assert send(server, url=f"smtps://127.0.0.1:{server.port}").kind == "accepted"  # nobody stands between on loopback
        strict = Relay("127.0.0.1", server.port, implicit=True)
        answer = Connection(strict, QUICK).open()
        assert answer is not None and answer.text.startswith("its certificate is not good")


def test_a_wrong_password_is_trouble_of_the_relay():
    with serving(at("auth", b"535 5.7.8 who are you"), offers=("AUTH PLAIN",)) as server:
        answer = send(server, url=f"smtp://user:pass@127.0.0.1:{server.port}")
        assert (answer.kind, answer.stage, answer.code) == ("lost_before", "open", 535) and about_the_relay(answer)


def test_a_password_stands_in_no_line_that_shows_a_relay():
    relay = Relay.of("smtp://user:secret@mx.example")
    assert relay.port == 587 and "secret" not in repr(relay) + relay.name
    assert (Relay.of("smtps://mx.example").port, Relay.of("smtp://mx.example").port) == (465, 25)
    assert Relay.of("smtp://mx.example?verify=no").verify is False


@pytest.mark.parametrize(
    ("kind", "stage", "said", "state", "nobody", "strike"),
    [
        ("accepted", "end", "250 ok", "accepted", False, False),
        ("refused", "rcpt", "550 5.1.1 <a@x.example>: nobody", "bounced", True, False),
        ("refused", "rcpt", "550 5.1.10 recipient not found", "bounced", True, False),
        ("refused", "rcpt", "550 No such user here", "bounced", True, False),
        ("refused", "rcpt", "550 Mailbox a@x.example unknown", "bounced", True, False),
        ("refused", "rcpt", "550 5.2.2 over quota", "bounced", False, False),
        ("refused", "rcpt", "550 blocked", "bounced", False, False),
        ("refused", "rcpt", "550 5.7.1 you are on a list", "failed", False, True),
        ("refused", "end", "550 5.7.26 not authenticated", "failed", False, True),
        ("refused", "end", "554 rejected as spam", "failed", False, True),
        ("refused", "rcpt", "553 5.1.8 bad sender", "failed", False, True),
        ("refused", "mail", "530 5.7.0 log in first", "waiting", False, True),
        ("refused", "mail", "552 5.3.4 too big", "failed", False, False),
        ("later", "mail", "451 4.7.1 too fast", "waiting", False, False),
        ("later", "rcpt", "450 4.2.0 greylisted", "waiting", False, False),
        ("lost_before", "data", "0 gone", "waiting", False, False),
        ("lost_after", "end", "0 gone", "doubt", False, False),
    ],
)
def test_what_becomes_of_a_letter(kind, stage, said, state, nobody, strike):
    code, _, text = said.partition(" ")
    found = verdict(Answer(kind, stage, int(code), text), 1, "once")
    assert (found.state, found.nobody, found.strike) == (state, nobody, strike)


def test_a_letter_is_tried_for_two_days_and_trouble_of_a_relay_is_none_of_its_tries():
    later = Answer("later", "rcpt", 450, "4.2.0 greylisted")
    waits = [verdict(later, tries, "once") for tries in range(1, 20)]
    assert [one.wait for one in waits[: len(DELAYS)]] == sorted(DELAYS)
    assert timedelta(days=2) <= sum(DELAYS, timedelta()) < timedelta(days=2.2)
    assert {one.state for one in waits[len(DELAYS) :]} == {"failed"}
    assert not verdict(Answer("lost_before", "open"), 1, "once").counts
    again = verdict(Answer("lost_after", "end"), 1, "again")
    assert again.state == "waiting" and again.wait
