"""What changed from one version of a text to the next, word by word?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from wirecopy.wire.rights import Shown

# A word with the space behind it; a sign; or one character of a script that puts no spaces between words.
TOKEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    "|[^\\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+\\s*|\\s+|[^\\w\\s]\\s*"
)
MOST, MOST_OF_ONE = 1500, 200  # words of a changed passage, and the times that it says one of them: beyond, it is cut and added whole


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str  # same | added | cut
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article that changed, or paragraphs in a row that did not."""

    part: str  # headline | standfirst | byline | text
    pieces: tuple[Piece, ...]
    unchanged: int = 0  # paragraphs


@dataclass(frozen=True, slots=True)
class Changes:
    passages: tuple[Passage, ...]
    added: int  # words
    cut: int


def changes(before: Shown, after: Shown) -> Changes:
    """From `before` to `after`, each as far as it may be shown. Without passages: nothing that may be shown has changed."""
    found = [
        Passage(part, words(old or "", new or ""))
        for part in ("headline", "standfirst", "byline")
        if (old := getattr(before, part)) != (new := getattr(after, part))
    ]
    text = _text([block.text for block in before.blocks], [block.text for block in after.blocks])
    if any(passage.pieces for passage in text):
        found += text
    added, cut = (
        sum(len(piece.text.split()) for passage in found for piece in passage.pieces if piece.kind == kind) for kind in ("added", "cut")
    )
    return Changes(tuple(found), added, cut)


def _text(old: Sequence[str], new: Sequence[str]) -> list[Passage]:
    found = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Passage("text", (), j - i))
        else:
            found.append(Passage("text", words("\n".join(old[i:j]), "\n".join(new[k:m]))))
    return found


def words(old: str, new: str) -> tuple[Piece, ...]:
    """What of `old` was cut, and what in `new` was added."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if not _comparable(before, after):
        return tuple(Piece(kind, text) for kind, text in (("cut", old), ("added", new)) if text)
    found: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[i:j])))
        else:
            found += [Piece(kind, "".join(some)) for kind, some in (("cut", before[i:j]), ("added", after[k:m])) if some]
    return tuple(found)


def _comparable(before: Sequence[str], after: Sequence[str]) -> bool:
    """Comparing costs the product of how often each word is said: what would cost a second is not compared."""
    if max(len(before), len(after)) > MOST:
        return False
    said = Counter(before)
    return max((min(said[word], times) for word, times in Counter(after).items()), default=0) <= MOST_OF_ONE
