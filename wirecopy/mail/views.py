"""What do the pages of the mail room answer? Who only looks changes nothing; a change needs a button, and a link that is ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wirecopy.mail import addresses, forms, knocking, proof, subscribing
from wirecopy.mail.models import CADENCES, Subscriber
from wirecopy.mail.phrases import phrases
from wirecopy.press.headers import CSP
from wirecopy.press.models import Edition
from wirecopy.press.pages import Run
from wirecopy.press.sheet import TEMPLATES

ENGINE = Engine(
    dirs=[str(TEMPLATES.parent / "mail"), str(TEMPLATES)],
    loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
    builtins=["wirecopy.press.tags"],
)
ONE_CLICK = ("List-Unsubscribe", "One-Click")  # RFC 8058, 3.1
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": f"{CSP}; frame-ancestors 'none'; script-src 'self'",
}


class Visit:
    """One request to an edition's mail room: who asks, when, in which words."""

    def __init__(self, request: HttpRequest, edition: Edition) -> None:
        self.request, self.edition, self.now = request, edition, datetime.now(UTC)
        self.post = request.POST if request.method == "POST" else None
        self.said = {key: text.replace("{paper}", edition.masthead) for key, text in phrases(edition.language).items()}

    @property
    def network(self) -> str:
        return knocking.network(self.request.META)

    def page(self, template: str, title: str, status: int = 200, **values: Any) -> HttpResponse:
        given = {**Run(self.edition, self.now, ()).common, "p": self.said, "title": self.said[title], "path": "", "join": forms.JOIN}
        text = ENGINE.get_template(template).render(Context({**given, **values}))
        return HttpResponse(text, status=status)

    def note(self, title: str, text: str, status: int = 200, **values: Any) -> HttpResponse:
        return self.page("note.html", title, status, text=self.said[text] if text else "", **values)

    def busy(self) -> HttpResponse:
        answer = self.note("join", "busy", 429)
        answer["Retry-After"] = "3600"
        return answer

    def holder(self, purpose: str, token: str) -> Subscriber | HttpResponse:
        """Whose link was opened, or what is said to who has none. A network that tries many is heard no more, except to leave."""
        if purpose != "leave" and knocking.full("guess", self.network, knocking.GUESS, self.now):
            return self.busy()
        found = subscribing.holder(purpose, token, self.now)
        if found:
            return found
        return self.expired() if knocking.knock("guess", self.network, knocking.GUESS, self.now) else self.busy()

    def expired(self) -> HttpResponse:
        return self.note("expired", "expired_text", 404, again=True)


def edition_at(host: str) -> Edition | None:
    """As the handout does it: by its host, with or without the port; the first one for this machine's own names."""
    host = host.lower()
    made = Edition.objects.order_by("id")
    return made.filter(host=host).first() or made.filter(host=host.rpartition(":")[0] or host).first() or made.first()


def _room(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is given a Visit. Its pages are kept by nobody; no cookie is read, so there is none to be abused."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    def asked(request: HttpRequest, **given: str) -> HttpResponse:
        edition = edition_at(request.get_host())
        if edition is None:
            return HttpResponse("There is no edition yet.", status=404, content_type="text/plain; charset=utf-8", headers=HEADERS)
        answer = view(Visit(request, edition), **given)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    return asked


@_room
def join(visit: Visit) -> HttpResponse:
    """The printed form brings an address; a page with a puzzle follows; then, whatever is known of the address, the same answer."""
    if not settings.WIRECOPY["MAIL_RELAYS"]:
        return visit.note("join", "no_letters")
    if visit.post is None:
        return visit.page("join.html", "join", page=forms.JOIN)
    typed, page = visit.post.get("address", ""), forms.page(visit.post.get("page", ""))
    address = addresses.look(typed)
    if not isinstance(address, addresses.Address):
        return visit.page("join.html", "join", 422, page=page, typed=typed[:320], wrong=visit.said[address])
    about = f"{visit.edition.slug} {address.key} {page}"
    puzzle, notice = visit.post.get("puzzle", ""), ""
    if puzzle:
        own = visit.request.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")
        tried = proof.tried(settings.MAIL_KEY, about, puzzle, visit.post.get("answer", ""), visit.now)
        if own and tried.made_at and tried.outcome in ("worked", "waited"):
            return _take(visit, address, page, tried, puzzle)
        notice = "early" if own and tried.outcome == "early" else "again"
    if notice != "early":
        puzzle = proof.puzzle(settings.MAIL_KEY, about, visit.now)
    if not knocking.knock("look", visit.network, knocking.LOOK, visit.now):
        return visit.busy()
    shown, said = addresses.shown(address.written), visit.said.get(notice, "")
    return visit.page("ask.html", "ask", address=address.written, shown=shown, page=page, puzzle=puzzle, notice=said)


def _take(visit: Visit, address: addresses.Address, page: str, tried: proof.Tried, puzzle: str) -> HttpResponse:
    assert tried.made_at
    limits = knocking.ASK if tried.outcome == "worked" else knocking.ASK_IDLE
    if not knocking.knock(f"ask {tried.outcome}", visit.network, limits, visit.now):
        return visit.busy()
    if knocking.spend(puzzle, tried.made_at):
        subscribing.ask(address, visit.edition, visit.edition.base + page, visit.said["ask_wording"], visit.now)
    return visit.note("sent", "sent_text")


@_room
def confirm(visit: Visit, token: str) -> HttpResponse:
    found = visit.holder("confirm", token)
    if isinstance(found, HttpResponse):
        return found
    if visit.post is not None:
        done = subscribing.confirm(found, visit.edition, visit.said["confirm_wording"], visit.now)
    elif subscribing.asked(found, visit.edition, visit.now):
        return visit.page("button.html", "confirm", text=visit.said["confirm_wording"], button=visit.said["confirm_button"])
    else:
        done = subscribing.takes(found, visit.edition)
    return visit.note("confirmed", "", choose=subscribing.link("", "preferences", found)) if done else visit.expired()


@_room
def leave(visit: Visit, token: str) -> HttpResponse:
    found = visit.holder("leave", token)
    if isinstance(found, HttpResponse):
        return found
    name, value = ONE_CLICK
    if visit.post is not None and visit.post.get(name) == value:
        subscribing.leave(found, visit.now)
        found.refresh_from_db()
    if found.standing in ("active", "pending"):
        text, button = visit.said["leave_text"], visit.said["leave_button"]
        return visit.page("button.html", "leave", text=text, button=button, name=name, value=value)
    locked = subscribing.locked(found)
    return visit.note("left", "locked" if locked else "left_text", again=not locked)


@_room
def preferences(visit: Visit, token: str) -> HttpResponse:
    found = visit.holder("preferences", token)
    if isinstance(found, HttpResponse):
        return found
    if visit.post is None:
        return _choices(visit, found)
    if not knocking.knock("change", str(found.pk), knocking.CHANGE, visit.now):
        return visit.busy()
    deed = visit.post.get("deed", "")
    if deed == "download":
        body = json.dumps(subscribing.data(found), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        disposed = {"Content-Disposition": 'attachment; filename="letters.json"'}
        return HttpResponse(body, content_type="application/json", headers=disposed)
    if deed == "delete":
        subscribing.forget(found, visit.now, "asked" if visit.post.get("never") else "left")
        return visit.note("deleted", "locked" if visit.post.get("never") else "")
    if deed == "leave":
        subscribing.leave(found, visit.now)
        return visit.note("left", "left_text", again=True)
    if deed != "save":
        return _choices(visit, found)
    chosen = forms.choice(visit.post, forms.editions())
    if isinstance(chosen, str):
        return _choices(visit, found, chosen, 422)
    saved = subscribing.prefer(found, chosen, visit.said["save_wording"], visit.now)
    found.refresh_from_db()
    return _choices(visit, found, "saved" if saved else "")


def _choices(visit: Visit, subscriber: Subscriber, notice: str = "", status: int = 200) -> HttpResponse:
    active, to = subscriber.standing == "active", addresses.shown(subscriber.address)
    return visit.page(
        "preferences.html",
        "preferences",
        status,
        subscriber=subscriber,
        active=active,
        goes=visit.said["go_to" if active else "none_at_present"].replace("{address}", to),
        notice=visit.said.get(notice, ""),
        offers=forms.offers(subscriber, forms.editions()),
        cadences=[(cadence, visit.said[cadence]) for cadence in CADENCES],
        hours=range(24),
        zones=forms.zones(),
    )
