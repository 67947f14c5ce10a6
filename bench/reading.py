"""Who reads news pages best, and how fast? Wirecopy beside its peers, page by page, in one run.

    python bench/reading.py FOLDER [--quick] [--only NAME] [--memory]

FOLDER has the form that bench/read.py asks for. Every page goes to every reader before the next page comes, in an order that chance
chooses (the same in every run), so that what else the machine does hits all alike. Each has read one page before the clock starts.
A reader that raises has said nothing of that page; one that asks for the network is refused it.

What is counted:

body        4-word shingles, in the way of the article extraction benchmark of Scrapinghub: the shingles of a page are a bag, so one
            that stands twice counts twice. From what both bags hold (tp), what only the reader's (fp) and only the recorded (fn) come the
            page's precision and recall; over pages their plain means, of precision over the pages of which the reader said anything;
            F1 from these two means. Words as bench/read.py counts them: case makes no difference, scripts without spaces go by letter.
exact       pages with fp = fn = 0: every word there, in order, and none besides. How text is cut into lines makes no difference.
            The first recorded paragraph is the standfirst where a page shows one, and the record does not say where. Most readers
            leave it out, some give it as a field: so a page is scored with and without its first paragraph and the better counts,
            for every reader. `exact_whole` asks for that paragraph too, and is the stricter figure.
junk lines  lines of the reader's body whose words stand nowhere in the recorded text as one run; `junk_pages` have at least one.
facts       exact, over the pages that have one recorded; a time to the second and with its zone. "-": the reader does not tell it.
speed       pages per second of the process's CPU time. --memory: the peak of each reader, alone in a process over the same pages.

Progress and a table go to stderr; the last line of stdout is one JSON object.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from read import QUICK, f1, facts_right, mean, overlap, recorded, shingles, timed, tokens
from reading_peers import READERS, Ask, Reader, Said

MEASURE = "trafilatura-precision"  # the peer whose speed is 1.0
COLUMNS = (
    ("f1", "F1", ".3f"),
    ("precision", "P", ".3f"),
    ("recall", "R", ".3f"),
    ("exact_pages", "exact", ".3f"),
    ("exact_whole", "whole", ".3f"),
    ("junk_lines", "junk", ".2f"),
    ("junk_pages", "junky", ".3f"),
    ("headline", "headl", ".3f"),
    ("authors", "auth", ".3f"),
    ("instant", "inst", ".3f"),
    ("pages_per_cpu_second", "pages/s", ".1f"),
    ("speed", "speed", ".2f"),
    ("slowest_seconds", "slowest", ".2f"),
    ("peak_mb", "MB", ".0f"),
    ("silent", "silent", "d"),
    ("failures", "failed", "d"),
)


def body_score(paragraphs: list[str], body: str) -> tuple[float, float, bool]:
    """Precision, recall and whether the body is exactly the paragraphs."""
    gold, got = shingles(tokens("\n".join(paragraphs))), shingles(tokens(body))
    return *overlap(gold, got), gold == got


def better_score(paragraphs: list[str], body: str) -> tuple[float, float, bool]:
    """The better of the scores with and without the first paragraph, which may be a standfirst."""
    scores = [body_score(paragraphs, body)]
    if len(paragraphs) > 1:
        scores.append(body_score(paragraphs[1:], body))
    return max(scores, key=lambda score: (score[2], f1(score[0], score[1])))


def junk_lines(paragraphs: list[str], body: str) -> list[str]:
    gold = f" {' '.join(tokens(' '.join(paragraphs)))} "
    words = ((line, " ".join(tokens(line))) for line in body.splitlines())
    return [line for line, run in words if run and f" {run} " not in gold]


class Tally:
    """What one reader reached over the pages so far."""

    def __init__(self, gives: frozenset[str]) -> None:
        self.precision: list[float] = []
        self.recall: list[float] = []
        self.exact: list[float] = []
        self.whole: list[float] = []
        self.junk: list[int] = []
        self.facts: dict[str, list[float]] = {name: [] for name in sorted(gives)}
        self.seconds: list[float] = []
        self.failures = 0

    def add(self, row: dict[str, Any], said: Said) -> None:
        precision, recall, exact = better_score(row["paragraphs"], said.body)
        if tokens(said.body):
            self.precision.append(precision)
        self.recall.append(recall)
        self.exact.append(exact)
        self.whole.append(body_score(row["paragraphs"], said.body)[2])
        self.junk.append(len(junk_lines(row["paragraphs"], said.body)))
        for name, right in facts_right(row, said.headline, said.authors, said.instant).items():
            if name in self.facts:
                self.facts[name].append(right)

    def figures(self) -> dict[str, float]:
        spent = sum(self.seconds)
        return {
            "f1": round(f1(mean(self.precision), mean(self.recall)), 4),
            "precision": mean(self.precision),
            "recall": mean(self.recall),
            "exact_pages": mean(self.exact),
            "exact_whole": mean(self.whole),
            "junk_lines": round(sum(self.junk) / max(1, len(self.junk)), 2),
            "junk_pages": mean([float(lines > 0) for lines in self.junk]),
            **{name: mean(hits) for name, hits in self.facts.items()},
            "pages_per_cpu_second": round(len(self.seconds) / spent, 1) if spent else 0.0,
            "slowest_seconds": round(max(self.seconds, default=0.0), 2),
            "silent": len(self.recall) - len(self.precision),
            "failures": self.failures,
        }


def answer(ask: Ask, page: bytes, url: str) -> tuple[Said | None, str]:
    """What the reader says, or None and what it raised: a peer may raise anything."""
    try:
        return ask(page, url), ""
    except Exception as error:
        return None, " ".join(f"{type(error).__name__}: {error}".split())[:100]


def measure(folder: Path, readers: dict[Reader, Ask], sample: int, say: Callable[[str], None]) -> dict[str, dict[str, float]]:
    """The figures of each reader, by name."""
    tallies = {reader: Tally(reader.gives) for reader in readers}
    first, page = next(recorded(folder, sample))
    for ask in readers.values():
        answer(ask, page, first["url"])
    gc.collect()
    gc.freeze()  # what is loaded by now is no reader's garbage
    for number, (row, page) in enumerate(recorded(folder, sample)):
        order = list(readers)
        random.Random(number).shuffle(order)
        for reader in order:
            gc.collect()  # nobody sweeps up after the one before
            (said, raised), seconds = timed(partial(answer, readers[reader], page, row["url"]))
            tallies[reader].seconds.append(seconds)
            if said is None:
                tallies[reader].failures += 1
                say(f"{reader.name} failed at {row['file']}: {raised}")
            tallies[reader].add(row, said or Said())
        if number % 16 == 15:
            say(f"{number + 1} pages")
    return {reader.name: tally.figures() for reader, tally in tallies.items()}


def installed(wanted: Iterable[Reader], say: Callable[[str], None]) -> tuple[dict[Reader, Ask], list[str]]:
    """The readers that can be asked, and the names of those that are not installed."""
    found, missing = {}, []
    for reader in wanted:
        try:
            found[reader] = reader.make()
        except ImportError as error:
            missing.append(reader.name)
            say(f"{reader.name} is left out: {error}. To have it: pip install {reader.package}")
    return found, missing


def version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed, run from its folder"


def peak_of(reader: Reader, folder: Path, sample: int) -> float | None:
    """Megabytes at most, of a process of its own that does nothing else; None where it came to no good end."""
    command = [sys.executable, __file__, str(folder), "--only", reader.name, *(["--quick"] if sample else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if done.returncode:
        return None
    peak: float = json.loads(done.stdout.splitlines()[-1])["readers"][reader.name]["peak_mb"]
    return peak


def own_peak() -> float:
    """The most that this process held. Linux counts the parent's peak into getrusage's figure, so there it is asked elsewhere."""
    status = Path("/proc/self/status")
    if status.exists():
        kilobytes = float(re.search(r"VmHWM:\s*(\d+)", status.read_text("utf-8"))[1])
    else:
        kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return round(kilobytes / 1024, 1)


def compare(figures: dict[str, dict[str, float]]) -> None:
    """Adds each reader's speed as a multiple of the measure's."""
    base = figures.get(MEASURE, {}).get("pages_per_cpu_second")
    for row in figures.values() if base else ():
        row["speed"] = round(row["pages_per_cpu_second"] / base, 2)


def table(figures: dict[str, dict[str, float]]) -> str:
    columns = [column for column in COLUMNS if any(column[0] in row for row in figures.values())]
    lines = [f"{'':22}" + "".join(f"{head:>8}" for _, head, _ in columns)]
    for reader, row in figures.items():
        cells = (format(row[name], form) if name in row else "-" for name, _, form in columns)
        lines.append(f"{reader:22}" + "".join(f"{cell:>8}" for cell in cells))
    return "\n".join(lines)


def refuse_network(event: str, _: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise OSError("a reader asked for the network")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true", help=f"a fixed sample of {QUICK} pages")
    parser.add_argument("--only", metavar="NAME", choices=[reader.name for reader in READERS], help="one reader, with its peak memory")
    parser.add_argument("--memory", action="store_true", help="also the peak memory of each reader, in a process of its own")
    given = parser.parse_args()
    sample = QUICK if given.quick else 0
    started = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - started:5.0f} s  {line}", file=sys.stderr, flush=True)

    logging.disable(logging.CRITICAL)
    sys.addaudithook(refuse_network)
    wanted = [reader for reader in READERS if given.only in (None, reader.name)]
    readers, missing = installed(wanted, say)
    figures = measure(given.folder, readers, sample, say) if readers else {}
    if given.only:
        for row in figures.values():
            row["peak_mb"] = own_peak()
    for reader in readers if given.memory else ():
        peak = peak_of(reader, given.folder, sample)
        say(f"{reader.name} alone: {peak or '?'} MB")
        if peak:
            figures[reader.name]["peak_mb"] = peak
    compare(figures)
    print(table(figures), file=sys.stderr)
    versions = {reader.package: version(reader.package) for reader in readers}
    run = {"folder": given.folder.name, "sample": sample or "all", "readers": figures, "left_out": missing, "versions": versions}
    print(json.dumps(run))
    return 0 if figures else 1


if __name__ == "__main__":
    sys.exit(main())
