"""Which stories go on from one another, over days? A story line is a running story: a war, a trial, a search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wirecopy.desk.stories import DAY, Stories

LINK = 0.09  # likeness of two stories that belong to one line, a few days apart
NAMES = 2  # that they must share
UNNAMED = 0.14  # likeness of two that share fewer names, or are written in a script without capitals
HALF = 30.0  # days between two stories at which they must be twice as alike
REACH = 6  # earlier stories that one is compared with


@dataclass(frozen=True, slots=True)
class Link:
    """`story` goes on from `before`: how alike they are, over how many days, by what."""

    story: int
    before: int
    likeness: float
    days: float
    why: str


@dataclass(frozen=True, slots=True)
class Ties:
    """An editor's pins and cuts between stories, which win."""

    pinned: frozenset[tuple[int, int]] = frozenset()
    cut: frozenset[tuple[int, int]] = frozenset()


def links(stories: Stories, ties: Ties = Ties(), only: Iterable[int] | None = None) -> list[Link]:
    """For each story (or `only` these) the earlier one that it goes on from, if there is one; and all that an editor tied it to."""
    pinned: dict[int, list[int]] = {}
    for pair in sorted(ties.pinned):
        if all(number in stories.open for number in pair):
            before, story = sorted(pair, key=lambda number: _order(stories, number))
            pinned.setdefault(story, []).append(before)
    cut = {frozenset(pair) for pair in ties.cut}
    found: list[Link] = []
    for story in sorted(stories.open if only is None else set(only), key=lambda number: _order(stories, number)):
        if story in pinned:
            found += [Link(story, before, 1.0, _days(stories, story, before), "an editor tied them") for before in pinned[story]]
        if link := _link(stories, story, cut):
            found.append(link)
    return found


def _link(stories: Stories, story: int, cut: set[frozenset[int]]) -> Link | None:
    best: tuple[float, Link] | None = None
    names = stories.names(story)
    for before, likeness in stories.alike(stories.centroid(story), stories.open[story].square)[: REACH + 1]:
        if _order(stories, before) >= _order(stories, story) or frozenset((story, before)) in cut:
            continue
        days = _days(stories, story, before)
        worth = likeness / (1 + days / HALF)
        near = worth >= UNNAMED or (worth >= LINK and len(names & stories.names(before)) >= NAMES)
        if near and (best is None or worth > best[0]):
            shared = ", ".join(term for term, _ in stories.common(story, before)[:4])
            best = worth, Link(story, before, likeness, days, f"shares {shared} over {days:.1f} days")
    return best[1] if best else None


def lines(found: Iterable[Link]) -> list[tuple[int, ...]]:
    """The lines of two stories and more that links make, each in the order in which its stories were linked."""
    line: dict[int, list[int]] = {}
    for link in found:
        a, b = line.setdefault(link.before, [link.before]), line.setdefault(link.story, [link.story])
        if a is not b:
            a += b
            for story in b:
                line[story] = a
    return list(dict.fromkeys(tuple(stories) for stories in line.values()))


def _order(stories: Stories, number: int) -> tuple[float, int]:
    return (stories.open[number].middle() or 0.0, number)


def _days(stories: Stories, story: int, other: int) -> float:
    a, b = stories.open[story].middle(), stories.open[other].middle()
    return 0.0 if a is None or b is None else abs(a - b) / DAY
