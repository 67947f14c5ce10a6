"""Which articles stand on the sample wire? Read from stories/*.toml: own reports, and copies made of them."""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wirecopy.demo.outlets import HERE, SampleOutlet, outlets
from wirecopy.demo.times import span, with_days

LATER = timedelta(seconds=90)  # after the anchor, the story with a `later` part changes
WALL = 3  # paragraphs in front of the paywall
TAKEN = re.compile(r"<< (\d+)")
MARKS = {"## ": "subhead", "* ": "list_item", "@ ": "moment"}


@dataclass(frozen=True, slots=True)
class Block:
    kind: str  # paragraph | subhead | list_item | moment (the time of an entry on a live page)
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of one outlet, in the state that it has at a given time."""

    id: str
    outlet: SampleOutlet
    path: str
    kind: str
    section: str
    headline: str
    standfirst: str
    authors: tuple[str, ...]
    dateline: str
    blocks: tuple[Block, ...]
    published: datetime  # in the outlet's zone
    updated: datetime | None
    origin: Piece | None
    agency: str  # whose copy the byline says it is
    credit: str  # the line under a copy
    canonical: bool  # does the page name its origin as the canonical address?
    correction: str
    caption: str
    photo: str
    scene: str

    @property
    def url(self) -> str:
        return f"http://{self.outlet.host}{self.path}"

    @property
    def shown(self) -> tuple[Block, ...]:
        """The blocks that the page shows to anyone."""
        return self.blocks[:WALL] if self.kind == "paywalled" else self.blocks

    @property
    def changed(self) -> datetime:
        return self.updated or self.published

    @property
    def lede(self) -> str:
        return next(block.text for block in self.blocks if block.kind == "paragraph")


def pieces(anchor: datetime, later: bool) -> tuple[Piece, ...]:
    """Every article, newest first, as it stands before or after the later change."""
    known = outlets()
    made: dict[str, Piece] = {}
    rows: list[dict[str, Any]] = []
    for file in sorted((HERE / "stories").glob("*.toml")):
        rows += tomllib.loads(file.read_text(encoding="utf-8"))["copy"]
    rows.sort(key=lambda row: "of" in row)  # own reports first, so that each origin is there
    for row in rows:
        if row["id"] in made:
            raise ValueError(f"two pieces have the id {row['id']!r}")
        made[row["id"]] = _piece(row, known[row["outlet"]], made.get(row.get("of", "")), anchor)
    if later:  # after the copies: whoever copied the story has the text as it was then
        for row in rows:
            if "later" in row:
                updated = (anchor + LATER).astimezone(known[row["outlet"]].clock).replace(microsecond=0)
                made[row["id"]] = replace(_piece({**row, **row["later"]}, known[row["outlet"]], None, anchor), updated=updated)
    return tuple(sorted(made.values(), key=lambda piece: (piece.published, piece.id), reverse=True))


def _piece(row: dict[str, Any], outlet: SampleOutlet, origin: Piece | None, anchor: datetime) -> Piece:
    def ago(length: str) -> datetime:
        return (anchor - span(length)).astimezone(outlet.clock).replace(second=0, microsecond=0)

    published = ago(row["before"])
    there = published.astimezone(ZoneInfo(row["zone"])) if "zone" in row else published  # where it happened, days change at another time

    def said(name: str) -> str:
        """What the row says, else what its origin says."""
        return with_days(row[name], there, outlet.language) if name in row else str(getattr(origin, name, ""))

    agency = row.get("agency", "")
    section = row.get("section") or (origin.section if origin else "")
    return Piece(
        id=row["id"],
        outlet=outlet,
        path=_path(row["id"], section, outlet, published),
        kind=row.get("kind", "copy" if origin else "original"),
        section=section,
        headline=said("headline"),
        standfirst=said("standfirst"),
        authors=tuple(row["authors"]) if "authors" in row else origin.authors if origin and agency else (),
        dateline=said("dateline"),
        blocks=_blocks(row, origin, there, outlet.language, ago),
        published=published,
        updated=ago(row["updated"]) if "updated" in row else None,
        origin=origin,
        agency=agency,
        credit=row.get("credit", ""),
        canonical=row.get("canonical", False),
        correction=row.get("correction", ""),
        caption=said("caption"),
        photo=said("photo"),
        scene=said("scene") or "hills",
    )


def _path(id_: str, section: str, outlet: SampleOutlet, published: datetime) -> str:
    number = zlib.crc32(id_.encode()) % 900_000 + 100_000
    return outlet.habits.page.format(slug=id_, section=section, number=number, when=published)


def _blocks(
    row: dict[str, Any], origin: Piece | None, there: datetime, language: str, ago: Callable[[str], datetime]
) -> tuple[Block, ...]:
    """The blocks of its own text, where `<< 3` takes the third of its origin; without a text, all of its origin or the first `keep`."""
    if "text" not in row:
        if origin is None:
            raise ValueError(f"{row['id']!r} has neither a text nor an origin that is known")
        return origin.blocks[: row.get("keep", len(origin.blocks))]
    blocks: list[Block] = []
    for text in with_days(row["text"], there, language).strip().split("\n\n"):
        line = " ".join(text.split())
        taken = TAKEN.fullmatch(line)
        if taken and origin:
            blocks.append(origin.blocks[int(taken[1]) - 1])
            continue
        mark = next((mark for mark in MARKS if line.startswith(mark)), "")
        if mark == "@ ":  # "@ 1h05m Power is back": the length of time before the anchor becomes a time of day
            length, _, rest = line.removeprefix(mark).partition(" ")
            line = f"{mark}{ago(length):%H:%M} {rest}"
        blocks.append(Block(MARKS[mark], line.removeprefix(mark)) if mark else Block("paragraph", line))
    return tuple(blocks)
