"""By which few marks in its text is a text found again, also when only a part of it was taken over?"""

from __future__ import annotations

import numpy as np

from wirecopy.desk.words import Hashes, Keys, Words

SHINGLE, DENSE_SHINGLE = 3, 5  # words; characters of a script without spaces
WINDOW = 12  # shingles, of which one becomes an anchor


def shingles(keys: Keys) -> Hashes:
    """(n - 2,) uint64: a hash of the words from each place on. Five where all are characters of a script without spaces, else three."""
    if len(keys) < SHINGLE:
        return np.empty(0, np.uint64)
    wide = keys.astype(np.uint64)
    out = _mixed(_mixed(_mixed(wide[:-2]) + wide[1:-1]) + wide[2:])
    if len(keys) >= DENSE_SHINGLE and (keys & 1).any():
        dense = (keys & 1).astype(bool)
        five = np.flatnonzero(dense[:-4] & dense[1:-3] & dense[2:-2] & dense[3:-1] & dense[4:])
        out[five] = _mixed(_mixed(out[five] + wide[five + 3]) + wide[five + 4])
    return out


def anchors(words: Words) -> Keys:
    """Sorted, unique uint32: of every twelve shingles in a row the one that hashes lowest (winnowing: Schleimer, Wilkerson, Aiken 2003).

    Two texts that have any WINDOW + SHINGLE - 1 words in common in one run share an anchor. About one anchor in six and a half words;
    one for a text of up to fourteen words; none for an empty one. Spread evenly over the 32 bits.
    """
    hashes = shingles(words.keys)
    if not len(words):
        return np.empty(0, np.uint32)
    if not len(hashes):
        hashes = _mixed(words.keys.astype(np.uint64).sum(keepdims=True) + np.uint64(len(words)))
    lowest, width = hashes, 1
    while 2 * width <= WINDOW and len(lowest) > width:
        lowest, width = np.minimum(lowest[:-width], lowest[width:]), 2 * width
    if (rest := min(WINDOW - width, len(lowest) - 1)) > 0:
        lowest = np.minimum(lowest[:-rest], lowest[rest:])
    # A lowest hash is a low one; mixed once more, anchors use all their bits.
    new = np.concatenate(([True], lowest[1:] != lowest[:-1]))
    found: Keys = (_mixed(lowest[new]) >> np.uint64(32)).astype(np.uint32)
    found.sort()
    return found[np.concatenate(([True], found[1:] != found[:-1]))]


def _mixed(values: Hashes) -> Hashes:
    """Each value's bits stirred through all 64 (the step of SplitMix64)."""
    out: Hashes = values * np.uint64(0xBF58476D1CE4E5B9)
    out ^= out >> np.uint64(29)
    out *= np.uint64(0x94D049BB133111EB)
    out ^= out >> np.uint64(32)
    return out
