"""How fast are printed times read, and how many rightly, beside dateparser? Lines: the cases of tests/cases/timestamp.txt.

    python bench/stamps.py [--quick]

Progress goes to stderr; the last line of stdout is one JSON object. Both read every line without being told its language, as a wire of
many languages must; both are warm. The lines are those our reader was made for: compare the times, not the counts of right answers.
dateparser comes with trafilatura.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import dateparser

from wirecopy.wire import timestamp

CASES = Path(__file__).parent.parent / "tests" / "cases" / "timestamp.txt"


def lines() -> list[tuple[str, str]]:
    """(printed, ISO told or "none") of the cases that need no hints."""
    rows = [line.rsplit(" | ", 1) for line in CASES.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return [(printed, told.split(" second")[0]) for printed, told in rows if " ; " not in told and "[" not in told]


def ours(line: str) -> str:
    stamp = timestamp.read(line)
    return stamp.instant if stamp else "none"


def theirs(line: str) -> str:
    moment = dateparser.parse(line, settings={"DATE_ORDER": "DMY"})
    return moment.replace(microsecond=0).isoformat() if moment else "none"


def same(got: str, told: str) -> bool:
    """The same instant, or the same local time where no zone is told; where only a day is told, the same day."""
    if "none" in (got, told):
        return got == told
    if "T" not in told:
        return datetime.fromisoformat(got).date() == date.fromisoformat(told)
    return datetime.fromisoformat(got) == datetime.fromisoformat(told)


def measure(read: Callable[[str], str], cases: list[tuple[str, str]], rounds: int) -> dict[str, float | int]:
    read(cases[0][0])  # what is loaded at the first call is not the line's time
    spent: list[float] = []
    for line, _ in cases:
        best = min(_timed(read, line) for _ in range(rounds))
        spent.append(best)
    right = sum(same(read(line), told) for line, told in cases)
    spent.sort()
    return {
        "lines": len(cases),
        "right": right,
        "mean_us": round(statistics.fmean(spent) * 1e6, 1),
        "median_us": round(statistics.median(spent) * 1e6, 1),
        "worst_us": round(spent[-1] * 1e6, 1),
    }


def _timed(read: Callable[[str], str], line: str) -> float:
    began = time.perf_counter()
    read(line)
    return time.perf_counter() - began


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--quick", action="store_true", help="every fourth line, one round")
    quick = arguments.parse_args().quick
    cases = lines()[:: 4 if quick else 1]
    results: dict[str, object] = {}
    for name, read, rounds in (("wirecopy", ours, 1 if quick else 5), ("dateparser", theirs, 1 if quick else 3)):
        print(f"{name}: {len(cases)} lines, best of {rounds} ...", file=sys.stderr, flush=True)
        results[name] = found = measure(read, cases, rounds)
        print(f"{name}: {found['mean_us']} µs a line, {found['right']} of {found['lines']} right", file=sys.stderr)
    print(json.dumps(results))


if __name__ == "__main__":
    main()
