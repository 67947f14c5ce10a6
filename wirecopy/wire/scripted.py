"""What is the text of a page that draws it by a script? The longest string in its scripts that is written in paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from heapq import nlargest

from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire import gate
from wirecopy.wire import lines as rules
from wirecopy.wire.blocks import Line, blocks

ENDS = ("\\u003c/p\\u003e", "\\u003C/p\\u003E", "<\\/p>", "</p>")  # a paragraph's end as scripts write it
FEWEST = 3  # paragraphs
LONGEST = 200_000  # signs
MOST = 3  # strings that are looked into
CAPTION = re.compile(r"caption|legende|bildunterschrift|credit")
MARK = re.compile(r"[$%#{\[]{2,}[\w .:-]{1,60}[$%#}\]]{2,}")


def text(page: str) -> str:
    """The paragraphs, one a line; empty where no script holds any."""
    best = ""
    for string in nlargest(MOST, (string for script in scripts(page) for string in strings(script)), key=len):
        with suppress(gate.Unreadable, ValueError):  # no string of JSON: another script language, or a cut page
            html = gate.admitted(json.loads(f'"{string}"', strict=False))
            parts = [line.text for line in blocks(LexborHTMLParser(html)).lines if not apart(line)]
            if len(parts) >= FEWEST:
                best = max(best, "\n".join(parts), key=len)
    return best


def apart(line: Line) -> bool:
    """Is it a caption, a plea or the like, or a mark for the script to put something in?"""
    return bool(rules.label(line, False, False) or CAPTION.search(line.called) or MARK.fullmatch(line.text))


def scripts(page: str) -> Iterator[str]:
    """What stands in the scripts of a page; the last may be cut off."""
    start = page.find("<script")
    while start >= 0:
        end = page.find("</script", start)
        yield page[start : end if end >= 0 else len(page)]
        start = page.find("<script", end) if end >= 0 else -1


def strings(script: str) -> Iterator[str]:
    """The strings that hold paragraphs, escaped as they stand. Each sign is looked at a few times at most, whatever the script holds."""
    for end in ENDS:
        past, at = 0, script.find(end)
        while at >= 0:
            start, stop = opening(script, at, past), closing(script, at)
            if stop < 0:
                break
            if stop - start < LONGEST and script.count(end, start, stop) >= FEWEST:
                yield script[start:stop]
            past, at = stop, script.find(end, stop)


def opening(script: str, at: int, past: int) -> int:
    """Where the string that holds `at` begins: after the last quotation mark between that no backslash escapes."""
    while (at := script.rfind('"', past, at)) > 0 and script[at - 1] == "\\":
        pass
    return max(at, past) + 1


def closing(script: str, at: int) -> int:
    while (at := script.find('"', at + 1)) > 0 and script[at - 1] == "\\":
        pass
    return at
