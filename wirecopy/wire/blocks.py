"""Which lines of text stand on a page, and where?"""

from __future__ import annotations

import html as entities
from dataclasses import dataclass, field
from itertools import accumulate, chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirecopy.wire import clean, line_breaks
from wirecopy.wire.boxes import Box, boxed
from wirecopy.wire.elements import (
    BLOCK_END,
    BLOCK_STYLE,
    BLOCKED,
    BREAK,
    BREAKS,
    DOES,
    FORMAT,
    HEARD,
    INLINE,
    PICTURE,
    TEXT,
    leads,
    named,
    only_heard,
    tells,
)
from wirecopy.wire.letters import WIDE, all_letters, size_of

MOST_FORMATS = 40
MOST_LINES = 8000  # read in a second or so; the longest of some hundred recorded news pages has fewer than 2,000
LONG, LITTLE = 60, 400  # letters of a line of prose; letters of prose on a page that may have more
SAMPLED = 8  # one letter in so many tells whether the script of a page is one of few letters
MOST_ASKED = 50  # times on a page that a menu turned out to be none: to look through all in it is not free


class Line:
    """One line of text: what stands between two block boundaries. `link` counts the letters of it that are link text.

    `tag`, `level` (1 to 6 in a heading, else 0) and `path` are those of its box, at hand because they are asked for a dozen times each.
    """

    __slots__ = ("box", "hrefs", "key", "level", "link", "link_share", "number", "parts", "path", "size", "tag", "text", "words")
    key: str  # letters and digits only, in lower case: two lines with one key say the same
    size: int  # in letters; signs of scripts that say as much in a third of the letters count for three

    def __init__(
        self, number: int, text: str, key: str, box: Box, link: int, hrefs: tuple[str, ...], words: str, parts: list[str]
    ) -> None:  # fmt: skip
        self.number, self.text, self.key, self.box, self.link, self.hrefs = number, text, key, box, link, hrefs
        self.words, self.parts = words, parts  # `words`: what the inline elements in it are called
        self.tag, self.level, self.path = box.tag, box.level, box.path
        self.link_share = min(1.0, link / len(text)) if link else 0.0
        self.size = len(text)

    @property
    def called(self) -> str:
        """What it and the boxes close around it are called."""
        box = self.box
        first = box.parent
        second = first and first.parent
        return f"{self.words} {box.words} {first.words if first else ''} {second.words if second else ''}"

    @property
    def near(self) -> str:
        """What it and its own box are called."""
        return f"{self.words} {self.box.words}"

    def html(self, base: str | None) -> str:
        whole = "".join(self.parts)
        if whole == self.text:  # which is safe, and holds nothing that HTML writes otherwise
            return whole
        if "<" in whole or "\r" in whole or len(whole) > clean.LARGEST:
            return clean.html(whole, base)
        return clean.safe(whole).replace("\xa0", "&nbsp;").strip()  # a text without marks, escaped: nothing to take out of it


@dataclass(slots=True, eq=False)
class Picture:
    attributes: dict[str, str | None]
    box: Box
    before: int  # the number of the line that follows it


@dataclass(slots=True)
class Blocks:
    lines: list[Line] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)


def blocks(tree: LexborHTMLParser) -> Blocks:
    """The lines and pictures of a page in the order of its source, MOST_LINES at most."""
    body = tree.body
    if body is None:
        return Blocks()
    walk = _Walk(body)
    if walk.passed and not walk.tells():  # then a box around all may be called like a menu: look into everything
        whole = _Walk(body, asked=MOST_ASKED)
        walk = whole if whole.tells() else walk
    return walk.found()


class _Walk:
    """Enters and leaves nodes in source order. A line ends where a block begins or ends, and at an empty line made of two <br>."""

    __slots__ = (
        "asked", "box", "broke", "broken", "formats", "fresh", "hrefs", "leads", "link", "parts", "passed", "pictures", "rows", "texts",
        "words",
    )  # fmt: skip

    def __init__(self, body: LexborNode, asked: int = 0) -> None:
        self.rows: list[line_breaks.Row] = []
        self.pictures: list[Picture] = []
        self.box = boxed(body, "body", Box("body", "", None))
        self.asked, self.passed, self.broken = asked, False, False
        self.formats: list[str] = []  # start tags that are open here
        self.leads: list[str] = []  # where the links among them lead: one may be around many lines
        self.reset()
        self.through(body)
        self.flush()

    def reset(self) -> None:
        self.texts: list[str] = []
        self.parts: list[str] = self.formats.copy()
        self.hrefs: list[str] = self.leads.copy()
        self.words: list[str] = []
        self.link = 0
        self.broke = False
        self.fresh = True  # nothing came since

    def flush(self) -> None:
        if "pre" in self.box.tags and len(self.texts) == len(self.parts):
            self.rows += line_breaks.of_typed_text(self.texts, self.box)
            self.reset()
            return
        text = " ".join("".join(self.texts).split()) if self.texts else ""
        if text:
            self.rows.append((text, self.box, self.link, tuple(self.hrefs), " ".join(self.words), self.parts))
        self.reset()

    def tells(self) -> bool:
        """Is there some prose: long lines that are hardly links?"""
        letters = 0
        for text, _, link, *_ in self.rows:
            if len(text) >= LONG and 2 * link < len(text):
                letters += len(text)
                if letters >= LITTLE:
                    return True
        return False

    def found(self) -> Blocks:
        """What the walk met. The letters of all lines are looked at together, at the price of a few."""
        rows = self.parted() if self.broken else self.rows
        texts = clean.plain_lines([row[0] for row in rows[:MOST_LINES]])
        keys = all_letters(texts)
        if not all(texts):  # nothing but invisible signs stood there
            number = list(accumulate(map(bool, texts), initial=0))
            for picture in self.pictures:
                picture.before = number[min(picture.before, len(texts))]
        whole = [(text, key, row) for text, key, row in zip(texts, keys, rows, strict=False) if text]
        lines = [Line(n, text, key, *row[1:]) for n, (text, key, row) in enumerate(whole)]
        if WIDE.search("".join(keys)[::SAMPLED]):
            for line in lines:
                line.size = size_of(line.text)
        return Blocks(lines, self.pictures)

    def parted(self) -> list[line_breaks.Row]:
        """The rows, those that a <br> parts into paragraphs as several."""
        many = [line_breaks.lines(row, MOST_LINES) if line_breaks.BREAK in row[-1] else [row] for row in self.rows]
        starts = list(accumulate(map(len, many), initial=0))
        for picture in self.pictures:
            picture.before = starts[picture.before]
        return list(chain.from_iterable(many))

    def through(self, body: LexborNode) -> None:
        """The loop over all nodes in body. What most nodes need stands in it: pages have thousands, and a call costs more than a test."""
        rows, pictures = self.rows, self.pictures
        known: dict[int, tuple[int, str]] = {}  # by the parser's number of a tag, which is had in half the time of its name
        open_now: list[tuple[LexborNode, Box | str]] = []  # what each leaves behind: the box around a block, or an end tag
        node = body.first_child
        while node is not None:
            number = node.tag_id
            does, tag = known.get(number) or known.setdefault(number, (DOES.get(node.tag or "", INLINE), node.tag or ""))
            if does == TEXT:
                text = node.text_content or ""
                if self.texts or not text.isspace():  # most texts are what indents the source
                    self.text(text)
            elif does == BLOCKED:
                if not self.fresh:
                    self.flush()
                if len(rows) >= MOST_LINES:
                    break
                child = node.first_child
                if child is not None:
                    around, self.box = self.box, boxed(node, tag, self.box)
                    if not (leads(tag, self.box.words) and self.passes_over(node, tag)):
                        open_now.append((node, around))
                        node = child
                        continue
                    self.box = around
            elif does == INLINE:
                child = node.first_child
                end = self.inline(node, tag, child is None)
                if child is not None and end is not None:
                    open_now.append((node, end))
                    node = child
                    continue
                if end:
                    self.ends(end)
            elif does == PICTURE:
                pictures.append(Picture(node.attributes, self.box, len(rows)))
            elif does == BREAK:
                self.breaks()
            after = node.next
            while after is None and open_now:
                node, behind = open_now.pop()
                if isinstance(behind, Box):
                    if not self.fresh:
                        self.flush()
                    self.box = behind
                elif behind:
                    self.ends(behind)
                after = node.next
            node = after

    def passes_over(self, node: LexborNode, tag: str) -> bool:
        """Does what calls itself a menu or a foot, `box`, hold nothing but ways to other pages? Half of all lines stand in such."""
        if self.asked >= MOST_ASKED or tells(node, tag, self.box.words, self.box.tags):
            self.asked += 1
            return False
        self.passed = True
        return True

    def text(self, text: str) -> None:
        if self.broke and not text.isspace():
            self.broke = False
        self.fresh = False
        self.texts.append(text)
        self.parts.append(entities.escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text)
        if self.leads:
            self.link += len(text.strip())

    def breaks(self) -> None:
        if self.broke:
            self.flush()
        else:
            self.texts.append(" ")
            self.parts.append(line_breaks.BREAK)
            self.broken = True
        self.broke, self.fresh = True, False

    def inline(self, node: LexborNode, tag: str, empty: bool) -> str | None:
        """Begin an inline element. Its end tag, "" where the tag is not kept, None where it is not to be read.

        What is styled as a block begins and ends lines as one.
        """
        given = node.attributes
        if given:
            if tag in HEARD and only_heard(given):
                return None
            if "style" in given and BLOCK_STYLE.search(given["style"] or ""):
                if not self.fresh:
                    self.flush()
                return BLOCK_END
            words = named(given)
            if empty and "br" in words and BREAKS.search(words):
                self.breaks()
                return None
            self.words.append(words)
            self.fresh = False
        end = FORMAT.get(tag, "")
        if not end or len(self.formats) >= MOST_FORMATS or (tag == "a" and "href" not in given):
            return ""
        if tag == "a":
            href = given["href"] or ""
            self.leads.append(href)
            self.hrefs.append(href)
            start = f'<a href="{entities.escape(href)}">'
        else:
            start = f"<{tag}>"
        self.formats.append(start)
        self.parts.append(start)
        self.fresh = False
        return end

    def ends(self, end: str) -> None:
        if end == BLOCK_END:
            if not self.fresh:
                self.flush()
            return
        self.parts.append(end)
        self.formats.pop()
        self.fresh = False
        if end == "</a>":
            self.leads.pop()
