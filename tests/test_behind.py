"""What goes on behind the end of a text, and what only seems to?"""

from __future__ import annotations

import pytest
from test_labelled import TOLD, lines, p

from wirecopy.wire import behind


def test_another_story_under_a_heading_in_a_box_of_its_own_does_not_resume_the_text() -> None:
    story = "<section><div class=story>" + p(*TOLD[:3]) + "</div></section>"
    for over, resumes in (("<h2>Another story of today</h2>", False), ("", True)):
        page = lines(f"<main>{story}<section>{over}<div class=story>{p(*TOLD[3:])}</div></section></main>")
        assert bool(behind.resumed(page, {0, 1, 2}, set(range(len(page))))) is resumes


@pytest.mark.parametrize(
    ("inside", "taken", "stray"),
    [
        ("<h2>Other news</h2><p class=short>{}</p>", set(), True),
        ("<h2>Other news</h2><p class=short>{}</p>", {3}, False),  # the heading is one of the text
        ("<p class=short>{}</p>", set(), False),
        ("<h4>Other news</h4><p class=short>{}</p>", set(), False),
    ],
)
def test_what_stands_otherwise_behind_the_text_under_a_heading_of_the_page_is_none_of_it(inside: str, taken: set[int], stray: bool) -> None:
    page = lines(f"<main><section class=story>{p(*TOLD[:3])}</section><section class=more>{inside.format(TOLD[3])}</section></main>")
    last = len(page) - 1
    assert behind.strays(page, {0, 1, 2, last} | taken) == ({last} if stray else set())
    assert behind.strays(page, {0, 1, 2}) == behind.strays(page, set()) == set()


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
    assert behind.closing(page, {0, 1}, {}) == set(range(2, 2 + taken))
    assert behind.closing(page, set(), {}) == set()


@pytest.mark.parametrize(("teasers", "found"), [(3, True), (30, True), (50, False)])
def test_a_text_goes_on_behind_a_row_of_teasers(teasers: int, found: bool) -> None:
    row = "".join(f'<div><a href="/{n}">Matters of the harbour {n}</a></div>' for n in range(teasers))
    page = lines(f"<main><div class=text>{p(*TOLD[:4])}</div>{row}<div class=text>{p(*TOLD[4:])}</div></main>")
    late = {line.number for line in page if line.text in TOLD[4:]}
    assert behind.resumed(page, {0, 1, 2, 3}, late | {0, 1, 2, 3}) == (late if found else set())
    assert behind.resumed(page, {0, 1}, late | {0, 1}) == set(), "two lines are no row"


def test_a_text_cut_into_parts_goes_on_in_the_next_part_with_the_heading_over_it() -> None:
    boxes = [f"<div class=box>{p(text)}</div>" for text in TOLD]
    row = '<div><a href="/1">Matters of the harbour</a></div>'
    later = f"<div class=box><h3>Who pays?</h3></div>{boxes[4]}<div class=box><p>By the harbour desk</p></div>"
    page = lines(f"<main><div class=part><div>{''.join(boxes[:4])}</div></div>{row}<div class=part><div>{later}</div></div></main>")
    assert page[5].text == "Who pays?"
    assert behind.resumed(page, {0, 1, 2, 3}, {0, 1, 2, 3, 6, 7}) == {5, 6}


@pytest.mark.parametrize(
    ("after", "taken"),
    [
        ("<ul><li>Larch</li><li>Pine</li></ul><p>It goes on.</p>", 3),
        ("<ul class=wp-block-list><li>Larch</li></ul>", 1),
        ("<ul class=tags><li>Larch</li></ul>", 0),
        ("<ul><li class=tag>Larch</li></ul>", 0),
        ("<ul><li><a href=/x>Larch</a> of the north</li></ul>", 0),
        ("<h3>The woods</h3><dl><dt>Larch</dt><dd>The tree of the north</dd></dl>", 3),
        ("<h3>The woods</h3><p>Larch</p>", 0),
        ("<div><h3>The woods</h3></div><ul><li>Larch</li></ul>", 2),
        ("<pre>larch = 1</pre><p>That is all.</p>", 2),
        ("<blockquote>Larch is a tree of the north.</blockquote>", 1),
        (f"<blockquote>{TOLD[0]}</blockquote>", 0),  # which the text said
        ("<blockquote class=pull>Larch is a tree of the north.</blockquote>", 0),
    ],
)
def test_what_stands_under_the_text_in_its_box_and_is_called_nothing_ends_it(after: str, taken: int) -> None:
    page = lines(f"<div>{p(*TOLD[:2])}{after}</div>")
    assert behind.closing(page, {0, 1}, {}) == set(range(2, 2 + taken))


def test_line_breaks_alone_end_no_text() -> None:
    page = lines(f"<div>{'<br><br>'.join([*TOLD, 'Ice', '<a href=/x>Back</a>', 'More ice'])}</div>")
    kinds = dict.fromkeys(range(len(page)), ("text", 0.9))
    assert behind.closing(page, {0, 1}, kinds) == {2, 3, 4, 5, 6}
    assert behind.closing(page, {0, 1}, kinds | {4: ("prompt", 0.9), 5: ("text", 0.5), 6: ("bio", 0.9)}) == {2, 3, 4, 5}


def test_a_teaser_before_the_last_sentence_is_no_end() -> None:
    page = lines(f"<div>{p(*TOLD[:3])}<p><a href=/x>Gulls</a></p>{p(TOLD[3])}<p>More ice</p></div>")
    kinds = {3: ("teaser", 0.9), 4: ("text", 0.9), 5: ("text", 0.9)}
    assert behind.closing(page, {0, 1, 2}, kinds) == {4}
    assert behind.closing(page, {0, 1, 2}, {}) == set()


def test_a_sentence_in_a_box_of_its_own_that_stands_as_the_last_paragraph_does_closes_the_text() -> None:
    boxed = "".join(f"<section><div class=box><div class=html>{p(text)}</div></div></section>" for text in (*TOLD[:2], "Nobody was hurt."))
    page = lines(f"<main>{boxed}</main>")
    assert behind.closing(page, {0, 1}, {2: ("text", 0.6)}) == {2}
    assert behind.closing(page, {0, 1}, {2: ("credit", 0.6)}) == set()
