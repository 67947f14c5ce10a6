"""Can an editor settle outlets, the edition and its letters from the desk, within the limits of their role?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import mail_rows
import pytest
from newsroom_rows import edition, editor
from press_rows import NOW, article, copy, outlet

from wirecopy.accounts.models import Deed
from wirecopy.mail import mailings
from wirecopy.mail.models import Mailing, Subscription
from wirecopy.press import work
from wirecopy.press.issuing import make_issue
from wirecopy.press.models import Edition, Issue
from wirecopy.wire import hosts
from wirecopy.wire.models import Change, Copy, Feed, Repeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(data):
    return edition()


@pytest.fixture
def post():
    made = outlet("Nordlys Post")
    copy(made, article("A headline", NOW), NOW)
    Feed.objects.create(outlet=made, url="https://nordlys.example/rss", domain="nordlys.example", due_at=NOW, interval=1800)
    return made


def test_what_may_be_shown_is_settled_and_pages_are_printed_again(here, post):
    _, client = editor(here)
    Change.objects.all().delete()
    given = {"rights": "full", "pictures": "on", "zone": "Europe/Oslo", "times": "printed"}
    assert client.post(f"/desk/barents/outlet/{post.pk}/settle/", given).status_code == 303
    post.refresh_from_db()
    assert (post.rights, post.pictures, post.zone, post.times) == ("full", True, "Europe/Oslo", "printed")
    assert Change.objects.filter(what="outlet", which=post.pk).exists()
    assert client.post(f"/desk/barents/outlet/{post.pk}/settle/", {**given, "zone": "Mars/Base"}).status_code == 400
    assert client.post(f"/desk/barents/outlet/{post.pk}/settle/", {**given, "rights": "all of it"}).status_code == 400


def test_a_paused_outlet_is_asked_for_nothing_and_goes_on_where_it_was(here, post):
    _, client = editor(here)
    assert hosts.due_domains(NOW, 10) == ["nordlys.example"]
    client.post(f"/desk/barents/outlet/{post.pk}/pause/")
    assert hosts.due_domains(NOW, 10) == [] and not hosts.due_jobs(["nordlys.example"], NOW)
    client.post(f"/desk/barents/outlet/{post.pk}/resume/")
    assert hosts.due_domains(NOW, 10) == ["nordlys.example"] and hosts.due_jobs(["nordlys.example"], NOW)


def test_the_pace_of_a_feed_keeps_within_the_settings(here, post):
    _, client = editor(here)
    feed = Feed.objects.get()
    assert client.post(f"/desk/barents/outlet/{post.pk}/pace/", {"feed": feed.pk, "minutes": "1"}).status_code == 400
    assert client.post(f"/desk/barents/outlet/{post.pk}/pace/", {"feed": feed.pk, "minutes": "45"}).status_code == 303
    feed.refresh_from_db()
    assert feed.interval == 2700 and feed.due_at > NOW
    assert client.post(f"/desk/barents/outlet/{post.pk}/pace/", {"feed": "99", "minutes": "45"}).status_code == 404


def test_a_line_taken_for_furniture_is_let_in_again(here, post):
    _, client = editor(here)
    for number in range(3):
        made = Copy.objects.create(outlet=post, url=f"https://nordlys.example/{number}", domain="nordlys.example", seen_at=NOW)
        Repeat.objects.create(outlet=post, key="k" * 16, copy=made, kind="line", sample="Join our list today", seen_at=NOW)
    assert "Join our list today" in client.get(f"/desk/barents/outlet/{post.pk}/").content.decode()
    client.post(f"/desk/barents/outlet/{post.pk}/keep/", {"line": "Join our list today"})
    assert Repeat.objects.filter(kind="kept").count() == 1
    assert client.post(f"/desk/barents/outlet/{post.pk}/forget/").status_code == 403  # a chief's
    _, chief = editor(here, "chief")
    assert chief.post(f"/desk/barents/outlet/{post.pk}/forget/").status_code == 303 and not Repeat.objects.exists()


def test_the_edition_is_changed_by_a_chief_and_a_wrong_zone_changes_nothing(here):
    _, client = editor(here, "chief")
    given = {"masthead": "The Barents Wire", "zone": "Europe/Oslo", "language": "en", "accent": "teal", "letter_hour": "7"}
    given["rules-words"] = "crab\nnets"
    assert client.post("/desk/barents/edition/", given).status_code == 303
    here.refresh_from_db()
    assert (here.accent, here.letter_hour, here.rules) == ("teal", 7, {"words": ["crab", "nets"]})
    wrong = client.post("/desk/barents/edition/", {**given, "zone": "Europe/Atlantis"})
    assert wrong.status_code == 400 and "no time zone" in wrong.content.decode()
    here.refresh_from_db()
    assert here.zone == "Europe/Oslo" and Deed.objects.filter(verb="change edition").count() == 1


def test_sections_come_and_go(here):
    _, client = editor(here, "chief")
    assert client.post("/desk/barents/edition/section/", {"name": "Sea & Ice", "rules-words": "ice"}).status_code == 303
    made = here.sections.get(slug="sea-ice")
    assert made.rules == {"words": ["ice"]}
    assert client.post("/desk/barents/edition/section/", {"name": "Sea Ice"}).status_code == 400
    client.post("/desk/barents/edition/section/", {"slug": "sea-ice", "name": "Ice", "rank": "1"})
    made.refresh_from_db()
    assert (made.name, made.rank) == ("Ice", 1)
    assert client.post("/desk/barents/edition/drop/", {"slug": "sea-ice"}).status_code == 303
    assert client.post("/desk/barents/edition/drop/", {"slug": "sea-ice"}).status_code == 404


def test_an_administrator_makes_a_further_edition(here):
    from newsroom_rows import person, signed_in

    client = signed_in(person("administrator"), here.host)
    given = {"masthead": "The Tana Post", "slug": "tana", "host": "tana.example", "zone": "Europe/Oslo", "language": "no"}
    assert client.post("/desk/barents/edition/new/", given).status_code == 303
    assert Edition.objects.get(slug="tana").language == "no"
    again = client.post("/desk/barents/edition/new/", given)
    assert again.status_code == 400 and Edition.objects.count() == 2
    taken = client.post("/desk/barents/edition/new/", {**given, "slug": "account", "host": "x.example"})
    assert taken.status_code == 400


def a_mailing(here: Edition) -> Mailing:
    issue = Issue.objects.create(edition=here, day=NOW.date(), since_at=NOW - timedelta(days=1), made_at=NOW, told={}, stories=0)
    return mailings.make(issue, NOW)


def test_a_mailing_is_held_and_let_go_on_and_the_slower_of_two_is_told(here):
    _, client = editor(here)
    mailing = a_mailing(here)
    assert client.post(f"/desk/barents/mailing/{mailing.pk}/pause/").status_code == 303
    assert client.post(f"/desk/barents/mailing/{mailing.pk}/pause/").status_code == 409
    mailing.refresh_from_db()
    assert mailing.state == "paused" and "held by" in mailing.why
    assert client.post(f"/desk/barents/mailing/{mailing.pk}/resume/").status_code == 303
    assert client.post(f"/desk/barents/mailing/{mailing.pk}/stop/").status_code == 403
    tana = edition("tana", masthead="The Tana Post")
    _, other = editor(tana, "chief")
    assert other.post(f"/desk/tana/mailing/{mailing.pk}/pause/").status_code == 404


def test_the_letter_is_read_before_it_goes_out(here):
    _, client = editor(here, "reader")
    assert client.get("/desk/barents/letters/preview/").status_code == 404
    copy(outlet("Cascade Press"), article("Harbour opens", datetime.now(UTC)), datetime.now(UTC))
    while work.turn(datetime.now(UTC)):
        pass
    page = client.get("/desk/barents/letters/preview/")
    assert page.status_code == 200 and "Harbour opens" in page.content.decode()
    framed = client.get("/desk/barents/letters/preview/html/")
    assert framed["Content-Security-Policy"].startswith("sandbox;") and "script-src" not in framed["Content-Security-Policy"]
    assert not Issue.objects.exists() and make_issue(here, "daily", datetime.now(UTC))


def test_without_a_relay_no_letter_is_promised(here):
    _, client = editor(here, "chief")
    assert "No relay is set" in client.get("/desk/barents/letters/").content.decode()
    assert client.post("/desk/barents/letters/sample/", {"letters": "5"}).status_code == 409
    assert client.post("/desk/barents/letters/test/", {"address": "ada@desk.example"}).status_code == 409


def test_subscribers_are_numbers(here):
    _, client = editor(here, "reader")
    taker = mail_rows.subscriber("secret.person@reader.example")
    Subscription.objects.get_or_create(subscriber=taker, edition=here, defaults={"since_at": NOW})
    page = client.get("/desk/barents/subscribers/").content.decode()
    assert "secret.person" not in page and ">1<" in page
