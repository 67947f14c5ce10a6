"""Which lines does the labeller take for the text, and what are the others?"""

from __future__ import annotations

import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from wirecopy import labeller
from wirecopy.wire import behind, body, columns, comments, consent, elsewhere, features, neighbours
from wirecopy.wire.blocks import Line
from wirecopy.wire.kinds import KINDS, OF_THE_TEXT
from wirecopy.wire.traits import Page

EARLIER, LATER = 15, 10  # lines before and after what the scores take; on 256 recorded pages six lines of text stand farther off
FROM_HEADLINE = 100  # lines between it and the others, at most
MOST_UNSCORED = 400
MUCH_MORE = 5  # times the text of the labeller makes the scores believed
PLAINLY = 0.7  # so likely of another kind that its place among the text does not make it text
SURELY = 0.05  # so much nearer to the told text
WHOLLY = 0.9  # so much of a line is the text of links in one that is a link
FIELDS = frozenset(("caption", "credit", "prompt", "bio", "correction"))
BEFORE, TEXT, GAP, AFTER = range(4)  # what a line is to the text of its page


@dataclass(slots=True)
class Weights:
    """`alone` judges each line by itself: is it text? `row` all of them in a row, the first opinions at hand. `kind`: what is it?"""

    alone: labeller.Labeller  # two labels: not text, text
    row: labeller.Labeller  # BEFORE, TEXT, GAP, AFTER
    kind: labeller.Labeller  # KINDS
    joined: npt.NDArray[np.float32] = field(init=False)  # those of all three, beside each other: looked up at once

    def __post_init__(self) -> None:
        parts = self.alone, self.row, self.kind
        self.joined = np.concatenate([part.weights for part in parts], 1)

    def scores(self, view: features.Seen) -> list[labeller.Floats]:
        """What each of the three makes of the lines, (lines, labels)."""
        widths = [part.weights.shape[1] for part in (self.alone, self.row)]
        return np.split(labeller.summed(self.joined, view.fixed, view.words, view.owner), np.cumsum(widths), 1)

    def dump(self) -> bytes:
        parts = [part.dump() for part in (self.alone, self.row, self.kind)]
        return b"".join(struct.pack("<I", len(part)) + part for part in parts)


@dataclass(slots=True)
class Labelled:
    """`text`: the numbers of the lines of the text, in page order. `kinds`: what each line looked at is by itself, and how likely."""

    text: list[int] = field(default_factory=list)
    kinds: dict[int, tuple[str, float]] = field(default_factory=dict)

    def leads_on(self, lines: Sequence[Line], numbers: set[int]) -> bool:
        """Is most of what these lines say plainly of other stories?"""
        teasers = {n for n in numbers if n in self.kinds and self.kinds[n][0] == "teaser" and self.kinds[n][1] > PLAINLY}
        return 2 * body.size(lines, teasers) > body.size(lines, numbers)

    def beside(self) -> dict[int, str]:
        """What the lines around the text surely are, where it is something that an article has a field for."""
        taken = set(self.text)
        return {n: kind for n, (kind, chance) in self.kinds.items() if kind in FIELDS and chance > PLAINLY and n not in taken}


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


def stretch(lines: Sequence[Line], second: set[int], headlines: Collection[str]) -> range:
    """The numbers of the lines that are looked at: those that the scores take for text, and some before and after.

    Scores may take what stands behind the text for it, so that the lines from the headline on are looked at too.
    """
    if not second:
        return range(min(len(lines), MOST_UNSCORED))
    start, stop = max(0, min(second) - EARLIER), min(len(lines), max(second) + LATER + 1)
    above = reversed(lines[max(0, start - FROM_HEADLINE) : start])
    return range(next((line.number for line in above if line.level == 1 and line.key in headlines), start), stop)


def seen(lines: Sequence[Line], page: Page, second: set[int], weights: Weights) -> Labelled:
    """What the labeller sees. `second`: the lines that the scores of boxes take for the text."""
    near = stretch(lines, second, page.headlines)
    if not near:
        return Labelled()
    view = features.seen(lines[near.start : near.stop], page, second)
    alone, row, kind = weights.scores(view)
    opinion, chances = labeller.softmax(alone)[:, 1], labeller.softmax(kind)
    likeliest = chances.argmax(1)
    labels = weights.row.best(row + labeller.summed(weights.row.weights, features.agreed(view, opinion, likeliest)))
    kinds = {n: (KINDS[k], chance) for n, k, chance in zip(near, likeliest.tolist(), chances.max(1).tolist(), strict=True)}
    text = [n for n, label in zip(near, labels, strict=True) if label == TEXT and (kinds[n][0] in OF_THE_TEXT or kinds[n][1] < PLAINLY)]
    return Labelled(text, kinds)


def labelled(
    lines: Sequence[Line], page: Page, told: str, weights: Weights | None = None, pictured: Collection[int] = ()
) -> Labelled:  # fmt: skip
    """The lines of a page, labelled: the text is the labeller's, unless the scores of boxes see far more of it.

    `told` is the text that the page's JSON-LD carries; where it is long enough to judge by, the opinion nearer to it wins.
    `pictured`: the lines right behind a picture.
    """
    lines = lines[: elsewhere.next_story(lines, page.headlines)]
    lines = lines[: comments.begin(lines, page.headlines)]
    second = body.scored(lines)
    found = seen(lines, page, second, weights or shipped())
    first = trimmed(lines, [n for n in found.text if n in second or not consent.asks_leave(lines[n].text)])
    by_first, by_second = body.size(lines, first), body.size(lines, second)
    better = by_second > MUCH_MORE * by_first and by_second > 2 * body.PROSE and not found.leads_on(lines, second)
    if len(told) > body.TOLD and abs(by_first - by_second) > 0.1 * by_first:
        gain = body.likeness(lines, second, told) - body.likeness(lines, first, told)
        better = gain > (0 if better else SURELY)
    if better:
        taken = second
    else:
        taken = joined(lines, first, second, found.kinds, pictured)
    taken -= columns.others(lines, taken)
    return Labelled(sorted(taken | neighbours.whole_tables(lines, taken, found.kinds)), found.kinds)


def joined(lines: Sequence[Line], first: set[int], second: set[int], kinds: neighbours.Kinds, pictured: Collection[int]) -> set[int]:
    """The lines of the text and all that join them.

    `second`: what the scores of boxes take for the text. `pictured`: what stands right behind a picture.
    """
    first = first - behind.strays(lines, first)
    whole = first | neighbours.opening(lines, first)
    whole |= neighbours.parts_amid(lines, whole, kinds) | neighbours.counted(lines, whole)
    whole |= neighbours.headings_amid(lines, whole, kinds, pictured)
    whole |= neighbours.amid(lines, whole, kinds)
    late = behind.resumed(lines, whole, second) | behind.enumerated(lines, whole) | behind.closing(lines, whole, kinds)
    return neighbours.whole_lists(lines, whole | late)


def trimmed(lines: Sequence[Line], numbers: Sequence[int]) -> set[int]:
    """Without what is wholly a link at either end: one text of 256 recorded ones ends so, and none begins so."""
    read = [n for n in numbers if lines[n].link_share < WHOLLY]
    return {n for n in numbers if read[0] <= n <= read[-1]} if read else set()
