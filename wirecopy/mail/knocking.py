"""Who asks, and how often may they? Addresses and networks are counted by the hour, under keyed hashes, and forgotten after a week."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum

from wirecopy.mail import links
from wirecopy.mail.models import Knock

Limits = tuple[tuple[int, int], ...]  # (hours, how often within them); the hour that runs is one of them

LETTER: Limits = ((1, 2), (24, 3), (168, 5))  # that ask an address to confirm, or bring it its link
ASK: Limits = ((1, 20), (24, 60))  # forms sent from a network that did the work
ASK_IDLE: Limits = ((1, 5), (24, 15))  # and from one that only waited
LOOK: Limits = ((1, 120),)  # pages with a puzzle on them
GUESS: Limits = ((1, 30), (24, 200))  # links that are none of ours
CHANGE: Limits = ((1, 60),)  # changes by one subscriber's link
SPENT: Limits = ((2, 1),)  # a puzzle that was solved
KEPT = timedelta(days=8)


def knock(what: str, who: str, limits: Limits, now: datetime) -> bool:
    """Count one more of `what` by `who`; False where that is more than the limits let in. What is refused is not counted."""
    mark, hour = _mark(what, who), _hour(now)
    if _reached(mark, hour, limits):
        return False
    with transaction.atomic():
        Knock.objects.get_or_create(who=mark, hour=hour)
        list(Knock.objects.select_for_update().filter(who=mark, hour=hour))  # two who ask at once are counted one after the other
        if _reached(mark, hour, limits):
            return False
        Knock.objects.filter(who=mark, hour=hour).update(count=F("count") + 1)
    return True


def full(what: str, who: str, limits: Limits, now: datetime) -> bool:
    """Would the next one be one too many? Counts nothing."""
    return _reached(_mark(what, who), _hour(now), limits)


def forgive(what: str, who: str) -> None:
    """Forget what was counted of `what` by `who`."""
    Knock.objects.filter(who=_mark(what, who)).delete()


def spend(puzzle: str, made_at: datetime) -> bool:
    """Use a puzzle up; False where that was done before."""
    return knock("puzzle", puzzle, SPENT, made_at)


def forget(now: datetime) -> int:
    """Delete counts that no limit looks at any more; how many."""
    return Knock.objects.filter(hour__lt=now - KEPT).delete()[0]


def _reached(mark: str, hour: datetime, limits: Limits) -> bool:
    for hours, most in limits:
        since = hour - timedelta(hours=hours - 1)
        asked = Knock.objects.filter(who=mark, hour__range=(since, hour)).aggregate(Sum("count"))["count__sum"] or 0
        if asked >= most:
            return True
    return False


def _mark(what: str, who: str) -> str:
    return links.knocker(settings.MAIL_KEY, f"{what} {who}")


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)


def network(meta: Mapping[str, str]) -> str:
    """The network that a request comes from: an IPv4 /24, an IPv6 /48.

    X-Forwarded-For is believed where a web server of our own stands in front, that is, where the request comes from this machine or a
    private network; and of its addresses the last one that is not such a server's, for what stands before it is the client's own word.
    """
    hops = [meta.get("REMOTE_ADDR", ""), *reversed(meta.get("HTTP_X_FORWARDED_FOR", "").split(","))]
    nearest = None
    for hop in hops:
        try:
            found = ipaddress.ip_address(hop.strip())
        except ValueError:
            break
        nearest = getattr(found, "ipv4_mapped", None) or found
        if not nearest.is_private:
            break
    if nearest is None:
        return ""
    return str(ipaddress.ip_network((nearest.packed, 24 if nearest.version == 4 else 48), strict=False))
