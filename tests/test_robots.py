"""What does a robots.txt let us fetch? The rules of RFC 9309."""

from __future__ import annotations

import pytest
from costs import bounded

from wirecopy.answer import Trouble
from wirecopy.robots import READ, decided, rules

PAGE = "https://news.example/world/story.html"


def allowed(text: str | bytes, url: str = PAGE) -> bool:
    return rules(text.encode() if isinstance(text, str) else text).allow(url)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow:",
        "User-agent: other\nDisallow: /",
        "User-agent: wire\nDisallow: /",  # the start of our name is not our name
        "User-agent: wirecopybot\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: Wirecopy\nAllow: /",
        "User-agent: *\nDisallow: /\nAllow: /world/",
        "User-agent: *\nDisallow: /world$",
        "User-agent: *\nDisallow: /World/",
        "<html><body>Not here. User-agent: *</body></html>",
        "User-agent: *\nDisallow: /world/story.html2",
        "User-agent: *\nDisallow: /world/\nAllow: /world/",  # as long: the milder one
        "Disallow: /",  # for nobody
        "User-agent: *\nDisallow-training: /",
    ],
)
def test_these_let_us_in(text: str) -> None:
    assert allowed(text)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /",
        "USER-AGENT: wIrEcOpY\ndisallow: /world",
        "User-agent: Wirecopy/1.0\nDisallow: /",
        "\ufeffUser-agent: *\nDisallow: /",
        "User-agent: *\rDisallow: /",
        "User-agent: *\r\nDisallow: /world/  # not for robots",
        "User-agent: other\nUser-agent: wirecopy\nDisallow: /",
        "User-agent: wirecopy\nUser-agent: other\nDisallow: /",
        "User-agent: wirecopy\nContent-Signal: search=yes\nUser-agent: other\nDisallow: /",  # a line nobody knows ends no group
        "User-agent: wirecopy\nAllow: /a\n\nUser-agent: *\nAllow: /\n\nUser-agent: wirecopy\nDisallow: /world",  # one group in two places
        "User-agent: *\nDisallow: /*/story",
        "User-agent: *\nDisallow: /*.html$",
        "User-agent: *\nDisallow: /%77orld/",
        "User-agent: *\nAllow: /\nDisallow: /world/",
        "User-agent: *\nDissallow: /",
    ],
)
def test_these_keep_us_out(text: str) -> None:
    assert not allowed(text)


def test_utf_16_with_its_mark_is_understood() -> None:
    assert not allowed("User-agent: *\nDisallow: /".encode("utf-16"))


def test_crawl_delay_is_honoured_up_to_half_a_minute() -> None:
    assert rules(b"User-agent: *\nCrawl-delay: 7.5\nDisallow: /x").delay == 7.5
    assert rules(b"User-agent: *\nCrawl-delay: 86400").delay == 30
    assert rules(b"User-agent: *\nCrawl-delay: soon").delay == 0
    assert rules(b"User-agent: *\nCrawl-delay: -5").delay == 0
    assert rules(b"User-agent: other\nCrawl-delay: 9").delay == 0


def test_the_first_500_kib_count_and_a_line_cut_there_does_not() -> None:
    head = b"User-agent: *\nDisallow: /first\n"
    padded = head + b"#" * (READ - len(head) - len(b"\nDisallow: /")) + b"\nDisallow: /tags-only\n"
    assert allowed(padded)
    assert not allowed(padded, "https://news.example/first")


def test_a_huge_file_of_hostile_rules_costs_little() -> None:
    with bounded(2):
        text = b"User-agent: *\n" + b"".join(b"Disallow: /*a*%d*b$\n" % n for n in range(30000))
        assert rules(text).allow("https://news.example/" + "a" * 5000)


def test_trouble_on_the_way_closes_the_door_and_an_endless_redirect_opens_it() -> None:
    assert decided(Trouble("timeout", "", "")) is None
    assert decided(Trouble("blocked-address", "", "")) is None
    open_door = decided(Trouble("redirects", "", ""))
    assert open_door is not None
    assert open_door.allow(PAGE)
