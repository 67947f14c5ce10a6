"""What can be seen of the text of a line, and how does it meet what the page says of itself?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wirecopy.wire.blocks import Line
from wirecopy.wire.facts import Facts
from wirecopy.wire.featurewords import said_by
from wirecopy.wire.letters import letters

SPOKEN = 50  # letters in which words are looked for
HEAD = 150  # letters whose signs are counted
TOLD = 600  # letters of JSON-LD text from which on lines are looked up in it
DIGITS = re.compile(r"\d")
END = {
    ":": 4,
    "：": 4,
    "…": 5,
    ",": 6,
    ";": 6,
    **dict.fromkeys(".。॥।۔።։", 1),
    **dict.fromkeys("!?！？؟", 2),
    **dict.fromkeys("\"'”»“’」）)]", 3),
}
OPEN = {**dict.fromkeys("\"'“„«‘「", 3), **dict.fromkeys("-–—•*▶►→>»©|#+[(", 4)}


@dataclass(slots=True)
class Page:
    """What the page says of itself, as far as lines are compared with it: letters only, lower case."""

    headlines: frozenset[str]
    standfirsts: frozenset[str]
    names: frozenset[str]
    told: str


def told_of(said: Facts) -> Page:
    return Page(
        headlines=keys(value for value, _ in said.headline),
        standfirsts=keys(value for value, _ in said.standfirst),
        names=keys(name for names, _ in said.authors for name in names),
        told=letters(said.article_body) if len(said.article_body) > TOLD else "",
    )


def keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(key for text in texts if len(key := letters(text)) > 3)


def traits(line: Line, page: Page, signs: dict[str, int]) -> tuple[int, ...]:
    """Size, end, opening, sentences, commas, digits, capitals, bits of word lists, how it meets the page's facts and text.

    `signs`: what of `featurewords.SIGNS` stands in the lines of the page.
    """
    text, size = line.text, line.size
    end = 5 if text.endswith(("...", "[…]")) else END.get(text[-1], 7 if text[-1].isdigit() else 0)
    first = text[0]
    start = OPEN.get(first, 1 if first.isupper() else 2 if first.isdigit() else 5 if first.islower() else 0)
    head = text[:HEAD]
    plain = head.isascii()
    stops = min(4, head.count(". ") + head.count("? ") + head.count("! ") + (0 if plain else head.count("। ") + head.count("。")))
    commas = min(4, head.count(",") + (0 if plain else head.count("、") + head.count("،")))
    digits = len(DIGITS.findall(head))
    numeric = min(3, digits) + (4 if digits * 4 > min(HEAD, size) else 0)
    shout = 1 if size > 3 and head.isupper() else 0
    meets = told = 0
    if size < 600:
        key = line.key
        if len(key) > 3:
            meets = met(key, page)
        if page.told:
            told = 1 if len(key) < 12 else 2 if key[:60] in page.told else 3
    elif page.told:
        told = 2 if letters(text[:80])[:60] in page.told else 3
    return size, end, start, stops, commas, numeric, shout, said_by(text[:SPOKEN], signs), meets, told


def met(key: str, page: Page) -> int:
    """How a line meets the headline, standfirst and authors that the page names."""
    if key in page.headlines:
        return 1
    if key in page.standfirsts:
        return 2
    if len(key) > 12:
        for text in page.standfirsts:
            if len(key) > 30 and (key in text or text in key):
                return 3
        for text in page.headlines:
            if key in text:
                return 4
    if len(key) < 180:
        longest = 0
        for name in page.names:
            if name in key:  # of several the longest, whatever their order
                longest = max(longest, len(name))
        if longest:
            return 5 if len(key) < longest + 20 else 6
    return 0
