"""Which words does a text hold, in a form that survives another outlet's typing, and which of them stand inside quotation marks?"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np
import numpy.typing as npt

from wirecopy.desk.quoted import MARKS, quoted_words

Bools = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]

LONGEST = 1 << 20  # characters of a text that are looked at
NUMBER = np.uint32(2)  # the bit of a key that says that the word is a number: digits alone
SPACE, LETTER, DENSE, MARK, QUOTE, LINE = range(6)  # what a character is to us; DENSE: of a script without spaces, a word of its own
CODE, KIND, COUNT = 0x1FFFFF, 21, 24  # how an entry of the table below is laid out
# Letters of scripts that put no spaces between words: Thai, Lao, Myanmar, Khmer, Tai, Kana, Han.
WITHOUT_SPACES = (
    (0x0E01, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19DF), (0x3005, 0x3007), (0x3041, 0x30FF), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F), (0xF900, 0xFAFF), (0x20000, 0x323AF),
)  # fmt: skip
# Shown as nothing, though Unicode calls them letters or marks: grapheme joiner, fillers, inherent vowels, variation selectors.
UNSEEN = {*"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0", *map(chr, range(0xFE00, 0xFE10))}
UNSEEN.update(map(chr, range(0xE0100, 0xE01F0)))
KEPT_ACCENTS = (7, 8, 9)  # combining classes that tell letters apart: nukta, kana voicing, virama; the others are accents and go

ODD = 0x9E3779B1  # whose powers a word's characters are multiplied with, modulo 2**32
SMALL = 1 << 15  # powers kept at hand: most texts are shorter

# Each character's entry, made when it is first met: its plain code, its kind, and one more than the number of plain characters that it
# stands for ("ß" for two, a zero-width space for none). What stands for several points into MORE.
TABLE = np.zeros(0x110000, np.uint32)
MORE: list[int] = []
FILLING = Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text, in order.

    `keys`: (n,) uint32, equal where two words are the same but for case, accents, width and what cannot be seen; the same on every machine.
    The lowest bit says that the word is one character of a script without spaces, NUMBER that it is a number. `starts`,
    `ends`: (n,) int32, offsets in the text as given; both empty after `unpack`, which knows no text. `quoted`: (n,) bool, inside quotation
    marks or a span handed in as quoted.
    """

    keys: Keys
    starts: Places
    ends: Places
    quoted: Bools

    def __len__(self) -> int:
        return len(self.keys)

    def span(self, first: int, past: int) -> tuple[int, int]:
        """Where words `first` to `past` (not included) stand in the text."""
        return (int(self.starts[first]), int(self.ends[past - 1])) if past > first else (0, 0)

    def pack(self) -> bytes:
        """Keys and quoted, for a row: 4 bytes a word, and a bit where anything is quoted. Offsets come again from the text."""
        bits = np.packbits(self.quoted).tobytes() if self.quoted.any() else b""
        return struct.pack("<I", len(self)) + self.keys.astype("<u4", copy=False).tobytes() + bits


def unpack(data: bytes) -> Words:
    """What `pack` gave, without offsets. Raises ValueError where the bytes are cut off."""
    count = struct.unpack_from("<I", data)[0] if len(data) >= 4 else -1
    rest = len(data) - 4 - 4 * count
    if count < 0 or rest not in (0, (count + 7) // 8):
        raise ValueError("These are no packed words.")
    keys = np.frombuffer(data, "<u4", count, 4).astype(np.uint32, copy=False)
    bits = np.frombuffer(data, np.uint8, rest, 4 + 4 * count)
    quoted = np.unpackbits(bits, count=count).astype(bool) if rest else np.zeros(count, bool)
    return Words(keys, np.empty(0, np.int32), np.empty(0, np.int32), quoted)


def words(text: str, quoted: Iterable[tuple[int, int]] = ()) -> Words:
    """The words of the first 2**20 characters of `text`. `quoted`: spans of the text that are quotations without marks (block quotes).

    Equal words are those whose NFKC forms are equal after folding case, with accents and invisible characters left out: text that hides
    its copying behind zero-width joints, soft hyphens or stacked accents gives the same keys as the plain one.
    """
    entries = _entries(text[:LONGEST])
    place: npt.NDArray[np.int64] | None = None
    if len(entries) and not entries.min() >> COUNT == entries.max() >> COUNT == 2:
        entries, place = _spread(entries, (entries >> COUNT).astype(np.int64) - 1)
    kinds, codes = (entries >> KIND).astype(np.uint8) & np.uint8(7), entries & np.uint32(CODE)
    inside = np.zeros(len(kinds) + 2, bool)
    np.less_equal(kinds - np.uint8(1), MARK - 1, out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2], edges[1::2]
    any_dense = bytes((DENSE,)) in kinds.tobytes()
    if any_dense:
        dense = kinds == DENSE
        starts, ends = _cut_dense(kinds, dense, starts, ends)
    keys = _keys(codes, starts, ends)
    _mark_numbers(keys, codes, starts, ends)
    if any_dense:
        keys |= dense[starts]
        inside[1:-1] &= kinds == LETTER  # around a quotation mark only letters of scripts with spaces tell anything
    signs = np.flatnonzero(kinds >= QUOTE)
    marks = kinds[signs] == QUOTE
    said = quoted_words(signs[marks], signs[~marks], codes, inside, starts)
    if place is not None:
        # With what cannot be seen behind the last letter: its accents stand there.
        starts, ends = place[starts], np.maximum(place[ends - 1] + 1, np.append(place, len(text))[ends])
    for start, end in quoted:
        said[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = True
    return Words(keys, starts.astype(np.int32), ends.astype(np.int32), said)


def _entries(text: str) -> Keys:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    entries = TABLE.take(codes)
    if len(entries) and not entries.min():
        with FILLING:
            for char in set(text):
                if not TABLE[ord(char)]:
                    TABLE[ord(char)] = _entry(char)
        entries = TABLE.take(codes)
    return entries


def _entry(char: str) -> int:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    kept = [_kind(one) << KIND | ord(one) for one in plain if not _unseen(one)]
    if len(kept) == 1:
        return 2 << COUNT | kept[0]
    MORE.extend(kept)
    return (len(kept) + 1) << COUNT | (len(MORE) - len(kept))


def _unseen(char: str) -> bool:
    if char in UNSEEN or (unicodedata.combining(char) and unicodedata.combining(char) not in KEPT_ACCENTS):
        return True
    return unicodedata.category(char) in ("Cf", "Cc") and not char.isspace()


def _kind(char: str) -> int:
    if char in MARKS:
        return QUOTE
    if char in "\n\v\f\x85\u2028\u2029":
        return LINE
    mark = unicodedata.category(char)[0] == "M"
    if any(first <= ord(char) <= last for first, last in WITHOUT_SPACES) and unicodedata.category(char) not in ("Nd", "Po", "So", "Sc"):
        return MARK if mark else DENSE
    return LETTER if mark or char.isalnum() else SPACE


def _spread(entries: Keys, counts: npt.NDArray[np.int64]) -> tuple[Keys, npt.NDArray[np.int64]]:
    """Each character as the plain ones that it stands for, and where each of those came from."""
    place = np.repeat(np.arange(len(entries)), counts)
    spread = entries[place]
    several = np.flatnonzero(counts[place] > 1)
    if len(several):
        first = np.cumsum(counts) - counts
        within = several - first[place[several]]
        spread[several] = np.array(MORE, np.uint32)[(spread[several] & np.uint32(CODE)) + within]
    return spread, place


def _cut_dense(
    kinds: npt.NDArray[np.uint8], dense: Bools, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Cut at each character of a script without spaces; its marks stay with it."""
    opens = dense.copy()
    opens[starts] = True
    opens[1:] |= (kinds[1:] == LETTER) & dense[:-1]
    starts = np.flatnonzero(opens)
    last = ends[np.searchsorted(ends, starts, side="right")]
    return starts, np.minimum(np.append(starts[1:], last[-1:]), last)


def _keys(codes: Keys, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Keys:
    """A polynomial of each word's characters, from one running sum over the text; then mixed (the finish of MurmurHash3)."""
    powers, inverses = _powers(len(codes)) if len(codes) > SMALL else _few_powers()
    sums = np.zeros(len(codes) + 1, np.uint32)
    np.multiply(codes, powers[: len(codes)], out=sums[1:])
    np.add.accumulate(sums, out=sums)
    mixed: Keys = (sums[ends] - sums[starts]) * inverses[starts]
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed & np.uint32(0xFFFFFFFC)


def _mark_numbers(keys: Keys, codes: Keys, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> None:
    """Set NUMBER where a word is digits alone."""
    which = np.flatnonzero(codes[starts] - np.uint32(ord("0")) < 10)
    if len(which):
        sizes = ends[which] - starts[which]
        past = np.cumsum(sizes)
        at = np.repeat(starts[which] - past + sizes, sizes) + np.arange(past[-1])
        alone = np.logical_and.reduceat(codes[at] - np.uint32(ord("0")) < 10, past - sizes)
        keys[which[alone]] |= NUMBER


def _powers(count: int) -> tuple[Keys, Keys]:
    factors = np.full((2, count), ODD, np.uint32)
    factors[1] = pow(ODD, -1, 1 << 32)
    factors[:, 0] = 1
    up, down = np.multiply.accumulate(factors, axis=1, dtype=np.uint32)
    return up, down


@lru_cache(maxsize=1)
def _few_powers() -> tuple[Keys, Keys]:
    return _powers(SMALL)
