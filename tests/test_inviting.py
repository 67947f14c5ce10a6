"""Can only who was invited come in, once and in time, and does nobody rise above who invited or changed them?"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from newsroom_rows import PASSWORD, edition, editor, person, signed_in

from wirecopy.accounts import inviting, staff
from wirecopy.accounts.models import Deed, Invitation, Role, SignIn
from wirecopy.accounts.roles import role_at
from wirecopy.mail.addresses import address
from wirecopy.mail.models import Post

pytestmark = pytest.mark.django_db
TO = "eva@desk.example"
GOOD = {"name": "Eva Berg", "password": "four words nobody guesses"}


@pytest.fixture(autouse=True)
def _quick(settings: Any, data: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ("smtp://mx.example",)}


def invited(role: str = "editor", at: Any = None, **facts: Any) -> tuple[Invitation, str]:
    row, secret = inviting.invite(at or edition(), role, address(TO), "Kari", datetime.now(UTC))
    Invitation.objects.filter(pk=row.pk).update(**facts)
    return row, f"/desk/join/{secret}/"


def now() -> datetime:
    return datetime.now(UTC)


def test_an_invitation_brings_a_letter_and_the_letter_an_account_with_the_role() -> None:
    _, chief = editor(edition(), "chief", "Kari")
    answer = chief.post("/desk/barents/people/invite/", {"address": TO, "role": "editor"})
    assert (answer.status_code, answer["Location"]) == (303, "/desk/barents/people/")
    post, row = Post.objects.get(), Invitation.objects.get()
    assert post.address == TO and "Kari invites you" in post.text and "/desk/join/" not in chief.get(answer["Location"]).content.decode()
    link = re.search(r"https://barents\.example(/desk/join/\S+)", post.text)[1]
    assert link.split("/")[3] not in str(Invitation.objects.values().get()), "the secret of the link is kept"
    stranger = Client()
    assert TO in stranger.get(link).content.decode()
    assert stranger.post(link, GOOD)["Location"] == "/desk/"
    user = User.objects.get(email=TO)
    assert (role_at(user, edition()), role_at(user, None), user.check_password(GOOD["password"])) == ("editor", None, True)
    assert stranger.get("/desk/barents/").status_code == 200
    lines = list(Deed.objects.order_by("pk").values_list("by", "verb", "which"))
    assert lines == [("Kari", "invite", row.pk), ("Eva Berg", "join", row.pk)]
    assert TO not in str(list(Deed.objects.values())), "an address in a log that cannot be changed"
    assert SignIn.objects.get().how == "invitation"


def test_where_no_relay_is_set_the_link_is_shown_once(settings: Any) -> None:
    settings.WIRECOPY = {**settings.WIRECOPY, "MAIL_RELAYS": ()}
    _, chief = editor(edition(), "chief")
    page = chief.post("/desk/barents/people/invite/", {"address": TO, "role": "editor"}, follow=True).content.decode()
    link = re.search(r"https://barents\.example(/desk/join/[\w-]+/)", page)[1]
    assert Client().get(link).status_code == 200 and not Post.objects.exists()
    assert link not in chief.get("/desk/barents/people/").content.decode()


@pytest.mark.parametrize(
    ("facts", "status", "said"),
    [
        ({"used_at": datetime(2026, 1, 1, tzinfo=UTC)}, 410, "was used"),
        ({"withdrawn_at": datetime(2026, 1, 1, tzinfo=UTC)}, 410, "was withdrawn"),
        ({"expires_at": datetime(2026, 1, 1, tzinfo=UTC)}, 410, "held for seven days"),
    ],
)
def test_a_link_that_holds_no_more_says_why(facts: dict[str, Any], status: int, said: str) -> None:
    _, link = invited(**facts)
    for answer in (Client().get(link), Client().post(link, GOOD)):
        assert answer.status_code == status and said in answer.content.decode()
    assert not User.objects.exists()


def test_a_link_works_once_and_wrong_ones_are_few() -> None:
    _, link = invited()
    assert Client().post(link, GOOD).status_code == 302
    assert Client().post(link, {**GOOD, "name": "Another"}).status_code == 410
    statuses = [Client().get(f"/desk/join/wrong-{n}/").status_code for n in range(31)]
    assert statuses == [404] * 30 + [429] and User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_use_it_at_once_make_one_account() -> None:
    row, _ = invited()

    def use(name: str) -> bool:
        try:
            return inviting.take_up(row, name, GOOD["password"], now()) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(use, ("Eva", "Eve"))) == [False, True]
    assert User.objects.count() == 1 and Role.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 61), ("name", "a\u202eb"), ("name", "KARI"), ("password", "short")]
)
def test_what_was_typed_wrongly_is_said_at_its_field_and_kept(field: str, value: str) -> None:
    person("chief", edition(), "Kari")
    _, link = invited()
    answer = Client().post(link, {**GOOD, field: value})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'id="{field}-wrong"' in page and 'aria-invalid="true"' in page
    assert User.objects.count() == 1 and GOOD["password"] not in page


def test_who_has_an_account_takes_the_role_with_it_and_nobody_else_does() -> None:
    eva = User.objects.create_user("eva", TO, PASSWORD, first_name="Eva")
    row, link = invited("chief")
    assert "There is an account" in Client().get(link).content.decode()
    other = signed_in(person("editor", edition()))
    assert other.post(link).status_code == 200 and Invitation.objects.get().used_at is None
    assert signed_in(eva).post(link)["Location"] == "/desk/"
    assert role_at(eva, edition()) == "chief" and User.objects.count() == 2
    assert inviting.state(Invitation.objects.get(pk=row.pk), now()) == "used"


def test_an_invitation_never_lowers_a_role() -> None:
    eva = person("chief", edition(), "Eva")
    staff.give(eva, edition(), "reader", "Kari", now())
    assert role_at(eva, edition()) == "chief"


def test_nobody_invites_above_themselves() -> None:
    at = edition()
    for role, wanted, everywhere, status in (
        ("chief", "administrator", "", 403),
        ("chief", "chief", "", 303),
        ("chief", "king", "", 403),
        ("chief", "administrator", "yes", 403),
        ("administrator", "administrator", "yes", 403),
        ("administrator", "administrator", "", 303),
    ):
        _, client = editor(at, role)
        asked = {"address": TO, "role": wanted, "everywhere": everywhere}
        assert client.post("/desk/barents/people/invite/", asked).status_code == status, (role, wanted, everywhere)
    boss = signed_in(person("administrator"))
    assert boss.post("/desk/barents/people/invite/", {"address": TO, "role": "administrator", "everywhere": "yes"}).status_code == 303
    assert Invitation.objects.order_by("-pk")[0].edition is None


def test_an_invitation_is_withdrawn() -> None:
    row, link = invited()
    _, chief = editor(edition(), "chief")
    path = f"/desk/barents/people/invitations/{row.pk}/withdraw/"
    assert chief.post(path).status_code == 303 and Client().get(link).status_code == 410
    assert chief.post(path).status_code == 409


def test_a_new_invitation_takes_the_place_of_the_old_one() -> None:
    _, old = invited()
    _, new = invited()
    assert (Client().get(old).status_code, Client().get(new).status_code) == (410, 200)


def test_nobody_changes_who_is_above_them_or_raises_themselves() -> None:
    at = edition()
    (ola, _), (kari, chief), (boss, high) = editor(at), editor(at, "chief"), editor(at, "administrator")
    everywhere = person("administrator")

    def change(client: Client, who: User, role: str) -> int:
        return client.post(f"/desk/barents/people/{who.pk}/role/", {"role": role}).status_code

    assert change(chief, ola, "chief") == 303 and role_at(ola, at) == "chief"
    assert change(chief, ola, "administrator") == 403 and change(chief, ola, "nonsense") == 403
    assert change(chief, boss, "reader") == 403 and change(chief, kari, "administrator") == 403
    assert change(high, boss, "administrator") == 403, "nobody raises themselves"
    assert change(high, everywhere, "reader") == 403 and role_at(everywhere, at) == "administrator"
    assert chief.post(f"/desk/barents/people/{boss.pk}/away/").status_code == 403
    assert chief.post(f"/desk/barents/people/{everywhere.pk}/away/").status_code == 403
    assert change(chief, kari, "editor") == 303 and role_at(kari, at) == "editor", "down is open to everybody"
    assert chief.get("/desk/barents/people/").status_code == 403
    assert high.post(f"/desk/barents/people/{ola.pk}/away/").status_code == 303 and role_at(ola, at) is None
    assert list(Deed.objects.filter(verb="take role").values_list("said", flat=True)) == [{"before": "chief"}]


def test_the_last_administrator_stays() -> None:
    edition()
    first = person("administrator")
    client = signed_in(first)
    assert client.post(f"/desk/barents/people/{first.pk}/away/").status_code == 403
    second = person("administrator")
    assert client.post(f"/desk/barents/people/{second.pk}/away/").status_code == 303
    person("administrator")
    assert client.post(f"/desk/barents/people/{first.pk}/away/").status_code == 303 and role_at(first, None) is None
    assert not User.objects.get(pk=first.pk).is_superuser


def test_an_administrator_ends_sessions_and_takes_a_lost_second_factor_off() -> None:
    from allauth.mfa.totp.internal.auth import TOTP

    at, boss = edition(), signed_in(person("administrator"))
    ola, client = editor(at)
    TOTP.activate(ola, "JBSWY3DPEHPK3PXP")
    assert client.get("/desk/barents/").status_code == 200
    assert "codes of an app" in boss.get(f"/desk/barents/people/{ola.pk}/").content.decode()
    assert boss.post(f"/desk/barents/people/{ola.pk}/second/").status_code == 303
    assert not ola.authenticator_set.exists() and client.get("/desk/barents/").status_code == 302
    _, local = editor(at, "administrator")
    elsewhere = person("editor", at)
    Role.objects.create(user=elsewhere, edition=edition("coast"), role="editor", given_by="x", given_at=now())
    assert local.post(f"/desk/barents/people/{elsewhere.pk}/end-sessions/").status_code == 403


def test_an_invitation_holds_seven_days() -> None:
    row, _ = invited()
    assert row.expires_at - row.invited_at == timedelta(days=7)
    assert [inviting.state(row, row.invited_at + timedelta(days=days)) for days in (6, 7)] == ["open", "expired"]
