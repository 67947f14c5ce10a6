"""What is an element to the lines of a page: a block around them, a mark in one, or nothing that is read?"""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

BLOCK = frozenset(
    ["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main", "menu",
    "nav", "ol", "p", "pre", "section", "summary", "table", "caption", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)
UNREAD = frozenset(
    ["script", "style", "noscript", "template", "svg", "math", "head", "select", "option", "button", "textarea", "input", "label",
    "canvas", "object", "embed", "map", "area", "meta", "link", "audio", "datalist", "dialog", "progress", "rt", "rp"]
)
FORMAT = {  # with their end tags
    tag: f"</{tag}>" for tag in ("a", "b", "strong", "i", "em", "u", "s", "sub", "sup", "q", "cite", "abbr", "mark", "small", "code", "del",
    "ins", "time")
}
EMBED = frozenset(["iframe", "video", "amp-twitter", "amp-youtube", "amp-instagram"])
TEXT, BLOCKED, INLINE, PICTURE, BREAK, NOTHING = range(6)  # what the walk does at a node
DOES: dict[str, int] = {
    **dict.fromkeys(("", "-comment", "-doctype", *EMBED, *UNREAD), NOTHING), **dict.fromkeys(BLOCK, BLOCKED), "-text": TEXT,
    "img": PICTURE, "br": BREAK,
}  # fmt: skip
NAMES = ("class", "id", "role", "itemprop", "data-testid", "data-component")
OTHER_NAMES = frozenset(NAMES[1:])
# What only screen readers say: by class (in lower case, maybe with a prefix, or with the hash of a CSS module) and by style (no blanks).
HEARD = frozenset(["a", "span", "b", "strong", "i", "em", "small", "abbr"])
ONLY_HEARD = re.compile(
    r"(?<!\S)(?!\S*not-)(?:[\w-]*[-_])?"
    r"(?:sr-only|visually-?hidden|hide-?completely|off-?screen|screen-?reader(?:-text|-only)?|a11y-hidden|mw-editsection|(?<=[-_])vh)(?:__\w{4,6})?(?!\S)"
)
ONLY_HEARD_STYLE = re.compile(r"clip:rect\([01]|clip-path:inset\(50%|^(?=.*position:absolute)(?:.*;)?width:1px", re.I)
BLOCK_STYLE = re.compile(r"display\s*:\s*block", re.I)
BLOCK_END = "\n"  # what the walk leaves behind at such an element
BREAKS = re.compile(r"(?<!\S)(?:br|line-break)(?!\S)")

MENUS = frozenset(("nav", "footer"))
PARTS = frozenset(("article", "main", "section"))  # a footer in one of them is not the page's
NO_MENU, NO_FOOT = "p,h1,article,main,br,time", "h1,article,main"  # what stands in no menu, and in no foot of a page
MENU = re.compile(
    r"(?<![a-z])nav(?![a-z])|navigation|nav-?bar|menu|contentinfo"
    r"|(?<!(?:post|tory|icle|ntry|node|tent)[-_])footer"  # that of a post, a story, an article, an entry may say whose it is
)


def named(given: dict[str, str | None]) -> str:
    """What an element is called by class, id, role and the like."""
    if OTHER_NAMES.isdisjoint(given):
        return (given.get("class") or "").lower()
    return " ".join(filter(None, map(given.get, NAMES))).lower()


def only_heard(given: dict[str, str | None]) -> bool:
    """Is it hidden from the eye, for screen readers to say?"""
    called = given.get("class")
    if called and heard(called):
        return True
    return "style" in given and ONLY_HEARD_STYLE.search((given["style"] or "").replace(" ", "")) is not None


@lru_cache(4096)
def heard(called: str) -> bool:
    low = called.lower()
    # One of them stands in whatever the pattern matches.
    near = "sr-only" in low or "hid" in low or "screen" in low or "vh" in low or "mw-edit" in low
    return near and ONLY_HEARD.search(low) is not None


def leads(tag: str, called: str) -> bool:
    """Does an element call itself a menu, or the foot of a page?"""
    return tag in MENUS or (called != "" and menu(called))


def tells(node: LexborNode, tag: str, called: str, within: frozenset[str]) -> bool:
    """Does one that does so hold text all the same? `within`: the tags of the boxes around it, its own included."""
    if (tag == "footer" or "footer" in called) and not PARTS.isdisjoint(within):
        return True  # the foot of an article may say whose it is
    return node.css_first(NO_FOOT if tag == "footer" else NO_MENU) is not None


def menu(called: str) -> bool:
    # Cheaper than to keep what was found: every page has its own names.
    near = "nav" in called or "menu" in called or "footer" in called or "contentinfo" in called
    return near and MENU.search(called) is not None
