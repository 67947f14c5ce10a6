"""What should be put right among the open stories, now that more is known than when their articles came?

`again` looks at a few places whenever an article was placed, in bounded time; `repair`, at night, at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from wirecopy.desk.cluster import BARS, RULE, Bars, coldness, odds, rank, same, tied
from wirecopy.desk.stories import Stories, Story, Weighed, seconds, total

ROUNDS = 6  # of putting articles on the nearer side of a cut
BACK = (30, 120, 480)  # articles placed so many places before the newest are looked at again
GROWN = frozenset(2**power for power in range(1, 10))  # and so are stories of so many articles; larger ones at night


@dataclass(frozen=True, slots=True)
class Fixed:
    """What an editor has decided, of articles by number; it wins over every judgement. `pinned`: article: the story it stays in."""

    together: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()
    pinned: dict[int, int] = field(default_factory=dict)

    def partners(self, article: int, pairs: frozenset[tuple[int, int]]) -> set[int]:
        return {b if a == article else a for a, b in pairs if article in (a, b)}


@dataclass(frozen=True, slots=True)
class Repair:
    """`merge`: all of `story` goes `into` another. `move`: `articles` do. `split`: `articles` leave it for a story of their own."""

    kind: Literal["merge", "move", "split"]
    story: int
    into: int | None
    articles: tuple[int, ...]
    why: str
    rule: str = RULE


def repair(stories: Stories, fixed: Fixed = Fixed(), since: datetime | None = None, bars: Bars = BARS) -> list[Repair]:
    """The repairs to make, in order; each story is touched by one kind only, so call it again after they are made until none is left.
    `since`: look only at stories with an article from then on. Nothing is changed by asking."""
    kept = _kept(stories, fixed)
    if kept:
        return kept
    start = seconds(since)
    looked = [
        number
        for number, held in sorted(stories.open.items())
        if start is None or any(member.at is None or member.at >= start for member in held.members.values())
    ]
    merges = _merges(stories, looked, fixed, bars)
    touched = {number for one in merges for number in (one.story, one.into)}
    moves = _moves(stories, [number for number in looked if number not in touched], touched, fixed, bars)
    touched |= {number for one in moves for number in (one.story, one.into)}
    return [*merges, *moves, *_splits(stories, [number for number in looked if number not in touched], fixed, bars)]


def again(stories: Stories, number: int, fixed: Fixed = Fixed(), bars: Bars = BARS) -> Iterator[Repair]:
    """What to put right when an article was placed; each is to be made before the next is asked for. A story that has doubled may hold
    two events, or be one with another; an article of a while ago may fit elsewhere, now that stories and words are better known."""
    story = stories.where[number]
    if len(stories.open[story].members) in GROWN:
        yield from _splits(stories, [story], fixed, bars) or _merges(stories, [story], fixed, bars)
    for places in BACK:
        earlier = stories.before(number, places)
        if earlier is not None and (one := _move(stories, earlier, set(), fixed, bars)):
            yield one


def carry_out(stories: Stories, repairs: Iterable[Repair], first: int) -> int:
    """Make repairs; stories that are split off are numbered from `first`. Returns the next free number."""
    for one in repairs:
        into = one.into if one.into is not None else first
        first += one.into is None
        if one.kind == "merge":
            stories.merge(one.story, into)
        else:
            for article in one.articles:
                stories.move(article, into)
    return first


def _kept(stories: Stories, fixed: Fixed) -> list[Repair]:
    """What an editor's decisions ask for that is not so."""
    where = stories.where
    found: dict[int, Repair] = {}
    for article, story in sorted(fixed.pinned.items()):
        if where.get(article, story) != story:
            found[article] = Repair("move", where[article], story, (article,), f"an editor put article {article} there")
    for a, b in sorted(tuple(sorted(pair)) for pair in fixed.together):
        stays, goes = (b, a) if b in fixed.pinned and a not in fixed.pinned else (a, b)
        if a in where and b in where and where[a] != where[b] and goes not in fixed.pinned and not {a, b} & found.keys():
            found[goes] = Repair("move", where[goes], where[stays], (goes,), f"an editor wants articles {a} and {b} together")
    for a, b in sorted(tuple(sorted(pair)) for pair in fixed.apart):
        goes = a if b in fixed.pinned else b
        if a in where and b in where and where[a] == where[b] and goes not in fixed.pinned and not {a, b} & found.keys():
            found[goes] = Repair("split", where[goes], None, (goes,), f"an editor wants articles {a} and {b} apart")
    return list(found.values())


def _barred(stories: Stories, articles: Iterable[int], fixed: Fixed) -> set[int]:
    """The stories that these articles may not join."""
    others = {other for article in articles for other in fixed.partners(article, fixed.apart)} if fixed.apart else set()
    return {stories.where[other] for other in others if other in stories.where}


def _merges(stories: Stories, looked: list[int], fixed: Fixed, bars: Bars) -> list[Repair]:
    """Small stories first, each into the one it fits best; one that takes others in goes nowhere itself this time."""
    found: list[Repair] = []
    gone: set[int] = set()
    grown: set[int] = set()
    pinned = {stories.where.get(article) for article in fixed.pinned}
    for story in sorted(looked, key=lambda number: (len(stories.open[number].members), -number)):
        held = stories.open[story]
        if story in grown or story in pinned:
            continue
        barred = _barred(stories, held.members, fixed) | gone | {story}
        near = [other for other, _ in stories.alike(stories.centroid(story), held.square)[:6] if other not in barred]
        best, into = max(((same(stories, story, other, bars), -other) for other in near), default=(0.0, 0))
        if best > 0 and not (fixed.apart and -into in grown):
            found.append(Repair("merge", story, -into, tuple(held.members), _why("tell one event", stories, story, -into)))
            gone.add(story)
            grown.add(-into)
    return found


def _why(what: str, stories: Stories, story: int, other: int) -> str:
    return f"stories {story} and {other} {what}: {stories.likeness(story, other):.2f} alike"


def _moves(stories: Stories, looked: list[int], touched: set[int | None], fixed: Fixed, bars: Bars) -> list[Repair]:
    """Articles that another story fits better than their own does without them."""
    found = (_move(stories, number, touched, fixed, bars) for story in looked for number in sorted(stories.open[story].members))
    return [one for one in found if one]


def _move(stories: Stories, number: int, touched: set[int | None], fixed: Fixed, bars: Bars) -> Repair | None:
    if number in fixed.pinned or fixed.partners(number, fixed.together):
        return None
    story = stories.where[number]
    held = stories.open[story]
    article = held.members[number]
    barred = _barred(stories, [number], fixed) | touched | {story}
    best, into = next(((fit, other) for fit, other in rank(stories, article, bars)[:3] if other not in barred), (0.0, None))
    if into is None or best <= 0:
        return None
    if len(held.members) > 1 and best <= max(_own(held, number, article, stories, bars), 0) + bars.margin:
        return None
    terms = ", ".join(stories.shared(article, into))
    return Repair("move", story, into, (number,), f"article {number} shares {terms} with it and fits better than before")


def _own(held: Story, number: int, article: Weighed, stories: Stories, bars: Bars) -> float:
    """How well an article fits the rest of its story."""
    dot = stories.dot(article.heavy(), stories.where[number])
    rest = held.without(number, dot)
    likely = odds(rest, article, (dot - article.square) / math.sqrt(max(1, article.square * rest.square)), bars)
    return likely - coldness(stories, bars)


def _splits(stories: Stories, looked: list[int], fixed: Fixed, bars: Bars) -> list[Repair]:
    """Stories that fall into two parts which would not be merged, by far: the smaller part leaves for a story of its own."""
    found: list[Repair] = []
    for story in looked:
        members = stories.open[story].members
        kept = {number for number in members if number in fixed.pinned or fixed.partners(number, fixed.together)}
        part = [number for number in _part(members) if number not in kept]
        rest = [number for number in members if number not in part]
        if not part or not rest:
            continue
        if len(part) > len(rest) and not kept:
            part, rest = rest, part
        one, other = (Story.of({number: members[number] for number in numbers}) for numbers in (part, rest))
        sums = dict(total(one.members.values()))
        dot = sum(weight * sums.get(term, 0) for term, weight in total(other.members.values()))
        if tied(one, other, dot / math.sqrt(one.square * other.square or 1), bars) < coldness(stories, bars) - bars.doubt:
            why = f"{len(part)} of its {len(members)} articles share too little with the others"
            found.append(Repair("split", story, None, tuple(sorted(part)), why))
    return found


def _part(members: dict[int, Weighed]) -> list[int]:
    """The articles on the far side when a story is cut in two: from those without its heaviest term on, each goes to the nearer sum."""
    heaviest = next((term for term, _ in total(members.values())), "")
    part = {number for number, article in members.items() if heaviest not in article.terms[: len(article.weights)]}
    for _ in range(ROUNDS):
        sides = [dict(total(article for number, article in members.items() if (number in part) == side)) for side in (False, True)]
        norms = [math.sqrt(sum(weight * weight for weight in side.values())) or 1.0 for side in sides]
        before, part = part, set()
        for number, article in members.items():
            near = []
            for side, norm, inside in zip(sides, norms, (number not in before, number in before), strict=True):
                dot = sum(weight * side.get(term, 0) for term, weight in article.heavy())
                near.append((dot - article.square * inside) / norm)
            if near[1] > near[0]:
                part.add(number)
        if part == before:
            break
    return sorted(part)
