"""Which box of a page holds its text? Scores after Readability's, and what two opinions on the text are measured by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter

from wirecopy.wire import consent
from wirecopy.wire.blocks import Line
from wirecopy.wire.boxes import Box

DEPTH = attrgetter("depth")
CUT_OFF = ("...", "…", "[...]", "[…]")
HALF = 0.5
SHARES = (1.0, 0.6, 0.3, 0.15)  # of the worth of a paragraph, to its box and to those above
TOLD = 600  # letters of JSON-LD text from which on it can judge
PROSE = 60  # letters that make a line prose
MOST_OF = 0.5  # a box with this share of a page's prose is its text, whatever it is called
LONG_CELL = 100  # letters of a line that is no cell of figures
PLEADING = 0.25  # of the prose in a box asks for leave to store cookies: it is a plea as a whole
WIDER = 1.3  # times the prose makes a box above the better one
SHUT_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "menu"))
NO_PARAGRAPHS, CELLS = frozenset(("figcaption", "dt", "footer", "nav")), frozenset(("td", "th"))
HOLDERS = frozenset(("div", "article", "section", "main", "td", "body"))
# Every alternative begins with a letter, for then most signs are passed over without trying any.
COMMENTS = re.compile(r"comment(?<=\bcomment)s?\b|disqus|comment-?(list|section|thread)|kommentare|commentaires")
AWAY = re.compile(
    r"comment|footer|sidebar(?![-_]?(?:grid|layout|page|wrap))|side-bar|related|recommend|newsletter|cookie|consent|breadcrumb|share|"
    r"social|promo(?!ted)|nav(?<=\bnav)\b|navbar|menu|most-?read|popular|trending|outbrain|taboola|advert|sponsor|tags?-list|pagination"
)
# What one has beside it, or is not: "has-sidebar", "no-comments", "article--with-related".
HAS = re.compile(r"(?<!\S)(?:\S*--)?(?:has|no|not|is|with|without|hide|show)[-_]\S*")


@lru_cache(8192)
def away(called: str) -> bool:
    return AWAY.search(called) is not None and AWAY.search(HAS.sub("", called)) is not None


@lru_cache(8192)
def comments(called: str) -> bool:
    return COMMENTS.search(called) is not None


def readable(line: Line) -> bool:
    """Could it be a paragraph of a text?"""
    return line.link_share < HALF and line.tag not in NO_PARAGRAPHS and (line.tag not in CELLS or line.size >= PROSE)


def prosaic(line: Line) -> bool:
    """Is it plainly prose, and no opening of a story that goes on elsewhere?"""
    return line.size >= PROSE and readable(line) and not line.text.endswith(CUT_OFF)


def scored(lines: Sequence[Line]) -> set[int]:
    """The text of the box in which the most prose stands close together, after Readability's scores.

    Where a box above holds a good deal more prose (a text cut into parts by what stands between), that box is taken.
    """
    every = [line for line in lines if prosaic(line)]
    asked_for = consent.may_ask("\n".join([line.text for line in every]))
    asking = [line for line in every if consent.asks_leave(line.text)] if asked_for else []
    pleas, asked = (summed(asking, set()), {line.number for line in asking}) if asking else ({}, set())
    telling = [line for line in every if line.number not in asked]
    if not telling:
        return set()
    holds = summed(every, set())
    most = MOST_OF * max(holds.values())
    shut = {
        box for box, size in holds.items()
        if pleas.get(box, 0) > PLEADING * size
        or (box.words and (comments(box.words) or (size < most and away(box.words)))) or (size < most and box.tag in SHUT_TAGS)
    }  # fmt: skip
    scores: dict[Box, float] = {}
    for line in telling:
        holder = line.box if line.tag in HOLDERS else line.box.parent
        worth = min(line.size, 600) * (1 - line.link_share)
        for share in SHARES:
            if holder is None:
                break
            scores[holder] = scores.get(holder, 0.0) + share * worth * (0.3 if holder in shut else 1.0)
            holder = holder.parent
    prose = summed(telling, shut)
    best = max(scores, key=lambda box: scores[box])
    for box in best.up():
        if box in shut:
            break
        if prose.get(box, 0) > WIDER * prose.get(best, 0):
            best = box
    known: dict[Box, bool] = {best: True}
    return {line.number for line in lines if readable(line) and opens_to(line.box, shut, known)}


def summed(telling: Sequence[Line], shut: set[Box]) -> dict[Box, int]:
    """The letters of prose in each box, all boxes above included; what a shut box holds is not counted above it."""
    total: dict[Box, int] = {}
    for line in telling:
        box: Box | None = line.box
        while box is not None and box not in total:
            total[box] = 0
            box = box.parent
        total[line.box] += line.size
    for box in sorted(total, key=DEPTH, reverse=True):
        if box.parent is not None and box not in shut:
            total[box.parent] += total[box]
    return total


def opens_to(box: Box, shut: set[Box], known: dict[Box, bool]) -> bool:
    """Does a box known to be open hold this one, with none between that calls itself something else than text? `known` is filled."""
    found = known.get(box)
    if found is None:
        closed = box in shut or box.tag in SHUT_TAGS or (box.words and away(box.words))
        found = known[box] = not closed and box.parent is not None and opens_to(box.parent, shut, known)
    return found


def layout_tables(lines: Iterable[Line]) -> set[Box | None]:
    """The tables that are there for the layout: a cell of one holds several paragraphs, a heading of the page, or all there is."""
    cells: dict[Box, list[Line]] = {}
    for line in lines:
        if cell := line.box.within("td", "th"):
            cells.setdefault(cell, []).append(line)
    count = Counter(cell.within("table") for cell in cells)
    return {
        table for cell, held in cells.items() if (table := cell.within("table"))
        and (count[table] == 1 or sum(line.size >= LONG_CELL for line in held) > 1 or any(0 < line.level < 3 for line in held))
    }  # fmt: skip


def size(lines: Sequence[Line], numbers: set[int]) -> int:
    return sum(lines[n].size for n in numbers if not lines[n].text.endswith(CUT_OFF))


def likeness(lines: Sequence[Line], numbers: set[int], told: str) -> float:
    """F1 of the words of both."""
    ours, theirs = Counter(w for n in numbers for w in lines[n].text.split()), Counter(told.split())
    shared = (ours & theirs).total()
    return 2 * shared / max(1, ours.total() + theirs.total())
