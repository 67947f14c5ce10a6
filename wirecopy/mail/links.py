"""What do the links and return addresses of a letter say, and are they ours? Signed with the key of the mail room."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime

PURPOSES = ("confirm", "leave", "preferences")
_TOKEN = re.compile(r"(\d{1,19})(?:-(\d{1,12}))?-([-\w]{22})", re.ASCII)
_MESSAGE = re.compile(r"<([a-z]{0,11}\d{1,19})\.(\d{1,19})\.([0-9a-f]{16})@", re.ASCII)
_RETURN = re.compile(r"([^+@]{1,64})\+d(\d{1,19})-([a-z2-7]{10})@", re.ASCII)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link says: which subscriber, and until when it holds. Its signature is `mac`, to be proved with the subscriber's secret."""

    subscriber: int
    until: datetime | None
    mac: str


def _mac(key: bytes, *parts: object) -> bytes:
    return hmac.new(key, "\n".join(map(str, parts)).encode(), hashlib.sha256).digest()


def _short(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def token(key: bytes, purpose: str, subscriber: int, secret: str, until: datetime | None = None) -> str:
    """The last part of a link's address. `until`: when it stops to hold; none: never."""
    ends = str(int(until.timestamp())) if until else ""
    mac = _short(_mac(key, purpose, subscriber, secret, ends))
    return f"{subscriber}-{ends}-{mac}" if ends else f"{subscriber}-{mac}"


def claim(text: str) -> Claim | None:
    """What a token says, not yet proved; None for what is none."""
    found = _TOKEN.fullmatch(text)
    if not found:
        return None
    try:
        until = datetime.fromtimestamp(int(found[2]), UTC) if found[2] else None
    except (OverflowError, ValueError, OSError):
        return None
    return Claim(int(found[1]), until, found[3])


def proved(key: bytes, purpose: str, said: Claim, secret: str) -> bool:
    """Was this made by `token` with the secret of that subscriber? Whether it still holds is another question."""
    ends = str(int(said.until.timestamp())) if said.until else ""
    return hmac.compare_digest(_short(_mac(key, purpose, said.subscriber, secret, ends)), said.mac)


def message_id(key: bytes, mailing: str, subscriber: int, domain: str) -> str:
    """The same for every try to bring one mailing (by number or name) to one subscriber, so that who receives it twice can tell."""
    return f"<{mailing}.{subscriber}.{_mac(key, 'message', mailing, subscriber).hex()[:16]}@{domain}>"


def sent(key: bytes, text: str) -> tuple[str, int] | None:
    """(mailing, subscriber) of the first message id of ours in `text`; None where there is none."""
    for found in _MESSAGE.finditer(text):
        if hmac.compare_digest(message_id(key, found[1], int(found[2]), "x").rpartition("@")[0], f"<{found[1]}.{found[2]}.{found[3]}"):
            return found[1], int(found[2])
    return None


def return_path(key: bytes, box: str, delivery: int) -> str:
    """The address that a letter's bounces come back to (VERP): the box with the delivery's number in it, and proof of it.

    Lower case and digits only, for servers on the way may change the case.
    """
    local, _, domain = box.rpartition("@")
    proof = base64.b32encode(_mac(key, "return", delivery)[:7]).decode().lower()[:10]
    return f"{local}+d{delivery}-{proof}@{domain}"


def returned(key: bytes, text: str) -> int | None:
    """The number of the delivery that a return address in `text` was made for; None where there is none of ours."""
    for found in _RETURN.finditer(text.lower()):
        if hmac.compare_digest(return_path(key, "x@x", int(found[2])), f"x+d{found[2]}-{found[3]}@x"):
            return int(found[2])
    return None


def suppressed(key: bytes, address_key: str) -> str:
    """The keyed hash under which an address that wants no letters is remembered."""
    return _mac(key, "suppressed", address_key).hex()


def knocker(key: bytes, who: str) -> str:
    """The keyed hash under which somebody who asks is counted."""
    return _mac(key, "knock", who).hex()
