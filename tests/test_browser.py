"""What does a reader's browser make of the demo edition? Debian's Chromium visits one page of each kind; axe-core looks for barriers."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser
FIXED = {"front": "/", "outlets": "/outlets/", "archive": "/archive/", "about": "/about/", "missing": "/no-such-page/"}
LINKED = {  # address, and the page that links to it
    "story": (r"/story/\d+-[-\w]*/", "front"),
    "section": (r"/section/[-\w]+/", "front"),
    "outlet": (r"/outlet/[-\w]+/", "outlets"),
    "day": (r"/archive/\d{4}-\d\d-\d\d/", "archive"),
}
KINDS = (*FIXED, *LINKED)
Find = Callable[[str], str]
STORIES = 40  # that the demo has printed before we look around
PATIENCE, SETTLED = 90, 15  # seconds


def _get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read().decode(errors="replace")
    except OSError:  # also when it is not found, or not there yet
        return ""


def _stories(folder: Path) -> list[Path]:
    return list(folder.glob("data/demo/pages/*/story/*"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo that runs as a newcomer runs it, and has printed its stories."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = {**os.environ, "WIRECOPY_DATA": str(folder / "data")}
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "wirecopy", "up", "--demo", "--bind", f"127.0.0.1:{port}"]
        running = subprocess.Popen(command, env=given, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while "The edition is at" not in (folder / "log").read_text() or len(_stories(folder)) < STORIES:
            if time.monotonic() > end or running.poll() is not None:
                pytest.fail(f"the demo printed {len(_stories(folder))} stories:\n" + (folder / "log").read_text()[-3000:])
            time.sleep(0.5)
        yield address
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0, "SIGTERM did not stop the demo cleanly"
    finally:
        running.kill()
        running.wait()


@pytest.fixture(scope="module")
def find(demo: str) -> Find:
    """The address of a page of each kind, as the edition itself links to it."""

    @cache
    def find(kind: str) -> str:
        if kind in FIXED:
            return demo + FIXED[kind]
        pattern, page = LINKED[kind]
        link, end = re.compile(rf'href="(?:{re.escape(demo)})?({pattern})"'), time.monotonic() + SETTLED
        while not (found := link.search(_get(demo + FIXED[page]))) and time.monotonic() < end:
            time.sleep(0.5)  # lists that stand for many stories are printed a moment after them
        assert found, f"the page {page} links to no {kind}"
        return demo + found[1]

    return find


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_clean_and_open_to_everybody(demo: str, find: Find, browser: Any, kind: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    hosts: set[str] = set()
    errors: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    answer = page.goto(find(kind), wait_until="networkidle")
    assert answer.status == (404 if kind == "missing" else 200)
    barriers = [f"{found['id']}: {found['nodes'][0]['html'][:120]}" for found in Axe().run(page).response["violations"]]
    assert barriers == []
    assert hosts <= {urlsplit(demo).netloc, ""}, "a page asks another host for something"
    assert page.locator("script:not([type='application/ld+json'])").count() == 0
    assert [error for error in errors if kind != "missing" or "404" not in error] == []
    page.close()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 390, 820, 1920])
def test_no_width_makes_a_page_scroll_sideways(find: Find, browser: Any, kind: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(find(kind))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("kind", ["front", "story"])
def test_the_first_stop_of_the_keyboard_leads_past_the_navigation(find: Find, browser: Any, kind: str) -> None:
    page = browser.new_page()
    page.goto(find(kind))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0, "the skip link stays hidden when it has the focus"
    page.keyboard.press("Enter")
    page.wait_for_selector(":target")
    page.keyboard.press("Tab")
    inside = "document.querySelector(location.hash).contains(document.activeElement)"
    assert page.evaluate(inside), "the next stop is not in the content"
    page.close()


def test_whoever_comes_at_once_finds_no_dead_link(demo: str, find: Find) -> None:
    links = {link for page in (find("front"), find("story")) for link in re.findall(r'href="(/[^"#]*)"', _get(page))}
    assert [link for link in sorted(links) if not _get(demo + link)] == []


def test_a_story_says_where_it_came_from(find: Find, browser: Any) -> None:
    page = browser.new_page()
    page.goto(find("story"))
    assert page.locator("h1").count() == 1
    original = page.locator("main a[href*='.example/']")
    assert original.count() >= 1, "no link to the outlet's own page"
    assert page.locator("main time[datetime]").count() >= 1
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_story_that_others_copied_shows_what_they_kept_drawn_and_in_numbers(demo: str, find: Find, browser: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    stories = dict.fromkeys(re.findall(LINKED["story"][0], _get(find("front"))))
    copied = next((path for path in stories if 'class="passages"' in _get(demo + path)), None)
    assert copied, "no story of the demo has a copy with its picture"
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(demo + copied)
    page.locator(".carriers summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".carriers details[open]").count() == 1, "the keyboard opens no table"
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.locator("svg.passages:visible").first.bounding_box()["width"] > 200
    assert page.locator(".against table:visible").count() == page.locator("svg.passages").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    page.close()


def test_the_front_can_be_read_without_scripts_and_styles(find: Find, browser: Any) -> None:
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(find("front"))
    assert page.locator("main h2, main h3").count() >= 5
    plain.close()
