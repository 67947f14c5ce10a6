"""Does an issue tell what is new, each story once, as far as it may be shown, and does it stay on the site as it was told?"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import press_rows as rows
import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from press_rows import NOW

from wirecopy.cli import main
from wirecopy.desk.models import Story
from wirecopy.mail.digest import digest
from wirecopy.mail.letter import Masthead
from wirecopy.press import issue as judge
from wirecopy.press import issuing, paths
from wirecopy.press.issue import Notice, all_stories, shares, whole_sentences
from wirecopy.press.issuing import compose, make_issue
from wirecopy.press.letters import told_now
from wirecopy.press.models import Edition, Issue, Stale
from wirecopy.press.store import PageStore
from wirecopy.wire.article import Block, Dateline
from wirecopy.wire.models import Change, Copy, Outlet, Reading, Take

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page(path: str) -> str:
    return (PageStore(settings.PAGES).get("barents", path) or b"").decode()


def report(headline: str, at: Any = NOW - timedelta(hours=2), outlet: str = "Finnmark Local", **facts: Any) -> Copy:
    return rows.copy(rows.outlet(outlet), rows.article(headline, at, **facts), at)


def headlines(told: dict[str, Any]) -> list[str]:
    return [story["headline"] for story in all_stories(told)]


def rewritten(copy: Copy, *, number: int, **facts: Any) -> None:
    """Another take of a copy, read and placed."""
    take = Take.objects.create(copy=copy, number=number, received_at=NOW, url=copy.url, sha256=str(number) * 64, size=2000)
    values = rows.article(copy.headline, NOW - timedelta(hours=2), **facts).as_dict()
    placement = copy.placement
    placement.reading = Reading.objects.create(
        take=take, version="read-1", read_at=NOW, article=values, headline=values["headline"], published_at=placement.reading.published_at
    )
    placement.save()


def test_an_issue_tells_by_section_its_own_first_and_each_story_once(data: Path) -> None:
    edition = rows.newsroom(44)
    rows.print_all()
    told = compose(edition, "daily", NOW).told
    assert [part["name"] for part in told["sections"]] == ["News", "Fisheries", "Energy", "Business", "World"]
    numbers = [story["id"] for story in all_stories(told)]
    assert len(numbers) == len(set(numbers)) <= judge.MOST
    named = [each["id"] for part in told["sections"] for each in part["teasers"]]
    assert not set(named) & set(numbers)
    assert len(numbers) + len(named) + sum(part["more"] for part in told["sections"]) == told["number"] == len(told["ids"])
    assert not Issue.objects.exists(), "a look made an issue"
    most = max(all_stories(told), key=lambda story: story["also"])
    assert most["also_in"] and len(most["also_in"]) <= judge.NAMED


def test_an_issue_is_made_once_however_often_it_is_asked_for(data: Path) -> None:
    edition = rows.edition()
    report("Crab talks")
    rows.print_all()
    first = make_issue(edition, "daily", NOW)
    report("Herring talks", NOW)
    rows.print_all()
    again = make_issue(edition, "daily", NOW + timedelta(hours=3))
    assert first and again and first.pk == again.pk
    assert headlines(again.told) == ["Crab talks"]


def test_the_next_issue_tells_what_came_since_also_what_reached_us_late(data: Path) -> None:
    edition = rows.edition()
    report("Crab talks")
    rows.print_all()
    make_issue(edition, "daily", NOW)
    report("Herring talks", NOW + timedelta(hours=3))
    report("Cod talks", NOW - timedelta(hours=3))
    rows.print_all()
    following = make_issue(edition, "daily", NOW + DAY)
    assert following and sorted(headlines(following.told)) == ["Cod talks", "Herring talks"]
    assert make_issue(edition, "daily", NOW + 2 * DAY) is None
    assert Issue.objects.get(day=date(2026, 11, 26)).told == {}, "that nothing was new is kept, so that nobody asks again"
    assert make_issue(edition, "daily", NOW + 2 * DAY) is None


@pytest.mark.parametrize(("cadence", "told"), [("daily", ["Crab talks"]), ("weekly", ["Crab talks", "Herring talks"])])
def test_the_first_issue_looks_back_a_day_or_a_week(data: Path, cadence: str, told: list[str]) -> None:
    edition = rows.edition()
    report("Crab talks")
    report("Herring talks", NOW - 3 * DAY)
    report("Cod talks", NOW - 8 * DAY)
    rows.print_all()
    made = make_issue(edition, cadence, NOW)
    assert made and sorted(headlines(made.told)) == told


def test_a_story_that_went_into_another_after_it_was_told_is_not_told_again(data: Path) -> None:
    edition = rows.edition()
    gone = report("Crab talks").placement.story
    rows.print_all()
    make_issue(edition, "daily", NOW)
    stays = report("Talks on crab", NOW).placement.story
    gone.merged_into = stays
    gone.save()
    Change.note("story", gone.pk, NOW)
    rows.print_all()
    assert compose(edition, "daily", NOW + DAY).told == {}


SAME = rows.PARAGRAPHS
CHANGES: tuple[tuple[Sequence[str], str, bool], ...] = (
    ((*SAME, "Two boats sank in the night, and the coast guard is looking for nine men."), "Crab talks", True),
    (SAME, "Crab talks fail", True),
    ((SAME[0].replace("late on Monday", "late on Tuesday"), *SAME[1:]), "Crab talks", False),
    ([text.upper().replace(",", " ,") for text in SAME], "Crab talks", False),
)


@pytest.mark.parametrize(("texts", "headline", "named"), CHANGES)
def test_a_story_is_named_as_changed_only_if_its_text_really_is(data: Path, texts: Sequence[str], headline: str, named: bool) -> None:
    edition = rows.edition()
    copy = report("Crab talks")
    rows.print_all()
    make_issue(edition, "daily", NOW)
    copy.headline = headline
    rewritten(copy, number=2, blocks=tuple(Block("paragraph", text) for text in texts))
    report("Herring talks", NOW)
    rows.print_all()
    following = make_issue(edition, "daily", NOW + DAY)
    assert following and headlines(following.told) == ["Herring talks"]
    assert [story["headline"] for story in following.told["updated"]] == ([headline] if named else [])
    report("Cod talks", NOW + DAY)
    rows.print_all()
    assert compose(edition, "daily", NOW + 2 * DAY).told["updated"] == [], "it is named once"


def test_a_newer_reading_of_the_same_take_is_no_change(data: Path) -> None:
    edition = rows.edition()
    copy = report("Crab talks")
    rows.print_all()
    make_issue(edition, "daily", NOW)
    reading = copy.placement.reading
    values = {**reading.article, "body": "Something else altogether, as a better reader has it, of many more words than before."}
    copy.placement.reading = Reading.objects.create(take=reading.take, version="read-2", read_at=NOW, article=values, headline="Crab talks")
    copy.placement.save()
    report("Herring talks", NOW)
    rows.print_all()
    assert compose(edition, "daily", NOW + DAY).told["updated"] == []


def test_an_issue_shows_what_the_rights_let_show_then_and_now(data: Path) -> None:
    edition = rows.edition()
    secret, opened = "Nobody may print this sentence but the Bulletin.", "The opening may be shown by all who ask."
    report("Crab talks", outlet="Kola Bulletin", standfirst=secret, blocks=(Block("paragraph", secret),))  # headline rights
    report("Net prices", outlet="Cascade Press", standfirst=opened)  # excerpt
    rows.print_all()
    made = make_issue(edition, "daily", NOW)
    assert made
    rows.print_all()
    kept = json.dumps(made.told)
    masthead = Masthead("barents", "The Barents Wire", "", edition.base, "en", "Europe/Oslo")
    letter = digest(told_now(made), (), masthead)
    feeds = [page(path) for path in paths.feeds_in(paths.LETTERS).values()]
    shown = (kept, letter.html, letter.text, page("/letters/2026-11-24/"), *feeds)
    assert not any("Nobody may print" in told for told in shown)
    assert all("The opening may be shown" in told for told in shown)
    Outlet.objects.update(rights="headline")
    Change.note("outlet", Outlet.objects.get(slug="cascade-press").pk, NOW)
    rows.print_all()
    feeds = [page(path) for path in paths.feeds_in(paths.LETTERS).values()]
    later = (digest(told_now(made), (), masthead).html, page("/letters/2026-11-24/"), *feeds)
    assert not any("The opening may be shown" in told for told in later)
    assert all("Net prices" in told for told in later)


def test_teasers_go_through_the_gate_again_too(data: Path) -> None:
    edition = rows.edition(sections=[])
    for number in range(judge.MOST + 3):
        line = Dateline(f"TOWN{number}", as_printed=f"TOWN{number}:")
        report(f"Headline {number}", dateline=line, blocks=(Block("paragraph", f"Sentence {number} of the text."),))
    rows.print_all()
    made = make_issue(edition, "daily", NOW)
    assert made and len(made.told["sections"][0]["teasers"]) == 3
    assert "Sentence" in json.dumps(told_now(made)["sections"][0]["teasers"])
    Outlet.objects.update(rights="headline")
    assert "Sentence" not in json.dumps(told_now(made))


def test_five_thousand_stories_are_told_in_a_bounded_number_of_queries_and_bytes(data: Path) -> None:
    edition = rows.edition()
    report("Crab talks")
    rows.print_all()
    stories = Story.objects.bulk_create(Story(slug=f"s{n}", began_at=NOW, moved_at=NOW) for n in range(5000))
    first = Copy.objects.get()
    copies = Copy.objects.bulk_create(
        Copy(outlet=first.outlet, url=f"https://f.example/{n}", domain="f.example", seen_at=NOW, headline="") for n in range(5000)
    )
    placed = first.placement
    type(placed).objects.bulk_create(
        type(placed)(story=story, copy=copy, reading=placed.reading, placed_at=NOW, reason="", rule="1")
        for story, copy in zip(stories, copies, strict=True)
    )
    seen = edition.appearances.get()
    type(seen).objects.bulk_create(
        type(seen)(edition=edition, story=story, section=seen.section, shown_at=NOW, day=seen.day) for story in stories
    )
    with CaptureQueriesContext(connection) as run:
        told = compose(edition, "daily", NOW).told
    assert len(run) < 20
    assert told["number"] == 5001 and len(all_stories(told)) == judge.MOST
    assert len(json.dumps(told)) < 100_000
    assert sum(part["more"] for part in told["sections"]) > 4900


def test_notices_stand_in_an_issue_of_their_own_right(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = rows.edition()
    monkeypatch.setattr(issuing, "notices", lambda *_: [Notice("killed", "Harbour master\r\nresigns", "", "He had <not>.")])
    made = make_issue(edition, "daily", NOW)
    assert made and made.told["notices"][0]["headline"] == "Harbour master resigns"
    rows.print_all()
    text = page("/letters/2026-11-24/")
    assert "Withdrawn" in text and "Harbour master resigns" in text and "He had &lt;not&gt;." in text
    assert "Harbour master resigns" in page("/letters/rss.xml")


def test_issues_are_pages_with_an_archive_a_feed_and_places_in_the_sitemap(data: Path) -> None:
    edition = rows.edition()
    rows.print_all()
    assert "No letter has gone out yet." in page("/letters/") and 'href="/letters/"' in page("/")
    for days, headline in ((0, "Crab talks"), (1, "Herring <i>talks</i>")):
        report(headline, NOW + days * DAY - timedelta(hours=1))
        rows.print_all(NOW + days * DAY)
        make_issue(edition, "daily", NOW + days * DAY)
        rows.print_all(NOW + days * DAY)
    first, second = page("/letters/2026-11-24/"), page("/letters/2026-11-25/")
    assert "Crab talks" in first and "Herring" not in first and "Herring &lt;i&gt;talks&lt;/i&gt;" in second
    assert 'href="/letters/2026-11-25/" rel="next"' in first and 'href="/letters/2026-11-24/" rel="prev"' in second
    assert re.findall(r'href="(/letters/2[^"]+)"', page("/letters/"))[:2] == ["/letters/2026-11-25/", "/letters/2026-11-24/"]
    assert "https://barents.example/letters/2026-11-25/" in page("/sitemap.xml")
    for file in ("rss.xml", "atom.xml"):
        feed = feedparser.parse(page(f"/letters/{file}").encode())
        links = [entry.link for entry in feed.entries]
        assert not feed.bozo and links == [f"https://barents.example/letters/2026-11-2{n}/" for n in (5, 4)]
        assert "<i>talks" not in feed.entries[0].content[0].value
    told = json.loads(page("/letters/feed.json"))
    assert told["items"][1]["title"] == "Tuesday 24 November 2026: Crab talks"
    assert not Stale.objects.filter(due_at__lte=NOW + DAY).exists()


def test_issues_of_other_cadences_have_no_page(data: Path) -> None:
    edition = rows.edition()
    report("Crab talks")
    rows.print_all()
    made = make_issue(edition, "weekly", NOW)
    assert made and made.told["path"] == ""
    rows.print_all()
    assert not page("/letters/2026-11-24/") and "No letter has gone out yet." in page("/letters/")


def test_a_change_of_the_edition_prints_its_issues_again(data: Path) -> None:
    edition = rows.edition()
    report("Crab talks")
    rows.print_all()
    make_issue(edition, "daily", NOW)
    rows.print_all()
    Edition.objects.update(masthead="The New Wire")
    Change.note("edition", edition.pk, NOW)
    rows.print_all()
    assert all("The New Wire" in page(path) for path in ("/letters/", "/letters/2026-11-24/", "/letters/atom.xml"))


def test_a_story_that_left_the_edition_leads_nowhere(data: Path) -> None:
    edition = rows.edition()
    report("Crab talks")
    rows.print_all()
    make_issue(edition, "daily", NOW)
    Edition.objects.update(rules={"words": ["herring"]})
    Change.note("edition", edition.pk, NOW)
    rows.print_all()
    text = page("/letters/2026-11-24/")
    assert "Crab talks" in text and "/story/" not in text


def test_a_preview_makes_nothing_and_shows_the_letter_of_now_or_of_a_day(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirecopy.cli_mail_digest.ready", lambda: None)
    rows.edition()
    run = CliRunner()
    nothing = run.invoke(main, ["mail", "preview"])
    assert nothing.exit_code == 1 and "nothing is new" in nothing.output
    at = rows.datetime.now(rows.UTC) - timedelta(hours=1)
    report("Crab talks", at)
    rows.print_all(at + timedelta(hours=1))
    shown = run.invoke(main, ["mail", "preview", "--edition", "barents"])
    assert shown.exit_code == 0 and shown.output.startswith("Crab talks\n\nThe Barents Wire\n")
    written = run.invoke(main, ["mail", "preview", "--html", str(data / "letter.html")])
    assert written.exit_code == 0 and "Crab talks" in (data / "letter.html").read_text()
    assert not Issue.objects.exists()
    missing = run.invoke(main, ["mail", "preview", "--day", "2026-01-01"])
    assert missing.exit_code == 1 and "no daily letter of 2026-01-01" in missing.output
    made = make_issue(Edition.objects.get(), "daily", at + timedelta(hours=1))
    assert made and run.invoke(main, ["mail", "preview", "--day", made.day.isoformat()]).output == shown.output


def test_shares_are_even_and_leave_nothing_over() -> None:
    assert shares([10, 1, 5], 9) == [4, 1, 4]
    assert shares([2, 1], 9) == [2, 1]
    assert shares([3, 3], 0) == shares([3, 3], -2) == [0, 0]


def test_a_text_ends_with_a_sentence_where_one_ends_late_enough() -> None:
    whole = "The board voted five to two after a long hearing in the old town hall, with most of the fleet there by the wall. "
    assert whole_sentences(whole + "Nobody from the fleet " + "had been asked to speak " * 20) == whole.strip()
    assert whole_sentences("Short. " + "word " * 80).endswith("word …")
    assert whole_sentences("All of it.") == "All of it."


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_a_browser_finds_no_barrier_on_the_pages_of_letters(data: Path, width: int, scheme: str) -> None:
    import look

    edition = rows.newsroom(44)
    rows.print_all()
    make_issue(edition, "daily", NOW)
    rows.print_all()
    right, complaints = look.examine(PageStore(settings.PAGES), "barents", ["/letters/", "/letters/2026-11-24/"], width, scheme)
    assert right > 50 and complaints == []
