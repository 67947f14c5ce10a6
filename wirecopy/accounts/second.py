"""Is it the person, by a code or a passkey? allauth's forms, under our lock, and with a row for each use and failure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django.core.exceptions import ValidationError

from wirecopy.accounts import signing_in
from wirecopy.accounts.adapter import HOW


class _Code(BaseAuthenticateForm):  # type: ignore[misc]
    def clean_code(self) -> str:
        now, who = datetime.now(UTC), str(self.user.pk)
        if signing_in.locked("code", who, context.request, now):
            raise get_adapter().validation_error("too_many_login_attempts")
        try:
            code: str = super().clean_code()
        except ValidationError:
            signing_in.failed("code", who, context.request, self.user, now)
            raise
        return code

    def save(self) -> None:
        super().save()
        signing_in.row(context.request, self.user, "second", HOW[self.authenticator.type])


class CodeForm(_Code, AuthenticateForm):  # type: ignore[misc]
    """At signing in."""


class CodeAgainForm(_Code, ReauthenticateForm):  # type: ignore[misc]
    """Before something that asks once more who it is."""


class _Passkey(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            signing_in.row(context.request, self.user, "failed", "passkey")
            raise

    def save(self) -> None:
        super().save()
        signing_in.row(context.request, self.cleaned_data["credential"].user, "second", "passkey")


class PasskeyForm(_Passkey):
    """As the second factor."""


class PasskeyAgainForm(_Passkey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before something that asks once more who it is."""


class PasskeyAloneForm(LoginWebAuthnForm):  # type: ignore[misc]
    """In place of address and password."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError:
            signing_in.row(context.request, None, "failed", "passkey")
            raise
