"""Can an editor log in to the tables, also behind a server that speaks TLS for us?"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from wirecopy.models import Outlet, Stumble

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(data) -> Client:
    User.objects.create_superuser("ada", "ada@harbour.example", password="a long enough word")
    behind = {"HTTP_HOST": "harbour.example", "HTTP_X_FORWARDED_PROTO": "https", "HTTP_ORIGIN": "https://harbour.example"}
    client = Client(enforce_csrf_checks=True, **behind)
    page = client.get("/desk/account/login/")
    given = {"login": "ada@harbour.example", "password": "a long enough word", "csrfmiddlewaretoken": page.context["csrf_token"]}
    answer = client.post("/desk/account/login/", given, HTTP_REFERER="https://harbour.example/desk/account/login/")
    assert answer.status_code == 302
    return client


@pytest.mark.parametrize("table", ["outlet", "feed", "copy", "passage", "stumble", "edition", "section", "chore"])
def test_every_table_of_the_admin_opens(editor: Client, table: str):
    assert editor.get(f"/desk/admin/wirecopy/{table}/").status_code == 200


def test_what_the_road_wrote_cannot_be_changed(editor: Client):
    assert editor.get("/desk/admin/wirecopy/stumble/add/").status_code == 403
    assert not Stumble.objects.exists()


def test_a_stranger_sees_no_table(client: Client):
    answer = client.get("/desk/admin/wirecopy/outlet/")
    assert answer.status_code == 302 and "/login/" in answer["Location"]
    assert not Outlet.objects.exists()


def test_no_table_shows_what_a_second_factor_is_made_of(editor: Client):
    assert editor.get("/desk/admin/").status_code == 200
    for table in ("mfa/authenticator", "usersessions/usersession"):
        assert editor.get(f"/desk/admin/{table}/").status_code == 404
