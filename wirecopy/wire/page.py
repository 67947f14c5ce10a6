"""What does this page say? Page -> blocks -> article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire import (
    assemble,
    body,
    decode,
    ends,
    facts_head,
    facts_time,
    filed,
    gate,
    labelled,
    lines,
    links,
    plaintext,
    scripted,
    traits,
)
from wirecopy.wire.article import Article
from wirecopy.wire.blocks import Line, blocks
from wirecopy.wire.facts import facts
from wirecopy.wire.habit import Habit
from wirecopy.wire.pictures import captions

READER = "11"
MARKUP = re.compile(rb"<(?:!doctype|html|head|body|meta|div|article|section|table|p|h1|span|br)\b", re.I)
MARKUP_WITHIN = 20_000
MOST_SIBLINGS = 8
NEAR_COPY = 0.6
TOO_LITTLE = 200  # letters of text on a page that may draw it by a script


def read(
    page: bytes | str, url: str | None = None, *, encoding: str | None = None, siblings: Sequence[bytes | str] = (),
    habit: Habit | None = None,
) -> Article:  # fmt: skip
    """See `wirecopy.read`."""
    source = decode.utf8(page, encoding)
    if not MARKUP.search(source, 0, MARKUP_WITHIN):
        return facts_time.of_text(plaintext.read(decode.printed(source.decode("utf-8")), url), (habit or Habit()).at_home(url, ()))
    tree = LexborHTMLParser(gate.admitted(source))
    if habit and habit.ours:
        return filed.read(tree, url)
    said = facts(tree, url)
    found = blocks(tree)
    shown = found.lines
    repeated = repeats(shown, siblings, encoding)
    chosen = labelled.labelled(shown, traits.told_of(said), said.article_body, pictured={picture.before for picture in found.pictures})
    numbers = [n for n in chosen.text if n not in repeated]
    if not said.article_body and body.size(shown, set(numbers)) < TOO_LITTLE:
        said.article_body, said.body_in = scripted.text(source.decode("utf-8")), "script"
    head = facts_head.Head()
    outlet = facts_head.outlet(said, url)
    sites = [name for name, _ in said.outlet] + ([outlet[0]] if outlet else []) + facts_head.host_names(url)
    facts_head.headline(said, shown, numbers, sites, head)
    facts_head.standfirst(said, shown, numbers, head)
    facts_head.kicker(shown, head)
    facts_head.byline(said, shown, numbers, head)
    at_home = (habit or Habit()).at_home(url, [tag for tag, _ in said.language])
    apart = captions(found, numbers)
    published, updated = facts_time.published_and_updated(
        said.published, said.updated, shown, head.at, at_home, body=numbers, apart=apart, url=url
    )
    known = apart | head.lines
    labels = chosen.beside() | lines.labels(shown, numbers, head.at, head.authors, known, links.host(url))
    labels |= ends.labels(shown, numbers, labels)
    return assemble.article(url, said, found, numbers, labels, repeated, head, outlet, published, updated)


def repeats(shown: Sequence[Line], siblings: Sequence[bytes | str], encoding: str | None) -> set[int]:
    """The lines that a sibling page shows too. One with most of the page's text is another address of the same story, not a sibling."""
    found: set[int] = set()
    size = sum(len(line.text) for line in shown if len(line.text) > 60) or 1
    for sibling in siblings[:MOST_SIBLINGS]:
        try:
            other = blocks(LexborHTMLParser(gate.admitted(decode.utf8(sibling, encoding))))
        except gate.Unreadable:
            continue
        keys = {line.key for line in other.lines if len(line.key) > 3}
        same = {line.number for line in shown if line.key in keys}
        if sum(len(shown[n].text) for n in same if len(shown[n].text) > 60) < NEAR_COPY * size:
            found |= same
    return found
