"""What does each stage of `wirecopy.read` cost? Processor time of the real function calls, over recorded pages.

    python bench/stages.py FOLDER [--quick] [--slow N]

FOLDER is a recorded wire (see read.py). A stage with a slash in its name is a part of the stage before the slash; "rest" is what no
stage counts. Each page is read once after a first page that loads the parts. Progress goes to stderr; the last line of stdout is one
JSON object: milliseconds a page of each stage as mean, 95th percentile and most.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from read import QUICK, recorded

import wirecopy
from wirecopy.wire import assemble, clean, dateline, decode, facts_head, facts_time, gate, labelled, language, lines, page, plaintext

STAGES: tuple[tuple[str, ModuleType, str], ...] = (
    ("decode", decode, "utf8"), ("gate", gate, "admitted"), ("parse", page, "LexborHTMLParser"), ("facts", page, "facts"),
    ("blocks", page, "blocks"), ("choice", labelled, "labelled"),
    ("head", facts_head, "headline"), ("head", facts_head, "standfirst"), ("head", facts_head, "kicker"), ("head", facts_head, "byline"),
    ("time", facts_time, "published_and_updated"),
    ("labels", lines, "labels"), ("assemble", assemble, "article"), ("assemble/language", language, "language"),
    ("assemble/html", clean, "html"), ("assemble/dateline", dateline, "read"), ("plain", plaintext, "read"),
)  # fmt: skip
KEPT_OUT = {"assemble/dateline": "assemble", "assemble/language": "assemble", "assemble/html": "assemble"}  # counted within that stage only


class Watch:
    """Adds up what each stage of the page at hand costs."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.within: list[str] = []

    def put_on(self, name: str, owner: ModuleType, attribute: str) -> None:
        deed: Callable[..., Any] = getattr(owner, attribute)
        over = KEPT_OUT.get(name)

        def timed(*given: Any, **named: Any) -> Any:
            if (over is None) == bool(self.within) or (over is not None and self.within != [over]):
                return deed(*given, **named)
            self.within.append(name)
            began = time.process_time()
            try:
                return deed(*given, **named)
            finally:
                self.spent[name] += time.process_time() - began
                self.within.pop()

        setattr(owner, attribute, timed)


def measure(folder: Path, sample: int, say: Callable[[str], None]) -> tuple[dict[str, Any], list[tuple[float, str]]]:
    """The figures, and each page's milliseconds with its file, slowest first."""
    watch = Watch()
    for stage in STAGES:
        watch.put_on(*stage)
    costs: dict[str, list[float]] = defaultdict(list)
    pages: list[tuple[float, str]] = []
    for number, (row, received) in enumerate(recorded(folder, sample)):
        if number == 0:
            wirecopy.read(received, row["url"])
        watch.spent.clear()
        began = time.process_time()
        wirecopy.read(received, row["url"])
        whole = time.process_time() - began
        counted = sum(seconds for name, seconds in watch.spent.items() if "/" not in name)
        for name in dict.fromkeys(stage[0] for stage in STAGES):
            costs[name].append(1000 * watch.spent[name])
        costs["rest"].append(1000 * (whole - counted))
        costs["whole"].append(1000 * whole)
        pages.append((round(1000 * whole, 1), row["file"]))
        if number % 32 == 31:
            say(f"{number + 1} pages, {sum(costs['whole']) / (number + 1):.1f} ms a page")
    return {"folder": folder.name, "pages": len(pages), "ms": {name: spread(some) for name, some in costs.items()}}, sorted(pages)[::-1]


def spread(costs: list[float]) -> dict[str, float]:
    order = sorted(costs) or [0.0]
    return {"mean": round(sum(order) / len(order), 3), "p95": round(order[len(order) * 95 // 100], 3), "max": round(order[-1], 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true", help=f"a fixed sample of {QUICK} pages")
    parser.add_argument("--slow", type=int, default=0, metavar="N", help="name the N slowest pages")
    given = parser.parse_args()
    figures, pages = measure(given.folder, QUICK if given.quick else 0, lambda text: print(text, file=sys.stderr))
    for cost, file in pages[: given.slow]:
        print(f"{cost:8.1f} ms  {file}", file=sys.stderr)
    for name, some in figures["ms"].items():
        print(f"{name:20}{some['mean']:9.2f}{some['p95']:9.2f}{some['max']:9.2f}", file=sys.stderr)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
