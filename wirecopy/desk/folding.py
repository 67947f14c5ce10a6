"""The desk's deed at a reading: fold it. Is its text a copy of one that we hold, and whose?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from wirecopy.desk import fold
from wirecopy.desk.anchors import anchors
from wirecopy.desk.models import Decision, Fingerprint, Folding, Group, Pickup
from wirecopy.desk.origin import Witness, credits_of, direction, origin
from wirecopy.desk.passages import Passage
from wirecopy.desk.pickups import MOST, QUOTES, WITNESSES, elsewhere, quotations
from wirecopy.desk.texts import one_at_a_time, texts
from wirecopy.desk.words import Keys, Words, unpack, words
from wirecopy.wire.article import Article
from wirecopy.wire.links import host
from wirecopy.wire.models import Copy, Reading, Take

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


@dataclass(slots=True)
class Held:
    """A copy whose text is folded, as it stands in this transaction."""

    copy: Copy
    folding: Folding
    words: Words
    found: list[tuple[Held, fold.Answer]] = field(default_factory=list)


def witness(copy: Copy, row: Folding) -> Witness:
    return Witness(
        copy.pk, copy.outlet.name, (host(copy.outlet.home),), copy.url, row.canonical_url or None, tuple(row.credits),
        row.published_at, copy.seen_at,
    )  # fmt: skip


def judge_text(take: Take) -> Text:
    """The words and anchors of the newest reading of a take."""
    reading: Reading = take.readings_taken[0]  # type: ignore[attr-defined]
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
    mine = {copy for copy, _ in looked_for}
    known = _load(mine.union(*alike))
    desk = _Desk(known, _takes(mine & known.keys()), now)
    outcomes = [
        (text.reading, desk.fold(take, text, [known[copy] for copy in some if copy in known]))
        for (take, text), some in zip(judged, alike, strict=True)
    ]
    rows = [Fingerprint(reading=text.reading, copy_id=take.copy_id, day=today, anchors=text.anchors.astype("<u4").tobytes(),
                        words=text.words.pack()) for take, text in judged]  # fmt: skip
    prints = Fingerprint.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["reading"], update_fields=["day", "anchors", "words"]
    )
    held.written(prints)
    desk.write({row.reading_id: row for row in prints})
    return outcomes


def _load(copies: set[int]) -> dict[int, Held]:
    rows = Folding.objects.filter(copy__in=copies).select_related("copy__outlet", "group", "fingerprint").defer("fingerprint__anchors")
    return {row.copy_id: Held(row.copy, row, unpack(bytes(row.fingerprint.words))) for row in rows}


def _takes(copies: set[int]) -> dict[int, int]:
    """By copy: the number of the take whose text stands for it."""
    rows = Folding.objects.filter(copy__in=copies).values_list("copy", "fingerprint__reading__take__number")
    return dict(rows) if copies else {}


class _Desk:
    """The foldings of one transaction: decided one after the other, written together."""

    def __init__(self, known: dict[int, Held], takes: dict[int, int], now: datetime) -> None:
        self.known, self.takes, self.now = known, takes, now
        self.touched: dict[int, Held] = {}  # copies whose folding is new or changed, in their order
        self.readings: dict[int, Reading] = {}  # of those, the reading that was folded
        self.left: set[int] = set()  # groups that a copy left

    def fold(self, take: Take, text: Text, alike: Sequence[Held]) -> str:
        """Decide where this text belongs; what was decided, as a sentence."""
        mine = self.known.get(take.copy_id)
        if mine and self.takes[take.copy_id] > take.number:
            return "an earlier take; a newer one is folded"
        self.takes[take.copy_id] = take.number
        changes = fold.changes(text.words, mine.words) if mine else None
        if mine and changes and not changes.really:
            self._keep(mine, text)
            return "the text is as it was"
        answers = list(zip(alike, fold.judged(text.words, (other.words for other in alike)), strict=False))
        best = fold.best([answer for _, answer in answers])
        stays = mine is not None and (
            answers[best][0].folding.group == mine.folding.group if best is not None else self._is_still(text, mine)
        )
        if mine and stays:
            group = mine.folding.group
        elif best is not None:
            group = answers[best][0].folding.group
        else:
            group = Group(original=take.copy, first=take.copy, settled_at=self.now)
        if mine is None:
            mine = self.known[take.copy_id] = Held(take.copy, Folding(copy=take.copy, folded_at=self.now), text.words)
        elif group != mine.folding.group and mine.folding.group.pk:
            self.left.add(mine.folding.group.pk)
        mine.folding.group = group
        mine.found = _worth_keeping(answers, best)
        self._keep(mine, text)
        told = _told(mine.found, len(text.words))
        if changes:
            added, cut = (sum(past - first for first, past in spans) for spans in (changes.added, changes.cut))
            return f"the text changed: {added} words added, {cut} cut; {told}"
        return told

    def _is_still(self, text: Text, mine: Held) -> bool:
        """May a text that is no copy of another's stay in its group? Where it goes on from what it was, or nobody else is there."""
        if fold.judge(text.words, mine.words).standing == "copy":
            return True
        others = {held.copy.pk for held in self.touched.values() if held.folding.group == mine.folding.group} - {mine.copy.pk}
        return not others and not Folding.objects.filter(group=mine.folding.group.pk).exclude(copy=mine.copy).exists()

    def _keep(self, mine: Held, text: Text) -> None:
        mine.words, row = text.words, mine.folding
        row.canonical_url, row.credits, row.published_at = text.canonical_url, list(text.credits), text.published_at
        row.rule, row.folded_at = RULE, self.now
        self.touched[mine.copy.pk] = mine
        self.readings[mine.copy.pk] = text.reading

    def write(self, prints: Mapping[int, Fingerprint]) -> None:
        """`prints`: by reading."""
        rows = [held.folding for held in self.touched.values()]
        again = [row.copy.pk for row in rows if row.pk]
        opened = list({id(row.group): row.group for row in rows if row.group.pk is None}.values())
        Group.objects.bulk_create(opened)
        for row in rows:
            row.fingerprint = prints[self.readings[row.copy.pk].pk]
        Folding.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["copy"],
            update_fields=["group", "fingerprint", "canonical_url", "credits", "published_at", "folded_at", "rule"],
        )  # fmt: skip
        self._write_pickups(again)
        members = Counter(row.group_id for row in rows)
        alone = {group.pk for group in opened if members[group.pk] == 1}
        settle({*members, *self.left} - alone, self.now)

    def _write_pickups(self, again: Collection[int]) -> None:
        """`again`: copies that were folded before; what was found then goes."""
        if again:
            Pickup.objects.filter(finder__in=again).delete()
        rows = {}
        for copy, held in self.touched.items():
            for other, answer in held.found:
                there = self.readings.get(other.copy.pk)
                read = there.pk if there else other.folding.fingerprint.reading_id
                row = _pickup(held, self.readings[copy].pk, other, read, answer, self.now)
                rows[row.copy_id, row.original_id] = row
        Pickup.objects.bulk_create(
            rows.values(), update_conflicts=True, unique_fields=["copy", "original"],
            update_fields=[f.name for f in Pickup._meta.concrete_fields if f.name not in ("id", "copy", "original")],
        )  # fmt: skip


def _worth_keeping(answers: Sequence[tuple[Held, fold.Answer]], best: int | None) -> list[tuple[Held, fold.Answer]]:
    """The best match first, with the copies of its text; and of each other group the one with most in common."""
    groups = [held.folding.group.pk or -id(held.folding.group) for held, _ in answers]
    joined = None if best is None else groups[best]
    copies = [n for n, (_, answer) in enumerate(answers) if answer.standing == "copy" and groups[n] == joined]
    copies.sort(key=lambda n: (n != best, -answers[n][1].own, n))
    return [answers[n] for n in (*copies, *elsewhere([answer for _, answer in answers], groups, joined))]


def _pickup(held: Held, reading: int, other: Held, other_reading: int, answer: fold.Answer, now: datetime) -> Pickup:
    """The row of what `held` shares with `other`, the one that had it first as the original."""
    first, evidence = direction(witness(held.copy, held.folding), witness(other.copy, other.folding))
    ours = first == other.copy.pk  # the text at hand is the copy
    added = sum(past - start for start, past in answer.added(held.words))
    cut = sum(past - start for start, past in answer.cut(other.words))
    return Pickup(
        copy=held.copy if ours else other.copy, original=other.copy if ours else held.copy,
        reading_id=reading if ours else other_reading, original_reading_id=other_reading if ours else reading,
        finder=held.copy, standing=answer.standing, evidence=evidence, kept=answer.same,
        cut=cut if ours else added, added=added if ours else cut,
        passages=[_span(p, turned=not ours) for p in answer.passages],
        probability=round(answer.probability, 4), folded_at=now, rule=RULE,
    )  # fmt: skip


def _span(passage: Passage, *, turned: bool) -> list[int]:
    here, there = [passage.a0, passage.a1], [passage.b0, passage.b1]
    return [*there, *here] if turned else [*here, *there]


def _told(found: Sequence[tuple[Held, fold.Answer]], count: int) -> str:
    if not found:
        return "a text of its own"
    held, answer = found[0]
    who = f"{held.copy.outlet.name} (copy {held.copy.pk})"
    if answer.standing == "copy":
        return f"the text of {who}: {answer.same} of {count} words"
    return f"a text of its own that shares {answer.same} of {count} words with {who}"


def settle(groups: Collection[int], now: datetime) -> None:
    """Ask the copies of each group again where their text came from; a group that nobody is left in goes."""
    members: dict[int, list[Folding]] = defaultdict(list)
    place = Window(RowNumber(), partition_by=F("group"), order_by=F("pk").asc())
    rows = Folding.objects.filter(group__in=groups).select_related("copy__outlet").annotate(place=place).filter(place__lte=WITNESSES)
    for row in rows.order_by("pk") if groups else ():
        members[row.group_id].append(row)
    settled = []
    for group in Group.objects.filter(pk__in=members).order_by("pk"):
        found = origin([witness(row.copy, row) for row in members[group.pk]])
        said = (found.original, found.missing[:200], found.evidence if len(members[group.pk]) > 1 else "", found.first)
        if said != (group.original_id, group.missing, group.evidence, group.first_id):
            group.original_id, group.missing, group.evidence, group.first_id = said
            group.settled_at = now
            settled.append(group)
    Group.objects.bulk_create(
        settled, update_conflicts=True, unique_fields=["id"], update_fields=["original", "missing", "evidence", "first", "settled_at"]
    )
    if gone := set(groups) - members.keys():
        _empty(Group.objects.filter(pk__in=gone), now)


def _empty(groups: QuerySet[Group], now: datetime) -> None:
    Decision.objects.bulk_create(
        Decision(group=group, kind="gone", why="no copy carries it any more", decided_at=now, rule=RULE)
        for group in groups.filter(story__isnull=False).order_by("pk")
    )
    groups.update(story=None, original=None, first=None)
