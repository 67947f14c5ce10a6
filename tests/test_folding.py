"""Are copies folded on their text, and is it written down who had it from whom?"""

from __future__ import annotations

import pytest
from desk_rows import START, received, text, walk
from django.db import transaction

from wirecopy import copyflow
from wirecopy.desk import folding
from wirecopy.desk.models import Fingerprint, Folding, Group, Pickup, Placement, Story
from wirecopy.desk.texts import texts
from wirecopy.wire.models import Change, Copy, Passage, Stumble

pytestmark = pytest.mark.django_db(transaction=True)


def group_of(take) -> Group:
    return Folding.objects.get(copy=take.copy).group


def test_a_copy_joins_the_group_of_its_original_and_the_pickup_says_what_was_kept_cut_and_added():
    first = received("Cascade Press", "Ferry back in port", text(1))
    cut = text(1).rsplit("\n\n", 2)[0]
    trimmed = received("Baltic Courier", "Ferry returns", "A line that the second paper wrote itself.\n\n" + cut, 40)
    other = received("Polar Star", "Bridge closed", text(2), 50)
    walk()
    assert group_of(first) == group_of(trimmed) != group_of(other)
    row = Pickup.objects.get()
    assert (row.copy, row.original, row.standing, row.evidence) == (trimmed.copy, first.copy, "copy", "published")
    assert row.added == 8 and row.cut > 20 and row.kept > 100
    assert group_of(first).original == first.copy
    assert f"the text of Cascade Press (copy {first.copy.pk})" in Passage.objects.get(take=trimmed, leg="fold").outcome


def test_copies_stand_in_one_story_and_another_text_in_its_own():
    first = received("Cascade Press", "Ferry back in port", text(1))
    copies = [received(name, "Ferry returns", text(1), 10) for name in ("Baltic Courier", "Polar Star", "Metro Ledger")]
    walk()
    assert {placement.story for placement in Placement.objects.all()} == {Placement.objects.get(copy=first.copy).story}
    assert Group.objects.count() == Story.objects.count() == 1
    assert all(Placement.objects.get(copy=take.copy).reason == "its text tells that story" for take in copies)


@pytest.mark.parametrize("batch", [1, 2, 50])
def test_the_same_takes_in_the_same_order_give_the_same_groups_in_whatever_batches(batch, monkeypatch):
    monkeypatch.setattr(copyflow.claim, "__defaults__", (batch,))
    made = [received(f"Outlet {n % 5}", f"Story {n}", text(n % 7, 10 + n % 3), n) for n in range(30)]
    walk()
    number = {group: place for place, group in enumerate(dict.fromkeys(group_of(take).pk for take in made))}
    found = [number[group_of(take).pk] for take in made]
    assert found == [n % 7 for n in range(30)]
    assert sorted(Pickup.objects.filter(standing="copy").values_list("evidence", flat=True).distinct()) == ["published"]


def test_a_copy_that_comes_before_its_original_gives_way_to_it():
    early = received("Baltic Courier", "Ferry returns", text(1), 60)
    late = received("Cascade Press", "Ferry back in port", text(1), 5)
    walk()
    row = Pickup.objects.get()
    assert (row.copy, row.original, row.finder) == (early.copy, late.copy, late.copy)
    assert group_of(early).original == late.copy


def test_a_canonical_address_outweighs_a_credit_and_a_credit_the_time():
    first = received("Baltic Courier", "Ferry returns", text(1), 0, credit="Cascade Press")
    second = received("Cascade Press", "Ferry back in port", text(1), 30)
    walk()
    assert (group_of(first).original, group_of(first).evidence) == (second.copy, "credit")
    third = received("Polar Star", "Ferry returns", text(3), 0, canonical="http://metro-ledger.example/77")
    fourth = received("Metro Ledger", "Ferry back in port", text(3), 30)
    walk()
    assert (group_of(third).original, group_of(third).evidence) == (fourth.copy, "canonical")


def test_an_agency_that_several_credit_and_nobody_holds_is_the_missing_origin():
    names = ("Baltic Courier", "Polar Star", "Metro Ledger")
    takes = [received(name, "Ferry returns", text(1), n, credit="Reuters") for n, name in enumerate(names)]
    walk()
    group = group_of(takes[0])
    assert (group.original, group.missing, group.evidence, group.first) == (None, "Reuters", "credit", takes[0].copy)


def test_of_equal_times_neither_is_first():
    takes = [received(name, "Ferry returns", text(1), 0) for name in ("Baltic Courier", "Polar Star")]
    walk()
    assert group_of(takes[0]).evidence == "seen"


def test_a_take_that_only_changes_its_typing_leaves_everything_as_it_was():
    first = received("Cascade Press", "Ferry back in port", text(1))
    walk()
    before = Group.objects.get()
    again = received("Cascade Press", "Ferry back in port", text(1).replace(".", " !").upper(), 90, of_copy=first.copy)
    walk()
    assert Group.objects.get() == before and not Pickup.objects.exists()
    assert Passage.objects.get(take=again, leg="fold").outcome == "the text is as it was"


def test_a_rewritten_copy_moves_to_the_text_that_it_carries_now():
    original = received("Cascade Press", "Ferry back in port", text(1))
    other = received("Polar Star", "Bridge closed", text(2), 5)
    copy = received("Baltic Courier", "Ferry returns", text(1), 10)
    walk()
    assert group_of(copy) == group_of(original)
    received("Baltic Courier", "Bridge closed for weeks", text(2), 100, of_copy=copy.copy)
    walk()
    assert group_of(copy) == group_of(other) != group_of(original)
    assert Placement.objects.get(copy=copy.copy).story == Placement.objects.get(copy=other.copy).story
    assert set(Change.objects.values_list("which", flat=True)) >= {Placement.objects.get(copy=original.copy).story_id}
    assert Pickup.objects.get().original == other.copy


def test_a_take_that_grows_stays_in_its_group():
    first = received("Cascade Press", "Ferry back in port", text(1))
    copy = received("Baltic Courier", "Ferry returns", text(1), 10)
    walk()
    received("Cascade Press", "Ferry back in port", text(1) + "\n\n" + text(4, 4), 100, of_copy=first.copy)
    walk()
    assert group_of(first) == group_of(copy)
    assert "words added" in Passage.objects.filter(leg="fold").latest("pk").outcome


def test_an_older_take_that_comes_late_changes_nothing():
    first = received("Cascade Press", "Ferry back in port", text(1))
    second = received("Cascade Press", "Ferry back in port", text(1) + "\n\n" + text(4, 4), 100, of_copy=first.copy)
    type(first).objects.filter(pk=first.pk).update(next_leg="")
    walk()
    type(first).objects.filter(pk=first.pk).update(next_leg="fold")
    walk()
    assert Passage.objects.get(take=first, leg="fold").outcome.startswith("an earlier take")
    assert Folding.objects.get().fingerprint.reading.take == second


def test_quoted_words_are_no_copy_and_passages_in_common_are_a_link():
    speech = "“" + text(5, 12).replace("\n\n", " ") + "”"
    received("Cascade Press", "The speech", f"The minister spoke at noon.\n\n{speech}")
    received("Polar Star", "What she said", f"It was a long day at the harbour office.\n\n{speech}\n\n{text(6, 4)}", 20)
    received("Baltic Courier", "Own report", text(7, 20) + "\n\n" + text(8, 6), 30)
    received("Metro Ledger", "Another own report", text(9, 20) + "\n\n" + text(8, 6), 40)
    walk()
    assert Group.objects.count() == 4
    row = Pickup.objects.get(copy__outlet__name="Metro Ledger")
    assert row.standing == "reuse" and row.original.outlet.name == "Baltic Courier"
    assert "that shares" in Passage.objects.get(take__copy=row.copy, leg="fold").outcome


def test_the_index_is_made_again_from_the_rows_and_answers_the_same():
    received("Cascade Press", "Ferry back in port", text(1))
    walk()
    texts.cache_clear()
    copy = received("Baltic Courier", "Ferry returns", text(1), 10)
    walk()
    assert Pickup.objects.get().copy == copy.copy


def test_a_fold_that_is_rolled_back_leaves_nothing_in_the_index():
    take = received("Cascade Press", "Ferry back in port", text(1))
    take.readings_taken = [take.readings.get()]
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        folding.write_folds([(take, folding.judge_text(take))], START)
        raise ZeroDivisionError
    assert not Fingerprint.objects.exists()
    assert len(texts().catch_up(START.date().toordinal())) == 0


def test_a_text_that_is_folded_again_by_a_later_rule_stays_one_text():
    takes = [received(name, "Ferry back in port", text(1), n) for n, name in enumerate(("Cascade Press", "Baltic Courier", "Polar Star"))]
    walk()
    Passage.objects.filter(leg__in=["fold", "place"]).update(rule="0")
    assert copyflow.redo("fold", None, START) == 3
    walk()
    assert Group.objects.exclude(foldings=None).count() == 1 and Fingerprint.objects.count() == 3
    late = received("Metro Ledger", "Ferry returns", text(1), 90)
    walk()
    assert group_of(late) == group_of(takes[0]) and not Stumble.objects.exists()
    assert Placement.objects.values("story").distinct().count() == 1


def test_texts_older_than_the_window_are_forgotten(settings):
    received("Cascade Press", "Ferry back in port", text(1))
    walk()
    late = received("Baltic Courier", "Ferry returns", text(1), 60 * 24 * 60)
    walk(days=61)
    assert Pickup.objects.count() == 0 and group_of(late).original == late.copy


def test_bad_texts_are_folded_without_a_stumble():
    again = text(1, 6)
    bodies = [
        "", "", "One.", "One.", "\n\n".join([again] * 1000), again, "word " * 200_000, "word " * 200_000,
        "\u200b".join(text(2)), text(2), "東京" * 400, "東京" * 400,
    ]  # fmt: skip
    takes = [received(f"Outlet {n}", f"Story {n}", body, n) for n, body in enumerate(bodies)]
    walk()
    assert not Stumble.objects.exists() and Folding.objects.count() == len(bodies)
    groups = [group_of(take).pk for take in takes]
    assert groups[0] != groups[1] and groups[8] == groups[9] and groups[6] == groups[7]


def test_three_hundred_copies_of_one_text_are_one_group():
    made = [received(f"Outlet {n}", "Ferry returns", text(1), n) for n in range(300)]
    walk()
    assert Group.objects.count() == 1 and group_of(made[-1]).original == made[0].copy
    assert Placement.objects.values("story").distinct().count() == 1
    assert Copy.objects.count() == 300
