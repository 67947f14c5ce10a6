"""What do the last pages of an outlet teach of how it prints its times?"""

from __future__ import annotations

from wirecopy.wire import clues
from wirecopy.wire.article import ZoneStamp
from wirecopy.wire.models import Outlet, Reading, Take

LOOKED = 40  # readings


def learn(take: Take, published: ZoneStamp | None) -> None:
    """Change what is known of the outlet's times, once enough pages say so. To be called when the reading of this take is saved.

    The readings are the memory: they are asked only when this page tells something else than what is known.
    """
    if published is None:
        return
    page, outlet = clues.Page(published, take.copy.given_at, take.received_at), take.copy.outlet
    east, day_first = clues.local(page), clues.days_first(page)
    if (east is None or clues.offset(east) == outlet.stamped) and day_first in (None, outlet.day_first):
        return
    found = lessons(outlet)
    known = {"stamped": clues.offset(found.stamped), "day_first": found.day_first}
    if known != {"stamped": outlet.stamped, "day_first": outlet.day_first}:
        Outlet.objects.filter(pk=outlet.pk).update(**known)


def lessons(outlet: Outlet) -> clues.Learnt:
    """What the newest pages agree on; a copy read more than once tells once."""
    rows = Reading.objects.filter(take__copy__outlet=outlet, taken=True).order_by("-take__copy_id", "-pk")
    told = rows.values_list("take__copy_id", "article__published", "take__copy__given_at", "take__received_at")[:LOOKED]
    pages: dict[int, clues.Page] = {}
    for copy, published, given_at, fetched_at in told:
        if published:
            pages.setdefault(copy, clues.Page(ZoneStamp(**published), given_at, fetched_at))
    return clues.judged(list(pages.values()))
