"""What came back from another server, or why did nothing, and what do its headers say?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MIB = 1024 * 1024
VALIDATOR_BYTES = 1000
RETRY_LEAST, RETRY_MOST = 60.0, 86400.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server told us to show it again, byte for byte, and the final address it told it for."""

    etag: str = ""
    last_modified: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """All that a door must know. `allow` holds further (IP, port) pairs that may be reached; a proxy needs no line there."""

    version: str
    contact: str = ""  # a web page or mailbox, for the User-Agent
    proxy: str = ""
    delay: float = 1.0  # seconds between two requests to one registered domain
    connections: int = 50
    total_seconds: float = 30  # for one address with its redirects, a third of it in silence; waiting for a turn does not count
    unpacked: int = 16 * MIB
    wire: int = 0  # bytes of a compressed body; 0: half of `unpacked`
    allow: frozenset[tuple[str, int]] = frozenset()

    def agent(self) -> str:
        contact = "".join(sign for sign in self.contact if " " < sign <= "~")
        return f"Wirecopy/{self.version}" + (f" (+{contact})" if contact else "")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of any status. Addresses carry neither credentials nor a fragment; names of headers are in lower case."""

    url: str  # as asked
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes  # decoded
    validators: Validators
    moved_to: str  # where every redirect on the way was permanent; else ""
    fetched_at: datetime
    content_type: str
    charset: str | None
    retry_after: float | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """No usable answer: one word to count by, one sentence for a person. `url` is empty where it could not be read as an address."""

    why: str
    sentence: str
    url: str
    retry_after: float | None = None


def http_date(text: str) -> datetime | None:
    """The instant of an HTTP date in any of its three forms; None for anything else."""
    try:
        when = parsedate_to_datetime(text[:64])
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def directives(headers: Mapping[str, str]) -> dict[str, str]:
    """Cache-Control as {directive: value}, names in lower case."""
    parts = (part.partition("=") for part in headers.get("cache-control", "").split(","))
    return {name.strip().lower(): value.strip().strip('"') for name, _, value in parts}


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that a server asks us to stay away, between a minute and a day; its own clock counts where it shows one."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"-?[0-9]{1,15}", text):
        seconds = float(text)
    elif (until := http_date(text)) is not None:
        seconds = (until - (http_date(headers.get("date", "")) or now)).total_seconds()
    else:
        return None
    return min(max(seconds, RETRY_LEAST), RETRY_MOST)


def validators(headers: Mapping[str, str], final_url: str, held: Validators) -> Validators:
    """The validators to keep of an answer: none where it must not be stored or was stale at birth, nor any that is unfit to be sent.

    `held`: what a 304 was shown, for it leaves standing what it does not renew.
    """
    if "no-store" in directives(headers) or headers.get("expires", "").strip() == "0":
        return Validators()
    etag = sendable(headers.get("etag", "")) or held.etag
    modified = sendable(headers.get("last-modified", "")) or held.last_modified
    return Validators(etag, modified, final_url) if etag or modified else Validators()


def sendable(value: str) -> str:
    """`value` if it may stand in a header as it came: at most 1,000 bytes, none of them lost, none that could end the line; else ""."""
    whole = value.isprintable() and "\ufffd" not in value
    return value if whole and len(value.encode()) <= VALIDATOR_BYTES else ""
