"""Can somebody object, a chief editor answer and an administrator erase in a real browser: by keyboard alone, and with no barrier?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import press_rows
import pytest
import standing_rows
from browsing import enter, examine, handed_out, listened, signed_in, tab_to, tab_to_named, type_in
from newsroom_rows import editor

from wirecopy.desk.models import Erasure, Notice, Objection
from wirecopy.press.models import Edition
from wirecopy.releases import objecting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(data: Path) -> standing_rows.Desk:
    return standing_rows.desk()


@pytest.fixture
def site(desk: standing_rows.Desk) -> Iterator[str]:
    """A printed edition, handed out as the program does it, with Django behind it."""
    with handed_out() as address:
        yield address


def opened(browser: Any, site: str, role: str) -> tuple[Any, list[str]]:
    """A page of somebody who is signed in, and what it complains of."""
    return signed_in(browser, site, editor(Edition.objects.get(), role, "Ada Berg")[1])


def objection(desk: standing_rows.Desk, **facts: Any) -> Objection:
    now = datetime.now(UTC)
    given: dict[str, Any] = {
        "edition": desk.edition, "story": desk.story, "page": desk.path, "kind": "removal", "name": "Marit Eidsvåg", "came_at": now,
        "address": "marit@boats.example", "said": "I am named in it, and it is not true.\n\nPlease take it away.",
        "due_at": now + timedelta(days=20),
    }  # fmt: skip
    return Objection.objects.create(**{**given, **facts})


def test_somebody_objects_by_keyboard_alone(desk: standing_rows.Desk, site: str, browser: Any) -> None:
    page = browser.new_page()
    errors = listened(page)
    page.goto(site + desk.path)
    page.locator("p.object a").focus()
    enter(page)
    assert page.locator("#page").input_value() == desk.path
    tab_to_named(page, "Your name")
    page.keyboard.type("Marit Eidsvåg")
    tab_to_named(page, "Send it")
    enter(page)
    page.wait_for_selector("[role=alert]:focus")  # who cannot see it is led to what is wrong
    errors += examine(page)
    page.locator("#kind").focus()
    page.keyboard.type("Take")
    type_in(page, "What is wrong", "It is not true.")
    tab_to_named(page, "Send it")
    enter(page)
    page.wait_for_selector("dl.told")
    made = Objection.objects.get()
    assert (made.kind, made.story, made.said) == ("removal", desk.story, "It is not true.")
    assert f"{site.partition('://')[2]}" not in made.page and "Europe/Oslo" in page.locator("dl.told").inner_text()
    errors += examine(page)
    assert errors == []


def test_without_scripts_it_works_after_some_seconds(desk: standing_rows.Desk, site: str, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/objections/?page={desk.path}")
    page.get_by_label("What you ask for").select_option("correction")
    page.get_by_label("Your name").fill("Marit")
    page.get_by_label("What is wrong").fill("Three boats.")
    page.get_by_role("button", name="Send it").click()
    assert "very quick" in page.get_by_role("alert").inner_text()
    page.wait_for_timeout(5000)
    page.get_by_role("button", name="Send it").click()
    page.wait_for_selector("dl.told")
    assert Objection.objects.get().said == "Three boats."


def test_a_chief_editor_answers_and_an_administrator_erases_by_keyboard_alone(desk: standing_rows.Desk, site: str, browser: Any) -> None:
    standing_rows.second(desk)
    made = objection(desk)
    page, errors = opened(browser, site, "administrator")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.goto(f"{site}/desk/barents/")
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("j")
    page.keyboard.press("j")
    enter(page)
    tab_to(page, "[aria-label^='Erase the copy of Skipper']")
    enter(page)
    tab_to(page, "button.bad")
    enter(page)
    assert page.locator("#ground-wrong").is_visible() and page.locator("#sure-wrong").is_visible()
    tab_to(page, "#ground")
    page.keyboard.type("Art. 17 GDPR")
    tab_to(page, "#sure")
    page.keyboard.press("Space")
    tab_to(page, "button.bad")
    enter(page)
    assert len(asked) == 2 and "for good" in asked[0]
    assert "It is erased" in page.locator("#messages").inner_text()
    assert (Erasure.objects.get().objection, Notice.objects.get().kind) == (made, "correct")
    press_rows.print_all(datetime.now(UTC))
    desk.story.refresh_from_db()
    assert not desk.named_on() - {f"/story/{desk.story.pk}-story/"}
    tab_to(page, "#outcome")
    page.keyboard.type("Granted in")
    tab_to(page, "#answer")
    page.keyboard.type("It is erased.")
    page.keyboard.press("Tab")
    enter(page)
    made.refresh_from_db()
    assert (made.standing, made.answer) == ("partly", "It is erased.")
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_public_page_has_a_barrier(desk: standing_rows.Desk, site: str, browser: Any, scheme: str) -> None:
    late, done = objection(desk, due_at=datetime(2025, 1, 1, tzinfo=UTC)), objection(desk, standing="granted", answer="Done.")
    Objection.objects.filter(pk=done.pk).update(answered_at=datetime.now(UTC), answered_by="Ada Berg")
    page = browser.new_page(color_scheme=scheme)
    errors = listened(page)
    for path in (f"/objections/?page={desk.path}", objecting.receipt(late), objecting.receipt(done), desk.path):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(site + path)
        errors += examine(page)
    assert errors == []
