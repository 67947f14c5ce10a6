"""A web server and proxy on loopback that says what a test tells it to, byte for byte, and remembers what it was asked."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from wirecopy.net import Limits


@dataclass
class Asked:
    target: str
    headers: dict[str, str]
    began: float
    connection: int
    ended: float = 0.0


Say = bytes | Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def reply(body: bytes = b"", status: str = "200 OK", length: int | None = None, **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return reply(status=status, Location=to)


@dataclass
class Server:
    """`answers` by request target (a proxy is asked for whole addresses); several for one target are said in turn, the last for ever."""

    answers: dict[str, Say | list[Say]]
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def door(self, **more: object) -> Limits:
        return Limits(**{"version": "1.2", "delay": 0.0, "allow": frozenset({("127.0.0.1", self.port)}), **more})  # type: ignore[arg-type]

    def proxied(self, **more: object) -> Limits:
        return Limits(**{"version": "1.2", "delay": 0.0, "proxy": f"http://127.0.0.1:{self.port}", **more})  # type: ignore[arg-type]

    def targets(self) -> list[str]:
        return [asked.target for asked in self.asked]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        number, clock = self.connections, asyncio.get_running_loop().time
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode("latin-1").rstrip().split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
                asked = Asked(first.split(" ")[1], headers, clock(), number)
                self.asked.append(asked)
                say = self.answers.get(asked.target, reply(status="404 Not Found"))
                if isinstance(say, list):
                    say = say.pop(0) if len(say) > 1 else say[0]
                if isinstance(say, bytes):
                    writer.write(say)
                    await writer.drain()
                else:
                    await say(asked, writer)
                asked.ended = clock()
                if writer.is_closing() or (isinstance(say, bytes) and b"Connection: close" in say):
                    return
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(answers: dict[str, Say | list[Say]], tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    server = Server(answers)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
