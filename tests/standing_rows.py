"""A small newsroom in which something is said of a story: three stories, one that two outlets have, all printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import press_rows as rows
from django.conf import settings

from wirecopy.desk import noticing
from wirecopy.desk.models import Story
from wirecopy.press.models import Edition
from wirecopy.press.store import PageStore
from wirecopy.wire.article import Block, Dateline
from wirecopy.wire.models import Copy

NOW = rows.NOW
SECRET = "Zanzibarite"  # stands in the headline and in each paragraph of the story that something is said of


@dataclass
class Desk:
    edition: Edition
    story: Story
    copy: Copy
    path: str
    now: datetime = NOW

    def say(self, kind: str, public: str = "It did not hold up.", **more: Any) -> None:
        deed = getattr(noticing, kind)
        deed(self.edition, self.story, "Ada", "a reason", public, "", self.now, **more)
        rows.print_all(self.now)

    def page(self, path: str) -> str:
        return (PageStore(settings.PAGES).get("barents", path) or b"").decode(errors="replace")

    def named_on(self, word: str = SECRET) -> set[str]:
        """Every file in the store that says `word`, or links to the story."""
        store = PageStore(settings.PAGES)
        return {path for path in store.paths("barents") if word in self.page(path) or f'"{self.path}"' in self.page(path)}


def desk() -> Desk:
    edition = rows.edition()
    told = rows.article(f"Crab boats and the {SECRET} affair", NOW, blocks=_text(1), standfirst=f"{SECRET} is what it was called.",
                        dateline=Dateline("VARDØ", None, "NO", as_printed="VARDØ:"))  # fmt: skip
    copy = rows.copy(rows.outlet("Skipper’s Weekly"), told, NOW - timedelta(minutes=50))
    story = copy.placement.story
    for number, name in enumerate(("Anchorage Tide", "Hav og Kyst", "Finnmark Local")):
        told = rows.article(f"Net prices, part {number}", NOW, blocks=_text(9 + number, ""))
        rows.copy(rows.outlet(name), told, NOW - timedelta(minutes=20 + number))
    rows.print_all()
    return Desk(edition, story, copy, f"/story/{story.pk}-{story.slug}/")


def second(desk: Desk, headline: str = "Quiet words on crab boats") -> Copy:
    """Another outlet's own report of the story."""
    told = rows.article(headline, NOW, blocks=_text(5, ""))
    made = rows.copy(rows.outlet("Finnmark Local"), told, NOW - timedelta(minutes=30), into=desk.story)
    rows.print_all()
    return made


def _text(seed: int, word: str = SECRET) -> tuple[Block, ...]:
    return tuple(Block(block.kind, f"{word} {block.text}".strip()) for block in rows.long_text(seed, 3))
