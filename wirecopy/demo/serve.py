"""How does the sample wire reach a collector? As a plain HTTP proxy on loopback that answers for its hosts and never goes out."""

from __future__ import annotations

import argparse
import gzip
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from wirecopy.demo.wire import Reply, Wire, build

Clock = Callable[[], datetime]
PACKED = ("text/", "application/")  # kinds worth compressing


@dataclass(frozen=True, slots=True)
class Running:
    """The wire on a thread of its own, until `close`."""

    port: int
    url: str
    server: Server
    thread: threading.Thread

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, wire: Wire, clock: Clock = lambda: datetime.now(UTC)) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.wire, self.clock = wire, clock
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours; the rest is told as ever."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server
    timeout = 60  # a connection that is kept and not used
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        try:
            parts = urlsplit(self.path)
            host = parts.hostname or urlsplit("//" + self.headers.get("Host", "")).hostname or ""
        except ValueError:
            self.send_error(400)
            return
        reply = self.server.wire.answer(host, parts.path, self.server.clock())
        body = reply.body
        headers = {"Content-Type": reply.content_type, "ETag": reply.etag, "Vary": "Accept-Encoding"}
        if reply.last_modified:
            headers["Last-Modified"] = format_datetime(reply.last_modified.astimezone(UTC), usegmt=True)
        status = reply.status
        if status == 200 and self.unchanged(reply):
            status, body = 304, b""
        elif "gzip" in self.headers.get("Accept-Encoding", "") and reply.content_type.startswith(PACKED):
            body = gzip.compress(body, 5, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def unchanged(self, reply: Reply) -> bool:
        """Does the asker hold this reply? A tag decides alone, as RFC 9110 (13.2.2) has it."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or reply.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if since is None or reply.last_modified is None:
            return False
        try:
            held = parsedate_to_datetime(since)
        except ValueError:
            return False
        return held.tzinfo is not None and reply.last_modified.replace(microsecond=0) <= held

    def log_message(self, *args: object) -> None:
        """Nothing: the collector's own log tells what it asked for."""


def start(wire: Wire, port: int = 0, clock: Clock = lambda: datetime.now(UTC)) -> Running:
    """Serve `wire` on loopback in a thread; port 0 takes a free one. An OSError tells that the port is taken."""
    server = Server(port, wire, clock)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="sample wire", daemon=True)
    thread.start()
    return Running(server.server_address[1], server.url, server, thread)


def main(port: int, anchor: datetime) -> None:
    """Serve the wire of `anchor` until interrupted."""
    running = start(build(anchor), port)
    print(f"{len(running.server.wire.outlets)} outlets on {running.url}", flush=True)
    try:
        running.thread.join()
    except KeyboardInterrupt:
        running.close()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description="Serve the sample wire, as an HTTP proxy on loopback.")
    options.add_argument("--port", type=int, default=0, help="0 takes a free port")
    main(options.parse_args().port, datetime.now(UTC))
