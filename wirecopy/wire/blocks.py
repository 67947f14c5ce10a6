"""Which lines of text stand on a page, and where?"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirecopy.wire import clean
from wirecopy.wire.elements import BLOCKED, BREAK, BREAKS, DOES, FORMAT, HEARD, INLINE, PICTURE, TEXT, named, only_heard

HEADINGS = {f"h{n}": n for n in range(1, 7)}
DEEPEST = 300  # boxes; real pages reach 150. What nests deeper lies side by side, so that no walk upwards is long
MOST_FORMATS = 40
MOST_LINES = 8000  # read in a second or so; the longest of some hundred recorded news pages has fewer than 2,000
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
LETTERS = re.compile(r"[\W_]+")
ASCII_LOWER = bytes.maketrans(bytes(range(65, 91)), bytes(range(97, 123)))
ASCII_OTHERS = bytes(n for n in range(128) if not chr(n).isalnum())


@dataclass(slots=True, eq=False)
class Box:
    """An element that holds lines: its tag and what its class, id and role call it, in lower case."""

    tag: str
    words: str
    parent: Box | None
    depth: int
    hidden: bool = False
    tags: frozenset[str] = frozenset()  # of itself and all boxes above
    path: int = 0  # the same for boxes under the same tags and first classes
    level: int = 0  # 1 to 6 in a heading (at most two boxes up), else 0

    def up(self) -> Iterator[Box]:
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def within(self, *tags: str) -> Box | None:
        """The nearest box of one of these tags that this one stands in, itself included."""
        return None if self.tags.isdisjoint(tags) else next((box for box in self.up() if box.tag in tags), None)


@dataclass(eq=False)
class Line:
    """One line of text: what stands between two block boundaries. `link` counts the letters of it that are link text."""

    number: int
    text: str
    box: Box
    link: int
    hrefs: tuple[str, ...]
    words: str  # what the inline elements in it are called
    parts: list[str]
    # Of its box or of the above, at hand because they are asked for a dozen times each.
    tag: str = field(init=False)
    level: int = field(init=False)  # 1 to 6 in a heading, else 0
    path: int = field(init=False)
    link_share: float = field(init=False)

    def __post_init__(self) -> None:
        box = self.box
        self.tag, self.level, self.path = box.tag, box.level, box.path
        self.link_share = min(1.0, self.link / max(1, len(self.text))) if self.link else 0.0

    @cached_property
    def key(self) -> str:
        """Letters and digits only, in lower case: two lines with one key say the same."""
        return letters(self.text)

    @cached_property
    def called(self) -> str:
        """What it and the boxes close around it are called."""
        return " ".join([self.words, *(b.words for _, b in zip(range(3), self.box.up(), strict=False))])

    @property
    def near(self) -> str:
        """What it and its own box are called."""
        return f"{self.words} {self.box.words}"

    def html(self, base: str | None) -> str:
        whole = "".join(self.parts)
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


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    few = text.encode("utf-8", "surrogatepass").translate(ASCII_LOWER, ASCII_OTHERS)
    if few.isascii():
        return few.decode("ascii")
    rest = few.decode("utf-8", "surrogatepass")
    return (rest if rest.isalnum() else LETTERS.sub("", rest)).lower()


def blocks(tree: LexborHTMLParser) -> Blocks:
    """The lines and pictures of a page in the order of its source, MOST_LINES at most."""
    body = tree.body
    if body is None:
        return Blocks()
    walk = _Walk(boxed(body, "body", Box("body", "", None, 0)))
    walk.through(body)
    walk.flush()
    del walk.found.lines[MOST_LINES:]
    return walk.found


class _Walk:
    """Enters and leaves nodes in source order. A line ends where a block begins or ends, and at an empty line made of two <br>."""

    def __init__(self, box: Box) -> None:
        self.found = Blocks()
        self.box = box
        self.formats: list[str] = []  # start tags that are open here
        self.links = 0
        self.heard: dict[str, bool] = {}  # by class: is it only heard?
        self.reset()

    def reset(self) -> None:
        self.texts: list[str] = []
        self.parts: list[str] = self.formats.copy()
        self.hrefs: list[str] = []
        self.words: list[str] = []
        self.link = 0
        self.broke = False

    def flush(self) -> None:
        if self.texts:
            text = clean.plain("".join(self.texts) if len(self.texts) > 1 else self.texts[0])
            if text:
                lines, words = self.found.lines, " ".join(self.words)
                lines.append(Line(len(lines), text, self.box, self.link, tuple(self.hrefs), words, self.parts))
            self.reset()
        elif self.parts or self.words or self.broke:
            self.reset()

    def through(self, body: LexborNode) -> None:
        """The loop over all nodes in body. What most nodes need stands in it: pages have thousands, and a call costs more than a test."""
        lines = self.found.lines
        open_now: list[tuple[LexborNode, Box | str]] = []  # what each leaves behind: the box around a block, or an end tag
        node = body.first_child
        while node is not None and len(lines) < MOST_LINES:
            tag = node.tag or ""
            does = DOES.get(tag, INLINE)
            if does == TEXT:
                text = node.text_content or ""
                if self.texts or not text.isspace():  # most texts are what indents the source
                    self.text(text)
            elif does == BLOCKED:
                self.flush()
                child = node.first_child
                if child is not None:
                    open_now.append((node, self.box))
                    self.box = boxed(node, tag, self.box)
                    node = child
                    continue
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
                self.found.pictures.append(Picture(node.attributes, self.box, len(lines)))
            elif does == BREAK:
                self.breaks()
            after = node.next
            while after is None and open_now:
                node, behind = open_now.pop()
                if isinstance(behind, Box):
                    self.flush()
                    self.box = behind
                elif behind:
                    self.ends(behind)
                after = node.next
            node = after

    def text(self, text: str) -> None:
        if self.broke and not text.isspace():
            self.broke = False
        self.texts.append(text)
        self.parts.append(entities.escape(text, quote=False) if "&" in text or "<" in text or ">" in text else text)
        if self.links:
            self.link += len(text.strip())

    def breaks(self) -> None:
        if self.broke:
            self.flush()
        else:
            self.texts.append(" ")
            self.parts.append("<br>")
        self.broke = True

    def inline(self, node: LexborNode, tag: str, empty: bool) -> str | None:
        """Begin an inline element. Its end tag, "" where the tag is not kept, None where it is not to be read."""
        given = node.attributes
        if given:
            if tag in HEARD and only_heard(given, self.heard):
                return None
            words = named(given)
            if empty and "br" in words and BREAKS.search(words):
                self.breaks()
                return None
            self.words.append(words)
        end = FORMAT.get(tag, "")
        if not end or len(self.formats) >= MOST_FORMATS:
            return ""
        if tag == "a":
            href = given.get("href") or ""
            self.links += 1
            self.hrefs.append(href)
            start = f'<a href="{entities.escape(href)}">'
        else:
            start = f"<{tag}>"
        self.formats.append(start)
        self.parts.append(start)
        return end

    def ends(self, end: str) -> None:
        self.parts.append(end)
        self.formats.pop()
        if end == "</a>":
            self.links -= 1


def boxed(node: LexborNode, tag: str, around: Box) -> Box:
    """The box of a block. What nests deeper than DEEPEST is put beside the box around it."""
    given = node.attributes
    words, hidden = "", around.hidden
    if given:
        words = named(given)
        hidden = hidden or "hidden" in given or ("style" in given and HIDDEN.search(given["style"] or "") is not None)
    over, depth = (around, around.depth + 1) if around.depth < DEEPEST else (around.parent or around, DEEPEST)
    tags = over.tags
    if tag not in tags:
        tags = tags | {tag}
    level = HEADINGS.get(tag, 0)
    if over.level and not level and over.parent:
        level = HEADINGS.get(over.tag) or HEADINGS.get(over.parent.tag, 0)
    return Box(tag, words, over, depth, hidden, tags, hash((over.path, tag, words.partition(" ")[0] if words else "")), level)
