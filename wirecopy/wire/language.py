"""Which language is it written in?"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from wirecopy.wire import languagewords

ENOUGH = 60  # letters; below this the declared language is the better witness
LONGEST = 3000
DECLARED = re.compile(r"^[a-z]{2,3}(?=[-_]|$)")
SURE = 0.7  # the model's own bound of what is reliable
FIRST = 400  # signs in which words, or the model, mostly find what the page declares; only where they do not, all of them are looked at
# Old codes, and languages that the model cannot tell apart from the one that it names.
SAME = {"iw": "he", "in": "id", "ji": "yi", "nb": "no", "nn": "no", "sh": "sr", "tl": "fil", "mo": "ro", "cmn": "zh"}
CLOSE = ({"no", "da"}, {"hr", "sr", "bs", "sl", "me"}, {"id", "ms"}, {"cs", "sk"}, {"gl", "pt", "es"}, {"ur", "fa", "ps"},
         {"zu", "xh", "st"}, {"af", "nl"}, {"ru", "uk", "be", "bg", "mk"},
         {"hi", "mr", "ne"}, {"ca", "es"}, {"fil", "en"})  # fmt: skip
LAST_LATIN = "\u0250"
_OTHER_SCRIPTS = "am ar be bg bn el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne pa ps ru sd si sr ta te tg th uk ur yi zh"
OTHER_SCRIPTS = frozenset(_OTHER_SCRIPTS.split())


@cache
def _model() -> Any:
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(0, 4 * LONGEST)  # bytes of UTF-8


def guessed(text: str) -> tuple[str, float]:
    """The model's language of `text` and how likely it is. Of a language in a foreign script it knows too little to say any."""
    found = _model().FindLanguage(text=text.encode("utf-8", "ignore").decode().replace("\0", " "))
    return SAME.get(found.language, found.language), 0.0 if "-" in found.language else found.probability


def language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the language of `text`; `declared` is what the page calls it. None where neither says enough.

    The text is believed against the page where the model is sure; between close relatives the page is believed.
    """
    said = code(declared)
    if sum(map(str.isalpha, text[:FIRST])) < ENOUGH and sum(map(str.isalpha, text[:LONGEST])) < ENOUGH:
        return said
    looks = (FIRST, LONGEST) if said and len(text) > FIRST else (LONGEST,)
    if said and any(languagewords.confirms(text[:signs], said, relatives(said)) for signs in looks):
        return said
    for signs in looks:
        found, sure = guessed(text[:signs])
        if found == said:
            return said
    if sure < SURE or (said and found in relatives(said)) or foreign(text[:LONGEST], found):
        return said
    return found


def foreign(text: str, language: str) -> bool:
    """Is it mostly in letters that are not Latin, and the language one that is written so?"""
    latin = sum(sign < LAST_LATIN for sign in text if sign.isalpha())
    return language not in OTHER_SCRIPTS and 2 * latin < sum(map(str.isalpha, text))


@cache
def relatives(language: str) -> frozenset[str]:
    return frozenset(other for family in CLOSE if language in family for other in family)


def code(declared: str | None) -> str | None:
    """The language part of a declared tag such as "pt-BR" or "en_US"; None for what is none."""
    found = DECLARED.match((declared or "").strip().lower())
    return SAME.get(found[0], found[0]) if found else None
