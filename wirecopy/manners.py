"""Is a page open to us, and how long must we wait? What each origin's robots.txt said, kept for a day."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from wirecopy import robots
from wirecopy.answer import Answer, Trouble
from wirecopy.guard import Target

KEPT, AGAIN = 86400.0, 600.0  # seconds that a robots.txt holds, and one that could not be read
ORIGINS = 2000


@dataclass(slots=True)
class _Known:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    until: float = float("-inf")  # of the loop's clock
    rules: robots.Rules | None = None
    trouble: Trouble | None = None  # why there are no rules


class Manners:
    """Asks for each robots.txt once a day, through `fetch`, which is given its address."""

    def __init__(self, fetch: Callable[[str], Awaitable[Answer | Trouble]]) -> None:
        self._fetch = fetch
        self._known: dict[str, _Known] = {}

    def delay(self, here: Target) -> float:
        """The Crawl-delay of this origin in seconds, as far as we have read it."""
        known = self._known.get(here.origin)
        return known.rules.delay if known and known.rules else 0.0

    async def forbidden(self, here: Target) -> Trouble | None:
        """Why we are to stay away from this page, if we are."""
        clock = asyncio.get_running_loop().time
        if here.origin not in self._known and len(self._known) >= ORIGINS:
            del self._known[next(iter(self._known))]
        known = self._known.setdefault(here.origin, _Known())
        async with known.lock:
            if known.until <= clock():
                held = await self._read(here, known)
                known.until = clock() + held
        if known.rules is None:
            return replace(known.trouble, url=here.url) if known.trouble else None
        if known.rules.allow(here.url):
            return None
        return Trouble("robots", f"The robots.txt of {here.host} asks not to fetch this page.", here.url)

    async def _read(self, here: Target, known: _Known) -> float:
        """Fills `known` and says for how many seconds. Rules that we have outlive a server that is out of order (RFC 9309, 2.4)."""
        reply = await self._fetch(f"{here.origin}/robots.txt")
        rules = robots.decided(reply)
        if rules is not None:
            known.rules = rules
            return KEPT
        if isinstance(reply, Trouble):
            known.trouble = replace(reply, sentence=f"A robots.txt could not be read, so nothing may be fetched. {reply.sentence}")
        else:
            sentence = f"The robots.txt of {here.host} answers {reply.status}, so nothing may be fetched there."
            known.trouble = Trouble("robots", sentence, "", reply.retry_after)
        return AGAIN
