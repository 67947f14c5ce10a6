"""What does a flat text say? The same article out of lines without marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import escape

from wirecopy.wire import clean, credit, dateline, facts_head, language, links, timestamp
from wirecopy.wire import lines as rules
from wirecopy.wire.around import furniture_kind
from wirecopy.wire.article import Article, Block, Furniture, Teaser, ZoneStamp
from wirecopy.wire.body import CUT_OFF

LARGEST = 2_000_000
MOST_LINES = 4000
WRAPPED = 100  # no line of a text with hard line ends is longer
TAIL = 0.35
HEAD = 8  # lines that may stand over a text
SENTENCE_END = re.compile(r"[.!?。！？।…][\"'”’»)\]]*$")
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z]{2}[A-Z .'-]{1,40}(?:,[A-Za-z .'-]{2,40})?(?: \([A-Za-z]+\))?(?::| [-–—]) )")
FURNITURE = frozenset(("newsletter", "release_call", "prompt", "after"))
NAME = re.compile(r"(?:[A-Z][\w'’&.-]*[ ]){1,4}[A-Z][\w'’-]*")


def read(text: str, url: str | None = None) -> Article:
    """The article in a flat text: what stands over it, its paragraphs, and what stands under it, by what the lines say alone."""
    shown = lines_of(text[:LARGEST])[:MOST_LINES]
    kinds = classed(shown)
    stop = end(shown, kinds)
    first = head(shown, kinds, stop)
    for number in range(stop, len(shown)):
        kinds.setdefault(number, furniture_kind(shown[number]) or "after")
    inside = [n for n in range(len(shown)) if n not in kinds]
    blocks = tuple(block(shown, n, inside) for n in inside)
    body = "\n\n".join(b.text for b in blocks)
    credits = [shown[n] for n, kind in sorted(kinds.items(), reverse=True) if kind in ("credit", "byline")]
    prompts = [shown[n] for n, kind in kinds.items() if kind in ("newsletter", "release_call", "prompt")]
    host = links.host(url)
    outlet = carrier(prompts) or host or None
    at = {kind: n for n, kind in sorted(kinds.items(), reverse=True)}
    printed, authors, _ = credit.byline(facts_head.without_time(shown[at["byline"]])) if "byline" in at else (None, (), None)
    opened = dateline.read(blocks[0].text) if blocks else None
    teasers = tuple(teaser(shown[n]) for n, kind in sorted(kinds.items()) if kind == "teaser")
    headline, standfirst = (shown[at[name]] if name in at else None for name in ("headline", "standfirst"))
    said = (("headline", headline), ("standfirst", standfirst), ("published", first), ("byline", printed))
    return Article(
        url=links.canonical(url),
        language=language.language(body[:3000]),
        outlet=outlet,
        headline=headline,
        standfirst=standfirst,
        byline=printed,
        authors=tuple(authors),
        published=first,
        dateline=opened[0] if opened else None,
        credit=credit.read(credits, carried_by=outlet) or rules.in_brackets(credits, outlet),
        blocks=blocks,
        body=body,
        teasers=teasers,
        furniture=tuple(Furniture(kind, shown[n]) for n, kind in sorted(kinds.items()) if kind in FURNITURE),
        corrections=tuple(shown[n] for n, kind in sorted(kinds.items()) if kind == "correction"),
        found_in={name: "text line" for name, value in said if value},
    )


def lines_of(text: str) -> list[str]:
    """Its lines; where it has hard line ends, its paragraphs. A heading glued to a dateline that follows it is cut off."""
    raw = [clean.plain(line) for line in text.splitlines()]
    filled = [line for line in raw if line]
    if len(filled) > 6 and max(map(len, filled)) <= WRAPPED and 4 * raw.count("") >= len(filled):
        parts = [clean.plain(part) for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))]
        filled = [part for part in parts if part]
    found: list[str] = []
    for line in filled:
        cut = GLUED.search(line, 0, 120)
        if cut and dateline.read(line[cut.start() :]):
            found += [line[: cut.start()], line[cut.start() :]]
        else:
            found.append(line)
    return found


def classed(shown: Sequence[str]) -> dict[int, str]:
    """The lines that are plainly no text of the article: number -> kind."""
    kinds: dict[int, str] = {}
    cut_off = [n for n, line in enumerate(shown) if line.endswith(CUT_OFF) and len(line) > 60]
    for n in cut_off:
        if n - 1 in cut_off or n + 1 in cut_off or dateline.read(shown[n]):
            kinds[n] = "teaser"
    for n, line in enumerate(shown):
        named = rules.BRACKETED.fullmatch(line)
        above = shown.index(named[1], 0, HEAD) if named and named[1] in shown[:HEAD] else None
        if above is not None and above < n:
            kinds[above] = kinds[n] = "credit"  # the same name stands over the text and in brackets under it
    behind = total = sum(len(line) for n, line in enumerate(shown) if n not in kinds)
    for n, line in enumerate(shown):
        if n in kinds:
            continue
        behind -= len(line)
        near_end = behind < TAIL * total
        if rules.CORRECTION.match(line):
            kinds[n] = "correction"
        elif len(line) < 200 and credit.is_credit_line(line) and (n < HEAD or near_end):
            kinds[n] = "credit"
        elif len(line) < 400 and near_end and rules.PROMPT.search(line):
            kinds[n] = furniture_kind(line)
        elif len(line) < 160 and rules.PHOTO.search(line):
            kinds[n] = "photo credit"
        elif rules.PLACEHOLDER.search(line) and len(line) < 160:
            kinds[n] = "prompt"
    return kinds


def end(shown: Sequence[str], kinds: dict[int, str]) -> int:
    """Where the text ends: at the first credit line, plea or teaser that has less prose behind it than before it."""
    sizes = [0 if n in kinds else len(line) for n, line in enumerate(shown)]
    for n in sorted(kinds):
        if kinds[n] in ("credit", "newsletter", "release_call", "prompt", "teaser") and sum(sizes[:n]) > sum(sizes[n:]):
            return n
    return len(shown)


def head(shown: Sequence[str], kinds: dict[int, str], stop: int) -> ZoneStamp | None:
    """Names the lines over the text in `kinds`, and gives the first time among them.

    A line that ends like no sentence is the headline before the time and the standfirst after it or after the headline.
    """
    first: ZoneStamp | None = None
    for n in range(min(HEAD, max(0, stop - 1))):
        line = shown[n]
        if n in kinds:
            continue
        hit = timestamp.find(line) if len(line) < 160 else None
        named = set(kinds.values())
        if hit and hit[2] - hit[1] > 0.25 * len(line):
            first = first or replace(hit[0], found_in="text line")
            kinds[n] = "byline" if facts_head.BY.match(line) else "time"
            if credit.is_credit_line(facts_head.without_time(line)):
                kinds[n] = "credit"
        elif facts_head.BY.match(line) and len(line) < 120:
            kinds[n] = "byline"
        elif dateline.read(line) or SENTENCE_END.search(line) or len(line) > 300:
            break
        elif "headline" not in named and first is None and "standfirst" not in named:
            kinds[n] = "headline"
        elif "standfirst" not in named and len(line) > 30:
            kinds[n] = "standfirst"
        else:
            break
    return first


def block(shown: Sequence[str], number: int, inside: Sequence[int]) -> Block:
    line = shown[number]
    if len(line) < 90 and not SENTENCE_END.search(line) and number != inside[-1] and not line.endswith((":", ",", ";", '"')):
        return Block("subhead", line, f"<h2>{escape(line, quote=False)}</h2>")
    item = re.match(r"[•*–-]\s+", line)
    if item:
        return Block("list_item", line[item.end() :], f"<li>{escape(line[item.end() :], quote=False)}</li>")
    return Block("paragraph", line, f"<p>{escape(line, quote=False)}</p>")


def teaser(line: str) -> Teaser:
    opened = dateline.read(line)
    return Teaser(line, opened[0] if opened else None)


def carrier(prompts: Sequence[str]) -> str | None:
    """The outlet that speaks in its own pleas: the longest name that stands in two of them."""
    names = Counter(name for line in prompts for name in set(NAME.findall(line)))
    return max((name for name, times in names.items() if times > 1), key=len, default=None)
