"""What does folding need of a take, of its copy and outlet, and of its newest reading? Named as on their rows, but no more than that."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from wirecopy.desk.pickups import QUOTES
from wirecopy.rows import ask, moment

# By hand: an object of Django for each row takes longer than all else that is done to read it.
_TAKES = """
SELECT t.id, t.number, t.next_leg, t.failures, c.id, c.url, c.given_at, c.seen_at, o.name, o.home, r.id, r.published_at, r.article
FROM wirecopy_take t JOIN wirecopy_copy c ON c.id = t.copy_id JOIN wirecopy_outlet o ON o.id = c.outlet_id LEFT JOIN wirecopy_reading r
ON r.id = (SELECT max(n.id) FROM wirecopy_reading n WHERE n.take_id = t.id AND n.taken) WHERE t.id IN ({}) ORDER BY t.id
"""

BLOCKS, BODY = '"blocks": [', '], "body": '  # as our own rows have it; PostgreSQL keeps its own order, and all is read there
QUOTED = [f'"kind": "{kind}"' for kind in QUOTES]


class Outlet(NamedTuple):
    name: str
    home: str


class Copy(NamedTuple):
    pk: int
    url: str
    given_at: datetime | None
    seen_at: datetime
    outlet: Outlet


class Reading(NamedTuple):
    pk: int
    published_at: datetime | None
    article: dict[str, Any]


class Take(NamedTuple):
    pk: int
    number: int
    next_leg: str
    failures: int
    copy: Copy
    readings_taken: tuple[Reading, ...]  # the newest alone

    @property
    def copy_id(self) -> int:
        return self.copy.pk


def takes(numbers: Collection[int]) -> list[Take]:
    """The takes of these numbers, in their order."""
    found = []
    for pk, number, leg, failures, copy, url, given_at, seen_at, name, home, reading, published_at, article in ask(_TAKES, numbers):
        read = (Reading(reading, moment(published_at), _article(article)),) if reading else ()
        found.append(Take(pk, number, leg, failures, Copy(copy, url, moment(given_at), moment(seen_at), Outlet(name, home)), read))
    return found


def _article(said: str) -> dict[str, Any]:
    """An article as its row keeps it, without its blocks where none of them is a quotation: they are more than half of it, and all that
    folding wants of the others is in the body. Quotation marks within JSON are escaped, so that these signs stand nowhere else."""
    start = said.find(BLOCKS)
    past = said.find(BODY, start)
    if 0 <= start < past and not any(said.find(kind, start, past) >= 0 for kind in QUOTED):
        said = said[:start] + said[past + len("], ") :]
    article: dict[str, Any] = json.loads(said)
    return article
