"""Which stories are open? In memory: a cache over the groups and the decisions about them, which are the truth."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet

from wirecopy.desk.models import Decision, Group
from wirecopy.desk.stories import Stories, Weighed, unpack


class OpenStories:
    """Articles are groups, by their numbers: a text is told once, however many copies carry it."""

    def __init__(self) -> None:
        self._empty()

    def _empty(self) -> None:
        self.stories = Stories()
        self._last: tuple[int, datetime] | None = None  # the newest decision that is held
        self._sure = True  # False while what is held may yet be rolled back
        self._made_on: date | None = None

    def catch_up(self, now: datetime) -> Stories:
        """The open stories with all that was decided; call it under `texts.one_at_a_time`. After a rollback, and once a day to let go of
        what is old, they are made anew."""
        stands = self._last is None or Decision.objects.filter(pk=self._last[0], decided_at=self._last[1]).exists()
        if not self._sure or not stands or self._made_on != now.date():
            self._empty()
            self._made_on = now.date()
            since = now - timedelta(days=settings.WIRECOPY["FOLD_DAYS"])
            self._last = _newest()
            self._put_right(Group.objects.filter(story__isnull=False, placed_at__gte=since))
            return self.stories
        decided = Decision.objects.filter(pk__gt=self._last[0] if self._last else 0)
        if touched := set(decided.values_list("group", flat=True)):
            self._last = _newest()
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

    def changes(self) -> None:
        """What is held is about to change, with rows that are being written."""
        self._sure = False

    def written(self, last: Decision) -> None:
        """All that changed has its row now, `last` the newest."""
        held = last.pk, last.decided_at
        transaction.on_commit(lambda: self._committed(held))

    def _committed(self, last: tuple[int, datetime]) -> None:
        self._last, self._sure = last, True


@cache
def open_stories() -> OpenStories:
    return OpenStories()


def _newest() -> tuple[int, datetime] | None:
    last = Decision.objects.aggregate(last=Max("pk"))["last"]
    return Decision.objects.values_list("pk", "decided_at").get(pk=last) if last else None


def _weighed(group: Group) -> Weighed:
    return unpack(bytes(group.terms), group.told_at, group.told_by_id, group.language)
