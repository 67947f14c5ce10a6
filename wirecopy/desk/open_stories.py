"""Which stories are open? In memory: a cache over the groups and the decisions about them, which are the truth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db.models import Max, QuerySet

from wirecopy.desk.following import Following
from wirecopy.desk.mastheads import Mastheads, mastheads
from wirecopy.desk.models import Decision, Group, Ruling
from wirecopy.desk.repair import Fixed
from wirecopy.desk.stories import Stories, Weighed, unpack
from wirecopy.wire.models import Outlet


class OpenStories:
    """Articles are groups, by their numbers: a text is told once, however many copies carry it."""

    def __init__(self) -> None:
        self.stories = Stories()
        self._follows = Following(Decision, "decided_at")
        self._made_on: date | None = None
        self._names: frozenset[str] = frozenset()
        self._mastheads: Mastheads = mastheads(())
        self._asked = False  # for the names of this batch

    def catch_up(self, now: datetime) -> Stories:
        """The open stories with all that was decided. After a rollback, and once a day to let go of what is old, they are made anew."""
        if self._made_on != now.date() or not self._follows.stands():
            self.stories, self._made_on = Stories(), now.date()
            self._follows.start(_newest())
            since = now - timedelta(days=settings.WIRECOPY["FOLD_DAYS"])
            self._put_right(Group.objects.filter(story__isnull=False, placed_at__gte=since))
        elif touched := set(Decision.objects.filter(pk__gt=self._follows.number).values_list("group", flat=True)):
            self._follows.seen(_newest())
            self._put_right(Group.objects.filter(pk__in=touched))
        return self.stories

    def _put_right(self, groups: QuerySet[Group]) -> None:
        for group in groups.order_by("pk").iterator(2000):
            if self.stories.where.get(group.pk) == group.story_id:
                continue
            if group.pk in self.stories.where and group.story_id is not None:
                self.stories.move(group.pk, group.story_id)
            elif group.pk in self.stories.where:
                self.stories.remove(group.pk)
            elif group.story_id is not None:
                self.stories.add(group.pk, _weighed(group), group.story_id)

    def mastheads(self) -> Mastheads:
        """The names of all outlets, looked up once for each batch that is placed."""
        if not self._asked:
            names = frozenset(Outlet.objects.values_list("name", flat=True))
            if names != self._names:
                self._names, self._mastheads = names, mastheads(names)
            self._asked = True
        return self._mastheads

    def batch_ends(self) -> None:
        """What is judged from now on is judged by the names of then."""
        self._asked = False

    def changes(self) -> None:
        """What is held is about to change, with rows that are being written."""
        self._follows.changes()

    def written(self, rows: Sequence[Decision]) -> None:
        """These are their rows."""
        self._follows.written(max((row.pk, row.decided_at) for row in rows))


@cache
def open_stories() -> OpenStories:
    return OpenStories()


def fixed() -> Fixed:
    """What editors have decided, of groups by number."""
    pinned = Ruling.objects.filter(kind="pinned").order_by("pk").values_list("group", "story")
    apart = Ruling.objects.filter(kind="apart").values_list("group", "other")
    return Fixed(apart=frozenset(apart), pinned=dict(pinned))


def _newest() -> tuple[int, datetime] | None:
    last = Decision.objects.aggregate(last=Max("pk"))["last"]
    return Decision.objects.values_list("pk", "decided_at").get(pk=last) if last else None


def _weighed(group: Group) -> Weighed:
    return unpack(bytes(group.terms), group.told_at, group.told_by_id, group.language)
