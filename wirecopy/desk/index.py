"""Which earlier texts share anchors with this one?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from wirecopy.desk.words import Keys

Postings = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

COMMON = 40  # texts: an anchor that more hold says little, for outlets repeat it
WEIGHT = 8  # an anchor that few hold says as much as so many common ones
PER_SHARED = 50  # anchors of the smaller text for each that must be shared beyond the first
GROWTH = 16  # a run of postings is merged into the one before it unless that one is so many times longer
SHORT = 1 << 18  # postings of a run that needs no directory
LOOK = 8  # postings of a place of the directory that are looked at one by one; where more are, binary search
PIECE = 1 << 20  # of many, gone through at once where all are
TEXT = np.uint64(0xFFFFFFFF)  # the half of a posting that holds the text's place
HALF = np.uint64(32)
LOOKED = np.arange(LOOK)


class Run:
    """Sorted postings. Anchors are spread evenly, so a directory over their upper bits leads to within a few postings of each: two or
    three lines of memory are touched for one, where a binary search through a billion bytes would touch a dozen."""

    __slots__ = ("_directory", "_shift", "_slots", "postings")

    def __init__(self, postings: Postings) -> None:
        self.postings = postings
        bits = max(1, len(postings).bit_length() - 2)
        self._shift = np.uint64(64 - bits)
        self._slots = 1 << bits
        self._directory = np.empty(0, np.uint32)  # made at the first look: runs are merged before any

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
        """The places of the texts that hold the wanted anchors (sorted, in the upper half), which anchor led to each, and how many texts
        hold each anchor. Of an anchor with many postings the first COMMON texts, or all of them."""
        if len(self) <= SHORT:
            return self._search(wanted, np.arange(len(wanted)))
        if not len(self._directory):
            self._open()
        slot = (wanted >> self._shift).astype(np.int64)
        start = self._directory[slot].astype(np.int64)
        crowded = np.flatnonzero(self._directory[slot + 1] - start > LOOK)
        # Never past the end; the postings before and behind a slot's are of other anchors.
        near = self.postings.take(np.minimum(start, len(self) - LOOK)[:, None] + LOOKED)
        equal = near - wanted[:, None] <= TEXT
        equal[crowded] = False
        same = np.flatnonzero(equal)
        places, which = (near.ravel()[same] & TEXT).astype(np.int64), same // LOOK
        held = np.bincount(which, minlength=len(wanted))
        if len(crowded):
            more, those, counts = self._search(wanted, crowded)
            places, which, held = np.concatenate((places, more)), np.concatenate((which, those)), held + counts
        return places, which, held

    def _search(self, wanted: Postings, which: Places) -> tuple[Places, Places, Places]:
        """As `find`, of some of the wanted, by binary search."""
        held = np.zeros(len(wanted), np.int64)
        first = self.postings.searchsorted(wanted[which])
        there = np.flatnonzero(self.postings.take(first, mode="clip") - wanted[which] <= TEXT)
        first, which = first[there], which[there]
        held[which] = self.postings.searchsorted(wanted[which] | TEXT, side="right") - first
        at, which = _each(first, np.minimum(held[which], COMMON), which)
        return (self.postings[at] & TEXT).astype(np.int64), which, held


class Index:
    """Texts by their anchors, in memory. A cache: the same texts added in the same order give the same answers, in whatever batches.

    A posting is one uint64: the anchor above, the text's place in the order of adding below. They lie in sorted runs, the oldest first,
    each GROWTH times as long as the next or more (a log-structured merge). What was added since the last look waits, and becomes a run
    at the next: so all that is read at a start is sorted once.
    """

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._waiting: list[Postings] = []
        self._numbers, self._days, self._sizes = np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.uint16)
        self._count = 0  # of texts; the three arrays have room for more

    def __len__(self) -> int:
        return self._count

    @property
    def memory(self) -> int:
        """Bytes held. While the longest run is made or merged, as much again."""
        rows = self._numbers.nbytes + self._days.nbytes + self._sizes.nbytes
        return rows + sum(run.nbytes for run in self._runs) + sum(postings.nbytes for postings in self._waiting)

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
        self._waiting.append(_postings([anchors for _, anchors, _ in texts], sizes, first))

    def candidates(self, anchors: Keys, most: int = 6) -> list[tuple[int, int]]:
        """As `candidates_all`, of one text."""
        return self.candidates_all([(0, anchors)], most)[0]

    def candidates_all(self, texts: Sequence[tuple[int, Keys]], most: int = 6) -> list[list[tuple[int, int]]]:
        """For each (number, anchors): (number, anchors shared) of the texts held, and of those before it among the given, that share most
        with it; the best first, of equals the lower number. Holds nothing new. Fifty at once cost a fraction of one by one.

        An anchor that more than COMMON texts hold counts an eighth and finds only the first of them: what outlets repeat leads nowhere, and
        the ten-thousandth copy of one text still leads to the first. A text that shares hopelessly little is left out.
        """
        out: list[list[tuple[int, int]]] = [[] for _ in texts]
        sizes = np.array([len(anchors) for _, anchors in texts], np.int64)
        # The given texts stand, for the while, behind those held.
        self._make_room(self._count + len(texts))
        self._numbers[self._count : self._count + len(texts)] = [number for number, _ in texts]
        self._sizes[self._count : self._count + len(texts)] = np.minimum(sizes, 0xFFFF)
        places, owners, says = self._look_up([anchors for _, anchors in texts], sizes)
        if not len(places):
            return out
        numbers = self._numbers[places]
        order = np.lexsort((numbers, owners))
        numbers, owners = numbers[order], owners[order]
        first = np.flatnonzero(np.concatenate(([True], (numbers[1:] != numbers[:-1]) | (owners[1:] != owners[:-1]))))
        shared = np.diff(first, append=len(numbers))
        score = np.add.reduceat(says[order], first)
        earliest = np.minimum.reduceat(places[order], first)
        numbers, owners = numbers[first], owners[first]
        smaller = np.minimum(self._sizes[earliest], sizes[owners])
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

    def _look_up(self, texts: Sequence[Keys], sizes: Places) -> tuple[Places, Places, Places]:
        """Each place of a text that shares an anchor with one of the given, which of the given that is, and how much the anchor says."""
        self._settle()
        # In the order of the anchors: so what is looked for in a run lies in the order of memory.
        given = _postings(texts, sizes, 0)
        given.sort()
        wanted, owners = given & ~TEXT, (given & TEXT).astype(np.int64)
        found = [run.find(wanted) for run in self._runs]
        found.append(self._among(wanted, owners))
        places, which = np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])
        held: Places = np.add.reduce([one[2] for one in found])
        common = held > COMMON
        often = common[which]
        if often.any():  # of these just the first so many
            some, those = places[often], which[often]
            order = np.lexsort((some, those))
            some, those = some[order], those[order]
            kept = np.arange(len(those)) - those.searchsorted(those) < COMMON
            places, which = np.concatenate((places[~often], some[kept])), np.concatenate((which[~often], those[kept]))
        return places, owners[which], np.where(common, 1, WEIGHT)[which]

    def _among(self, wanted: Postings, owners: Places) -> tuple[Places, Places, Places]:
        """As `Run.find`, of the given texts, each among those before it."""
        new = np.concatenate(([True], wanted[1:] != wanted[:-1]))[: len(wanted)]
        rank = np.arange(len(wanted))
        rank -= np.maximum.accumulate(np.where(new, rank, 0))
        again = np.flatnonzero(rank)
        at, which = _each(again - rank[again], np.minimum(rank[again], COMMON), again)
        return self._count + owners[at], which, rank

    def _settle(self) -> None:
        """What waits becomes a run, and is merged with those before it that are not much longer."""
        if not self._waiting:
            return
        run = np.concatenate(self._waiting) if len(self._waiting) > 1 else self._waiting[0]
        self._waiting = []
        run.sort()
        while self._runs and len(self._runs[-1]) < GROWTH * len(run):
            run = np.concatenate((self._runs.pop().postings, run))
            run.sort(kind="stable")  # two sorted runs: one pass
        if len(run):
            self._runs.append(Run(run))

    def _make_room(self, count: int) -> None:
        if count > len(self._numbers):
            room = max(count, len(self._numbers) + len(self._numbers) // 4 + 64)
            for name in ("_numbers", "_days", "_sizes"):
                wider = np.zeros(room, getattr(self, name).dtype)
                wider[: self._count] = getattr(self, name)[: self._count]
                setattr(self, name, wider)


def _postings(texts: Sequence[Keys], sizes: Sequence[int] | Places, first: int) -> Postings:
    """One for each anchor of the texts, whose places begin with `first`."""
    out = np.concatenate([*texts, np.empty(0, np.uint32)]).astype(np.uint64)
    out <<= HALF
    out |= np.repeat(np.arange(first, first + len(texts), dtype=np.uint64), sizes)
    return out


def _each(first: Places, counts: Places, which: Places) -> tuple[Places, Places]:
    """The numbers from each `first` on, `counts` of them, and `which` beside each."""
    if not len(first):
        return first, which
    ends = np.cumsum(counts)
    return np.repeat(first - ends + counts, counts) + np.arange(ends[-1]), np.repeat(which, counts)


def _kept(run: Postings, keep: npt.NDArray[np.bool_], moved: Postings) -> Iterator[Postings]:
    for start in range(0, len(run), PIECE):
        piece = run[start : start + PIECE]
        texts = (piece & TEXT).astype(np.int64)
        stays = keep[texts]
        yield piece[stays] & ~TEXT | moved[texts[stays]]
