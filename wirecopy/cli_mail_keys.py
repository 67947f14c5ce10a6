"""The verb for the keys that letters are signed with."""

from __future__ import annotations

import os
from pathlib import Path

import click

from wirecopy.cli_mail import mail
from wirecopy.ready import ready


@mail.command()
@click.argument("selector")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(["rsa", "ed25519"]), default="rsa", show_default=True, help="Every receiver knows rsa.")
@click.option("--domain", "domains", multiple=True, help="Domain that letters come from, in place of those known here; may be repeated.")
def keys(selector: str, file: Path, kind: str, domains: tuple[str, ...]) -> None:
    """Make a key that letters are signed with, and print the DNS record to publish. A FILE that is there is read, never changed."""
    from wirecopy.mail import dkim

    if not file.exists():
        _write(file, dkim.made(kind))
    try:
        signer = dkim.load(selector, file.read_bytes())
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}") from None
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    click.echo("Publish in DNS, as TXT:\n")
    for domain in domains or _domains():
        click.echo(dkim.published(f"{selector}._domainkey.{domain}", signer.record()) + "\n")
    click.echo(f"Then set (further keys behind a comma):\n\nWIRECOPY_MAIL_DKIM={selector}={file.absolute()}")


def _write(file: Path, pem: bytes) -> None:
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(pem)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None


def _domains() -> list[str]:
    """Of MAIL_FROM; where that is not set, the hosts of all editions, whose letters come from letters@ there."""
    ready()
    from ada_url import idna
    from django.conf import settings

    from wirecopy.press.models import Edition

    if given := settings.WIRECOPY["MAIL_FROM"]:
        found = [given.rpartition("@")[2]]
    else:
        found = [host.partition(":")[0] for host in Edition.objects.order_by("slug").values_list("host", flat=True)]
    return [idna.encode(host).decode() for host in found] or ["DOMAIN"]
