"""How will a text look in print? The press's own page of a story, made of what is written now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.template import Context
from selectolax.lexbor import LexborHTMLParser

from wirecopy.press.body import pieces, place
from wirecopy.press.pages import ENGINE, Run
from wirecopy.press.told import Figure, Hop, Telling, Told
from wirecopy.releases import filing
from wirecopy.releases.models import Attached, Release
from wirecopy.releases.page import Shot, page
from wirecopy.wire import filed
from wirecopy.wire.rights import Rights, shown


def proof(writing: filing.Text, now: datetime, address_of: Callable[[Attached], str], back: str) -> str:
    """The page as it would be printed now, in whole; `address_of` a picture, and `back` to where one came from."""
    run = Run(writing.edition, now, ())
    story = told(writing, now, address_of)
    given = {
        "story": story,
        "title": story.headline,
        "path": story.path,
        "here": "",
        "body": pieces(story.best.shown.blocks),
        "place": place(story),
        "changes": 0,
        "json_ld": "{}",
        "letters": False,
        "back": back,
        "preview": "Preview. Nobody else sees this page.",
        "back_label": "Back to the desk",
    }
    return ENGINE.get_template("story.html").render(Context({**run.common, **given}))


def told(writing: filing.Text, now: datetime, address_of: Callable[[Attached], str]) -> Told:
    attached = list(writing.pictures.order_by("rank", "pk"))
    # The page names pictures by addresses of the wire; which of them stands where, we know by their order.
    shots = [Shot(f"https://picture.invalid/{each.pk}", each.width, each.height, each.alt, each.caption, each.credit) for each in attached]
    url, name = filing.address(writing), filing.whose(writing)
    first_at = writing.copy.seen_at if writing.copy else now
    made = page(filing.written(writing, name, url, shots, first_at, now))
    may_show = shown(filed.read(LexborHTMLParser(made), url), Rights("full", pictures=True))
    figures = [
        Figure(address_of(each), (each.width, each.height), image) for each, image in zip(attached, may_show.images, strict=True)
    ]
    best = Telling(
        copy=0,
        outlet=name,
        outlet_slug="",
        outlet_home="",
        original_url=url,
        shown=replace(may_show, images=may_show.images[:1]),
        seen_at=now,
        came_at=first_at,
        takes=1,
        picture=figures[0].path if figures else None,
        picture_size=figures[0].size if figures else (0, 0),
        further=tuple(figures[1:]),
        kind="sender" if isinstance(writing, Release) else "edition",
    )
    return Told(0, "", url, None, None, now, best, (), (Hop(name, "seen"),))
