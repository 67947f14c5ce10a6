"""How do rows become the stories that an edition tells? A constant number of queries, however many stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet

from wirecopy.desk.models import Placement
from wirecopy.press import paths
from wirecopy.press.models import Appearance, Edition
from wirecopy.press.told import Hop, Telling, Told
from wirecopy.press.words import primary
from wirecopy.wire.article import ZoneStamp
from wirecopy.wire.models import Picture, Take
from wirecopy.wire.rights import shown


def appearances(edition: Edition, **where: Any) -> QuerySet[Appearance]:
    """The stories of an edition, newest first. A merged story does not stand in it: it only points on."""
    found = Appearance.objects.filter(edition=edition, story__merged_into=None, **where)
    return found.select_related("story", "section").order_by("-shown_at", "-story_id")


def tell(edition: Edition, rows: Iterable[Appearance]) -> list[Told]:
    """The stories of `rows`, in their order, as `edition` tells them; a story left without copy is passed over. Three queries."""
    rows = list(rows)
    copies: dict[int, list[Telling]] = defaultdict(list)
    for story, telling in tellings([row.story_id for row in rows]):
        copies[story].append(telling)
    return [_told(edition, row, copies[row.story_id]) for row in rows if copies[row.story_id]]


def tellings(stories: Sequence[int]) -> list[tuple[int, Telling]]:
    """(story, copy of it as it may be shown) for every copy of `stories`."""
    placed = list(
        Placement.objects.filter(story__in=stories).select_related("copy__outlet", "reading").order_by("story_id", "copy_id")
    )
    copies = [placement.copy_id for placement in placed]
    pictures: dict[int, dict[str, Picture]] = defaultdict(dict)
    for picture in Picture.objects.filter(copy__in=copies).exclude(file=""):
        pictures[picture.copy_id][picture.url] = picture
    counted = Take.objects.filter(copy__in=copies).values_list("copy_id").annotate(Count("id"))
    takes: Mapping[int, int] = dict(counted)
    return [(p.story_id, _telling(p, takes.get(p.copy_id, 1), pictures.get(p.copy_id, {}))) for p in placed]


def _telling(placement: Placement, takes: int, pictures: Mapping[str, Picture]) -> Telling:
    copy, reading = placement.copy, placement.reading
    outlet = copy.outlet
    may_show = shown(reading.as_article(), outlet.grants())
    image = next((image for image in may_show.images if image.url in pictures), None)
    picture = pictures[image.url] if image else None
    return Telling(
        copy=copy.pk,
        outlet=outlet.name,
        outlet_slug=outlet.slug,
        outlet_home=outlet.home,
        original_url=copy.url,  # where we read it; what a page calls its canonical address may lie with anyone
        shown=replace(may_show, images=(image,) if image else ()),  # readers load pictures from us alone
        seen_at=copy.seen_at,
        came_at=came_at(placement, may_show.published),
        takes=takes,
        picture=paths.picture(picture.file) if picture else None,
        picture_size=(picture.width, picture.height) if picture else (0, 0),
    )


def came_at(placement: Placement, printed: ZoneStamp | None) -> datetime:
    """When a copy came out: what its page says, else its feed. A bare day says less than a feed's hour. Never later than seen."""
    copy, published_at = placement.copy, placement.reading.published_at
    only_day = printed is not None and printed.precision == "day"
    said = (copy.given_at or published_at) if only_day else (published_at or copy.given_at)
    return min(said or copy.seen_at, copy.seen_at)


def _told(edition: Edition, row: Appearance, copies: Sequence[Telling]) -> Told:
    ordered = sorted(copies, key=lambda copy: _rank(copy, edition.language))
    best, others = ordered[0], tuple(sorted(ordered[1:], key=lambda copy: (copy.came_at, copy.copy)))
    path = paths.story(row.story_id, row.story.slug)
    return Told(
        id=row.story_id,
        path=path,
        url=edition.base + path,
        section=row.section.name if row.section else None,
        section_path=paths.section(row.section.slug) if row.section else None,
        shown_at=row.shown_at,
        best=best,
        others=others,
        chain=chain(best, others),
    )


def _rank(copy: Telling, language: str) -> tuple[bool, bool, bool, datetime, int]:
    """Best first: in the edition's language, the outlet's own report, with text to show, the earliest."""
    text = copy.shown
    foreign = bool(text.language) and primary(text.language or "") != primary(language)
    return foreign, bool(_passed_on(copy)), not text.blocks, copy.came_at, copy.copy


def _passed_on(copy: Telling) -> list[str]:
    """Who had the text before the outlet that carries it, nearest to the origin first, each once."""
    credit = copy.shown.credit
    names = (credit.outlet, *credit.passed_on_by) if credit else ()
    return list(dict.fromkeys(name for name in names if name and name.casefold() != copy.outlet.casefold()))


def chain(best: Telling, others: Iterable[Telling]) -> tuple[Hop, ...]:
    """The hops that the text took to us. A name is seen when one of the copies that we hold is that outlet's, else only claimed."""
    held = {copy.outlet.casefold(): copy for copy in others}
    hops = []
    for name in _passed_on(best):
        copy = held.get(name.casefold())
        hops.append(Hop(name, "seen", paths.outlet(copy.outlet_slug)) if copy else Hop(name, "claimed"))
    return (*hops, Hop(best.outlet, "seen", paths.outlet(best.outlet_slug)))
