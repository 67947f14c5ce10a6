"""Can an editor accept a release and write a text with the keyboard alone, in a real browser, with no barrier on any of these pages?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import press_rows
import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from newsroom_rows import editor
from releases_rows import attach, draft, release
from test_letters_browser import Quiet, Server, browser, examine, make_server

from wirecopy.press import handout
from wirecopy.press.models import Edition
from wirecopy.releases.models import Draft, Release
from wirecopy.wsgi import begins

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["browser"]
LOUD = {"headline": "AMAZING OFFER AT THE NEW STORE", "confirmed_at": None, "looked_at": press_rows.NOW}
CONCERNS = [["hype", "It praises more than it tells.", ["AMAZING"]], ["capitals", "It is written in capitals.", [LOUD["headline"]]]]


@pytest.fixture
def site(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A printed edition with releases that wait, handed out as the program does it, with Django behind it."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser is driven from a loop of its own
    here = press_rows.edition()
    press_rows.print_all()
    attach(release(here, looked_at=press_rows.NOW))
    release(here, concerns=CONCERNS, **LOUD)
    release(here, headline="Choir sings", standing="spiked", decided_at=press_rows.NOW, decided_by="Ola", why="Too late.")
    attach(draft(here))
    django, ticks = (settings.STATIC_URL, *begins(get_resolver().url_patterns)), iter(range(10**9))
    fallback = StaticFilesHandler(get_wsgi_application())
    app = handout.application(settings.PAGES, fallback, cache_bytes=10**7, django=django, clock=lambda: next(ticks))
    server = make_server("127.0.0.1", 0, app, Server, Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def opened(browser: Any, site: str, scheme: str = "light") -> tuple[Any, list[str]]:
    """A page of an editor who is signed in, and what it complains of."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    _, client = editor(Edition.objects.get(), name="Pia Lund")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    return page, errors


def tab_to(page: Any, what: str) -> None:
    for _ in range(80):
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab reaches no {what}")


def enter(page: Any) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_release_is_accepted_by_the_keyboard_alone(site: str, browser: Any) -> None:
    page, errors = opened(browser, site)
    page.goto(f"{site}/desk/barents/")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert urlsplit(page.url).path == "/desk/barents/releases/"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent").startswith("Vardø rowing club")
    enter(page)
    page.keyboard.press("a")
    assert page.evaluate("document.activeElement.textContent") == "Accept"
    enter(page)
    assert urlsplit(page.url).path == "/desk/barents/releases/" and "Accepted." in page.locator("#messages").inner_text()
    assert Release.objects.get(headline__startswith="Vardø").standing == "accepted"

    page.keyboard.press("j")
    enter(page)
    page.keyboard.press("q")
    page.keyboard.type("What does it cost?")
    tab_to(page, "form[action$='/ask/'] button")
    enter(page)
    assert Release.objects.get(headline=LOUD["headline"]).why == "What does it cost?"
    assert "Nothing waits." in page.locator("main").inner_text() and not errors


def test_a_text_is_written_seen_and_filed_by_the_keyboard_alone(site: str, browser: Any) -> None:
    page, errors = opened(browser, site)
    page.goto(f"{site}/desk/barents/writing/")
    with page.expect_navigation():
        page.keyboard.press("n")
    for field, text in (("headline", "Ferry back in port"), ("dateline", "VARDØ"), ("text", "The ferry came back.\n\nNobody was hurt.")):
        tab_to(page, f"#{field}")
        page.keyboard.type(text)
    tab_to(page, "button[value=proof]")
    enter(page)
    assert page.locator("article h1").inner_text() == "Ferry back in port" and page.locator(".body p").count() == 2
    assert page.locator(".body b").inner_text() == "VARDØ"
    errors += examine(page)
    tab_to(page, ".preview a")
    enter(page)
    tab_to(page, "button[value=file]")
    enter(page)
    assert "on its way to the wire" in page.locator("#messages").inner_text()
    assert Draft.objects.get(headline="Ferry back in port").ready_at and not errors


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_on_any_page_of_releases_and_writing(site: str, browser: Any, scheme: str) -> None:
    page, errors = opened(browser, site, scheme)
    loud, spiked, own = Release.objects.get(headline=LOUD["headline"]), Release.objects.get(standing="spiked"), Draft.objects.get()
    paths = (
        "releases/", "releases/?standing=spiked", f"release/{loud.pk}/", f"release/{spiked.pk}/", f"release/{loud.pk}/proof/",
        "writing/", "writing/new/", f"writing/{own.pk}/", f"writing/{own.pk}/proof/",
    )  # fmt: skip
    for path in paths:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{site}/desk/barents/{path}")
        errors += examine(page)
    page.goto(f"{site}/desk/barents/release/{loud.pk}/")
    page.locator("main summary").first.click()
    page.locator("#headline").fill("")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("button.first").click()
    page.wait_for_selector("[role=alert]")
    errors += [each for each in examine(page) if "422" not in each]
    assert [each for each in errors if "422" not in each] == []
