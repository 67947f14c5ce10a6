"""Which lines does the labeller take for the text?"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from wirecopy import labeller
from wirecopy.wire import body, features
from wirecopy.wire.blocks import Line
from wirecopy.wire.traits import Page

ROUND = 25  # lines before and after what the scores take; on 254 recorded pages five lines of text or fewer stand farther off
MOST_UNSCORED = 400
MUCH_MORE = 5  # times the text of the labeller makes the scores believed
SURELY = 0.05  # so much nearer to the told text
LATE, OFTEN, LONG = 12, 3, 100  # lines after the end; lines that stand alike; letters
BEFORE, TEXT, GAP, AFTER = range(4)  # what a line is to the text of its page


@dataclass(slots=True)
class Weights:
    """`alone` judges each line by itself (one label); `row` all of them in a row, the first opinions at hand."""

    alone: labeller.Labeller
    row: labeller.Labeller

    def dump(self) -> bytes:
        first, second = self.alone.dump(), self.row.dump()
        return struct.pack("<I", len(first)) + first + second


def load(data: bytes) -> Weights:
    """Raises labeller.NoWeights."""
    if len(data) < 4:
        raise labeller.NoWeights("These are no weights of a labeller.")
    (size,) = struct.unpack_from("<I", data)
    return Weights(labeller.load(data[4 : 4 + size]), labeller.load(data[4 + size :]))


@cache
def shipped() -> Weights:
    return load(files("wirecopy").joinpath("models_data/blocks.bin").read_bytes())


def stretch(count: int, second: set[int]) -> range:
    """The numbers of the lines that are looked at: those that the scores take for text, and some before and after."""
    return range(max(0, min(second) - ROUND), min(count, max(second) + ROUND + 1)) if second else range(min(count, MOST_UNSCORED))


def text(lines: Sequence[Line], page: Page, second: set[int], weights: Weights | None = None) -> set[int]:
    """The numbers of the lines of the text. `second`: those that the scores of boxes take for it."""
    near = stretch(len(lines), second)
    if not near:
        return set()
    using = weights or shipped()
    view = features.seen(lines[near.start : near.stop], page, second)
    chances = labeller.chance(using.alone.scores(view.fixed, view.words, view.owner)[:, 0])
    fixed = np.concatenate([view.fixed, features.agreed(view, chances)], 1)
    labels = using.row.best(using.row.scores(fixed, view.words, view.owner))
    return {n for n, label in zip(near, labels, strict=True) if label == TEXT}


def chosen(lines: Sequence[Line], page: Page, told: str, weights: Weights | None = None) -> list[int]:
    """The numbers of the lines of the text, in page order: the labeller's, unless the scores of boxes see far more text.

    `told` is the text that the page's JSON-LD carries; where it is long enough to judge by, the opinion nearer to it wins.
    """
    second = body.scored(lines)
    first = text(lines, page, second, weights)
    by_first, by_second = body.size(lines, first), body.size(lines, second)
    better = by_second > MUCH_MORE * by_first and by_second > 2 * body.PROSE
    if len(told) > body.TOLD and abs(by_first - by_second) > 0.1 * by_first:
        gain = body.likeness(lines, second, told) - body.likeness(lines, first, told)
        better = gain > (0 if better else SURELY)
    taken = second if better else first | resumed(lines, first, second)
    return sorted(taken | body.rest_of_tables(lines, taken))


def resumed(lines: Sequence[Line], first: set[int], second: set[int]) -> set[int]:
    """Prose close after the end of the text, in the box and under the path where the text stood: a plea in between is no end."""
    alike = Counter((lines[n].path, lines[n].box.parent) for n in first)
    after = lines[max(first) + 1 : max(first) + 1 + LATE] if first else ()
    return {
        line.number for line in after
        if line.number in second and alike[line.path, line.box.parent] >= OFTEN and body.prosaic(line) and len(line.text) > LONG
        and line.link_share < 0.2
    }  # fmt: skip
