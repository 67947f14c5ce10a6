"""Who may do what, and where?"""

from __future__ import annotations

from typing import Any

from wirecopy.accounts.models import ROLES, Role
from wirecopy.press.models import Edition


def reaches(role: str | None, needed: str) -> bool:
    """Does a role include another? Each includes those before it in ROLES."""
    return role is not None and ROLES.index(role) >= ROLES.index(needed)


def role_at(user: Any, edition: Edition | None) -> str | None:
    """The role of a signed-in person at an edition, or, for None, at all of them; None: no business there."""
    if not user.is_authenticated or not user.is_active:
        return None
    here = Role.objects.filter(user=user, edition=None)
    if edition is not None:
        here = here | Role.objects.filter(user=user, edition=edition)
    return max(here.values_list("role", flat=True), key=ROLES.index, default=None)


def editions_of(user: Any) -> list[Edition]:
    """The editions at which a person has a role, the first made first."""
    if not user.is_authenticated or not user.is_active:
        return []
    made = Edition.objects.order_by("pk")
    if Role.objects.filter(user=user, edition=None).exists():
        return list(made)
    return list(made.filter(roles__user=user))
