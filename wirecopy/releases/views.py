"""What do the pages answer on which news is handed in? Each save keeps what was typed, under a link that its sender alone has."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from wirecopy.mail import knocking, proof
from wirecopy.releases import fields, forms, handing_in, letters, pictures
from wirecopy.releases.models import Attached, Release
from wirecopy.releases.preview import preview
from wirecopy.releases.visit import NEW, Visit, room

BEGIN: knocking.Limits = ((1, 12), (24, 40))  # drafts from one network
SAVE: knocking.Limits = ((1, 120),)  # changes to one release
HAND_IN: knocking.Limits = ((1, 10), (24, 30))  # from a network that did the work
HAND_IN_IDLE: knocking.Limits = ((1, 5), (24, 15))  # and from one that only waited
CONTACT: knocking.Limits = ((1, 6), (24, 15))  # releases that name the same address


@room
def new(visit: Visit) -> HttpResponse:
    """The empty form; what is sent from it becomes a draft."""
    if not handing_in.takes(visit.edition):
        return visit.note("new", "closed")
    if visit.post is None:
        return _form(visit, None, {"embargo_zone": visit.edition.zone}, notice=_full(visit))
    typed = _typed(visit, None)
    if typed.empty:
        return _form(visit, None, typed.said, typed.lacking, status=422)
    if not knocking.knock("release begun", visit.network, BEGIN, visit.now):
        return _form(visit, None, typed.said, typed.wrong, typed=typed, notice=visit.said["busy"], status=429)
    return _written(visit, handing_in.draft(visit.edition, visit.now), typed, 1)


@room
def edit(visit: Visit, token: str) -> HttpResponse:
    release = visit.holder(letters.of_follow, token)
    if isinstance(release, HttpResponse):
        return release
    if release.standing not in handing_in.OPEN:
        return visit.note("follow", "unchanged", 409, to=letters.follow(release))
    if visit.post is None:
        said = forms.said_of(release, visit.edition.zone)
        found = forms.kept_of(release, visit.edition.zone, visit.now)
        embargo = {name: key for name, key in found.wrong.items() if name in forms.EMBARGO}
        return _form(visit, release, said, {**found.lacking, **found.wrong} if "check" in visit.request.GET else embargo)
    typed = _typed(visit, release)
    if not knocking.knock("release saved", str(release.pk), SAVE, visit.now):
        return _form(visit, release, typed.said, typed.wrong, typed=typed, notice=visit.said["busy"], status=429)
    version = visit.post.get("version", "")
    return _written(visit, release, typed, int(version) if version.isdecimal() and len(version) < 10 else 0)


def _typed(visit: Visit, release: Release | None) -> forms.Typed:
    """What was typed, and which pictures came in."""
    assert visit.post is not None
    given = {name: str(value) for name, value in visit.post.items()}
    typed = forms.read(given, visit.said["rights_wording"], visit.now)
    there = {each.rank for each in release.pictures.all()} if release else set()
    for rank in forms.RANKS:
        upload = visit.request.FILES.get(f"picture{rank}")
        made: pictures.Made | str | None
        if f"picture{rank}" in visit.taken.too_large:
            made = "picture_large"
        elif upload:
            made = pictures.take_in(upload)
        else:
            made = fields.held(given.get(f"held{rank}", ""))
        forms.shot(typed, rank, given, made, rank in there)
        typed.said[f"remove{rank}"] = given.get(f"remove{rank}", "")
    return typed


def _written(visit: Visit, release: Release, typed: forms.Typed, version: int) -> HttpResponse:
    """Keep what was typed, as far as it can be kept, and go on to what was asked for. What an editor sees is changed only whole."""
    assert visit.post is not None
    deed, draft = visit.post.get("deed", "save"), release.standing == "draft"
    wrong = {**typed.lacking, **typed.wrong} if deed == "check" or not draft else typed.wrong
    outcome = ""
    if draft or (deed != "preview" and not wrong):
        outcome = handing_in.save(release, version, typed.kept, typed.shots, visit.now)
    if outcome == "closed":
        return visit.note("follow", "unchanged", 409, to=letters.follow(release))
    if outcome == "stale":
        stored = forms.said_of(release, visit.edition.zone)
        return _form(visit, release, typed.said, wrong, typed=typed, kept=stored, status=409)
    if wrong or deed == "preview":
        looks = preview(visit, typed.said, release) if deed == "preview" else None
        return _form(visit, release, typed.said, wrong, typed=None if outcome else typed, looks=looks, status=422 if wrong else 200)
    if deed == "check" and release.standing == "draft":
        return visit.follow(release, "hand-in/")
    if draft and release.address:
        letters.tell(release, "draft", visit.now)
    return visit.follow(release, done=True)


def _form(
    visit: Visit, release: Release | None, said: dict[str, str], wrong: dict[str, str] | None = None, *, typed: forms.Typed | None = None,
    kept: dict[str, str] | None = None, notice: str = "", looks: Any = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The form. `typed`: what was not saved, so that its pictures go along; `kept`: what the row has, where it was changed meanwhile."""
    shown = fields.Shown(said, visit.said, wrong or {}, kept or {})
    attached: dict[int, Attached] = {each.rank: each for each in release.pictures.all()} if release else {}
    held = {shot.rank: fields.hold(shot.made) for shot in typed.shots if shot.made} if typed else {}
    return visit.page(
        "form.html",
        "new" if release is None or release.standing == "draft" else "change",
        status,
        action=letters.follow(release) + "edit/" if release else NEW,
        release=release,
        draft=release is None or release.standing == "draft",
        link=visit.edition.base + letters.follow(release) if release else "",
        parts=shown.parts(),
        places=shown.places(attached, held),
        summary=shown.summary(),
        rights=shown.field("rights", "tick", visit.said["part_rights"]),
        trap=shown.field(forms.TRAP, label=visit.said["trap"]),
        areas=fields.zone_areas(),
        stale=kept is not None,
        notice=notice,
        looks=looks,
        base=letters.follow(release) if release else "",
    )


def _full(visit: Visit) -> str:
    waiting = handing_in.full(visit.edition)
    return _full_sentence(visit, waiting) if waiting else ""


def _full_sentence(visit: Visit, waiting: int) -> str:
    again = visit.time(handing_in.again_at(visit.edition, visit.now))
    return visit.said["full"].replace("{number}", str(waiting)).replace("{time}", again)


@room
def hand_in(visit: Visit, token: str) -> HttpResponse:
    """The whole once more, as it will look, with the button that hands it in."""
    release = visit.holder(letters.of_follow, token)
    if isinstance(release, HttpResponse):
        return release
    if release.standing != "draft":
        return visit.follow(release)
    if not handing_in.takes(visit.edition):
        return visit.note("new", "closed", to=letters.follow(release))
    found = forms.kept_of(release, visit.edition.zone, visit.now)
    if found.wrong or found.lacking:
        return HttpResponseRedirect(letters.follow(release) + "edit/?check")
    notice, puzzle = "", ""
    if visit.post is not None:
        puzzle = visit.post.get("puzzle", "")
        tried = proof.tried(settings.MAIL_KEY, _about(release), puzzle, visit.post.get("answer", ""), visit.now)
        if visit.post.get("version", "") != str(release.version):
            notice = "stale_look"
        elif tried.made_at and tried.outcome in ("worked", "waited"):
            return _take(visit, release, tried, puzzle)
        else:
            notice = "early" if tried.outcome == "early" else "again"
    if notice != "early":
        puzzle = proof.puzzle(settings.MAIL_KEY, _about(release), visit.now)
    looks = preview(visit, forms.said_of(release, visit.edition.zone), release)
    values = {"release": release, "looks": looks, "puzzle": puzzle, "notice": visit.said.get(notice, ""), "base": letters.follow(release)}
    until = visit.time(release.embargo_at, release.embargo_zone) if release.embargo_at else ""
    return visit.page("check.html", "check", 409 if notice == "stale_look" else 200, until=until, **values)


def _about(release: Release) -> str:
    return f"release {release.pk} {release.version}"


def _take(visit: Visit, release: Release, tried: proof.Tried, puzzle: str) -> HttpResponse:
    assert tried.made_at
    limits = HAND_IN if tried.outcome == "worked" else HAND_IN_IDLE
    allowed = knocking.knock(f"release {tried.outcome}", visit.network, limits, visit.now) and knocking.knock(
        "release of", release.address.casefold(), CONTACT, visit.now
    )
    if not allowed:
        return visit.busy()
    if not knocking.spend(puzzle, tried.made_at):
        return visit.follow(release)
    outcome = handing_in.hand_in(release, release.version, visit.network, visit.now)
    if outcome == "full":
        sentence = _full_sentence(visit, handing_in.full(visit.edition))
        answer = visit.note("full_title", sentence, 503, to=letters.follow(release))
        answer["Retry-After"] = str(int((handing_in.again_at(visit.edition, visit.now) - visit.now).total_seconds()))
        return answer
    return visit.follow(release, done=outcome == "handed in")


@room
def picture(visit: Visit, token: str, number: int) -> HttpResponse:
    """A picture of a release, for who holds its link."""
    release = visit.holder(letters.of_follow, token)
    if isinstance(release, HttpResponse):
        return release
    found = release.pictures.filter(pk=number).first()
    return pictures.hand_out(found) if found else visit.note("unknown_link", "unknown_text", 404)
