"""How do others fold copies? Each peer names, for each text in the order of time, the best earlier match and how alike the two are.

A peer takes the texts and their headlines and gives (match, likeness) for each, match -1 where there is none. The bar on the likeness is
set by folding.py: where it is None there, at the value that is best for the peer on this very set.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

Matches = list[tuple[int, float]]
Peer = Callable[[Sequence[str], Sequence[str]], Matches]

SHINGLE, PERMUTATIONS, BANDS = 3, 128, 64  # the best of those tried: words, hashes, and bands of two
WORD = re.compile(r"[\u0e01-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e01-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
TITLE = 32  # tt-rss compares no title of fewer letters
EXACT, FEWEST = 10, 5  # NewsBlur: letters of a title to be compared as it is, words of one to be compared by its words
COMMON = frozenset((
    "a", "an", "the", "and", "or", "but", "in", "on", "at", "to", "for", "of", "is", "it", "by",
    "with", "from", "as", "be", "was", "were", "are", "this", "that", "has", "have", "had", "not",
))  # fmt: skip


def shingles(text: str) -> set[str]:
    words = WORD.findall(text.lower())
    return {" ".join(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1))}


def rensa(texts: Sequence[str], titles: Sequence[str]) -> Matches:
    import rensa as library

    lsh = library.RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    hashes: list[Any] = []
    found: Matches = []
    for number, text in enumerate(texts):
        one = library.RMinHash(num_perm=PERMUTATIONS, seed=1)
        one.update(list(shingles(text)))
        found.append(best((other, one.jaccard(hashes[other])) for other in lsh.query(one)))
        lsh.insert(number, one)
        hashes.append(one)
    return found


def datasketch(texts: Sequence[str], titles: Sequence[str]) -> Matches:
    import datasketch as library

    lsh = library.MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    hashes: list[Any] = []
    found: Matches = []
    for number, text in enumerate(texts):
        one = library.MinHash(num_perm=PERMUTATIONS, seed=1)
        one.update_batch([shingle.encode() for shingle in shingles(text)])
        found.append(best((other, one.jaccard(hashes[other])) for other in lsh.query(one)))
        lsh.insert(number, one)
        hashes.append(one)
    return found


def simhash(texts: Sequence[str], titles: Sequence[str]) -> Matches:
    """64 bits over the shingles (Charikar 2002), against every earlier text."""
    bits = np.zeros(len(texts), np.uint64)
    found: Matches = []
    for number, text in enumerate(texts):
        marks = [shingle.encode() for shingle in shingles(text)]
        hashes = np.array([zlib.crc32(mark) | zlib.crc32(mark[::-1]) << 32 for mark in marks], ">u8")
        on = np.unpackbits(hashes.view(np.uint8).reshape(-1, 8), axis=1).mean(axis=0) > 0.5
        bits[number] = np.packbits(on).view(">u8")[0]
        apart = np.bitwise_count(bits[:number] ^ bits[number])
        found.append((int(apart.argmin()), 1 - float(apart.min()) / 64) if number else (-1, 0.0))
    return found


def trigrams(texts: Sequence[str], titles: Sequence[str]) -> Matches:
    """tt-rss: the likeness of two titles in PostgreSQL's pg_trgm, where a title is long enough."""
    holders: dict[str, list[int]] = {}
    sets: list[set[str]] = []
    found: Matches = []
    for number, title in enumerate(titles):
        words = WORD.findall(title.lower())
        own = {padded[n : n + 3] for word in words for padded in [f"  {word} "] for n in range(len(padded) - 2)}
        own = own if len(title) >= TITLE else set()
        sets.append(own)
        found.append(most_alike(own, number, holders, sets))
    return found


def titles_by_words(texts: Sequence[str], titles: Sequence[str]) -> Matches:
    """NewsBlur's kind: the same title but for case and marks, or the same words in another order or with a few others."""
    same: dict[str, int] = {}
    holders: dict[str, list[int]] = {}
    sets: list[set[str]] = []
    found: Matches = []
    for number, title in enumerate(titles):
        words = WORD.findall(title.lower())
        plain = " ".join(words)
        own = {word for word in words if word not in COMMON}
        own = own if len(own) >= FEWEST else set()
        sets.append(own)
        alike = most_alike(own, number, holders, sets)
        if len(plain) >= EXACT:
            alike = (same[plain], 1.0) if plain in same else alike
            same.setdefault(plain, number)
        found.append(alike)
    return found


def most_alike(own: set[str], number: int, holders: dict[str, list[int]], sets: list[set[str]]) -> tuple[int, float]:
    shared: dict[int, int] = {}
    for mark in own:
        for other in holders.setdefault(mark, []):
            shared[other] = shared.get(other, 0) + 1
        holders[mark].append(number)
    return best((other, count / (len(own) + len(sets[other]) - count)) for other, count in shared.items())


def best(scored: Any) -> tuple[int, float]:
    """The most alike; of equals the earliest."""
    return max(scored, key=lambda one: (one[1], -one[0]), default=(-1, 0.0))


# Each with its bar; None: the best for this very set.
PEERS: dict[str, tuple[Peer, float | None]] = {
    "MinHash-LSH, rensa": (rensa, None),
    "MinHash-LSH, datasketch": (datasketch, None),
    "simhash, 64 bits": (simhash, None),
    "trigram titles (tt-rss)": (trigrams, 0.75),
    "titles by words (NewsBlur's kind)": (titles_by_words, 0.6),
}
