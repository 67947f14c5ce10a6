"""Which terms does a text tell its event with, how heavily, and which of them are names?"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 3_000  # characters of a text that are looked at: news tells its event first
KEPT_ACCENTS = (7, 8, 9)  # combining classes that tell letters apart: nukta, kana voicing, virama; the others are accents and go
# Scripts without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han. Their terms are pairs of neighbours.
DENSE = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
PART = 80  # characters of a paragraph that may tell an event by itself; of half as many signs in scripts without spaces
HEADLINE = 3.0  # what a word of the headline counts for, against one of the text
LEDE = 60  # words of a text that count in full; the further on, the less


def _marks() -> str:
    """Letters of many scripts carry marks that a regular expression does not count as letters; as a class of ranges."""
    codes = [code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"]
    starts = [code for before, code in zip([0, *codes], codes, strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], sys.maxunicode], strict=True) if after != code + 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


_WORD = re.compile(rf"[{DENSE}]+|(?:[^\W_{DENSE}]|[{_marks()}])+")
_DENSE = re.compile(f"[{DENSE}]")
_SPACED = re.compile(r"[^\W_]+")  # a word where no sign of those stands
_SIGN = re.compile(f"[{DENSE}{_marks()}]")
_OPENS = re.compile(r"[.!?:;。！？…\n\"“”«»„‘(\[–—•*-][\s\"“”«»„‘'(\[]*\Z")  # what stands before a word that begins a sentence
_COUNTS = [1.0 if place <= LEDE else (LEDE / place) ** 0.5 for place in range(2 * LONGEST + 1)]  # of a word, by its place


@dataclass(frozen=True, slots=True)
class Terms:
    """`counts`: how often each term stands in an article, by place. `headline`: the headline's terms in order. `names`: those of
    `counts` that are written like names."""

    counts: dict[str, float]
    headline: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()


def terms(headline: str, standfirst: str, text: str) -> Terms:
    """The terms of an article. A word's weight falls with the root of its distance from the top, so that a brief and a long report
    of one event look alike."""
    counts: dict[str, float] = {}
    first = [term for term, _ in _terms(headline)]
    for term in first:
        counts[term] = counts.get(term, 0.0) + HEADLINE
    told = [*_terms(standfirst[:LONGEST]), *_terms(text[:LONGEST])]
    for (term, _), count in zip(told, _COUNTS[1:], strict=False):
        counts[term] = counts.get(term, 0.0) + count
    return Terms(counts, tuple(dict.fromkeys(first)), frozenset(term for term, name in told if name))


def parts(text: str) -> list[Terms]:
    """The terms of each longer paragraph by itself."""
    found = [part for part in text[:LONGEST].split("\n\n") if len(part) >= (PART // 2 if _DENSE.search(part) else PART)]
    return [terms("", "", part) for part in found]


def _terms(text: str) -> list[tuple[str, bool]]:
    """Each term in order, and whether it is written like a name: with a capital where no sentence begins."""
    plain = text if text.isascii() else _plain(text)
    signs = not plain.isascii() and any(map(_sign, set(plain)))
    words = _WORD if signs else _SPACED
    before, opens = words.split(plain), _OPENS.search
    found: list[tuple[str, bool]] = []
    for at, word in enumerate(words.findall(plain)):
        if signs and _DENSE.match(word):
            found += ((word[pair : pair + 2], False) for pair in range(max(1, len(word) - 1)))
        elif len(word) > 1:
            term = word.casefold()
            capital = term != word and word[0].isupper() and (len(word) > 2 or word.isupper())
            found.append((term, capital and at > 0 and (before[at] == " " or not opens(before[at][-4:]))))
    return found


def _plain(text: str) -> str:
    """Without accents, compatibility forms and what cannot be seen."""
    parts = text if unicodedata.is_normalized("NFKD", text) else unicodedata.normalize("NFKD", text)
    gone = {ord(char): None for char in set(parts) if _goes(char)}
    return unicodedata.normalize("NFC", parts.translate(gone) if gone else parts)


@lru_cache(maxsize=1 << 13)
def _goes(char: str) -> bool:
    return unicodedata.combining(char) not in (0, *KEPT_ACCENTS) or unicodedata.category(char) == "Cf"


@lru_cache(maxsize=1 << 13)
def _sign(char: str) -> bool:
    return _SIGN.match(char) is not None
