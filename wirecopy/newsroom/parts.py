"""What does the newsroom consist of? Its parts, in the order of the bar at its top."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    route: str  # the name of its address, under the space "desk"
    role: str  # who sees it
    key: str  # pressed after "g", it leads there


PARTS = (
    Part("Board", "board", "reader", "b"),
    Part("Stories", "stories", "reader", "s"),
    Part("Front", "front", "reader", "f"),
    Part("Notices", "notices", "reader", "n"),
    Part("Releases", "releases", "reader", "r"),
    Part("Objections", "objections", "editor", "j"),
    Part("Writing", "writing", "reader", "w"),
    Part("Outlets", "outlets", "reader", "o"),
    Part("Letters", "letters", "reader", "t"),
    Part("Subscribers", "subscribers", "reader", "u"),
    Part("Edition", "edition", "chief", "e"),
    Part("People", "people", "chief", "p"),
    Part("Log", "log", "chief", "l"),
)
