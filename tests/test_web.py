"""Does the web part start, answer what a socket can send, and stop?"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.urls import include, path, re_path

from wirecopy.press.store import PageStore
from wirecopy.wsgi import begins

FRONT = b"<!doctype html><title>Harbour Times</title>" + b"<p>The ferry sails again.</p>" * 2000
START = "import sys; from wirecopy import web; sys.exit(web.serve('127.0.0.1', int(sys.argv[1]), 4))"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int) -> subprocess.Popen[str]:
    env = {**os.environ, "WIRECOPY_DATA": str(data), "DJANGO_SETTINGS_MODULE": "wirecopy.settings"}
    return subprocess.Popen([sys.executable, "-c", START, str(port)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ask(port: int, *lines: bytes) -> bytes:
    """What comes back for these lines, until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(b"\r\n".join((*lines, b"Connection: close", b"", b"")))
        return b"".join(iter(lambda: line.recv(65536), b""))


def listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def wait(port: int, up: bool) -> bool:
    return any(listens(port) == up or time.sleep(0.05) for _ in range(300))


@contextmanager
def running(data: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = start(data, port)
    try:
        assert wait(port, up=True), process.communicate(timeout=5)
        yield process, port
    finally:
        process.kill()
        process.communicate()
        assert wait(port, up=False)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    data = tmp_path_factory.mktemp("web")
    store = PageStore(data / "pages")
    store.put("harbour", "/", FRONT)
    store.put("harbour", "/404.html", b"<title>Not here</title>")
    store.hosts({"harbour.example": "harbour", "": "harbour"})
    with running(data) as (_, port):
        yield port


@pytest.mark.parametrize(
    ("line", "host", "status"),
    [
        (b"GET / HTTP/1.1", b"harbour.example", 200),
        (b"GET / HTTP/1.0", b"localhost", 200),
        (b"GET /%2e%2e/etc/passwd HTTP/1.1", b"localhost", 400),
        (b"GET /..%2f..%2fetc/passwd HTTP/1.1", b"localhost", 400),
        (b"GET /%252e%252e/etc/passwd HTTP/1.1", b"localhost", 400),
        (b"GET /../hosts.json HTTP/1.1", b"localhost", 400),
        (b"GET //x HTTP/1.1", b"localhost", 400),
        (b"GET /%00 HTTP/1.1", b"localhost", 400),
        (b"GET /%5c..%5cx HTTP/1.1", b"localhost", 400),
        (b"GET /%ff HTTP/1.1", b"localhost", 400),
        (b"GET x HTTP/1.1", b"localhost", 400),
        (b"GET / HTTP/1.1", b"", 400),
        (b"GET / HTTP/1.1", b"evil.example", 421),
        (b"GET / HTTP/1.1", b"harbour.example\r\nHost: evil.example", 421),
        (b"GET http://evil.example/ HTTP/1.1", b"evil.example", 421),
        (b"GET http://harbour.example/ HTTP/1.1", b"harbour.example", 200),
        (b"GET /nothing/ HTTP/1.1", b"harbour.example", 404),
        (b"POST / HTTP/1.1", b"harbour.example\r\nContent-Length: 0", 405),
        (b"OPTIONS * HTTP/1.1", b"harbour.example", 400),
        (b"GET /desk/admin/ HTTP/1.1", b"localhost", 302),
        (b"GET /static/admin/css/base.css HTTP/1.1", b"localhost", 200),
        (b"GET /static/admin/%2e%2e/%2e%2e/settings.py HTTP/1.1", b"localhost", 400),
        (b"GET /static/admin/nothing.css HTTP/1.1", b"localhost", 404),
    ],
)
def test_whatever_a_socket_sends_has_its_answer(port: int, line: bytes, host: bytes, status: int) -> None:
    answer = ask(port, line, b"Host: " + host)
    assert int(answer.split(b" ", 2)[1]) == status
    assert b"root:" not in answer
    assert b'harbour"' not in answer


def test_a_page_goes_out_whole_and_by_head_without_its_body(port: int) -> None:
    head, _, body = ask(port, b"GET / HTTP/1.1", b"Host: localhost").partition(b"\r\n\r\n")
    assert body == FRONT
    assert b"content-length: %d" % len(FRONT) in head.lower()
    head, _, body = ask(port, b"HEAD / HTTP/1.1", b"Host: localhost").partition(b"\r\n\r\n")
    assert (body, b"content-length: %d" % len(FRONT) in head.lower()) == (b"", True)


def test_a_known_page_is_not_sent_again(port: int) -> None:
    head = ask(port, b"HEAD / HTTP/1.1", b"Host: localhost").decode().lower()
    etag = next(line.split(": ")[1] for line in head.splitlines() if line.startswith("etag:"))
    answer = ask(port, b"GET / HTTP/1.1", b"Host: localhost", b"If-None-Match: " + etag.encode())
    assert answer.startswith(b"HTTP/1.1 304")
    assert answer.endswith(b"\r\n\r\n")


def test_a_port_in_use_ends_the_start_with_one_sentence(port: int, tmp_path: Path) -> None:
    process = start(tmp_path, port)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert out == ""
    assert err.count("\n") == 1
    assert f"127.0.0.1:{port}" in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_at_once_when_told_to_and_says_nothing(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path) as (process, port), socket.create_connection(("127.0.0.1", port)) as kept:
        kept.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert kept.recv(100).startswith(b"HTTP/1.1 503")
        process.send_signal(number)  # while a browser keeps its line open
        out, err = process.communicate(timeout=5)
    assert (process.returncode, out, err) == (0, "", "")


def test_a_killed_start_leaves_no_worker_behind(tmp_path: Path) -> None:
    with running(tmp_path) as (process, port):
        process.kill()
        assert wait(port, up=False)


def test_django_is_asked_for_the_addresses_of_urls_py_and_no_others() -> None:
    def view() -> None: ...

    routes = [
        path("desk/admin/", include([path("x/", view)])), path("search/", view), path("story/<int:number>/wrong/", view), path("", view),
        path("", include([path("leave/<str:token>/", view)])), path("<slug:any>/", view), path("x<int:n>/", view), re_path(r"^hook/", view),
    ]  # fmt: skip
    assert list(begins(routes)) == ["/desk/admin/", "/search/", "/story/", "/leave/", "/hook/"]
