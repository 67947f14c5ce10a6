"""Wirecopy runs a news wire and its editions: every story shows where it came from."""

from __future__ import annotations

from wirecopy.version import VERSION as __version__
from wirecopy.wire.article import Article, Block, Credit, Dateline, Furniture, Image, Teaser, ZoneStamp
from wirecopy.wire.gate import TooDeep, TooLarge, Unreadable
from wirecopy.wire.page import read

__all__ = [
    "Article", "Block", "Credit", "Dateline", "Furniture", "Image", "Teaser", "TooDeep", "TooLarge", "Unreadable", "ZoneStamp",
    "__version__", "read",
]  # fmt: skip
