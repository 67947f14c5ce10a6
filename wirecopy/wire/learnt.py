"""What did an outlet repeat so far? Each copy read leaves the keys of its lines; the next ones are judged by them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count, Max

from wirecopy.wire import furniture
from wirecopy.wire.article import Article
from wirecopy.wire.furniture import Learnt, Seen, Shown
from wirecopy.wire.models import Copy, Outlet, Repeat

REMEMBERED = timedelta(days=30)
MOST_ROWS = 2000  # of one outlet, after the hour's trimming
MOST_SIGHTINGS = 8  # of one key: enough to prove a line, and to tell how often it comes
SAMPLE = 200  # signs
MOST_LINES = 500  # of one page: a live blog must not fill the memory of its outlet
WINDOW = 200  # copies of an outlet, the newest, that are counted for a share


def cleaned(copy: Copy, article: Article, now: datetime) -> Article:
    """The article without what its outlet repeats, as far as that is known by now."""
    lines = furniture.shown(article.blocks)
    return furniture.without(article, lines, recall(copy, lines, now))


def learn(copy: Copy, article: Article, now: datetime) -> Article:
    """As `cleaned`, and remember the lines of this copy. To be called in the transaction that writes its reading.

    Rows are only added, each for a key on a copy, so a leg done again adds nothing, and two workers hardly ever wait for each
    other's rows. A near-copy is remembered under the copy that it repeats: to count, they are one.
    """
    text = furniture.shown(article.blocks)
    lines = [*text, *furniture.around(article)][:MOST_LINES]
    learnt = recall(copy, lines, now)
    under = min(furniture.near_copies(text, learnt), default=copy.pk)
    kinds = {name: ("signature", line.text) for line in lines for name in line.signatures}
    kinds |= {line.key: ("line", line.text) for line in lines if line.key}
    seen_at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:  # some thirty rows a page, as plain values: a third of what they cost as objects
        cursor.executemany(
            f"INSERT INTO {Repeat._meta.db_table} (outlet_id, key, copy_id, kind, sample, seen_at) VALUES (%s, %s, %s, %s, %s, %s)"  # noqa: S608
            " ON CONFLICT DO NOTHING",
            [
                (copy.outlet_id, key, under, kind, said[:SAMPLE], seen_at)
                for key, (kind, said) in kinds.items()
                if key not in learnt or under not in learnt[key].copies
            ],
        )
    return furniture.without(article, text, learnt)


def recall(copy: Copy, lines: list[Shown], now: datetime) -> Learnt:
    """What is known of these lines from other copies of the outlet."""
    keys = {name for line in lines for name in line.keys}
    rows = Repeat.objects.filter(outlet_id=copy.outlet_id, key__in=keys).values_list("key", "copy_id", "kind", "seen_at")
    copies: dict[str, set[int]] = defaultdict(set)
    kept = set()
    for key, which, kind, seen_at in rows:
        if kind == "kept":
            kept.add(key)
        elif which is not None and which != copy.pk and seen_at > now - REMEMBERED:
            copies[key].add(which)
    weighed = {line.key for line in lines if line.size and not line.linked}  # one copy proves the others
    among = _among(copy, [min(found) for key, found in copies.items() if key in weighed and len(found) >= furniture.TWO])
    return {key: Seen(frozenset(copies[key]), among.get(min(copies[key], default=0), 0), key in kept) for key in {*copies, *kept}}


def _among(copy: Copy, firsts: list[int]) -> dict[int, int]:
    """How many of its newest copies the outlet had since each of these, this one and itself left out."""
    if not firsts:
        return {}
    read = Copy.objects.filter(outlet_id=copy.outlet_id, takes__readings__taken=True).exclude(pk=copy.pk).order_by("-pk")
    window = sorted(set(read.values_list("pk", flat=True)[:WINDOW]))
    return {first: len(window) - bisect_left(window, first) for first in firsts}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that an outlet repeats, as it is shown to an editor."""

    text: str
    kind: str  # line | signature | kept
    copies: int
    last_at: datetime


def repeats(outlet: Outlet, most: int = 30) -> list[Line]:
    """What was seen on two copies or more, the most frequent first; before them what an editor keeps."""
    kept = outlet.repeats.filter(kind="kept").order_by("sample")
    stays = set(kept.values_list("key", flat=True))
    rows = outlet.repeats.exclude(key__in=stays).values("key", "kind")
    rows = rows.annotate(copies=Count("copy"), last_at=Max("seen_at"), text=Max("sample")).filter(copies__gte=2).order_by("-copies", "text")
    return [
        *(Line(text, "kept", 0, seen_at) for text, seen_at in dict(kept.values_list("sample", "seen_at")).items()),
        *(Line(row["text"], row["kind"], row["copies"], row["last_at"]) for row in rows[:most]),
    ]


def keep(outlet: Outlet, text: str, now: datetime) -> str | None:
    """Never drop the line that begins so again. Returns the line as it was learnt, or None where no line, or more than one, begins so."""
    wanted = text.strip()[:SAMPLE]
    rows = outlet.repeats.exclude(kind="kept").filter(sample__istartswith=wanted) if wanted else outlet.repeats.none()
    lines = list(rows.values("key").annotate(copies=Count("copy"), text=Max("sample")))
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
