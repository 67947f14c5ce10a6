"""How does the text of a story stand on its page?"""

from __future__ import annotations

from collections.abc import Iterable

from wirecopy.press.told import Told
from wirecopy.wire.article import Block

LISTS = {"list_item": "ul", "numbered": "ol"}  # with their tags


def pieces(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """(kind, blocks): list items that follow one another make one list; `numbered` are those of one that numbers them."""
    found: list[tuple[str, list[Block]]] = []
    for block in blocks:
        kind = kind_of(block)
        if kind in LISTS and found and found[-1][0] == kind:
            found[-1][1].append(block)
        else:
            found.append((kind, [block]))
    return found


def kind_of(block: Block) -> str:
    """The kind of a block, and of a list item whether it is numbered, which the place says where it stood."""
    if block.kind != "list_item":
        return block.kind
    tags = (step.partition(".")[0] for step in reversed(block.place.split(" > ")))
    return "numbered" if next((tag for tag in tags if tag in ("ul", "ol", "dl")), "") == "ol" else "list_item"


def place(story: Told) -> str:
    """The dateline to set before the text, where the text does not open with it."""
    line = story.best.shown.dateline
    first = next((block.text for block in story.best.shown.blocks), "")
    return line.place if line and first and not first.casefold().startswith(line.place.casefold()) else ""
