"""Do texts that share a run of words share an anchor?"""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.desk.anchors import DENSE_SHINGLE, SHINGLE, WINDOW, anchors
from wirecopy.desk.words import words

WORDS = ["ferry", "harbour", "mayor", "vote", "storm", "bridge", "council", "fire", "ship", "night", "road", "price", "union", "court"]
SOME = st.lists(st.sampled_from(WORDS), max_size=60)
RUN = WINDOW + SHINGLE - 1


def of(text: str) -> set[int]:
    return set(anchors(words(text)).tolist())


@settings(max_examples=300, deadline=None)
@given(SOME, SOME, st.lists(st.sampled_from(WORDS), min_size=RUN, max_size=RUN), SOME)
def test_any_fourteen_words_in_common_give_one_in_common(before: list[str], after: list[str], run: list[str], other: list[str]) -> None:
    assert of(" ".join([*before, *run, *after])) & of(" ".join([*other, *run, *before]))


@settings(max_examples=100, deadline=None)
@given(st.text("東京大阪火事地震選挙首相発表", min_size=WINDOW + DENSE_SHINGLE - 1, max_size=30), st.text("海山川", max_size=30))
def test_so_does_a_run_of_characters_without_spaces(run: str, other: str) -> None:
    assert of(other + run) & of(run + other[::-1])


def test_anchors_are_sorted_and_different() -> None:
    found = anchors(words("the storm closed the road and the storm closed the bridge " * 20))
    assert found.dtype == np.uint32 and (found[1:] > found[:-1]).all()


def test_a_short_text_gives_what_there_is() -> None:
    assert of("") == set()
    assert len(of("ferry")) == len(of("ferry late")) == len(of("ferry runs late")) == len(of("ferry runs late again today")) == 1
    assert of("Ferry, late!") == of("ferry late") != of("late ferry") or of("ferry late") != of("ferry")


def test_about_one_anchor_stands_for_six_and_a_half_words() -> None:
    text = " ".join(f"word{(number * number * 31 + number) % 7919}" for number in range(3000))
    assert 3000 / 8 < len(of(text)) < 3000 / 5


def test_order_of_words_counts() -> None:
    assert of("council votes on the bridge") != of("bridge votes on the council")


def test_a_text_that_repeats_itself_has_the_anchors_of_one_round() -> None:
    one = " ".join(f"w{number}" for number in range(200))
    assert len(of(f"{one} " * 1000)) < len(of(one)) + 8
