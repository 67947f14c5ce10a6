"""What do tests of releases and of an edition's own copy begin with? Made-up texts, as rows."""

from __future__ import annotations

import secrets
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image
from press_rows import NOW

from wirecopy import copyflow
from wirecopy.press.models import Edition
from wirecopy.releases import filing, pictures
from wirecopy.releases.models import Attached, Draft, Release, Writing

TEXT = """The rowing club of Vardø opens its new boathouse on **Saturday 5 December** at noon. It has room for 24 boats, twice as
many as the shed that the storm of 2021 took.

## What it cost

- The house: 2.1 million kroner
- The slip: 400,000 kroner, of which the town paid half

> We have rowed from a beach for four years, and now we have a roof.

That is how Signe Aune, who leads the club, put it. [The plans](https://rowing.example/plans) hang in the town hall.

About the club: it was founded in 1911 and has 140 members. Write to us for our newsletter."""


def release(edition: Edition, **facts: Any) -> Release:
    """A release that waits for an editor."""
    given: dict[str, Any] = {
        "headline": "Vardø rowing club opens its boathouse", "standfirst": "Four years after the storm the boats have a roof again.",
        "dateline": "VARDØ", "text": TEXT, "category": "community", "sender": "Vardø Rowing Club", "contact": "Signe Aune",
        "address": "signe@rowing.example", "confirmed_at": NOW, "rights_at": NOW, "standing": "waiting", "handed_in_at": NOW,
        "secret": secrets.token_urlsafe(32)[:43], "made_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    return Release.objects.create(edition=edition, **{**given, **facts})


def draft(edition: Edition, **facts: Any) -> Draft:
    given: dict[str, Any] = {
        "headline": "Harbour board meets behind closed doors", "standfirst": "", "dateline": "Kirkenes, Norway", "byline": "By Pia Lund",
        "text": "The harbour board met on Monday without the public.\n\nIt will say on Friday what it decided.", "author": "Pia Lund",
        "made_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    return Draft.objects.create(edition=edition, **{**given, **facts})


def attach(writing: Writing, colour: str = "#3d5566", **facts: Any) -> Attached:
    """A picture of its own, taken in as an upload is."""
    out = BytesIO()
    Image.new("RGB", (1200, 750), colour).save(out, "PNG")
    out.seek(0)
    made = pictures.take_in(out)
    assert isinstance(made, pictures.Made)
    given: dict[str, Any] = {"alt": "The slip, seen from the water", "caption": "The new slip on Friday.", "credit": "Photo: Liv Holm"}
    place = {"release": writing} if isinstance(writing, Release) else {"draft": writing}
    return Attached.objects.create(
        **place, rank=writing.pictures.count(), file=made.file, width=made.width, height=made.height, **{**given, **facts}  # type: ignore[attr-defined]
    )


def walk(now: datetime = NOW) -> int:
    """What is due is filed and goes as far as the road leads; how many were filed."""
    filed = filing.file_due(now)
    while copyflow.move("tests", now):
        pass
    return filed
