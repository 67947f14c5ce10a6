"""The verb for the first account: the administrator, who invites the others."""

from __future__ import annotations

import secrets
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from wirecopy.config import in_force
from wirecopy.ready import ready

if TYPE_CHECKING:
    from wirecopy.mail.addresses import Address


@click.command()
@click.option("--email", help="The address that the administrator signs in with; asked for where it is not given.")
@click.option("--name", help="The name under which the log keeps what the administrator does; asked for where it is not given.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the password from stdin, one line.")
@click.option("--again", is_flag=True, help="Add another administrator, or let one in anew who lost everything.")
@click.option("--edition", is_flag=True, help="Make a first edition that carries all copy, where there is none; asked for in a terminal.")
def init(email: str | None, name: str | None, from_stdin: bool, again: bool, edition: bool) -> None:
    """Make the first administrator, and a first edition. Without --stdin and outside a terminal a password is made up and printed once."""
    ready()
    from wirecopy.accounts import signing_in, staff
    from wirecopy.accounts.models import Role
    from wirecopy.mail.addresses import address
    from wirecopy.press.models import Edition

    if not again and Role.objects.filter(edition=None, user__is_active=True).exists():
        raise click.ClickException("there is an administrator already, who can invite others; --again adds another from here")
    asks = sys.stdin.isatty() and not from_stdin
    to = address(email or (click.prompt("Address") if asks else _missing("--email")))
    if isinstance(to, str):
        raise click.ClickException(to)
    user = signing_in.whose(to.written)
    called = " ".join((name or (user.first_name if user else "") or (click.prompt("Name") if asks else _missing("--name"))).split())
    password, made = _password(asks, from_stdin)
    wrong = staff.wrong_name(called, user) or staff.wrong_password(password, called, to.written)
    if wrong:
        raise click.ClickException(wrong)
    _make(to, called, password)
    wanted = edition or (asks and not Edition.objects.exists() and click.confirm("Make a first edition, for all copy?", default=True))
    if wanted and not Edition.objects.exists():
        from wirecopy.running import first_edition

        click.echo(f"made the edition {first_edition(*in_force()['BIND']).masthead}")
    click.echo(f"{called} is an administrator and signs in as {to.written}" + (f" with the password  {password}" if made else ""))
    click.echo("The desk is at /desk/ under the address of each edition.")


def _missing(option: str) -> str:
    raise click.ClickException(f"give {option}, as there is no terminal to ask in")


def _password(asks: bool, from_stdin: bool) -> tuple[str, bool]:
    """The password, and whether it was made up here."""
    typed = ""
    if from_stdin:
        typed = sys.stdin.readline().rstrip("\r\n")
        if not typed:
            raise click.ClickException("stdin holds no password")
    elif asks:
        typed = click.prompt("Password (empty: one is made up)", hide_input=True, default="", show_default=False, confirmation_prompt=True)
    return (typed, False) if typed else (secrets.token_urlsafe(12), True)


def _make(to: Address, name: str, password: str) -> None:
    from django.db import transaction

    from wirecopy.accounts import signing_in, staff
    from wirecopy.accounts.log import log

    now = datetime.now(UTC)
    with transaction.atomic():
        user = signing_in.whose(to.written)
        if user:
            staff.let_in_anew(user, password)
        else:
            user = staff.make_person(to, name, password)
        staff.make_administrator(user, "wirecopy init", now)
        log(None, "wirecopy init", "give role", now, what="person", which=user.pk, said={"role": "administrator"})


VERBS = (init,)
