"""What do the rows that lines stand in say of single lines that the labeller doubts, and where does a page's story end?"""

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


@pytest.mark.parametrize(
    ("between", "taken"),
    [
        ("<p>Short.</p>", True),
        ("<p>It was <a href=/x>not asked</a> for.</p>", True),
        ("<p>By <a href=/x>a pilot of the western harbour</a></p>", False),  # mostly a link
        ("<p class=aside>Short.</p>", False),
        ("<div><p>Short.</p></div>", False),
        ("<h2>The pier</h2>", True),
        ("<h2><a href=/x>The pier</a></h2>", False),
        ("<div><h2>The pier</h2></div>", False),
        ("<h2>The pier</h2><figure>Ice</figure>", False),  # it heads no text
        ("<p>Short.</p><p>Shorter.</p>", True),
    ],
)
def test_a_line_amid_the_text_that_stands_as_its_neighbours_do_is_text(between: str, taken: bool) -> None:
    page = lines(f"<div>{p(TOLD[0])}{between}{p(TOLD[1])}</div>")
    assert labelled.amid(page, {0, len(page) - 1}) == (set(range(1, len(page) - 1)) if taken else set())


def test_paragraphs_in_a_box_each_stand_alike() -> None:
    page = lines("<article>" + "".join(f"<div class=text-block>{p(text)}</div>" for text in TOLD[:3]) + "</article>")
    assert labelled.amid(page, {0, 2}) == {1}
    apart = lines("".join(f"<div><div class=text-block>{p(text)}</div></div>" for text in TOLD[:3]))
    assert labelled.amid(apart, {0, 2}) == set()


@pytest.mark.parametrize(
    ("items", "kinds", "taken"),
    [
        (["Larch", "Pine"], {}, True),
        (["Larch", "Pine"], {3: ("text", 0.9), 4: ("text", 0.9)}, True),
        (["Larch", "Pine"], {3: ("prompt", 0.9), 4: ("furniture", 0.6)}, False),
        (["Larch", "<a href=/x>Pine</a>"], {}, False),
    ],
)
def test_a_list_between_paragraphs_of_the_text_is_of_it(items: list[str], kinds: dict[int, tuple[str, float]], taken: bool) -> None:
    row = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    page = lines(f"<div>{p(*TOLD[:3])}{row}{p(TOLD[3])}</div>")
    first = {0, 1, 2, 5}
    assert labelled.lists_amid(page, first, kinds) == ({3, 4} if taken else set())
    assert labelled.lists_amid(page, {0, 1, 2}, kinds) == labelled.lists_amid(page, set(), kinds) == set()
    beside = lines(f"<div>{p(*TOLD[:3])}<div>{row}</div>{p(TOLD[3])}</div>")
    assert labelled.lists_amid(beside, first, kinds) == set()


def test_a_heading_over_a_list_of_the_text_is_of_it() -> None:
    page = lines(f"<div>{p(TOLD[0])}<h2>The woods</h2><ul><li>Larch</li></ul>{p(TOLD[1])}</div>")
    assert labelled.amid(page, {0, 2, 3}) == {1}
    assert labelled.amid(page, {0, 3}) == set()


@pytest.mark.parametrize(
    ("after", "taken"),
    [
        ("<p>Nobody was hurt.</p><p>It goes on.</p>", 2),
        ("<p>Nobody was hurt.</p><h2>More</h2><p>It goes on.</p>", 1),
        ("<p>Nobody was hurt</p>", 0),
        ("<p>The pier ...</p>", 0),
        ("<p class=more>Nobody was hurt.</p>", 0),
        ("<p><a href=/x>Nobody</a> was hurt.</p>", 0),
        ("<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>", 3),
    ],
)
def test_short_sentences_right_after_the_text_end_it(after: str, taken: int) -> None:
    page = lines(f"<div>{p(*TOLD[:2])}{after}</div>")
    assert labelled.closing(page, {0, 1}) == set(range(2, 2 + taken))
    assert labelled.closing(page, set()) == set()


def test_before_and_after_the_text_no_line_is_amid_it() -> None:
    page = lines(p(*TOLD[:4]))
    assert labelled.amid(page, {1, 2}) == labelled.amid(page, {1}) == labelled.amid(page, set()) == set()


@pytest.mark.parametrize(("teasers", "found"), [(3, True), (30, True), (50, False)])
def test_a_text_goes_on_behind_a_row_of_teasers(teasers: int, found: bool) -> None:
    row = "".join(f'<div><a href="/{n}">Matters of the harbour {n}</a></div>' for n in range(teasers))
    page = lines(f"<main><div class=text>{p(*TOLD[:4])}</div>{row}<div class=text>{p(*TOLD[4:])}</div></main>")
    late = {line.number for line in page if line.text in TOLD[4:]}
    assert labelled.resumed(page, {0, 1, 2, 3}, late | {0, 1, 2, 3}) == (late if found else set())
    assert labelled.resumed(page, {0, 1}, late | {0, 1}) == set(), "two lines are no row"


def test_a_text_cut_into_parts_goes_on_in_the_next_part_with_the_heading_over_it() -> None:
    boxes = [f"<div class=box>{p(text)}</div>" for text in TOLD]
    row = '<div><a href="/1">Matters of the harbour</a></div>'
    later = f"<div class=box><h3>Who pays?</h3></div>{boxes[4]}<div class=box><p>By the harbour desk</p></div>"
    page = lines(f"<main><div class=part><div>{''.join(boxes[:4])}</div></div>{row}<div class=part><div>{later}</div></div></main>")
    assert page[5].text == "Who pays?"
    assert labelled.resumed(page, {0, 1, 2, 3}, {0, 1, 2, 3, 6, 7}) == {5, 6}


def test_no_text_begins_or_ends_with_a_line_that_is_a_link() -> None:
    link = "<p><a href=/x>Matters of the harbour</a></p>"
    page = lines(f"{link}{link}{p(TOLD[0])}{link}{p(TOLD[1])}{link}")
    assert labelled.trimmed(page, range(6)) == {2, 3, 4}
    assert labelled.trimmed(page, [0, 1, 5]) == labelled.trimmed(page, []) == set()


def test_a_page_that_goes_on_with_the_next_story_is_read_to_the_end_of_its_own() -> None:
    after = "".join(f"<article><h1>Next {n}</h1>{p(*(f'{text} Later.' for text in TOLD))}</article>" for n in range(2))
    page = f"<html><head><title>The pier</title></head><body><article><h1>The pier</h1>{p(*TOLD[:3])}</article>{after}</body></html>"
    assert wirecopy.read(page).body.split("\n\n") == list(TOLD[:3])


@pytest.mark.parametrize(
    ("page", "at"),
    [
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article><article><h1>Ferry</h1>{p(*TOLD)}</article>", 7),
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article><article><i>New</i><h1>Ferry</h1>{p(*TOLD)}</article>", 7),
        (f"<article><h1>Ferry</h1>{p(*TOLD)}</article><article><h1>Pier</h1>{p(*TOLD)}</article>", 14),  # ours comes last
        (f"<article><h1>Pier</h1>{p(*TOLD)}</article><article><h1>Ferry</h1>{p(TOLD[0])}</article>", 9),  # a card
        (f"<article><h1>Pier</h1>{p(*TOLD[:3])}<article><h1>Ferry</h1>{p(*TOLD)}</article></article>", 11),  # within ours
        (f"<article>{p(*TOLD)}</article><article>{p(*TOLD)}</article>", 12),
        (p(*TOLD), 6),
    ],
)
def test_the_next_story_is_another_article_with_a_headline_and_paragraphs_of_its_own(page: str, at: int) -> None:
    assert elsewhere.next_story(lines(page), {letters("Pier")}) == at


def test_an_anchor_that_leads_nowhere_is_no_link() -> None:
    [line] = lines("<h2><a name=here>The pier of the western harbour</a></h2>")
    assert (line.link_share, line.hrefs, "".join(line.parts)) == (0.0, (), "The pier of the western harbour")
