"""The desk's nightly work: what should be put right among the stories, now that more is known? And which go on from one another?"""

from __future__ import annotations

from datetime import datetime, timedelta

from wirecopy.desk.lines import Ties, lines, links
from wirecopy.desk.models import Decision, Group, Ruling, Story, StoryLine
from wirecopy.desk.open_stories import open_stories
from wirecopy.desk.placing import at_the_desk, merged, open_story, relocate, write_down
from wirecopy.desk.repair import Fixed, Repair, repair
from wirecopy.desk.stories import Stories
from wirecopy.desk.terms import terms
from wirecopy.wire.models import Change

ROUNDS = 5  # repairs may make others worth making
LOOKED_AT = timedelta(days=7)  # stories that got a text within this time are looked at


def mend(now: datetime) -> str:
    """Repair the stories of the last days, each repair a decision with its reason and rule; then join stories to lines."""
    made = 0
    for _ in range(ROUNDS):
        # Looked for outside any transaction, for it may take long; what another worker has changed meanwhile is left alone.
        found = repair(open_stories().catch_up(now), fixed(), now - LOOKED_AT)
        done = 0
        for one in found:
            with at_the_desk(now) as stories:
                decisions = _carry_out(stories, one, now)
                write_down(decisions)
            done += bool(decisions)
        made += done
        if not done:
            break
    running = join_lines(now)
    return f"{made} repairs of stories; {running} running stories"


def fixed() -> Fixed:
    """What editors have decided, of groups by number."""
    pinned = Ruling.objects.filter(kind="pinned").order_by("pk").values_list("group", "story")
    apart = Ruling.objects.filter(kind="apart").values_list("group", "other")
    return Fixed(apart=frozenset(apart), pinned=dict(pinned))


def _carry_out(stories: Stories, one: Repair, now: datetime) -> list[Decision]:
    if one.kind == "merge" and one.into is not None:
        return merged(stories, one.story, one.into, "repaired", one.why, now)
    groups = list(Group.objects.filter(pk__in=one.articles, story=one.story).select_related("first").order_by("pk"))
    if not groups:
        return []
    if one.into is not None:
        into = Story.objects.filter(pk=one.into, merged_into=None).first()
    else:
        headline = groups[0].first.headline if groups[0].first else ""
        at = min((group.told_at for group in groups if group.told_at), default=now)
        told = terms(headline, "", "")
        into = open_story(headline, told, stories.weigh(told), at)
    return relocate(stories, groups, into, "repaired", one.why, now) if into else []


def join_lines(now: datetime) -> int:
    """Write down which stories are of one running story; how many of those there are. A line keeps its number as it grows."""
    ruled = Ruling.objects.filter(kind__in=["tied", "cut"]).values_list("kind", "story", "other_story")
    ties = Ties(*(frozenset((a, b) for kind, a, b in ruled if kind == which) for which in ("tied", "cut")))
    found = lines(links(open_stories().catch_up(now), ties))
    with at_the_desk(now) as stories:
        rows = Story.objects.in_bulk(stories.open)
        left: set[int] = set()
        wanted: dict[int, StoryLine] = {}
        taken: set[int] = set()
        for numbers in found:
            told = sorted((rows[number] for number in numbers if number in rows), key=lambda story: (story.began_at, story.pk))
            if len(told) < 2:
                continue
            known = [story.line_id for story in told if story.line_id and story.line_id not in taken]
            line = (
                StoryLine.objects.get(pk=known[0])
                if known
                else StoryLine.objects.create(slugline=told[0].slugline, began_at=told[0].began_at)
            )
            taken.add(line.pk)
            wanted |= {story.pk: line for story in told}
        for story in rows.values():
            line_now = wanted.get(story.pk)
            if story.line_id != (line_now.pk if line_now else None):
                Story.objects.filter(pk=story.pk).update(line=line_now)
                Change.note("story", story.pk, now)
                left |= {story.line_id} if story.line_id else set()
        for line_left in sorted(left):
            Change.note("line", line_left, now)
    return len(found)
