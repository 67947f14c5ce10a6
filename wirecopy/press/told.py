"""How does an edition tell a story? Plain values, with the rights already applied; pages, feeds and letters are made of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wirecopy.wire.rights import Shown


@dataclass(frozen=True, slots=True)
class Hop:
    """One dot of the chain line: who, and whether we hold what they published (seen) or are only told of it (claimed)."""

    who: str
    standing: str  # seen | claimed
    path: str | None = None  # of the outlet's page on this edition, where there is one


@dataclass(frozen=True, slots=True)
class Telling:
    """One copy of a story, as it may be shown."""

    copy: int
    outlet: str
    outlet_slug: str
    outlet_home: str
    original_url: str
    shown: Shown
    seen_at: datetime  # when we first heard of it
    came_at: datetime  # when it came out: as the page or feed says, never later than seen_at
    takes: int  # 1: never changed since
    picture: str | None = None  # path of the small picture on our own host
    picture_size: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Told:
    """A story as an edition tells it: its best telling, the others, and where it stands."""

    id: int
    path: str  # "/story/12-the-slug/"
    url: str  # the same with scheme and host
    section: str | None
    section_path: str | None
    shown_at: datetime
    best: Telling
    others: tuple[Telling, ...]
    chain: tuple[Hop, ...]
