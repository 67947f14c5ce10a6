"""What does a flat text say? The same article out of lines without marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from wirecopy.wire import credit, dateline, language, links, plain_glue, plain_head, plain_kinds, plain_lines, plain_mail, timestamp
from wirecopy.wire import lines as rules
from wirecopy.wire.around import furniture_kind
from wirecopy.wire.article import Article, Block, Furniture, Teaser
from wirecopy.wire.plain_lines import Row

LARGEST = 2_000_000
MOST_LINES = 4000
SUBHEAD = 90  # letters
SHOWN_AS = {"owned": "after", "comments": "prompt", "button": "prompt", "related": "after", "lead_in": "after", "tags": "after",
            "label": "nav"}  # fmt: skip
FURNITURE = frozenset(("newsletter", "release_call", "prompt", "bio", "nav", "after"))
NAME = re.compile(r"(?:[A-Z][\w'’&.-]*[ ]){1,4}[A-Z][\w'’-]*")


def read(text: str, url: str | None = None) -> Article:
    """The article in a flat text: what stands over it, its paragraphs, and what stands under it, by what the lines say alone."""
    told = plain_lines.rows(plain_mail.as_text(text[:LARGEST]), MOST_LINES) if plain_lines.is_text(text) else []
    shown = list(plain_glue.parted(told))[:MOST_LINES]
    kinds = plain_kinds.classed(shown)
    head = plain_head.head(shown, kinds)
    stop = plain_head.end(shown, kinds, head)
    signed(shown, kinds, stop, head)
    after(shown, kinds, stop)
    inside = [n for n in range(len(shown)) if n not in kinds]
    blocks = tuple(block(shown, n, inside) for n in inside)
    body = "\n\n".join(b.text for b in blocks)
    named = sorted(kinds.items())
    credits = [shown[n].text for n, kind in reversed(named) if kind in ("credit", "byline")]
    prompts = [shown[n].text for n, kind in named if kind in ("newsletter", "release_call", "prompt")]
    outlet = head.outlet or carrier(prompts) or links.host(url) or None
    opened = dateline.read(blocks[0].text) if blocks else None
    furniture = [(SHOWN_AS.get(kind, kind), shown[n].text) for n, kind in named]
    found = ("headline", "standfirst", "published", "updated", "byline")
    return Article(
        url=links.canonical(url),
        language=language.language(body[:3000]),
        outlet=outlet,
        headline=head.headline,
        standfirst=head.standfirst,
        byline=head.byline,
        authors=head.authors,
        published=head.published,
        updated=head.updated,
        dateline=opened[0] if opened else None,
        credit=credit.read(credits, carried_by=outlet) or rules.in_brackets(credits, outlet),
        blocks=blocks,
        body=body,
        teasers=tuple(teaser(shown[n].text) for n, kind in named if kind == "teaser"),
        furniture=tuple(Furniture(kind, text) for kind, text in furniture if kind in FURNITURE),
        corrections=tuple(shown[n].text for n, kind in named if kind == "correction"),
        found_in={name: "text line" for name in found if getattr(head, name)},
    )


def signed(shown: Sequence[Row], kinds: dict[int, str], stop: int, head: plain_head.Head) -> None:
    """Author and time under the text, where none stood over it, and a few words on an author."""
    last = [n for n in range(head.begins + 1, stop) if n not in kinds][-2:]
    for n in (*last, *range(stop, min(stop + 3, len(shown)))):
        line = shown[n].text
        if n in kinds:
            continue
        if head.published is None and plain_kinds.is_time(line) and (hit := timestamp.find(line)):
            head.published = replace(hit[0], found_in="text line")
            kinds[n] = "time"
        elif head.byline is None and plain_kinds.is_byline(line):
            head.byline, head.authors, _ = credit.byline(line)
            kinds[n] = "byline"
        elif any(line.startswith(name) for name in head.authors) and rules.JOB.search(line):
            kinds[n] = "bio"


def after(shown: Sequence[Row], kinds: dict[int, str], stop: int) -> None:
    """Names what follows the text. What a heading as "Read more" leads to are teasers, as long as they are no sentences."""
    led = False
    for n in range(stop, len(shown)):
        line = shown[n].text
        if n in kinds:
            led = kinds[n] in ("related", "lead_in", "teaser") or (led and kinds[n] == "photo credit")
        elif led and plain_head.is_title(line) and not plain_kinds.is_prose(line):
            kinds[n] = "teaser"
        else:
            kinds[n], led = furniture_kind(line) or "after", False


def block(shown: Sequence[Row], number: int, inside: Sequence[int]) -> Block:
    line, mark = shown[number]
    words = escape(line, quote=False)
    short = len(line) < SUBHEAD and not plain_kinds.SENTENCE_END.search(line) and not line.endswith((":", ",", ";", '"'))
    if mark == "item":
        return Block("list_item", line, f"<li>{words}</li>")
    if mark == "quote":
        return Block("quote", line, f"<blockquote><p>{words}</p></blockquote>")
    if mark or (short and number != inside[-1]):
        return Block("subhead", line, f"<h2>{words}</h2>")
    return Block("paragraph", line, f"<p>{words}</p>")


def teaser(line: str) -> Teaser:
    opened = dateline.read(line)
    return Teaser(line, opened[0] if opened else None)


def carrier(prompts: Sequence[str]) -> str | None:
    """The outlet that speaks in its own pleas: the longest name that stands in two of them."""
    names = Counter(name for line in prompts for name in set(NAME.findall(line)))
    return max((name for name, times in names.items() if times > 1), key=len, default=None)
