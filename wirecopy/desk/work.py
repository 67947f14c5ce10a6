"""The desk's deeds: place a copy in a story. Folding and marking join here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from wirecopy.desk.models import Placement, Story
from wirecopy.wire.models import Change, Reading, Take

RULE = "1"  # of placing: each copy tells a story of its own
URGENT, NEWS, SAME = 1, 5, 8  # how soon the press prints a change


@dataclass(frozen=True, slots=True)
class Place:
    reading: Reading
    came_at: datetime
    changed: bool  # against the copy's reading before


def judge_place(take: Take) -> Place:
    """Where does this take belong? Until copies are folded, a copy is a story of one."""
    reading: Reading = take.readings_taken[0]  # type: ignore[attr-defined]
    copy = take.copy
    came = reading.published_at or copy.given_at or copy.seen_at
    placed: Placement | None = getattr(copy, "placement", None)
    before = placed.reading if placed else None
    changed = before is None or (before.headline, before.article.get("body")) != (reading.headline, reading.article.get("body"))
    return Place(reading, min(came, take.received_at), changed)


def write_placement(take: Take, place: Place, now: datetime) -> tuple[Reading, str]:
    placed = Placement.objects.select_related("story", "reading__take").filter(copy=take.copy_id).first()
    if placed is None:
        story = Story.objects.create(slug=slug(place.reading.headline), began_at=place.came_at, moved_at=place.came_at)
        Placement.objects.create(story=story, copy=take.copy, reading=place.reading, placed_at=now, reason="a story of its own", rule=RULE)
        Change.note("story", story.pk, now, NEWS)
        return place.reading, f"opens story {story.pk}"
    story = placed.story
    if placed.reading.take.number > take.number:
        return place.reading, f"an earlier take of story {story.pk}"
    Placement.objects.filter(pk=placed.pk).update(reading=place.reading)
    if place.changed:
        Story.objects.filter(pk=story.pk).update(moved_at=max(story.moved_at, take.received_at))
    Change.note("story", story.pk, now, URGENT if place.changed else SAME)
    return place.reading, f"{'changes' if place.changed else 'leaves'} story {story.pk}{'' if place.changed else ' as it was'}"


def slug(headline: str) -> str:
    """An address word for a story: the headline in plain letters, cut at a word; "story" where it has none."""
    plain = unicodedata.normalize(
        "NFKD", headline.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("æ", "ae").replace("Æ", "Ae")
    )
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    made = ""
    for word in words:
        if len(made) + len(word) > 60:
            break
        made = f"{made}-{word}" if made else word
    return made or "story"
