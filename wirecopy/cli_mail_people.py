"""The verbs for those who take letters: lists in and out, and addresses that want none."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from wirecopy.cli_mail import mail
from wirecopy.config import WrongSetting
from wirecopy.ready import ready

if TYPE_CHECKING:
    from collections import Counter

    from wirecopy.mail.addresses import Address
    from wirecopy.press.models import Edition

REFUSED = 65  # the exit code where lines of a list were refused


@mail.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--edition", "slug", metavar="SLUG", required=True, help="Whose letter they take.")
@click.option("--confirmed", is_flag=True, help="Your word that all confirmed of whom the list says no other; kept with the date.")
@click.option("--ask", is_flag=True, help="Send those who did not confirm a letter that asks them to.")
def import_people(file: Path, slug: str, confirmed: bool, ask: bool) -> None:
    """Add subscribers from a CSV file of another system, with the consent that it records."""
    ready()
    from django.conf import settings

    from wirecopy.mail import people
    from wirecopy.mail.people_csv import Broken, guarded

    if not file.is_file():
        raise click.ClickException(f"{file} is no plain file")
    if ask and not settings.WIRECOPY["MAIL_RELAYS"]:
        raise WrongSetting("WIRECOPY_MAIL_RELAYS is empty: no letter that asks would leave")
    edition = _edition(slug)
    terms = people.Terms(edition, datetime.now(UTC), confirmed, ask)
    report = file.with_name(f"{file.stem}.refused.csv")
    refused = 0

    bar = click.progressbar(length=file.stat().st_size, label=file.name, file=sys.stderr)
    with _written(report, lambda: refused > 0) as out, bar:
        table = csv.writer(out)
        table.writerow(("line", "why", "text"))

        def refuse(line: Broken) -> None:
            nonlocal refused
            refused += 1
            text = line.text.encode("utf-8", "replace").decode()
            table.writerow((line.line, line.why, guarded(text)))

        try:
            done = people.bring(file, terms, refuse, lambda read: bar.update(read - bar.pos))
        except OSError as error:
            raise click.ClickException(f"{file}: {error.strerror}") from None
    if isinstance(done, str):
        raise click.ClickException(f"{file}: {done}")
    for line in _summary(done, edition):
        click.echo(line)
    if refused:
        click.echo(f"{refused:,} lines were refused; {report} says which and why")
        sys.exit(REFUSED)


def _summary(done: Counter[str], edition: Edition) -> Iterator[str]:
    yield f"{done['taken']:,} new to the letter of {edition}, {done['already']:,} were there already"
    for word, said in (
        ("asked", "are asked to confirm; who does not within seven days is forgotten"),
        ("stopped", "want no letters or cannot be reached, and get none from now on"),
        ("other", "take other editions, and were left out"),
    ):
        if done[word]:
            yield f"{done[word]:,} {said}"


@mail.command(name="export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--edition", "slug", metavar="SLUG", help="Only those who take this one.")
def export_people(file: Path | None, slug: str | None) -> None:
    """Write all subscribers as CSV, to FILE or to the terminal: what they take, how they stand, what they agreed to."""
    ready()
    from wirecopy.mail.models import Subscriber
    from wirecopy.mail.people_export import write

    edition = _edition(slug) if slug else None
    count = 0
    if file is None or file == Path("-"):
        for _ in write(sys.stdout, edition):
            pass
        return
    label = f"{Subscriber.objects.count():,} subscribers"
    with _written(file, lambda: True) as out:
        for count in write(out, edition):
            if sys.stderr.isatty():
                click.echo(f"\r{label}, {count:,} rows", err=True, nl=False)
    click.echo(f"{count:,} rows written to {file}")


@mail.command(name="suppress")
@click.argument("address")
@click.option("--lift", is_flag=True, help="Let its owner ask for letters again, by the form.")
@click.option("--look", is_flag=True, help="Only say whether it is held.")
def suppress_address(address: str, lift: bool, look: bool) -> None:
    """See that no letter goes to ADDRESS, whoever enters it. Only a keyed hash of it is kept."""
    ready()
    from wirecopy.mail import suppression

    found = _address(address)
    if look:
        row = suppression.held(found)
        click.echo(f"no letters go there since {row.made_at:%Y-%m-%d} ({row.why})" if row else "it is not held")
    elif not lift:
        suppression.suppress(found, datetime.now(UTC))
        click.echo("no letters go there any more")
    elif suppression.lift(found):
        click.echo("its owner may ask for letters again; none goes there before")
    else:
        raise click.ClickException("it is not held")


@mail.command()
@click.argument("address")
def forget(address: str) -> None:
    """Delete a subscriber and all that is held of it; what stays is a keyed hash, so that no list brings it back."""
    ready()
    from wirecopy.mail import subscribing
    from wirecopy.mail.models import Subscriber

    row = Subscriber.objects.filter(key=_address(address).key).first()
    if row is None:
        raise click.ClickException("there is no subscriber with this address")
    subscribing.forget(row, datetime.now(UTC))
    click.echo("deleted; no list brings it back, its owner may by the form")


def _address(text: str) -> Address:
    from wirecopy.mail.addresses import address

    found = address(text)
    if isinstance(found, str):
        raise click.ClickException(found)
    return found


def _edition(slug: str) -> Edition:
    from wirecopy.press.models import Edition

    found = Edition.objects.filter(slug=slug).first()
    if found is None:
        raise click.ClickException(f"there is no edition {slug!r}; `wirecopy edition list` names them")
    return found


@contextmanager
def _written(file: Path, wanted: Callable[[], bool]) -> Iterator[TextIO]:
    """A file that only its owner may read, and that is there whole or not at all; and only where it is `wanted` in the end."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if wanted():
            Path(name).replace(file)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()
