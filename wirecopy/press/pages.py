"""What stands on each page of an edition? One print run looks up once what its pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, QuerySet
from django.template import Context, Engine

from wirecopy.desk.models import Placement, Story
from wirecopy.press import edition as judge
from wirecopy.press import files, formats, letters, paths
from wirecopy.press.ahead import Ahead
from wirecopy.press.calendar import months
from wirecopy.press.carriers import carriers
from wirecopy.press.models import Edition, Section
from wirecopy.press.printing import printing
from wirecopy.press.sheet import TEMPLATES, sheet
from wirecopy.press.stamps import next_midnight, stamp
from wirecopy.press.telling import appearances
from wirecopy.press.told import Told
from wirecopy.press.way import steps
from wirecopy.press.words import right_to_left, words
from wirecopy.wire.article import Block
from wirecopy.wire.models import Outlet

FRONT_STORIES, LIST_STORIES = 80, 60
ENGINE = Engine(
    dirs=[str(TEMPLATES)],
    loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
    builtins=["wirecopy.press.tags"],
)


@dataclass(frozen=True, slots=True)
class Printed:
    body: bytes
    holds_until: datetime | None = None  # when it wants printing again even if nothing changes


class Run:
    """A print run of one edition at one moment. `ahead`: the addresses that it will print; their stories are loaded together."""

    def __init__(self, edition: Edition, now: datetime, ahead: Iterable[str]) -> None:
        self.edition, self.now = edition, now
        self.words = words(edition.language)
        self.ahead = Ahead(edition, filter(None, map(paths.place, ahead)), LIST_STORIES)

    def page(self, path: str) -> Printed | None:
        """The page at `path`, one of those ahead; None where the edition has none (any more)."""
        place = paths.place(path)
        if place is None:
            return None
        if place.kind in files.KINDS:
            return self._file(place, path)
        make = getattr(self, f"_{place.kind}")
        found: Printed | None = make(place.of) if place.of else make()
        return found

    def _file(self, place: paths.Place, path: str) -> Printed | None:
        """A feed or a list for machines."""
        if place.part == "letters":
            return Printed(letters.feed(place.kind, path, self.edition, self.words))
        part, stories = None, self.latest
        if place.kind == "news_sitemap":
            stories = self._list(files.NEWS_STORIES, shown_at__gte=self.now - files.NEWS_AGE)
        elif place.part == "line":
            stories = self.ahead.of_line(int(place.of))
            part = next(((story.running.name, story.running.path) for story in stories if story.running), None)
        elif section := next((section for section in self.sections if section.slug == place.of), None):
            part, stories = (section.name, paths.section(section.slug)), self._list(section=section)
        if place.of and part is None:
            return None
        body = files.body(place.kind, path, self.edition, part, stories, self.now)
        return Printed(body, next_midnight(self.now, self.zone) if place.kind == "news_sitemap" else None)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.edition.zone)

    @cached_property
    def sections(self) -> list[Section]:
        return list(self.edition.sections.order_by("rank", "id"))

    @cached_property
    def latest(self) -> list[Told]:
        return self._list(FRONT_STORIES)

    def _list(self, most: int = LIST_STORIES, **where: Any) -> list[Told]:
        return self.ahead.tell(appearances(self.edition, **where)[:most])

    @cached_property
    def common(self) -> dict[str, Any]:
        """What every template is given."""
        return {
            "edition": self.edition,
            "w": self.words,
            "zone": self.zone,
            "today": self.now.astimezone(self.zone).date(),
            "direction": "rtl" if right_to_left(self.edition.language) else "ltr",
            "sections": [(section.name, paths.section(section.slug)) for section in self.sections],
            "sheet": sheet(),
            "letters": bool(settings.WIRECOPY["MAIL_RELAYS"]),
            "feeds": paths.feeds(),
        }

    def _render(self, template: str, path: str, title: str = "", holds_until: datetime | None = None, **values: Any) -> Printed:
        given = {**self.common, "path": path, "title": title, **values}
        text = ENGINE.get_template(template).render(Context(given))
        return Printed(text.encode(errors="replace"), holds_until)

    def _front(self) -> Printed:
        today = self.common["today"]
        found = list(appearances(self.edition, day=today).values_list("story", "story__placements__copy__outlet"))
        return self._render(
            "front.html",
            paths.FRONT,
            front=judge.front(self.latest, self.common["sections"], self.now, self.edition.language),
            stories_today=len({story for story, _ in found}),
            outlets_today=len({outlet for _, outlet in found if outlet}),
            holds_until=next_midnight(self.now, self.zone),
        )

    def _section(self, slug: str) -> Printed | None:
        section = next((section for section in self.sections if section.slug == slug), None)
        if section is None:
            return None
        stories = self._list(section=section)
        return self._render("section.html", paths.section(slug), section.name, days=self._days(stories), feeds=paths.feeds(slug))

    def _days(self, stories: Sequence[Told]) -> list[tuple[date, list[Told]]]:
        return [(day, list(group)) for day, group in groupby(stories, key=lambda story: story.shown_at.astimezone(self.zone).date())]

    def _story(self, of: str) -> Printed | None:
        story = self.ahead.stories.get(int(of))
        if story is None:
            return self._moved(int(of))
        shown = story.best.shown
        return self._render(
            "story.html",
            story.path,
            shown.headline,
            story=story,
            body=_pieces(shown.blocks),
            place=_place(story),
            changes=story.best.takes - 1,
            updated=self._updated(story),
            steps=steps(story.best.came_at, *self.ahead.passed[story.best.copy], self.zone, self.words),
            around=tuple(zip((self.words["running_later"], self.words["running_earlier"]), self.ahead.around(story), strict=True)),
            carriers=carriers(story, self.ahead.shared, self.ahead.reused, self.words),
            reuses=self.ahead.reuses[story.id],
            teasers=judge.more(self.latest, story.id),
            json_ld=formats.json_ld(story, self.edition.masthead, self.edition.base + paths.FRONT),
        )

    def _moved(self, number: int) -> Printed | None:
        """The page of a story that went into another, which may itself have gone on."""
        gone = story = Story.objects.select_related("merged_into").filter(pk=number).first()
        while story and story.merged_into:
            story = Story.objects.select_related("merged_into").get(pk=story.merged_into.pk)
        told = self._list(story=story) if story and story != gone else []
        if gone is None or story is None or not told:
            return None
        path, title = paths.story(gone.pk, gone.slug), self.words["moved"]
        return self._render("moved.html", path, title, to=paths.story(story.pk, story.slug), headline=told[0].best.shown.headline)

    def _updated(self, story: Told) -> str:
        """When the page says that it was updated, in the edition's zone; empty where it says nothing new or gives no zone."""
        shown = story.best.shown
        if shown.updated is None or shown.updated == shown.published or shown.updated.precision == "day":
            return ""
        updated = datetime.fromisoformat(shown.updated.instant)
        if updated.utcoffset() is None or updated <= story.best.came_at:
            return ""
        return stamp(updated, None, self.zone, self.words).here

    def _line(self, of: str) -> Printed | None:
        stories = self.ahead.of_line(int(of))
        running = next((story.running for story in stories if story.running), None)
        if running is None:
            return None
        first, last = (self.words.full_date(moment.astimezone(self.zone).date()) for moment in (running.first, running.last))
        return self._render(
            "line.html",
            running.path,
            running.name,
            running=running,
            first=first,
            last=last,
            days=self._days(stories),
            older=running.stories > len(stories),
            feeds=paths.feeds_in(running.path),
        )

    def _outlet(self, slug: str) -> Printed | None:
        outlet = self.ahead.outlets.get(slug)
        stories = self.ahead.of_outlet(outlet) if outlet else []
        if outlet is None or not stories:
            return None
        return self._render(
            "outlet.html",
            paths.outlet(slug),
            outlet.name,
            outlet=outlet,
            rights=self.words[f"rights_{outlet.rights}"],
            printing=printing(slug, stories, self.words),
            days=self._days(stories),
        )

    def _outlets(self) -> Printed:
        outlets = [(outlet, self.words[f"rights_{outlet.rights}"]) for outlet in outlets_of(self.edition)]
        return self._render("outlets.html", paths.OUTLETS, self.words["outlets"], outlets=outlets)

    def _archive(self) -> Printed:
        return self._render("archive.html", paths.ARCHIVE, self.words["archive"], months=months(days_of(self.edition), self.words))

    def _day(self, of: str) -> Printed | None:
        try:
            day = date.fromisoformat(of)
        except ValueError:
            return None
        stories = self.ahead.of_day(day)
        if not stories:
            return None
        before, after = self.ahead.beside(day)
        return self._render(
            "day.html",
            paths.day(day),
            self.words.long_date(day),
            day=day,
            number=len(stories),
            hours=[(hour, list(group)) for hour, group in groupby(stories, key=lambda story: f"{story.shown_at.astimezone(self.zone):%H}")],
            before=before,
            after=after,
        )

    def _letters(self) -> Printed:
        return self._render("letters.html", **letters.archive(self.edition, self.words))

    def _letter(self, of: str) -> Printed | None:
        given = letters.letter(self.edition, of, self.words)
        return self._render("letter.html", **given) if given else None

    def _about(self) -> Printed:
        title = self.words["about_paper"].format(paper=self.edition.masthead)
        contact = _contact(settings.WIRECOPY["CONTACT"])
        return self._render("about.html", paths.ABOUT, title, ruled=any(self.edition.rules.values()), contact=contact)

    def _missing(self) -> Printed:
        return self._render("404.html", paths.MISSING, self.words["missing"])


def outlets_of(edition: Edition) -> QuerySet[Outlet]:
    """Whose copy has appeared in an edition, by name."""
    carried = Placement.objects.filter(story__in=appearances(edition).values("story")).values("copy__outlet")
    return Outlet.objects.filter(pk__in=carried).order_by("name")


def days_of(edition: Edition) -> dict[date, int]:
    """How many stories each day of an edition carries."""
    counted = appearances(edition).order_by("day").values_list("day").annotate(Count("id"))
    return dict(counted)


def _pieces(blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """(kind, blocks): list items that follow one another make one list."""
    pieces: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if block.kind == "list_item" and pieces and pieces[-1][0] == "list_item":
            pieces[-1][1].append(block)
        else:
            pieces.append((block.kind, [block]))
    return pieces


def _place(story: Told) -> str:
    """The dateline to set before the text, where the text does not open with it."""
    line = story.best.shown.dateline
    first = next((block.text for block in story.best.shown.blocks), "")
    return line.place if line and first and not first.casefold().startswith(line.place.casefold()) else ""


def _contact(given: str) -> tuple[str, str] | None:
    """(address to link, how to print it) of a page or mailbox."""
    if not given:
        return None
    bare = given.removeprefix("mailto:")
    return (f"mailto:{bare}" if "@" in bare and "://" not in bare else given), bare
