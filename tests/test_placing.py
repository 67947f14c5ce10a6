"""Do texts of one event stand in one story, and does an editor's word outlast every repair?"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desk_rows import START, received, text, walk

from wirecopy.desk import mending, placing, work
from wirecopy.desk.models import Decision, Folding, Group, Placement, Ruling, Story, StoryLine
from wirecopy.desk.open_stories import open_stories
from wirecopy.wire.models import Change, Passage, Take

pytestmark = pytest.mark.django_db(transaction=True)

TOLD = Path(__file__).parent.parent / "training" / "told"
LATER = START + timedelta(days=12)
FERRY = (
    "Torben Aldgaard, who ran Varnholm Lines when its ferry Isolde Strand sank, denied in a court in Kaldhavn that he let 41 people die. "
    "The prosecutor, Signe Brandvik, read out what new locking pins would have cost."
)
TABLETS = (
    "Norvale Pharma takes its heart tablets Cardevane back from pharmacies in eleven countries, since some hold a nitrosamine. Nobody "
    "should stop taking them, says Orla Meaney of the medicines inspectorate."
)


def tell(*names: str) -> list[tuple[str, Take]]:
    """The made-up events of these files, received in the order of their times: (event, take) of each telling."""
    tellings = []
    for name in names:
        for part in next(TOLD.glob(f"{name}-*.txt")).read_text("utf-8").split("\n== ")[1:]:
            first, headline, _, body = part.split("\n", 3)
            outlet, at = first.split(" | ")
            minutes = int((datetime.fromisoformat(at) - START).total_seconds() // 60)
            tellings.append((minutes, name, outlet, headline, body.strip()))
    tellings.sort()
    return [(name, received(outlet, headline, body, minutes)) for minutes, name, outlet, headline, body in tellings]


def story_of(take: Take) -> Story:
    return Placement.objects.get(copy=take.copy).story


def group_of(take: Take) -> Group:
    return Folding.objects.get(copy=take.copy).group


def test_own_reports_of_one_event_stand_in_one_story_and_other_events_in_others():
    told = tell("a09", "a12", "a15", "a21", "b09", "c13")
    walk(days=12)
    stories = {event: {story_of(take).pk for name, take in told if name == event} for event, _ in told}
    assert all(len(found) == 1 for found in stories.values())
    assert len(set().union(*stories.values())) == len(stories)
    assert Group.objects.count() == len(told)
    assert not placing.kept_apart(*list(set().union(*stories.values()))[:2])


def test_each_decision_is_a_row_that_says_why():
    told = tell("a09")
    walk(days=12)
    rows = Decision.objects.order_by("pk")
    assert rows[0].why.startswith("opens a story") and rows[1].why.startswith("shares ") and rows[1].score > 1
    assert "joins story" in Passage.objects.get(take=told[1][1], leg="place").outcome
    assert story_of(told[0][1]).slugline.count("-") >= 1


def test_the_open_stories_are_made_again_from_rows_and_decide_the_same():
    told = tell("a09", "a14")
    for _, take in told[4:]:
        Take.objects.filter(pk=take.pk).update(due_at=None)
    walk(days=12)
    open_stories.cache_clear()
    Take.objects.filter(next_leg="fold").update(due_at=START)
    walk(days=12)
    assert len({story_of(take).pk for name, take in told if name == "a09"}) == 1


def test_an_editors_merge_wins_redirects_and_outlasts_repairs():
    told = tell("a09", "b09")
    walk(days=12)
    one, other = (next(story_of(take) for name, take in told if name == event) for event in ("a09", "b09"))
    work.merge(one, other, "ines", LATER)
    one.refresh_from_db()
    assert one.merged_into == other
    assert {story_of(take) for name, take in told if name == "a09"} == {other}
    assert {change.which for change in Change.objects.all()} >= {one.pk, other.pk}
    mending.mend(LATER)
    assert {story_of(take) for name, take in told if name == "a09"} == {other}
    assert set(Decision.objects.filter(kind="edited").values_list("editor", flat=True)) == {"ines"}


def test_an_editors_split_outlasts_repairs_that_would_merge_the_stories_again():
    told = tell("a09")
    walk(days=12)
    story, out = story_of(told[0][1]), told[0][1]
    new = work.split([group_of(out)], "ines", LATER)
    assert story_of(out) == new != story == story_of(told[1][1])
    assert placing.kept_apart(story.pk, new.pk) and placing.kept_apart(new.pk, story.pk)
    mending.mend(LATER)
    assert story_of(out) == new and story_of(told[1][1]) == story
    with pytest.raises(ValueError, match="some text must stay"):
        work.split([group_of(out)], "ines", LATER)


def test_an_editors_move_takes_all_copies_of_a_text_along():
    told = tell("a09", "b09")
    copy = received("Copying House", "The same", told[0][1].readings.get().article["body"], 60 * 24 * 11)
    walk(days=12)
    there = next(story_of(take) for name, take in told if name == "b09")
    assert story_of(copy) == story_of(told[0][1]) != there
    work.move([group_of(copy)], there, "ines", LATER)
    assert story_of(copy) == story_of(told[0][1]) == there
    mending.mend(LATER)
    assert story_of(copy) == there
    assert Ruling.objects.get(kind="pinned").editor == "ines"


def test_a_story_that_nothing_is_told_in_any_more_leads_to_the_one_that_its_copy_went_to():
    told = tell("a09", "b09")
    copy = received("Copying House", "Ferry back in port", text(1), 60 * 24 * 11)
    walk(days=12)
    left, other = story_of(copy), told[0][1]
    assert left not in {story_of(take) for _, take in told}
    received("Copying House", "The same", other.readings.get().article["body"], 60 * 24 * 11 + 5, of_copy=copy.copy)
    walk(days=12)
    left.refresh_from_db()
    assert story_of(copy) == story_of(other) == left.merged_into


def test_copy_that_was_placed_before_there_was_folding_keeps_its_story_and_its_address():
    take = tell("a09")[0][1]
    for other in Take.objects.exclude(pk=take.pk):
        other.copy.delete()
    old = Story.objects.create(slug="from-long-ago", began_at=START, moved_at=START)
    Placement.objects.create(copy=take.copy, story=old, reading=take.readings.get(), placed_at=START, reason="a story of its own", rule="1")
    walk(days=12)
    assert story_of(take) == old and group_of(take).story == old
    assert Story.objects.get() == old


def test_a_running_story_is_joined_over_days_and_an_editor_ties_and_cuts():
    told = tell("b01", "b02", "b03", "b04", "a09", "a12")
    walk(days=12)
    mending.mend(LATER)
    line = StoryLine.objects.get()
    events = {name: story_of(take) for name, take in told}
    assert {name for name, story in events.items() if story.line == line} == {"b01", "b02", "b03", "b04"}
    work.tie(events["a09"], events["b01"], "ines", LATER)
    mending.mend(LATER)
    assert Story.objects.get(pk=events["a09"].pk).line == line
    work.cut(events["b01"], events["a09"], "ines", LATER)
    mending.mend(LATER)
    assert Story.objects.get(pk=events["a09"].pk).line is None
    assert StoryLine.objects.count() == 1


def test_mending_twice_changes_nothing_more():
    tell("a09", "a14", "a15")
    walk(days=12)
    mending.mend(LATER)
    before = Decision.objects.count()
    assert mending.mend(LATER).startswith("0 repairs")
    assert Decision.objects.count() == before


def test_a_round_up_of_two_events_stands_alone_and_glues_them_not_together():
    told = tell("a01", "b11")
    late = {take.pk for take in dict(told).values()}
    Take.objects.filter(pk__in=late).update(due_at=None)
    walk(days=12)
    list_of_two = received("Morning Edition", "Two things to know today", f"Good morning.\n\n{FERRY}\n\n{TABLETS}", 60 * 12)
    walk(days=12)
    Take.objects.filter(pk__in=late).update(due_at=START)
    walk(days=12)
    alone = story_of(list_of_two)
    assert "round-up" in Placement.objects.get(copy=list_of_two.copy).reason
    assert alone.slugline and alone.placements.count() == 1
    one, other = ({story_of(take).pk for name, take in told if name == event} for event in ("a01", "b11"))
    assert not one & other
    mending.mend(LATER)
    assert story_of(list_of_two) == alone


def test_what_placing_puts_right_later_is_a_row_that_says_why(monkeypatch):
    told = tell("a09")
    monkeypatch.setattr("wirecopy.desk.repair.BACK", (len(told),))
    walk(days=12)
    story, odd = story_of(told[0][1]), group_of(told[0][1])
    apart = Story.objects.create(slug="torn", began_at=START, moved_at=START)
    with placing.at_the_desk(LATER) as stories:
        placing.write_down(placing.relocate(stories, [odd], apart, "repaired", "torn off", LATER))
    newest = received("Morning Edition", "Nothing of the kind", text(3), 60 * 24 * 5)
    Change.objects.all().delete()
    walk(days=12)
    assert story_of(told[0][1]) == story != story_of(newest)
    row = odd.decisions.order_by("pk").last()
    assert row.kind == "repaired" and row.story == story and row.why and row.rule
    apart.refresh_from_db()
    assert apart.merged_into == story
    assert {change.which for change in Change.objects.all()} >= {apart.pk, story.pk}
