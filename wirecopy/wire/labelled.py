"""Which lines does the labeller take for the text, and what are the others?"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import takewhile

import numpy as np
import numpy.typing as npt

from wirecopy import labeller
from wirecopy.wire import body, consent, elsewhere, features
from wirecopy.wire.blocks import Line
from wirecopy.wire.boxes import Box
from wirecopy.wire.kinds import KINDS, OF_THE_TEXT
from wirecopy.wire.traits import Page

EARLIER, LATER = 15, 10  # lines before and after what the scores take; on 256 recorded pages six lines of text stand farther off
MOST_UNSCORED = 400
MUCH_MORE = 5  # times the text of the labeller makes the scores believed
PLAINLY = 0.7  # so likely of another kind that its place among the text does not make it text
SURELY = 0.05  # so much nearer to the told text
LATE, OFTEN, LONG = 40, 3, 100  # lines after the end; lines that stand alike; letters
MOST_ROWS = 60
ELSE = 0.5  # so likely is what an item of a list is by itself that it is no text
CLOSING = 3  # lines
SENTENCE = re.compile(r"[^.…][.!?。！？।؟][\"'”’»)]*$")
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


def stretch(count: int, second: set[int]) -> range:
    """The numbers of the lines that are looked at: those that the scores take for text, and some before and after."""
    return range(max(0, min(second) - EARLIER), min(count, max(second) + LATER + 1)) if second else range(min(count, MOST_UNSCORED))


def seen(lines: Sequence[Line], page: Page, second: set[int], weights: Weights) -> Labelled:
    """What the labeller sees. `second`: the lines that the scores of boxes take for the text."""
    near = stretch(len(lines), second)
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


def labelled(lines: Sequence[Line], page: Page, told: str, weights: Weights | None = None) -> Labelled:
    """The lines of a page, labelled: the text is the labeller's, unless the scores of boxes see far more of it.

    `told` is the text that the page's JSON-LD carries; where it is long enough to judge by, the opinion nearer to it wins.
    """
    lines = lines[: elsewhere.next_story(lines, page.headlines)]
    second = body.scored(lines)
    found = seen(lines, page, second, weights or shipped())
    first = trimmed(lines, [n for n in found.text if n in second or not consent.asks_leave(lines[n].text)])
    by_first, by_second = body.size(lines, first), body.size(lines, second)
    better = by_second > MUCH_MORE * by_first and by_second > 2 * body.PROSE
    if len(told) > body.TOLD and abs(by_first - by_second) > 0.1 * by_first:
        gain = body.likeness(lines, second, told) - body.likeness(lines, first, told)
        better = gain > (0 if better else SURELY)
    if better:
        taken = second
    else:
        whole = first | lists_amid(lines, first, found.kinds)
        whole |= amid(lines, whole)
        taken = whole_lists(lines, whole | resumed(lines, whole, second) | enumerated(lines, whole) | closing(lines, whole))
    return Labelled(sorted(taken | whole_tables(lines, taken, found.kinds)), found.kinds)


def trimmed(lines: Sequence[Line], numbers: Sequence[int]) -> set[int]:
    """Without what is wholly a link at either end: one text of 256 recorded ones ends so, and none begins so."""
    read = [n for n in numbers if lines[n].link_share < WHOLLY]
    return {n for n in numbers if read[0] <= n <= read[-1]} if read else set()


def amid(lines: Sequence[Line], first: set[int]) -> set[int]:
    """Lines between others of the text that stand just as one beside them does, and headings over one of them.

    Of such lines on the recorded pages 99 in 100 are text, and of the headings 95, whatever each looks like by itself.
    """
    found: set[int] = set()
    for n in range(min(first) + 1, max(first)) if first else ():
        line, after = lines[n], lines[n + 1]
        if n in first or line.link_share >= body.HALF:
            continue
        if line.level > 1:
            if n + 1 in first and not after.level and (side_by_side(line, after) or beside_list(line, after)):
                found.add(n)
        elif ((n - 1 in first or n - 1 in found) and alike(lines[n - 1], line)) or (n + 1 in first and alike(after, line)):
            found.add(n)
    return found


def lists_amid(lines: Sequence[Line], first: set[int], kinds: Mapping[int, tuple[str, float]]) -> set[int]:
    """Lists between lines of the text, in the box that holds most of it, that are neither links nor likely something else."""
    homes = Counter(lines[n].box.parent for n in first)
    home, often = homes.most_common(1)[0] if homes else (None, 0)
    if home is None or often < OFTEN:
        return set()
    lists: dict[Box, list[Line]] = {}
    for line in lines[min(first) : max(first)]:
        box = line.box.within("ul", "ol")
        if box is not None and box.parent is home:
            lists.setdefault(box, []).append(line)
    found: set[int] = set()
    for box, items in lists.items():
        said = [kinds[line.number] for line in items if line.number not in first and line.number in kinds]
        sure = sum(kind not in OF_THE_TEXT and chance > ELSE for kind, chance in said)
        if not box.holds(lines[max(first)].box) and 2 * sure <= len(items) and all(line.link_share < body.HALF for line in items):
            found.update(line.number for line in items)
    return found


def beside_list(line: Line, item: Line) -> bool:
    """Does the list of the item stand beside the line?"""
    box = item.box.within("ul", "ol")
    return box is not None and box.parent is line.box.parent


def alike(one: Line, other: Line) -> bool:
    """Do they stand under the same path, side by side?"""
    return one.path == other.path and side_by_side(one, other)


def side_by_side(one: Line, other: Line) -> bool:
    """Do they stand in the same box, or in boxes of the same box?"""
    first, second = one.box.parent, other.box.parent
    return first is second or (first is not None and second is not None and first.parent is second.parent)


def whole_lists(lines: Sequence[Line], taken: set[int]) -> set[int]:
    """A list is text as a whole or not at all: what most of its items are."""
    lists: dict[Box, list[Line]] = {box: [] for n in taken if lines[n].box.within("li") and (box := lines[n].box.within("ul", "ol"))}
    for line in lines if lists else ():
        box = line.box.within("ul", "ol")
        if box in lists:
            lists[box].append(line)
    out = set(taken)
    for items in lists.values():
        among = [line.number for line in items if line.number in taken]
        if 2 * len(among) >= len(items):
            out.update(line.number for line in items if line.link_share < body.HALF)
        else:
            out.difference_update(among)
    return out


def whole_tables(lines: Sequence[Line], taken: set[int], kinds: Mapping[int, tuple[str, float]]) -> set[int]:
    """All cells of the tables that are text: those with two cells taken, and those amid the text of which half the cells look like text.

    Tables that are there for the layout are none.
    """
    tables: dict[Box, list[Line]] = {}
    celled = [line for line in lines if "table" in line.box.tags]
    layout = body.layout_tables(celled) if celled else set()
    for line in celled:
        table = line.box.within("table") if line.box.within("td", "th") else None
        if table and table not in layout:
            tables.setdefault(table, []).append(line)
    found: set[int] = set()
    for cells in tables.values():
        numbers = [line.number for line in cells]
        alike = sum(number in kinds and kinds[number][0] == "text" for number in numbers)
        amid = bool(taken) and min(taken) < numbers[0] and numbers[-1] < max(taken)
        if sum(number in taken for number in numbers) > 1 or (amid and len(numbers) > 1 and 2 * alike >= len(numbers)):
            found.update(numbers)
    return found


def resumed(lines: Sequence[Line], first: set[int], second: set[int]) -> set[int]:
    """Prose after the end of the text under the path of lines of the text, and headings over it.

    A plea in between is no end, nor is a row of teasers.
    """
    if not first:
        return set()
    after = lines[max(first) + 1 : max(first) + 1 + LATE]
    late = [line for line in after if line.number in second and body.prosaic(line) and len(line.text) > LONG and line.link_share < 0.2]
    found = [line for line in late if sum(line.path == lines[n].path for n in first) >= OFTEN]
    over = [lines[line.number - 1] for line in found]
    headings = [head for head, line in zip(over, found, strict=True) if head.level > 1 and side_by_side(head, line)]
    return {line.number for line in (*found, *headings)}


def closing(lines: Sequence[Line], first: set[int]) -> set[int]:
    """Short sentences that end the text: they stand right after it as its last paragraph does. Their length alone looks like a plea."""
    if not first:
        return set()
    last = lines[max(first)]
    after = lines[last.number + 1 : last.number + 1 + CLOSING]
    said = takewhile(lambda line: alike(last, line) and line.link_share < 0.2 and SENTENCE.search(line.text), after)
    return {line.number for line in said}


def enumerated(lines: Sequence[Line], first: set[int]) -> set[int]:
    """What goes on right after the text, alike and in its box, as rows of names that are links each: a teaser is one link."""
    if not first:
        return set()
    last, rows = lines[max(first)], 0
    found: list[int] = []
    for line in lines[last.number + 1 : last.number + 1 + MOST_ROWS]:
        if line.path != last.path or line.box.parent is not last.box.parent or len(line.hrefs) == 1:
            break
        rows += len(line.hrefs) > 1
        found.append(line.number)
    while found and len(lines[found[-1]].hrefs) < 2:
        found.pop()
    return set(found) if rows >= OFTEN else set()
