"""Which lines does the labeller take for the text, and what are the others?"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np

from wirecopy import labeller
from wirecopy.wire import body, features
from wirecopy.wire.blocks import Line
from wirecopy.wire.kinds import KINDS
from wirecopy.wire.traits import Page

ROUND = 15  # lines before and after what the scores take; on 254 recorded pages seven lines of text stand farther off
MOST_UNSCORED = 400
MUCH_MORE = 5  # times the text of the labeller makes the scores believed
SURELY = 0.05  # so much nearer to the told text
LATE, OFTEN, LONG = 12, 3, 100  # lines after the end; lines that stand alike; letters
BEFORE, TEXT, GAP, AFTER = range(4)  # what a line is to the text of its page


@dataclass(slots=True)
class Weights:
    """`alone` judges each line by itself: is it text? `row` all of them in a row, the first opinions at hand. `kind`: what is it?"""

    alone: labeller.Labeller  # two labels: not text, text
    row: labeller.Labeller  # BEFORE, TEXT, GAP, AFTER
    kind: labeller.Labeller  # KINDS

    def dump(self) -> bytes:
        parts = [part.dump() for part in (self.alone, self.row, self.kind)]
        return b"".join(struct.pack("<I", len(part)) + part for part in parts)


@dataclass(slots=True)
class Labelled:
    """`text`: the numbers of the lines of the text, in page order. `kinds`: what each line looked at is by itself, and how likely."""

    text: list[int] = field(default_factory=list)
    kinds: dict[int, tuple[str, float]] = field(default_factory=dict)


def load(data: bytes) -> Weights:
    """Raises labeller.NoWeights."""
    parts = []
    for _ in range(3):
        if len(data) < 4:
            raise labeller.NoWeights("The weights are cut off.")
        (size,) = struct.unpack_from("<I", data)
        parts.append(labeller.load(data[4 : 4 + size]))
        data = data[4 + size :]
    return Weights(*parts)


@cache
def shipped() -> Weights:
    return load(files("wirecopy").joinpath("models_data/blocks.bin").read_bytes())


def stretch(count: int, second: set[int]) -> range:
    """The numbers of the lines that are looked at: those that the scores take for text, and some before and after."""
    return range(max(0, min(second) - ROUND), min(count, max(second) + ROUND + 1)) if second else range(min(count, MOST_UNSCORED))


def seen(lines: Sequence[Line], page: Page, second: set[int], weights: Weights) -> Labelled:
    """What the labeller sees. `second`: the lines that the scores of boxes take for the text."""
    near = stretch(len(lines), second)
    if not near:
        return Labelled()
    view = features.seen(lines[near.start : near.stop], page, second)
    opinion = labeller.softmax(weights.alone.scores(view.fixed, view.words, view.owner))[:, 1]
    fixed = np.concatenate([view.fixed, features.agreed(view, opinion)], 1)
    labels = weights.row.best(weights.row.scores(fixed, view.words, view.owner))
    chances = labeller.softmax(weights.kind.scores(view.fixed, view.words, view.owner))
    likeliest = zip(chances.argmax(1).tolist(), chances.max(1).tolist(), strict=True)
    kinds = {n: (KINDS[kind], chance) for n, (kind, chance) in zip(near, likeliest, strict=True)}
    return Labelled([n for n, label in zip(near, labels, strict=True) if label == TEXT], kinds)


def labelled(lines: Sequence[Line], page: Page, told: str, weights: Weights | None = None) -> Labelled:
    """The lines of a page, labelled: the text is the labeller's, unless the scores of boxes see far more of it.

    `told` is the text that the page's JSON-LD carries; where it is long enough to judge by, the opinion nearer to it wins.
    """
    second = body.scored(lines)
    found = seen(lines, page, second, weights or shipped())
    first = set(found.text)
    by_first, by_second = body.size(lines, first), body.size(lines, second)
    better = by_second > MUCH_MORE * by_first and by_second > 2 * body.PROSE
    if len(told) > body.TOLD and abs(by_first - by_second) > 0.1 * by_first:
        gain = body.likeness(lines, second, told) - body.likeness(lines, first, told)
        better = gain > (0 if better else SURELY)
    taken = second if better else first | resumed(lines, first, second)
    return Labelled(sorted(taken | body.rest_of_tables(lines, taken)), found.kinds)


def resumed(lines: Sequence[Line], first: set[int], second: set[int]) -> set[int]:
    """Prose close after the end of the text, in the box and under the path where the text stood: a plea in between is no end."""
    alike = Counter((lines[n].path, lines[n].box.parent) for n in first)
    after = lines[max(first) + 1 : max(first) + 1 + LATE] if first else ()
    return {
        line.number for line in after
        if line.number in second and alike[line.path, line.box.parent] >= OFTEN and body.prosaic(line) and len(line.text) > LONG
        and line.link_share < 0.2
    }  # fmt: skip
