"""What does the database hold of a second factor's secret? Not the secret: it is sealed with a key that lies outside."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

log = logging.getLogger("wirecopy.accounts")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Where the key is another one, a secret that no code fits: who comes is refused, and not let in."""
        try:
            return _seal().decrypt(encrypted_text).decode()
        except InvalidToken:
            log.warning("A second factor was sealed with another WIRECOPY_SECRET: no code opens it. An administrator takes it off.")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _seal() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factor").digest()
    return Fernet(base64.urlsafe_b64encode(key))
