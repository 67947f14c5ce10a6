"""Who objects to what is printed, until when must each be answered, and what was answered?"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from wirecopy.desk import noticing
from wirecopy.desk.models import Objection, Placement, Story
from wirecopy.desk.standing import standing
from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, form, screen
from wirecopy.newsroom.listing import Listed, filled
from wirecopy.releases import objecting
from wirecopy.releases.forms import lines

ANSWERED = 100  # that are shown
COPIES = 50  # of a story, each of which may be erased
OUTCOMES = (("granted", "Granted"), ("partly", "Granted in part"), ("refused", "Refused"))


@screen("editor")
def objections(visit: Visit) -> HttpResponse:
    """The open ones, that which is due first at the top; below them the answered, the newest first."""
    rows = Objection.objects.filter(edition=visit.edition).select_related("story")
    return visit.page(
        "objections.html",
        "Objections",
        open=rows.filter(standing="open").order_by("due_at", "pk"),
        answered=rows.exclude(standing="open").order_by("-answered_at", "-pk")[:ANSWERED],
        form_at=visit.edition.base + objecting.START,
    )


@screen("editor")
def objection(visit: Visit, objection: int) -> HttpResponse:
    return _page(visit, _objection(visit, objection))


@form("chief", "answer", "objection")
def answer(visit: Visit, objection: int) -> HttpResponse | Done:
    found, post = _objection(visit, objection), visit.request.POST
    outcome, said = post.get("outcome", ""), lines(post.get("answer", "")).strip()
    if visit.request.method != "POST":
        return _page(visit, found)
    if found.standing != "open":
        raise Refused(f"{found.answered_by} has answered it already: {found.standing}. Nothing of yours was done.")
    wrong = {}
    if outcome not in objecting.OUTCOMES:
        wrong["outcome"] = "Choose what comes of it."
    if not said:
        wrong["answer"] = "Write the answer."
    elif len(said) > objecting.LONGEST["answer"]:
        wrong["answer"] = f"{objecting.LONGEST['answer']} signs at most."
    if wrong:
        return _page(visit, found, 422, wrong=wrong, outcome=outcome, answer=said)
    if not objecting.answer(found, outcome, said, visit.by, visit.now):
        raise Refused("Somebody was faster: it is answered already. Nothing of yours was done.")
    way = "The letter is on its way." if found.address else "It gave no address: the answer stands on the page of its receipt."
    return Done(f"Answered. {way}", reverse("desk:objections", args=[visit.edition.slug]), {"outcome": outcome, "answer": said})


def _objection(visit: Visit, number: int) -> Objection:
    found = Objection.objects.select_related("edition", "story").filter(edition=visit.edition, pk=number).first()
    if found is None:
        raise NotHere
    return found


def _page(visit: Visit, found: Objection, status: int = 200, **typed: Any) -> HttpResponse:
    return visit.page(
        "objection.html",
        f"Objection {found.pk}",
        status,
        at="objections",
        objection=found,
        own=objecting.own_path(visit.edition, found.page),
        receipt=visit.edition.base + objecting.receipt(found),
        outcomes=OUTCOMES,
        erasures=found.erasures.order_by("pk"),
        **{"wrong": {}, "outcome": "", "answer": "", **typed},
        **(_of_story(visit, found.story) if found.story else {"story": None}),
    )


def _of_story(visit: Visit, story: Story) -> dict[str, Any]:
    """The story as it stands now, and its copies."""
    story = Story.objects.get(pk=noticing.went_into(story.pk))
    [each] = filled(visit.edition, [Listed(story, None, "")], visit.now)
    copies = noticing.copies_of([story.pk])
    notices = noticing.notices_of(visit.edition, copies).get(story.pk, [])
    rows = Placement.objects.filter(story=story).select_related("copy__outlet", "reading").defer("reading__article").order_by("copy")
    return {
        "story": story,
        "each": each,
        "standing": standing(notices, visit.now, copies[story.pk]),
        "notices": notices,
        "copies": rows[:COPIES],
    }
