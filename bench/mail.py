"""How many letters does a CPU second of the sender bring to a relay, and how much memory does a long list take?

    python bench/mail.py [--letters 10000] [--plain 1000] [--subscribers 1000000] [--first 10000] [--quick]

`rate`: letters that the program's own sender writes, signs (rsa-sha256, 2048 bit) and hands over in a CPU second, all of its rows included,
from the first delivery that is written to the last that is settled. `plain_rate`: the same letter the usual way, one message made by the
standard library and signed by dkimpy for each recipient, over one connection of smtplib; half of it goes before ours and half after.
`peak_mb`: the most memory that the sender takes with a list of `--subscribers`, of whom `--first`, all over it, want their letter now,
and all others in the evening: it writes every delivery, and sends what is due meanwhile. Pages of the database that are mapped count too.

Every letter carries its recipient's own links. Both ways hand to postfix' smtp-sink, which counts what arrives. The issue is made up, and
told by the program's own digest. Each part is a process of its own. Progress goes to stderr; the last line of stdout is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

SECTIONS = ("harbour", "world", "business")
STORIES = 10  # in each
FROM = "letters@harbour.example"
SELECTOR = "bench"


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--letters", type=int, default=10_000)
    given.add_argument("--plain", type=int, default=1_000, help="letters that go out the plain way")
    given.add_argument("--subscribers", type=int, default=1_000_000)
    given.add_argument("--first", type=int, default=10_000, help="letters of the long list that are due at once")
    given.add_argument("--quick", action="store_true")
    given.add_argument("--part", nargs="+", help=argparse.SUPPRESS)
    options = given.parse_args()
    if options.part:
        print(json.dumps(PARTS[options.part[0]](*map(int, options.part[1:]))))
        return
    if options.quick:
        options.letters, options.plain, options.subscribers, options.first = 600, 40, 20_000, 400
    folder = Path(tempfile.mkdtemp(prefix="wirecopy-mail-"))
    try:
        print(json.dumps(measured(options, folder)))
    finally:
        shutil.rmtree(folder)


def measured(options: argparse.Namespace, folder: Path) -> dict[str, float]:
    with Sink() as sink:
        run = Run(folder, sink.port)
        half, letters = options.plain // 2, options.letters
        run.part("people", letters, letters)
        before = run.part("plain", half)
        ours = run.part("send", until=lambda: run.is_sent(sink, half + letters))
        after = run.part("plain", options.plain - half)
        time.sleep(0.5)
        assert ours["sent"] == letters and sink.count() == letters + options.plain, f"{sink.count()} letters arrived"
        run.clear()
        run.part("people", options.subscribers, options.first)
        memory = run.part("send", until=lambda: run.is_sent(sink, letters + options.plain + options.first))
        assert memory["deliveries"] == options.subscribers and memory["sent"] >= options.first, memory
    plain = options.plain / (before["cpu"] + after["cpu"])
    rate = options.letters / ours["cpu"]
    return {
        "rate_ratio": round(rate / plain, 2), "rate": round(rate, 1), "plain_rate": round(plain, 1),
        "cpu_ms": round(1000 / rate, 3), "plain_cpu_ms": round(1000 / plain, 3), "letter_kb": round(before["size"] / 1000, 1),
        "peak_mb": memory["peak_mb"], "short_list_peak_mb": ours["peak_mb"], "deliveries": memory["deliveries"],
        "sent_of_them": memory["sent"], "long_list_cpu": round(memory["cpu"], 1),
    }  # fmt: skip


class Sink:
    """smtp-sink on a port of its own. It counts as it goes, and its last number is what arrived."""

    def __enter__(self) -> Sink:
        command = shutil.which("smtp-sink") or "/usr/sbin/smtp-sink"
        if not Path(command).exists():
            sys.exit("smtp-sink is missing: it comes with Debian's package postfix")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        user = ["-u", "nobody"] if os.geteuid() == 0 else []
        self._process = subprocess.Popen([command, "-c", *user, f"127.0.0.1:{self.port}", "200"], stdout=subprocess.PIPE)
        self._said = b""
        threading.Thread(target=self._listen, daemon=True).start()
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise TimeoutError("smtp-sink does not answer")

    def _listen(self) -> None:
        assert self._process.stdout
        while data := os.read(self._process.stdout.fileno(), 65536):
            self._said = (self._said + data)[-500:]

    def count(self) -> int:
        return int((re.findall(rb"mesg=(\d+)(?=\D)", self._said) or [b"0"])[-1])

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()


class Run:
    """Parts of the run as processes of their own, over one data folder."""

    def __init__(self, folder: Path, port: int) -> None:
        from wirecopy.mail.dkim import made

        self.folder, self.key = folder, folder / "key.pem"
        self.key.write_bytes(made("rsa"))
        settings = {"DATA": str(folder / "data"), "MAIL_RELAYS": f"smtp://127.0.0.1:{port}", "MAIL_FROM": FROM}
        settings |= {"MAIL_DKIM": f"{SELECTOR}={self.key}", "MAIL_POSTAL": "Quay 1"}
        self.environment = os.environ | {f"WIRECOPY_{name}": value for name, value in settings.items()}
        self.environment["DJANGO_SETTINGS_MODULE"] = "wirecopy.settings"

    def part(self, name: str, *numbers: int, until: Callable[[], bool] | None = None) -> dict[str, float]:
        """What it measures. `until`: when it is told to stop."""
        print(name, *(f"{number:,}" for number in numbers), file=sys.stderr, flush=True)
        command = [sys.executable, __file__, "--part", name, *map(str, numbers)]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE) as process:
            while until and process.poll() is None:
                time.sleep(0.5)
                if until():
                    print(file=sys.stderr)
                    process.terminate()
                    break
            said, _ = process.communicate()
        if process.returncode:
            sys.exit(f"{name} failed")
        return json.loads(said.splitlines()[-1])

    def is_sent(self, sink: Sink, letters: int) -> bool:
        """Are all deliveries written, and have so many letters arrived?"""
        with closing(sqlite3.connect(self.folder / "data" / "wirecopy.sqlite3", timeout=60)) as base:
            rows, at = base.execute("SELECT filled_to, filled_at FROM wirecopy_mailing").fetchone()
        print(f"\r{rows:,} deliveries, {sink.count():,} letters ", end="", file=sys.stderr, flush=True)
        return at is not None and sink.count() >= letters

    def clear(self) -> None:
        shutil.rmtree(self.folder / "data")


def people(subscribers: int, now_due: int) -> dict[str, float]:
    """An edition where it is two in the morning, an issue of it, and those who take it."""
    from wirecopy.ready import ready

    ready()
    from django.db import connection

    from wirecopy.mail.models import Mailing
    from wirecopy.press.models import Edition, Issue, Section

    now = datetime.now(UTC)
    east = (2 - now.hour + 12) % 24 - 12  # hours
    edition = Edition.objects.create(
        slug="harbour", host="harbour.example", masthead="The Harbour Times", tagline="All of the coast", made_at=now, letter_hour=0,
        zone=f"Etc/GMT{-east:+d}",
    )  # fmt: skip
    day = (now + timedelta(hours=east)).date()
    for rank, slug in enumerate(SECTIONS):
        Section.objects.create(edition=edition, slug=slug, name=slug.title(), rank=rank)
    issue = Issue.objects.create(edition=edition, day=day, since_at=now, made_at=now, told=told(), stories=len(SECTIONS) * STORIES)
    Mailing.objects.create(issue=issue, made_at=now)
    stamp = connection.ops.adapt_datetimefield_value(now)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO wirecopy_subscriber"
            " (id, address, key, secret, standing, language, cadence, hour, zone, soft_bounces, made_at, confirmed_at)"
            f" {numbers} SELECT i, 'reader' || i || '@mail.example', 'reader' || i || '@mail.example', 'a secret of its own: ' || i,"
            " 'active', 'en', 'daily', CASE WHEN i %% %s = 0 THEN NULL ELSE 20 END, '', 0, %s, %s FROM n",
            [subscribers, subscribers // now_due, stamp, stamp],
        )
        cursor.execute(
            f"INSERT INTO wirecopy_subscription (subscriber_id, edition_id, sections, since_at) {numbers} SELECT i, %s, '[]', %s FROM n",
            [subscribers, edition.pk, stamp],
        )
    return {}


def told() -> dict:
    """What the issue says: made up, about as long as a day's letter is."""
    sentence = "The harbour board said on Sunday that a second ferry would sail to the outer islands from the first week of summer."
    stories = [
        {
            "id": number, "copy": number, "reading": None, "path": f"/story/{number}-harbour-board-weighs-a-second-ferry/",
            "language": "en", "shown_at": "2026-03-01T12:00:00+00:00", "headline": f"Harbour board weighs ferry number {number}",
            "place": "NESS", "region": "", "text": f"{sentence} {sentence}", "outlet": "Ness Post", "outlet_slug": "ness-post",
            "original_url": f"https://ness.example/news/{number}", "also_in": ["Vik Times", "Holm News"], "also": 4,
            "chain": [{"who": "Cascade Press", "standing": "claimed"}, {"who": "Ness Post", "standing": "seen"}],
        }
        for number in range(len(SECTIONS) * STORIES)
    ]  # fmt: skip
    parts = [
        {
            "slug": slug, "name": slug.title(), "path": f"/{slug}/", "stories": stories[at * STORIES : (at + 1) * STORIES],
            "teasers": [], "more": 3,
        }
        for at, slug in enumerate(SECTIONS)
    ]  # fmt: skip
    return {
        "day": datetime.now(UTC).date().isoformat(), "cadence": "daily", "path": "/letters/today/", "number": len(stories), "outlets": 12,
        "sections": parts, "updated": [], "notices": [], "ids": [story["id"] for story in stories],
    }  # fmt: skip


def plain(letters: int) -> dict[str, float]:
    """One message made, signed and sent at a time."""
    import smtplib
    from email.message import EmailMessage
    from email.utils import format_datetime

    import dkim

    from wirecopy.mail.digest import digest
    from wirecopy.mail.letter import LEAVE, PREFERENCES, Masthead
    from wirecopy.ready import ready

    ready(migrate=False)
    base = "https://harbour.example"
    letter = digest(told(), (), Masthead("harbour", "The Harbour Times", "All of the coast", base, "en", "UTC", "Quay 1"))
    key = Path(os.environ["WIRECOPY_MAIL_DKIM"].partition("=")[2]).read_bytes()
    signed = [b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type", b"list-id"]
    signed += [b"list-unsubscribe", b"list-unsubscribe-post"]
    size = 0
    begun = time.process_time()
    with smtplib.SMTP("127.0.0.1", int(os.environ["WIRECOPY_MAIL_RELAYS"].rpartition(":")[2])) as relay:
        for number in range(letters):
            leave, preferences = (f"{base}/letters/{way}/{number}-AbCdEfGhIjKlMnOpQrStUv" for way in ("leave", "preferences"))
            message = EmailMessage()
            message["From"] = f"The Harbour Times <{FROM}>"
            message["To"] = f"reader{number}@mail.example"
            message["Subject"] = letter.subject
            message["Date"] = format_datetime(datetime.now(UTC))
            message["Message-ID"] = f"<1.{number}.0123456789abcdef@harbour.example>"
            message["List-Unsubscribe"] = f"<{leave}>"
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            message["List-Id"] = "The Harbour Times <letters.harbour.example>"
            message.set_content(letter.text.replace(LEAVE, leave).replace(PREFERENCES, preferences))
            message.add_alternative(letter.html.replace(LEAVE, leave).replace(PREFERENCES, preferences), subtype="html")
            data = message.as_bytes(policy=message.policy.clone(linesep="\r\n"))
            data = (
                dkim.sign(data, SELECTOR.encode(), b"harbour.example", key, canonicalize=(b"relaxed",) * 2, include_headers=signed) + data
            )
            relay.sendmail(FROM, message["To"], data)
            size = len(data)
    return {"cpu": time.process_time() - begun, "size": size}


def send() -> dict[str, float]:
    """The part `mail` of the program, until it is told to stop."""
    from wirecopy.ready import ready

    ready(migrate=False)
    from django.db.models import Count

    from wirecopy import parts
    from wirecopy.mail.models import Delivery

    begun = time.process_time()
    parts.run("mail")
    spent = time.process_time() - begun
    peak = peak_mb()
    states = dict(Delivery.objects.order_by().values_list("state").annotate(Count("id")))
    return {"cpu": spent, "peak_mb": peak, "deliveries": sum(states.values()), "sent": states.get("accepted", 0)}


def peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6, 1)


PARTS = {"people": people, "plain": plain, "send": send}

if __name__ == "__main__":
    main()
