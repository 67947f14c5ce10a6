"""Which story does an original tell?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wirecopy.desk.stories import DAY, Stories, Story, Weighed

RULE = "4"  # of placing and repairing: with every change of a bar or a weight another number
NOTHING = -99.0  # the odds of what shares no term
NEAR = -1.0  # of a part that may be of a story by what stands around it


@dataclass(frozen=True, slots=True)
class Bars:
    """What a likeness must reach. A likeness is a cosine, all the rest is on the scale of its logarithm.

    Set by hand over bench/stories.py; training/cluster.py says how the method does with bars that were learnt on other stories.
    """

    join: float = 0.104  # an article's with a story of one
    size: float = 0.04  # how much easier a story is joined by each power of e that it has grown: chance makes few large ones
    merge: float = 0.14  # two stories', where the smaller has one article
    grow: float = 0.2  # how that bar rises with the size of the smaller: sums of many articles are alike sooner
    most: float = 0.4  # and how far
    share: float = 0.5  # the most of two stories' likeness that one word may make out
    cold: float = 0.85  # how much harder a story is joined before any article was seen, when every shared word looks rare
    warm: float = 60.0  # articles after which that is a third
    near: float = 0.45  # for what is told at one time
    gap: float = 0.8  # against what is told a day apart; twice the gap counts four times as much
    again: float = 3.0  # against an outlet's telling the event anew a day later: a later event, or what it prints every day
    doubt: float = 0.4  # how far below the bar of a merger the parts of a story must be before they are split
    margin: float = 0.2  # by which another story must fit better before an article is moved
    second: float = -1.0  # how far below the bar the second story may be where an article is looked at as a round-up
    loose: float = 1.7  # how far the paragraphs of an article must fall apart for a round-up of events that are not open
    apart: float = 0.05  # the likeness below which two stories have nothing to do with one another


BARS = Bars()


@dataclass(frozen=True, slots=True)
class Placement:
    """`story`: the open story that the article tells, None where it opens one. `score`: how many times the bar the best story reached.
    `also`: a story that this article shows to be the same event as `story`, to be merged into it. `why`: the reason in a sentence.
    `roundup`: it tells several events; it stands alone and is to be added `silent`, so that it draws none together. `several`: those of
    them that are open."""

    story: int | None
    score: float
    runner_up: int | None
    runner_score: float
    also: int | None
    why: str
    roundup: bool = False
    several: tuple[int, ...] = ()


def place(
    stories: Stories,
    article: Weighed,
    barred: frozenset[int] = frozenset(),
    bars: Bars = BARS,
    parts: Callable[[], Iterable[Weighed]] = tuple,
    loose: float = 0.0,
) -> Placement:
    """Where an article belongs that is in no story yet. `barred`: stories that an editor has ruled out for it. `parts`: gives its
    paragraphs, which are looked at where it may be a round-up; `loose`: how far they fall apart (roundup.looseness)."""
    ranked = [(odds, story) for odds, story in rank(stories, article, bars) if story not in barred]
    (best, story), (second, runner_up) = [*ranked, (NOTHING, None), (NOTHING, None)][:2]
    alone = loose > bars.loose
    if alone or (loose >= 0 and second + coldness(stories, bars) > bars.second):
        told = nearest(stories, parts(), bars)
        found = several(stories, told, bars)
        if found or (alone and not tells_one(told, coldness(stories, bars))):
            whose = f"tell stories {', '.join(map(str, found))}" if found else "have little to do with each other"
            why = f"opens a story: a round-up, whose parts {whose}"
            return Placement(None, math.exp(best), story, math.exp(second), None, why, roundup=True, several=found)
    if best <= 0 or story is None:
        near = f"story {story} comes nearest, at {math.exp(best):.2f} of the bar" if story is not None else "no open story shares its terms"
        return Placement(None, math.exp(best), story, math.exp(best), None, f"opens a story: {near}")
    also = runner_up if second > 0 and runner_up is not None and same(stories, story, runner_up, bars) > 0 else None
    why = f"shares {', '.join(stories.shared(article, story))}; {math.exp(best):.2f} times the bar"
    return Placement(story, math.exp(best), runner_up, math.exp(second), also, why)


def nearest(stories: Stories, parts: Iterable[Weighed], bars: Bars = BARS) -> list[tuple[float, int | None]]:
    """For each part of an article the story it is most like, with its odds. Few known articles raise no bar here: that two parts are like
    two stories is not chance."""
    cold = coldness(stories, bars)
    ranked = [rank(stories, part, bars)[:1] for part in parts]
    return [(best[0][0] + cold, best[0][1]) if best else (NOTHING, None) for best in ranked]


def tells_one(told: Sequence[tuple[float, int | None]], cold: float) -> bool:
    """Do so many parts tell one open story that the others may be of it too? The less they are like it, the more of them must be; every
    bar is `cold` higher while few articles are known, except where nearly all say the same."""
    for bar, share in ((cold, 1 / 3), (cold + NEAR, 1 / 2), (NEAR, 5 / 6)):
        [(_, most)] = Counter(story for likely, story in told if likely > bar).most_common(1) or [(None, 0)]
        if most and most >= share * len(told):
            return True
    return False


def several(stories: Stories, parts: Sequence[tuple[float, int | None]], bars: Bars = BARS) -> tuple[int, ...]:
    """The stories that the parts of a round-up tell; none where its parts tell one, or stories that go on from one another, as a report
    does that looks back."""
    told = Counter(story for likely, story in parts if likely > 0 and story is not None)
    hits = told.total()
    if not hits or 3 * hits < len(parts) or 2 * max(told.values()) > hits:
        return ()
    found: list[int] = []
    for story, _ in told.most_common():
        if all(stories.likeness(story, other) < bars.apart for other in found):
            found.append(story)
    return tuple(sorted(found)) if len(found) > 1 else ()


def rank(stories: Stories, article: Weighed, bars: Bars = BARS) -> list[tuple[float, int]]:
    """The open stories that share terms with an article, best first, with the logarithm of how many times each reaches the bar."""
    cold = coldness(stories, bars)
    likely = stories.alike(article.heavy(), article.square)
    found = ((odds(stories.open[story], article, cosine, bars) - cold, story) for story, cosine in likely)
    return sorted(found, key=lambda item: (-item[0], item[1]))


def coldness(stories: Stories, bars: Bars) -> float:
    """How much higher every bar is, on the scale of its logarithm, while few articles are known."""
    return bars.cold * math.exp(-len(stories.where) / bars.warm)


def odds(held: Story, article: Weighed, cosine: float, bars: Bars) -> float:
    """The logarithm of how many times an article reaches the bar of a story that it is no member of."""
    if cosine <= 0:
        return NOTHING
    likely = math.log(cosine / bars.join) + bars.size * math.log(len(held.members)) + _near(held, article.at, bars)
    if likely <= 0 or article.outlet is None:
        return likely
    return likely - bars.again * _apart(held.told_by(article.outlet), [article.at])


def same(stories: Stories, story: int, other: int, bars: Bars = BARS) -> float:
    """The same for two stories' being one."""
    likely = tied(stories.open[story], stories.open[other], stories.likeness(story, other, bars.share), bars)
    return likely - coldness(stories, bars)


def tied(a: Story, b: Story, cosine: float, bars: Bars) -> float:
    """The same for two stories, or parts of one, that are so alike."""
    if cosine <= 0:
        return NOTHING
    bar = min(bars.most, bars.merge * min(len(a.members), len(b.members)) ** bars.grow)
    likely = math.log(cosine / bar) + _near(a, b.middle(), bars)
    if likely <= 0:
        return likely
    outlets = {member.outlet for member in a.members.values()} & {member.outlet for member in b.members.values()} - {None}
    return likely - bars.again * max((_apart(a.told_by(outlet), b.told_by(outlet)) for outlet in outlets), default=0.0)


def _near(held: Story, at: float | None, bars: Bars) -> float:
    middle = held.middle()
    return 0.0 if at is None or middle is None else bars.near - bars.gap * ((at - middle) / DAY) ** 2


def _apart(one: list[int | None], other: list[int | None]) -> float:
    """Days between the first and the last of two tellings by one outlet; none where it told but one."""
    times = [time for time in (*one, *other) if time is not None]
    return (max(times) - min(times)) / DAY if one and other and times else 0.0
