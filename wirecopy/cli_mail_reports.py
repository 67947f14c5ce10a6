"""The verbs for what comes back: take one message by hand, and list what came."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from wirecopy.cli_mail import mail
from wirecopy.ready import ready

LONGEST = 1 << 20
WORDS = {
    "hard": "the address is none: no more letters to it", "soft": "a letter was given up", "delayed": "a letter is late; nothing changes",
    "complaint": "somebody complained: no more letters to them", "unknown": "it belongs to no letter of ours, or says nothing plain",
    "left": "somebody left by mail", "reply": "an automatic answer; nothing changes", "other": "no report; nothing changes",
    "again": "it was taken before; nothing changes",
}  # fmt: skip


@mail.command()
@click.argument("file", metavar="FILE")
@click.option("--to", "came_to", default="", help="The address that it came to, where its headers do not say.")
def take(file: str, came_to: str) -> None:
    """Take one message that came to the return address: a bounce, a complaint, a wish to leave. `-` reads what is piped in."""
    try:
        data = sys.stdin.buffer.read(LONGEST) if file == "-" else _front(Path(file))
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    ready()
    from wirecopy.mail import taking

    word = taking.take(data, datetime.now(UTC), came_to)
    click.echo(f"{word}: {WORDS[word]}")


def _front(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LONGEST)


@mail.command()
@click.option("-n", "many", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many, newest first.")
@click.option("--kind", type=click.Choice(["hard", "soft", "complaint", "delayed", "unknown"]), help="Only these.")
@click.option("--addresses", is_flag=True, help="With the addresses that they are about.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def bounces(many: int, kind: str | None, addresses: bool, as_json: bool) -> None:
    """List what came back: bounces and complaints."""
    ready(migrate=False)
    from wirecopy.mail.models import Report

    rows = Report.objects.select_related("subscriber").order_by("-came_at", "-pk")
    found = list((rows.filter(kind=kind) if kind else rows)[:many])
    lines = [_line(report, addresses) for report in found]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False, indent=1))
        return
    if not lines:
        click.echo("nothing came back")
    for line in lines:
        who = line.get("address") or (f"subscriber {line['subscriber']}" if line["subscriber"] else "nobody of ours")
        standing = f" ({line['standing']})" if line["standing"] else ""
        when = line["came_at"][:16].replace("T", " ")
        click.echo(f"{when}  {line['kind']:<9} {line['status']:<7} {who}{standing}  {line['said']}".rstrip())


def _line(report: Any, addresses: bool) -> dict[str, Any]:
    to = report.subscriber
    line = {
        "came_at": report.came_at.isoformat(), "kind": report.kind, "status": report.status, "said": report.said,
        "subscriber": to and to.pk, "standing": to.standing if to else "", "delivery": report.delivery_id,
    }  # fmt: skip
    return {**line, "address": to.address if to else ""} if addresses else line
