"""How do we ask another server for something? This is the only door to other people's servers."""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from wirecopy import answer, robots
from wirecopy.answer import Answer, Limits, Trouble, Validators
from wirecopy.guard import Target, registered_domain, target
from wirecopy.lookup import Blocked, addresses, guarded_socket
from wirecopy.manners import Manners
from wirecopy.turns import Turns
from wirecopy.unpack import Broken, unpack

__all__ = ["Answer", "Door", "Limits", "Trouble", "Validators", "get_once", "registered_domain"]

ACCEPT = {
    "page": "text/html, application/xhtml+xml, */*;q=0.5",
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5",
    "picture": "image/avif, image/webp, image/png, image/jpeg, image/*;q=0.8",
    "robots": "text/plain, */*;q=0.5",
}
PERMANENT = (301, 308)
REDIRECTS = (*PERMANENT, 302, 303, 307)
HOPS = 5
HEADER_BYTES, HEADER_LINES = 32 * 1024, 200  # of one line: news sites send policies of 10 kB and more

_reused: ContextVar[bool] = ContextVar("reused", default=False)


class HungUp(aiohttp.ClientError):
    """A server closed a new connection without an answer. aiohttp would ask again at once; that is owed to kept connections alone."""


class _Resolver(AbstractResolver):
    """The system's resolver in threads of our own: a few names that hang would fill the loop's, and keep all others waiting."""

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, "lookup")

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        found = await asyncio.get_running_loop().run_in_executor(self._threads, addresses, host, port, family)
        numeric = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
        return [
            ResolveResult(hostname=host, host=ip, port=port, family=kind, proto=protocol, flags=numeric) for kind, protocol, ip in found
        ]

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Ask:
    accept: str
    validators: Validators
    robots: bool
    start: int = 0  # the first so many bytes are enough; 0: the whole body


@dataclass(frozen=True, slots=True)
class _Redirect:
    status: int
    to: str


class Door:
    """Asks for addresses, politely and within bounds. Open it with `async with`; one serves a whole process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._turns = Turns(limits.connections)
        self._manners = Manners(lambda url: self._walk(url, _Ask(ACCEPT["robots"], Validators(), False, robots.READ + 1)))

    async def __aenter__(self) -> Self:
        self._resolver = _Resolver(self.limits.connections)
        stall = self.limits.total_seconds / 3
        trace = aiohttp.TraceConfig()
        trace.on_connection_reuseconn.append(_note_reuse)
        connector = aiohttp.TCPConnector(
            limit=self.limits.connections,
            resolver=self._resolver,
            use_dns_cache=False,
            socket_factory=partial(guarded_socket, self.limits),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            proxy=self.limits.proxy or None,
            trust_env=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            headers={"User-Agent": self.limits.agent(), "Accept-Encoding": "gzip, br, zstd"},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=stall, sock_read=stall),
            max_line_size=HEADER_BYTES,
            max_field_size=HEADER_BYTES,
            max_headers=HEADER_LINES,
            middlewares=(_ask_once,),
            trace_configs=[trace],
        )
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._session.close()
        await self._resolver.close()

    async def get(
        self, url: str, *, validators: Validators | None = None, accept: str = "page", check_robots: bool = True
    ) -> Answer | Trouble:
        """The answer at `url` after its redirects, or why there is none.

        Any status is an Answer. `accept`: page, feed or picture. `validators` go out only to the address that they are of.
        `check_robots`: not for a feed that a person subscribed to. Waits for the turn of its domain, however long that takes.
        """
        return await self._walk(url, _Ask(ACCEPT[accept], validators or Validators(), check_robots))

    async def _walk(self, url: str, ask: _Ask) -> Answer | Trouble:
        here = target(url, self.limits.allow)
        if isinstance(here, Trouble):
            return here
        first, seen, permanent = here, {here.url}, True
        left = self.limits.total_seconds
        clock = asyncio.get_running_loop().time
        while True:
            if ask.robots and (forbidden := await self._manners.forbidden(here)):
                return forbidden
            pause = max(self.limits.delay, self._manners.delay(here))
            async with self._turns.turn(registered_domain(here.host), pause):
                began = clock()
                got = await self._request(here, ask, first.credentials if here.origin == first.origin else None, left)
                left -= clock() - began
            if isinstance(got, Trouble):
                return got
            if isinstance(got, Answer):
                # What was asked for with a password, or over https, does not move to where these are lost.
                moved = permanent and here != first and not first.credentials and here.secure >= first.secure
                return replace(got, url=first.url, moved_to=here.url if moved else "")
            permanent = permanent and got.status in PERMANENT
            there = self._next(here, got, seen)
            if isinstance(there, Trouble):
                return there
            here = there
            if not ask.validators.of:
                ask = replace(ask, validators=Validators())

    def _next(self, here: Target, got: _Redirect, seen: set[str]) -> Target | Trouble:
        if not got.to:
            return Trouble("bad-redirect", f"{here.host} redirects, but does not say where to.", here.url)
        there = target(got.to, self.limits.allow, base=here.url)
        if isinstance(there, Trouble):
            why = "bad-redirect" if there.why == "bad-url" else there.why
            return Trouble(why, f"{here.host} redirects to an address that is not fetched. {there.sentence}", here.url)
        if there.url in seen:
            return Trouble("redirects", f"{here.host} redirects in a circle.", here.url)
        if len(seen) > HOPS:
            return Trouble("redirects", f"{here.host} redirects again, after {HOPS} redirects.", here.url)
        seen.add(there.url)
        return there

    async def _request(self, here: Target, ask: _Ask, credentials: tuple[str, str] | None, seconds: float) -> Answer | Trouble | _Redirect:
        """One request: no redirect is followed."""
        headers = {"Accept": ask.accept}
        if credentials:
            headers["Authorization"] = "Basic " + base64.b64encode(":".join(credentials).encode()).decode()
        shown = ask.validators if ask.validators.of in ("", here.url) else Validators()
        asked = {"If-None-Match": shown.etag, "If-Modified-Since": shown.last_modified}
        headers |= {name: value for name, value in asked.items() if answer.sendable(value)}
        try:
            async with (
                asyncio.timeout(seconds),
                self._session.get(URL(here.url, encoded=True), headers=headers, allow_redirects=False) as reply,
            ):
                if reply.status in REDIRECTS:
                    return _Redirect(reply.status, _text(reply.headers.get("Location", "")))
                return _answer(here, shown, reply, await self._body(reply, ask.start))
        except TimeoutError:
            return Trouble("timeout", f"{here.host} did not answer in time.", here.url)
        except Broken as broken:
            return Trouble(broken.why, f"{here.host}: {BROKEN[broken.why]}", here.url)
        except (aiohttp.ClientError, OSError) as error:
            why, sentence = _explained(error)
            return Trouble(why, f"{here.host}: {sentence}", here.url)

    async def _body(self, reply: aiohttp.ClientResponse, start: int) -> bytes:
        """The decoded body, or its first `start` bytes. Raises Broken."""
        coding = _text(reply.headers.get("Content-Encoding", ""))
        unpacked = start or self.limits.unpacked
        packed = (self.limits.wire or self.limits.unpacked // 2) if coding else unpacked
        if not start and reply.content_length is not None and reply.content_length > packed:
            raise Broken("too-large")
        raw = bytearray()
        async for chunk in reply.content.iter_any():
            raw += chunk
            if len(raw) > packed:
                if not start:
                    raise Broken("too-large")
                break
        return unpack(bytes(raw), coding, unpacked, start=bool(start))


async def _note_reuse(_session: aiohttp.ClientSession, _context: object, _event: aiohttp.TraceConnectionReuseconnParams) -> None:
    _reused.set(True)


async def _ask_once(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    _reused.set(False)
    try:
        return await handler(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        if _reused.get() or isinstance(error, aiohttp.ClientConnectorError):
            raise
        raise HungUp from error


def _text(value: str) -> str:
    """A header as text that can be stored: aiohttp hands bytes that are no UTF-8 over as lone surrogates."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _answer(here: Target, shown: Validators, reply: aiohttp.ClientResponse, body: bytes) -> Answer:
    now = datetime.now(UTC)
    headers: dict[str, str] = {}
    for name, value in reply.headers.items():
        held = headers.get(name.lower())
        headers[name.lower()] = _text(value) if held is None else f"{held}, {_text(value)}"
    return Answer(
        url=here.url,
        final_url=here.url,
        status=reply.status,
        headers=headers,
        body=body,
        validators=answer.validators(headers, here.url, shown if reply.status == 304 else Validators()),
        moved_to="",
        fetched_at=now,
        content_type=_text(reply.content_type)[:200] if "content-type" in headers else "",
        charset=_text(reply.charset)[:40] if reply.charset else None,
        retry_after=answer.retry_after(headers, now),
    )


BROKEN = {
    "too-large": "The answer is larger than is taken.",
    "bomb": "The answer unpacks to far more than it is.",
    "cut-short": "The answer ends too early.",
    "coding": "The answer is compressed in a way that cannot be read.",
}


def _explained(error: Exception) -> tuple[str, str]:
    """A word and a sentence for what aiohttp raised. Its own texts stay out: they quote addresses with all that is in them."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "dns", "This name could not be found."
        case aiohttp.ClientProxyConnectionError() | aiohttp.ClientHttpProxyError():
            return "proxy", "The proxy that everything goes through does not let this out."
        case aiohttp.ClientConnectorCertificateError():
            cause = error.certificate_error
            reason = cause.verify_message if isinstance(cause, ssl.SSLCertVerificationError) else "does not fit"
            return "tls", f"Its certificate is not accepted: {reason}."
        case aiohttp.ClientSSLError():
            return "tls", "No secure connection could be made."
        case aiohttp.ClientConnectorError() if isinstance(error.os_error, Blocked):
            return "blocked-address", "This name leads to an address that is not public."
        case aiohttp.ClientConnectorError():
            return "connect", f"No connection could be made: {error.os_error.strerror or 'no address answered'}."
        case aiohttp.ClientPayloadError() | HungUp() | aiohttp.ClientOSError() | aiohttp.ServerDisconnectedError():
            return "cut-short", "The connection was closed before the answer was whole."
        case _:
            return "protocol", "The answer is not proper HTTP."


def get_once(url: str, limits: Limits, *, accept: str = "page", check_robots: bool = True) -> Answer | Trouble:
    """One address through a door of its own, for the command line."""

    async def ask() -> Answer | Trouble:
        async with Door(limits) as door:
            return await door.get(url, accept=accept, check_robots=check_robots)

    return asyncio.run(ask())
