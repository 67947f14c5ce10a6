"""May this page be parsed at all, and how much of it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

LARGEST = 4_000_000  # characters; the largest of some hundred recorded news pages has 2.2 million
MOST_TAGS = 20_000  # lexbor takes 0.4 s for so many nested ones, and time grows with the square; news pages have 2,000
MOST_TAGS_FLAT = 100_000  # when libxml2, which stops at a depth of 256, finds no deep nesting
MOST_REOPENED = 3_000_000
MOST_ATTRIBUTES = 4_000
MOST_ROOTS = 20
LONG = 2 * MOST_ATTRIBUTES  # characters that more attributes need, at least
# Formatting elements left open are opened again in every following block: n of them and n blocks make n * n nodes. The HTML standard
# keeps at most three alike, so their number is bounded by how many differ.
# One with attributes: b big code em font i nobr s small strike strong tt u, and names that no tag has. First the letter, for speed.
FORMATTING = re.compile(r"<[bcefinstuBCEFINSTU](?i:ig|ode|m|ont|obr|mall|trike|trong|t)?[\s/]")
ROOT = re.compile(r"<(?i:html|body)")
ATTRIBUTES = r"(?:\s{1,20}[\w:.@-]{1,80}(?:\s{0,9}=\s{0,9}(?:\"[^\"<>]{0,2000}\"|'[^'<>]{0,2000}'|[^\s\"'<>=`]{1,500}))?){0,20}\s{0,20}/?>"
TAME = re.compile(rf"<\w{{1,10}}{ATTRIBUTES}")
SCRIPT = re.compile(rf"(?:script|style){ATTRIBUTES}", re.I)
SAID_DEEP = "depth"


class Unreadable(ValueError):
    """A page that the reader does not take; the message says why, in a sentence."""


class TooDeep(Unreadable):
    """Its tags nest so deep, or reopen so often, that parsing it would cost seconds or gigabytes."""


class TooLarge(Unreadable):
    """It is larger than any news page."""


def admitted(page: str) -> str:
    """The page as it may be parsed, in linear time. Tags with thousands of attributes, which cost their square, are left out.

    Raises TooLarge over 4 million characters and TooDeep for what no news page is.
    """
    if len(page) > LARGEST:
        raise TooLarge(f"The page has {len(page):,} characters; the reader takes {LARGEST:,}.")
    tags = page.count("<")
    if tags > MOST_TAGS:
        if tags > MOST_TAGS_FLAT:
            raise TooDeep(f"The page has {tags:,} tags; the reader takes {MOST_TAGS_FLAT:,}.")
        if deep(page):
            raise TooDeep(f"The page has {tags:,} tags, nested more than 256 deep.")
    if 3 * tags * tags > MOST_REOPENED and 3 * formats(page, MOST_REOPENED // (3 * tags)) * tags > MOST_REOPENED:
        raise TooDeep("The page leaves so many formatting tags open that its tree would not fit into memory.")
    return without_attribute_bombs(page)


def deep(page: str) -> bool:
    from lxml import etree

    parser = etree.HTMLParser(recover=True, encoding="utf-8")
    with suppress(etree.XMLSyntaxError):
        etree.fromstring(page.encode("utf-8", "replace"), parser)
    return any(SAID_DEEP in error.message for error in parser.error_log)


def formats(page: str, enough: int) -> int:
    """How many different formatting tags with attributes it has, at most: tags that cannot be told apart safely count one each.

    They are told apart only where there are more than `enough`.
    """
    if (count := len(FORMATTING.findall(page))) <= enough:
        return count
    different: set[str | int] = set()
    for found in FORMATTING.finditer(page):
        whole = TAME.match(page, found.start())
        different.add(whole[0] if whole else found.start())
    return len(different)


def without_attribute_bombs(page: str) -> str:
    cut = [(start, stop) for start, stop in long_parts(page) if attributes(page[start:stop]) > MOST_ATTRIBUTES]
    if len(ROOT.findall(page)) > MOST_ROOTS:  # each adds its attributes to the first
        roots = [found.start() + 1 for found in ROOT.finditer(page)][MOST_ROOTS:]
        cut = sorted({*cut, *((start, end(page, start)) for start in roots)})
    kept = [page[stop:start] for (_, stop), (start, _) in zip([(0, 0), *cut], [*cut, (len(page), 0)], strict=True)]
    return "".join(kept) if cut else page


def long_parts(page: str) -> Iterator[tuple[int, int]]:
    """Where more than LONG characters stand between one "<" and the next, in long steps: ordinary pages are hardly looked at."""
    at = -1
    while at + LONG + 1 < len(page):
        after = page.rfind("<", at + 1, at + LONG + 2)
        if after < 0:
            after = end(page, at + 1)
            yield at + 1, after
        at = after


def end(page: str, start: int) -> int:
    """Where the part of the page that begins at `start` ends: at the next "<"."""
    after = page.find("<", start)
    return len(page) if after < 0 else after


def attributes(part: str) -> int:
    """How many attributes the text after a "<" may hold: the words before its last ">". The content of a script is none."""
    if not part[0].isalpha() or SCRIPT.match(part) or ">" not in part:
        return 0
    return len(part[: part.rindex(">")].split())
