"""What stands on each page of an edition? One print run looks up once what its pages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Engine

from wirecopy.desk.models import Story
from wirecopy.press import edition as judge
from wirecopy.press import files, formats, letters, lines, paths, versions, withdrawn
from wirecopy.press.ahead import Ahead
from wirecopy.press.body import pieces, place
from wirecopy.press.calendar import months
from wirecopy.press.carriers import carriers
from wirecopy.press.choosing import pinned
from wirecopy.press.models import Edition, Section
from wirecopy.press.naming import MORE_STORIES, More
from wirecopy.press.parts import parts
from wirecopy.press.printing import printing
from wirecopy.press.sheet import TEMPLATES, sheet
from wirecopy.press.stamps import next_midnight, updated
from wirecopy.press.telling import appearances, days_of, outlets_of
from wirecopy.press.told import Told
from wirecopy.press.way import steps
from wirecopy.press.words import right_to_left, words
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
    gone: bool = False  # what stood there was withdrawn: the page says so


class Run:
    """A print run of one edition at one moment. `ahead`: the addresses that it will print; their stories are loaded together."""

    def __init__(self, edition: Edition, now: datetime, ahead: Iterable[str]) -> None:
        self.edition, self.now = edition, now
        self.words = words(edition.language)
        self.zone = ZoneInfo(edition.zone)
        self.today = now.astimezone(self.zone).date()
        self.ahead = Ahead(edition, filter(None, map(paths.place, ahead)), LIST_STORIES, self.today, MORE_STORIES)

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
        part, stories, gone = None, self.latest, self._withdrawn if place.kind in paths.FEEDS else []
        if place.kind == "news_sitemap":
            stories = self._list(files.NEWS_STORIES, shown_at__gte=self.now - files.NEWS_AGE)
        elif place.part == "line":
            stories, gone = self.ahead.of_line(int(place.of)), [each for each in gone if each.line == int(place.of)]
            part = next(((story.running.name, story.running.path) for story in stories if story.running), None)
        elif section := next((section for section in self.sections if section.slug == place.of), None):
            part, stories = (section.name, paths.section(section.slug)), self._list(section=section)
            gone = [each for each in gone if each.section == section.pk]
        if place.of and part is None:
            return None
        body = files.body(place.kind, path, self.edition, part, stories, self.now, [each.entry for each in gone])
        midnight = next_midnight(self.now, self.zone) if place.kind == "news_sitemap" else None
        return Printed(body, midnight or min((each.until for each in gone), default=None))

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
            "today": self.today,
            "direction": "rtl" if right_to_left(self.edition.language) else "ltr",
            "sections": [(section.name, paths.section(section.slug)) for section in self.sections],
            "sheet": sheet(),
            "letters": bool(settings.WIRECOPY["MAIL_RELAYS"]),
            "takes": bool(settings.WIRECOPY["RELEASES_WAITING"]),  # releases
            "feeds": paths.feeds(),
            "kept": parts(self.edition, self.sections, self.today),
        }

    @cached_property
    def _more(self) -> More:
        return More(self.zone, self.today, self.ahead.by)

    @cached_property
    def _withdrawn(self) -> list[withdrawn.Recent]:
        return withdrawn.recent(self.edition, self.now, self.words)

    def _render(self, template: str, path: str, title: str = "", holds_until: datetime | None = None, **values: Any) -> Printed:
        given = {**self.common, "path": path, "title": title, **values}
        text = ENGINE.get_template(template).render(Context(given))
        return Printed(text.encode(errors="replace"), holds_until)

    def _front(self) -> Printed:
        today, pins = self.today, pinned(self.edition, self.now)
        latest = {story.id for story in self.latest}
        older = self._list(story__in=[choice.story_id for choice in pins if choice.story_id not in latest]) if pins else []
        found = list(appearances(self.edition, day=today).values_list("story", "story__placements__copy__outlet"))
        return self._render(
            "front.html",
            paths.FRONT,
            front=judge.front(
                [*self.latest, *older], self.common["sections"], self.now, self.edition.language, [choice.story_id for choice in pins]
            ),
            stories_today=len({story for story, _ in found}),
            outlets_today=len({outlet for _, outlet in found if outlet}),
            holds_until=min([next_midnight(self.now, self.zone), *(choice.pinned_until for choice in pins if choice.pinned_until)]),
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
            return self._killed(int(of)) or self._moved(int(of))
        shown = story.best.shown
        return self._render(
            "story.html",
            story.path,
            story.headline,
            story=story,
            body=pieces(shown.blocks),
            place=place(story),
            changes=story.best.takes - 1,
            updated=updated(story, self.zone, self.words),
            steps=steps(story.best.came_at, *self.ahead.passed[story.best.copy], self.zone, self.words),
            around=tuple(zip((self.words["running_later"], self.words["running_earlier"]), self.ahead.around(story), strict=True)),
            carriers=carriers(story, self.ahead.shared, self.ahead.reused, self.words),
            reuses=self.ahead.reuses[story.id],
            teasers=self._more.of(story),
            json_ld=formats.json_ld(story, self.edition.masthead, self.edition.base + paths.FRONT),
        )

    def _killed(self, number: int) -> Printed | None:
        """The page of a story that was withdrawn, or that went into one."""
        notice = self.ahead.killed.get(number)
        if notice is None:
            return None
        return replace(self._render("killed.html", **withdrawn.page(self.edition, number, notice, self.words)), gone=True)

    def _moved(self, number: int) -> Printed | None:
        """The page of a story that went into another, which may itself have gone on."""
        gone = story = Story.objects.select_related("merged_into").filter(pk=number).first()
        while story and story.merged_into:
            story = Story.objects.select_related("merged_into").get(pk=story.merged_into.pk)
        told = self._list(story=story) if story and story != gone else []
        if gone is None or story is None or not told:
            return None
        path, title = paths.story(gone.pk, gone.slug), self.words["moved"]
        return self._render("moved.html", path, title, to=paths.story(story.pk, story.slug), headline=told[0].headline)

    def _line(self, of: str) -> Printed | None:
        stories = self.ahead.of_line(int(of))
        running = next((story.running for story in stories if story.running), None)
        if running is None:
            moved = lines.went_to(self.edition, int(of))
            return self._render("moved.html", moved[0], self.words["moved"], to=moved[1].path, headline=moved[1].name) if moved else None
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
            rights=self._allows(outlet),
            printing=printing(slug, stories, self.words),
            days=self._days(stories),
        )

    def _outlets(self) -> Printed:
        outlets = [(outlet, self._allows(outlet)) for outlet in outlets_of(self.edition)]
        return self._render("outlets.html", paths.OUTLETS, self.words["outlets"], outlets=outlets)

    def _allows(self, outlet: Outlet) -> str:
        """What we may show of it; of what is written here, who writes it."""
        return self.words[{"sender": "sends_releases", "edition": "own_copy"}.get(outlet.kind, f"rights_{outlet.rights}")]

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

    def _copy(self, of: str) -> Printed | None:
        given = versions.page(self.edition, int(of), self.words)
        return self._render("copy.html", **given) if given else None

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


def _contact(given: str) -> tuple[str, str] | None:
    """(address to link, how to print it) of a page or mailbox."""
    if not given:
        return None
    bare = given.removeprefix("mailto:")
    return (f"mailto:{bare}" if "@" in bare and "://" not in bare else given), bare
