"""What may hostile input cost? Processor time, told in seconds of a quiet machine: a guard against blow-ups, no measurement."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

QUIET = 0.13  # seconds of a million turns of the loop below on a quiet machine with CPython 3.11
SLACK = 2  # a blow-up costs a hundred times its bound, a busy neighbour a part of it


def slowness() -> float:
    """How many times slower than a quiet machine is this one just now? 1 at least."""
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number & 7
    return max(1.0, (time.process_time() - began) / QUIET)


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Fails where what stands inside takes clearly more processor time than this many seconds of a quiet machine."""
    began = time.process_time()
    yield
    spent = time.process_time() - began
    if spent > seconds:
        allowed = seconds * SLACK * slowness()
        assert spent <= allowed, f"{spent:.1f} s of processor time, {allowed:.1f} allowed"
