"""Which earlier texts share anchors with this one?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt

from wirecopy.desk.words import Keys

Postings = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

COMMON = 40  # texts: an anchor that more hold says little, for outlets repeat it
WEIGHT = 8  # an anchor that few hold says as much as so many common ones
PER_SHARED = 50  # anchors of the smaller text for each that must be shared beyond the first
GROWTH = 16  # a run of postings is merged into the one before it unless that one is so many times longer
YOUNG = 1 << 17  # postings that wait in a plain dictionary to be sorted into a run
YOUNG_BYTES = 150  # about what one of them takes there
LOOK = 8  # postings of a place of the directory that are looked at one by one; where more are, binary search
PIECE = 1 << 20  # of many, gone through at once where all are
TEXT = np.uint64(0xFFFFFFFF)  # the half of a posting that holds the text's place
HALF = np.uint64(32)
LOOKED = np.arange(LOOK)
FIRST = np.zeros(1, np.int64)
NONE = FIRST[:0]


class Run:
    """Sorted postings. Anchors are spread evenly, so a directory over their upper bits leads to within a few postings of each: two or
    three lines of memory are touched for one, where a binary search through a billion bytes would touch a dozen."""

    __slots__ = ("_directory", "_shift", "_slots", "postings")

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        bits = max(1, len(postings).bit_length() - 2)
        self._shift = np.uint64(64 - bits)
        self._slots = 1 << bits
        self._directory = np.empty(0, np.uint32)  # made at the first look: while all is added again, runs are merged before any

    def _open(self) -> None:
        self._directory = np.full(self._slots + 1, len(self), np.uint32)
        for slot in range(0, self._slots, PIECE):
            bounds = np.arange(slot, min(slot + PIECE, self._slots), dtype=np.uint64) << self._shift
            self._directory[slot : slot + len(bounds)] = self.postings.searchsorted(bounds)

    def __len__(self) -> int:
        return len(self.postings)

    @property
    def nbytes(self) -> int:
        return self.postings.nbytes + self._directory.nbytes

    def find(self, wanted: Postings) -> tuple[Places, Places, Places]:
        """The places of the texts that hold the wanted anchors (given in the upper half), which anchor led to each, and how many texts hold
        each anchor. Of an anchor with many postings at least the first COMMON texts."""
        if not len(self._directory):
            self._open()
        slot = (wanted >> self._shift).astype(np.int64)
        start = self._directory[slot].astype(np.int64)
        crowded = np.flatnonzero(self._directory[slot + 1] - start > LOOK)
        # Never past the end; the postings before and behind a slot's are of other anchors.
        start = np.minimum(start, max(0, len(self) - LOOK))
        near = self.postings.take(start[:, None] + LOOKED[: len(self)])
        equal = near - wanted[:, None] <= TEXT
        equal[crowded] = False
        same = np.flatnonzero(equal)
        places, which = near.ravel()[same] & TEXT, same // near.shape[1]
        held = np.bincount(which, minlength=len(wanted))
        if len(crowded):
            first = self.postings.searchsorted(wanted[crowded])
            held[crowded] = self.postings.searchsorted(wanted[crowded] | TEXT, side="right") - first
            taken = np.minimum(held[crowded], COMMON)
            ends = np.cumsum(taken)
            found = np.repeat(first - ends + taken, taken) + np.arange(ends[-1])
            places = np.concatenate((places, self.postings[found] & TEXT))
            which = np.concatenate((which, np.repeat(crowded, taken)))
        return places.astype(np.int64), which, held


class Index:
    """Texts by their anchors, in memory. A cache: the same texts added in the same order give the same answers, in whatever batches.

    A posting is one uint64: the anchor above, the text's place in the order of adding below. The newest wait in a dictionary; the others
    lie in sorted runs, the oldest first, each GROWTH times as long as the next or more (a log-structured merge): two or three at a million.
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._young: dict[int, int] = {}  # anchor -> place of the first text
        self._again: dict[int, list[int]] = {}  # and of those after it
        self._waiting = 0  # postings in both
        self._numbers, self._days, self._sizes = np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.uint16)
        self._count = 0  # of texts; the three arrays have room for more

    def __len__(self) -> int:
        return self._count

    @property
    def memory(self) -> int:
        """Bytes held. While the longest run is merged, as much again."""
        rows = self._numbers.nbytes + self._days.nbytes + self._sizes.nbytes
        return sum(run.nbytes for run in self._runs) + rows + YOUNG_BYTES * self._waiting

    def add(self, number: int, anchors: Keys, day: int) -> None:
        """Hold a text under a number of the caller's, seen on `day` (a count of days). Those added later under one number join it."""
        self.add_all([(number, anchors, day)])

    def add_all(self, texts: Sequence[tuple[int, Keys, int]]) -> None:
        """Hold many (number, anchors, day), in their order; thousands at once are the cheapest."""
        if not texts:
            return
        first, past = self._count, self._count + len(texts)
        self._make_room(past)
        self._numbers[first:past] = [number for number, _, _ in texts]
        self._days[first:past] = [day for _, _, day in texts]
        sizes = [len(anchors) for _, anchors, _ in texts]
        self._sizes[first:past] = np.minimum(sizes, 0xFFFF)
        self._count = past
        if sum(sizes) > YOUNG:
            self._settle()
            run = np.concatenate([anchors for _, anchors, _ in texts]).astype(np.uint64) << HALF
            run |= np.repeat(np.arange(first, past, dtype=np.uint64), sizes)
            self._append(run)
            return
        for place, (_, anchors, _) in enumerate(texts, first):
            new = {*anchors.tolist()}
            for anchor in self._young.keys() & new:
                self._again.setdefault(anchor, []).append(place)
                new.remove(anchor)
            self._young.update(dict.fromkeys(new, place))
        self._waiting += sum(sizes)
        if self._waiting > YOUNG:
            self._settle()

    def candidates(self, anchors: Keys, most: int = 6) -> list[tuple[int, int]]:
        """As `candidates_all`, of one text."""
        return self.candidates_all([(0, anchors)], most)[0]

    def candidates_all(self, texts: Sequence[tuple[int, Keys]], most: int = 6) -> list[list[tuple[int, int]]]:
        """For each (number, anchors): (number, anchors shared) of the texts held, and of those before it among the given, that share most
        with it; the best first, of equals the lower number. Holds nothing new. Fifty at once cost half of one by one.

        An anchor that more than COMMON texts hold counts an eighth and finds only the first of them: what outlets repeat leads nowhere, and
        the ten-thousandth copy of one text still leads to the first. A text that shares hopelessly little is left out.
        """
        out: list[list[tuple[int, int]]] = [[] for _ in texts]
        sizes = np.array([len(anchors) for _, anchors in texts])
        # The given texts stand, for the while, behind those held.
        self._make_room(self._count + len(texts))
        self._numbers[self._count : self._count + len(texts)] = [number for number, _ in texts]
        self._sizes[self._count : self._count + len(texts)] = np.minimum(sizes, 0xFFFF)
        places, which, held = self._look_up([anchors for _, anchors in texts])
        if not len(places):
            return out
        numbers, owners = self._numbers[places], np.repeat(np.arange(len(texts)), sizes)[which]
        order = np.lexsort((places, numbers, owners))
        numbers, owners = numbers[order], owners[order]
        first = np.flatnonzero(np.concatenate(([True], (numbers[1:] != numbers[:-1]) | (owners[1:] != owners[:-1]))))
        shared = np.diff(first, append=len(numbers))
        score = np.add.reduceat(np.where(held > COMMON, 1, WEIGHT)[which[order]], first)
        numbers, owners = numbers[first], owners[first]
        smaller = np.minimum(self._sizes[places[order[first]]], sizes[owners])
        hopeful = np.flatnonzero((score >= WEIGHT * (1 + smaller // PER_SHARED)) | (2 * shared >= smaller))
        best = hopeful[np.lexsort((-score[hopeful], owners[hopeful]))]
        for owner, number, count in zip(owners[best].tolist(), numbers[best].tolist(), shared[best].tolist(), strict=True):
            if len(out[owner]) < most:
                out[owner].append((number, count))
        return out

    def forget(self, before_day: int) -> None:
        """Let go of the texts seen before that day. Goes through everything: once a day."""
        self._settle()
        keep = self._days[: self._count] >= before_day
        if keep.all():
            return
        moved = (np.cumsum(keep) - 1).astype(np.uint64)
        runs = [np.concatenate([*_kept(run.postings, keep, moved), run.postings[:0]]) for run in self._runs]
        self._runs = [Run(run) for run in runs if len(run)]
        for name in ("_numbers", "_days", "_sizes"):
            setattr(self, name, getattr(self, name)[: self._count][keep])
        self._count = len(self._numbers)

    def _look_up(self, texts: Sequence[Keys]) -> tuple[Places, Places, Places]:
        """As `Run.find`, of all anchors of the texts, in all runs, in what waits, and in the texts before each; of an anchor that more than
        COMMON texts hold just the first so many."""
        anchors = np.concatenate([*texts, NONE.astype(np.uint32)])
        found = [run.find(anchors.astype(np.uint64) << HALF) for run in self._runs]
        full = np.add.reduce([one[2] for one in found]) > COMMON if found else np.zeros(len(anchors), bool)
        pairs = self._newest(texts, full.tolist())
        if pairs:
            newest, which = np.array(pairs).T
            found.append((newest, which, np.bincount(which, minlength=len(anchors))))
        if not found:
            return NONE, NONE, NONE
        places, which = np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])
        held: Places = np.add.reduce([one[2] for one in found])
        if held.max(initial=0) <= COMMON:
            return places, which, held
        often = held[which] > COMMON
        order = np.lexsort((places[often], which[often]))
        some, those = places[often][order], which[often][order]
        rank = np.arange(len(those)) - those.searchsorted(those)
        kept = rank < COMMON
        return np.concatenate((places[~often], some[kept])), np.concatenate((which[~often], those[kept])), held

    def _newest(self, texts: Sequence[Keys], full: list[bool]) -> list[tuple[int, int]]:
        """(place of a text, which anchor led to it): of what waits, and of the given texts, each among those before it. Where many hold an
        anchor, just more than COMMON of them; none of one that is `full` already."""
        young, again = self._young, self._again
        pairs: list[tuple[int, int]] = []
        given: dict[int, list[int]] = {}
        at = 0
        for place, text in enumerate(texts, self._count):
            anchors = text.tolist()
            hits = [(number, anchor) for number, anchor in enumerate(anchors, at) if anchor in young and not full[number]]
            pairs += [(young[anchor], number) for number, anchor in hits]
            pairs += [(place, number) for number, anchor in hits if anchor in again for place in again[anchor][:COMMON]]
            if len(texts) > 1:
                for number, anchor in enumerate(anchors, at):
                    if anchor in given:
                        if not full[number]:
                            pairs += [(before, number) for before in given[anchor]]
                        if len(given[anchor]) <= COMMON:
                            given[anchor].append(place)
                    else:
                        given[anchor] = [place]
            at += len(anchors)
        return pairs

    def _settle(self) -> None:
        """What waits becomes a run."""
        if not self._waiting:
            return
        pairs = chain(self._young.items(), ((anchor, place) for anchor, those in self._again.items() for place in those))
        run = np.fromiter((anchor << 32 | place for anchor, place in pairs), np.uint64, self._waiting)
        self._young, self._again, self._waiting = {}, {}, 0
        self._append(run)

    def _append(self, run: Postings) -> None:
        run.sort()
        self._runs.append(Run(run))
        while len(self._runs) > 1 and len(self._runs[-2]) < GROWTH * len(self._runs[-1]):
            merged = np.concatenate([last.postings for last in self._runs[-2:]])
            del self._runs[-2:]
            merged.sort(kind="stable")  # two sorted runs: one pass
            self._runs.append(Run(merged))

    def _make_room(self, count: int) -> None:
        if count > len(self._numbers):
            room = max(count, len(self._numbers) + len(self._numbers) // 4 + 64)
            for name in ("_numbers", "_days", "_sizes"):
                wider = np.zeros(room, getattr(self, name).dtype)
                wider[: self._count] = getattr(self, name)[: self._count]
                setattr(self, name, wider)


def _kept(run: Postings, keep: npt.NDArray[np.bool_], moved: Postings) -> Iterator[Postings]:
    for start in range(0, len(run), PIECE):
        piece = run[start : start + PIECE]
        texts = (piece & TEXT).astype(np.int64)
        stays = keep[texts]
        yield piece[stays] & ~TEXT | moved[texts[stays]]
