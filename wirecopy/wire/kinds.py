"""Which kinds of line does a page have, and which of them are the text of its article?"""

from __future__ import annotations

KINDS = (
    "text", "subhead", "standfirst", "headline", "kicker", "byline", "timestamp", "caption", "credit", "embed", "teaser", "prompt", "bio",
    "furniture", "comment", "correction", "placeholder",
)  # fmt: skip
OF_THE_TEXT = frozenset(("text", "subhead", "standfirst"))
NUMBER = {kind: n for n, kind in enumerate(KINDS)}
