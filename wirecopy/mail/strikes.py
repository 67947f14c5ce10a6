"""Are we not wanted? Refusals that say nothing of a recipient, one after the other, pause a mailing, and nobody is skipped for them."""

from __future__ import annotations

import logging
from datetime import datetime

from wirecopy.log import told
from wirecopy.mail import mailings
from wirecopy.mail.models import Delivery, Mailing
from wirecopy.mail.relays import Done

log = logging.getLogger("wirecopy.mail")

MOST = 20


class Strikes:
    def __init__(self) -> None:
        self._rows: dict[int, list[int]] = {}  # mailing -> deliveries that were refused one after the other
        self._paused: dict[int, tuple[list[int], str]] = {}

    def count(self, mailing: int, delivery: int, strike: bool, done: Done, address: str) -> None:
        if not strike:
            if done.answer.kind in ("accepted", "refused"):
                self._rows.pop(mailing, None)
            return
        row = self._rows.setdefault(mailing, [])
        row.append(delivery)
        if len(row) >= MOST:
            said = str(done.answer).replace(address, "(the address)")
            self._paused[mailing] = (self._rows.pop(mailing), f"{len(row)} letters in a row were refused by {done.relay or 'us'}: {said}")

    def write(self, sender: str, now: datetime) -> None:
        """Within the transaction of the round."""
        for mailing, (deliveries, why) in self._paused.items():
            mailings.pause(Mailing(pk=mailing), why)
            refused = Delivery.objects.filter(pk__in=deliveries, mailing=mailing, state="failed", sender=sender)
            refused.update(state="waiting", due_at=now, settled_at=None)

    def written(self) -> None:
        for mailing, (_, why) in self._paused.items():
            told(log, "a mailing is paused", logging.ERROR, mailing=mailing, why=why)
        self._paused.clear()
