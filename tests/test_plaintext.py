"""The article in a flat text."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_page_cases import got

import wirecopy
from wirecopy.wire import plaintext

SHARED = Path(os.environ.get("WIRECOPY_SHARED", Path(__file__).parents[2] / "shared"))
PLAIN = sorted((Path(__file__).parent / "plain").glob("*.txt"))
CASE = SHARED / "cases" / "north-korea-times-2023-05-24.txt"

FLAT = """Coast Wire
3 March 2026, 22:40 GMT+10
The islanders get their pier back after three winters of quarrel
The council of Harrow Bay voted late on Tuesday to rebuild the old ferry landing, Mayor Ilse Brandt has said.
Nine members were in favour and four against. Work is to begin in April, once the ice has left the harbour.
"We have argued long enough about a pier," Brandt told reporters after the vote.
The landing was closed three years ago, after a storm tore away half of its deck.
(Coast Wire)
Get a daily dose of Northern Isles Post news in your daily email, free of charge.
Publish news of your club or business by submitting a news release to Northern Isles Post.
More InformationLUND, Sweden: A bakery that had moved three times opened its doors again on Monday to a queue of ...
GENOA, Italy - The harbour pilots have called off the strike that had kept eleven ships waiting outside ...
"""


def test_a_flat_text_gives_credit_time_body_and_teasers() -> None:
    article = wirecopy.read(FLAT)
    assert article.headline is None
    assert article.standfirst == "The islanders get their pier back after three winters of quarrel"
    assert article.published is not None
    assert article.published.instant == "2026-03-03T22:40:00+10:00"
    assert article.credit is not None
    assert (article.credit.outlet, article.credit.carried_by) == ("Coast Wire", "Northern Isles Post")
    assert len(article.blocks) == 4
    assert article.body.endswith("half of its deck.")
    assert [f.kind for f in article.furniture] == ["newsletter", "release_call", "after"]
    assert [t.dateline.place for t in article.teasers if t.dateline] == ["LUND", "GENOA"]
    assert article.language == "en"


def test_a_flat_text_with_a_headline_and_hard_line_ends_is_put_together() -> None:
    lines = FLAT.splitlines()
    paragraphs = [line.replace(" ferry", "\nferry").replace(" Work", "\nWork").replace(" after", "\nafter") for line in lines[3:7]]
    wrapped = "\n\n".join(["Harrow Bay rebuilds its pier", "By Jonas Aldine", *paragraphs])
    article = wirecopy.read(wrapped)
    assert (article.headline, article.byline, article.authors) == ("Harrow Bay rebuilds its pier", "By Jonas Aldine", ("Jonas Aldine",))
    assert article.blocks[0].text == lines[3]


def test_an_empty_text_gives_an_empty_article() -> None:
    assert wirecopy.read("").body == ""
    assert wirecopy.read(b"\x00\xff").headline is None


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case.stem)
def test_a_flat_text_says_what_its_case_expects(case: Path) -> None:
    """A case is a file: what it must give as JSON, in the names of the cases of pages, a line "---", and the text."""
    told, _, text = case.read_text("utf-8").partition("\n---\n")
    expected = json.loads(told)
    if expected.pop("line_ends", None) == "crlf":
        text = text.replace("\n", "\r\n")
    article = wirecopy.read(text)
    found = {name: got(article, name, wanted) for name, wanted in expected.items()}
    assert found == {name: [] if name.endswith("_lacks") else wanted for name, wanted in expected.items()}


def test_there_are_cases_of_flat_texts() -> None:
    assert len(PLAIN) >= 20


PIECES = ["Pier rebuilt", "By Jane Roe", "3 March 2026, 10:40", "# ", "> ", "- ", "\n", "\r\n", "  ", "(AP)", "OSLO, Norway - ", "©",
          "The council has voted to rebuild the landing, the mayor said on Tuesday.", "Read more:", "12 comments", "...", "Sign up",
          "![", "](", "**", "Photo:"]  # fmt: skip


@settings(deadline=None)  # other work shares the machine
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=60), st.sampled_from(["", " ", "\n"]))
def test_no_flat_text_breaks_the_reader(pieces: list[str], between: str) -> None:
    article = plaintext.read(between.join(pieces))
    assert article.body == "\n\n".join(block.text for block in article.blocks)


@pytest.mark.skipif(not CASE.exists(), reason="the page that it all starts from is not beside the project")
def test_the_page_that_it_all_starts_from_is_read_as_a_careful_reader_does() -> None:
    expected = json.loads(CASE.with_suffix(".expected.json").read_text("utf-8"))
    article = wirecopy.read(CASE.read_bytes())
    assert article.headline == expected["headline"]
    assert article.standfirst == expected["standfirst"]
    assert article.published is not None
    assert article.published.instant == expected["published"]
    assert article.credit is not None
    assert {"outlet": article.credit.outlet, "carried_by": article.credit.carried_by} == expected["credit"]
    assert article.language == expected["language"]
    assert article.body.startswith(expected["body_starts"])
    assert article.body.endswith(expected["body_ends"])
    assert len(article.blocks) == expected["body_paragraphs"]
    assert [t for t in expected["not_in_body"] if t in article.body] == []
    assert [t.dateline.as_printed if t.dateline else None for t in article.teasers] == expected["teaser_datelines"]
    counted = Counter(furniture.kind for furniture in article.furniture)
    assert counted["newsletter"] == expected["furniture"]["newsletter"]
    assert counted["release_call"] == expected["furniture"]["release_call"]
    assert len(article.teasers) == expected["furniture"]["teasers"]
    assert set(counted) <= {"newsletter", "release_call", "after"}
