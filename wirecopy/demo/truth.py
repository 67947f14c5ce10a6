"""What does each page of the sample wire really say, and whose copy is it? For tests and for measuring."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from wirecopy.demo.stories import Piece


@dataclass(frozen=True, slots=True)
class Copy:
    """`paragraphs` is the body that the page shows (subheads and list items too), without dateline, credit line and notes."""

    url: str
    outlet: str
    headline: str
    authors: tuple[str, ...]
    published: str  # ISO 8601 with the outlet's own offset, to the minute
    language: str
    paragraphs: tuple[str, ...]
    copy_of: str | None  # the address of the copy that it was made from
    kind: str  # original | copy | trimmed | mixed | roundup | live | release | paywalled
    standfirst: str | None = None
    dateline: str | None = None
    credit: str | None = None
    correction: str | None = None
    updated: str | None = None


def truth(pieces: Iterable[Piece]) -> tuple[Copy, ...]:
    return tuple(
        Copy(
            url=piece.url,
            outlet=piece.outlet.name,
            headline=piece.headline,
            authors=piece.authors,
            published=piece.published.isoformat(),
            language=piece.outlet.language,
            paragraphs=tuple(block.text for block in piece.shown if block.kind != "moment"),
            copy_of=piece.origin.url if piece.origin else None,
            kind=piece.kind,
            standfirst=piece.standfirst or None,
            dateline=piece.dateline or None,
            credit=piece.credit or None,
            correction=piece.correction or None,
            updated=piece.updated.isoformat() if piece.updated else None,
        )
        for piece in pieces
    )


def as_json(copies: Iterable[Copy]) -> list[dict[str, Any]]:
    return [asdict(copy) for copy in copies]
