"""How does everything run in one terminal? Each part is a process of its own; one that dies is started again.

Parts are forked from a supervisor that has loaded the program and holds no thread and no connection: they start at once, and share
its memory.
"""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess

from wirecopy.log import told

log = logging.getLogger("wirecopy.up")

CANNOT_START = 78  # a part's exit code for: starting it again will not help (EX_CONFIG)
GRACE = 10.0  # seconds between asking a part to stop and stopping it


@dataclass
class Part:
    name: str
    deed: Callable[[], int | None]  # what it does until it is told to stop; returns the exit code
    process: BaseProcess | None = None
    started: float = 0.0
    deaths: int = 0
    start_at: float = field(default=0.0)

    def start(self) -> None:
        self.process = multiprocessing.get_context("fork").Process(target=_live, args=(self.name, self.deed), name=self.name)
        self.process.start()
        self.started = time.monotonic()


def _live(name: str, deed: Callable[[], int | None]) -> None:
    """The whole life of a part, in its process."""
    os.setsid()  # a session of its own: Ctrl-C reaches only the supervisor, which stops the parts in order
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)
    die_with_parent()
    name_process(f"wirecopy-{name}")
    sys.exit(deed())


def die_with_parent() -> None:
    """Ask the kernel (Linux) for a SIGTERM when the program that started this one is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def name_process(name: str) -> None:
    """Under which name `top` and `ps -o comm` show this process (Linux; 15 characters)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(15, name.encode(), 0, 0, 0)


class Supervisor:
    """Starts parts, watches them, starts again what dies, stops all on SIGINT or SIGTERM."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.stopping = False

    def run(self, watch: Callable[[], None] = lambda: None) -> int:
        """Run until told to stop; `watch` is called a few times a second. Returns the exit code."""
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, self._stop)
        code = 0
        while not self.stopping and code == 0:
            for part in self.parts:
                code = code or self._tend(part)
            if not code:
                watch()
                time.sleep(0.1)
        self._end()
        return code

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _tend(self, part: Part) -> int:
        if part.process is None:
            if time.monotonic() >= part.start_at:
                part.start()
            return 0
        code = part.process.exitcode
        if code is None:
            return 0
        if code == CANNOT_START:
            return 1
        lived = time.monotonic() - part.started
        part.deaths = 1 if lived > 60 else part.deaths + 1
        wait = min(30.0, 0.5 * 2 ** min(part.deaths - 1, 6))
        reason = f"signal {-code}" if code < 0 else f"exit code {code}"
        told(log, f"the part {part.name} ended ({reason}); it starts again in {wait:g} s", logging.WARNING)
        part.process, part.start_at = None, time.monotonic() + wait
        return 0

    def _end(self) -> None:
        told(log, "stopping")
        running = [part for part in self.parts if part.process and part.process.is_alive()]
        for part in running:
            if part.process:
                part.process.terminate()
        deadline = time.monotonic() + GRACE
        for part in running:
            if part.process:
                part.process.join(max(0.1, deadline - time.monotonic()))
                if part.process.is_alive():
                    told(log, f"the part {part.name} did not stop by itself", logging.WARNING)
                    part.process.kill()
                    part.process.join()
        told(log, "stopped")
