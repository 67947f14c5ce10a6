"""What did one article take from another? The plain values that the library gives out."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]  # (start, end) in characters of an article's body
Name = str | int  # an article's URL; of one without, its position among those given


@dataclass(frozen=True, slots=True)
class Pickup:
    """What one article shares with another that had it first."""

    copy: Name
    original: Name  # where its text is that of a `missing_origin`: the one that others have it from, or the earliest here
    standing: str  # copy: the text is the other's. reuse: it tells the story itself, with passages of the other
    passages: tuple[tuple[Span, Span], ...]  # in the copy, and in the original; a few words may differ within
    added: tuple[Span, ...]  # of the copy, what the original has not
    cut: tuple[Span, ...]  # of the original, what the copy leaves out
    direction_evidence: str  # what says who had it first: canonical | credit | published | seen (it was given first; nothing is known)
    missing_origin: str | None = None  # the agency whose text both carry, where several credit it and it is not among the articles


@dataclass(frozen=True, slots=True)
class Group:
    """The articles that carry one text, two or more."""

    members: tuple[Name, ...]  # in the order of time
    original: Name | None  # None: nothing but time tells who among those that have it from `missing_origin` was first
    missing_origin: str | None  # the agency whose text it is, which is not among the articles
    first: Name  # the earliest; the original, where there is one
    evidence: str  # what says which is the original


@dataclass(frozen=True, slots=True)
class Compared:
    groups: tuple[Group, ...]
    pickups: tuple[Pickup, ...]
