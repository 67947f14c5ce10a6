"""What is written down of the texts that were folded before?"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from wirecopy.desk.fold import Answer
from wirecopy.desk.origin import Witness
from wirecopy.desk.pickups import WITNESSES
from wirecopy.desk.words import Words, unpack
from wirecopy.rows import ask, moment
from wirecopy.wire.links import host

# By hand, as they are said for every few texts: Django takes longer to put such a sentence together than a database to answer it.
_SAYS = "c.id, o.name, o.home, c.url, f.canonical_url, f.credits, f.published_at, c.seen_at"  # what a witness is made of
_WHOSE = "JOIN wirecopy_copy c ON c.id = f.copy_id JOIN wirecopy_outlet o ON o.id = c.outlet_id"
_HELD = f"""
SELECT f.id, f.group_id, p.reading_id, p.words, {_SAYS}
FROM wirecopy_folding f {_WHOSE} JOIN wirecopy_fingerprint p ON p.id = f.fingerprint_id WHERE f.copy_id IN ({{}})
"""  # noqa: S608
_NUMBERS = """
SELECT f.copy_id, t.number FROM wirecopy_folding f JOIN wirecopy_fingerprint p ON p.id = f.fingerprint_id
JOIN wirecopy_reading r ON r.id = p.reading_id JOIN wirecopy_take t ON t.id = r.take_id WHERE f.copy_id IN ({})
"""
_MEMBERS = f"""
SELECT f.group_id, {_SAYS}
FROM (SELECT *, row_number() OVER (PARTITION BY group_id ORDER BY id) AS place FROM wirecopy_folding WHERE group_id IN ({{}})) f {_WHOSE}
WHERE f.place <= %s ORDER BY f.id
"""  # noqa: S608


@dataclass(slots=True)
class Held:
    """A copy whose text is folded, as it stands in this transaction."""

    witness: Witness
    group: int  # below zero: one that is opened in this transaction
    take: int  # the number of the take that was folded; 0 where nobody asked
    reading: int
    words: Words
    folding: int | None = None  # the number of its row; None: not yet written
    found: list[tuple[Held, Answer]] = field(default_factory=list)


def witness(
    copy: int, outlet: str, home: str, url: str, canonical: str, credits: Sequence[str], published_at: datetime | None, seen_at: datetime
) -> Witness:
    return Witness(copy, outlet, (_host(home),), url, canonical or None, tuple(credits), published_at, seen_at)


_host = lru_cache(maxsize=1 << 12)(host)  # outlets are few


def held(copies: Collection[int], again: Collection[int]) -> dict[int, Held]:
    """Those of the copies whose texts are folded, by number; with the number of the take for those of `again`."""
    rows = ask(_HELD, copies)
    folded = {row[4] for row in rows}.intersection(again)
    takes: dict[int, int] = dict(ask(_NUMBERS, folded)) if folded else {}
    return {says[0]: Held(_says(*says), group, takes.get(says[0], 0), reading, unpack(bytes(words)), pk)
            for pk, group, reading, words, *says in rows}  # fmt: skip


def members(groups: Collection[int]) -> dict[int, list[Witness]]:
    """The copies of each group, the first that came."""
    found: dict[int, list[Witness]] = defaultdict(list)
    for group, *says in ask(_MEMBERS, groups, WITNESSES):
        found[group].append(_says(*says))
    return found


def _says(copy: int, outlet: str, home: str, url: str, canonical: str, credits: str, published_at: Any, seen_at: Any) -> Witness:
    named = json.loads(credits) if credits != "[]" else ()
    return witness(copy, outlet, home, url, canonical, named, moment(published_at), moment(seen_at))
