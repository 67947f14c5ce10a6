"""Can a letter be sent to what somebody typed, and how is it written?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ada_url import idna

from wirecopy.mail.phrases import PHRASES

LONGEST, LONGEST_LOCAL, LONGEST_HOST = 254, 64, 253  # bytes; RFC 5321, 4.5.3.1, with the erratum that counts the brackets
TYPED = 1000  # letters, past which nothing is looked at
WHY = ("empty", "long", "at", "signs", "quotes", "dots", "host")  # keys of PHRASES
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u0080-\U0010ffff-]+")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Address:
    written: str  # as it is sent to: the host in ASCII
    key: str  # the same for all ways to write it in capitals and small letters

    @property
    def needs_utf8(self) -> bool:
        """Does the server have to know SMTPUTF8?"""
        return not self.written.isascii()


def shown(written: str) -> str:
    """An address as its owner reads it: the host in letters of any script."""
    name, _, host = written.rpartition("@")
    return f"{name}@{idna.decode(host) or host}"


def address(text: str) -> Address | str:
    """The address in `text`, or a sentence of why there is none that we write to."""
    found = look(text)
    return found if isinstance(found, Address) else PHRASES[found][0]


def look(text: str) -> Address | str:
    """The address in `text`, or which of WHY forbids it."""
    text = unicodedata.normalize("NFC", text.strip(" \t")[:TYPED])
    if not text:
        return "empty"
    if any(unicodedata.category(sign) in _UNSEEN for sign in text):
        return "signs"
    if len(text.encode()) > LONGEST:
        return "long"
    name, at, host = text.rpartition("@")
    if any(sign in text for sign in "\"()<>[],;:\\") or any(sign.isspace() for sign in text):
        return "quotes"
    if not (at and name and host) or "@" in name:
        return "at"
    if name.startswith(".") or name.endswith(".") or ".." in name:
        return "dots"
    if not _NAME.fullmatch(name):
        return "quotes"
    ascii_host = _host(host)
    if ascii_host is None:
        return "host"
    written = f"{name}@{ascii_host}"
    if len(written.encode()) > LONGEST or len(name.encode()) > LONGEST_LOCAL:
        return "long"
    return Address(written, unicodedata.normalize("NFC", name.casefold()) + f"@{ascii_host}")


def _host(text: str) -> str | None:
    """A host of at least two names, in ASCII and small letters; None for a number, a name alone, and what DNS cannot hold."""
    made = idna.encode(text).decode("ascii")
    labels = made.split(".")
    if len(made) > LONGEST_HOST or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or not re.search("[a-z]", labels[-1]):
        return None
    for label in labels:
        if label.startswith("xn--"):
            told = idna.decode(label)
            if told == label or idna.encode(told).decode("ascii") != label:
                return None
        elif label[2:4] == "--":
            return None
    return made
