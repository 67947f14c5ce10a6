"""What is a story called on the desk? Two to four words with hyphens: its slugline, given once."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import islice

from wirecopy.desk.spelling import DENSE
from wirecopy.desk.stories import Weighed
from wirecopy.desk.terms import Terms

WORDS = 3
LONGEST = 60  # characters
DENSE_PAIR = re.compile(f"[{DENSE}]{{2}}")


def slugline(terms: Terms, article: Weighed, taken: Container[str]) -> str:
    """The strongest terms of the article that opens a story, those of the headline first and in its order.

    Letters are kept as they are written, without accents and capitals, in every script. Where the slugline is `taken`, a fourth term
    tells it apart, then a number. "story" where the article has no terms.
    """
    weights = dict(article.heavy())
    lines = [term for term in _whole(terms.headline) if not term.isdigit()]
    best = sorted(lines, key=lambda term: (-_weight(term, weights), term))[:WORDS]
    first = tuple(best)
    further = (term for term in article.terms if not term.isdigit() and not any(term in word for word in first))
    best += islice(further, max(0, 2 - len(best)))
    made = "-".join(sorted(best, key=lambda term: lines.index(term) if term in lines else len(lines)))[:LONGEST].strip("-") or "story"
    if made not in taken:
        return made
    for term in further:
        longer = f"{made}-{term}"
        if len(longer) <= LONGEST and longer not in taken:
            return longer
    number = 2
    while f"{made}-{number}" in taken:
        number += 1
    return f"{made}-{number}"


def _whole(terms: tuple[str, ...]) -> list[str]:
    """Pairs of neighbours in scripts without spaces put together again, two to a word."""
    made: list[str] = []
    for term in terms:
        if made and len(term) == 2 == len(made[-1]) and made[-1][1] == term[0] and DENSE_PAIR.fullmatch(term):
            made[-1] += term[1]
        elif not (made and len(made[-1]) == 3 and made[-1][1:] == term):
            made.append(term)
    return made


def _weight(term: str, weights: dict[str, int]) -> int:
    return weights.get(term) or sum(weights.get(term[at : at + 2], 0) for at in range(len(term) - 1)) // max(1, len(term) - 1)
