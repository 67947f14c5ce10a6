"""How is a setting read? From the environment, typed, and a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class WrongSetting(Exception):
    """A setting has a value that cannot be meant."""


@dataclass(frozen=True, slots=True)
class Setting:
    name: str  # without the WIRECOPY_ in front
    kind: str
    default: str
    about: str

    def value(self) -> Any:
        text = _given(f"WIRECOPY_{self.name}")
        if text is None or text == "":
            text = self.default
        try:
            return KINDS[self.kind](text)
        except ValueError as error:
            raise WrongSetting(f"WIRECOPY_{self.name}={text!r}: {error}") from None


def _given(name: str) -> str | None:
    """The value of a variable, or the first line of the file that NAME_FILE names (for secrets)."""
    file = os.environ.get(name + "_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise WrongSetting(f"{name}_FILE={file!r}: {error.strerror}") from None
    return os.environ.get(name)


def _switch(text: str) -> bool:
    if text.lower() in ("yes", "true", "on", "1"):
        return True
    if text.lower() in ("no", "false", "off", "0"):
        return False
    raise ValueError("use yes or no")


def _whole(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise ValueError("use a whole number") from None
    if number < 0:
        raise ValueError("use a number that is not below 0")
    return number


def _amount(of: str, example: str) -> Callable[[str], float]:
    def amount(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            raise ValueError(f"use a number of {of}, as {example}") from None
        if not 0 <= number < 1e9:
            raise ValueError(f"use a number of {of} that is not below 0")
        return number

    return amount


def _address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("use HOST:PORT, as 127.0.0.1:8000")
    return host.strip("[]"), int(port)


def _proxy(text: str) -> str:
    if text and not text.startswith("http://"):
        raise ValueError("use the address of an HTTP proxy, as http://127.0.0.1:8400")
    return text.rstrip("/")


def _database(text: str) -> str:
    if text and not text.startswith(("postgres://", "postgresql://")):
        raise ValueError("use postgres://USER:PASSWORD@HOST:PORT/NAME, or leave it empty for SQLite")
    return text


def _relays(text: str) -> tuple[str, ...]:
    relays = tuple(part.strip() for part in text.split(",") if part.strip())
    for relay in relays:
        try:
            given = urlsplit(relay)
            named = given.scheme in ("smtp", "smtps") and given.hostname and (given.port is None or given.port > 0)
        except ValueError:
            named = False
        if not named:
            raise ValueError("use smtp://USER:PASSWORD@HOST:587 or smtps://HOST:465, several with commas")
    return relays


def _mailbox(text: str) -> str:
    if text and (text.count("@") != 1 or text.startswith("@") or text.endswith("@") or any(c in " \r\n\t<>,;" for c in text)):
        raise ValueError("use one address, as letters@news.example")
    return text


def _box(text: str) -> str:
    try:
        given = urlsplit(text)
        named = given.scheme in ("imap", "imaps", "lmtp", "smtp") and given.hostname and (given.port is None or given.port > 0)
    except ValueError:
        named = False
    if text and not named:
        raise ValueError("use imaps://USER:PASSWORD@HOST/FOLDER, or lmtp://127.0.0.1:2424 or smtp://127.0.0.1:2525 to listen")
    return text


def _keys(text: str) -> tuple[tuple[str, Path], ...]:
    keys = []
    for part in text.split(","):
        selector, equals, file = part.strip().partition("=")
        if part.strip() and not (selector and equals and file):
            raise ValueError("use SELECTOR=FILE, several with commas")
        if part.strip():
            keys.append((selector.strip(), Path(file.strip()).expanduser()))
    return tuple(keys)


def _doubt(text: str) -> str:
    if text not in ("once", "again"):
        raise ValueError("use once or again")
    return text


def _log(text: str) -> str:
    if text not in ("text", "json"):
        raise ValueError("use text or json")
    return text


KINDS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "folder": lambda text: Path(text).expanduser(),
    "yes/no": _switch,
    "number": _whole,
    "seconds": _amount("seconds", "1 or 0.5"),
    "gigabytes": _amount("gigabytes", "20 or 0.5"),
    "address": _address,
    "proxy": _proxy,
    "database": _database,
    "relays": _relays,
    "mailbox": _mailbox,
    "box": _box,
    "keys": _keys,
    "doubt": _doubt,
    "log": _log,
}

SETTINGS = (
    Setting("DATA", "folder", "wirecopy-data", "Folder of everything that is kept: the database, captures, printed pages."),
    Setting("DATABASE", "database", "", "PostgreSQL, as postgres://USER:PASSWORD@HOST/NAME. Empty: SQLite in the data folder."),
    Setting("BIND", "address", "127.0.0.1:8000", "Address that the web server listens on."),
    Setting(
        "HOSTS",
        "text",
        "",
        "Further host names that the desk and its forms answer to, with commas. An edition's own host needs no line here.",
    ),
    Setting("SECRET", "text", "", "Key for signed cookies. Empty: one is made and kept in the data folder."),
    Setting("DEBUG", "yes/no", "no", "Show errors of the web part in full. Never on a public server."),
    Setting("LOG", "log", "text", "One readable line per event, or one JSON object (json)."),
    Setting("WORKER", "text", "", "Name of this worker; each worker of one PostgreSQL needs its own. Empty: the host's name."),
    Setting("READERS", "number", "1", "Processes that read pages."),
    Setting("READ_SECONDS", "seconds", "20", "Time that one page may take to read, before its reader is stopped."),
    Setting("READ_MB", "number", "2048", "Memory that a reader may take. 0: no limit."),
    Setting("PROXY", "proxy", "", "HTTP proxy for everything that goes out; its address is the one private address then allowed."),
    Setting("CONTACT", "text", "", "Address of a page or mailbox where outlets reach you; it stands in the User-Agent."),
    Setting("DELAY", "seconds", "1", "Pause between two requests to one registered domain."),
    Setting("CONNECTIONS", "number", "50", "Connections open at once, over all hosts."),
    Setting("FETCH_SECONDS", "seconds", "30", "Time that one request may take, from first to last byte."),
    Setting("FETCH_MB", "number", "16", "Size of a page or feed, unpacked, past which it is refused."),
    Setting("POLL_LEAST", "seconds", "900", "Shortest pause between two polls of one feed."),
    Setting("POLL_MOST", "seconds", "86400", "Longest pause between two polls of one feed."),
    Setting("FIRST_POLL", "number", "100", "Entries taken from a feed that is polled for the first time, newest first."),
    Setting("AGE_DAYS", "number", "30", "Entries older than this are not fetched. 0: no limit."),
    Setting("FOLD_DAYS", "number", "45", "Days for which a text is remembered, to find its copies."),
    Setting("CAPTURE_DAYS", "number", "90", "Days that captured pages are kept. 0: no limit."),
    Setting("CAPTURE_GB", "gigabytes", "20", "Disk budget of captured pages; the oldest go first. 0: no limit."),
    Setting("PAGE_CACHE_MB", "number", "256", "Memory for printed pages in the web server."),
    Setting("WEB_THREADS", "number", "4", "Threads of the web server."),
    Setting("MAIL_RELAYS", "relays", "", "Servers that letters leave through, as smtp://USER:PASSWORD@HOST:587, with commas."),
    Setting("MAIL_FROM", "mailbox", "", "Address that letters come from. Empty: letters@ the host of the edition."),
    Setting("MAIL_RETURN", "mailbox", "", "Address that bounces go to, with +SOMETHING put into it. Empty: that of MAIL_FROM."),
    Setting("MAIL_BOX", "box", "", "Where bounces are fetched (imaps://USER:PASSWORD@HOST/FOLDER) or taken in (lmtp://127.0.0.1:2424)."),
    Setting("MAIL_DKIM", "keys", "", "Keys that letters are signed with, as SELECTOR=FILE, with commas."),
    Setting("MAIL_KEY", "text", "", "Key of links in letters and of the suppression list. Empty: one is made in the data folder."),
    Setting("MAIL_DOUBT", "doubt", "once", "A letter of which it is not known whether it left: never again (once), or once more (again)."),
    Setting("MAIL_RATE", "number", "0", "Letters a minute, over all relays. 0: no limit."),
    Setting("MAIL_CONNECTIONS", "number", "4", "Connections to relays at once."),
    Setting("MAIL_POSTAL", "text", "", "Postal address of who sends the letters; it stands at their foot."),
    Setting("RELEASES_WAITING", "number", "200", "News releases that may wait at one edition before no more are taken. 0: none are taken."),
    Setting(
        "RELEASES_KEPT_DAYS",
        "number",
        "365",
        "Days until a spiked or withdrawn release, and the contact of a printed one, is deleted. 0: never.",
    ),
    Setting("OBJECTION_DAYS", "number", "30", "Days within which somebody who objects to a page is to be answered."),
    Setting(
        "OBJECTIONS_KEPT_DAYS",
        "number",
        "1095",
        "Days after the answer to an objection until who made it, and what was said, is deleted. 0: never.",
    ),
)


def in_force() -> dict[str, Any]:
    """Every setting by name, checked."""
    return {setting.name: setting.value() for setting in SETTINGS}
