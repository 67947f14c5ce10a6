"""May this page be parsed at all, and how much of it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import product
from typing import Any

LARGEST = 4_000_000  # characters of UTF-8; the largest of some hundred recorded news pages has 2.2 million
MOST_TAGS = 20_000  # lexbor takes 0.4 s for so many nested ones, and time grows with the square; news pages have 2,000
MOST_TAGS_FLAT = 100_000  # when libxml2, which stops at a depth of 256, finds no deep nesting
MOST_REOPENED = 3_000_000
MOST_ATTRIBUTES = 4_000
MOST_ROOTS = 20
LONG = 2 * MOST_ATTRIBUTES  # bytes that more attributes need, at least
# Formatting elements left open are opened again in every following block: n of them and n blocks make n * n nodes. The HTML standard
# keeps at most three alike, so their number is bounded by how many differ.
# One with attributes: b big code em font i nobr s small strike strong tt u, and names that no tag has. First the letter, for speed.
FORMATTING = re.compile(rb"<[bcefinstuBCEFINSTU](?i:ig|ode|m|ont|obr|mall|trike|trong|t)?[\s/]")
ROOT = re.compile(rb"<(?i:html|body)")
ATTRIBUTES = rb"(?:\s{1,20}[\w:.@-]{1,80}(?:\s{0,9}=\s{0,9}(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>=`]{1,500}))?){0,20}\s{0,20}/?>"
TAME = re.compile(rb"<\w{1,10}" + ATTRIBUTES)
SCRIPT = re.compile(rb"(?:script|style)" + ATTRIBUTES, re.I)
SAID_DEEP = "depth"
FORMATS, ROOTS = 1, 2
BEGINNINGS = {FORMATS: ["bi", "co", "em", "fo", "no", "sm", "st", "tt", *("".join(pair) for pair in product("bisu", " \t\n\r\f\v/"))],
              ROOTS: ["ht", "bo"]}  # fmt: skip


class Unreadable(ValueError):
    """A page that the reader does not take; the message says why, in a sentence."""


class TooDeep(Unreadable):
    """Its tags nest so deep, or reopen so often, that parsing it would cost seconds or gigabytes."""


class TooLarge(Unreadable):
    """It is larger than any news page."""


def admitted(page: bytes | str) -> bytes:
    """The page as it may be parsed, in UTF-8, in linear time. Tags with thousands of attributes, which cost their square, are left out.

    Raises TooLarge over 4 million characters and TooDeep for what no news page is.
    """
    if isinstance(page, str):
        page = page.encode("utf-8", "ignore")
    size = len(page)
    if size > LARGEST and (size := len(page.decode("utf-8", "ignore"))) > LARGEST:
        raise TooLarge(f"The page has {size:,} characters; the reader takes {LARGEST:,}.")
    at = opened(page)
    tags, formatting, roots = counted(page, at)
    if tags > MOST_TAGS:
        if tags > MOST_TAGS_FLAT:
            raise TooDeep(f"The page has {tags:,} tags; the reader takes {MOST_TAGS_FLAT:,}.")
        if deep(page):
            raise TooDeep(f"The page has {tags:,} tags, nested more than 256 deep.")
    if 3 * formatting * tags > MOST_REOPENED and 3 * formats(page) * tags > MOST_REOPENED:
        raise TooDeep("The page leaves so many formatting tags open that its tree would not fit into memory.")
    return without_attribute_bombs(page, at, roots)


@cache
def kinds() -> Any:
    """What a tag may be, by its first two letters: an array of 65,536."""
    import numpy as np

    found = np.zeros(1 << 16, np.uint8)
    for kind, pairs in BEGINNINGS.items():
        for pair in pairs:
            for first, second in product((pair[0], pair[0].upper()), (pair[1], pair[1].upper())):
                found[ord(first) << 8 | ord(second)] = kind
    return found


def opened(page: bytes) -> Any:
    """Where "<" stands in a page: an array of ints."""
    import numpy as np

    return np.flatnonzero(np.frombuffer(page, np.uint8) == ord("<"))


def counted(page: bytes, at: Any) -> tuple[int, int, int]:
    """How many tags a page has, and at most how many of them are formatting with attributes, and <html> or <body>: by two letters each."""
    import numpy as np

    signs = np.frombuffer(page, np.uint8)
    first, second = (signs.take(at + step, mode="clip").astype(np.uint16) for step in (1, 2))
    some = kinds().take(first << 8 | second)
    return len(at), int((some == FORMATS).sum()), int((some == ROOTS).sum())


def deep(page: bytes) -> bool:
    from lxml import etree

    parser = etree.HTMLParser(recover=True, encoding="utf-8")
    with suppress(etree.XMLSyntaxError):
        etree.fromstring(page, parser)
    return any(SAID_DEEP in error.message for error in parser.error_log)


def formats(page: bytes) -> int:
    """How many different formatting tags with attributes it has, at most: tags that cannot be told apart safely count one each."""
    different: set[bytes | int] = set()
    for found in FORMATTING.finditer(page):
        whole = TAME.match(page, found.start())
        different.add(whole[0] if whole else found.start())
    return len(different)


def without_attribute_bombs(page: bytes, at: Any, roots: int) -> bytes:
    cut = [(start, stop) for start, stop in long_parts(page, at) if attributes(page[start:stop]) > MOST_ATTRIBUTES]
    if roots > MOST_ROOTS:  # each adds its attributes to the first
        starts = [found.start() + 1 for found in ROOT.finditer(page)][MOST_ROOTS:]
        cut = sorted({*cut, *((start, end(page, start)) for start in starts)})
    kept = [page[stop:start] for (_, stop), (start, _) in zip([(0, 0), *cut], [*cut, (len(page), 0)], strict=True)]
    return b"".join(kept) if cut else page


def long_parts(page: bytes, at: Any) -> Iterator[tuple[int, int]]:
    """From where to where more than LONG bytes stand between one "<" and the next."""
    import numpy as np

    edges = np.concatenate([[-1], at, [len(page)]])
    for n in np.flatnonzero(np.diff(edges) > LONG + 1).tolist():
        yield int(edges[n]) + 1, int(edges[n + 1])


def end(page: bytes, start: int) -> int:
    """Where the part of the page that begins at `start` ends: at the next "<"."""
    after = page.find(b"<", start)
    return len(page) if after < 0 else after


def attributes(part: bytes) -> int:
    """How many attributes the text after a "<" may hold: the words before its last ">". The content of a script is none."""
    if not part[:1].isalpha() or SCRIPT.match(part) or b">" not in part:
        return 0
    return len(part[: part.rindex(b">")].split())
