"""Can an editor accept a release and write a text with the keyboard alone, in a real browser, with no barrier on any of these pages?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import press_rows
import pytest
from browsing import enter, examine, handed_out, signed_in, tab_to
from newsroom_rows import editor
from releases_rows import attach, draft, release

from wirecopy.press.models import Edition
from wirecopy.releases.models import Draft, Release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOUD = {"headline": "AMAZING OFFER AT THE NEW STORE", "confirmed_at": None, "looked_at": press_rows.NOW}
CONCERNS = [["hype", "It praises more than it tells.", ["AMAZING"]], ["capitals", "It is written in capitals.", [LOUD["headline"]]]]


@pytest.fixture
def site(data: Path) -> Iterator[str]:
    """A printed edition with releases that wait, handed out as the program does it, with Django behind it."""
    here = press_rows.edition()
    press_rows.print_all()
    attach(release(here, looked_at=press_rows.NOW))
    release(here, concerns=CONCERNS, **LOUD)
    release(here, headline="Choir sings", standing="spiked", decided_at=press_rows.NOW, decided_by="Ola", why="Too late.")
    attach(draft(here))
    with handed_out() as address:
        yield address


def opened(browser: Any, site: str) -> tuple[Any, list[str]]:
    """A page of an editor who is signed in, and what it complains of."""
    return signed_in(browser, site, editor(Edition.objects.get(), name="Pia Lund")[1])


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


def test_no_barrier_where_a_form_is_shown_again(site: str, browser: Any) -> None:
    page, errors = opened(browser, site)
    page.goto(f"{site}/desk/barents/release/{Release.objects.get(headline=LOUD['headline']).pk}/")
    page.locator("main summary").first.click()
    page.locator("#headline").fill("")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("button.first").click()
    page.wait_for_selector("[role=alert]")
    assert errors + examine(page) == []
