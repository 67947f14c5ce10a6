"""Who polls and fetches? One task per registered domain that has something due, so that each has one connection at a time."""

from __future__ import annotations

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.db.models import Min, Q

from wirecopy.log import told
from wirecopy.net import Answer, Door, Limits, Trouble, Validators
from wirecopy.version import VERSION
from wirecopy.wire import announce, filing
from wirecopy.wire.captures import Captures
from wirecopy.wire.models import Copy, Feed, Host, Picture

log = logging.getLogger("wirecopy.collect")

LEASE = timedelta(minutes=5)  # how long a domain stays ours when we say nothing; longer than any one request
AT_ONCE = 100  # domains worked on side by side
AHEAD = 20  # jobs of one kind looked up at once for a domain
LOOK = 0.5  # seconds between two looks at what is due
PAUSE = 5  # seconds to wait for a database that does not answer

Job = Feed | Copy | Picture


def limits() -> Limits:
    given = settings.WIRECOPY
    return Limits(
        version=VERSION, proxy=given["PROXY"], contact=given["CONTACT"], delay=given["DELAY"], connections=given["CONNECTIONS"],
        total_seconds=given["FETCH_SECONDS"], unpacked=given["FETCH_MB"] << 20, wire=max(1, given["FETCH_MB"] // 2) << 20,
    )  # fmt: skip


def due_domains(now: datetime, limit: int) -> list[str]:
    """Domains with something due, the longest waiting first, without those that must be left in peace."""
    waits: dict[str, datetime] = {}
    for rows in (Feed.objects, Copy.objects, Picture.objects):
        found = rows.filter(due_at__lte=now).values_list("domain").annotate(since=Min("due_at")).order_by("since")
        for domain, since in found[:limit]:
            waits[domain] = min(since, waits.get(domain, since))
    busy = Host.objects.filter(Q(free_at__gt=now) | Q(claimed_until__gt=now), domain__in=waits)
    resting = set(busy.values_list("domain", flat=True))
    return [d for d in sorted(waits, key=lambda d: waits[d]) if d not in resting][:limit]


def claim_host(domain: str, worker: str, now: datetime) -> bool:
    """Make a domain ours for a while, or longer. Of two workers that ask, one gets it."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now) | Q(claimed_by=worker)
    claim = {"claimed_by": worker, "claimed_until": now + LEASE}
    if Host.objects.filter(free, domain=domain).update(**claim):
        return True
    _, made = Host.objects.get_or_create(domain=domain, defaults={"free_at": now, **claim})
    return made


def free_host(domain: str, worker: str, at: datetime) -> None:
    Host.objects.filter(domain=domain, claimed_by=worker).update(claimed_by="", claimed_until=None, free_at=at)


def release(worker: str) -> None:
    """Let go of what a collector of this name held when it was stopped."""
    Host.objects.filter(claimed_by=worker).update(claimed_by="", claimed_until=None)


def due_jobs(domain: str, now: datetime) -> list[Job]:
    """What to ask this domain for, in order: feeds first, then the newest copies, then pictures."""
    due = Q(domain=domain, due_at__lte=now)
    return [
        *Feed.objects.select_related("outlet").filter(due).order_by("due_at")[:AHEAD],
        *Copy.objects.select_related("outlet", "feed").filter(due).order_by("-given_at", "pk")[:AHEAD],
        *Picture.objects.select_related("copy__placement").filter(due).order_by("pk")[:AHEAD],
    ]


@dataclass
class Collector:
    """The collector: `run` works until it is told to stop, or, with `once`, until nothing is due."""

    worker: str
    captures: Captures
    clock: Any = lambda: datetime.now(UTC)

    async def run(self, *, once: bool = False, stop: asyncio.Event | None = None) -> int:
        """Poll and fetch what is due. Returns how many requests were handled."""
        self._rows = ThreadPoolExecutor(1, "rows")  # a SQLite connection belongs to one thread
        self._doing: dict[str, Job] = {}  # what each visit asks for now
        self._held: dict[str, datetime] = {}  # domains that are ours, and until when we need not ask again
        handled = 0
        tasks: dict[str, asyncio.Task[int]] = {}
        try:
            await self._row(release, self.worker)
            async with Door(limits()) as door:
                looked = 0.0
                while not (stop and stop.is_set()):
                    try:
                        if not tasks or (len(tasks) < AT_ONCE and time.monotonic() - looked > LOOK):
                            looked = time.monotonic()
                            for domain in await self._row(due_domains, self.clock(), AT_ONCE):
                                if domain not in tasks and len(tasks) < AT_ONCE:
                                    tasks[domain] = asyncio.create_task(self._visit(door, domain, stop))
                        if not tasks:
                            if once:
                                break
                            await asyncio.sleep(LOOK)
                            continue
                        ended, _ = await asyncio.wait(tasks.values(), timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
                        for domain in [d for d, task in tasks.items() if task in ended]:
                            handled += await self._end(domain, tasks.pop(domain))
                    except DatabaseError as error:
                        told(log, f"the database does not answer: {error}; trying again in {PAUSE} s", logging.ERROR)
                        if once:
                            raise
                        await asyncio.sleep(PAUSE)
                if tasks:
                    await asyncio.wait(tasks.values())
                for domain, task in tasks.items():
                    handled += await self._end(domain, task)
        finally:
            await self._row(self.captures.close)
            await self._row(connections.close_all)
            self._rows.shutdown()
        return handled

    async def _row(self, deed: Any, *given: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._rows, deed, *given)

    async def _visit(self, door: Door, domain: str, stop: asyncio.Event | None) -> int:
        """Ask one domain for all that is due there, one thing after the other."""
        done = 0
        free_at, pause = self.clock(), timedelta(seconds=settings.WIRECOPY["DELAY"])
        try:
            while jobs := await self._row(due_jobs, domain, self.clock()):
                for job in jobs:
                    if (stop and stop.is_set()) or not await self._hold(domain):
                        return done
                    self._doing[domain] = job
                    answer = await self._ask(door, job)
                    await self._row(self._write, job, answer)
                    done += 1
                    free_at = self.clock() + pause
                    if (isinstance(answer, Trouble) or answer.status in (429, 503)) and answer.retry_after:
                        free_at += timedelta(seconds=answer.retry_after)
                        return done
                if len(jobs) < AHEAD and not any(isinstance(job, Feed) for job in jobs):
                    break  # no poll has announced more, so nothing more is due
        finally:
            self._held.pop(domain, None)
            await self._row(free_host, domain, self.worker, free_at)
        return done

    async def _end(self, domain: str, visit: asyncio.Task[int]) -> int:
        """How much a visit did. One that a fault of ours ended is a stumble at what it was doing, and the others go on."""
        error, job = visit.exception(), self._doing.pop(domain, None)
        if error is None:
            return visit.result()
        if isinstance(error, DatabaseError) or job is None:
            raise error
        log.error("a visit ended by a fault", exc_info=error)
        await self._row(filing.set_aside, job, f"{type(error).__name__}: {error}", self.clock())
        return 1

    async def _hold(self, domain: str) -> bool:
        """Make sure that a domain is ours for as long as the next request may take."""
        now = self.clock()
        if now < self._held.get(domain, now):
            return True
        if not await self._row(claim_host, domain, self.worker, now):
            return False
        self._held[domain] = now + LEASE / 2
        return True

    async def _ask(self, door: Door, job: Job) -> Answer | Trouble:
        if isinstance(job, Feed):
            trusted = job.changed_at is not None and self.clock() - job.changed_at < timedelta(days=1)
            known = Validators(job.etag, job.last_modified, job.validators_of) if trusted else Validators()
            front = job.kind == "front"
            return await door.get(job.url, validators=known, accept="page" if front else "feed", check_robots=job.kind != "feed")
        if isinstance(job, Copy):
            return await door.get(job.given_url or job.url, validators=Validators(job.etag, job.last_modified))
        return await door.get(job.url, accept="picture")

    def _write(self, job: Job, answer: Answer | Trouble) -> None:
        now = self.clock()
        if isinstance(job, Feed):
            announce.write_poll(job, answer, announce.judge_poll(job, answer, now), now)
        elif isinstance(job, Copy):
            filing.write_fetch(job, answer, filing.keep_page(job, answer, self.captures, now), now)
        else:
            filing.write_picture(job, answer, now)
