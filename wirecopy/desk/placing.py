"""The desk's deed at a copy whose text is folded: place it. Which story does it tell?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from wirecopy.desk import cluster, folding
from wirecopy.desk.models import Decision, Folding, Group, Placement, Ruling, Story
from wirecopy.desk.noticing import carry
from wirecopy.desk.open_stories import fixed, open_stories
from wirecopy.desk.repair import Fixed, Repair, again
from wirecopy.desk.roundup import looseness
from wirecopy.desk.slug import slugline
from wirecopy.desk.stories import Stories, Weighed, spoken
from wirecopy.desk.terms import Terms, parts, terms
from wirecopy.desk.texts import one_at_a_time
from wirecopy.rows import change, put
from wirecopy.wire.models import Change, Reading, Take

RULE = f"{cluster.RULE} after {folding.RULE}"[:40]
URGENT, NEWS, SAME = 1, 5, 8  # how soon the press prints a change


@dataclass(frozen=True, slots=True)
class Place:
    reading: Reading
    came_at: datetime
    changed: bool  # against the copy's reading before
    terms: Terms | None  # where its text is not in a story yet
    loose: float = 0.0  # how far its paragraphs fall apart


def judge_place(take: Take) -> Place:
    """What does this take tell its event with, and is it news against the reading before?"""
    reading: Reading = take.readings_taken[0]  # type: ignore[attr-defined]
    copy = take.copy
    came = reading.published_at or copy.given_at or copy.seen_at
    placed: Placement | None = getattr(copy, "placement", None)
    before = placed.reading if placed else None
    changed = before is None or (before.headline, before.article.get("body")) != (reading.headline, reading.article.get("body"))
    if copy.folding.group.story_id is not None:
        return Place(reading, min(came, take.received_at), changed, None)
    said = reading.article.get("standfirst") or "", reading.article.get("body") or ""
    told = terms(reading.headline, *said, open_stories().mastheads())
    return Place(reading, min(came, take.received_at), changed, told, looseness(told, spoken(reading.language)))


def write_placements(judged: Sequence[tuple[Take, Place]], now: datetime) -> list[tuple[Reading, str]]:
    """Place takes, in their order: a copy of a text that is in a story joins it, any other text is put where it fits, or opens a story."""
    one_at_a_time()
    desk = _Placing(now)
    copies = [take.copy_id for take, _ in judged]
    groups = {row.copy_id: row.group for row in Folding.objects.filter(copy__in=copies).select_related("group__story")}
    placed = {row.copy_id: row for row in Placement.objects.filter(copy__in=copies).select_related("story", "reading__take")}
    outcomes = []
    for take, place in judged:
        outcomes.append((place.reading, desk.place(take, place, groups[take.copy_id], placed)))
    desk.write()
    return outcomes


class _Placing:
    """The placements of one transaction."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.open = open_stories()
        self.open.batch_ends()
        self.stories = self.open.catch_up(now)
        self.groups: dict[int, Group] = {}  # by number: rows loaded twice are one
        self.decisions: list[Decision] = []
        self.merges: list[tuple[int, int, str]] = []  # story, into which other, why
        self.placements: dict[int, Placement] = {}
        self.left: list[tuple[int, int, int]] = []  # copy, the story that it left, the one that it tells now
        self.placed: list[int] = []  # texts put into a story
        self.texts: list[Group] = []  # put into a story, their rows not yet written
        self.moved: dict[int, Story] = {}  # stories whose time moved
        self.urgency: dict[int, int] = {}  # of a change, by story

    def place(self, take: Take, place: Place, group: Group, placed: dict[int, Placement]) -> str:
        group = self.groups.setdefault(group.pk, group)
        before = placed.get(take.copy_id)
        if before and before.reading.take.number > take.number:
            return f"an earlier take of story {before.story_id}"
        found, why = self._find(take, place, group, before) if group.story_id is None else ("joins", "its text tells that story")
        story = group.story
        assert story is not None
        row = before or Placement(copy=take.copy, placed_at=self.now)
        left, row.reading = row.story_id, place.reading
        if row.story_id != story.pk:
            row.story, row.reason, row.rule, row.placed_at = story, why[:200], RULE, self.now
        self.placements[take.copy_id] = placed[take.copy_id] = row
        if left and left != story.pk:
            self.left.append((take.copy_id, left, story.pk))
            self._note(left, NEWS)
            self._write_texts()
            if not Group.objects.filter(story=left).exists():
                Story.objects.filter(pk=left).update(merged_into=story)  # nothing is told there any more
        if before is None or left != story.pk:
            self._moves(story, place.came_at)
            self._note(story.pk, NEWS)
            return f"{found} story {story.pk}: {why}"
        if place.changed:
            self._moves(story, take.received_at)
        self._note(story.pk, URGENT if place.changed else SAME)
        return f"{'changes' if place.changed else 'leaves'} story {story.pk}{'' if place.changed else ' as it was'}"

    def _find(self, take: Take, place: Place, group: Group, before: Placement | None) -> tuple[str, str]:
        """Put a text into a story: whether it "opens" or "joins" it, and why."""
        told = place.terms or terms(place.reading.headline, "", "")
        weighed = self.stories.weigh(told, place.came_at, take.copy.outlet_id, place.reading.language)

        def paragraphs() -> Iterator[Weighed]:
            return (self.stories.weigh(part, place.came_at, None, place.reading.language) for part in parts(told))

        found = cluster.place(self.stories, weighed, parts=paragraphs, loose=place.loose)
        self.open.changes()
        if before:
            self._write_texts()
        if found.story is None and before and not before.story.groups.exists():
            story = before.story  # which nothing else is told in: it keeps its address
        elif found.story is None:
            story = open_story(place.reading.headline, told, weighed, place.came_at)
        else:
            story = Story.objects.get(pk=found.story)
        weighed = weighed.silent() if found.roundup else weighed
        self.stories.add(group.pk, weighed, story.pk)
        group.story, group.terms, group.placed_at = story, weighed.pack(), self.now
        group.told_at, group.told_by, group.language = place.came_at, take.copy.outlet, place.reading.language
        self.texts.append(group)
        self.decisions.append(decision(group, story, "placed", found.why, self.now, score=round(found.score, 3)))
        if found.also is not None:
            self.merges.append((found.also, story.pk, f"the text of group {group.pk} shows that both tell one event"))
        return "opens" if found.story is None else "joins", found.why

    def _moves(self, story: Story, at: datetime) -> None:
        story = self.moved.get(story.pk, story)
        moved, began = max(story.moved_at, at), min(story.began_at, at)
        if (moved, began) != (story.moved_at, story.began_at):
            story.moved_at, story.began_at = moved, began
            self.moved[story.pk] = story

    def _note(self, story: int, urgency: int) -> None:
        self.urgency[story] = min(urgency, self.urgency.get(story, urgency))

    def _write_texts(self) -> None:
        fields = ("story_id", "terms", "placed_at", "told_at", "told_by_id", "language")
        change(Group, fields, [(*(getattr(group, name) for name in fields), group.pk) for group in self.texts])
        self.placed += [group.pk for group in self.texts]
        self.texts = []

    def write(self) -> None:
        self._write_texts()
        Placement.objects.bulk_create(
            self.placements.values(), update_conflicts=True, unique_fields=["copy"],
            update_fields=["story", "reading", "placed_at", "reason", "rule"],
        )  # fmt: skip
        carry(self.left, self.now)
        moved = sorted(self.moved.items())  # in the order in which the press holds them
        change(Story, ("moved_at", "began_at"), [(story.moved_at, story.began_at, number) for number, story in moved])
        for gone, into, why in self.merges:
            if not kept_apart(gone, into):
                self.decisions += merged(self.stories, gone, into, "placed", why, self.now)
        ruled = fixed() if self.placed else Fixed()
        for number in self.placed:
            for one in again(self.stories, number, ruled):
                self.decisions += carry_out(self.stories, one, self.now)
        write_down(self.decisions)
        Change.objects.bulk_create(
            Change(what="story", which=story, priority=urgency, changed_at=self.now) for story, urgency in self.urgency.items()
        )


def merged(stories: Stories, gone: int, into: int, kind: str, why: str, now: datetime, editor: str = "") -> list[Decision]:
    """All texts of one story go into another, unless one of the two has gone already."""
    rows = Story.objects.filter(pk__in=[gone, into], merged_into=None).in_bulk()
    if gone == into or len(rows) < 2:
        return []
    return relocate(stories, list(rows[gone].groups.order_by("pk")), rows[into], kind, why, now, editor)


def carry_out(stories: Stories, one: Repair, now: datetime) -> list[Decision]:
    """Make a repair; none where another worker has changed meanwhile what it is about."""
    if one.kind == "merge" and one.into is not None:
        return merged(stories, one.story, one.into, "repaired", one.why, now)
    groups = list(Group.objects.filter(pk__in=one.articles, story=one.story).select_related("first").order_by("pk"))
    if not groups:
        return []
    if one.into is not None:
        into = Story.objects.filter(pk=one.into, merged_into=None).first()
    else:
        headline = groups[0].first.headline if groups[0].first else ""
        told = terms(headline, "", "")
        into = open_story(headline, told, stories.weigh(told), min((group.told_at for group in groups if group.told_at), default=now))
    return relocate(stories, groups, into, "repaired", one.why, now) if into else []


def kept_apart(gone: int, into: int) -> bool:
    """Has an editor said that a text of the first story stays there, or that texts of the two do not belong together?"""
    both = [gone, into]
    pinned = Q(kind="pinned", group__story=gone)
    return Ruling.objects.filter(pinned | Q(kind="apart", group__story__in=both, other__story__in=both)).exists()


def open_story(headline: str, told: Terms, weighed: Weighed, at: datetime) -> Story:
    story = Story(slug=slug(headline), slugline=slugline(told, weighed, _Taken()), began_at=at, moved_at=at)
    [story.pk] = put(Story, ("slug", "slugline", "began_at", "moved_at"), [(story.slug, story.slugline, at, at)])
    story._state.adding = False
    return story


class _Taken:
    """The sluglines that stories have. Asked for each story that is opened, so without building a query anew."""

    def __contains__(self, made: object) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {Story._meta.db_table} WHERE slugline = %s LIMIT 1", [str(made)])  # noqa: S608
            return cursor.fetchone() is not None


def decision(group: Group, story: Story | None, kind: str, why: str, now: datetime, **more: object) -> Decision:
    return Decision(group=group, story=story, kind=kind, why=why[:300], decided_at=now, rule=RULE if kind != "edited" else "", **more)


def relocate(
    stories: Stories, groups: Sequence[Group], into: Story, kind: str, why: str, now: datetime, editor: str = ""
) -> list[Decision]:
    """Move texts and their copies into another story; one left without a text goes into it too. The decisions, not yet written."""
    made = []
    open_stories().changes()
    left = {group.story_id for group in groups if group.story_id} - {into.pk}
    for group in groups:
        if group.pk in stories.where:
            stories.move(group.pk, into.pk)
        group.story = into
        made.append(decision(group, into, kind, why, now, editor=editor))
    Group.objects.filter(pk__in=[group.pk for group in groups]).update(story=into)
    moving = Placement.objects.filter(copy__folding__group__in=groups, story__in=left).values_list("copy", "story")
    carry([(copy, story, into.pk) for copy, story in moving], now)
    Placement.objects.filter(copy__folding__group__in=groups).update(
        story=into, placed_at=now, reason=why[:200], rule=RULE if kind != "edited" else f"editor {editor}"[:40]
    )
    empty = Story.objects.filter(pk__in=left, groups=None)
    Story.objects.filter(pk__in=list(empty.values_list("pk", flat=True))).update(merged_into=into)
    began = min((group.told_at for group in groups if group.told_at), default=into.began_at)
    moved = max((group.told_at for group in groups if group.told_at), default=into.moved_at)
    Story.objects.filter(pk=into.pk).update(began_at=min(began, into.began_at), moved_at=max(moved, into.moved_at))
    Change.objects.bulk_create(Change(what="story", which=story, priority=NEWS, changed_at=now) for story in sorted({into.pk, *left}))
    return made


@contextmanager
def at_the_desk(now: datetime) -> Iterator[Stories]:
    with transaction.atomic():
        one_at_a_time()
        yield open_stories().catch_up(now)


def write_down(decisions: Sequence[Decision]) -> None:
    if decisions:
        open_stories().written(Decision.objects.bulk_create(decisions))


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
