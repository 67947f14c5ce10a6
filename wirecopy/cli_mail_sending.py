"""The verbs for letters on their way: how far they are, hold them, let them go, try one."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from wirecopy.cli_mail import mail
from wirecopy.ready import ready

if TYPE_CHECKING:
    from wirecopy.mail.models import Mailing

number = click.argument("number", type=int, metavar="[MAILING]", required=False)


@mail.command()
@number
@click.option("--follow", is_flag=True, help="Look again every second, until it is done or held.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status(number: int | None, follow: bool, as_json: bool) -> None:
    """How far the mailings are: the last ten, or one by its number."""
    ready(migrate=False)
    from wirecopy.mail.show import mailings_for_terminal, state_of, waiting

    if as_json:
        click.echo(json.dumps({"mailings": [state_of(one) for one in _last(number)], "others": waiting()}, indent=1))
        return
    while True:
        found = _last(number)
        if follow:
            click.clear()
        mailings_for_terminal([state_of(one) for one in found], waiting())
        if not follow or not any(one.state == "sending" for one in found):
            return
        time.sleep(1)


def _last(number: int | None) -> list[Mailing]:
    from wirecopy.mail.models import Mailing

    return [_one(number)] if number else list(Mailing.objects.select_related("issue__edition").order_by("-pk")[:10])


def _one(number: int | None) -> Mailing:
    """The mailing with this number; without one, the newest that is not over."""
    from wirecopy.mail.mailings import OPEN
    from wirecopy.mail.models import Mailing

    rows = Mailing.objects.select_related("issue__edition").order_by("-pk")
    found = rows.filter(pk=number).first() if number else rows.filter(state__in=OPEN).first()
    if found is None:
        raise click.ClickException(f"there is no mailing {number}" if number else "no mailing is on its way")
    return found


def _said(done: bool, mailing: Mailing, word: str) -> None:
    if not done:
        mailing.refresh_from_db()
        raise click.ClickException(f"mailing {mailing.pk} is {mailing.state}")
    click.echo(f"mailing {mailing.pk} ({mailing.issue}) {word}")


@mail.command()
@number
def pause(number: int | None) -> None:
    """Hold a mailing; letters that are leaving just now still do."""
    ready()
    from wirecopy.mail import mailings

    found = _one(number)
    _said(mailings.pause(found, "held by hand"), found, "is held; `wirecopy mail resume` lets it go on")


@mail.command()
@number
def resume(number: int | None) -> None:
    """Let a mailing go on where it was held."""
    ready()
    from wirecopy.mail import mailings

    found = _one(number)
    _said(mailings.resume(found), found, "goes on")


@mail.command()
@number
@click.option("--yes", is_flag=True, help="Do not ask.")
def stop(number: int | None, yes: bool) -> None:
    """End a mailing for good: who has no letter of it yet gets none."""
    ready()
    from wirecopy.mail import mailings

    found = _one(number)
    if not yes:
        click.confirm(f"End mailing {found.pk} ({found.issue}) for good?", abort=True)
    _said(mailings.stop(found, "ended by hand", datetime.now(UTC)), found, "is ended")


@mail.command()
@click.argument("letters", type=click.IntRange(1), metavar="N")
@click.option("--edition", "slug", help="Make this edition's issue of today now, where it has none; needed where there are several.")
@click.option("--cadence", type=click.Choice(["daily", "weekdays", "weekly"]), default="daily", show_default=True)
def sample(letters: int, slug: str | None, cadence: str) -> None:
    """Send today's letter to the first N who take it, then hold it: `resume` sends the rest. What left already does not count."""
    ready()
    from wirecopy.mail import mailings
    from wirecopy.press.issuing import make_issue

    edition, now = _edition(slug), datetime.now(UTC)
    issue = make_issue(edition, cadence, now)
    if issue is None:
        raise click.ClickException(f"nothing is new in {edition}, so there is no letter")
    found = mailings.make(issue, now, sample=letters)
    _said(mailings.sample(found, letters, now), found, f"goes to {letters}, and is held then")


def _edition(slug: str | None) -> Any:
    from wirecopy.press.models import Edition

    found = list(Edition.objects.filter(slug=slug) if slug else Edition.objects.all()[:2])
    if len(found) != 1:
        raise click.ClickException(f"there is no edition {slug}" if slug else "name an edition with --edition")
    return found[0]


@mail.command()
@click.argument("address")
@click.option("--edition", "slug", help="Of which edition; needed where there are several.")
def test(address: str, slug: str | None) -> None:
    """Send the newest letter of an edition to ADDRESS now, and say what the relay answers. Its links lead nowhere."""
    ready()
    from django.conf import settings

    from wirecopy.config import WrongSetting
    from wirecopy.mail.trying import try_letter

    if not settings.WIRECOPY["MAIL_RELAYS"]:
        raise WrongSetting("WIRECOPY_MAIL_RELAYS is empty: name the server that letters leave through, as smtp://USER:PASSWORD@HOST:587")
    edition = _edition(slug)
    good = False
    for relay, answer in try_letter(edition, address, datetime.now(UTC)):
        click.echo(f"{relay}: {answer.kind.replace('_', ' ')}, {answer}")
        good = answer.kind == "accepted"
    if not good:
        raise click.ClickException("it did not leave")
