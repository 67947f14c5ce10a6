"""Which lines of a page are given paragraphs?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from wirecopy.wire.blocks import Line
from wirecopy.wire.letters import letters

SHORT_KEY = 12  # letters; shorter lines are found as whole lines only
HALF = 0.5  # of a line's letters make it found
MOST_MISSED = 100  # paragraphs that are not on the page: then it shows another text


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
