"""Which bars place articles best? Prints the worst figure of each choice on one half of the events, and of the best on the other half.

    python training/cluster.py [FOLDER]

One bar of `wirecopy.desk.cluster.Bars` at a time is tried above and below its value, on our own events (full, cut, every second cut) and,
given a folder, on its short texts (bench/stories.py says how they look). What is best is put into `Bars` by hand, with a new RULE.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from stories import SHORT, Told, bcubed, group, labels, nmi, orders, short_texts, told

from wirecopy.desk.cluster import BARS, Bars

STEPS = (0.85, 1.18)


def worth(sets: Sequence[Sequence[Told]], half: int, bars: Bars) -> float:
    """The mean of the figures on the events of one half: NMI where there are no times, else BCubed F1."""
    figures = []
    for articles in sets:
        # A running story is told by one half only, or its names would be known.
        names = sorted({one.line or one.event for one in articles})
        kept = [one for one in articles if names.index(one.line or one.event) % 2 == half]
        found, true = labels(group(kept, bars=bars), len(kept)), [one.event for one in kept]
        figures.append(bcubed(found, true)[2] if kept[0].at else nmi(found, true))
    return sum(figures) / len(figures)


def main() -> None:
    full, cut = told(), told(words=SHORT)
    sets = [full, cut, [a if at % 2 == 0 else b for at, (a, b) in enumerate(zip(full, cut, strict=True))]]
    if len(sys.argv) > 1:
        sets += orders(short_texts(Path(sys.argv[1])), 2)
    for half in (0, 1):
        bars, best = BARS, worth(sets, half, BARS)
        for field in fields(Bars):
            for step in STEPS:
                tried = replace(bars, **{field.name: round(getattr(bars, field.name) * step, 4)})
                if (figure := worth(sets, half, tried)) > best + 0.001:
                    bars, best = tried, figure
        other, as_it_is = worth(sets, 1 - half, bars), worth(sets, 1 - half, BARS)
        print(f"half {half + 1}: {best:.4f} with {bars}; on the other half {other:.4f}, as it is {as_it_is:.4f}")


if __name__ == "__main__":
    main()
