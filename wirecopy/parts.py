"""What runs in each part of `up`? Loops that work until they are told to stop, and wait out a database that does not answer."""

from __future__ import annotations

import asyncio
import logging
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection

from wirecopy import clock, copyflow, web
from wirecopy.accounts import signing_in
from wirecopy.config import WrongSetting
from wirecopy.desk import mending
from wirecopy.log import told
from wirecopy.mail import box, listening, mailings, posting, postman, relay, relays, sending, subscribing, writing
from wirecopy.mail import retention as mail_retention
from wirecopy.press import issuing
from wirecopy.press import work as press
from wirecopy.releases import filing, handing_in, looking, objecting
from wirecopy.up import CANNOT_START
from wirecopy.wire import collect, learnt, retention
from wirecopy.wire import work as wire
from wirecopy.wire.captures import Captures

log = logging.getLogger("wirecopy.parts")

PAUSE = 5.0  # seconds to wait for a database that does not answer
CHORES: dict[str, tuple[timedelta, clock.Deed]] = {
    "captures": (timedelta(hours=1), retention.drop_captures),
    "stumbles": (timedelta(days=1), retention.forget_stumbles),
    "repeats": (timedelta(hours=1), learnt.trim),
    "stories": (timedelta(hours=6), mending.mend),
    "unconfirmed": (timedelta(hours=1), subscribing.forget_unconfirmed),
    "old letters": (timedelta(days=1), mail_retention.forget_letters),
    "old sign-ins": (timedelta(days=1), signing_in.forget_sign_ins),
    "old posts": (timedelta(days=1), posting.forget_posts),
    "old releases": (timedelta(days=1), handing_in.forget),
    "old objections": (timedelta(days=1), objecting.forget),
    "bounces": (timedelta(minutes=5), box.fetch),
    "letters": (timedelta(minutes=5), lambda now: mailings.make_due(issuing.make_issue, now)),
}


def now() -> datetime:
    return datetime.now(UTC)


class Stop:
    """Set by Ctrl-C, SIGTERM, or the death of the program that started this one.

    A plain flag: the lock of a threading.Event may be held by the very thread that a signal interrupts.
    """

    def __init__(self) -> None:
        self._said = False

    def listen(self) -> Stop:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, lambda *_: self.set())
        return self

    def set(self) -> None:
        self._said = True

    def is_set(self) -> bool:
        return self._said

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._said and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))


def collector(stop: Stop) -> None:
    async def run() -> None:
        told_to = asyncio.Event()
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(one, told_to.set)
        await collect.Collector(settings.WORKER, Captures(settings.CAPTURES)).run(stop=told_to)

    asyncio.run(run())


def desk(stop: Stop) -> None:
    copyflow.release(settings.WORKER)
    wire.readers().warm()
    with ThreadPoolExecutor(settings.WIRECOPY["READERS"] or 1, "hands") as hands:
        _loop(stop, lambda: _written_here() + copyflow.move(settings.WORKER, now(), hands), idle=0.3)
    wire.readers().close()


def _written_here() -> int:
    """What comes to the road from people: releases are looked at, texts filed whose hour has come."""
    return looking.look_due(now()) + filing.file_due(now())


def printer(stop: Stop) -> None:
    _loop(stop, lambda: press.turn(now()) + press.print_due(now()), idle=0.5)


def timekeeper(stop: Stop) -> None:
    _loop(stop, lambda: clock.tick(CHORES, now()), idle=5.0)


def senders() -> tuple[sending.Sender, postman.Postman]:
    """Of mailings, and of single letters: through the same relays."""
    given = settings.WIRECOPY
    pace = sending.Pace(given["MAIL_CONNECTIONS"] or 1, given["MAIL_RATE"], given["MAIL_DOUBT"])
    through = relays.Relays([relay.Relay.of(url) for url in given["MAIL_RELAYS"]])
    one = sending.Sender(through, writing.Writer(), pace, settings.DATA / "senders", settings.WORKER)
    return one, postman.Postman(through, writing.signers(), settings.DATA / "postmen", settings.WORKER, pace.doubt)


def post(stop: Stop) -> int | None:
    """Letters; without a relay there is nothing to do."""
    listening.start(stop)
    if not settings.WIRECOPY["MAIL_RELAYS"]:
        told(logging.getLogger("wirecopy.mail"), "WIRECOPY_MAIL_RELAYS is empty: no letters leave")
        while not stop.is_set():
            stop.wait(60)
        return None
    try:
        one, other = senders()
    except WrongSetting as error:
        told(log, str(error), logging.ERROR)
        return CANNOT_START
    beside = threading.Thread(target=_carry_posts, args=(stop, other), name="postman", daemon=True)
    beside.start()
    _loop(stop, lambda: one.step(now()), idle=0.5)
    one.close(now)
    beside.join(sending.SPARE)
    return None


def _carry_posts(stop: Stop, one: postman.Postman) -> None:
    _loop(stop, lambda: one.step(now()), idle=0.5)
    one.close()
    connection.close()


def mail_once() -> int:
    """Send what is due now; how many letters were accepted."""
    one, other = senders()
    while other.step(now()):
        pass
    other.close()
    one.drain(now)
    one.close(now)
    return one.accepted + other.accepted


def web_server(stop: Stop) -> int:
    host, port = settings.WIRECOPY["BIND"]
    told(logging.getLogger("wirecopy.web"), f"serving on http://{host}:{port}")
    return web.serve(host, port, settings.WIRECOPY["WEB_THREADS"])


PARTS: dict[str, Callable[[Stop], int | None]] = {
    "web": web_server, "collect": collector, "desk": desk, "press": printer, "clock": timekeeper, "mail": post
}  # fmt: skip


def run(name: str) -> int | None:
    """One part, until it is told to stop; its exit code."""
    return PARTS[name](Stop().listen())


def _loop(stop: Stop, step: Callable[[], int], idle: float) -> None:
    while not stop.is_set():
        try:
            done = step()
        except DatabaseError as error:
            told(log, f"the database does not answer: {error}; trying again in {PAUSE:g} s", logging.ERROR)
            connection.close()
            stop.wait(PAUSE)
            continue
        if not done:
            stop.wait(idle)


def everything_once() -> dict[str, int]:
    """Poll and fetch what is due, move every take as far as it goes, print what is stale; then return what was done."""
    done = {"requests": 0, "legs": 0, "pages": 0}
    copyflow.release(settings.WORKER)
    while True:
        requests = asyncio.run(collect.Collector(settings.WORKER, Captures(settings.CAPTURES), clock=now).run(once=True))
        done["requests"] += requests
        while moved := _written_here() + copyflow.move(settings.WORKER, now()):
            done["legs"] += moved
        if not requests:  # a reading may have named a picture to fetch, so we ask once more after the last that brought something
            break
    while press.turn(now(), more_comes=False):
        pass
    while printed := press.print_due(now()):
        done["pages"] += printed
    return done
