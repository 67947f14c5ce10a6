"""An editor's word on a story that is out, or on one copy of it: hold, kill, correct, advise, lift, embargo. Each is a row, never changed.

A word holds in one edition. It follows a copy that moves to another story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from wirecopy.desk.models import Notice, Placement, Story
from wirecopy.desk.standing import MAKES, Standing, standing
from wirecopy.wire.models import Change, Copy

BEGINNING = datetime.min.replace(tzinfo=UTC)
URGENT = 0  # nothing is printed before it
AFTERWARDS = ("correct", "advise")  # they stay with the story that another goes into


def hold(edition: Any, story: Story, by: str, why: str, public: str, note: str, now: datetime, *, copy: Copy | None = None) -> Notice:
    """Keep it from readers for now."""
    return _note("hold", edition, story, by, why, public, note, now, copy=copy)


def kill(
    edition: Any, story: Story, by: str, why: str, public: str, note: str, now: datetime, *, copy: Copy | None = None, headline: str = ""
) -> Notice:
    """Withdraw it for good: its page stays, with the `public` sentence alone. `headline`: what they are told it was called."""
    if not public.strip():
        raise ValueError("a kill says something to readers")
    return _note("kill", edition, story, by, why, public, note, now, copy=copy, headline=headline)


def correct(
    edition: Any, story: Story, by: str, why: str, public: str, note: str, now: datetime, *, copy: Copy | None = None, headline: str = ""
) -> Notice:
    """Put something right, in a sentence that stands on its page with its date."""
    if not public.strip():
        raise ValueError("a correction says what is corrected")
    return _note("correct", edition, story, by, why, public, note, now, copy=copy, headline=headline)


def advise(edition: Any, story: Story, by: str, why: str, public: str, note: str, now: datetime, *, copy: Copy | None = None) -> Notice:
    """Tell the other editors something; readers do not see it."""
    return _note("advise", edition, story, by, why, public, note, now, copy=copy)


def lift(edition: Any, story: Story, by: str, why: str, public: str, note: str, now: datetime, *, copy: Copy | None = None) -> Notice:
    """Take hold, kill and embargo back, of the story or of one copy."""
    return _note("lift", edition, story, by, why, public, note, now, copy=copy)


def embargo(
    edition: Any, story: Story, by: str, why: str, public: str, note: str, now: datetime, *, until: datetime, copy: Copy | None = None
) -> Notice:
    """Keep it from readers until a time, at which it comes back by itself."""
    if until <= now:
        raise ValueError("an embargo ends later than now")
    return _note("embargo", edition, story, by, why, public, note, now, copy=copy, until_at=until)


def _note(
    kind: str, edition: Any, story: Story, by: str, why: str, public: str, note: str, now: datetime, *, copy: Copy | None, **more: Any
) -> Notice:
    if not why.strip():
        raise ValueError("a notice has a reason")
    if len(public) > 500:
        raise ValueError("the sentence for readers has at most 500 signs")
    if copy is not None and not Placement.objects.filter(copy=copy, story=story).exists():
        raise ValueError("that copy does not tell this story")
    with transaction.atomic():
        if kind == "embargo":  # the newest says until when
            Notice.objects.filter(edition=edition, story=story, copy=copy, kind=kind, spent_at=None).update(spent_at=now)
        notice = Notice.objects.create(
            edition=edition, story=story, copy=copy, kind=kind, by=by[:150], why=why.strip()[:300], public=public.strip(),
            note=note.strip(), noted_at=now, **more,
        )  # fmt: skip
        Change.note("story", story.pk, now, URGENT)
    return notice


def spend(now: datetime) -> int:
    """Act upon the embargoes that have ended: what they withheld is printed again. How many there were."""
    if not Notice.objects.filter(kind="embargo", spent_at=None, until_at__lte=now).exists():
        return 0
    with transaction.atomic():
        ended = list(Notice.objects.select_for_update().filter(kind="embargo", spent_at=None, until_at__lte=now).order_by("pk"))
        Notice.objects.filter(pk__in=[notice.pk for notice in ended]).update(spent_at=now)
        Change.objects.bulk_create(
            Change(what="story", which=story, priority=URGENT, changed_at=now) for story in sorted({notice.story_id for notice in ended})
        )
    return len(ended)


def notices_of(edition: Any, copies: dict[int, list[int]]) -> dict[int, list[Notice]]:
    """By story, given with its copies: the notices on it, on these copies, and what was put right in stories that went into it.

    A story on which nothing was said is not among them. One query.
    """
    if not copies:
        return {}
    where = {copy: story for story, some in copies.items() for copy in some}
    into = Q(story__merged_into__in=list(copies), kind__in=AFTERWARDS)
    rows = Notice.objects.filter(Q(story__in=list(copies)) | Q(copy__in=list(where)) | into, edition=edition).select_related("story")
    found: dict[int, list[Notice]] = defaultdict(list)
    for notice in rows.order_by("noted_at", "pk"):
        story = where.get(notice.copy_id or 0) or (notice.story_id if notice.story_id in copies else notice.story.merged_into_id)
        if story is not None and (notice.copy_id is None or notice.copy_id in where):
            found[story].append(notice)
    return dict(found)


def standings(edition: Any, copies: dict[int, list[int]]) -> dict[int, Standing[Notice]]:
    """By story: where it stands for the press; one on which nothing was said is usable, and not among them.

    An embargo holds here until it was acted upon, so that a story comes back everywhere at once.
    """
    return {
        story: standing([one for one in said if one.spent_at is None], BEGINNING, copies[story])
        for story, said in notices_of(edition, copies).items()
    }


def killed(edition: Any, stories: Collection[int] | None = None) -> dict[int, Notice]:
    """By story: the notice that withdrew it whole. Of all stories of an edition, or of some. Three queries at most."""
    said = Notice.objects.filter(edition=edition, kind="kill")
    if stories is not None:
        said = said.filter(Q(story__in=stories) | Q(copy__placement__story__in=stories))
    numbers = {number for two in said.values_list("story", "copy__placement__story") for number in two if number}
    found = standings(edition, copies_of(numbers))
    return {story: each.by for story, each in found.items() if each.name == "canceled" and each.by is not None}


def went_into(number: int) -> int:
    """The story that one went on in: itself, where it was never merged."""
    while further := Story.objects.filter(pk=number).values_list("merged_into", flat=True).first():
        number = further
    return number


def copies_of(stories: Collection[int]) -> dict[int, list[int]]:
    copies: dict[int, list[int]] = {number: [] for number in stories}
    for story, copy in Placement.objects.filter(story__in=stories).values_list("story", "copy") if stories else ():
        copies[story].append(copy)
    return copies


def copies_out(edition: Any, outlets: Collection[int] | None = None) -> set[int]:
    """The copies, of all outlets or of some, that were taken out of whatever story they tell. One query."""
    said = Notice.objects.filter(edition=edition, copy__isnull=False, spent_at=None, kind__in=[*MAKES, "lift"])
    if outlets is not None:
        said = said.filter(copy__outlet__in=outlets)
    return set(standing(said, BEGINNING).out)


def carry(moves: Iterable[tuple[int, int, int]], now: datetime) -> None:
    """Let copies that move, (copy, from which story, into which), take the word along that holds for the story which they leave."""
    given = [(copy, left, into) for copy, left, into in moves if left != into]
    said: dict[tuple[int, int], list[Notice]] = defaultdict(list)
    left_ones = {left for _, left, _ in given}
    rows = Notice.objects.filter(story__in=left_ones, copy=None, kind__in=[*MAKES, "lift"]) if given else Notice.objects.none()
    for notice in rows.order_by("noted_at", "pk"):
        said[notice.edition_id, notice.story_id].append(notice)
    made = []
    for (edition, story), some in said.items():
        by = standing(some, now).by
        if by is None:
            continue
        for copy, left, into in given:
            if left == story:
                why = f"as story {story}, which it told: {by.why}"[:300]
                made.append(
                    Notice(
                        edition_id=edition, story_id=into, copy_id=copy, kind=by.kind, until_at=by.until_at, by=by.by, noted_at=now,
                        why=why, public=by.public, note=by.note, headline=by.headline,
                    )
                )  # fmt: skip
    Notice.objects.bulk_create(made)
