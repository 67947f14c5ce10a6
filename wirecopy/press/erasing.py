"""Which printed pages and letters tell of a story, wherever it is named? Looked for in all of them, when something is erased."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from wirecopy.desk.erasing import Left
from wirecopy.desk.models import Objection, Story
from wirecopy.desk.placing import slug as slugged
from wirecopy.press import issue as judge
from wirecopy.press import paths
from wirecopy.press.models import Choice, Edition, Issue, Stale
from wirecopy.press.stale import mark, one_at_a_time
from wirecopy.press.store import PageStore
from wirecopy.wire.clean import plain
from wirecopy.wire.models import Copy
from wirecopy.wire.rights import cut

URGENT = 0


def editions_with(stories: Collection[int]) -> list[Edition]:
    return list(Edition.objects.filter(appearances__story__in=stories).distinct().order_by("pk"))


def forget(copy: Copy, left: Left, headlines: set[str], now: datetime) -> int:
    """In a transaction: take a copy out of what issues say, and out of what editors chose; how many issues said it."""
    Choice.objects.filter(lead=copy).update(lead=None, headline="")
    Choice.objects.filter(story__in=left.family, headline__in=headlines).update(headline="")
    if left.emptied:
        Choice.objects.filter(story__in=left.family).delete()
    one_at_a_time()
    for edition in editions_with(left.family):  # it is no outlet of the story any more, so that no change of it would lead there
        mark(edition.pk, {paths.outlet(copy.outlet.slug): now}, URGENT)
    new = dict(_moved(left))
    for old, path in new.items():
        Stale.objects.filter(path__startswith=old).delete()
        Objection.objects.filter(page__contains=old).update(page=path)
    return _untell(copy, left, headlines, new) if left.story else 0


def _moved(left: Left) -> Iterator[tuple[str, str]]:
    """The folders that pages of renamed stories lay in, and where they lie now."""
    yield from ((paths.story(number, old), paths.story(number, now)) for number, (old, now) in left.renamed.items())
    yield from ((paths.line(number, slugged(old)), paths.line(number, slugged(now))) for number, (old, now) in left.lines.items())


def _untell(copy: Copy, left: Left, headlines: set[str], new: Mapping[str, str]) -> int:
    outlet = copy.outlet.slug
    as_told = {cut(plain(each), judge.HEADLINE_WORDS, judge.HEADLINE_SIGNS) for each in headlines}

    def keeps(line: Mapping[str, Any]) -> bool:
        if line.get("id") not in left.family:
            return True
        told = line["copy"] == copy.pk if "copy" in line else line.get("outlet_slug") == outlet
        return not (left.emptied or told or line.get("headline") in as_told)

    def rest(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**line, "path": new.get(line["path"], line["path"])} for line in lines if keeps(line)]

    done = 0
    for issue in Issue.objects.exclude(told={}).iterator(50):
        if left.family.isdisjoint(judge.names(issue.told)):
            continue
        told = dict(issue.told)
        told["sections"] = [{**part, "stories": rest(part["stories"]), "teasers": rest(part["teasers"])} for part in told["sections"]]
        told |= {name: rest(told[name]) for name in ("updated", "notices") if name in told}
        Issue.objects.filter(pk=issue.pk).update(told=told, stories=len(judge.all_stories(told)))
        done += 1
    return done


def print_again(copy: int, left: Left, now: datetime) -> int:
    """Look into every printed page for these stories and this copy: those that name them are printed before anything else; how many.

    To be called when the rows are committed. Pages at addresses that are given up are taken away at once.
    """
    store, found = PageStore(settings.PAGES), 0
    for edition in Edition.objects.order_by("pk"):
        for old, _ in _moved(left):
            _clear(store, edition.slug, old)
        pages = naming(store, edition.slug, left.family | left.beside, left.lines, copy)
        if pages:
            with transaction.atomic():
                one_at_a_time()
                mark(edition.pk, dict.fromkeys(pages, now), URGENT)
        found += len(pages)
    return found


def naming(store: PageStore, edition: str, stories: Iterable[int], lines: Iterable[int], copy: int) -> set[str]:
    """The pages that name one of these stories, or the versions of the copy."""
    needles = [f"/story/{number}-" for number in stories] + [f"/line/{number}-" for number in lines] + [paths.copy(copy)]
    wanted = re.compile("|".join(map(re.escape, needles)).encode())
    found = set()
    for path in store.paths(edition):
        if paths.place(path) and (wanted.search(path.encode()) or wanted.search(store.get(edition, path) or b"")):
            found.add(path)
    return found


def _clear(store: PageStore, edition: str, folder: str) -> None:
    """Take away what was printed at an address, and below it, with the folder itself."""
    root = store.root / edition / folder.strip("/")
    for file in sorted(root.glob("*")) if root.is_dir() else ():
        file.unlink(missing_ok=True)
    if root.is_dir():
        root.rmdir()


def clear_given_up(edition: Edition) -> int:
    """Take away pages of stories that lie at an address which their stories have given up, as a restore brings them back; how many."""
    store, done = PageStore(settings.PAGES), 0
    slugs = dict(Story.objects.values_list("pk", "slug"))
    for path in list(store.paths(edition.slug)):
        place = paths.place(path)
        if place and place.kind == "story" and path != paths.story(int(place.of), slugs.get(int(place.of), "")):
            _clear(store, edition.slug, path)
            Stale.objects.filter(edition=edition, path=path).delete()
            done += 1
    return done


def drop_pictures(files: Iterable[str]) -> int:
    """Delete pictures from beside the pages; how many were there."""
    folder, done = settings.PAGES / "pictures", 0
    for name in files:
        if (folder / name).exists():
            (folder / name).unlink()
            done += 1
    return done
