"""What came in, what stumbled, what waits, what goes out? A fixed number of questions, however much there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wirecopy import copyflow
from wirecopy.accounts.roles import editions_of
from wirecopy.desk.models import Notice, Objection
from wirecopy.mail.models import Delivery, Mailing
from wirecopy.newsroom.door import Done, NotHere, Visit, deed, no_such_edition, screen
from wirecopy.newsroom.listing import listed
from wirecopy.press.models import Edition, Stale
from wirecopy.press.telling import appearances
from wirecopy.releases.models import Draft, Release
from wirecopy.wire.models import Outlet, Stumble, Take
from wirecopy.wire.work import try_again

NEWEST = 12
SHOWN = 20  # of what stumbles
LOOKED_AT = 500  # stumbles, the newest of a week
WEEK = timedelta(days=7)


@dataclass(slots=True)
class Trouble:
    """What keeps failing in the same way at one outlet."""

    outlet: int
    name: str
    leg: str
    why: str
    sentence: str  # of the last time
    last_at: datetime
    again_at: datetime | None
    places: set[tuple[str, int]]  # the feeds, copies and takes


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The board of the first edition at which one has a role."""
    editions = editions_of(request.user)
    return HttpResponseRedirect(reverse("desk:board", args=[editions[0].slug])) if editions else no_such_edition(request)


@screen()
def board(visit: Visit) -> HttpResponse:
    edition, now = visit.edition, visit.now
    today = appearances(edition, shown_at__gt=now - timedelta(days=1))
    return visit.page(
        "board.html",
        "Board",
        newest=listed(edition, appearances(edition)[:NEWEST], now),
        today=today.order_by().count(),
        troubles=(failing := troubles(now))[:SHOWN],
        further=len(failing[SHOWN:]),
        **_waiting(edition, now),
    )


def _waiting(edition: Edition, now: datetime) -> dict[str, Any]:
    """What stands at each station of the road, and at each that people work at."""
    takes = Take.objects.exclude(next_leg="").values("next_leg").annotate(
        waiting=Count("pk", filter=Q(due_at__isnull=False)), aside=Count("pk", filter=Q(due_at=None)), since=Min("due_at")
    )  # fmt: skip
    releases = Release.objects.filter(edition=edition, standing="waiting").aggregate(waiting=Count("pk"), since=Min("handed_in_at"))
    objections = Objection.objects.filter(edition=edition, standing="open")
    return {
        "takes": sorted(takes, key=lambda row: list(copyflow.BY_NAME).index(row["next_leg"])),
        "releases": releases,
        "objections": objections.aggregate(waiting=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)), due=Min("due_at")),
        "drafts": Draft.objects.filter(edition=edition, filed_at=None).count(),
        "embargoes": Notice.objects.filter(edition=edition, kind="embargo", spent_at=None, until_at__gt=now).count(),
        "stale": Stale.objects.filter(edition=edition, due_at__lte=now).count(),
        "letters": Delivery.objects.filter(edition=edition, state="waiting").aggregate(waiting=Count("pk"), due=Min("due_at")),
        "mailings": list(
            Mailing.objects.filter(issue__edition=edition, state__in=["sending", "paused"]).select_related("issue").order_by("-pk")[:6]
        ),
    }


def troubles(now: datetime) -> list[Trouble]:
    """By outlet and reason: what failed within a week and has not come right since, the newest first."""
    fields = {
        "feed": ("feed__outlet", "feed__outlet__name"),
        "copy": ("copy__outlet", "copy__outlet__name"),
        "take": ("take__copy__outlet", "take__copy__outlet__name"),
    }
    fails = Q(feed__failures__gt=0) | Q(copy__failures__gt=0) | Q(take__failures__gt=0) & ~Q(take__next_leg="")
    rows = Stumble.objects.filter(fails, stumbled_at__gt=now - WEEK).order_by("-stumbled_at")
    named = rows.values("leg", "why", "sentence", "stumbled_at", "again_at", "feed", "copy", "take", *sum(fields.values(), ()))
    found: dict[tuple[int, str, str], Trouble] = {}
    for row in named[:LOOKED_AT]:
        kind = next(kind for kind in fields if row[kind])
        outlet, name = (row[field] for field in fields[kind])
        key = (outlet, row["leg"], row["why"])
        trouble = found.setdefault(key, Trouble(*key[:1], name, *key[1:], row["sentence"], row["stumbled_at"], row["again_at"], set()))
        trouble.places.add((kind, row[kind]))
    return list(found.values())


@deed("editor", "retry", "outlet")
def retry(visit: Visit, outlet: int) -> Done:
    """Try again at once what keeps failing at an outlet."""
    found = Outlet.objects.filter(pk=outlet).first()
    if found is None:
        raise NotHere
    tried = try_again(found, visit.now)
    told = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in tried.items() if count)
    sentence = f"{found.name}: {told} will be tried again now." if told else f"{found.name}: nothing is failing any more."
    return Done(sentence, reverse("desk:board", args=[visit.edition.slug]), tried)
