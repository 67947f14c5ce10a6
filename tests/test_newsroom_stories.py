"""Do the board, the list of stories and a story's screen show what is there, and do an editor's deeds at a story hold?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from desk_rows import START, received, text, walk
from django.db import connection
from django.test.utils import CaptureQueriesContext
from newsroom_rows import edition, editor
from press_rows import NOW, article, copy, fold, long_text, outlet

from wirecopy.accounts.models import Deed
from wirecopy.desk.models import Group, Ruling, Story
from wirecopy.press import choosing, work
from wirecopy.press.models import Choice
from wirecopy.press.pages import Run
from wirecopy.wire.models import Copy, Feed, Stumble, Take

pytestmark = pytest.mark.django_db


def put_out(*seeds: int) -> list[Story]:
    """A story for each seed, in the edition."""
    made = []
    for at, seed in enumerate(seeds):
        told = article(f"Headline of {seed} about harbours", came_at := NOW - timedelta(minutes=60 - at), blocks=long_text(seed))
        first = copy(outlet(f"Outlet {seed}"), told, came_at)
        fold(first)
        story = first.placement.story
        Group.objects.filter(foldings__copy=first).update(story=story, told_at=came_at, first=first)
        made.append(story)
    while work.turn(NOW):
        pass
    return made


@pytest.fixture
def here(data):
    return edition()


def test_the_board_asks_as_many_questions_for_many_stories_as_for_few(here):
    _, client = editor(here)
    put_out(1, 2)

    def asked() -> int:
        client.get("/desk/barents/")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/desk/barents/").status_code == 200
        return len(found)

    few = asked()
    put_out(*range(3, 14))
    of = Copy.objects.first().outlet
    for number in range(20):
        failing = Copy.objects.create(outlet=of, url=f"https://x.example/{number}", domain="x.example", seen_at=START, failures=1)
        Stumble.objects.create(copy=failing, leg="fetch", stumbled_at=datetime.now(UTC), why="timeout", sentence="No answer came.")
    assert asked() == few


def test_what_stumbles_is_said_in_words_and_tried_again_with_one_click(here):
    _, client = editor(here)
    put_out(1)
    of = Copy.objects.get().outlet
    now = datetime.now(UTC)
    feed = Feed.objects.create(outlet=of, url="https://x.example/rss", domain="x.example", failures=5, due_at=now + timedelta(days=1))
    Stumble.objects.create(feed=feed, leg="poll", stumbled_at=now, why="timeout", sentence="The server did not answer in 20 s.")
    page = client.get("/desk/barents/").content.decode()
    assert "The server did not answer in 20 s." in page and f"Try {of.name} again now" in page
    answer = client.post(f"/desk/barents/retry/{of.pk}/", follow=True)
    assert "1 feed will be tried again now" in answer.content.decode()
    feed.refresh_from_db()
    assert feed.due_at <= datetime.now(UTC)
    assert Deed.objects.get().verb == "retry"


def test_a_take_that_was_set_aside_walks_on_after_a_click(here):
    _, client = editor(here)
    take = received("Outlet 1", "Set aside", text(1))
    Take.objects.filter(pk=take.pk).update(due_at=None, failures=8)
    Stumble.objects.create(take=take, leg="fold", stumbled_at=datetime.now(UTC), why="fault", sentence="A fault of ours.")
    assert "A fault of ours." in client.get("/desk/barents/").content.decode()
    client.post(f"/desk/barents/retry/{take.copy.outlet_id}/")
    walk(300)
    take.refresh_from_db()
    assert take.next_leg == ""


def test_the_list_of_stories_is_paged_and_found_by_words(here, monkeypatch):
    monkeypatch.setattr("wirecopy.newsroom.stories.PAGE", 3)
    _, client = editor(here, "reader")
    stories = put_out(*range(1, 8))
    seen: list[int] = []
    address = "/desk/barents/stories/"
    for _ in range(5):
        answer = client.get(address)
        seen += [each.story.pk for each in answer.context["found"]]
        if not answer.context["more"]:
            break
        address = f"/desk/barents/stories/?after={answer.context['more'].replace('+', '%2B')}"
    assert sorted(seen) == [story.pk for story in stories] and len(set(seen)) == 7
    found = client.get("/desk/barents/stories/?q=headline+of+3").context["found"]
    assert [each.story.pk for each in found] == [stories[2].pk]
    assert "No story here says that" in client.get("/desk/barents/stories/?q=zzzz").content.decode()


def test_a_merge_holds_and_is_logged(here):
    _, client = editor(here, name="Ada Lund")
    one, two = put_out(1, 2)
    answer = client.post(f"/desk/barents/story/{one.pk}/merge/", {"into": f"https://barents.example/story/{two.pk}-{two.slug}/"})
    assert answer.status_code == 303 and answer["Location"].endswith(f"/story/{two.pk}/")
    one.refresh_from_db()
    assert one.merged_into == two and Ruling.objects.filter(kind="pinned", editor="Ada Lund").count() == 2
    deed = Deed.objects.get()
    assert (deed.verb, deed.what, deed.which, deed.said) == ("merge", "story", one.pk, {"into": two.pk})
    assert "went into" in client.get(f"/desk/barents/story/{one.pk}/").content.decode()


def test_a_story_cannot_be_merged_with_itself_and_nothing_is_logged(here):
    _, client = editor(here)
    [one] = put_out(1)
    answer = client.post(f"/desk/barents/story/{one.pk}/merge/", {"into": str(one.pk)})
    assert answer.status_code == 400 and "merged with itself" in answer.content.decode()
    assert not Deed.objects.exists() and not Ruling.objects.exists()


def test_the_slower_of_two_who_merge_is_told(here):
    _, client = editor(here)
    one, two, three = put_out(1, 2, 3)
    client.post(f"/desk/barents/story/{one.pk}/merge/", {"into": two.pk})
    answer = client.post(f"/desk/barents/story/{one.pk}/merge/", {"into": three.pk})
    assert answer.status_code == 409 and f"story {two.pk}" in answer.content.decode()


def test_texts_are_split_off_and_moved_back(here):
    _, client = editor(here)
    one, two = put_out(1, 2)
    client.post(f"/desk/barents/story/{one.pk}/merge/", {"into": two.pk})
    first = two.groups.order_by("pk").first()
    answer = client.post(f"/desk/barents/story/{two.pk}/split/", {"group": [str(first.pk)]})
    assert answer.status_code == 303
    first.refresh_from_db()
    made = first.story
    assert made.pk not in (one.pk, two.pk)
    while work.turn(NOW):
        pass
    client.post(f"/desk/barents/story/{made.pk}/move/", {"group": [str(first.pk)], "into": str(two.pk)})
    first.refresh_from_db()
    assert first.story == two
    assert client.post(f"/desk/barents/story/{two.pk}/split/", {}).status_code == 400


def test_a_story_of_another_edition_is_not_here(here):
    other = edition("tana", masthead="The Tana Post", rules={"words": ["nothing that anybody wrote"]})
    _, client = editor(other)
    [one] = put_out(1)
    assert client.get(f"/desk/tana/story/{one.pk}/").status_code == 404
    assert client.post(f"/desk/tana/story/{one.pk}/name/", {"headline": "Mine"}).status_code == 404
    assert client.get(f"/desk/barents/story/{one.pk}/").status_code == 404  # no role there
    assert not Choice.objects.exists()


def test_a_headline_of_the_edition_stands_on_the_pages_and_the_original_is_kept(here):
    _, client = editor(here)
    [one] = put_out(1)
    client.post(f"/desk/barents/story/{one.pk}/name/", {"headline": "Our own words", "slugline": "own-words", "seen": ""})
    one.refresh_from_db()
    assert one.slugline == "own-words"
    page = client.get(f"/desk/barents/story/{one.pk}/").content.decode()
    assert "Our own words" in page and "Headline of 1" in page
    stale = client.post(f"/desk/barents/story/{one.pk}/name/", {"headline": "Somebody else", "seen": ""})
    assert stale.status_code == 409 and Choice.objects.get().headline == "Our own words"


def test_pins_keep_their_order_and_run_out(here):
    _, client = editor(here)
    one, two, three = put_out(1, 2, 3)
    for story in (one, two, three):
        client.post(f"/desk/barents/story/{story.pk}/pin/", {"place": "1", "from": "front"})
    assert [choice.story_id for choice in choosing.pinned(here, NOW)] == [three.pk, two.pk, one.pk]
    client.post(f"/desk/barents/story/{one.pk}/pin/", {"place": "2"})
    assert [choice.story_id for choice in choosing.pinned(here, NOW)] == [three.pk, one.pk, two.pk]
    client.post(f"/desk/barents/story/{three.pk}/unpin/")
    assert [(choice.story_id, choice.pin) for choice in choosing.pinned(here, NOW)] == [(one.pk, 1), (two.pk, 2)]
    Choice.objects.filter(story=one).update(pinned_until=NOW + timedelta(hours=1))
    assert [choice.story_id for choice in choosing.pinned(here, NOW + timedelta(hours=2))] == [two.pk]
    refused = client.post(f"/desk/barents/story/{two.pk}/pin/", {"place": "1", "until": "2001-01-01T10:00"})
    assert refused.status_code == 400 and "has passed" in refused.content.decode()


def test_what_an_editor_chose_is_printed(here):
    """Headline, lead and pins, on the story's page, the front and the feed; and a pin's end brings the front again."""
    _, client = editor(here)
    one, two, _ = put_out(1, 2, 3)
    other = copy(outlet("Nordlys Post"), article("Another telling", NOW, blocks=long_text(9)), NOW, into=one)
    client.post(f"/desk/barents/story/{one.pk}/name/", {"headline": "Our own words", "slugline": "", "seen": ""})
    client.post(f"/desk/barents/story/{one.pk}/lead/", {"copy": str(other.pk)})
    client.post(f"/desk/barents/story/{two.pk}/pin/", {"place": "1"})
    client.post(f"/desk/barents/story/{one.pk}/pin/", {"place": "2"})
    Choice.objects.filter(story=one).update(pinned_until=NOW + timedelta(hours=1))
    while work.turn(NOW):
        pass
    run = Run(here, NOW, [f"/story/{one.pk}-{one.slug}/", "/", "/rss.xml"])
    page = run.page(f"/story/{one.pk}-{one.slug}/").body.decode()
    assert "<h1>Our own words</h1>" in page and "Another telling" in page and "That of Nordlys Post:" in page
    front = run.page("/")
    told = front.body.decode()
    assert told.index("Headline of 2") < told.index("Our own words") < told.index("Headline of 3")
    assert front.holds_until == NOW + timedelta(hours=1)
    assert "Our own words" in run.page("/rss.xml").body.decode()
    later = Run(here, NOW + timedelta(hours=2), ["/"]).page("/").body.decode()
    assert later.index("Headline of 2") < later.index("Our own words")
