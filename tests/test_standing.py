"""Where does a story stand by what editors said of it? Told by notices as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from wirecopy.desk.standing import standing

NOW = datetime(2026, 11, 24, 14, 45, tzinfo=UTC)


@dataclass(frozen=True)
class Said:
    pk: int
    kind: str
    noted_at: datetime
    copy_id: int | None = None
    until_at: datetime | None = None


def said(*words: str, until: int = 60) -> list[Said]:
    """Notices a minute apart: "kill", or "kill 7" of copy 7; an embargo ends `until` minutes from now."""
    notices = []
    for number, word in enumerate(words):
        kind, _, copy = word.partition(" ")
        ends = NOW + timedelta(minutes=until) if kind == "embargo" else None
        notices.append(Said(number, kind, NOW - timedelta(hours=1) + timedelta(minutes=number), int(copy) if copy else None, ends))
    return notices


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("", "usable"),
        ("hold", "withheld"),
        ("kill", "canceled"),
        ("embargo", "embargoed"),
        ("correct,advise", "usable"),
        ("hold,lift", "usable"),
        ("kill,lift", "usable"),
        ("embargo,lift", "usable"),
        ("kill,hold", "canceled"),
        ("hold,kill,lift,hold", "withheld"),
        ("embargo,hold", "withheld"),
        ("lift,kill", "canceled"),
        ("kill 7", "usable"),
        ("kill 7,kill 8", "canceled"),
        ("kill 7,hold 8", "withheld"),
        ("kill 7,embargo 8", "embargoed"),
        ("kill 7,kill 8,lift 7", "usable"),
        ("kill,lift 7", "canceled"),
    ],
)
def test_the_strictest_word_that_nobody_lifted_holds(words: str, name: str) -> None:
    notices = said(*filter(None, words.split(",")))
    assert standing(notices, NOW, (7, 8)).name == name
    assert standing(reversed(notices), NOW, (7, 8)).name == name, "whatever order they are given in"


def test_an_embargo_ends_by_itself_and_the_newest_says_when() -> None:
    [first] = said("embargo", until=60)
    later = Said(9, "embargo", NOW, None, NOW + timedelta(minutes=5))
    assert standing([first, later], NOW).until == NOW + timedelta(minutes=5)
    assert standing([first, later], NOW + timedelta(minutes=5)).usable
    assert standing([first], NOW + timedelta(minutes=59)).pubstatus == "withheld"


def test_a_copy_that_is_taken_out_leaves_the_story_and_its_corrections_go_with_it() -> None:
    found = standing(said("correct", "correct 7", "advise", "kill 7", "correct 8"), NOW, (7, 8))
    assert found.usable and set(found.out) == {7}
    assert [notice.pk for notice in found.corrections] == [0, 4]
    assert [notice.pk for notice in found.advisories] == [2]
