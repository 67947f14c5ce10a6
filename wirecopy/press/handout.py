"""Which bytes answer this request? Printed pages by host, path and encoding, from memory; what is not printed goes to Django."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import threading
from collections import OrderedDict
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from wirecopy.press.headers import HSTS, SAFETY, TYPES, coding, headers
from wirecopy.press.store import GONE, PICTURES, REFUSED, place

RECHECK = 1.0  # seconds that a page, and the list of hosts, is taken to be as it was
OVERHEAD = 2000  # bytes that the table needs for a page besides its body
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]]+)(?::\d{1,5})?")
ENDS = {"br": ".br", "gzip": ".gz"}
SENTENCES = {
    "301 Moved Permanently": "The address of this page ends in a stroke.",
    "400 Bad Request": "This is not an address that a page can have.",
    "404 Not Found": "There is no such page.",
    "405 Method Not Allowed": "A printed page can only be read.",
    "421 Misdirected Request": "No edition is printed under this host name. WIRECOPY_HOSTS lets the desk answer to further names.",
    "503 Service Unavailable": "The first pages come as soon as there is copy for them. This page looks again by itself.",
}

Stamp = tuple[int, int, int]  # when a file was written, its size, its inode
Key = tuple[str, str, str]  # edition, path as the server hands it over, encoding


@dataclass(slots=True)
class Page:
    body: bytes
    etag: str
    headers: list[tuple[str, str]]
    found: tuple[str, Stamp]  # the encoding that there was, and of which file
    until: float
    status: str = "200 OK"


def application(
    pages_root: Path,
    fallback: WSGIApplication,
    *,
    cache_bytes: int,
    extra_hosts: Container[str] = (),
    django: tuple[str, ...] = (),
    clock: Callable[[], float],
) -> WSGIApplication:
    """The WSGI app that hands out what is printed under `pages_root`; what is not, and begins as one of `django`, it gives to `fallback`.

    It keeps at most `cache_bytes` of pages in memory. `extra_hosts` are further names that the default edition and the desk answer to;
    `clock` gives seconds that only grow.
    """
    return _Handout(pages_root, fallback, cache_bytes, cache_bytes // 4, extra_hosts, django, clock)


@dataclass(slots=True, eq=False)
class _Handout:
    root: Path
    fallback: WSGIApplication
    room: int  # bytes that the table may still take
    largest: int  # bytes of the largest page that it takes
    extra_hosts: Container[str]
    django: tuple[str, ...]
    clock: Callable[[], float]
    lock: threading.Lock = field(default_factory=threading.Lock)  # held to change the table, not to look into it
    table: OrderedDict[Key, Page] = field(default_factory=OrderedDict)
    hosts: dict[str, str] = field(default_factory=dict)  # and under "" the edition of this machine's own names
    hosts_stamp: Stamp | None = None
    hosts_until: float = float("-inf")
    editions: dict[str, str] = field(default_factory=dict)  # host as a client spelt it -> edition

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        now = self.clock()
        if now >= self.hosts_until:
            self._read_hosts(now)
        edition = self.editions.get(environ.get("HTTP_HOST", ""))
        if edition is not None:
            page = self.table.get((edition, environ["PATH_INFO"], _coding(environ)))
            if page is not None and now < page.until and environ["REQUEST_METHOD"] == "GET":
                return _hand_out(page, environ, start_response)
        return self._look(environ, start_response, now)

    def _look(self, environ: WSGIEnvironment, start_response: StartResponse, now: float) -> Iterable[bytes]:
        raw, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        try:
            path = raw.encode("latin-1").decode()
        except UnicodeError:
            return _say("400 Bad Request", environ, start_response)
        host = environ.get("HTTP_HOST", "")
        if not host or REFUSED.search(path):
            return _say("400 Bad Request", environ, start_response)
        edition = self._edition(host)
        if edition is None:
            return _say("421 Misdirected Request", environ, start_response)
        reading = method in ("GET", "HEAD")
        if reading and edition:
            page = self._page(edition, raw, path, _coding(environ), now)
            if page:
                return _hand_out(page, environ, start_response)
            clean = path.removesuffix("index.html") if path.endswith("/index.html") else path + "/"
            if not path.endswith("/") and self._find(edition, clean, ""):
                query = environ.get("QUERY_STRING", "")
                location = quote(clean) + ("?" + query if query else "")
                return _say("301 Moved Permanently", environ, start_response, ("Location", location))
        if path.startswith(self.django) or path + "/" in self.django:
            return self.fallback(environ, start_response)
        if not reading:
            return _say("405 Method Not Allowed", environ, start_response, ("Allow", "GET, HEAD"))
        if not edition or not self._find(edition, "/", ""):
            return _say("503 Service Unavailable", environ, start_response, ("Retry-After", "5"))
        page = self._page(edition, "/404.html", "/404.html", _coding(environ), now)
        if page:
            return _hand_out(page, environ, start_response, "404 Not Found")
        return _say("404 Not Found", environ, start_response)

    def _page(self, edition: str, raw: str, path: str, coding: str, now: float) -> Page | None:
        """The page, out of the table where its file is still the one that was read."""
        key = (edition, raw, coding)
        page = self.table.get(key)
        if page and now < page.until:
            return page
        if page:
            page.until = now + RECHECK  # the other threads need not look, too
        found = self._find(edition, path, coding)
        if not found:
            self._keep(key, None)
            return None
        file, had, stamp = found
        if page and page.found == (had, stamp):
            self._keep(key, page)
            return page
        try:
            body = file.read_bytes()  # after the stamp was taken: if it is replaced in between, the next look sees that
        except FileNotFoundError:
            return None
        etag = '"' + hashlib.blake2b(body, digest_size=12).hexdigest() + '"'
        gone = file.with_name(file.name.removesuffix(ENDS.get(had, "")) + GONE).exists()
        status = "410 Gone" if gone else "200 OK"
        page = Page(body, etag, headers(path, had, etag, len(body)), (had, stamp), now + RECHECK, status)
        self._keep(key, page)
        return page

    def _find(self, edition: str, path: str, coding: str) -> tuple[Path, str, Stamp] | None:
        """The file of a page in the encoding asked for, or else unpacked; which of them it is; its stamp."""
        try:
            name = place(path)
        except ValueError:
            return None
        file = self.root / name if name.startswith(PICTURES + "/") else self.root / edition / name
        stamp = _stamp(file)
        if stamp and coding:
            beside = file.with_name(file.name + ENDS[coding])
            packed = _stamp(beside)
            if packed:
                return beside, coding, packed
        return (file, "", stamp) if stamp else None

    def _keep(self, key: Key, page: Page | None) -> None:
        """Make it the youngest in the table; the oldest go where there is no room. None: it is there no more."""
        with self.lock:
            before = self.table.pop(key, None)
            if before:
                self.room += len(before.body) + OVERHEAD
            if page and len(page.body) + OVERHEAD <= self.largest:
                self.table[key] = page
                self.room -= len(page.body) + OVERHEAD
            while self.room < 0:
                _, oldest = self.table.popitem(last=False)
                self.room += len(oldest.body) + OVERHEAD

    def _edition(self, host: str) -> str | None:
        """The edition that a host shows: "" where this machine has none yet, None where the host is not ours."""
        editions, hosts = self.editions, self.hosts  # in this order: another thread may be putting new ones in their place
        spelt = HOST.fullmatch(host.lower())
        name = spelt[1].rstrip(".") if spelt else ""
        if not spelt or not name:
            return None
        if spelt[0] in hosts or name in hosts:
            edition = hosts.get(spelt[0]) or hosts[name]
        elif name in LOOPBACK or name in self.extra_hosts or spelt[0] in self.extra_hosts:
            edition = hosts.get("", "")
        else:
            return None
        if len(editions) < 1000 and len(host) < 256:
            editions[host] = edition
        return edition

    def _read_hosts(self, now: float) -> None:
        file = self.root / "hosts.json"
        stamp = _stamp(file)
        if stamp != self.hosts_stamp:
            self.hosts = json.loads(file.read_bytes()) if stamp else {}
            self.editions = {}  # after the hosts, as what is remembered goes by them
            self.hosts_stamp = stamp
        self.hosts_until = now + RECHECK  # last: until then another thread that comes by must look for itself


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _hand_out(page: Page, environ: WSGIEnvironment, start_response: StartResponse, status: str = "") -> list[bytes]:
    """What is gone, or is no page, is said anew each time: only a page that is there can be as it was (RFC 9110, 13.2.1)."""
    status = status or page.status
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags and status == "200 OK" and (page.etag in tags or tags.strip() == "*"):
        start_response("304 Not Modified", [line for line in page.headers if not line[0].startswith("Content-")] + _secured(environ))
        return []
    start_response(status, page.headers + _secured(environ))
    return [page.body] if environ["REQUEST_METHOD"] != "HEAD" else []


def _say(status: str, environ: WSGIEnvironment, start_response: StartResponse, *more: tuple[str, str]) -> list[bytes]:
    """A page of one sentence; with Retry-After it looks again by itself."""
    again = "".join(f'<meta http-equiv="refresh" content="{value}">' for name, value in more if name == "Retry-After")
    title = "Nothing is printed yet" if again else status[4:]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">{again}<title>{title}</title>'
    page = f'<!doctype html><html lang="en"><head>{head}</head><body><h1>{title}</h1><p>{SENTENCES[status]}</p></body></html>'.encode()
    about = [("Content-Type", TYPES[".html"]), ("Content-Length", str(len(page))), ("Cache-Control", "no-store")]
    start_response(status, [*about, *more, *SAFETY, *_secured(environ)])
    return [page] if environ["REQUEST_METHOD"] != "HEAD" else []


def _secured(environ: WSGIEnvironment) -> list[tuple[str, str]]:
    """A server that speaks TLS for us says so; who says so by plain http is told what no browser hears there."""
    return [HSTS] if environ.get("HTTP_X_FORWARDED_PROTO") == "https" else []


def _coding(environ: WSGIEnvironment) -> str:
    asked = environ.get("HTTP_ACCEPT_ENCODING", "")
    return coding(asked) if len(asked) < 256 else ""
