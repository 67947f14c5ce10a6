"""Which records are in a table that another system wrote, and which of its lines are none?

A record may run over several lines within quotes. A quote that is never closed must not swallow what follows: the line that opens it is
broken, and the next one is read as if it stood first.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

LONGEST = 1 << 16  # letters of a line, and of a record
OVER = 50  # lines that a record may run over
SHOWN = 1000  # letters of a broken line that are kept for the report
DELIMITERS = (",", ";", "\t", "|")
OPEN = "opens a quote that is not closed"
_QUOTE = re.compile(r' *"')
_QUOTED = re.compile(r' *"([^"]*(?:""[^"]*)*)"(?!") *')
_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Record:
    line: int  # where it begins, from 1
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Broken:
    line: int
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    cut: bool = False


def encoding(lines: Iterable[bytes]) -> str:
    """UTF-8 and UTF-16 by their mark; else UTF-8 where at least half of the lines beyond ASCII are that, and else cp1252."""
    good = bad = 0
    for number, line in enumerate(lines):
        if number == 0 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        if number == 0 and line.startswith(b"\xef\xbb\xbf"):
            return "utf-8-sig"
        if line.isascii():
            continue
        try:
            line.decode()
            good += 1
        except UnicodeDecodeError:
            bad += 1
    return "utf-8" if good >= bad else "cp1252"


def guarded(text: str) -> str:
    """What a spreadsheet would take for a formula gets an apostrophe in front; `unguarded` takes it off again."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def split(text: str, delimiter: str) -> list[str] | str:
    """The cells of a record, or a sentence of why it is none; OPEN: it ends within quotes."""
    if '"' not in text:
        return text.split(delimiter)
    cells, at = [], 0
    while True:
        if _QUOTE.match(text, at):
            found = _QUOTED.match(text, at)
            if found is None:
                return OPEN
            cells.append(found[1].replace('""', '"'))
            at = found.end()
            if at < len(text) and not text.startswith(delimiter, at):
                return "has signs behind a closing quote"
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            cells.append(text[at:end])
            at = end
        if at == len(text):
            return cells
        at += 1


class Lines:
    """Lines of a file, of bounded length, some of which may be given back. `readline` is that of a text file."""

    def __init__(self, readline: Callable[[int], str]) -> None:
        self._readline, self._ahead, self._number = readline, deque[_Line](), 0

    def take(self) -> _Line | None:
        if self._ahead:
            return self._ahead.popleft()
        text = self._readline(LONGEST)
        if not text:
            return None
        self._number += 1
        if text.endswith("\n") or len(text) < LONGEST:
            return _Line(self._number, text.removesuffix("\n"))
        while (more := self._readline(LONGEST)) and not more.endswith("\n"):
            pass
        return _Line(self._number, text[:SHOWN], cut=True)

    def back(self, lines: Iterable[_Line]) -> None:
        self._ahead.extendleft(reversed(list(lines)))


def records(lines: Lines, delimiter: str, columns: int, alone: Callable[[Sequence[str]], bool]) -> Iterator[Record | Broken]:
    """Every record, and every line that is none. `alone`: are these cells a record for sure, so that no open quote may run over them?"""
    while (first := lines.take()) is not None:
        if first.cut:
            yield Broken(first.number, f"is longer than {LONGEST:,} letters", first.text)
            continue
        if not first.text.strip():
            continue
        found = split(first.text, delimiter)
        if found is OPEN:
            found, more = _run_on(first.text, lines, delimiter)
            if not isinstance(found, list) or len(found) != columns or any(_alone(line, delimiter, columns, alone) for line in more):
                lines.back(more)
                found = OPEN
        if isinstance(found, str):
            yield Broken(first.number, found, first.text[:SHOWN])
        elif len(found) < columns or any(cell.strip() for cell in found[columns:]):
            yield Broken(first.number, f"has {len(found)} cells where the first line has {columns}", first.text[:SHOWN])
        else:
            yield Record(first.number, found)


def _run_on(text: str, lines: Lines, delimiter: str) -> tuple[list[str] | str, list[_Line]]:
    """What `text`, which ends within quotes, makes together with the lines after it; and these lines."""
    more: list[_Line] = []
    while len(more) < OVER and len(text) < LONGEST and (line := lines.take()) is not None:
        more.append(line)
        if line.cut:
            break
        text += "\n" + line.text
        if '"' in line.text and (found := split(text, delimiter)) is not OPEN:
            return found, more
    return OPEN, more


def _alone(line: _Line, delimiter: str, columns: int, alone: Callable[[Sequence[str]], bool]) -> bool:
    cells = split(line.text, delimiter)
    return isinstance(cells, list) and len(cells) == columns and alone(cells)
