"""Role, Invitation: who may do what. SignIn, Deed: what was done; rows that are only added."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q

from wirecopy.press.models import Edition

ROLES = ("reader", "editor", "chief", "administrator")  # each may do what those before it may


class Role(models.Model):
    """A person has a role at an edition, or, as an administrator, at all."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="roles", help_text="Empty: all.")
    role = models.CharField(max_length=13, choices=[(r, r) for r in ROLES])
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "edition"], name="one_role_per_edition"),
            models.UniqueConstraint(fields=["user"], condition=Q(edition=None), name="one_role_at_all"),
            models.CheckConstraint(name="only_administrators_are_everywhere", condition=Q(edition__isnull=False) | Q(role="administrator")),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.edition or 'all editions'}"


class Invitation(models.Model):
    """A link that lets one person make an account, once, while it holds."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="invitations", help_text="Empty: all.")
    role = models.CharField(max_length=13, choices=[(r, r) for r in ROLES])
    address = models.CharField(max_length=320)
    key = models.CharField(max_length=64, unique=True, help_text="Hash of the secret in its link.")
    invited_by = models.CharField(max_length=150)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Who used it.")

    def __str__(self) -> str:
        return f"invitation {self.pk} as {self.role}"


class SignIn(models.Model):
    """Somebody signed in, or out, or tried to."""

    WHATS = ("in", "out", "failed", "locked", "second")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="sign_ins")
    what = models.CharField(max_length=6, choices=[(w, w) for w in WHATS])
    how = models.CharField(max_length=60, blank=True, help_text="password, code, passkey, recovery code.")
    network = models.CharField(max_length=64, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.what}, {self.at}"


class Deed(models.Model):
    """What somebody did at the desk. Never changed: the database itself refuses. What the law wants gone is redacted by a further row."""

    edition = models.ForeignKey(Edition, on_delete=models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    by = models.CharField(max_length=150)
    verb = models.CharField(max_length=30)
    what = models.CharField(max_length=20, blank=True, help_text="The kind of thing: story, copy, outlet, release ...")
    which = models.BigIntegerField(null=True, help_text="Its number.")
    said = models.JSONField(default=dict, help_text="What was asked for, in the words of the form.")
    at = models.DateTimeField(db_index=True)
    redacts = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="redactions")

    class Meta:
        indexes = [models.Index(fields=["edition", "-at"], name="deed_by_edition"), models.Index(fields=["what", "which"], name="deed_of")]

    def __str__(self) -> str:
        return f"{self.by}: {self.verb} {self.what} {self.which or ''}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("a deed that was logged cannot be changed; a redaction is a row of its own")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("a deed that was logged cannot be deleted; a redaction is a row of its own")
