"""Which single <br> ends a paragraph? Weblogs, old pages and agencies' customers part whole paragraphs by no more than that."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence

from wirecopy.wire.boxes import Box
from wirecopy.wire.letters import size_of

Row = tuple[str, Box, int, tuple[str, ...], str, list[str]]  # what a line is made of: text, box, letters in links, hrefs, words, parts
BREAK, LINK = "<br>", '<a href="'
ONE_THING = frozenset(["li", "dd", "dt", "figcaption", "figure", "caption", "address"])  # what stands in one of them is one line
BOLD = ("b", "strong")
SENTENCE = re.compile(r"[.!?…:。！？।؟۔።։][\"'”»“’」』）)\]]{0,3}$")
POINT = re.compile(r"[*•▪●■◆►▶・·–—-]\s|[•▪●■◆►▶・]")
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")
SHORT, LONG = 80, 100  # letters of a heading, a byline or a place at most, and of the text under it at least


def lines(row: Row) -> list[Row]:
    """A line that holds a <br>, as the lines that a reader sees it as. Verses, addresses and lines that were wrapped stay one."""
    _, box, _, _, words, parts = row
    if box.level or not ONE_THING.isdisjoint(box.tags):
        return [row]
    groups: list[list[str]] = []
    before, last = "", list[str]()
    for piece, inside in _pieces(parts):
        text = _text(piece)
        if not groups or (before and text and _ends(before, last, text, piece, inside)):
            groups.append(piece)
        else:
            groups[-1] = [*groups[-1], BREAK, *piece]
        if text:
            before, last = text, piece
    return [_row(group, box, words) for group in groups] if len(groups) > 1 else [row]


def of_typed_text(texts: Sequence[str], box: Box) -> list[Row]:
    """The paragraphs of a text as it was typed, in a <pre>: empty lines part them."""
    parts = [" ".join(part.split()) for part in EMPTY_LINE.split("".join(texts))]
    return [(part, box, 0, (), "", [entities.escape(part, quote=False)]) for part in parts if part]


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


def _ends(before: str, marked: Sequence[str], after: str, next_marked: Sequence[str], inside: bool) -> bool:
    """Does a paragraph end between these two? `marked`, `next_marked`: the same with their marks; `inside`: the break stands in a mark."""
    if SENTENCE.search(before) or POINT.match(after):
        return True
    if size_of(before) > SHORT or after[0].islower() or wholly(marked, "a"):  # a link heads what it leads to
        return False
    bold, next_bold = wholly(marked, *BOLD), wholly(next_marked, *BOLD)
    return size_of(after) >= max(LONG, 2 * size_of(before)) or bold != next_bold or (bold and not inside)


def _pieces(parts: Sequence[str]) -> list[tuple[list[str], bool]]:
    """What stands between the breaks, with the marks that are open there, and whether any is open at the break before it."""
    found: list[tuple[list[str], bool]] = [([], False)]
    marks: list[str] = []
    for part in parts:
        if part == BREAK:
            found[-1][0].extend(f"</{mark[1:].partition(' ')[0].rstrip('>')}>" for mark in reversed(marks))
            found.append((marks.copy(), bool(marks)))
            continue
        found[-1][0].append(part)
        if part.startswith("</"):
            marks.pop()
        elif part.startswith("<"):
            marks.append(part)
    return found


def _text(piece: Sequence[str]) -> str:
    """What is read of it; a break in it parts words."""
    shown = [" " if part == BREAK else part for part in piece if part == BREAK or not part.startswith("<")]
    return " ".join(entities.unescape("".join(shown)).split())


def wholly(piece: Sequence[str], *tags: str) -> bool:
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
