"""A mail server on loopback that behaves as a test tells it to, word for word, and remembers which letters it accepted."""

from __future__ import annotations

import asyncio
import re
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

HANG, CLOSE = b"(hang)", b"(close)"  # in place of an answer: say nothing more; hang up
Say = Callable[[str, str, int], bytes | None]  # stage, what was said, how often it was said before -> the answer; None: the usual one
OFFERS = ("PIPELINING", "SIZE 10240000", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES")


@dataclass
class Server:
    """Stages: open, ehlo, mail, rcpt, data, content (after its first 1000 bytes), end."""

    say: Say = lambda stage, said, before: None
    offers: tuple[str, ...] = OFFERS
    tls: ssl.SSLContext | None = None  # for STARTTLS
    port: int = 0
    accepted: list[tuple[str, str, bytes]] = field(default_factory=list)  # sender, recipient, letter
    words: list[str] = field(default_factory=list)
    connections: int = 0
    open_now: int = 0
    most_open: int = 0
    _before: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def recipients(self) -> list[str]:
        return [recipient for _, recipient, _ in self.accepted]

    async def _answer(self, writer: asyncio.StreamWriter, stage: str, said: str, usual: bytes) -> bool:
        """False: the conversation is over, or the answer was no."""
        answer = self.say(stage, said, self._before[stage]) or usual
        self._before[stage] += 1
        if answer == HANG:
            await asyncio.sleep(60)
        if answer in (HANG, CLOSE):
            raise ConnectionError
        writer.write(answer + b"\r\n")
        await writer.drain()
        if answer.startswith(b"421"):
            raise ConnectionError
        return answer[:1] in b"23"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open_now += 1
        self.most_open = max(self.most_open, self.open_now)
        try:
            await self._talk(reader, writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError, OSError):
            pass
        finally:
            self.open_now -= 1
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender = recipient = ""
        await self._answer(writer, "open", "", b"220 mx.example ESMTP")
        while line := (await reader.readuntil(b"\r\n")).decode().rstrip():
            self.words.append(line)
            word = line.partition(" ")[0].upper()
            if word == "EHLO":
                offers = [*self.offers, *(["STARTTLS"] if self.tls else [])]
                listed = "\r\n".join(f"250-{offer}" for offer in ("mx.example", *offers[:-1])) + f"\r\n250 {offers[-1]}"
                await self._answer(writer, "ehlo", line, listed.encode())
            elif word == "STARTTLS":
                await self._answer(writer, "starttls", line, b"220 2.0.0 go on")
                await writer.start_tls(self.tls)
            elif word == "AUTH":
                await self._answer(writer, "auth", line, b"235 2.7.0 welcome")
            elif word == "MAIL":
                found = re.search("<(.*?)>", line)
                sender = found[1] if await self._answer(writer, "mail", line, b"250 2.1.0 ok") else ""
            elif word == "RCPT":
                found = re.search("<(.*?)>", line)
                recipient = found[1] if await self._answer(writer, "rcpt", line, b"250 2.1.5 ok") else ""
            elif word == "DATA":
                usual = b"354 go on" if sender and recipient else b"503 5.5.1 nobody to write to"
                if await self._answer(writer, "data", line, usual):
                    await self._letter(reader, writer, sender, recipient)
            elif word == "QUIT":
                await self._answer(writer, "quit", line, b"221 2.0.0 bye")
                return
            else:
                sender = recipient = ""
                await self._answer(writer, "other", line, b"250 2.0.0 ok")

    async def _letter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sender: str, recipient: str) -> None:
        if self.say("content", recipient, self._before["content"]) == CLOSE:
            self._before["content"] += 1
            await reader.readexactly(1)
            raise ConnectionError
        self._before["content"] += 1
        lines = []
        while (line := await reader.readuntil(b"\r\n")) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        # a letter is in the hands of the server before the server says so; a test may let the answer get lost
        if self.say("stored", recipient, self._before["stored"]) is None:
            self.accepted.append((sender, recipient, b"".join(lines)))
        self._before["stored"] += 1
        await self._answer(writer, "end", recipient, b"250 2.0.0 queued as 4711")


@contextmanager
def serving(say: Say | None = None, tls: ssl.SSLContext | None = None, implicit: bool = False, **more: object) -> Iterator[Server]:
    """In a thread of its own, for those who ask block while they wait. `implicit`: TLS from the first byte."""
    server = Server(**({"say": say} if say else {}), tls=None if implicit else tls, **more)  # type: ignore[arg-type]
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def listen() -> asyncio.Server:
        return await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls if implicit else None, limit=1 << 20)

    listening = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    server.port = listening.sockets[0].getsockname()[1]

    async def end() -> None:
        listening.close()
        rest = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
