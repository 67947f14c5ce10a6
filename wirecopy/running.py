"""Which parts make up a running Wirecopy? The whole in one terminal, the work without the web, and the demo."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import secrets
import shutil
import socket
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wirecopy.config import in_force
from wirecopy.log import told
from wirecopy.ready import override, ready
from wirecopy.up import Part, Supervisor

if TYPE_CHECKING:
    from wirecopy.demo.wire import Wire
    from wirecopy.press.models import Edition

log = logging.getLogger("wirecopy.up")

DEMO_LASTS = timedelta(hours=20)  # then its news is no longer of today, and it starts afresh
DEMO_EDITOR = "editor@desk.example"
DEMO_STORIES = 20  # that the demo prints before it says where to look


WORKERS = ("collect", "desk", "press", "clock", "mail")


def _supervisor(names: tuple[str, ...], *others: Part) -> Supervisor:
    """Over parts that find the program loaded, and no connection open."""
    from django.db import connections

    from wirecopy import parts

    connections.close_all()
    return Supervisor([*others, *(Part(name, partial(parts.run, name)) for name in names)])


def _free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError:
            return False
    return True


def work() -> int:
    """Everything but the web server."""
    return _supervisor(WORKERS).run()


def up() -> int:
    """Everything. Where there is no edition yet, a first one is made that carries all copy."""
    host, port = in_force()["BIND"]
    if not _free(host, port):
        click.echo(f"wirecopy: {host}:{port} is in use; name another with --bind {host}:{port + 1}", err=True)
        return 1
    ready()
    from wirecopy.accounts.models import Role
    from wirecopy.press.models import Edition
    from wirecopy.wire.models import Outlet

    if not Edition.objects.exists():
        first_edition(host, port)
        told(log, "made a first edition, which carries all copy; `wirecopy edition` changes it")
    if not Outlet.objects.exists():
        click.echo("No outlet yet: add one in a second terminal with  wirecopy add URL", err=True)
    if not Role.objects.filter(edition=None).exists():
        click.echo("No account yet: make the administrator's in a second terminal with  wirecopy init", err=True)
    click.echo(f"The edition is at  http://{host}:{port}/   (Ctrl-C stops)", err=True)
    return _supervisor(("web", *WORKERS)).run()


def first_edition(host: str, port: int) -> Edition:
    """One that carries all copy."""
    from wirecopy.press.work import make_edition

    return make_edition(
        slug="wire",
        host=f"{host}:{port}",
        scheme="http",
        masthead="The Wire",
        tagline="Every story shows where it came from",
        zone=_zone(),
        now=datetime.now(UTC),
    )


def _zone() -> str:
    """The machine's own time zone, where it says which."""
    try:
        name = str(Path("/etc/localtime").readlink()).partition("zoneinfo/")[2]
    except OSError:
        name = ""
    return name or "UTC"


def demo() -> int:
    """The same over a small made-up wire, served on loopback and collected like any other; in a data folder of its own."""
    given = in_force()
    host, port = given["BIND"]
    port = next((p for p in range(port, port + 20) if _free(host, p)), port)
    data = given["DATA"].absolute() / "demo"
    anchor = _anchor(data)
    from wirecopy.demo import serve, wire

    made = wire.build(anchor)
    served = serve.Server(0, made)
    override(
        DATA=str(data), BIND=f"{host}:{port}", PROXY=served.url, DELAY="0", AGE_DAYS="0", POLL_LEAST="15",
        POLL_MOST="20", WORKER="demo", DATABASE=""
    )  # fmt: skip
    ready()
    fill(made, datetime.now(UTC), host, port)
    hand_in(datetime.now(UTC))
    enter = demo_editor(datetime.now(UTC))
    return _supervisor(("web", *WORKERS), Part("wire", served.serve_forever)).run(_Announcer(host, port, enter))


def _anchor(data: Path) -> datetime:
    """When the demo's news happened: kept, so that a second start finds what it has; a stale demo is put away."""
    file = data / "anchor.json"
    now = datetime.now(UTC)
    try:
        kept = datetime.fromisoformat(json.loads(file.read_text())["anchor"])
    except (OSError, ValueError, KeyError, TypeError):
        kept = None
    if kept and timedelta(0) <= now - kept < DEMO_LASTS:
        return kept
    if data.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True)
    file.write_text(json.dumps({"anchor": now.isoformat()}))
    return now


def fill(made: Wire, now: datetime, host: str, port: int) -> None:
    """The rows of the sample wire: its outlets and feeds, due now, and the demo's editions."""
    from wirecopy.demo.editions import SAMPLE_EDITIONS
    from wirecopy.press.models import Edition
    from wirecopy.press.work import make_edition
    from wirecopy.wire import adding
    from wirecopy.wire.models import Outlet

    for outlet in made.outlets:
        for url in outlet.feeds or (outlet.home,):
            kind = "sitemap" if "sitemap" in url else "feed" if outlet.feeds else "front"
            found = adding.Announced(outlet.name, outlet.home, outlet.language, url, kind, "", 0)
            adding.keep(found, now, rights=outlet.rights, zone=outlet.zone, country=outlet.country)
        Outlet.objects.filter(home=outlet.home).update(pictures=outlet.pictures)
    for number, edition in enumerate(SAMPLE_EDITIONS):
        address = f"{host}:{port}" if number == 0 else f"{edition.slug}.localhost:{port}"
        if not Edition.objects.filter(slug=edition.slug).exists():
            make_edition(
                slug=edition.slug, host=address, scheme="http", masthead=edition.masthead, tagline=edition.tagline, place=edition.place,
                zone=edition.zone, language=edition.language, accent=edition.accent, rules=edition.rules,
                sections=[(s.name, s.rules) for s in edition.sections], now=now,
            )  # fmt: skip


def hand_in(now: datetime) -> None:
    """What the public handed in to the demo's first edition: it waits for an editor."""
    from wirecopy.demo.releases import SAMPLE_RELEASES
    from wirecopy.press.models import Edition
    from wirecopy.releases.models import Release, Step

    edition = Edition.objects.order_by("pk").first()
    if edition is None or Release.objects.exists():
        return
    for facts in SAMPLE_RELEASES:
        release = Release.objects.create(
            edition=edition, secret=secrets.token_urlsafe(32), standing="waiting", made_at=now, changed_at=now, handed_in_at=now,
            rights_at=now, **facts,
        )  # fmt: skip
        Step.objects.create(release=release, what="handed in", at=now)


def demo_editor(now: datetime) -> str:
    """How to sign in at the demo's desk. The password is of this data folder alone, and stands nowhere: it is made from its secret."""
    from django.conf import settings

    from wirecopy.accounts import signing_in, staff
    from wirecopy.mail.addresses import Address

    mac = hmac.new(settings.SECRET_KEY.encode(), f"demo editor of {settings.DATA}".encode(), hashlib.sha256).digest()
    password = base64.b32encode(mac[:10]).decode().lower()
    user = signing_in.whose(DEMO_EDITOR)
    if user is None:
        user = staff.make_person(Address(DEMO_EDITOR, DEMO_EDITOR), "Robin Demo", password)
        staff.make_administrator(user, "the demo", now)
        return f"as {DEMO_EDITOR}, password {password}"  # asking whether it is takes a third of a second
    return f"as {DEMO_EDITOR}, password {password}" if user.check_password(password) else f"as {DEMO_EDITOR}, with the password chosen"


class _Announcer:
    """Says where to look, once there is something to see."""

    def __init__(self, host: str, port: int, enter: str) -> None:
        self.host, self.port, self.enter = host, port, enter
        self.said = False

    def __call__(self) -> None:
        if self.said:
            return
        from django.conf import settings

        from wirecopy.demo.editions import SAMPLE_EDITIONS

        front = settings.PAGES / SAMPLE_EDITIONS[0].slug / "index.html"
        if front.exists() and front.read_bytes().count(b"/story/") >= DEMO_STORIES and not _free(self.host, self.port):
            self.said = True
            at = f"http://{self.host}:{self.port}"
            click.echo(f"\n  The edition is at  {at}/   its desk at  {at}/desk/  {self.enter}   (Ctrl-C stops)\n", err=True)
