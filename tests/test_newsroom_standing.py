"""Can editors hold, kill, correct, advise, lift and embargo a story by a form, each as their role lets them?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import newsroom_rows
import pytest
import standing_rows
from django.contrib.auth.models import User
from django.test import Client
from standing_rows import Desk

from wirecopy.accounts.models import Deed
from wirecopy.desk.models import Notice
from wirecopy.press.models import Edition
from wirecopy.wire.models import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(data: Path) -> Desk:
    return standing_rows.desk()


def chief(desk: Desk, role: str = "chief") -> Client:
    """The browser of Ada, who has this role: the same one each time."""
    user = User.objects.filter(first_name="Ada", roles__role=role).first() or newsroom_rows.person(role, desk.edition)
    User.objects.filter(pk=user.pk).update(first_name="Ada")
    return newsroom_rows.signed_in(user, desk.edition.host)


def at(desk: Desk, kind: str) -> str:
    return f"/desk/barents/story/{desk.story.pk}/{kind}/"


def say(client: Client, desk: Desk, kind: str, **facts: str) -> int:
    newest = Notice.objects.order_by("-pk").values_list("pk", flat=True).first()
    given = {"why": "a reader wrote", "public": "We were wrong.", "seen": str(newest or ""), **facts}
    return client.post(at(desk, kind), given).status_code


@pytest.mark.parametrize("kind", ["hold", "kill", "correct", "advise", "embargo"])
def test_a_word_is_written_down_with_who_why_and_a_line_in_the_log(desk: Desk, kind: str) -> None:
    facts = {"until": "2099-01-01T12:00"} if kind == "embargo" else {}
    assert say(chief(desk), desk, kind, **facts, note="ask the harbour master") == 303
    notice = Notice.objects.get()
    assert (notice.kind, notice.by, notice.why, notice.note) == (kind, "Ada", "a reader wrote", "ask the harbour master")
    assert notice.public == ("We were wrong." if kind in ("kill", "correct") else "")
    assert Deed.objects.get().said["notice"] == notice.pk and Deed.objects.get().verb == kind
    assert Change.objects.filter(what="story", which=desk.story.pk, priority=0).exists()


def test_an_embargo_is_given_by_the_clock_of_the_edition(desk: Desk) -> None:
    say(chief(desk), desk, "embargo", until="2099-07-01T12:00")
    assert Notice.objects.get().until_at == datetime(2099, 7, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "facts", "said"),
    [
        ("kill", {"public": ""}, "public"),
        ("kill", {"why": " "}, "why"),
        ("correct", {"public": "An earlier version said that …. In fact …."}, "what was wrong"),
        ("embargo", {"until": "2001-01-01T12:00"}, "has passed"),
        ("embargo", {"until": "soon"}, "day and a time"),
        ("hold", {"copy": "999999"}, "copy"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(desk: Desk, kind: str, facts: dict[str, str], said: str) -> None:
    answer = chief(desk).post(at(desk, kind), {"why": "a reader wrote", "public": "We were wrong.", "note": "keep me", **facts})
    text = answer.content.decode()
    assert answer.status_code == 422 and said in text and 'role="alert"' in text and 'aria-invalid="true"' in text and "keep me" in text
    assert not Notice.objects.exists() and not Deed.objects.exists()


@pytest.mark.parametrize(("role", "kind", "status"), [
    ("reader", "hold", 403), ("reader", "kill", 403), ("editor", "kill", 403), ("editor", "hold", 303), ("editor", "correct", 303),
    ("chief", "kill", 303),
])  # fmt: skip
def test_roles_decide_who_may_say_what(desk: Desk, role: str, kind: str, status: int) -> None:
    assert say(chief(desk, role), desk, kind) == status


def test_only_a_chief_takes_a_kill_back_and_nothing_is_lifted_twice(desk: Desk) -> None:
    say(chief(desk), desk, "kill")
    assert say(chief(desk, "editor"), desk, "lift") == 403
    assert say(chief(desk), desk, "lift") == 303
    assert say(chief(desk), desk, "lift") == 409
    say(chief(desk), desk, "hold")
    assert say(chief(desk, "editor"), desk, "lift") == 303


def test_the_slower_of_two_editors_is_told(desk: Desk) -> None:
    assert say(chief(desk), desk, "hold", seen="") == 303
    answer = chief(desk).post(at(desk, "kill"), {"why": "why", "public": "Gone.", "seen": ""})
    assert answer.status_code == 409 and "Ada said something of this story meanwhile" in answer.content.decode()


def test_one_copy_is_taken_out_and_lifted_by_itself(desk: Desk) -> None:
    standing_rows.second(desk)
    assert say(chief(desk), desk, "kill", copy=str(desk.copy.pk)) == 303
    assert Notice.objects.get().copy_id == desk.copy.pk
    text = chief(desk).get(f"/desk/barents/story/{desk.story.pk}/").content.decode()
    assert "The copy of Skipper’s Weekly is taken out (kill)" in text
    assert say(chief(desk), desk, "lift", copy=str(desk.copy.pk)) == 303


def test_a_story_of_another_edition_is_not_here(desk: Desk) -> None:
    other = newsroom_rows.edition("coast", masthead="The Coast")
    Edition.objects.filter(pk=other.pk).update(rules={"words": ["herring"]})
    client = newsroom_rows.editor(other, "chief")[1]
    assert client.post(f"/desk/coast/story/{desk.story.pk}/kill/", {"why": "why", "public": "Gone."}).status_code == 404
    assert not Notice.objects.exists()


def test_the_story_screen_and_the_list_tell_what_was_said(desk: Desk) -> None:
    client = chief(desk)
    assert "Nothing was said" in client.get("/desk/barents/notices/").content.decode()
    say(client, desk, "advise", note="<b>mind</b> the name")
    say(client, desk, "kill", headline="Crab boats")
    screen = client.get(f"/desk/barents/story/{desk.story.pk}/").content.decode()
    assert "Canceled" in screen and "&lt;b&gt;mind&lt;/b&gt; the name" in screen and "We were wrong." in screen
    told = client.get("/desk/barents/notices/?kind=kill").content.decode()
    assert "We were wrong." in told and "mind" not in told


def test_the_list_of_notices_goes_on_page_by_page_with_a_fixed_number_of_queries(desk: Desk, django_assert_max_num_queries) -> None:
    client = chief(desk)
    given = {"edition": desk.edition, "story": desk.story, "kind": "advise", "by": "Ada"}
    Notice.objects.bulk_create(Notice(**given, noted_at=desk.now + timedelta(minutes=n), why=f"word number {n}.") for n in range(120))
    with django_assert_max_num_queries(16):
        first = client.get("/desk/barents/notices/").content.decode()
    assert first.count("word number") == 50 and "word number 119." in first
    older = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "word number 69." in client.get(older).content.decode()
