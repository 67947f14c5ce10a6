"""Does an article tell several events that have nothing to do with one another? As far as the article itself tells.

A report comes back to its matter: its paragraphs hold words of its headline and words of each other. In a round-up each part has
names and words of its own, and the headline is about none or one of them.
"""

from __future__ import annotations

import math
from collections import Counter

from wirecopy.desk.stories import usual
from wirecopy.desk.terms import Term, Terms

PARTS = 4  # paragraphs at least; fewer say too little
STEM = 4  # letters by which a word is known in all its forms
COMMON = 0.3  # share of articles from which on a word says nothing, unless it is written like a name
NAME = 1.5
ENOUGH = 3.0  # weight of shared words that ties a paragraph to the headline in full
LEAST_TIE = 0.06  # of a paragraph with the headline: one of a feature may name nothing that is told under it
# Of a paragraph: its words, on the scale of their logarithm; how far it is tied to the headline, and to the others, by their root.
WORDS, HEADLINE, OTHERS = 2.3, 9.2, 5.4
UNKNOWN = 0.0


def looseness(article: Terms, language: str) -> float:
    """How far the paragraphs of an article fall apart: most reports are below 0, few above 1, most round-ups above it; 0 too where there
    are few paragraphs, or no headline that says anything."""
    held = [_stems(part, language) for part in article.paragraphs]
    headline = _stems(article.top, language)
    if len(held) < PARTS or not headline or not all(held):
        return UNKNOWN
    parts = Counter(stem for stems in held for stem in stems)
    tied = shared = words = 0.0
    for stems in held:
        tied += min(1.0, sum(min(weight, headline[stem]) for stem, weight in stems.items() if stem in headline) / ENOUGH)
        shared += sum(weight for stem, weight in stems.items() if parts[stem] > 1) / sum(stems.values())
        words += len(stems)
    count = len(held)
    return WORDS * math.log(words / count) - HEADLINE * math.sqrt(max(LEAST_TIE, tied / count)) - OTHERS * math.sqrt(shared / count)


def _stems(told: tuple[Term, ...], language: str) -> dict[str, float]:
    """What is told, by the first letters of each word, and how much it says."""
    stems: dict[str, float] = {}
    for term, name in told:
        share = usual(term, name, language)
        if name or share < COMMON:
            stem = term[:STEM]
            stems[stem] = max(stems.get(stem, 0.0), -math.log(share) * (NAME if name else 1.0))
    return stems
