"""What does the desk keep of a text, and what becomes of its story when that is erased?"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from wirecopy.desk import folding
from wirecopy.desk.models import Decision, Fingerprint, Folding, Group, Notice, Pickup, Placement, Story, StoryLine
from wirecopy.desk.placing import slug as slugged
from wirecopy.desk.stories import Weighed, unpack
from wirecopy.desk.terms import terms
from wirecopy.desk.texts import one_at_a_time
from wirecopy.wire.models import Copy, Reading

ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Left:
    """What an erased copy leaves at the desk."""

    story: Story | None  # that it told; None: it was not placed
    family: frozenset[int]  # that story and those that went into it
    emptied: bool  # no other copy tells it
    beside: frozenset[int]  # other stories, whose copies shared text with it
    renamed: Mapping[int, tuple[str, str]]  # story -> its slug before and now
    lines: Mapping[int, tuple[str, str]]  # running story -> its slugline before and now


def forget(copy: Copy, headlines: set[str], now: datetime, *, address: bool) -> Left:
    """In a transaction: let go of a copy's text. `address`: also of the words of its headline in the address of its story."""
    one_at_a_time()
    placed = Placement.objects.filter(copy=copy).select_related("story").first()
    story = placed.story if placed else None
    family = _family(story) if story else frozenset()
    shared = Pickup.objects.filter(Q(copy=copy) | Q(original=copy) | Q(finder=copy))
    ends = shared.values_list("copy__placement__story", "original__placement__story")
    beside = frozenset(number for row in ends for number in row if number) - family
    shared.delete()
    Placement.objects.filter(copy=copy).delete()
    groups = set(Folding.objects.filter(copy=copy).values_list("group", flat=True))
    Folding.objects.filter(copy=copy).delete()
    Fingerprint.objects.filter(copy=copy).delete()
    folding.settle(groups, now)
    Decision.objects.filter(group__in=groups).update(why=ERASED)  # it may say by which words
    for group in Group.objects.filter(pk__in=groups):
        Group.objects.filter(pk=group.pk).update(terms=_still_said(group))
    Notice.objects.filter(story__in=family, headline__in=headlines).update(headline="")
    emptied = story is not None and not Placement.objects.filter(story=story).exists()
    renamed, lines = _rename(family, headlines) if address else ({}, {})
    return Left(story, family, emptied, beside, renamed, lines)


def _still_said(group: Group) -> bytes:
    """What a text tells its event with, less what none of the copies that still carry it says."""
    said: set[str] = set()
    for reading in Reading.objects.filter(fingerprint__in=group.foldings.values("fingerprint")):
        article = reading.as_article()
        said |= terms(reading.headline, article.standfirst or "", article.body).counts.keys()
    if not said:
        return b""
    held = unpack(bytes(group.terms))
    heavy = [(term, weight) for term, weight in held.heavy() if term in said]
    others = [term for term in held.terms[len(held.weights) :] if term in said]
    left = Weighed((*(term for term, _ in heavy), *others), array("H", (weight for _, weight in heavy)), held.names & said)
    return left.pack()


def _family(story: Story) -> frozenset[int]:
    found, further = {story.pk}, {story.pk}
    while further := set(Story.objects.filter(merged_into__in=further).values_list("pk", flat=True)) - found:
        found |= further
    return frozenset(found)


def _rename(family: frozenset[int], headlines: set[str]) -> tuple[dict[int, tuple[str, str]], dict[int, tuple[str, str]]]:
    """Stories whose address was made of such a headline are called by their number alone, and so are the running stories named after
    them. Their old addresses lead nowhere."""
    slugs = {slugged(each) for each in headlines}
    renamed, lines = {}, {}
    for story in Story.objects.filter(pk__in=family, slug__in=slugs).select_related("line"):
        line = story.line
        if line and line.slugline == story.slugline:
            lines[line.pk] = line.slugline, f"line-{line.pk}"
            StoryLine.objects.filter(pk=line.pk).update(slugline=f"line-{line.pk}")
        if story.slug != "story":
            renamed[story.pk] = story.slug, "story"
        Story.objects.filter(pk=story.pk).update(slug="story", slugline=f"story-{story.pk}")
    return renamed, lines
