"""Which addresses can a letter go to, and what is said of the others?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.mail.addresses import WHY, Address, address, look, shown
from wirecopy.mail.phrases import PHRASES, phrases
from wirecopy.mail.service import SERVICE
from wirecopy.press.words import LANGUAGES


@pytest.mark.parametrize(
    ("typed", "written", "key"),
    [
        ("pia@barents.example", "pia@barents.example", "pia@barents.example"),
        ("  Pia.Lund@Barents.EXAMPLE ", "Pia.Lund@barents.example", "pia.lund@barents.example"),
        ("o'brien+news@mail.barents.example", "o'brien+news@mail.barents.example", "o'brien+news@mail.barents.example"),
        ("pia@bücher.example", "pia@xn--bcher-kva.example", "pia@xn--bcher-kva.example"),
        ("pia@XN--BCHER-KVA.example", "pia@xn--bcher-kva.example", "pia@xn--bcher-kva.example"),
        ("pia@faß.example", "pia@xn--fa-hia.example", "pia@xn--fa-hia.example"),
        ("Søren@例子.example", "Søren@xn--fsqu00a.example", "søren@xn--fsqu00a.example"),
        ("a" * 64 + "@barents.example", "a" * 64 + "@barents.example", "a" * 64 + "@barents.example"),
    ],
)
def test_an_address_is_written_with_its_host_in_ascii_and_known_by_small_letters(typed: str, written: str, key: str) -> None:
    assert address(typed) == Address(written, key)


def test_only_a_name_beyond_ascii_needs_more_of_the_server() -> None:
    assert [found.needs_utf8 for found in map(address, ("a@bücher.example", "ä@b.example")) if isinstance(found, Address)] == [False, True]


def test_an_address_is_shown_as_its_owner_reads_it() -> None:
    assert [shown(each) for each in ("Pia@xn--bcher-kva.example", "pia@b.example")] == ["Pia@bücher.example", "pia@b.example"]


def test_two_ways_to_put_an_accent_are_one_address() -> None:
    assert address("Ame\u0301lie@b.example") == address("Am\u00e9lie@b.example")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *((typed, "empty") for typed in ("", " \t ")),
        *((typed, "at") for typed in ("pia", "@b.example", "pia@", "a@b@c.example")),
        *((typed, "long") for typed in ("a" * 300 + "@b.example", "a" * 65 + "@b.example", "ä" * 33 + "@b.de", "a@" + "b." * 130 + "de")),
        *((f"{'x' * 10_000_000}{end}", "long") for end in ("", "@b.example")),
        *((typed, "signs") for typed in ("pia@b.example\r\nBcc: x@y.example", "pia\n@b.example", "pia@b.example\n", "p\x00ia@b.example")),
        *((f"p{sign}ia@b.example", "signs") for sign in "\u202e\u200b\ud800\u2028\ue000"),
        *((typed, "quotes") for typed in ('"pia lund"@b.example', '"pia"@b.example', "pia(home)@b.example", "pia lund@b.example")),
        *((typed, "quotes") for typed in ("Pia <pia@b.example>", "pia@b.example,ola@b.example", "pia@b.example;ola", "p\\ia@b.example")),
        *((typed, "quotes") for typed in ("pia@[192.0.2.1]", "@relay.example:pia@b.example", "p\u00a0ia@b.example")),
        *((f"{name}@b.example", "dots") for name in (".pia", "pia.", "pi..a")),
        *((f"pia@{host}", "host") for host in ("localhost", "b.example.", ".b.example", "b..example", "-b.example", "b_c.example")),
        *((f"pia@{host}", "host") for host in ("192.0.2.1", "xn--a.example", "ab--cd.de", "%41.example", "b" * 64 + ".de", "\u0661.de")),
    ],
)  # fmt: skip
def test_what_no_letter_can_go_to_is_refused_with_a_sentence(typed: str, why: str) -> None:
    assert (look(typed), address(typed)) == (why, PHRASES[why][0])


@given(st.text(max_size=80) | st.from_regex(r"[^@]{0,70}@[^@]{0,70}", fullmatch=True))
def test_whatever_is_typed_is_an_address_safe_to_write_into_a_letter_or_a_sentence(typed: str) -> None:
    found = address(typed)
    if isinstance(found, str):
        assert found in {PHRASES[why][0] for why in WHY}
        return
    assert len(found.written.encode()) <= 254
    assert not set(found.written) & set('\r\n\t <>"(),;:[]\\')
    assert found.written.count("@") == 1
    assert found.written.rpartition("@")[2].isascii()
    again = address(found.written)
    assert isinstance(again, Address)
    assert again.key == found.key, "an address as it is written is the same address"


def test_every_phrase_is_there_in_every_language() -> None:
    for language in LANGUAGES:
        assert all(phrases(language).values())
    assert all(len(texts) == len(LANGUAGES) and len(set(texts)) > 2 for texts in (*PHRASES.values(), *SERVICE.values()))
    assert phrases("nb-NO") == phrases("no")
    assert phrases("xx") == phrases("en")
