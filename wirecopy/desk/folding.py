"""The desk's deed at a reading: fold it. Is its text a copy of one that we hold, and whose?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wirecopy.desk import fold, folded
from wirecopy.desk.anchors import anchors
from wirecopy.desk.folded import Held
from wirecopy.desk.models import Decision, Fingerprint, Folding, Group, Pickup
from wirecopy.desk.origin import Witness, credits_of, direction, origin
from wirecopy.desk.passages import Passage
from wirecopy.desk.pickups import MOST, QUOTES, elsewhere, quotations
from wirecopy.desk.taken import Reading, Take
from wirecopy.desk.texts import one_at_a_time, texts
from wirecopy.desk.words import Keys, Words, words
from wirecopy.rows import ask, put
from wirecopy.wire.article import Article

RULE = f"1 {fold.learnt().name}"
NEEDED = {"outlet", "canonical_url", "credit", "dateline", "published", "body", "blocks"}  # of an article


@dataclass(frozen=True, slots=True)
class Text:
    """A reading's text, ready to be compared."""

    reading: Reading
    words: Words
    anchors: Keys
    canonical_url: str
    credits: tuple[str, ...]
    published_at: datetime | None


FOLDING = ("copy", "group", "fingerprint", "canonical_url", "credits", "published_at", "folded_at", "rule")


def judge_text(take: Take) -> Text:
    """The words and anchors of the newest reading of a take."""
    reading = take.readings_taken[0]
    blocks = reading.article.get("blocks", ())
    wanted = NEEDED if any(block["kind"] in QUOTES for block in blocks) else NEEDED - {"blocks"}
    article = Article.from_dict({name: value for name, value in reading.article.items() if name in wanted})
    found = words(article.body, quotations(article))
    precise = article.published is not None and article.published.precision != "day"
    return Text(
        reading, found, anchors(found), (article.canonical_url or "")[:2000], credits_of(article)[:9],
        reading.published_at if precise else take.copy.given_at,
    )  # fmt: skip


def write_folds(judged: Sequence[tuple[Take, Text]], now: datetime) -> list[tuple[Reading, str]]:
    """Fold the texts of takes, in their order, against all that came before them; each joins the group of its best match."""
    one_at_a_time()
    today = now.date().toordinal()
    held, index = texts(), texts().catch_up(today)
    looked_for = [(take.copy_id, text.anchors) for take, text in judged]
    found = index.candidates_all(looked_for, MOST + 1)
    alike = [[other for other, _ in some if other != copy][:MOST] for (copy, _), some in zip(looked_for, found, strict=True)]
    held.add_all([(copy, marks, today) for copy, marks in looked_for])
    copies = {copy for copy, _ in looked_for}
    known = folded.held(copies.union(*alike), copies)
    desk = _Desk(known, now)
    outcomes = [
        (text.reading, desk.fold(take, text, [known[copy] for copy in some if copy in known]))
        for (take, text), some in zip(judged, alike, strict=True)
    ]
    readings = [text.reading.pk for _, text in judged]
    rows = [(reading, take.copy_id, today, text.anchors.astype("<u4").tobytes(), text.words.pack())
            for reading, (take, text) in zip(readings, judged, strict=True)]  # fmt: skip
    prints = put(Fingerprint, ("reading", "copy", "day", "anchors", "words"), rows, unique=["reading"])
    held.written(list(zip(prints, readings, strict=True)))
    desk.write(dict(zip(readings, prints, strict=True)))
    return outcomes


class _Desk:
    """The foldings of one transaction: decided one after the other, written together."""

    def __init__(self, known: dict[int, Held], now: datetime) -> None:
        self.known, self.now = known, now
        self.touched: dict[int, Held] = {}  # copies whose folding is new or changed, in their order
        self.opened: dict[int, int] = {}  # by group: the copy that it is opened for
        self.left: set[int] = set()  # groups that a copy left

    def fold(self, take: Take, text: Text, alike: Sequence[Held]) -> str:
        """Decide where this text belongs; what was decided, as a sentence."""
        mine = self.known.get(take.copy_id)
        if mine and mine.take > take.number:
            return "an earlier take; a newer one is folded"
        changes = fold.changes(text.words, mine.words) if mine else None
        if mine and changes and not changes.really:
            self._keep(mine, take, text)
            return "the text is as it was"
        answers = list(zip(alike, fold.judged(text.words, (other.words for other in alike)), strict=False))
        best = fold.best([answer for _, answer in answers])
        joined = None if best is None else answers[best][0].group
        if joined is None:
            joined = mine.group if mine and self._is_still(text, mine) else self._open(take.copy_id)
        if mine is None:
            mine = self.known[take.copy_id] = Held(_witness(take, text), joined, take.number, text.reading.pk, text.words)
        elif joined != mine.group and mine.group > 0:
            self.left.add(mine.group)
        mine.group = joined
        mine.found = _worth_keeping(answers, best)
        self._keep(mine, take, text)
        told = _told(mine.found, len(text.words))
        if changes:
            added, cut = (sum(past - first for first, past in spans) for spans in (changes.added, changes.cut))
            return f"the text changed: {added} words added, {cut} cut; {told}"
        return told

    def _open(self, copy: int) -> int:
        group = -1 - len(self.opened)
        self.opened[group] = copy
        return group

    def _is_still(self, text: Text, mine: Held) -> bool:
        """May a text that is no copy of another's stay in its group? Where it goes on from what it was, or nobody else is there."""
        if fold.judge(text.words, mine.words).standing == "copy":
            return True
        if any(held.group == mine.group and held is not mine for held in self.touched.values()):
            return False
        return not Folding.objects.filter(group=mine.group).exclude(copy=mine.witness.number).exists()

    def _keep(self, mine: Held, take: Take, text: Text) -> None:
        mine.take, mine.reading, mine.words = take.number, text.reading.pk, text.words
        mine.witness = _witness(take, text)
        self.touched[mine.witness.number] = mine

    def write(self, prints: Mapping[int, int]) -> None:
        """`prints`: the numbers of the fingerprints, by reading."""
        opened = list(dict.fromkeys(held.group for held in self.touched.values() if held.group < 0))
        copies = [self.opened[group] for group in opened]
        numbers = put(Group, ("original", "first", "settled_at"), [(copy, copy, self.now) for copy in copies])
        written = dict(zip(opened, numbers, strict=True))
        for held in self.touched.values():
            held.group = written.get(held.group, held.group)
        rows: dict[bool, list[tuple[Any, ...]]] = {True: [], False: []}  # by: was it written before?
        for held in self.touched.values():
            said = held.witness
            row = (said.number, held.group, prints[held.reading], said.canonical_url or "", list(said.credits), said.published_at,
                   self.now, RULE)  # fmt: skip
            rows[held.folding is not None].append((held.folding, *row) if held.folding else row)
        put(Folding, ("id", *FOLDING), rows[True], unique=["copy"])  # with their numbers: else each would use up a new one
        put(Folding, FOLDING, rows[False])
        self._write_pickups()
        members = Counter(held.group for held in self.touched.values())
        alone = {group for group in numbers if members[group] == 1}
        settle({*members, *self.left} - alone, self.now)

    def _write_pickups(self) -> None:
        """What was found when a copy was folded before goes."""
        if again := [copy for copy, held in self.touched.items() if held.folding]:
            Pickup.objects.filter(finder__in=again).delete()
        found = [_pickup(held, other, answer, self.now) for held in self.touched.values() for other, answer in held.found]
        put(Pickup, PICKUP, list({row[:2]: row for row in found}.values()), unique=["copy", "original"])


def _witness(take: Take, text: Text) -> Witness:
    copy, outlet = take.copy, take.copy.outlet
    return folded.witness(copy.pk, outlet.name, outlet.home, copy.url, text.canonical_url, text.credits, text.published_at, copy.seen_at)


def _worth_keeping(answers: Sequence[tuple[Held, fold.Answer]], best: int | None) -> list[tuple[Held, fold.Answer]]:
    """The best match first, with the copies of its text; and of each other group the one with most in common."""
    groups = [held.group for held, _ in answers]
    joined = None if best is None else groups[best]
    copies = [n for n, (_, answer) in enumerate(answers) if answer.standing == "copy" and groups[n] == joined]
    copies.sort(key=lambda n: (n != best, -answers[n][1].own, n))
    return [answers[n] for n in (*copies, *elsewhere([answer for _, answer in answers], groups, joined))]


PICKUP = (
    "copy", "original", "reading", "original_reading", "finder", "standing", "evidence", "kept", "cut", "added", "passages",
    "probability", "folded_at", "rule",
)  # fmt: skip


def _pickup(held: Held, other: Held, answer: fold.Answer, now: datetime) -> tuple[Any, ...]:
    """The row of what `held` shares with `other`, the one that had it first as the original."""
    first, evidence = direction(held.witness, other.witness)
    ours = first == other.witness.number  # the text at hand is the copy
    copy, original = (held, other) if ours else (other, held)
    added = sum(past - start for start, past in answer.added(held.words))
    cut = sum(past - start for start, past in answer.cut(other.words))
    return (
        copy.witness.number, original.witness.number, copy.reading, original.reading, held.witness.number, answer.standing, evidence,
        answer.same, cut if ours else added, added if ours else cut, [_span(p, turned=not ours) for p in answer.passages],
        round(answer.probability, 4), now, RULE,
    )  # fmt: skip


def _span(passage: Passage, *, turned: bool) -> list[int]:
    here, there = [passage.a0, passage.a1], [passage.b0, passage.b1]
    return [*there, *here] if turned else [*here, *there]


def _told(found: Sequence[tuple[Held, fold.Answer]], count: int) -> str:
    if not found:
        return "a text of its own"
    held, answer = found[0]
    who = f"{held.witness.outlet} (copy {held.witness.number})"
    if answer.standing == "copy":
        return f"the text of {who}: {answer.same} of {count} words"
    return f"a text of its own that shares {answer.same} of {count} words with {who}"


_SAID = "SELECT id, original_id, missing, evidence, first_id FROM wirecopy_group WHERE id IN ({}) ORDER BY id"


def settle(groups: Collection[int], now: datetime) -> None:
    """Ask the copies of each group again where their text came from; a group that nobody is left in goes."""
    if not groups:
        return
    members = folded.members(groups)
    settled = []
    for group, *before in ask(_SAID, members):
        found = origin(members[group])
        now_said = [found.original, found.missing[:200], found.evidence if len(members[group]) > 1 else "", found.first]
        if now_said != before:
            settled.append((group, *now_said, now))
    put(Group, ("id", "original", "missing", "evidence", "first", "settled_at"), settled, unique=["id"])
    if gone := set(groups) - members.keys():
        _empty(Group.objects.filter(pk__in=gone), now)


def _empty(groups: QuerySet[Group], now: datetime) -> None:
    Decision.objects.bulk_create(
        Decision(group=group, kind="gone", why="no copy carries it any more", decided_at=now, rule=RULE)
        for group in groups.filter(story__isnull=False).order_by("pk")
    )
    groups.update(story=None, original=None, first=None)
