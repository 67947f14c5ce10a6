"""What is missing, and which settings are in force?"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import click
from django.conf import settings
from django.db import DatabaseError, connection

from wirecopy.checks_letters import letters
from wirecopy.config import SETTINGS
from wirecopy.press.models import Edition
from wirecopy.wire.models import Feed, Outlet, Stumble, Take

HIDDEN = ("SECRET", "DATABASE", "MAIL_KEY", "MAIL_RELAYS", "MAIL_BOX")


def report() -> list[str]:
    """Print settings and findings. Returns what must be mended."""
    for setting in SETTINGS:
        value = settings.WIRECOPY[setting.name]
        shown = ("set" if value else "not set") if setting.name in HIDDEN else _printed(value)
        default = "" if setting.default == str(shown) else f"   (default {setting.default or 'empty'})"
        click.echo(f"  WIRECOPY_{setting.name:<14} {shown}{default if setting.name not in HIDDEN else ''}")
    click.echo()
    problems = [*_disk(), *_database()]
    for line in problems:
        click.echo(f"  ! {line}")
    for line in [*_advice(), *_numbers()]:
        click.echo(f"  {line}")
    for number, (mark, line) in enumerate(letters()):
        click.echo(f"{'' if number else chr(10) + '  letters' + chr(10)}  {mark}{line}")
    return problems


def _printed(value: object) -> str:
    if isinstance(value, tuple) and value and isinstance(value[-1], int):
        return f"{value[0]}:{value[1]}"
    if isinstance(value, tuple):
        return ", ".join("=".join(map(str, one)) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _disk() -> list[str]:
    problems = []
    probe = settings.DATA / ".probe"
    try:
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError as error:
        problems.append(f"the data folder {settings.DATA} cannot be written: {error.strerror}")
    if settings.DATA.exists():
        free = shutil.disk_usage(settings.DATA).free
        if free < 1e9:
            problems.append(f"only {free / 1e6:.0f} MB are free on the disk of {settings.DATA}")
    return problems


def _database() -> list[str]:
    problems = []
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA quick_check(1)")
                if cursor.fetchone() != ("ok",):
                    problems.append("the database is damaged; put back a backup")
                cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
                if cursor.fetchone() != (1,):
                    problems.append("this Python's SQLite has no full-text search (FTS5), which search will need")
    except DatabaseError as error:
        problems.append(f"the database does not answer: {error}")
    return problems


def _advice() -> list[str]:
    advice = []
    if not settings.WIRECOPY["CONTACT"]:
        advice.append("set WIRECOPY_CONTACT: outlets that wonder about your visits will look for it in the User-Agent")
    if settings.DEBUG:
        advice.append("WIRECOPY_DEBUG is on: errors show their insides to every visitor")
    if not Edition.objects.exists():
        advice.append("no edition yet: `wirecopy up` makes a first one, `wirecopy edition add` one of your own")
    if not Outlet.objects.exists():
        advice.append("no outlet yet: `wirecopy add URL`")
    return advice


def _numbers() -> list[str]:
    now = datetime.now(UTC)
    lost = Stumble.objects.filter(stumbled_at__gt=now - timedelta(days=1)).count()
    stuck = Take.objects.exclude(next_leg="").filter(due_at=None).count()
    retired = Feed.objects.filter(due_at=None).count()
    return [
        f"{Outlet.objects.count()} outlets, {Take.objects.count()} takes, {lost} stumbles in the last day",
        f"{stuck} takes set aside, {retired} feeds not polled any more",
    ]
