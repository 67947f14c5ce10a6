"""What does the whole road make of a recorded wire, and what does each leg cost?

    python bench/wire.py FOLDER [--quick] [--keep DIR]

FOLDER holds a recorded wire: index.json, pages/ and replay.py, a proxy that answers for all its hosts. Every outlet is added
from an OPML list, polled, fetched, read, placed and printed, through the proxy setting and with no other change. Prints the
pages read, the stumbles by their word, the fields right against index.json (of readings, which see the page alone), seconds
and CPU seconds of each leg, pages a second on one core from page bytes to printed edition, peak memory, and beside it, read by
trafilatura (favor_precision, with metadata) right after, a sample of the pages: one that only reads them. --quick does the same with
a proxy that is asked for 40 outlets only.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

BENCH = Path(__file__).parent
OUTLETS_QUICK = 40
READ_BY_PEER = 48  # pages


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextmanager
def replaying(folder: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    listed = subprocess.run([sys.executable, folder / "replay.py", "--list"], capture_output=True, text=True, check=True).stdout
    server = subprocess.Popen([sys.executable, folder / "replay.py", "--port", str(port)], stdout=subprocess.PIPE)
    try:
        server.stdout.readline()
        yield f"http://127.0.0.1:{port}", listed.split()
    finally:
        server.kill()
        server.wait()


def prepare(folder: Path, proxy: str) -> None:
    given = {"DATA": str(folder), "PROXY": proxy, "DELAY": "0", "AGE_DAYS": "0", "FIRST_POLL": "0", "READERS": "1", "WORKER": "bench"}
    os.environ.update({f"WIRECOPY_{name}": value for name, value in given.items()})
    from wirecopy.ready import ready

    ready()
    import logging

    logging.getLogger("wirecopy").setLevel(logging.ERROR)


class Costs:
    """Wall and CPU seconds by leg; the CPU of a reader counts once its process is closed."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    @contextmanager
    def of(self, leg: str):
        say(f"{leg} ...")
        wall, cpu = time.monotonic(), self._cpu()
        yield
        self.wall[leg] = round(time.monotonic() - wall, 2)
        self.cpu[leg] = round(self._cpu() - cpu, 2)
        say(f"{leg}: {self.wall[leg]} s, {self.cpu[leg]} CPU s")

    @staticmethod
    def _cpu() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(u.ru_utime + u.ru_stime for u in used)


def road(feeds: list[str], costs: Costs) -> None:
    import asyncio

    from django.conf import settings

    from wirecopy import copyflow
    from wirecopy.press import work as press
    from wirecopy.wire import adding, collect, opml, work
    from wirecopy.wire.captures import Captures

    now = lambda: datetime.now(UTC)  # noqa: E731
    with costs.of("add"):
        lines = opml.read(opml.write("wire", [opml.Line("", url, "", "") for url in feeds], now()))
        adding.keep_lines(lines, now())
        press.make_edition(slug="bench", host="127.0.0.1:8000", scheme="http", masthead="The Bench", now=now())
    with costs.of("poll and fetch"):
        asyncio.run(collect.Collector("bench", Captures(settings.CAPTURES)).run(once=True))
    for leg in copyflow.LEGS:
        with costs.of(leg.name):
            while any(take.next_leg == leg.name for take in waiting(leg.name)):
                copyflow.move("bench", now())
            if leg.name == "read":
                work.readers().close()
    with costs.of("print"):
        while press.turn(now()):
            pass
        while press.print_due(now()):
            pass


def waiting(leg: str):
    from wirecopy.wire.models import Take

    return Take.objects.filter(next_leg=leg, due_at__lte=datetime.now(UTC))[:1]


def results(folder: Path, costs: Costs) -> dict[str, object]:
    sys.path.insert(0, str(BENCH))
    import read as scoring

    from wirecopy.wire.models import Copy, Feed, Outlet, Reading, Stumble

    rows = {row["url"].split("://", 1)[1]: row for row in json.loads((folder / "index.json").read_text())}
    body, facts = scoring.BodyScore(), {name: [] for name in ("headline", "authors", "instant", "day", "language")}
    for reading in Reading.objects.select_related("take__copy"):
        row = rows.get(reading.take.copy.url.split("://", 1)[1]) or rows.get(reading.take.url.split("://", 1)[1])
        if row:
            article = reading.as_article()
            body.add("\n".join(row["paragraphs"]), scoring.shown_text(article))
            scoring.note_facts(facts, row, article)
    copies, read = Copy.objects.count(), Reading.objects.values("take__copy").distinct().count()
    stumbled = Copy.objects.filter(stumbles__isnull=False) | Copy.objects.filter(takes__stumbles__isnull=False)
    silent = Copy.objects.filter(takes__readings=None, stumbles=None, takes__stumbles=None).distinct().count()
    worked = sum(cpu for leg, cpu in costs.cpu.items() if leg != "add")
    return {
        "outlets": Outlet.objects.count(), "feeds_polled": Feed.objects.exclude(polled_at=None).count(), "copies": copies,
        "read": read, "stumbled": stumbled.distinct().count(), "neither": silent,
        "stumbles": dict(Counter(Stumble.objects.values_list("why", flat=True))),
        "scored": len(facts["language"]), "token_f1": scoring.mean(body.token_f1),
        "right": {name: scoring.mean([float(hit) for hit in hits]) for name, hits in facts.items()},
        "seconds": costs.wall, "cpu_seconds": costs.cpu,
        "cpu_ms_a_page": {leg: round(1000 * cpu / max(read, 1), 1) for leg, cpu in costs.cpu.items()},
        "pages_a_second_on_one_core": round(read / worked, 1),
        "peak_mb": {
            "road": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "reader": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        },
    }  # fmt: skip


def pickups(proxy: str) -> dict[str, object]:
    """Held against /truth.json: how many pickups were found, in how many the original is right, and what else was called a copy."""
    from wirecopy.desk.models import Folding

    with urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy})).open("http://www.bbc.com/truth.json") as answer:
        truth = json.load(answer)
    rows = {row.copy.url.split("://", 1)[1]: row for row in Folding.objects.select_related("copy", "group__original")}
    held = [(rows.get(bare(line["copy"])), rows.get(bare(line["original_as_served"]))) for line in truth]
    pairs = [(copy, original) for copy, original in held if copy and original]
    true = {frozenset((copy.group_id, copy.copy_id)) for copy, _ in pairs}
    members = Counter(row.group_id for row in rows.values())
    wrong = [f"{copy.copy.url} <- {original.copy.url}" for copy, original in pairs
             if copy.group_id != original.group_id or copy.group.original_id != original.copy_id]  # fmt: skip
    for line in wrong:
        say(f"not found, or the wrong way: {line}")
    originals = {original.copy_id for _, original in pairs}
    others = [row for row in rows.values() if members[row.group_id] > 1 and frozenset((row.group_id, row.copy_id)) not in true
              and row.copy_id not in originals]  # fmt: skip
    for row in others:
        say(f"also called a copy: {row.copy.url} in group {row.group_id}")
    return {"true": len(truth), "held": len(pairs), "found": sum(c.group_id == o.group_id for c, o in pairs),
            "right": len(pairs) - len(wrong), "others": len(others)}  # fmt: skip


def peer(folder: Path) -> dict[str, float]:
    """Pages a CPU second of a general extractor, which neither fetches, folds, places nor prints; nothing where it is not installed."""
    import read as scoring
    from reading_peers import trafilatura

    say("peer ...")
    try:
        ask = trafilatura(favor_precision=True)()
    except ImportError:
        return {}
    spent = [scoring.timed(partial(ask, page, row["url"]))[1] for row, page in scoring.recorded(folder, READ_BY_PEER + 1)]
    return {"trafilatura_pages_a_second": round(READ_BY_PEER / sum(spent[1:]), 1)}  # the first one loads its parts


def bare(url: str) -> str:
    from wirecopy.wire.links import canonical

    return (canonical(url) or url).split("://", 1)[1]


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given.add_argument("folder", type=Path, help="a recorded wire: index.json, pages/, replay.py")
    given.add_argument("--quick", action="store_true", help=f"only {OUTLETS_QUICK} outlets")
    given.add_argument("--keep", type=Path, help="leave the data of the run in this folder")
    options = given.parse_args()
    data = options.keep or Path(tempfile.mkdtemp(prefix="wirecopy-wire-"))
    try:
        with replaying(options.folder.absolute()) as (proxy, feeds):
            prepare(data.absolute(), proxy)
            costs = Costs()
            road(feeds[:OUTLETS_QUICK] if options.quick else feeds, costs)
            found = results(options.folder, costs) | {"pickups": pickups(proxy)} | peer(options.folder)
    finally:
        if not options.keep:
            shutil.rmtree(data, ignore_errors=True)
    if beside := found.get("trafilatura_pages_a_second"):
        found["ratio"] = round(found["pages_a_second_on_one_core"] / beside, 2)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main()
