"""What stands around the text? Teasers and furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    given = 0
    taken = set(kept)
    others = "\n".join(line.text for line in lines if line.number not in taken)
    prompt, newsletter = PROMPT.within(others), NEWSLETTER.within(others)
    for line in lines:
        number = line.number
        if number in taken:
            continue
        if given >= MOST_FURNITURE:
            return
        kind = labels.get(number)
        if kind is None and len(line.text) > 40:
            plea = bool(kept) and number > kept[0] and len(line.text) < 400 and not line.box.within("nav", "footer")
            asks = furniture_kind(line.text, prompt, newsletter) if plea and not rules.linked(line) else ""
            kind = asks or ("repeated" if number in repeated else None)
        elif kind == "prompt":
            kind = furniture_kind(line.text, prompt, newsletter) or kind
        elif kind not in PROPER:
            continue
        if kind:
            given += 1
            yield Furniture(kind, line.text)
