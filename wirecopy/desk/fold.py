"""Is this text a copy of that one, does it reuse passages of it, or neither? And what did a later take of it change?"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from wirecopy.desk.passages import Passage, left_over, passages, sorted_shingles
from wirecopy.desk.words import NUMBER, Keys, Words

FEATURES = (
    "shingles",  # share of the shingles of the smaller text that the other holds
    "larger",  # the larger of the two texts' shares of words outside quotation marks that lie in passages
    "smaller",  # the smaller of the two
    "own",  # log(1 + words of the passages outside quotation marks)
    "known",  # share of the different words of the smaller text that the other holds
    "shorter",  # log(1 + words of the shorter text)
    "ratio",  # words of the shorter by words of the longer
    "renumbered",  # numbers of the newer text's passages that are others in the older, by words of the passages
)
WHOLE = 0.97  # share of the newer text from which on no other candidate can hold more


@dataclass(frozen=True, slots=True)
class Rule:
    """What `training/fold.py` learns. `weights` of FEATURES, in their order; a copy has `probability` >= `bar` and `outside` >= `own`."""

    name: str
    weights: tuple[float, ...]
    bias: float
    bar: float  # of the probability
    outside: float  # least share of the words outside quotation marks that a copy has from the other
    part: float  # least such share of the newer text where the older one's decides: a long report that takes in a brief is no copy of it
    copied: int  # equal words outside quotation marks that a copy has at least
    reused: int  # the same of a text that reuses passages
    learnt_from: str = ""

    def standing(self, answer: Answer) -> str:
        """What the numbers of an answer come to: copy, reuse or none."""
        taken = max(answer.newer, answer.older if answer.newer >= self.part else 0.0)
        if answer.own >= self.copied and answer.probability >= self.bar and taken >= self.outside:
            return "copy"
        return "reuse" if answer.own >= self.reused else "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """The judgement and what it rests on. Shares are of words outside quotation marks: `newer` of the newer text, `older` of the older."""

    standing: str  # copy | reuse | none
    probability: float = 0.0  # that one text was made from the other, by the rule
    newer: float = 0.0
    older: float = 0.0
    own: int = 0  # equal words outside quotation marks, in passages
    same: int = 0  # equal words in passages
    passages: tuple[Passage, ...] = ()
    features: tuple[float, ...] = field(default=(), repr=False)  # in the order of FEATURES
    rule: str = ""

    def added(self, newer: Words) -> tuple[tuple[int, int], ...]:
        """Words of the newer text that the older one does not have, as (first, past)."""
        return left_over(((p.a0, p.a1) for p in self.passages), len(newer))

    def cut(self, older: Words) -> tuple[tuple[int, int], ...]:
        """Words of the older text that the newer one does not have, as (first, past)."""
        return left_over(((p.b0, p.b1) for p in self.passages), len(older))


@dataclass(frozen=True, slots=True)
class Changes:
    """Between two takes of one copy."""

    really: bool  # the words changed, not only their case, punctuation or spacing
    passages: tuple[Passage, ...]  # what stayed
    added: tuple[tuple[int, int], ...]  # words of the newer, as (first, past)
    cut: tuple[tuple[int, int], ...]  # words of the older


@cache
def learnt() -> Rule:
    """The rule that ships."""
    values = json.loads(files("wirecopy").joinpath("models_data/fold.json").read_text("utf-8"))
    values["weights"] = tuple(values["weights"][name] for name in FEATURES)
    return Rule(**values)


def judge(newer: Words, older: Words, rule: Rule | None = None) -> Answer:
    """What is `newer` to `older`? Both without the furniture of their outlets; offsets are not needed (words from `unpack` will do)."""
    rule = rule or learnt()
    found = passages(newer, older)
    if not found:
        return Answer("none", rule=rule.name)
    own, mine, theirs = _outside(newer, older, found)
    newer_share, older_share = (
        min(1.0, taken / max(len(words) - int(np.count_nonzero(words.quoted)), rule.copied, 1))
        for words, taken in ((newer, mine), (older, theirs))
    )
    facts = features(newer, older, found, (newer_share, older_share), mine)
    total = rule.bias + math.fsum(weight * fact for weight, fact in zip(rule.weights, facts, strict=True))
    probability = 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))
    same = sum(p.same for p in found)
    answer = Answer("none", probability, newer_share, older_share, round(own), same, found, facts, rule.name)
    return replace(answer, standing=rule.standing(answer))


def judged(newer: Words, older: Iterable[Words], rule: Rule | None = None) -> list[Answer]:
    """An answer to each of the candidates, in the index's order, up to one that holds the whole of the newer text: the rest need not be
    loaded."""
    answers: list[Answer] = []
    for candidate in older:
        answers.append(judge(newer, candidate, rule))
        if answers[-1].standing == "copy" and answers[-1].newer >= WHOLE:
            break
    return answers


def features(newer: Words, older: Words, found: Sequence[Passage], shares: tuple[float, float], own: float) -> tuple[float, ...]:
    """The numbers that FEATURES name. `shares`: of the words of each text outside quotation marks, those in passages; `own`: their count in
    the newer."""
    short, long = sorted((newer, older), key=len)
    return (
        _held(sorted_shingles(short)[0], sorted_shingles(long)[0]),
        max(shares),
        min(shares),
        math.log1p(own),
        _held(_different(short), _different(long)),
        math.log1p(len(short)),
        len(short) / max(1, len(long)),
        _renumbered(found, newer, older),
    )


def _renumbered(found: Sequence[Passage], newer: Words, older: Words) -> float:
    """Results, rates and weather are printed each day in the same words with other numbers."""
    changed = words = 0
    for p in found:
        new, old = newer.keys[p.a0 : p.a1], older.keys[p.b0 : p.b1]
        words += len(new)
        new, old = new[(new & NUMBER).astype(bool)], old[(old & NUMBER).astype(bool)]
        changed += int(np.count_nonzero(new != old if len(new) == len(old) else ~np.isin(new, old)))
    return changed / max(1, words)


def best(answers: Sequence[Answer]) -> int | None:
    """Which of the answers, given in the order of their texts' times, names the text that this one is a copy of? Of equals the earliest."""
    copies = [number for number, answer in enumerate(answers) if answer.standing == "copy"]
    return min(copies, key=lambda number: (-answers[number].own, -answers[number].older, number), default=None)


def changes(newer: Words, older: Words) -> Changes:
    """What a later take of a copy changed against its own earlier take."""
    if np.array_equal(newer.keys, older.keys):
        return Changes(False, (Passage(0, len(newer), 0, len(older), len(newer)),) if len(newer) else (), (), ())
    found = passages(newer, older)
    added, cut = left_over(((p.a0, p.a1) for p in found), len(newer)), left_over(((p.b0, p.b1) for p in found), len(older))
    return Changes(True, found, added, cut)


def _outside(newer: Words, older: Words, found: Sequence[Passage]) -> tuple[float, float, float]:
    """Outside quotation marks: equal words of the passages, and all their words in the newer text and in the older. Marks of either text
    count, for a copy may have dropped them. Words changed in place are among all: a text reworded or misread is still taken over."""
    plain = not (newer.quoted.any() or older.quoted.any())
    own = mine = theirs = 0.0
    for p in found:
        free = 1.0 if plain else 1 - max(_share(newer.quoted[p.a0 : p.a1]), _share(older.quoted[p.b0 : p.b1]))
        own, mine, theirs = own + p.same * free, mine + (p.a1 - p.a0) * free, theirs + (p.b1 - p.b0) * free
    return own, mine, theirs


def _share(quoted: npt.NDArray[np.bool_]) -> float:
    return int(np.count_nonzero(quoted)) / len(quoted)


@lru_cache(maxsize=2)
def _different(words: Words) -> Keys:
    """The different words of a text, sorted. Kept for the two texts last looked at."""
    found: Keys = np.sort(words.keys)
    different: Keys = found[np.concatenate((found[:1] == found[:1], found[1:] != found[:-1]))]
    return different


def _held(few: npt.NDArray[Any], many: npt.NDArray[Any]) -> float:
    """Which share of the sorted values `few` do the sorted values `many` hold?"""
    if not len(few) or not len(many):
        return 0.0
    return float(np.count_nonzero(many.take(many.searchsorted(few), mode="clip") == few)) / len(few)
