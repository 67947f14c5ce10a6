"""What does the leg `fold` cost with its rows and commits, where so many articles are held already?

    python bench/folding_leg.py [--articles N] [--sample N] [--quick]

The articles are those of `folding_scale.py`. The first N are written down as if they had been folded; the sample after them stands
before the leg as takes with readings, in a SQLite database of its own (or in that of WIRECOPY_DATABASE, which must be empty), and is
folded 50 to a transaction, as the road does it. Only the leg is measured: from the claim to the commit. Between its steps a fixed piece
of work, the yardstick, tells how fast the machine is just then. Progress goes to stderr; the last line of stdout is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta

import numpy as np
from folding_scale import Wire

START = datetime(2026, 3, 1, tzinfo=UTC)
NOW = START + timedelta(days=3)
OUTLETS, AT_ONCE, STEP = 50, 2_000, 250


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def yardstick() -> float:
    """CPU seconds of a fixed piece of work, of the kinds that the leg is made of: objects, JSON, sorting."""
    numbers = np.random.default_rng(1).integers(1 << 40, size=2_000)
    said = {"words": [f"word {n}" for n in range(400)]}
    begun = time.process_time()
    for _ in range(800):
        np.sort(numbers).searchsorted(numbers)
        found = json.loads(json.dumps(said))["words"]
        {word: (place, word.upper()) for place, word in enumerate(found)}
    return time.process_time() - begun


def rows(first: int, past: int, leg: str) -> None:
    """Outlets' copies and takes, before `leg`."""
    from wirecopy.rows import put
    from wirecopy.wire.models import Copy, Take

    at = {number: START + timedelta(seconds=number / 10) for number in range(first, past)}
    put(Copy, ("id", "outlet", "url", "domain", "headline", "seen_at"),
        [(n + 1, n % OUTLETS + 1, f"http://bench.example/{n}", "bench.example", f"Story {n}", at[n]) for n in at])  # fmt: skip
    put(Take, ("id", "copy", "number", "received_at", "url", "sha256", "size", "next_leg", "due_at"),
        [(n + 1, n + 1, 1, at[n], f"http://bench.example/{n}", "", 0, leg, at[n] if leg else None) for n in at])  # fmt: skip


def hold(wire: Wire, first: int, past: int) -> None:
    """Articles that were folded before."""
    from wirecopy.desk.anchors import anchors
    from wirecopy.desk.models import Fingerprint, Folding, Group
    from wirecopy.rows import put
    from wirecopy.wire.models import Reading

    numbers = range(first, past)
    rows(first, past, "")
    put(Reading, ("id", "take", "version", "read_at", "article"), [(n + 1, n + 1, "bench", START, "{}") for n in numbers])
    prints = []
    for number in numbers:
        found = wire.words(number)
        prints.append((number + 1, number + 1, number + 1, START.date().toordinal(), anchors(found).tobytes(), found.pack()))
    put(Fingerprint, ("id", "reading", "copy", "day", "anchors", "words"), prints)
    groups = {number: wire.copied(number) for number in numbers}
    own = [(n + 1, n + 1, n + 1, NOW) for n, source in groups.items() if source is None]
    put(Group, ("id", "original", "first", "settled_at"), own)
    put(Folding, ("copy", "group", "fingerprint", "folded_at", "rule", "published_at"),
        [(n + 1, (n if source is None else source) + 1, n + 1, START, "bench", START + timedelta(seconds=n / 10))
         for n, source in groups.items()])  # fmt: skip


def put_before_the_leg(wire: Wire, first: int, past: int) -> None:
    from wirecopy.wire.article import Article, Block, ZoneStamp
    from wirecopy.wire.models import Reading

    rows(first, past, "fold")
    readings = []
    for number in range(first, past):
        text, at = wire.text(number), START + timedelta(seconds=number / 10)
        blocks = tuple(Block("paragraph", part) for part in text.split("\n\n"))
        article = Article(url=f"http://bench.example/{number}", headline=f"Story {number}", body=text, published=ZoneStamp(at.isoformat()),
                          blocks=blocks)  # fmt: skip
        readings.append(Reading(pk=number + 1, take_id=number + 1, version="bench", read_at=at, headline=f"Story {number}", language="en",
                                published_at=at, words=len(text.split()), article=article.as_dict()))  # fmt: skip
    Reading.objects.bulk_create(readings)


def prepare(wire: Wire, count: int) -> None:
    from django.core.management.color import no_style
    from django.db import connection

    from wirecopy.desk.models import Fingerprint, Group
    from wirecopy.wire.models import Outlet

    Outlet.objects.bulk_create(
        Outlet(pk=n, name=f"Outlet {n}", slug=f"outlet-{n}", home=f"http://outlet-{n}.example/", added_at=START)
        for n in range(1, OUTLETS + 1)
    )
    for first in range(0, count, AT_ONCE):
        hold(wire, first, min(first + AT_ONCE, count))
        say(f"{min(first + AT_ONCE, count):,} articles are held")
    with connection.cursor() as cursor:  # numbers were given: on PostgreSQL, its own go on behind them
        for statement in connection.ops.sequence_reset_sql(no_style(), [Fingerprint, Group]):
            cursor.execute(statement)


def measure(count: int, sample: int) -> dict[str, float]:
    from wirecopy import copyflow
    from wirecopy.desk.models import Folding
    from wirecopy.desk.texts import texts
    from wirecopy.wire.models import Stumble, Take

    wire = Wire()
    prepare(wire, count)
    begun = time.process_time()
    texts().catch_up(NOW.date().toordinal())
    restart = time.process_time() - begun
    say(f"read again from the rows in {restart:.1f} CPU s")
    spent, yards = [], [yardstick()]
    for first in range(count, count + sample + STEP, STEP):  # the first step warms up, and does not count
        put_before_the_leg(wire, first, first + STEP)
        begun = time.process_time()
        for _ in range(STEP // copyflow.BY_NAME["fold"].batch):
            copyflow.move("bench", NOW)
        spent.append(time.process_time() - begun)
        yards.append(yardstick())
        Take.objects.filter(next_leg__gt="").update(next_leg="")
        say(f"{first + STEP - count} folded, {STEP / spent[-1]:.0f} a CPU second, {STEP * yards[-1] / spent[-1]:.1f} a yardstick")
    spent, yards = spent[1:], yards[1:]
    groups = dict(Folding.objects.filter(copy__gt=count).values_list("copy", "group"))
    true = {number: wire.copied(number) for number in range(count, count + sample + STEP)}
    held = {number: source for number, source in true.items() if source is not None and source < count}
    pace = STEP * len(spent) / sum(spent)
    return {
        "articles": count, "sample": STEP * len(spent), "copies_per_cpu_s": round(pace, 1),
        "copies_per_yardstick": round(pace * sum(yards) / len(yards), 1), "stumbles": Stumble.objects.count(),
        "copies": len(held), "found": round(sum(groups[n + 1] == source + 1 for n, source in held.items()) / max(1, len(held)), 4),
        "restart_s": round(restart, 1), "index_bytes_an_article": round(texts().index.memory / len(texts().index)),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--sample", type=int, default=2_000)
    parser.add_argument("--quick", action="store_true", help="10,000 articles, of which 1,000 are measured: under a minute")
    given = parser.parse_args()
    count, sample = (10_000, 1_000) if given.quick else (given.articles, given.sample)
    data = tempfile.mkdtemp(prefix="wirecopy-fold-")
    os.environ |= {"WIRECOPY_DATA": data, "WIRECOPY_WORKER": "bench"}
    try:
        from wirecopy.ready import ready

        ready()
        import logging

        logging.getLogger("wirecopy").setLevel(logging.ERROR)
        print(json.dumps(measure(count, sample)))
    finally:
        shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    main()
