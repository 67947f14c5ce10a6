"""What did a copy pass on its way to the page? Each step in a reader's words; beside it what the desk wrote down, and by which rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from wirecopy.desk.models import Placement
from wirecopy.press.words import Words
from wirecopy.wire.models import Passage

# How the legs and the desk say what they did, and the label that says it to readers. What is not among them is shown as it stands.
SAYINGS = (
    (r"announced by (?P<who>.+)", "way_announced"),
    (r"handed in by address", "way_handed"),
    (r"received (?P<size>\d+) kB", "way_received"),
    (r"(?P<paragraphs>\d+) paragraphs, (?P<n>\d+) words", "way_words"),
    (r"(?P<paragraphs>\d+) paragraphs, (?P<n>\d+) words; (?P<out>\d+) left out that the outlet repeats", "way_without"),
    (r"a headline, but no text", "way_headline"),
    (r"read again, by a newer reader", "way_reread"),
    (r"a text of its own", "way_own"),
    (r"the text of (?P<who>.+) \(copy \d+\): (?P<same>\d+) of (?P<n>\d+) words", "way_copy"),
    (r"a text of its own that shares (?P<same>\d+) of (?P<n>\d+) words with (?P<who>.+) \(copy \d+\)", "way_shares"),
    (r"the text is as it was", "way_same"),
    (r"the text changed: (?P<added>\d+) words added, (?P<cut>\d+) cut; .+", "way_changed"),
    (r"an earlier take(; a newer one is folded| of story \d+)", "way_earlier"),
    (r"opens story \d+: .+", "way_opens"),
    (r"joins story \d+: its text tells that story", "way_follows"),
    (r"joins story \d+: shares (?P<terms>.+); [\d.]+ times the bar", "way_joins"),
    (r"changes story \d+", "way_changes"),
    (r"leaves story \d+ as it was", "way_leaves"),
    (r"stories \d+ and \d+ tell one event: .+|the text of group \d+ shows that both tell one event", "way_one_event"),
    (r"article \d+ shares (?P<terms>.+) with it and fits better than before", "way_fits"),
    (r"\d+ of its \d+ articles share too little with the others", "way_parted"),
    (r"an editor (merged the stories|split it off|moved it)", "way_editor"),
)
KNOWN = tuple((re.compile(pattern), key) for pattern, key in SAYINGS)
NUMBERS = {"n", "same", "paragraphs", "out", "added", "cut", "size"}


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    at: datetime
    another_day: bool  # than that of the step before
    said: str  # in the words of readers
    foreign: bool  # it stands there as the desk wrote it, in English
    exact: str  # as the desk wrote it
    rule: str


def steps(came_at: datetime, placement: Placement, passages: Sequence[Passage], zone: tzinfo, words: Words) -> list[Step]:
    """The legs that a copy passed after it came out, and that it was moved to another story, where it was."""
    way = [(passage.leg, passage.passed_at, passage.outcome, passage.rule) for passage in passages]
    placed = max((at for leg, at, _, _ in way if leg == "place"), default=None)
    if placed and placement.placed_at > placed and placement.reason:
        way.append(("move", placement.placed_at, placement.reason, placement.rule))
    found, before = [], came_at.astimezone(zone).date()
    for leg, at, outcome, rule in way:
        day, told = at.astimezone(zone).date(), plainly(outcome, words)
        label = words.labels.get(f"leg_{leg}", leg)
        found.append(Step(label, at, day != before, told or outcome, not told, outcome, rule))
        before = day
    return found


def plainly(outcome: str, words: Words) -> str:
    """What the desk wrote down, in the words of readers; empty where there are none for it."""
    for pattern, key in KNOWN:
        if found := pattern.fullmatch(outcome):
            given = {name: words.number(int(value)) if name in NUMBERS else value for name, value in found.groupdict().items()}
            return words[key].format(**given)
    return ""
