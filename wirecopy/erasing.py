"""What is erased for legal reasons, and in which order? Everything that the house holds of one copy, at each station, and nothing else.

First a line in the list that survives a restore; then the files; then the rows, in one transaction; then the printed pages. So whatever
breaks off in between is finished by `wirecopy erase --again`, and leaves nothing that somebody could still find.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from wirecopy.accounts.log import log
from wirecopy.desk import erasing as desk
from wirecopy.desk import noticing
from wirecopy.desk.models import Erasure, Objection
from wirecopy.press import erasing as press
from wirecopy.press.models import Edition
from wirecopy.press.words import words
from wirecopy.releases.models import Attached, Draft, Release
from wirecopy.wire import erasing as wire
from wirecopy.wire.models import Change, Copy, Outlet

AGAIN = "erased again, as it had been before"


def erase(
    copy: Copy, edition: Edition | None, by: str, ground: str, now: datetime, *, objection: Objection | None = None, address: bool = True
) -> Erasure:
    """Erase a copy, in all editions. `edition`: whose administrator does it, and whose log has the line already.

    `address`: also the words of its headline in the address of its story. OSError where a file cannot be written: then it is to be
    done once more.
    """
    addresses, headlines, uploads = wire.addresses(copy), wire.headlines(copy), _uploads(copy)
    marks, pictures = {wire.mark(each) for each in addresses}, wire.pictures(copy)
    wire.write_down(wire.Listed(now.isoformat(), copy.outlet.slug, sorted(marks), pictures, uploads))
    reached = Counter(
        captures=wire.erase_captures(copy, marks),
        pictures=press.drop_pictures(pictures) + _drop_uploads(uploads),
    )
    with transaction.atomic():
        reached["texts handed in or written here"] = _forget_writing(copy)
        left = desk.forget(copy, headlines, now, address=address)
        editions = press.editions_with(left.family)
        reached["issues"] = press.forget(copy, left, headlines, now)
        reached["takes"] = wire.forget(copy)
        _tell(left, editions, by, ground, now)
        row = Erasure.objects.create(edition=edition, erased_at=now, by=by[:150], ground=ground, objection=objection)
        for other in editions:
            if other != edition:
                log(other, by, "erase", now, what="copy", which=copy.pk, said={"erasure": row.pk, "ground": ground})
    reached["pages"] = press.print_again(copy.pk, left, now)
    row.reached = {name: number for name, number in sorted(reached.items()) if number}
    row.save(update_fields=["reached"])
    wire.checkpoint()
    return row


def _tell(left: desk.Left, editions: Collection[Edition], by: str, ground: str, now: datetime) -> None:
    """Readers are told that something was erased: a story that nothing tells any more keeps its page, with that sentence alone."""
    for edition in editions:
        said = words(edition.language)
        if left.story and left.emptied:
            noticing.kill(edition, left.story, by, ground, said["erased_whole"], "", now)
        elif left.story:
            noticing.correct(edition, left.story, by, ground, said["erased_one"], "", now)
    for number in {*left.family, *left.beside}:
        Change.note("story", number, now, noticing.URGENT)
    for number in left.lines:
        Change.note("line", number, now, noticing.URGENT)


def _writings(copy: Copy) -> list[Release | Draft]:
    """What it was handed in or written as, and what its sender began as a correction of it."""
    found: list[Release | Draft] = [*Draft.objects.filter(copy=copy), *Release.objects.filter(copy=copy)]
    further = {each.pk for each in found if isinstance(each, Release)}
    while more := list(Release.objects.filter(corrects__in=further, copy=None)):
        found += more
        further = {each.pk for each in more}
    return found


def _uploads(copy: Copy) -> list[str]:
    """The files of its pictures, as they were uploaded, that nothing else shows."""
    writings = _writings(copy)
    own = Attached.objects.filter(release__in=[each.pk for each in writings if isinstance(each, Release)])
    own = own | Attached.objects.filter(draft__in=[each.pk for each in writings if isinstance(each, Draft)])
    files, rows = set(own.values_list("file", flat=True)), list(own.values_list("pk", flat=True))
    return sorted(files - set(Attached.objects.filter(file__in=files).exclude(pk__in=rows).values_list("file", flat=True)))


def _drop_uploads(files: Collection[str]) -> int:
    there = [file for name in files if (file := Path(settings.DATA) / "uploads" / name).exists()]
    for file in there:
        file.unlink()
    return len(there)


def _forget_writing(copy: Copy) -> int:
    writings = _writings(copy)
    for each in writings:
        each.delete()
    return len(writings)


def again(now: datetime, by: str) -> dict[str, int]:
    """After a restore: erase all that the list names and that has come back; how much of what."""
    listed = wire.listed()
    marks = {each for line in listed for each in line.marks}
    done: Counter[str] = Counter()
    for copy in Copy.objects.select_related("outlet").exclude(url__startswith=wire.MARK).iterator(500) if marks else ():
        if wire.mark(copy.url) in marks:
            edition = Edition.objects.filter(appearances__story__placements__copy=copy).order_by("pk").first()
            erase(copy, edition, by, AGAIN, now)
            done["copies"] += 1
    for line in listed:
        done["pictures"] += press.drop_pictures(line.pictures) + _drop_uploads(line.uploads)
        outlet = Outlet.objects.filter(slug=line.outlet).first()
        if outlet:
            wire.remember(outlet, line.marks, now)
    done["captures"] += wire.erase_all_captures(marks) if marks else 0
    for edition in Edition.objects.all() if listed else ():
        done["pages"] += press.clear_given_up(edition)
        Change.note("edition", edition.pk, now, 3)
    wire.checkpoint()
    return dict(done)
