"""Which terms does a text tell its event with, how heavily, and which of them are names?"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 8_000  # characters of a text that are looked at: news tells its event first
KEPT_ACCENTS = (7, 8, 9)  # combining classes that tell letters apart: nukta, kana voicing, virama; the others are accents and go
# Scripts without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han. Their terms are pairs of neighbours.
DENSE = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
HEADLINE = 3.0  # what a word of the headline counts for, against one of the text
LEDE = 60  # words of a text that count in full; the further on, the less


def _marks() -> str:
    """Letters of many scripts carry marks that a regular expression does not count as letters; as a class of ranges."""
    codes = [code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"]
    starts = [code for before, code in zip([0, *codes], codes, strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], sys.maxunicode], strict=True) if after != code + 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


_WORD = re.compile(rf"(?P<dense>[{DENSE}]+)|(?:[^\W_{DENSE}]|[{_marks()}])+")
_OPENS = re.compile(r"(?:^|[.!?:;。！？…\n\"“”«»„‘(\[–—•*-])[\s\"“”«»„‘'(\[]*\Z")


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
    names: set[str] = set()
    first = tuple(term for term, _ in _terms(headline))
    for term in first:
        counts[term] = counts.get(term, 0.0) + HEADLINE
    place = 0
    for part in (standfirst, text):
        for term, name in _terms(part[:LONGEST]):
            place += 1
            counts[term] = counts.get(term, 0.0) + (1.0 if place <= LEDE else (LEDE / place) ** 0.5)
            if name:
                names.add(term)
    return Terms(counts, tuple(dict.fromkeys(first)), frozenset(names))


def _terms(text: str) -> Iterator[tuple[str, bool]]:
    """Each term in order, and whether it is written like a name: with a capital where no sentence begins."""
    plain = text if text.isascii() else _plain(text)
    for found in _WORD.finditer(plain):
        word = found.group()
        if found.lastgroup:
            yield from ((word[at : at + 2], False) for at in range(max(1, len(word) - 1)))
        elif len(word) > 1:
            capital = word[0].isupper() and (len(word) > 2 or word.isupper())
            name = capital and not _OPENS.search(plain, max(0, found.start() - 4), found.start())
            yield word.casefold(), name


def _plain(text: str) -> str:
    """Without accents, compatibility forms and what cannot be seen."""
    parts = unicodedata.normalize("NFKD", text)
    gone = {char: None for char in map(ord, set(parts)) if char > 127 and _goes(chr(char))}
    return unicodedata.normalize("NFC", parts.translate(gone))


def _goes(char: str) -> bool:
    return unicodedata.combining(char) not in (0, *KEPT_ACCENTS) or unicodedata.category(char) == "Cf"
