"""What stands on the pages of an edition's letters: each issue as it was told, the archive of all, and its feed?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from wirecopy.desk.models import Story
from wirecopy.desk.noticing import copies_of, standings, went_into
from wirecopy.press import formats_letters, paths
from wirecopy.press import issue as judge
from wirecopy.press.calendar import months
from wirecopy.press.formats_letters import Entry, FeedOf
from wirecopy.press.models import Edition, Issue
from wirecopy.press.stamps import machine
from wirecopy.press.words import Words
from wirecopy.wire.article import Article
from wirecopy.wire.models import Copy, Outlet
from wirecopy.wire.rights import shown

NEWEST, FIRST_HEADLINES = 10, 4  # letters that the archive opens with, and what it says of each
FEED_LETTERS = 30


def printed(edition: Edition) -> QuerySet[Issue]:
    """The issues that have a page, newest first."""
    return Issue.objects.filter(edition=edition, cadence="daily").exclude(told={}).order_by("-day")


def told_now(issue: Issue) -> dict[str, Any]:
    """What an issue says, as far as it may be shown now. Where an outlet has taken back its text since, none of it stands there
    any more; a story that has left the edition leads nowhere, and one that editors keep from readers is not named."""
    told = _without(issue.told, _kept_back(issue))
    lines = [line for part in told.get("sections", ()) for line in (*part["stories"], *part["teasers"])]
    outlets = {outlet.slug: outlet for outlet in Outlet.objects.filter(slug__in={line["outlet_slug"] for line in lines})}
    pages = Q(appearances__edition=issue.edition) | Q(merged_into__isnull=False)
    there = set(Story.objects.filter(pages, pk__in={line["id"] for line in lines}).values_list("pk", flat=True))

    def now(line: Mapping[str, Any]) -> dict[str, Any]:
        outlet = outlets.get(line["outlet_slug"])
        text = shown(Article(headline=line["headline"], standfirst=line["text"]), outlet.grants()).standfirst if outlet else None
        return {**line, "text": text or "", "path": line["path"] if line["id"] in there else ""}

    told["sections"] = [
        {**part, "stories": [*map(now, part["stories"])], "teasers": [*map(now, part["teasers"])]} for part in told.get("sections", ())
    ]
    return told


def _kept_back(issue: Issue) -> Callable[[Mapping[str, Any]], bool]:
    """Does a line of an issue name what its editors keep from readers: a story, or the copy that told it then?"""
    numbers = judge.names(issue.told)
    merged = Story.objects.filter(pk__in=numbers, merged_into__isnull=False).values_list("pk", flat=True)
    into = {number: went_into(number) for number in merged}
    said = standings(issue.edition, copies_of({into.get(number, number) for number in numbers}))
    out = {copy for stands in said.values() for copy in stands.out}
    outlets = set(Copy.objects.filter(pk__in=out).values_list("outlet__slug", flat=True)) if out else set()

    def keeps(line: Mapping[str, Any]) -> bool:
        stands = said.get(into.get(line.get("id", 0), line.get("id", 0)))
        if stands is None or line.get("kind") == "killed":
            return False
        return not stands.usable or (line["copy"] in out if "copy" in line else bool(stands.out) and line.get("outlet_slug") in outlets)

    return keeps


def _without(told: Mapping[str, Any], kept_back: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    def rest(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return [line for line in lines if not kept_back(line)]

    sections = [{**part, "stories": rest(part["stories"]), "teasers": rest(part["teasers"])} for part in told.get("sections", ())]
    named = {name: rest(told[name]) for name in ("updated", "notices") if name in told}
    return {**told, **named, "sections": [part for part in sections if part["stories"] or part["teasers"] or part["more"]]}


def letter(edition: Edition, of: str, label: Words) -> dict[str, Any] | None:
    """What the page of the issue of a day is given; None where there is none."""
    try:
        day = date.fromisoformat(of)
    except ValueError:
        return None
    issue = printed(edition).select_related("edition").filter(day=day).first()
    if issue is None:
        return None
    told = told_now(issue)
    for story in judge.all_stories(told):
        at = datetime.fromisoformat(story["shown_at"]).astimezone(ZoneInfo(edition.zone))
        story["machine"] = machine(at, ZoneInfo(edition.zone))
        story["clock"] = f"{at:%H:%M}" if at.date() == day else label.short_date(at.date())
        story["also_said"] = judge.also_in(story, label)
    return {
        "path": paths.letter(day),
        "title": f"{label['letters']}, {label.long_date(day)}",
        "feeds": paths.feeds_in(paths.LETTERS),
        "day": day,
        "told": told,
        "counts": judge.counts(told, label),
        "notices": [{**notice, "said": label[f"letter_{notice['kind']}"]} for notice in told.get("notices", ())],
        "before": printed(edition).filter(day__lt=day).values_list("day", flat=True).first(),
        "after": printed(edition).filter(day__gt=day).order_by("day").values_list("day", flat=True).first(),
    }


def archive(edition: Edition, label: Words) -> dict[str, Any]:
    """What the page with all issues is given."""
    counts = dict(printed(edition).values_list("day", "stories"))
    newest = printed(edition).select_related("edition")[:NEWEST]
    told = [(issue.day, judge.all_stories(told_now(issue))[:FIRST_HEADLINES]) for issue in newest]
    return {
        "path": paths.LETTERS,
        "title": label["letters"],
        "feeds": paths.feeds_in(paths.LETTERS),
        "newest": told,
        "months": months(counts, label, paths.letter),
    }


def days(edition: Edition) -> QuerySet[Issue, date]:
    return printed(edition).values_list("day", flat=True)


def feed(kind: str, path: str, edition: Edition, label: Words) -> bytes:
    """The issues as a feed, one entry each."""
    issues = list(printed(edition).select_related("edition")[:FEED_LETTERS])
    home = edition.base + paths.LETTERS
    about = FeedOf(
        title=f"{edition.masthead}: {label['letters']}",
        home_url=home,
        self_url=edition.base + path,
        description=label["letters_text"],
        language=edition.language,
        updated=max((issue.made_at for issue in issues), default=edition.made_at),
        id=home,
    )
    return formats_letters.FORMATS[kind](about, [_entry(issue, label) for issue in issues])


def _entry(issue: Issue, label: Words) -> Entry:
    told = told_now(issue)
    stories = judge.all_stories(told)
    day = label.long_date(issue.day)
    return Entry(
        url=issue.edition.base + paths.letter(issue.day),
        title=f"{day}: {stories[0]['headline']}" if stories else f"{day}: {label['letter_notices']}",
        made_at=issue.made_at,
        summary=" · ".join(story["headline"] for story in stories[:FIRST_HEADLINES]),
        content=formats_letters.content(told, issue.edition.base, label),
    )
