"""What can an editor do to a story: merge it, split it, move a text, tie and cut lines, name it, choose who tells it, pin it?"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from wirecopy.desk import work as desk
from wirecopy.desk.models import Group, Story
from wirecopy.newsroom.door import Done, Refused, Visit, deed
from wirecopy.newsroom.stories import back, story_here
from wirecopy.press import choosing
from wirecopy.press.models import Choice
from wirecopy.wire.models import Change, Copy

ADDRESS = re.compile(r"(?:.*/story/)?(\d{1,18})(?:[-/].*)?", re.DOTALL)
SLUGLINE = re.compile(r"[^\s/]{1,80}")


def _story(visit: Visit, number: int) -> Story:
    """A story that still stands: what went into another meanwhile is said, for somebody was quicker."""
    found = story_here(visit.edition, number)
    if found.merged_into:
        raise Refused(f"This story went into story {found.merged_into.pk} meanwhile. Look at that one, and do it there if it still fits.")
    return found


def _other(visit: Visit, name: str = "into") -> Story:
    """The other story that a form names, by its number or its address."""
    given = ADDRESS.fullmatch(visit.request.POST.get(name, "").strip())
    if not given:
        raise Refused("Name the other story: by its number, or by the address of its page.", 400)
    return _story(visit, int(given[1]))


def _groups(visit: Visit, story: Story) -> list[Group]:
    """The texts that were ticked; all must still tell this story."""
    ticked = {int(number) for number in visit.request.POST.getlist("group") if number.isdecimal() and len(number) < 18}
    if not ticked:
        raise Refused("Tick the texts that you mean.", 400)
    groups = list(Group.objects.filter(pk__in=ticked, story=story).order_by("pk"))
    if len(groups) < len(ticked):
        raise Refused("One of these texts does not tell this story any more: somebody, or a repair, has moved it. Look again.")
    return groups


@deed("editor", "merge", "story")
def merge(visit: Visit, story: int) -> Done:
    gone, into = _story(visit, story), _other(visit)
    if gone.pk == into.pk:
        raise Refused("A story cannot be merged with itself.", 400)
    desk.merge(gone, into, visit.by, visit.now)
    return Done(f"Merged into “{into.slugline or into.slug}”. The old address leads there.", back(visit, into.pk), {"into": into.pk})


@deed("editor", "split", "story")
def split(visit: Visit, story: int) -> Done:
    groups = _groups(visit, _story(visit, story))
    try:
        made = desk.split(groups, visit.by, visit.now)
    except ValueError as error:
        raise Refused(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    said = {"texts": [group.pk for group in groups], "made": made.pk}
    # Back to the old one: the press has yet to take the new story into the edition.
    return Done(f"{_texts(groups)} split off into story {made.pk}, which is on the pages in a moment.", back(visit, story), said)


@deed("editor", "move", "story")
def move(visit: Visit, story: int) -> Done:
    told, into = _story(visit, story), _other(visit)
    groups = _groups(visit, told)
    if told.pk == into.pk:
        raise Refused("They tell that story already.", 400)
    desk.move(groups, into, visit.by, visit.now)
    said = {"texts": [group.pk for group in groups], "into": into.pk}
    return Done(f"{_texts(groups)} moved to “{into.slugline or into.slug}”.", back(visit, into.pk), said)


def _texts(groups: list[Group]) -> str:
    return "One text was" if len(groups) == 1 else f"{len(groups)} texts were"


@deed("editor", "tie", "story")
def tie(visit: Visit, story: int) -> Done:
    return _line(visit, story, "tie")


@deed("editor", "cut", "story")
def cut(visit: Visit, story: int) -> Done:
    return _line(visit, story, "cut")


def _line(visit: Visit, number: int, verb: str) -> Done:
    one, other = _story(visit, number), _other(visit, "other")
    if one.pk == other.pk:
        raise Refused("That is the same story.", 400)
    (desk.tie if verb == "tie" else desk.cut)(one, other, visit.by, visit.now)
    said = "go on from one another now" if verb == "tie" else "do not go on from one another any more"
    return Done(f"The two stories {said}.", back(visit, number), {"other": other.pk})


@deed("editor", "name", "story")
def name(visit: Visit, story: int) -> Done:
    """The headline in this edition, and the slugline on the desk. Two who name it at once: the slower is told."""
    found, post = _story(visit, story), visit.request.POST
    headline, slugline = " ".join(post.get("headline", "").split()), "-".join(post.get("slugline", "").split())
    choice = Choice.objects.select_for_update().filter(edition=visit.edition, story=found).first()
    if post.get("seen", "") != (choice.chosen_at.isoformat() if choice else ""):
        raise Refused(f"{choice.by if choice else 'Somebody'} changed this story while you wrote. Look at it, and write again if need be.")
    if len(headline) > 300:
        raise Refused("A headline has 300 letters at most.", 400)
    if slugline and not SLUGLINE.fullmatch(slugline):
        raise Refused("A slugline is a few words with hyphens, 80 letters at most, without a stroke.", 400)
    if slugline and slugline != found.slugline:
        Story.objects.filter(pk=found.pk).update(slugline=slugline)
        Change.note("story", found.pk, visit.now)
    choosing.name_story(visit.edition, found, headline, visit.by, visit.now)
    sentence = "The headline is yours now." if headline else "The headline is the outlet’s own again."
    return Done(sentence, back(visit, story), {"headline": headline, "slugline": slugline})


@deed("editor", "lead", "story")
def lead(visit: Visit, story: int) -> Done:
    """Which copy tells the story in this edition."""
    found, number = _story(visit, story), visit.request.POST.get("copy", "")
    copy = Copy.objects.select_related("placement", "outlet").filter(pk=int(number)).first() if number.isdecimal() else None
    if copy and (getattr(copy, "placement", None) is None or copy.placement.story_id != found.pk):
        raise Refused("That copy does not tell this story any more.")
    choosing.choose_lead(visit.edition, found, copy, visit.by, visit.now)
    sentence = f"{copy.outlet.name} tells the story now." if copy else "The best telling is found by the house again."
    return Done(sentence, back(visit, story), {"copy": copy.pk if copy else None})


@deed("editor", "pin", "story")
def pin(visit: Visit, story: int) -> Done:
    found, post = _story(visit, story), visit.request.POST
    place = post.get("place", "1")
    try:
        got = choosing.pin(
            visit.edition, found, int(place) if place.isdecimal() and len(place) < 5 else 1, visit.by, visit.now,
            _until(post.get("until", ""), visit),
        )  # fmt: skip
    except ValueError as error:
        raise Refused(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    return Done(f"Pinned at place {got} of the front.", _onward(visit, story), {"place": got, "until": post.get("until", "")})


@deed("editor", "unpin", "story")
def unpin(visit: Visit, story: int) -> Done:
    choosing.unpin(visit.edition, story_here(visit.edition, story), visit.by, visit.now)
    return Done("Taken down: it stands by its weight and time again.", _onward(visit, story))


def _onward(visit: Visit, story: int) -> str:
    """Back to where the button was: the front's list, or the story."""
    return reverse("desk:front", args=[visit.edition.slug]) if visit.request.POST.get("from") == "front" else back(visit, story)


def _until(given: str, visit: Visit) -> datetime | None:
    if not given:
        return None
    try:
        until = datetime.fromisoformat(given)
    except ValueError:
        raise Refused("Write the time as 2026-11-24 18:00.", 400) from None
    until = until if until.tzinfo else until.replace(tzinfo=ZoneInfo(visit.edition.zone))
    if until <= visit.now:
        raise Refused("That time has passed already.", 400)
    return until
