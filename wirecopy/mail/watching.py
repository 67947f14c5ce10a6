"""What became of the letters of senders that died? They are in doubt, as soon as it is sure that their sender is dead."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction

from wirecopy.log import told
from wirecopy.mail import claims, presence
from wirecopy.mail.answers import DELAYS

log = logging.getLogger("wirecopy.mail")

LEASE = 7200.0  # seconds for which a letter in a stranger's hands must be seen to stay: longer than any relay is waited for
LOOK = 5.0


class Watch:
    """Over other senders. One that works in the same data folder is dead when its lock is free. Of one on another machine it is watched how
    long it holds the same letter at the same try, by this machine's steady clock: no clock that jumps, there or here, makes it dead.
    """

    def __init__(self, folder: Path, worker: str, again: bool, clock: Callable[[], float]) -> None:
        self._folder, self._again, self._clock = folder, again, clock
        self._presence = presence.Presence(folder, worker)
        self.name = self._presence.name
        self._looked = float("-inf")
        self._strangers: dict[tuple[str, int, int], float] = {}

    def look(self, now: datetime) -> None:
        if self._clock() - self._looked < LOOK:
            return
        first, self._looked = self._looked == float("-inf"), self._clock()
        seen: dict[tuple[str, int, int], float] = {}
        senders = [name for name in claims.senders() if name != self.name]
        for name in senders:
            dead = presence.is_dead(self._folder, name)
            held = claims.in_hand(name) if dead is not False else []
            if dead is None:
                seen |= {(name, *one): self._strangers.get((name, *one), self._clock()) for one in held}
                held = [one for one in held if self._clock() - seen[(name, *one)] >= LEASE]
            self._doubt(name, [delivery for delivery, _ in held], now)
            if dead:
                presence.bury(self._folder, name)
        self._strangers = seen
        if first:
            presence.sweep(self._folder, {self.name, *senders})

    def _doubt(self, name: str, deliveries: list[int], now: datetime) -> None:
        if not deliveries:
            return
        with transaction.atomic():
            letters = claims.doubt(name, deliveries, self._again, now, DELAYS[0])
        if letters:
            told(log, "letters of a dead sender are in doubt", logging.WARNING, letters=letters, sender=name, again=self._again)

    def end(self, left_nothing: bool) -> None:
        if left_nothing:
            self._presence.end()
