"""Does everybody get a letter once when mail is killed? Senders and their relay are killed with -9 at random moments.

    python bench/mail_crash.py [--kills 100] [--subscribers 5000] [--connections 4] [--senders 1] [--seed 1] [--doubt once] [--quick]

A mailing goes to all subscribers through the real sender, with its rows, digest and connections, to a small relay that writes down each
letter that it accepts before it says so, and waits a moment before it answers. Now and then a sender, the relay, or both are
killed while letters leave, and started again, until there were `--kills`, over as many mailings as that takes. Then its book is held
against the rows: `doubled` counts letters that it accepted more than once, `skipped` those that it never did and that stand in no doubt,
`doubts` those in doubt, `arrived` how many of these it had accepted, `at_work` the kills that found letters in hand. A kill may leave one
doubt for each connection that was open. With `--doubt again` letters in doubt go out once more, so `doubled` is what that brings. On
PostgreSQL (WIRECOPY_DATABASE) `--senders 2` run at once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

DAY = date(2026, 11, 2)
LIFE = 0.2  # seconds from one kill to the next, in the middle
REST = 0.1  # seconds that a relay in trouble is left alone; else the run would be of waiting
ANSWER = 0.004  # seconds, at most, between a letter that is written down and the relay's answer
STORY = {
    "id": 1, "copy": 1, "path": "/story/1-a-ferry-for-the-north/", "shown_at": "2026-11-02T05:00:00+00:00",
    "headline": "A ferry for the north", "language": "en", "place": "KIRKENES", "region": "",
    "text": "The new ferry crossed the fjord for the first time on Sunday.",
    "outlet": "Fjord Post", "outlet_slug": "fjord-post", "original_url": "https://fjord-post.example/1", "chain": [],
    "also_in": [], "also": 0,
}  # fmt: skip
TOLD = {
    "day": DAY.isoformat(), "cadence": "daily", "path": "", "number": 1, "outlets": 1, "updated": [], "notices": [], "ids": [1],
    "sections": [{"slug": "", "name": "News", "path": "/", "stories": [STORY], "teasers": [], "more": 0}],
}  # fmt: skip


def prepare(folder: Path, port: int, options: argparse.Namespace) -> None:
    given = {
        "DATA": str(folder), "WORKER": "crash", "MAIL_RELAYS": f"smtp://127.0.0.1:{port}", "MAIL_CONNECTIONS": str(options.connections),
        "MAIL_FROM": "letters@north.example", "MAIL_KEY": "crash", "MAIL_DOUBT": options.doubt, "MAIL_RATE": "0", "MAIL_DKIM": "",
    }  # fmt: skip
    os.environ.update({f"WIRECOPY_{name}": value for name, value in given.items()})
    os.environ["DJANGO_SETTINGS_MODULE"] = "wirecopy.settings"


def fill(subscribers: int) -> None:
    from django.core.management import call_command
    from django.db import connections

    from wirecopy.mail.models import Subscriber, Subscription
    from wirecopy.press.models import Edition

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    now = datetime.now(UTC)
    edition = Edition.objects.create(slug="north", host="north.example", masthead="The North", made_at=now)
    made = [
        Subscriber(address=f"s{n}@reader.example", key=f"s{n}@reader.example", secret=f"secret-{n}", standing="active", made_at=now)
        for n in range(subscribers)
    ]
    Subscriber.objects.bulk_create(made, batch_size=500)
    rows = [Subscription(subscriber_id=pk, edition=edition, since_at=now) for pk in Subscriber.objects.values_list("pk", flat=True)]
    Subscription.objects.bulk_create(rows, batch_size=500)
    connections.close_all()


def new_mailing(number: int) -> int:
    from django.db import connections

    from wirecopy.mail import mailings
    from wirecopy.press.models import Edition, Issue

    now, edition = datetime.now(UTC), Edition.objects.get()
    issue = Issue.objects.create(edition=edition, day=DAY + timedelta(days=number), since_at=now, made_at=now, told=TOLD, stories=1)
    mailing = mailings.make(issue, now).pk
    connections.close_all()
    return mailing


def fork(deed) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        deed()
        os._exit(0)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(1)


def send() -> None:
    """The part `mail`, until it is killed."""
    from wirecopy import parts
    from wirecopy.mail import answers, relays, watching

    relays.REST = relays.REST_MOST = REST
    answers.DELAYS = watching.DELAYS = (timedelta(seconds=REST),) * len(answers.DELAYS)
    parts.post(parts.Stop())


class Relay:
    """A mail server that knows no mercy: what it accepted stands in its book, in one write, whatever happens to it afterwards."""

    def __init__(self, listening: socket.socket, book: Path, seed: int) -> None:
        self.listening, self.dice = listening, random.Random(seed)
        self.book = os.open(book, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def serve(self) -> None:
        async def run() -> None:
            await (await asyncio.start_server(self.talk, sock=self.listening, limit=1 << 20)).serve_forever()

        asyncio.run(run())

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mx.example\r\n")
        try:
            while line := await reader.readline():
                word = line[:4].upper()
                if word == b"DATA":
                    writer.write(b"354 go on\r\n")
                    letter = await reader.readuntil(b"\r\n.\r\n")
                    found = re.search(rb"(?mi)^message-id: <(\d+)\.(\d+)\.", letter)
                    os.write(self.book, found[1] + b" " + found[2] + b"\n")
                    await asyncio.sleep(self.dice.random() * ANSWER)
                    writer.write(b"250 2.0.0 taken\r\n")
                elif word == b"QUIT":
                    writer.write(b"221 bye\r\n")
                    break
                else:
                    writer.write(b"250-mx.example\r\n250 PIPELINING\r\n" if word == b"EHLO" else b"250 ok\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()


class Run:
    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.options, self.dice, self.book = options, random.Random(options.seed), folder / "book"
        self.listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.kills: Counter[str] = Counter()
        self.starts = 0
        self.at_work = 0
        self.senders: list[int] = []
        self.relay = 0

    def start_relay(self) -> None:
        self.starts += 1
        self.relay = fork(Relay(self.listening, self.book, self.starts).serve)

    def start_sender(self) -> None:
        self.senders.append(fork(send))

    def kill(self) -> None:
        """One of the senders, the relay, or both."""
        from django.db import connection

        from wirecopy.mail.models import Delivery

        what = self.dice.choice(("sender", "sender", "relay", "both"))
        if what != "relay":
            self.kills["sender"] += 1
            self._end(self.senders.pop(self.dice.randrange(len(self.senders))))
        if what != "sender":
            self.kills["relay"] += 1
            self._end(self.relay)
            self.start_relay()
        self.at_work += Delivery.objects.filter(state="leaving").exists()
        connection.close()
        if what != "relay":
            self.start_sender()

    def _end(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        if os.WEXITSTATUS(os.waitpid(pid, 0)[1]):
            raise SystemExit("a sender or the relay ended by itself")

    def mailing(self, mailing: int) -> None:
        """One mailing from its first row to its last letter."""
        at, read = time.monotonic() + self.dice.expovariate(1 / LIFE), self._read()
        while not self._is_done(mailing):
            time.sleep(0.001)
            if time.monotonic() >= at and self._read() > read and self.kills.total() < self.options.kills:
                time.sleep(self.dice.random() * 0.03)
                self.kill()
                at, read = time.monotonic() + self.dice.expovariate(1 / LIFE), self._read()

    def _read(self) -> int:
        """How far the relay's book goes: it grows while letters leave."""
        return self.book.stat().st_size if self.book.exists() else 0

    def _is_done(self, mailing: int) -> bool:
        if time.monotonic() - getattr(self, "_looked", 0.0) < 0.3:
            return False
        from django.db import connection

        from wirecopy.mail.models import Mailing

        self._looked = time.monotonic()
        state = Mailing.objects.values_list("state", flat=True).get(pk=mailing)
        connection.close()
        if state not in ("sending", "done"):
            raise SystemExit(f"the mailing is {state}")
        return state == "done"

    def end(self) -> None:
        for pid in (*self.senders, self.relay):
            self._end(pid)


def judged(run: Run, mailings: list[int]) -> dict[str, object]:
    """The relay's book against the rows."""
    from wirecopy.mail.models import Delivery, Mailing

    book = Counter(tuple(map(int, line.split())) for line in run.book.read_text().splitlines())
    rows = {(mailing, to): state for mailing, to, state in Delivery.objects.values_list("mailing", "subscriber", "state")}
    missing = len(mailings) * run.options.subscribers - len(rows)
    doubts = [which for which, state in rows.items() if state == "doubt"]
    skipped = [which for which, state in rows.items() if which not in book and state != "doubt"]
    return {
        "kills": run.kills.total(), "doubled": sum(times - 1 for times in book.values()), "skipped": missing + len(skipped),
        "doubts": len(doubts), "doubts_allowed": run.options.connections * (run.kills["sender"] + run.kills["relay"] * run.options.senders),
        "at_work": run.at_work, "arrived": sum(one in book for one in doubts),
        "again": sum(one.counts.get("again", 0) for one in Mailing.objects.all()), "letters": len(rows), "mailings": len(mailings),
        "killed": dict(run.kills), "connections": run.options.connections, "senders": run.options.senders,
        "states": dict(Counter(rows.values())),
    }  # fmt: skip


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    given.add_argument("--kills", type=int, default=100)
    given.add_argument("--subscribers", type=int, default=5000)
    given.add_argument("--connections", type=int, default=4)
    given.add_argument("--senders", type=int, default=1)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--doubt", choices=["once", "again"], default="once")
    given.add_argument("--quick", action="store_true", help="20 kills over 500 subscribers")
    options = given.parse_args()
    if options.quick:
        options.kills, options.subscribers = 20, 500
    folder = Path(tempfile.mkdtemp(prefix="wirecopy-mail-"))
    run = Run(folder, options)
    prepare(folder, run.listening.getsockname()[1], options)
    import django

    django.setup()
    from wirecopy import parts  # noqa: F401  (every fork finds the program loaded)

    began, mailings = time.monotonic(), []
    try:
        fill(options.subscribers)
        run.start_relay()
        for _ in range(options.senders):
            run.start_sender()
        while run.kills.total() < options.kills:
            mailings.append(new_mailing(len(mailings)))
            run.mailing(mailings[-1])
            print(f"{run.kills.total()} kills, {len(mailings)} mailings", file=sys.stderr, flush=True)
        run.end()
        result = judged(run, mailings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    result["seconds"] = round(time.monotonic() - began, 1)
    print(json.dumps(result))
    doubled = result["doubled"] if options.doubt == "once" else 0
    sys.exit(1 if doubled or result["skipped"] or result["doubts"] > result["doubts_allowed"] else 0)


if __name__ == "__main__":
    main()
