"""How does an editor write the edition's own copy? Drafts, the form, the page as it will print, and the way to the wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse

from wirecopy.mail.forms import zones
from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, deed, form, screen
from wirecopy.releases import drafting, fields, filing, forms, pictures, proofs
from wirecopy.releases.models import Attached, Draft
from wirecopy.releases.phrases import phrases

MOST = 100  # drafts that the list shows
LONGEST = {"headline": 300, "standfirst": 600, "byline": 200, "dateline": 200, "text": 50_000}
LABELS = {
    "headline": "Headline", "standfirst": "Standfirst", "byline": "Byline", "dateline": "Dateline", "text": "Text",
    "embargo_date": "Embargo, day", "embargo_time": "Embargo, time", "embargo_zone": "Embargo, zone",
}  # fmt: skip
WHAT = {
    "saved": "Saved.", "unchanged": "Nothing was changed.", "filed": "Filed. It is on its way to the wire.",
    "waits": "Filed. It goes on the wire when the embargo ends.",
}  # fmt: skip


@screen()
def drafts(visit: Visit) -> HttpResponse:
    rows = Draft.objects.filter(edition=visit.edition).select_related("copy__placement__story").order_by("-changed_at", "-pk")
    found = [(each, filing.story_of(each.copy)) for each in rows[: MOST + 1]]
    return visit.page("drafts.html", "Writing", at="writing", found=found[:MOST], more=len(found) > MOST)


@form("editor", "write", "draft")
def new(visit: Visit) -> HttpResponse | Done:
    if visit.request.method != "POST":
        return _form(visit, None, {"embargo_zone": visit.edition.zone, "byline": f"By {visit.by}"})
    typed = _typed(visit, None)
    if typed.wrong:
        return _form(visit, None, typed.said, typed=typed, status=422)
    made = drafting.begin(visit.edition, visit.by, typed.kept, [shot for shot in typed.shots if shot.made], visit.now)
    return _go_on(visit, made, "saved")


@form("editor", "write", "draft")
def write(visit: Visit, draft: int) -> HttpResponse | Done:
    found = _draft(visit, draft)
    if visit.request.method != "POST":
        return _form(visit, found, _said_of(found))
    typed = _typed(visit, found)
    if typed.wrong:
        return _form(visit, found, typed.said, typed=typed, status=422)
    outcome = drafting.save(found, _version(visit), typed.kept, typed.shots, visit.now)
    if outcome == "stale":
        return _form(visit, found, typed.said, typed=typed, stored=_said_of(found), status=409)
    return _go_on(visit, found, outcome)


@deed("editor", "recall", "draft")
def recall(visit: Visit, draft: int) -> Done:
    found = _draft(visit, draft)
    if not drafting.recall(found, visit.now):
        raise Refused("It is on the wire already. Change it and file it again, or withdraw its story.")
    return Done("Taken back. It is a draft again.", _address(visit, found))


@deed("editor", "drop", "draft")
def drop(visit: Visit, draft: int) -> Done:
    found = _draft(visit, draft)
    headline = found.headline
    if not drafting.drop(found):
        raise Refused("It was filed, so it stays. Take it back first, where its hour has not come.")
    return Done("Deleted.", reverse("desk:writing", args=[visit.edition.slug]), {"headline": headline})


@screen()
def proof(visit: Visit, draft: int) -> HttpResponse:
    found = _draft(visit, draft)
    return HttpResponse(proofs.proof(found, visit.now, lambda each: _picture(visit, found, each), _address(visit, found)))


@screen()
def picture(visit: Visit, draft: int, picture: int) -> HttpResponse:
    found = Attached.objects.filter(pk=picture, draft=draft, draft__edition=visit.edition).first()
    if found is None:
        raise NotHere
    return pictures.hand_out(found)


def _go_on(visit: Visit, draft: Draft, outcome: str) -> HttpResponse | Done:
    """What was asked for beside saving: the page as it will print, or the wire."""
    then = visit.request.POST.get("then", "")
    if then == "proof":
        return Done(WHAT[outcome], reverse("desk:draft_proof", args=[visit.edition.slug, draft.pk]), which=draft.pk)
    if then != "file":
        return Done(WHAT[outcome], _address(visit, draft), which=draft.pk)
    filed = drafting.file(draft, draft.version, visit.now)
    if filed == "empty":
        typed = forms.Typed(said=_said_of(draft))
        typed.wrong = {name: "needed" for name in ("headline", "text") if not getattr(draft, name).strip()}
        return _form(visit, draft, typed.said, typed=typed, status=422)
    if filed == "filed" and draft.embargo_at and draft.embargo_at > visit.now:
        filed = "waits"
    return Done(WHAT[filed], reverse("desk:writing", args=[visit.edition.slug]), {"filed": filed != "unchanged"}, which=draft.pk)


def _typed(visit: Visit, draft: Draft | None) -> forms.Typed:
    """What was typed, what of it can be kept, and which pictures came in."""
    given = {name: str(value) for name, value in visit.request.POST.items()}
    typed = forms.Typed()
    for name, most in LONGEST.items():
        said = typed.said[name] = (forms.lines if name == "text" else forms.line)(given.get(name, ""))
        typed.kept[name] = said
        if len(said) > most:
            typed.wrong[name] = "too_long"
    _embargo(typed, given, draft, visit)
    there = {each.rank for each in draft.pictures.all()} if draft else set()
    for rank in forms.RANKS:
        upload = visit.request.FILES.get(f"picture{rank}")
        made = pictures.take_in(upload) if upload else fields.held(given.get(f"held{rank}", ""))
        forms.shot(typed, rank, given, made, rank in there)
        typed.said[f"remove{rank}"] = given.get(f"remove{rank}", "")
    typed.wrong |= {name: why for name, why in typed.lacking.items() if name.startswith("alt")}
    return typed


def _embargo(typed: forms.Typed, given: Mapping[str, str], draft: Draft | None, visit: Visit) -> None:
    """A text that is out has no embargo any more; else both day and time, or neither."""
    if draft is not None and draft.copy_id:
        return
    said = {name: forms.line(given.get(name, ""))[:80] for name in forms.EMBARGO}
    typed.said |= said
    typed.kept |= {"embargo_at": None, "embargo_zone": ""}
    if not said["embargo_date"] and not said["embargo_time"]:
        return
    at, wrong = forms.embargo(said["embargo_date"], said["embargo_time"], said["embargo_zone"], visit.now)
    typed.wrong |= wrong
    typed.kept |= {"embargo_at": at, "embargo_zone": said["embargo_zone"]} if at else {}


def _said_of(draft: Draft) -> dict[str, str]:
    """What the fields show of a draft as it is kept."""
    said = {name: str(getattr(draft, name)) for name in LONGEST}
    said |= {"embargo_date": "", "embargo_time": "", "embargo_zone": draft.embargo_zone or draft.edition.zone}
    if draft.embargo_at:
        local = draft.embargo_at.astimezone(ZoneInfo(said["embargo_zone"]))
        said |= {"embargo_date": f"{local:%Y-%m-%d}", "embargo_time": f"{local:%H:%M}"}
    for each in draft.pictures.all():
        said |= {f"alt{each.rank}": each.alt, f"caption{each.rank}": each.caption, f"credit{each.rank}": each.credit}
    return said


def _form(
    visit: Visit, draft: Draft | None, said: Mapping[str, str], *, typed: forms.Typed | None = None,
    stored: Mapping[str, str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The form with what was typed. `stored`: what somebody saved meanwhile, which is shown beside it."""
    wrong = {name: _sentence(name, why) for name, why in typed.wrong.items()} if typed else {}
    held = {shot.rank: fields.hold(shot.made) for shot in typed.shots if shot.made} if typed else {}
    attached = {each.rank: each for each in draft.pictures.all()} if draft else {}
    differs = {LABELS[name]: stored[name] for name in LABELS if stored and stored.get(name, "") != said.get(name, "")} if stored else {}
    return visit.page(
        "draft.html",
        (draft.headline if draft else "") or "New text",
        status,
        at="writing",
        draft=draft,
        said=said,
        wrong=wrong,
        summary=[(name, _label(name), what) for name, what in wrong.items()],
        differs=differs,
        stale=stored is not None,
        places=[_place(visit, draft, rank, said, wrong, attached.get(rank), held.get(rank, "")) for rank in forms.RANKS],
        areas=zones(),
        out=bool(draft and draft.copy_id),
        waits=bool(draft and draft.ready_at and not draft.filed_at),
        story=filing.story_of(draft.copy) if draft else None,
        changed=bool(draft and draft.filed_at and draft.changed_at > draft.filed_at),
    )


def _place(
    visit: Visit, draft: Draft | None, rank: int, said: Mapping[str, str], wrong: Mapping[str, str], there: Attached | None, held: str
) -> dict[str, Any]:
    """A place for a picture, with its fields: (name, label, value, what is wrong)."""
    labels = {"alt": "What it shows, for those who do not see it", "caption": "Caption", "credit": "Credit"}
    about = [(f"{name}{rank}", label, said.get(f"{name}{rank}", ""), wrong.get(f"{name}{rank}", "")) for name, label in labels.items()]
    address = _picture(visit, draft, there) if draft and there else ""
    return {
        "rank": rank, "number": rank + 1, "there": there, "address": address, "held": held, "about": about,
        "wrong": wrong.get(f"picture{rank}", ""), "remove": bool(said.get(f"remove{rank}")),
    }  # fmt: skip


def _sentence(name: str, why: str) -> str:
    most = LONGEST.get(name) or forms.LONGEST.get(name.rstrip("012"), 0)
    return phrases("en")[why].replace("{most}", str(most))


def _label(name: str) -> str:
    return LABELS.get(name) or f"Picture {int(name[-1]) + 1}"


def _version(visit: Visit) -> int:
    given = visit.request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _draft(visit: Visit, number: int) -> Draft:
    found = Draft.objects.select_related("edition", "copy__placement__story").filter(edition=visit.edition, pk=number).first()
    if found is None:
        raise NotHere
    return found


def _picture(visit: Visit, draft: Draft, each: Attached) -> str:
    return reverse("desk:draft_picture", args=[visit.edition.slug, draft.pk, each.pk])


def _address(visit: Visit, draft: Draft) -> str:
    return reverse("desk:draft", args=[visit.edition.slug, draft.pk])
