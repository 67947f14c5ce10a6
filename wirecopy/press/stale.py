"""Which pages must be printed again, and how soon?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Q

from wirecopy.desk.models import Story
from wirecopy.desk.noticing import killed
from wirecopy.press import letters, lines, paths, versions
from wirecopy.press.models import Appearance, Edition, Stale
from wirecopy.press.telling import days_of, outlets_of

URGENT = 1  # kills and corrections wait for nothing
REFRESH = 7  # a whole edition again, behind the news
# Pages that many stories in a row would print over and over wait a little, and are printed once for all of them:
# so long where the press is busy; where it is not, a part of it, and two seconds at most.
WAITS = {
    **dict.fromkeys(("front", "section"), timedelta(seconds=1)),
    **dict.fromkeys(paths.FEEDS, timedelta(seconds=30)),
    **dict.fromkeys(("day", "outlet", "line"), timedelta(minutes=1)),
    **dict.fromkeys(("archive", "outlets", "sitemap", "news_sitemap"), timedelta(minutes=5)),
}
IDLE, IDLE_MOST = 6, timedelta(seconds=2)


def mark(edition_id: int, due: Mapping[str, datetime], priority: int, since: datetime | None = None) -> None:
    """Mark pages stale from the given times on, or, counted from `since`, sooner where the press has nothing else to do.

    A page that is stale already keeps the earlier times and the more pressing priority, so it never waits longer than once.
    """
    earlier = "LEAST" if connection.vendor == "postgresql" else "MIN"
    table = Stale._meta.db_table
    at = connection.ops.adapt_datetimefield_value
    kept = ", ".join(f"{name} = {earlier}(old.{name}, excluded.{name})" for name in ("due_at", "idle_at", "priority"))
    idle = {path: since + min((moment - since) / IDLE, IDLE_MOST) if since else moment for path, moment in due.items()}
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} AS old (edition_id, path, due_at, idle_at, priority, marks) VALUES (%s, %s, %s, %s, %s, 1)"  # noqa: S608
            f" ON CONFLICT (edition_id, path) DO UPDATE SET marks = old.marks + 1, {kept}",
            [(edition_id, path, at(moment), at(idle[path]), priority) for path, moment in due.items()],
        )


def one_at_a_time() -> None:
    """Inside a transaction: wait until no other press marks pages. Two that marked the same ones in two orders would block each other."""
    list(Edition.objects.select_for_update().order_by("pk").values_list("pk"))


def mark_all(edition: Edition, now: datetime, priority: int = REFRESH) -> None:
    mark(edition.pk, dict.fromkeys(pages_of(edition), now), priority)


def when(pages: Iterable[str], now: datetime, priority: int, printed: Callable[[str], bool]) -> dict[str, datetime]:
    """When each of `pages` is due after a change at `now`: what was never `printed`, at once, so that no link is dead."""
    return {path: now + (_wait(path, priority) if printed(path) else timedelta()) for path in pages}


def _wait(path: str, priority: int) -> timedelta:
    place = paths.place(path)
    return timedelta() if priority <= URGENT or place is None else WAITS.get(place.kind, timedelta())


def pages_of(edition: Edition) -> Iterator[str]:
    """Every page of an edition."""
    yield from paths.FIXED
    yield from paths.feeds().values()
    for section in edition.sections.all():
        yield paths.section(section.slug)
        yield from paths.feeds(section.slug).values()
    for outlet in outlets_of(edition):
        yield paths.outlet(outlet.slug)
    yield from map(paths.day, days_of(edition))
    yield from map(paths.letter, letters.days(edition))
    yield from versions.pages(edition)
    yield from paths.feeds_in(paths.LETTERS).values()
    for pages in lines.pages_of(lines.running(edition)).values():
        yield from pages
    for number, slug in Appearance.objects.filter(edition=edition).values_list("story", "story__slug"):
        yield paths.story(number, slug)
    gone = Q(merged_into__appearances__edition=edition) | Q(pk__in=killed(edition))
    for number, slug in Story.objects.filter(gone).distinct().values_list("pk", "slug"):
        yield paths.story(number, slug)


def pages_with(story: Story, outlets: Iterable[str], days: Iterable[date], sections: Iterable[str]) -> set[str]:
    """The pages that a story stands on. Its teaser in other stories' “More” is not among them: that list holds as it was printed."""
    return {
        paths.story(story.pk, story.slug),
        paths.FRONT,
        paths.OUTLETS,
        paths.ARCHIVE,
        paths.SITEMAP,
        paths.NEWS_SITEMAP,
        *paths.feeds().values(),
        *map(paths.outlet, outlets),
        *map(paths.day, days),
        *(path for section in sections for path in (paths.section(section), *paths.feeds(section).values())),
    }
