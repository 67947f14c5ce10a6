"""The verb that shows a letter before anybody gets it."""

from __future__ import annotations

import tempfile
import webbrowser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wirecopy.cli_mail import mail
from wirecopy.ready import ready

if TYPE_CHECKING:
    from wirecopy.press.models import Edition


@mail.command()
@click.option("--edition", "slug", metavar="SLUG", help="Whose letter; without it, that of the first edition.")
@click.option("--cadence", type=click.Choice(["daily", "weekdays", "weekly"]), default="daily", show_default=True)
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="The letter of a day that has gone out, in place of that of now.")
@click.option("--section", "sections", metavar="SLUG", multiple=True, help="As for who takes this section alone; may be repeated.")
@click.option("--html", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write the HTML to a file; - prints it.")
@click.option("--text", "as_text", is_flag=True, help="Print the plain text; this is also what happens without any option.")
@click.option("--open", "opened", is_flag=True, help="Show the HTML in the browser.")
def preview(
    slug: str | None, cadence: str, day: datetime | None, sections: tuple[str, ...], file: Path | None, as_text: bool, opened: bool
) -> None:
    """Show what the letter of an edition would say now. Nothing is made, nothing is sent."""
    ready()
    from wirecopy.mail.digest import digest, tells
    from wirecopy.mail.subscribing import masthead

    edition = _edition(slug)
    told = _told(edition, cadence, day)
    if not tells(told, sections):
        raise click.ClickException("nothing is new, so there would be no letter")
    letter = digest(told, sections, masthead(edition))
    if file and str(file) != "-":
        file.write_text(letter.html, encoding="utf-8")
    elif file:
        click.echo(letter.html)
    if opened:
        _open(letter.html)
    if as_text or not (file or opened):
        click.echo(f"{letter.subject}\n\n{letter.text}", nl=False)
    else:
        click.echo(f"{letter.subject}: {len(letter.html.encode()) / 1000:.0f} kB of HTML", err=True)


def _edition(slug: str | None) -> Edition:
    from wirecopy.press.models import Edition

    editions = Edition.objects.order_by("id")
    found = editions.filter(slug=slug).first() if slug else editions.first()
    if found is None:
        raise click.ClickException(f"there is no edition {slug!r}" if slug else "there is no edition yet")
    return found


def _told(edition: Edition, cadence: str, day: datetime | None) -> dict[str, Any]:
    from wirecopy.press.issuing import compose
    from wirecopy.press.letters import told_now
    from wirecopy.press.models import Issue

    if day is None:
        return compose(edition, cadence, datetime.now(UTC)).told
    issue = Issue.objects.select_related("edition").filter(edition=edition, cadence=cadence, day=day.date()).first()
    if issue is None:
        raise click.ClickException(f"there is no {cadence} letter of {day:%Y-%m-%d}")
    return told_now(issue)


def _open(html: str) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".html", prefix="wirecopy-letter-", delete=False, encoding="utf-8") as out:
        out.write(html)
    if not webbrowser.open(Path(out.name).as_uri()):
        click.echo(f"no browser opened; the letter is at {out.name}", err=True)
