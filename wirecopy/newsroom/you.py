"""What is known of the person who looks? Their roles, their ways to sign in, and when they did."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wirecopy.accounts import inviting
from wirecopy.accounts.models import Role, SignIn
from wirecopy.accounts.roles import editions_of

SHOWN = 20


@require_safe
@login_required
def you(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    factors = {kind: Authenticator.objects.filter(user=user, type=kind).count() for kind in Authenticator.Type.values}
    roles = Role.objects.filter(user=user).select_related("edition").order_by("pk")
    given = {
        "title": "Your account",
        "editions": editions_of(user),
        "roles": [(row.edition, inviting.TITLES[row.role], row) for row in roles],
        "factors": factors,
        "sessions": UserSession.objects.filter(user=user).count(),
        "sign_ins": SignIn.objects.filter(user=user).order_by("-at", "-pk")[:SHOWN],
    }
    return render(request, "desk/you.html", given)


@require_POST
@login_required
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """One of one's own."""
    session = UserSession.objects.filter(pk=number, user=request.user).first()
    if session:
        session.end()
        messages.success(request, "The session is ended.")
    return HttpResponseRedirect(reverse("usersessions_list"))
