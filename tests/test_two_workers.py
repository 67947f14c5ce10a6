"""Do two workers on one PostgreSQL share the queue, so that each take passes each leg once?"""

from __future__ import annotations

import multiprocessing
from collections import Counter

import pytest
from desk_rows import received, text
from django.db import connections, transaction
from roads import collect_only, now
from test_road import sample  # noqa: F401

from wirecopy import copyflow
from wirecopy.desk.models import Folding, Pickup, Placement
from wirecopy.wire import hosts, work
from wirecopy.wire.models import Host, Passage, Reading, Stumble, Take

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def worker(name: str, gate, moved) -> None:
    connections.close_all()
    work.readers.cache_clear()
    gate.wait()
    count = 0
    while batch := copyflow.move(name, now()):
        count += batch
    work.readers().close()
    moved.put((name, count))


def together(*names: str) -> dict[str, int]:
    """Workers of these names, each a process, started at one moment; how many takes each moved."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate, moved = context.Barrier(len(names)), context.Queue()
    crew = [context.Process(target=worker, args=(name, gate, moved)) for name in names]
    for one in crew:
        one.start()
    counts = dict(moved.get(timeout=120) for _ in names)
    for one in crew:
        one.join()
    return counts


def test_two_workers_share_the_takes_and_none_passes_a_leg_twice(sample, settings, monkeypatch):  # noqa: F811
    monkeypatch.setattr(copyflow.claim, "__defaults__", (5,))
    collect_only(settings)
    counts = together("one", "two")
    takes = len(sample.truth)
    assert sum(counts.values()) == 3 * takes  # three legs
    assert min(counts.values()) > 10
    passed = Counter(Passage.objects.filter(leg__in=["read", "fold", "place"]).values_list("take", "leg"))
    assert len(passed) == 3 * takes and set(passed.values()) == {1}
    assert Reading.objects.count() == takes
    assert not Take.objects.exclude(next_leg="").exists()


def in_rounds(name: str, gate, rounds: int) -> None:
    connections.close_all()
    for _ in range(rounds):
        gate.wait()
        while copyflow.move(name, now()):
            pass
        gate.wait()


def test_two_copies_of_one_text_that_arrive_at_once_are_one_group_two_hundred_times(monkeypatch):
    rounds = 200
    monkeypatch.setattr(copyflow.claim, "__defaults__", (1,))
    pairs = [[received(name, f"Story {n}", text(n, 8), n).pk for name in ("Cascade Press", "Baltic Courier")] for n in range(rounds)]
    Take.objects.update(due_at=None)
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(3)
    crew = [context.Process(target=in_rounds, args=(name, gate, rounds)) for name in ("one", "two")]
    for one in crew:
        one.start()
    for pair in pairs:
        Take.objects.filter(pk__in=pair).update(due_at=now())
        gate.wait(60)
        gate.wait(60)
    for one in crew:
        one.join(60)
    assert not [stumble.sentence for stumble in Stumble.objects.all()]
    groups = dict(Folding.objects.values_list("copy__takes", "group"))
    assert [groups[a] == groups[b] for a, b in pairs] == [True] * rounds
    assert len(set(groups.values())) == rounds
    assert Pickup.objects.filter(standing="copy").count() == rounds
    stories = dict(Placement.objects.values_list("copy__takes", "story"))
    assert all(stories[a] == stories[b] for a, b in pairs)


def test_a_claim_that_ran_out_goes_to_another_worker_and_the_slower_one_loses_its_whole_attempt(sample, settings):  # noqa: F811
    collect_only(settings)
    slow = copyflow.claim("slow", now(), 1)[0]
    read = copyflow.BY_NAME["read"]
    finding = read.judge(slow)
    later = now() + 2 * copyflow.LEASE
    assert slow.pk in {take.pk for take in copyflow.claim("quick", later, 100)}
    with transaction.atomic():
        copyflow._pass(read, [(slow, finding)], "slow", later)
    assert not Reading.objects.filter(take=slow).exists() and not Passage.objects.filter(take=slow, leg="read").exists()
    with transaction.atomic():
        copyflow._pass(read, [(slow, finding)], "quick", later)
    assert Reading.objects.filter(take=slow).count() == 1


def test_two_collectors_never_hold_one_domain(db):
    at = now()
    assert hosts.claim(["ness.example", "skye.example"], "one", at) == {"ness.example", "skye.example"}
    assert hosts.claim(["ness.example", "uist.example"], "two", at) == {"uist.example"}
    assert hosts.claim(["ness.example"], "two", at + 2 * hosts.LEASE) == {"ness.example"}
    assert Host.objects.get(domain="ness.example").claimed_by == "two"
