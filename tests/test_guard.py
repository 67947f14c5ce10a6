"""Which addresses may be fetched?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from wirecopy.answer import Trouble
from wirecopy.guard import Target, public, reachable, registered_domain, target

NONE: frozenset[tuple[str, int]] = frozenset()

PRIVATE = """
http://127.0.0.1/ http://[::1]/ http://0.0.0.0/ http://localhost./ http://localhost/ http://feeds.localhost/ http://LOCALHOST/
http://127.1/ http://2130706433/ http://0x7f000001/ http://0177.0.0.1/ http://0x7f.1/ http://0/ http://127.0.0.1./
http://169.254.169.254/ http://100.100.100.200/ http://[fd00:ec2::254]/ http://192.0.0.192/ http://168.63.129.16/
http://[::ffff:a9fe:a9fe]/ http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[64:ff9b:1::]/ http://[2002:7f00:1::]/
http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/ http://[::ffff:127.0.0.1]/ http://[::ffff:10.0.0.1]/
http://10.1.2.3/ http://172.16.0.1/ http://172.31.255.255/ http://192.168.1.1/ http://100.64.0.1/ http://198.18.0.1/ http://224.0.0.1/
http://240.0.0.1/ http://255.255.255.255/ http://[fc00::1]/ http://[fe80::1]/ http://[fec0::1]/ http://[ff02::1]/ http://[2001:db8::1]/
http://public@127.0.0.1/ http://127.0.0.1\\@public/ http://127.0.0.1#@public/ http://①②⑦.0.0.1/ http://１２７.0.0.1/ http://127。0。0。1/
"""


@pytest.mark.parametrize("url", PRIVATE.split())
def test_a_private_address_is_refused_in_every_spelling(url: str) -> None:
    got = target(url, NONE)
    assert isinstance(got, Trouble)
    assert got.why == "blocked-address"


@pytest.mark.parametrize(
    "url", ["http://[fe80::1%25eth0]/", "http://a..b/", "http://./", "http://" + "a" * 64 + ".example/", "x", "", "http://"]
)
def test_what_has_no_proper_host_is_no_address(url: str) -> None:
    got = target(url, NONE)
    assert isinstance(got, Trouble)
    assert got.why == "bad-url"


def test_a_host_longer_than_dns_allows_is_no_address() -> None:
    got = target("http://" + ".".join(["abcdefghi"] * 26) + "/", NONE)
    assert isinstance(got, Trouble)
    assert got.why == "bad-url"


def test_a_lone_surrogate_in_an_address_is_no_crash() -> None:
    assert isinstance(target("http://news.example/\ud800", NONE), (Trouble, Target))


@pytest.mark.parametrize(
    "scheme", ["file:///etc/passwd", "ftp://news.example/", "gopher://news.example/", "data:text/html,x", "javascript:1"]
)
def test_only_web_addresses_are_fetched(scheme: str) -> None:
    got = target(scheme, NONE)
    assert isinstance(got, Trouble)
    assert got.why == "bad-url"


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8000])
def test_ports_that_are_not_of_the_web_are_refused(port: int) -> None:
    got = target(f"http://news.example:{port}/", NONE)
    assert isinstance(got, Trouble)
    assert got.why == "blocked-port"


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_web_ports_are_fetched(port: int) -> None:
    assert isinstance(target(f"https://news.example:{port}/", NONE), Target)


def test_an_allowed_address_is_allowed_at_its_port_alone() -> None:
    allow = frozenset({("127.0.0.1", 8400)})
    assert isinstance(target("http://127.1:8400/x", allow), Target)
    assert isinstance(target("http://127.0.0.1/", allow), Trouble)
    assert isinstance(target("http://127.0.0.2:8400/", allow), Trouble)
    assert reachable("127.0.0.1", 8400, allow)
    assert not reachable("127.0.0.1", 80, allow)
    assert not reachable("93.184.215.14", 8400, allow)


@pytest.mark.parametrize("ip", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::1", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_public_addresses_are_public(ip: str) -> None:
    assert public(ip)


@pytest.mark.parametrize("ip", ["fe80::1%eth0", "::", "::1", "5f00::1", "100::1", "2001:10::1", "3fff::1", "64:ff9b::a00:1"])
def test_addresses_as_the_system_writes_them_are_judged_too(ip: str) -> None:
    assert not public(ip)


def test_the_host_that_is_checked_is_the_host_in_the_address() -> None:
    got = target("HTTP://user:p%40ss@MÜNCHEN.example:80/a/../ä?q=ö#part", NONE)
    assert got == Target(
        "http://xn--mnchen-3ya.example/%C3%A4?q=%C3%B6", "http://xn--mnchen-3ya.example", "xn--mnchen-3ya.example", False, ("user", "p@ss")
    )


@given(st.text(max_size=40), st.sampled_from(["http://", "https://u:p@", "http://[", "http://a.example"]))
def test_the_host_that_the_client_connects_to_is_the_host_that_was_checked(text: str, start: str) -> None:
    got = target(start + text, NONE)
    if isinstance(got, Target):
        assert URL(got.url, encoded=True).raw_host == got.host
        assert got.host.encode("idna")  # as the system's resolver will


def test_credentials_are_in_no_sentence() -> None:
    for url in (
        "http://user:geheim@127.0.0.1/",
        "http://user:geheim@news.example:22/",
        "ftp://user:geheim@news.example/",
        "http://user:geheim@a b/",
    ):
        assert "geheim" not in repr(target(url, NONE))


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.bbc.co.uk", "bbc.co.uk"),
        ("WWW.Example.COM.", "example.com"),
        ("a.github.io", "a.github.io"),
        ("co.uk", "co.uk"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("[2606:4700::1111]", "2606:4700::1111"),
        ("edition.morning.example", "morning.example"),
    ],
)
def test_a_registered_domain_is_what_a_person_registered(host: str, domain: str) -> None:
    assert registered_domain(host) == domain
