"""Does a passage picture say what a copy kept, cut, added and moved, to scale and in the same words as its table?"""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.press.pictures import MOST_ROWS, WIDTH, Compared, Row, compared, picture, table

TRIMMED = compared([[10, 110, 0, 100]], kept=98, cut=50, added=10)  # ten words above, the last fifty gone, two changed
TURNED = compared([[0, 40, 60, 100], [40, 100, 0, 60]], kept=100, cut=0, added=0)


def drawn(texts: Compared) -> dict[str, list[str]]:
    """By class, the shapes."""
    svg = picture(texts, "A against B", "what it says")
    return {name: re.findall(r"M[^M]+", path) for name, path in re.findall(r'<path class="(\w+)" d="([^"]*)"', svg)}


def test_the_lengths_of_both_texts_follow_from_what_lies_outside_their_passages() -> None:
    assert (TRIMMED.words, TRIMMED.of, TRIMMED.share) == (110, 150, 65)
    assert (TRIMMED.added, TRIMMED.cut) == (((0, 10),), ((100, 150),))


def test_of_two_passages_that_changed_places_the_shorter_one_was_moved() -> None:
    assert [(run.copy, run.moved) for run in TURNED.runs] == [((0, 40), True), ((40, 100), False)]
    assert len(drawn(TURNED)["moved"]) == len(drawn(TURNED)["band"]) == 1
    assert not TURNED.whole and compared([[0, 9, 0, 9]], 9, 0, 0).whole


def test_the_bars_are_to_one_scale() -> None:
    shapes = drawn(TRIMMED)
    a_word = WIDTH / 150
    assert shapes["kept"][0].startswith("M0 0h266.7") and shapes["kept"][1].startswith(f"M{10 * a_word:.1f} 24h266.7")
    assert shapes["cut"][0].startswith("M266.7 0h133.3") and shapes["added"][0].startswith("M0 24h26.7")


def test_a_table_counts_words_as_people_do_and_puts_what_is_cut_last() -> None:
    assert table(TRIMMED) == (
        (Row("added", 10, None, (1, 10)), Row("kept", 100, (1, 100), (11, 110)), Row("cut", 50, (101, 150), None)), 0
    )  # fmt: skip
    assert [row.kind for row in table(TURNED)[0]] == ["moved", "kept"]


def test_a_table_holds_the_largest_rows_and_says_how_many_are_left_out() -> None:
    rows, left_out = table(compared([[20 * n, 20 * n + 10 + n, 20 * n, 20 * n + 10 + n] for n in range(40)], 1000, 0, 0))
    assert len(rows) == MOST_ROWS and left_out > 0
    assert min(row.words for row in rows if row.kind == "kept") >= 10


def test_what_is_said_of_a_picture_cannot_break_out_of_it() -> None:
    svg = picture(TRIMMED, 'A & "B" </title><script>', "<b>")
    assert ElementTree.fromstring(svg)[0].text == 'A & "B" </title><script>'
    assert 'role="img"' in svg and "style=" not in svg


PLACES, LENGTHS = st.integers(0, 500), st.integers(1, 60)


@given(st.lists(st.tuples(PLACES, LENGTHS, PLACES, LENGTHS), max_size=30), st.integers(0, 900))
def test_whatever_the_passages_everything_stays_inside_and_adds_up(found: list[tuple[int, int, int, int]], kept: int) -> None:
    at, passages = 0, []
    for a, n, b, m in found:  # those of the copy do not overlap
        passages.append((at + a, at + a + n, b, b + m))
        at += a + n
    texts = compared(passages, kept, 40, 30)
    assert 0 <= texts.share <= 100
    assert sum(past - first for first, past in texts.added) + sum(run.copy[1] - run.copy[0] for run in texts.runs) == texts.words
    for x in re.findall(r"[MHL](-?[\d.]+)", picture(texts, "", "")):
        assert 0 <= float(x) <= WIDTH


@pytest.mark.parametrize("texts", [compared([], 0, 0, 0), compared([], 0, 5, 0), compared([], 0, 0, 7)])
def test_texts_that_share_nothing_still_make_a_picture(texts: Compared) -> None:
    assert picture(texts, "", "").endswith("</svg>") and texts.share == 0
