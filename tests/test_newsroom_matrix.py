"""Who may look at what, and do what? Every address of the program is tried as everybody, by GET and by POST.

A screen or deed of the newsroom says itself which role it needs (newsroom/door.py), so nothing is to be written here when one is added. Any
other address must stand in a table below, or its test fails: nobody adds a page without saying who may see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from newsroom_rows import edition, person, signed_in
from press_rows import NOW

from wirecopy.accounts.models import ROLES, Deed, Invitation, Role
from wirecopy.accounts.roles import reaches
from wirecopy.desk.models import Notice, Objection, Story
from wirecopy.mail.models import Mailing
from wirecopy.press.models import Appearance, Edition, Issue, Section
from wirecopy.releases.models import Attached, Draft, Release
from wirecopy.wire.models import Copy, Outlet

pytestmark = pytest.mark.django_db
NUMBER = 7007  # of every thing of the other edition, whatever it is
SHARED = {"outlet"}  # numbers of what all editions share

# Who may see what has no door of the newsroom: everybody; who has an account; who is in the middle of signing in; administrators.
EVERYBODY = {
    *(f"desk/account/{path}" for path in ("login/", "inactive/", "signup/", "confirm-email/", "2fa/webauthn/login/")),
    *(f"desk/account/password/reset/{path}" for path in ("", "done/", "key/done/")),
    "desk/account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "desk/account/^confirm-email/(?P<key>[-:\\w]+)/$",
    "desk/account/logout/",
    "desk/join/<str:token>/",
    "releases/", "releases/<int:number>/", "own/<int:number>/",
    *(f"releases/{path}" for path in ("confirm/<str:token>/", "follow/<str:token>/")),
    *(f"releases/follow/<str:token>/{path}" for path in ("edit/", "hand-in/", "withdraw/", "picture/<int:number>/")),
    "letters/join/",
    *(f"letters/{what}/<str:token>{end}" for what in ("confirm", "leave", "preferences") for end in ("", "/")),
    "objections/received/<str:token>/",
    *(f"{what}/" for what in ("objections", "object", "search")),
}  # fmt: skip
WITH_ACCOUNT = {
    "desk/",
    "desk/account/",
    "desk/account/sessions/",
    "desk/account/sessions/<int:number>/end/",
    *(f"desk/account/{path}" for path in ("reauthenticate/", "email/", "password/change/", "password/set/")),
    *(f"desk/account/reauthenticate/code/{path}" for path in ("", "confirm/")),
    *(f"desk/account/2fa/{path}" for path in ("", "reauthenticate/", "totp/activate/", "totp/deactivate/", "recovery-codes/")),
    *(f"desk/account/2fa/recovery-codes/{path}" for path in ("generate/", "download/")),
    *(f"desk/account/2fa/webauthn/{path}" for path in ("", "add/", "reauthenticate/", "keys/<int:pk>/remove/", "keys/<int:pk>/edit/")),
}
SIGNING_IN = {"desk/account/2fa/authenticate/", "desk/account/login/code/confirm/"}
DEEDS = {"desk/account/sessions/<int:number>/end/", "releases/follow/<str:token>/hand-in/", "releases/follow/<str:token>/withdraw/"}
RAW_TABLES = "desk/admin/"
PROVED_OTHERWISE = ("letters/", "releases/", "own/", "objections/")  # printed forms: by a puzzle, or by the secret in their address
KINDS = {"int": str(NUMBER), "slug": "no-such-thing", "str": "no-such-thing", "path": str(NUMBER), "uuid": "0" * 32}


def walk(patterns: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern.callback


ROUTES = dict(walk(get_resolver().url_patterns))
DOORS = {route: view for route, view in ROUTES.items() if hasattr(view, "role")}
OTHERS = {route for route in ROUTES if route not in DOORS and not route.startswith(RAW_TABLES)}
ACTORS = ("stranger", "nobody", *ROLES, "everywhere", "elsewhere")


def address(route: str, at: str = "barents") -> str:
    """With something in every hole."""
    route = re.sub(r"<(?:slug:)?edition>", at, route)
    route = re.sub(r"<(\w+):\w+>", lambda found: KINDS[found[1]], route)
    route = re.sub(r"\(\?P<\w+>[^()]*\)", "x", route.replace("^", "")).removesuffix("$").replace("\\", "")
    return "/" + re.sub(r"<\w+>", str(NUMBER), route)


def numbers(route: str) -> set[str]:
    return set(re.findall(r"<int:(\w+)>", route))


def things(of: Edition) -> None:
    """One of each kind, under one number, and all of this edition."""
    key: dict[str, Any] = {"pk": NUMBER, "edition": of}
    outlet = Outlet.objects.create(pk=NUMBER, slug="hav", name="Hav", home="https://hav.example/", added_at=NOW)
    copy = Copy.objects.create(pk=NUMBER, outlet=outlet, url="https://hav.example/1", domain="hav.example", seen_at=NOW)
    story = Story.objects.create(pk=NUMBER, slug="s", began_at=NOW, moved_at=NOW)
    Appearance.objects.create(**key, story=story, shown_at=NOW, day=NOW.date())
    Section.objects.create(**key, slug="other", name="Other")
    Notice.objects.create(**key, story=story, copy=copy, kind="advise", by="x", noted_at=NOW, why="x")
    Objection.objects.create(**key, page="/x", kind="objection", name="x", said="x", came_at=NOW, due_at=NOW)
    Mailing.objects.create(pk=NUMBER, made_at=NOW, issue=Issue.objects.create(**key, day=NOW.date(), since_at=NOW, made_at=NOW))
    release = Release.objects.create(**key, secret="x", standing="waiting", made_at=NOW, changed_at=NOW, handed_in_at=NOW)
    Attached.objects.create(pk=NUMBER, release=release, file="x.webp", width=1, height=1)
    Draft.objects.create(**key, author="x", made_at=NOW, changed_at=NOW)
    Invitation.objects.create(**key, role="editor", address="x@desk.example", key="x", invited_by="x", invited_at=NOW, expires_at=NOW)
    Deed.objects.bulk_create([Deed(**key, by="x", verb="x", at=NOW, said={"x": "x"})])
    user = User.objects.create(pk=NUMBER, username="other", email="other@desk.example", first_name="Other")
    Role.objects.create(user=user, edition=of, role="reader", given_by="x", given_at=NOW)


@pytest.fixture
def everybody(data: Any) -> dict[str, Client]:
    here, there = edition(), edition("coast", host="coast.example", sections=[])
    things(there)
    host = here.host
    made = {role: signed_in(person(role, here), host) for role in ROLES}
    return {
        "stranger": Client(HTTP_HOST=host),
        "nobody": signed_in(person(), host),
        **made,
        "everywhere": signed_in(person("administrator"), host),
        "elsewhere": signed_in(person("administrator", there), host),
    }


def to_sign_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith("/desk/account/login/")


def test_every_address_is_in_the_matrix() -> None:
    known = EVERYBODY | WITH_ACCOUNT | SIGNING_IN
    assert OTHERS - known == set(), "say in a table above who may see these, or put them behind a door of newsroom/door.py"
    for route in DOORS:
        assert route.startswith("desk/<slug:edition>/"), f"{route} is behind a door, but no edition is in its address"


def each(routes: Iterable[str]) -> Iterator[str]:
    """One after the other, and what was done is undone before the next."""
    for route in sorted(routes):
        with transaction.atomic():
            yield route
            transaction.set_rollback(True)


def test_a_door_lets_in_who_has_the_role_and_nobody_else(everybody: dict[str, Client]) -> None:
    """Nothing of another edition is found by its number; a deed does not answer to GET; what is refused leaves no line in the log."""
    wrong: list[str] = []
    for route in each(DOORS):
        for actor, client in everybody.items():
            for method in ("GET", "POST", "PUT") if actor == "everywhere" else ("GET", "POST"):
                lines = Deed.objects.count()
                answer = getattr(client, method.lower())(address(route))
                found = 0 if to_sign_in(answer) else answer.status_code
                wanted = _wanted(actor, method, DOORS[route], route)
                if found not in wanted:
                    wrong.append(f"{method} {route} as {actor}: {found}, not {sorted(wanted)}")
                if found in (0, 403, 404, 405) and Deed.objects.count() != lines:
                    wrong.append(f"{method} {route} as {actor}: refused, and logged")
    assert not wrong, "\n".join(wrong)


def _wanted(actor: str, method: str, view: Any, route: str) -> set[int]:
    if actor == "stranger":
        return {0}
    if actor in ("nobody", "elsewhere"):
        return {404}
    if not reaches("administrator" if actor == "everywhere" else actor, view.role):
        return {403}
    if method not in view.methods:
        return {405}
    if numbers(route) - SHARED:
        return {404}
    # There may be nothing to show yet, and an empty form may name a thing that is not there.
    return {200, 302, 303, 404} if method == "GET" else {200, 302, 303, 400, 404, 409, 413, 422}


def test_no_form_is_taken_without_its_token(everybody: dict[str, Client]) -> None:
    boss = everybody["everywhere"]
    boss.handler.enforce_csrf_checks = True
    routes = [route for route in (*DOORS, *OTHERS) if not route.startswith(PROVED_OTHERWISE)]
    assert [route for route in each(routes) if boss.post(address(route)).status_code != 403] == []


def test_what_is_for_everybody_asks_nobody_to_sign_in(everybody: dict[str, Client]) -> None:
    for route in each(EVERYBODY & OTHERS):
        for actor, client in everybody.items():
            for method in ("get", "post"):
                answer = getattr(client, method)(address(route))
                assert answer.status_code < 500, (route, actor, method)
                assert route.startswith("desk/account/") or not to_sign_in(answer), (route, actor, method)
                assert not (route in DEEDS and method == "get") or answer.status_code in (404, 405, 410), (route, actor)


def test_what_is_for_people_with_an_account_sends_a_stranger_to_sign_in(everybody: dict[str, Client]) -> None:
    for route in each(WITH_ACCOUNT):
        for actor, client in everybody.items():
            for method in ("get", "post"):
                answer = getattr(client, method)(address(route))
                if answer.status_code == 405:
                    assert (method == "get") is (route in DEEDS), (route, actor)
                elif actor == "stranger":
                    assert to_sign_in(answer) or answer.status_code in (403, 404), (route, method)
                else:
                    assert answer.status_code < 500 and not to_sign_in(answer), (route, actor, method)


def test_the_middle_of_signing_in_is_nothing_to_come_to(everybody: dict[str, Client]) -> None:
    for route in each(SIGNING_IN):
        for actor, client in everybody.items():
            for method in ("get", "post"):
                assert getattr(client, method)(address(route)).status_code in (302, 403, 404), (route, actor, method)


def test_the_raw_tables_are_for_administrators_of_all_editions(everybody: dict[str, Client]) -> None:
    for route in each(route for route in ROUTES if route.startswith(RAW_TABLES)):
        for actor, client in everybody.items():
            for method in ("get", "post") if actor != "everywhere" else ():
                assert getattr(client, method)(address(route)).status_code in (302, 403, 404), (route, actor)


def test_no_name_of_an_edition_shadows_an_address_of_the_desk() -> None:
    from wirecopy.press.models import TAKEN

    fixed = {route.split("/")[1] for route in ROUTES if route.startswith("desk/") and not route.startswith("desk/<")} - {""}
    assert fixed <= set(TAKEN)
