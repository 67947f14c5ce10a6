"""What is the text of a page that draws it by a script? The longest string in its scripts that is written in paragraphs."""

from __future__ import annotations

import json
import re
from contextlib import suppress

from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire import lines as rules
from wirecopy.wire.blocks import Line, blocks

ENDS = ("\\u003c/p\\u003e", "\\u003C/p\\u003E", "<\\/p>", "</p>")  # a paragraph's end as scripts write it
FEWEST = 3  # paragraphs
LONGEST = 400_000
CAPTION = re.compile(r"caption|legende|bildunterschrift|credit")
MARK = re.compile(r"[$%#{\[]{2,}[\w .:-]{1,60}[$%#}\]]{2,}")
MOST = 8  # strings that are looked into


def text(page: str) -> str:
    """The paragraphs, one a line; empty where no script holds any."""
    best = ""
    for string in strings(page):
        parts = [line.text for line in blocks(LexborHTMLParser(string)).lines if not apart(line)]
        if len(parts) >= FEWEST:
            best = max(best, "\n".join(parts), key=len)
    return best


def apart(line: Line) -> bool:
    """Is it a caption, a plea or the like, or a mark for the script to put something in?"""
    return bool(rules.label(line, False, False) or CAPTION.search(line.called) or MARK.fullmatch(line.text))


def strings(page: str) -> list[str]:
    """The strings of scripts that hold paragraphs, unescaped."""
    found: list[str] = []
    for end in ENDS:
        at = page.find(end)
        while at >= 0 and len(found) < MOST:
            start, stop = opening(page, at), closing(page, at)
            if 0 < stop - start < LONGEST and page.count(end, start, stop) >= FEWEST and in_script(page, start):
                with suppress(ValueError):  # no string of JSON: another script language, or a cut page
                    found.append(json.loads(f'"{page[start:stop]}"', strict=False))
            at = page.find(end, max(stop, at + 1))
    return found


def in_script(page: str, at: int) -> bool:
    return page.rfind("<script", 0, at) > page.rfind("</script", 0, at)


def opening(page: str, at: int) -> int:
    """Where the string that holds `at` begins: after the last quotation mark before it that no backslash escapes."""
    while (at := page.rfind('"', 0, at)) > 0 and page[at - 1] == "\\":
        pass
    return at + 1


def closing(page: str, at: int) -> int:
    while (at := page.find('"', at + 1)) > 0 and page[at - 1] == "\\":
        pass
    return at
