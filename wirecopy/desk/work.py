"""The desk's deeds: place a copy in a story. Folding and marking join here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
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


def write_placements(judged: Sequence[tuple[Take, Place]], now: datetime) -> list[tuple[Reading, str]]:
    """Place takes, in their order; what was not placed before opens a story."""
    placed = set(Placement.objects.filter(copy__in=[take.copy_id for take, _ in judged]).values_list("copy", flat=True))
    first: dict[int, Place] = {}
    for take, place in judged:
        if take.copy_id not in placed:
            first.setdefault(take.copy_id, place)
    stories = Story.objects.bulk_create(
        Story(slug=slug(place.reading.headline), began_at=place.came_at, moved_at=place.came_at) for place in first.values()
    )
    opened = dict(zip(first, stories, strict=True))
    Placement.objects.bulk_create(
        Placement(story=opened[copy], copy_id=copy, reading=place.reading, placed_at=now, reason="a story of its own", rule=RULE)
        for copy, place in first.items()
    )
    Change.objects.bulk_create(Change(what="story", which=story.pk, priority=NEWS, changed_at=now) for story in stories)
    return [
        (place.reading, f"opens story {opened[take.copy_id].pk}") if first.get(take.copy_id) is place else _write_again(take, place, now)
        for take, place in judged
    ]


def _write_again(take: Take, place: Place, now: datetime) -> tuple[Reading, str]:
    """A take of a copy that has its story."""
    placed = Placement.objects.select_related("story", "reading__take").get(copy=take.copy_id)
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
