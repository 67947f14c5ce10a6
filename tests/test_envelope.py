"""Does a letter say to its recipient what was meant, in lines that every server takes, and can a stranger put anything into it?"""

from __future__ import annotations

import base64
import quopri
import re
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wirecopy.mail.coding import Based, Quoted, coded
from wirecopy.mail.envelope import Common, Stencil
from wirecopy.mail.letter import LEAVE, PREFERENCES, Letter

WHEN = datetime(2024, 3, 1, 7, 30, tzinfo=timezone(timedelta(hours=-7)))
LEAVING, CHOOSING = "https://harbour.example/letters/leave/77-abcDEF_-x", "https://harbour.example/letters/preferences/77-abcDEF_-x"
TEXT = f"Vessels wait\n\n. a dot\nFrom here on\n-- \nLeave: {LEAVE}\nChoose: {PREFERENCES}\n"
HTML = f'<p>Vessels wait</p>\n<a href="{LEAVE}">leave</a>, or <a href="{PREFERENCES}">choose</a>, {LEAVE}'
COMMON = Common(
    "Harbour Times", "letters@harbour.example", "letters.harbour.example", "9:daily:harbour", f"bye@harbour.example?subject={LEAVE}"
)
PLACES = (LEAVE, PREFERENCES)


TOLD = Letter("Ten stories", HTML, TEXT)


def letter(
    told: Letter = TOLD,
    common: Common = COMMON,
    address: str = "ann@reader.example",
    message_id: str = "<9.77.00ff@harbour.example>",
    leave: str = LEAVING,
    preferences: str = CHOOSING,
    date: datetime = WHEN,
) -> bytes:
    return Stencil(told, common).to(address, message_id, leave, preferences, date)


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    return message


def part(data: bytes, kind: str) -> str:
    found = read(data).get_body((kind,))
    assert found is not None
    return found.get_content().replace("\r\n", "\n").strip()


def test_the_headers_of_a_letter() -> None:
    message = read(letter())
    assert dict(message.items()) == {
        "From": "Harbour Times <letters@harbour.example>",
        "Subject": "Ten stories",
        "List-Id": "Harbour Times <letters.harbour.example>",
        "Feedback-ID": "9:daily:harbour",
        "Precedence": "bulk",
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/alternative; boundary="=_part"',
        "To": "ann@reader.example",
        "Date": "Fri, 01 Mar 2024 07:30:00 -0700",
        "Message-ID": "<9.77.00ff@harbour.example>",
        "List-Unsubscribe": f"<{LEAVING}>, <mailto:bye@harbour.example?subject=77-abcDEF_-x>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_a_service_letter_says_that_no_machine_is_to_answer_and_offers_no_way_to_leave() -> None:
    common = Common("Harbour", "a@harbour.example", auto_submitted=True, bulk=False)
    message = read(letter(Letter("Please confirm", "<p>yes", "yes"), common, leave=""))
    assert message["Auto-Submitted"] == "auto-generated"
    assert not {"Precedence", "List-Id", "Feedback-ID", "List-Unsubscribe", "List-Unsubscribe-Post"} & set(message.keys())


def test_text_comes_first_and_each_part_has_the_links_of_its_recipient() -> None:
    data = letter(leave="https://harbour.example/l?a=1&b=2")
    assert [found.get_content_type() for found in read(data).iter_parts()] == ["text/plain", "text/html"]
    assert part(data, "plain") == TEXT.replace(LEAVE, "https://harbour.example/l?a=1&b=2").replace(PREFERENCES, CHOOSING).strip()
    link = "https://harbour.example/l?a=1&amp;b=2"
    assert part(data, "html") == HTML.replace(LEAVE, link).replace(PREFERENCES, CHOOSING)


def test_two_letters_differ_only_in_what_is_personal() -> None:
    stencil = Stencil(TOLD, COMMON)
    one = stencil.to("ann@reader.example", "<1@h.example>", "https://h.example/l/1", "https://h.example/p/1", WHEN)
    two = stencil.to("bob@reader.example", "<2@h.example>", "https://h.example/l/2", "https://h.example/p/2", WHEN)
    assert one.replace(b"ann@", b"bob@").replace(b"<1@", b"<2@").replace(b"/1", b"/2").replace(b"subject=1", b"subject=2") == two


TEXTS = ["Elf Häfen schließen", "港湾当局は火曜日に発表した" * 9, "a " * 300, "=?utf-8?B?YQ==?=", "\ud800 lone", "x" * 700, "😀" * 80]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_subject_and_a_name_come_through(text: str) -> None:
    data = letter(Letter(text, HTML, TEXT), Common(text, COMMON.from_address))
    message = read(data)
    meant = " ".join(text.encode("utf-8", "replace").decode().split())
    assert message["Subject"] == meant
    name = message_from_bytes(data)["From"].rpartition(" <")[0]
    assert str(make_header(decode_header(name))).strip() == meant
    assert message["From"].addresses[0].addr_spec == COMMON.from_address


NAMES = ['The "Daily"', "Harbour, Inc.", "a\\b", "evil@x.example", "<evil@x.example>", "Tab\there", "Zürich: news"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_name(name: str) -> None:
    addresses = read(letter(common=Common(name, COMMON.from_address)))["From"].addresses
    assert [(found.display_name, found.addr_spec) for found in addresses] == [(name.replace("\t", " "), COMMON.from_address)]


BREAKS = ("\r\n", "\n", "\r", "\x00", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c")


@pytest.mark.parametrize("end", BREAKS)
def test_no_line_end_in_a_subject_or_a_name_makes_a_header(end: str) -> None:
    text = f"News{end}Bcc: all@x.example{end}{end}<p>body"
    data = letter(Letter(text, HTML, TEXT), Common(text, COMMON.from_address))
    message = read(data)
    assert "Bcc" not in message and b"\nBcc" not in data
    assert message["Subject"] == "News Bcc: all@x.example <p>body"
    assert part(data, "plain").startswith("Vessels wait")


WRONG_ADDRESSES = [
    *(f"ann{end}Bcc: x@x.example@reader.example" for end in BREAKS),
    *(f"ann@reader.example{end}" for end in BREAKS),
    *("ann", "@reader.example", "ann@", "", "a b@x.example", "ann@a@b", "<ann@x.example>", "ann@x.example, bob@x.example"),
    *('"ann"@x.example', "ann@[127.0.0.1]", "ann(x)@x.example", "a:b@x.example", "a\\b@x.example"),
    *("a" * 320 + "@x.example", "\ud800@x.example"),
]


@pytest.mark.parametrize("address", WRONG_ADDRESSES)
def test_an_address_that_is_more_than_one_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"^the address or the message id cannot stand in a header$"):
        letter(address=address)


@pytest.mark.parametrize(
    "wrong",
    [
        *({"message_id": text} for text in ("", "9@h.example", "<9>", "<9@h.example>\r\nBcc: x", "<9@h>\n", "<a b@h>")),
        *({"leave": text} for text in ("https://h/\r\nBcc: x", "a>,<b", 'a"b', "a b", "ä", "x" * 901, "")),
        *({"preferences": text} for text in ("https://h/\r\nBcc: x", "a>,<b", 'a"b', "a b", "ä", "x" * 901, "")),
        {"date": datetime(2024, 3, 1)},
        {"common": Common("x", "a@h.example\r\nBcc: x")},
        {"common": Common("x", "a@h.example", list_id="a\r\nBcc: x")},
        {"common": Common("x", "a@h.example", feedback_id="a\nb")},
        {"common": Common("x", "a@h.example", leave_mailto="a@h.example>\r\nBcc: <x")},
    ],
)
def test_nothing_else_is_put_into_a_header(wrong: dict) -> None:
    with pytest.raises(ValueError, match=r"^(?!.*Bcc)"):
        letter(**wrong)


def test_an_address_in_another_script_is_written_as_it_is() -> None:
    data = letter(address="用户@例え.example")
    assert "To: 用户@例え.example\r\n".encode() in data
    assert read(letter(common=Common("x", "a@häfen.example")))["From"] == "x <a@xn--hfen-loa.example>"


def test_a_script_with_many_bytes_is_written_in_base64_and_latin_is_not() -> None:
    japanese = "港湾当局は火曜日に発表した。" * 60 + f"{LEAVE}。\n"
    data = letter(Letter("港", HTML, japanese))
    assert [found["Content-Transfer-Encoding"] for found in read(data).iter_parts()] == ["base64", "quoted-printable"]
    assert part(data, "plain") == japanese.replace(LEAVE, LEAVING).strip()
    assert coded("Elf Häfen schließen früher. " * 40, PLACES).name == b"quoted-printable"


SIGNS = st.text(st.one_of(st.sampled_from(" .=\t\r\nF-é港😀"), st.characters(codec="utf-8")), max_size=400)
PIECES = st.lists(SIGNS, min_size=1, max_size=6)
LINKS = st.text(st.sampled_from("a=./?&-F"), min_size=1, max_size=300)


@given(PIECES, LINKS, LINKS)
@example(["From x", "", ".", "a  "], ".", "=" * 200)
@example(["a", "b", "c", "", "d"], "x", "xy")
@settings(max_examples=300, deadline=None)
def test_both_codings_bring_every_text_through_whatever_fills_the_holes(pieces: list[str], leave: str, preferences: str) -> None:
    holes = [PLACES[number % 2] for number in range(len(pieces) - 1)]
    values = {LEAVE: leave.encode(), PREFERENCES: preferences.encode()}
    plain = [re.sub(r"\r\n?|\n", "\r\n", piece).encode() for piece in pieces]
    plain[-1] += b"\r\n"
    meant = plain[0] + b"".join(values[hole] + piece for hole, piece in zip(holes, plain[1:], strict=True))
    for kind, decode in ((Quoted, quopri.decodestring), (Based, base64.b64decode)):
        way = kind(plain, holes)
        data = b"".join((way.head, *way.rest(values)))
        assert decode(data).replace(b"\r\n", b"\n") == meant.replace(b"\r\n", b"\n")
        assert data.endswith(b"\r\n") and data.isascii()
        for line in data[:-2].split(b"\r\n"):
            assert len(line) <= 76 and not line.startswith((b".", b"From ", b"--=_"))
            assert not re.search(rb"[\r\n\t]|  | $", line)


def test_a_letter_has_no_line_that_is_too_long_or_begins_with_a_dot() -> None:
    long = "<p>" + "word " * 30_000 + "x" * 5_000 + "\n." * 50
    told = Letter("y" * 400, f"{long}{LEAVE}{long}", f"{long}{LEAVE}")
    data = letter(told, address="a" * 64 + "@" + "b" * 180 + ".example", leave="https://h/" + "c" * 890)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(line.startswith(b".") for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_date_of_any_zone() -> None:
    assert read(letter(date=WHEN.astimezone(UTC)))["Date"] == "Fri, 01 Mar 2024 14:30:00 +0000"
