"""The press's deeds at an edition that stands: change its facts, settle its sections. Its pages are printed again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from wirecopy.press.models import Edition, Section
from wirecopy.wire.models import Change

SOON = 3


def change_edition(edition: Edition, now: datetime, **facts: object) -> None:
    """Change what is named in `facts`. ValidationError, by field, where something cannot be meant."""
    for name, value in facts.items():
        setattr(edition, name, value)
    edition.full_clean()
    with transaction.atomic():
        edition.save(update_fields=list(facts))
        Change.note("edition", edition.pk, now, SOON)


def settle_section(
    edition: Edition, slug: str, now: datetime, *, name: str | None, rank: int | None, rules: Mapping[str, object] | None
) -> Section:
    """Make a section, or change what is given of it. A new one comes last, and is named after its slug where no name is given."""
    with transaction.atomic():
        section = Section.objects.filter(edition=edition, slug=slug).first()
        if section is None:
            section = Section(
                edition=edition, slug=slugify(slug)[:60], name=slug.replace("-", " ").capitalize(), rank=edition.sections.count()
            )
        section.name = name or section.name
        section.rank = section.rank if rank is None else rank
        section.rules = section.rules if rules is None else dict(rules)
        section.full_clean()
        section.save()
        Change.note("edition", edition.pk, now, SOON)
    return section


def drop_section(edition: Edition, slug: str, now: datetime) -> bool:
    """Take a section away; its stories stay in the edition. Returns whether it was there."""
    with transaction.atomic():
        gone, _ = Section.objects.filter(edition=edition, slug=slug).delete()
        if gone:
            Change.note("edition", edition.pk, now, SOON)
    return bool(gone)


def print_again(now: datetime) -> int:
    """Let every page of every edition be printed again. Returns how many editions there are."""
    editions = list(Edition.objects.values_list("pk", flat=True))
    with transaction.atomic():
        for edition in editions:
            Change.note("edition", edition, now, SOON)
    return len(editions)
