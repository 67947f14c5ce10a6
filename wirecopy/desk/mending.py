"""The desk's nightly work: what should be put right among the stories, now that more is known? And which go on from one another?"""

from __future__ import annotations

from datetime import datetime, timedelta

from wirecopy.desk.lines import Ties, lines, links
from wirecopy.desk.models import Ruling, Story, StoryLine
from wirecopy.desk.open_stories import fixed, open_stories
from wirecopy.desk.placing import at_the_desk, carry_out, write_down
from wirecopy.desk.repair import repair
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
                decisions = carry_out(stories, one, now)
                write_down(decisions)
            done += bool(decisions)
        made += done
        if not done:
            break
    running = join_lines(now)
    return f"{made} repairs of stories; {running} running stories"


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
