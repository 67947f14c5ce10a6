"""How do letters leave? One coordinator has the rows, hands have the connections.

A round is one transaction: it settles what the hands brought back, and marks as many letters as hands are free. Only when it is
committed do the marked ones go out. So a letter is waiting, or with a hand, or settled, whenever the program dies; and what it dies with
is in doubt: one letter for each connection at most.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

from django.db import connection, transaction

from wirecopy.log import told
from wirecopy.mail import claims, mailings
from wirecopy.mail.answers import verdict
from wirecopy.mail.claims import Job, Settlement
from wirecopy.mail.models import Delivery, Mailing
from wirecopy.mail.rate import Rate
from wirecopy.mail.relay import Answer, Patience
from wirecopy.mail.relays import MADE_BADLY, Done, Hand, Made, Relays, Task
from wirecopy.mail.strikes import Strikes
from wirecopy.mail.watching import Watch

log = logging.getLogger("wirecopy.mail")

LINGER = 0.004  # seconds that a round waits for the next hand to come back: one commit for several letters
LOOK = 1.0  # seconds between two looks at the list of mailings
TELL = 30.0  # seconds between two lines of progress
SPARE = 8.0  # seconds that letters in hand may take when the program is told to stop
NOTHING = Answer("nothing", "made", text="nothing was new in its sections")


class Writes(Protocol):
    """Who writes the letters: `of` a job gives a deed that makes its bytes in another thread; None: it would say nothing."""

    def of(self, job: Job, now: datetime) -> Callable[[], Made] | None: ...


@dataclass(frozen=True, slots=True)
class Pace:
    """The settings of sending. `rate`: letters a minute, 0: no limit. `doubt`: once or again."""

    connections: int = 4
    rate: int = 0
    doubt: str = "once"
    patience: Patience | None = None


class Sender:
    """Sends what is due. `step` is called over and over, by one thread; times of its own are of a clock that never jumps."""

    def __init__(
        self, relays: Relays, writes: Writes, pace: Pace, folder: Path, worker: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._relays, self._writes, self._pace, self._clock = relays, writes, pace, clock
        self._watch = Watch(folder, worker, pace.doubt == "again", clock)
        self.name = self._watch.name
        self._rate = Rate(pace.rate, clock)
        self._strikes = Strikes()
        self._outbox: SimpleQueue[tuple[Hand, Done]] = SimpleQueue()
        self._free: list[Hand] = []
        self._hands = 0
        self._held: dict[int, Job] = {}  # marked as ours; until its settlement is committed
        self._ended: list[Settlement] = []
        self._mailings: list[Mailing] = []
        self._turn = 0
        self._looked, self._told = clock() - LOOK, clock()
        self._sure = False  # of what an earlier transaction left
        self.accepted = 0
        self._counted = 0  # of those, at the last line of progress

    def step(self, now: datetime) -> int:
        """One round; 0: there is nothing to do just now. A DatabaseError may be followed by a further step, and loses nothing."""
        self._make_sure()
        self._gather(0.0, now)
        if self._clock() - self._looked >= LOOK:
            self._look(now)
        room = 0 if self._relays.wake_in() > 0 else self._rate.room(self._pace.connections - self._hands + len(self._free))
        jobs = self._round(now, room) if self._ended or (room and self._anything_due(now)) else []
        filled = 0
        if len(jobs) < room or len(self._held) < self._pace.connections:  # nothing is due, or something holds it: write the rows to come
            filled = self._fill(now)
        if self._held and not filled and not self._ended:
            self._gather(0.25, now)
        self._tell()
        return len(jobs) + filled + len(self._held)

    def drain(self, now: Callable[[], datetime]) -> None:
        """Send all that is due; what the relays do not take, or take later, stays."""
        while self.step(now()) or (self._relays.wake_in() <= 0 and self._anything_due(now())):
            if not self._held and not self._rate.room(1):
                time.sleep(0.05)
        self._look(now())

    def close(self, now: Callable[[], datetime]) -> None:
        """Let the letters in hand come to their end, for a while; what does not is in doubt from then on."""
        until = self._clock() + SPARE
        while self._held and self._clock() < until:
            self._gather(0.1, now())
            self._round(now(), 0)
        for hand in self._free:
            hand.inbox.put(None)
        for hand in self._free:
            hand.join(1.0)
        self._watch.end(left_nothing=not self._held)

    def _make_sure(self) -> None:
        """At first, and after a database that went away: what is marked as ours and was never handed out is given back."""
        if self._sure and connection.connection is not None:
            return
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")  # a mark must outlive a power cut, or its letter leaves twice
                cursor.execute("PRAGMA mmap_size=0")  # a long list would else stand in memory as often as it is looked through
        with transaction.atomic():
            claims.let_go(self.name, self._held)
        self._sure = True

    def _look(self, now: datetime) -> None:
        self._looked = self._clock()
        self._watch.look(now)
        self._mailings = []
        for mailing in mailings.sending():
            if mailings.finish(mailing, now):
                told(log, "a mailing is done", mailing=mailing.pk, **{state: n for state, n in mailings.progress(mailing).items() if n})
            else:
                self._mailings.append(mailing)

    def _gather(self, seconds: float, now: datetime) -> None:
        """What the hands bring back, judged."""
        while True:
            try:
                hand, done = self._outbox.get(timeout=seconds) if seconds else self._outbox.get_nowait()
            except Empty:
                return
            seconds = LINGER if len(self._ended) + 1 < len(self._held) else 0.0
            if hand.broken:
                self._hands -= 1
            else:
                self._free.append(hand)
            self._end(self._held[done.delivery], done, now)

    def _end(self, job: Job, done: Done, now: datetime) -> None:
        found = verdict(done.answer, job.tries, self._pace.doubt)
        again = done.answer.kind == "lost_after" and found.state == "waiting"
        self._ended.append(
            Settlement(
                job.delivery, found.state, now + found.wait, done.relay, str(done.answer), found.counts, job.subscriber, found.nobody,
                job.mailing if again else None,
            )
        )  # fmt: skip
        self.accepted += found.state == "accepted"
        if job.mailing:
            self._strikes.count(job.mailing, job.delivery, found.strike, done, job.address)
        if done.answer.kind == "lost_after":
            told(log, "a letter is in doubt", logging.WARNING, delivery=job.delivery, relay=done.relay, again=again)

    def _anything_due(self, now: datetime) -> bool:
        """Asked without a lock, so that an idle sender takes none."""
        due = Delivery.objects.filter(state="waiting", due_at__lte=now)
        return due.filter(mailing=None).exists() or any(due.filter(mailing=one).exists() for one in self._mailings)

    def _round(self, now: datetime, room: int) -> list[Job]:
        self._sure = False
        with transaction.atomic():
            claims.settle(self.name, self._ended, now)
            self._strikes.write(self.name, now)
            jobs = claims.mark(self.name, None, room, now) if room else []
            for mailing in [*self._mailings[self._turn :], *self._mailings[: self._turn]]:
                if len(jobs) < room:
                    jobs += claims.mark(self.name, mailing, room - len(jobs), now)
        for one in self._ended:
            del self._held[one.delivery]
        self._ended.clear()
        self._strikes.written()
        self._rate.take(len(jobs))
        self._turn = (self._turn + 1) % max(len(self._mailings), 1)
        for job in jobs:
            self._hand_out(job, now)
        self._sure = True
        return jobs

    def _hand_out(self, job: Job, now: datetime) -> None:
        try:
            make = self._writes.of(job, now)
            answer = NOTHING
        except MADE_BADLY as error:
            log.exception("a letter cannot be made", extra={"facts": {"mailing": job.mailing, "delivery": job.delivery}})
            make, answer = None, Answer("refused", "made", text=f"it cannot be made: {type(error).__name__}")
        self._held[job.delivery] = job
        if make is None:
            self._end(job, Done(job.delivery, answer), now)
            return
        if not self._free:
            hand = Hand(self._relays, self._outbox, self._pace.patience)
            hand.start()
            self._hands += 1
            self._free.append(hand)
        self._free.pop().inbox.put(Task(job.delivery, make))

    def _fill(self, now: datetime) -> int:
        """The next rows of the first mailing that has not all of them."""
        for mailing in self._mailings:
            if mailing.filled_at is None:
                return mailings.fill(mailing, now)
        return 0

    def _tell(self) -> None:
        since = self._clock() - self._told
        if since >= TELL:
            left = self.accepted - self._counted
            if left:
                told(log, "letters left", letters=left, a_minute=round(left * 60 / since), in_hand=len(self._held))
            self._told, self._counted = self._clock(), self.accepted
