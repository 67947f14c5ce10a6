"""Which words of a text are the names of outlets? They say who told it, not what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wirecopy.desk.spelling import is_dense, plainly, wording
from wirecopy.wire import places

ARTICLES = {"the", "le", "la", "les", "el", "los", "las", "o", "os", "il", "lo", "der", "die", "das", "de", "het", "den", "det"}
LEAST = 3  # letters of a name of one word, signs of one in a script without spaces


@dataclass(frozen=True, slots=True)
class Mastheads:
    """Names as they are written: `first`: the first word of each, with all its words, longest first. `runs`: those without spaces."""

    first: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    runs: tuple[str, ...] = ()

    def within(self, read: Sequence[str]) -> set[int]:
        """The places of words that are of a name."""
        found: set[int] = set()
        if not self.first:
            return found
        for at, word in enumerate(read):
            for name in self.first.get(word, ()):
                if tuple(read[at : at + len(name)]) == name:
                    found.update(range(at, at + len(name)))
                    break
        return found

    def without(self, plain: str) -> str:
        """A plain text with a gap for each name that has no spaces around it."""
        for run in self.runs:
            plain = plain.replace(run, " ")
        return plain


NONE = Mastheads()


def mastheads(names: Iterable[str]) -> Mastheads:
    """Of the names of outlets. A text may leave out the article that a name of three words begins with. A name of one word counts only
    with its capital, and not where it is a place."""
    first: dict[str, set[tuple[str, ...]]] = {}
    runs = set()
    for name in names:
        plain = plainly(name)
        words = tuple(wording(plain).findall(plain))
        if is_dense(plain):
            runs |= {word for word in words if len(word) >= LEAST and is_dense(word)}
            continue
        shorter = words[1:] if len(words) > 2 and words[0].casefold() in ARTICLES else ()
        for one in filter(_tells, (words, shorter)):
            first.setdefault(one[0], set()).add(one)
    held = {word: tuple(sorted(found, key=lambda one: (-len(one), one))) for word, found in first.items()}
    return Mastheads(held, tuple(sorted(runs, key=lambda run: (-len(run), run))))


def _tells(words: tuple[str, ...]) -> bool:
    if len(words) != 1:
        return len(words) > 1
    [word] = words
    return len(word) >= LEAST and word[0].isupper() and not (places.land(word) or places.country(word) or places.region(word))
