"""In which elements do the lines of a page stand?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from wirecopy.wire.elements import named

HEADINGS = {f"h{n}": n for n in range(1, 7)}
DEEPEST = 300  # boxes; real pages reach 150. What nests deeper lies side by side, so that no walk upwards is long
HIDDEN = re.compile(r"display\s*:\s*none", re.I)


class Box:
    """An element that holds lines: its tag and what its class, id and role call it, in lower case.

    `tags`: of itself and all boxes above. `path`: the same for boxes under the same tags and first classes. `level`: 1 to 6 in a heading
    (at most two boxes up), else 0.
    """

    __slots__ = ("depth", "hidden", "level", "parent", "path", "tag", "tags", "words")
    parent: Box | None
    tag: str
    path: int
    level: int

    def __init__(self, tag: str, words: str, parent: Box | None, hidden: bool = False) -> None:
        """What nests deeper than DEEPEST is put beside the box around it."""
        level = HEADINGS.get(tag, 0)
        if parent is None:
            self.depth, self.tags, path = 0, frozenset((tag,)), 0
        else:
            if parent.depth >= DEEPEST:
                parent = parent.parent or parent
            self.depth, path, tags = parent.depth + 1, parent.path, parent.tags
            self.tags = tags if tag in tags else tags | {tag}
            if parent.level and not level and parent.parent is not None:
                level = HEADINGS.get(parent.tag) or HEADINGS.get(parent.parent.tag, 0)
        self.tag, self.words, self.parent, self.hidden, self.level = tag, words, parent, hidden, level
        self.path = hash((path, tag, words.partition(" ")[0]))

    def up(self) -> Iterator[Box]:
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def within(self, *tags: str) -> Box | None:
        """The nearest box of one of these tags that this one stands in, itself included."""
        box: Box | None = None if self.tags.isdisjoint(tags) else self
        while box is not None and box.tag not in tags:
            box = box.parent
        return box

    def holds(self, box: Box) -> bool:
        """Does the other box stand in this one, or is it this one?"""
        while box.depth > self.depth and box.parent is not None:
            box = box.parent
        return box is self


def boxed(node: LexborNode, tag: str, around: Box | None) -> Box:
    given = node.attributes
    hidden = around is not None and around.hidden
    if not given:
        return Box(tag, "", around, hidden)
    hidden = hidden or "hidden" in given or ("style" in given and HIDDEN.search(given["style"] or "") is not None)
    return Box(tag, named(given), around, hidden)
