"""How many letters may leave just now?"""

from __future__ import annotations

from collections.abc import Callable


class Rate:
    """At most so many a minute. A second's worth may leave at once, at least one; what was not sent is not made up for."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._second, self._clock = a_minute / 60, clock
        self._most = max(1.0, self._second)
        self._saved, self._at = 0.0, clock()  # it begins with nothing, so that starting over and over is no way around it

    def room(self, wanted: int) -> int:
        if not self._second:
            return wanted
        now = self._clock()
        self._saved = min(self._most, self._saved + (now - self._at) * self._second)
        self._at = now
        return min(wanted, int(self._saved + 1e-9))

    def take(self, letters: int) -> None:
        self._saved -= letters
