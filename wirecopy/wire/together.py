"""How do many visits write their rows at little cost? What is asked for while the thread of the rows is busy is done in one go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, TypeVar

Given = TypeVar("Given")
Got = TypeVar("Got")
MOST = 50  # done in one go: they share one transaction, which must be short


class Together(Generic[Given, Got]):
    """Calls `deed` in `thread` with a list of what was given, and hands each giver its own result.

    Nobody waits for a list to fill: it holds what came while the one before was done. One that raises is done again,
    each of its givens alone, so that a fault strikes the one that has it.
    """

    def __init__(self, thread: Executor, deed: Callable[[Sequence[Given]], Sequence[Got]]) -> None:
        self._thread, self._deed = thread, deed
        self._waiting: list[tuple[Given, asyncio.Future[Got]]] = []
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, given: Given) -> Got:
        result: asyncio.Future[Got] = asyncio.get_running_loop().create_future()
        self._waiting.append((given, result))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await result

    async def _run(self) -> None:
        while self._waiting:
            batch = self._waiting[:MOST]
            del self._waiting[:MOST]
            if not await self._done(batch, alone=len(batch) == 1):
                for one in batch:
                    await self._done([one], alone=True)
        self._running = None

    async def _done(self, batch: list[tuple[Given, asyncio.Future[Got]]], *, alone: bool) -> bool:
        doing = asyncio.get_running_loop().run_in_executor(self._thread, self._deed, [given for given, _ in batch])
        await asyncio.wait([doing])
        error = doing.exception()
        if error is not None and not alone:
            return False
        for number, (_, result) in enumerate(batch):
            if result.cancelled():
                continue
            if error is None:
                result.set_result(doing.result()[number])
            else:
                result.set_exception(error)
        return True
