"""Which lines of a page are the article's own text?"""

from __future__ import annotations

import logging
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire.blocks import Box, Line, letters

# What no extractor needs; taken out before the tree is handed on, which saves half of trafilatura's time.
DEAD_WEIGHT = [
    "script", "style", "svg", "noscript", "template", "link", "meta", "title", "iframe", "form", "footer", "aside", "nav", "select",
    "button", "input", "canvas", "video", "audio", "picture", "source", "object", "embed", "map",
]  # fmt: skip
LARGEST = 1_500_000
CUT_OFF = ("...", "…", "[...]", "[…]")
SHORT_KEY = 12  # letters; shorter lines are found as whole lines only
MOST_MISSED = 100  # lines of the engine that are not on the page: then it speaks of another page
HALF = 0.5
MUCH_MORE = 1.9  # times the text of the first opinion makes the second one believed
TOLD = 600  # letters of JSON-LD text from which on it can judge
PROSE = 60  # letters that make a line prose
MOST_OF = 0.5  # a box with this share of a page's prose is its text, whatever it is called
WIDER = 1.3  # times the prose makes a box above the better one
SHUT_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "menu"))
HOLDERS = frozenset(("div", "article", "section", "main", "td", "body"))
COMMENTS = re.compile(r"\bcomments?\b|disqus|comment-?(list|section|thread)|kommentare|commentaires")
AWAY = re.compile(
    r"comment|footer|sidebar(?![-_]?(?:grid|layout|page|wrap))|side-bar|related|recommend|newsletter|cookie|consent|breadcrumb|share|"
    r"social|promo|\bnav\b|navbar|menu|most-?read|popular|trending|outbrain|taboola|advert|sponsor|tags?-list|pagination"
)


def engine(tree: LexborHTMLParser) -> list[str]:
    """The lines that trafilatura takes for the text (its precision setting, without its metadata and its readability pass).

    Takes the tree apart: nothing of it may be used afterwards.
    """
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is no news here: there is a second opinion
    tree.strip_tags(DEAD_WEIGHT)
    source = tree.html or ""
    if len(source) > LARGEST:
        return []
    try:
        found = bare_extraction(source, favor_precision=True, fast=True, include_comments=False, with_metadata=False)
    except (RecursionError, AssertionError, AttributeError, IndexError, KeyError):  # its known ends on markup that is no document
        return []
    text: str = getattr(found, "text", None) or ""
    return [line for line in text.split("\n") if line.strip()]


def mapped(lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """The numbers of the lines that `texts` (in page order, cut or joined in other places) say."""
    keys = [line.key for line in lines]
    ends = list(accumulate(map(len, keys)))
    whole = "".join(keys)
    places: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        places.setdefault(key, []).append(number)
    covered = Counter[int]()
    at = missed = 0  # where in `whole` the last match ended; how many texts were not found
    for text in texts:
        key = letters(text)
        if not key:
            continue
        same = places.get(key)
        if same:
            next_one = bisect_left(same, bisect_left(ends, at + len(key)))
            number = same[min(next_one, len(same) - 1)]
            covered[number] = len(key)
            at = ends[number]
            continue
        start = found_at(whole, key, at)
        if start < 0:
            missed += 1
            if missed > MOST_MISSED:
                break
            continue
        stop = start + len(key)
        number = bisect_right(ends, start)
        while number < len(keys) and ends[number] - len(keys[number]) < stop:
            covered[number] += min(stop, ends[number]) - max(start, ends[number] - len(keys[number]))
            number += 1
        at = stop
    return {number for number, count in covered.items() if count >= HALF * len(keys[number])}


def found_at(whole: str, key: str, at: int) -> int:
    """Where `key`, or else its first or last forty letters, stands: from `at` on, or else before."""
    if len(key) < SHORT_KEY:
        return -1
    for part, back in ((key, 0), (key[:40], 0), (key[-40:], len(key) - 40)):
        for start in (at, 0):
            place = whole.find(part, start)
            if place >= back:
                return place - back
    return -1


def readable(line: Line) -> bool:
    """Could it be a paragraph of a text?"""
    cell = line.tag in ("td", "th") and len(line.text) < PROSE
    return line.link_share < HALF and not cell and line.tag not in ("figcaption", "dt", "footer", "nav")


def prosaic(line: Line) -> bool:
    """Is it plainly prose, and no opening of a story that goes on elsewhere?"""
    return len(line.text) >= PROSE and readable(line) and not line.text.endswith(CUT_OFF)


def scored(lines: Sequence[Line]) -> set[int]:
    """A second opinion: the text of the box in which the most prose stands close together, after Readability's scores.

    Where a box above holds a good deal more prose (a text cut into parts by what stands between), that box is taken.
    """
    telling = [line for line in lines if prosaic(line)]
    if not telling:
        return set()
    holds = summed(telling, set())
    most = MOST_OF * max(holds.values())
    shut = {
        box for box, size in holds.items()
        if COMMENTS.search(box.words) or (size < most and (box.tag in SHUT_TAGS or AWAY.search(box.words)))
    }  # fmt: skip
    scores: dict[Box, float] = {}
    for line in telling:
        holder = line.box if line.tag in HOLDERS else line.box.parent
        worth = min(len(line.text), 600) * (1 - line.link_share)
        for share, box in zip((1.0, 0.6, 0.3, 0.15), holder.up() if holder else (), strict=False):
            scores[box] = scores.get(box, 0.0) + share * worth * (0.3 if box in shut else 1.0)
    prose = summed(telling, shut)
    best = max(scores, key=lambda box: scores[box])
    for box in best.up():
        if box in shut:
            break
        if prose[box] > WIDER * prose[best]:
            best = box
    known: dict[Box, bool] = {best: True}
    return {line.number for line in lines if readable(line) and opens_to(line.box, shut, known)}


def summed(telling: Sequence[Line], shut: set[Box]) -> Counter[Box]:
    """The letters of prose in each box, all boxes above included; what a shut box holds is not counted above it."""
    total: Counter[Box] = Counter()
    boxes: set[Box] = set()
    for line in telling:
        total[line.box] += len(line.text)
        for box in line.box.up():
            if box in boxes:
                break
            boxes.add(box)
    for box in sorted(boxes, key=lambda box: -box.depth):
        if box.parent is not None and box not in shut:
            total[box.parent] += total[box]
    return total


def opens_to(box: Box, shut: set[Box], known: dict[Box, bool]) -> bool:
    """Does a box known to be open hold this one, with none between that calls itself something else than text? `known` is filled."""
    way: list[Box] = []
    answer = False
    for step in box.up():
        if step in known:
            answer = known[step]
            break
        way.append(step)
        if step in shut or step.tag in SHUT_TAGS or (step.words and AWAY.search(step.words)):
            break
    known.update(dict.fromkeys(way, answer))
    return answer


def chosen(lines: Sequence[Line], texts: Sequence[str], told: str) -> list[int]:
    """The numbers of the lines of the text, in page order: the engine's, unless the second opinion sees much more text.

    `told` is the text that the page's JSON-LD carries; where it is long enough to judge by, the opinion nearer to it wins.
    """
    first, second = mapped(lines, texts), scored(lines)
    if first:
        stories = (box for box in lines[min(first)].box.up() if box.tag == "article")
        story = next((box for box in stories if all(box in lines[n].box.up() for n in first)), None)
        second = {n for n in second if story is None or story in lines[n].box.up()}
    by_first, by_second = size(lines, first), size(lines, second)
    better = by_second > MUCH_MORE * by_first and by_second > 2 * PROSE
    if len(told) > TOLD and abs(by_first - by_second) > 0.1 * by_first:
        gain = likeness(lines, second, told) - likeness(lines, first, told)
        better = gain > 0 if better else gain > 0.05
    taken = second if better else first | between(lines, first, second)
    return sorted(taken | rest_of_tables(lines, taken))


def between(lines: Sequence[Line], first: set[int], second: set[int]) -> set[int]:
    """Short subheads and list items that only the second opinion has, in boxes where the first took what stands before and after."""
    found: set[int] = set()
    order = sorted(first)
    for before, after in pairwise(order):
        gap = [n for n in range(before + 1, after) if n in second]
        homes = {lines[before].box.parent, lines[after].box.parent}
        for n in gap:
            line = lines[n]
            home = line.box.parent if line.level or line.tag == "p" else line.box.parent and line.box.parent.parent
            if line.link_share < 0.2 and (line.level > 1 or line.tag == "li") and home in homes:
                found.add(n)
    return found


def rest_of_tables(lines: Sequence[Line], taken: set[int]) -> set[int]:
    """All cells of the tables of which two cells were taken: short cells are easily lost in an alignment by letters."""
    tables = Counter(table for n in taken if lines[n].box.within("td", "th") and (table := lines[n].box.within("table")))
    whole = {table for table, cells in tables.items() if cells > 1}
    return {line.number for line in lines if whole and line.box.within("td", "th") and line.box.within("table") in whole}


def size(lines: Sequence[Line], numbers: set[int]) -> int:
    return sum(len(lines[n].text) for n in numbers if not lines[n].text.endswith(CUT_OFF))


def likeness(lines: Sequence[Line], numbers: set[int], told: str) -> float:
    """F1 of the words of both."""
    ours, theirs = Counter(w for n in numbers for w in lines[n].text.split()), Counter(told.split())
    shared = (ours & theirs).total()
    return 2 * shared / max(1, ours.total() + theirs.total())
