"""Where does a page's story begin and end?"""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

import wirecopy
from wirecopy.wire import elsewhere, labelled
from wirecopy.wire.blocks import Line, blocks
from wirecopy.wire.letters import letters

TOLD = tuple(f"The harbour board met for the {n} time, and put the pier off until the ice is gone, as the mayor had asked." for n in (
    "first", "second", "third", "fourth", "fifth", "sixth"))  # fmt: skip


def lines(body: str) -> list[Line]:
    return blocks(LexborHTMLParser(f"<html><body>{body}</body></html>")).lines


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_no_text_begins_or_ends_with_a_line_that_is_a_link() -> None:
    link = "<p><a href=/x>Matters of the harbour</a></p>"
    page = lines(f"{link}{link}{p(TOLD[0])}{link}{p(TOLD[1])}{link}")
    assert labelled.trimmed(page, range(6)) == {2, 3, 4}
    assert labelled.trimmed(page, [0, 1, 5]) == labelled.trimmed(page, []) == set()


def test_a_page_that_goes_on_with_the_next_story_is_read_to_the_end_of_its_own() -> None:
    after = "".join(f"<article><h1>Next {n}</h1>{p(*(f'{text} Later.' for text in TOLD))}</article>" for n in range(2))
    page = f"<html><head><title>The pier</title></head><body><article><h1>The pier</h1>{p(*TOLD[:3])}</article>{after}</body></html>"
    assert wirecopy.read(page).body.split("\n\n") == list(TOLD[:3])


NEXT = f"<article><h2><a href=/x>The ferry sails on as it always did</a></h2>{p(*TOLD)}</article>"


@pytest.mark.parametrize(
    ("page", "at"),
    [
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article><article><h1>Ferry</h1>{p(*TOLD)}</article>", 7),
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article><article><i>New</i><h1>Ferry</h1>{p(*TOLD)}</article>", 7),
        (f"<article><h1>Ferry</h1>{p(*TOLD)}</article><article><h1>Pier</h1>{p(*TOLD)}</article>", 14),  # ours comes last
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article><article><h1>Ferry</h1>{p(TOLD[0])}</article>", 9),  # a card
        (f"<article><h1>Pier</h1>{p(*TOLD[:3])}<article><h1>Ferry</h1>{p(*TOLD)}</article></article>", 11),  # within ours
        (f"<article>{p(*TOLD)}</article><article>{p(*TOLD)}</article>", 12),
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article>{NEXT}", 7),
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article><article><h2>Ferry</h2>{p(*TOLD)}</article>", 14),  # of a live blog, perhaps
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article>{NEXT.replace('/x', '#ferry')}", 14),  # a part of ours
        (f"<article><h1>Pier</h1></article>{NEXT}", 8),  # ours told nothing
        (p(*TOLD), 6),
    ],
)
def test_the_next_story_is_another_article_with_a_headline_and_paragraphs_of_its_own(page: str, at: int) -> None:
    assert elsewhere.next_story(lines(page), {letters("Pier")}) == at


def test_an_anchor_that_leads_nowhere_is_no_link() -> None:
    [line] = lines("<h2><a name=here>The pier of the western harbour</a></h2>")
    assert (line.link_share, line.hrefs, "".join(line.parts)) == (0.0, (), "The pier of the western harbour")


def test_a_flood_of_teasers_is_not_believed_for_its_size() -> None:
    lines_ = lines("".join(f"<div><h3><a href=/{n}>{text[:40]}</a></h3><p>{text}</p></div>" for n, text in enumerate(TOLD)))
    numbers = {line.number for line in lines_ if not line.level}
    teasers = dict.fromkeys(numbers, ("teaser", 0.9))
    assert labelled.Labelled([], teasers).leads_on(lines_, numbers)
    assert not labelled.Labelled([], dict.fromkeys(numbers, ("teaser", 0.6))).leads_on(lines_, numbers)
    assert not labelled.Labelled([], dict.fromkeys(numbers, ("text", 0.9))).leads_on(lines_, numbers)
    assert not labelled.Labelled([], {}).leads_on(lines_, set())
