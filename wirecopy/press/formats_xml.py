"""How is XML written that every reader can parse, whatever words it carries?"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

# What XML 1.0 has no place for (its production 2, Char); JSON could carry most of it, but nobody wants to read it.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """`text` without what no XML and no UTF-8 can carry."""
    return ILLEGAL.sub("", text)


def root(tag: str, spaces: Any, **attributes: str) -> Any:
    """The outermost element; `spaces` are its namespaces by prefix, None for the one without."""
    return etree.Element(tag, attributes, nsmap=spaces)


def add(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    """A new last child of `parent`. `tag` is written as {namespace}name where it has a namespace."""
    child = etree.SubElement(parent, tag, {name: legal(value) for name, value in attributes.items()})
    child.text = legal(text) if text is not None else None
    return child


def document(outermost: Any) -> bytes:
    written: bytes = etree.tostring(outermost, xml_declaration=True, encoding="UTF-8")
    return written
