"""What does a page say that was made here, of a release or of an edition's own copy? Word for word what was written.

Such a page is made by releases/page.py. It needs no guessing which of its lines are text, and must not suffer any: a sender's last
paragraph about itself is no furniture.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import nh3
from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire import bylines, dateline, links, places, timestamp
from wirecopy.wire.article import Article, Block, Dateline, Image, ZoneStamp
from wirecopy.wire.blocks import Line, blocks
from wirecopy.wire.where import place

TEXT = "text"  # the class of the box that holds the text
MARKS = {"a", "em", "strong", "b", "br"}
SCHEMES = {"http", "https", "mailto"}
FOUND = "json-ld NewsArticle"


def read(tree: LexborHTMLParser, url: str | None) -> Article:
    """The article of a page of ours; ValueError where it is none."""
    node = tree.css_first('script[type="application/ld+json"]')
    said: Mapping[str, Any] = json.loads(node.text()) if node else {}
    texts = tuple(_blocks([line for line in blocks(tree).lines if any(TEXT in box.words.split() for box in line.box.up())]))
    byline = (said.get("author") or {}).get("name")
    return Article(
        url=links.canonical(url) if url else None,
        canonical_url=links.canonical(said.get("url")),
        language=said.get("inLanguage"),
        outlet=(said.get("publisher") or {}).get("name"),
        headline=said.get("headline"),
        standfirst=said.get("description"),
        byline=byline,
        authors=bylines.byline(byline)[1] if byline else (),
        published=_stamp(said.get("datePublished")),
        updated=_stamp(said.get("dateModified")),
        dateline=_dateline(said.get("dateline")),
        blocks=texts,
        body="\n\n".join(block.text for block in texts),
        images=tuple(_images(said.get("image") or (), {img.attributes.get("src"): img.attributes.get("alt") for img in tree.css("img")})),
        corrections=tuple(filter(None, (said.get("correction"),))),
        found_in=dict.fromkeys(("headline", "published"), FOUND) | ({"body": "page"} if texts else {}),
    )


def _blocks(lines: Sequence[Line]) -> Iterator[Block]:
    for line in lines:
        inner = nh3.clean("".join(line.parts), tags=MARKS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="nofollow noopener")
        if line.level:
            yield Block("subhead", line.text, f"<h2>{inner}</h2>", place(line.box))
        elif line.box.within("li"):
            yield Block("list_item", line.text, f"<li>{inner}</li>", place(line.box))
        elif line.box.within("blockquote"):
            yield Block("quote", line.text, f"<blockquote><p>{inner}</p></blockquote>", place(line.box))
        else:
            yield Block("paragraph", line.text, f"<p>{inner}</p>", place(line.box))


def _images(given: Sequence[Mapping[str, Any]], alts: Mapping[str | None, str | None]) -> Iterator[Image]:
    for image in given:
        url = links.canonical(image.get("url"))
        if url:
            alt = alts.get(image.get("url"))
            yield Image(url, image.get("caption"), image.get("creditText"), alt or None, image.get("width"), image.get("height"))


def _stamp(given: str | None) -> ZoneStamp | None:
    hit = timestamp.read(given) if given else None
    return ZoneStamp(hit.instant, hit.precision, hit.as_printed, FOUND) if hit else None


def _dateline(printed: str | None) -> Dateline | None:
    """As every dateline is read, where it is one that agencies would print; else its first part is the place."""
    if not printed:
        return None
    if found := dateline.read(f"{printed} – The"):
        return found[0]
    name, _, rest = (part.strip() for part in printed.partition(","))
    return Dateline(name, rest or None, places.land(name), None, printed)
