"""Where is a flat text glued together? Elements of a page side by side without a blank read "landingBy Jane Roe12 March 2031"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wirecopy.wire import credit, facts_head, timestamp
from wirecopy.wire.body import CUT_OFF
from wirecopy.wire.plain_kinds import by_words
from wirecopy.wire.plain_lines import Row

# Where a small letter, a figure or the end of a sentence stands close before a capital, a figure or an opening quotation mark.
SEAM = re.compile(
    r"(?<=[^\W\d_A-ZÀ-ÖØ-Þ]{2})(?=[A-ZÀ-ÖØ-Þ])|(?<=[^\W\d_]{2})(?=\d{1,4}[.\s/-])|(?<=\d)(?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ])"
    r"|(?<=[a-zà-ÿ])(?=[“„«][A-ZÀ-ÖØ-Þ])|(?<=[a-zà-ÿ\d)”»][.!?…:])(?=[\"“«„]?[A-ZÀ-ÖØ-Þ])|(?<=[.!?…][\"”»’)])(?=[\"“«„]?[A-ZÀ-ÖØ-Þ])"
)
ENDED = re.compile(r"[^\W\d_]{2}[.!?…]$|[.!?…][\"”»’)]$")  # a sentence
BEGUN = re.compile(r"[\"“«„]?(?:[A-ZÀ-ÖØ-Þ][a-zà-ÿ’']|[AIÀÉO] )")
LONGEST = 120  # letters of a piece that is known by its words
TEASER = 400  # letters
MENU, WORDS = 4, 2  # pieces in a row of so many words at most are a menu
MOST = 4000  # seams of a line that are looked at


def parted(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, cut where they are glued; a seam within a name such as "YouTube" is none."""
    for row in rows:
        for n, piece in enumerate(pieces(row.text)):
            yield Row(piece, row.mark if n == 0 else "")


def pieces(line: str) -> list[str]:
    """The pieces of a line: a sentence, and what is known by its words, end where they end. A teaser that breaks off is one piece."""
    seams = [match.start() for match, _ in zip(SEAM.finditer(line), range(MOST), strict=False)]
    if not seams:
        return [line]
    cuts = [0, *seams, len(line)]
    found = [line[start:end] for start, end in pairwise(cuts)]
    apart = known(found)
    broken_off = len(line) < TEASER and line.endswith(CUT_OFF)
    whole = [found[0]]
    for n, piece in enumerate(found[1:], 1):
        sentence = not broken_off and ENDED.search(whole[-1]) and BEGUN.match(piece)
        if apart[n - 1] or apart[n] or sentence:
            whole.append(piece)
        else:
            whole[-1] += piece
    return [piece.strip() for piece in whole if piece.strip()]


def known(found: Sequence[str]) -> list[bool]:
    """Which pieces are a time, a byline, a button, a plea, a credit; a name beside one of them; or one of several words of a menu."""
    apart = [special(piece.strip()) for piece in found]
    named = [not apart[n] and any(apart[max(0, n - 1) : n + 2]) and bool(credit.byline(piece.strip())[1]) for n, piece in enumerate(found)]
    run = 0
    for n, piece in enumerate([*found, ". . ."]):
        if len(piece.split()) <= WORDS and piece[:1].isupper():
            run += 1
            continue
        for m in range(n - run, n) if run >= MENU else ():
            apart[m] = True
        run = 0
    return [one or other for one, other in zip(apart, named, strict=True)]


def special(piece: str) -> bool:
    if not 2 < len(piece) < LONGEST:
        return False
    if any(sign.isdigit() for sign in piece) and timestamp.read(piece):
        return True
    if facts_head.BY.match(piece) and credit.byline(piece)[1]:
        return True
    return by_words(piece, at_edge=False) != ""
