"""Which places stand in datelines without a country, in which country is a place, and which regions follow it?"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DATA = Path(__file__).parent / "data"
LARGE = 12  # the size of a city of 64,000 people: three times the times that 4,000 doubles into it
PLAINLY = 3  # so much larger is twice as large


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """`name` as it is looked up: one case, one kind of apostrophe, no accents (capitals are often printed without)."""
    plain = unicodedata.normalize("NFD", " ".join(name.split()).replace("’", "'").casefold())
    return "".join(sign for sign in plain if not "\u0300" <= sign <= "\u036f").rstrip(".")


def folded(name: str) -> str:
    """`name` as the table of cities has it: its key, with neither hyphens nor points nor apostrophes."""
    key = _key(name).replace("-", " ").replace(".", " ").replace("'", "").replace("‘", "")
    return " ".join(key.split())


def _tables() -> dict[str, dict[str, str]]:
    """Name -> ISO code, by the sections of data/places.txt."""
    tables: dict[str, dict[str, str]] = {}
    for line in (DATA / "places.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table = tables.setdefault(line.strip("[] "), {})
        elif line.strip() and not line.startswith("#"):
            code, _, names = line.partition(":")
            for name in names.split(","):
                table.setdefault(_key(name), code)
    return tables


_TABLES = _tables()
_CITY, _COUNTRY, _REGION = _TABLES["cities"], _TABLES["countries"], _TABLES["regions"]


@cache
def _gazetteer() -> bytes:
    """The cities of GeoNames with 15,000 people and more, as training/places.py packs them: sorted lines, a line feed before the first."""
    return zstd.decompress((DATA / "places.zst").read_bytes())


@lru_cache(maxsize=4096)
def _lands(name: str) -> tuple[tuple[str, int], ...]:
    """The countries with a city of this name and its size there, the likeliest first."""
    wanted, lines = folded(name).encode("utf-8", "replace"), _gazetteer()
    low, high = 0, len(lines) - 1
    while low < high:  # `low` and `high` stand on line feeds
        start = lines.rindex(b"\n", low, (low + high) // 2 + 1)
        stop = lines.index(b"\n", start + 1)
        found, _, told = lines[start + 1 : stop].partition(b"\t")
        if found == wanted:
            return tuple((land[:2], int(land[2:], 36)) for land in told.decode("ascii").split(" "))
        low, high = (stop, high) if found < wanted else (low, start)
    return ()


def city(name: str) -> str | None:
    """The ISO code of the country of a city that agencies print alone; None for any other word."""
    return _CITY.get(_key(name))


def land(name: str) -> str | None:
    """The ISO code of the country of a city: one that agencies print alone, or the largest of its name by GeoNames.

    None where no city is called so, and where a second country has one more than half as large.
    """
    if known := city(name):
        return known
    lands = _lands(name)
    return lands[0][0] if lands and (len(lands) == 1 or lands[0][1] - lands[1][1] >= PLAINLY) else None


def is_large(name: str) -> bool:
    """Is there a city of 64,000 people or more whose first name is this?"""
    lands = _lands(name)
    return bool(lands) and lands[0][1] >= LARGE


def country(name: str) -> str | None:
    """The ISO code of a country by one of its names."""
    return _COUNTRY.get(_key(name))


def region(name: str, place: str = "") -> str | None:
    """The ISO code of the country that `name`, a state, a province or a country, stands for after `place`."""
    state, whole = _REGION.get(_key(name)), country(name)
    if state and whole:  # Georgia
        return whole if city(place) == whole or (not city(place) and whole in [code for code, _ in _lands(place)]) else state
    return state or whole
