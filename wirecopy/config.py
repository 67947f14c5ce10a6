"""How is a setting read? From the environment, typed, and a wrong value stops the start with a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


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
)


def in_force() -> dict[str, Any]:
    """Every setting by name, checked."""
    return {setting.name: setting.value() for setting in SETTINGS}
