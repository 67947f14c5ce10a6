"""Round-ups: does an article that tells several events stand alone, whenever it comes, and does a report of one event not?"""

from __future__ import annotations

import random
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import stories as bench

from wirecopy.demo.truth import Copy
from wirecopy.demo.wire import build
from wirecopy.desk.cluster import BARS, place
from wirecopy.desk.mastheads import mastheads
from wirecopy.desk.repair import again, carry_out
from wirecopy.desk.roundup import UNKNOWN, looseness
from wirecopy.desk.stories import Stories, spoken
from wirecopy.desk.terms import Terms, parts, terms

ORDERS = 40
# The events that the sample wire's round-up tells, by what stands in the headlines of their own reports.
EVENTS = {
    "reef": ("Coaster runs aground off Vardø", "Lasteskip på grunn ved Vardø"),
    "strait": ("Strait pilots vote to return", "Los prácticos vuelven al Estrecho"),
    "cable": ("Repair ship heads for faulty power cable",),
    "crab": ("Norway puts off snow crab deal", "Vi signerer ikke bare"),
    "keeper": ("Havnes rykket opp på overtid",),
}


@pytest.fixture(scope="module")
def wire() -> list[Copy]:
    """One text of each event of the sample wire: copies of it are folded before they are placed."""
    return [copy for copy in build(datetime(2026, 11, 24, 12, tzinfo=UTC)).truth if copy.kind in ("original", "roundup", "live", "release")]


def event(copy: Copy) -> str:
    if copy.kind == "roundup":
        return "roundup"
    return next((name for name, headlines in EVENTS.items() if any(part in copy.headline for part in headlines)), copy.headline)


def placed(copies: list[Copy]) -> Stories:
    stories, free = Stories(), len(copies)
    known, outlets = mastheads(copy.outlet for copy in copies), sorted({copy.outlet for copy in copies})
    for number, copy in enumerate(copies):
        told, at = terms(copy.headline, copy.standfirst or "", "\n\n".join(copy.paragraphs), known), datetime.fromisoformat(copy.published)
        article = stories.weigh(told, at, outlets.index(copy.outlet), copy.language)

        def paragraphs(told: Terms, at: datetime, language: str) -> list[object]:
            return [stories.weigh(part, at, None, language) for part in parts(told)]

        found = place(stories, article, parts=partial(paragraphs, told, at, copy.language), loose=looseness(told, spoken(copy.language)))
        story = number if found.story is None else found.story
        stories.add(number, article.silent() if found.roundup else article, story)
        if found.also is not None:
            stories.merge(found.also, story)
        for one in again(stories, number):
            free = carry_out(stories, [one], free)
    return stories


def test_in_whatever_order_copy_comes_a_round_up_stands_alone_and_glues_no_two_of_its_events(wire: list[Copy]) -> None:
    first = 0
    for seed in range(ORDERS):
        copies = random.Random(seed).sample(wire, len(wire))
        stories = placed(copies)
        for held in stories.open.values():
            told = {event(copies[number]) for number in held.members}
            assert len(told & {"roundup", *EVENTS}) < 2, (seed, told)
            assert "roundup" not in told or len(held.members) == 1, (seed, told)
        before = [event(copy) for copy in copies[: [copy.kind for copy in copies].index("roundup")]]
        first += len(set(before) & set(EVENTS)) < 2
    assert first >= 5  # orders in which what is open could not tell


def test_reports_of_one_event_are_hardly_ever_as_loose_as_a_round_up(wire: list[Copy]) -> None:
    """A false alarm tears an article from its event, so there may be one in a hundred."""
    told = bench.told()
    loose = [looseness(one.terms, spoken(one.language)) for one in told]
    assert sum(one > BARS.loose for one in loose) <= 0.011 * len(loose), sorted(loose)[-5:]
    rest = [looseness(terms(copy.headline, copy.standfirst or "", "\n\n".join(copy.paragraphs)), spoken(copy.language)) for copy in wire]
    assert sum(one > BARS.loose for one in rest) <= 1


def test_most_lists_of_unlike_events_are_looser() -> None:
    told = [one for one in bench.told() if one.language == "en"]
    draw, found = random.Random(4), 0
    for _ in range(200):
        picked = {one.event: one for one in draw.sample(told, 6)}
        text = "\n\n".join(one.text.split("\n\n")[0] for one in picked.values())
        found += looseness(terms("What we would not want you to miss", "", text), "en") > BARS.loose
    assert found >= 0.6 * 200, found


@pytest.mark.parametrize("headline", ["", "!!", "Five things from the sea today"])
def test_what_says_too_little_is_not_judged(headline: str) -> None:
    assert looseness(terms(headline, "", "One short line.\n\nAnother."), "en") == UNKNOWN
    if headline != "Five things from the sea today":
        part = "A paragraph of number{0} and name{0} which is long enough to be looked at as a part of its own, once."
        long = "\n\n".join(part.format(at) for at in range(6))
        assert looseness(terms(headline, "", long), "en") == UNKNOWN
