"""How does somebody come to have an account? Behind a link that holds seven days and works once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from wirecopy.accounts import signing_in, staff
from wirecopy.accounts.log import log
from wirecopy.accounts.models import Invitation
from wirecopy.mail.addresses import Address, address
from wirecopy.mail.letter import Letter
from wirecopy.mail.single import single
from wirecopy.mail.subscribing import masthead
from wirecopy.press.models import Edition

HOLDS = timedelta(days=7)
STATES = {
    "open": "",
    "used": "This invitation was used. If it was you, sign in.",
    "withdrawn": "This invitation was withdrawn. Ask who sent it.",
    "expired": "This invitation held for seven days, and they are over. Ask for a new one.",
}
TITLES = {"reader": "reader of the desk", "editor": "editor", "chief": "chief editor", "administrator": "administrator"}


def invite(edition: Edition | None, role: str, to: Address, by: str, now: datetime) -> tuple[Invitation, str]:
    """The row, and the last part of its link, which is kept nowhere. An older one for the same address and edition holds no more."""
    secret = secrets.token_urlsafe(24)
    standing = Invitation.objects.filter(edition=edition, address=to.written, used_at=None, withdrawn_at=None)
    standing.update(withdrawn_at=now)
    row = Invitation.objects.create(
        edition=edition, role=role, address=to.written, key=_key(secret), invited_by=by, invited_at=now, expires_at=now + HOLDS
    )  # fmt: skip
    return row, secret


def letter(row: Invitation, link: str, host: Edition) -> Letter:
    where = row.edition.masthead if row.edition else "all editions"
    said = f"{row.invited_by} invites you to work at the desk of {where}, as {TITLES[row.role]}. Choose a name and a password on this page:"
    after = "The link holds for seven days, and works once. If you expected nothing of the kind, do nothing."
    return single(f"{where}: an invitation to the desk", [said], link=link, button="Open the page", after=[after], paper=masthead(host))


def found(secret: str) -> Invitation | None:
    return Invitation.objects.select_related("edition", "user").filter(key=_key(secret)).first()


def state(row: Invitation, now: datetime) -> str:
    """Which of STATES it is in."""
    if row.used_at:
        return "used"
    return "withdrawn" if row.withdrawn_at else "expired" if row.expires_at <= now else "open"


def take_up(row: Invitation, name: str, password: str, now: datetime) -> User | None:
    """Make the account and give the role; None where the invitation, or the address, was used a moment before."""
    to = address(row.address)
    if isinstance(to, str):
        return None
    try:
        with transaction.atomic():
            if not _use(row, now):
                return None
            return _settle(row, staff.make_person(to, name, password), now)
    except IntegrityError:
        return None


def take_up_as(row: Invitation, user: User, now: datetime) -> bool:
    """Give the role to the account that the address has already."""
    with transaction.atomic():
        return bool(_use(row, now) and _settle(row, user, now))


def whose(row: Invitation) -> User | None:
    """The account that the invited address has already."""
    found: User | None = signing_in.whose(row.address)
    return found


def withdraw(row: Invitation, now: datetime) -> bool:
    """False where it is not open any more."""
    return bool(Invitation.objects.filter(pk=row.pk, used_at=None, withdrawn_at=None, expires_at__gt=now).update(withdrawn_at=now))


def _use(row: Invitation, now: datetime) -> int:
    """One row is changed for the first who comes, none for whoever comes at the same time or later."""
    return Invitation.objects.filter(pk=row.pk, used_at=None, withdrawn_at=None, expires_at__gt=now).update(used_at=now)


def _settle(row: Invitation, user: User, now: datetime) -> User:
    Invitation.objects.filter(pk=row.pk).update(user=user)
    staff.give(user, row.edition, row.role, row.invited_by, now)
    log(row.edition, user.get_full_name() or user.get_username(), "join", now, what="invitation", which=row.pk, said={"role": row.role})
    return user


def _key(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
