"""The verbs at the mail room. Each file cli_mail_*.py brings those of its part."""

from __future__ import annotations

import sys

import click

from wirecopy.config import WrongSetting
from wirecopy.ready import override, ready


@click.group(invoke_without_command=True)
@click.option("--once", is_flag=True, help="Send what is due, then stop and say how much that was.")
@click.option("--log", "log_kind", type=click.Choice(["text", "json"]), help="How events are told, in place of WIRECOPY_LOG.")
@click.pass_context
def mail(context: click.Context, once: bool, log_kind: str | None) -> None:
    """Letters: send what is due (without a further verb), look, hold, import and export."""
    if context.invoked_subcommand is not None:
        return
    override(LOG=log_kind)
    ready()
    from django.conf import settings

    from wirecopy import parts

    if not settings.WIRECOPY["MAIL_RELAYS"]:
        raise WrongSetting("WIRECOPY_MAIL_RELAYS is empty: name the server that letters leave through, as smtp://USER:PASSWORD@HOST:587")
    if not once:
        sys.exit(parts.run("mail"))
    click.echo(f"{parts.mail_once()} letters left")


VERBS = (mail,)
