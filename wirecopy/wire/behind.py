"""What goes on behind the end of a text, and what only seems to be of it?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from wirecopy.wire import body, set_apart
from wirecopy.wire.blocks import Line
from wirecopy.wire.boxes import Box
from wirecopy.wire.neighbours import ELSE, LINKED, MOST_ROWS, SENTENCE, Kinds, alike, heads, side_by_side

LATE, OFTEN, LONG = 40, 3, 100  # lines after the end; lines that stand alike; letters
MOST_HEADS = 30
SURELY = 0.8  # so likely is a line text by itself that a line break before it is no end
BETWEEN, GAPS = frozenset(("teaser", "placeholder")), 2  # what may stand before the last lines of a text, and how many lines
CLOSING = 3  # sentences


def strays(lines: Sequence[Line], first: set[int]) -> set[int]:
    """What stands behind most of the text otherwise than it, in a box of its own under a heading of the page that is none of the text."""
    order, whole = sorted(first), body.size(lines, first)
    among = lines[order[0] : order[-1]] if order else ()
    for head in islice((line for line in among if 0 < line.level < 3 and line.number not in first), MOST_HEADS):
        before = {n for n in order if n < head.number}
        held, paths = {box for n in before for box in lines[n].box.up()}, {lines[n].path for n in before}
        apart = [n for n in order if n > head.number and lines[n].path not in paths and headed([head], lines[n], held)]
        if apart and 2 * body.size(lines, before) > whole:
            return set(apart)
    return set()


def headed(after: Sequence[Line], line: Line, held: set[Box] | None) -> bool:
    """Does it stand under a heading in a box that none of the text, which is in the boxes `held`, stands in: another story?"""
    apart = next((box for box in reversed(list(line.box.up())) if box not in held), None) if held else None
    return apart is not None and any(0 < other.level < 3 and other.number < line.number and apart.holds(other.box) for other in after)


def resumed(lines: Sequence[Line], first: set[int], second: set[int]) -> set[int]:
    """Prose after the end of the text under the path of lines of the text, and headings over it.

    A plea in between is no end, nor is a row of teasers.
    """
    if not first:
        return set()
    after = lines[max(first) + 1 : max(first) + 1 + LATE]
    late = [line for line in after if line.number in second and body.prosaic(line) and len(line.text) > LONG and line.link_share < LINKED]
    inner = any(0 < lines[n].level < 3 for n in first if n > min(first))  # headings of the text itself, which others may be too
    held = {box for n in first for box in lines[n].box.up()} if late and not inner else None
    found = [line for line in late if sum(line.path == lines[n].path for n in first) >= OFTEN and not headed(after, line, held)]
    over = [lines[line.number - 1] for line in found]
    headings = [head for head, line in zip(over, found, strict=True) if side_by_side(head, line) and (head.level > 1 or asks(head, line))]
    return {line.number for line in (*found, *headings)}


def asks(line: Line, after: Line) -> bool:
    """Is it a question that the paragraph after it, which stands alike, may answer?"""
    return line.path == after.path and not line.link and line.text[-1] in "?？؟;" and len(line.text) < LONG


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


def closing(lines: Sequence[Line], first: set[int], kinds: Kinds) -> set[int]:
    """What ends the text though it looks like a plea by itself: short sentences that stand as a paragraph of it, and plain parts.

    Such a part (a list, a listing) stands in the box of the text, under a heading perhaps. Line breaks alone end no text.
    """
    if not first:
        return set()
    around, last = set_apart.homes(lines, first), max(first)
    after = range(last + 1, min(len(lines), last + 1 + MOST_ROWS))
    unlinked = (one for one in set_apart.parts_of(lines, after, around) if not any(line.link for line in one[1]))
    text = set_apart.keys(lines, first)
    parts = {line.number for part, held in unlinked if set_apart.told(text, first, part, held) for line in held}
    paragraphs = [lines[last], *(lines[n] for n in first if lines[n].box.parent in around)]
    found: list[int] = []
    sentences = 0
    for n in after:
        line = lines[n]
        if n not in parts and not (line.level > 1 and n + 1 in parts and heads(line, lines[n + 1])):
            kind, chance = kinds.get(n, ("", 0.0))
            if kind in BETWEEN and chance > ELSE and n - max([last, *found]) <= GAPS:
                continue
            surely = kind == "text" and chance > SURELY
            likely = kind == "text" and chance > ELSE and line.path == lines[last].path
            said = SENTENCE.search(line.text) and (likely or any(alike(one, line) for one in paragraphs))
            said = said or (surely and line.box is lines[last].box)
            sentences += not surely
            if not said or line.link_share >= LINKED or sentences > CLOSING:
                break
            paragraphs.append(line)
        found.append(n)
    return set(found)
