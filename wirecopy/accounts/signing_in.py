"""Who signed in, who tried to, and when is it too often? Rows of what happened, and a lock that grows with the guessing."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from wirecopy.accounts.models import SignIn
from wirecopy.log import told
from wirecopy.mail import knocking
from wirecopy.mail.addresses import Address, look

events = logging.getLogger("wirecopy.accounts")

# Failures: who fails more often than the first pair allows waits for the next hour, then for hours, a day, a week.
ADDRESS: knocking.Limits = ((1, 6), (6, 12), (24, 20), (168, 50))
NETWORK: knocking.Limits = ((1, 30), (24, 150))
KEPT = timedelta(days=180)


def key(address: str) -> str:
    """One key for all ways to write an address; what is none counts as it was typed."""
    found = look(address)
    return found.key if isinstance(found, Address) else address.strip().casefold()[:320]


def locked(what: str, who: str, request: HttpRequest, now: datetime) -> bool:
    """Were there too many failures for this address ("password") or person ("code"), or from this network? Known to us or not."""
    return knocking.full(what, who, ADDRESS, now) or knocking.full("guess", knocking.network(request.META), NETWORK, now)


def failed(what: str, who: str, request: HttpRequest, user: Any, now: datetime) -> None:
    """Count a failure. The one that closes the lock is written down as such too."""
    network = knocking.network(request.META)
    knocking.knock(what, who, ADDRESS, now)
    knocking.knock("guess", network, NETWORK, now)
    row(request, user, "failed", what, now)
    if locked(what, who, request, now):
        row(request, user, "locked", what, now)
        told(events, "an account is locked for a while, after too many failures", logging.WARNING, network=network)


def open_again(user: Any) -> None:
    """Forget the failures of a person, who proved to have the account's address."""
    from allauth.account.models import EmailAddress

    for address in {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)} - {""}:
        knocking.forgive("password", key(address))
    knocking.forgive("code", str(user.pk))


def row(request: HttpRequest, user: Any, what: str, how: str, now: datetime | None = None) -> SignIn:
    known = user if user is not None and user.pk else None
    return SignIn.objects.create(
        user=known, what=what, how=how[:60], network=knocking.network(request.META),
        browser=request.META.get("HTTP_USER_AGENT", "")[:200], at=now or datetime.now(UTC),
    )  # fmt: skip


def whose(address: str) -> Any:
    """The person with this address; None where there is none."""
    return User.objects.filter(email__iexact=address.strip()).first() if address.strip() else None


def forget_sign_ins(now: datetime) -> str:
    """Delete rows of sign-ins after 180 days, and sessions that ended."""
    rows = SignIn.objects.filter(at__lt=now - KEPT).delete()[0]
    sessions = Session.objects.filter(expire_date__lt=now).delete()[0]
    return f"{rows} sign-ins and {sessions} sessions deleted" if rows or sessions else ""
