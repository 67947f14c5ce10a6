"""Stories: which one does an article tell, and what is put right at night?"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))
import stories as bench  # noqa: E402
from costs import bounded  # noqa: E402

from wirecopy.desk.cluster import place  # noqa: E402
from wirecopy.desk.lines import Ties, lines, links  # noqa: E402
from wirecopy.desk.repair import BACK, Fixed, again, carry_out, repair  # noqa: E402
from wirecopy.desk.roundup import looseness  # noqa: E402
from wirecopy.desk.slug import slugline  # noqa: E402
from wirecopy.desk.stories import Stories, spoken, unpack  # noqa: E402
from wirecopy.desk.terms import parts, terms  # noqa: E402

SHARED = Path(os.environ.get("WIRECOPY_SHARED", ROOT.parent / "shared"))
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
FIRE = "Fire destroyed the Lantern Quay warehouse in Port Ember overnight, and two of the crew of Captain Odell Marsh were hurt."
FIRE_TOO = "Two firefighters led by Odell Marsh were hurt when a warehouse on Lantern Quay, Port Ember, burned down."
VOTE = "The council of Tarrow voted to raise the ferry toll, said its treasurer Imke Vos, after a debate of nine hours."


def put(stories: Stories, number: int, text: str, at: datetime | None = None, outlet: int | None = None) -> int:
    article = stories.weigh(terms("", "", text), at, outlet, "en")
    found = place(stories, article)
    story = number if found.story is None else found.story
    stories.add(number, article, story)
    return story


ITEMS = (FIRE_TOO, VOTE.replace("nine hours", "much of the night"))


def roundup(stories: Stories, *items: str) -> tuple[int, ...]:
    told = terms("", "", "\n\n".join(items))
    return place(stories, stories.weigh(told), parts=lambda: map(stories.weigh, parts(told))).several


@pytest.fixture(scope="module")
def told() -> list[bench.Told]:
    return bench.told()


def test_two_outlets_telling_one_event_are_one_story_and_another_event_is_not() -> None:
    stories = Stories()
    assert put(stories, 1, FIRE, MONDAY) == 1
    assert put(stories, 2, VOTE, MONDAY) == 2
    assert put(stories, 3, FIRE_TOO, MONDAY + timedelta(hours=2)) == 1


def test_our_events_are_found_and_kept_apart(told: list[bench.Told]) -> None:
    figures = bench.events(bench.group(told), told)
    assert figures["f1"] >= 0.995 and figures["events_in_one_story"] >= 65, figures
    assert figures["stories_of_two_events"] == 0
    assert figures["running_stories_in_one_line"] == figures["running_stories"]


def test_the_same_articles_in_the_same_order_give_the_same_stories(told: list[bench.Told]) -> None:
    one, other = bench.group(told, 40), bench.group(told, 40)
    assert one.where == other.where
    assert [member.pack() for story in one.open.values() for member in story.members.values()] == [
        member.pack() for story in other.open.values() for member in story.members.values()
    ]


def test_stories_rebuilt_from_rows_in_any_order_judge_as_before(told: list[bench.Told]) -> None:
    stories = bench.group(told[:120])
    rows = [(number, story, stories.open[story].members[number]) for number, story in stories.where.items()]
    again = Stories()
    for number, story, article in reversed(rows):
        one = told[number]
        again.add(number, unpack(article.pack(), one.at, one.outlet, one.language), story)
    for one in told[120:]:
        was, now = (kept.weigh(one.terms, one.at, one.outlet, one.language) for kept in (stories, again))
        assert was == now
        assert place(stories, was) == place(again, now)


def test_a_round_up_stands_alone_and_draws_no_stories_together() -> None:
    stories = Stories()
    put(stories, 1, FIRE)
    put(stories, 2, VOTE)
    assert roundup(stories, *ITEMS) == (1, 2)
    assert roundup(stories, FIRE_TOO, FIRE) == ()
    assert roundup(stories, FIRE_TOO, FIRE, FIRE_TOO, ITEMS[1]) == ()
    assert roundup(stories, " ".join(ITEMS)) == ()
    centroids = [stories.centroid(story) for story in (1, 2)]
    stories.add(3, stories.weigh(terms("", "", " ".join(ITEMS))).silent(), 3)
    assert [stories.centroid(story) for story in (1, 2)] == centroids
    assert put(stories, 4, FIRE_TOO) == 1 and put(stories, 5, ITEMS[1]) == 2
    assert not repair(stories) and stories.where[3] == 3


def test_no_event_of_ours_is_taken_for_a_round_up_and_made_ones_are_seen(told: list[bench.Told]) -> None:
    """The events stand in their true stories; a round-up is the first paragraphs of three of them, as another outlet tells each."""
    stories, numbers = Stories(), {event: number for number, event in enumerate(dict.fromkeys(one.event for one in told))}
    found = made = 0
    for number, one in enumerate(told):
        article = stories.weigh(one.terms, one.at, one.outlet, one.language)
        found_one = place(stories, article, parts=lambda: one.parts(stories), loose=looseness(one.terms, spoken(one.language)))  # noqa: B023
        assert not found_one.roundup, one.text
        known = {seen.event for seen in told[max(0, number - 30) : number]}
        others = {other.event: other for other in told[number:] if other.event in known and other.language == "en"}
        if len(others) >= 3:
            three = terms("", "", "\n\n".join(other.text.split("\n\n")[0] for other in list(others.values())[:3]))
            paragraphs = [stories.weigh(part, one.at, None, one.language) for part in parts(three)]
            made += 1
            found += bool(place(stories, stories.weigh(three, one.at, None, "en"), parts=lambda: paragraphs).several)  # noqa: B023
        stories.add(number, article, numbers[one.event])
    assert made >= 80 and found >= 0.7 * made, (found, made)


def test_what_was_placed_early_is_looked_at_again_when_more_is_known() -> None:
    stories = Stories()
    for number, text, story in ((1, FIRE, 1), (2, FIRE_TOO, 2), (3, FIRE, 1)):
        stories.add(number, stories.weigh(terms("", "", text)), story)
    newest = 2 + BACK[0]
    for number in range(4, newest + 1):
        stories.add(number, stories.weigh(terms("", "", f"Word{number}x of item{number}y and case{number}z.")), number)
    assert not list(again(stories, newest - 1))
    [move] = again(stories, newest)
    assert (move.kind, move.articles, move.into) == ("move", (2,), 1) and move.why
    assert not list(again(stories, newest, Fixed(pinned={2: 2})))
    assert not list(again(stories, newest, Fixed(apart=frozenset({(1, 2)}))))


def test_a_story_that_has_doubled_is_looked_at_again() -> None:
    stories = Stories()
    for number, text in enumerate((FIRE, VOTE, FIRE_TOO, ITEMS[1]), 1):
        stories.add(number, stories.weigh(terms("", "", text)), 1)
    for number in range(5, 40):
        stories.add(number, stories.weigh(terms("", "", f"Word{number}x of item{number}y and case{number}z.")), number)
    [split] = again(stories, 4)
    assert split.kind == "split" and split.articles in ((1, 3), (2, 4))


def test_a_daily_template_of_an_outlet_glues_no_days_together() -> None:
    stories = Stories()
    text = "Lotto results. The winning numbers drawn last night at Hallam Town Hall were {}. The jackpot prize fund stands at {} million."
    found = [put(stories, day, text.format(day * 7, day), MONDAY + timedelta(days=day), outlet=4) for day in range(1, 20)]
    assert len(set(found)) == 19
    assert not [one for one in repair(stories) if one.kind == "merge"]


@pytest.mark.parametrize("text", ["", "fire", "\u200b\u200b", "!!!", "a " * 50_000, "火", "\ud800"])
def test_texts_that_tell_little_are_placed_somewhere(text: str) -> None:
    stories = Stories()
    for number in (1, 2):
        put(stories, number, text)
    put(stories, 3, FIRE)
    assert stories.where[3] == 3
    repair(stories)


def test_an_article_taken_out_leaves_no_trace() -> None:
    stories = Stories()
    put(stories, 1, FIRE, MONDAY)
    before = stories.weigh(terms("", "", VOTE))
    put(stories, 2, FIRE_TOO, MONDAY)
    assert stories.where[2] == 1
    stories.remove(2)
    assert stories.weigh(terms("", "", VOTE)) == before
    assert stories.open[1].square == stories.open[1].members[1].square
    with pytest.raises(ValueError, match="tells story"):
        stories.add(1, before, 5)


def test_a_repair_brings_a_torn_event_together() -> None:
    stories = Stories()
    for number, text in ((1, FIRE), (2, FIRE_TOO), (3, VOTE)):
        stories.add(number, stories.weigh(terms("", "", text), MONDAY), number)
    [merge] = repair(stories)
    assert (merge.kind, {merge.story, merge.into}) == ("merge", {1, 2})
    assert merge.why and merge.rule


def test_a_repair_parts_two_events_that_were_glued(told: list[bench.Told]) -> None:
    stories = bench.group(told)
    glued = ("gdynia-warehouse-fire", "lumen-air-insolvency")
    one, other = (max(stories.where[number] for number, article in enumerate(told) if article.event == event) for event in glued)
    stories.merge(one, other)
    free = max(stories.open) + 1
    while repairs := repair(stories):
        free = carry_out(stories, repairs, free)
    assert bench.events(stories, told)["stories_of_two_events"] == 0


def test_an_editor_wins_and_survives_every_repair() -> None:
    stories = Stories()
    for number, text, story in ((1, FIRE, 1), (2, FIRE_TOO, 2), (3, VOTE, 3)):
        stories.add(number, stories.weigh(terms("", "", text), MONDAY), story)
    fixed = Fixed(together=frozenset({(1, 3)}), apart=frozenset({(1, 2)}), pinned={2: 2})
    free = 10
    for _ in range(5):
        free = carry_out(stories, repair(stories, fixed), free)
    assert stories.where[1] == stories.where[3] != stories.where[2] == 2
    assert not repair(stories, fixed)


def test_a_story_line_joins_the_days_of_a_running_story_and_an_editor_may_cut_it() -> None:
    stories = Stories()
    later = "Captain Odell Marsh was back at work in Port Ember on Friday as an inquiry into the Lantern Quay blaze opened."
    put(stories, 1, FIRE, MONDAY)
    put(stories, 2, VOTE, MONDAY)
    stories.add(3, stories.weigh(terms("", "", later), MONDAY + timedelta(days=4)), 3)
    assert lines(links(stories)) == [(1, 3)]
    assert lines(links(stories, Ties(cut=frozenset({(3, 1)})))) == []
    assert lines(links(stories, Ties(pinned=frozenset({(2, 1)})))) == [(1, 2, 3)]


def test_sluglines_are_short_unique_and_of_any_script() -> None:
    stories, taken = Stories(), set[str]()
    for headline in ("Fire guts Lantern Quay store", "Fire guts Lantern Quay store", "瀬戸崎美術館で盗難", "Пожар на складе", "12", ""):
        told = terms(headline, "", "")
        made = slugline(told, stories.weigh(told), taken)
        assert made and made not in taken and made.count("-") <= 3 and len(made) <= 60
        taken.add(made)
    assert "lantern" in " ".join(taken)


def test_many_texts_take_bounded_time_and_leave_nothing_behind_when_they_go() -> None:
    stories = Stories()
    with bounded(3_000 * 0.006):
        for number in range(3_000):
            words = " ".join(f"w{(number * step * 7919) % 5003}x" for step in range(1, 40))
            put(stories, number, words, MONDAY + timedelta(minutes=number))
    for number in range(3_000):
        stories.remove(number)
    assert not stories.open and not stories.where and not stories._index and not any(stories._seen.values())


def test_known_short_texts_fall_into_their_stories() -> None:
    folder = SHARED / "stories"
    if not folder.exists():
        pytest.skip("the short texts of known stories are not here")
    articles = bench.orders(bench.short_texts(folder), 1)[0][:2_000]
    assert bench.nmi(bench.labels(bench.group(articles), len(articles)), [one.event for one in articles]) >= 0.95
