"""Are many rows written at once as a model would write them one by one?"""

from __future__ import annotations

import pytest
from desk_rows import START, received

from wirecopy import rows
from wirecopy.desk.models import Folding, Group
from wirecopy.rows import put

pytestmark = pytest.mark.django_db(transaction=True)
GROUP = ("original", "missing", "settled_at")


@pytest.mark.parametrize("parameters", [rows.PARAMETERS, 30], ids=["one statement", "several"])
def test_numbers_come_in_the_order_of_the_rows_and_other_fields_have_defaults(parameters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "PARAMETERS", parameters)
    copies = [received(f"Outlet {n}", "Ferry", "One.").copy for n in range(7)]
    numbers = put(Group, GROUP, [(copy.pk, f"agency {n}", START) for n, copy in enumerate(copies)])
    found = Group.objects.in_bulk(numbers)
    assert [(found[n].original, found[n].missing, found[n].settled_at) for n in numbers] == [
        (copy, f"agency {n}", START) for n, copy in enumerate(copies)
    ]
    assert {(group.evidence, bytes(group.terms), group.story, group.language) for group in found.values()} == {("", b"", None, "")}


def test_a_row_that_is_there_has_its_given_fields_changed_and_keeps_the_others() -> None:
    (number,) = put(Group, (*GROUP, "evidence"), [(None, "Reuters", START, "credit")])
    assert put(Group, ("id", "missing", "settled_at"), [(number, "", START)], unique=["id"]) == [number]
    group = Group.objects.get()
    assert (group.missing, group.evidence) == ("", "credit")


def test_no_rows_are_no_statement() -> None:
    assert put(Folding, ("copy", "group"), []) == []
