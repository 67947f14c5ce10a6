"""Who comes in, how often may they guess, and what is kept of it? With the real forms, through Django's test client."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings
from newsroom_rows import PASSWORD, app_code, edition, person, signed_in

from wirecopy.accounts import signing_in
from wirecopy.accounts.models import SignIn
from wirecopy.mail.models import Knock, Post
from wirecopy.press.headers import HSTS

pytestmark = pytest.mark.django_db
LOGIN = "/desk/account/login/"


@pytest.fixture(autouse=True)
def _quick(settings: Any, data: Any) -> None:
    """Hashes that cost nothing, and a relay, so that letters wait."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.EMAIL_BACKEND = "wirecopy.mail.posting.Backend"
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ("smtp://mx.example",)}


@pytest.fixture
def kari() -> User:
    edition()
    user = person("editor", edition(), "Kari")
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client: Client, address: str, password: str = PASSWORD, network: str = "192.0.2.7", **more: Any) -> Any:
    return client.post(LOGIN, {"login": address, "password": password}, REMOTE_ADDR=network, HTTP_USER_AGENT="Lynx/2.9", **more)


def whats(user: User | None = None) -> list[str]:
    return list((SignIn.objects.filter(user=user) if user else SignIn.objects).order_by("pk").values_list("what", flat=True))


def test_who_signs_in_and_out_is_written_down_with_network_and_browser(kari: User, client: Client) -> None:
    answer = enter(client, " KARI@desk.example ")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    row = SignIn.objects.get()
    assert (row.user, row.what, row.how, row.network, row.browser) == (kari, "in", "password", "192.0.2.0/24", "Lynx/2.9")
    client.post("/desk/account/logout/")
    assert whats(kari) == ["in", "out"]
    page = signed_in(kari).get("/desk/account/").content.decode()
    assert "192.0.2.0/24" in page and "Lynx/2.9" in page and "signed out" in page and "editor" in page


def test_the_same_is_said_of_a_wrong_password_and_of_an_unknown_address(kari: User, client: Client) -> None:
    def said(address: str) -> tuple[int, str]:
        answer = enter(client, address, "not the word")
        text = re.sub(r'value="[^"]*"', "", answer.content.decode())
        return answer.status_code, text.replace(address, "")

    assert said(kari.email) == said("nobody@desk.example")
    assert list(SignIn.objects.order_by("pk").values_list("user", "what")) == [(kari.pk, "failed"), (None, "failed")]
    for _ in range(7):
        known, unknown = said(kari.email), said("nobody@desk.example")
        assert known == unknown
    assert "too many tries" in known[1]


def test_guessing_locks_an_account_also_for_the_right_password_and_from_elsewhere(kari: User) -> None:
    for n in range(6):
        assert enter(Client(), kari.email, f"guess {n}", f"198.51.{n}.1").status_code == 200
    assert whats(kari) == ["failed"] * 6 + ["locked"]
    answer = enter(Client(), kari.email, network="203.0.113.9")
    assert answer.status_code == 200 and b"too many tries" in answer.content
    assert whats(kari) == ["failed"] * 6 + ["locked"], "what is refused unseen is no failure"
    assert enter(Client(), "ola@desk.example", "x").status_code == 200, "others are asked as ever"


def test_the_lock_grows_with_the_guessing(kari: User) -> None:
    """Six tries an hour at first; who goes on waits for hours, then for a day."""
    request: Any = Client().get(LOGIN).wsgi_request
    start, tries = datetime(2026, 11, 25, 8, 5, tzinfo=UTC), []
    for hour in range(48):
        now = start + timedelta(hours=hour)
        count = 0
        while not signing_in.locked("password", kari.email, request, now):
            signing_in.failed("password", kari.email, request, kari, now)
            count += 1
        tries.append(count)
    assert tries[:2] == [6, 6] and sum(tries[:6]) == 12 and sum(tries[:24]) == 20 and sum(tries) <= 40


def test_a_network_that_guesses_at_many_accounts_is_locked_and_the_others_are_not(kari: User) -> None:
    for n in range(30):
        enter(Client(), f"a{n}@desk.example", "x", "192.0.2.1")
    assert b"too many tries" in enter(Client(), kari.email, network="192.0.2.250").content
    assert enter(Client(), kari.email, network="198.51.100.1").status_code == 302


def test_the_reset_letter_opens_a_locked_account(kari: User, client: Client) -> None:
    for n in range(31):
        enter(client, kari.email if n < 6 else f"a{n}@desk.example", f"guess {n}")
    assert b"too many tries" in enter(client, kari.email).content
    pages = [client.post("/desk/account/password/reset/", {"email": to}, follow=True).content for to in (kari.email, "no@desk.example")]
    assert re.sub(rb'value="[^"]*"', b"", pages[0]) == re.sub(rb'value="[^"]*"', b"", pages[1])
    post = Post.objects.get()
    assert post.address == kari.email and post.subject.endswith("A new password for the desk")
    link = re.search(r"http://testserver(\S+)", post.text)[1]
    form = client.get(link, follow=True)
    new = "another long word"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert done.status_code == 302 and client.get("/desk/account/").status_code == 200, "the letter opens, whatever its network did"
    assert enter(Client(), kari.email, new, "203.0.113.9").status_code == 302
    assert Client().get(link, follow=True).context["token_fail"], "a link works once"
    assert whats(kari)[-2:] == ["in", "in"] and SignIn.objects.filter(user=kari, how="reset letter").count() == 1


def test_reset_letters_are_few(kari: User, client: Client) -> None:
    for _ in range(4):
        client.post("/desk/account/password/reset/", {"email": kari.email})
    assert Post.objects.count() == 2


def test_nobody_signs_up(client: Client) -> None:
    given = {"email": "new@desk.example", "password1": PASSWORD, "password2": PASSWORD}
    assert b"There is no sign-up" in client.post("/desk/account/signup/", given).content
    assert not User.objects.exists()


def test_a_changed_password_is_told_by_letter(kari: User) -> None:
    given = {"oldpassword": PASSWORD, "password1": "quite another word", "password2": "quite another word"}
    assert signed_in(kari, HTTP_USER_AGENT="Lynx").post("/desk/account/password/change/", given).status_code == 302
    post = Post.objects.get()
    assert post.address == kari.email and "password" in post.text and "127.0.0.0" in post.text and "127.0.0.1" not in post.text


def test_sessions_are_listed_and_ended_one_by_one_and_nobody_ends_anothers(kari: User) -> None:
    here, there, other = signed_in(kari), signed_in(kari, HTTP_USER_AGENT="Phone"), signed_in(person("editor", edition(), "Ola"))
    for client in (here, there, other):
        assert client.get("/desk/account/").status_code == 200
    page = here.get("/desk/account/sessions/").content.decode()
    ends = re.findall(r'action="(/desk/account/sessions/\d+/end/)"', page)
    assert len(ends) == 1 and "Phone" in page
    assert other.post(ends[0]).status_code == 302 and there.get("/desk/account/").status_code == 200
    assert here.get(ends[0]).status_code == 405
    assert here.post(ends[0]).status_code == 302 and there.get("/desk/account/").status_code == 302
    assert here.get("/desk/account/").status_code == 200


def test_cookies_are_bound_to_the_host_on_https_and_plain_on_http(kari: User) -> None:
    plain, safe = Client(), Client(HTTP_X_FORWARDED_PROTO="https")
    enter(plain, kari.email)
    page = safe.get(LOGIN)
    assert set(page.cookies) == {"__Host-csrftoken"}
    enter(safe, kari.email)
    assert {"sessionid"} <= set(plain.cookies) and not any(name.startswith("__") for name in plain.cookies)
    assert "__Host-sessionid" in safe.cookies and "sessionid" not in safe.cookies
    for client, name in ((plain, "sessionid"), (safe, "__Host-sessionid")):
        cookie = client.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"] and cookie["path"] == "/"
        assert bool(cookie["secure"]) is (client is safe)
        assert client.get("/desk/account/").status_code == 200
    stranger = Client(HTTP_X_FORWARDED_PROTO="https")
    stranger.cookies["sessionid"] = safe.cookies["__Host-sessionid"].value
    assert stranger.get("/desk/account/").status_code == 302, "a bare cookie was believed on https"
    before = safe.cookies["__Host-sessionid"].value
    out = safe.post("/desk/account/logout/")
    assert out.cookies["__Host-sessionid"].value != before and safe.get("/desk/account/").status_code == 302


def test_what_django_answers_on_https_is_only_ever_asked_for_by_https(client: Client) -> None:
    assert client.get(LOGIN, HTTP_X_FORWARDED_PROTO="https")[HSTS[0]] == HSTS[1]
    assert HSTS[0] not in client.get(LOGIN)


def test_no_deed_of_an_account_is_done_without_its_token(kari: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(kari)
    for path in ("login/", "logout/", "password/change/", "password/reset/", "sessions/", "sessions/1/end/", "2fa/totp/activate/"):
        assert client.post(f"/desk/account/{path}").status_code == 403, path


def test_wrong_codes_lock_too_and_the_right_one_then_waits(kari: User) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(kari, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(kari)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client = Client()
    assert enter(client, kari.email)["Location"] == "/desk/account/2fa/authenticate/"
    for _ in range(6):
        client.post("/desk/account/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR="192.0.2.7")
    assert b"too many tries" in client.post("/desk/account/2fa/authenticate/", {"code": code}, REMOTE_ADDR="192.0.2.7").content
    assert whats(kari) == ["failed"] * 6 + ["locked"] and client.get("/desk/account/").status_code == 302
    Knock.objects.all().delete()
    assert client.post("/desk/account/2fa/authenticate/", {"code": code}, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert whats(kari)[-2:] == ["second", "in"] and SignIn.objects.order_by("-pk")[0].how == "password, recovery code"


def test_the_secrets_of_second_factors_are_sealed_in_the_database(kari: User) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    key = "JBSWY3DPEHPK3PXP"
    TOTP.activate(kari, key)
    RecoveryCodes.activate(kari)
    [app, recovery] = Authenticator.objects.order_by("-type")
    codes = recovery.wrap().get_unused_codes()
    held = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert key not in held and not any(code in held for code in codes)
    code = app_code(key)
    with override_settings(SECRET_KEY="of another installation"):
        assert not app.wrap().validate_code(code) and not recovery.wrap().validate_code(codes[0])
    assert app.wrap().validate_code(code) and recovery.wrap().validate_code(codes[0])


def test_a_code_holds_over_the_turn_of_its_thirty_seconds_and_opens_once(kari: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    monkeypatch.setattr("time.time", lambda: 1_795_000_000.0)
    key = "JBSWY3DPEHPK3PXP"
    app = TOTP.activate(kari, key)
    opened = {steps: app.validate_code(app_code(key, steps)) for steps in (-2, -1, 0, 1, 2)}
    assert opened == {-2: False, -1: True, 0: True, 1: True, 2: False}
    assert not any(app.validate_code(app_code(key, steps)) for steps in (-1, 0, 1))


def test_rows_of_sign_ins_go_after_180_days(kari: User) -> None:
    now = datetime(2026, 11, 25, tzinfo=UTC)
    for days in (179, 181):
        SignIn.objects.create(user=kari, what="in", at=now - timedelta(days=days))
    assert signing_in.forget_sign_ins(now).startswith("1 sign-ins")
    assert SignIn.objects.count() == 1


def test_a_log_line_names_nobody(kari: User, caplog: pytest.LogCaptureFixture) -> None:
    for n in range(7):
        enter(Client(), kari.email, f"guess {n}")
    assert "locked for a while" in caplog.text and "kari" not in caplog.text.lower()
