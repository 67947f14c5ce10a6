"""Can anybody hand in news, follow it, and lose nothing on the way? Through the pages, as a browser without scripts sends them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from handing_rows import FULL, P, Sender, decide, says, steps, values, wrongs
from mail_rows import hidden, solve
from press_rows import edition

from wirecopy.mail import links, proof
from wirecopy.mail.models import Post, Suppression
from wirecopy.releases import handing_in, letters
from wirecopy.releases.models import Release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def barents(monkeypatch: pytest.MonkeyPatch, data: Any) -> Any:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ("smtp://localhost",))
    return edition()


def test_from_the_form_to_the_desk_every_step_is_written_down(barents: Any) -> None:
    sender = Sender()
    assert sender.get("/releases/").status_code == 200
    assert not Release.objects.exists(), "who looks leaves nothing"
    answer = sender.write("check")
    release = Release.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, letters.follow(release) + "hand-in/")
    kept = {name: getattr(release, name) for name in ("category", "headline", "dateline", "text", "sender", "contact", "address", "phone")}
    assert kept == {name: FULL[name] for name in kept}
    assert (release.edition, release.standing, release.embargo_at, release.version) == (barents, "draft", None, 2)
    assert release.rights_wording == P["rights_wording"]
    assert not Post.objects.exists(), "no letter before it is handed in, or saved for later"

    shown = sender.look_over(release)
    assert "<strong>Saturday</strong>" in shown.content.decode()
    assert "<li>Coffee is free</li>" in shown.content.decode()
    assert sender.hand_in(release)["Location"] == letters.follow(release) + "?done"
    release.refresh_from_db()
    assert (release.standing, steps(release)) == ("waiting", ["handed in"])
    assert release.network == links.knocker(settings.MAIL_KEY, "release 192.0.2.0/24")
    page = sender.get(letters.follow(release))
    assert says(page, "is_waiting", "unconfirmed", "step_handed in", "withdraw") == [True] * 4

    post = Post.objects.get()
    assert post.address == "Signe@rowing.example"
    for path in (letters.follow(release), letters.confirm(release)):
        assert f"https://barents.example{path}" in post.text
        assert f"https://barents.example{path}" in post.html
    typed = (FULL["headline"], FULL["sender"], FULL["contact"], "boats")
    assert not any(word in post.text + post.html + post.subject for word in typed), "a letter says nothing that whoever asked has typed"


def test_the_address_is_confirmed_by_a_button_and_by_nothing_else() -> None:
    sender, other = Sender(), Sender("198.51.100.4")
    release = sender.handed_in()
    link = letters.confirm(release)
    shown = other.get(link)
    release.refresh_from_db()
    assert (shown.status_code, shown.content.count(b"<button>"), release.confirmed_at) == (200, 1, None)
    assert FULL["address"] not in shown.content.decode()
    for _ in range(2):
        assert says(other.post(link), "is_confirmed") == [True]
    release.refresh_from_db()
    assert release.confirmed_at
    assert steps(release) == ["handed in", "confirmed"]
    assert other.get(letters.follow(release).replace("/follow/", "/confirm/")).status_code == 404, "one link does not do for the other"

    sender.rewrite(release, address="other@rowing.example")
    release.refresh_from_db()
    assert release.confirmed_at is None, "another address is not confirmed by the first"
    assert other.post(link).status_code == 404


def test_without_a_relay_the_link_is_shown_and_no_letter_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", ())
    sender = Sender()
    release = sender.handed_in()
    page = sender.get(letters.follow(release))
    assert says(page, "sends_none", "unconfirmed") == [True, False]
    assert f"https://barents.example{letters.follow(release)}" in page.content.decode()
    assert not Post.objects.exists()


def test_one_answer_for_every_address() -> None:
    Sender("198.51.100.9").handed_in(address="known@rowing.example")
    mark = links.suppressed(settings.MAIL_KEY, "locked@rowing.example")
    Suppression.objects.create(hash=mark, why="asked", made_at=datetime.now(UTC))
    pages, posts = set(), {}
    for name in ("known", "locked", "new"):
        sender, before = Sender(), Post.objects.count()
        release = sender.handed_in(address=f"{name}@rowing.example")
        page = sender.get(letters.follow(release)).content.decode()
        pages.add(re.sub(r"/follow/[^/]+/|<time.*?</time>", "", page))
        posts[name] = Post.objects.count() - before
    assert len(pages) == 1
    assert posts == {"known": 1, "locked": 0, "new": 1}, "nothing goes to who wants nothing"


def test_a_draft_keeps_whatever_was_typed_and_says_where_it_is() -> None:
    sender = Sender()
    answer = sender.post("/releases/", headline="Half a thought", address="signe@rowing.example", embargo_zone="Europe/Oslo", deed="save")
    release = Release.objects.get()
    assert answer["Location"] == letters.follow(release) + "?done"
    assert Post.objects.get().text.count(letters.follow(release)) == 1, "its link goes to its contact"
    later = Sender("203.0.113.80")  # another day, another device
    assert values(later.get(letters.follow(release) + "edit/"))["headline"] == "Half a thought"
    page = later.get(letters.follow(release)).content.decode()
    assert "A draft. It is not handed in yet" in page
    assert later.look_over(release)["Location"] == letters.follow(release) + "edit/?check"
    lacking = {"category", "dateline", "text", "sender", "contact", "rights"}
    assert set(wrongs(later.get(letters.follow(release) + "edit/?check"))) == lacking


def test_an_empty_form_makes_no_draft() -> None:
    answer = Sender().post("/releases/", embargo_zone="Europe/Oslo", deed="save")
    assert (answer.status_code, Release.objects.count()) == (422, 0)
    assert wrongs(answer)["headline"] == P["needed"]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("category", "gossip", "needed"), ("headline", "", "needed"), ("headline", "x" * 301, "too_long"), ("dateline", " ", "needed"),
        ("text", "", "needed"), ("text", "x" * 20_001, "too_long"), ("sender", "", "needed"), ("contact", "", "needed"),
        ("address", "", "needed"), ("address", "nobody", "at"), ("address", "a@b", "host"), ("address", "a@b.example\nBcc: c", "quotes"),
        ("phone", "1" * 61, "too_long"), ("rights", None, "needed_rights"), ("homepage", "https://buy.example", "trap_filled"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(field: str, typed: Any, said: str) -> None:
    sender = Sender()
    answer = sender.write("check", **{field: typed})
    most = {"headline": 300, "text": 20_000, "phone": 60}.get(field, 0)
    assert (answer.status_code, wrongs(answer)) == (422, {field: P[said].replace("{most}", str(most))})
    page = answer.content.decode()
    assert page.count(f'href="#{field}"') == 1, "the summary leads to the field"
    assert f'id="{field}"' in page
    expected = {name: value for name, value in FULL.items() if name not in ("category", "rights", "embargo_zone")}
    expected |= {field: " ".join((typed or "").split())} if field in expected else {}
    assert {name: values(answer)[name] for name in expected} == expected
    release = Release.objects.get()
    kept = {name: getattr(release, name) for name in ("headline", "text", "sender") if name != field}
    assert kept == {name: FULL[name] for name in kept}, "and the rest is kept in the draft"
    assert f'action="{letters.follow(release)}edit/"' in page
    if field not in ("phone", "homepage"):
        assert sender.look_over(release).status_code == 302, "a draft with something wrong is not handed in"


@pytest.mark.parametrize(
    ("day", "clock", "zone", "said"),
    [
        ("2026-02-30", "10:00", "Europe/Oslo", {"embargo_date": "wrong_date"}),
        ("tomorrow", "10:00", "Europe/Oslo", {"embargo_date": "wrong_date"}),
        ("", "10:00", "Europe/Oslo", {"embargo_date": "needed_date"}),
        ("2027-01-01", "", "Europe/Oslo", {"embargo_time": "needed_time"}),
        ("2027-01-01", "25:00", "Europe/Oslo", {"embargo_time": "wrong_time"}),
        ("2027-01-01", "10:00", "Europe/Atlantis", {"embargo_zone": "wrong_zone"}),
        ("2027-01-01", "10:00", "../../etc/passwd", {"embargo_zone": "wrong_zone"}),
        ("2027-01-01", "10:00", "", {"embargo_zone": "wrong_zone"}),
        ("2027-03-28", "02:30", "Europe/Oslo", {"embargo_time": "no_such_time"}),
        ("2026-11-24", "15:44", "Europe/Oslo", {"embargo_date": "past"}),
        ("2028-01-01", "10:00", "Europe/Oslo", {"embargo_date": "far"}),
        ("9999-12-31", "23:59", "America/Adak", {"embargo_date": "far"}),
        ("2026-11-24", "15:46", "Europe/Oslo", datetime(2026, 11, 24, 14, 46, tzinfo=UTC)),
        ("2027-10-31", "02.30", "Europe/Oslo", datetime(2027, 10, 31, 1, 30, tzinfo=UTC)),  # the later of two: none ends early
        ("2027-01-01", "9:05", "Asia/Kathmandu", datetime(2027, 1, 1, 3, 20, tzinfo=UTC)),
    ],
)
def test_an_embargo_is_an_instant_in_a_zone(day: str, clock: str, zone: str, said: Any) -> None:
    from wirecopy.releases.forms import embargo

    now = datetime(2026, 11, 24, 14, 45, tzinfo=UTC)
    assert embargo(day, clock, zone, now) == ((None, said) if isinstance(said, dict) else (said, {}))


def test_an_embargo_is_kept_and_shown_in_its_own_zone() -> None:
    sender, day = Sender(), (datetime.now(UTC) + timedelta(days=40)).date()
    wrong = sender.write("check", embargo_date=str(day), embargo_time="", embargo_zone="Asia/Tokyo")
    assert wrongs(wrong) == {"embargo_time": P["needed_time"]}
    release = Release.objects.get()
    assert release.embargo_at is None
    assert sender.look_over(release)["Location"].endswith("edit/?check"), "it is not handed in as if none had been wanted"
    assert wrongs(sender.get(letters.follow(release) + "edit/")) == {"embargo_date": P["unkept_embargo"]}
    sender.rewrite(release, "check", embargo_date=str(day), embargo_time="08:00", embargo_zone="Asia/Tokyo")
    release.refresh_from_db()
    meant = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) - timedelta(hours=9)
    assert (release.embargo_at, release.embargo_zone) == (meant, "Asia/Tokyo")
    shown = values(sender.get(letters.follow(release) + "edit/"))
    assert (shown["embargo_date"], shown["embargo_time"]) == (str(day), "08:00")
    decide(release, "accepted")
    assert "08:00 JST" in sender.get(letters.follow(release)).content.decode()


def test_a_preview_shows_the_text_as_printed_without_a_script_and_keeps_the_draft() -> None:
    sender = Sender()
    answer = sender.write("preview", text="**Bold** <script>alert(1)</script>\n\n[here](javascript:alert(1))")
    page = answer.content.decode()
    assert (answer.status_code, Release.objects.count()) == (200, 1)
    assert "<strong>Bold</strong> &lt;script&gt;" in page
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert values(answer)["text"].startswith("**Bold** <script>")
    assert sender.rewrite(Release.objects.get(), "preview", text="Other").content.decode().count("<p>Other</p>") == 1


def test_a_stale_form_is_told_and_shows_both() -> None:
    sender, release = Sender(), Sender().handed_in()
    old = release.version
    assert sender.rewrite(release, headline="The first window’s headline").status_code == 303
    answer = sender.rewrite(release, version=old, headline="The second <window>", phone="")
    release.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, release.headline) == (409, "The first window’s headline")
    assert says(answer, "stale", "stale_text") == [True, True]
    assert values(answer)["headline"] == "The second <window>"
    kept = re.findall(r'<span class="kept" id="(\w+)-kept">[^<]*<q>([^<]*)</q>', page)
    assert kept == [("headline", "The first window’s headline"), ("phone", FULL["phone"])]
    again = sender.rewrite(release, version=hidden(answer)["version"], headline="The second <window>", phone="")
    release.refresh_from_db()
    assert (again.status_code, release.headline, release.phone) == (303, "The second <window>", "")
    same = sender.rewrite(release, version=old, headline="The second <window>", phone="")
    assert same.status_code == 303, "an old form that changes nothing is not stale"


def test_what_was_looked_over_is_what_is_handed_in() -> None:
    sender = Sender()
    sender.write("check")
    release = Release.objects.get()
    given = hidden(sender.look_over(release))
    sender.rewrite(release, headline="Something else")
    answer = sender.post(letters.follow(release) + "hand-in/", **{**given, "answer": solve(given["puzzle"])})
    release.refresh_from_db()
    assert (answer.status_code, release.standing) == (409, "draft")
    assert "Something else" in answer.content.decode()


def test_a_full_queue_says_when_to_come_back_and_keeps_the_draft(barents: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.WIRECOPY, "RELEASES_WAITING", 2)
    sender = Sender()
    first = sender.handed_in()
    sender.handed_in()
    assert "2 releases wait" in sender.get("/releases/").content.decode()
    sender.write("check")
    release = Release.objects.latest("pk")
    answer = sender.hand_in(release)
    release.refresh_from_db()
    assert (answer.status_code, release.standing) == (503, "draft")
    assert 86_400 <= int(answer["Retry-After"]) <= 90_000
    assert letters.follow(release) in answer.content.decode()
    now = datetime.now(UTC)
    decide(first, "accepted")
    assert handing_in.again_at(barents, now) - now < timedelta(hours=26)
    assert handing_in.hand_in(release, release.version, "", now) == "handed in"
    correction = handing_in.correct(first, now)
    assert handing_in.hand_in(correction, correction.version, "", now) == "handed in", "what was printed wrong is not kept out"


def test_where_none_are_taken_the_form_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.WIRECOPY, "RELEASES_WAITING", 0)
    assert says(Sender().get("/releases/"), "closed") == [True]
    assert says(Sender().write(), "closed") == [True]
    assert not Release.objects.exists()


def test_the_work_or_the_wait_is_asked_for_once_for_each_release(monkeypatch: pytest.MonkeyPatch) -> None:
    sender = Sender()
    sender.write("check")
    release = Release.objects.get()
    quick = sender.hand_in(release, work=False)
    assert says(quick, "early") == [True]
    assert hidden(quick)["puzzle"]
    assert says(sender.hand_in(release, puzzle="1-2-3"), "again") == [True]
    monkeypatch.setattr(proof, "LEAST_WAIT", timedelta(0))
    assert sender.hand_in(release, work=False).status_code == 303
    release.refresh_from_db()
    assert release.standing == "waiting"


def test_networks_and_addresses_are_held_to_their_limits() -> None:
    from wirecopy.releases import views

    sender = Sender()
    for _ in range(views.CONTACT[0][1]):
        sender.handed_in()
    sender.write("check")
    assert sender.hand_in(Release.objects.latest("pk")).status_code == 429, "one contact"
    assert Post.objects.count() == letters.LETTER[0][1], "and a stranger gets few letters"
    begun = Release.objects.count()
    for _ in range(views.BEGIN[0][1] - begun):
        sender.write("save", address="other@rowing.example")
    full = sender.write("save", headline="One too many")
    assert (full.status_code, Release.objects.count()) == (429, views.BEGIN[0][1])
    assert values(full)["headline"] == "One too many"
    assert Sender("198.51.100.7").write("save").status_code == 303, "another network"


def test_links_are_not_guessed_and_do_not_hold_at_another_edition() -> None:
    sender = Sender()
    release = sender.handed_in()
    edition(slug="coast", host="coast.example", masthead="The Coast", sections=[])
    assert Sender(host="coast.example").get(letters.follow(release)).status_code == 404
    token = letters.follow(release).split("/")[3]
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), f"{release.pk}", f"{2**64}-{'a' * 22}", "x" * 500, token + "%00"):
        assert sender.get(f"/releases/follow/{wrong}/").status_code == 404
    guesser = Sender("203.0.113.5")
    codes = [guesser.get(f"/releases/follow/{number}-{'a' * 22}/").status_code for number in range(31)]
    assert codes == [404] * 30 + [429]
    assert guesser.get(letters.follow(release)).status_code == 429


def test_no_page_leaks_its_link_or_stays_in_a_cache_and_no_cookie_is_set() -> None:
    sender = Sender()
    release = sender.handed_in()
    for path in ("/releases/", letters.follow(release), letters.follow(release) + "edit/", letters.confirm(release), "/releases/follow/x/"):
        answer = sender.get(path)
        assert (answer["Referrer-Policy"], answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-referrer", "no-store", "noindex")
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert not answer.cookies
        assert not re.search(r"style=|\son\w+=|<script>", answer.content.decode())


def test_a_form_of_somebody_elses_page_does_nothing() -> None:
    sender = Sender()
    release = sender.handed_in()
    sender.sent["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert sender.post(letters.follow(release) + "withdraw/").status_code == 403
    assert sender.write().status_code == 403
    release.refresh_from_db()
    assert (release.standing, Release.objects.count()) == ("waiting", 1)
