"""Credit lines and bylines: whose copy, passed on by whom, written by whom; and which lines say nothing of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wirecopy
from wirecopy.wire import credit
from wirecopy.wire.agencies import agency
from wirecopy.wire.article import Credit

OWN = "The Nordlys Post"


def cases(name: str) -> list[str]:
    lines = (Path(__file__).parent / "cases" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("case", cases("credit.txt"))
def test_credit_lines_say_whose_copy_it_is(case: str) -> None:
    text, told = case.rsplit(" | ", 1)
    found = credit.read(text.split(" // "), carried_by=OWN)
    if told == "none":
        assert found is None
        return
    outlet, _, passed = told.partition(" ; ")
    assert found is not None
    assert found.outlet == (None if outlet == "-" else outlet)
    assert found.passed_on_by == tuple(passed.split(" + ") if passed else ())
    assert found.carried_by == OWN
    assert found.as_printed in text.split(" // ")


@pytest.mark.parametrize("case", cases("byline.txt"))
def test_bylines_name_their_writers(case: str) -> None:
    text, told = case.rsplit(" | ", 1)
    if told == "none":
        assert credit.byline(text) == (None, (), None)
        return
    printed, names, agent = told.split(" ; ")
    expected = (text if printed == "=" else printed, () if names == "-" else tuple(names.split(" + ")), None if agent == "-" else agent)
    assert credit.byline(text) == expected


def test_there_are_cases_enough() -> None:
    every = cases("credit.txt") + cases("byline.txt")
    assert len(every) >= 60
    assert sum(case.endswith("| none") for case in every) >= 15


SAYING = [case.rsplit(" | ", 1)[0] for case in cases("credit.txt") if not case.endswith("| none") and "//" not in case]


@pytest.mark.parametrize("text", SAYING)
def test_a_line_that_says_whose_copy_it_is_is_a_credit_line(text: str) -> None:
    assert credit.is_credit_line(text)


@pytest.mark.parametrize("text", ["(Reporting by Ann Lee in Oslo; Editing by Tom Hall)", "Jane Roe contributed to this report."])
def test_a_line_that_names_helpers_is_a_credit_line_too(text: str) -> None:
    assert credit.is_credit_line(text)


@pytest.mark.parametrize("text", ["Photo: AFP", "By Jane Roe", "Reuters reported that the talks had failed", "Read more", "(Update)", ""])
def test_other_lines_are_none(text: str) -> None:
    assert not credit.is_credit_line(text)


def test_a_page_may_credit_itself() -> None:
    assert credit.read(["(harbour.example)"], carried_by="Harbour.example") == Credit(
        "harbour.example", (), "Harbour.example", "(harbour.example)"
    )


def test_the_addresses_of_a_page_give_a_credit() -> None:
    here = "https://www.skye.example/news/1"
    both = credit.from_facts(["https://harbour.example/b", "https://www.inland.example/a"], here, "Skye Post")
    assert both == Credit("harbour.example", ("inland.example",), "Skye Post")
    assert credit.from_facts(["Reuters"], here, None) == Credit("Reuters")
    assert credit.from_facts([], here, None) is None


def test_addresses_of_the_same_site_give_none() -> None:
    own = ["https://m.skye.example/news/1", "https://amp.skye.example/2"]
    assert credit.from_facts(own, "https://www.skye.example/news/1", None) is None
    assert credit.from_facts(["https://a.co.uk/1"], "https://b.co.uk/1", None) == Credit("a.co.uk")


@pytest.mark.parametrize(
    ("head", "where"),
    [
        ('<meta name="syndication-source" content="https://harbour.example/b">', "meta syndication-source"),
        ('<link rel="canonical" href="https://harbour.example/news/b">', "link canonical"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry back in port", "isBasedOn": '
         '{"@type": "NewsArticle", "@id": "https://harbour.example/b"}}</script>', "json-ld newsarticle isBasedOn"),
    ],
)  # fmt: skip
def test_a_page_that_names_no_credit_is_credited_by_what_it_says_of_itself(head: str, where: str) -> None:
    body = "<h1>Ferry back in port</h1><p>The ferry came back in the early morning, after a night at anchor off the island.</p>"
    article = wirecopy.read(f"<html><head>{head}</head><body><article>{body}</article></body></html>", "https://skye.example/news/1")
    assert article.credit and article.credit.outlet == "harbour.example"
    assert article.found_in["credit"] == where


def test_short_names_of_agencies_are_words_in_small_letters() -> None:
    assert agency("SANA") == "SANA"
    assert agency("sana") is None
    assert agency("dpa") == agency("DPA") == "dpa"
    assert agency("the associated press") == "The Associated Press"


@settings(deadline=None)  # other work shares the machine
@given(st.lists(st.text(max_size=320), max_size=3))
def test_no_text_breaks_the_readers(lines: list[str]) -> None:
    credit.read(lines, carried_by="x")
    for line in lines:
        credit.is_credit_line(line)
        credit.byline(line)


PIECES_LISTED = "By von Jane Roe Reuters AFP ( ) / - — © via Source: and en , . 2031 in x@y.example |"


@settings(deadline=None)  # other work shares the machine
@given(st.lists(st.sampled_from(PIECES_LISTED.split(" ")), max_size=12), st.sampled_from(["", " "]))
def test_no_mix_of_pieces_breaks_the_readers(pieces: list[str], between: str) -> None:
    line = between.join(pieces)
    credit.read([line], carried_by=None)
    credit.byline(line)


def least_seconds(deed: Callable[[], object]) -> float:
    """Processor time of the quickest of three runs: the collector of garbage may step in between."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        deed()
        spent.append(time.process_time() - began)
    return min(spent)


@pytest.mark.parametrize("junk", ["A", "A ", "By A ", "Source: A, ", "via ", "— ", "(", "a b ", "The post ", "Jane Roe, "])
@pytest.mark.parametrize("length", [299, 10_000])
def test_junk_is_refused_at_once(junk: str, length: int) -> None:
    long = (junk * 10_000)[:length]
    assert least_seconds(lambda: (credit.is_credit_line(long), credit.byline(long))) < 0.01
