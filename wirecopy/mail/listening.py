"""Who brings bounces to the door? A small listener for LMTP or SMTP that takes mail to return addresses of ours, and none else."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Thread
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection

from wirecopy.log import told
from wirecopy.mail import links, taking
from wirecopy.mail.writing import desk
from wirecopy.press.models import Edition

log = logging.getLogger("wirecopy.mail")
T = TypeVar("T")

LARGEST = 1 << 20  # bytes of a message; a report that brings back a whole letter has about 200,000
LINE = 4096
CONNECTIONS, RECIPIENTS, MESSAGES, WRONG = 20, 20, 200, 10  # at once; of a message; of a connection; words that are none, of one too
IDLE, WHOLE, MESSAGE = 60.0, 600.0, 120.0  # seconds: for a word, a connection, the text of a message
AGAIN = 10.0  # seconds, after which a port that was taken is tried once more
OFFERS = ("250-wirecopy", "250-PIPELINING", f"250-SIZE {LARGEST}", "250-8BITMIME", "250-SMTPUTF8", "250 ENHANCEDSTATUSCODES")
_PATH = re.compile(r"(?:FROM|TO):\s*<([^<>\s]{0,320})>(?:\s.*)?", re.IGNORECASE)


class Stop(Protocol):
    def is_set(self) -> bool: ...

    def wait(self, seconds: float) -> object: ...


@dataclass(frozen=True, slots=True)
class Door:
    """What the listener asks of the rest: is this address one of ours, and take this message. Both may wait for rows."""

    ours: Callable[[str], bool]
    take: Callable[[bytes, str], str]


@dataclass(slots=True)
class Talk:
    """One connection. `lmtp`: every recipient of a message has an answer of its own."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    lmtp: bool
    greeted: bool = False
    sender: bool = False
    to: list[str] = field(default_factory=list)
    messages: int = 0
    wrong: int = 0

    async def say(self, *lines: str) -> None:
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await asyncio.wait_for(self.writer.drain(), IDLE)


class Listener:
    def __init__(self, door: Door, lmtp: bool) -> None:
        self._door, self._lmtp, self._open = door, lmtp, 0
        self._hand = ThreadPoolExecutor(1, "reports")  # one: its connection to the database is kept, and messages come one by one

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = Talk(reader, writer, self._lmtp)
        self._open += 1
        try:
            if self._open > CONNECTIONS:
                await talk.say("421 4.3.2 too many connections")
                return
            await asyncio.wait_for(self._talk(talk), WHOLE)
        except (TimeoutError, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # it says nothing, or too much at once; or the listener stops
        finally:
            self._open -= 1
            writer.close()

    def close(self) -> None:
        self._hand.submit(connection.close)
        self._hand.shutdown()

    async def _talk(self, talk: Talk) -> None:
        await talk.say(f"220 wirecopy {'LMTP' if self._lmtp else 'ESMTP'}")
        while talk.wrong < WRONG and talk.messages < MESSAGES:
            line = await asyncio.wait_for(talk.reader.readuntil(b"\n"), IDLE)
            word, _, rest = line.decode("utf-8", "replace").strip().partition(" ")
            word = word.upper()
            if word == "QUIT":
                await talk.say("221 2.0.0 bye")
                return
            if word == "DATA":
                await self._data(talk)
            else:
                await self._word(talk, word, rest.strip())
        await talk.say("421 4.7.0 enough")

    async def _word(self, talk: Talk, word: str, rest: str) -> None:
        hello = ("LHLO",) if self._lmtp else ("EHLO", "HELO")
        path = _PATH.fullmatch(rest)
        if word in hello and rest:
            talk.greeted, talk.sender, talk.to = True, False, []
            await talk.say(*(["250 wirecopy"] if word == "HELO" else OFFERS))
        elif word == "MAIL" and talk.greeted and path:
            size = re.search(r"\bSIZE=(\d{1,20})\b", rest, re.IGNORECASE)
            talk.sender, talk.to = not (size and int(size[1]) > LARGEST), []
            await talk.say("250 2.1.0 ok" if talk.sender else "552 5.3.4 too large")
        elif word == "RCPT" and talk.sender and path:
            await self._rcpt(talk, path[1])
        elif word == "RSET":
            talk.sender, talk.to = False, []
            await talk.say("250 2.0.0 ok")
        elif word == "NOOP":
            await talk.say("250 2.0.0 ok")
        elif word in ("MAIL", "RCPT"):
            talk.wrong += 1
            await talk.say("503 5.5.1 not now" if path else "501 5.5.4 that is no address")
        else:
            talk.wrong += 1
            await talk.say("500 5.5.2 what is that?")

    async def _rcpt(self, talk: Talk, address: str) -> None:
        if len(talk.to) >= RECIPIENTS:
            await talk.say("452 4.5.3 too many recipients")
            return
        try:
            ours = await self._by_hand(lambda: self._door.ours(address))
        except DatabaseError:
            await talk.say("451 4.3.0 try again later")
            return
        if ours:
            talk.to.append(address)
            await talk.say("250 2.1.5 ok")
        else:
            talk.wrong += 1
            await talk.say("550 5.1.1 no letter of ours has this return address")

    async def _data(self, talk: Talk) -> None:
        if not talk.to:
            talk.wrong += 1
            await talk.say("503 5.5.1 nobody to write to")
            return
        await talk.say("354 go on")
        data = await asyncio.wait_for(_text(talk.reader), MESSAGE)
        to, talk.to, talk.sender = talk.to, [], False
        talk.messages += 1
        answers = ["552 5.3.4 too large"] * len(to) if data is None else [await self._taken(data, one) for one in to]
        if not self._lmtp:  # one answer for all: what was taken already is taken once
            answers = [next((answer for answer in answers if answer[0] != "2"), answers[0])]
        await talk.say(*answers)

    async def _taken(self, data: bytes, to: str) -> str:
        try:
            word = await self._by_hand(lambda: self._door.take(data, to))
        except DatabaseError as error:
            told(log, f"a report waits for the database: {type(error).__name__}", logging.WARNING)
            return "451 4.3.0 try again later"
        return f"250 2.6.0 {word}"

    async def _by_hand(self, deed: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._hand, deed)


async def _text(reader: asyncio.StreamReader) -> bytes | None:
    """A message up to its dot; None where it is too large, once all of it was heard."""
    lines: list[bytes] = []
    size, begins = 0, True
    while True:
        try:
            line = await reader.readuntil(b"\n")
        except asyncio.LimitOverrunError as error:  # a line without end
            line = await reader.readexactly(error.consumed or 1)
        if begins and line == b".\r\n":
            return b"".join(lines) if size <= LARGEST else None
        size += len(line)
        if size > LARGEST * 20:
            raise OSError("it never ends")
        if size <= LARGEST:
            lines.append(line[1:] if begins and line.startswith(b".") else line)
        begins = line.endswith(b"\n")


def ours(address: str) -> bool:
    """Is this a return address that we made, or the box that they are made of, where people write to leave?"""
    if links.returned(settings.MAIL_KEY, address) is not None:
        return True
    given = settings.WIRECOPY["MAIL_RETURN"] or settings.WIRECOPY["MAIL_FROM"]
    boxes = {given} if given else {desk(edition).box for edition in Edition.objects.all()}
    return address.lower() in {box.lower() for box in boxes}


def take(data: bytes, to: str) -> str:
    return taking.take(data, datetime.now(UTC), to)


def listen(stop: Stop) -> None:
    """Until it is told to stop, where WIRECOPY_MAIL_BOX says lmtp:// or smtp://; otherwise nothing."""
    given = urlsplit(settings.WIRECOPY["MAIL_BOX"])
    if given.scheme not in ("lmtp", "smtp"):
        return
    listener = Listener(Door(ours, take), given.scheme == "lmtp")
    host, port = given.hostname or "127.0.0.1", given.port or 24
    while not stop.is_set():
        try:
            asyncio.run(_listen(listener, host, port, stop))
        except OSError as error:
            told(log, f"no bounces come in: {host}:{port} cannot be listened on: {error.strerror}", logging.ERROR)
            stop.wait(AGAIN)
    listener.close()


async def _listen(listener: Listener, host: str, port: int, stop: Stop) -> None:
    server = await asyncio.start_server(listener.serve, host, port, limit=LINE)
    told(log, f"listening for bounces on {host}:{port}")
    while not stop.is_set():
        await asyncio.sleep(0.2)
    server.close()  # who is still talking is cut off, and brings it again


def start(stop: Stop) -> Thread:
    """`listen` beside what the part does else."""
    thread = Thread(target=listen, args=(stop,), name="listener", daemon=True)
    thread.start()
    return thread
