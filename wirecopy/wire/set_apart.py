"""Which lists, listings and quotations are parts of a text, and in which boxes does it stand?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from wirecopy.wire import body, features
from wirecopy.wire.blocks import Line
from wirecopy.wire.boxes import Box
from wirecopy.wire.featurewords import CALLS

SET_APART = frozenset(("ul", "ol", "dl", "pre", "blockquote"))  # parts of a text that are not its paragraphs
ITEMS = frozenset(("li", "dt", "dd"))
AGAIN, OFTEN = 40, 3  # letters; paragraphs
# Of the groups of names those of articles, texts, paragraphs, lists, quotations and wrappers; and lists of other stories.
TEXTUAL = sum(1 << n for n, group in enumerate(CALLS) if group.split()[0] in ("article", "body", "paragraph", "list", "quote", "=main"))
GATHERED = re.compile(r"grid|feed|river|stream|latest|popular|trending|most|carousel|slider|swiper|collection|pull")
BLOCKS = re.compile(r"wp-block-|block(?=quote)")  # no block of the layout
INLINE = 0.4  # of a line in a list of the text may be links


def homes(lines: Sequence[Line], first: set[int]) -> set[Box]:
    """The boxes in which most lines of the text stand together: as paragraphs, in wrappers of their own, in lists, between line breaks."""
    around: list[Box | None] = [lines[n].box for n in first]
    for step in (None, holder, above, above):
        around = [step(box) for box in around if box is not None] if step else around
        often = {box: count for box, count in Counter(around).items() if box is not None and count > 1}
        if first and 2 * sum(often.values()) >= len(first):
            return set(often)
    return set()


def above(box: Box) -> Box | None:
    return box.parent


def holder(box: Box) -> Box | None:
    """What a paragraph stands in, or the list or quotation that a line is right in."""
    part = box if box.tag in SET_APART else box.parent
    return part.parent if part is not None and part.tag in SET_APART else box.parent


def parts_of(lines: Sequence[Line], among: range, around: set[Box], paths: Collection[int] = ()) -> Iterator[tuple[Box, list[Line]]]:
    """The parts that stand right in one of these boxes, or in one under one of these paths, with their lines; none of which most lines
    are links."""
    held: dict[Box, list[Line]] = {}
    for n in among if around else ():
        part: Box | None = None if SET_APART.isdisjoint(lines[n].box.tags) else lines[n].box
        while part is not None and part.parent not in around and not (part.parent and part.parent.path in paths):
            part = part.parent
        if part is not None and part.tag in SET_APART:
            held.setdefault(part, []).append(lines[n])
    return ((part, some) for part, some in held.items() if all(line.link_share < body.HALF for line in some))


def named_homes(lines: Sequence[Line], first: set[int]) -> set[int]:
    """The paths of the boxes of a name that hold paragraphs of the text: page builders put each part of a text into a box of its own."""
    told = (lines[n].box.parent for n in first if body.prosaic(lines[n]) and ITEMS.isdisjoint(lines[n].box.tags))
    often = Counter(box.path for box in told if box is not None and box.words)
    return {path for path, count in often.items() if count >= OFTEN}


def told(text: str, first: set[int], part: Box, held: Sequence[Line]) -> bool:
    """Is it plain, and if it is a quotation, none that is pulled out of the text around it? `text`: see `keys`."""
    if part.tag != "blockquote":
        return plain(part, held)
    return plain(part, held) and not any(text.count(line.key[:AGAIN]) > (line.number in first) for line in held[:AGAIN])


def keys(lines: Sequence[Line], first: set[int]) -> str:
    """What the text says, in letters alone."""
    return "".join([lines[n].key for n in sorted(first)])


def plain(part: Box, held: Sequence[Line]) -> bool:
    """Is hardly a line a link, and is nothing in it, the part included, called what no text is called?"""
    return not any(line.link_share >= INLINE or line.words for line in held) and all(
        unnamed(box.words) for line in held for box in takewhile(lambda box: box is not part.parent, line.box.up())
    )


@lru_cache(4096)
def unnamed(words: str) -> bool:
    """Do these words say nothing, or that it is an article, its text, a list, a quotation? Names that a program made say nothing."""
    return not words or (not features.named(BLOCKS.sub("", words))[0] & ~TEXTUAL and not GATHERED.search(words))
