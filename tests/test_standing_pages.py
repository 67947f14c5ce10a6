"""Is what editors take back off every page, and does the page of a withdrawn story say so?"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import press_rows as rows
import pytest
import standing_rows
from django.conf import settings
from handout_case import Answer, Clock
from standing_rows import NOW, SECRET, Desk

from wirecopy.desk import noticing
from wirecopy.desk.models import Notice, Placement, Story, StoryLine
from wirecopy.mail.digest import tells
from wirecopy.press import handout, paths, work
from wirecopy.press.issuing import compose, make_issue
from wirecopy.press.letters import told_now
from wirecopy.press.models import Appearance, Stale
from wirecopy.press.store import PageStore
from wirecopy.press.telling import appearances, tell
from wirecopy.show_rows import whereabouts
from wirecopy.wire.models import Change

pytestmark = pytest.mark.django_db
FEEDS = [*paths.feeds().values(), *paths.feeds("fisheries").values()]
DAY = timedelta(days=1)


@pytest.fixture
def desk(data: Path) -> Desk:
    return standing_rows.desk()


def test_a_story_stands_on_many_pages_before_anything_is_said(desk: Desk) -> None:
    named = desk.named_on()
    assert {"/", desk.path, "/archive/2026-11-24/", "/outlet/skippers-weekly/", "/section/fisheries/"} <= named
    assert all(desk.path in desk.page(path) for path in ("/sitemap.xml", "/news-sitemap.xml"))
    assert set(FEEDS) <= named
    assert sum(path.startswith("/story/") for path in named) == 4, "its own page, and the “More” of the others"


@pytest.mark.parametrize("kind", ["hold", "kill", "embargo"])
def test_what_is_taken_back_is_on_no_page_feed_or_sitemap(desk: Desk, kind: str) -> None:
    desk.say(kind, **({"until": NOW + DAY} if kind == "embargo" else {}))
    left = desk.named_on()
    withdrawn = {*paths.feeds().values(), *paths.feeds("fisheries").values(), desk.path} if kind == "kill" else set()
    assert {path for path in left if SECRET in desk.page(path)} == set()
    assert left <= withdrawn
    assert not any(desk.path in desk.page(path) for path in ("/sitemap.xml", "/news-sitemap.xml"))
    assert not Appearance.objects.filter(story=desk.story).exists()
    assert bool(desk.page(desk.path)) == (kind == "kill")


def test_the_page_of_a_withdrawn_story_says_so_and_nothing_of_its_text(desk: Desk) -> None:
    desk.say("kill", "We were wrong about the affair.", headline="Crab boats and an affair")
    page = desk.page(desk.path)
    assert "This story was withdrawn" in page and "We were wrong about the affair." in page
    assert "Crab boats and an affair" in page and SECRET not in page
    assert 'name="robots" content="noindex"' in page and "15:45" in page, "the time stands there by the clock of the edition"


@pytest.mark.parametrize("kind", ["hold", "kill", "embargo"])
def test_what_is_lifted_is_back_where_it_was(desk: Desk, kind: str) -> None:
    before = {path: desk.page(path) for path in (desk.path, "/", "/archive/2026-11-24/", "/sitemap.xml")}
    desk.say(kind, **({"until": NOW + DAY} if kind == "embargo" else {}))
    desk.say("lift", "")
    assert {path: desk.page(path) for path in before} == before
    assert set(FEEDS) <= desk.named_on()


def test_an_embargo_ends_by_itself(desk: Desk) -> None:
    desk.say("embargo", until=NOW + timedelta(hours=2))
    rows.print_all(NOW + timedelta(hours=2) - timedelta(seconds=1))
    assert desk.page(desk.path) == ""
    rows.print_all(NOW + timedelta(hours=2))
    assert SECRET in desk.page(desk.path) and desk.path in desk.page("/")
    assert Notice.objects.get(kind="embargo").spent_at == NOW + timedelta(hours=2)
    assert noticing.spend(NOW + DAY) == 0, "once"


def test_a_copy_that_is_killed_is_in_no_telling_and_another_tells_the_story(desk: Desk) -> None:
    standing_rows.second(desk)
    desk.say("kill", copy=desk.copy)
    page = desk.page(desk.path)
    assert "Quiet words on crab boats" in page and "Skipper" not in page
    assert not any(SECRET in desk.page(path) for path in PageStore(settings.PAGES).paths("barents"))
    assert desk.page("/outlet/skippers-weekly/") == "" and "skippers-weekly" not in desk.page("/outlets/")
    assert "Quiet words" in desk.page("/") and "Quiet words" in desk.page("/rss.xml")


def test_a_story_whose_copies_are_all_killed_is_withdrawn(desk: Desk) -> None:
    desk.say("kill", copy=desk.copy)
    assert "This story was withdrawn" in desk.page(desk.path) and desk.path not in desk.page("/")


def test_a_passage_picture_does_not_name_a_killed_copy(data: Path) -> None:
    made, story = rows.carried()
    rows.print_all()
    path = f"/story/{story.pk}-{story.slug}/"
    store = PageStore(settings.PAGES)
    assert "The Baltic Courier" in (store.get("barents", path) or b"").decode()
    killed = Placement.objects.get(story=story, copy__outlet__slug="the-baltic-courier").copy
    noticing.kill(made, story, "Ada", "why", "Gone.", "", NOW, copy=killed)
    rows.print_all()
    assert "The Baltic Courier" not in (store.get("barents", path) or b"").decode()


def test_a_running_story_loses_what_is_withdrawn(desk: Desk) -> None:
    line = StoryLine.objects.create(slugline="crab-boats", began_at=NOW)
    others = [row.story for row in appearances(desk.edition).exclude(story=desk.story)][:2]
    Story.objects.filter(pk__in=[desk.story.pk, *(other.pk for other in others)]).update(line=line)
    Change.note("line", line.pk, NOW)
    for other in (desk.story, *others):
        Change.note("story", other.pk, NOW)
    rows.print_all(NOW + timedelta(minutes=5))
    assert "/line/" in "".join(desk.named_on()), "the line names it"
    desk.now = NOW + timedelta(minutes=6)
    desk.say("kill")
    left = desk.named_on()
    assert not any(SECRET in desk.page(path) for path in left) and not any(path.endswith("/") and path != desk.path for path in left)


def test_a_merge_does_not_bring_a_killed_text_back(desk: Desk) -> None:
    """Its copy takes the kill along; the old address still says that it was withdrawn."""
    desk.say("kill")
    into = next(row.story for row in appearances(desk.edition))
    noticing.carry([(desk.copy.pk, desk.story.pk, into.pk)], NOW)
    Placement.objects.filter(copy=desk.copy).update(story=into)
    Story.objects.filter(pk=desk.story.pk).update(merged_into=into)
    Change.note("story", desk.story.pk, NOW)
    Change.note("story", into.pk, NOW)
    rows.print_all()
    assert not any(SECRET in desk.page(path) for path in PageStore(settings.PAGES).paths("barents"))
    assert "This story was withdrawn" in desk.page(desk.path)
    other = desk.page(f"/story/{into.pk}-{into.slug}/")
    assert "Net prices" in other and "Skipper" not in other


def test_who_leads_to_a_killed_story_says_that_it_is_gone(desk: Desk) -> None:
    into = next(row.story for row in appearances(desk.edition).exclude(story=desk.story))
    old = desk.path
    standing_rows.second(desk)
    Placement.objects.filter(story=desk.story).update(story=into)
    Story.objects.filter(pk=desk.story.pk).update(merged_into=into)
    Change.note("story", desk.story.pk, NOW)
    Change.note("story", into.pk, NOW)
    rows.print_all()
    assert "went into another" in desk.page(old)
    noticing.kill(desk.edition, into, "Ada", "why", "Gone.", "", NOW)
    rows.print_all()
    assert "This story was withdrawn" in desk.page(old) and "Net prices" not in desk.page(old)


def test_feeds_say_for_a_week_what_was_withdrawn(desk: Desk) -> None:
    desk.say("kill", "We were wrong.", headline="Crab boats and an affair")
    for path in FEEDS:
        assert "Withdrawn: Crab boats and an affair" in desk.page(path) and "We were wrong." in desk.page(path), path
    assert "Withdrawn" not in desk.page("/section/energy/rss.xml"), "only where it stood"
    [entry] = [item for item in json.loads(desk.page("/feed.json"))["items"] if item["id"].endswith(f"/story/{desk.story.pk}")]
    assert entry["_wirecopy"] == {"pubstatus": "canceled"}
    rows.print_all(NOW + 7 * DAY)
    assert not any("Withdrawn" in desk.page(path) for path in FEEDS)


def test_a_killed_story_is_not_named_in_feeds_where_the_editor_does_not_want_it(desk: Desk) -> None:
    desk.say("kill")
    assert "Withdrawn: a story of 24 November 2026" in desk.page("/atom.xml")


def test_a_correction_stands_on_the_page_in_feeds_and_moves_its_time(desk: Desk) -> None:
    desk.now = NOW + timedelta(hours=2)
    desk.say("correct", "The fine was 4,000 kroner, not 40,000 <b>.")
    page = desk.page(desk.path)
    said = re.search(r'<aside class="correction ours" id="corrections".*', page)
    assert said and re.search(r"Correction by The Barents Wire.*17:45.*4,000 kroner, not 40,000 &lt;b&gt;", said[0])
    assert '"CorrectionComment"' in page and "corrected" in desk.page("/")
    for path in FEEDS[:3]:
        assert "The fine was 4,000 kroner" in desk.page(path), path
    assert "2026-11-24T17:45" in desk.page("/atom.xml")


def test_an_advisory_is_for_editors_alone(desk: Desk) -> None:
    before = {path: desk.page(path) for path in PageStore(settings.PAGES).paths("barents")}
    desk.say("advise", "", copy=None)
    assert {path: desk.page(path) for path in before} == before


def test_letters_lose_what_is_withdrawn_and_the_next_one_says_so(desk: Desk) -> None:
    made = make_issue(desk.edition, "daily", NOW)
    assert made
    rows.print_all()
    letters = ["/letters/", "/letters/2026-11-24/", *paths.feeds_in(paths.LETTERS).values()]
    assert all(SECRET in desk.page(path) for path in letters)
    number = tells(told_now(made))
    desk.now = NOW + timedelta(hours=1)
    desk.say("kill", "We were wrong.", headline="Crab boats and an affair")
    assert not any(SECRET in desk.page(path) for path in letters)
    assert SECRET not in json.dumps(told_now(made)) and tells(told_now(made)) == number - 1
    [notice] = compose(desk.edition, "daily", NOW + DAY).told["notices"]
    assert (notice["kind"], notice["headline"], notice["text"]) == ("killed", "Crab boats and an affair", "We were wrong.")
    make_issue(desk.edition, "daily", NOW + DAY)
    rows.print_all(NOW + DAY)
    assert "Withdrawn" in desk.page("/letters/2026-11-25/") and "We were wrong." in desk.page("/letters/2026-11-25/")


def test_a_correction_is_told_in_the_next_letter_and_goes_when_the_story_is_withdrawn(desk: Desk) -> None:
    make_issue(desk.edition, "daily", NOW)
    desk.now = NOW + timedelta(hours=1)
    desk.say("correct", "It was Tuesday.")
    made = make_issue(desk.edition, "daily", NOW + DAY)
    assert made and [(n["kind"], n["text"]) for n in made.told["notices"]] == [("corrected", "It was Tuesday.")]
    desk.now = NOW + DAY + timedelta(hours=1)
    desk.say("kill")
    assert SECRET not in json.dumps(told_now(made)) and told_now(made)["notices"] == []


def test_a_killed_page_answers_410_with_the_notice_and_a_lifted_one_200(desk: Desk) -> None:
    clock = Clock()
    app = handout.application(settings.PAGES, lambda e, s: [], cache_bytes=1_000_000, clock=clock)
    at = {"path": desk.path, "host": "barents.example"}
    first = Answer(app, **at)
    assert first.status == 200
    desk.say("kill")
    clock.seconds += 2
    for coding in ("", "gzip", "br"):
        gone = Answer(app, **at, HTTP_ACCEPT_ENCODING=coding)
        assert gone.status == 410 and gone.headers.get("Content-Encoding", "") == coding
    assert b"This story was withdrawn" in Answer(app, **at).body
    assert Answer(app, **at, HTTP_IF_NONE_MATCH=Answer(app, **at).headers["ETag"]).status == 410, "gone is never “as it was”"
    head = Answer(app, method="HEAD", **at)
    assert (head.status, head.body) == (410, b"")
    assert Answer(app, desk.path.removesuffix("/"), host="barents.example").status == 301
    desk.say("lift", "")
    clock.seconds += 2
    assert Answer(app, **at).status == 200


def test_an_export_marks_what_is_gone_for_other_servers(desk: Desk, tmp_path: Path) -> None:
    store, target = PageStore(settings.PAGES), tmp_path / "out"
    assert store.export("barents", target)
    assert not list(target.glob("_gone*"))
    desk.say("kill")
    assert store.export("barents", target, plain=True) == len(set(store.paths("barents")))
    assert (target / "_gone.txt").read_text() == f"{desk.path}\n"
    assert (target / "_gone.nginx").read_text() == f"location = {desk.path} {{ error_page 410 {desk.path}index.html; return 410; }}\n"
    assert (target / "_gone.redirects").read_text() == f"{desk.path} {desk.path}index.html 410!\n"
    assert not list(target.rglob("*.gone")) and not list(target.rglob("*.html.br"))
    assert SECRET not in "".join(file.read_text(errors="ignore") for file in target.rglob("*") if file.is_file())
    desk.say("lift", "")
    store.export("barents", target)
    assert not list(target.glob("_gone*"))


def test_a_kill_is_turned_and_printed_before_anything_else_that_waits(desk: Desk) -> None:
    work.mark(desk.edition.pk, {f"/story/{n}-waiting/": NOW - DAY for n in range(5000, 5300)}, 5)
    for _ in range(20):
        Change.note("edition", desk.edition.pk, NOW, 3)
    noticing.kill(desk.edition, desk.story, "Ada", "why", "Gone.", "", NOW)
    assert work.turn(NOW) == 1, "the kill alone"
    urgent = Stale.objects.filter(priority__lte=1).count()
    assert work.print_due(NOW) == urgent
    assert not any(SECRET in desk.page(path) for path in PageStore(settings.PAGES).paths("barents"))


def test_where_a_copy_stands_says_that_it_was_killed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.say("kill", copy=desk.copy)
    whereabouts(desk.copy)
    assert "kill in The Barents Wire, by Ada: a reason" in " ".join(capsys.readouterr().out.split())


def test_a_change_of_the_edition_prints_its_withdrawn_pages_too(desk: Desk) -> None:
    desk.say("kill")
    desk.edition.masthead = "The New Wire"
    desk.edition.save()
    Change.note("edition", desk.edition.pk, NOW)
    rows.print_all()
    assert "The New Wire" in desk.page(desk.path) and "This story was withdrawn" in desk.page(desk.path)


def test_a_word_holds_in_its_own_edition_alone(desk: Desk) -> None:
    other = rows.edition(slug="coast", host="coast.example", masthead="The Coast")
    rows.print_all()
    desk.say("kill")
    there = tell(other, appearances(other, story=desk.story))
    assert len(there) == 1 and SECRET in (PageStore(settings.PAGES).get("coast", desk.path) or b"").decode()


@pytest.mark.parametrize(
    ("deed", "facts"),
    [
        ("kill", {"public": " "}),
        ("correct", {"public": ""}),
        ("hold", {"why": " "}),
        ("embargo", {"until": NOW}),
        ("kill", {"public": "x" * 501}),
    ],
)
def test_a_word_that_cannot_be_meant_is_refused(desk: Desk, deed: str, facts: dict[str, object]) -> None:
    given = {"why": "why", "public": "said", "note": "", **facts}
    until = {"until": given.pop("until")} if "until" in given else {}
    with pytest.raises(ValueError, match=r"\w"):
        getattr(noticing, deed)(desk.edition, desk.story, "Ada", given["why"], given["public"], given["note"], NOW, **until)
    assert not Notice.objects.exists()
