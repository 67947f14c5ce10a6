"""How is a deed written down, and how does the law take its words back?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from wirecopy.accounts.models import Deed
from wirecopy.press.models import Edition


def log(edition: Edition | None, by: str, verb: str, now: datetime, *, what: str = "", which: int | None = None, said: Any = None) -> Deed:
    """Add a line to the log, in the transaction of the deed itself."""
    return Deed.objects.create(edition=edition, by=by, verb=verb, what=what, which=which, said=said or {}, at=now)


def redact(deed: Deed, by: str, ground: str, now: datetime) -> Deed:
    """Take the words of a deed back for a legal `ground`: who did what, and when, stays, and so does this."""
    with transaction.atomic():
        row = Deed.objects.create(
            edition=deed.edition, by=by, verb="redact", what="deed", which=deed.pk, said={"ground": ground}, at=now, redacts=deed
        )
        Deed.objects.filter(pk=deed.pk).update(said={})
    return row
