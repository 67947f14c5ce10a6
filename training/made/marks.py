"""Which label does each visible line of a made page have? Its texts carry private signs while it is put together."""

from __future__ import annotations

import re
from html import escape

from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire import clean
from wirecopy.wire.blocks import blocks

LABELS = ("furniture", "headline", "kicker", "standfirst", "byline", "timestamp", "lede", "body", "subhead", "list_item", "quote",
          "caption", "credit", "table", "embed", "teaser", "prompt", "bio", "comment", "correction", "placeholder")  # fmt: skip
FIRST = 0xE000  # of Unicode's private use area
SIGN = {label: chr(FIRST + n) for n, label in enumerate(LABELS)}
SIGNS = re.compile(f"[{chr(FIRST)}-{chr(FIRST + len(LABELS) - 1)}]")


def marked(label: str, text: str) -> str:
    """`text` escaped, with the sign of its label before it."""
    return SIGN[label] + escape(text, quote=False)


def settled(html: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The page without signs, and (label, text) of each of its lines. What carries no sign is furniture; most letters win."""
    truth = []
    for line in blocks(LexborHTMLParser(html)).lines:
        pieces = SIGNS.split(line.text)
        label = "furniture"
        if len(pieces) > 1:
            found = [label, *(LABELS[ord(sign) - FIRST] for sign in SIGNS.findall(line.text))]
            label = max(zip(map(len, pieces), found, strict=True))[1]
        text = clean.plain("".join(pieces))
        if text:
            truth.append((label, text))
    return SIGNS.sub("", html), tuple(truth)
