"""The desk's nightly work: what should be put right among the stories, now that more is known? And which go on from one another?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

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


def join_lines(now: datetime, around: Iterable[Story] | None = None) -> int:
    """Write down which stories are of one running story; how many of those there are. A line keeps its number as it grows, and one that
    goes up in another says in which. `around`: look only at these stories and at those of their lines, which takes a moment; what
    comes later and goes on from them follows at night."""
    open_now = open_stories().catch_up(now)
    only = None if around is None else _with_lines(around) & open_now.open.keys()
    found = lines(links(open_now, _ties(), only))
    with at_the_desk(now) as stories:
        rows = Story.objects.in_bulk(stories.open if only is None else only.union(*found))
        wanted = _wanted(found, rows)
        left: dict[int, set[int | None]] = {}  # a line that stories left: for which others
        for story in rows.values():
            line = wanted.get(story.pk)
            if only is not None and story.pk not in only and story.line_id:
                continue
            if story.line_id != line:
                Story.objects.filter(pk=story.pk).update(line=line)
                Change.note("story", story.pk, now)
                if story.line_id:
                    left.setdefault(story.line_id, set()).add(line)
        StoryLine.objects.filter(pk__in=set(wanted.values()), merged_into__isnull=False).update(merged_into=None)
        for gone, lines_now in sorted(left.items()):
            into, *others = lines_now
            if into is not None and not others and gone not in wanted.values():
                _merge(gone, into, now)
            Change.note("line", gone, now)
    return len(found)


def _with_lines(around: Iterable[Story]) -> set[int]:
    numbers = {story.pk for story in around}
    running = Story.objects.filter(pk__in=numbers, line__isnull=False).values("line")
    return numbers.union(Story.objects.filter(line__in=running).values_list("pk", flat=True))


def _ties() -> Ties:
    """What editors have said of stories; of a story that was merged, it holds for the one that it went into."""
    ruled = list(Ruling.objects.filter(kind__in=["tied", "cut"]).select_related("story", "other_story"))
    return Ties(*(frozenset(_standing(one) for one in ruled if one.kind == kind) for kind in ("tied", "cut")))


def _standing(ruling: Ruling) -> tuple[int, int]:
    ends = []
    for end in (ruling.story, ruling.other_story):
        while end and end.merged_into:
            end = end.merged_into
        ends.append(end.pk if end else 0)
    return ends[0], ends[1]


def _wanted(found: Iterable[Sequence[int]], rows: dict[int, Story]) -> dict[int, int]:
    """By story the line that it is to be of: the one that its earliest has, or a new one."""
    wanted: dict[int, int] = {}
    for numbers in found:
        told = sorted((rows[number] for number in numbers if number in rows), key=lambda story: (story.began_at, story.pk))
        if len(told) < 2:
            continue
        taken = set(wanted.values())
        known = next((story.line_id for story in told if story.line_id and story.line_id not in taken), None)
        line = known or StoryLine.objects.create(slugline=told[0].slugline, began_at=told[0].began_at).pk
        wanted |= dict.fromkeys((story.pk for story in told), line)
    return wanted


def _merge(gone: int, into: int, now: datetime) -> None:
    """All open stories of a line are of another one: those that are not open any more go along, unless an editor cut one of them off."""
    rest = Story.objects.filter(line=gone)
    if Ruling.objects.filter(Q(story__in=rest) | Q(other_story__in=rest), kind="cut").exists():
        return
    for story in rest.filter(merged_into=None).values_list("pk", flat=True):
        Change.note("story", story, now)
    rest.update(line=into)
    StoryLine.objects.filter(Q(pk=gone) | Q(merged_into=gone)).update(merged_into=into)
