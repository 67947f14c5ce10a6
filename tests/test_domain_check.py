"""Does the look at a domain find what is wrong, say what to add, and end in time whatever DNS does? Against a DNS server of our own."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from dns_server import BROKEN, GARBAGE, SILENT, Zone, serving

from wirecopy.checks_letters import letters
from wirecopy.cli import main
from wirecopy.mail import dkim, spf
from wirecopy.mail.domain_check import Line, Sending, look, organization
from wirecopy.mail.names import Names
from wirecopy.mail.relay import Relay
from wirecopy.press.models import Edition

RSA, ED = dkim.load("s1", dkim.made("rsa")), dkim.load("s2", dkim.made("ed25519"))
OWN = "45.83.1.10"  # a public address, which no packet ever goes to
RELAY = Relay("mx.north.example", 25)
GOOD = Sending("north.example", "north.example", (RSA, ED), (RELAY,))


def txt(text: str) -> list[str]:
    return [" ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))]


ZONE: Zone = {
    "north.example": {"TXT": [*txt("v=spf1 ip4:45.83.1.0/24 -all"), *txt("other=words")], "MX": ["10 mx.north.example."]},
    "mx.north.example": {"A": [OWN]},
    "s1._domainkey.north.example": {"TXT": txt(RSA.record())},
    "s2._domainkey.north.example": {"TXT": txt(ED.record())},
    "_dmarc.north.example": {"TXT": txt("v=DMARC1; p=quarantine; rua=mailto:d@north.example")},
    "10.1.83.45.in-addr.arpa": {"PTR": ["mx.north.example."]},
}


def lines(changes: Zone | None = None, sending: Sending = GOOD, without: tuple[str, ...] = ()) -> list[Line]:
    zone = {name: records for name, records in {**ZONE, **(changes or {})}.items() if name not in without}
    with serving(zone) as server:
        return look(sending, Names(server.resolver()))


def wrong(*given, **more) -> list[str]:
    return [line.sentence for line in lines(*given, **more) if line.kind == "wrong"]


def test_a_domain_in_order_is_found_good_in_every_point() -> None:
    found = lines()
    assert {line.kind for line in found} == {"good"}
    assert [line.sentence.partition(":")[0] for line in found] == ["SPF", "DKIM", "DKIM", "DMARC", "MX", "reverse DNS"]


def test_without_records_each_is_named_as_it_is_to_be_written() -> None:
    found = "\n".join(wrong(without=tuple(name for name in ZONE if name not in ("mx.north.example",))))
    assert f'north.example. IN TXT "v=spf1 ip4:{OWN} -all"' in found
    assert dkim.published("s1._domainkey.north.example", RSA.record()) in found
    assert '_dmarc.north.example. IN TXT "v=DMARC1; p=none"' in found
    assert "north.example. IN MX 10" in found
    assert f"{OWN} has no name" in found
    assert found.count("\n") == 5


def test_the_record_that_is_asked_for_is_then_found_good() -> None:
    said = next(one for one in wrong(without=("north.example",)) if one.startswith("SPF"))
    record = said.partition(' IN TXT "')[2].partition('"')[0]
    assert wrong({"north.example": {"TXT": txt(record), "MX": ["10 mx.north.example."]}}) == []


SPF = [
    ("v=spf1 -all", f"does not let {OWN} send. Put there: north.example. IN TXT \"v=spf1 ip4:{OWN} -all\""),
    ("v=spf1 a:mx.north.example +all", "anybody may send"),
    ("v=spf1 a:mx.north.example", "has no end"),
    ("v=spf1 ip4:45.83.1.300 -all", "is no network"),
    ("v=spf1 ipv4:45.83.1.10 -all", "is no term"),
    ("v=spf1 " + " ".join(f"a:h{n}.north.example" for n in range(11)) + " -all", "ask DNS 11 times"),
    ("v=spf1 a:none1.example a:none2.example a:none3.example ip4:45.83.1.10 -all", "names 3 hosts that DNS does not know"),
    ("v=spf1 include:none.example ip4:45.83.1.10 -all", "include:none.example, which has no SPF record"),
    ("v=spf1 include:loop.example ip4:45.83.1.10 -all", "times; after 10"),
    ("v=spf1 -include:all.example -all", "does not let"),
]  # fmt: skip
MORE: Zone = {
    **{f"h{n}.north.example": {"A": [OWN]} for n in range(11)},
    "loop.example": {"TXT": txt("v=spf1 include:loop.example include:loop.example -all")},
    "all.example": {"TXT": txt("v=spf1 ip4:45.83.1.10 -all")},
}


@pytest.mark.parametrize(("record", "sentence"), SPF)
def test_a_fault_of_spf_is_said(record: str, sentence: str) -> None:
    found = wrong({**MORE, "north.example": {"TXT": txt(record), "MX": ["10 mx.north.example."]}})
    assert found
    assert all(one.startswith("SPF") for one in found)
    assert sentence in "\n".join(found)


@pytest.mark.parametrize(
    ("record", "allows"),
    [
        ("v=spf1 mx -all", True), ("v=spf1 a -all", False), ("v=spf1 a:mx.north.example/28 ~all", True), ("v=spf1 mx/28//64 -all", True),
        ("v=spf1 include:all.example -all", True), ("v=spf1 redirect=all.example", True), ("V=SPF1 IP4:45.83.1.10 -ALL", True),
        ("v=spf1 ip6:2a00::/16 -all", False), ("v=spf1 ?all ip4:45.83.1.10", False),
    ],
)  # fmt: skip
def test_spf_terms_are_read_as_receivers_do(record: str, allows: bool) -> None:
    zone = {**ZONE, **MORE, "north.example": {"TXT": txt(record), "MX": ["10 mx.north.example."]}}
    with serving(zone) as server:
        assert spf.look("north.example", Names(server.resolver())).allows(OWN) is allows


def test_two_spf_records_are_one_too_many() -> None:
    both = {"TXT": [*txt("v=spf1 mx -all"), *txt("v=spf1 a -all")], "MX": ["10 mx.north.example."]}
    assert "it may have one" in wrong({"north.example": both})[0]


def test_a_mail_service_is_asked_what_to_write() -> None:
    service = replace(GOOD, relays=(Relay("smtp.bigmail.example", 587, user="u"),))
    zone = {"smtp.bigmail.example": {"A": ["45.90.0.1"]}, "1.0.90.45.in-addr.arpa": {"PTR": ["smtp.bigmail.example."]}}
    found = [line for line in lines(zone, service) if line.kind != "good"]
    assert [line.kind for line in found] == ["unknown"]
    assert "ask smtp.bigmail.example" in found[0].sentence
    assert "include:SERVICE" in wrong({**zone, "north.example": {"MX": ["10 mx.north.example."]}}, service)[0]


def test_this_machine_is_no_mail_service() -> None:
    here = replace(GOOD, relays=(Relay("localhost", 25),), own_name="vm")
    assert 'IN TXT "v=spf1 mx -all"' in wrong({"north.example": {"MX": ["10 mx.north.example."]}}, here)[0]
    by_number = replace(GOOD, relays=(Relay(OWN, 25),))
    assert not wrong(sending=by_number)


OLD = dkim.load("s1", dkim.made("rsa"))
KEYS = [
    (OLD.record(), "publishes another key"),
    ("v=DKIM1; k=rsa; p=", "revoked"),
    (RSA.record() + "; t=y", "test"),
]


@pytest.mark.parametrize(("record", "sentence"), KEYS)
def test_a_fault_of_the_key_is_said_with_the_record(record: str, sentence: str) -> None:
    found = wrong({"s1._domainkey.north.example": {"TXT": txt(record)}})
    assert len(found) == 1
    assert sentence in found[0]
    assert dkim.published("s1._domainkey.north.example", RSA.record()) in found[0]


def test_a_short_key_is_said_and_no_key_at_all() -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    short = dkim.Signer("s1", rsa.generate_private_key(65537, 1024))
    found = wrong({"s1._domainkey.north.example": {"TXT": txt(short.record())}}, replace(GOOD, signers=(short,)))
    assert "1024 bits" in found[0]
    assert "wirecopy mail keys" in wrong(sending=replace(GOOD, signers=()))[0]


def test_dmarc_of_the_organization_counts_with_its_policy_for_hosts_below() -> None:
    below = replace(GOOD, from_domain="news.north.example")
    zone = {
        "s1._domainkey.news.north.example": ZONE["s1._domainkey.north.example"],
        "s2._domainkey.news.north.example": ZONE["s2._domainkey.north.example"],
        "_dmarc.north.example": {"TXT": txt("v=DMARC1; p=none; sp=reject")},
    }
    said = [line.sentence for line in lines(zone, below) if line.sentence.startswith("DMARC")]
    assert said == ["DMARC: _dmarc.north.example asks for reject; DKIM and SPF stand for news.north.example"]
    assert organization("a.b.north.co.uk") == "north.co.uk"


def test_alignment_is_looked_at() -> None:
    apart = replace(GOOD, return_domain="bounces.example", signers=())
    zone = {"bounces.example": {"TXT": txt("v=spf1 ip4:45.83.1.10 -all"), "MX": ["10 mx.north.example."]}}
    assert [one for one in wrong(zone, apart) if "stands for another" in one]
    strict = replace(GOOD, return_domain="b.north.example", signers=())
    zone = {"b.north.example": ZONE["north.example"], "_dmarc.north.example": {"TXT": txt("v=DMARC1; p=none; aspf=s")}}
    assert [one for one in wrong(zone, strict) if "stands for another" in one]


@pytest.mark.parametrize("record", ["v=DMARC1; p=", "v=DMARC1; rua=mailto:x@y.example", "v=DMARC1; p=perhaps"])
def test_dmarc_without_a_policy_is_said(record: str) -> None:
    assert "has no policy" in wrong({"_dmarc.north.example": {"TXT": txt(record)}})[0]


def test_the_way_back_is_looked_at() -> None:
    base = ZONE["north.example"]["TXT"]
    assert "takes no mail" in wrong({"north.example": {"TXT": base, "MX": ["0 ."]}})[0]
    assert "which DNS does not know" in wrong({"north.example": {"TXT": base, "MX": ["10 gone.example."]}})[0]
    assert "takes no mail" in wrong({"north.example": {"TXT": base}})[0]
    assert not wrong({"north.example": {"TXT": base, "A": [OWN]}})


def test_reverse_dns_must_lead_back() -> None:
    assert "has no name" in wrong(without=("10.1.83.45.in-addr.arpa",))[0]
    other = {"10.1.83.45.in-addr.arpa": {"PTR": ["host.cloud.example."]}, "host.cloud.example": {"A": ["45.83.1.11"]}}
    assert f"host.cloud.example. IN A {OWN}" in wrong(other)[0]
    here = replace(GOOD, relays=(Relay("localhost", 25),), own_name="mx.north.example")
    assert not wrong(sending=here)
    assert "has no name" in wrong(sending=here, without=("10.1.83.45.in-addr.arpa",))[0]


@pytest.mark.parametrize("fails", [BROKEN, GARBAGE], ids=["broken", "garbage"])
def test_a_dns_that_fails_is_told_and_nothing_is_called_wrong_for_it(fails: dict) -> None:
    found = lines(dict.fromkeys(ZONE, fails))
    assert {line.kind for line in found} == {"unknown"}


def test_a_dns_that_is_silent_takes_the_time_that_there_is_and_no_more() -> None:
    began = time.monotonic()
    with serving(dict.fromkeys(ZONE, SILENT)) as server:
        found = look(GOOD, Names(server.resolver(), whole=1.5))
    assert {line.kind for line in found} == {"unknown"}
    assert time.monotonic() - began < 20
    assert any("the time for this look is over" in line.sentence for line in found)


def test_no_name_is_asked_for_twice() -> None:
    with serving(ZONE) as server:
        names = Names(server.resolver())
        assert look(GOOD, names) == look(GOOD, names)
        assert len(server.asked) == len(set(server.asked))


@pytest.mark.parametrize("name", ["", ".", "a" * 300 + ".example", "a..b", "münchen.example", "x\x00.example", "-._domainkey.a b"])
def test_an_impossible_name_is_a_sentence_or_nothing(name: str) -> None:
    with serving(ZONE) as server:
        said = Names(server.resolver(), whole=5).ask(name, "TXT")
    assert not said.values


@pytest.mark.django_db
def test_check_looks_at_letters_only_where_some_leave(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(letters()) == []
    assert "letters" not in CliRunner().invoke(main, ["check"]).stdout.split("WIRECOPY_MAIL_POSTAL")[1].partition("outlets")[0]
    Edition.objects.all().delete()
    Edition.objects.create(slug="north", host="north.example:8000", masthead="The North", made_at=datetime.now(UTC))
    file = tmp_path / "key"
    file.write_bytes(dkim.made("ed25519"))
    given = {"MAIL_RELAYS": ("smtp://mx.north.example:25",), "MAIL_DKIM": (("s1", file),), "MAIL_BOX": "lmtp://127.0.0.1:2424"}
    settings.WIRECOPY = {**settings.WIRECOPY, **given, "MAIL_POSTAL": "1 Quay Street"}
    with serving(ZONE) as server:
        found = list(letters(Names(server.resolver())))
        monkeypatch.setattr("wirecopy.checks_letters.Names", lambda: Names(server.resolver()))
        shown = CliRunner().invoke(main, ["check"])
    assert [mark for mark, _ in found] == ["  ", "! ", "  ", "  ", "  "]
    assert shown.exception is None or isinstance(shown.exception, SystemExit), shown.exception
    assert f"s1={file}" in shown.stdout
    assert "\n  letters\n" in shown.stdout
    assert found[1][1] in shown.stdout
    Edition.objects.update(host="127.0.0.1:8000")
    assert [sentence for _, sentence in letters()] == [
        "letters come from 127.0.0.1, which is no domain: set WIRECOPY_MAIL_FROM to an address of yours"
    ]
