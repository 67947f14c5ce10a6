"""Is the truth of the set of copies true, and does the rule that ships reach its floors on a small one?"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.folding import by_kind, groups, ours, quick, scores
from training.articles import TOLD, Article, articles
from training.copies import Document, apart, make
from training.copying import WAYS, Hand, joined, parts
from training.daily import PATTERNS
from training.fold import fitted


@pytest.fixture(scope="module")
def told() -> list[Article]:
    return articles(TOLD)


@pytest.fixture(scope="module")
def made(told: list[Article]) -> list[Document]:
    return make(quick(told, 3), seed=3)


def test_every_event_is_told_by_several_outlets_in_words_of_their_own(told: list[Article]) -> None:
    events = Counter(one.event for one in told)
    assert len(events) >= 60
    assert min(events.values()) >= 2
    assert apart(told) == told


def test_what_was_moved_unchanged_stands_in_both_texts(made: list[Document]) -> None:
    moves = [(one, move) for one in made for move in one.moves if move.same]
    assert len(moves) > 5000
    for one, move in moves:
        assert one.source is not None
        assert one.text[move.start : move.end] == one.source.text[move.at : move.until]


def test_moves_follow_each_other_and_lie_inside_the_text(made: list[Document]) -> None:
    for one in made:
        ends = [0, *(place for move in one.moves for place in (move.start, move.end)), len(one.text)]
        assert ends == sorted(ends)


def test_the_set_holds_all_kinds_and_a_copy_follows_its_original(made: list[Document]) -> None:
    kinds = {one.kind for one in made}
    assert kinds == {*WAYS, "same event", "quoting", "furniture", "daily"}
    for one in made:
        assert one.copy == (one.kind in WAYS)
        assert made[one.number] is one
        if one.copy:
            assert one.origin < one.number
            assert one.group == one.origin
        else:
            assert one.group == one.number


def test_kinds_of_copies_keep_as_much_as_they_say(made: list[Document]) -> None:
    def kept(one: Document) -> float:
        return sum(move.end - move.start for move in one.moves if move.same) / len(one.text)

    for one in made:
        if one.kind == "verbatim":
            assert one.source is not None
            assert one.text == one.source.text
        elif one.kind in ("cut", "brief"):
            assert one.source is not None
            assert kept(one) > 0.97
            assert len(one.text) < len(one.source.text)
        elif one.kind == "mixed":
            assert 0.25 < kept(one) < 0.8
        elif one.kind == "heavy rewrite":
            assert 0.4 < kept(one) < 0.9


def test_the_same_seed_gives_the_same_set(told: list[Article], made: list[Document]) -> None:
    def lines(every: list[Document]) -> list[str]:
        return [json.dumps(one.as_dict()) for one in every]

    assert lines(make(quick(told, 3), seed=3)) == lines(made)
    assert lines(make(quick(told, 3), seed=4)) != lines(made)


@pytest.mark.parametrize("way", WAYS)
def test_a_short_text_and_one_without_spaces_can_be_copied_in_each_way(way: str) -> None:
    for text in (("One line.",), ("港の委員会は火曜日に古い橋を閉じると発表した。", "工事は三月まで続く。", "住民は驚いている。")):
        hand = Hand(Random(2), lambda: "語", lambda words: ["Own words stand here."])
        copy, moves = joined(WAYS[way](parts(text), hand))
        whole = "\n\n".join(text)
        assert all(copy[move.start : move.end] == whole[move.at : move.until] for move in moves if move.same)


def test_articles_are_read_from_lines_of_json(tmp_path: Path) -> None:
    row = {"outlet": "Quay Times", "headline": "A bridge", "published": "2026-03-01T12:00:00Z", "text": "One two three four.\n\n" * 20}
    (tmp_path / "wire.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (found,) = articles(tmp_path)
    assert (found.outlet, len(found.paragraphs), found.published.hour) == ("Quay Times", 20, 12)


def test_an_article_that_is_itself_a_copy_is_left_out(told: list[Article]) -> None:
    assert apart([told[0], told[-1], told[0]]) == [told[0], told[-1]]


def test_the_learner_finds_which_fact_tells() -> None:
    facts = np.random.default_rng(1).normal(5, [1.0, 2.0], (400, 2))
    weights, bias = fitted(facts, (facts[:, 0] > 5).astype(float))
    assert weights[0] > 1 > abs(weights[1])
    assert ((facts @ weights + bias > 0) == (facts[:, 0] > 5)).mean() > 0.97


def test_the_rule_that_ships_reaches_its_floors(made: list[Document]) -> None:
    some = make([one.article for one in made if one.kind == "same event"], seed=5, patterns=list(PATTERNS)[:2])
    matches, _, passages = ours(some)
    found, kinds = scores(some, groups(matches, 0.0)), by_kind(some, matches, 0.0)
    assert found["f1"] >= 0.96
    assert kinds["same event"] <= 0.03
    assert min(kinds[kind] for kind in WAYS if kind != "heavy noise") >= 0.9
    assert kinds["heavy noise"] >= 0.75
    assert passages["passage_precision"] >= 0.99
    assert passages["passage_recall"] >= 0.97
