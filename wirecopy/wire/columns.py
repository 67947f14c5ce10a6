"""Which lines stand in another column than the text, on a page that is laid out as a table?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from wirecopy.wire.blocks import Line
from wirecopy.wire.body import CELLS, prosaic
from wirecopy.wire.boxes import Box

MOST = 0.5  # of the prose stands in the cell of the text


def others(lines: Sequence[Line], taken: Collection[int]) -> set[int]:
    """Those of the lines `taken` for text that a cell beside the cell holds in which most of the prose stands."""
    celled = [lines[n] for n in taken if not CELLS.isdisjoint(lines[n].box.tags)]
    if not celled:
        return set()
    prose: Counter[Box] = Counter()
    for line in celled:
        if prosaic(line):
            prose.update(dict.fromkeys(cells(line.box), line.size))
    whole = sum(lines[n].size for n in taken if prosaic(lines[n]))
    homes = [cell for cell, size in prose.items() if size > MOST * whole]
    if not homes:
        return set()
    own = set(cells(max(homes, key=lambda cell: cell.depth)))
    rows = {cell.parent for cell in own}
    return {line.number for line in celled if any(cell.parent in rows and cell not in own for cell in cells(line.box))}


def cells(box: Box) -> list[Box]:
    """The cells that it stands in, one in the other."""
    return [each for each in box.up() if each.tag in CELLS]
