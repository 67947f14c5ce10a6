"""Does a person get in, by keyboard alone: with a password, the code of an app, a passkey? Debian's Chromium, with a made-up key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from browsing import listened, tab_to
from newsroom_rows import PASSWORD, app_code, edition, person

from wirecopy.accounts.models import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Visitor:
    """A page, and what it complains of."""

    def __init__(self, browser: Any, server: Any) -> None:
        self.page = browser.new_page(viewport={"width": 1280, "height": 900})
        self.base = server.url.replace("127.0.0.1", "localhost")  # a passkey needs a name
        self.errors = listened(self.page)

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def type(self, **fields: str) -> None:
        """Into fields by id, reached by Tab."""
        for field, text in fields.items():
            tab_to(self.page, f"#id_{field}")
            self.page.keyboard.type(text)

    def press(self, what: str) -> None:
        tab_to(self.page, what)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def barriers(self) -> list[str]:
        from axe_playwright_python.sync_playwright import Axe

        return [f"{found['id']}: {found['nodes'][0]['html'][:160]}" for found in Axe().run(self.page).response["violations"]]

    def sign_in(self, address: str, password: str = PASSWORD) -> None:
        self.go("/desk/account/login/?next=/desk/account/")
        self.type(login=address, password=password)
        self.press("form.fields button.first")


@pytest.fixture
def visitor(browser: Any, live_server: Any, settings: Any, data: Any) -> Iterator[Visitor]:
    found = Visitor(browser, live_server)
    yield found
    found.page.close()
    assert found.errors == [], "a page complains, or its policy stopped something"


def test_a_code_of_an_app_is_set_up_and_asked_for(visitor: Visitor) -> None:
    user = person("chief", edition(), "Kari")
    visitor.sign_in(user.email)
    assert visitor.path() == "/desk/account/" and visitor.barriers() == []
    visitor.press("a[href='/desk/account/2fa/totp/activate/']")
    assert visitor.page.locator("h1").inner_text() == "Is it you?" and visitor.barriers() == []
    visitor.type(password=PASSWORD)
    visitor.press("form.fields button.first")
    assert visitor.page.locator(".qr img").evaluate("image => image.complete && image.naturalWidth > 50"), "the policy hides the QR code"
    assert visitor.barriers() == []
    key = visitor.page.locator("#authenticator_secret").input_value()
    visitor.type(code=app_code(key))
    visitor.press("form.fields button.first")
    assert len(visitor.page.locator("#recovery_codes").input_value().split()) == 10 and visitor.barriers() == []
    recovery = visitor.page.locator("#recovery_codes").input_value().split()[0]
    visitor.page.context.clear_cookies()
    visitor.sign_in(user.email)
    assert visitor.path() == "/desk/account/2fa/authenticate/" and visitor.barriers() == []
    visitor.type(code="000000")
    visitor.press("form.fields button.first")
    assert visitor.page.locator("[role=alert]").is_visible() and visitor.barriers() == []
    tab_to(visitor.page, "#id_code")
    visitor.page.keyboard.press("Control+a")
    visitor.type(code=recovery)
    visitor.press("form.fields button.first")
    assert visitor.path() == "/desk/account/"
    rows = list(SignIn.objects.filter(user=user).order_by("pk").values_list("what", "how"))
    assert rows == [("in", "password"), ("failed", "code"), ("second", "recovery code"), ("in", "password, recovery code")]


def test_a_passkey_is_added_and_signs_in_alone_and_after_the_password(visitor: Visitor) -> None:
    tools = visitor.page.context.new_cdp_session(visitor.page)
    tools.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "automaticPresenceSimulation": True}})
    user = person("editor", edition(), "Ola")
    visitor.sign_in(user.email)
    visitor.press("a[href='/desk/account/2fa/webauthn/']")
    assert visitor.barriers() == []
    visitor.press("a[href='/desk/account/2fa/webauthn/add/']")
    visitor.type(password=PASSWORD)
    visitor.press("form.fields button.first")
    assert visitor.path() == "/desk/account/2fa/webauthn/add/" and visitor.barriers() == []
    tab_to(visitor.page, "#id_passwordless")
    visitor.page.keyboard.press("Space")
    visitor.press("#mfa_webauthn_add")
    assert user.authenticator_set.filter(type="webauthn").count() == 1, visitor.page.content()
    visitor.page.context.clear_cookies()
    visitor.go("/desk/account/login/?next=/desk/account/")
    assert visitor.barriers() == []
    visitor.press("#passkey_login")
    visitor.page.wait_for_url("**/desk/account/")
    visitor.page.context.clear_cookies()
    visitor.sign_in(user.email)
    assert visitor.path() == "/desk/account/2fa/authenticate/"
    visitor.press("#mfa_webauthn_authenticate")
    visitor.page.wait_for_url("**/desk/account/")
    rows = list(SignIn.objects.filter(user=user).order_by("pk").values_list("what", "how"))
    assert rows == [("in", "password"), ("in", "passkey"), ("second", "passkey"), ("in", "password, passkey")]


def test_an_invitation_is_taken_up_by_keyboard_and_no_page_of_an_account_holds_a_barrier(visitor: Visitor) -> None:
    edition(host="localhost")
    visitor.sign_in(person("administrator", None, "Kari").email)
    visitor.go("/desk/barents/people/invite/")
    tab_to(visitor.page, "#address")
    visitor.page.keyboard.type("eva@desk.example")
    visitor.press("button.first")
    said = visitor.page.locator(".said").inner_text()
    assert "No relay is set" in said
    visitor.page.context.clear_cookies()
    visitor.go(urlsplit(said.rpartition(" ")[2]).path)
    assert visitor.barriers() == []
    tab_to(visitor.page, "#name")
    visitor.page.keyboard.type("Eva Berg")
    tab_to(visitor.page, "#password")
    visitor.page.keyboard.type("four words nobody guesses")
    visitor.press("button.first")
    assert visitor.path() == "/desk/barents/"
    visitor.go("/desk/account/sessions/")
    assert visitor.barriers() == []
    visitor.page.set_viewport_size({"width": 390, "height": 800})
    for path in ("", "login/", "password/reset/", "password/change/", "email/", "2fa/", "sessions/"):
        visitor.go(f"/desk/account/{path}")
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert visitor.barriers() == [], path
