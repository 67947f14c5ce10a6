"""Does folding keep its pace as the wire grows? Articles a CPU second, memory and restart at N, and the cost beside that at N / 10.

    python bench/folding_scale.py [--articles N] [--quick]

Texts are made up: 870 words by Zipf's law from 50,000, in sentences with quotations; every fifth is a copy of an earlier one (edited,
trimmed or turned round), every second ends with one of twenty paragraphs that all share. The index is filled with the anchors of all;
the pace is that of a sample of texts: words, anchors, candidates, the judgement of up to six, the packed words, and the index again.
What a database would do (rows, the loading of candidates) is left out. Progress goes to stderr; the last line of stdout is JSON.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from wirecopy.desk.anchors import anchors
from wirecopy.desk.fold import best, judged
from wirecopy.desk.index import Index
from wirecopy.desk.words import Keys, Words, unpack, words

LENGTH, VOCABULARY, COPIES, SHARED = 870, 50_000, 0.2, 20
BATCH = 5_000
TOGETHER = 50  # texts at a time
Ids = npt.NDArray[np.int64]


class Wire:
    """Article `number`, the same whenever it is asked for."""

    def __init__(self) -> None:
        chance = np.random.default_rng(5)
        letters = np.array(list("etaoinsrhldcumfpgwybvk"))
        sizes = chance.integers(2, 11, VOCABULARY)
        self.vocabulary = [f"{''.join(chance.choice(letters, size))}{number % 10 or ''}" for number, size in enumerate(sizes)]
        self.vocabulary = [word.rstrip("0123456789") + chr(97 + number % 26) for number, word in enumerate(self.vocabulary)]
        self.keys: Keys = words(" ".join(self.vocabulary)).keys
        weights = 1 / (np.arange(VOCABULARY) + 2.7)
        self.bounds = np.cumsum(weights) / weights.sum()
        self.shared = [self.draw(chance, 60) for _ in range(SHARED)]

    def draw(self, chance: np.random.Generator, count: int) -> Ids:
        return np.minimum(self.bounds.searchsorted(chance.random(count)), VOCABULARY - 1)

    def copied(self, number: int) -> int | None:
        """The number of the article that this one is a copy of."""
        chance = np.random.default_rng((7, number))
        if number < 10 or chance.random() >= COPIES:
            return None
        before = int(chance.integers(number))
        return self.copied(before) if self.copied(before) is not None else before

    @lru_cache(maxsize=64)  # noqa: B019 (one wire a run)
    def ids(self, number: int) -> Ids:
        chance = np.random.default_rng((9, number))
        source = self.copied(number)
        if source is None:
            body = self.draw(chance, LENGTH - 30)
        else:
            body = self.ids(source)[: LENGTH - 30]
            kind = number % 3
            if kind == 0:
                body = np.where(chance.random(len(body)) < 0.04, self.draw(chance, len(body)), body)
            elif kind == 1:
                body = body[: int(len(body) * chance.uniform(0.35, 0.7))]
            else:
                body = np.concatenate([body[len(body) // 2 :], body[: len(body) // 2]])
        return np.concatenate([body, self.shared[number % SHARED]]) if number % 2 else body

    def words(self, number: int) -> Words:
        keys = self.keys[self.ids(number)]
        none = np.empty(0, np.int32)
        return Words(keys, none, none, np.zeros(len(keys), bool))

    def text(self, number: int) -> str:
        parts = [self.vocabulary[word] for word in self.ids(number).tolist()]
        for place in range(0, len(parts), 17):
            parts[place] = parts[place].capitalize()
            if place:
                parts[place - 1] += ".\n\n" if place % 3 == 0 else ","
        for place in range(40, len(parts) - 12, 120):
            parts[place], parts[place + 10] = f"“{parts[place]}", f"{parts[place + 10]}”"
        return " ".join(parts)


def fill(index: Index, wire: Wire, first: int, past: int) -> float:
    """CPU seconds that the index itself took: what a restart takes, which has the anchors as rows."""
    spent = 0.0
    for start in range(first, past, BATCH):
        blobs = [(number, anchors(wire.words(number)).tobytes()) for number in range(start, min(start + BATCH, past))]
        begun = time.process_time()
        index.add_all([(number, np.frombuffer(blob, np.uint32), number // 20_000) for number, blob in blobs])
        spent += time.process_time() - begun
        print(f"\r{past:,} articles: {start + len(blobs):,} ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    some = anchors(wire.words(first))
    begun = time.process_time()
    index.candidates(some)  # what was added is sorted at the first look
    return spent + time.process_time() - begun


def pace(index: Index, wire: Wire, first: int, count: int) -> dict[str, float]:
    """CPU milliseconds an article, by what is done, and how much of it was right."""
    spent = dict.fromkeys(("words", "anchors", "candidates", "judge", "pack", "add"), 0.0)
    copies = found = wrong = candidates = 0
    for start in range(first, first + count, TOGETHER):
        numbers = range(start, min(start + TOGETHER, first + count))
        texts = [wire.text(number) for number in numbers]
        marks = [time.process_time()]
        read = [words(text) for text in texts]
        marks.append(time.process_time())
        found_by = [anchors(newer) for newer in read]
        marks.append(time.process_time())
        near = index.candidates_all(list(zip(numbers, found_by, strict=True)))
        marks.append(time.process_time())
        blobs = [[wire.words(other).pack() for other, _ in those] for those in near]
        begun = time.process_time()
        chosen = [best(judged(newer, map(unpack, those))) for newer, those in zip(read, blobs, strict=True)]
        marks.append(marks[-1] + time.process_time() - begun)
        begun = time.process_time()
        packed = [(newer.pack(), mine.tobytes()) for newer, mine in zip(read, found_by, strict=True)]
        marks.append(marks[-1] + time.process_time() - begun)
        begun = time.process_time()
        index.add_all([(number, mine, number // 20_000) for number, mine in zip(numbers, found_by, strict=True)])
        marks.append(marks[-1] + time.process_time() - begun)
        for name, since, until in zip(spent, marks, marks[1:], strict=False):
            spent[name] += until - since
        for number, those, choice in zip(numbers, near, chosen, strict=True):
            source = wire.copied(number)
            joined = None if choice is None else those[choice][0]
            root = joined if joined is None or wire.copied(joined) is None else wire.copied(joined)
            copies += source is not None
            found += source is not None and root == source
            wrong += root is not None and root != source
            candidates += len(those)
        del packed
    each = {name: round(1000 * seconds / count, 4) for name, seconds in spent.items()}
    return {**each, "all": round(1000 * sum(spent.values()) / count, 4), "copies": copies, "found": found, "wrong": wrong,
            "judged": round(candidates / count, 2)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--quick", action="store_true", help="30,000 articles: under a minute")
    given = parser.parse_args()
    count = 30_000 if given.quick else given.articles
    sample = min(2_000, count // 20)
    wire, index = Wire(), Index()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    restart = fill(index, wire, 0, count // 10)
    pace(index, wire, count // 10, sample // 4)  # warm
    small = pace(index, wire, count // 10 + sample // 4, sample)
    print(f"at {count // 10:,}: {small}", file=sys.stderr)
    restart += fill(index, wire, count // 10 + sample + sample // 4, count)
    large = pace(index, wire, count, sample)
    print(f"at {count:,}: {large}", file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held
    print(
        json.dumps(
            {
                "articles": count, "copies_per_cpu_s": round(1000 / large["all"]), "ratio": round(large["all"] / small["all"], 3),
                "bytes_an_article": round(index.memory / len(index)), "peak_bytes_an_article": round(1024 * peak / len(index)),
                "restart_s": round(restart, 1), "copies_found": round(large["found"] / max(1, large["copies"]), 4), "wrong": large["wrong"],
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
