"""Which lines of a text does the outlet say for itself, by their words alone? Most at its ends, and buttons and credits between.

What pages mark up well hardly needs it: of the lines that it takes out of the recorded texts none is text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from wirecopy.wire import plain_words as words
from wirecopy.wire.blocks import Line
from wirecopy.wire.plain_kinds import by_words, is_time
from wirecopy.wire.promptwords import begins

TEXT = 3  # lines of the text from either end that are looked at
FEW = 0.3  # of the text may go so
LONG = 160  # letters of a line that is text, unless it holds a sign of whose it is
OWNED = ("©", "opyright", "OPYRIGHT")
SHORT = 60  # letters of a line amid the text
PLEAS = frozenset(("prompt", "newsletter", "release_call"))  # and what may if it begins with what it asks, or is no sentence
PLEA = 120  # letters of such a line
ENDS = (".", "!", "?", "。")
LEADS = ":：|>»"  # one of them stands between "Read also" and what it leads to
APART = frozenset(("button", "label", "comments", "tags", "owned", "photo credit", "related"))  # what may stand there
KINDS = frozenset(("teaser", "credit", "photo credit", "correction"))  # what it is called with markup too; all else is a prompt


def labels(lines: Sequence[Line], body: Sequence[int], known: Collection[int]) -> dict[int, str]:
    """Number -> kind, as flat text is read; none where it would be a good part of the text. `known`: of which something else is known."""
    left = [n for n in body if n not in known]
    found = dict(chain(run(lines, left), run(lines, reversed(left)), amid(lines, left)))
    few = sum(len(lines[n].text) for n in found) < FEW * sum(len(lines[n].text) for n in left)
    return found if few else {}


def run(lines: Sequence[Line], numbers: Iterable[int]) -> Iterable[tuple[int, str]]:
    """What such lines are until so many came that are text."""
    text = 0
    for n in numbers:
        said = lines[n].text
        kind = by_words(said, at_edge=True) if len(said) <= LONG or any(map(said.__contains__, OWNED)) else ""
        if kind:
            yield n, called(kind)
        else:
            text += 1
            if text >= TEXT:
                return


def amid(lines: Sequence[Line], numbers: Sequence[int]) -> Iterable[tuple[int, str]]:
    for n in numbers:
        said = lines[n].text
        size = len(said)
        if size >= LONG or lines[n].level or (size >= PLEA and not any(map(said.__contains__, LEADS))):
            continue
        kind = by_words(said, at_edge=False)
        whole = said.endswith(ENDS)  # a sentence
        plea = kind in PLEAS and size < PLEA and (not whole or begins(said))
        if plea or (kind in APART and size < SHORT) or (not whole and (kind == "teaser" or (words.STAMPED.match(said) and is_time(said)))):
            yield n, called(kind or "prompt")


def called(kind: str) -> str:
    return kind if kind in KINDS else "prompt"
