"""What stands around the text? Teasers, furniture, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wirecopy.wire import clean, dateline, links
from wirecopy.wire import lines as rules
from wirecopy.wire.article import Furniture, Image, Teaser
from wirecopy.wire.blocks import Blocks, Line, Picture
from wirecopy.wire.body import CUT_OFF
from wirecopy.wire.facts import Facts

SMALLEST = 100  # pixels; smaller pictures are icons
MOST_IMAGES, MOST_TEASERS, MOST_FURNITURE = 40, 60, 60
TEASER_WORDS = 25  # letters; shorter links are navigation
NEWSLETTER = re.compile(r"newsletter|(daily|weekly) (e-?mail|dose|briefing|digest)|subscribe|abonn|nieuwsbrief|nyhedsbrev|"
                        r"nyhetsbrev", re.I)
RELEASE_CALL = re.compile(r"(news|press) release|publish (your )?news|pressemitteilung|communiqué", re.I)
PROPER = ("prompt", "bio", "nav")


def furniture_kind(text: str) -> str:
    """newsletter, release_call or prompt; empty for what asks the reader for nothing."""
    if RELEASE_CALL.search(text) and rules.PROMPT.search(text):
        return "release_call"
    if NEWSLETTER.search(text):
        return "newsletter"
    return "prompt" if rules.PROMPT.search(text) else ""


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
    for line in lines:
        number = line.number
        if number in taken:
            continue
        if given >= MOST_FURNITURE:
            return
        kind = labels.get(number)
        if kind is None and len(line.text) > 40:
            plea = bool(kept) and number > kept[0] and len(line.text) < 400 and not line.box.within("nav", "footer")
            kind = (furniture_kind(line.text) if plea and not rules.linked(line) else "") or ("repeated" if number in repeated else None)
        elif kind == "prompt":
            kind = furniture_kind(line.text) or kind
        elif kind not in PROPER:
            continue
        if kind:
            given += 1
            yield Furniture(kind, line.text)


def images(found: Blocks, kept: Sequence[int], said: Facts) -> Iterator[Image]:
    """The pictures between headline and end of the text, with their captions; before them those that the page names as its own."""
    seen: set[str] = set()
    for given in said.images:
        address = links.canonical(str(given.get("url") or given.get("contentUrl") or ""), said.base)
        if address and address not in seen:
            seen.add(address)
            caption, by = (clean.plain(given[name]) if isinstance(given.get(name), str) else None for name in ("caption", "creditText"))
            yield Image(address, caption or None, by or None, None, pixels(given.get("width")), pixels(given.get("height")))
    if not kept:
        return
    for picture in found.pictures:
        if not kept[0] - 15 <= picture.before <= kept[-1] + 1 or len(seen) >= MOST_IMAGES:
            continue
        image = shown_image(picture, found.lines, said.base)
        if image and image.url not in seen and (picture.box.within("figure", "picture") or kept[0] <= picture.before):
            seen.add(image.url)
            yield image


def shown_image(picture: Picture, lines: Sequence[Line], base: str | None) -> Image | None:
    given = picture.attributes
    source = next((given[n] for n in ("data-src", "data-original", "data-lazy-src", "src") if (given.get(n) or "").strip()), None)
    address = links.canonical(source, base)
    width, height = pixels(given.get("width")), pixels(given.get("height"))
    if not address or (width and width < SMALLEST) or (height and height < SMALLEST):
        return None
    figure = picture.box.within("figure")
    caption = None
    if figure:
        told = [line.text for line in lines[picture.before : picture.before + 4] if figure in line.box.up()]
        caption = " ".join(told) or None
    return Image(address, caption, None, clean.plain(given.get("alt") or "") or None, width, height)


def pixels(value: object) -> int | None:
    text = str(value if not isinstance(value, dict) else value.get("value") or "").removesuffix("px")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
