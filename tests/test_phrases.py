"""Phrases are found as the alternatives of one expression would find them, and addresses and marks as a parser would leave them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.wire import clean, languagewords, links
from wirecopy.wire.phrases import Phrases, heads, needed

PATTERNS = [r"\bsign up (for|to)", r"\b(in|to) your inbox", r"\btips? to [\w.]+@", r"\be-?mail us", r"\bal abonnee", r"^adverts?$",
            "^(see|read) also", "newsletter", r"\b(do )?like it", r"\bl['’]app", "購読"]  # fmt: skip
PIECES = ["sign up", "for", "to", "your inbox", "tip", "tips", "a@b", "e-mail", "email", "us", "al", "abonnee", "advert", "adverts", "S",
          "UP", "see also", "newsletter", "do like it", "l’app", "designer", "in", " ", " ", "  ", ".", "“", "\n", "購読", "İ"]  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "need"),
    [("join (us|our|the)", "join "), (r"get the .{0,30}\bapp\b", "get the "), ("réservée?", "réservé"),
     ("(a|b(c|d)) whatsapp", " whatsapp"), ("a?b*", ""), ("storm|gale", ""), ("see+n there", "n there"), ("(see)+n", "n")],
)
def test_what_a_pattern_needs_stands_in_whatever_it_matches(pattern: str, need: str) -> None:
    assert needed(pattern) == need


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [(r"\bsign up", {"sig"}), (r"\b(know|think) it", {"kno", "thi"}), (r"\btips? to", {"tip"}), (r"\bal abonnee", {"al"}),
     (r"\be-?mail", set()), (r"\b(do )?like", set()), ("newsletter", set()), ("^adverts?$", {"adv"}), (r"\bl'app", {"l"}),
     (r"\bal(le)? da", set())],
)  # fmt: skip
def test_a_pattern_begins_with_the_first_letters_of_its_word(pattern: str, begins: set[str]) -> None:
    assert heads(pattern) == begins


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_what_is_found_is_what_all_patterns_find(pieces: list[str]) -> None:
    text = "".join(pieces)
    low = text.replace("İ", "i").lower()
    wanted = [hit.start() for pattern in PATTERNS if (hit := re.search(pattern, low))]
    for phrases in (Phrases(PATTERNS), Phrases(PATTERNS).within(text)):
        found = phrases.search(text)
        assert (found and found.start()) == (min(wanted) if wanted else None)


def test_the_phrase_that_comes_first_is_found_in_any_case() -> None:
    phrases = Phrases([r"\bsubscribe", "newsletter", "takip edin"])
    hit = phrases.search("Our NEWSLETTER: Subscribe")
    assert hit is not None and hit.start() == 4
    assert phrases.search("BİZİ TAKİP EDİN") is not None
    assert phrases.search("Nothing is asked here.") is None


@pytest.mark.parametrize(
    "address",
    ["https://a.example/x/y.html?a=1&utm_source=b#c", "/x//y?b", "/./x", "/x/%2e%2E/y", "//b.example/x", "https://a.example/x?y?", "http://a.example"],
)
def test_an_address_that_needs_no_parser_comes_out_as_the_parser_gives_it(address: str) -> None:
    assert links.canonical(address, "https://a.example/z") == links.parsed(address, "https://a.example/z")


@pytest.mark.parametrize(
    "marks",
    ["a <b>b</b> &amp; c", '<a href="/x?a=1&amp;b=2">x</a>', '<a href="javascript:x">x</a>', "<b>open", "x<br>y\xa0", "<b>\u200bx</b>",
     "<b\u003e\u0338x</b>"],
)
def test_simple_marks_come_out_as_the_cleaner_gives_them(marks: str, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = clean.html(marks, "https://a.example/")
    monkeypatch.setattr(clean, "simple", lambda *_: None)
    assert quick == clean.html(marks, "https://a.example/")


def test_common_words_confirm_the_language_that_is_declared_and_no_other() -> None:
    text = "The council has voted to rebuild the landing, and work is to begin in April, when the ice has left the harbour."
    assert languagewords.confirms(text, "en", frozenset())
    assert not languagewords.confirms(text, "de", frozenset())
