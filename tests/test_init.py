"""Does `wirecopy init` make the first administrator, and let back in who lost everything?"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import User

from wirecopy import running
from wirecopy.accounts.models import Deed, Role
from wirecopy.accounts.roles import role_at
from wirecopy.cli import main
from wirecopy.press.models import Edition

pytestmark = pytest.mark.django_db(transaction=True)
KARI = ("init", "--email", "Kari@desk.example", "--name", "Kari Nord")


@pytest.fixture(autouse=True)
def _quick(settings: Any, data: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def run(*words: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(main, [*words], input=typed)
    return done.exit_code, done.output


def test_it_makes_an_administrator_and_prints_a_made_up_password_once() -> None:
    code, said = run(*KARI, "--edition")
    assert code == 0, said
    password = re.search(r"with the password  (\S+)", said)[1]
    user = User.objects.get()
    assert user.email == "Kari@desk.example" and user.check_password(password) and role_at(user, None) == "administrator"
    assert Edition.objects.get().slug == "wire" and Deed.objects.get().by == "wirecopy init"


def test_it_takes_a_password_from_stdin_and_says_it_to_nobody() -> None:
    code, said = run(*KARI, "--stdin", typed="a long enough word\n")
    assert code == 0 and "a long enough word" not in said and User.objects.get().check_password("a long enough word")
    assert not Edition.objects.exists()


def test_it_refuses_where_there_is_one_and_adds_another_with_again() -> None:
    assert run(*KARI)[0] == 0
    other = ("--email", "ola@desk.example", "--name", "Ola")
    code, said = run("init", *other)
    assert code == 1 and "--again" in said and User.objects.count() == 1
    assert run("init", "--again", *other)[0] == 0 and Role.objects.filter(edition=None).count() == 2


def test_who_lost_everything_comes_back_with_again() -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    run(*KARI)
    user = User.objects.get()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    User.objects.filter(pk=user.pk).update(is_active=False)
    code, said = run("init", "--again", "--email", "kari@desk.example", "--stdin", typed="quite another word\n")
    user.refresh_from_db()
    assert code == 0 and user.check_password("quite another word") and user.is_active and not user.authenticator_set.exists(), said


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (("--email", "nothing", "--name", "K"), "", "@"),
        (("--name", "K"), "", "--email"),
        (("--email", "k@desk.example"), "", "--name"),
        (("--email", "k@desk.example", "--name", "K", "--stdin"), "", "no password"),
        (("--email", "k@desk.example", "--name", "K", "--stdin"), "short\n", "too short"),
    ],
)
def test_what_cannot_be_is_said_and_makes_nothing(words: tuple[str, ...], typed: str, says: str) -> None:
    code, said = run("init", *words, typed=typed)
    assert code == 1 and says in said and not User.objects.exists()


def test_the_demos_editor_has_a_password_of_the_data_folder_alone_that_stands_nowhere(settings: Any, data: Any) -> None:
    now = datetime.now(UTC)
    said = running.demo_editor(now)
    password = said.rpartition(" ")[2]
    user = User.objects.get(email="editor@desk.example")
    assert user.check_password(password) and role_at(user, None) == "administrator" and running.demo_editor(now) == said
    assert not any(password in file.read_text(errors="replace") for file in data.rglob("*") if file.is_file())
    settings.DATA = data / "other"
    assert not User.objects.get().check_password("x") and password not in running.demo_editor(now), "another folder, the same password"
