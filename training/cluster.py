"""How well are texts placed by bars that were learnt on other stories? Prints each split's figures, held out, and the worst.

    python training/cluster.py FOLDER [--splits 2] [--orders 1]

FOLDER holds short texts of known stories (bench/stories.py says how they look). Its stories are parted in two at random, so often; on
each half bars are learnt by themselves, from START, which was set on nothing: one at a time is made smaller and larger, and keeps what
raises the mean NMI of placing that half's texts in a few orders. Then the other half is placed in five orders, of texts that no bar has
seen. `online`: each text placed once, with what placing itself puts right; `repaired`: after the nightly repair of that. What is not LEARNT
stands in START, or, where it is of times, which these texts have not, as it ships. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from stories import Told, group, labels, nmi, orders, put_right, say, short_texts

from wirecopy.desk.cluster import BARS, Bars
from wirecopy.desk.stories import Stories

LEARNT = ("join", "merge", "cold", "size")
START = replace(BARS, join=0.2, merge=0.2, cold=0.5, size=0.05, grow=0.2, most=0.4, share=0.5, warm=50.0, doubt=0.5, margin=0.2)
STEPS = (1.4, 1.15)  # of each round
LEAST = 0.0003  # that a step must gain
ORDERS = 5  # in which the held-out half is placed


def placed(articles: Sequence[Told], bars: Bars) -> tuple[Stories, float]:
    stories = group(articles, bars=bars)
    return stories, figure(stories, articles)


def figure(stories: Stories, articles: Sequence[Told]) -> float:
    return nmi(labels(stories, len(articles)), [one.event for one in articles])


def held_out(articles: Sequence[Told], bars: Bars) -> dict[str, list[float]]:
    """The figures of placing texts in five orders, and of repairing what came of each."""
    found: dict[str, list[float]] = {"online": [], "repaired": []}
    for seed in range(ORDERS):
        shuffled = random.Random(1000 + seed).sample(articles, len(articles))
        stories, online = placed(shuffled, bars)
        found["online"].append(round(online, 4))
        put_right(stories, bars)
        found["repaired"].append(round(figure(stories, shuffled), 4))
    return found


def learn(articles: Sequence[Told], count: int) -> Bars:
    """The bars that place these texts best, found from START."""
    shuffled = orders(articles, count)

    def worth(bars: Bars) -> float:
        return sum(placed(one, bars)[1] for one in shuffled) / count

    bars, best = START, worth(START)
    for step in STEPS:
        for name in LEARNT:
            for factor in (1 / step, step):
                while (gained := worth(tried := replace(bars, **{name: round(getattr(bars, name) * factor, 4)}))) > best + LEAST:
                    bars, best = tried, gained
    say(f"  learnt: {best:.4f} with {[(name, getattr(bars, name)) for name in LEARNT]}")
    return bars


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--splits", type=int, default=2)
    parser.add_argument("--orders", type=int, default=1, help="in which bars are learnt")
    asked = parser.parse_args()
    texts = short_texts(asked.folder)
    names = sorted({one.event for one in texts})
    found: list[dict[str, Any]] = []
    for split in range(asked.splits):
        shuffled = random.Random(split).sample(names, len(names))
        halves = [[one for one in texts if one.event in set(shuffled[at::2])] for at in (0, 1)]
        for known, other in (halves, halves[::-1]):
            bars = learn(known, asked.orders)
            row = {"split": split + 1, "texts": len(other), "bars": {name: getattr(bars, name) for name in LEARNT}}
            found.append(row | held_out(other, bars))
            say(f"held out: {found[-1]}")
    worst = {name: min(min(row[name]) for row in found) for name in ("online", "repaired")}
    mean = {name: round(sum(sum(row[name]) for row in found) / len(found) / ORDERS, 4) for name in worst}
    print(json.dumps({"worst": worst, "mean": mean, "halves": found}))


if __name__ == "__main__":
    main()
