"""Which takes are next, who holds them, and where do they go on to? The queue is `Take.next_leg` and `due_at`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

# By hand, as they are said for every few takes: Django takes longer to put such a sentence together than a database to answer it.
_DUE = "NOT (next_leg = '') AND (claimed_until IS NULL OR claimed_until <= %s) AND due_at <= %s"
_LEG = f"SELECT next_leg FROM wirecopy_take WHERE {_DUE} ORDER BY due_at, id LIMIT 1"  # noqa: S608
_PICK = f"SELECT id FROM wirecopy_take WHERE {_DUE} AND next_leg = %s ORDER BY due_at, id LIMIT %s"  # noqa: S608
_CLAIM = "UPDATE wirecopy_take SET claimed_by = %s, claimed_until = %s WHERE id IN ({})"
_MINE = "SELECT id FROM wirecopy_take WHERE id IN ({}) AND next_leg = %s AND claimed_by = %s ORDER BY id"
_ON = "UPDATE wirecopy_take SET next_leg = %s, due_at = %s, claimed_by = '', claimed_until = NULL, failures = 0 WHERE id IN ({})"


def next_leg(now: datetime) -> str:
    """The leg that the take stands before which is due first and which nobody holds; empty where none is."""
    due = _stamp(now)
    found = _asked(_LEG, due, due)
    return found[0] if found else ""


def pick(leg: str, worker: str, now: datetime, until: datetime, limit: int) -> list[int]:
    """Claim the takes before `leg` that are due first and that nobody holds. Within a transaction; several workers may ask at once."""
    skips = connection.features.has_select_for_update_skip_locked
    due = _stamp(now)
    picked = _asked(_PICK + (" FOR UPDATE SKIP LOCKED" if skips else ""), due, due, leg, limit)
    if picked:
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM.format(_places(picked)), [worker, _stamp(until), *picked])
    return picked


def go_on(takes: Sequence[int], leg: str, worker: str, following: str, now: datetime) -> set[int]:
    """Put before the `following` leg, or at the end of the road, those of the takes that this worker still holds: which these are."""
    locks = connection.features.has_select_for_update
    mine = _asked(_MINE.format(_places(takes)) + (" FOR UPDATE" if locks else ""), *takes, leg, worker)
    if mine:
        with connection.cursor() as cursor:
            cursor.execute(_ON.format(_places(mine)), [following, _stamp(now) if following else None, *mine])
    return set(mine)


def _asked(statement: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return [value for (value,) in cursor.fetchall()]


def _places(given: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(given))


def _stamp(when: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(when)
