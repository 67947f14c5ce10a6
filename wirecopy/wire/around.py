"""What stands around the text? Teasers and furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from wirecopy.wire import dateline, links
from wirecopy.wire import lines as rules
from wirecopy.wire.article import Furniture, Teaser
from wirecopy.wire.blocks import Line
from wirecopy.wire.body import CUT_OFF
from wirecopy.wire.phrases import Phrases
from wirecopy.wire.promptwords import NEWSLETTER, PROMPT, RELEASE_CALL

MOST_TEASERS, MOST_FURNITURE = 60, 60
TEASER_WORDS = 25  # letters; shorter links are navigation
PROPER = ("prompt", "bio", "nav", "box")


def furniture_kind(text: str, prompt: Phrases = PROMPT, newsletter: Phrases = NEWSLETTER) -> str:
    """newsletter, release_call or prompt; empty for what asks the reader for nothing."""
    asks = prompt.search(text)
    if asks and RELEASE_CALL.search(text):
        return "release_call"
    return "newsletter" if newsletter.search(text) else "prompt" if asks else ""


def teasers(lines: Sequence[Line], kept: Sequence[int], labels: dict[int, str], base: str | None) -> Iterator[Teaser]:
    """What leads to other stories: among the text, and after it on the page."""
    seen: set[str] = set()
    taken = set(kept)
    for line in lines[kept[0] if kept else 0 :]:
        if line.number in taken:
            continue
        kind = labels.get(line.number)
        apart = kind is None and TEASER_WORDS <= len(line.text) < 400 and not line.box.within("nav", "footer", "form")
        linked = apart and rules.linked(line)
        cut = apart and len(line.text) > 60 and line.text.endswith(CUT_OFF)
        named = kind == "teaser" and (line.hrefs or not line.level)  # a heading over teasers is none
        if (named or linked or cut) and line.key not in seen:
            if len(seen) >= MOST_TEASERS:
                return
            seen.add(line.key)
            opened = dateline.read(line.text)
            href = next((h for h in line.hrefs if h), None)
            yield Teaser(line.text, opened[0] if opened else None, links.canonical(href, base) if href else None)


def furniture(lines: Sequence[Line], kept: Sequence[int], labels: dict[int, str], repeated: set[int]) -> Iterator[Furniture]:
    """What the outlet says for itself: pleas, bios, and what its other pages repeat."""
    taken = set(kept)
    rest = [(line, labels.get(line.number)) for line in lines if line.number not in taken]
    rest = [(line, kind) for line, kind in rest if kind in PROPER or (kind is None and len(line.text) > 40)]
    after = kept[0] if kept else len(lines)
    asking = [line for line, kind in rest if kind == "prompt" or (kind is None and line.number > after and may_plead(line))]
    text = "\n".join([line.text for line in asking])
    prompt, newsletter = PROMPT.within(text), NEWSLETTER.within(text)
    asks = {line.number: furniture_kind(line.text, prompt, newsletter) for line in asking}
    kinds = ((line, asks.get(line.number) or kind or ("repeated" if line.number in repeated else "")) for line, kind in rest)
    return islice((Furniture(kind, line.text) for line, kind in kinds if kind), MOST_FURNITURE)


def may_plead(line: Line) -> bool:
    return len(line.text) < 400 and not line.box.within("nav", "footer") and not rules.linked(line)
