"""Which single <br> ends a paragraph? Weblogs, old pages and agencies' customers part whole paragraphs by no more than that."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence

from wirecopy.wire.boxes import Box

Row = tuple[str, Box, int, tuple[str, ...], str, list[str]]  # what a line is made of: text, box, letters in links, hrefs, words, parts
BREAK, LINK = "<br>", '<a href="'
ONE_THING = frozenset(["li", "dd", "dt", "figcaption", "figure", "caption", "address"])  # what stands in one of them is one line
BOLD = ("b", "strong")
SENTENCE = re.compile(r"[.!?…:。！？।؟۔][\"'”»“’」』）)\]]{0,3}$")
POINT = re.compile(r"[*•▪●■◆►▶・·–—-]\s|[•▪●■◆►▶・]")
SHORT, LONG = 80, 100  # letters of a heading, a byline or a place at most, and of the text under it at least


def lines(row: Row) -> list[Row]:
    """A line that holds a <br>, as the lines that a reader sees it as. Verses, addresses and lines that were wrapped stay one."""
    _, box, _, _, words, parts = row
    if box.level or not ONE_THING.isdisjoint(box.tags):
        return [row]
    groups: list[list[str]] = []
    before, last = "", list[str]()
    for piece in _pieces(parts):
        text = _text(piece)
        if not groups or (before and text and _ends(before, last, text, piece)):
            groups.append(piece)
        else:
            groups[-1] = [*groups[-1], BREAK, *piece]
        if text:
            before, last = text, piece
    return [_row(group, box, words) for group in groups] if len(groups) > 1 else [row]


def _row(parts: list[str], box: Box, words: str) -> Row:
    hrefs, link, inside = [], 0, False
    for part in parts:
        if part.startswith(LINK):
            hrefs.append(entities.unescape(part[len(LINK) : -len('">')]))
            inside = True
        elif part == "</a>":
            inside = False
        elif inside and not part.startswith("<"):
            link += len(entities.unescape(part).strip())
    return _text(parts), box, link, tuple(hrefs), words, parts


def _ends(before: str, marked: Sequence[str], after: str, next_marked: Sequence[str]) -> bool:
    """Does a paragraph end between these two? `marked`, `next_marked`: the same with their marks."""
    if SENTENCE.search(before) or POINT.match(after):
        return True
    if len(before) > SHORT or after[0].islower() or _wholly(marked, "a"):  # a link heads what it leads to
        return False
    return len(after) >= max(LONG, 2 * len(before)) or (_wholly(marked, *BOLD) and not _wholly(next_marked, *BOLD))


def _pieces(parts: Sequence[str]) -> list[list[str]]:
    """What stands between the breaks, with the marks that are open there."""
    found: list[list[str]] = [[]]
    marks: list[str] = []
    for part in parts:
        if part == BREAK:
            found[-1] += [f"</{mark[1:].partition(' ')[0].rstrip('>')}>" for mark in reversed(marks)]
            found.append(marks.copy())
            continue
        found[-1].append(part)
        if part.startswith("</"):
            marks.pop()
        elif part.startswith("<"):
            marks.append(part)
    return found


def _text(piece: Sequence[str]) -> str:
    """What is read of it; a break in it parts words."""
    shown = [" " if part == BREAK else part for part in piece if part == BREAK or not part.startswith("<")]
    return " ".join(entities.unescape("".join(shown)).split())


def _wholly(piece: Sequence[str], *tags: str) -> bool:
    """Does all of it stand in elements of these tags?"""
    inside = 0
    for part in piece:
        if part.startswith("</"):
            inside -= part[2:-1] in tags
        elif part.startswith("<"):
            inside += part[1:-1].partition(" ")[0] in tags
        elif not inside and not part.isspace():
            return False
    return True
