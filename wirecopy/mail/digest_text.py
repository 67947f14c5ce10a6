"""How is a letter written as plain text? In 72 columns, sections underlined, links on lines of their own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from wirecopy.mail.letter import LEAVE, PREFERENCES, Masthead
from wirecopy.press.edition import NO_SPACES
from wirecopy.press.issue import also_in, counts, hop_said, named_by
from wirecopy.press.words import Words, words

COLUMNS = 72
INDENT = "  "
CLOSING = "、。，．）」』】〉》！？…"  # they begin no line


def written(told: Mapping[str, Any], masthead: Masthead) -> str:
    label = words(masthead.language)
    return "\n".join((*_head(told, masthead, label), *_body(told, masthead, label), *_foot(told, masthead, label))) + "\n"


def _head(told: Mapping[str, Any], masthead: Masthead, label: Words) -> Iterator[str]:
    day = label.long_date(date.fromisoformat(told["day"]))
    for line in (masthead.name, masthead.tagline, f"{day}, {masthead.place}" if masthead.place else day, counts(told, label)):
        yield from wrapped(line)
    yield "=" * COLUMNS


def _body(told: Mapping[str, Any], masthead: Masthead, label: Words) -> Iterator[str]:
    for part in told["sections"]:
        yield from _heading(part["name"])
        for story in part["stories"]:
            yield from _story(story, masthead, label)
        if part["teasers"]:
            yield from ("", *wrapped(label["letter_also_new"] + ":"))
        for each in part["teasers"]:
            named = _labelled(each, f"{named_by(each)}: {each['text'] or each['headline']}", label)
            yield from ("", *wrapped(named, INDENT), *_link(each, masthead))
        if part["more"]:
            yield from ("", *wrapped(label.count("letter_more", part["more"]) + ":"), INDENT + masthead.base + part["path"])
    if told.get("updated"):
        yield from _heading(label["letter_updated"])
    for story in told.get("updated", ()):
        yield from ("", *wrapped(story["headline"]), *wrapped(story["outlet"], INDENT), *_link(story, masthead))
    if told.get("notices"):
        yield from _heading(label["letter_notices"])
    for notice in told.get("notices", ()):
        said = f"{label['letter_' + notice['kind']]}: {notice['headline']}"
        yield from ("", *wrapped(said), *wrapped(notice["text"], INDENT), *_link(notice, masthead))


def _heading(name: str) -> Iterator[str]:
    lines = list(wrapped(name))
    yield from ("", "", *lines, "-" * max(map(width, lines), default=0))


def _story(story: Mapping[str, Any], masthead: Masthead, label: Words) -> Iterator[str]:
    yield ""
    yield from wrapped(_labelled(story, story["headline"], label))
    yield from wrapped(f"{story['place']}: {story['text']}" if story["place"] and story["text"] else story["text"], INDENT)
    *hops, _ = story["chain"] or ({},)
    way = " > ".join((*(hop_said(hop, label) for hop in hops), story["outlet"]))
    yield from wrapped("; ".join(filter(None, (way, also_in(story, label)))), INDENT)
    yield from _link(story, masthead)


def _labelled(line: Mapping[str, Any], said: str, label: Words) -> str:
    return f"[{label['release']}] {said}" if line.get("release") else said


def _link(line: Mapping[str, Any], masthead: Masthead) -> Iterator[str]:
    if line["path"]:
        yield INDENT + masthead.base + line["path"]


def _foot(told: Mapping[str, Any], masthead: Masthead, label: Words) -> Iterator[str]:
    yield from ("", "", "=" * COLUMNS)
    yield from wrapped(f"{masthead.name}. {label['promise']}.")
    yield from wrapped(label["letter_why"].format(paper=masthead.name))
    links = [(label["letter_leave"], LEAVE), (label["letter_preferences"], PREFERENCES)]
    if told.get("path"):
        links.append((label["letter_online"], masthead.base + told["path"]))
    for name, address in links:
        yield from ("", *wrapped(name + ":"), INDENT + address)
    if masthead.postal.strip():
        yield ""
    for line in masthead.postal.splitlines():
        yield from wrapped(line)


def wrapped(text: str, indent: str = "") -> Iterator[str]:
    """Lines of at most 72 columns; a word breaks only where it is longer than a line, or its script puts no spaces between words."""
    room, line = COLUMNS - len(indent), ""
    for word in text.split():
        for at, piece in enumerate(_pieces(word, room)):
            longer = f"{line} {piece}" if line and not at else line + piece
            if line and width(longer) > room:
                yield indent + line
                line = piece
            else:
                line = longer
    if line:
        yield indent + line


def _pieces(word: str, room: int) -> Iterable[str]:
    if width(word) <= room and not NO_SPACES.search(word):
        return (word,)
    pieces: list[str] = []
    for sign in word:
        if pieces and (not width(sign) or sign in CLOSING):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def width(text: str) -> int:
    """Columns that a terminal gives to `text`."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else not unicodedata.combining(sign) for sign in text)
