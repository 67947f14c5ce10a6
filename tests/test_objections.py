"""Can anybody object without an account, is each objection answered in time, and does who should not stay out?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import standing_rows
from django.conf import settings
from handing_rows import wrongs
from mail_rows import Reader, hidden, solve
from newsroom_rows import editor
from press_rows import NOW

from wirecopy.accounts.models import Deed
from wirecopy.desk.models import Objection
from wirecopy.mail.models import Post
from wirecopy.press.models import Edition
from wirecopy.press.words import LANGUAGES, words
from wirecopy.releases import objecting
from wirecopy.releases.phrases import phrases
from wirecopy.releases.phrases_objection import OBJECTION

pytestmark = pytest.mark.django_db
GIVEN = {"page": "/story/1-crab/", "kind": "correction", "name": "Marit Eidsvåg", "address": "marit@boats.example",
         "said": "I run three boats,\nnot four."}  # fmt: skip


@pytest.fixture(autouse=True)
def relay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ("smtp://localhost",))


@pytest.fixture
def desk(data: Any) -> standing_rows.Desk:
    return standing_rows.desk()


def send(reader: Reader | None = None, work: bool = True, **changed: str) -> Any:
    reader = reader or Reader()
    return reader.post("/objections/", **{**GIVEN, **opened(reader, work), **changed})


def opened(reader: Reader, work: bool = True) -> dict[str, str]:
    given = hidden(reader.get("/objections/"))
    return {**given, "answer": solve(given["puzzle"]) if work else ""}


def page(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_it_comes_in_with_its_story_its_deadline_and_a_receipt(desk: standing_rows.Desk) -> None:
    reader = Reader()
    answer = send(reader, page=f"https://barents.example{desk.path}")
    assert answer.status_code == 303 and answer["Location"].startswith("/objections/received/")
    found = Objection.objects.get()
    assert (found.story, found.kind, found.name, found.said, found.standing) == (desk.story, "correction", *list(GIVEN.values())[2:3],
                                                                                 GIVEN["said"], "open")  # fmt: skip
    assert timedelta(days=30) <= found.due_at - found.came_at < timedelta(days=31)
    assert f"{found.due_at.astimezone(UTC):%H:%M}" in ("22:59", "21:59"), "the day ends in Oslo"
    told = page(reader.get(answer["Location"]))
    assert objecting.last_day(found) in told and "Europe/Oslo" in told and f"<dd>{found.pk}</dd>" in told and desk.path in told
    assert GIVEN["name"] not in told and GIVEN["address"] not in told and "three boats" not in told, "the link may be passed on"
    [post] = Post.objects.all()
    assert (post.address, f"no. {found.pk}" in post.subject) == (GIVEN["address"], True)
    assert answer["Location"] in unescape(post.text) and "three boats" not in post.text + post.html


def test_every_story_has_a_quiet_link_that_fills_the_form_in(desk: standing_rows.Desk) -> None:
    [link] = re.findall(r'<p class="object"><a href="([^"]+)" rel="nofollow">Object to this page</a>', desk.page(desk.path))
    shown = Reader().get(link)
    assert f'name="page" type="text" value="{desk.path}"' in page(shown) and shown.status_code == 200
    assert shown["Cache-Control"] == "no-store" and "'unsafe-inline'" not in shown["Content-Security-Policy"].split("script-src")[1]


def test_all_languages_have_all_words() -> None:
    for language in LANGUAGES:
        said = phrases(language)
        assert all(said[key].strip() for key in OBJECTION)
        assert words(language)["object_to"] and words(language)["erased_whole"]
    assert all(len(set(texts)) > 3 for key, texts in OBJECTION.items() if key != "object_number")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"page": ""}, "page"), ({"page": "the crab story"}, "page"), ({"page": "/" + "x" * 2000}, "page"),
        ({"page": "javascript:alert(1)"}, "page"), ({"kind": ""}, "kind"), ({"kind": "fame"}, "kind"), ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"), ({"address": "nobody"}, "address"), ({"said": "\x00 \n"}, "said"), ({"said": "x" * 10_001}, "said"),
        ({"homepage": "https://spam.example"}, "homepage"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(desk: standing_rows.Desk, changed: dict[str, str], wrong: str) -> None:
    answer = send(**changed)
    assert answer.status_code == 422 and list(wrongs(answer)) == [wrong] and 'role="alert"' in page(answer)
    assert f'href="#{wrong}"' in page(answer) and f'id="{wrong}"' in page(answer)
    assert ("three boats" in page(answer)) is (wrong != "said")
    assert not Objection.objects.exists() and not Post.objects.exists()


def test_what_is_typed_is_never_markup(desk: standing_rows.Desk) -> None:
    bad = '"><script>alert(1)</script>'
    for answer in (send(name=bad, said=bad, page=f"/{bad}", kind="x"), Reader().get("/objections/?page=" + bad)):
        assert "<script>alert" not in answer.content.decode()


def test_without_an_address_there_is_no_letter_and_without_a_relay_none(desk: standing_rows.Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(address="").status_code == 303
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ())
    assert send().status_code == 303
    assert (Objection.objects.count(), Post.objects.count()) == (2, 0)


def test_a_page_of_elsewhere_is_taken_without_a_story(desk: standing_rows.Desk) -> None:
    number = desk.story.pk
    strange = ("/about/", "/story/999999-x/", f"/story/{'9' * 20}-x/", "//[", "/x\ny", "/copy/999999/")
    for given in (f"https://other.example/story/{number}-x/", *strange):
        assert send(Reader(f"192.0.{len(given)}.7"), page=given).status_code == 303, given
    assert set(Objection.objects.values_list("story", flat=True)) == {None}


def test_who_does_no_work_waits_and_a_puzzle_is_used_once(desk: standing_rows.Desk) -> None:
    reader = Reader()
    early = send(reader, work=False)
    assert early.status_code == 422 and "role=\"alert\"" in page(early) and not Objection.objects.exists()
    given = {**GIVEN, **opened(reader)}
    assert [reader.post("/objections/", **given).status_code for _ in range(2)] == [303, 409]
    assert reader.post("/objections/", **{**GIVEN, "puzzle": "1-2-x", "answer": "1"}).status_code == 422
    assert Objection.objects.count() == 1


def test_a_network_and_an_address_have_their_limits(desk: standing_rows.Desk) -> None:
    reader = Reader()
    answers = [send(reader) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429] and answers[-1]["Retry-After"]
    assert "three boats" in page(answers[-1]), "what was typed is not lost"
    assert Post.objects.count() == 3, "nobody's box is filled with receipts"


def test_too_much_and_from_elsewhere(desk: standing_rows.Desk) -> None:
    reader = Reader()
    assert reader.post("/objections/", said="x" * 3_000_000).status_code == 413
    assert reader.client.post("/objections/", GIVEN, **reader.sent, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_a_receipt_is_found_by_its_link_alone(desk: standing_rows.Desk) -> None:
    path = send()["Location"]
    other = standing_rows.rows.edition(slug="coast", host="coast.example", masthead="Coast", sections=[])
    assert other.pk and Reader().get(path).status_code == 200
    assert Reader(host="coast.example").get(path).status_code == 404
    for token in ("x", "1:2:3", path.split("/")[-2][:-2] + "aa"):
        assert Reader().get(f"/objections/received/{token}/").status_code == 404


def objection(**facts: Any) -> Objection:
    now = datetime.now(UTC)
    given: dict[str, Any] = {"edition": Edition.objects.first(), "came_at": now, "due_at": now + timedelta(days=30), **GIVEN}
    return Objection.objects.create(**{**given, **facts})


def test_the_list_has_the_open_ones_first_and_marks_what_is_overdue(desk: standing_rows.Desk) -> None:
    late, new = objection(due_at=NOW - timedelta(days=900), name="Late Lena"), objection(name="New Nils")
    old = objection(standing="refused", name="Old Olga", answered_at=NOW, answered_by="Ada")
    _, client = editor(desk.edition)
    told = page(client.get("/desk/barents/objections/"))
    assert told.index(late.name) < told.index(new.name) < told.index(old.name) and told.count("overdue") == 1
    board = page(client.get("/desk/barents/"))
    assert 'href="/desk/barents/objections/"' in board and "1 overdue" in board
    _, reader = editor(desk.edition, "reader")
    assert reader.get("/desk/barents/objections/").status_code == 403, "who wrote it is nobody else's business"
    assert 'href="/desk/barents/objections/"' not in page(reader.get("/desk/barents/"))


def test_an_answer_goes_by_letter_into_the_log_and_onto_the_receipt_and_is_given_once(desk: standing_rows.Desk) -> None:
    found = objection(story=desk.story, page=desk.path)
    _, client = editor(desk.edition, "chief", "Ada Berg")
    one = f"/desk/barents/objection/{found.pk}/"
    told = page(client.get(one))
    assert GIVEN["name"] in told and "not four." in told and f"/desk/barents/story/{desk.story.pk}/correct/" in told and desk.path in told
    answer = client.post(one + "answer/", {"outcome": "", "answer": ""})
    assert answer.status_code == 422 and set(wrongs(answer)) == {"outcome", "answer"} and not Deed.objects.exists()
    assert client.post(one + "answer/", {"outcome": "open", "answer": "x"}).status_code == 422
    assert client.post(one + "answer/", {"outcome": "partly", "answer": "x" * 10_001}).status_code == 422
    assert client.post(one + "answer/", {"outcome": "partly", "answer": "It says three now.\n\nSorry."}).status_code == 303
    found.refresh_from_db()
    assert (found.standing, found.answered_by) == ("partly", "Ada Berg")
    [post] = Post.objects.all()
    assert post.address == GIVEN["address"] and "It says three now." in post.text and "granted in part" in post.text
    deed = Deed.objects.get()
    assert (deed.verb, deed.which, deed.said["outcome"]) == ("answer", found.pk, "partly")
    assert "It says three now." in page(Reader().get(objecting.receipt(found)))
    late = client.post(one + "answer/", {"outcome": "refused", "answer": "No."})
    assert late.status_code == 409 and "Ada Berg has answered" in page(late) and Post.objects.count() == 1


def test_an_editor_reads_and_a_chief_editor_answers(desk: standing_rows.Desk) -> None:
    found = objection()
    _, client = editor(desk.edition)
    assert "A chief editor answers it" in page(client.get(f"/desk/barents/objection/{found.pk}/"))
    assert client.post(f"/desk/barents/objection/{found.pk}/answer/", {"outcome": "granted", "answer": "x"}).status_code == 403


def test_after_three_years_it_is_kept_that_somebody_objected_and_no_more(desk: standing_rows.Desk, monkeypatch: Any) -> None:
    old = objection(standing="granted", answered_at=NOW - timedelta(days=1096), answered_by="Ada", answer="Yes, Nils.")
    new = objection(standing="granted", answered_at=NOW - timedelta(days=1090), answered_by="Ada", answer="Yes, Nils.")
    still = objection(due_at=NOW - timedelta(days=2000))
    monkeypatch.setitem(settings.WIRECOPY, "OBJECTIONS_KEPT_DAYS", 0)
    assert objecting.forget(NOW) == ""
    monkeypatch.setitem(settings.WIRECOPY, "OBJECTIONS_KEPT_DAYS", 1095)
    assert objecting.forget(NOW) == "1 objections emptied" and objecting.forget(NOW) == ""
    for each in (old, new, still):
        each.refresh_from_db()
    assert (old.name, old.address, old.said, old.answer, old.standing) == ("", "", "", "", "granted")
    assert new.name and new.answer and still.name
    _, client = editor(desk.edition)
    assert "not kept any more" in page(client.get(f"/desk/barents/objection/{old.pk}/"))
