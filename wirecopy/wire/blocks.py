"""Which lines of text stand on a page, and where?"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wirecopy.wire import clean

BLOCK = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "menu",
    "nav", "ol", "p", "pre", "section", "summary", "table", "caption", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)
UNREAD = frozenset(
    ["script", "style", "noscript", "template", "svg", "math", "head", "select", "option", "button", "textarea", "input", "label",
    "canvas", "object", "embed", "map", "area", "meta", "link", "audio", "datalist", "dialog", "progress", "rt", "rp"]
)
FORMAT = frozenset(["a", "b", "strong", "i", "em", "u", "s", "sub", "sup", "q", "cite", "abbr", "mark", "small", "code", "del", "ins",
    "time"])
EMBED = frozenset(["iframe", "video", "amp-twitter", "amp-youtube", "amp-instagram"])
HEADINGS = {f"h{n}": n for n in range(1, 7)}
DEEPEST = 300  # boxes; real pages reach 150. What nests deeper lies side by side, so that no walk upwards is long
MOST_FORMATS = 40
MOST_LINES = 8000  # read in a second or so; the longest of some hundred recorded news pages has fewer than 2,000
NAMES = ("class", "id", "role", "itemprop", "data-testid", "data-component")
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
LETTERS = re.compile(r"[\W_]+")


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

    @property
    def tag(self) -> str:
        return self.box.tag

    @property
    def level(self) -> int:
        """1 to 6 in a heading, else 0."""
        return self.box.level

    @cached_property
    def key(self) -> str:
        """Letters and digits only, in lower case: two lines with one key say the same."""
        return letters(self.text)

    @property
    def link_share(self) -> float:
        return min(1.0, self.link / max(1, len(self.text)))

    @cached_property
    def called(self) -> str:
        """What it and the boxes close around it are called."""
        return " ".join([self.words, *(b.words for _, b in zip(range(3), self.box.up(), strict=False))])

    @property
    def near(self) -> str:
        """What it and its own box are called."""
        return f"{self.words} {self.box.words}"

    @property
    def path(self) -> int:
        return self.box.path

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
    return LETTERS.sub("", text).lower()


def blocks(tree: LexborHTMLParser) -> Blocks:
    """The lines and pictures of a page in the order of its source, MOST_LINES at most."""
    walk = _Walk()
    node = tree.body
    while node is not None and len(walk.found.lines) < MOST_LINES:
        tag = node.tag or ""
        if tag == "-text":
            walk.text(node.text_content or "")
        elif walk.enter(node, tag):
            child = node.first_child
            if child is not None:
                node = child
                continue
            walk.leave()
        node = _onward(node, walk)
    walk.flush()
    del walk.found.lines[MOST_LINES:]
    return walk.found


def _onward(node: LexborNode | None, walk: _Walk) -> LexborNode | None:
    """The next node in source order that is not inside this one; what ends before it is left."""
    while node is not None and walk.open:
        after = node.next
        if after is not None:
            return after
        node = node.parent
        walk.leave()
    return None


class _Walk:
    """Enters and leaves nodes in source order. A line ends where a block begins or ends, and at an empty line made of two <br>."""

    def __init__(self) -> None:
        self.found = Blocks()
        self.open: list[str] = []  # what each open node does when it is left: "block", an end tag, or nothing
        self.box = Box("body", "", None, 0)
        self.boxes: list[Box] = []  # what to go back to when a block is left
        self.formats: list[str] = []  # start tags that are open here
        self.links = 0
        self.reset()

    def reset(self) -> None:
        self.texts: list[str] = []
        self.parts: list[str] = list(self.formats)
        self.hrefs: list[str] = []
        self.words: list[str] = []
        self.link = 0
        self.broke = False

    def flush(self) -> None:
        if self.texts:
            text = clean.plain("".join(self.texts))
            if text:
                words = " ".join(self.words)
                line = Line(len(self.found.lines), text, self.box, self.link, tuple(self.hrefs), words, self.parts)
                self.found.lines.append(line)
        self.reset()

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Take note of an element; true where it is open now and its children are to be read."""
        if tag in BLOCK:
            self.flush()
            self.boxes.append(self.box)
            self.box = self.boxed(node, tag)
            self.open.append("block")
            return True
        if tag == "br":
            self.breaks()
        elif tag == "img":
            self.found.pictures.append(Picture(node.attributes, self.box, len(self.found.lines)))
        elif tag not in EMBED and tag not in UNREAD and tag[:1] not in "-!_":
            self.open.append(self.inline(node, tag))
            return True
        return False

    def leave(self) -> None:
        """Leave the innermost open element."""
        ends = self.open.pop()
        if ends == "block":
            self.flush()
            self.box = self.boxes.pop()
        elif ends:
            self.parts.append(ends)
            self.formats.pop()
            if ends == "</a>":
                self.links -= 1

    def text(self, text: str) -> None:
        if text.isspace():
            if not self.texts:
                return  # most text nodes: what indents the source
        else:
            self.broke = False
        self.texts.append(text)
        marks = "&" in text or "<" in text or ">" in text
        self.parts.append(entities.escape(text, quote=False) if marks else text)
        if self.links:
            self.link += len(text.strip())

    def breaks(self) -> None:
        if self.broke:
            self.flush()
        else:
            self.texts.append(" ")
            self.parts.append("<br>")
        self.broke = True

    def boxed(self, node: LexborNode, tag: str) -> Box:
        given = node.attributes
        words = named(given) if given else ""
        hidden = self.box.hidden or "hidden" in given or ("style" in given and bool(HIDDEN.search(given["style"] or "")))
        over = self.box if self.box.depth < DEEPEST else self.box.parent or self.box
        tags = over.tags if tag in over.tags else over.tags | {tag}
        path = hash((over.path, tag, words.split(" ", 1)[0]))
        level = HEADINGS.get(tag) or HEADINGS.get(over.tag) or (HEADINGS.get(over.parent.tag) if over.parent else 0) or 0
        return Box(tag, words, over, min(self.box.depth + 1, DEEPEST), hidden, tags, path, level)

    def inline(self, node: LexborNode, tag: str) -> str:
        given = node.attributes
        if given:
            self.words.append(named(given))
        if tag not in FORMAT or len(self.formats) >= MOST_FORMATS:
            return ""
        start = f"<{tag}>"
        if tag == "a":
            href = given.get("href") or ""
            self.links += 1
            self.hrefs.append(href)
            start = f'<a href="{entities.escape(href)}">'
        self.formats.append(start)
        self.parts.append(start)
        return f"</{tag}>"


def named(given: dict[str, str | None]) -> str:
    """What an element is called by class, id, role and the like."""
    if len(given) == 1:
        return (given.get("class") or given.get("id") or "").lower() if "class" in given or "id" in given else ""
    return " ".join([v for v in map(given.get, NAMES) if v]).lower()
