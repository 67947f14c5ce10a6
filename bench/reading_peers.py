"""How is each reader of news pages asked for an article? As its own manual says, and never over the network."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from read import shown_text


@dataclass(frozen=True)
class Said:
    """What a reader says of a page. The instant is ISO 8601."""

    body: str = ""
    headline: str | None = None
    authors: tuple[str, ...] = ()
    instant: str | None = None


Ask = Callable[[bytes, str], Said]


@dataclass(frozen=True)
class Reader:
    """`make` loads the package (ImportError where it is missing) and gives the question to ask; `gives` names the facts that it tells."""

    name: str
    package: str
    make: Callable[[], Ask]
    gives: frozenset[str]


def wirecopy() -> Ask:
    read = importlib.import_module("wirecopy").read

    def ask(page: bytes, url: str) -> Said:
        article = read(page, url)
        return Said(shown_text(article), article.headline, article.authors, article.published.instant if article.published else None)

    return ask


def trafilatura(**wishes: bool) -> Callable[[], Ask]:
    """Its date is a day, by design."""

    def make() -> Ask:
        extract = importlib.import_module("trafilatura").bare_extraction

        def ask(page: bytes, url: str) -> Said:
            found = extract(page, url=url, with_metadata=True, include_comments=False, **wishes)
            if found is None:
                return Said()
            authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
            return Said(found.text or "", found.title, authors, found.date)

        return ask

    return make


def resiliparse() -> Ask:
    """Its title is that of the page's head. Alternative texts of images, which it gives by default, would only count against it."""
    extract = importlib.import_module("resiliparse.extract.html2text").extract_plain_text
    tree_of = importlib.import_module("resiliparse.parse.html").HTMLTree.parse_from_bytes
    encoding_of = importlib.import_module("resiliparse.parse.encoding").detect_encoding

    def ask(page: bytes, url: str) -> Said:
        tree = tree_of(page, encoding_of(page))
        return Said(extract(tree, main_content=True, preserve_formatting=True, alt_texts=False), tree.title)

    return ask


def readability() -> Ask:
    """It gives markup; resiliparse, the fastest here, makes lines of it. Its short title is right more often than its title."""
    document = importlib.import_module("readability").Document
    lines_of = importlib.import_module("resiliparse.extract.html2text").extract_plain_text

    def ask(page: bytes, url: str) -> Said:
        found = document(page, url=url)
        body = lines_of(found.summary(html_partial=True), preserve_formatting=True, alt_texts=False)
        author = found.author()
        return Said(body, found.short_title(), () if author == "[no-author]" else (author,))

    return ask


def newspaper() -> Ask:
    """It takes text, not bytes. Left to itself it would fetch images and what a page sends on to."""
    new = importlib.import_module("newspaper").Article
    encoding = importlib.import_module("resiliparse.parse.encoding")

    def ask(page: bytes, url: str) -> Said:
        article: Any = new(url, fetch_images=False, follow_meta_refresh=False)
        article.download(input_html=encoding.bytes_to_str(page, encoding.detect_encoding(page)))
        article.parse()
        when = article.publish_date
        return Said(article.text, article.title, tuple(article.authors), when.isoformat() if when else None)

    return ask


ALL = frozenset({"headline", "authors", "instant"})
READERS = (
    Reader("wirecopy", "wirecopy", wirecopy, ALL),
    Reader("trafilatura", "trafilatura", trafilatura(), ALL),
    Reader("trafilatura-precision", "trafilatura", trafilatura(favor_precision=True), ALL),
    Reader("trafilatura-fast", "trafilatura", trafilatura(fast=True), ALL),
    Reader("resiliparse", "resiliparse", resiliparse, frozenset({"headline"})),
    Reader("readability-lxml", "readability-lxml", readability, frozenset({"headline", "authors"})),
    Reader("newspaper4k", "newspaper4k", newspaper, ALL),
)
