"""Which running stories does an edition tell? A story line of the desk is one here where two of its stories stand in the edition."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Count, F, Max, Min

from wirecopy.desk.models import Placement, StoryLine
from wirecopy.desk.placing import slug
from wirecopy.press import paths
from wirecopy.press.models import Appearance, Edition
from wirecopy.press.told import Running

FEWEST = 2  # stories that make a running one
WORD = re.compile(r"\w+")
BESIDE = 3  # stories before one and as many after it that its page names


def running(edition: Edition, lines: Iterable[int] | None = None) -> dict[int, Running]:
    """The running stories of an edition, all or those of `lines`, by the number of the line. Two queries."""
    found = Appearance.objects.filter(edition=edition, story__merged_into=None)
    found = found.exclude(story__line=None) if lines is None else found.filter(story__line__in=set(lines))
    rows = found.order_by("story__line").values_list("story__line", "story__line__slugline").annotate(
        Count("story", distinct=True), Count("story__placements"), Min("shown_at"), Max("shown_at")
    )  # fmt: skip
    opened = Placement.objects.filter(story__line__in=[row[0] for row in rows], story__slugline=F("story__line__slugline"))
    headlines: dict[int, list[str]] = defaultdict(list)
    for line, headline in opened.order_by("copy_id").values_list("story__line", "reading__headline"):
        headlines[line].append(headline)
    return {
        number: Running(name_of(slugline, headlines[number]), paths.line(number, slug(slugline)), stories, copies, first, last)
        for number, slugline, stories, copies, first, last in rows
        if stories >= FEWEST
    }


def went_to(edition: Edition, number: int) -> tuple[str, Running] | None:
    """The address of a line that went into another, and that one as this edition tells it."""
    gone = StoryLine.objects.select_related("merged_into").filter(pk=number).first()
    if gone is None or gone.standing() == gone:
        return None
    there = running(edition, [gone.standing().pk]).get(gone.standing().pk)
    return (paths.line(gone.pk, slug(gone.slugline)), there) if there else None


def name_of(slugline: str, headlines: Iterable[str]) -> str:
    """What readers are told a line is called: the words of its slugline, written as in the `headlines` of the story that opened it."""
    written: dict[str, str] = {}
    for headline in headlines:
        for word in WORD.findall(headline):
            written.setdefault(_folded(word), word)
    told = ", ".join(written.get(_folded(word), word) for word in slugline.split("-"))
    return told[:1].upper() + told[1:]


def _folded(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign)).casefold()


def pages_of(lines: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """By line: its page and feeds, in whatever edition."""
    found = dict(StoryLine.objects.filter(pk__in=set(lines)).values_list("pk", "slugline"))
    folders = {number: paths.line(number, slug(slugline)) for number, slugline in found.items()}
    return {number: (folder, *paths.feeds_in(folder).values()) for number, folder in folders.items()}


def stories_of(edition: Edition, lines: Collection[int]) -> dict[int, list[int]]:
    """By line: its stories in an edition, newest first."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Appearance.objects.filter(edition=edition, story__merged_into=None, story__line__in=lines)
    for line, story in rows.order_by("-shown_at", "-story_id").values_list("story__line", "story") if lines else ():
        found[line].append(story)
    return found


def beside(stories: list[int], story: int) -> tuple[list[int], list[int]]:
    """Of the `stories` of a line, newest first: the nearest after one, and before it."""
    if story not in stories:
        return [], []
    at = stories.index(story)
    return stories[max(0, at - BESIDE) : at], stories[at + 1 : at + 1 + BESIDE]
