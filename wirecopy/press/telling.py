"""How do rows become the stories that an edition tells? A constant number of queries, however many stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from wirecopy.desk.models import Notice, Placement
from wirecopy.desk.noticing import copies_out, standings
from wirecopy.desk.origin import plain
from wirecopy.desk.standing import Standing
from wirecopy.press import paths
from wirecopy.press.articles import article_of
from wirecopy.press.copies import MOST, Held, carried_in, held
from wirecopy.press.lines import running
from wirecopy.press.models import Appearance, Edition
from wirecopy.press.told import Carried, Correction, Figure, Hop, Running, Telling, Text, Told
from wirecopy.press.words import primary
from wirecopy.wire.article import Article, ZoneStamp
from wirecopy.wire.models import Outlet, Picture, Reading
from wirecopy.wire.rights import shown


def appearances(edition: Edition, **where: Any) -> QuerySet[Appearance]:
    """The stories of an edition, newest first. A merged story does not stand in it: it only points on."""
    found = Appearance.objects.filter(edition=edition, story__merged_into=None, **where)
    chosen = FilteredRelation("story__choices", condition=Q(story__choices__edition=edition))
    found = found.annotate(chosen=chosen).annotate(named=F("chosen__headline"), lead=F("chosen__lead"))  # type: ignore[no-redef]
    return found.select_related("story", "section").order_by("-shown_at", "-story_id")


def outlets_of(edition: Edition) -> QuerySet[Outlet]:
    """Whose copy has appeared in an edition, by name. What was handed in to another stands nowhere in it."""
    carried = Placement.objects.filter(story__in=appearances(edition).values("story"))
    carried = carried.exclude(copy__in=copies_out(edition))
    return Outlet.objects.filter(Q(edition=None) | Q(edition=edition), pk__in=carried.values("copy__outlet")).order_by("name")


def days_of(edition: Edition) -> dict[date, int]:
    """How many stories each day of an edition carries."""
    counted = appearances(edition).order_by("day").values_list("day").annotate(Count("id"))
    return dict(counted)


def tell(edition: Edition, rows: Iterable[Appearance]) -> list[Told]:
    """The stories of `rows`, in their order, as `edition` tells them; one without copy, or withheld, is passed over. Six queries."""
    rows = list(rows)
    there = held([row.story_id for row in rows], edition.pk)
    said = standings(edition, {story: [each.copy for each in some] for story, some in there.items()})
    for story, stands in said.items():
        there[story] = [each for each in there[story] if each.copy not in stands.out] if stands.usable else []
    told = {each.copy: each.text for some in there.values() for each in some[:MOST]}
    copies: dict[int, list[Telling]] = defaultdict(list)
    for story, telling in tellings(told, edition.pk):
        copies[story].append(telling)
    lines = {row.story.line_id for row in rows if row.story.line_id}
    runs = running(edition, lines) if lines else {}
    return [
        _told(edition, row, copies[row.story_id], there[row.story_id], runs.get(row.story.line_id or 0), said.get(row.story_id))
        for row in rows
        if copies[row.story_id]
    ]


def tellings(texts: Mapping[int, Text | None], edition: int) -> list[tuple[int, Telling]]:
    """(story, copy of it as it may be shown) for every copy in `texts` that is placed, and that an edition may carry. Two queries."""
    copies = list(texts)
    read = Reading.objects.filter(take__copy=OuterRef("copy"), taken=True).values("take__copy")  # as versions.changed() counts them
    rows = Placement.objects.filter(carried_in(edition), copy__in=copies).order_by("story_id", "copy_id").annotate(
        article=Cast("reading__article", TextField()), takes=Subquery(read.annotate(n=Count("take", distinct=True)).values("n"))
    )  # fmt: skip
    placed = list(rows.select_related("copy__outlet", "reading").defer("reading__article"))
    pictures: dict[int, dict[str, Picture]] = defaultdict(dict)
    for picture in Picture.objects.filter(copy__in=copies).exclude(file=""):
        pictures[picture.copy_id][picture.url] = picture
    return [
        (row.story_id, _telling(row, article_of(row.article), row.takes or 1, pictures.get(row.copy_id, {}), texts[row.copy_id]))
        for row in placed
    ]


def _telling(placement: Placement, article: Article, takes: int, pictures: Mapping[str, Picture], text: Text | None) -> Telling:
    copy = placement.copy
    outlet = copy.outlet
    may_show = shown(article, outlet.grants())
    held_here = [(image, pictures[image.url]) for image in may_show.images if image.url in pictures]
    image, picture = held_here[0] if held_here else (None, None)
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
        text=text,
        further=tuple(Figure(paths.picture(row.file), (row.width, row.height), each) for each, row in held_here[1:]),
        kind=outlet.kind,
    )


def came_at(placement: Placement, printed: ZoneStamp | None) -> datetime:
    """When a copy came out: what its page says, else its feed. A bare day says less than a feed's hour. Never later than seen."""
    copy, published_at = placement.copy, placement.reading.published_at
    only_day = printed is not None and printed.precision == "day"
    said = (copy.given_at or published_at) if only_day else (published_at or copy.given_at)
    return min(said or copy.seen_at, copy.seen_at)


def _told(
    edition: Edition,
    row: Appearance,
    copies: Sequence[Telling],
    everyone: Sequence[Held],
    runs_on: Running | None,
    stands: Standing[Notice] | None,
) -> Told:
    path = paths.story(row.story_id, row.story.slug)
    # What is written here stands here alone.
    copies = [copy if copy.kind == "outlet" else replace(copy, original_url=edition.base + path) for copy in copies]
    ordered = sorted(copies, key=lambda copy: (copy.copy != row.lead, _rank(copy, edition.language)))
    best, others = ordered[0], tuple(sorted(ordered[1:], key=lambda copy: (copy.came_at, copy.copy)))
    by_text, zone = carried(best, others), ZoneInfo(edition.zone)
    return Told(
        id=row.story_id,
        path=path,
        url=edition.base + path,
        section=row.section.name if row.section else None,
        section_path=paths.section(row.section.slug) if row.section else None,
        shown_at=row.shown_at,
        best=best,
        others=others,
        chain=chain(best, others, by_text[0].source),
        texts=by_text,
        also=len({each.outlet for each in everyone} - {best.outlet_slug}),
        untold=len(everyone) - len(copies),
        line=row.story.line_id,
        running=runs_on,
        corrections=tuple(Correction(one.noted_at.astimezone(zone), one.public) for one in stands.corrections) if stands else (),
        named=row.named or "",
    )


def _rank(copy: Telling, language: str) -> tuple[bool, bool, bool, bool, datetime, int]:
    """Best first: in the edition's language, the original of its text, the outlet's own report, with text to show, the earliest."""
    text = copy.shown
    foreign = bool(text.language) and primary(text.language or "") != primary(language)
    original = copy.original and bool(text.blocks)
    return foreign, not original, bool(_passed_on(copy)), not text.blocks, copy.came_at, copy.copy


def carried(best: Telling, others: Sequence[Telling]) -> tuple[Carried, ...]:
    """The texts of a story: that of its best telling first, then as they came out; a copy that was never compared stands for itself."""
    groups: dict[int, list[Telling]] = defaultdict(list)
    for copy in sorted((best, *others), key=lambda copy: (copy.came_at, copy.copy)):
        groups[copy.text.group if copy.text else -copy.copy].append(copy)
    found = []
    for members in groups.values():
        text = members[0].text
        heads = {copy.copy: copy for copy in members if text and copy.copy in (text.original, text.first)}
        source = (text and (heads.get(text.original or 0) or heads.get(text.first or 0))) or members[0]
        found.append(Carried(source, tuple(copy for copy in members if copy is not source)))
    return tuple(sorted(found, key=lambda each: best is not each.source and best not in each.copies))


def _passed_on(copy: Telling) -> list[str]:
    """Who had the text before the outlet that carries it, nearest to the origin first, each once."""
    credit = copy.shown.credit
    names = (credit.outlet, *credit.passed_on_by) if credit else ()
    return list(dict.fromkeys(name for name in names if name and plain(name) != plain(copy.outlet)))


def chain(best: Telling, others: Iterable[Telling], source: Telling) -> tuple[Hop, ...]:
    """The hops that the text took to us. A name is seen when one of the copies that we hold is that outlet's, else only claimed.

    Where the credit line is silent, the desk's evidence speaks: an agency that other copies name, or the copy that the text was taken from.
    """
    names, text = _passed_on(best), best.text
    taken = source is not best and source.original and text is not None and text.evidence != "seen"
    whose = text.missing if text and text.missing else source.outlet if taken else ""
    if whose and plain(whose) not in map(plain, (*names, best.outlet)):
        names.insert(0, whose)
    by_name = {plain(copy.outlet): copy for copy in others} if names else {}
    hops = []
    for name in names:
        copy = by_name.get(plain(name))
        hops.append(Hop(copy.outlet, "seen", paths.outlet(copy.outlet_slug)) if copy else Hop(name, "claimed"))
    return (*hops, Hop(best.outlet, "seen", paths.outlet(best.outlet_slug)))
