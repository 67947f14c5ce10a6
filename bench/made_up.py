"""How well are made-up pages read? Those of the training's 47 templates, of a seed that no weights have learnt from.

    python bench/made_up.py [--quick] [--floors] [--worst N]

Prints, over all pages, the share that comes out exactly (every line of the text and none besides; a standfirst may be in it or not), and of
each kind of line how many were lost, or taken for text. --floors fails below bench/floors.json. Progress goes to stderr; the last line of
stdout is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "training"), str(ROOT / "bench")]

import made  # noqa: E402
from reading import better_score  # noqa: E402

import wirecopy  # noqa: E402

FLOORS = Path(__file__).with_name("floors.json")
TEXT = frozenset(("lede", "body", "subhead", "list_item", "quote", "table", "standfirst"))
SEED, PAGES, QUICK = 41, 8, 2  # the training's is 7; pages of each template


def measure(pages: int, worst: int = 0) -> dict[str, Any]:
    """`pages` of each template."""
    lost, junk, of, exact, bad = Counter[str](), Counter[str](), Counter[str](), [], Counter[str]()
    for number, one in enumerate(made.pages(SEED, made.TEMPLATES, pages)):
        article = wirecopy.read(one.html, one.url)
        right = better_score([text for label, text in one.truth if label in TEXT], article.body)[2]
        exact.append(right)
        bad[one.template] += not right
        lines = {line for row in article.body.splitlines() for line in (row, *row.split("\t"))}
        for label, text in one.truth:
            of[label] += 1
            if label in TEXT:
                lost[label] += text not in article.body and text != article.standfirst
            else:
                junk[label] += text in lines
        if number % 50 == 49:
            print(f"{number + 1} pages", file=sys.stderr)
    for template, count in bad.most_common(worst):
        print(f"{count} of {pages} {template}", file=sys.stderr)
    return {
        "pages": len(exact), "exact_pages": round(sum(exact) / len(exact), 4),
        "lost": {label: f"{count} of {of[label]}" for label, count in lost.items() if count},
        "junk": {label: f"{count} of {of[label]}" for label, count in junk.items() if count},
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} pages of each template instead of {PAGES}")
    parser.add_argument("--floors", action="store_true", help="fail below bench/floors.json")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N templates that are read worst")
    given = parser.parse_args()
    figures = measure(QUICK if given.quick else PAGES, given.worst)
    print(json.dumps(figures))
    floor = json.loads(FLOORS.read_text("utf-8"))["made"]["exact_pages"]
    if given.floors and figures["exact_pages"] < floor:
        print(f"exact pages {figures['exact_pages']} are below their floor {floor}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
