"""Who had a text first, and what says so?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from wirecopy.desk.origin import Origin, Witness, credits_of, direction, origin, plain
from wirecopy.wire.article import Article, Credit, Dateline

START = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)


def witness(number: int, outlet: str, minutes: int | None = 0, **more) -> Witness:
    slug = outlet.lower().replace(" ", "-")
    at = None if minutes is None else START + timedelta(minutes=minutes)
    seen = START + timedelta(hours=9, minutes=number)
    return replace(Witness(number, outlet, (f"{slug}.example",), f"http://{slug}.example/{number}", None, (), at, seen), **more)


def test_the_earlier_one_had_it_unless_the_times_lie_within_the_error_of_clocks():
    assert direction(witness(1, "Cascade Press", 30), witness(2, "Polar Star", 0)) == (2, "published")
    assert direction(witness(1, "Cascade Press", 1), witness(2, "Polar Star", 0)) == (1, "seen")
    assert direction(witness(1, "Cascade Press", None), witness(2, "Polar Star", 0)) == (1, "seen")


def test_a_time_later_than_we_saw_the_copy_is_not_believed():
    lying = witness(1, "Cascade Press", 60 * 24)
    assert lying.came_at == lying.seen_at


def test_two_that_point_at_each_other_are_settled_by_the_stronger_evidence():
    one = witness(1, "Cascade Press", 0, canonical_url="http://polar-star.example/2")
    other = witness(2, "Polar Star", 180, credits=("Cascade Press",))
    assert direction(one, other) == (2, "canonical")
    assert origin([one, other]) == Origin(2, "", "canonical", 2)


def test_a_chain_of_credits_leads_to_its_head():
    found = origin([witness(1, "Polar Star", 0, credits=("Baltic Courier",)), witness(2, "Baltic Courier", 5, credits=("Cascade Press",)),
                    witness(3, "Cascade Press", 9)])  # fmt: skip
    assert (found.original, found.evidence) == (3, "credit")


def test_an_agency_behind_the_one_that_others_credit_is_named_too():
    one, other = witness(1, "Polar Star", 0, credits=("Cascade Press", "AP")), witness(3, "Metro Ledger", 9, credits=("AP",))
    found = origin([one, witness(2, "Cascade Press", 5, credits=("Associated Press",)), other])
    assert (found.original, found.missing, found.evidence) == (2, "The Associated Press", "credit")


def test_one_credit_alone_makes_no_missing_origin():
    found = origin([witness(1, "Polar Star", 0, credits=("Reuters",)), witness(2, "Cascade Press", 50)])
    assert (found.original, found.missing, found.evidence) == (1, "", "published")


def test_names_are_compared_as_a_reader_would():
    assert plain("The Guardian") == plain("theguardian") or plain("The Guardian") == plain("guardian")
    assert plain("AP") == plain("The Associated Press")
    assert plain("RT.com") != plain("Reuters")
    assert plain("Népszava") == plain("nepszava")
    assert plain("...") == ""


def test_the_credits_of_an_article_leave_its_own_outlet_out():
    credit = Credit("Reuters", ("Cascade Press", "Polar Star"))
    article = Article(outlet="Cascade Press", credit=credit, dateline=Dateline("OSLO", agency="AP"))
    assert credits_of(article) == ("Reuters", "Polar Star", "AP")
