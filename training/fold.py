"""By which numbers is a copy told from another report of the same event? Learns the rule of wirecopy/desk/fold.py.

    python training/fold.py [FOLDER ...] [--out wirecopy/models_data/fold.json] [--folds 4] [--seeds 2] [--copies 6]

Of the articles of each folder (training/articles.py; without FOLDER those of training/told) sets of copies are made (copies.py), one for
each fold: no event, no article and no daily pattern is in two. The index finds the candidates as it does on the road; on all pairs a
logistic regression is learnt (Newton's steps, L2). Each fold is scored by weights that have not seen it; the bars are those that do best
on such scores, and of bars that do as well the strictest. Scores go to stderr, and the rule that is learnt from all folds to --out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from zlib import crc32

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.folding import by_kind, groups, scores
from training.articles import TOLD, articles
from training.copies import Document, make
from training.daily import PATTERNS
from wirecopy.desk.anchors import anchors
from wirecopy.desk.fold import FEATURES, Answer, Rule, best, judge, learnt
from wirecopy.desk.index import Index
from wirecopy.desk.words import Words, words

Floats = npt.NDArray[np.float64]

BARS = np.arange(0.4, 0.91, 0.05)
OUTSIDE = (0.25, 0.3, 0.35, 0.4, 0.45)
LOSS = 0.003  # of F1 that stricter bars may cost
DECAY = 1e-3  # of all weights alike, by pair


@dataclass(slots=True)
class Pairs:
    """One set: its texts, and of each the answers about its candidates, by the candidate's number."""

    folder: str
    fold: int
    made: list[Document]
    answers: list[list[tuple[int, Answer]]]

    def facts(self) -> Floats:
        rows = [answer.features for one in self.answers for _, answer in one]
        return np.array(rows, np.float64).reshape(-1, len(FEATURES))

    def copies(self) -> Floats:
        made = self.made
        return np.array([made[n].group == made[other].group for n, one in enumerate(self.answers) for other, _ in one], np.float64)


def pairs(folder: str, fold: int, made: list[Document]) -> Pairs:
    index, held, answers = Index(), list[Words](), []
    for one in made:
        own = words(one.text)
        marks = anchors(own)
        judged = [(other, judge(own, held[other])) for other, _ in index.candidates(marks)]
        answers.append([(other, answer) for other, answer in judged if answer.features])
        index.add(one.number, marks, one.article.published.toordinal())
        held.append(own)
    return Pairs(folder, fold, made, answers)


def gathered(folders: Sequence[Path], folds: int, seeds: int, copies: float) -> list[Pairs]:
    out = []
    for folder in folders:
        found = articles(folder)
        events = sorted({one.event for one in found})
        Random(1).shuffle(events)
        for fold in range(folds):
            kept = set(events[fold::folds])
            for seed in range(seeds):
                made = make([one for one in found if one.event in kept], seed, copies, list(PATTERNS)[fold::folds])
                out.append(pairs(folder.name, fold, made))
    return out


def fitted(facts: Floats, copies: Floats) -> tuple[Floats, float]:
    """Weights and bias of the facts as they are; learnt on facts of mean 0 and deviation 1, for these DECAY weighs alike."""
    mean, deviation = facts.mean(0), facts.std(0) + 1e-9
    inputs = np.c_[(facts - mean) / deviation, np.ones(len(facts))]
    decay = DECAY * len(facts) * np.r_[np.ones(facts.shape[1]), 0.0]
    weights = np.zeros(inputs.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-np.clip(inputs @ weights, -50, 50)))
        curve = (inputs * (chances * (1 - chances))[:, None]).T @ inputs + np.diag(decay + 1e-9)
        weights -= np.linalg.solve(curve, inputs.T @ (chances - copies) + decay * weights)
    plain = weights[:-1] / deviation
    return plain, float(weights[-1] - plain @ mean)


def matches(one: Pairs, chances: Floats, rule: Rule) -> list[tuple[int, float]]:
    """What each text would have joined under `rule`."""
    out, at = [], 0
    for answers in one.answers:
        now = [replace(answer, probability=float(chances[at + n])) for n, (_, answer) in enumerate(answers)]
        now = [replace(answer, standing=rule.standing(answer)) for answer in now]
        at += len(answers)
        order = sorted(range(len(now)), key=lambda n: answers[n][0])
        chosen = best([now[n] for n in order])
        out.append((-1, 0.0) if chosen is None else (answers[order[chosen]][0], 1.0))
    return out


def chances(one: Pairs, weights: Floats, bias: float) -> Floats:
    return 1 / (1 + np.exp(-np.clip(one.facts() @ weights + bias, -50, 50)))


def bars(every: Sequence[Pairs], held_out: Sequence[Floats], start: Rule) -> Rule:
    """The bars with the best mean F1; of those within LOSS of it the strictest."""
    tried = []
    for bar in BARS:
        for outside in OUTSIDE:
            rule = replace(start, bar=round(float(bar), 2), outside=outside)
            f1 = [scores(one.made, groups(matches(one, p, rule), 0.5))["f1"] for one, p in zip(every, held_out, strict=True)]
            tried.append((float(np.mean(f1)), rule))
            print(f"bar {rule.bar} outside {outside}: f1 {tried[-1][0]:.4f}", file=sys.stderr)
    top = max(f1 for f1, _ in tried)
    return max((rule for f1, rule in tried if f1 >= top - LOSS), key=lambda rule: (rule.outside, rule.bar))


def report(every: Sequence[Pairs], held_out: Sequence[Floats], rule: Rule) -> str:
    """Held-out figures by folder, to stderr; the F1 and the share of same-event reports folded as a line for the file."""
    said = []
    for folder in dict.fromkeys(one.folder for one in every):
        figures: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        for one, p in zip(every, held_out, strict=True):
            if one.folder != folder:
                continue
            found = matches(one, p, rule)
            for name, value in {**scores(one.made, groups(found, 0.5)), **by_kind(one.made, found, 0.5)}.items():
                figures[name] += value
                counts[name] += 1
        means = {name: round(figures[name] / counts[name], 4) for name in figures}
        print(f"{folder}, held out: {means}", file=sys.stderr)
        said.append(f"{folder}: f1 {means['f1']:.3f}, same event {means.get('same event', 0):.3f}")
    return "; ".join(said)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[TOLD])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--copies", type=float, default=6)
    given = parser.parse_args()
    every = gathered(given.folders, given.folds, given.seeds, given.copies)
    facts, copies = [one.facts() for one in every], [one.copies() for one in every]
    held_out = []
    for one in every:
        others = [n for n, other in enumerate(every) if other.fold != one.fold]
        held_out.append(chances(one, *fitted(np.concatenate([facts[n] for n in others]), np.concatenate([copies[n] for n in others]))))
    rule = bars(every, held_out, learnt())
    said = report(every, held_out, rule)
    weights, bias = fitted(np.concatenate(facts), np.concatenate(copies))
    rounded = {name: round(float(weight), 3) for name, weight in zip(FEATURES, weights, strict=True)}
    learnt_from = f"{sum(map(len, copies))} pairs of {' and '.join(folder.name for folder in given.folders)}; held out: {said}"
    name = f"linear {crc32(json.dumps(rounded).encode()):08x}"
    values = {**asdict(rule), "name": name, "weights": rounded, "bias": round(bias, 3), "learnt_from": learnt_from}
    if given.out:
        given.out.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(values))
    return 0


if __name__ == "__main__":
    sys.exit(main())
