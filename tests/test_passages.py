"""Are the runs that were taken over found, all of them and nothing else, whatever was done to them?"""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.desk.passages import LEAST, Passage, left_over, passages
from wirecopy.desk.words import Words, words

COMMON = ["the", "of", "and", "to", "in", "a", "for", "on", "that", "with", "as", "at", "by", "from"]
WORD = st.sampled_from([*COMMON[:6], *["ferry", "harbour", "mayor", "vote", "storm", "bridge"]])


def text(count: int, seed: int) -> list[str]:
    """Words of which every third is one of a few, as in prose."""
    chance = random.Random(seed)
    return [chance.choice(COMMON) if chance.random() < 0.35 else f"w{int(chance.expovariate(1 / 900))}" for _ in range(count)]


def of(parts: list[str]) -> Words:
    return words(" ".join(parts))


def spans(found: tuple[Passage, ...]) -> list[tuple[int, int, int, int]]:
    return [(p.a0, p.a1, p.b0, p.b1) for p in found]


def edited(parts: list[str], share: float, seed: int) -> tuple[list[str], list[bool]]:
    """With words replaced, left out and put in; and of each word whether it came from the text."""
    chance = random.Random(seed)
    out: list[tuple[str, bool]] = []
    for word in parts:
        if chance.random() >= share:
            out.append((word, True))
            continue
        deed = chance.random()
        if deed < 0.6:
            out.append((f"x{chance.randrange(999)}", False))
        elif deed < 0.8:
            out += [(word, True), (f"y{chance.randrange(999)}", False)]
    return [word for word, _ in out], [kept for _, kept in out]


def test_a_text_is_one_passage_of_itself() -> None:
    whole = of(text(870, 1))
    assert passages(whole, whole) == (Passage(0, 870, 0, 870, 870),)


def test_two_texts_of_the_same_few_words_share_no_passage() -> None:
    assert passages(of(text(870, 1)), of(text(870, 2))) == ()


def test_moved_paragraphs_are_found_where_they_went() -> None:
    one, two, three, own = text(120, 1), text(90, 2), text(150, 3), text(60, 4)
    found = passages(of([*three, *own, *one, *two]), of([*one, *two, *three]))
    assert spans(found) == [(0, 150, 210, 360), (210, 420, 0, 210)]


def test_edits_of_a_few_words_are_bridged() -> None:
    parts = text(200, 1)
    put_in = [f"p{number}" for number in range(8)]
    newer = [*parts[:50], *put_in[:5], *parts[55:120], *parts[124:160], *put_in[5:], *parts[160:]]
    found = passages(of(newer), of(parts))
    assert spans(found) == [(0, 199, 0, 200)]
    assert found[0].same == 191


def test_a_paragraph_taken_twice_is_found_twice() -> None:
    parts, own = text(80, 1), text(70, 2)
    found = passages(of([*parts, *own, *parts]), of([*own[:0], *parts]))
    assert spans(found) == [(0, 80, 0, 80), (150, 230, 0, 80)]


def test_a_run_of_seven_words_is_chance_and_one_of_eight_a_passage() -> None:
    one, two, run = text(60, 1), text(60, 2), [f"r{number}" for number in range(LEAST)]
    assert passages(of([*one, *run[:-1], *one]), of([*two, *run[:-1]])) == ()
    assert spans(passages(of([*one, *run]), of([*two, *run]))) == [(60, 68, 60, 68)]


@pytest.mark.parametrize("share", [0.0, 0.02, 0.05, 0.1])
def test_what_was_taken_over_is_found_word_for_word(share: float) -> None:
    right = found = true = 0
    for seed in range(40):
        blocks = [text(random.Random(seed + place).randrange(30, 120), seed * 100 + place) for place in range(8)]
        older = [word for block in blocks for word in block]
        taken = [blocks[place] for place in random.Random(seed).sample(range(8), 5)]
        newer: list[str] = []
        truth: list[bool] = []
        for place, block in enumerate(taken):
            more, kept = edited(block, share, seed * 10 + place)
            own = text(45, 9000 + seed * 10 + place)
            newer += [*more, *own]
            truth += [*kept, *[False] * 45]
        said = np.zeros(len(newer), bool)
        # A bridged edit is part of its passage: what counts here are the words that are equal.
        kept_words, old_words = of(newer), of(older)
        for p in passages(kept_words, old_words):
            said[p.a0 : p.a1] = np.isin(kept_words.keys[p.a0 : p.a1], old_words.keys[p.b0 : p.b1])
        right, found, true = right + int((said & truth).sum()), found + int(said.sum()), true + sum(truth)
    assert right / found >= 0.995 and right / true >= 0.97


def test_a_text_rewritten_in_place_is_still_one_text() -> None:
    parts = text(600, 1)
    found = passages(of(edited(parts, 0.35, 1)[0]), of(parts))
    assert sum(p.a1 - p.a0 for p in found) > 450


@pytest.mark.parametrize(
    ("newer", "older", "most"),
    [
        (text(870, 1) * 1000, text(870, 1), 1),
        (text(870, 1), text(870, 1) * 1000, 1),
        (text(870, 1) * 300, text(870, 1) * 300, 2),
        (["goal"] * 200_000, ["goal"] * 200_000, 1),
        (["goal"] * 200_000, ["match"] * 200_000, 0),
        (["goal", "match"] * 100_000, ["match", "goal"] * 100_000, 2),
        ([f"{n % 7} {n % 5} fc" for n in range(30_000)], [f"{n % 5} {n % 7} fc" for n in range(30_000)], 2000),
    ],
    ids=["newer-repeats", "older-repeats", "both-repeat", "one-word", "two-words", "in-turn", "results"],
)
def test_hostile_texts_stay_cheap(newer: list[str], older: list[str], most: int) -> None:
    found = passages(of(newer), of(older))
    assert (most > 0) == bool(found) and len(found) <= most


def test_a_text_of_one_shingle_or_none_has_no_passages() -> None:
    for few in ("", "one", "one two", "one two three"):
        assert passages(words(few), words(few)) == passages(words(few), of(text(99, 1))) == ()


@settings(max_examples=200, deadline=None)
@given(st.lists(WORD, max_size=80), st.lists(WORD, max_size=80), st.lists(WORD, max_size=30))
def test_passages_lie_apart_and_are_mostly_equal(one: list[str], two: list[str], run: list[str]) -> None:
    a, b = of([*one, *run, *two]), of([*run, *two, *run, *one])
    found = passages(a, b)
    assert all(p.a1 <= q.a0 for p, q in itertools.pairwise(found))
    for p in found:
        assert 0 <= p.a0 < p.a1 <= len(a) and 0 <= p.b0 < p.b1 <= len(b)
        assert LEAST <= p.same <= min(p.a1 - p.a0, p.b1 - p.b0) and 2 * p.same >= max(p.a1 - p.a0, p.b1 - p.b0)
    assert found == passages(a, b)


def test_what_lies_outside_the_spans_is_left_over() -> None:
    assert left_over([(5, 8), (2, 6)], 10) == ((0, 2), (8, 10))
    assert left_over([], 3) == ((0, 3),)
    assert left_over([(0, 3)], 3) == left_over([], 0) == ()
