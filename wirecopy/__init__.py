"""Wirecopy runs a news wire and its editions: every story shows where it came from."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence

from wirecopy.desk.copied import Pickup
from wirecopy.version import VERSION as __version__
from wirecopy.wire.article import Article, Block, Credit, Dateline, Furniture, Image, Teaser, ZoneStamp
from wirecopy.wire.gate import TooDeep, TooLarge, Unreadable
from wirecopy.wire.habit import Habit

__all__ = [
    "Article", "Block", "Credit", "Dateline", "Furniture", "Habit", "Image", "Pickup", "Teaser", "TooDeep", "TooLarge", "Unreadable",
    "ZoneStamp", "__version__", "pickups", "read",
]  # fmt: skip


def read(
    page: bytes | str, url: str | None = None, *, encoding: str | None = None, siblings: Sequence[bytes | str] = (),
    habit: Habit | None = None,
) -> Article:  # fmt: skip
    """The article on a page, HTML or flat text.

    `url`: where it was found; relative addresses are read against it. `encoding`: the charset of the Content-Type header.
    `siblings`: other pages of the outlet; lines that stand on one of them too are furniture.
    `habit`: how the outlet prints its times, where that is known; what the page itself tells goes before it.
    Raises `Unreadable`, a ValueError with a sentence, for what no reader should parse; nothing else.
    Python's collector of cycles pauses meanwhile: a page makes thousands of objects and no cycle, and it would take a tenth of the time.
    """
    from wirecopy.wire import page as reader  # the parsers load with the first page, not with the package

    collects = gc.isenabled()
    gc.disable()
    try:
        return reader.read(page, url, encoding=encoding, siblings=siblings, habit=habit)
    finally:
        if collects:
            gc.enable()


def pickups(articles: Iterable[Article]) -> tuple[Pickup, ...]:
    """Who copied whom among these articles, in the order of time.

    Those without a published time, its zone included, come after those with one, in the order given. Each is compared with those before it;
    a copy is told against the original of its text, and what it takes from other texts beside that. Of one address the last article counts.
    """
    from wirecopy.desk import pickups as desk

    return desk.compared(articles).pickups
