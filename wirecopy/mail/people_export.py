"""Who takes which letters, and what was agreed to? As rows of a table that `people` takes in again; a million do not fill the memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TextIO

from wirecopy.mail.models import Consent, Subscriber, Subscription
from wirecopy.mail.people_csv import guarded
from wirecopy.press.models import Edition

PAGE = 250  # subscribers at a time
HEADER = (
    "address", "standing", "edition", "sections", "cadence", "hour", "zone", "language", "asked_at", "page", "wording", "confirmed_at",
    "confirmed_wording", "agreed_by", "note", "left_at", "soft_bounces", "made_at",
)  # fmt: skip


def write(out: TextIO, edition: Edition | None) -> Iterator[int]:
    """Write the table, of those who take or took one edition or of all; after each page of it, how many rows that makes."""
    table = csv.writer(out)
    table.writerow(HEADER)
    count = 0
    for rows in _pages(edition):
        table.writerows([guarded(cell) for cell in cells] for cells in rows)
        count += len(rows)
        yield count


def _pages(edition: Edition | None) -> Iterator[list[list[str]]]:
    last = 0
    slugs = dict(Edition.objects.values_list("pk", "slug"))
    while some := list(Subscriber.objects.filter(pk__gt=last).order_by("pk")[:PAGE]):
        last = some[-1].pk
        sections = {
            (one.subscriber_id, one.edition_id): " ".join(one.sections) for one in Subscription.objects.filter(subscriber__in=some)
        }
        agreed = _agreed(some)
        rows: list[list[str]] = []
        for one in some:
            takes: list[int | None] = [number for number in slugs if (one.pk, number) in sections]
            if not takes:  # asked and not confirmed, or chose none
                takes = [number for number in slugs if (one.pk, number) in agreed] if one.standing == "pending" else []
            for number in takes or [None]:
                if edition is None or number == edition.pk:
                    slug = slugs[number] if number else ""
                    rows.append(_row(one, slug, sections.get((one.pk, number or 0), ""), agreed.get((one.pk, number))))
        yield rows


def _agreed(some: Sequence[Subscriber]) -> dict[tuple[int, int | None], Consent]:
    """The last consent of each subscriber to each edition, and under None its last to any; a confirmed one goes before the others."""
    found: dict[tuple[int, int | None], Consent] = {}
    consents = Consent.objects.filter(subscriber__in=some).order_by("asked_at", "id")
    for one in sorted(consents, key=lambda consent: consent.confirmed_at is not None):
        found[one.subscriber_id, one.edition_id] = found[one.subscriber_id, None] = one
    return found


def _row(one: Subscriber, slug: str, sections: str, consent: Consent | None) -> list[str]:
    confirmed_at = (consent.confirmed_at if consent else None) or one.confirmed_at
    agreed = consent or Consent(page="", wording="", confirmed_wording="", source="", note="")
    return [
        one.address, one.standing, slug, sections, one.cadence, "" if one.hour is None else str(one.hour), one.zone, one.language,
        _time(consent.asked_at if consent else one.asked_at), agreed.page, agreed.wording, _time(confirmed_at), agreed.confirmed_wording,
        agreed.source, agreed.note, _time(one.left_at), str(one.soft_bounces), _time(one.made_at),
    ]  # fmt: skip


def _time(when: datetime | None) -> str:
    return when.isoformat() if when else ""
