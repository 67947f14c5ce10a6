"""What does the sender's own page answer: how it stands with a release, and what may still be done with it?"""

from __future__ import annotations

from django.http import HttpResponse

from wirecopy.mail import knocking, posting
from wirecopy.press.models import Appearance
from wirecopy.releases import filing, forms, handing_in, letters
from wirecopy.releases.models import Release
from wirecopy.releases.views import BEGIN
from wirecopy.releases.visit import Visit, room

SHOWN = ("asked", "answered")  # steps whose words are meant for both sides
DO: knocking.Limits = ((1, 60),)  # deeds on one release


@room
def follow(visit: Visit, token: str) -> HttpResponse:
    release = visit.holder(letters.of_follow, token)
    if isinstance(release, HttpResponse):
        return release
    if visit.post is None:
        return _page(visit, release, "done" if "done" in visit.request.GET else "")
    if not knocking.knock("release deed", str(release.pk), DO, visit.now):
        return visit.busy()
    deed = visit.post.get("deed", "")
    if deed == "answer":
        return _answer(visit, release)
    if deed == "letter" and release.confirmed_at is None:
        letters.tell(release, "draft" if release.standing == "draft" else "handed in", visit.now)
        return visit.follow(release, done=True)
    if deed == "correct":
        if not knocking.knock("release begun", visit.network, BEGIN, visit.now):
            return visit.busy()
        made = handing_in.correct(release, visit.now)
        return visit.follow(made, "edit/") if made else _page(visit, release, "unchanged", 409)
    return _page(visit, release, "unchanged", 409)


def _answer(visit: Visit, release: Release) -> HttpResponse:
    assert visit.post is not None
    said, most = forms.lines(visit.post.get("answer", "")), forms.LONGEST["answer"]
    wrong = "needed" if not said.strip() else "too_long" if len(said) > most else ""
    if wrong:
        return _page(visit, release, "", 422, said=said, wrong=visit.said[wrong].replace("{most}", str(most)))
    if not handing_in.answer(release, said, visit.now):
        return _page(visit, release, "unchanged", 409, said=said)
    return visit.follow(release, done=True)


def _page(visit: Visit, release: Release, notice: str, status: int = 200, said: str = "", wrong: str = "") -> HttpResponse:
    steps = [
        (visit.said[f"step_{step.what}"], step.at, step.said if step.what in SHOWN else "")
        for step in release.steps.order_by("at", "pk")
        if f"step_{step.what}" in visit.said
    ]
    early = release.filed_at is None
    return visit.page(
        "follow.html",
        release.headline or visit.said["follow"],
        status,
        release=release,
        base=letters.follow(release),
        link=visit.edition.base + letters.follow(release),
        standing=_standing(visit, release),
        notice=visit.said.get(notice, ""),
        steps=steps,
        story=_story(release),
        open=release.standing in handing_in.OPEN,
        draft=release.standing == "draft",
        early=early and release.standing in (*handing_in.OPEN, "accepted"),
        sends=posting.can_send(),
        said=said,
        wrong=wrong,
        most=forms.LONGEST["answer"],
        corrects=(release.corrects, letters.follow(release.corrects)) if release.corrects else None,
        corrections=[(each, letters.follow(each), _standing(visit, each)) for each in release.corrections.order_by("pk")],
    )


def _story(release: Release) -> str:
    """The path of the story that it is told in; empty while there is none in its edition."""
    path = filing.story_of(release.copy)
    if not path or release.copy is None:
        return ""
    told = Appearance.objects.filter(edition=release.edition_id, story=release.copy.placement.story_id)
    return path if told.exists() else ""


def _standing(visit: Visit, release: Release) -> str:
    """How it stands, in a sentence."""
    key = f"is_{release.standing}"
    if release.standing == "draft":
        return visit.said[key].replace("{time}", visit.time(release.changed_at + handing_in.DRAFT_KEPT))
    if release.standing == "accepted" and release.filed_at:
        return visit.said["is_out"]
    if release.standing == "accepted" and release.embargo_at and release.embargo_at > visit.now:
        return visit.said["is_embargoed"].replace("{time}", visit.time(release.embargo_at, release.embargo_zone))
    return visit.said[key]


@room
def withdraw(visit: Visit, token: str) -> HttpResponse:
    """A page with a button; only the button takes the release back."""
    release = visit.holder(letters.of_follow, token)
    if isinstance(release, HttpResponse):
        return release
    draft = release.standing == "draft"
    if visit.post is not None:
        outcome = handing_in.withdraw(release, visit.now)
        if outcome == "deleted":
            return visit.note("deleted_draft", "", start=True)
        return visit.follow(release, done=True) if outcome == "withdrawn" else _page(visit, release, "unchanged", 409)
    if release.filed_at or release.standing not in (*handing_in.OPEN, "accepted"):
        return _page(visit, release, "unchanged", 409)
    said = ("delete_draft", "delete_text") if draft else ("withdraw", "withdraw_text")
    return visit.page("button.html", said[0], text=visit.said[said[1]], button=visit.said[said[0]], to=letters.follow(release))


@room
def confirm(visit: Visit, token: str) -> HttpResponse:
    """Behind the link in our letter: the button that says that the address is the contact's own."""
    release = visit.holder(letters.of_confirm, token)
    if isinstance(release, HttpResponse):
        return release
    if visit.post is not None:
        handing_in.confirm(release, visit.now)
    elif release.confirmed_at is None:
        return visit.page("button.html", "own", text=visit.said["own_text"], button=visit.said["own_button"])
    return visit.note("is_confirmed", "", to=letters.follow(release))
