"""Names of outlets in a text say who told it: are they left out of its terms, and nothing else with them?"""

from __future__ import annotations

import pytest

from wirecopy.desk.cluster import place
from wirecopy.desk.mastheads import NONE, mastheads
from wirecopy.desk.stories import Stories
from wirecopy.desk.terms import terms

KNOWN = mastheads(["Finnmark Dagblad", "The Baltic Courier", "Reuters", "Bergen", "Le Monde", "釧路夕刊", "الميناء", "Ox", "L'Écho du Cap"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The crew is safe, Finnmark Dagblad says.", "the crew is safe says"),
        ("Reuters said that a courier was late in Finnmark.", "said that courier was late in finnmark"),
        ("A report of The Baltic Courier, and one of Baltic Courier.", "report of and one of"),
        ("The mayor of Bergen saw le monde.", "the mayor of bergen saw le monde"),
        ("The New Baltic ferry", "the new baltic ferry"),
        ("Selon L’Écho du Cap", "selon"),
        ("釧路夕刊によると霧笛", "霧笛"),
        ("وصلت السفينة إلى الميناء", "وصلت السفينة الى الميناء"),
        ("An Ox and a Dagblad", "an ox and dagblad"),
    ],
)
def test_names_of_outlets_are_no_terms(text: str, left: str) -> None:
    assert list(terms("", "", text, KNOWN).counts) == list(dict.fromkeys(left.split()))
    assert list(terms(text, "", "", KNOWN).headline) == list(dict.fromkeys(left.split()))


def test_without_outlets_nothing_is_left_out() -> None:
    assert mastheads([]) == NONE and "dagblad" in terms("", "", "Finnmark Dagblad").counts


def test_two_events_that_one_outlet_is_named_for_are_two_stories() -> None:
    texts = ("A boat sank off Vadum, writes Finnmark Dagblad.", "Snow fell on Tromdal, as Finnmark Dagblad said.")
    for known, together in ((NONE, True), (KNOWN, False)):
        stories = Stories()
        for number in range(60):  # words are known by then
            told = terms("", "", f"Report{number} of boat{number} and snow{number}.", known)
            stories.add(100 + number, stories.weigh(told), 100 + number)
        stories.add(1, stories.weigh(terms("", "", texts[0], known)), 1)
        assert (place(stories, stories.weigh(terms("", "", texts[1], known))).story == 1) is together
