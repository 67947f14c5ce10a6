"""What do the rows that lines stand in say of single lines that the labeller doubts?"""

from __future__ import annotations

import pytest
from test_labelled import TOLD, lines, p

from wirecopy.wire import neighbours, set_apart


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
    assert neighbours.amid(page, {0, len(page) - 1}, {}) == (set(range(1, len(page) - 1)) if taken else set())


@pytest.mark.parametrize(
    ("between", "kind", "taken"),
    [
        ("The people of the island do not agree.", ("text", 0.5), True),  # bare in the box of the paragraphs
        ("What was in the hold", ("credit", 0.4), True),
        ("What was in the hold", ("credit", 0.8), False),
        ("Berlin.", ("text", 0.5), False),
        ("<p class=p2>What changed in between was a list.</p>", ("prompt", 0.4), True),  # a sentence, of a class that says nothing
        ("<p class=p2>What changed in between</p>", ("prompt", 0.4), False),
        ("<p class=teaser>What changed in between was a list.</p>", ("text", 0.4), False),
        ("<div><p class=p2>What changed in between was a list.</p></div>", ("text", 0.4), False),
    ],
)
def test_a_line_amid_the_text_that_stands_otherwise_may_run_on(between: str, kind: tuple[str, float], taken: bool) -> None:
    page = lines(f"<div>{p(TOLD[0])}{between}{p(TOLD[1])}</div>")
    assert neighbours.amid(page, {0, 2}, {1: kind}) == ({1} if taken else set())


@pytest.mark.parametrize(("inside", "taken"), [("<h2>At noon</h2><b>Jo Vane</b>", True), ("<h2><a href=/x>At noon</a></h2>", False)])
def test_a_heading_may_stand_in_a_header_over_its_text(inside: str, taken: bool) -> None:
    block = f"<article><header>{inside}</header>{p(TOLD[1])}</article>"
    page = lines(f"<div><article>{p(TOLD[0])}</article>{block}</div>")
    kinds = dict.fromkeys(range(2, len(page) - 1), ("placeholder", 0.9))
    assert neighbours.amid(page, {0, len(page) - 1}, kinds) == ({1} if taken else set())


def test_a_listing_is_text_with_its_questions() -> None:
    rows = "".join(f"<dt>Why {n}?</dt><dd>{text}</dd>" for n, text in enumerate(TOLD[1:4]))
    page = lines(f"<div>{p(TOLD[0])}<dl>{rows}</dl></div>")
    assert neighbours.whole_lists(page, {0, 2, 4, 6}) == set(range(7))
    assert neighbours.whole_lists(page, {0, 2}) == {0}


def test_paragraphs_in_a_box_each_stand_alike() -> None:
    page = lines("<article>" + "".join(f"<div class=text-block>{p(text)}</div>" for text in TOLD[:3]) + "</article>")
    assert neighbours.amid(page, {0, 2}, {}) == {1}
    apart = lines("".join(f"<div><div class=text-block>{p(text)}</div></div>" for text in TOLD[:3]))
    assert neighbours.amid(apart, {0, 2}, {}) == set()


@pytest.mark.parametrize(
    ("items", "kinds", "taken"),
    [
        (["Larch", "Pine"], {}, True),
        (["Larch", "Pine"], {3: ("text", 0.9), 4: ("text", 0.9)}, True),
        (["Larch", "Pine"], {3: ("prompt", 0.9), 4: ("furniture", 0.6)}, True),  # nothing calls it anything
        (["<b class=tag>Larch</b>", "Pine"], {}, True),
        (["<b class=tag>Larch</b>", "Pine"], {3: ("prompt", 0.9), 4: ("furniture", 0.6)}, False),
        (["Larch", "<a href=/x>Pine</a>"], {}, False),
    ],
)
def test_a_list_between_paragraphs_of_the_text_is_of_it(items: list[str], kinds: dict[int, tuple[str, float]], taken: bool) -> None:
    row = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    page = lines(f"<div>{p(*TOLD[:3])}{row}{p(TOLD[3])}</div>")
    first = {0, 1, 2, 5}
    assert neighbours.parts_amid(page, first, kinds) == ({3, 4} if taken else set())
    assert neighbours.parts_amid(page, {0, 1, 2}, kinds) == neighbours.parts_amid(page, set(), kinds) == set()
    apart = lines(f"<div>{p(*TOLD[:3])}<div>{row}</div>{p(TOLD[3])}</div>")
    assert neighbours.parts_amid(apart, first, kinds) == set()


def test_what_ends_with_a_colon_over_a_list_of_the_text_leads_it_in() -> None:
    listed = "<ul><li>Larch</li><li>Pine</li></ul>"
    page = lines(f"<div>{p(TOLD[0])}<h2>The woods</h2><p>Three of them were named:</p>{listed}{p(TOLD[1])}</div>")
    assert neighbours.amid(page, {0, 1, 3, 4, 5}, {}) == {2}
    other = lines(f"<div>{p(TOLD[0])}<h2>The woods</h2><p>Three of them were named</p>{listed}{p(TOLD[1])}</div>")
    assert neighbours.amid(other, {0, 1, 3, 4, 5}, {}) == set()


def test_a_list_in_a_box_of_its_own_of_the_name_that_those_of_the_paragraphs_have_is_of_the_text() -> None:
    row = "<header><h4>How it goes on</h4></header><ul><li>Larch</li><li>Pine</li></ul>"
    framed = "".join(f"<div class=frame>{each}</div>" for each in (*map(p, TOLD[:3]), row, p(TOLD[3])))
    page = lines(f"<article>{framed}</article>")
    assert neighbours.parts_amid(page, {0, 1, 2, 6}, {}) == {4, 5}
    assert neighbours.amid(page, {0, 1, 2, 4, 5, 6}, {}) == {3}
    nameless = lines(f"<article>{framed.replace(' class=frame', '')}</article>")
    assert neighbours.parts_amid(nameless, {0, 1, 2, 6}, {}) == set()


def test_a_heading_over_a_list_of_the_text_is_of_it() -> None:
    page = lines(f"<div>{p(TOLD[0])}<h2>The woods</h2><ul><li>Larch</li></ul>{p(TOLD[1])}</div>")
    assert neighbours.amid(page, {0, 2, 3}, {}) == {1}
    assert neighbours.amid(page, {0, 3}, {}) == set()


def test_before_and_after_the_text_no_line_is_amid_it() -> None:
    page = lines(p(*TOLD[:4]))
    assert neighbours.amid(page, {1, 2}, {}) == neighbours.amid(page, {1}, {}) == neighbours.amid(page, set(), {}) == set()


def test_a_list_that_holds_the_whole_page_is_no_part_of_its_text() -> None:
    page = lines(f"<ul><li>{p(*TOLD[:2])}</li><li><p>Larch</p></li><li>{p(TOLD[2])}</li></ul>")
    assert neighbours.parts_amid(page, {0, 1, 3}, {}) == set()


@pytest.mark.parametrize(
    ("over", "taken"),
    [
        (f"<h1>The pier</h1><p>{TOLD[0]}</p>", True),
        (f"<h2>The pier</h2><p>{TOLD[0]}</p>", True),
        (f"<h3>The pier</h3><p>{TOLD[0]}</p>", False),
        (f"<h1>The pier</h1><p class=lead>{TOLD[0]}</p>", False),
        ("<h1>The pier</h1><p>By the harbour desk.</p>", False),
        (f"<h1>The pier</h1><p>{TOLD[0][:-1]}</p>", False),
        (f"<h1>The pier</h1><p><a href=/x>{TOLD[0]}</a></p>", False),
        (f"<p>Ice</p><p>{TOLD[0]}</p>", False),
    ],
)
def test_a_sentence_right_under_a_heading_of_the_page_opens_the_text(over: str, taken: bool) -> None:
    page = lines(f"<div>{over}{p(*TOLD[1:3])}</div>")
    assert neighbours.opening(page, {2, 3}) == ({1} if taken else set())
    assert neighbours.opening(page, {0}) == neighbours.opening(page, set()) == set()


@pytest.mark.parametrize(
    ("words", "nothing"),
    [
        ("", True),
        ("css-2wgyoq", True),
        ("article-list item", True),
        ("wp-block-quote", True),
        ("story__body richtext", True),
        ("related-list", False),
        ("latest list", False),
        ("pull-quote", False),
        ("newsletter", False),
        ("tag", False),
    ],
)
def test_some_names_say_nothing_but_that_it_is_text(words: str, nothing: bool) -> None:
    assert set_apart.unnamed(words) == nothing


@pytest.mark.parametrize(
    ("quotation", "taken"),
    [
        ("<blockquote>Larch is a tree.</blockquote>", {2}),
        ("<blockquote class=article-quote>Larch is a tree.</blockquote>", {2}),
        ("<blockquote class=teaser>Larch is a tree.</blockquote>", set()),
        (f"<blockquote>{TOLD[3][:60]}</blockquote>", set()),  # pulled out of the text
    ],
)
def test_a_quotation_amid_the_text_is_of_it_unless_the_text_says_it_too(quotation: str, taken: set[int]) -> None:
    page = lines(f"<div>{p(*TOLD[:2])}{quotation}{p(*TOLD[2:4])}</div>")
    assert neighbours.parts_amid(page, {0, 1, 3, 4}, {2: ("prompt", 0.9)}) == taken


def test_a_text_between_line_breaks_has_its_own_box_for_a_home() -> None:
    page = lines(f"<div><div>{'<br><br>'.join(TOLD[:2])}<ul><li>Larch</li></ul>{TOLD[2]}</div></div>")
    assert set_apart.homes(page, {0, 1, 3}) == {page[0].box}
    assert neighbours.parts_amid(page, {0, 1, 3}, {2: ("prompt", 0.9)}) == {2}


@pytest.mark.parametrize(
    ("heads", "pictured", "kind", "taken"),
    [
        (("The pier", "The ice"), (), ("furniture", 0.5), True),
        (("The pier", "The pier"), (), ("furniture", 0.5), False),
        (("Picture 1", "Picture 2"), (), ("furniture", 0.5), False),
        (("The pier", "The ice."), (), ("furniture", 0.5), False),
        (("The pier", "The ice"), {3}, ("furniture", 0.5), False),
        (("The pier", "The ice"), (), ("placeholder", 0.9), False),
        (("The pier", "<a href=/x>The ice</a>"), (), ("furniture", 0.5), False),
    ],
)
def test_short_lines_over_paragraphs_that_stand_alike_are_headings(
    heads: tuple[str, str], pictured: set[int], kind: tuple[str, float], taken: bool
) -> None:
    rows = "".join(f"<div class=css-1>{head}</div>{p(text)}" for head, text in zip(heads, TOLD[1:3], strict=True))
    page = lines(f"<div>{p(TOLD[0])}{rows}</div>")
    kinds = {1: kind, 3: kind}
    assert neighbours.headings_amid(page, {0, 2, 4}, kinds, pictured) == ({1, 3} if taken else set())


def test_one_short_line_is_a_heading_where_it_is_called_one() -> None:
    for called, taken in (("css-1", set()), ("article-subhead", {1}), ("zwischentitel", {1}), ("subheader-ad", set())):
        page = lines(f"<div>{p(TOLD[0])}<div class={called}>The pier</div>{p(*TOLD[1:3])}</div>")
        assert neighbours.headings_amid(page, {0, 2, 3}, {}, ()) == taken


def test_a_heading_stands_over_its_text_though_an_advertisement_is_between() -> None:
    page = lines(f"<div>{p(TOLD[0])}<h2>The pier</h2><div class=ad>Advertisement</div>{p(TOLD[1])}</div>")
    assert neighbours.amid(page, {0, 3}, {2: ("placeholder", 0.95)}) == {1}
    assert neighbours.amid(page, {0, 3}, {2: ("placeholder", 0.6)}) == neighbours.amid(page, {0, 3}, {}) == set()


@pytest.mark.parametrize(
    ("rows", "taken"),
    [
        (["1. Which door?", "2. Where is it?", "3) What is in the way?"], {1, 2, 3}),
        (["1. Which door?"], set()),
        (["2. Which door?", "3. Where is it?"], set()),
        (["1.5 million crowns", "2.5 million crowns"], set()),
        (["<a href=/1>1. Which door does it fit through?</a>", "<a href=/2>2. Where do you leave it?</a>"], set()),
    ],
)
def test_lines_that_are_numbered_are_a_list_of_the_text(rows: list[str], taken: set[int]) -> None:
    page = lines(f"<div>{p(TOLD[0])}<div>{''.join(f'<div>{row}</div>' for row in rows)}</div>{p(TOLD[1])}</div>")
    assert neighbours.counted(page, {0, len(page) - 1}) == taken
    assert neighbours.counted(page, set()) == set()
