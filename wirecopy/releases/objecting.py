"""Somebody named in a story, or whose text is carried, objects: what is kept of it, until when it is answered, and by which letter?

It stands in this room because it comes in as a release does: by a form without an account, with the same proof, limits and letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import transaction

from wirecopy.desk.models import Notice, Objection, Story
from wirecopy.mail import addresses, knocking, posting, subscribing
from wirecopy.mail.letter import Letter
from wirecopy.mail.single import single
from wirecopy.press import paths
from wirecopy.press.models import Appearance, Edition
from wirecopy.press.words import words
from wirecopy.releases.phrases import phrases

START = "/objections/"
SALT = "objection"
OUTCOMES = ("granted", "partly", "refused")
LONGEST = {"page": 2000, "name": 200, "address": 320, "said": 10_000, "answer": 10_000}
LETTER: knocking.Limits = ((1, 3), (24, 6), (168, 15))  # receipts to one address


def take(edition: Edition, said: Mapping[str, str], now: datetime) -> Objection:
    """Keep an objection, its fields as they were typed, and let a receipt go where an address is given."""
    with transaction.atomic():
        story = _story(edition, said["page"])
        made = Objection.objects.create(edition=edition, story=story, came_at=now, due_at=due(edition, now), **said)
        tell(made, "received", now)
    return made


def due(edition: Edition, now: datetime) -> datetime:
    """The end of the last day, in the edition's zone, on which it may be answered."""
    zone = ZoneInfo(edition.zone)
    last = now.astimezone(zone).date() + timedelta(days=settings.WIRECOPY["OBJECTION_DAYS"])
    return datetime.combine(last, time(23, 59, 59), zone)


def last_day(objection: Objection) -> str:
    """The day by which it is answered, in words, and whose day that is."""
    edition = objection.edition
    day = objection.due_at.astimezone(ZoneInfo(edition.zone)).date()
    return f"{words(edition.language).full_date(day)} ({edition.zone})"


def own_path(edition: Edition, page: str) -> str:
    """The path of a page of this edition; empty for any other address."""
    try:
        given = urlsplit(page)
    except ValueError:
        return ""
    ours = not given.netloc or given.netloc.casefold() == edition.host.casefold()
    return given.path if ours and paths.place(given.path) else ""


def _story(edition: Edition, page: str) -> Story | None:
    """The story that a page of this edition tells, or told."""
    place = paths.place(own_path(edition, page) or "/")
    if place is None or place.kind not in ("story", "copy") or len(place.of) > 17:
        return None
    where = {"pk": place.of} if place.kind == "story" else {"placements__copy": place.of}
    found = Story.objects.filter(**where).first()
    here = found and any(table.objects.filter(edition=edition, story=found).exists() for table in (Appearance, Notice))
    return found if found and (here or found.merged_into_id) else None


def answer(objection: Objection, outcome: str, said: str, by: str, now: datetime) -> bool:
    """Answer it, once: False where somebody else has. The answer goes by letter where there is an address."""
    with transaction.atomic():
        held = Objection.objects.select_for_update().get(pk=objection.pk)
        if held.standing != "open":
            return False
        held.standing, held.answer, held.answered_at, held.answered_by = outcome, said, now, by[:150]
        held.save(update_fields=["standing", "answer", "answered_at", "answered_by"])
        tell(held, "answered", now)
    return True


def receipt(objection: Objection) -> str:
    """The path of the page that tells what became of it; who holds it may read that."""
    return f"{START}received/{signing.Signer(salt=SALT).sign(str(objection.pk))}/"


def of_receipt(token: str) -> Objection | None:
    try:
        number = int(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Objection.objects.select_related("edition").filter(pk=number).first()


def tell(objection: Objection, what: Literal["received", "answered"], now: datetime) -> bool:
    """Let a letter go, in the caller's transaction; False where none may. A receipt says nothing that its sender chose: anybody may have
    typed the address."""
    to = addresses.look(objection.address) if objection.address else "empty"
    if not posting.can_send() or not isinstance(to, addresses.Address) or subscribing.locked(to):
        return False
    if what == "received" and not knocking.knock("objection letter", to.key, LETTER, now):
        return False
    posting.post(objection.edition, to.written, letter(objection, what), now)
    return True


def letter(objection: Objection, what: Literal["received", "answered"]) -> Letter:
    edition = objection.edition
    facts = {"{paper}": edition.masthead, "{number}": str(objection.pk), "{date}": last_day(objection)}
    said = phrases(edition.language)

    def told(key: str) -> str:
        text = said[key]
        for hole, value in facts.items():
            text = text.replace(hole, value)
        return text

    received = what == "received"
    texts = [told("letter_object_received")] if received else [told(f"object_{objection.standing}"), *objection.answer.split("\n\n")]
    return single(
        told("letter_object_subject"),
        texts,
        link=edition.base + receipt(objection),
        button=told("letter_object_button"),
        after=[told("letter_object_not_you")] if received else [],
        paper=subscribing.masthead(edition),
        language=words(edition.language).language,
    )


def forget(now: datetime) -> str:
    """After their time: who made an objection and what was said, by either side. That there was one, and what came of it, stays."""
    days = settings.WIRECOPY["OBJECTIONS_KEPT_DAYS"]
    old = Objection.objects.exclude(standing="open").exclude(name="", address="", said="", answer="")
    found = old.filter(answered_at__lt=now - timedelta(days=days)).update(name="", address="", said="", answer="") if days else 0
    return f"{found} objections emptied" if found else ""
