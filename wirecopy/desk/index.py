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
LOOK = 8  # postings of a place of the directory that are looked at first; where more are, further on
PIECE = 1 << 20  # of many, gone through at once where all are
TEXT = np.uint64(0xFFFFFFFF)  # the half of a posting that holds the text's place
HALF, PLACE = np.uint64(32), 0xFFFFFFFF
LOOKED, MANY = np.arange(LOOK), np.arange(COMMON + 1)


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
        held = np.zeros(self._slots + 1, np.uint32)  # postings of each slot, one place further on
        for start in range(0, len(self), PIECE):
            slots = (self.postings[start : start + PIECE] >> self._shift).view(np.int64)
            counts = np.bincount(slots - slots[0])
            held[slots[0] + 1 : slots[0] + 1 + len(counts)] += counts.astype(np.uint32)
        self._directory = np.add.accumulate(held, out=held)

    def __len__(self) -> int:
        return len(self.postings)

    @property
    def nbytes(self) -> int:
        return self.postings.nbytes + self._directory.nbytes

    def find(self, wanted: Postings) -> tuple[Places, Places, Places]:
        """The places of the texts that hold the wanted anchors (sorted, in the upper half), which anchor led to each, and how many texts
        hold each anchor, or that more than COMMON do. Of an anchor with many postings the first COMMON texts, or all of them."""
        if len(self) <= SHORT:
            return self._search(wanted)
        if not len(self._directory):
            self._open()
        slot = (wanted >> self._shift).view(np.int64)
        start = self._directory[slot].astype(np.int64)
        crowded = np.flatnonzero(self._directory[slot + 1] - start > LOOK)
        # Never past the end; the postings before and behind a slot's are of other anchors.
        start = np.minimum(start, len(self) - LOOK)
        near = self.postings.take(start[:, None] + LOOKED)
        equal = near - wanted[:, None] <= TEXT
        equal[crowded] = False
        same = np.flatnonzero(equal)
        places, which = (near.ravel()[same] & TEXT).view(np.int64), same // LOOK
        held = np.bincount(which, minlength=len(wanted))
        if len(crowded):
            lower = np.count_nonzero(near[crowded] < wanted[crowded, None], axis=1)
            first, deep = start[crowded] + lower, lower == LOOK
            first[deep] = self.postings.searchsorted(wanted[crowded[deep]])
            alike = self.postings.take(first[:, None] + MANY, mode="clip") - wanted[crowded, None] <= TEXT
            held[crowded] = np.minimum(np.count_nonzero(alike, axis=1), len(self) - first)
            more, those = self._places(first, held[crowded], crowded)
            places, which = np.concatenate((places, more)), np.concatenate((which, those))
        return places, which, held

    def _search(self, wanted: Postings) -> tuple[Places, Places, Places]:
        """As `find`, by binary search."""
        held = np.zeros(len(wanted), np.int64)
        first = self.postings.searchsorted(wanted)
        there = np.flatnonzero(self.postings.take(first, mode="clip") - wanted <= TEXT)
        first = first[there]
        held[there] = self.postings.searchsorted(wanted[there] | TEXT, side="right") - first
        return *self._places(first, held[there], there), held

    def _places(self, first: Places, counts: Places, which: Places) -> tuple[Places, Places]:
        at, which = _each(first, np.minimum(counts, COMMON), which)
        return (self.postings[at] & TEXT).view(np.int64), which


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
        found = self._look_up([anchors for _, anchors in texts], sizes)
        if not len(found):
            return out
        # What each text shares with each of the given, then what all texts of one number do.
        first = np.flatnonzero(np.concatenate(([True], found[1:] ^ found[:-1] > 1)))
        shared = np.diff(first, append=len(found))
        score = WEIGHT * shared - (WEIGHT - 1) * np.add.reduceat(found & 1, first)
        found = found[first] >> 1
        places, owners = found & PLACE, found >> 32
        numbers = self._numbers[places]
        order = np.lexsort((numbers, owners))  # of equals the earlier place first
        numbers, owners = numbers[order], owners[order]
        first = np.flatnonzero(np.concatenate(([True], (numbers[1:] != numbers[:-1]) | (owners[1:] != owners[:-1]))))
        shared, score = np.add.reduceat(shared[order], first), np.add.reduceat(score[order], first)
        numbers, owners, earliest = numbers[first], owners[first], places[order[first]]
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

    def _look_up(self, texts: Sequence[Keys], sizes: Places) -> Places:
        """Sorted, for each anchor that one of the given shares with a text: which of the given, the text's place, and in the lowest bit
        whether the anchor is common."""
        self._settle()
        # In the order of the anchors: so what is looked for in a run lies in the order of memory.
        given = _postings(texts, sizes, 0)
        given.sort()
        wanted, owners = given & ~TEXT, (given & TEXT).view(np.int64)
        found = [run.find(wanted) for run in self._runs]
        found.append(self._among(wanted, owners))
        places, which = np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])
        common = np.add.reduce([one[2] for one in found]) > COMMON
        often = common[which]
        rare = ~often
        shared: Places = owners[which[rare]] << 33 | places[rare] << 1
        if len(shared) < len(which):  # of common anchors just the first so many
            some = which[often] << 32 | places[often]
            some.sort()
            those = some >> 32
            new = np.flatnonzero(np.concatenate(([True], those[1:] != those[:-1])))
            rank = np.arange(len(those)) - np.repeat(new, np.diff(new, append=len(those)))
            kept = rank < COMMON
            shared = np.concatenate((shared, owners[those[kept]] << 33 | (some[kept] & PLACE) << 1 | 1))
        shared.sort()
        return shared

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
