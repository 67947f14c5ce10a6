"""How does the terminal show who copied whom?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from itertools import pairwise
from pathlib import Path

from wirecopy.desk.copied import Compared, Group, Name, Pickup, Span
from wirecopy.desk.pickups import told_at
from wirecopy.desk.words import words
from wirecopy.pages import Found
from wirecopy.show import CLAIMED, SEEN, console, safe
from wirecopy.wire.article import Article
from wirecopy.wire.links import host

WIDTH = 40  # characters of a bar
UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))
KEPT, OTHER = "█", "░"


def pickups_for_terminal(found: Sequence[Found], answer: Compared) -> None:
    """Each text that several articles carry, with its origin and its copies; then who else takes passages of whom."""
    out = console()
    for line in _lines(found, answer):
        out.print(line, soft_wrap=True)  # addresses stay in one piece


def _lines(found: Sequence[Found], answer: Compared) -> Iterator[str]:
    known: dict[Name, Found] = {one.article.url or position: one for position, one in enumerate(found)}
    group_of = {name: number for number, group in enumerate(answer.groups) for name in group.members}
    copies: dict[int | None, list[Pickup]] = defaultdict(list)  # by group; under None what goes from one text into another
    for pickup in answer.pickups:
        number = group_of.get(pickup.copy)
        copies[number if number == group_of.get(pickup.original) else None].append(pickup)
    for number, group in enumerate(answer.groups):
        yield f"[bold]{safe(known[group.first].article.headline or '(without a headline)')}[/]"
        yield from _origin(group, known)
        for pickup in copies[number]:
            yield from _copy(pickup, group, known)
        yield ""
    if copies[None]:
        yield "[bold]Texts of their own that take passages of others[/]"
        for pickup in copies[None]:
            yield from _reuse(pickup, known)
        yield ""
    count = sum(len(group.members) - 1 for group in answer.groups)
    said = f"{_count(count, 'copy', 'copies')} of {_count(len(answer.groups), 'text')}" if count else "no copies"
    yield f"{said} among {_count(len(found), 'article')}"


def _origin(group: Group, known: Mapping[Name, Found]) -> Iterator[str]:
    first, stands = known[group.first], "the original"
    if group.missing_origin:
        yield f"{CLAIMED} {safe(group.missing_origin)}  [dim]whose text it is by the credit lines; not among these articles[/]"
        stands = "from whom others have it" if group.original is not None else "the earliest here"
    elif group.evidence == "seen":
        stands = "the first given"
    yield f"{SEEN} {_who(first)}  [dim]{_when(first.article)}; {stands}[/]"
    yield f"  [dim]{_address(first)}[/]"


def _copy(pickup: Pickup, group: Group, known: Mapping[Name, Found]) -> Iterator[str]:
    copy, original = known[pickup.copy], known[pickup.original]
    of = "" if pickup.original == group.first else f" of {_who(original)}"
    cut, total = _length(original.article, pickup.cut), len(words(original.article.body))
    added = _length(copy.article, pickup.added)
    yield f"  {SEEN} {_who(copy)}  [dim]{_when(copy.article)}[/]"
    kept = round(100 * (total - cut) / total) if total else 0
    yield f"    kept {min(kept, 99) if cut else kept} %{of}, {_count(cut, 'word')} cut, {added} added; {_evidence(pickup, known)}"
    yield f"    original {_bar(original.article.body, [there for _, there in pickup.passages])}"
    yield f"    copy     {_bar(copy.article.body, [here for here, _ in pickup.passages])}"
    yield f"    [dim]{_address(copy)}[/]"


def _reuse(pickup: Pickup, known: Mapping[Name, Found]) -> Iterator[str]:
    copy, original = known[pickup.copy], known[pickup.original]
    taken = _length(copy.article, [here for here, _ in pickup.passages])
    total = len(words(copy.article.body))
    what = "carries" if pickup.standing == "copy" else "takes"
    yield f"  {SEEN} {_who(copy)} {what} {taken} of its {_count(total, 'word')} from {_who(original)}; {_evidence(pickup, known)}"
    yield f"    copy     {_bar(copy.article.body, [here for here, _ in pickup.passages])}"
    yield f"    [dim]{_address(copy)}[/]"
    yield f"    [dim]{_address(original)}[/]"


def _evidence(pickup: Pickup, known: Mapping[Name, Found]) -> str:
    original, copy = known[pickup.original], known[pickup.copy]
    if pickup.direction_evidence == "canonical":
        return f"its page names an address of {_who(original)} as that of the text"
    if pickup.direction_evidence == "credit":
        return f"credits {_who(original)}"
    if pickup.direction_evidence == "published":
        before, after = told_at(original.article), told_at(copy.article)
        return f"came out {_later((after - before).total_seconds())} later" if before and after else "came out later"
    return "which of them was first is not known: it was given later"


def _later(seconds: float) -> str:
    size, name = next((size, name) for size, name in UNITS if seconds >= 2 * size or size == 60)
    return _count(round(seconds / size), name)


def _bar(text: str, spans: Iterable[Span]) -> str:
    """Which parts of a text lie in the spans, each sign a fortieth of it."""
    inside = bytearray(len(text))
    for start, end in spans:
        inside[start:end] = b"\x01" * (end - start)
    edges = [len(text) * cell // WIDTH for cell in range(WIDTH + 1)]
    return "".join(KEPT if 2 * sum(inside[a:b]) > b - a else OTHER for a, b in pairwise(edges))


def _length(article: Article, spans: Iterable[Span]) -> int:
    """In words."""
    return sum(len(words(article.body[start:end])) for start, end in spans)


def _who(one: Found) -> str:
    return safe(one.article.outlet or host(one.article.url or one.article.canonical_url) or Path(one.where).name)


def _when(article: Article) -> str:
    at = told_at(article)
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else "no time given"


def _address(one: Found) -> str:
    return safe(one.article.url or one.where)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
