"""The verb for what was erased for legal reasons: erase it again where a restored backup has brought it back."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from wirecopy.ready import ready


@click.command()
@click.option("--again", is_flag=True, help="Erase all that the list of what was erased names. To be run after every restore.")
def erase(again: bool) -> None:
    """What was erased for legal reasons. A copy is erased at the desk; here it is erased again."""
    ready()
    from wirecopy import erasing
    from wirecopy.wire.erasing import ledger, listed

    if not again:
        click.echo(f"{len(listed())} copies were erased, as {ledger()} says. --again erases them again, after a restore.")
        return
    done = {name: number for name, number in erasing.again(datetime.now(UTC), "wirecopy erase").items() if number}
    click.echo("erased again: " + (", ".join(f"{number} {name}" for name, number in done.items()) or "nothing had come back"))


VERBS = (erase,)
