"""Who had a text first, and what says so? Never the text itself."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations

from wirecopy.wire.agencies import agency
from wirecopy.wire.article import Article
from wirecopy.wire.links import host

CLOCK_ERROR = timedelta(minutes=2)  # two outlets' times that lie no further apart say nothing about who was first
SEVERAL = 2  # outlets that credit an agency before we believe that the text is its own

# What says so, the strongest first.
CANONICAL = "canonical"  # its page names the other's address as that of the text
CREDIT = "credit"  # its credit line names the other
PUBLISHED = "published"  # it came out later
SEEN = "seen"  # we saw it later; neither is known to be first


@dataclass(frozen=True, slots=True)
class Witness:
    """What one copy says about where its text came from."""

    number: int  # of the copy
    outlet: str
    hosts: tuple[str, ...]  # of the outlet, without www
    url: str
    canonical_url: str | None
    credits: tuple[str, ...]  # names in its credit line, the nearest to the origin first
    published_at: datetime | None  # None where neither page nor feed gives a time of day
    seen_at: datetime

    @property
    def came_at(self) -> datetime:
        return min(self.published_at or self.seen_at, self.seen_at)


@dataclass(frozen=True, slots=True)
class Origin:
    """Of copies that carry one text: which had it first, and whose text it is where we do not hold that."""

    original: int | None  # number of a copy; None where nothing but time tells who among the clients of an agency had its text first
    missing: str  # the agency whose text it is, that we do not hold; else empty
    evidence: str  # what says so
    first: int  # the copy that came out first, the original where there is one


def credits_of(article: Article) -> tuple[str, ...]:
    """The names that an article credits its text to, the nearest to the origin first, without its own outlet."""
    credit = article.credit
    named = (*((credit.outlet,) if credit.outlet else ()), *credit.passed_on_by) if credit else ()
    if article.dateline and article.dateline.agency:
        named = (*named, article.dateline.agency)
    own = {plain(name) for name in (article.outlet, credit.carried_by if credit else None) if name}
    return tuple(dict.fromkeys(name for name in named if plain(name) not in own))


@lru_cache(maxsize=1 << 13)
def plain(name: str) -> str:
    """A name to compare by: an agency's under the name by which we call it, case, accents, articles and domain endings away."""
    name = agency(name) or name
    folded = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    folded = re.sub(r"^(?:www\.)?([\w-]{3,})\.(?:com|org|net|co\.\w\w|[a-z]{2})$", r"\1", folded.strip())
    return re.sub(r"[\W_]+", "", re.sub(r"^(?:the|die|der|das|le|la|les|el|il)\s+", "", folded))


def points_to(one: Witness, other: Witness) -> str:
    """What of `one` says that it has its text from `other`: CANONICAL, CREDIT, or nothing."""
    if one.canonical_url and one.canonical_url != one.url:
        there = host(one.canonical_url)
        if one.canonical_url == other.url or (there in other.hosts and there not in one.hosts):
            return CANONICAL
    names = {plain(other.outlet), *map(plain, other.hosts)} - {""}
    return CREDIT if any(plain(name) in names for name in one.credits) else ""


def direction(one: Witness, other: Witness) -> tuple[int, str]:
    """(the number of the one that had the text first, what says so), of two that carry it."""
    here, there = points_to(one, other), points_to(other, one)
    for evidence in (CANONICAL, CREDIT):
        if (here == evidence) != (there == evidence):
            return (other.number if here == evidence else one.number), evidence
    if one.published_at and other.published_at and abs(one.came_at - other.came_at) > CLOCK_ERROR:
        return min((one, other), key=lambda each: each.came_at).number, PUBLISHED
    return min((one, other), key=lambda each: (each.seen_at, each.number)).number, SEEN


def origin(witnesses: Sequence[Witness]) -> Origin:
    """Where the text of `witnesses`, one or more, came from."""
    first = min(witnesses, key=lambda each: (each.came_at, each.number))
    pointed: dict[int, set[str]] = defaultdict(set)  # by copy: the outlets that say they have it from there
    strongest: dict[int, str] = {}
    passing_on = set()
    for one, other in combinations(witnesses, 2):
        number, said = direction(one, other)
        if said in (CANONICAL, CREDIT):
            copy = other if number == one.number else one
            pointed[number].add(copy.outlet)
            strongest[number] = min(said, strongest.get(number, said))
            passing_on.add(copy.number)
    # One that others point to, and that points to none itself; several such: the one with most behind it.
    heads = [each for each in witnesses if each.number in pointed and each.number not in passing_on]
    missing = _missing(witnesses)
    if heads:
        head = min(heads, key=lambda each: (strongest[each.number], -len(pointed[each.number]), each.came_at, each.number))
        beyond = missing if any(plain(name) == plain(missing) for name in head.credits) else ""
        return Origin(head.number, beyond, strongest[head.number], head.number)
    if missing:
        return Origin(None, missing, CREDIT, first.number)
    timed = sorted((each for each in witnesses if each.published_at), key=lambda each: (each.came_at, each.number))
    if len(timed) == len(witnesses) > 1 and timed[1].came_at - timed[0].came_at > CLOCK_ERROR:
        return Origin(timed[0].number, "", PUBLISHED, timed[0].number)
    seen = min(witnesses, key=lambda each: (each.seen_at, each.number))
    return Origin(seen.number, "", SEEN, first.number)


def _missing(witnesses: Sequence[Witness]) -> str:
    """The agency that several outlets credit and that is none of them, as most print it; else empty."""
    held = {plain(name) for each in witnesses for name in (each.outlet, *each.hosts)}
    outlets: dict[str, set[str]] = defaultdict(set)
    printed: dict[str, list[str]] = defaultdict(list)
    for each in witnesses:
        for name in each.credits[:1]:
            key = plain(name)
            if key and key not in held:
                outlets[key].add(each.outlet)
                printed[key].append(agency(name) or name)
    best = max(outlets, key=lambda key: (len(outlets[key]), key), default="")
    if not best or len(outlets[best]) < SEVERAL:
        return ""
    return max(sorted(set(printed[best])), key=printed[best].count)
