"""Does a line hold one of these phrases? Many alternatives at once, without trying each of them on each sign of each line."""

from __future__ import annotations

import re
from collections.abc import Iterable

_GROUP = re.compile(r"\((?:\?[:!=<][^()]*|[^()]*)\)[?*]?(?:\{[^}]*\})?")
_FIRST_GROUP = re.compile(r"\(([^()?]*)\)(?![?*{])")
_LETTERS = re.compile(r"[^\W\d_]+")
_PARTED = re.compile(r"[ '’-](?![?*{+])")
HEAD = 3  # letters
_STARTS = re.compile(rf"\b\w{{1,{HEAD}}}")
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


def heads(pattern: str) -> set[str]:
    """The first letters, three at most, of the words with which whatever matches a pattern begins; empty where they cannot be told."""
    if not pattern.startswith((r"\b", "^")):
        return set()
    rest = pattern.removeprefix(r"\b").removeprefix("^")
    group = _FIRST_GROUP.match(rest)
    options = [f"{option}{rest[group.end() :]}" for option in group[1].split("|")] if group else [rest]
    found = [head(option) for option in options]
    return set(found) if all(found) else set()


def head(literal: str) -> str:
    """The same of one word: three letters that must stand there, or a shorter word and what parts it from the next."""
    match = _LETTERS.match(literal)
    sure, after = (match[0], literal[match.end() :]) if match else ("", literal)
    if after[:1] in ("?", "*", "{"):
        sure = sure[:-1]
        return sure[:HEAD] if len(sure) >= HEAD else ""
    return sure[:HEAD] if len(sure) >= HEAD or (sure and _PARTED.match(after)) else ""


class Phrases:
    """Patterns in small letters; capitals make no difference.

    One is tried only where a word begins as it does; where that cannot be told, where the signs stand that it needs. Most lines hold
    neither, and to look for them takes a hundredth of the time.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        by_need: dict[str, list[str]] = {}
        by_head: dict[str, list[str]] = {}
        by_opening: dict[str, list[str]] = {}
        for pattern in patterns:
            begins = heads(pattern)
            for start in begins:
                (by_opening if pattern[0] == "^" else by_head).setdefault(start, []).append(pattern)
            if not begins:
                by_need.setdefault(needed(pattern), []).append(pattern)
        self._patterns = tuple((need, re.compile("|".join(some))) for need, some in by_need.items())
        self._begun, self._opening = (
            {start: re.compile("|".join(some)) for start, some in there.items()} for there in (by_head, by_opening)
        )

    def within(self, text: str) -> Phrases:
        """Those that may stand in lines of `text`: where one looks for many of them in many lines, they are made few first."""
        low, few = small(text), Phrases(())
        few._patterns = tuple((need, pattern) for need, pattern in self._patterns if need in low)
        few._begun = {start: self._begun[start] for start in self._begun.keys() & set(_STARTS.findall(low))}
        few._opening = self._opening
        return few

    def search(self, text: str) -> re.Match[str] | None:
        """The phrase that comes first in the text."""
        low = small(text)
        found = [hit for need, pattern in self._patterns if need in low and (hit := pattern.search(low))]
        opening = _STARTS.match(low)
        if opening and opening[0] in self._opening and (hit := self._opening[opening[0]].match(low)):
            return hit
        for start in _STARTS.finditer(low) if self._begun else ():
            if start[0] in self._begun and (hit := self._begun[start[0]].match(low, start.start())):
                found.append(hit)
                break
        return min(found, key=lambda hit: hit.start()) if found else None
