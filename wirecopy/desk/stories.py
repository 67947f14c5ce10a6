"""Which stories are open, what is each told with, and which of them share terms with an article?"""

from __future__ import annotations

import heapq
import math
import sys
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache

from wirecopy.desk.terms import Terms
from wirecopy.wire.languagewords import is_common
from wirecopy.wire.months import WEEKDAYS, month

DAY = 86_400
UNIT = 10_000  # weights are whole numbers of this part of one, so that sums are exact in any order
INDEXED = 90  # heaviest terms of an article that its story is found and told by
NAME = 1.5  # what a name weighs against another word
SHARP = 1.3  # power of a term's rarity
EVERYWHERE = 1.0  # the share of articles that hold one of the commonest words of their language, before any was seen
DATED = 0.3  # of those that hold a weekday or a month, whose name says nothing of what happened
UNSEEN = 20.0  # articles that the expectation of a term's frequency stands for before any was seen
SPENT = 6_000  # postings that are read to find the stories like an article
LOOKED_AT = 16  # stories whose likeness is weighed in full


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article's terms, heaviest first, and their weights in UNITs; the first INDEXED have length UNIT together, the others serve only
    to count how common a term is."""

    terms: tuple[str, ...]
    weights: array[int]
    names: frozenset[str] = frozenset()  # those of the heavy terms that are written like names
    outlet: int | None = None
    at: int | None = None  # seconds since 1970
    language: str = ""  # two letters

    def heavy(self) -> list[tuple[str, int]]:
        return list(zip(self.terms, self.weights, strict=False))

    @property
    def square(self) -> int:
        return sum(weight * weight for weight in self.weights)

    def silent(self) -> Weighed:
        """The same, but nothing is told by it or found by it: it only counts how common terms are."""
        return replace(self, weights=array("H"), names=frozenset())

    def pack(self) -> bytes:
        """For a row: two bytes a weight, then the terms, about 8 bytes each; a name has a "*" before it."""
        terms = "\n".join(f"*{term}" if term in self.names else term for term in self.terms)
        return len(self.weights).to_bytes(2, "little") + array("H", self.weights).tobytes() + terms.encode()


def unpack(data: bytes, at: datetime | None = None, outlet: int | None = None, language: str | None = None) -> Weighed:
    """What `Weighed.pack` gave, with the time, outlet and language of its row. Raises ValueError where the bytes are cut off."""
    past = 2 + 2 * int.from_bytes(data[:2], "little")
    written = data[past:].decode().split("\n") if len(data) > past else []
    weights = array("H", data[2:past])
    if len(data) < past or len(weights) > len(written):
        raise ValueError("These are no packed terms.")
    terms = tuple(sys.intern(term.removeprefix("*")) for term in written)
    return Weighed(terms, weights, frozenset(term[1:] for term in written if term[:1] == "*"), outlet, seconds(at), spoken(language))


def spoken(language: str | None) -> str:
    return (language or "").partition("-")[0].casefold()


def seconds(at: datetime | None) -> int | None:
    return None if at is None else int((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())


@dataclass(slots=True)
class Story:
    """What is known of an open story: its members by number, and sums over them."""

    members: dict[int, Weighed] = field(default_factory=dict)
    square: int = 0  # the squared length of the sum of its members' weights
    times: int = 0  # sum of the times of those that have one
    timed: int = 0

    @classmethod
    def of(cls, members: dict[int, Weighed]) -> Story:
        times = [member.at for member in members.values() if member.at is not None]
        return cls(members, sum(weight * weight for _, weight in total(members.values())), sum(times), len(times))

    def without(self, number: int, dot: int) -> Story:
        """What is left of it without a member, whose product with the sum is `dot`."""
        article = self.members[number]
        others = {other: member for other, member in self.members.items() if other != number}
        square = self.square - 2 * dot + article.square
        return Story(others, square, self.times - (article.at or 0), self.timed - (article.at is not None))

    def middle(self) -> float | None:
        """The mean of its articles' times."""
        return self.times / self.timed if self.timed else None

    def told_by(self, outlet: int | None) -> list[int | None]:
        """The times at which an outlet told it."""
        return [member.at for member in self.members.values() if member.outlet == outlet]


class Stories:
    """The open stories, in memory: some 5 kB an article. Rebuilt by `add` from rows, in any order, to the same state."""

    def __init__(self) -> None:
        self.open: dict[int, Story] = {}
        self.where: dict[int, int] = {}  # article: its story
        self._numbers: list[int] = []  # of the articles, sorted, which is about the order in which they came
        self._index: dict[str, dict[int, int]] = {}  # term: story: sum of weights
        self._seen: dict[str, dict[str, int]] = {}  # language: term: articles that hold it; "" as a term: all articles

    def __len__(self) -> int:
        return len(self.open)

    def weigh(self, terms: Terms, at: datetime | None = None, outlet: int | None = None, language: str | None = None) -> Weighed:
        """Weigh an article's terms by how rare they are among the articles of its language seen so far; in all together, the
        commonest words of a language in which few are written would be rare."""
        spoken_in, names, log = spoken(language), terms.names, math.log
        seen = self._seen.get(spoken_in, {})
        articles = seen.get("", 0) + 1 + UNSEEN
        weights = []
        for term, count in terms.counts.items():
            name = term in names
            rarity = log(1 + articles / (seen.get(term, 0) + 1 + UNSEEN * usual(term, name, spoken_in)))
            weights.append((-round(log(1 + count) * rarity**SHARP * (NAME if name else 1.0), 9), term))
        weights.sort()
        norm = math.sqrt(math.fsum(weight**2 for weight, _ in weights[:INDEXED])) or 1.0
        heavy = array("H", (round(-weight / norm * UNIT) for weight, _ in weights[:INDEXED]))
        order = tuple([sys.intern(term) for _, term in weights])
        return Weighed(order, heavy, terms.names.intersection(order[:INDEXED]), outlet, seconds(at), spoken_in)

    def add(self, number: int, article: Weighed, story: int) -> None:
        """Put an article into a story, which is opened where it is not. Raises ValueError where the article has a story."""
        if number in self.where:
            raise ValueError(f"Article {number} tells story {self.where[number]}.")
        insort(self._numbers, number)
        seen = self._seen.setdefault(article.language, {})
        for term in ("", *article.terms):
            seen[term] = seen.get(term, 0) + 1
        self._join(number, article, story)

    def remove(self, number: int) -> Weighed:
        """Take an article out; a story without articles is no longer open. Raises KeyError where it is in none."""
        article = self._leave(number)
        del self._numbers[bisect_left(self._numbers, number)]
        seen = self._seen[article.language]
        for term in ("", *article.terms):
            seen[term] -= 1
            if not seen[term]:
                del seen[term]
        return article

    def before(self, number: int, places: int) -> int | None:
        """The article that stands so many places before another."""
        at = bisect_left(self._numbers, number) - places
        return self._numbers[at] if at >= 0 else None

    def move(self, number: int, story: int) -> None:
        self._join(number, self._leave(number), story)

    def merge(self, story: int, into: int) -> None:
        for number in tuple(self.open[story].members):
            self.move(number, into)

    def _join(self, number: int, article: Weighed, story: int) -> None:
        held = self.open.setdefault(story, Story())
        held.members[number] = article
        self.where[number] = story
        self._count(held, article, story, 1)

    def _leave(self, number: int) -> Weighed:
        story = self.where.pop(number)
        held = self.open[story]
        article = held.members.pop(number)
        self._count(held, article, story, -1)
        if not held.members:
            del self.open[story]
        return article

    def _count(self, held: Story, article: Weighed, story: int, sign: int) -> None:
        if article.at is not None:
            held.timed += sign
            held.times += sign * article.at
        for term, weight in article.heavy():
            posted = self._index.setdefault(term, {})
            before = posted.get(story, 0)
            after = before + sign * weight
            held.square += after * after - before * before
            if after:
                posted[story] = after
            elif before:
                del posted[story]
            if not posted:
                del self._index[term]

    def centroid(self, story: int) -> list[tuple[str, int]]:
        """The sum of its members' weights by term, heaviest first."""
        return total(self.open[story].members.values())

    def alike(self, weights: Sequence[tuple[str, int]], square: int, most: int = LOOKED_AT) -> list[tuple[int, float]]:
        """The stories most like a vector (terms, heaviest first) with this squared length: (number, cosine), best first.

        Found by the heaviest terms, until SPENT postings were read; weighed by all. So the cost is bounded however common a word is."""
        dots: dict[int, int] = {}
        left = SPENT
        for term, weight in weights:
            if posted := self._index.get(term):
                left -= len(posted)
                if left < 0:
                    break
                for story, other in posted.items():
                    dots[story] = dots.get(story, 0) + weight * other
        found = heapq.nlargest(most, ((dot / math.sqrt(self.open[story].square), -story) for story, dot in dots.items()))
        if left < 0:
            exact = ((self.dot(weights, -story) / math.sqrt(self.open[-story].square), story) for _, story in found)
            found = sorted(exact, reverse=True)
        return [(-story, cosine / math.sqrt(square)) for cosine, story in found]

    def likeness(self, story: int, other: int, share: float = 1.0) -> float:
        """The cosine of two stories, in which one term counts for no more than this share of the whole."""
        small, large = sorted((story, other), key=lambda number: len(self.open[number].members))
        parts = [weight * self._index[term].get(large, 0) for term, weight in self.centroid(small)]
        dot: float = sum(parts)
        if dot and share < 1:
            dot = min(dot, (dot - max(parts)) / (1 - share))
        return dot / math.sqrt(self.open[small].square * self.open[large].square) if dot else 0.0

    def dot(self, weights: Sequence[tuple[str, int]], story: int) -> int:
        """The product of a vector with a story's sum."""
        return sum(weight * self._index[term].get(story, 0) for term, weight in weights if term in self._index)

    def shared(self, article: Weighed, story: int, most: int = 4) -> tuple[str, ...]:
        """The terms that speak most for an article's being of a story."""
        found = [(-weight * self._index.get(term, {}).get(story, 0), term) for term, weight in article.heavy()]
        return tuple(term for worth, term in sorted(found)[:most] if worth)

    def common(self, story: int, other: int) -> list[tuple[str, int]]:
        """The terms of two stories, those first that speak most for their belonging together."""
        found = ((term, weight * self._index[term].get(other, 0)) for term, weight in self.centroid(story))
        return sorted(((term, worth) for term, worth in found if worth), key=lambda item: (-item[1], item[0]))

    def names(self, story: int) -> frozenset[str]:
        """The names that its articles hold."""
        return frozenset(name for member in self.open[story].members.values() for name in member.names)


def total(articles: Iterable[Weighed]) -> list[tuple[str, int]]:
    """The sum of their weights by term, heaviest first."""
    sums: dict[str, int] = {}
    for article in articles:
        for term, weight in article.heavy():
            sums[term] = sums.get(term, 0) + weight
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))


@lru_cache(maxsize=1 << 16)
def usual(term: str, name: bool, language: str) -> float:
    """The share of articles that hold a term such as this, before any was seen: short words are common in every language."""
    if is_common(term, language):
        return EVERYWHERE
    if len(term) > 3 and (term in WEEKDAYS or month(term)):
        return DATED
    if name or term[0].isdigit() or not term.isalpha() or ord(term[0]) > 0x2E80:
        return 0.02
    return (0.6, 0.4, 0.2, 0.1, 0.05)[min(len(term), 6) - 2] if len(term) > 1 else 0.6
