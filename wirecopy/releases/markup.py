"""What did somebody type? Plain text with the simple marks of Markdown goes in; safe HTML, or the same without any mark, comes out.

Known marks: paragraphs, `##` subheads, lists, quotes, *emphasis*, **strong** and [links](https://...). All else stands as it was typed.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from wirecopy.wire import clean

TAGS = {"p", "h2", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br"}
SCHEMES = {"http", "https", "mailto"}
LONGEST = 60_000  # signs; a news text has a tenth
UNKNOWN = ("code", "fence", "hr", "lheading", "html_block", "reference", "backticks", "image", "autolink", "html_inline")
OTHER_HEADING = re.compile(r"^( {0,3})(#(?!#)|#{3,6})(?=\s|$)", re.MULTILINE)


def _link(address: str) -> bool:
    try:
        return urlsplit(address).scheme.lower() in SCHEMES
    except ValueError:
        return False


MARKDOWN = MarkdownIt("commonmark", {"html": False, "maxNesting": 12}).disable(list(UNKNOWN))
MARKDOWN.validateLink = _link  # type: ignore[method-assign, assignment]


def html(text: str) -> str:
    """`text` as safe HTML of TAGS only. A text that is longer than any news text comes back as one escaped paragraph of it, cut."""
    if len(text) > LONGEST:
        return f"<p>{entities.escape(clean.plain(text[:LONGEST]), quote=False)}</p>"
    made = MARKDOWN.renderer.render(MARKDOWN.parse(_typed(text)), MARKDOWN.options, {})
    cleaned: str = nh3.clean(
        made, tags=TAGS, attributes={"a": {"href"}, "ol": {"start"}}, url_schemes=SCHEMES, link_rel="nofollow noopener",
        generic_attribute_prefixes=set(),
    )  # fmt: skip
    return cleaned.strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, subhead or item, without marks; where it leads to; whether it stands in a quote."""

    text: str
    links: tuple[str, ...]
    quoted: bool


def pieces(text: str) -> list[Piece]:
    found, quotes = [], 0
    for token in MARKDOWN.parse(_typed(text[:LONGEST])):
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        inner = token.children or ()
        if token.type == "inline" and (said := clean.plain("".join(_words(inner)))):
            found.append(Piece(said, tuple(str(one.attrGet("href")) for one in inner if one.type == "link_open"), quotes > 0))
    return found


def plain(text: str) -> str:
    """The words of `text` alone: its paragraphs, subheads and items parted by one empty line."""
    return "\n\n".join(piece.text for piece in pieces(text))


def _typed(text: str) -> str:
    """Safe signs only, the line ends of all systems as one, and no heading but of the second level."""
    return OTHER_HEADING.sub(r"\1\\\2", clean.safe(text.replace("\r\n", "\n").replace("\r", "\n")))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        yield token.content if token.type in ("text", "text_special") else " " if token.type in ("softbreak", "hardbreak") else ""
