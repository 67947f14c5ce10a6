"""Whose turn is it? One request at a time to a registered domain, with a pause before the next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

KEPT = 10_000  # domains remembered; one is forgotten only when its longest pause is over
PAUSE_MOST = 30.0


@dataclass(slots=True)
class _Domain:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    ended: float = float("-inf")  # of the loop's clock
    users: int = 0


class Turns:
    """Hands out turns: first come first served within a domain, `connections` of them at once over all."""

    def __init__(self, connections: int) -> None:
        self._room = asyncio.Semaphore(connections)
        self._domains: dict[str, _Domain] = {}

    @asynccontextmanager
    async def turn(self, name: str, pause: float) -> AsyncIterator[None]:
        """Waits until nobody else asks this domain and `pause` seconds have passed since the last one did."""
        clock = asyncio.get_running_loop().time
        if len(self._domains) >= KEPT and name not in self._domains:
            self._forget(clock() - max(pause, PAUSE_MOST))
        domain = self._domains.setdefault(name, _Domain())
        domain.users += 1
        try:
            async with domain.lock:
                await asyncio.sleep(domain.ended + pause - clock())
                async with self._room:
                    try:
                        yield
                    finally:
                        domain.ended = clock()
        finally:
            domain.users -= 1

    def _forget(self, before: float) -> None:
        self._domains = {name: domain for name, domain in self._domains.items() if domain.users or domain.ended > before}
