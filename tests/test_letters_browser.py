"""Can a reader with a real browser take the letter, choose and leave: with scripts and without, by keyboard, in light and dark?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import press_rows
import pytest
from browsing import enter, examine, handed_out, listened
from django.conf import settings
from mail_rows import link

from wirecopy.mail.models import Delivery, Subscriber, Suppression

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(data: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A printed edition, handed out as the program does it, with Django behind it."""
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ("smtp://localhost",))
    press_rows.paint(settings.PAGES / "pictures")
    press_rows.newsroom(8)
    press_rows.print_all()
    with handed_out() as address:
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_a_story_to_the_letters_and_out_again(site: str, browser: Any, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    errors = listened(page)
    page.on("request", lambda request: errors.append(request.url) if urlsplit(request.url).netloc != urlsplit(site).netloc else None)
    page.goto(site)
    assert page.locator("form[action='/letters/join/']").count() == 1
    page.goto(site + page.locator("a[href^='/story/']").first.get_attribute("href"))
    errors += examine(page)

    page.get_by_label("Email address").fill("Pia@Bücher.example")
    enter(page)
    assert page.locator("form[data-puzzle]").count() == 1
    assert page.locator(".typed").inner_text() == "Pia@bücher.example"
    errors += examine(page)
    page.get_by_role("button").click()  # before the work is done, as a quick reader would
    page.wait_for_selector("h1:has-text('Look into your mailbox')")
    errors += examine(page)
    pia = Subscriber.objects.get()
    assert (pia.address, pia.standing) == ("Pia@xn--bcher-kva.example", "pending")
    assert re.fullmatch(r"https://barents\.example/story/\d+-.*/", pia.consents.get().page)

    page.goto(site + link("confirm", pia, pia.expires_at))
    errors += examine(page)
    page.get_by_role("button").click()
    page.get_by_role("link", name="Choose what comes").click()
    errors += examine(page)
    page.get_by_label("Energy").check()
    page.get_by_label("Once a week").check()
    page.get_by_label("In which time zone").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("[role=status]")
    pia.refresh_from_db()
    assert (pia.standing, pia.cadence, pia.zone, pia.subscriptions.get().sections) == ("active", "weekly", "Asia/Tokyo", ["energy"])
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download").click()
    assert taken.value.suggested_filename == "letters.json"

    page.goto(site + link("leave", pia))
    errors += examine(page)
    page.get_by_role("button", name="No more letters").click()
    page.wait_for_selector("h1:has-text('No more letters come')")
    pia.refresh_from_db()
    assert (pia.standing, Suppression.objects.get().why) == ("left", "left")
    assert errors == []


def test_without_scripts_the_form_works_after_some_seconds(site: str, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site)
    page.get_by_label("Email address").fill("pia@@b.example")
    page.get_by_role("button", name="Go on").click()
    assert "one @" in page.get_by_role("alert").inner_text()
    page.get_by_label("Email address").fill("pia@b.example")
    page.get_by_role("button", name="Go on").click()
    assert "wait five seconds" in page.locator("form[data-puzzle]").inner_text()
    page.get_by_role("button").click()
    assert "very quick" in page.get_by_role("alert").inner_text()
    page.wait_for_timeout(5000)
    page.get_by_role("button").click()
    page.wait_for_selector("h1:has-text('Look into your mailbox')")
    assert list(Delivery.objects.values_list("kind", "state")) == [("confirm", "waiting")]
