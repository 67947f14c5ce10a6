"""Where does the house differ from what allauth does by itself?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from wirecopy.accounts import signing_in
from wirecopy.mail import knocking

HOW = {"totp": "code", "webauthn": "passkey", "recovery_codes": "recovery code", "password_reset": "reset letter"}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "This address and this password do not belong together.",
        "too_many_login_attempts": "There were too many tries. Wait an hour or more, or choose a new password by letter.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # an account is made by `wirecopy init`, or behind an invitation

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network, not the address: it is shown in the list of sessions, and believed as the forms for letters believe it."""
        return knocking.network(request.META).partition("/")[0] or "0.0.0.0"  # noqa: S104

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if signing_in.locked("password", _who(credentials), request, datetime.now(UTC)):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = signing_in.whose(str(credentials.get("email", "")))
        signing_in.failed("password", _who(credentials), request, user, datetime.now(UTC))

    def post_login(self, request: HttpRequest, user: User, **given: Any) -> HttpResponse:
        records = get_authentication_records(request, user)
        how = [HOW.get(record.get("type") or record["method"], record["method"]) for record in records]
        signing_in.row(request, user, "in", ", ".join(dict.fromkeys(how)))
        answer: HttpResponse = super().post_login(request, user, **given)
        return answer

    def logout(self, request: HttpRequest) -> None:
        signing_in.row(request, request.user, "out", "")
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Who may choose a new one proved to be the owner, so the lock opens."""
        super().set_password(user, password)
        signing_in.open_again(user)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """The page says the same whether a letter goes out or not."""
        if user.is_active and knocking.knock("reset", signing_in.key(email), knocking.LETTER, datetime.now(UTC)):
            super().send_password_reset_mail(user, email, context)


def _who(credentials: dict[str, Any]) -> str:
    return signing_in.key(str(credentials.get("email") or credentials.get("username") or ""))
