"""The press's deeds: turn changes into stale pages, print what is stale, make an edition."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db import transaction
from django.template import TemplateSyntaxError
from django.utils.text import slugify

from wirecopy.log import told
from wirecopy.press import paths
from wirecopy.press.amounts import amounts
from wirecopy.press.edition import Rules
from wirecopy.press.models import Edition, Section, Stale
from wirecopy.press.pages import Run
from wirecopy.press.sheet import sheet
from wirecopy.press.stale import URGENT, mark, mark_all, one_at_a_time, pages_of
from wirecopy.press.store import PageStore
from wirecopy.press.turning import turn
from wirecopy.wire.models import Change

__all__ = ["make_edition", "print_due", "turn"]

log = logging.getLogger("wirecopy.press")
CLAIM = timedelta(minutes=2)  # how long another printer leaves a page alone
MOST_TOLD = 1500  # stories, about, that the pages of one run tell: what it looks up first keeps a kill waiting
BREATH = 50  # pages between two looks whether something urgent has come
AFTER_ERROR = timedelta(minutes=10)
AFTER_FULL_DISK = timedelta(minutes=1)
ERRORS = (ValueError, LookupError, TypeError, AttributeError, TemplateSyntaxError)  # what a page that we made badly can raise


def print_due(now: datetime, limit: int = 200) -> int:
    """Print up to `limit` stale pages that are due, the most pressing first; how many were printed."""
    store = PageStore(settings.PAGES)
    claimed = _claim(now, limit)
    done: list[tuple[Stale, datetime | None]] = []
    try:
        editions = Edition.objects.in_bulk({page.edition_id for page in claimed})
        for which, stale in groupby(sorted(claimed, key=lambda page: page.edition_id), key=lambda page: page.edition_id):
            edition = editions.get(which)
            if edition is None:
                continue  # it was taken away since, and its stale pages with it
            _set_out(store, edition, now)
            pages = sorted(stale, key=lambda page: page.priority)
            run = Run(edition, now, [page.path for page in pages])
            for number, page in enumerate(pages):
                if number % BREATH == BREATH - 1 and page.priority > URGENT and _urgent(now):
                    return _leave(claimed, done, now)
                try:
                    done.append((page, _print(store, run, page.path)))
                except ERRORS:
                    facts = {"edition": edition.slug, "page": page.path, "again_at": now + AFTER_ERROR}
                    log.exception("page not printed", extra={"facts": facts})
                    Stale.objects.filter(pk=page.pk, marks=page.marks).update(due_at=now + AFTER_ERROR, idle_at=now + AFTER_ERROR)
    except OSError as error:
        told(log, "the page store takes no pages", logging.ERROR, why=str(error), again_at=now + AFTER_FULL_DISK)
        printed = {page.pk for page, _ in done}
        left = [page.pk for page in claimed if page.pk not in printed]
        Stale.objects.filter(pk__in=left, due_at__lte=now + CLAIM).update(due_at=now + AFTER_FULL_DISK, idle_at=now + AFTER_FULL_DISK)
    _close(done, now)
    return len(done)


def _urgent(now: datetime) -> bool:
    """Does a kill or a correction wait, to be turned or to be printed?"""
    return Change.objects.filter(priority__lte=URGENT).exists() or Stale.objects.filter(priority__lte=URGENT, due_at__lte=now).exists()


def _leave(claimed: Sequence[Stale], done: Sequence[tuple[Stale, datetime | None]], now: datetime) -> int:
    """Stop in the middle of a run: what is not printed yet is due as it was."""
    printed = {page.pk for page, _ in done}
    left = [page.pk for page in claimed if page.pk not in printed]
    Stale.objects.filter(pk__in=left, due_at=now + CLAIM).update(due_at=now, idle_at=now)
    _close(done, now)
    return len(done)


def _claim(now: datetime, limit: int) -> list[Stale]:
    """Take what is due, or else what may be printed by who has nothing to do; and put it off a little, for the case that we die.

    So it is neither lost nor printed at once by two. What is urgent is taken alone: nobody looks up first what other pages show.
    """
    if not Stale.objects.filter(idle_at__lte=now).exists():
        return []
    stale = Stale.objects.select_for_update(skip_locked=True).order_by("priority", "due_at", "id")
    with transaction.atomic():
        claimed = list(stale.filter(due_at__lte=now)[:limit]) or list(stale.filter(idle_at__lte=now)[:limit])
        claimed = [page for page in claimed if page.priority <= URGENT] or _not_too_many(claimed)
        Stale.objects.filter(pk__in=[page.pk for page in claimed]).update(due_at=now + CLAIM, idle_at=now + CLAIM)
    return claimed


def _not_too_many(pages: Sequence[Stale]) -> list[Stale]:
    """The first of `pages`, as long as they tell no more than a run may."""
    found: list[Stale] = []
    told_of = 0
    for page, stories in amounts(pages):
        told_of += stories
        if found and told_of > MOST_TOLD:
            break
        found.append(page)
    return found


def _print(store: PageStore, run: Run, path: str) -> datetime | None:
    """Print one page, or take it back where the edition has it no more; until when it holds, where it does not hold for good."""
    page = run.page(path)
    if page is None:
        store.drop(run.edition.slug, path)
        return None
    store.put(run.edition.slug, path, page.body, gone=page.gone)
    if path == paths.MISSING:  # which only a change of the whole edition makes stale
        store.hosts(_hosts())
        _sweep(store, run.edition, run.now)
    return page.holds_until


def _sweep(store: PageStore, edition: Edition, now: datetime) -> None:
    """Mark what lies in the store but is a page of the edition no more, as those of a section that is gone: printing takes it back."""
    left = {path for path in store.paths(edition.slug) if paths.place(path)}.difference(pages_of(edition))
    with transaction.atomic():
        one_at_a_time()
        mark(edition.pk, dict.fromkeys(left, now), 3)


def _close(done: Sequence[tuple[Stale, datetime | None]], now: datetime) -> None:
    """Take printed pages off the list. One that was marked meanwhile stays; one that another printer took off goes back on."""
    with transaction.atomic():
        one_at_a_time()
        marks = dict(Stale.objects.filter(pk__in=[page.pk for page, _ in done]).values_list("pk", "marks"))
        Stale.objects.filter(pk__in=[page.pk for page, _ in done if marks.get(page.pk) == page.marks]).delete()
        for page, holds_until in done:
            if page.pk not in marks:
                mark(page.edition_id, {page.path: now}, page.priority)
            elif holds_until:
                mark(page.edition_id, {page.path: holds_until}, page.priority)


def _set_out(store: PageStore, edition: Edition, now: datetime) -> None:
    """Put the sheet and its letters beside the pages. Where pages stand that are printed for another sheet, all want printing again."""
    if store.get(edition.slug, sheet().path) is not None:
        return
    for path, body in sheet().files.items():
        store.put(edition.slug, path, body)
    if store.get(edition.slug, paths.FRONT) is not None:
        with transaction.atomic():
            mark_all(edition, now)


def _hosts() -> dict[str, str]:
    """Which edition a host shows; the first one made also answers under this machine's own names."""
    editions = dict(Edition.objects.order_by("id").values_list("host", "slug"))
    return {"": next(iter(editions.values())), **editions} if editions else {}


def make_edition(
    *,
    masthead: str,
    host: str,
    now: datetime,
    slug: str = "",
    scheme: str = "https",
    tagline: str = "",
    place: str = "",
    zone: str = "UTC",
    language: str = "en",
    accent: str = "red",
    rules: Rules | None = None,
    sections: Iterable[tuple[str, Mapping[str, object]]] = (),
) -> Edition:
    """Make an edition with its `sections`, (name, rules) in their order. ValidationError, by field, where something cannot be meant."""
    edition = Edition(
        slug=slug or slugify(masthead)[:60], host=host, scheme=scheme, masthead=masthead, tagline=tagline, place=place, zone=zone,
        language=language, accent=accent, rules=dict(rules or {}), made_at=now,
    )  # fmt: skip
    edition.full_clean()
    with transaction.atomic():
        edition.save()
        for rank, (name, fitting) in enumerate(sections):
            slug = slugify(name)[:60] or f"section-{rank + 1}"
            Section.objects.create(edition=edition, slug=slug, name=name, rank=rank, rules=dict(fitting))
        Change.note("edition", edition.pk, now, 3)
    return edition
