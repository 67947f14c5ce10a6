"""The verb at articles that lie in files: who copied whom?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from wirecopy.desk.copied import Compared
    from wirecopy.pages import Found, PassedOver


@click.command()
@click.argument("paths", metavar="FILE|FOLDER|WARC...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print groups and pickups as JSON.")
def pickups(paths: tuple[Path, ...], as_json: bool) -> None:
    """Say which articles carry one text, who had it first, and what each copy kept, cut and added; without a database.

    Reads pages (HTML or flat text), web archives (WARC, also packed as gzip or zstd), and articles as `wirecopy read --json` prints them,
    one a file or one a line.
    """
    from wirecopy.desk.pickups import compared
    from wirecopy.pages import without_repeats

    found, lost = _read(paths)
    for one in lost:
        click.echo(f"passed over: {one.where}: {one.why}", err=True)
    if not found:
        raise click.ClickException("no article could be read")
    found = without_repeats(found)
    label = f"comparing {len(found)} article{'' if len(found) == 1 else 's'}"
    with click.progressbar(length=len(found), label=label, file=sys.stderr) as bar:
        answer = compared((one.article for one in found), lambda: bar.update(1))
    if as_json:
        click.echo(json.dumps(_values(found, lost, answer), ensure_ascii=False, indent=1))
        return
    from wirecopy.show_pickups import pickups_for_terminal

    pickups_for_terminal(found, answer)


def _read(paths: tuple[Path, ...]) -> tuple[list[Found], list[PassedOver]]:
    from wirecopy import pages

    files = pages.files(paths)
    results: list[Found | PassedOver] = []
    size = sum(file.stat().st_size for file in files if file.is_file())
    with click.progressbar(length=size, label=f"reading {len(files)} file{'s' * (len(files) != 1)}", file=sys.stderr) as bar:
        for file in files:
            results.extend(pages.articles(file, bar.update))
    found = [one for one in results if isinstance(one, pages.Found)]
    return found, [one for one in results if isinstance(one, pages.PassedOver)]


def _values(found: list[Found], lost: list[PassedOver], answer: Compared) -> dict[str, Any]:
    articles = [
        {"url": one.article.url, "where": one.where, "outlet": one.article.outlet, "headline": one.article.headline,
         "published": one.article.published.instant if one.article.published else None}
        for one in found
    ]  # fmt: skip
    return {"articles": articles, **asdict(answer), "passed_over": [asdict(one) for one in lost]}


VERBS = (pickups,)
