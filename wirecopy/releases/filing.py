"""How does what is written here go on the wire? As a page in the captures and a take of a copy, which walks the road of every other."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from wirecopy.desk.placing import slug as slugged
from wirecopy.guard import registered_domain
from wirecopy.log import told
from wirecopy.press import paths
from wirecopy.press.models import Edition
from wirecopy.releases import markup, pictures
from wirecopy.releases.models import Attached, Draft, Release, Step, Writing
from wirecopy.releases.page import Shot, Written, page
from wirecopy.wire.captures import Captures, Place
from wirecopy.wire.filing import RULE, put, small
from wirecopy.wire.language import language
from wirecopy.wire.models import Copy, Outlet, Passage, Picture, Take

log = logging.getLogger("wirecopy.releases")

Text = Release | Draft
AT_ONCE = 20  # texts that one turn of the worker files at most
AFTER_TROUBLE = timedelta(minutes=1)
HEADERS = {"Content-Type": "text/html; charset=utf-8"}
_again_at: dict[str, datetime] = {}  # by worker's folder: a disk that took no page is asked again later


def file_due(now: datetime) -> int:
    """File what is accepted, or handed on, and under no embargo any more; how many. What a pause left behind is caught up with."""
    if _again_at.get(str(settings.CAPTURES), now) > now:
        return 0
    filed = 0
    for writing in _due(now):
        try:
            filed += file_now(writing, now) is not None
        except OSError as error:
            _again_at[str(settings.CAPTURES)] = now + AFTER_TROUBLE
            told(log, f"a text could not be filed: {error.strerror or error}", logging.ERROR, what=str(writing))
            break
    return filed


def _due(now: datetime) -> Iterator[Text]:
    hour_has_come = Q(embargo_at=None) | Q(embargo_at__lte=now)
    waiting: tuple[QuerySet[Release] | QuerySet[Draft], ...] = (
        Release.objects.filter(hour_has_come, standing="accepted", filed_at=None).select_related("edition", "corrects__copy", "copy"),
        Draft.objects.filter(hour_has_come, ready_at__isnull=False, filed_at=None).select_related("edition", "copy"),
    )
    for rows in waiting:
        yield from rows.order_by("pk")[:AT_ONCE]


def file_now(writing: Text, now: datetime) -> Copy | None:
    """Put a text on the wire. Its next version is the next take of the same copy, and so is a correction by the sender.

    The page is on the disk before any row points at it. None where another worker was faster, or the text was changed or taken back
    meanwhile: then nothing is written, and the next turn looks again. OSError where the disk takes no page.
    """
    before = _copy_of(writing)
    outlet = outlet_of(writing, now)
    shots = [shot for picture in writing.pictures.order_by("rank", "pk") if (shot := _shot(picture, writing.edition))]
    url = before.url if before else address(writing)
    first_at = before.seen_at if before else now
    made = page(written(writing, outlet.name, url, [shot for _, shot in shots], first_at, now))
    captures = Captures(settings.CAPTURES)
    try:
        place = captures.keep(url, 200, HEADERS, made, now)
        captures.sync()
    finally:
        captures.close()
    with transaction.atomic():
        mine = type(writing)._default_manager.select_for_update().filter(pk=writing.pk, version=writing.version, filed_at=None)
        if not _still_due(mine.first()):
            return None
        copy = before or _copy(writing, outlet, url, now)
        _take(copy, made, place, writing, now)
        _settle_pictures(copy, shots)
        type(writing)._default_manager.filter(pk=writing.pk).update(filed_at=now, copy=copy)
        writing.filed_at, writing.copy = now, copy
        if isinstance(writing, Release):
            Step.objects.create(release=writing, what="filed", by="", said="", at=now)
    told(log, f"filed {writing}", copy=url)
    return copy


def _still_due(row: Writing | None) -> bool:
    if isinstance(row, Release):
        return row.standing == "accepted"
    return isinstance(row, Draft) and row.ready_at is not None


def address(writing: Text) -> str:
    """Where a text stands for good. The address leads to its story."""
    return f"{writing.edition.base}/{'releases' if isinstance(writing, Release) else 'own'}/{writing.pk}/"


def _copy_of(writing: Text) -> Copy | None:
    """The copy that it is a further take of."""
    if writing.copy:
        return writing.copy
    return writing.corrects.copy if isinstance(writing, Release) and writing.corrects else None


def whose(writing: Text) -> str:
    """Under which name it is printed."""
    sender = " ".join(writing.sender.split()) if isinstance(writing, Release) else ""
    return sender or writing.edition.masthead


def outlet_of(writing: Text, now: datetime) -> Outlet:
    """Whose copy it is: the edition itself, or the sender, who is one for each edition, for that alone carries it."""
    edition = writing.edition
    if isinstance(writing, Draft):
        return _outlet("edition", edition, whose(writing), f"own-{edition.slug}", now)
    if writing.corrects and writing.corrects.copy:
        return writing.corrects.copy.outlet
    name = whose(writing)
    known = Outlet.objects.filter(kind="sender", edition=edition, name__iexact=name).first()
    return known or _outlet("sender", edition, name, f"{edition.slug}-{slugged(name)}", now)


def _outlet(kind: str, edition: Edition, name: str, slug: str, now: datetime) -> Outlet:
    known = Outlet.objects.filter(kind=kind, edition=edition).first() if kind == "edition" else None
    if known:
        if known.name != name:
            Outlet.objects.filter(pk=known.pk).update(name=name)
            known.name = name
        return known
    free, number = slug[:76].strip("-"), 2
    while Outlet.objects.filter(slug=free).exists():
        free, number = f"{slug[:76].strip('-')}-{number}", number + 1
    made, _ = Outlet.objects.get_or_create(
        slug=free,
        defaults={
            "kind": kind, "edition": edition, "name": name, "home": edition.base + paths.outlet(free), "zone": edition.zone,
            "language": edition.language, "rights": "full", "pictures": True, "times": "printed", "added_at": now,
        },
    )  # fmt: skip
    return made


def written(writing: Text, outlet: str, url: str, shots: list[Shot], first_at: datetime, now: datetime) -> Written:
    """The text as it goes on the wire now; `first_at` it did so for the first time."""
    zone = ZoneInfo(writing.edition.zone)
    return Written(
        url=url,
        outlet=outlet,
        language=language(markup.plain(writing.text), writing.edition.language) or writing.edition.language,
        headline=writing.headline,
        standfirst=writing.standfirst,
        byline="" if isinstance(writing, Release) else writing.byline,
        dateline=writing.dateline,
        text=writing.text,
        published=first_at.astimezone(zone),
        updated=now.astimezone(zone) if now > first_at else None,
        kind="PressRelease" if isinstance(writing, Release) else "",
        shots=shots,
    )


def _copy(writing: Text, outlet: Outlet, url: str, now: datetime) -> Copy:
    domain = registered_domain(urlsplit(url).hostname or "")
    return Copy.objects.create(outlet=outlet, url=url, domain=domain, headline=writing.headline, given_at=now, seen_at=now)


def _take(copy: Copy, made: bytes, place: Place, writing: Text, now: datetime) -> None:
    number = copy.takes.count() + 1
    take = Take.objects.create(
        copy=copy, number=number, received_at=now, url=copy.url, content_type=HEADERS["Content-Type"],
        sha256=hashlib.sha256(made).hexdigest(), size=len(made), warc=place.file, warc_offset=place.offset, warc_length=place.length,
        next_leg="read", due_at=now,
    )  # fmt: skip
    came = "handed in by the sender, accepted by an editor" if isinstance(writing, Release) else "written by the edition"
    Passage.objects.create(take=take, leg="poll", passed_at=_came_at(writing), outcome=came, rule=RULE)
    Passage.objects.create(take=take, leg="fetch", passed_at=now, outcome="filed here", rule=RULE)


def _came_at(writing: Text) -> datetime:
    return (writing.handed_in_at if isinstance(writing, Release) else writing.ready_at) or writing.changed_at


@dataclass(frozen=True, slots=True)
class _Small:
    file: str
    width: int
    height: int


def _shot(picture: Attached, edition: Edition) -> tuple[_Small, Shot] | None:
    """The picture made small and put beside those of the press, and what the page says of it; None where its file is gone."""
    try:
        made = small(pictures.path(picture.file).read_bytes())
    except FileNotFoundError:
        made = "the file is gone"
    if isinstance(made, str):
        told(log, f"filed without a picture: {made}", logging.WARNING, picture=picture.file)
        return None
    body, width, height = made
    name = hashlib.sha256(body).hexdigest()[:24] + ".webp"
    put(settings.PAGES / "pictures" / name, body)
    shot = Shot(edition.base + paths.picture(name), width, height, picture.alt, picture.caption, picture.credit)
    return _Small(name, width, height), shot


def _settle_pictures(copy: Copy, shots: list[tuple[_Small, Shot]]) -> None:
    """The pictures of a copy are those of its newest take."""
    domain = copy.domain
    Picture.objects.filter(copy=copy).exclude(url__in=[shot.url for _, shot in shots]).delete()
    Picture.objects.bulk_create(
        (Picture(copy=copy, url=shot.url, domain=domain, file=kept.file, width=kept.width, height=kept.height) for kept, shot in shots),
        ignore_conflicts=True,
    )


def story_of(copy: Copy | None) -> str | None:
    """The path of the story that a copy stands in, once it is placed."""
    placement = getattr(copy, "placement", None) if copy else None
    return paths.story(placement.story_id, placement.story.slug) if placement else None
