"""How well are the made-up pages of `training/papers` read, line by line? Each paper builds its pages its own way.

    python bench/papers.py [--quick] [--floors] [--all] [--worst N]

Of the 40 pages that were made last, which neither weights nor most rules were made with (with --all of all 260): the share that comes out
exactly (every line that an editor would keep, none besides those that may be in or out), lines lost and too many, headline, authors in
their order, and the instant, to the second, where the page tells one. Cells of tables are not looked at. --floors fails below
bench/floors.json. Progress goes to stderr; the last line of stdout is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from read import mean, moment, recorded, squeeze  # noqa: E402

import wirecopy  # noqa: E402
from wirecopy.wire.letters import letters  # noqa: E402

PAPERS, FLOORS = ROOT / "training" / "papers", Path(__file__).with_name("floors.json")
QUICK = 65  # pages, ten of them held out


def lines(row: dict[str, Any], article: Any) -> tuple[list[str], list[str]]:
    """The lines of the text that were lost, and those that are none of it."""
    shown = [block.text for block in article.blocks if block.kind != "table"]
    keys = {key(text) for text in shown} | {key(article.standfirst or "")}
    wanted, fine = {key(text) for text in row["paragraphs"]}, [key(text) for text in row["optional"]]
    lost = [text for text in row["paragraphs"] if key(text) not in keys]
    return lost, [text for text in shown if key(text) not in wanted and not any(key(text) in other for other in fine)]


def key(text: str) -> str:
    return letters(text) or text.strip()


def measure(sample: int = 0, everything: bool = False, worst: int = 0) -> dict[str, Any]:
    exact, lost, junk, of = [], 0, 0, 0
    facts: dict[str, list[float]] = {"headline": [], "authors": [], "instant": []}
    bad: list[tuple[int, str]] = []
    for number, (row, page) in enumerate(recorded(PAPERS, sample)):
        if number % 50 == 49:
            print(f"{number + 1} pages", file=sys.stderr)
        if not (everything or row["held_out"]):
            continue
        article = wirecopy.read(page, row["url"])
        missing, more = lines(row, article)
        exact.append(float(not missing and not more))
        lost, junk, of = lost + len(missing), junk + len(more), of + len(row["paragraphs"])
        facts["headline"].append(float(squeeze(article.headline) == squeeze(row["headline"])))
        facts["authors"].append(float(list(article.authors) == row["authors"]))
        if at := moment(row["published"]):
            facts["instant"].append(float(at == moment(article.published.instant if article.published else None)))
        bad.append((len(missing) + len(more), row["file"]))
    for count, file in sorted(bad, reverse=True)[:worst]:
        print(f"{count} {file}", file=sys.stderr)
    told = {name: mean(some) for name, some in facts.items()}
    junk_lines = round(junk / max(1, len(exact)), 2)
    return {"pages": len(exact), "exact_pages": mean(exact), "lines": of, "lost": lost, "junk_lines": junk_lines, **told}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one page of four")
    parser.add_argument("--floors", action="store_true", help="fail below bench/floors.json")
    parser.add_argument("--all", action="store_true", help="those that rules were tuned on, too")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N pages that are read worst")
    given = parser.parse_args()
    figures = measure(QUICK if given.quick else 0, given.all, given.worst)
    print(json.dumps(figures))
    floors = json.loads(FLOORS.read_text("utf-8"))["papers"]
    below = [f"{name} {figures[name]} is below its floor {floor}" for name, floor in floors.items() if figures[name] < floor]
    if given.floors and not (given.quick or given.all) and below:
        print("\n".join(below), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
