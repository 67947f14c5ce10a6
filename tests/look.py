"""What does a browser say to printed pages? They are handed to Chromium from the store, under the policy that they will have."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, sync_playwright

from wirecopy.press.headers import CSP
from wirecopy.press.store import PageStore

TYPES = {"css": "text/css", "woff2": "font/woff2", "jpg": "image/jpeg", "svg": "image/svg+xml"}


def examine(store: PageStore, slug: str, paths: Sequence[str], width: int, scheme: str, *, opened: bool = False) -> tuple[int, list[str]]:
    """How many things were found right, and what was not: by axe, by the page's own policy, or because it does not fit the screen."""
    complaints: list[str] = []
    right = 0

    def hand_out(route: Route) -> None:
        path = urlsplit(route.request.url).path
        body = (store.root / path[1:]).read_bytes() if path.startswith("/pictures/") else store.get(slug, path)
        kind = TYPES.get(path.rpartition(".")[2], "text/html; charset=utf-8")
        route.fulfill(status=200 if body else 404, body=body or b"", headers={"Content-Type": kind, "Content-Security-Policy": CSP})

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
        page.on("console", lambda message: complaints.append(message.text))
        page.route("**/*", hand_out)
        for path in paths:
            page.goto(f"http://{slug}.example{path}")
            if opened:  # everything that stands behind a click
                page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                complaints.append(f"{path} is wider than {width} px")
            found = Axe().run(page, options={"resultTypes": ["violations"]}).response
            right += len(found["passes"])
            complaints += [f"{path}: {each['id']}, {each['nodes'][0]['html']}" for each in found["violations"]]
        browser.close()
    return right, complaints
