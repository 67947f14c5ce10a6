"""Where on its page does a line stand? The tags and classes of the nearest boxes, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from wirecopy.wire.blocks import Line
from wirecopy.wire.boxes import Box

NEAREST = 3  # boxes
CLASSES = 2  # of each; what follows tells sections and authors of a page more often than what the box is for
LONGEST = 120  # signs of a place
BEFORE, AFTER = 3, 12  # lines around the text that are looked at
MOST = 20  # places beside the text
NUMBERED = re.compile(r"\d+")
NAME = re.compile(r"[^\W_][\w-]*")


def place(box: Box) -> str:
    """As `main > div.story > p.lead`. Numbers are left out of the names, for they count the boxes of a page."""
    names: list[str] = []
    one: Box | None = box
    while one is not None and len(names) < NEAREST:
        names.append(_name(one.tag, one.words))
        one = one.parent
    return " > ".join(reversed(names))[-LONGEST:]


class Places(dict[Box, str]):
    """The places of the boxes of a page, each made once."""

    def __missing__(self, box: Box) -> str:
        found = self[box] = place(box)
        return found


@lru_cache(8192)
def _name(tag: str, called: str) -> str:
    words = NAME.findall(NUMBERED.sub("", called)) if called else []
    return ".".join([tag, *words[:CLASSES]])


def beside(lines: Sequence[Line], kept: Sequence[int], places: Places) -> dict[str, str]:
    """The places among and near the text that hold none of it, each with a line that stands there."""
    if not kept:
        return {}
    taken = set(kept)
    found: dict[str, str] = {}
    text = {places[lines[n].box] for n in kept}
    for line in lines[max(0, kept[0] - BEFORE) : kept[-1] + 1 + AFTER]:
        if line.number not in taken and line.key:
            name = places[line.box]
            if name not in text and len(found) < MOST:
                found.setdefault(name, line.text)
    return found
