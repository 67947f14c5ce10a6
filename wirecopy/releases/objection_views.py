"""What do the pages answer on which somebody objects? One form, and a page that tells what became of it, for who holds its link."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from wirecopy.desk.models import Objection
from wirecopy.mail import addresses, knocking, proof
from wirecopy.releases import objecting
from wirecopy.releases.fields import Field
from wirecopy.releases.forms import TRAP, line, lines
from wirecopy.releases.objecting import LONGEST
from wirecopy.releases.visit import Visit, room

OBJECT: knocking.Limits = ((1, 10), (24, 30))  # from a network that did the work
OBJECT_IDLE: knocking.Limits = ((1, 5), (24, 15))  # and from one that only waited
FIELDS = ("page", "kind", "name", "address", "said")
NEEDED = ("page", "kind", "name", "said")
HINTS = ("page", "name", "address", "said")
INPUTS = {"kind": "choice", "said": "long", "address": "email"}
COMPLETE = {"name": "name", "address": "email"}


@room
def new(visit: Visit) -> HttpResponse:
    """The form; and, of one that was sent, the objection."""
    if visit.post is None:
        page = line(visit.request.GET.get("page", ""))[: LONGEST["page"]]
        return _form(visit, {"page": page}, {})
    said = {name: (lines if name == "said" else line)(visit.post.get(name, "")) for name in (*FIELDS, TRAP)}
    wrong, puzzle, one = _wrong(said), visit.post.get("puzzle", ""), visit.post.get("one", "")
    tried = proof.tried(settings.MAIL_KEY, _about(visit, one), puzzle, visit.post.get("answer", ""), visit.now)
    if not wrong and tried.made_at and tried.outcome in ("worked", "waited"):
        return _take(visit, said, tried, puzzle)
    notice = "" if wrong else visit.said["early" if tried.outcome == "early" else "again"]
    return _form(visit, said, wrong, notice, 422, *((puzzle, one) if tried.outcome not in ("wrong", "gone") else ()))


def _about(visit: Visit, one: str) -> str:
    return f"objection {visit.edition.slug} {one}"


def _wrong(said: dict[str, str]) -> dict[str, str]:
    """What is wrong, by field: the key of the phrase that says it."""
    wrong = {name: "needed" for name in NEEDED if not said[name].strip()}
    wrong |= {name: "too_long" for name in LONGEST if len(said.get(name, "")) > LONGEST[name]}
    if said["kind"] not in Objection.KINDS:
        wrong["kind"] = "needed"
    if "page" not in wrong and not said["page"].startswith(("/", "https://", "http://")):
        wrong["page"] = "object_page_wrong"
    if said["address"]:
        found = addresses.look(said["address"])
        if isinstance(found, str):
            wrong.setdefault("address", found)
    if said[TRAP]:
        wrong[TRAP] = "trap_filled"
    return wrong


def _take(visit: Visit, said: dict[str, str], tried: proof.Tried, puzzle: str) -> HttpResponse:
    assert tried.made_at
    if not knocking.knock(f"objection {tried.outcome}", visit.network, OBJECT if tried.outcome == "worked" else OBJECT_IDLE, visit.now):
        answer = _form(visit, said, {}, visit.said["busy"], 429)
        answer["Retry-After"] = "3600"
        return answer
    if not knocking.spend(puzzle, tried.made_at):
        return _form(visit, said, {}, visit.said["again"], 409)
    made = objecting.take(visit.edition, {name: said[name] for name in FIELDS}, visit.now)
    answer = HttpResponseRedirect(objecting.receipt(made))
    answer.status_code = 303
    return answer


def _form(
    visit: Visit, said: dict[str, str], wrong: dict[str, str], notice: str = "", status: int = 200, puzzle: str = "", one: str = ""
) -> HttpResponse:
    """The form, with the puzzle that it was sent with, or a new one. `one`: what tells it from others that were opened at this second."""
    if not puzzle:
        one = secrets.token_hex(8)
        puzzle = proof.puzzle(settings.MAIL_KEY, _about(visit, one), visit.now)

    def sentence(name: str) -> str:
        return visit.said[wrong[name]].replace("{most}", str(LONGEST.get(name, 0))) if name in wrong else ""

    def label(name: str) -> str:
        return visit.said[{"address": "address", TRAP: "trap"}.get(name, f"object_{name}")]

    def field(name: str) -> Field:
        hint = visit.said[f"object_{name}_hint"] if name in HINTS else ""
        options = [(kind, visit.said[f"object_{kind}"]) for kind in Objection.KINDS] if name == "kind" else []
        return Field(
            name, label(name), INPUTS.get(name, "text"), said.get(name, ""), hint, sentence(name), None, LONGEST.get(name, 0),
            name in NEEDED, COMPLETE.get(name, ""), options,
        )  # fmt: skip

    return visit.page(
        "objection.html",
        "object",
        status,
        lead=visit.said["object_lead"].replace("{days}", str(settings.WIRECOPY["OBJECTION_DAYS"])),
        fields=[field(name) for name in FIELDS],
        trap=field(TRAP),
        summary=[(name, label(name), sentence(name)) for name in (*FIELDS, TRAP) if name in wrong],
        notice=notice,
        puzzle=puzzle,
        one=one,
        start=objecting.START,
    )


@room
def received(visit: Visit, token: str) -> HttpResponse:
    """The receipt: its number, until when it is answered, and the answer once there is one."""
    if knocking.full("guess", visit.network, knocking.GUESS, visit.now):
        return visit.busy()
    found = objecting.of_receipt(token)
    if found is None or found.edition_id != visit.edition.pk:
        knocking.knock("guess", visit.network, knocking.GUESS, visit.now)
        return visit.note("unknown_link", "object_unknown", 404)
    return visit.page(
        "objection_received.html",
        "object_received" if found.standing == "open" else "object_answer",
        objection=found,
        kind=visit.said[f"object_{found.kind}"],
        standing=visit.said[f"object_{found.standing}"],
        due=objecting.last_day(found),
        own=objecting.own_path(visit.edition, found.page),
        link=visit.edition.base + objecting.receipt(found),
    )
