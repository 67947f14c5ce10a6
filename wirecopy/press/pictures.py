"""What of a text did a copy keep, cut, add and move, and how is that drawn? Passages in, SVG out; no word of anybody's text in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Span = tuple[int, int]  # (first, past), in words
Pair = tuple[int, int, int, int]  # (first, past) of the copy, (first, past) of the original

WIDTH, BAR, GAP = 400, 9, 15  # units of the drawing; its height is fixed, its width that of the column
MOST_RUNS = 150  # the longest; no eye tells more apart
MOST_ROWS = 24
THINNEST = 1.2  # one word of a long text must still be seen


@dataclass(frozen=True, slots=True)
class Run:
    """Words that both texts have."""

    copy: Span
    original: Span
    moved: bool  # stands elsewhere among the others than it did


@dataclass(frozen=True, slots=True)
class Compared:
    """A copy against its original, in words."""

    words: int  # of the copy
    of: int  # of the original
    kept: int  # words of the original that are equal in the copy
    runs: tuple[Run, ...]  # in the order of the copy
    cut: tuple[Span, ...]  # of the original
    added: tuple[Span, ...]  # of the copy

    @property
    def share(self) -> int:
        """Per cent of the original that the copy kept; 100 only where that is all of it."""
        return 100 * self.kept // self.of if self.of else 0

    @property
    def moved(self) -> int:
        return sum(run.moved for run in self.runs)

    @property
    def whole(self) -> bool:
        """Word for word, and nothing else."""
        return self.kept == self.of == self.words and not self.moved


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table that says what the picture shows; words counted from 1, both ends included."""

    kind: str  # kept | moved | cut | added
    words: int
    original: Span | None
    copy: Span | None


def compared(passages: Iterable[Sequence[int]], kept: int, cut: int, added: int) -> Compared:
    """From what a pickup says. `cut` and `added` are the words outside its passages, so they tell how long both texts are."""
    pairs: list[Pair] = sorted((a0, a1, b0, b1) for a0, a1, b0, b1 in passages)
    here = _joined((a0, a1) for a0, a1, _, _ in pairs)
    there = _joined((b0, b1) for _, _, b0, b1 in pairs)
    words, of = (max(_length(spans) + rest, *(past for _, past in spans[-1:]), 0) for spans, rest in ((here, added), (there, cut)))
    longest = sorted(sorted(pairs, key=lambda p: p[0] - p[1])[:MOST_RUNS])
    stays = _in_order(longest)
    runs = tuple(Run(pair[:2], pair[2:], number not in stays) for number, pair in enumerate(longest))
    return Compared(words, of, min(kept, of), runs, _outside(there, of), _outside(here, words))


def picture(texts: Compared, title: str, description: str) -> str:
    """Two bars to one scale, the original above: what is kept is full and joined by bands, what is cut hollow, what is added in accent."""
    scale = WIDTH / max(texts.words, texts.of, 1)
    low, high = BAR + GAP, 2 * BAR + GAP
    kept = [(run.original, 0) for run in texts.runs] + [(run.copy, low) for run in texts.runs]
    parts = [
        _path("band", (_band(run, scale, low) for run in texts.runs if not run.moved)),
        _path("moved", (_band(run, scale, low) for run in texts.runs if run.moved)),
        _path("kept", (_bar(span, scale, top) for span, top in kept)),
        _path("cut", (_bar(span, scale, 0) for span in texts.cut)),
        _path("added", (_bar(span, scale, low) for span in texts.added)),
    ]
    return (
        f'<svg class="passages" role="img" viewBox="0 0 {WIDTH} {high}" preserveAspectRatio="none">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(parts)}</svg>"
    )


def table(texts: Compared) -> tuple[tuple[Row, ...], int]:
    """(rows in the order of the copy, what is cut at the end; how many smaller ones were left out)."""
    rows = [Row("moved" if run.moved else "kept", _size(run.original), run.original, run.copy) for run in texts.runs]
    rows += [Row("added", _size(span), None, span) for span in texts.added]
    rows.sort(key=lambda row: row.copy or (0, 0))
    rows += [Row("cut", _size(span), span, None) for span in texts.cut]
    bar = sorted((row.words for row in rows), reverse=True)[:MOST_ROWS][-1:]
    kept = [row for row in rows if row.words >= bar[0]][:MOST_ROWS] if bar else []
    return tuple(Row(row.kind, row.words, _counted(row.original), _counted(row.copy)) for row in kept), len(rows) - len(kept)


def _counted(span: Span | None) -> Span | None:
    return (span[0] + 1, span[1]) if span else None


def _in_order(pairs: Sequence[Pair]) -> set[int]:
    """Numbers of the pairs that follow one another in both texts, as many words of them as can: the others were moved."""
    best: list[int] = []
    before: list[int] = []
    for number, (a0, a1, b0, _) in enumerate(pairs):
        source = max((n for n in range(number) if pairs[n][3] <= b0), key=lambda n: best[n], default=-1)
        best.append(a1 - a0 + (best[source] if source >= 0 else 0))
        before.append(source)
    at = max(range(len(pairs)), key=lambda n: best[n], default=-1)
    found = set()
    while at >= 0:
        found.add(at)
        at = before[at]
    return found


def _joined(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for first, past in sorted(spans):
        if out and first <= out[-1][1]:
            out[-1] = out[-1][0], max(past, out[-1][1])
        else:
            out.append((first, past))
    return out


def _outside(spans: Sequence[Span], count: int) -> tuple[Span, ...]:
    edges = [0, *(edge for span in spans for edge in span), count]
    return tuple((first, past) for first, past in zip(edges[::2], edges[1::2], strict=True) if past > first)


def _length(spans: Iterable[Span]) -> int:
    return sum(map(_size, spans))


def _size(span: Span) -> int:
    return span[1] - span[0]


def _path(name: str, shapes: Iterable[str]) -> str:
    drawn = "".join(shapes)
    return f'<path class="{name}" d="{drawn}"/>' if drawn else ""


def _bar(span: Span, scale: float, top: int) -> str:
    left = span[0] * scale
    width = max(_size(span) * scale, THINNEST)
    return f"M{_n(min(left, WIDTH - width))} {top}h{_n(width)}v{BAR}h-{_n(width)}z"


def _band(run: Run, scale: float, low: int) -> str:
    (b0, b1), (a0, a1) = run.original, run.copy
    return f"M{_n(b0 * scale)} {BAR}H{_n(b1 * scale)}L{_n(a1 * scale)} {low}H{_n(a0 * scale)}z"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
