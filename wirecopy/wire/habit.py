"""How does an outlet print its times? What is known of it, and what a page lets one guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

# Two letters that hosts all over the world use for how they sound.
_SOUNDS = re.compile("a[cims]|bz|c[cfmox]|eu|fm|g[adglq]|i[mo]|l[aiy]|m[elsu]|nu|pw|re|s[hotux]|t[kov]|vc|ws")
_HOST = re.compile(r"[a-z]+://[^/?#]{1,253}\.([a-z]{2})\.?(?::\d+)?(?![^/?#])")
_AT_HOME = {"he": "IL", "iw": "IL", "hi": "IN", "mr": "IN", "ga": "IE", "zh": "CN", "fil": "PH", "tl": "PH", "ms": "MY"}
_YEAR_FIRST = frozenset({"ja", "ko", "hu", "lt"})
# Countries with several zones whose newsrooms keep one: that of nine in ten who live there.
_MAINLY = {
    "CN": "Asia/Shanghai", "CY": "Asia/Nicosia", "DE": "Europe/Berlin", "ES": "Europe/Madrid", "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland", "PT": "Europe/Lisbon", "UA": "Europe/Kyiv", "UZ": "Asia/Tashkent"
}  # fmt: skip
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z]{4})?(?:[-_]([a-z]{2}))?(?![a-z])", re.I)


@dataclass(frozen=True, slots=True)
class Habit:
    """How an outlet prints its times; None: not known. A zone is an IANA name or an offset as "+09:00"."""

    country: str | None = None  # ISO: what IST and CST mean, and whether 5/6 is May or June
    zone: str | None = None  # of the times that are printed without one
    day_first: bool | None = None
    stamped: str | None = None  # the zone of the local times that are stamped Z or +00:00
    national: str | None = None  # the one zone of the country that its host names: meant where nothing better is known
    ours: bool = False  # its pages are made here: see wire/filed.py

    def at_home(self, url: str | None, languages: Iterable[str]) -> Habit:
        """The same, with country, order and zone by the page where the outlet's are not known: by its host, its language tags ("en-IE")."""
        host = _country(url)
        national = None if self.zone else one_zone(self.country or host or "")
        if self.country:
            return replace(self, national=national)
        tags = [tag for language in languages if (tag := _TAG.match(language))]
        regions = [tag[2].upper() for tag in tags if tag[2]]
        abroad = [region for region in regions if region != "US"]  # en-US is what many systems say of themselves
        spoken = tags[0][1].lower() if tags else "en"
        country = host or (abroad or regions or [_AT_HOME.get(spoken)])[0]
        day_first = True if country is None and spoken != "en" and spoken not in _YEAR_FIRST else None
        day_first = self.day_first if self.day_first is not None else day_first
        return replace(self, country=country, day_first=day_first, national=national)


def one_zone(country: str) -> str | None:
    """The zone that all newsrooms of a country keep, by the table of the time zone database; None where they keep several."""
    return _MAINLY.get(country) or _only().get(country)


@cache
def _only() -> dict[str, str]:
    rows = [row.split("\t") for row in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8").splitlines()]
    named = [(row[0], row[2]) for row in rows if len(row) > 2 and not row[0].startswith("#")]
    several = {country for (country, _), (after, _) in pairwise(named) if country == after}
    return {country: zone for country, zone in named if country not in several}


def _country(url: str | None) -> str | None:
    """The country of the host, by its last two letters."""
    host = _HOST.match(url.lower()) if url else None
    return None if host is None or _SOUNDS.fullmatch(host[1]) else "GB" if host[1] == "uk" else host[1].upper()
