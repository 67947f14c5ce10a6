"""Who has which role at this edition? Invite, change, take away; and, for administrators, how each signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse

from wirecopy.accounts import inviting, staff
from wirecopy.accounts.inviting import TITLES
from wirecopy.accounts.models import ROLES, Invitation, Role, SignIn
from wirecopy.accounts.roles import reaches, role_at
from wirecopy.mail.addresses import address as read_address
from wirecopy.mail.posting import can_send, post
from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, deed, form, screen

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Person:
    user: User
    role: Role
    title: str
    second: bool  # has a second factor
    mine: bool  # may be changed by who looks


@screen("chief")
def people(visit: Visit) -> HttpResponse:
    roles = Role.objects.filter(Q(edition=visit.edition) | Q(edition=None)).select_related("user").order_by("user__first_name", "pk")
    held = {row.user_id: row for row in sorted(roles, key=lambda row: row.edition_id is not None)}  # the one here before that at all
    second = set(Authenticator.objects.filter(user__in=held).values_list("user", flat=True))
    found = [
        Person(row.user, row, TITLES[row.role], row.user_id in second, not staff.may_touch(_me(visit), row.user, visit.edition))
        for row in held.values()
    ]
    open_ones = Invitation.objects.filter(_here(visit), used_at=None, withdrawn_at=None, expires_at__gt=visit.now).order_by("-pk")
    everywhere = role_at(_me(visit), None)
    return visit.page("people.html", "People", people=found, invitations=open_ones, giveable=_giveable(visit), everywhere=everywhere)


@form("chief", "invite", "invitation")
def invite(visit: Visit) -> HttpResponse | Done:
    asked = visit.request.POST
    typed, role, everywhere = asked.get("address", ""), asked.get("role", "editor"), asked.get("everywhere") == "yes"
    given: dict[str, Any] = {"typed": typed, "role": role, "giveable": _giveable(visit), "everywhere": role_at(_me(visit), None)}
    if visit.request.method != "POST":
        return visit.page("invite.html", "Invite somebody", **given)
    edition = None if everywhere else visit.edition
    to = read_address(typed)
    if isinstance(to, str):
        return visit.page("invite.html", "Invite somebody", 422, wrong=to, **given)
    if why := staff.may_give(_me(visit), edition, role):
        raise Refused(why, 403)
    row, secret = inviting.invite(edition, role, to, visit.by, visit.now)
    link = visit.edition.base + reverse("desk:join", args=[secret])
    sentence = f"The invitation to {to.written} is on its way; it holds for seven days."
    if can_send():
        post(visit.edition, to.written, inviting.letter(row, link, visit.edition), visit.now)
    else:
        sentence = f"No relay is set, so no letter leaves. Pass this link on to {to.written} yourself; it is shown once: {link}"
    return Done(sentence, _list(visit), {"role": role, "everywhere": everywhere}, row.pk)


@deed("chief", "withdraw", "invitation")
def withdraw(visit: Visit, invitation: int) -> Done:
    row = Invitation.objects.filter(_here(visit), pk=invitation).first()
    if row is None:
        raise NotHere
    if why := staff.may_give(_me(visit), row.edition, row.role):
        raise Refused(why, 403)
    if not inviting.withdraw(row, visit.now):
        raise Refused("It is not open any more.")
    return Done("The invitation is withdrawn; its link opens nothing.", _list(visit), {"role": row.role})


@deed("chief", "give role", "person")
def role(visit: Visit, person: int) -> Done:
    user, wanted = _person(visit, person), visit.request.POST.get("role", "")
    before = role_at(user, visit.edition)
    if why := staff.change(_me(visit), user, visit.edition, wanted, visit.by, visit.now):
        raise Refused(why, 403)
    return Done(f"{user.get_full_name()} is {TITLES[wanted]} now.", _list(visit), {"role": wanted, "before": before})


@deed("chief", "take role", "person")
def away(visit: Visit, person: int) -> Done:
    user = _person(visit, person)
    before = role_at(user, visit.edition)
    if why := staff.take_away(_me(visit), user, visit.edition):
        raise Refused(why, 403)
    return Done(f"{user.get_full_name()} has no role here any more.", _list(visit) if user != _me(visit) else "/desk/", {"before": before})


@screen("administrator")
def person(visit: Visit, person: int) -> HttpResponse:
    user = _person(visit, person)
    given: dict[str, Any] = {
        "person": user,
        "roles": [(row.edition, TITLES[row.role]) for row in Role.objects.filter(user=user).select_related("edition")],
        "factors": {kind: Authenticator.objects.filter(user=user, type=kind).count() for kind in Authenticator.Type.values},
        "sessions": UserSession.objects.filter(user=user).count(),
        "sign_ins": SignIn.objects.filter(user=user).order_by("-at", "-pk")[:SHOWN],
        "mine": not staff.may_touch(_me(visit), user, visit.edition),
    }
    return visit.page("person.html", user.get_full_name() or user.get_username(), **given)


@deed("administrator", "end sessions", "person")
def end_sessions(visit: Visit, person: int) -> Done:
    user = _mine(visit, person)
    ended = staff.end_sessions(user)
    return Done(f"{ended} sessions are ended.", reverse("desk:person", args=[visit.edition.slug, user.pk]), {"sessions": ended})


@deed("administrator", "drop second factor", "person")
def drop_second(visit: Visit, person: int) -> Done:
    """For who lost their phone or key; they sign in with their password alone, and set a new one up."""
    user = _mine(visit, person)
    gone = Authenticator.objects.filter(user=user).delete()[0]
    staff.end_sessions(user)
    to = reverse("desk:person", args=[visit.edition.slug, user.pk])
    return Done("The password is enough now, until a new second factor is set up.", to, {"gone": gone})


def _mine(visit: Visit, person: int) -> User:
    """Who may be changed here. Whose account reaches further than this edition is for administrators of all editions."""
    user = _person(visit, person)
    if why := staff.may_touch(_me(visit), user, visit.edition):
        raise Refused(why, 403)
    if role_at(_me(visit), None) is None and Role.objects.filter(user=user).exclude(edition=visit.edition).exists():
        raise Refused("They also work elsewhere; an administrator of all editions does this.", 403)
    return user


def _person(visit: Visit, number: int) -> User:
    """Who has a role here."""
    row = Role.objects.filter(Q(edition=visit.edition) | Q(edition=None), user=number).select_related("user").first()
    if row is None:
        raise NotHere
    return row.user


def _me(visit: Visit) -> Any:
    return visit.request.user


def _here(visit: Visit) -> Q:
    return Q(edition=visit.edition) | (Q(edition=None) if role_at(_me(visit), None) else Q(pk=None))


def _giveable(visit: Visit) -> list[tuple[str, str]]:
    return [(name, TITLES[name]) for name in ROLES if reaches(visit.role, name)]


def _list(visit: Visit) -> str:
    return reverse("desk:people", args=[visit.edition.slug])
