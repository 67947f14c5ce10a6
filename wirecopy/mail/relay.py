"""Which server do letters leave through, how long is it waited for, and what can it answer?"""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Answer:
    """How a try ended.

    kind   accepted, refused (5xx), later (4xx); lost_before: nothing can have arrived; lost_after: nobody knows
    stage  at which word: open, mail, rcpt, data, or end, after the whole letter was sent
    """

    kind: str
    stage: str
    code: int = 0
    text: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip() if self.code else self.text


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that each part of a conversation may take in all, however the relay dribbles.

    The last is what RFC 5321 asks for: who gives up on a relay that is still storing the letter sends it twice.
    """

    open: float = 60.0
    envelope: float = 120.0
    end: float = 600.0


@dataclass(frozen=True, slots=True)
class Relay:
    """A server that letters leave through, as the setting names it."""

    host: str
    port: int
    implicit: bool = False  # TLS from the first byte
    verify: bool = True
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str) -> Relay:
        """smtp://USER:PASSWORD@HOST:PORT; TLS where it is offered, and its certificate must be good (unless ?verify=no, or on loopback)."""
        given = urlsplit(url)
        host, implicit, user = given.hostname or "", given.scheme == "smtps", unquote(given.username or "")
        port = given.port or (465 if implicit else 587 if user else 25)
        verify = host not in LOOPBACK and dict(parse_qsl(given.query)).get("verify") != "no"
        return cls(host, port, implicit, verify, user, unquote(given.password or ""))

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"

    def context(self) -> ssl.SSLContext:
        made = ssl.create_default_context()
        if not self.verify:
            made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
        return made
