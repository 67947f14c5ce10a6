"""Who takes up an invitation? A page for everybody who has the link: a name, a password, and the account is made."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wirecopy.accounts import inviting, signing_in, staff
from wirecopy.accounts.models import Invitation
from wirecopy.mail import knocking


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    now, network = datetime.now(UTC), knocking.network(request.META)
    if knocking.full("invitation", network, knocking.GUESS, now):
        return _said(request, "There were too many wrong links from your network. Try again in an hour.", 429)
    row = inviting.found(token)
    if row is None:
        knocking.knock("invitation", network, knocking.GUESS, now)
        return _said(request, "There is no such invitation. Is the link whole?", 404)
    state = inviting.state(row, now)
    if state != "open":
        return _said(request, inviting.STATES[state], 410)
    has_account = inviting.whose(row)
    if has_account:
        return _to_the_account(request, row, has_account, now)
    return _new(request, row, now)


def _new(request: HttpRequest, row: Invitation, now: datetime) -> HttpResponse:
    name, password = " ".join(request.POST.get("name", "").split()), request.POST.get("password", "")
    wrong: dict[str, str] = {}
    if request.method == "POST":
        found = {"name": staff.wrong_name(name), "password": staff.wrong_password(password, name, row.address)}
        wrong = {field: why for field, why in found.items() if why}
        if not wrong:
            user = inviting.take_up(row, name, password, now)
            return _in(request, row, user, now) if user else _said(request, inviting.STATES["used"], 410)
    return _page(request, row, status=422 if wrong else 200, name=name, wrong=wrong, own=False)


def _to_the_account(request: HttpRequest, row: Invitation, user: User, now: datetime) -> HttpResponse:
    """The address has an account; only who is signed in with it takes the role."""
    if request.method == "POST" and request.user == user:
        if not inviting.take_up_as(row, user, now):
            return _said(request, inviting.STATES["used"], 410)
        return HttpResponseRedirect(reverse("desk:start"))
    return _page(request, row, own=request.user == user, known=True)


def _in(request: HttpRequest, row: Invitation, user: User, now: datetime) -> HttpResponse:
    get_adapter().login(request, user)
    signing_in.row(request, user, "in", "invitation", now)
    return HttpResponseRedirect(reverse("desk:start"))


def _page(request: HttpRequest, row: Invitation, status: int = 200, **values: Any) -> HttpResponse:
    given = {"title": "Your invitation", "row": row, "role": inviting.TITLES[row.role]}
    return render(request, "desk/join.html", {**given, **values}, status=status)


def _said(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "desk/note.html", {"title": "Your invitation", "text": sentence}, status=status)
