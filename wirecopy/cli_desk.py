"""The verbs at the press: editions, a printed copy of one, and a look at how all stands."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from django.core.exceptions import ValidationError

from wirecopy.ready import ready

if TYPE_CHECKING:
    from wirecopy.press.models import Edition


@click.group()
def edition() -> None:
    """Make, change and list editions."""


RULES = {
    "outlets": "slug of an outlet",
    "words": "word in its headline or opening",
    "places": "place of its dateline",
    "languages": "language code",
}


def _rule_options(command: Any) -> Any:
    for name, about in RULES.items():
        about = f"Carry copy by {about}; may be given more than once."
        command = click.option(f"--by-{name[:-1]}", name, multiple=True, help=about)(command)
    return command


def _rules(given: dict[str, Any]) -> dict[str, list[str]]:
    return {name: list(given[name]) for name in RULES if given.get(name)}


def _now() -> datetime:
    return datetime.now(UTC)


def _edition(slug: str) -> Edition:
    from wirecopy.press.models import Edition

    found = Edition.objects.filter(slug=slug).first()
    if found is None:
        raise click.ClickException(f"there is no edition {slug!r}; `wirecopy edition list` lists them")
    return found


@edition.command(name="list")
def edition_list() -> None:
    """Every edition, its address and its sections."""
    ready()
    from wirecopy.show_rows import editions

    editions()


FACTS = (
    ("--tagline", "A line under the masthead."),
    ("--place", "Where it comes out; stands beside the date."),
    ("--zone", "IANA time zone of its readers."),
    ("--language", "Language of its own words."),
)


def _fact_options(command: Any) -> Any:
    for name, about in FACTS:
        command = click.option(name, help=about)(command)
    accents = click.Choice(["red", "blue", "green", "teal", "violet", "ochre"])
    return click.option("--accent", type=accents, help="The colour of what is added or marked.")(command)


@edition.command(name="add")
@click.argument("slug")
@click.option("--host", required=True, help="Its host name, with the port where that is not 80 or 443.")
@click.option("--masthead", required=True, help="The name at its head.")
@click.option("--http", is_flag=True, help="It is reached over http, not https.")
@_fact_options
@_rule_options
def edition_add(slug: str, host: str, masthead: str, http: bool, **given: Any) -> None:
    """Make an edition. Without rules it carries all copy."""
    ready()
    from wirecopy.press import work

    facts = {name.strip("-"): given[name.strip("-")] for name in ("tagline", "place", "zone", "language", "accent") if given[name]}
    try:
        made = work.make_edition(
            slug=slug, host=host, masthead=masthead, now=_now(), scheme="http" if http else "https", rules=_rules(given), **facts
        )
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None
    click.echo(f"made the edition {made.masthead} at {made.base}/")


@edition.command(name="change")
@click.argument("slug")
@click.option("--host", help="Its host name.")
@click.option("--masthead", help="The name at its head.")
@_fact_options
@_rule_options
def edition_change(slug: str, **given: Any) -> None:
    """Change an edition; what is not named stays as it is. Its pages are printed again."""
    ready()
    from wirecopy.press import editing

    changes = {name: value for name, value in given.items() if value and name not in RULES}
    if rules := _rules(given):
        changes["rules"] = rules
    try:
        editing.change_edition(_edition(slug), _now(), **changes)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None
    click.echo(f"{slug}: {', '.join(changes) or 'nothing'} changed")


@edition.command(name="section")
@click.argument("slug")
@click.argument("section")
@click.option("--name", help="Its name in the navigation.")
@click.option("--rank", type=int, help="Its place in the navigation; a story takes the first section that fits.")
@click.option("--drop", is_flag=True, help="Take the section away; its stories stay in the edition.")
@_rule_options
def edition_section(slug: str, section: str, name: str | None, rank: int | None, drop: bool, **given: Any) -> None:
    """Make a section of an edition, change it, or drop it."""
    ready()
    from wirecopy.press import editing

    if drop:
        done = editing.drop_section(_edition(slug), section, _now())
        click.echo(f"{slug}: the section {section} {'was dropped' if done else 'is not there'}")
        return
    try:
        editing.settle_section(_edition(slug), section, _now(), name=name, rank=rank, rules=_rules(given) or None)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None
    click.echo(f"{slug}: the section {section} is settled")


@click.command(name="print")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--edition", "slug", help="Which edition; needed where there are several.")
def print_edition(folder: Path, slug: str | None) -> None:
    """Copy a printed edition to FOLDER, for any static host."""
    ready()
    from django.conf import settings

    from wirecopy.press.models import Edition
    from wirecopy.press.store import PageStore

    slugs = list(Edition.objects.order_by("slug").values_list("slug", flat=True))
    if slug is None and len(slugs) == 1:
        slug = slugs[0]
    if slug not in slugs:
        raise click.ClickException(f"name an edition with --edition: {', '.join(slugs) or 'there is none yet'}")
    try:
        count = PageStore(settings.PAGES).export(slug, folder)
    except OSError as error:
        raise click.ClickException(f"{folder}: {error.strerror}") from None
    click.echo(f"{count} files of {slug} are in {folder}")


@click.command()
def check() -> None:
    """The settings in force, and what is missing. The exit code is 1 where something must be mended."""
    ready()
    from wirecopy import checks

    problems = checks.report()
    sys.exit(1 if problems else 0)


VERBS = (edition, print_edition, check)
