"""How do single letters leave? One after the other, beside the mailings and through the same relays.

As deliveries are: marked in a committed row before the relay hears of it, settled after the answer; what lies between is in doubt.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from wirecopy.log import told
from wirecopy.mail import dkim, links, presence
from wirecopy.mail.answers import DELAYS, Verdict, verdict
from wirecopy.mail.envelope import Common, Stencil
from wirecopy.mail.letter import Letter
from wirecopy.mail.mailings import zone
from wirecopy.mail.models import Post
from wirecopy.mail.relay import Patience
from wirecopy.mail.relays import Done, Hand, Made, Relays, Task
from wirecopy.mail.writing import desk
from wirecopy.press.models import Edition

log = logging.getLogger("wirecopy.mail")

LEASE = timedelta(hours=2)  # after which a letter in the hands of another machine's sender, of which nobody here can know, is in doubt
LOOK = 5.0  # seconds between two looks after the dead


@dataclass(frozen=True, slots=True)
class Ended:
    post: int
    verdict: Verdict
    done: Done


class Postman:
    """Carries what is due. `step` is called over and over, by one thread."""

    def __init__(self, relays: Relays, signers: list[dkim.Signer], folder: Path, worker: str, doubt: str, patience: Patience | None = None):
        self._relays, self._signers, self._doubt, self._patience = relays, tuple(signers), doubt, patience
        self._folder, self._presence = folder, presence.Presence(folder, worker)
        self.name = self._presence.name
        self._outbox: SimpleQueue[tuple[Hand, Done]] = SimpleQueue()
        self._hand: Hand | None = None
        self._ended: Ended | None = None  # until its settlement is committed
        self._sure, self._looked = False, float("-inf")
        self.accepted = 0

    def step(self, now: datetime) -> int:
        """Carry one letter; 0: none is due. A DatabaseError may be followed by a further step, and loses nothing."""
        self._make_sure(now)
        self._look(now)
        if self._relays.wake_in() > 0 or not _due(now).exists():
            return 0
        self._sure = False
        made = self._mark(now)
        if made is None:
            self._sure = True
            return 0
        post, make = made
        done = self._carry(Task(post.pk, make))
        self._ended = Ended(post.pk, verdict(done.answer, post.tries + 1, self._doubt), done)
        if done.answer.kind == "lost_after":
            told(log, "a single letter is in doubt", logging.WARNING, post=post.pk, relay=done.relay)
        self._make_sure(now)
        return 1

    def close(self) -> None:
        if self._hand:
            self._hand.inbox.put(None)
        if not Post.objects.filter(sender=self.name, state="leaving").exists():
            self._presence.end()

    def _make_sure(self, now: datetime) -> None:
        """Settle the last one, and give back a mark whose transaction we could not see end."""
        if self._sure:
            return
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=FULL")  # a mark must outlive a power cut, or its letter leaves twice
        if self._ended:
            self._settle(self._ended, now)
            self._ended = None
        Post.objects.filter(sender=self.name, state="leaving").update(state="waiting", tries=F("tries") - 1)
        self._sure = True

    def _settle(self, ended: Ended, now: datetime) -> None:
        found, waits = ended.verdict, ended.verdict.state == "waiting"
        state = found.state if found.state in Post.STATES else "failed"
        rows = Post.objects.filter(pk=ended.post, sender=self.name, state__in=("leaving", "doubt"))
        rows.update(
            state=state, due_at=now + found.wait, settled_at=None if waits else now, answer=str(ended.done.answer)[:300],
            tries=F("tries") - (0 if found.counts else 1),
        )  # fmt: skip
        self.accepted += state == "accepted"

    def _mark(self, now: datetime) -> tuple[Post, Callable[[], Made]] | None:
        skips = connection.features.has_select_for_update_skip_locked
        with transaction.atomic():
            post = _due(now).select_for_update(skip_locked=skips, of=("self",) if skips else ()).select_related("edition").first()
            if post is None:
                return None
            from_ = post.edition or Edition.objects.order_by("pk").first()
            Post.objects.filter(pk=post.pk, state="waiting").update(
                state="leaving", sender=self.name, leaving_at=now, settled_at=None, tries=F("tries") + 1
            )
        return post, self._writes(post, from_, now)

    def _writes(self, post: Post, edition: Edition | None, now: datetime) -> Callable[[], Made]:
        def make() -> Made:
            if edition is None:
                raise LookupError("there is no edition that it could come from")
            from_, key = desk(edition), settings.MAIL_KEY
            common = Common(edition.masthead, from_.address, feedback_id=f"post:{edition.slug}", auto_submitted=True, bulk=False)
            stencil = Stencil(Letter(post.subject, post.html, post.text), common, self._signers)
            name = links.message_id(key, f"post{post.pk}", 0, from_.domain)
            data = stencil.to(post.address, name, "", "", now.astimezone(zone(from_.zone)))
            # No delivery has the number 0: a bounce of it is counted against no subscriber.
            return Made(links.return_path(key, from_.box, 0), post.address, data, not post.address.isascii())

        return make

    def _carry(self, task: Task) -> Done:
        if self._hand is None:
            self._hand = Hand(self._relays, self._outbox, self._patience)
            self._hand.start()
        self._hand.inbox.put(task)
        hand, done = self._outbox.get()
        if hand.broken:
            self._hand = None
        return done

    def _look(self, now: datetime) -> None:
        """Of letters that a dead sender had in hand nobody knows whether they arrived."""
        if time.monotonic() - self._looked < LOOK:
            return
        first, self._looked = self._looked == float("-inf"), time.monotonic()
        leaving = Post.objects.filter(state="leaving").exclude(sender=self.name)
        senders = set(leaving.values_list("sender", flat=True))
        for name in senders:
            dead = presence.is_dead(self._folder, name)
            old = Q() if dead else Q(leaving_at__lt=now - LEASE)
            word = "its sender died while it was leaving"
            rows = leaving.filter(old, sender=name) if dead is not False else leaving.none()
            again = {"state": "waiting", "due_at": now + DELAYS[0]} if self._doubt == "again" else {"state": "doubt", "settled_at": now}
            if count := rows.update(**again, answer=word):
                told(log, "single letters of a dead sender are in doubt", logging.WARNING, letters=count, sender=name)
            if dead:
                presence.bury(self._folder, name)
        if first:
            presence.sweep(self._folder, {self.name, *senders})


def _due(now: datetime) -> QuerySet[Post]:
    return Post.objects.filter(state="waiting", due_at__lte=now).order_by("due_at", "pk")
