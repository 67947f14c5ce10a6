"""What is a letter, before anybody's address stands on it?"""

from __future__ import annotations

from dataclasses import dataclass

# They stand in html and text where a recipient's own addresses go: plain words, which no encoding or style sheet changes.
LEAVE = "wirecopyleaveaddress"
PREFERENCES = "wirecopypreferencesaddress"


@dataclass(frozen=True, slots=True)
class Letter:
    """The two ways in which one letter is told; in both, LEAVE and PREFERENCES stand for addresses of each recipient's own."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a letter prints of its edition."""

    slug: str
    name: str
    tagline: str
    base: str  # scheme and host
    language: str
    zone: str
    postal: str = ""  # the address of who sends it, in one or more lines
    place: str = ""
    accent: str = "red"
