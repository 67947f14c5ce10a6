"""Which parts of an edition's pages were rendered before? Each by all that it shows, and kept from one print run to the next."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date

from django.utils.safestring import SafeString

from wirecopy.press.models import Edition, Section
from wirecopy.press.sheet import sheet

MOST = 1500  # parts of an edition; when there are more, all go
EDITIONS = 8
Parts = dict[Hashable, SafeString]

_held: dict[int, tuple[Hashable, Parts]] = {}  # the edition that was printed last is the last


def parts(edition: Edition, sections: Iterable[Section], today: date) -> Parts:
    """The parts of an edition as it is today, by name and keys. What else all pages show, the sheet's name tells."""
    shows = sorted((field.attname, str(getattr(edition, field.attname))) for field in Edition._meta.concrete_fields)
    as_it_is = (tuple(shows), tuple((section.name, section.slug) for section in sections), today, sheet().path)
    before, kept = _held.pop(edition.pk, (None, {}))
    if before != as_it_is or len(kept) > MOST:
        kept = {}
    _held[edition.pk] = (as_it_is, kept)
    while len(_held) > EDITIONS:
        _held.pop(next(iter(_held)), None)
    return kept
