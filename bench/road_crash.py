"""Does the road lose or double anything when it is killed? It is killed with -9 at random moments, inside every leg.

    python bench/road_crash.py [--kills 200] [--least 20] [--workers 1] [--seed 1] [--quick]

The sample wire is collected, read, placed and printed once by a run that nobody kills, and then by runs that are killed over
and over, each forked from a parent that has everything loaded. Both must leave the same rows: `lost` counts what is missing,
`doubled` what is there too often. The moment of each kill is drawn anew; a leg that was killed often enough is let through, so
that the road comes to its end every round. On PostgreSQL (WIRECOPY_DATABASE) `--workers 2` runs two at once, which share the
queue, and kills both.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing import Process, Value
from pathlib import Path

from road_rows import snapshot

LEGS = ("between", "poll", "fetch", "read", "fold", "place", "print")
KILLS_A_ROUND = 5  # inside each leg, before the road may come to its end
MEAN_LIFE = 0.08  # seconds until a kill is looked for
BATCH = 6  # takes in one transaction: small, so that a kill in the middle leaves work to do


def prepare(folder: str) -> None:
    given = {"DATA": folder, "DELAY": "0", "AGE_DAYS": "0", "POLL_LEAST": "30", "READ_SECONDS": "60", "READERS": "1", "WORKER": "crash"}
    os.environ.update({f"WIRECOPY_{name}": value for name, value in given.items()})
    os.environ["DJANGO_SETTINGS_MODULE"] = "wirecopy.settings"


def serve(offset, port, anchor: datetime) -> None:
    from wirecopy.demo import serve as served
    from wirecopy.demo import wire

    running = served.start(wire.build(anchor), clock=lambda: anchor + timedelta(seconds=offset.value))
    port.value = running.port
    signal.pause()


class Road:
    """One database and data folder; `cycle` runs the whole road over it once, with its place marked in shared memory."""

    def __init__(self, folder: Path, marks: mmap.mmap, proxy: str, workers: int) -> None:
        self.folder, self.marks, self.proxy, self.workers = folder, marks, proxy, workers

    def fresh(self) -> None:
        """Empty rows and an empty folder."""
        from django.core.management import call_command
        from django.db import connections

        self.settle()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        connections.close_all()
        call_command("migrate", verbosity=0)
        call_command("flush", interactive=False, verbosity=0)
        self.fill()
        connections.close_all()

    def settle(self) -> None:
        from django.conf import settings
        from django.db import connections

        settings.DATA = self.folder
        settings.CAPTURES, settings.PAGES = self.folder / "captures", self.folder / "pages"
        settings.WIRECOPY["PROXY"] = self.proxy
        if connections["default"].vendor == "sqlite":
            connections["default"].settings_dict["NAME"] = self.folder / "wirecopy.sqlite3"

    def fill(self) -> None:
        from wirecopy import running
        from wirecopy.demo import wire

        running.fill(wire.build(START), START, "127.0.0.1", 8000)

    def cycle(self, now: datetime, worker: str, mark_at: int) -> None:
        """The whole road, once, until nothing is due."""
        from django.conf import settings

        from wirecopy import copyflow, parts
        from wirecopy.press import work as press
        from wirecopy.wire import collect

        def marked(leg: str, deed):
            def with_mark(*given, **named):
                self.marks[mark_at] = LEGS.index(leg)
                return deed(*given, **named)

            return with_mark

        started = time.monotonic()
        parts.now = lambda: now + timedelta(seconds=time.monotonic() - started)
        collect.announce.judge_poll = marked("poll", collect.announce.judge_poll)
        collect.filing.keep_pages = marked("fetch", collect.filing.keep_pages)
        for name, leg in copyflow.BY_NAME.items():
            copyflow.BY_NAME[name] = replace(leg, judge=marked(name, leg.judge), write=marked(name, leg.write))
        press.turn, press.print_due = marked("print", press.turn), marked("print", press.print_due)
        copyflow.claim.__defaults__ = (BATCH,)
        settings.WORKER = worker
        parts.everything_once()


def fork(road: Road, now: datetime, worker: str, mark_at: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setpgid(0, 0)
        road.settle()
        road.cycle(now, worker, mark_at)
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


class Killer:
    def __init__(self, road: Road, workers: int, seed: int) -> None:
        self.road, self.workers, self.dice = road, workers, random.Random(seed)
        self.histogram: Counter[str] = Counter()
        self.now = START

    def whole(self) -> None:
        """A run that nobody kills."""
        self.now += STEP
        pids = [fork(self.road, self.now, f"crash-{n}", n) for n in range(self.workers)]
        if any(os.waitpid(pid, 0)[1] for pid in pids):
            raise SystemExit("a run that nobody killed ended by itself")

    def broken(self, quota: int) -> bool:
        """One run, killed at a random moment inside a leg that was killed less than `quota` times. True: it came to its end."""
        self.now += STEP
        self.road.marks[:] = bytes(len(self.road.marks))
        pids = [fork(self.road, self.now, f"crash-{n}", n) for n in range(self.workers)]
        kill_at = time.monotonic() + self.dice.expovariate(1 / MEAN_LIFE)
        alive = dict(enumerate(pids))
        while alive:
            for number, pid in list(alive.items()):
                ended, code = os.waitpid(pid, os.WNOHANG)
                if code:
                    raise SystemExit(f"a worker ended by itself: {code}")
                if ended:
                    del alive[number]
            legs = [LEGS[self.road.marks[number]] for number in alive]
            if time.monotonic() >= kill_at and any(leg != "between" and self.histogram[leg] < quota for leg in legs):
                time.sleep(self.dice.random() * 0.03)
                self._kill(alive)
                return False
            time.sleep(0.0005)
        return True

    def _kill(self, alive: dict[int, int]) -> None:
        """All at once, also those that have come to their end meanwhile."""
        for number, pid in alive.items():
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            self.histogram[LEGS[self.road.marks[number]]] += 1


# Far from any midnight: a page that names no time is dated by when it is seen, and each run sees it at another minute.
START = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
STEP = timedelta(minutes=3)  # from one start to the next: longer than any claim of the press
LATER = 3600.0  # seconds after the anchor, when the sample wire has changed one of its stories


def compare(found: Counter[tuple[str, ...]], truth: Counter[tuple[str, ...]]) -> tuple[int, int]:
    lost, doubled = truth - found, found - truth
    for name, rows in (("lost", lost), ("doubled", doubled)):
        for row in list(rows)[:5]:
            print(f"  {name}: {' | '.join(row)[:200]}", file=sys.stderr)
    return sum(lost.values()), sum(doubled.values())


def run(options: argparse.Namespace) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp(prefix="wirecopy-crash-"))
    prepare(str(folder))
    offset, port = Value("d", 0.0), Value("i", 0)
    server = Process(target=serve, args=(offset, port, START), daemon=True)
    server.start()
    while not port.value:
        time.sleep(0.02)
    import django

    django.setup()
    import wirecopy

    wirecopy.read(b"<html><body><h1>Warm</h1><p>One page is read here, so that every fork finds the reader loaded.</p></body></html>")
    marks = mmap.mmap(-1, 16)
    road = Road(folder / "road", marks, f"http://127.0.0.1:{port.value}", options.workers)
    killer = Killer(road, options.workers, options.seed)
    rounds = lost = doubled = 0
    began = time.monotonic()
    try:
        truth = both_halves(road, offset, killer, lambda: killer.whole())
        while sum(killer.histogram.values()) < options.kills or min(killer.histogram[leg] for leg in LEGS[1:]) < options.least:
            quota = (rounds + 1) * KILLS_A_ROUND
            found = both_halves(road, offset, killer, lambda quota=quota: until_done(killer, quota))
            missing, extra = compare(found, truth)
            rounds, lost, doubled = rounds + 1, lost + missing, doubled + extra
    finally:
        server.terminate()
        shutil.rmtree(folder, ignore_errors=True)
    return {
        "kills": sum(killer.histogram.values()), "lost": lost, "doubled": doubled, "rounds": rounds, "workers": options.workers,
        "rows": sum(truth.values()), "by_leg": {leg: killer.histogram[leg] for leg in LEGS}, "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip


def both_halves(road: Road, offset, killer: Killer, go) -> Counter[tuple[str, ...]]:
    """The wire as it is first, and again after one of its stories has changed."""
    road.fresh()
    offset.value, killer.now = 0.0, START
    go()
    offset.value = LATER
    killer.now += timedelta(days=2)
    go()
    road.settle()
    return snapshot(road.workers)


def until_done(killer: Killer, quota: int) -> None:
    while not killer.broken(quota):
        done = sum(killer.histogram.values())
        if done % 10 == 0:
            print(f"{done} kills: {dict(killer.histogram)}", file=sys.stderr, flush=True)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given.add_argument("--kills", type=int, default=200)
    given.add_argument("--least", type=int, default=20, help="kills inside every leg, at least")
    given.add_argument("--workers", type=int, default=1)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--quick", action="store_true", help="20 kills, four in every leg at least")
    options = given.parse_args()
    if options.quick:
        options.kills, options.least = 20, 4
    result = run(options)
    for leg, kills in result["by_leg"].items():
        print(f"{leg:<8} {'#' * kills} {kills}", file=sys.stderr)
    print(json.dumps(result))
    sys.exit(1 if result["lost"] or result["doubled"] else 0)


if __name__ == "__main__":
    main()
