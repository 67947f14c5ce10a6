"""Who else carries a story, and what have they of it? The values that its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.safestring import SafeString, mark_safe

from wirecopy.desk.origin import plain
from wirecopy.press.copies import Shared, Two
from wirecopy.press.pictures import Compared, Row, picture, table
from wirecopy.press.stamps import span
from wirecopy.press.told import Carried, Telling, Told
from wirecopy.press.words import Words

OPEN = 12  # copies that stand open; the others behind a click
MOST = 60  # copies of a story that are compared word by word; a reader of more is no reader


@dataclass(frozen=True, slots=True)
class Line:
    """A copy, against the one that its text is from."""

    copy: Telling
    after: str
    label: str  # what it is, where it is not just a copy: the original, the text above
    evidence: str
    said: str  # how much it kept, cut and added
    picture: SafeString  # empty where one of the two outlets lets us show no more than headlines
    rows: tuple[Row, ...]
    left_out: int  # rows too small for the table


@dataclass(frozen=True, slots=True)
class Report:
    """Another outlet's own report, and the copies of that."""

    copy: Telling
    after: str
    shares: int  # words in common with the text above, though it tells the story itself
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Carriers:
    reports: tuple[Report, ...]
    lines: tuple[Line, ...]  # of the text above, its original included where that is another copy
    missing: str  # whose text it is, where that is not held

    @property
    def first(self) -> tuple[Line, ...]:
        return self.lines[:OPEN]

    @property
    def rest(self) -> tuple[Line, ...]:
        return self.lines[OPEN:]

    @property
    def drawn(self) -> bool:
        return any(line.picture for line in self.lines)


def pairs(story: Told) -> Iterator[Two]:
    """Which copies of a story are held against which."""
    twos = ((copy.copy, text.source.copy) for text in story.texts for copy in text.copies)
    yield from (two for two, _ in zip(twos, range(MOST), strict=False))


def carriers(story: Told, shared: Mapping[Two, Shared], reused: Mapping[int, Mapping[int, int]], words: Words) -> Carriers:
    """`reused`: by copy, how many words it has in common with another that tells the story itself."""
    first, *others = story.texts
    teller = _Teller(story, shared, words)
    ours = {first.source.copy, *(copy.copy for copy in first.copies)}
    reports = [
        Report(
            text.source,
            after(text.source.came_at - story.best.came_at, words),
            max((n for copy, n in reused.get(text.source.copy, {}).items() if copy in ours), default=0),
            tuple(teller.lines(text)),
        )
        for text in others
    ]
    text = story.best.text
    return Carriers(tuple(reports), tuple(teller.lines(first)), text.missing if text else "")


def after(gap: timedelta, words: Words) -> str:
    """How long after another copy one came out, or before it."""
    return words["later" if gap >= timedelta() else "earlier"].format(span=span(abs(gap), words))


class _Teller:
    def __init__(self, story: Told, shared: Mapping[Two, Shared], words: Words) -> None:
        self.story, self.shared, self.words = story, shared, words

    def lines(self, text: Carried) -> Iterator[Line]:
        best, source = self.story.best, text.source
        if best in text.copies:
            label = self.words["the_original" if source.original else "the_first"]
            yield Line(source, after(source.came_at - best.came_at, self.words), label, "", "", NOTHING, (), 0)
        for copy in text.copies:
            yield self._line(copy, source)

    def _line(self, copy: Telling, source: Telling) -> Line:
        gap = after(copy.came_at - source.came_at, self.words)
        label = self.words["text_above"] if copy is self.story.best else ""
        shared = self.shared.get((copy.copy, source.copy))
        evidence = self._evidence(copy, source, shared)
        if shared is None:
            return Line(copy, gap, label, evidence, "", NOTHING, (), 0)
        said = self._said(shared.words, source)
        if not (copy.shown.passages and source.shown.passages):
            return Line(copy, gap, label, evidence, said, NOTHING, (), 0)
        title = self.words["picture"].format(copy=copy.outlet, original=source.outlet, said=said)
        told = self.words["picture_text"].format(
            of=self.words.number(shared.words.of), words=self.words.number(shared.words.words), runs=len(shared.words.runs)
        )
        rows, left_out = table(shared.words)
        return Line(copy, gap, label, evidence, said, mark_safe(picture(shared.words, title, told)), rows, left_out)  # noqa: S308

    def _evidence(self, copy: Telling, source: Telling, shared: Shared | None) -> str:
        """What says that it had its text from there, in plain words."""
        text = copy.text
        if text and text.missing and plain(text.missing) in map(plain, text.credits):
            return self.words["by_credit"].format(outlet=text.missing)
        return self.words[f"by_{shared.evidence}"].format(outlet=source.outlet) if shared and shared.evidence else ""

    def _said(self, compared: Compared, source: Telling) -> str:
        of = self.words["of_original" if source.original else "of_first"]
        if compared.whole:
            return self.words["whole"].format(of=of)
        counts = {
            "words_added": sum(past - first for first, past in compared.added),
            "words_cut": sum(past - first for first, past in compared.cut),
            "passages_moved": compared.moved,
        }
        share = self.words["share_of"].format(share=compared.share, of=of)
        return ", ".join((share, *(self.words.count(key, n) for key, n in counts.items() if n)))


NOTHING = SafeString("")
