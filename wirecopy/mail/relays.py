"""Who carries a letter to a relay, and to which? Hands, each a thread with one connection and one letter at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue

from wirecopy.log import told
from wirecopy.mail.answers import about_the_relay
from wirecopy.mail.relay import Answer, Patience, Relay
from wirecopy.mail.smtp import Connection

log = logging.getLogger("wirecopy.mail")

IDLE = 20.0  # seconds after which a connection with nothing to carry is closed
REST = 30.0  # seconds that a relay in trouble is left alone, doubled each time
REST_MOST = 600.0
GIVE_UP = 1800.0  # seconds after which one letter is tried at no further relay, so that no letter is in hand for ever
MADE_BADLY = (ValueError, LookupError, TypeError, AttributeError)  # what a letter of our own making can raise


@dataclass(frozen=True, slots=True)
class Made:
    """A letter and its envelope."""

    sender: str
    recipient: str
    data: bytes
    utf8: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    delivery: int
    make: Callable[[], Made]


@dataclass(frozen=True, slots=True)
class Done:
    delivery: int
    answer: Answer
    relay: str = ""


class Relays:
    """The relays in the order of the setting; one that is in trouble rests, and the next takes over. Shared by all hands."""

    def __init__(self, relays: Sequence[Relay], clock: Callable[[], float] = time.monotonic) -> None:
        self._relays, self._clock = tuple(relays), clock
        self._lock = threading.Lock()
        self._until = dict.fromkeys(self._relays, 0.0)
        self._rests = dict.fromkeys(self._relays, 0)
        self.trouble: dict[str, str] = {}  # by name: the last word of a relay that rests

    def awake(self) -> list[Relay]:
        now = self._clock()
        return [relay for relay in self._relays if self._until[relay] <= now]

    def wake_in(self) -> float:
        """Seconds until the first may be asked again; 0: one may be asked now."""
        return max(0.0, min(self._until.values(), default=0.0) - self._clock())

    def rest(self, relay: Relay, answer: Answer) -> None:
        with self._lock:
            now = self._clock()
            if self._until[relay] > now:
                return  # another hand has met the same
            seconds = min(REST_MOST, REST * 2 ** min(self._rests[relay], 10))
            self._rests[relay] += 1
            self._until[relay] = now + seconds
            self.trouble[relay.name] = str(answer)
        told(log, "a relay is in trouble", logging.WARNING, relay=relay.name, why=str(answer), again_in=f"{seconds:g} s")

    def well(self, relay: Relay) -> None:
        if self._rests[relay]:
            with self._lock:
                self._rests[relay], self._until[relay] = 0, 0.0
                self.trouble.pop(relay.name, None)
            told(log, "a relay takes letters again", relay=relay.name)


class Hand(threading.Thread):
    """Carries what is put into `inbox`, and says in `outbox` how it ended. It knows no rows."""

    def __init__(self, relays: Relays, outbox: SimpleQueue[tuple[Hand, Done]], patience: Patience | None = None) -> None:
        super().__init__(name="mail-hand", daemon=True)
        self.inbox: SimpleQueue[Task | None] = SimpleQueue()
        self._relays, self._outbox, self._patience = relays, outbox, patience
        self._connection: Connection | None = None
        self._given = False  # to a relay, so that a letter of which nothing is heard is in doubt
        self.broken = False  # it carries no more

    def run(self) -> None:
        while True:
            try:
                task = self.inbox.get(timeout=IDLE)
            except Empty:
                self._hang_up()
                continue
            if task is None:
                break
            done: Done | None = None
            self._given = False
            try:
                done = self._carry(task)
            finally:  # whatever happens, it is told
                if done is None:
                    self.broken = True
                    lost = Answer("lost_after", "end") if self._given else Answer("lost_before", "data")
                    done = Done(task.delivery, replace(lost, text="the thread that carried it broke"))
                self._outbox.put((self, done))
        self._hang_up()

    def _carry(self, task: Task) -> Done:
        try:
            made = task.make()
        except MADE_BADLY as error:
            log.exception("a letter cannot be made", extra={"facts": {"delivery": task.delivery}})
            return Done(task.delivery, Answer("refused", "made", text=f"it cannot be made: {type(error).__name__}"))
        answer, name = Answer("lost_before", "open", text="no relay can be reached"), ""
        until = time.monotonic() + GIVE_UP
        for relay in self._relays.awake():
            if time.monotonic() > until:
                break
            answer, name = self._through(relay, made), relay.name
            if about_the_relay(answer):
                self._relays.rest(relay, answer)
                continue
            self._relays.well(relay)
            if answer.kind != "lost_before":
                break
        return Done(task.delivery, answer, name)

    def _through(self, relay: Relay, made: Made) -> Answer:
        """A connection that was used before may have been closed meanwhile; and one that breaks deserves a second try, at once."""
        answer = Answer("lost_before", "open")
        for _ in range(2):
            fresh = self._connection is None or not self._connection.is_open or self._connection.relay != relay
            if fresh:
                self._hang_up()
                self._connection = Connection(relay, self._patience)
                trouble = self._connection.open()
                if trouble:
                    return trouble
            if self._connection is None:
                break
            self._given = True
            answer = self._connection.send(made.sender, made.recipient, made.data, made.utf8)
            if answer.kind != "lost_before" or (fresh and answer.stage == "mail"):
                break
        return answer

    def _hang_up(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None
