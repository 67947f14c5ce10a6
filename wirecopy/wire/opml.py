"""Which feeds does a list name? OPML 2.0, read and written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from wirecopy.wire.listing import NotAFeed, address, clean, tidy
from wirecopy.wire.xmltext import decode, document

MOST_BYTES = 5 << 20
MOST_LINES = 10_000
MOST_FOLDERS = 10  # deep
ROOT = re.compile(r"<(opml)(?=[\s/>])", re.IGNORECASE)
WEB = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
LOGIN = re.compile(r"^(https?://)[^/@?#]*@", re.IGNORECASE)
SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Line:
    title: str
    feed_url: str
    home: str | None = None
    folder: str = ""  # the folders it lies in, outermost first, parted by " / "


@dataclass(frozen=True, slots=True)
class NotOpml:
    why: str  # too_big | refused | broken | unknown
    sentence: str


def read(body: bytes) -> tuple[Line, ...] | NotOpml:
    """The feeds that an OPML document names, each address once, in its order; never raises on any bytes."""
    if len(body) > MOST_BYTES:
        return NotOpml("too_big", "The list is larger than 5 MB.")
    text = decode(body)
    if not ROOT.search(text):
        return NotOpml("unknown", "The document is no OPML list.")
    parsed = document(text, ROOT)
    if isinstance(parsed, NotAFeed):
        return NotOpml(parsed.why, parsed.sentence)
    lines: dict[str, Line] = {}
    for outline in parsed.root.iter("{*}outline"):
        given = _given(outline)
        feed = _web(given.get("xmlurl", ""))
        if not feed or feed in lines:
            continue
        name = tidy(given.get("title") or given.get("text", ""), 300)
        name = "" if WEB.match(name) else name  # an address names nobody
        lines[feed] = Line(name, feed, _web(given.get("htmlurl", "")), _folder(outline))
        if len(lines) == MOST_LINES:
            break
    return tuple(lines.values())


def _given(outline: etree._Element) -> dict[str, str]:
    """The attributes by name, lower case: programs differ in how they spell xmlUrl."""
    return {str(name).lower(): str(value) for name, value in outline.items()}


def _web(href: str) -> str | None:
    href = re.sub(r"^\s*feed:(?://)?(?=https?:)|^\s*feed:(?=//)", "", href[:4000], flags=re.IGNORECASE)
    return address("http:" + href if href.startswith("//") else href, "http://invalid/") if WEB.match(href) else None


def _folder(outline: etree._Element) -> str:
    above = [_given(one) for one in outline.iterancestors("{*}outline")]
    names = [tidy(given.get("text") or given.get("title", ""), 100) for given in reversed(above) if "xmlurl" not in given]
    return SEPARATOR.join(name.replace(SEPARATOR, " ") for name in names[:MOST_FOLDERS] if name)


def write(title: str, lines: Iterable[Line], now: datetime) -> bytes:
    """An OPML 2.0 document of `lines`, each in its folder. Names and passwords in addresses stay here."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = tidy(title)
    etree.SubElement(head, "dateCreated").text = format_datetime(now.astimezone(UTC), usegmt=True)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {"": body}
    for line in lines:
        parent, path = body, ""
        for name in [tidy(part) for part in line.folder.split(SEPARATOR) if part.strip()][:MOST_FOLDERS]:
            path += SEPARATOR + name
            if path not in folders:
                folders[path] = etree.SubElement(parent, "outline", text=name)
            parent = folders[path]
        name = tidy(line.title) or line.feed_url
        outline = etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=_open(line.feed_url))
        if line.home:
            outline.set("htmlUrl", _open(line.home))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _open(url: str) -> str:
    return LOGIN.sub(r"\1", clean(url))
