"""Who comes in, and what may they do here? Every screen and every deed of the newsroom goes through this door.

A screen is looked at: GET, and nothing changes. A deed is done: POST, in one transaction with its line in the log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from wirecopy.accounts.log import log
from wirecopy.accounts.roles import editions_of, reaches, role_at
from wirecopy.newsroom.parts import PARTS
from wirecopy.press.models import Edition

View = Callable[..., Any]  # answers a page, or Done
Doing = Callable[..., "HttpResponse | Done"]


class Refused(Exception):
    """A deed that cannot be done: a sentence for who asked. Nothing was changed."""

    def __init__(self, sentence: str, status: int = 409) -> None:
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


class NotHere(Exception):
    """There is no such thing at this edition."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed says when it is done, where to go on, and what the log keeps of it."""

    sentence: str
    to: str
    said: dict[str, Any] = field(default_factory=dict)
    which: int | None = None  # the number of the thing, where the address does not give it


class Visit:
    """One request to an edition's newsroom."""

    def __init__(self, request: HttpRequest, edition: Edition, role: str) -> None:
        self.request, self.edition, self.role, self.now = request, edition, role, datetime.now(UTC)

    @property
    def by(self) -> str:
        """The name under which the log keeps who it was."""
        return str(self.request.user.get_full_name() or self.request.user.get_username())  # type: ignore[union-attr]

    def may(self, role: str) -> bool:
        return reaches(self.role, role)

    def page(self, template: str, title: str, status: int = 200, **values: Any) -> HttpResponse:
        given = {
            "visit": self,
            "edition": self.edition,
            "editions": editions_of(self.request.user),
            "parts": [part for part in PARTS if self.may(part.role)],
            "title": title,
            "now": self.now,
        }
        with timezone.override(ZoneInfo(self.edition.zone)):
            return render(self.request, f"desk/{template}", {**given, **values}, status=status)

    def note(self, title: str, text: str, status: int) -> HttpResponse:
        return self.page("note.html", title, status, text=text)


def screen(role: str = "reader") -> Callable[[View], View]:
    """A page for those who have `role` here. The view is given a Visit, and what its address says."""
    return _guarded(role, ("GET", "HEAD"), lambda view, visit, given: view(visit, **given))


def form(role: str, verb: str, what: str = "") -> Callable[[Doing], View]:
    """A page with a form that comes back to its own address: GET shows it; POST does the deed, or shows it again with what was wrong.

    The view answers a page, or Done.
    """
    return _guarded(role, ("GET", "HEAD", "POST"), lambda view, visit, given: _do(view, visit, given, verb, what), verb)


def deed(role: str, verb: str, what: str = "", *, apart: bool = False) -> Callable[[Doing], View]:
    """A deed for those who have `role` here: the view answers Done, or raises Refused. The log has its line under `verb`.

    The number of the thing that it is done to is the address's first number. `apart`: it talks to another server and writes no rows, so
    that the line is written afterwards, and no transaction waits for the network.
    """
    return _guarded(role, ("POST",), lambda view, visit, given: _do(view, visit, given, verb, what, apart), verb)


def _guarded(
    role: str, methods: tuple[str, ...], answer: Callable[[Any, Visit, dict[str, Any]], HttpResponse], verb: str = ""
) -> Callable[[Doing], View]:
    def wrap(view: Doing) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, edition: str, **given: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path() if request.method != "POST" else "/desk/")
            here = Edition.objects.filter(slug=edition).first()
            held = role_at(request.user, here) if here else None
            if here is None or held is None:
                return no_such_edition(request)
            visit = Visit(request, here, held)
            if not visit.may(role):
                return visit.note("Not yours to do", f"This needs the role “{role}” at {here.masthead}; yours is “{held}”.", 403)
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                return answer(view, visit, given)
            except Refused as refused:
                return visit.note("This was not done", refused.sentence, refused.status)
            except NotHere:
                return visit.note("Not found", f"There is no such thing at {here.masthead}.", 404)

        guarded.role, guarded.methods, guarded.verb = role, methods, verb  # type: ignore[attr-defined]
        return guarded

    return wrap


def no_such_edition(request: HttpRequest) -> HttpResponse:
    given = {"editions": editions_of(request.user), "title": "Not found", "text": "There is no such edition, or you have no role there."}
    return render(request, "desk/note.html", given, status=404)


def _do(view: Doing, visit: Visit, given: dict[str, Any], verb: str, what: str, apart: bool = False) -> HttpResponse:
    if visit.request.method != "POST":
        shown: Any = view(visit, **given)
        return shown  # type: ignore[no-any-return]
    done: Any = view(visit, **given) if apart else None
    with transaction.atomic():
        done = done or view(visit, **given)
        if isinstance(done, HttpResponse):
            return done
        number = done.which if done.which is not None else next((value for value in given.values() if isinstance(value, int)), None)
        log(visit.edition, visit.by, verb, visit.now, what=what, which=number, said=done.said)
    messages.success(visit.request, done.sentence)
    answer = HttpResponseRedirect(done.to)
    answer.status_code = 303
    return answer
