"""Does a story page say in plain words how its copy came there, and beside it by which rule? In every language of the press."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import desk_rows
import press_rows as rows
import pytest
from django.conf import settings

from wirecopy.desk import work as desk
from wirecopy.desk.models import Placement
from wirecopy.press import paths
from wirecopy.press.store import PageStore
from wirecopy.press.way import SAYINGS, plainly
from wirecopy.press.words import LABELS, LANGUAGES, words
from wirecopy.wire.models import Change, Copy, Passage

pytestmark = pytest.mark.django_db(transaction=True)

OUTCOMES = {
    "announced by The Baltic Courier": "announced by The Baltic Courier",
    "handed in by address": "its address was handed in",
    "received 5 kB": "5 kB received",
    "7 paragraphs, 1229 words": "1,229 words in 7 paragraphs",
    "8 paragraphs, 280 words; 1 left out that the outlet repeats":
        "280 words in 8 paragraphs; 1 left out that the outlet prints on every page",
    "the text of North (and) South (copy 33): 264 of 265 words": "264 of its 265 words are those of North (and) South",
    "joins story 2: shares oyarzun, arenas; 1.45 times the bar": "tells the same event as others, by the words “oyarzun, arenas”",
    "opens story 2: opens a story: story 1 comes nearest, at 0.08 of the bar": "the first that we held of this event",
    "stories 3 and 5 tell one event: 0.31 alike": "two stories turned out to tell one event",
    "an editor moved it": "an editor decided",
    "something new": "",
}  # fmt: skip


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_what_the_desk_wrote_down_is_told_in_the_words_of_readers(outcome: str) -> None:
    assert plainly(outcome, words("en")) == OUTCOMES[outcome]


def test_every_saying_has_its_words_in_every_language_with_the_same_blanks() -> None:
    for pattern, key in SAYINGS:
        given = set(re.findall(r"\?P<(\w+)>", pattern))
        for language, text in zip(LANGUAGES, LABELS[key], strict=True):
            assert set(re.findall(r"\{(\w+)\}", text)) == given, (key, language)


def test_what_the_legs_of_the_desk_say_of_a_take_is_among_the_sayings() -> None:
    report = desk_rows.text(1)
    first = desk_rows.received("One", "Ferry strike in harbour", report)
    desk_rows.received("Two", "Ferry strike in harbour", report, 5)
    desk_rows.received("Three", "Ferry council strikes", report[: len(report) // 3] + "\n\n" + desk_rows.text(2), 9)
    desk_rows.received("Four", "Wolf seen", desk_rows.text(3), 12)
    desk_rows.walk()
    desk_rows.received("One", "Ferry strike in harbour", report, 20, of_copy=first.copy)
    desk_rows.received("One", "Ferry strike in harbour goes on", report + "\n\n" + desk_rows.text(4, 4), 30, of_copy=first.copy)
    desk_rows.walk()
    outcomes = list(Passage.objects.values_list("outcome", flat=True))
    assert len(outcomes) == 12
    assert [outcome for outcome in outcomes if not plainly(outcome, words("en"))] == []


def test_a_story_page_keeps_the_rule_behind_a_click_and_says_the_reason_plainly(data: Path) -> None:
    rows.edition(language="no")
    copy = rows.copy(rows.outlet("Nordlys Post"), rows.article("Fergestreik", rows.NOW, language="no"))
    Passage.objects.filter(leg="place").update(outcome="joins story 2: shares ferge, streik; 1.45 times the bar", rule="2 after 1 linear")
    rows.print_all()
    story = copy.placement.story
    text = (PageStore(settings.PAGES).get("barents", paths.story(story.pk, story.slug)) or b"").decode()
    way, how = text.split('class="way"')[1].split('<details class="how">')
    assert "etter ordene «ferge, streik»" in way and "linear" not in way and "times the bar" not in way
    assert "joins story 2: shares ferge, streik; 1.45 times the bar" in how and "regel 2 after 1 linear" in how
    assert "<span class=\"step\" lang=\"en\" dir=\"ltr\">412 words, dateline, byline</span>" in way  # of which there are no plain words


def test_a_copy_that_was_moved_later_says_so(data: Path) -> None:
    rows.edition()
    one = rows.copy(rows.outlet("Nordlys Post"), rows.article("Ferry strike", rows.NOW, blocks=rows.long_text(1)))
    other = rows.copy(rows.outlet("Kola Bulletin"), rows.article("Wolf seen", rows.NOW, blocks=rows.long_text(2)))
    rows.fold(one, other)
    for copy in (one, other):
        group = copy.folding.group
        group.story = copy.placement.story
        group.save()
    desk.move([Copy.objects.get(pk=other.pk).folding.group], one.placement.story, "ines", rows.NOW + timedelta(days=1))
    assert Placement.objects.filter(story=one.placement.story).count() == 2
    Placement.objects.filter(copy=one).delete()
    Change.note("story", one.placement.story_id, rows.NOW)
    rows.print_all()
    story = one.placement.story
    text = (PageStore(settings.PAGES).get("barents", paths.story(story.pk, story.slug)) or b"").decode()
    way, how = text.split('class="way"')[1].split('<details class="how">')
    moved = way.split("<b>Moved</b>")[1]
    assert "25 November 2026, 15:45 CET" in moved and "an editor decided" in moved
    assert "an editor moved it" in how and "rule editor ines" in how
