"""Which single <br> ends a paragraph? Weblogs, old pages and agencies' customers part whole paragraphs by no more than that."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

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


def lines(row: Row, most: int) -> list[Row]:
    """A line that holds a <br>, as the lines that a reader sees it as, `most` of them. Verses, addresses and wrapped lines stay one."""
    _, box, _, _, words, parts = row
    if box.level or not ONE_THING.isdisjoint(box.tags):
        return [row]
    groups: list[list[Piece]] = []
    before, last = "", Piece(())
    for piece in _pieces(parts):
        if len(groups) > most:
            break
        text = _text(piece.parts)
        if not groups or (before and text and _ends(before, last, text, piece)):
            groups.append([piece])
        else:
            groups[-1].append(piece)
        if text:
            before, last = text, piece
    return [_row(_joined(group), box, words) for group in groups[:most]] if len(groups) > 1 else [row]


@dataclass(slots=True)
class Piece:
    """What stands between two breaks. `marks`: those that are open where it begins."""

    marks: tuple[str, ...]
    parts: list[str] = field(default_factory=list)
    left: tuple[str, ...] = ()  # those that are open where it ends


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


def _ends(before: str, last: Piece, after: str, piece: Piece) -> bool:
    """Does a paragraph end between these two?"""
    if SENTENCE.search(before) or POINT.match(after):
        return True
    if size_of(before) > SHORT or after[0].islower() or wholly(last.parts, "a", marks=last.marks):  # a link heads what it leads to
        return False
    bold, next_bold = wholly(last.parts, *BOLD, marks=last.marks), wholly(piece.parts, *BOLD, marks=piece.marks)
    return size_of(after) >= max(LONG, 2 * size_of(before)) or bold != next_bold or (bold and not piece.marks)


def _pieces(parts: Sequence[str]) -> Iterator[Piece]:
    marks: tuple[str, ...] = ()
    piece = Piece(marks)
    for part in parts:
        if part == BREAK:
            piece.left = marks
            yield piece
            piece = Piece(marks)
            continue
        piece.parts.append(part)
        if part.startswith("</"):
            marks = marks[:-1]
        elif part.startswith("<"):
            marks = (*marks, part)
    yield piece


def _joined(group: Sequence[Piece]) -> list[str]:
    """The pieces of one line, with the marks that are open where it begins and ends."""
    parts = [*group[0].marks, *group[0].parts]
    for piece in group[1:]:
        parts += [BREAK, *piece.parts]
    return parts + [f"</{_tag(mark)}>" for mark in reversed(group[-1].left)]


def _text(piece: Sequence[str]) -> str:
    """What is read of it; a break in it parts words."""
    shown = [" " if part == BREAK else part for part in piece if part == BREAK or not part.startswith("<")]
    return " ".join(entities.unescape("".join(shown)).split())


def wholly(parts: Sequence[str], *tags: str, marks: Sequence[str] = ()) -> bool:
    """Does all of it stand in elements of these tags? `marks`: start tags that are open before it."""
    inside = sum(_tag(mark) in tags for mark in marks)
    for part in parts:
        if part.startswith("</"):
            inside -= part[2:-1] in tags
        elif part.startswith("<"):
            inside += _tag(part) in tags
        elif not inside and not part.isspace():
            return False
    return True


def _tag(start: str) -> str:
    return start[1:].partition(" ")[0].rstrip(">")
