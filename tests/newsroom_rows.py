"""Who works at the desk in tests? An edition, and people with a role there, signed in."""

from __future__ import annotations

import time
from functools import cache
from itertools import count
from typing import Any

import press_rows
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.test import Client

from wirecopy.accounts.models import Role
from wirecopy.press.models import Edition

PASSWORD = "a long enough word"
_number = count(1)


def edition(slug: str = "barents", **facts: Any) -> Edition:
    """The edition with this slug, at <slug>.example; made where it is not there."""
    found = Edition.objects.filter(slug=slug).first()
    return found or press_rows.edition(**{"slug": slug, "host": f"{slug}.example", **facts})


@cache
def _hashed(way: str) -> str:
    return make_password(PASSWORD)  # once, as it is slow by design


def person(role: str | None = None, at: Edition | None = None, name: str = "") -> User:
    """Somebody with an account, and a role at an edition (None: at all, as an administrator); no role: with an account alone."""
    who = name or f"{role or 'nobody'}{next(_number)}"
    hashed = _hashed(settings.PASSWORD_HASHERS[0])
    user = User.objects.create(username=who, email=f"{who.lower().replace(' ', '.')}@desk.example", first_name=who, password=hashed)
    if role:
        Role.objects.create(user=user, edition=at, role=role, given_by="the tests", given_at=press_rows.NOW)
    return user


def app_code(key: str, steps: int = 0) -> str:
    """What an app that holds `key` shows now, or so many steps of thirty seconds from now."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + steps))


def signed_in(user: User, host: str = "testserver", **more: Any) -> Client:
    client = Client(HTTP_HOST=host, **more)
    client.force_login(user)
    return client


def editor(at: Edition, role: str = "editor", name: str = "") -> tuple[User, Client]:
    """Somebody with a role at this edition, and their browser, signed in at its host."""
    user = person(role, at, name)
    return user, signed_in(user, at.host)
