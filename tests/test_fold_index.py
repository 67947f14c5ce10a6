"""Does the index find the earlier texts that share most, whatever came in between?"""

from __future__ import annotations

import numpy as np
import pytest

from wirecopy.desk import index as index_file
from wirecopy.desk.index import COMMON, Index
from wirecopy.desk.words import Keys


def anchor_sets(count: int, size: int, seed: int = 1) -> list[Keys]:
    chance = np.random.default_rng(seed)
    return [np.unique(chance.integers(0, 1 << 32, size, dtype=np.uint32)) for _ in range(count)]


def joined(*parts: Keys) -> Keys:
    return np.unique(np.concatenate(parts))


def test_the_text_that_shares_most_comes_first_and_of_equals_the_lower_number() -> None:
    one, two, three = anchor_sets(3, 40)
    index = Index()
    index.add_all([(9, one, 0), (5, one, 0), (7, joined(one[:30], two), 0), (1, three, 0)])
    assert index.candidates(one) == [(5, 40), (9, 40), (7, 30)]
    assert index.candidates(one, most=1) == [(5, 40)]
    assert index.candidates(joined(three[:10], two[:20])) == [(7, 20), (1, 10)]


def test_an_empty_index_and_an_empty_text_find_nothing() -> None:
    (some,) = anchor_sets(1, 10)
    index = Index()
    assert index.candidates(some) == []
    index.add(1, some[:0], 0)
    index.add(2, some, 0)
    assert index.candidates(some[:0]) == []
    assert index.candidates(some) == [(2, 10)]


def test_a_text_that_shares_hopelessly_little_is_no_candidate() -> None:
    long, other = anchor_sets(2, 150)
    index = Index()
    index.add(1, long, 0)
    assert index.candidates(joined(other, long[:3])) == []
    assert index.candidates(joined(other, long[:4])) == [(1, 4)]
    assert index.candidates(long[:1]) == [(1, 1)]


def test_what_many_texts_hold_leads_nowhere() -> None:
    repeated, *own = anchor_sets(200, 60)
    index = Index()
    index.add_all([(number, joined(repeated[:8], anchors), 0) for number, anchors in enumerate(own)])
    assert index.candidates(joined(repeated[:8], anchor_sets(1, 60, seed=9)[0])) == []
    assert index.candidates(joined(repeated[:8], own[150][:20]))[0] == (150, 20)


def test_the_ten_thousandth_copy_still_finds_the_first() -> None:
    text, short, other = anchor_sets(3, 100)
    index = Index()
    index.add_all([(1, text, 0), (2, short[:6], 0)])
    for start in range(10, 10_000, 500):
        copies = [joined(text[: 90 + number % 10], other[:2]) if number % 2 else short[:6] for number in range(500)]
        index.add_all([(start + number, anchors, 0) for number, anchors in enumerate(copies)])
    assert index.candidates(text)[0] == (1, 100)
    assert len(index.candidates(text)) == 6
    assert index.candidates(short[:6])[0] == (2, 6)


def test_anchors_added_later_join_those_of_their_number() -> None:
    (text,) = anchor_sets(1, 40)
    index = Index()
    index.add(1, text[:20], 0)
    index.add(1, text[20:], 1)
    assert index.candidates(text) == [(1, 40)]


@pytest.mark.parametrize("batch", [1, 7, 400])
def test_answers_do_not_depend_on_the_batches(batch: int) -> None:
    sets = anchor_sets(400, 130)
    texts = [(number % 390, joined(anchors, sets[number // 2][:40], sets[0][:5]), number // 100) for number, anchors in enumerate(sets)]
    index, plain = Index(), Index()
    for start in range(0, len(texts), batch):
        index.add_all(texts[start : start + batch])
        index.candidates(texts[start][1])  # what waits becomes a run, and is merged with others
    plain.add_all(texts[:250])
    plain.add_all(texts[250:])
    for _, anchors, _ in texts[::9]:
        assert index.candidates(anchors) == plain.candidates(anchors)


@pytest.mark.parametrize("batch", [2, 50, 400])
def test_texts_looked_up_together_find_what_they_find_one_after_another(batch: int) -> None:
    sets = anchor_sets(400, 130)
    texts = [(number, joined(anchors, sets[number // 2][:40], sets[0][:5]), 0) for number, anchors in enumerate(sets)]
    one, many = Index(), Index()
    apart, together = [], []
    for start in range(0, len(texts), batch):
        for number, anchors, day in texts[start : start + batch]:
            apart.append(one.candidates(anchors))
            one.add(number, anchors, day)
        together += many.candidates_all([(number, anchors) for number, anchors, _ in texts[start : start + batch]])
        many.add_all(texts[start : start + batch])
    assert together == apart and sum(map(len, apart)) > 400


@pytest.mark.parametrize("short", [1_000, 1 << 20], ids=["directory", "binary search"])
def test_a_run_finds_what_a_plain_count_does(short: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_file, "SHORT", short)
    chance = np.random.default_rng(4)
    crowded = np.unique(np.concatenate([chance.integers(0, 1 << 32, 300, dtype=np.uint32), np.array([0, 1, 2, (1 << 32) - 1], np.uint32)]))
    texts = [(number, np.sort(chance.choice(crowded if number % 3 else joined(crowded, anchors), 100, False)), 0)
             for number, anchors in enumerate(anchor_sets(1000, 200))]  # fmt: skip
    index = Index()
    index.add_all(texts)
    holders: dict[int, list[int]] = {}
    for number, anchors, _ in texts:
        for anchor in anchors.tolist():
            holders.setdefault(anchor, []).append(number)
    for number, anchors, _ in texts[::50]:
        score = dict.fromkeys(range(1000), 0)
        for those in (holders[anchor] for anchor in anchors.tolist()):
            for other in those[:COMMON]:
                score[other] += 8 if len(those) <= COMMON else 1
        best = sorted(score, key=lambda other: (-score[other], other))
        assert index.candidates(anchors, most=1)[0][0] == best[0]
        assert number in [found for found, _ in index.candidates(anchors)] or score[best[5]] >= score[number]


def test_texts_of_days_gone_by_are_forgotten() -> None:
    sets = anchor_sets(600, 100)
    index = Index()
    for number, anchors in enumerate(sets):
        index.add(number, anchors, number // 100)
    before = index.memory
    index.forget(before_day=3)
    assert len(index) == 300 and index.memory < before * 0.6
    assert index.candidates(sets[299]) == []
    assert index.candidates(sets[300]) == [(300, 100)]
    late = Index()
    late.add_all([(number, sets[number], number // 100) for number in range(300, 600)])
    assert [index.candidates(anchors) for anchors in sets] == [late.candidates(anchors) for anchors in sets]
    index.add(1000, sets[0], 9)
    assert index.candidates(sets[0]) == [(1000, 100)]
    index.forget(before_day=10)
    assert len(index) == 0 and index.candidates(sets[0]) == []


def test_an_article_takes_little_memory() -> None:
    sets = anchor_sets(2000, 134)
    index = Index()
    index.add_all([(number, anchors, 0) for number, anchors in enumerate(sets)])
    assert index.memory / 2000 < 1500
