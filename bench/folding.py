"""Which copies of one text are found, what is folded that is none, and how fast? Beside what others do, on one set in one run.

    python bench/folding.py [FOLDER] [--quick] [--seed 7] [--copies 5] [--alone]

The set is made of the articles of FOLDER (training/copies.py; without FOLDER of training/told): eleven kinds of copies, and texts that
only look like copies. Each text, in the order of time, joins its best earlier match or stands for itself. Precision, recall and F1 count
pairs of texts in one group, ARI is the adjusted Rand index of the groups. Below: of the copies of each kind, the share that joined a text
of their group; of the texts of each other kind, the share that joined a text they are no copy of. `same_event_folded` is the last for
reports of one event, all but the first of each event. Peers without a bar of their own get the one that is best for them on this very set;
our bar is the shipped one. Speed counts CPU seconds of one process, from the text to the decision, without a database. Passages: of the
words marked as taken over, those that were; of the words taken over unchanged, those that are marked. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from folding_peers import PEERS, Matches

from training.articles import TOLD, articles
from training.copies import Document, make
from training.copying import WAYS
from wirecopy.desk.anchors import anchors
from wirecopy.desk.fold import best, judged
from wirecopy.desk.index import Index
from wirecopy.desk.passages import Passage
from wirecopy.desk.words import Words, words

ALIKE = ("same event", "quoting", "furniture", "daily", "original")
QUICK = 40  # articles of the quick set, or as many as the events of so many hold


@dataclass(slots=True)
class Folder:
    """Texts in the order of time, each against its candidates."""

    index: Index = field(default_factory=Index)
    held: list[Words] = field(default_factory=list)

    def fold(self, text: str, day: int) -> tuple[int, float, tuple[Passage, ...]]:
        """The text it is a copy of, how surely, and the passages; -1 where it is none."""
        own = words(text)
        marks = anchors(own)
        others = [other for other, _ in self.index.candidates(marks)]
        answers = judged(own, (self.held[other] for other in others))
        order = sorted(range(len(answers)), key=lambda n: others[n])
        chosen = best([answers[n] for n in order])
        self.index.add(len(self.held), marks, day)
        self.held.append(own)
        if chosen is None:
            return -1, 0.0, ()
        answer = answers[order[chosen]]
        return others[order[chosen]], answer.probability, answer.passages


def ours(made: Sequence[Document]) -> tuple[Matches, float, dict[str, float]]:
    """Matches, CPU seconds, and how rightly the passages of copies are marked."""
    words(made[0].text)  # what is loaded once is no cost of a text
    start = time.process_time()
    folder = Folder()
    found = [folder.fold(one.text, one.article.published.toordinal()) for one in made]
    seconds = time.process_time() - start
    counts: Counter[str] = Counter()
    for one, (match, _, passages) in zip(made, found, strict=True):
        if one.copy and match == one.origin:
            counts.update(passage_words(one, folder.held[one.number], folder.held[match], passages))
    right, marked, same, kept = (counts[name] for name in ("right", "marked", "same", "kept"))
    return [(match, chance) for match, chance, _ in found], seconds, {
        "passage_precision": round(right / max(1, marked), 4),
        "passage_recall": round(kept / max(1, same), 4),
    }


def passage_words(one: Document, own: Words, other: Words, passages: Sequence[Passage]) -> dict[str, int]:
    """Words of the copy: marked; of these from there, unchanged or changed in place; taken over unchanged; of these marked."""
    moved, same, marked = (np.zeros(len(own), bool) for _ in range(3))
    for move in one.moves:
        inside = (own.starts >= move.start) & (own.ends <= move.end)
        moved |= inside
        same |= inside & move.same
    for passage in passages:
        marked[passage.a0 : passage.a1] = True
    return {"marked": int(marked.sum()), "right": int((marked & moved).sum()), "same": int(same.sum()), "kept": int((marked & same).sum())}


def groups(matches: Matches, bar: float) -> list[int]:
    out: list[int] = []
    for number, (match, likeness) in enumerate(matches):
        out.append(out[match] if match >= 0 and likeness >= bar else number)
    return out


def pairs(count: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in count.values())


def scores(made: Sequence[Document], found: Sequence[int]) -> dict[str, float]:
    true = [one.group for one in made]
    both, real, claimed = pairs(Counter(zip(true, found, strict=True))), pairs(Counter(true)), pairs(Counter(found))
    expected = real * claimed / max(1, len(made) * (len(made) - 1) // 2)
    precision, recall = both / max(1, claimed), both / max(1, real)
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(2 * both / max(1, real + claimed), 4),
        "ari": round((both - expected) / max(1e-9, (real + claimed) / 2 - expected), 4),
    }  # fmt: skip


def by_kind(made: Sequence[Document], matches: Matches, bar: float) -> dict[str, float]:
    """Of copies the share folded rightly, of other texts the share folded; of reports of an event, its first does not count."""
    hits: dict[str, list[bool]] = defaultdict(list)
    told: set[str] = set()
    for one, (match, likeness) in zip(made, matches, strict=True):
        folded = match >= 0 and likeness >= bar
        if one.copy:
            hits[one.kind].append(folded and made[match].group == one.group)
        elif one.kind != "same event" or one.article.event in told:
            hits[one.kind].append(folded)
        told.add(one.article.event)
    return {kind: round(sum(hits[kind]) / len(hits[kind]), 4) for kind in (*WAYS, *ALIKE) if hits[kind]}


def best_bar(made: Sequence[Document], matches: Matches) -> float:
    bars = sorted({round(likeness, 2) for _, likeness in matches if likeness > 0}) or [1.0]
    return max(bars, key=lambda bar: scores(made, groups(matches, bar))["f1"])


def peers(made: Sequence[Document]) -> dict[str, dict[str, Any]]:
    texts, titles = [one.text for one in made], [one.article.headline for one in made]
    out: dict[str, dict[str, Any]] = {}
    for name, (peer, bar) in PEERS.items():
        start = time.process_time()
        try:
            matches = peer(texts, titles)
        except ImportError as missing:
            say(f"{name}: skipped, {missing.name} is not installed")
            out[name] = {"skipped": f"{missing.name} is not installed"}
            continue
        seconds = time.process_time() - start
        out[name] = figures(made, matches, best_bar(made, matches) if bar is None else bar, seconds)
        show(name, out[name])
    return out


def figures(made: Sequence[Document], matches: Matches, bar: float, seconds: float) -> dict[str, Any]:
    kinds = by_kind(made, matches, bar)
    return {
        **scores(made, groups(matches, bar)), "bar": bar, "copies_per_cpu_s": round(len(made) / seconds),
        "same_event_folded": kinds.get("same event", 0.0), "kinds": kinds,
    }  # fmt: skip


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def show(name: str, found: dict[str, Any]) -> None:
    head = " ".join(f"{key} {found[key]}" for key in ("precision", "recall", "f1", "ari", "bar", "copies_per_cpu_s"))
    say(f"{name}: {head}\n    " + ", ".join(f"{kind} {share}" for kind, share in found["kinds"].items()))


def quick(found: Sequence[Any], seed: int) -> list[Any]:
    events = sorted({one.event for one in found})
    kept = set(Random(seed).sample(events, min(QUICK, len(events))))
    return [one for one in found if one.event in kept]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=TOLD)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} events")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--copies", type=float, default=5)
    given = parser.parse_args()
    found = articles(given.folder)
    made = make(quick(found, given.seed) if given.quick else found, given.seed, given.copies)
    length = sum(one.article.length for one in made) / len(made)
    say(f"{len(made)} texts of {length:.0f} words, {pairs(Counter(one.group for one in made))} pairs of copies")
    matches, seconds, passages = ours(made)
    own = {**figures(made, matches, 0.0, seconds), **passages}
    show("wirecopy", own)
    say(f"    {passages}")
    beside = {} if given.alone else peers(made)
    print(json.dumps({"texts": len(made), "words_a_text": round(length), **own, "peers": beside}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
