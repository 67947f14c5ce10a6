"""What stands in the files that machines read? The feeds and lists of an edition, written by `formats`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from wirecopy.press import formats, letters, paths
from wirecopy.press.lines import running
from wirecopy.press.models import Edition
from wirecopy.press.telling import appearances
from wirecopy.press.told import Told

Part = tuple[str, str]  # name and page of a section or a running story
KINDS = (*paths.FEEDS, "news_sitemap", "sitemap", "robots")
SITEMAP_STORIES = 45_000  # sitemaps.org allows 50,000 addresses in one file
NEWS_STORIES, NEWS_AGE = 1000, timedelta(days=2)  # what a news sitemap holds
FEED_STORIES = 50
FORMATS: dict[str, Callable[[formats.FeedOf, Sequence[Told], Sequence[formats.Withdrawn]], bytes]] = {
    "rss": formats.rss,
    "atom": formats.atom,
    "json_feed": formats.json_feed,
}


def body(
    kind: str,
    path: str,
    edition: Edition,
    part: Part | None,
    stories: Sequence[Told],
    now: datetime,
    gone: Sequence[formats.Withdrawn],
) -> bytes:
    """The file of `kind` at `path`, from the newest `stories` of the edition or of a part of it, and those of late that are `gone`."""
    if kind == "robots":
        return formats.robots(edition.base)
    if kind == "sitemap":
        return formats.sitemap([(edition.base + path, moved_at) for path, moved_at in _pages(edition)])
    if kind == "news_sitemap":
        return formats.news_sitemap(edition.masthead, edition.language, stories, now)
    return FORMATS[kind](feed_of(path, edition, part, stories, gone), stories[:FEED_STORIES], gone)


def feed_of(
    path: str, edition: Edition, part: Part | None, stories: Sequence[Told], gone: Sequence[formats.Withdrawn]
) -> formats.FeedOf:
    name, page = part or ("", paths.FRONT)
    home = edition.base + page
    return formats.FeedOf(
        title=f"{edition.masthead}: {name}" if part else edition.masthead,
        home_url=home,
        self_url=edition.base + path,
        description=edition.tagline or edition.masthead,
        language=edition.language,
        updated=max((*map(_changed_at, stories), *(each.at for each in gone)), default=edition.made_at),
        id=home,
    )


def _changed_at(story: Told) -> datetime:
    return max((story.best.seen_at, *(each.at for each in story.corrections)))


def _pages(edition: Edition) -> Iterator[tuple[str, datetime | None]]:
    """(path, when it last changed) of every page that a search engine may keep."""
    for path in (paths.FRONT, paths.ABOUT, paths.ARCHIVE, paths.OUTLETS, paths.LETTERS):
        yield path, None
    for section in edition.sections.order_by("rank", "id"):
        yield paths.section(section.slug), None
    for line in running(edition).values():
        yield line.path, None
    for day, made_at in letters.printed(edition).values_list("day", "made_at"):
        yield paths.letter(day), made_at
    newest = appearances(edition).values_list("story", "story__slug", "story__moved_at")
    for number, slug, moved_at in newest[:SITEMAP_STORIES]:
        yield paths.story(number, slug), moved_at
