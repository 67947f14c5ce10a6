"""Who reads a page? A process of its own, with a limit on time and memory, so that no page can stop the road."""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import queue
import resource
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import wirecopy
from wirecopy.wire.habit import Habit

log = logging.getLogger("wirecopy.read")

# Read once by each new reader, so that parsers, weights and the languages are loaded when the first page comes.
WARMING = (
    "<article><h1>Ferry back in port</h1><p>The ferry came back to its port in the early morning, after a night at anchor off the island."
    "</p></article>"
)


@dataclass(frozen=True, slots=True)
class Refused:
    """No article came of it: a word to count by, a sentence, and whether another try may help."""

    why: str
    sentence: str
    again: bool = False


def _serve(pipe: Connection, megabytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole terminal; who started us decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, resource.getrlimit(resource.RLIMIT_AS)[1]))
    wirecopy.read(WARMING)
    gc.freeze()  # what is loaded stays; and a page makes thousands of objects, but no cycles: look for some now and then
    gc.set_threshold(50_000, 20, 50)
    parent = os.getppid()
    while os.getppid() == parent:
        if not pipe.poll(1):
            continue
        try:
            page, url, encoding, habit = pipe.recv()
        except EOFError:
            return
        try:
            answer: Any = wirecopy.read(page, url, encoding=encoding, habit=habit)
        except ValueError as error:
            answer = Refused("unreadable", str(error))
        except MemoryError:
            answer = Refused("memory", f"the page takes more than {megabytes} MB to read")
        pipe.send(answer)


class Reader:
    """One reader process. A page that takes too long, or kills it, is refused, and the next page gets a new process."""

    def __init__(self, seconds: float, megabytes: int) -> None:
        self.seconds, self.megabytes = seconds, megabytes
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def warm(self) -> None:
        """Start the process ahead of the first page."""
        if self._process is None:
            self._start()

    def read(self, page: bytes, url: str, encoding: str | None, habit: Habit) -> wirecopy.Article | Refused:
        if self._process is None or not self._process.is_alive():
            self.close()
            self._start()
        assert self._pipe is not None and self._process is not None
        try:
            self._pipe.send((page, url, encoding, habit))
            if not self._pipe.poll(self.seconds):
                self.close()
                return Refused("too-slow", f"the page took longer than {self.seconds:g} seconds to read")
            answer: wirecopy.Article | Refused = self._pipe.recv()
            return answer
        except (EOFError, OSError):
            self._process.join(1)
            code = self._process.exitcode
            self.close()
            return Refused("reader-died", f"its reader died (exit code {code}); the log says more", again=True)

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.megabytes), name="reader", daemon=True)
        self._process.start()
        theirs.close()

    def close(self) -> None:
        if self._pipe:
            self._pipe.close()
        if self._process and self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None


class Readers:
    """As many readers as there are hands; a hand waits until one is free."""

    def __init__(self, count: int, seconds: float, megabytes: int) -> None:
        self._all = [Reader(seconds, megabytes) for _ in range(max(1, count))]
        self._free: queue.SimpleQueue[Reader] = queue.SimpleQueue()
        for reader in self._all:
            self._free.put(reader)

    def read(self, page: bytes, url: str, encoding: str | None, habit: Habit) -> wirecopy.Article | Refused:
        reader = self._free.get()
        try:
            return reader.read(page, url, encoding, habit)
        finally:
            self._free.put(reader)

    def warm(self) -> None:
        for reader in self._all:
            reader.warm()

    def close(self) -> None:
        for reader in self._all:
            reader.close()
