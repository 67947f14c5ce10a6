"""Which stories are there, and what is one made of?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from wirecopy.desk.models import Decision, Notice, Placement, Story
from wirecopy.desk.standing import standing
from wirecopy.newsroom.door import NotHere, Visit, screen
from wirecopy.newsroom.listing import Listed, filled, listed
from wirecopy.press import paths
from wirecopy.press.models import Appearance, Choice, Edition
from wirecopy.press.telling import appearances

PAGE = 50
COPIES = 200  # of a story that its screen lists one by one
NEAR = 30  # other stories that a merge or a move is offered


@screen()
def stories(visit: Visit) -> HttpResponse:
    """The edition's stories, newest first; by section, by words of slugline or address; page by page from the last one seen."""
    asked = visit.request.GET
    words, section, after = asked.get("q", "").strip(), asked.get("section", ""), asked.get("after", "")
    rows = appearances(visit.edition)
    if section:
        rows = rows.filter(section__slug=section)
    if words:
        rows = rows.filter(named(words))
    if mark := _mark(after):
        rows = rows.filter(Q(shown_at__lt=mark[0]) | Q(shown_at=mark[0], story__lt=mark[1]))
    found = list(rows[: PAGE + 1])
    more = f"{found[PAGE - 1].shown_at.isoformat()}~{found[PAGE - 1].story_id}" if len(found) > PAGE else ""
    return visit.page(
        "stories.html",
        "Stories",
        found=listed(visit.edition, found[:PAGE], visit.now),
        words=words,
        section=section,
        sections=visit.edition.sections.order_by("rank", "id"),
        more=more,
        first=not mark,
    )


def named(words: str) -> Q:
    """Stories whose number, slugline, address or own headline says these words."""
    number = Q(story=int(words)) if words.isdecimal() and len(words) < 18 else Q()
    plain = slugify(words)
    address = Q(story__slug__contains=plain) if plain else Q()
    return number | address | Q(story__slugline__icontains=words.replace(" ", "-")) | Q(story__choices__headline__icontains=words)


def _mark(after: str) -> tuple[datetime, int] | None:
    moment, _, number = after.partition("~")
    try:
        return datetime.fromisoformat(moment), int(number)
    except ValueError:
        return None


def story_here(edition: Edition, number: int) -> Story:
    """A story that appears in this edition, or that its editors have a notice on; NotHere for any other."""
    story = Story.objects.select_related("line", "merged_into").filter(pk=number).first()
    here = any(table.objects.filter(edition=edition, story=number).exists() for table in (Appearance, Notice))
    if story is None or not (here or _went_here(edition, story)):
        raise NotHere
    return story


def _went_here(edition: Edition, story: Story) -> bool:
    return story.merged_into is not None and Appearance.objects.filter(edition=edition, story=story.merged_into).exists()


@screen()
def story(visit: Visit, story: int) -> HttpResponse:
    """One story: its texts and who carries them, what it is called, where it stands, and what can be done to it."""
    found = story_here(visit.edition, story)
    if found.merged_into:
        text = f"This story went into “{found.merged_into}”: /desk/{visit.edition.slug}/story/{found.merged_into.pk}/"
        return visit.page("moved.html", "Merged", to=found.merged_into, text=text)
    appearance = Appearance.objects.select_related("section").filter(edition=visit.edition, story=found).first()
    [each] = filled(visit.edition, [Listed(found, appearance.shown_at if appearance else None, "")], visit.now)
    notices = list(Notice.objects.filter(edition=visit.edition, story=found).select_related("copy__outlet").order_by("-noted_at", "-pk"))
    return visit.page(
        "story.html",
        each.headline,
        story=found,
        each=each,
        appearance=appearance,
        page=visit.edition.base + paths.story(found.pk, found.slug),
        choice=Choice.objects.filter(edition=visit.edition, story=found).first(),
        texts=texts(found),
        near=_near(visit.edition, found, visit.now),
        decisions=Decision.objects.filter(story=found).order_by("-decided_at", "-pk")[:20],
        notices=notices,
        standing=standing(notices, visit.now),
        at="stories",
    )


def texts(story: Story) -> list[dict[str, Any]]:
    """The texts of a story: of each its group, its original or first copy, and who else carries it."""
    rows = Placement.objects.filter(story=story).select_related("copy__outlet", "copy__folding__group", "reading").defer("reading__article")
    groups: dict[int, dict[str, Any]] = {}
    for row in rows.order_by("copy__seen_at", "copy")[:COPIES]:
        folding = getattr(row.copy, "folding", None)
        group = folding.group if folding else None
        text = groups.setdefault(group.pk if group else -row.copy_id, {"group": group, "copies": [], "original": None})
        text["copies"].append(row)
        if group and row.copy_id == (group.original_id or group.first_id):
            text["original"] = row
    for text in groups.values():
        text["source"] = text["original"] or text["copies"][0]
        text["others"] = [row for row in text["copies"] if row is not text["source"]]
    return list(groups.values())


def _near(edition: Edition, story: Story, now: datetime) -> list[Listed]:
    """Stories that came out near it, to be picked for a merge or a move; those of its own line first."""
    rows = list(appearances(edition).exclude(story=story)[:NEAR])
    if story.line_id:
        rows = [*appearances(edition, story__line=story.line_id).exclude(story=story)[:10], *rows]
    once = {row.story_id: row for row in rows}
    return listed(edition, once.values(), now)


def back(visit: Visit, story: int) -> str:
    return reverse("desk:story", args=[visit.edition.slug, story])
