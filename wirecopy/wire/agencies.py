"""Is this the name of a news agency, and by which name do we call it?"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_SHORT = 4  # letters; "map" and "sana" are words, "MAP" and "SANA" are not


def _table() -> tuple[dict[str, str], dict[str, str]]:
    """Two tables of spellings: as printed, and in one case for those long enough not to be words."""
    exact: dict[str, str] = {}
    folded: dict[str, str] = {}
    for line in (Path(__file__).parent / "data" / "agencies.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        spellings = [part.strip() for part in line.split("|")]
        for spelling in spellings:
            exact.setdefault(spelling, spellings[0])
            exact.setdefault(spelling.upper(), spellings[0])
            if len(spelling) > _SHORT:
                folded.setdefault(spelling.casefold(), spellings[0])
    return exact, folded


_EXACT, _FOLDED = _table()
# The last words of all names, and those that count in any case: a quick no for most lines.
_BREAKS = ("/", "(", ")", ",", ";", ":", "|", "+", "·", "&", '"', "”", ". ")


def _broken(text: str) -> str:
    """Its names apart; sign by sign, which takes a third of the time of a table of signs."""
    for sign in _BREAKS:
        if sign in text:
            text = text.replace(sign, " ")
    return text.rstrip(".")


_LAST = frozenset(_broken(name).split()[-1] for name in (*_EXACT, *_FOLDED))
_LAST_LONG = frozenset(word for word in _LAST if len(word) > _SHORT)


def mentions_agency(text: str) -> bool:
    """May `text` name an agency? Quick, and yes more often than is true."""
    line = _broken(text)
    return not _LAST.isdisjoint(line.split()) or not _LAST_LONG.isdisjoint(line.casefold().split())


@lru_cache(maxsize=4096)
def agency(name: str) -> str | None:
    """The name by which we call the agency that `name` (all of it) names; None for any other name."""
    name = re.sub(r"^[Tt][Hh][Ee]\s+", "", " ".join(name.split()).strip(" .,;:")).replace("’", "'")
    return _EXACT.get(name) or _FOLDED.get(name.casefold()) or _EXACT.get(f"The {name}") or _FOLDED.get(f"the {name}".casefold())


def agency_at_end(text: str) -> tuple[str, int] | None:
    """The agency whose name ends `text`, as printed, and where it begins; None where none does."""
    words = list(re.finditer(r"\S+", text))
    if not words or not mentions_agency(words[-1][0]):
        return None
    for word in words[-5:]:
        if agency(text[word.start() :]):
            return text[word.start() :].strip(" .,;:"), word.start()
    return None


def parts(text: str) -> list[str]:
    """The names that a line lists: "dpa/AFP", "Reuters and AP"."""
    cut = re.split(r"\s*(?:[,;/+|·&]|\s(?:and|und|et|y|e|en|och|og|ja|i|и|a)\s)\s*", text)
    return [part for part in (part.strip(" .()") for part in cut) if part]


def agencies_in(text: str) -> tuple[str, ...]:
    """The agencies among the names that `text` lists, as printed; `text` itself where it is the name of one ("dpa/lnw")."""
    return (text.strip(" ."),) if agency(text) else tuple(part for part in parts(text) if agency(part))
