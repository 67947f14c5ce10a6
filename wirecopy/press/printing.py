"""How much of what an outlet prints is its own, from whom does it copy, and how fast?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from wirecopy.press.stamps import span
from wirecopy.press.told import Carried, Telling, Told
from wirecopy.press.words import Words

MOST = 8  # outlets that are named


@dataclass(frozen=True, slots=True)
class Other:
    """An outlet that texts are taken from, or that takes them."""

    outlet: str
    slug: str  # empty where we do not hold its copy, and only credit lines name it
    times: int
    after: str  # how long it typically takes


@dataclass(frozen=True, slots=True)
class Printing:
    copies: int  # that were compared with others
    own: int  # of those, which are its own reports
    takes: tuple[Other, ...]
    taken: tuple[Other, ...]

    @property
    def share(self) -> int:
        return round(100 * self.own / self.copies) if self.copies else 0


@dataclass(slots=True)
class _Tally:
    outlet: str
    slug: str
    gaps: list[float] = field(default_factory=list)  # seconds after the original
    times: int = 0


def printing(slug: str, stories: Iterable[Told], words: Words) -> Printing:
    """Of the outlet `slug`, by the copies of these stories. A credit line that names somebody else is believed: the copy is not its own."""
    copies = own = 0
    takes: dict[str, _Tally] = {}
    taken: dict[str, _Tally] = {}
    for text in (text for story in stories for text in story.texts if text.source.text):
        for copy in (text.source, *text.copies):
            whose, theirs = _whose(copy, text)
            if copy.outlet_slug == slug:
                copies += 1
                own += not whose
                if whose:
                    _count(takes, whose, theirs.outlet_slug if theirs else "", copy, theirs)
            elif theirs and theirs.outlet_slug == slug:
                _count(taken, copy.outlet, copy.outlet_slug, copy, theirs)
    return Printing(copies, own, _others(takes.values(), words), _others(taken.values(), words))


def _whose(copy: Telling, text: Carried) -> tuple[str, Telling | None]:
    """(whose text a copy is, empty for its own outlet's; the copy that it is from, where we hold that)."""
    said = copy.text
    if said and said.missing:
        return said.missing, None
    if text.source.original and text.source is not copy:
        same = text.source.outlet_slug == copy.outlet_slug
        return ("", None) if same else (text.source.outlet, text.source)
    return (said.credits[0] if said and said.credits else ""), None


def _count(found: dict[str, _Tally], outlet: str, slug: str, copy: Telling, source: Telling | None) -> None:
    tally = found.setdefault(slug or outlet.casefold(), _Tally(outlet, slug))
    tally.times += 1
    if source:
        tally.gaps.append(max((copy.came_at - source.came_at).total_seconds(), 0))


def _others(tallies: Iterable[_Tally], words: Words) -> tuple[Other, ...]:
    most: Sequence[_Tally] = sorted(tallies, key=lambda tally: (-tally.times, tally.outlet.casefold()))[:MOST]
    return tuple(Other(t.outlet, t.slug, t.times, span(timedelta(seconds=median(t.gaps)), words) if t.gaps else "") for t in most)
