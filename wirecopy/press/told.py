"""How does an edition tell a story? Plain values, with the rights already applied; pages, feeds and letters are made of these."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wirecopy.wire.article import Image
from wirecopy.wire.rights import Shown


@dataclass(frozen=True, slots=True)
class Hop:
    """One dot of the chain line: who, and whether we hold what they published (seen) or are only told of it (claimed)."""

    who: str
    standing: str  # seen | claimed
    path: str | None = None  # of the outlet's page on this edition, where there is one


@dataclass(frozen=True, slots=True)
class Text:
    """Which text a copy carries, and whose it is as far as the evidence goes."""

    group: int
    original: int | None  # the copy that had it first; None where nobody of those held had
    missing: str  # whose it is, where that is not held
    evidence: str  # what says which is the original
    first: int | None  # the copy that came out first
    credits: tuple[str, ...]  # names that this copy gives, the nearest to the origin first


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, small and on our own host."""

    path: str
    size: tuple[int, int]
    image: Image


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
    text: Text | None = None  # None: not compared with others yet
    further: tuple[Figure, ...] = ()  # pictures after the first
    kind: str = "outlet"  # or sender, of a news release; or edition, of its own copy

    @property
    def there(self) -> str:
        """Where else it stands: at its outlet. What is written here stands nowhere else."""
        return self.original_url if self.kind == "outlet" else ""

    @property
    def release(self) -> bool:
        """Is it a news release, which is labelled as one wherever it stands?"""
        return self.kind == "sender"

    @property
    def original(self) -> bool:
        """Is it the copy that had its text first?"""
        return self.text is not None and self.text.original == self.copy


@dataclass(frozen=True, slots=True)
class Carried:
    """One text of a story, across those who carry it."""

    source: Telling  # the original, or else the first that came out: what the copies are held against
    copies: tuple[Telling, ...]  # by time


@dataclass(frozen=True, slots=True)
class Correction:
    """What the edition itself put right in a story."""

    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class Running:
    """A running story, as far as an edition tells it."""

    name: str
    path: str
    stories: int
    copies: int
    first: datetime  # under which the first of its stories is listed
    last: datetime


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
    texts: tuple[Carried, ...] = ()  # that of the best telling first, the others by time
    also: int = 0  # other outlets that have it
    untold: int = 0  # copies that are counted only: there are very many
    line: int | None = None  # the number of its story line
    running: Running | None = None  # that line, where the edition tells another story of it
    corrections: tuple[Correction, ...] = ()  # the first first
    named: str = ""  # the headline that the edition's editors gave it

    @property
    def headline(self) -> str:
        return self.named or self.best.shown.headline

    @property
    def headline_language(self) -> str | None:
        """None: that of the edition."""
        return None if self.named else self.best.shown.language

    @property
    def upstream(self) -> Telling | None:
        """The original of the best telling's text, where that is another copy that we hold."""
        source = self.texts[0].source if self.texts else None
        return source if source and source.original and source.copy != self.best.copy else None
