"""Where do the elements of a line meet without a blank? What stands apart on the page, by its style, is glued in the text."""

from __future__ import annotations

import html as entities
from itertools import pairwise

from wirecopy.wire import timestamp
from wirecopy.wire.blocks import Line
from wirecopy.wire.line_breaks import BREAK

NEAR = 4  # signs before a time in its element: a weekday


def apart(line: Line, sign: str = ", ") -> str:
    """The text of a line, with `sign` at its seams: "Jane RoeReporter", "Jane Roe14 April", "Jane Roewed 14 April"."""
    pieces = [" " if part == BREAK else entities.unescape(part) for part in line.parts if part == BREAK or not part.startswith("<")]
    seams = [seam(one, other) for one, other in pairwise(pieces)]
    if not any(seams):
        return line.text
    return " ".join("".join(f"{piece}{sign}" if cut else piece for piece, cut in zip(pieces, [*seams, False], strict=True)).split())


def seam(one: str, other: str) -> bool:
    before, after = one[-1:], other[:1]
    if before.isspace() or after.isspace() or not after.isalnum() or not before:
        return False
    if after.isupper() and (before.islower() or before in ".)"):
        return True
    if before.isdigit() or after.isdigit():
        return before.isalnum()
    told = timestamp.find(other) if before.islower() and after.islower() else None
    return told is not None and told[1] <= NEAR
