"""An editor's deeds at stories: merge, split, move; tie and cut. Each is a ruling that wins over every rule, and outlasts every repair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wirecopy.desk.mending import join_lines
from wirecopy.desk.models import Group, Ruling, Story
from wirecopy.desk.placing import URGENT, at_the_desk, merged, open_story, relocate, write_down
from wirecopy.desk.terms import terms
from wirecopy.wire.models import Change


def merge(story: Story, into: Story, editor: str, now: datetime) -> None:
    """An editor says that two stories are one. Its texts stay there whatever a repair may find."""
    with at_the_desk(now) as stories:
        groups = list(story.groups.order_by("pk"))
        _rule(groups, into, editor, now)
        _rule(list(into.groups.order_by("pk")), into, editor, now)
        write_down(merged(stories, story.pk, into.pk, "edited", "an editor merged the stories", now, editor))
    join_lines(now, [story, into])


def split(groups: Sequence[Group], editor: str, now: datetime) -> Story:
    """An editor says that these texts of a story tell another one: which is opened, and returned."""
    with at_the_desk(now) as stories:
        told = groups[0].story
        if told is None or any(group.story_id != told.pk for group in groups):
            raise ValueError("only texts of one story can be split from it")
        rest = list(told.groups.exclude(pk__in=[group.pk for group in groups]).order_by("pk"))
        if not rest:
            raise ValueError("a story cannot be split from itself: some text must stay")
        first = groups[0].first or groups[0].original
        headline = first.headline if first else told.slug
        at = min((group.told_at for group in groups if group.told_at), default=told.began_at)
        taken = terms(headline, "", "")
        story = open_story(headline, taken, stories.weigh(taken), at)
        Ruling.objects.bulk_create(
            Ruling(kind="apart", group=one, other=other, editor=editor, ruled_at=now) for one in groups for other in rest
        )
        _rule(groups, story, editor, now)
        write_down(relocate(stories, groups, story, "edited", "an editor split it off", now, editor))
        Change.note("story", told.pk, now, URGENT)
    join_lines(now, [told, story])
    return story


def move(groups: Sequence[Group], into: Story, editor: str, now: datetime) -> None:
    """An editor says that these texts tell that story."""
    left = list(Story.objects.filter(groups__in=groups).distinct())
    with at_the_desk(now) as stories:
        _rule(groups, into, editor, now)
        write_down(relocate(stories, groups, into, "edited", "an editor moved it", now, editor))
    join_lines(now, [*left, into])


def tie(story: Story, other: Story, editor: str, now: datetime) -> None:
    """An editor says that two stories belong to one running story."""
    _between(story, other, "tied", editor, now)


def cut(story: Story, other: Story, editor: str, now: datetime) -> None:
    """An editor says that two stories do not go on from one another."""
    _between(story, other, "cut", editor, now)


def _between(story: Story, other: Story, kind: str, editor: str, now: datetime) -> None:
    """Write the word down, and join the lines anew by it: what readers see of them follows at once."""
    with transaction.atomic():
        Ruling.objects.filter(kind__in=["tied", "cut"], story__in=[story, other], other_story__in=[story, other]).delete()
        Ruling.objects.create(kind=kind, story=story, other_story=other, editor=editor, ruled_at=now)
    join_lines(now, [story, other])


def _rule(groups: Sequence[Group], story: Story, editor: str, now: datetime) -> None:
    """Pin texts to a story: the newest word holds."""
    Ruling.objects.filter(kind="pinned", group__in=groups).delete()
    Ruling.objects.bulk_create(Ruling(kind="pinned", group=group, story=story, editor=editor, ruled_at=now) for group in groups)
