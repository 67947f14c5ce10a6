"""Does a line hold one of these phrases? Many alternatives at once, without trying each of them on each sign of each line."""

from __future__ import annotations

import re
from collections.abc import Iterable

_GROUP = re.compile(r"\((?:\?[:!=<][^()]*|[^()]*)\)[?*]?(?:\{[^}]*\})?")
_BREAK = re.compile(r"\\.|\[[^\]]*\]\??|.[?*+]|.\{[^}]*\}|[.^$+]")


def needed(pattern: str) -> str:
    """The longest run of signs that whatever matches `pattern` holds; empty where there is none."""
    while (flat := _GROUP.sub("\n", pattern)) != pattern:
        pattern = flat
    if "|" in pattern:  # one of several, and none is needed
        return ""
    return max(_BREAK.sub("\n", pattern).split("\n"), key=len)


def small(text: str) -> str:
    """`text` in small letters, the Turkish I with its dot too."""
    return text.lower() if "İ" not in text else text.replace("İ", "i").lower()


class Phrases:
    """Patterns in small letters; capitals make no difference.

    One is tried only where the signs stand that it needs, and that most lines do not hold: to look for signs takes a hundredth of the time.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        by_need: dict[str, list[str]] = {}
        for pattern in patterns:
            by_need.setdefault(needed(pattern), []).append(pattern)
        self._patterns = tuple((need, re.compile("|".join(some))) for need, some in by_need.items())

    def within(self, text: str) -> Phrases:
        """Those that may stand in lines of `text`: where one looks for many of them in many lines, they are made few first."""
        low, few = small(text), Phrases(())
        few._patterns = tuple((need, pattern) for need, pattern in self._patterns if need in low)
        return few

    def search(self, text: str) -> re.Match[str] | None:
        """The phrase that comes first in the text."""
        low = small(text)
        found = [hit for need, pattern in self._patterns if need in low and (hit := pattern.search(low))]
        return min(found, key=lambda hit: hit.start()) if found else None
