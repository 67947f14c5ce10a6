"""How does the text of a story stand on its page?"""

from __future__ import annotations

from collections.abc import Iterable

from wirecopy.press.told import Told
from wirecopy.wire.article import Block


def pieces(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """(kind, blocks): list items that follow one another make one list."""
    found: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if block.kind == "list_item" and found and found[-1][0] == "list_item":
            found[-1][1].append(block)
        else:
            found.append((block.kind, [block]))
    return found


def place(story: Told) -> str:
    """The dateline to set before the text, where the text does not open with it."""
    line = story.best.shown.dateline
    first = next((block.text for block in story.best.shown.blocks), "")
    return line.place if line and first and not first.casefold().startswith(line.place.casefold()) else ""
