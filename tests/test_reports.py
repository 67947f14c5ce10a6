"""Is a message to the return address read as its file in tests/bounces expects, and does nobody's message break the reader?"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.mail import links, mime, reports, wording

KEY = b"the key of the cases"
CASES = sorted((Path(__file__).parent / "bounces").glob("*.eml"))
RETURN = links.return_path(KEY, "letters@north.example", 4711)


def case(path: Path) -> tuple[bytes, dict[str, Any]]:
    """The first line is the expectation, the rest the message."""
    expectation, _, body = path.read_bytes().partition(b"\n")
    return body, json.loads(expectation)


def plainly(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_message_is_read_as_its_file_expects(path: Path) -> None:
    body, expected = case(path)
    found = reports.found(body, KEY)
    assert {name: plainly(getattr(found, name)) for name in expected} == expected, found


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60


PROVED = [path for path in CASES if path.stem.startswith(("dsn", "complaint", "qmail"))]


@pytest.mark.parametrize("path", PROVED, ids=lambda path: path.stem)
def test_with_another_key_nothing_is_proved(path: Path) -> None:
    found = reports.found(case(path)[0], b"another key")
    assert found.delivery is None
    assert found.message is None


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_message_cut_off_anywhere_is_read_as_far_as_it_goes(path: Path) -> None:
    body, _ = case(path)
    for at in range(0, len(body), max(len(body) // 60, 1)):
        found = reports.found(body[:at], KEY)
        assert found.kind in reports.KINDS
        assert len(found.said) <= wording.SAID


def test_the_envelope_counts_more_than_the_headers() -> None:
    body, _ = case(next(path for path in CASES if path.stem == "dsn_nobody"))
    other = links.return_path(KEY, "letters@north.example", 9)
    assert reports.found(body, KEY, other).delivery == 9
    forged = reports.found(body, KEY, "letters+d9-aaaaaaaaaa@north.example")
    assert forged.delivery is None
    assert forged.message is None
    assert forged.forged


def test_the_key_is_the_same_on_every_way_and_another_for_another_message() -> None:
    body, _ = case(next(path for path in CASES if path.stem == "dsn_nobody"))
    moved = b"Received: from a.example by b.example\r\nX-Spam: no\r\n" + body
    assert reports.found(body, KEY).key == reports.found(moved, KEY).key
    assert reports.found(body.replace(b"09:00:00", b"09:00:01"), KEY).key != reports.found(body, KEY).key


def test_nobodys_address_stands_in_what_a_server_said() -> None:
    for path in CASES:
        assert "@" not in reports.found(case(path)[0], KEY).said


def test_a_message_id_of_ours_is_known_again_and_a_changed_one_is_not() -> None:
    good = links.message_id(KEY, "confirm8", 345, "north.example")
    assert links.sent(KEY, f"x {good} y") == ("confirm8", 345)
    assert links.sent(KEY, good.replace("345", "346")) is None
    assert links.sent(KEY, good.replace("confirm8", "confirm9")) is None


PIECES = st.sampled_from(
    [
        b"Content-Type: multipart/report; boundary=b\r\n", b"Content-Type: message/delivery-status\r\n", b"--b\r\n", b"--b--\r\n", b"\r\n",
        b"Content-Type: message/rfc822\r\n", b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"Status: 5.1.1\r\n", b"Action: failed\r\n", b"Subject: =?utf-8?B?====?=\r\n", b"From: MAILER-DAEMON\r\n", b"=\r\n=zz",
        b"Content-Type: text/plain; charset=idna\r\n", b"Content-Type: text/plain; charset=zlib\r\n",
        b"Diagnostic-Code: smtp; 550 unknown user\r\n",
        b"Content-Type: message/feedback-report\r\n", b"Feedback-Type: abuse\r\n", f"To: {RETURN}\r\n".encode(), b"\x00", b"\xff\xfe",
        b"Content-Type: text/html\r\n", b"<" * 50, b" " * 50,
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.binary(max_size=40)), max_size=40))
def test_no_message_breaks_the_reader(pieces: list[bytes]) -> None:
    found = reports.found(b"".join(pieces), KEY)
    assert found.kind in reports.KINDS
    assert len(found.status) <= 20
    assert len(found.said) <= wording.SAID
    assert found.delivery in (None, 4711)


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(20_000))
HUGE = {
    "nested": NESTED,
    "letters in letters": b"Content-Type: message/rfc822\r\n\r\n" * 30_000,
    "many parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 100_000,
    "one header": b"From: MAILER-DAEMON\r\nSubject: " + b"delivery " * 100_000,
    "one line": b"From: MAILER-DAEMON\r\n\r\n" + b"user " * 200_000,
    "blanks": b"From: MAILER-DAEMON\r\n\r\n" + b" " * 1_000_000,
    "empty lines": b"From: MAILER-DAEMON\r\nTo: a\r\n" + b"\r\n \t" * 200_000,
    "encoded words": b"From: MAILER-DAEMON\r\nSubject: " + b"=?utf-8?B?YQ==?= " * 50_000,
    "addresses": b"From: MAILER-DAEMON\r\n\r\n" + b"a+d1-aaaaaaaaaa@" * 60_000,
    "pluses": b"From: MAILER-DAEMON\r\n\r\n" + b"+d" * 500_000,
    "brackets": b"From: MAILER-DAEMON\r\nContent-Type: text/html\r\n\r\n" + b"<" * 1_000_000,
    "message ids": b"From: MAILER-DAEMON\r\n\r\n" + b"<1.1.0123456789abcdef@x> " * 40_000,
    "mail box": b"From: MAILER-DAEMON\r\n\r\n" + b"mail box is " * 90_000,
    "groups": b"Content-Type: message/delivery-status\r\n\r\n" + b"Status: 5.1.1\r\n\r\n" * 60_000,
    "params": b"Content-Type: text/plain" + b"; a=b" * 100_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_or_hostile_message_takes_little_time(name: str) -> None:
    """Measured against reading an ordinary text of the length that is looked at at most."""
    plain = b"From: MAILER-DAEMON\r\n\r\n" + b"It was a day like any other at the harbour. " * 6000
    assert _seconds(HUGE[name]) < 0.1 + 30 * _seconds(plain)


def _seconds(data: bytes) -> float:
    began = time.process_time()
    assert reports.found(data, KEY).kind in reports.KINDS
    return time.process_time() - began


def test_parts_are_bounded() -> None:
    assert len(list(mime.read(HUGE["nested"]).all())) <= mime.DEEP + 1
    assert len(list(mime.read(HUGE["many parts"]).all())) <= mime.MOST
