"""What did an outlet repeat so far? Each copy read leaves the keys of its lines and places; the next ones are judged by them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import starmap
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Max

from wirecopy.wire import furniture
from wirecopy.wire.article import Article
from wirecopy.wire.furniture import Learnt, Seen, Shown
from wirecopy.wire.models import Copy, Outlet, Repeat

REMEMBERED = timedelta(days=30)
MOST_ROWS = 2000  # of one outlet, after the hour's trimming
MOST_SIGHTINGS = 8  # of one key: enough to prove a line, and to tell how often it comes
SAMPLE = 200  # signs, no fewer than furniture.STATED
SETTLED = 3  # copies with long text in a place: more would teach nothing
MOST_LINES = 500  # of one page: a live blog must not fill the memory of its outlet
MOST_ASKED = 5000  # keys in one query; SQLite takes 32,766 parameters
TABLE = Repeat._meta.db_table
WINDOW = 200  # copies of an outlet, the newest, that are counted for a share


def cleaned(copy: Copy, article: Article, now: datetime) -> Article:
    """The article without what its outlet repeats, as far as that is known by now. What is written here is all meant."""
    if copy.outlet.kind != "outlet":
        return article
    lines = furniture.shown(article.blocks)
    return furniture.without(article, furniture.repeated(lines, recall([(copy, lines)], now)[0]))


def learn(copies: Sequence[tuple[Copy, Article]], now: datetime) -> list[Article]:
    """As `cleaned`, and remember the lines of these copies. To be called in the transaction that writes their readings.

    Of one outlet the first teaches the second. Rows are only added, each for a key on a copy, so a leg done again adds nothing, and two
    workers hardly ever wait for each other's rows. A near-copy is remembered under the copy that it repeats: to count, they are one.
    """
    articles = [article for _, article in copies]
    before: dict[int, list[int]] = defaultdict(list)  # by outlet
    rounds: dict[int, list[int]] = defaultdict(list)  # numbers of the copies that are the n-th of their outlets
    for number, (copy, _) in enumerate(copies):
        if copy.outlet.kind == "outlet":
            rounds[len(before[copy.outlet_id])].append(number)
            before[copy.outlet_id].append(copy.pk)
    for nth, numbers in rounds.items():
        some = [copies[number] for number in numbers]
        text = [furniture.shown(article.blocks) for _, article in some]
        lines = [[*told, *furniture.around(article)][:MOST_LINES] for told, (_, article) in zip(text, some, strict=True)]
        read = {of: ahead[:nth] for of, ahead in before.items()}
        known = recall([(copy, shown) for (copy, _), shown in zip(some, lines, strict=True)], now, read)
        rows: list[tuple[Any, ...]] = []
        for number, told, shown, learnt in zip(numbers, text, lines, known, strict=True):
            copy, article = copies[number]
            out = furniture.repeated(told, learnt)
            rows += _rows(copy, (article, told, out), shown, learnt, now)
            articles[number] = furniture.without(article, out)
        with connection.cursor() as cursor:  # some thirty rows a page, as plain values: a third of what they cost as objects
            cursor.executemany(
                f"INSERT INTO {TABLE} (outlet_id, key, copy_id, kind, sample, place, seen_at)"  # noqa: S608
                " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                rows,
            )
    return articles


def _rows(
    copy: Copy, said: tuple[Article, list[Shown], set[int]], lines: list[Shown], learnt: Learnt, now: datetime
) -> Iterator[tuple[Any, ...]]:
    """What one copy teaches that is not known of it yet. `said`: its article, the lines of its text, and which of them are repeated."""
    near = furniture.near_copies(said[1], learnt)
    under = min(near, default=copy.pk)
    kinds = {name: ("signature", line.text, "") for line in lines for name in line.signatures}
    kinds |= {line.key: ("line", line.text, "") for line in lines if line.key}
    kinds |= {furniture.place_key(place): (kind, text, place) for place, kind, text in _places(*said, learnt, near)}
    seen_at = connection.ops.adapt_datetimefield_value(now)
    for key, (kind, text, place) in kinds.items():
        if key not in learnt or under not in learnt[key].copies:
            yield copy.outlet_id, key, under, kind, text[:SAMPLE], place, seen_at


def _places(article: Article, text: list[Shown], out: set[int], learnt: Learnt, near: set[int]) -> Iterator[tuple[str, str, str]]:
    """Each place, whether text of this copy's own stands there, and a line of it: the longest of its own, if it has any."""
    for place, held in furniture.by_place(text).items():
        if learnt.get(place, furniture.NOWHERE).stated < SETTLED:
            own = [text[n] for n in held if n not in out and furniture.is_own(text[n], learnt, near)]
            said = max(own, key=lambda line: line.size).text if own else text[held[0]].text
            yield article.blocks[held[0]].place, "own" if own else "place", said
    for name, said in article.beside.items():
        yield name, "place", said


def recall(
    copies: Sequence[tuple[Copy, list[Shown]]], now: datetime, read: Mapping[int, Sequence[int]] = MappingProxyType({})
) -> list[Learnt]:
    """What is known of the lines of each copy, and of the places where they stand, from other copies of its outlet. No two of one outlet.

    `read`: by outlet, the copies whose readings are not saved yet.
    """
    wanted = {copy.outlet_id: {name for line in lines for name in (*line.keys, line.place)} for copy, lines in copies}
    of: dict[int, list[Sighting]] = defaultdict(list)
    for row in _sightings(wanted, now - REMEMBERED):
        of[row.outlet].append(row)
    return [_learnt(copy, lines, of[copy.outlet_id], read.get(copy.outlet_id, ())) for copy, lines in copies]


class Sighting(NamedTuple):
    outlet: int
    key: str
    copy: int | None
    kind: str
    said: str


def _sightings(wanted: Mapping[int, Collection[str]], since: datetime) -> Iterator[Sighting]:
    """The rows of these keys of each outlet, those that an editor keeps and those seen since. One query for most batches."""
    asked: list[tuple[int, Collection[str]]] = []
    for outlet, keys in wanted.items():
        if asked and sum(len(some) for _, some in asked) + len(keys) > MOST_ASKED:
            yield from _ask(asked, since)
            asked = []
        if keys:
            asked.append((outlet, keys))
    if asked:
        yield from _ask(asked, since)


def _ask(asked: Sequence[tuple[int, Collection[str]]], since: datetime) -> Iterator[Sighting]:
    either = " OR ".join(f"(outlet_id = %s AND key IN ({', '.join(['%s'] * len(keys))}))" for _, keys in asked)
    given: list[Any] = [value for outlet, keys in asked for value in (outlet, *keys)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT outlet_id, key, copy_id, kind, sample FROM {TABLE} WHERE ({either}) AND (kind = 'kept' OR seen_at > %s)",  # noqa: S608
            [*given, connection.ops.adapt_datetimefield_value(since)],
        )
        yield from starmap(Sighting, cursor.fetchall())


def _learnt(copy: Copy, lines: list[Shown], rows: Sequence[Sighting], read: Sequence[int]) -> Learnt:
    copies: dict[str, set[int]] = defaultdict(set)
    told: dict[str, list[tuple[int, str]]] = defaultdict(list)
    kept = set()
    for _, key, which, kind, said in rows:
        if kind == "kept":
            kept.add(key)
        elif which is not None and which != copy.pk:
            copies[key].add(which)
            if kind == "own":
                told[key].append((which, said))
    weighed = {line.key for line in lines if line.size and not line.linked}  # one copy proves the others
    among = _among(copy, [min(found) for key, found in copies.items() if key in weighed and len(found) >= furniture.TWO], read)
    return {
        key: Seen(frozenset(copies[key]), among.get(min(copies[key], default=0), 0), key in kept, *own_text(told[key]))
        for key in {*copies, *kept}
    }


def own_text(told: Sequence[tuple[int, str]]) -> tuple[frozenset[int], int]:
    """The copies that told something of their own in a place, and how many at length. What two of them told was neither's own."""
    times = Counter(said for _, said in told)
    own = [(copy, said) for copy, said in told if times[said] == 1]
    return frozenset(copy for copy, _ in own), sum(furniture.size(said) >= furniture.STATED for _, said in own)


def _among(copy: Copy, firsts: list[int], more: Sequence[int]) -> dict[int, int]:
    """How many of its newest copies the outlet had since each of these, this one and itself left out."""
    if not firsts:
        return {}
    read = Copy.objects.filter(outlet_id=copy.outlet_id, takes__readings__taken=True).exclude(pk=copy.pk).order_by("-pk")
    window = sorted({*read.values_list("pk", flat=True)[:WINDOW], *more} - {copy.pk})
    return {first: len(window) - bisect_left(window, first) for first in firsts}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that an outlet repeats, or a place where its furniture stands, as it is shown to an editor."""

    text: str  # of a place: its boxes
    kind: str  # line | signature | place | kept
    copies: int
    last_at: datetime
    example: str = ""  # what stands in a place


def repeats(outlet: Outlet, most: int = 30) -> list[Line]:
    """What was seen on two copies or more, the most frequent first; before it what an editor keeps, after it the places of furniture."""
    kept = outlet.repeats.filter(kind="kept").order_by("sample")
    stays = set(kept.values_list("key", flat=True))
    rows = outlet.repeats.filter(kind__in=("line", "signature")).exclude(key__in=stays).values("key", "kind")
    rows = rows.annotate(copies=Count("copy"), last_at=Max("seen_at"), text=Max("sample")).filter(copies__gte=2).order_by("-copies", "text")
    return [
        *(Line(text, "kept", 0, seen_at) for text, seen_at in dict(kept.values_list("sample", "seen_at")).items()),
        *(Line(row["text"], row["kind"], row["copies"], row["last_at"]) for row in rows[:most]),
        *_furnished(outlet, stays)[:most],
    ]


def _furnished(outlet: Outlet, stays: set[str]) -> list[Line]:
    rows: dict[str, list[Repeat]] = defaultdict(list)
    for row in outlet.repeats.filter(kind__in=("place", "own")).exclude(key__in=stays).order_by("-seen_at"):
        rows[row.place].append(row)
    found = []
    for place, of_it in rows.items():
        told = [(row.copy_id, row.sample) for row in of_it if row.kind == "own" and row.copy_id is not None]
        seen = Seen(frozenset(row.copy_id for row in of_it if row.copy_id is not None), 0, False, *own_text(told))
        if furniture.is_furnished(seen):
            found.append(Line(place, "place", len(seen.copies), of_it[0].seen_at, of_it[0].sample))
    return sorted(found, key=lambda line: (-line.copies, line.text))


def keep(outlet: Outlet, text: str, now: datetime) -> str | None:
    """Never drop the line that begins so again, or what stands in the place that is called so.

    Returns the line as it was learnt, or the place; None where no line, or more than one, begins so.
    """
    wanted = text.strip()[:SAMPLE]
    rows = outlet.repeats.exclude(kind="kept")
    places = rows.filter(place__iexact=wanted).values("key").annotate(copies=Count("copy"), text=Max("place"))
    begun = rows.filter(place="", sample__istartswith=wanted).values("key").annotate(copies=Count("copy"), text=Max("sample"))
    lines = [*places, *begun] if wanted else []
    lines = [line for line in lines if line["copies"] > 1] or lines
    texts = {line["text"] for line in lines}
    if len(texts) != 1:
        return None
    sample: str = texts.pop()
    Repeat.objects.bulk_create(
        [Repeat(outlet=outlet, key=line["key"], kind="kept", sample=sample, seen_at=now) for line in lines], ignore_conflicts=True
    )
    return sample


def forget(outlet: Outlet) -> int:
    """Forget what was learnt of an outlet, and what an editor kept. Returns the rows."""
    gone, _ = outlet.repeats.all().delete()
    return gone


def trim(now: datetime) -> str:
    """Forget what was not seen for 30 days, and what an outlet has beyond its rows: old sightings first, then lines seen once."""
    gone, _ = Repeat.objects.exclude(kind="kept").filter(seen_at__lte=now - REMEMBERED).delete()
    counts = Repeat.objects.exclude(kind="kept").values("outlet").annotate(rows=Count("pk")).filter(rows__gt=MOST_ROWS)
    for outlet in list(counts.values_list("outlet", flat=True)):
        with transaction.atomic():
            gone += _trim(outlet)
    return f"forgot {gone} lines of outlets"


def _trim(outlet: int) -> int:
    rows = list(Repeat.objects.filter(outlet=outlet).exclude(kind="kept").order_by("-pk").values_list("pk", "key"))
    times: dict[str, int] = defaultdict(int)
    worth = []
    for pk, key in rows:
        times[key] += 1
        worth.append((times[key], pk, key))
    ranked = sorted(worth, key=lambda row: (row[0] <= MOST_SIGHTINGS, times[row[2]] > 1, row[1]), reverse=True)
    out = [pk for _, pk, _ in ranked[MOST_ROWS:]]
    for start in range(0, len(out), 500):
        Repeat.objects.filter(pk__in=out[start : start + 500]).delete()
    return len(out)
