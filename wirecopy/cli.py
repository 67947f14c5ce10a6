"""The verbs: what can be said to Wirecopy on the command line?"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from wirecopy import (
    cli_accounts,
    cli_desk,
    cli_erasing,
    cli_mail,
    cli_mail_digest,
    cli_mail_keys,
    cli_mail_people,
    cli_mail_reports,
    cli_mail_sending,
    cli_pickups,
    cli_wire,
)
from wirecopy.config import WrongSetting
from wirecopy.ready import override, ready
from wirecopy.version import VERSION


class Verbs(click.Group):
    """Our verbs, those of the other files loaded when they are asked for; anything else goes to Django's own commands."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> Any:
        words = list(sys.argv[1:] if args is None else args)
        try:
            if words and not words[0].startswith("-") and words[0] not in self.commands:
                return _django(words)
            return super().main(words, *rest, **more)
        except WrongSetting as error:
            click.echo(f"wirecopy: {error}", err=True)
            sys.exit(78)


def _django(words: list[str]) -> None:
    ready(migrate=words[0] in ("createsuperuser", "changepassword", "shell", "dbshell", "dumpdata", "loaddata"))
    from django.core.management import ManagementUtility, get_commands

    if words[0] not in get_commands():
        click.echo(f"wirecopy: there is no verb {words[0]!r}; `wirecopy --help` lists them", err=True)
        sys.exit(2)
    ManagementUtility(["wirecopy", *words]).execute()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="wirecopy")
def main() -> None:
    """A news wire and its editions: every story shows where it came from."""


@main.command()
@click.argument("page", metavar="FILE_OR_URL")
@click.option("--json", "as_json", is_flag=True, help="Print the article as JSON.")
@click.option("--url", help="The address that a file was fetched from; it settles relative links.")
def read(page: str, as_json: bool, url: str | None) -> None:
    """Read one page, HTML or plain text: the article, and where it came from. `-` reads what is piped in."""
    import wirecopy

    body, url, encoding = _page(page, url)
    try:
        article = wirecopy.read(body, url, encoding=encoding)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(article.as_dict(), ensure_ascii=False, indent=1))
        return
    from wirecopy.show import article_for_terminal

    article_for_terminal(article)


def _page(page: str, url: str | None) -> tuple[bytes, str | None, str | None]:
    """The bytes of a file, of what is piped in, or of an address; with the address, and the charset that a server named."""
    if page == "-":
        return sys.stdin.buffer.read(), url, None
    if "://" not in page:
        try:
            return Path(page).read_bytes(), url, None
        except OSError as error:
            raise click.ClickException(f"{page}: {error.strerror}") from None
    from wirecopy.config import in_force
    from wirecopy.net import Limits, Trouble, get_once

    given = in_force()
    answer = get_once(page, Limits(version=VERSION, proxy=given["PROXY"], contact=given["CONTACT"], unpacked=given["FETCH_MB"] << 20))
    if isinstance(answer, Trouble):
        raise click.ClickException(answer.sentence)
    if answer.status != 200:
        raise click.ClickException(f"{page} answered {answer.status}")
    return answer.body, answer.final_url, answer.charset


@main.command()
@click.option("--demo", is_flag=True, help="Collect a small made-up wire that comes with Wirecopy; no network is needed.")
@click.option("--bind", metavar="HOST:PORT", help="Where the web server listens, in place of WIRECOPY_BIND.")
@click.option("--log", "log_kind", type=click.Choice(["text", "json"]), help="How events are told, in place of WIRECOPY_LOG.")
def up(demo: bool, bind: str | None, log_kind: str | None) -> None:
    """Run everything in one terminal: collector, desk, press, clock, mail and web server. Ctrl-C stops it."""
    override(BIND=bind, LOG=log_kind)
    from wirecopy import running

    sys.exit(running.demo() if demo else running.up())


@main.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop and say what was done.")
@click.option("--part", type=click.Choice(["collect", "desk", "press", "clock", "mail"]), help="Run one part alone.")
@click.option("--log", "log_kind", type=click.Choice(["text", "json"]), help="How events are told, in place of WIRECOPY_LOG.")
def work(once: bool, part: str | None, log_kind: str | None) -> None:
    """Poll what is due, fetch pages, move takes and print, without the web server."""
    override(LOG=log_kind)
    ready(migrate=part is None)
    from wirecopy import parts, running

    if part:
        sys.exit(parts.run(part))
    elif once:
        done = parts.everything_once()
        click.echo(f"{done['requests']} requests, {done['legs']} legs passed, {done['pages']} pages printed")
    else:
        sys.exit(running.work())


@main.command()
@click.option("--bind", metavar="HOST:PORT", help="Where to listen, in place of WIRECOPY_BIND.")
def serve(bind: str | None) -> None:
    """Hand out the printed pages, and run the desk's web screens."""
    override(BIND=bind)
    ready(migrate=False)
    from wirecopy import parts

    sys.exit(parts.run("web"))


# Which put their verbs under `mail` themselves.
AT_THE_MAIL_ROOM = (cli_mail_digest, cli_mail_keys, cli_mail_people, cli_mail_reports, cli_mail_sending)

for verb in (*cli_accounts.VERBS, *cli_wire.VERBS, *cli_pickups.VERBS, *cli_desk.VERBS, *cli_erasing.VERBS, *cli_mail.VERBS):
    main.add_command(verb)
