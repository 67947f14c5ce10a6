"""What is erased with a copy, and is that meant? An administrator says so, and on which legal ground."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from wirecopy.accounts.models import Deed
from wirecopy.desk.models import Objection, Placement
from wirecopy.erasing import erase as erase_copy
from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, deed, screen
from wirecopy.newsroom.stories import story_here
from wirecopy.press.models import Edition

SHOWN = 30  # lines of the log that may name it


@screen("administrator")
def erasing(visit: Visit, copy: int) -> HttpResponse:
    given = visit.request.GET.get("objection", "")
    return _page(visit, _placed(visit, copy), {"objection": given if given.isdecimal() and len(given) < 18 else "", "address": "yes"})


@deed("administrator", "erase", "copy", apart=True)
def erase(visit: Visit, copy: int) -> HttpResponse | Done:
    """Apart, as it looks through every printed page: no transaction waits for that."""
    placed, post = _placed(visit, copy), visit.request.POST
    ground = " ".join(post.get("ground", "").split())
    said = {"ground": ground, "objection": post.get("objection", ""), "address": post.get("address", ""), "sure": post.get("sure", "")}
    wrong = {}
    if not ground:
        wrong["ground"] = "Give the legal ground."
    elif len(ground) > 300:
        wrong["ground"] = "300 signs at most."
    if said["sure"] != "yes":
        wrong["sure"] = "Say that you mean it: nothing of this can be taken back."
    objection = _objection(visit, said["objection"])
    if said["objection"] and objection is None:
        wrong["objection"] = "There is no such objection here."
    if wrong:
        return _page(visit, placed, said, wrong, 422)
    try:
        row = erase_copy(
            placed.copy, visit.edition, visit.by, ground, visit.now, objection=objection, address=said["address"] == "yes"
        )  # fmt: skip
    except OSError as error:
        raise Refused(f"A file could not be written ({error.strerror or error}). Do it once more when that is mended.", 500) from None
    told = ", ".join(f"{name} {number}" for name, number in row.reached.items())
    slug = visit.edition.slug
    to = reverse("desk:objection", args=[slug, objection.pk]) if objection else reverse("desk:board", args=[slug])
    return Done(f"It is erased ({told}). The pages that named it are printed again now.", to, {"erasure": row.pk, "ground": ground})


def _placed(visit: Visit, number: int) -> Placement:
    """A copy that tells a story of this edition."""
    rows = Placement.objects.select_related("story", "copy__outlet", "reading").defer("reading__article")
    found = rows.filter(copy=number).first()
    if found is None or (found.copy.outlet.edition_id not in (None, visit.edition.pk)):
        raise NotHere
    story_here(visit.edition, found.story_id)
    return found


def _objection(visit: Visit, given: str) -> Objection | None:
    number = int(given) if given.isdecimal() and len(given) < 18 else 0
    return Objection.objects.filter(edition=visit.edition, pk=number).first()


def _page(visit: Visit, placed: Placement, said: dict[str, str], wrong: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    others = Edition.objects.filter(appearances__story=placed.story_id).exclude(pk=visit.edition.pk)
    given: dict[str, Any] = {
        "placed": placed,
        "story": placed.story,
        "alone": not Placement.objects.filter(story=placed.story_id).exclude(pk=placed.pk).exists(),
        "takes": placed.copy.takes.count(),
        "elsewhere": [each.masthead for each in others.order_by("pk")],
        "deeds": Deed.objects.filter(edition=visit.edition, which=placed.story_id, what="story").exclude(said={}).order_by("-pk")[:SHOWN],
        "wrong": wrong or {},
        "said": said,
        "at": "stories",
    }
    return visit.page("erase.html", "Erase a copy", status, **given)
