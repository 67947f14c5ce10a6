"""Running stories: do they follow an editor's deed at once, and does a line that went into another say so?"""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_rows import walk
from test_placing import LATER, group_of, story_of, tell

from wirecopy.desk import mending, work
from wirecopy.desk.models import Story, StoryLine
from wirecopy.wire.models import Change

pytestmark = pytest.mark.django_db(transaction=True)

WAR, OTHER = ("b01", "b02"), ("c05", "c06")


@pytest.fixture
def told(data: Path) -> dict[str, Story]:
    """Two running stories of two events each, and one event that is of none."""
    takes = tell(*WAR, *OTHER, "a09")
    walk(days=14)
    mending.mend(LATER)
    found = {name: Story.objects.get(pk=story_of(take).pk) for name, take in takes}
    assert [found[a].line_id == found[b].line_id is not None for a, b in (WAR, OTHER)] == [True, True]
    assert found["a09"].line is None and StoryLine.objects.count() == 2
    Change.objects.all().delete()
    return found


def line(story: Story) -> int | None:
    return Story.objects.get(pk=story.pk).line_id


def test_a_line_that_goes_up_in_another_says_in_which_until_it_is_cut_out_again(told: dict[str, Story]) -> None:
    first, second = told["b01"].line, told["c05"].line
    assert first and second
    stays, goes = (first, second) if told["b01"].began_at < told["c05"].began_at else (second, first)
    work.tie(told["b02"], told["c05"], "ines", LATER)
    assert {line(told[name]) for name in (*WAR, *OTHER)} == {stays.pk}
    goes.refresh_from_db()
    stays.refresh_from_db()
    assert goes.merged_into == stays == goes.standing() == stays.standing() and stays.merged_into is None
    assert ("line", goes.pk) in {(change.what, change.which) for change in Change.objects.all()}
    assert mending.join_lines(LATER) == 1  # and the night leaves it so
    assert StoryLine.objects.get(pk=goes.pk).merged_into == stays

    work.cut(told["b02"], told["c05"], "ines", LATER)
    lines = {name: line(told[name]) for name in (*WAR, *OTHER)}
    assert lines["b01"] == lines["b02"] != lines["c05"] == lines["c06"]
    assert not StoryLine.objects.filter(pk__in=lines.values()).exclude(merged_into=None).exists()


def test_what_is_told_no_more_goes_along_with_its_line(told: dict[str, Story]) -> None:
    goes = max((told["b01"].line, told["c05"].line), key=lambda one: one.began_at if one else LATER)
    stays = min((told["b01"].line, told["c05"].line), key=lambda one: one.began_at if one else LATER)
    assert goes and stays
    old = Story.objects.create(slug="long-ago", began_at=LATER, moved_at=LATER, line=goes)
    before = StoryLine.objects.create(slugline="older", began_at=LATER, merged_into=goes)
    work.tie(told["b02"], told["c05"], "ines", LATER)
    before.refresh_from_db()
    assert line(old) == stays.pk and before.merged_into == stays
    assert old.pk in {change.which for change in Change.objects.filter(what="story")}


def test_lines_follow_a_merge_a_split_and_a_move_at_once(told: dict[str, Story]) -> None:
    war = line(told["b01"])
    work.merge(told["b02"], told["a09"], "ines", LATER)
    assert line(told["a09"]) == war == line(told["b01"])
    [*texts] = [group for group in told["a09"].groups.all() if group.decisions.filter(story=told["b02"]).exists()]
    new = work.split(texts, "ines", LATER)
    assert line(new) == war and line(told["a09"]) is None
    work.move(texts, told["a09"], "ines", LATER)
    assert line(told["a09"]) == war
    assert group_of and told["c05"].line_id == line(told["c05"])


def test_a_tie_holds_for_the_story_that_a_merged_one_went_into(told: dict[str, Story]) -> None:
    work.tie(told["a09"], told["c05"], "ines", LATER)
    assert line(told["a09"]) == line(told["c05"])
    work.merge(told["c05"], told["c06"], "ines", LATER)
    assert line(told["a09"]) == line(told["c06"]) is not None
    mending.mend(LATER)
    assert line(told["a09"]) == line(told["c06"]) is not None
