"""How many printed pages go out in a second? Ours beside nginx and beside a rendered Django view, in one run, all on 127.0.0.1.

    python bench/handout.py [--quick]

The server has core 0, wrk has core 1. A page is 40 kB of HTML, as it is and packed; every case is run in turn, several rounds, and the
median stands. It needs nginx and wrk (Debian: apt-get install -y nginx wrk). The last line is JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

BAR_PAGES, BAR_SHARE = 25_000, 0.4
WORDS = [a + b for a in ("ka", "ri", "to", "men", "sol", "ve", "dra", "nu") for b in ("l", "ta", "ren", "s", "mo", "dan", "ki", "ber")]
ROW = """<article class="row"><h3><a href="/story/{{ r.id }}-{{ r.slug }}/">{{ r.headline }}</a></h3>
<p class="line">{{ r.outlet }} <time datetime="{{ r.at|date:'c' }}">{{ r.at|date:'H:i' }}</time></p><p>{{ r.text }}</p></article>"""
TEMPLATE = "<!doctype html><html lang=en><title>Bench</title><body>{% for r in rows %}" + ROW + "{% endfor %}</body></html>"
NGINX = """daemon off; worker_processes 1; {user} pid {tmp}/nginx.pid; error_log {tmp}/error.log crit;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; gzip_static on; open_file_cache max=100;
  types {{ text/html html; }} charset utf-8;
  client_body_temp_path {tmp}/a; proxy_temp_path {tmp}/b; fastcgi_temp_path {tmp}/c; uwsgi_temp_path {tmp}/d; scgi_temp_path {tmp}/e;
  server {{ listen 127.0.0.1:{port}; root {root}; location / {{ add_header Cache-Control "max-age=60"; }} }} }}
"""


def rows(count: int = 28) -> list[dict[str, Any]]:
    from datetime import UTC, datetime

    choose = random.Random(1)
    phrase = lambda n: " ".join(choose.choices(WORDS, k=n)).capitalize()  # noqa: E731
    at = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    return [{"id": i, "slug": "a-story", "headline": phrase(9), "outlet": phrase(2), "at": at, "text": phrase(210)} for i in range(count)]


def django_application() -> Any:
    import django
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import path

    backend = {"BACKEND": "django.template.backends.django.DjangoTemplates"}
    settings.configure(SECRET_KEY="bench", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], TEMPLATES=[backend], USE_TZ=True)
    django.setup()
    template, told = engines["django"].from_string(TEMPLATE), rows()

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(template.render({"rows": told}))

    globals()["urlpatterns"] = [path("", page)]
    return get_wsgi_application()


def serve(kind: str, port: int) -> int:
    """In a process of its own: "own" is the web part as it is, "django" a rendered view under the same server."""
    if kind == "own":
        from wirecopy import web

        return web.serve("127.0.0.1", port, 4)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian("django", port=port, interface=Interfaces.WSGI, blocking_threads=1, websockets=False, log_level=LogLevels.error)
    server.serve(target_loader=django_application, wrap_loader=False)
    return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int, env: dict[str, str]) -> Iterator[str]:
    process = subprocess.Popen(pinned(0, command), env=env, start_new_session=True)
    url = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(200):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                if urllib.request.urlopen(url, timeout=5).status == 200:
                    break
            time.sleep(0.1)
        else:
            raise SystemExit(f"{command[0]} did not answer at {url}")
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def pinned(core: int, command: list[str]) -> list[str]:
    return ["taskset", "-c", str(core), *command] if (os.cpu_count() or 1) > 1 else command


def wrk(url: str, seconds: int, *headers: str) -> tuple[float, float]:
    """Requests a second, and the 99th percentile of their time in ms."""
    command = ["wrk", "-t1", "-c32", f"-d{seconds}s", "--latency", *(part for h in headers for part in ("-H", h)), url]
    told = subprocess.run(pinned(1, command), capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told and not any(h.startswith("If-None-Match") for h in headers):
        raise SystemExit(f"{url} gave errors:\n{told}")
    rate, slow = re.search(r"Requests/sec:\s+([\d.]+)", told), re.search(r"99%\s+([\d.]+)(us|ms|s)\b", told)
    if not rate or not slow:
        raise SystemExit(f"wrk said:\n{told}")
    return float(rate[1]), float(slow[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slow[2]]


def measure(tmp: Path, seconds: int, rounds: int) -> dict[str, tuple[float, float]]:
    from wirecopy.press.store import PageStore

    ports = [free_port() for _ in range(3)]
    env = {
        **os.environ,
        "WIRECOPY_DATA": str(tmp),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    env.pop("DJANGO_SETTINGS_MODULE", None)
    conf = tmp / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    conf.write_text(NGINX.format(tmp=tmp, port=ports[1], root=tmp / "pages/bench", user=user))
    me = [sys.executable, __file__, "--serve"]
    found: dict[str, list[tuple[float, float]]] = {}
    with contextlib.ExitStack() as stack:
        view = stack.enter_context(running([*me, "django", str(ports[2])], ports[2], env))
        store = PageStore(tmp / "pages")
        store.put("bench", "/", urllib.request.urlopen(view).read())  # what the view renders is what is printed
        store.hosts({"": "bench"})
        sizes = [(tmp / f"pages/bench/index.html{end}").stat().st_size for end in ("", ".gz", ".br")]
        say("page: {:,} bytes, gzip {:,}, brotli {:,}".format(*sizes))
        own = stack.enter_context(running([*me, "own", str(ports[0])], ports[0], env))
        nginx = stack.enter_context(running([shutil.which("nginx") or "nginx", "-p", str(tmp), "-c", str(conf)], ports[1], env))
        etag = urllib.request.urlopen(own).headers["ETag"]
        cases: dict[str, Callable[[], tuple[float, float]]] = {
            "own, as it is": lambda: wrk(own, seconds),
            "nginx, as it is": lambda: wrk(nginx, seconds),
            "own, gzip": lambda: wrk(own, seconds, "Accept-Encoding: gzip"),
            "nginx, gzip": lambda: wrk(nginx, seconds, "Accept-Encoding: gzip"),
            "own, brotli": lambda: wrk(own, seconds, "Accept-Encoding: gzip, br"),
            "own, not changed (304)": lambda: wrk(own, seconds, f"If-None-Match: {etag}"),
            "rendered Django view": lambda: wrk(view, seconds),
        }
        for number in range(rounds):
            for name, run in cases.items():
                say(f"round {number + 1} of {rounds}: {name}")
                found.setdefault(name, []).append(run())
    return {name: (statistics.median(r for r, _ in runs), statistics.median(p for _, p in runs)) for name, runs in found.items()}


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round of 2 seconds a case, for a first look")
    parser.add_argument("--serve", nargs=2, metavar=("KIND", "PORT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        return serve(given.serve[0], int(given.serve[1]))
    missing = [tool for tool in ("nginx", "wrk", "taskset") if not shutil.which(tool)]
    if missing:
        say(f"Missing: {', '.join(missing)}. On Debian: apt-get install -y nginx wrk util-linux")
        return 2
    with tempfile.TemporaryDirectory() as tmp:
        found = measure(Path(tmp), *((2, 1) if given.quick else (5, 3)))
    print(f"{'':24}{'pages/s':>10}{'p99 ms':>9}{'to nginx':>10}")
    for name, (rate, slow) in found.items():
        peer = found.get(name.replace("own, brotli", "own, gzip").replace("own", "nginx"))
        print(f"{name:24}{rate:>10,.0f}{slow:>9.1f}" + (f"{rate / peer[0]:>10.2f}" if peer and name.startswith("own") else ""))
    rate = found["own, as it is"][0]
    share = rate / found["nginx, as it is"][0]
    met = rate >= BAR_PAGES or share >= BAR_SHARE
    print(f"bar: {BAR_PAGES:,} pages/s or {BAR_SHARE} of nginx on one core: {'met' if met else 'NOT met'} ({rate:,.0f}, {share:.2f})")
    print(
        json.dumps({"bench": "handout", "met": met, **{name: {"rate": round(r), "p99_ms": round(p, 2)} for name, (r, p) in found.items()}})
    )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
