"""THE ROAD. Which leg follows which, and how does a take move along it?

    Feed ─poll─▶ Copy ─fetch─▶ Take ─read─▶ Reading ─fold─▶ Group ─place─▶ Story       Change ─print─▶ pages, feeds

The collector polls feeds and fetches pages, and files each page as a take. From there on a take moves leg by leg: its queue is
`Take.next_leg` and `due_at`. A leg is judged outside any transaction; its rows, its passage and the step to the next leg are then
written in one. Kill the program anywhere: nothing is lost, nothing is done twice. Printing is no leg: a leg leaves Change rows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import F

from wirecopy.desk import folding, placing, taken
from wirecopy.log import told
from wirecopy.rows import put
from wirecopy.wire import pace, queue
from wirecopy.wire import work as wire
from wirecopy.wire.models import Passage, Reading, Stumble, Take
from wirecopy.wire.page import READER
from wirecopy.wire.work import Setback

log = logging.getLogger("wirecopy.desk")

LEASE = timedelta(minutes=10)  # how long a worker that says nothing keeps its claim
TRIES = 8  # stumbles at one leg, after which a take is set aside until somebody says `redo`


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg: a judgement over what a take carries, and the deed that writes those of several takes down and says each outcome."""

    name: str
    rule: str
    judge: Callable[[Any], Any]  # of a take
    write: Callable[[Sequence[tuple[Any, Any]], datetime], Sequence[tuple[Any, str]]]  # of takes; their readings
    batch: int = 50  # takes that share one transaction
    beside: tuple[str, ...] = ()  # rows that it judges by, besides the take's copy, outlet and newest reading
    load: Callable[[Sequence[int]], Sequence[Any]] | None = None  # takes by number, in their order, where whole rows are too much


LEGS = (
    Leg("read", READER, wire.judge_page, wire.write_readings, batch=25),  # few enough that the first ones are soon seen
    Leg("fold", folding.RULE, folding.judge_text, folding.write_folds, load=taken.takes),
    Leg("place", placing.RULE, placing.judge_place, placing.write_placements, beside=("copy__placement__reading", "copy__folding__group")),
)
BY_NAME = {leg.name: leg for leg in LEGS}
AFTER = {leg.name: following.name for leg, following in pairwise(LEGS)}


def move(worker: str, now: datetime, hands: Executor | None = None) -> int:
    """Move one batch of takes that are due by one leg each; `hands` judge side by side. Returns how many were handled."""
    takes = claim(worker, now)
    if not takes:
        return 0
    findings = list(hands.map(_judge, takes) if hands else map(_judge, takes))
    judged: list[tuple[Take, Any]] = []
    with transaction.atomic():
        for take, finding in zip(takes, findings, strict=True):
            if isinstance(finding, Setback):
                _stumble(take, finding, worker, now)
            else:
                judged.append((take, finding))
        if judged:
            _pass_or_stumble(BY_NAME[takes[0].next_leg], judged, worker, now)
    return len(takes)


def claim(worker: str, now: datetime, limit: int | None = None) -> list[Any]:
    """Takes of one leg that are due and that nobody holds, now held by `worker`: those due first. Several workers may ask at once."""
    leg = queue.next_leg(now)
    if not leg:
        return []
    with transaction.atomic():
        held = queue.pick(leg, worker, now, now + LEASE, limit or BY_NAME[leg].batch)
    return _carried(BY_NAME[leg], held)


def _carried(leg: Leg, takes: Sequence[int]) -> list[Any]:
    if leg.load:
        return list(leg.load(takes))
    rows = Take.objects.filter(pk__in=takes).select_related("copy__outlet", *leg.beside)
    return list(rows.prefetch_related(wire.TAKEN).order_by("pk"))


def release(worker: str) -> None:
    """Let go of what a worker of this name held when it was stopped."""
    Take.objects.filter(claimed_by=worker).update(claimed_by="", claimed_until=None)


def _judge(take: Take) -> Any:
    try:
        return BY_NAME[take.next_leg].judge(take)
    except Exception as error:  # as in move(): a fault of ours must not stop the takes beside it
        log.exception("a take could not be judged")
        return Setback("fault", f"{type(error).__name__}: {error}")


def _pass_or_stumble(leg: Leg, judged: Sequence[tuple[Take, Any]], worker: str, now: datetime) -> None:
    """All of them together, or, where that fails, each by itself: a fault of ours sets one take aside, and the road goes on."""
    try:
        with transaction.atomic():
            _pass(leg, judged, worker, now)
    except Exception as error:
        if len(judged) > 1:
            for one in judged:
                _pass_or_stumble(leg, [one], worker, now)
            return
        log.exception("a take could not be written down")
        _stumble(judged[0][0], Setback("fault", f"{type(error).__name__}: {error}"), worker, now)


def _pass(leg: Leg, judged: Sequence[tuple[Take, Any]], worker: str, now: datetime) -> None:
    following = AFTER.get(leg.name, "")
    held = queue.go_on([take.pk for take, _ in judged], leg.name, worker, following, now)
    # Where our claim ran out, another worker passed the take: its attempt stands, ours is lost whole.
    ours = [(take, finding) for take, finding in judged if take.pk in held]
    if not ours:
        return
    passed = list(zip(ours, leg.write(ours, now), strict=True))
    rows = [(take.pk, reading.pk, leg.name, now, outcome[:300], leg.rule) for (take, _), (reading, outcome) in passed]
    put(Passage, ("take", "reading", "leg", "passed_at", "outcome", "rule"), rows)
    for (take, _), (_, outcome) in passed:
        told(log, f"{leg.name}: {outcome}", copy=take.copy.url)


def _stumble(take: Take, setback: Setback, worker: str, now: datetime) -> None:
    failures = take.failures + 1
    again_at = pace.again(now, failures, 60, 86_400, 0.5) if setback.again and failures < TRIES else None
    mine = Take.objects.filter(pk=take.pk, next_leg=take.next_leg, claimed_by=worker)
    if not mine.update(due_at=again_at, failures=F("failures") + 1, claimed_by="", claimed_until=None):
        return
    Stumble.objects.create(
        take_id=take.pk, leg=take.next_leg, stumbled_at=now, why=setback.why, sentence=setback.sentence, again_at=again_at
    )
    told(log, f"{take.next_leg} stumbled: {setback.sentence}", logging.WARNING, copy=take.copy.url, why=setback.why)


def redo(leg: str, takes: Sequence[int] | None, now: datetime) -> int:
    """Put takes before `leg` again: those whose newest reading has no passage by today's rule, and those set aside there."""
    chosen = Take.objects.filter(pk__in=takes) if takes is not None else Take.objects.all()
    stuck = chosen.filter(next_leg=leg, due_at=None)
    rule = BY_NAME[leg].rule
    passed = Passage.objects.filter(leg=leg, rule=rule, reading__isnull=False).values("reading")
    unpassed = Reading.objects.filter(taken=True, take__in=chosen).exclude(pk__in=passed).values("take")
    behind = chosen.filter(next_leg="", pk__in=unpassed) if leg != "read" else chosen.none()
    with transaction.atomic():
        found = set(stuck.values_list("pk", flat=True)) | set(behind.values_list("pk", flat=True))
        return Take.objects.filter(pk__in=found).update(next_leg=leg, due_at=now, failures=0)
