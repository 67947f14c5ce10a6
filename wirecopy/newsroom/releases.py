"""Which releases wait for a word of the desk, what does one say, and what may be done with it?"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, deed, form, screen
from wirecopy.releases import deciding, filing, forms, looking, pictures, proofs
from wirecopy.releases.models import Attached, Release
from wirecopy.releases.page import text

FILTERS = ("waiting", "returned", "accepted", "spiked", "withdrawn")
MOST = 100  # of those that were decided; what waits is shown whole
REASON, QUESTION = 2000, 5000  # signs


@screen()
def queue(visit: Visit) -> HttpResponse:
    """What waits, the longest first; or what became of the others, the newest first."""
    asked = visit.request.GET.get("standing", "")
    standing = asked if asked in FILTERS else "waiting"
    counts = dict(Release.objects.filter(edition=visit.edition).values_list("standing").annotate(Count("pk")))
    rows = Release.objects.filter(edition=visit.edition, standing=standing).select_related("corrects")
    if standing == "waiting":
        found = list(rows.order_by("handed_in_at", "pk"))
    else:
        found = list(rows.order_by(F("decided_at").desc(nulls_last=True), "-changed_at")[:MOST])
    return visit.page(
        "releases.html",
        "Releases",
        standing=standing,
        filters=[(each, counts.get(each, 0)) for each in FILTERS],
        found=[(each, looking.concerns_of(each)) for each in found],
        more=counts.get(standing, 0) - len(found),
    )


@screen()
def release(visit: Visit, release: int) -> HttpResponse:
    return _page(visit, _release(visit, release))


@screen()
def proof(visit: Visit, release: int) -> HttpResponse:
    found = _release(visit, release)
    return HttpResponse(proofs.proof(found, visit.now, lambda each: _picture(visit, found, each), _address(visit, found)))


@screen()
def picture(visit: Visit, release: int, picture: int) -> HttpResponse:
    found = Attached.objects.filter(pk=picture, release=release, release__edition=visit.edition).first()
    if found is None:
        raise NotHere
    return pictures.hand_out(found)


@form("editor", "accept", "release")
def accept(visit: Visit, release: int) -> HttpResponse | Done:
    found, post = _release(visit, release), visit.request.POST
    if visit.request.method != "POST":
        return _page(visit, found)
    edited = {name: (forms.lines if name == "text" else forms.line)(post[name]) for name in deciding.EDITED if name in post}
    long = next((name for name, said in edited.items() if len(said) > forms.LONGEST.get(name, 600)), "")
    if long:
        return _page(visit, found, edited=edited, wrong={long: f"Too long: {forms.LONGEST.get(long, 600)} signs at most."}, status=422)
    done = deciding.accept(found, post.get("seen", ""), visit.by, visit.now, edited)
    if done.word == "empty":
        wrong = {name: "It cannot be printed without." for name in ("headline", "text") if not edited.get(name, found.headline).strip()}
        return _page(visit, found, edited=edited, wrong=wrong or {"text": "It cannot be printed without."}, status=422)
    if done.word == "late":
        return _late(visit, done.release, edited=edited)
    when = _clock(done.release.embargo_at, done.release.embargo_zone or visit.edition.zone) if done.release.embargo_at else ""
    waits = bool(when) and done.release.embargo_at is not None and done.release.embargo_at > visit.now
    sentence = f"Accepted. It goes on the wire at {when}." if waits else "Accepted. It is on its way to the wire."
    return Done(sentence, _queue(visit), {"before": dict(done.before)} if done.before else {})


@form("editor", "ask", "release")
def ask(visit: Visit, release: int) -> HttpResponse | Done:
    found, question = _release(visit, release), forms.lines(visit.request.POST.get("question", ""))
    if visit.request.method != "POST":
        return _page(visit, found)
    if not question.strip() or len(question) > QUESTION:
        wrong = f"{QUESTION} signs at most." if question.strip() else "Say what you want to know."
        return _page(visit, found, question=question, wrong={"question": wrong}, status=422)
    done = deciding.ask(found, visit.request.POST.get("seen", ""), visit.by, question, visit.now)
    if done.word == "late":
        return _late(visit, done.release, question=question)
    return Done("Returned. The contact is asked by letter, and answers on a page of its own.", _queue(visit), {"question": question})


@form("editor", "spike", "release")
def spike(visit: Visit, release: int) -> HttpResponse | Done:
    found, reason = _release(visit, release), forms.lines(visit.request.POST.get("reason", ""))
    if visit.request.method != "POST":
        return _page(visit, found)
    if not reason.strip() or len(reason) > REASON:
        wrong = f"{REASON} signs at most." if reason.strip() else "Give a reason. It is kept with the release."
        return _page(visit, found, reason=reason, wrong={"reason": wrong}, status=422)
    done = deciding.spike(found, visit.request.POST.get("seen", ""), visit.by, reason, visit.now)
    if done.word == "late":
        return _late(visit, done.release, reason=reason)
    return Done("Spiked. It is kept, with your reason.", _queue(visit), {"reason": reason})


@deed("editor", "reopen", "release")
def reopen(visit: Visit, release: int) -> Done:
    done = deciding.reopen(_release(visit, release), visit.request.POST.get("seen", ""), visit.by, visit.now)
    if done.word == "late":
        raise Refused(_who_decided(visit, done.release))
    return Done("It waits again.", _address(visit, done.release))


def _release(visit: Visit, number: int) -> Release:
    """A release of this edition that was handed in: drafts are their senders' own."""
    rows = Release.objects.select_related("edition", "corrects", "copy__placement__story")
    found = rows.filter(edition=visit.edition, pk=number).exclude(standing="draft").first()
    if found is None:
        raise NotHere
    return found


def _page(visit: Visit, found: Release, *, status: int = 200, **typed: Any) -> HttpResponse:
    edited = typed.get("edited") or {name: getattr(found, name) for name in deciding.EDITED}
    given = {"wrong": {}, "question": "", "reason": "", "late": "", **typed, "edited": edited}
    return visit.page(
        "release.html",
        found.headline or "Release",
        status,
        release=found,
        at="releases",
        body=mark_safe(text(found.dateline, found.text)),  # noqa: S308 (nh3 has cleaned it)
        shots=[(_picture(visit, found, each), each) for each in found.pictures.order_by("rank")],
        concerns=looking.concerns_of(found),
        steps=found.steps.order_by("at", "pk"),
        seen=deciding.seen(found),
        open=found.standing in deciding.OPEN,
        reopens=found.standing == "spiked" or (found.standing == "accepted" and found.filed_at is None),
        embargo=_clock(found.embargo_at, found.embargo_zone or visit.edition.zone) if found.embargo_at else "",
        corrections=found.corrections.exclude(standing="draft").order_by("pk"),
        earlier=looking.earlier(found).order_by("-handed_in_at")[:5],
        story=filing.story_of(found.copy),
        summary=[(name, name.capitalize(), what) for name, what in given["wrong"].items()],
        **given,
    )


def _late(visit: Visit, now: Release, **typed: Any) -> HttpResponse:
    """Somebody was faster. What was typed is shown, and nothing of it was done."""
    return _page(visit, _release(visit, now.pk), status=409, late=_who_decided(visit, now), **typed)


def _who_decided(visit: Visit, now: Release) -> str:
    if now.standing == "withdrawn":
        return "Its sender has withdrawn it meanwhile. Nothing was done."
    if now.standing == "waiting":
        return "It was changed since you opened it. Nothing was done: look at it as it is now."
    when = _clock(now.decided_at, visit.edition.zone) if now.decided_at else ""
    return f"{now.decided_by} was faster: {now.standing} at {when}. Nothing of yours was done."


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%-d %B %Y, %H:%M} {zone}"


def _picture(visit: Visit, found: Release, each: Attached) -> str:
    return reverse("desk:release_picture", args=[visit.edition.slug, found.pk, each.pk])


def _address(visit: Visit, found: Release) -> str:
    return reverse("desk:release", args=[visit.edition.slug, found.pk])


def _queue(visit: Visit) -> str:
    return reverse("desk:releases", args=[visit.edition.slug])
