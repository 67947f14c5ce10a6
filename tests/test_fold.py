"""Copy, reuse or none: does the judgement hold on what outlets do to a text?"""

from __future__ import annotations

import math

import numpy as np
import pytest

from wirecopy.desk.fold import FEATURES, Answer, best, changes, judge, learnt
from wirecopy.desk.words import unpack, words

STORY = """The ferry Northern Light ran aground off Aldmoor on Tuesday evening after its steering failed, the harbour office said.

All 214 passengers were taken off by lifeboats within two hours. Three people were treated for cold in the hospital of Aldmoor.

The ship had left Kelby at half past five with a strong wind from the north-west. Some minutes later the crew reported that the rudder no
longer answered. An anchor was dropped but did not hold, and the ship came to rest on a bank of sand four hundred metres from the pier.

"We felt one long shudder and then nothing at all, and the lights stayed on the whole time," said Ines Corrado, who was on her way home.

The owner, Sound Lines, said divers would look at the hull when the tide allows. The crossing will be served by a smaller ship until Friday.

It is the second time in a year that the steering of the Northern Light has failed. In March the ship drifted for an hour before a tug came.

The council of Aldmoor asked in April for a second tug to be kept in the harbour through the winter. The ministry has not answered yet."""
OWN = """A passenger ship with over two hundred people on board became stuck on a sandbank near Aldmoor last night after losing its rudder.

Lifeboat crews from three stations brought everyone ashore before nine. Hospital staff looked after three passengers who were very cold.

Harbour master Tom Reddle said the vessel could not be steered soon after it sailed from Kelby in rough weather. Its anchor dragged.

Sound Lines is to send divers down at low water and has chartered another boat for the rest of this week, a manager told our reporter.

Councillors have long wanted another tug. Their letter to the ministry from the spring is still without a reply, the mayor complained."""
OTHER = """Growers in the Veld valley expect the smallest crop of pears in twelve years after two nights of frost in late April.

The association of growers put the loss at a third. Prices in the market halls of Tarn rose by a fifth within a week, its figures show.

Some orchards burned straw to keep the blossom warm. Others had insured themselves, though only for hail, the association said."""
QUOTE = (
    '"We have looked at every bolt of that ship and we will not let it sail again before the last of them has been changed, and the people '
    'of this coast have my word that no passenger will board before I have crossed on it myself with my own family,"'
)


def paragraphs(text: str) -> list[str]:
    return text.split("\n\n")


def answer(newer: str, older: str) -> Answer:
    return judge(words(newer), words(older))


COPIES = {
    "verbatim": STORY,
    "shouted": STORY.upper().replace("\n", " "),
    "trimmed": "\n\n".join(paragraphs(STORY)[:4]),
    "brief": "\n\n".join(paragraphs(STORY)[:2]),
    "turned round": "\n\n".join(paragraphs(STORY)[::-1]),
    "another lede": "Ferry passengers had a lucky escape this week.\n\n" + "\n\n".join(paragraphs(STORY)[1:]),
    "house style": STORY.replace("Tuesday evening", "Tuesday night").replace("two hours", "2 hours").replace("metres", "meters")
    .replace("harbour", "harbor").replace("half past five", "5:30 p.m.").replace("four hundred", "400"),
    "mixed": "\n\n".join([*paragraphs(STORY)[:4], *paragraphs(OTHER)[:2]]),
    "hidden": STORY.replace("e", "e\u200b").replace("a", "a\u00ad"),
}  # fmt: skip


@pytest.mark.parametrize("kind", COPIES)
def test_a_copy_is_a_copy(kind: str) -> None:
    said = answer(COPIES[kind], STORY)
    assert (said.standing, said.probability > learnt().bar) == ("copy", True)


def test_a_copy_is_known_from_packed_words() -> None:
    newer, older = words(COPIES["house style"]), words(STORY)
    assert judge(unpack(newer.pack()), unpack(older.pack())) == judge(newer, older)


def test_two_outlets_that_report_one_event_copy_nothing() -> None:
    assert answer(OWN, STORY).standing == answer(STORY, OWN).standing == "none"


def test_two_events_copy_nothing() -> None:
    assert answer(OTHER, STORY) == Answer("none", rule=learnt().name)


def test_a_quotation_in_both_is_neither_copy_nor_reuse() -> None:
    one, two = paragraphs(OWN), paragraphs(OTHER)
    said = answer("\n\n".join([*one[:2], QUOTE, *one[2:]]), "\n\n".join([*two, QUOTE]))
    assert said.standing == "none" and said.own == 0 and said.same > 40


def test_a_statement_that_both_print_in_marks_makes_no_copy() -> None:
    said = answer(f"The owner said: {QUOTE} a spokeswoman wrote.", f"In a note sent late last night: {QUOTE} wrote Sound Lines.")
    assert said.standing == "none"


def test_a_passage_taken_over_into_own_reporting_is_reuse() -> None:
    said = answer("\n\n".join([OWN, paragraphs(STORY)[2], OTHER]), STORY)
    assert said.standing == "reuse" and said.own > 40


def test_a_long_report_that_takes_in_a_brief_is_no_copy_of_it() -> None:
    brief = "\n\n".join(paragraphs(STORY)[:2])
    assert answer("\n\n".join([OWN, brief, OTHER, OTHER.replace("pears", "plums").replace("frost", "hail")]), brief).standing == "reuse"


@pytest.mark.parametrize("text", ["", "Ferry", "Ferry runs aground", "The match was called off because of rain on Sunday.", "..."])
def test_a_line_or_less_never_folds(text: str) -> None:
    assert answer(text, text).standing == answer(text, STORY).standing == answer(STORY, text).standing == "none"


def test_results_printed_each_day_in_one_form_copy_nothing() -> None:
    teams = ["Aldmoor", "Kelby", "Tarn", "Veld", "Northfleet", "Sundby", "Arden", "Holt"]

    def results(day: int) -> str:
        return "Results of the district league\n\n" + "\n".join(
            f"{teams[(day * 3 + n) % 8]} {(day * 7 + n) % 5} {teams[(day * 5 + n * 3 + 1) % 8]} {(day + n * 2) % 4}" for n in range(12)
        )

    assert {answer(results(day), results(day - 1)).standing for day in range(1, 9)} == {"none"}


def test_the_answer_shows_what_it_rests_on() -> None:
    newer, older = words(COPIES["mixed"]), words(STORY)
    said = judge(newer, older)
    own = len(words("\n\n".join(paragraphs(OTHER)[:2])))
    assert [(p.a0, p.b0) for p in said.passages] == [(0, 0)]
    assert said.added(newer) == ((len(newer) - own, len(newer)),)
    assert said.cut(older) == ((len(newer) - own, len(older)),)
    assert 0.6 < said.newer < 0.8 and len(said.features) == len(FEATURES) and said.rule


def test_the_best_of_several_copies_is_the_one_that_gave_most_and_of_equals_the_earliest() -> None:
    newer = words("\n\n".join(paragraphs(STORY)[:5]))
    older = [OTHER, "\n\n".join(paragraphs(STORY)[:3]), "\n\n".join(paragraphs(STORY)[:5]), "\n\n".join(paragraphs(STORY)[:5])]
    assert best([judge(newer, words(text)) for text in older]) == 2
    assert best([judge(newer, words(OTHER))]) is None is best([])


def test_the_rule_that_ships_weighs_every_feature() -> None:
    assert len(learnt().weights) == len(FEATURES) and all(map(math.isfinite, learnt().weights))


def test_a_later_take_really_changed_only_where_its_words_did() -> None:
    older = words(STORY)
    assert not changes(words(STORY.upper().replace(",", " -").replace("\n\n", "\n \n")), older).really
    more = STORY.replace("Three people", "Four people") + "\n\nA tug is on its way from Kelby."
    newer = words(more)
    told = changes(newer, older)
    assert told.really and told.added == ((len(older), len(newer)),) and told.cut == ()
    assert [more[slice(*newer.span(first, past))] for first, past in told.added] == ["A tug is on its way from Kelby"]
    assert changes(words(""), older).cut == ((0, len(older)),)
    assert not changes(words(""), words("")).really


def test_hostile_texts_are_judged_all_the_same() -> None:
    assert judge(words(f"{STORY}\n\n" * 1000), words(STORY)).standing in ("reuse", "copy")
    assert judge(words("rain " * 200_000), words("rain " * 200_000)).standing in ("copy", "none")
    said = judge(words("rain " * 200_000), words("snow " * 200_000))
    assert said.standing == "none" and not np.isnan(said.probability)
