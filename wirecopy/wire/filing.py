"""What did a fetch bring? A page becomes a take whose bytes lie in the captures, or a stumble that says why not."""

from __future__ import annotations

import hashlib
import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import transaction
from PIL import Image, UnidentifiedImageError

from wirecopy.log import told
from wirecopy.net import Answer, Trouble, Validators
from wirecopy.wire import pace
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


def keep_page(copy: Copy, answer: Answer | Trouble, captures: Captures, now: datetime) -> Fetched:
    """Put a fetched page into the captures. No row is written; a full disk is a setback, not an end."""
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
    last = Take.objects.filter(copy=copy).order_by("-number").values_list("number", "sha256").first()
    number, seen = last or (0, "")
    if seen == sha256:
        return Fetched()
    try:
        place = captures.keep(answer.final_url, answer.status, answer.headers, answer.body, answer.fetched_at)
        captures.sync()
    except OSError as error:
        return Fetched(setback=("disk", f"the page could not be kept: {error.strerror or error}"))
    return Fetched(place, sha256, number + 1)


def write_fetch(copy: Copy, answer: Answer | Trouble, fetched: Fetched, now: datetime) -> bool:
    """Write down a fetch. Returns whether a take came of it."""
    mine = Copy.objects.filter(pk=copy.pk, due_at=copy.due_at)
    if fetched.setback:
        why, sentence = fetched.setback
        failures = copy.failures + 1
        again_at = None
        if fetched.again and failures < TRIES:
            least = timedelta(seconds=answer.retry_after or 0)
            again_at = max(pace.again(now, failures, 300, 86_400, random.random()), now + least)
        with transaction.atomic():
            if mine.update(due_at=again_at, failures=failures):
                Stumble.objects.create(copy=copy, leg="fetch", stumbled_at=now, why=why, sentence=sentence, again_at=again_at)
        told(log, f"fetch stumbled: {sentence}", logging.WARNING, copy=copy.url, why=why)
        return False
    if fetched.place is None:
        mine.update(due_at=None, failures=0)
        return False
    assert isinstance(answer, Answer)
    with transaction.atomic():
        here = answer.final_url == (copy.given_url or copy.url)  # validators of another address would be wrong for this one
        known = answer.validators if here else Validators()
        if not mine.update(due_at=None, failures=0, etag=known.etag, last_modified=known.last_modified):
            return False  # somebody else has fetched it meanwhile; the bytes stay in the captures, pointed at by nobody
        take = Take.objects.create(
            copy=copy, number=fetched.number, received_at=now, url=answer.final_url[:2000], status=answer.status,
            content_type=answer.headers.get("content-type", "")[:200], sha256=fetched.sha256, size=len(answer.body),
            warc=fetched.place.file, warc_offset=fetched.place.offset, warc_length=fetched.place.length,
            next_leg="read", due_at=now,
        )  # fmt: skip
        announced_at = (copy.seen_at if fetched.number == 1 else copy.due_at) or now
        feed = f"announced by {copy.feed}" if copy.feed else "handed in by address"
        outcome = f"received {len(answer.body) / 1000:.0f} kB"
        Passage.objects.bulk_create(
            [
                Passage(take=take, leg="poll", passed_at=announced_at, outcome=feed[:300], rule=RULE),
                Passage(take=take, leg="fetch", passed_at=now, outcome=outcome, rule=RULE),
            ]
        )
    told(log, f"fetched take {fetched.number}: {outcome}", copy=copy.url)
    return True


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
