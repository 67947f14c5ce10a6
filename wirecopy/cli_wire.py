"""The verbs at the wire: outlets in, copies followed, legs done again."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from wirecopy.ready import ready


@click.command()
@click.argument("url")
@click.option("--rights", type=click.Choice(["headline", "excerpt", "full"]), default="excerpt", show_default=True,
              help="How much of its text may be shown.")  # fmt: skip
@click.option("--zone", default="", help="IANA time zone of its newsroom, for times that it prints without one.")
def add(url: str, rights: str, zone: str) -> None:
    """Add an outlet from any address of it: its feeds are found, or its news sitemap, or else the links of its front page."""
    ready()
    from wirecopy.net import Door
    from wirecopy.wire import adding, collect

    async def look() -> adding.Announced | adding.NotFound:
        async with Door(collect.limits()) as door:
            return await adding.look(door, url, datetime.now(UTC), say=lambda line: click.echo(line, err=True))

    found = asyncio.run(look())
    if isinstance(found, adding.NotFound):
        raise click.ClickException(found.sentence)
    feed, new = adding.keep(found, datetime.now(UTC), rights=rights, zone=zone)
    what = {"feed": "a feed", "sitemap": "a news sitemap", "front": "its front page"}[feed.kind]
    click.echo(f"{feed.outlet.name}: {'added' if new else 'already there'}, {what} with {found.count} entries: {feed.url}")
    for other in found.others[:8]:
        click.echo(f"  also there: {other}  (wirecopy add {other})")


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_opml(file: Path) -> None:
    """Add the feeds of an OPML file, as feed readers export it."""
    ready()
    from wirecopy.wire import adding, opml

    lines = opml.read(file.read_bytes())
    if isinstance(lines, opml.NotOpml):
        raise click.ClickException(f"{file}: {lines.sentence}")
    with click.progressbar(lines, label=f"{len(lines)} feeds", file=sys.stderr) as bar:
        new = adding.keep_lines(bar, datetime.now(UTC))
    click.echo(f"{new} feeds added, {len(lines) - new} were already there or could not be used")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def export(file: Path | None) -> None:
    """Write the feeds that are polled as OPML, to FILE or to the terminal."""
    ready()
    from wirecopy.wire import opml
    from wirecopy.wire.models import Feed

    rows = Feed.objects.select_related("outlet").order_by("outlet__name", "url")
    lines = [opml.Line(feed.outlet.name, feed.url, feed.outlet.home, "") for feed in rows]
    text = opml.write("Outlets of this wire", lines, datetime.now(UTC))
    if file:
        file.write_bytes(text)
        click.echo(f"{len(lines)} feeds written to {file}")
    else:
        click.echo(text.decode())


@click.command()
@click.argument("url")
def where(url: str) -> None:
    """Follow a copy: the passages it made, the stumbles it had, where it stands now."""
    ready()
    from wirecopy.show_rows import whereabouts
    from wirecopy.wire.links import canonical
    from wirecopy.wire.models import Copy

    wanted = canonical(url) or url
    twin = wanted.replace("https://", "http://", 1) if wanted.startswith("https://") else wanted.replace("http://", "https://", 1)
    copy = Copy.objects.filter(url__in=[wanted, twin]).select_related("outlet").first()
    if copy is None:
        raise click.ClickException(f"no copy at {wanted} is known; `wirecopy add {url}` adds its outlet")
    whereabouts(copy)


@click.command()
@click.argument("leg", type=click.Choice(["poll", "fetch", "read", "fold", "place", "print"]))
@click.option("--take", "take_them", is_flag=True, help="For read: let the new readings walk on.")
def redo(leg: str, take_them: bool) -> None:
    """Do a leg again. `redo read` first makes new readings beside the old ones and says what changed.

    poll: every feed now. fetch: the copies that no page came of. read, place: what passed them by an older rule, and what was set
    aside there. print: every page of every edition.
    """
    ready()
    from wirecopy import copyflow
    from wirecopy.press import editing
    from wirecopy.wire import work

    now = datetime.now(UTC)
    if leg == "read":
        _redo_read(now, take_them)
    elif leg == "poll":
        click.echo(f"{work.poll_again(now)} feeds are due now")
    elif leg == "fetch":
        click.echo(f"{work.fetch_again(now)} copies are to be fetched again")
    elif leg == "print":
        click.echo(f"{editing.print_again(now)} editions will be printed again")
    else:
        click.echo(f"{copyflow.redo(leg, None, now)} takes stand before the leg {leg} again")


def _redo_read(now: datetime, take_them: bool) -> None:
    from wirecopy import copyflow
    from wirecopy.wire import work
    from wirecopy.wire.page import READER

    again = copyflow.redo("read", None, now)
    if again:
        click.echo(f"{again} takes that were set aside stand before the leg read again")
    counts: Counter[str] = Counter()
    total = _reread(work.reread(now), counts)
    click.echo(f"{total} old readings were read again by version {READER}; {work.untaken()} new readings are not yet taken")
    for name, count in counts.most_common():
        click.echo(f"  {name}: {count}")
    if take_them:
        click.echo(f"{work.take_readings(now)} readings taken; they walk on")
    elif work.untaken():
        click.echo("`wirecopy redo read --take` lets them walk on")


def _reread(rereads: Any, counts: Counter[str]) -> int:
    total = 0
    for total, found in enumerate(rereads, 1):  # noqa: B007
        if found.setback:
            counts[f"cannot be read: {found.setback.sentence}"] += 1
        else:
            counts.update(found.changes or ["(nothing changed)"])
        if found.changes:
            click.echo(f"{found.url}: {', '.join(found.changes)}", err=True)
    return total


@click.command()
@click.argument("name", required=False)
@click.option("--rights", type=click.Choice(["headline", "excerpt", "full"]), help="How much of its text may be shown.")
@click.option("--pictures/--no-pictures", default=None, help="May its pictures be shown, made small?")
@click.option("--zone", help="IANA time zone of its newsroom.")
@click.option("--times", type=click.Choice(["learnt", "printed"]), help="Mend its times by what its pages taught, or take them as printed.")
@click.option("--keep", metavar="TEXT", help="Never take the line that begins so, or what stands there, out again.")
@click.option("--forget", is_flag=True, help="Forget which lines it repeats, where its furniture stands, and what was kept.")
def outlet(
    name: str | None, rights: str | None, pictures: bool | None, zone: str | None, times: str | None, keep: str | None, forget: bool
) -> None:
    """List the outlets, or show one by its slug, change what we may show of it, and undo what was learnt of its furniture and its times."""
    ready()
    from wirecopy.show_rows import outlet_facts, outlet_list
    from wirecopy.wire import learnt, work
    from wirecopy.wire.models import Outlet

    if name is None:
        outlet_list()
        return
    found = Outlet.objects.filter(slug=name).first() or Outlet.objects.filter(name__iexact=name).first()
    if found is None:
        raise click.ClickException(f"there is no outlet {name!r}; `wirecopy outlet` lists them")
    now = datetime.now(UTC)
    work.settle_outlet(found, now, rights=rights, pictures=pictures, zone=zone, times=times)
    if forget:
        click.echo(f"{learnt.forget(found)} lines forgotten")
    if keep is not None and learnt.keep(found, keep, now) is None:
        raise click.ClickException(f"not one line of {found.slug} begins with {keep!r} or is that place, or more than one is")
    outlet_facts(found)


VERBS = (add, import_opml, export, where, redo, outlet)
