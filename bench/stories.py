"""Do articles that tell one event come together in one story, and no others?

    python bench/stories.py [FOLDER] [--quick]

First our own events (training/told): full texts, texts cut to 35 words, and every second one cut; BCubed precision, recall and F1, events
that are one story, stories that hold two events, running stories that are one line. Then, given a folder with
short texts of known stories (*.jsonl.gz, one {"text", "cluster"} a line, no times): NMI in five shuffled orders, and of each half of the
stories alone. `online`: each article is placed once, two stories are merged where an article shows them to be one, and a few earlier
placements are looked at again; `placed`: without those two; `repaired`: after a repair of what came (every 1,000 texts, or 40 articles, and
at the end). The bars were set over these texts: training/cluster.py says what bars reach on stories that they do not know. The peer is the
usual single pass in the same run: TF-IDF, cosine to the mean, one bar, the best of six for it. --quick repairs one order only, once. The
last line is JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from wirecopy.desk.cluster import BARS, Bars, place
from wirecopy.desk.lines import lines, links
from wirecopy.desk.mastheads import mastheads
from wirecopy.desk.repair import again, carry_out, repair
from wirecopy.desk.roundup import looseness
from wirecopy.desk.stories import Stories, Weighed, spoken
from wirecopy.desk.terms import Terms, parts, terms

TOLD = Path(__file__).parents[1] / "training" / "told"
SHORT = 35  # words


@dataclass(frozen=True)
class Told:
    event: str
    line: str | None
    language: str | None
    outlet: int | None
    at: datetime | None
    terms: Terms
    text: str

    def parts(self, stories: Stories) -> list[Weighed]:
        """Its paragraphs."""
        return [stories.weigh(part, self.at, None, self.language) for part in parts(self.terms)]


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def told(folder: Path = TOLD, words: int | None = None) -> list[Told]:
    """Our own events in the order of their times; texts cut after so many words."""
    found: list[Told] = []
    outlets: dict[str, int] = {}
    files = [file.read_text(encoding="utf-8").split("\n== ") for file in sorted(folder.glob("*.txt"))]
    known = mastheads(telling.partition(" | ")[0] for _, *tellings in files for telling in tellings)
    for top, *tellings in files:
        facts = dict(line.split(": ", 1) for line in top.splitlines() if ": " in line)
        for telling in tellings:
            first, headline, standfirst, *rest = telling.split("\n")
            outlet, at = first.split(" | ")
            paragraphs = "\n".join(rest).split("\n\n")
            text = "\n\n".join(paragraphs) if words is None else " ".join(" ".join(rest).split()[:words])
            line = None if facts["line"] == "-" else facts["line"]
            number = outlets.setdefault(outlet, len(outlets))
            shown = terms(headline, standfirst, text, known)
            found.append(Told(facts["event"], line, facts["language"], number, datetime.fromisoformat(at.strip()), shown, text))
    return sorted(found, key=lambda one: (one.at, one.event, one.outlet))


def short_texts(folder: Path) -> list[Told]:
    rows = [json.loads(row) for file in sorted(folder.glob("*.jsonl.gz")) for row in gzip.decompress(file.read_bytes()).splitlines()]
    return [Told(str(row["cluster"]), None, None, None, None, terms("", "", row["text"]), row["text"]) for row in rows]


def group(articles: Sequence[Told], every: int = 0, merging: bool = True, bars: Bars = BARS) -> Stories:
    """All articles placed in their order; repaired after every so many, and at the end."""
    stories, free = Stories(), 0
    for number, one in enumerate(articles, 1):
        article = stories.weigh(one.terms, one.at, one.outlet, one.language)
        loose = looseness(one.terms, spoken(one.language))
        found = place(stories, article, bars=bars, parts=partial(one.parts, stories), loose=loose)
        story = free if found.story is None else found.story
        free += found.story is None
        stories.add(number - 1, article.silent() if found.roundup else article, story)
        if merging:
            if found.also is not None:
                stories.merge(found.also, story)
            for mended in again(stories, number - 1, bars=bars):
                free = carry_out(stories, [mended], free)
        if every and (number % every == 0 or number == len(articles)):
            free = put_right(stories, bars, free)
    return stories


def put_right(stories: Stories, bars: Bars = BARS, free: int | None = None) -> int:
    """Repair them as at night; the next free number of a story."""
    free = max(stories.open, default=-1) + 1 if free is None else free
    for _ in range(3):
        repairs = repair(stories, bars=bars)
        free = carry_out(stories, repairs, free)
        if not repairs:
            break
    return free


def labels(stories: Stories, count: int) -> list[int]:
    return [stories.where[number] for number in range(count)]


def nmi(found: Sequence[Any], true: Sequence[Any]) -> float:
    """Mutual information over the mean of both entropies."""
    both, one, other, n = Counter(zip(found, true, strict=True)), Counter(found), Counter(true), len(found)
    shared = sum(c / n * math.log(c * n / (one[a] * other[b])) for (a, b), c in both.items())
    entropies = sum(-sum(c / n * math.log(c / n) for c in counts.values()) for counts in (one, other))
    return 2 * shared / entropies if entropies else 1.0


def bcubed(found: Sequence[Any], true: Sequence[Any]) -> tuple[float, float, float]:
    """Precision, recall and F1 over articles (Bagga and Baldwin 1998)."""
    both, one, other, n = Counter(zip(found, true, strict=True)), Counter(found), Counter(true), len(found)
    precision = sum(c * c / one[a] for (a, _), c in both.items()) / n
    recall = sum(c * c / other[b] for (_, b), c in both.items()) / n
    return precision, recall, 2 * precision * recall / (precision + recall)


def events(stories: Stories, articles: Sequence[Told]) -> dict[str, Any]:
    found, true = labels(stories, len(articles)), [one.event for one in articles]
    holds: dict[int, set[str]] = defaultdict(set)
    lies: dict[str, set[int]] = defaultdict(set)
    for story, event in zip(found, true, strict=True):
        holds[story].add(event)
        lies[event].add(story)
    line = {story: number for number, members in enumerate(lines(links(stories))) for story in members}
    runs: dict[str, set[int]] = defaultdict(set)
    for story, one in zip(found, articles, strict=True):
        if one.line:
            runs[one.line].add(line.get(story, -1 - story))
    precision, recall, f1 = (round(figure, 4) for figure in bcubed(found, true))
    return {
        "precision": precision, "recall": recall, "f1": f1, "events": len(lies), "stories": len(holds),
        "events_in_one_story": sum(len(where) == 1 for where in lies.values()),
        "stories_of_two_events": sum(len(what) > 1 for what in holds.values()),
        "running_stories": len(runs), "running_stories_in_one_line": sum(len(where) == 1 for where in runs.values()),
    }  # fmt: skip


def peer(texts: Sequence[str], bar: float) -> list[int]:
    """One pass, TF-IDF by running counts, cosine to the sum of the members, one bar."""
    seen: Counter[str] = Counter()
    sums: list[dict[str, float]] = []
    squares: list[float] = []
    index: dict[str, dict[int, float]] = defaultdict(dict)
    found: list[int] = []
    for number, text in enumerate(texts, 1):
        counts = Counter(text.casefold().split())
        seen.update(counts.keys())
        vector = {word: count * math.log(1 + number / seen[word]) for word, count in counts.items()}
        norm = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        dots: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for story, other in index[word].items():
                dots[story] += weight / norm * other
        best, story = max(((dot / math.sqrt(squares[at]), at) for at, dot in dots.items()), default=(0.0, -1))
        if best < bar:
            story = len(sums)
            sums.append({})
            squares.append(0.0)
        squares[story] += 1 + 2 * dots.get(story, 0.0)
        for word, weight in vector.items():
            index[word][story] = index[word].get(story, 0.0) + weight / norm
        found.append(story)
    return found


def best_peer(articles: Sequence[Told], measure: Any) -> float:
    true = [one.event for one in articles]
    bars = (0.08, 0.1, 0.12, 0.15, 0.2, 0.25)
    return round(max(measure(peer([one.text for one in articles], bar), true) for bar in bars), 4)


def orders(articles: Sequence[Told], count: int = 5) -> list[list[Told]]:
    return [random.Random(seed).sample(articles, len(articles)) for seed in range(count)]


def score_short(articles: Sequence[Told], quick: bool) -> dict[str, Any]:
    def score(one: Sequence[Told], **how: Any) -> float:
        return round(nmi(labels(group(one, **how), len(one)), [article.event for article in one]), 4)

    figures: dict[str, Any] = {"texts": len(articles), "online": [], "placed": [], "repaired": []}
    began, placed = time.process_time(), 0
    for shuffled in orders(articles):
        figures["online"].append(score(shuffled))
        placed += len(shuffled)
        say(f"  order {len(figures['online'])}: NMI {figures['online'][-1]} online")
    figures["placements_per_cpu_s"] = round(placed / (time.process_time() - began))
    for shuffled in orders(articles, 1 if quick else 5):
        figures["placed"].append(score(shuffled, merging=False))
        figures["repaired"].append(score(shuffled, every=len(shuffled) if quick else 1_000))
        say(f"  NMI {figures['placed'][-1]} placed only, {figures['repaired'][-1]} repaired")
    names = sorted({article.event for article in articles})
    for half in (0, 1):
        kept = [article for article in articles if names.index(article.event) % 2 == half]
        figures[f"half_{half + 1}"] = min(score(shuffled) for shuffled in orders(kept, 2 if quick else 5))
        say(f"  half {half + 1}: worst NMI {figures[f'half_{half + 1}']}")
    figures["worst"] = min(figures["online"])
    figures["peer"] = best_peer(orders(articles)[0], nmi)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    figures: dict[str, Any] = {}
    for name, full, cut in (("told", None, None), ("told_short", SHORT, SHORT), ("told_mixed", None, SHORT)):
        articles = [a if at % 2 == 0 else b for at, (a, b) in enumerate(zip(told(words=full), told(words=cut), strict=True))]
        figures[name] = events(group(articles), articles)
        figures[name]["repaired"] = events(group(articles, 40), articles)
        figures[name]["peer_f1"] = best_peer(articles, lambda found, true: bcubed(found, true)[2])
        say(f"{name}: F1 {figures[name]['f1']}, repaired {figures[name]['repaired']['f1']}, the peer {figures[name]['peer_f1']}")
    if asked.folder and (texts := short_texts(asked.folder)):
        figures["short_texts"] = score_short(texts, asked.quick)
    else:
        say("short texts: skipped, no folder with *.jsonl.gz was given")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
