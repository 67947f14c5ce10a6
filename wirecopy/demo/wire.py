"""What does the sample wire answer at an address, at a given time?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wirecopy.demo.feeds import files, robots
from wirecopy.demo.outlets import SampleOutlet, outlets
from wirecopy.demo.pages import SIDE_PAGES, Site
from wirecopy.demo.pictures import picture
from wirecopy.demo.stories import LATER, Piece, pieces
from wirecopy.demo.truth import Copy, as_json, truth


@dataclass(frozen=True, slots=True)
class Reply:
    """`etag` comes with its quotes; `last_modified` is None where a server would not know it."""

    status: int
    content_type: str
    body: bytes
    etag: str
    last_modified: datetime | None


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that stands on the wire in one state of it."""

    replies: Mapping[tuple[str, str], Reply]
    pictures: Mapping[tuple[str, str], Piece]
    truth: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Wire:
    anchor: datetime
    outlets: tuple[SampleOutlet, ...]
    truth: tuple[Copy, ...]
    before: Printed
    after: Printed

    def answer(self, host: str, path: str, now: datetime) -> Reply:
        """The reply to a GET of `http://host{path}`. A host that is not on the wire gets 502, an address that is not gets 404."""
        state = self.after if now >= self.anchor + LATER else self.before
        host, path = host.lower(), path.partition("?")[0] or "/"
        found = state.replies.get((host, path))
        if found:
            return found
        pictured = state.pictures.get((host, path))
        if pictured:
            origin = pictured
            while origin.origin:  # a copy carries the picture of what it was made from
                origin = origin.origin
            return _reply("image/jpeg", picture(origin.id, origin.scene), pictured.published)
        if (host, "/") not in state.replies:
            return _reply("text/plain; charset=utf-8", b"This host is not on the sample wire.\n", None, 502)
        return _reply("text/plain; charset=utf-8", b"There is no such page.\n", None, 404)


def build(anchor: datetime, now: datetime | None = None) -> Wire:
    """The wire whose newest article came out a few minutes before `anchor`; the same bytes for the same anchor.

    `truth` is what the pages say at `now`, or at the anchor where none is given. Both need a time zone.
    """
    if anchor.tzinfo is None:
        raise ValueError("the anchor needs a time zone")
    before, after = _print(anchor, later=False), _print(anchor, later=True)
    changed = now is not None and now >= anchor + LATER
    return Wire(anchor, tuple(outlets().values()), (after if changed else before).truth, before, after)


def _print(anchor: datetime, later: bool) -> Printed:
    listed = pieces(anchor, later)
    said = truth(listed)
    whole = _reply("application/json", json.dumps(as_json(said), ensure_ascii=False, indent=1).encode(), None)
    replies: dict[tuple[str, str], Reply] = {}
    for outlet in outlets().values():
        own = [piece for piece in listed if piece.outlet.slug == outlet.slug]
        for path, reply in _outlet(outlet, own, listed).items():
            replies[outlet.host, path] = reply
        replies[outlet.host, "/truth.json"] = whole
    pictured = {(piece.outlet.host, f"/pictures/{piece.id}.jpg"): piece for piece in listed}
    return Printed(replies, pictured, said)


def _outlet(outlet: SampleOutlet, own: list[Piece], listed: tuple[Piece, ...]) -> dict[str, Reply]:
    site = Site(outlet, own, listed)
    charset = outlet.habits.charset
    kind = f"text/html; charset={charset}"
    newest = max(piece.changed for piece in own)

    def html(text: str, changed: datetime | None) -> Reply:
        return _reply(kind, text.encode(charset, "xmlcharrefreplace"), changed)

    replies = {"/": html(site.front(), newest), "/robots.txt": _reply("text/plain", robots(outlet), None)}
    replies |= {f"/{section}/": html(site.front(section), newest) for section in outlet.habits.sections}
    replies |= {f"/{word}": html(site.side(word), None) for word in SIDE_PAGES}
    replies |= {piece.path: html(site.article(piece), piece.changed) for piece in own}
    for made in outlet.announcements:
        replies |= {path: _reply(type_, body, newest) for path, (type_, body) in files(outlet, made, own).items()}
    return replies


def _reply(content_type: str, body: bytes, changed: datetime | None, status: int = 200) -> Reply:
    return Reply(status, content_type, body, f'"{hashlib.sha256(body).hexdigest()[:20]}"', changed)
