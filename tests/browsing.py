"""A real browser in tests: an edition handed out to it as the program does, and what somebody without a mouse does there."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from wirecopy.press import handout
from wirecopy.wsgi import begins

HINT = "[DOM] "  # of Chromium, to who writes forms
LOCAL = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None: ...


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        super().process_request_thread(request, client_address)
        connections.close_all()


@contextmanager
def handed_out() -> Iterator[str]:
    """The printed pages with Django behind them, at the address that is given."""
    django, ticks = (settings.STATIC_URL, *begins(get_resolver().url_patterns)), iter(range(10**9))
    fallback = StaticFilesHandler(get_wsgi_application())
    app = handout.application(settings.PAGES, fallback, cache_bytes=10**7, django=django, clock=lambda: next(ticks))
    server = make_server("127.0.0.1", 0, app, Server, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium(*arguments: str) -> Iterator[Any]:
    """Debian's, which reaches nothing beyond this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", LOCAL, *arguments])
        yield found
        found.close()


def listened(page: Any, *, but: str = "422") -> list[str]:
    """What a page complains of from now on, hints for developers apart; not of an answer's status `but`: a form is to be shown again."""
    errors: list[str] = []
    page.on("console", lambda said: None if said.text.startswith(HINT) or but in said.text else errors.append(said.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def signed_in(browser: Any, site: str, client: Any, scheme: str = "light") -> tuple[Any, list[str]]:
    """A page of somebody whose test client is signed in, and what it complains of."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page = context.new_page()
    return page, listened(page)


def examine(page: Any, *rules: str) -> list[str]:
    """What is wrong with the page that is open: barriers, all that axe knows of or by these rules of it, and widths that do not fit."""
    from axe_playwright_python.sync_playwright import Axe

    asked = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = [f"{page.url}: {one['id']} {one['nodes'][0]['html'][:150]}" for one in Axe().run(page, options=asked).response["violations"]]
    for width in (320, 820):
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{page.url} is wider than {width} px")
    return found


def tab_to(page: Any, what: str) -> None:
    """Press Tab until an element that the selector `what` fits has the focus."""
    for _ in range(80):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab reaches no {what}")


def tab_to_named(page: Any, label: str) -> None:
    """The same for the field or button of that name."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            """(label) => { const e = document.activeElement;
            const named = [...(e.labels || [])].map((l) => l.textContent.trim()).concat(e.textContent.trim());
            return named.includes(label) && !["BODY", "MAIN", "FIELDSET"].includes(e.tagName) }""",
            label,
        ):
            return
    raise AssertionError(f"“{label}” cannot be reached by keyboard")


def type_in(page: Any, label: str, text: str) -> None:
    tab_to_named(page, label)
    page.keyboard.type(text)


def enter(page: Any) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
