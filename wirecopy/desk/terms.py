"""Which terms does a text tell its event with, how heavily, and which of them are names?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wirecopy.desk.mastheads import NONE, Mastheads
from wirecopy.desk.spelling import is_dense, plainly, wording

LONGEST = 3_000  # characters of a text that are looked at: news tells its event first
PART = 80  # characters of a paragraph that may tell an event by itself; of half as many signs in scripts without spaces
HEADLINE = 3.0  # what a word of the headline counts for, against one of the text
LEDE = 60  # words of a text that count in full; the further on, the less

_ENDING = re.compile("[\u3041-\u309f]")  # hiragana writes the words and endings that every text has
_OPENS = re.compile(r"[.!?:;。！？…\n\"“”«»„‘(\[–—•*-][\s\"“”«»„‘'(\[]*\Z")  # what stands before a word that begins a sentence
_COUNTS = [1.0 if place <= LEDE else (LEDE / place) ** 0.5 for place in range(2 * LONGEST + 1)]  # of a word, by its place

Term = tuple[str, bool]  # and whether it is written like a name


@dataclass(frozen=True, slots=True)
class Terms:
    """`counts`: how often each term stands in an article, by place. `headline`: the headline's terms in order. `names`: those of
    `counts` that are written like names. `top`: the terms of headline and standfirst; `paragraphs`: those of each longer paragraph."""

    counts: dict[str, float]
    headline: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    top: tuple[Term, ...] = ()
    paragraphs: tuple[tuple[Term, ...], ...] = ()


def terms(headline: str, standfirst: str, text: str, mastheads: Mastheads = NONE) -> Terms:
    """The terms of an article; names of outlets are none. A word's weight falls with the root of its distance from the top, so that a
    brief and a long report of one event look alike."""
    first, second = _terms(headline, mastheads), _terms(standfirst[:LONGEST], mastheads)
    written = text[:LONGEST].split("\n\n")
    paragraphs = [_terms(part, mastheads) for part in written]
    told = [*second, *(term for part in paragraphs for term in part)]
    longer = tuple(tuple(found) for part, found in zip(written, paragraphs, strict=True) if len(part) >= _least(part))
    heading = tuple(dict.fromkeys(term for term, _ in first))
    return Terms(_counts(first, told), heading, _names(told), (*first, *second), longer)


def parts(article: Terms) -> list[Terms]:
    """Each longer paragraph by itself."""
    return [Terms(_counts((), part), names=_names(part)) for part in article.paragraphs]


def _least(part: str) -> int:
    return PART // 2 if is_dense(part) else PART


def _counts(headline: Iterable[Term], told: Iterable[Term]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for term, _ in headline:
        counts[term] = counts.get(term, 0.0) + HEADLINE
    for (term, _), count in zip(told, _COUNTS[1:], strict=False):
        counts[term] = counts.get(term, 0.0) + count
    return counts


def _names(told: Iterable[Term]) -> frozenset[str]:
    return frozenset(term for term, name in told if name)


def _terms(text: str, mastheads: Mastheads) -> list[Term]:
    """Each term in order, and whether it is written like a name: with a capital where no sentence begins."""
    plain = plainly(text)
    dense = is_dense(plain)
    plain = mastheads.without(plain) if dense else plain
    words, opens = wording(plain), _OPENS.search
    before, read = words.split(plain), words.findall(plain)
    found: list[Term] = []
    unread = mastheads.within(read)
    for at, word in enumerate(read):
        if at in unread:
            continue
        if dense and is_dense(word):  # terms are pairs of neighbours
            pairs = (word[pair : pair + 2] for pair in range(max(1, len(word) - 1)))
            found += ((pair, False) for pair in pairs if not _ENDING.search(pair))
        elif len(word) > 1:
            term = word.casefold()
            capital = term != word and word[0].isupper() and (len(word) > 2 or word.isupper())
            found.append((term, capital and at > 0 and (before[at] == " " or not opens(before[at][-4:]))))
    return found
