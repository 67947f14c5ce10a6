"""What did a fetch bring? A page becomes a take whose bytes lie in the captures, or a stumble that says why not."""

from __future__ import annotations

import hashlib
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from PIL import Image, UnidentifiedImageError

from wirecopy.log import told
from wirecopy.net import Answer, Trouble, Validators
from wirecopy.wire import erasing, pace
from wirecopy.wire.captures import Captures, Place
from wirecopy.wire.models import Change, Copy, Feed, Passage, Picture, Stumble, Take

log = logging.getLogger("wirecopy.collect")

RULE = "1"
TRIES = 6  # failed fetches after which a copy is left alone
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "")
WIDE = 960  # pixels that a picture of ours is wide at most
GONE = (401, 402, 404, 410, 451)  # answers that another try soon will not change


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetch, judged, with the page already kept: rows are written from it in one short transaction."""

    place: Place | None = None
    sha256: str = ""
    number: int = 1  # of the take that comes of it
    setback: tuple[str, str] | None = None
    again: bool = True


Filed = tuple[Copy, Answer | Trouble, Fetched]
ERASED = Fetched(setback=("erased", "what stands there was erased for legal reasons, and is not taken in again"), again=False)


def keep_pages(answers: Sequence[tuple[Copy, Answer | Trouble]], captures: Captures) -> list[Filed]:
    """Put fetched pages into the captures, and those on the disk. No row is written; a full disk is a setback, not an end."""
    last: dict[int, tuple[int, str]] = {}
    takes = Take.objects.filter(copy__in=[copy.pk for copy, _ in answers])
    for which, number, sha256 in takes.order_by("number").values_list("copy", "number", "sha256"):
        last[which] = (number, sha256)
    gone = erasing.erased({each for copy, answer in answers if isinstance(answer, Answer) for each in (copy.url, answer.final_url)})
    filed = [
        (copy, answer, ERASED if isinstance(answer, Answer) and gone & {copy.url, answer.final_url} else
         _keep(answer, *last.get(copy.pk, (0, "")), captures))
        for copy, answer in answers
    ]  # fmt: skip
    try:
        captures.sync()
    except OSError as error:
        return [(copy, answer, _unkept(error) if fetched.place else fetched) for copy, answer, fetched in filed]
    return filed


def _keep(answer: Answer | Trouble, number: int, seen: str, captures: Captures) -> Fetched:
    """`number` and `seen`: of the newest take of the copy, its number and the hash of its bytes."""
    if isinstance(answer, Trouble):
        return Fetched(setback=(answer.why, answer.sentence), again=answer.why not in ("robots", "blocked-address", "bad-url"))
    if answer.status == 304:
        return Fetched()
    if answer.status != 200:
        sentence = f"the server answered {answer.status}"
        return Fetched(setback=(f"status-{answer.status}", sentence), again=answer.status not in GONE)
    kind = answer.content_type.partition(";")[0].strip().lower()
    if kind not in PAGES:
        return Fetched(setback=("not-a-page", f"the address holds {kind}, not a page"), again=False)
    sha256 = hashlib.sha256(answer.body).hexdigest()
    if seen == sha256:
        return Fetched()
    try:
        place = captures.keep(answer.final_url, answer.status, answer.headers, answer.body, answer.fetched_at)
    except OSError as error:
        return _unkept(error)
    return Fetched(place, sha256, number + 1)


def _unkept(error: OSError) -> Fetched:
    return Fetched(setback=("disk", f"the page could not be kept: {error.strerror or error}"))


def write_fetches(filed: Sequence[Filed], now: datetime) -> None:
    """Write down fetches; a take comes of each that brought something new. To be called in a transaction."""
    for copy, answer, fetched in filed:
        if fetched.setback:
            _failed(copy, answer, *fetched.setback, fetched.again, now)
    settled = [copy for copy, _, fetched in filed if not fetched.setback]
    held = dict(Copy.objects.select_for_update().filter(pk__in=[c.pk for c in settled]).order_by("pk").values_list("pk", "due_at"))
    # One that somebody else has fetched meanwhile is left alone; our bytes stay in the captures, pointed at by nobody.
    mine = [one for one in filed if not one[2].setback and one[0].due_at and held.get(one[0].pk) == one[0].due_at]
    Copy.objects.filter(pk__in=[copy.pk for copy, _, fetched in mine if not fetched.place]).update(due_at=None, failures=0)
    _write_takes([(copy, answer, f) for copy, answer, f in mine if f.place and isinstance(answer, Answer)], now)


def _write_takes(filed: Sequence[tuple[Copy, Answer, Fetched]], now: datetime) -> None:
    takes, passages, settled = [], [], []
    for copy, answer, fetched in filed:
        assert fetched.place is not None
        here = answer.final_url == (copy.given_url or copy.url)  # validators of another address would be wrong for this one
        known = answer.validators if here else Validators()
        settled.append((known.etag, known.last_modified, copy.pk))
        take = Take(
            copy=copy, number=fetched.number, received_at=now, url=answer.final_url[:2000], status=answer.status,
            content_type=answer.headers.get("content-type", "")[:200], sha256=fetched.sha256, size=len(answer.body),
            warc=fetched.place.file, warc_offset=fetched.place.offset, warc_length=fetched.place.length,
            next_leg="read", due_at=now,
        )  # fmt: skip
        announced_at = (copy.seen_at if fetched.number == 1 else copy.due_at) or now
        feed = f"announced by {copy.feed}" if copy.feed else "handed in by address"
        outcome = f"received {len(answer.body) / 1000:.0f} kB"
        takes.append(take)
        passages.append(Passage(take=take, leg="poll", passed_at=announced_at, outcome=feed[:300], rule=RULE))
        passages.append(Passage(take=take, leg="fetch", passed_at=now, outcome=outcome, rule=RULE))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Copy._meta.db_table} SET due_at = NULL, failures = 0, etag = %s, last_modified = %s WHERE id = %s",  # noqa: S608
            settled,
        )
    Take.objects.bulk_create(takes)
    Passage.objects.bulk_create(passages)
    for take in takes:
        told(log, f"fetched take {take.number}: received {take.size / 1000:.0f} kB", copy=take.copy.url)


def _failed(copy: Copy, answer: Answer | Trouble, why: str, sentence: str, again: bool, now: datetime) -> None:
    failures = copy.failures + 1
    again_at = None
    if again and failures < TRIES:
        least = timedelta(seconds=answer.retry_after or 0)
        again_at = max(pace.again(now, failures, 300, 86_400, random.random()), now + least)
    if Copy.objects.filter(pk=copy.pk, due_at=copy.due_at).update(due_at=again_at, failures=failures):
        Stumble.objects.create(copy=copy, leg="fetch", stumbled_at=now, why=why, sentence=sentence, again_at=again_at)
    told(log, f"fetch stumbled: {sentence}", logging.WARNING, copy=copy.url, why=why)


def set_aside(job: Feed | Copy | Picture, sentence: str, now: datetime) -> None:
    """A fault of ours struck at this job: written down, and left alone for an hour, so that it cannot strike again at once."""
    again_at = now + timedelta(hours=1)
    with transaction.atomic():
        type(job).objects.filter(pk=job.pk).update(due_at=again_at)
        if not isinstance(job, Picture):
            place = {"feed": job, "leg": "poll"} if isinstance(job, Feed) else {"copy": job, "leg": "fetch"}
            Stumble.objects.create(**place, stumbled_at=now, why="fault", sentence=sentence, again_at=again_at)


def small(picture: bytes) -> tuple[bytes, int, int] | str:
    """A picture made small: WebP without metadata, its width and height; or a sentence that says why it cannot be."""
    try:
        with Image.open(BytesIO(picture), formats=("JPEG", "PNG", "WEBP", "GIF", "AVIF")) as image:
            if image.width * image.height > 50_000_000:
                return f"the picture has {image.width} × {image.height} pixels"
            if min(image.size) < 100:
                return "the picture is too small to be one"
            image.draft("RGB", (WIDE, WIDE))
            flat = image.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return f"the picture cannot be read: {error}"
    flat.thumbnail((WIDE, WIDE * 2))
    out = BytesIO()
    flat.save(out, "WEBP", quality=72)
    return out.getvalue(), flat.width, flat.height


def write_picture(picture: Picture, answer: Answer | Trouble, now: datetime) -> None:
    """Keep a picture under the pages, and note that its story has changed; or give it up after a few tries."""
    made: tuple[bytes, int, int] | str
    if isinstance(answer, Trouble):
        made = answer.sentence
    elif answer.status != 200:
        made = f"the server answered {answer.status}"
    else:
        made = small(answer.body)
    if isinstance(made, str):
        failures = picture.failures + 1
        again_at = pace.again(now, failures, 600, 86_400, random.random()) if failures < 3 else None
        Picture.objects.filter(pk=picture.pk).update(due_at=again_at, failures=failures)
        told(log, f"a picture could not be shown: {made}", logging.WARNING, picture=picture.url)
        return
    body, width, height = made
    name = hashlib.sha256(body).hexdigest()[:24] + ".webp"
    put(settings.PAGES / "pictures" / name, body)
    story = getattr(picture.copy, "placement", None)
    with transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(due_at=None, file=name, width=width, height=height)
        if story:
            Change.note("story", story.story_id, now)


def put(file: Path, body: bytes) -> None:
    """Write a file that is whole at every moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f".{file.name}.half")
    half.write_bytes(body)
    half.replace(file)
