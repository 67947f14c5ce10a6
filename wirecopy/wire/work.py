"""The wire's deeds at a take: read its page, keep what the reader made of it, and read old pages again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch

from wirecopy.guard import registered_domain
from wirecopy.wire import captures, learnt, times, timestamp
from wirecopy.wire.article import Article, ZoneStamp
from wirecopy.wire.erasing import MARK
from wirecopy.wire.errorpage import is_error_page
from wirecopy.wire.links import host
from wirecopy.wire.models import Change, Copy, Feed, Outlet, Passage, Picture, Reading, Take
from wirecopy.wire.page import READER
from wirecopy.wire.reader import Readers, Refused

TAKEN = Prefetch("readings", Reading.objects.filter(taken=True).order_by("-pk"), to_attr="readings_taken")
PICTURES = 1  # of a copy whose outlet lets us show its pictures


@dataclass(frozen=True, slots=True)
class Setback:
    """A leg could not be passed: a word to count by, a sentence for a person, and whether to try again by itself."""

    why: str
    sentence: str
    again: bool = True


@cache
def readers() -> Readers:
    given = settings.WIRECOPY
    return Readers(given["READERS"], given["READ_SECONDS"], given["READ_MB"])


def page_of(take: Take) -> bytes:
    """The bytes of a take. Raises captures.Lost."""
    if not take.warc:
        raise captures.Lost("its capture was dropped, as old captures are")
    return captures.load(settings.CAPTURES, captures.Place(take.warc, take.warc_offset, take.warc_length), take.sha256)


def charset_of(content_type: str) -> str | None:
    """The charset that an HTTP header names."""
    _, found, rest = content_type.lower().partition("charset=")
    return rest.split(";")[0].strip(" \"'") or None if found else None


def judge_page(take: Take) -> Article | Setback:
    """What does the page of this take say?"""
    try:
        page = page_of(take)
    except captures.Lost as lost:
        return Setback("capture-lost", str(lost), again=False)
    article = readers().read(page, take.url, charset_of(take.content_type), take.copy.outlet.habit())
    if isinstance(article, Refused):
        return Setback(article.why, article.sentence, again=article.again)
    if not article.body and not article.headline:
        return Setback("no-article", "the page holds neither a headline nor a text", again=False)
    if is_error_page(article):
        return Setback("error-page", f"the page says “{article.headline}”, though with status 200", again=False)
    return article


def write_readings(judged: Sequence[tuple[Take, Article]], now: datetime) -> list[tuple[Reading, str]]:
    """Keep what the pages say, less what their outlets repeat, and learn from them what that is."""
    articles = learnt.learn([(take.copy, found) for take, found in judged], now)
    readings = [new_reading(take, article, now, taken=True) for (take, _), article in zip(judged, articles, strict=True)]
    Reading.objects.bulk_create(readings)
    outcomes = []
    for (take, found), article, reading in zip(judged, articles, readings, strict=True):
        times.learn(take, article.published)
        if take.copy.outlet.pictures and take.copy.outlet.kind == "outlet":  # what is written here has its pictures here
            for image in article.images[:PICTURES]:
                domain = registered_domain(host(image.url))
                Picture.objects.get_or_create(copy=take.copy, url=image.url, defaults={"domain": domain, "due_at": now})
        out = len(found.blocks) - len(article.blocks)
        left = f"; {out} left out that the outlet repeats" if out else ""
        told = f"{len(article.blocks)} paragraphs, {reading.words} words{left}" if article.body else "a headline, but no text"
        outcomes.append((reading, told))
    return outcomes


def new_reading(take: Take, article: Article, now: datetime, *, taken: bool) -> Reading:
    """The row of a reading, not yet saved."""
    return Reading(
        take=take,
        version=READER,
        read_at=now,
        taken=taken,
        article=article.as_dict(),
        headline=(article.headline or take.copy.headline)[:1000],
        language=(article.language or take.copy.outlet.language)[:16],
        published_at=instant_of(article.published, take.copy.outlet.zone),
        words=len(article.body.split()),
    )


def instant_of(stamp: ZoneStamp | None, zone: str) -> datetime | None:
    """The instant of a printed time; one without a zone is taken in the outlet's, where that is known."""
    if stamp is None:
        return None
    when = timestamp.instant(stamp)
    if when is None and zone and stamp.precision != "day":
        try:
            when = datetime.fromisoformat(stamp.instant).replace(tzinfo=ZoneInfo(zone))
        except (ValueError, ZoneInfoNotFoundError):
            return None
    return when


@dataclass(frozen=True, slots=True)
class Reread:
    """What today's reader makes of a take that an older one read."""

    take: int
    url: str
    changes: tuple[str, ...]  # names of the fields that differ
    setback: Setback | None = None


COMPARED = ("headline", "standfirst", "byline", "authors", "published", "updated", "dateline", "credit", "body", "language", "images")


def reread(now: datetime) -> Iterator[Reread]:
    """Read again what an older version read, and keep the new readings beside the old ones, not yet taken."""
    behind = Take.objects.exclude(readings__version=READER).filter(readings__isnull=False).distinct()
    for pk in behind.order_by("pk").values_list("pk", flat=True).iterator(500):
        take = Take.objects.select_related("copy__outlet").prefetch_related(TAKEN).get(pk=pk)
        article = judge_page(take)
        if isinstance(article, Setback):
            yield Reread(take.pk, take.copy.url, (), article)
            continue
        article = learnt.cleaned(take.copy, article, now)
        reading = new_reading(take, article, now, taken=False)
        reading.save()
        old = take.readings_taken[0].as_article() if take.readings_taken else Article()
        yield Reread(take.pk, take.copy.url, tuple(n for n in COMPARED if getattr(old, n) != getattr(article, n)))


def untaken() -> int:
    """How many new readings wait to be taken."""
    return Reading.objects.filter(version=READER, taken=False).count()


def take_readings(now: datetime) -> int:
    """Let the new readings walk on: each is taken, its passage written, and its take put before the next leg."""
    done = 0
    while True:
        with transaction.atomic():
            batch = list(Reading.objects.filter(version=READER, taken=False).select_related("take")[:200])
            for reading in batch:
                reading.taken = True
                reading.save(update_fields=["taken"])
                Passage.objects.create(
                    take=reading.take, reading=reading, leg="read", passed_at=now, outcome="read again, by a newer reader", rule=READER
                )
                Take.objects.filter(pk=reading.take_id, next_leg="").update(next_leg="fold", due_at=now, failures=0)
        if not batch:
            return done
        done += len(batch)


def settle_outlet(
    outlet: Outlet, now: datetime, *, rights: str | None, pictures: bool | None, zone: str | None, times: str | None = None
) -> None:
    """Change what we may show of an outlet, or how its times are read; its pages are printed again. None leaves a value as it is."""
    given = {"rights": rights, "pictures": pictures, "zone": zone, "times": times}
    changed = {name: value for name, value in given.items() if value is not None and value != getattr(outlet, name)}
    if not changed:
        return
    for name, value in changed.items():
        setattr(outlet, name, value)
    with transaction.atomic():
        outlet.save(update_fields=list(changed))
        Change.note("outlet", outlet.pk, now, priority=1)


def poll_again(now: datetime) -> int:
    """Make every feed due, also those that are not polled any more. Returns how many."""
    return Feed.objects.update(due_at=now, body_hash="")


def fetch_again(now: datetime) -> int:
    """Make every copy due that no page came of. Returns how many."""
    return Copy.objects.filter(takes=None, due_at=None).exclude(url__startswith=MARK).update(due_at=now, failures=0)


def try_again(outlet: Outlet, now: datetime) -> dict[str, int]:
    """Make due what keeps failing at an outlet, and what was set aside: how many feeds, pages and takes."""
    takes = Take.objects.filter(copy__outlet=outlet).exclude(next_leg="")
    return {
        "feed": Feed.objects.filter(outlet=outlet, failures__gt=0).update(due_at=now),
        "page": Copy.objects.filter(outlet=outlet, failures__gt=0, takes=None).update(due_at=now),
        "take": takes.filter(failures__gt=0, claimed_until=None).update(due_at=now, failures=0),
    }


def pause_outlet(outlet: Outlet, now: datetime) -> bool:
    """Ask an outlet for nothing more until it goes on; False where it is paused already."""
    return bool(Outlet.objects.filter(pk=outlet.pk, paused_at=None).update(paused_at=now))


def resume_outlet(outlet: Outlet) -> bool:
    return bool(Outlet.objects.filter(pk=outlet.pk, paused_at__isnull=False).update(paused_at=None))


def pace_feed(feed: Feed, interval: int, now: datetime) -> None:
    """Set the pause between two polls, in seconds: where the feed goes on from; it is learnt further by what comes. Polled now."""
    Feed.objects.filter(pk=feed.pk).update(interval=interval, due_at=now)
