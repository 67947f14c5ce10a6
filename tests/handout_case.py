"""Requests to the handout, without a server: a small edition, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication
from wsgiref.util import setup_testing_defaults

from wirecopy.press import handout
from wirecopy.press.store import PageStore

FRONT = b"<!doctype html><title>Harbour Times</title>" + b"<p>The ferry sails again.</p>" * 100


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Answer:
    def __init__(
        self, app: WSGIApplication, path: str, method: str = "GET", host: str | None = "harbour.example", query: str = "", **more: str
    ):
        environ: dict[str, Any] = {"PATH_INFO": path, "REQUEST_METHOD": method, "QUERY_STRING": query, "HTTP_HOST": host or "", **more}
        setup_testing_defaults(environ)
        given: list[Any] = []
        chunks = app(environ, lambda *line: given.extend(line))
        self.body = b"".join(chunks)
        self.status = int(given[0][:3])
        self.headers = dict(given[1])
        assert len(self.headers) == len(given[1])


def django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"django " + environ["PATH_INFO"].encode()]


def printed(root: Path) -> PageStore:
    """A store with two editions: harbour.example, which this machine's own names show too, and valley.example:8000."""
    store = PageStore(root)
    store.put("harbour", "/", FRONT)
    store.put("harbour", "/story/1-ferry/", FRONT + b"1")
    store.put("harbour", "/404.html", b"<!doctype html><title>Not here</title>")
    store.put("harbour", "/rss.xml", b"<rss/>")
    store.put("valley", "/", b"<!doctype html><title>Valley Post</title>")
    store.hosts({"harbour.example": "harbour", "valley.example:8000": "valley", "": "harbour"})
    return store


def opened(root: Path, clock: Callable[[], float], cache_bytes: int = 1_000_000) -> WSGIApplication:
    return handout.application(
        root, django, cache_bytes=cache_bytes, extra_hosts={"desk.example"}, django=("/desk/", "/static/"), clock=clock
    )
