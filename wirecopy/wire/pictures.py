"""Which pictures belong to the text, what do they show, and whose are they?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wirecopy.wire import clean, links
from wirecopy.wire import lines as rules
from wirecopy.wire.article import Image
from wirecopy.wire.blocks import Blocks, Line, Picture
from wirecopy.wire.facts import Facts

SMALLEST = 100  # pixels; smaller pictures are icons
MOST_IMAGES = 40
BEFORE = 15  # lines before the text in which its pictures may stand
AFTER = 4  # lines after a picture that may tell of it
CLOSE = 3  # boxes around a picture that its caption may share
CAPTION, FEW = 160, 0.3  # letters of a caption that is called none; share of the text that such are at most
SHORT_ALT = 30  # letters: a longer one tells of a picture
LOGO = re.compile(r"(?<![a-z])logo(?![a-z])", re.I)
# What follows in a line is the name of whom the picture is from.
FROM = re.compile(
    r"[\s|(\[·–—-]*(?:\b(?:photo|foto|bild|image|picture|imagen|imagem|credit|quelle|fonte|crédit|rechte|fotó|zdjęcie|фото|kuva)s?"
    r"(?: credit| by| von| de)?\s?[:/©]|©|\(c\)\s)\s*(?P<whose>.{2,120}?)[)\]]?$",
    re.I,
)


def images(found: Blocks, kept: Sequence[int], labels: dict[int, str], said: Facts) -> Iterator[Image]:
    """The pictures between headline and end of the text, with caption and credit; before them those that the page names as its own."""
    seen: set[str] = set()
    shown = {image.url: image for image in shown_images(found, kept, labels, said.base)}
    for given in said.images:
        address = links.canonical(str(given.get("url") or given.get("contentUrl") or ""), said.base)
        if address and address not in seen:
            seen.add(address)
            caption, credit = (clean.plain(given[name]) if isinstance(given.get(name), str) else "" for name in ("caption", "creditText"))
            same = shown.get(address, Image(address))
            width, height = pixels(given.get("width")), pixels(given.get("height"))
            yield Image(address, caption or same.caption, credit or same.credit, same.alt, width, height)
    for address, image in shown.items():
        if address not in seen and len(seen) < MOST_IMAGES:
            seen.add(address)
            yield image


def shown_images(found: Blocks, kept: Sequence[int], labels: dict[int, str], base: str | None) -> Iterator[Image]:
    for picture in found.pictures if kept else ():
        if kept[0] - BEFORE <= picture.before <= kept[-1] + 1 and (picture.box.within("figure", "picture") or kept[0] <= picture.before):
            image = shown_image(picture, found.lines, labels, base)
            if image:
                yield image


def shown_image(picture: Picture, lines: Sequence[Line], labels: dict[int, str], base: str | None) -> Image | None:
    given = picture.attributes
    source = next((given[n] for n in ("data-src", "data-original", "data-lazy-src", "src") if (given.get(n) or "").strip()), None)
    width, height = pixels(given.get("width")), pixels(given.get("height"))
    if (width and width < SMALLEST) or (height and height < SMALLEST):
        return None
    address = links.canonical(source, base)
    alt = clean.plain(given.get("alt") or "")
    if not address or LOGO.search(address) or (len(alt) < SHORT_ALT and LOGO.search(alt)):
        return None
    caption, credit = told(picture, lines, labels)
    return Image(address, caption, credit, alt or None, width, height)


def told(picture: Picture, lines: Sequence[Line], labels: dict[int, str]) -> tuple[str | None, str | None]:
    """Caption and credit: the lines of its figure, or without one the lines after it in its box that are labelled so."""
    figure = picture.box.within("figure")
    close = {box for _, box in zip(range(CLOSE), picture.box.up(), strict=False)}
    captions, credit = [], ""
    for line in lines[picture.before : picture.before + AFTER]:
        label = labels.get(line.number, "")
        if figure not in line.box.up() if figure else (label not in ("caption", "credit") or close.isdisjoint(line.box.up())):
            break
        hit = FROM.search(line.text)
        text = line.text[: hit.start()] if hit else line.text
        if hit and not credit:
            credit = hit["whose"].strip()
        if label == "credit" or rules.PHOTO.search(line.text) or "credit" in line.near:
            credit = credit or text.strip("() ")
        elif text.strip():
            captions.append(text.strip())
    return " ".join(captions) or None, credit or None


def captions(found: Blocks, body: Sequence[int]) -> dict[int, str]:
    """Short lines of the text right behind a picture, in its own box; unless they are a good part of what there is."""
    lines, taken = found.lines, set(body)
    behind = {p.before for p in found.pictures if p.before in taken and lines[p.before].box is p.box and not lines[p.before].level}
    short = [n for n in sorted(behind) if len(lines[n].text) < CAPTION]
    few = sum(len(lines[n].text) for n in short) < FEW * sum(len(lines[n].text) for n in body)
    return dict.fromkeys(short, "caption") if few else {}


def pixels(value: object) -> int | None:
    text = str(value if not isinstance(value, dict) else value.get("value") or "").removesuffix("px")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
