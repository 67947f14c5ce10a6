"""What can be seen of a line without understanding it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from zlib import crc32

import numpy as np
import numpy.typing as npt

from wirecopy.wire.blocks import Line
from wirecopy.wire.boxes import HEADINGS, Box
from wirecopy.wire.featurewords import CALLS, NAMED, called, signs_in
from wirecopy.wire.traits import Page, traits

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
WIDTH = 96  # values of one column
COLUMNS = 256
SLOTS = 1 << 16  # ids of columns first, then hashed class words
WORDS = SLOTS - COLUMNS * WIDTH
TAGS = {tag: n for n, tag in enumerate(
    ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "span", "td", "th", "section", "article", "blockquote", "figcaption", "figure",
     "header", "footer", "aside", "nav", "main", "ul", "ol", "dl", "dt", "dd", "form", "table", "tr", "tbody", "body", "pre", "address",
     "details", "summary", "h6", "fieldset", "center", "caption", "menu"), 1)}  # fmt: skip
AROUND = ("article", "main", "aside", "nav", "footer", "header", "figure", "table", "ul", "ol", "li", "blockquote", "form", "section",
          "figcaption", "dl", "details")  # fmt: skip
AROUND_BITS = {tag: 1 << n for n, tag in enumerate(AROUND)}
SHIFT = len(CALLS)
INHERITED = (1 << SHIFT) - 1
WORD = re.compile(r"[a-z]{2,20}")
PROSE = 60
CHANCES = np.array([0.01, 0.04, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96, 0.99])
LENGTHS = np.array([8, 15, 25, 40, 60, 80, 110, 150, 200, 280, 400, 600, 900])
LINKED = np.array([0.1, 0.4, 0.8])
SHARES = np.array([0.001, 0.1, 0.25, 0.5, 0.75, 0.95])
PARTS = np.array([0.005, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.97])
MIXED = np.array([0.1, 0.4, 0.7, 0.9, 0.99])
COUNTS = np.array([2, 3, 4, 6, 9, 14, 22, 40])
FAR = np.array([-30, -12, -5, -2, -1, 0, 1, 2, 3, 4, 6, 9, 14, 22, 40, 80, 160])


@dataclass(slots=True)
class Seen:
    """`fixed`: one row of ids a line. `words`: further ids, `owner` the line of each. Columns are made whole, so they lie in memory."""

    fixed: Ints
    words: Ints
    owner: Ints
    homes: tuple[Ints, ...]  # number of what each line stands in: box above, box above that, path
    weight: Ints  # letters


class _Boxes:
    """The boxes that hold lines, numbered so that each comes after the one that it stands in."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.number: dict[Box, int] = {}
        self.boxes: list[Box] = []
        for line in lines:
            if line.box not in self.number:
                self.add(line.box)
        over = [self.number[b.parent] if b.parent is not None else 0 for b in self.boxes]
        calls, around, levels = [0], [0], [0]
        found = [named(b.words) for b in self.boxes]
        for n, box in enumerate(self.boxes[1:], 1):
            above = calls[over[n]]
            calls.append(found[n][0] | (above & INHERITED) << SHIFT | above & ~INHERITED)
            around.append(around[over[n]] | AROUND_BITS.get(box.tag, 0))
            levels.append(HEADINGS.get(box.tag) or HEADINGS.get(self.boxes[over[n]].tag) or 0)
        self.over, self.calls, self.around, self.level = np.array(over), np.array(calls), np.array(around), np.array(levels)
        self.tags = np.array([TAGS.get(b.tag, 0) for b in self.boxes])
        self.words = [(*found[n][1], *found[up][2], *found[over[up]][3]) for n, up in enumerate(over)]

    def add(self, box: Box) -> None:
        way = []
        step: Box | None = box
        while step is not None and step not in self.number:
            way.append(step)
            step = step.parent
        for step in reversed(way):
            self.number[step] = len(self.boxes)
            self.boxes.append(step)

    def summed(self, home: Ints, *weights: Floats) -> list[Floats]:
        """What all lines in each box weigh, those of the boxes in it included."""
        totals = [np.bincount(home, weight, len(self.boxes)).tolist() for weight in weights]
        over = self.over.tolist()
        for n in range(len(over) - 1, 0, -1):
            up = over[n]
            for total in totals:
                total[up] += total[n]
        return [np.array(total) for total in totals]


@lru_cache(8192)
def named(words: str) -> tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """What an element is called: bits of the groups of words, and the ids of the words as its own, of the box above and of that above."""
    found = [of_word(word) for word in dict.fromkeys(WORD.findall(words))]  # in one order always, for sums of floats depend on it
    if not found:
        return 0, (), (), ()
    marks, own, up, over = zip(*found, strict=True)
    return reduce(or_, marks), own, up, over


@lru_cache(1 << 15)
def of_word(word: str) -> tuple[int, int, int, int]:
    number = crc32(word.encode())
    own, up, over = (COLUMNS * WIDTH + (number * role + role) % WORDS for role in (3, 5, 7))
    return called(word), own, up, over


def bits(masks: Ints, count: int) -> Ints:
    """(count, masks): the bits of each."""
    return masks >> np.arange(count)[:, None] & 1


def seen(lines: Sequence[Line], page: Page, second: set[int]) -> Seen:
    """The ids of all that is seen of each line, of one at least. `second`: the lines that the scores of boxes take for text."""
    boxes = _Boxes(lines)
    number, paths, firsts = boxes.number, dict[int, int](), dict[str, int]()
    signs = signs_in("".join([line.text for line in lines]))
    rows = [
        (number[line.box], paths.setdefault(line.path, len(paths)), line.number in second, len(line.hrefs), line.box.hidden,
         firsts.setdefault(line.text, n) != n, *traits(line, page, signs))
        for n, line in enumerate(lines)
    ]  # fmt: skip
    home, path, scored, hrefs, hidden, again, size, *said = np.array(rows).T.copy()
    up = boxes.over[home]
    it = _Lines(boxes, home, up, boxes.over[up], path, size, np.array([line.link_share for line in lines]), scored, said)
    named_bits = bits(said[6], len(NAMED))
    ring = np.concatenate([named_bits[:, -1:], named_bits, named_bits[:, :1]], 1)
    fixed = columns([
        *it.alone(np.minimum(3, hrefs)), again * 2 + scored, hidden, *it.placed(), *it.held(), *it.alike(), *it.near(),
        bits(boxes.calls[home], 2 * SHIFT), bits(boxes.around[home], len(AROUND)) * (1 + scored),
        named_bits * (1 + np.minimum(7, it.length // 2)), ring[:, :-2], ring[:, 2:],
    ], len(lines), 0)  # fmt: skip
    ids = [(*boxes.words[n], *named(line.words)[2]) if line.words else boxes.words[n] for n, line in zip(home.tolist(), lines, strict=True)]
    owner = np.repeat(np.arange(len(lines)), [len(some) for some in ids])
    return Seen(fixed, np.fromiter(chain.from_iterable(ids), np.int64), owner, (up, it.upper, path), size)


def columns(values: Sequence[Ints], count: int, first: int) -> Ints:
    """(count, columns): the ids of the values; each is a column of so many lines, or several. `first`: columns that come before them."""
    ids = np.concatenate(values, None).reshape(-1, count)
    ids += (first + np.arange(len(ids)))[:, None] * WIDTH
    return ids.T


@dataclass(slots=True)
class _Lines:
    """The lines of a page as columns."""

    boxes: _Boxes
    home: Ints
    up: Ints
    upper: Ints
    path: Ints
    size: Ints
    link: Floats
    scored: Ints
    said: Sequence[Ints]
    length: Ints = field(init=False)
    linked: Ints = field(init=False)
    prose: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.length = LENGTHS.searchsorted(self.size, "right")
        self.linked = SHARES.searchsorted(self.link, "right")
        self.prose = self.size * ((self.size >= PROSE) & (self.link < 0.5))

    def alone(self, hrefs: Ints) -> list[Ints]:
        end, start, stops, commas, numeric, shout, _, meets, told = self.said
        tags, level, half = self.boxes.tags, self.boxes.level[self.home], np.minimum(7, self.length // 2)
        tag = tags[self.home]
        return [
            tag, tags[self.up], tags[self.upper], self.length, self.linked, hrefs * 8 + self.linked, end, start, end * 8 + half,
            stops * 5 + commas, numeric, shout * 8 + level, meets, told, self.scored, self.scored * 16 + self.length,
            tag % 8 * 8 + self.linked, meets * 8 + level, told * 8 + self.scored, half * 8 + self.linked, self.scored * 40 + tag,
        ]  # fmt: skip

    def placed(self) -> list[Ints]:
        """Where on the page, from the headline, and in the text that the scores took."""
        at = np.arange(len(self.home))
        level = self.boxes.level[self.home]
        first = headline_at(self.said[7], level)
        away = FAR.searchsorted(at - first, "right") if first is not None else np.full(len(at), 63)
        weight = self.prose * self.scored
        part = PARTS.searchsorted(weight.cumsum() / max(1, weight.sum()), "right")
        return [at * 20 // len(at), away, np.minimum(31, away) * 2 + self.scored, np.minimum(3, (level == 1).cumsum()) * 2 + self.scored,
                part, part * 2 + self.scored]  # fmt: skip

    def held(self) -> list[Ints]:
        """What the boxes around it hold of the page's prose, text, links and lines."""
        size = self.size.astype(float)
        prose, texts, links, count = self.boxes.summed(self.home, self.prose.astype(float), size, size * self.link, np.ones(len(size)))
        texts = np.maximum(1, texts)
        part = PARTS.searchsorted(prose / max(1.0, prose[0]), "right")
        linked = SHARES.searchsorted(links / texts, "right")
        mixed = COUNTS.searchsorted(count, "right") * 6 + MIXED.searchsorted(prose / texts)
        top = self.boxes.over[self.upper]
        return [kind[box] for box in (self.home, self.up, self.upper, top) for kind in (part, linked, mixed)]

    def alike(self) -> list[Ints]:
        """What the lines under the same path, and those in the same box, are together."""
        found = []
        whole = max(1, self.prose.sum())
        for same in (self.path, self.up):
            much, text, links = np.bincount(same), np.bincount(same, self.size), np.bincount(same, self.size * self.link)
            mean = LENGTHS.searchsorted(text / np.maximum(1, much), "right") * 4 + LINKED.searchsorted(links / np.maximum(1, text))
            part = PARTS.searchsorted(np.bincount(same, self.prose) / whole, "right")[same]
            count = COUNTS.searchsorted(much, "right")
            found += [count[same], mean[same], part, part * 2 + (self.size >= PROSE), part * 2 + self.scored]
        return found

    def near(self) -> list[Ints]:
        """The lines before and after."""
        found = []
        kind = np.minimum(7, self.length // 2) * 8 + self.linked
        rows = np.array([kind, self.scored * 2, self.boxes.tags[self.home], self.said[7], self.said[4], self.path, self.up])
        for there in beside(rows, np.array([63, 4, 63, 8, 8, -1, -1]), (-2, -1, 1, 2)):
            same = (there[5] == self.path) + (there[6] == self.up) * 8
            found += [there[0], there[1] + same, *there[2:5]]
        run = np.convolve(self.prose > 0, np.ones(7))[3:-3].astype(np.int64)
        return [*found, run, run * 2 + (self.prose > 0)]


def agreed(view: Seen, chances: Floats, kinds: Ints) -> Ints:
    """More columns, by a first opinion on each line: its own, its neighbours', and that on all that stands in the same box.

    `chances`: (lines,) that it is text; `kinds`: (lines,) the number of what it most likely is.
    """
    own = CHANCES.searchsorted(chances, "right")
    sure = view.weight * chances
    whole = max(1.0, float(sure.sum()))
    cols = [own]
    for home in view.homes:
        total, believed = np.maximum(1, np.bincount(home, view.weight)), np.bincount(home, sure)
        held = PARTS.searchsorted(believed / whole, "right")[home]
        others = CHANCES.searchsorted((believed[home] - sure + 20) / (total[home] - view.weight + 40), "right")
        cols += [CHANCES.searchsorted(believed / total, "right")[home], held, held * 8 + own // 2, others, others * 8 + own // 2]
    fill = np.array([len(CHANCES) + 1, WIDTH - 1])
    at = (-3, -2, -1, 1, 2, 3)
    near = dict(zip(at, beside(np.array([own, kinds]), fill, at), strict=True))
    cols += [*(near[step][0] for step in at), kinds, *(near[step][1] for step in (-2, -1, 1, 2)), kinds * 5 + own // 3]
    part = PARTS.searchsorted(sure[::-1].cumsum()[::-1] / whole, "right")
    cols += [np.minimum(10, np.convolve(chances, np.ones(11))[5:-5].astype(np.int64)), part, part * 5 + own // 3]
    return columns(cols, len(own), view.fixed.shape[1])


def beside(rows: Ints, fill: Ints, steps: Sequence[int]) -> list[Ints]:
    """(rows, lines) of the lines so many steps on, for each step; `fill` where there is none."""
    most, count = max(steps), rows.shape[1]
    wide = np.empty((len(rows), count + 2 * most), rows.dtype)
    wide[:] = fill[:, None]
    wide[:, most : most + count] = rows
    return [wide[:, most + step : most + step + count] for step in steps]


def headline_at(meets: Ints, level: Ints) -> int | None:
    for hit in ((meets == 1) & (level > 0), meets == 1, level == 1):
        found = np.flatnonzero(hit)
        if len(found):
            return int(found[0])
    return None
