"""Where do bounces come in? Fetched out of a mailbox by IMAP, each once; or taken in by a listener of our own (listening.py)."""

from __future__ import annotations

import hashlib
import imaplib
import json
import logging
import re
import ssl
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from wirecopy.log import told
from wirecopy.mail import taking
from wirecopy.mail.mime import LONGEST
from wirecopy.mail.relay import LOOPBACK

log = logging.getLogger("wirecopy.mail")

TIMEOUT = 20.0  # seconds for one answer of the server
SPARE = 60.0  # seconds for one visit; what is left is fetched at the next
MANY = 50  # messages whose numbers are noted at once
BROKEN = (OSError, imaplib.IMAP4.error, UnicodeError, ValueError)

Take = Callable[[bytes, datetime], str]


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox, out of the setting's address."""

    host: str
    port: int
    secure: bool
    user: str
    password: str
    folder: str

    @classmethod
    def of(cls, url: str) -> Box:
        given = urlsplit(url)
        secure = given.scheme == "imaps"
        user, password = unquote(given.username or ""), unquote(given.password or "")
        port, folder = given.port or (993 if secure else 143), unquote(given.path.strip("/")) or "INBOX"
        return cls(given.hostname or "", port, secure, user, password, folder)

    @property
    def name(self) -> str:
        """For the file that remembers how far it was read; without the password."""
        return hashlib.sha256(f"{self.user}@{self.host}:{self.port}/{self.folder}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Read:
    """How far a mailbox was read: UIDVALIDITY, and the last UID that was taken."""

    validity: int = 0
    uid: int = 0


def fetch(now: datetime) -> str:
    """The chore: take what is new in the mailbox that WIRECOPY_MAIL_BOX names, and forget old reports that belong to no letter."""
    forgotten = taking.forget(now)
    url = settings.WIRECOPY["MAIL_BOX"]
    said = visit(Box.of(url), settings.DATA / "mail-box", now) if url.startswith("imap") else ""
    return "; ".join(filter(None, (said, f"{forgotten} old reports forgotten" if forgotten else "")))


def visit(box: Box, folder: Path, now: datetime, take: Take = taking.take, spare: float = SPARE) -> str:
    """Take every message that came since the last visit. A message is marked as seen once it is taken, and never deleted.

    Killed at any point, or refused by the database (a DatabaseError goes on to the caller), the next visit begins with what was not taken.
    """
    counts: dict[str, int] = {}
    try:
        with _opened(box) as server, closing(_new(server, box, folder, time.monotonic() + spare)) as messages:
            for data in messages:
                word = take(data, now)
                counts[word] = counts.get(word, 0) + 1
    except BROKEN as error:
        why = f"the mailbox at {box.host} does not answer: {_why(error)}"
        told(log, why, logging.WARNING, taken=sum(counts.values()))
        return f"{why}; {_summed(counts)}" if counts else why
    return _summed(counts)


def _opened(box: Box) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if box.host in LOOPBACK:  # nobody is between, and no certificate names it
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if box.secure:
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=TIMEOUT)
    else:
        server = imaplib.IMAP4(box.host, box.port, timeout=TIMEOUT)
    try:
        if not box.secure and box.host not in LOOPBACK:
            if "STARTTLS" not in server.capabilities:
                raise ValueError("it offers no TLS, and a password goes to nobody in the clear")
            server.starttls(context)
        server.login(box.user, box.password)
    except BROKEN:
        server.shutdown()
        raise
    return server


def _new(server: imaplib.IMAP4, box: Box, folder: Path, until: float) -> Generator[bytes, None, None]:
    """Each new message; that it was taken is noted when the next is asked for."""
    _good(server.select('"' + re.sub(r'(["\\])', r"\\\1", box.folder) + '"'))
    validity = int((server.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
    file = folder / f"{box.name}.json"
    read = _read(file)
    known = read.validity == validity and read.uid > 0
    if not known:
        read = Read(validity)
    numbers = _good(server.uid("SEARCH", *(["UID", f"{read.uid + 1}:*"] if known else ["UNSEEN"])))  # n:* always finds the last one
    found = sorted({int(uid) for uid in (numbers[0] or b"").split() if int(uid) > read.uid})
    taken: list[int] = []
    try:
        for uid in found:
            if time.monotonic() > until:
                break
            answer = _good(server.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{LONGEST}>)"))
            data = next((bytes(one[1]) for one in answer if isinstance(one, tuple)), None)
            if data is not None:  # otherwise somebody deleted it meanwhile
                yield data
            taken.append(uid)
            if len(taken) >= MANY:
                _note(server, file, validity, taken)
    finally:
        _note(server, file, validity, taken)


def _note(server: imaplib.IMAP4, file: Path, validity: int, taken: list[int]) -> None:
    """First here, then there: who is killed between the two asks the server for what is new since, and takes nothing twice."""
    if not taken:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps({"validity": validity, "uid": max(taken)}), encoding="ascii")
    beside.replace(file)
    server.uid("STORE", ",".join(map(str, taken)), "+FLAGS.SILENT", r"(\Seen)")
    taken.clear()


def _read(file: Path) -> Read:
    try:
        given = json.loads(file.read_text(encoding="ascii"))
        return Read(int(given["validity"]), int(given["uid"]))
    except (OSError, ValueError, LookupError, TypeError):
        return Read()


def _good(answer: tuple[str, list[Any]]) -> list[Any]:
    word, data = answer
    if word != "OK":
        raise imaplib.IMAP4.error(str(data[0] if data else word))
    return data


def _why(error: BaseException) -> str:
    return " ".join(str(error).removeprefix("b'").rstrip("'").split())[:200] or type(error).__name__


def _summed(counts: dict[str, int]) -> str:
    if not counts:
        return "no new messages"
    return f"{sum(counts.values())} messages: " + ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))
