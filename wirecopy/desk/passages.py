"""Which runs of words of one text stand in another, though a few words were changed and paragraphs moved?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from wirecopy.desk.anchors import SHINGLE, shingles
from wirecopy.desk.words import Hashes, Keys, Words

Places = npt.NDArray[np.int64]

EACH = 4  # places of the other text that a shingle is looked for at; one that it holds more often is paired in order
BRIDGE = 8  # words in a row that may differ within a run
FAR, ALIKE = 40, 0.4  # and of so many so large a share: a text rewritten in place
REACH = 24  # words between two runs of one passage
SHIFT = 12  # words put in or left out between two runs of one passage
BACK = 12  # runs that are tried as the one before
LEAST = 8  # equal words of a passage
MOST_RUNS = 2000  # of a pair of texts; the longest
FEW = 12  # runs that are counted one by one
PLACE_BITS = 20  # a place in a text of at most words.LONGEST characters
PLACE = np.uint64((1 << PLACE_BITS) - 1)
TAIL = 6  # words beyond the ends of a passage that may still belong to it


@dataclass(frozen=True, slots=True)
class Passage:
    """Words `a0` to `a1` (not included) of the newer text, `b0` to `b1` of the older; `same` of them are equal."""

    a0: int
    a1: int
    b0: int
    b1: int
    same: int


def passages(a: Words, b: Words) -> tuple[Passage, ...]:
    """The passages of `a` that stand in `b`, in the order of `a`, in which no two overlap. Each is equal in half of its words or more.

    Shingles that both hold give points (i, j); points near each other on one diagonal make runs, and runs that follow each other closely in
    both texts make chains, the best first (local collinear chaining, as in the alignment of genomes). Time grows with n log n of the words
    whatever the texts: a shingle gives at most EACH points, a pair of texts at most MOST_RUNS runs.
    """
    runs = _runs(a, b)
    if not runs:
        return ()
    score, before, between = _chained(runs, a.keys, b.keys)
    taken = bytearray(len(a))
    used = [False] * len(runs)
    out: list[Passage] = []
    for last in sorted(range(len(runs)), key=lambda run: (-score[run], run)):
        if score[last] < LEAST:
            break
        chain, run = [], last
        while run >= 0 and not used[run]:
            used[run] = True
            chain.append((*runs[run], between[run]))
            run = before[run]
        out += _claimed(chain[::-1], taken)
    grown = _grown(sorted(out, key=lambda p: p.a0), a.keys, b.keys)
    return tuple(grown)


def left_over(spans: Iterable[tuple[int, int]], count: int) -> tuple[tuple[int, int], ...]:
    """What of `count` words lies outside the spans, which may overlap: added or cut words."""
    at, out = 0, []
    for start, end in sorted(spans):
        if start > at:
            out.append((at, start))
        at = max(at, end)
    if at < count:
        out.append((at, count))
    return tuple(out)


@lru_cache(maxsize=2)
def sorted_shingles(words: Words) -> tuple[Hashes, Places]:
    """A text's shingles as hashes of 44 bits, sorted, and where each stood. Kept for the two texts last looked at: one is compared with
    several."""
    hashes = shingles(words.keys)
    # Sorted with their places in the lower bits: a third of what argsort takes.
    both = hashes & ~PLACE | np.arange(len(hashes), dtype=np.uint64)
    both.sort()
    return both >> np.uint64(PLACE_BITS), (both & PLACE).view(np.int64)


def _points(a: Words, b: Words) -> tuple[Places, Places]:
    """Places of equal shingles, in both texts."""
    held, order = sorted_shingles(a)
    wanted, wanted_order = sorted_shingles(b)
    if not len(held) or not len(wanted):
        return order[:0], order[:0]
    first = held.searchsorted(wanted)
    found = np.flatnonzero(held.take(first, mode="clip") == wanted)
    if not len(found):
        return order[:0], order[:0]
    first, values, there = first[found], wanted[found], wanted_order[found]
    same = values[1:] == values[:-1]
    several = np.flatnonzero(held.take(first + 1, mode="clip") == values)
    if not len(several) and not same.any():
        return order[first], there
    counts = np.ones(len(values), np.int64)
    counts[several] = held.searchsorted(values[several], side="right") - first[several]
    # The rank of each among its equals: the n-th of many is paired with the n-th.
    rank = np.arange(len(values))
    rank[1:] -= np.maximum.accumulate(np.where(same, 0, rank[1:]))
    many = counts > EACH
    many |= rank >= EACH
    taken = np.where(many, rank < counts, counts)
    first = np.where(many, first + rank, first)
    ends = np.cumsum(taken)
    at = np.repeat(first - ends + taken, taken) + np.arange(ends[-1])
    return order[at], np.repeat(there, taken)


def _runs(a: Words, b: Words) -> list[tuple[int, int, int, int, int]]:
    """(a0, a1, b0, b1, same), by a0: what is equal on one diagonal but for a few words in a row."""
    i, j = _points(a, b)
    if not len(i):
        return []
    line = (i - j + len(b)) << PLACE_BITS | i  # diagonal, then place
    line.sort()
    diagonal, i = line >> PLACE_BITS, line & int(PLACE)
    apart, turns = i[1:] - i[:-1] - SHINGLE, diagonal[1:] != diagonal[:-1]
    breaks = apart > BRIDGE
    far = np.flatnonzero(breaks & (apart <= FAR) & ~turns)
    if len(far):
        alike = _alike(a.keys, b.keys, i[far] + SHINGLE, apart[far], diagonal[far] - len(b))
        breaks[far[alike >= ALIKE * apart[far]]] = False
    last = np.flatnonzero(np.append(breaks | turns, True))
    starts = np.append(0, last[:-1] + 1)
    a0, a1, shift = i[starts], i[last] + SHINGLE, diagonal[starts] - len(b)
    if len(a0) > MOST_RUNS:
        longest = np.sort(np.argsort(a0 - a1, kind="stable")[:MOST_RUNS])
        a0, a1, shift = a0[longest], a1[longest], shift[longest]
    same = _alike(a.keys, b.keys, a0, a1 - a0, shift)
    table = zip(a0.tolist(), a1.tolist(), (a0 - shift).tolist(), (a1 - shift).tolist(), same.tolist(), strict=True)
    return sorted(table, key=lambda run: (run[0], run[0] - run[2]))


def _alike(a: Keys, b: Keys, start: Places, size: Places, shift: Places) -> Places:
    """How many of the `size` (> 0) words of `a` from `start` on equal those of `b` that stand `shift` before them."""
    if len(start) <= FEW:
        spans = zip(start.tolist(), (start + size).tolist(), shift.tolist(), strict=True)
        return np.array([np.count_nonzero(a[first:past] == b[first - by : past - by]) for first, past, by in spans])
    ends = np.cumsum(size)
    at = np.repeat(start - ends + size, size) + np.arange(ends[-1])
    alike: Places = np.add.reduceat((a[at] == b[at - np.repeat(shift, size)]).astype(np.int64), ends - size)
    return alike


def _chained(runs: list[tuple[int, int, int, int, int]], a: Keys, b: Keys) -> tuple[list[float], list[int], list[int]]:
    """For each run the score of the best chain that ends with it (equal words less half of the others), the run before it in that chain,
    and how many words between the two stand in both texts."""
    score: list[float] = []
    before: list[int] = []
    between: list[int] = []
    mine, theirs = (a.tolist(), b.tolist()) if len(runs) > 1 else ([], [])
    for number, (a0, a1, b0, _b1, same) in enumerate(runs):
        best, source, common = 0.0, -1, 0
        for earlier in range(number - 1, max(-1, number - 1 - BACK), -1):
            _, end_a, _, end_b, _ = runs[earlier]
            gap_a, gap_b = a0 - end_a, b0 - end_b
            over = -min(gap_a, gap_b, 0)  # words that both runs hold: of a phrase said twice in a row
            gap = max(gap_a, gap_b, 0)
            if over >= min(a1 - a0, SHINGLE + 1) or gap > REACH or abs(gap_a - gap_b) > SHIFT or score[earlier] <= best:
                continue
            shared = len({*mine[end_a:a0]}.intersection(theirs[end_b:b0])) if min(gap_a, gap_b) > 0 else 0
            gain = score[earlier] + shared - 0.5 * (gap - shared) - over
            if gain > best:
                best, source, common = gain, earlier, shared
        score.append(best + same - 0.5 * (a1 - a0 - same))
        before.append(source)
        between.append(common)
    return score, before, between


def _claimed(chain: list[tuple[int, int, int, int, int, int]], taken: bytearray) -> list[Passage]:
    """The chain as passages over words of the newer text that no better chain took."""
    out: list[Passage] = []
    for a0, a1, b0, b1, same, between in chain:
        while a0 < a1 and taken[a0]:
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and taken[a1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
        last = out[-1] if out else None
        if last and a0 < last.a1:  # words that both runs hold: of a phrase said twice in a row
            a0, b0 = last.a1, b0 + last.a1 - a0
        if a1 - a0 < SHINGLE or taken.find(1, a0, a1) >= 0:
            continue
        same = min(same, a1 - a0)
        if last and a0 >= last.a1 and b0 >= last.b0 and taken.find(1, last.a1, a0) < 0:
            past = max(b1, last.b1)
            same = min(last.same + between + same, a1 - last.a0, past - last.b0)
            out[-1] = Passage(last.a0, a1, last.b0, past, same)
        else:
            out.append(Passage(a0, a1, b0, b1, same))
    out = [p for p in out if p.same >= LEAST and 2 * p.same >= max(p.a1 - p.a0, p.b1 - p.b0)]
    for p in out:
        taken[p.a0 : p.a1] = b"\x01" * (p.a1 - p.a0)
    return out


def _grown(found: list[Passage], a: Keys, b: Keys) -> list[Passage]:
    """With the words beyond either end up to which most are equal: an edit near the end of a passage hides the last one or two."""
    out: list[Passage] = []
    for number, p in enumerate(found):
        room = min(p.a0 - (out[-1].a1 if out else 0), p.b0, TAIL)
        left, more = _tail(a[p.a0 - room : p.a0][::-1], b[p.b0 - room : p.b0][::-1]) if room > 0 else (0, 0)
        past = found[number + 1].a0 if number + 1 < len(found) else len(a)
        room = min(past - p.a1, len(b) - p.b1, TAIL)
        right, still = _tail(a[p.a1 : p.a1 + room], b[p.b1 : p.b1 + room]) if room > 0 else (0, 0)
        out.append(Passage(p.a0 - left, p.a1 + right, p.b0 - left, p.b1 + right, p.same + more + still))
    return out


def _tail(a: Keys, b: Keys) -> tuple[int, int]:
    """How far most words are equal, and how many are."""
    best, same = (0, 0), 0
    for length, equal in enumerate((a == b).tolist(), 1):
        same += equal
        if equal and 2 * same > length:
            best = length, same
    return best
