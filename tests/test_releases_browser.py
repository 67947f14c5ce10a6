"""Can somebody hand in news with a real browser: by keyboard alone, without scripts, in light and dark, with a file of 100 MB?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import press_rows
import pytest
from browsing import enter, examine, handed_out, listened, tab_to_named, type_in
from django.conf import settings
from handing_rows import Sender, drawn, file

from wirecopy.press.models import Edition
from wirecopy.releases import handing_in, letters
from wirecopy.releases.models import Release

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A printed edition, handed out as the program does it, with Django behind it."""
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ("smtp://localhost",))
    press_rows.edition()
    press_rows.print_all()
    with handed_out() as address:
        yield address


def test_by_keyboard_alone_from_the_front_to_the_desk_and_back(site: str, browser: Any) -> None:
    page = browser.new_page()
    errors = listened(page)
    page.on("request", lambda request: errors.append(request.url) if urlsplit(request.url).netloc != urlsplit(site).netloc else None)
    page.goto(site)
    tab_to_named(page, "Hand in news")
    page.keyboard.press("Enter")
    page.wait_for_url("**/releases/")
    tab_to_named(page, "What it is about")
    page.keyboard.type("An event")
    type_in(page, "Headline", "The boathouse opens")
    type_in(page, "Text", "It opens on **Saturday**.")
    tab_to_named(page, "Look it over and hand it in")
    enter(page)
    page.wait_for_selector("[role=alert]:focus")  # who cannot see it is led to what is wrong
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#dateline:target")
    page.locator("#dateline").focus()
    page.keyboard.type("Vardø")
    for label, text in (("Organisation", "Rowing Club"), ("Whom we may ask", "Signe"), ("Email address", "signe@rowing.example")):
        type_in(page, label, text)
    page.locator("#rights").focus()
    page.keyboard.press("Space")
    tab_to_named(page, "Preview")
    enter(page)
    assert page.locator(".looks strong").inner_text() == "Saturday"
    tab_to_named(page, "Look it over and hand it in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hand-in/")
    tab_to_named(page, "Hand it in")
    page.keyboard.press("Enter")  # before the work is done, as a quick reader would
    page.wait_for_selector(".standing.is-waiting")

    release = Release.objects.get()
    assert (release.standing, release.headline, release.category) == ("waiting", "The boathouse opens", "event")
    page.goto(site + letters.confirm(release))
    tab_to_named(page, "Yes, it is mine")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('confirmed')")
    Release.objects.update(standing="returned", why="At what time?")
    page.goto(site + letters.follow(release))
    type_in(page, "Your answer", "At noon.")
    tab_to_named(page, "Send the answer")
    page.keyboard.press("Enter")
    page.wait_for_selector(".standing.is-waiting")
    Release.objects.update(standing="accepted", filed_at=datetime.now(UTC))
    page.reload()
    tab_to_named(page, "Send a correction")
    page.keyboard.press("Enter")
    page.wait_for_url("**/edit/")
    assert page.locator("#headline").input_value() == "The boathouse opens"
    page.goto(site + letters.follow(Release.objects.get(corrects=release)) + "withdraw/")
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_puts_up_a_barrier_or_is_too_wide(site: str, browser: Any, scheme: str) -> None:
    """Each page as it is at its fullest: with what is wrong, a preview, a picture, a question, steps and corrections."""
    sender = Sender(host=urlsplit(site).netloc)
    Edition.objects.update(host=urlsplit(site).netloc, scheme="http")
    first = sender.handed_in(picture0=file(drawn()), alt0="Boats", credit0="Liv Holm")
    sender.write("check", embargo_date="2027-01-01")
    half = Release.objects.latest("pk")
    Release.objects.filter(pk=half.pk).update(category="")
    sender.write("check")
    whole = Release.objects.latest("pk")
    asked = sender.handed_in()
    handing_in.answer(asked, "At noon.", datetime.now(UTC))
    Release.objects.filter(pk=asked.pk).update(standing="returned", why="At what time?\n\nAnd where?")
    Release.objects.filter(pk=first.pk).update(standing="accepted", filed_at=datetime.now(UTC))
    handing_in.correct(first, datetime.now(UTC))
    page = browser.new_page(color_scheme=scheme)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if "404" not in message.text else None)
    own = letters.follow
    coloured = (own(half) + "edit/?check", own(asked), own(whole) + "hand-in/")
    plain = ("/releases/", own(first), own(whole) + "withdraw/", letters.confirm(asked), "/releases/follow/x/")
    for path in (*coloured, *(plain if scheme == "light" else ())):
        page.goto(site + path)
        errors += examine(page)
    page.goto(site + own(whole) + "edit/")
    handing_in.save(whole, whole.version, {"headline": "Changed meanwhile"}, [], datetime.now(UTC))
    page.get_by_label("Headline").fill("Mine")
    page.get_by_role("button", name="Preview").click()
    page.wait_for_selector("#headline-kept")
    errors += examine(page)
    assert [error for error in errors if "409" not in error] == []


def test_without_scripts_with_a_picture_and_a_stale_form(site: str, browser: Any, tmp_path: Path) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/releases/")
    (tmp_path / "boats.png").write_bytes(drawn("PNG"))
    (tmp_path / "drawing.png").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    page.get_by_label("What it is about").select_option("sport")
    for label, text in (
        ("Headline", "Rowers win"), ("Place", "Vardø"), ("Text", "They won."), ("Organisation", "Rowing Club"),
        ("Whom we may ask", "Signe"), ("Email address", "signe@rowing.example"),
    ):  # fmt: skip
        page.get_by_label(label, exact=True).fill(text)
    page.locator("#rights").check()
    page.locator("#picture0").set_input_files(tmp_path / "drawing.png")
    page.locator("#alt0").fill("Rowers at the slip")
    page.get_by_role("button", name="Look it over").click()
    assert "drawing in SVG" in page.locator("#picture0-wrong").inner_text()
    assert page.locator("#alt0").input_value() == "Rowers at the slip"
    page.locator("#picture0").set_input_files(tmp_path / "boats.png")
    with page.expect_navigation():  # the picture too is there then
        page.get_by_role("button", name="Preview").click()
    assert page.locator(".looks img").evaluate("e => e.naturalWidth") == 640

    other = page.context.new_page()  # the same draft in a second window
    other.goto(site + page.locator(".own-link a").get_attribute("href") + "edit/")
    other.get_by_label("Headline").fill("Rowers win gold")
    other.get_by_role("button", name="Save for later").click()
    page.get_by_label("Headline").fill("Rowers win silver")
    page.get_by_role("button", name="Look it over").click()
    assert "Rowers win gold" in page.locator("#headline-kept").inner_text()
    assert page.get_by_label("Headline").input_value() == "Rowers win silver"
    page.get_by_role("button", name="Look it over").click()
    assert "wait five seconds" in page.locator("form[data-puzzle]").inner_text()
    page.wait_for_timeout(4500)
    page.get_by_role("button", name="Hand it in").click()
    page.wait_for_selector(".standing.is-waiting")
    release = Release.objects.get()
    assert (release.headline, release.pictures.get().alt) == ("Rowers win silver", "Rowers at the slip")
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="Withdraw it").click()
    page.wait_for_selector(".standing.is-withdrawn")


def test_a_file_of_100_mb_leaves_the_words_in_the_form(site: str, browser: Any, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(f"{site}/releases/")
    with open(tmp_path / "film.jpg", "wb") as large:
        large.truncate(100_000_000)
    page.get_by_label("Headline").fill("A very large picture")
    page.locator("#picture0").set_input_files(tmp_path / "film.jpg")
    page.get_by_role("button", name="Save for later").click()
    page.wait_for_selector("#picture0-wrong")
    assert "larger than 12 MB" in page.locator("#picture0-wrong").inner_text()
    assert page.get_by_label("Headline").input_value() == "A very large picture"
    assert Release.objects.get().headline == "A very large picture"
