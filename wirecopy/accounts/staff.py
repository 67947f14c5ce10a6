"""Who works here, and as what? Accounts are made, roles are given, changed and taken away; a refusal is a sentence."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from wirecopy.accounts import signing_in
from wirecopy.accounts.models import ROLES, Role
from wirecopy.accounts.roles import reaches, role_at
from wirecopy.mail.addresses import Address
from wirecopy.press.models import Edition

LONGEST_NAME = 60


def wrong_name(name: str, of: User | None = None) -> str:
    """Why nobody can be called that; empty: they can. The log goes by names, so no two people have the same one."""
    if not name:
        return "Type the name under which the log keeps what you do."
    if len(name) > LONGEST_NAME or any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in name):
        return f"Use at most {LONGEST_NAME} letters, on one line."
    others = User.objects.exclude(pk=of.pk) if of else User.objects.all()
    if others.filter(first_name__iexact=name).exists() or others.filter(username__iexact=name).exists():
        return "Somebody here has this name already; add an initial, for the log goes by it."
    return ""


def wrong_password(password: str, name: str = "", address: str = "") -> str:
    try:
        validate_password(password, User(first_name=name, email=address))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def make_person(address: Address, name: str, password: str) -> User:
    """An account for an address that was proved or vouched for. An IntegrityError: it has one already."""
    with transaction.atomic():
        user = User.objects.create_user(address.key[:150], address.written, password, first_name=name)
        EmailAddress.objects.create(user=user, email=address.written.lower(), verified=True, primary=True)
    return user


def make_administrator(user: User, by: str, now: datetime) -> Role:
    """Of all editions, and of the raw tables."""
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    return Role.objects.update_or_create(
        user=user, edition=None, defaults={"role": "administrator", "given_by": by, "given_at": now}
    )[0]  # fmt: skip


def give(user: User, edition: Edition | None, role: str, by: str, now: datetime) -> None:
    """At least this role; who has a higher one keeps it."""
    if edition is None:
        make_administrator(user, by, now)
        return
    row, made = Role.objects.get_or_create(user=user, edition=edition, defaults={"role": role, "given_by": by, "given_at": now})
    if not made and not reaches(row.role, role):
        Role.objects.filter(pk=row.pk).update(role=role, given_by=by, given_at=now)


def may_give(by: User, edition: Edition | None, role: str) -> str:
    """Why somebody may not give this role here; empty: they may. `edition` None: at all editions."""
    held = role_at(by, edition)
    if role not in ROLES or (edition is None and role != "administrator"):
        return "There is no such role here."
    if not reaches(held, "chief"):
        return "Only a chief editor or an administrator gives roles."
    return "" if reaches(held, role) else f"Nobody gives a role above their own; yours is “{held}”."


def may_touch(by: User, user: User, edition: Edition) -> str:
    """Why somebody may not change what another is here; empty: they may."""
    held, of_other = role_at(by, edition), role_at(user, edition) or role_at(user, None)
    if not reaches(held, "chief"):
        return "Only a chief editor or an administrator does this."
    return "" if of_other is None or reaches(held, of_other) else f"“{of_other}” is above your own role, which is “{held}”."


def change(by: User, user: User, edition: Edition, role: str, name: str, now: datetime) -> str:
    """Make somebody something else here; a sentence where that may not be. In the caller's transaction."""
    why = may_touch(by, user, edition) or may_give(by, edition, role)
    row = Role.objects.select_for_update().filter(user=user, edition=edition).first()
    if not why and by.pk == user.pk and reaches(role, row.role if row else "reader"):
        why = "Nobody raises themselves."
    if not why and row is None:
        why = "Their role is at all editions; it can only be taken away."
    if why:
        return why
    Role.objects.filter(user=user, edition=edition).update(role=role, given_by=name, given_at=now)
    return ""


def take_away(by: User, user: User, edition: Edition) -> str:
    """Take the role here away, or, where it is one at all editions, that; a sentence where that may not be. In the caller's transaction."""
    why = may_touch(by, user, edition)
    if why:
        return why
    if Role.objects.filter(user=user, edition=edition).delete()[0]:
        return ""
    return _no_administrator_any_more(by, user)


def _no_administrator_any_more(by: User, user: User) -> str:
    everywhere = list(Role.objects.select_for_update().filter(edition=None, user__is_active=True).order_by("pk"))
    if not any(row.user_id == by.pk for row in everywhere):
        return "Only an administrator of all editions does this."
    if all(row.user_id == user.pk for row in everywhere):
        return "This is the last administrator. Make another one first."
    Role.objects.filter(user=user, edition=None).delete()
    User.objects.filter(pk=user.pk).update(is_staff=False, is_superuser=False)
    return ""


def end_sessions(user: User) -> int:
    found = list(UserSession.objects.filter(user=user))
    for session in found:
        session.end()
    return len(found)


def let_in_anew(user: User, password: str) -> None:
    """For who lost everything: a new password, no second factor, no lock, no session."""
    user.set_password(password)
    user.save()
    User.objects.filter(pk=user.pk).update(is_active=True)
    Authenticator.objects.filter(user=user).delete()
    signing_in.open_again(user)
    end_sessions(user)
