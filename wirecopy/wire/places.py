"""Which places stand in datelines without a country, and which regions and countries follow a place?"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """`name` as it is looked up: one case, one kind of apostrophe, no accents (capitals are often printed without)."""
    plain = unicodedata.normalize("NFD", " ".join(name.split()).replace("’", "'").casefold())
    return "".join(sign for sign in plain if not "\u0300" <= sign <= "\u036f").rstrip(".")


def _tables() -> dict[str, dict[str, str]]:
    """Name -> ISO code, by the sections of data/places.txt."""
    tables: dict[str, dict[str, str]] = {}
    for line in (Path(__file__).parent / "data" / "places.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table = tables.setdefault(line.strip("[] "), {})
        elif line.strip() and not line.startswith("#"):
            code, _, names = line.partition(":")
            for name in names.split(","):
                table.setdefault(_key(name), code)
    return tables


_TABLES = _tables()
_CITY, _COUNTRY, _REGION = _TABLES["cities"], _TABLES["countries"], _TABLES["regions"]


def city(name: str) -> str | None:
    """The ISO code of the country of a city that agencies print alone; None for any other word."""
    return _CITY.get(_key(name))


def country(name: str) -> str | None:
    """The ISO code of a country by one of its names."""
    return _COUNTRY.get(_key(name))


def region(name: str, place: str = "") -> str | None:
    """The ISO code of the country that `name`, a state, a province or a country, stands for after `place`."""
    state, land = _REGION.get(_key(name)), country(name)
    if state and land:  # Georgia
        return land if city(place) == land else state
    return state or land
