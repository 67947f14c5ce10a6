"""Who polls and fetches? One task per registered domain that has something due, so that each has one connection at a time."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction

from wirecopy.log import told
from wirecopy.net import Answer, Door, Limits, Trouble, Validators
from wirecopy.version import VERSION
from wirecopy.wire import announce, filing, hosts
from wirecopy.wire.captures import Captures
from wirecopy.wire.hosts import AHEAD, LEASE, Job
from wirecopy.wire.models import Copy, Feed, Picture
from wirecopy.wire.together import Together

log = logging.getLogger("wirecopy.collect")

AT_ONCE = 100  # domains worked on side by side
LOOK = 0.5  # seconds between two looks at what is due
PAUSE = 5  # seconds to wait for a database that does not answer


def limits() -> Limits:
    given = settings.WIRECOPY
    return Limits(
        version=VERSION, proxy=given["PROXY"], contact=given["CONTACT"], delay=given["DELAY"], connections=given["CONNECTIONS"],
        total_seconds=given["FETCH_SECONDS"], unpacked=given["FETCH_MB"] << 20, wire=max(1, given["FETCH_MB"] // 2) << 20,
    )  # fmt: skip


@dataclass
class Collector:
    """The collector: `run` works until it is told to stop, or, with `once`, until nothing is due."""

    worker: str
    captures: Captures
    clock: Any = lambda: datetime.now(UTC)

    async def run(self, *, once: bool = False, stop: asyncio.Event | None = None) -> int:
        """Poll and fetch what is due. Returns how many requests were handled."""
        self._rows = ThreadPoolExecutor(1, "rows")  # a SQLite connection belongs to one thread
        self._look = Together(self._rows, self._due)
        self._keep = Together(self._rows, self._write)
        self._free = Together(self._rows, self._let_go)
        self._doing: dict[str, Job] = {}  # what each visit asks for now
        self._held: dict[str, datetime] = {}  # domains that are ours, and until when we need not ask again
        handled = 0
        tasks: dict[str, asyncio.Task[int]] = {}
        try:
            await self._row(hosts.release, self.worker)
            async with Door(limits()) as door:
                looked = 0.0
                while not (stop and stop.is_set()):
                    try:
                        if not tasks or (len(tasks) < AT_ONCE and time.monotonic() - looked > LOOK):
                            looked = time.monotonic()
                            for domain, jobs in (await self._row(self._take_up, AT_ONCE - len(tasks), frozenset(tasks))).items():
                                self._held[domain] = self.clock() + LEASE / 2
                                tasks[domain] = asyncio.create_task(self._visit(door, domain, jobs, stop))
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

    async def _visit(self, door: Door, domain: str, jobs: list[Job], stop: asyncio.Event | None) -> int:
        """Ask one domain for all that is due there, one thing after the other."""
        done = 0
        free_at, pause = self.clock(), timedelta(seconds=settings.WIRECOPY["DELAY"])
        try:
            while jobs:
                for job in jobs:
                    if (stop and stop.is_set()) or not await self._hold(domain):
                        return done
                    self._doing[domain] = job
                    answer = await self._ask(door, job)
                    await self._keep((job, answer))
                    done += 1
                    free_at = self.clock() + pause
                    if (isinstance(answer, Trouble) or answer.status in (429, 503)) and answer.retry_after:
                        free_at += timedelta(seconds=answer.retry_after)
                        return done
                if len(jobs) < AHEAD and not any(isinstance(job, Feed) for job in jobs):
                    break  # no poll has announced more, so nothing more is due
                jobs = await self._look(domain)
        finally:
            self._held.pop(domain, None)
            await self._free((domain, free_at))
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
        if not await self._row(hosts.claim, [domain], self.worker, now):
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

    def _take_up(self, most: int, visited: frozenset[str]) -> dict[str, list[Job]]:
        """Up to `most` further domains made ours, and what to ask each for."""
        now = self.clock()
        waiting = [domain for domain in hosts.due_domains(now, AT_ONCE) if domain not in visited][:most]
        ours = hosts.claim(waiting, self.worker, now) if waiting else set()
        jobs = hosts.due_jobs(ours, now) if ours else {}
        return {domain: jobs.get(domain, []) for domain in waiting if domain in ours}

    def _due(self, domains: Sequence[str]) -> list[list[Job]]:
        jobs = hosts.due_jobs(domains, self.clock())
        return [jobs.get(domain, []) for domain in domains]

    def _let_go(self, domains: Sequence[tuple[str, datetime]]) -> Sequence[object]:
        hosts.free(domains, self.worker)
        return domains

    def _write(self, answers: Sequence[tuple[Job, Answer | Trouble]]) -> Sequence[object]:
        """Judge answers and keep their bytes, then write the rows of all of them in one transaction."""
        now = self.clock()
        # Of each feed a copy, for a poll changes it: one that is not committed must find it as it was.
        polled = [(copy(job), answer) for job, answer in answers if isinstance(job, Feed)]
        polls = [(feed, answer, announce.judge_poll(feed, answer, now)) for feed, answer in polled]
        fetched = [(job, answer) for job, answer in answers if isinstance(job, Copy)]
        pages = filing.keep_pages(fetched, self.captures) if fetched else []
        with transaction.atomic():
            if polls:
                announce.write_polls(polls, now)
            if pages:
                filing.write_fetches(pages, now)
        for job, answer in answers:
            if isinstance(job, Picture):
                filing.write_picture(job, answer, now)
        return answers
