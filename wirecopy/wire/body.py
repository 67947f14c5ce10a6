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
DEAD_WEIGHT = ["script", "style", "svg", "noscript", "template", "link", "meta", "title", "iframe", "form", "footer", "aside", "nav",
    "select",
               "button", "input", "canvas", "video", "audio", "picture", "source", "object", "embed", "map"]  # fmt: skip
LARGEST = 1_500_000
CUT_OFF = ("...", "…", "[...]", "[…]")
SHORT_KEY = 12
MOST_MISSED = 100
HALF = 0.5
MUCH_MORE = 1.9
TOLD = 600
PROSE = 60  # letters that make a line prose
MOST_OF = 0.5
WIDER = 1.3
SHUT_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "menu"))
HOLDERS = frozenset(("div", "article", "section", "main", "td", "body"))
COMMENTS = re.compile(r"\bcomments?\b|disqus|comment-?(list|section|thread)|kommentare|commentaires")
AWAY = re.compile(r"comment|footer|sidebar(?![-_]?(?:grid|layout|page|wrap))|side-bar|related|recommend|newsletter|cookie|consent|"
                  r"breadcrumb|share|social|promo|"
                  r"\bnav\b|navbar|menu|most-?read|popular|trending|outbrain|taboola|advert|sponsor|tags?-list|pagination")  # fmt: skip


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
    holds: Counter[Box] = Counter()
    for line in lines:
        if prosaic(line):
            for box in line.box.up():
                holds[box] += len(line.text)
    most = MOST_OF * max(holds.values(), default=0)
    shut = {
        box for box, size in holds.items()
        if box.tag in SHUT_TAGS or COMMENTS.search(box.words) or (size < most and AWAY.search(box.words))
    }  # fmt: skip
    scores: dict[Box, float] = {}
    prose: Counter[Box] = Counter()
    for line in lines:
        size = len(line.text)
        if not prosaic(line):
            continue
        holder = line.box if line.tag in HOLDERS else line.box.parent
        for share, box in zip((1.0, 0.6, 0.3, 0.15), holder.up() if holder else (), strict=False):
            scores[box] = scores.get(box, 0.0) + share * min(size, 600) * (1 - line.link_share) * (0.3 if box in shut else 1.0)
        for box in line.box.up():
            if box in shut:
                break
            prose[box] += size
    if not scores:
        return set()
    best = max(scores, key=lambda box: scores[box])
    for box in best.up():
        if box in shut:
            break
        if prose[box] > WIDER * prose[best]:
            best = box
    return {line.number for line in lines if readable(line) and open_below(line, best, shut)}


def open_below(line: Line, top: Box, shut: set[Box]) -> bool:
    """Does `top` hold the line, with no box between that calls itself something else than text?"""
    for box in line.box.up():
        if box is top:
            return True
        if box in shut or box.tag in SHUT_TAGS or (box.words and AWAY.search(box.words)):
            return False
    return False


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
