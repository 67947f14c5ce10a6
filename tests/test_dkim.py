"""Are our signatures believed by somebody else's verifier, and broken by what a signature is to guard against?"""

from __future__ import annotations

import re
from datetime import UTC, datetime

import dkim as dkimpy
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.mail.dkim import KINDS, Signer, load, made, published
from wirecopy.mail.envelope import Common, Stencil
from wirecopy.mail.letter import LEAVE, PREFERENCES, Letter

WHEN = datetime(2024, 3, 1, 7, 30, tzinfo=UTC)
KEYS = {kind: load(kind, made(kind)) for kind in KINDS}
LETTER = Letter(
    "Ten stories", f'<p>Hello</p> <a href="{LEAVE}">leave</a> <a href="{PREFERENCES}">choose</a>', f"Hello\n\n{LEAVE}\n{PREFERENCES}\n"
)
COMMON = Common(
    "The Harbour Times", "letters@harbour.example", "letters.harbour.example", "12:daily:harbour", f"leave@harbour.example?subject={LEAVE}"
)
LINKS = ("https://harbour.example/letters/leave/77-abcDEF_-x", "https://harbour.example/letters/preferences/77-abcDEF_-x")


def written(
    letter: Letter = LETTER, common: Common = COMMON, address: str = "ann@reader.example", links: tuple[str, str] = LINKS, kinds=KINDS
) -> bytes:
    return Stencil(letter, common, [KEYS[kind] for kind in kinds]).to(address, "<9.77.00ff@harbour.example>", *links, WHEN)


def names(name: bytes, timeout: int = 5) -> bytes:
    selector = name.decode().split("._domainkey.")[0]
    return KEYS[selector].record().encode()


def believed(letter: bytes, count: int = 2) -> list[bool]:
    """Of each signature: does dkimpy believe it?"""
    found = []
    for number in range(count):
        try:
            found.append(bool(dkimpy.DKIM(letter).verify(idx=number, dnsfunc=names)))
        except dkimpy.DKIMException:
            found.append(False)
    return found


def test_both_kinds_of_signature_are_believed() -> None:
    letter = written()
    assert letter.count(b"DKIM-Signature:") == 2
    assert believed(letter) == [True, True]
    assert [line for line in letter.split(b"\r\n") if len(line) > 78] == []


@pytest.mark.parametrize("kind", KINDS)
def test_one_signature_alone(kind: str) -> None:
    assert believed(written(kinds=[kind]), 1) == [True]


LONG = "Elf Häfen schließen früher, und niemand sagt, weshalb; ein Bericht in sieben Teilen " * 8


@pytest.mark.parametrize(
    ("letter", "common", "address"),
    [
        (Letter(LONG, LETTER.html, LETTER.text), COMMON, "ann@reader.example"),
        (Letter("plain words " * 60, LETTER.html, LETTER.text), COMMON, "ann@reader.example"),
        (Letter("", LETTER.html, LETTER.text), COMMON, "ann@reader.example"),
        (LETTER, Common("Žurnál přístavu, „denně“", COMMON.from_address, COMMON.list_id), "ann@reader.example"),
        (LETTER, Common('Harbour "Daily", Inc. \\ (the)', COMMON.from_address, COMMON.list_id), "ann@reader.example"),
        (LETTER, Common("", "letters@häfen.example"), "ann@reader.example"),
        (LETTER, COMMON, "用户@例え.example"),
        (LETTER, COMMON, "ann@xn--hfen-loa.example"),
        (LETTER, COMMON, "a" * 64 + "@" + ".".join(["b" * 60] * 4)),
        (LETTER, Common("x", "a@harbour.example", auto_submitted=True, bulk=False), "ann@reader.example"),
        (Letter("dots", f"<p>.\n..\n.hidden\n{LEAVE}.\n.", f".\n..a\n{LEAVE}.\n{PREFERENCES}\n.\n\n\n"), COMMON, "ann@reader.example"),
        (Letter("blanks", f"<p>  a\t \tb   \n \t\n   {LEAVE}   ", f"a  b \n\t{PREFERENCES}\t \n  \n"), COMMON, "ann@reader.example"),
        (
            Letter("港", "<p>港湾当局は火曜日に発表した。" * 90 + LEAVE, "港湾当局は火曜日に発表した。" * 90 + LEAVE + "。" + PREFERENCES),
            COMMON,
            "ann@reader.example",
        ),
    ],
)
def test_whatever_a_letter_holds_both_signatures_are_believed(letter: Letter, common: Common, address: str) -> None:
    assert believed(written(letter, common, address)) == [True, True]


@given(st.text(max_size=300), st.text(max_size=200), st.text(max_size=60), st.integers(1, 900))
@settings(max_examples=150, deadline=None)
def test_any_text_is_signed_rightly(subject: str, body: str, name: str, length: int) -> None:
    letter = Letter(subject, f"{body}{LEAVE}{body}", f"{body}{LEAVE}{PREFERENCES}{body}")
    link = "https://h.example/" + ("=./x" * 300)[: length - 18] if length > 18 else "https://h.example/"
    signed = written(letter, Common(name, "a@harbour.example", "l.harbour.example"), links=(link, LINKS[1]), kinds=["ed25519"])
    assert believed(signed, 1) == [True]
    assert b"\n" not in signed.replace(b"\r\n", b"") and b"\r" not in signed.replace(b"\r\n", b"")
    assert max(map(len, signed.split(b"\r\n"))) <= 998
    assert not re.search(rb"(?m)^\.", signed)


def test_a_long_link_that_is_folded_on_the_way_is_still_believed() -> None:
    letter = written()
    assert letter.count(b"List-Unsubscribe: <https://harbour.example/letters/leave/77-abcDEF_-x>,\r\n <mailto:") == 1
    refolded = letter.replace(b">,\r\n <mailto:", b">,   \r\n\t\t <mailto:").replace(b"Subject: Ten", b"SUBJECT:   Ten")
    assert refolded != letter
    assert believed(refolded) == [True, True]


CHANGES = [
    (b"List-Unsubscribe: <https://harbour", b"List-Unsubscribe: <https://other"),
    (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b""),
    (b"List-Unsubscribe-Post: List-Unsubscribe=One-Click", b"List-Unsubscribe-Post: List-Unsubscribe=Two-Clicks"),
    (b"From: ", b"From: other@x.example\r\nFrom: "),
    (b"Subject: ", b"Subject: Buy\r\nSubject: "),
    (b"MIME-Version: ", b"Reply-To: other@x.example\r\nMIME-Version: "),
    (b"MIME-Version: ", b"Auto-Submitted: auto-replied\r\nMIME-Version: "),
    (b"To: ann", b"To: bob"),
    (b"Date: Fri", b"Date: Sat"),
    (b"Message-ID: <9", b"Message-ID: <8"),
    (b"leave/77-", b"leave/78-"),
    (b"Hello", b"Hallo"),
    (b'boundary="=_part"', b'boundary="=_trap"'),
]


@pytest.mark.parametrize(("was", "becomes"), CHANGES)
def test_a_change_breaks_the_signature(was: bytes, becomes: bytes) -> None:
    letter = written()
    changed = letter.replace(was, becomes, 1)
    assert changed != letter
    assert believed(changed) == [False, False]


def test_a_service_letter_cannot_be_given_a_way_to_leave_later() -> None:
    letter = written(Letter("Please confirm", "<p>yes", "yes"), links=("", ""))
    assert b"List-Unsubscribe:" not in letter and believed(letter) == [True, True]
    assert believed(letter.replace(b"To: ", b"List-Unsubscribe: <https://x.example/>\r\nTo: ", 1)) == [False, False]


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_is_found_again(kind: str) -> None:
    pem = made(kind)
    assert load("a", pem).record() == load("b", pem).record()
    assert load("a", pem).kind == kind
    assert load("a", pem).record().startswith(f"v=DKIM1; k={kind}; p=")


def test_a_record_is_cut_into_strings_that_dns_can_hold() -> None:
    record = KEYS["rsa"].record()
    strings = re.findall(r'"([^"]*)"', published("a._domainkey.harbour.example", record))
    assert "".join(strings) == record
    assert len(strings) == 2 and max(map(len, strings)) <= 255


def pem(key, password: bytes | None = None) -> bytes:
    lock = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


@pytest.mark.parametrize(
    ("selector", "key"),
    [
        ("a", b"not a key"),
        ("a", b""),
        ("a", pem(ec.generate_private_key(ec.SECP256R1()))),
        ("a", pem(rsa.generate_private_key(65537, 2048), b"secret")),
        ("a b", made("ed25519")),
        ("a\r\nx", made("ed25519")),
        ("", made("ed25519")),
    ],
)
def test_a_wrong_key_or_selector_is_told_in_a_sentence(selector: str, key: bytes) -> None:
    with pytest.raises(ValueError, match=r"^[a-z][^\n]{15,}$"):
        load(selector, key)


def test_an_old_format_of_rsa_keys_is_read() -> None:
    key = rsa.generate_private_key(65537, 2048)
    old = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    assert load("a", old).record() == Signer("b", key).record()
