"""What do the tests of the road share? The sample wire on loopback, a wire that misbehaves, and one call that runs the road."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from wirecopy import copyflow
from wirecopy.press import work as press
from wirecopy.wire import adding, collect
from wirecopy.wire.captures import Captures
from wirecopy.wire.models import Feed

Reply = tuple[int, dict[str, str], bytes]


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def bad_wire(answer: Callable[[str, str], Reply | None]) -> Iterator[str]:
    """A proxy on loopback whose hosts answer as `answer(host, path)` says; None: it says nothing for a long time."""
    silent = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            reply = answer(parts.hostname or "", parts.path or "/")
            if reply is None:
                silent.wait(20)
                self.close_connection = True
                return
            status, headers, body = reply
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # the reader has had enough

        def log_message(self, *given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        silent.set()
        server.shutdown()
        server.server_close()


def add(url: str, kind: str = "feed", name: str = "The Outlet", **facts: str) -> Feed:
    host = urlsplit(url).hostname
    found = adding.Announced(name, f"http://{host}/", "en", url, kind, "", 0)
    return adding.keep(found, now(), **facts)[0]


def collect_only(settings, clock: Callable[[], datetime] = now) -> None:
    """Poll and fetch what is due; no take moves."""
    asyncio.run(collect.Collector("tests", Captures(settings.CAPTURES), clock=clock).run(once=True))


def run(settings, *, later: timedelta = timedelta(0), printing: bool = True) -> None:
    """The whole road once: poll, fetch, every leg, print; with the clock set `later`."""

    def clock() -> datetime:
        return now() + later

    collect_only(settings, clock)
    while copyflow.move("tests", clock()):
        pass
    if printing:
        while press.turn(clock(), more_comes=False):
            pass
        while press.print_due(clock()):
            pass
