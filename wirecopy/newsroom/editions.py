"""What is the edition called, what does it carry, and which sections has it?"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import slugify

from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, deed, form
from wirecopy.press import editing, work
from wirecopy.press.models import ACCENTS, Edition

RULES = (
    ("outlets", "Outlets, by their slug"),
    ("words", "Words in a headline or opening"),
    ("places", "Places of a dateline"),
    ("languages", "Language codes"),
    ("sections", "Sections of the outlets’ own"),
)
FACTS = ("masthead", "tagline", "place", "zone", "language", "accent")


def _rules(post: Any) -> dict[str, list[str]]:
    """One rule a line."""
    given = {name: [line.strip() for line in post.get(f"rules-{name}", "").splitlines() if line.strip()] for name, _ in RULES}
    return {name: lines for name, lines in given.items() if lines}


def _boxes(rules: Any) -> list[tuple[str, str, str]]:
    return [(name, label, "\n".join(map(str, rules.get(name, ())))) for name, label in RULES]


@form("chief", "change edition", "edition")
def edition(visit: Visit) -> HttpResponse | Done:
    """Its facts and what it carries; its sections, each with a form of its own."""
    post, wrong = visit.request.POST, {}
    edited = Edition.objects.get(pk=visit.edition.pk)  # what was typed, also where it cannot be
    if visit.request.method == "POST":
        hour = post.get("letter_hour", "")
        facts: dict[str, Any] = {name: post.get(name, "").strip() for name in FACTS}
        facts |= {"letter_hour": int(hour) if hour.isdecimal() and len(hour) < 3 else 99, "rules": _rules(post)}
        try:
            editing.change_edition(edited, visit.now, **facts)
            here = reverse("desk:edition", args=[visit.edition.slug])
            return Done("Changed. All its pages are printed again.", here, facts, which=visit.edition.pk)
        except ValidationError as error:
            wrong = {name: " ".join(said) for name, said in error.message_dict.items()}
    sections = [(each, _boxes(each.rules)) for each in visit.edition.sections.order_by("rank", "id")]
    return visit.page(
        "edition.html", "Edition", 400 if wrong else 200, wrong=wrong, edited=edited, boxes=_boxes(edited.rules), sections=sections,
        accents=ACCENTS, empty=_boxes({}),
    )  # fmt: skip


@deed("chief", "settle section", "edition")
def section(visit: Visit) -> Done:
    """Make a section, or change one."""
    post, edition = visit.request.POST, visit.edition
    name, rank = post.get("name", "").strip(), post.get("rank", "")
    slug = post.get("slug", "") or slugify(name)[:60]
    if not name or not slug:
        raise Refused("A section has a name, in letters that an address can have.", 400)
    if post.get("slug") and not edition.sections.filter(slug=slug).exists():
        raise NotHere
    if not post.get("slug") and edition.sections.filter(slug=slug).exists():
        raise Refused(f"There is a section “{slug}” already.", 400)
    place = int(rank) if rank.isdecimal() and len(rank) < 4 else None
    try:
        editing.settle_section(edition, slug, visit.now, name=name[:80], rank=place, rules=_rules(post))
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 400) from None
    here = reverse("desk:edition", args=[edition.slug])
    return Done(f"The section {name} is settled.", here, {"section": slug, "rules": _rules(post)}, which=edition.pk)


@deed("chief", "drop section", "edition")
def drop(visit: Visit) -> Done:
    slug = visit.request.POST.get("slug", "")
    if not editing.drop_section(visit.edition, slug, visit.now):
        raise NotHere
    here = reverse("desk:edition", args=[visit.edition.slug])
    return Done("The section is gone; its stories stay in the edition.", here, {"section": slug}, which=visit.edition.pk)


@form("administrator", "make edition", "edition")
def make(visit: Visit) -> HttpResponse | Done:
    """A further edition on this server."""
    post, wrong = visit.request.POST, {}
    if visit.request.method == "POST":
        try:
            made = work.make_edition(
                slug=post.get("slug", "").strip(), host=post.get("host", "").strip().lower(), masthead=post.get("masthead", "").strip(),
                scheme="http" if post.get("http") else "https", zone=post.get("zone", "").strip() or "UTC",
                language=post.get("language", "").strip() or "en", now=visit.now,
            )  # fmt: skip
            said = {"slug": made.slug, "host": made.host}
            return Done(f"{made.masthead} is made.", reverse("desk:edition", args=[made.slug]), said, which=made.pk)
        except ValidationError as error:
            wrong = {name: " ".join(said) for name, said in error.message_dict.items()}
    return visit.page("edition_new.html", "A further edition", 400 if wrong else 200, wrong=wrong, given=post, at="edition")
