"""May it go to press? A story is usable, withheld, canceled, or under an embargo; and some of its copies may be taken out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

N = TypeVar("N")  # a notice: a row of Notice, or what has the same pk, kind, copy_id, noted_at and until_at

MAKES = {"kill": "canceled", "hold": "withheld", "embargo": "embargoed"}  # the strictest first


@dataclass(frozen=True, slots=True)
class Standing(Generic[N]):
    name: str  # usable | withheld | canceled | embargoed
    by: N | None  # the notice that says so; None: usable
    out: Mapping[int, N]  # its copies that are taken out, each with the notice that says so
    corrections: tuple[N, ...]  # that stand on its page, the first first
    advisories: tuple[N, ...]  # for editors

    @property
    def usable(self) -> bool:
        return self.name == "usable"

    @property
    def until(self) -> datetime | None:
        """When an embargo ends."""
        by: Any = self.by
        return by.until_at if self.name == "embargoed" else None

    @property
    def pubstatus(self) -> str:
        """The same in the words of ninjs, which knows an embargo by its date alone."""
        return "withheld" if self.name == "embargoed" else self.name


def standing(notices: Iterable[N], now: datetime, copies: Collection[int] = ()) -> Standing[N]:
    """Where a story stands by the notices on it and on its copies.

    Hold, kill and embargo hold until they are lifted, an embargo at the longest until its time; of several the strictest counts. A story
    whose `copies` are all taken out has none left to tell it, and is out as they are.
    """
    told: list[Any] = sorted(notices, key=_order)
    of: dict[int | None, list[Any]] = {None: []}
    for notice in told:
        of.setdefault(notice.copy_id, []).append(notice)
    out = {copy: by for copy, some in of.items() if copy is not None and (by := _in_force(some, now)) is not None}
    by = _in_force(of[None], now)
    if by is None and copies and all(copy in out for copy in copies):
        by = _last_hope([out[copy] for copy in copies])
    standing_by = [notice for notice in told if notice.copy_id not in out]
    return Standing(
        MAKES[by.kind] if by is not None else "usable",
        by,
        out,
        tuple(notice for notice in standing_by if notice.kind == "correct"),
        tuple(notice for notice in standing_by if notice.kind == "advise"),
    )


def _order(notice: Any) -> tuple[datetime, int]:
    return notice.noted_at, notice.pk


def _in_force(notices: Sequence[Any], now: datetime) -> Any:
    """Of notices on one thing, the first ones first: the strictest that took it out since the last lift; of a kind the newest."""
    newest: dict[str, Any] = {}
    for notice in notices:
        if notice.kind == "lift":
            newest.clear()
        elif notice.kind in MAKES:
            newest[notice.kind] = notice
    return next((newest[kind] for kind in MAKES if kind in newest and _holds(newest[kind], now)), None)


def _holds(notice: Any, now: datetime) -> bool:
    return notice.until_at is None or notice.until_at > now


def _last_hope(taken_out: Sequence[Any]) -> Any:
    """The notice on the copy that is likeliest to tell the story again: of those under an embargo the first to end, else one on hold."""
    embargoed = [notice for notice in taken_out if notice.kind == "embargo"]
    if embargoed:
        return min(embargoed, key=lambda notice: (notice.until_at or notice.noted_at, notice.pk))
    on_hold = [notice for notice in taken_out if notice.kind == "hold"]
    return max(on_hold or taken_out, key=_order)
