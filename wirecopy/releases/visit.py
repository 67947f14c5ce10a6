"""Who comes to the room where news is handed in, and how is a page of it made? Whoever only looks changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template import Context, Engine
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wirecopy.mail import knocking
from wirecopy.mail.views import HEADERS as MAIL_HEADERS
from wirecopy.mail.views import edition_at
from wirecopy.press.models import Edition
from wirecopy.press.pages import Run
from wirecopy.press.sheet import TEMPLATES
from wirecopy.press.stamps import stamp
from wirecopy.press.words import words
from wirecopy.releases import letters, uploads
from wirecopy.releases.models import Release
from wirecopy.releases.phrases import phrases

ENGINE = Engine(
    dirs=[str(TEMPLATES.parent / "releases"), str(TEMPLATES)],
    loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
    builtins=["wirecopy.press.tags"],
)
HEADERS = {
    **MAIL_HEADERS,
    "Content-Security-Policy": MAIL_HEADERS["Content-Security-Policy"] + "; require-trusted-types-for 'script'; trusted-types 'none'",
}
NEW = "/releases/"
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


class Visit:
    """One request to an edition's room for releases: who asks, when, in which words."""

    def __init__(self, request: HttpRequest, edition: Edition, taken: uploads.Capped) -> None:
        self.request, self.edition, self.taken, self.now = request, edition, taken, datetime.now(UTC)
        self.post: QueryDict | None = request.POST if request.method == "POST" else None
        self.said = {key: text.replace("{paper}", edition.masthead) for key, text in phrases(edition.language).items()}

    @property
    def network(self) -> str:
        return knocking.network(self.request.META)

    def time(self, moment: datetime, zone: str = "") -> str:
        """A moment in words, in the edition's zone or another, which it names."""
        return stamp(moment, None, ZoneInfo(zone or self.edition.zone), words(self.edition.language)).here

    def page(self, template: str, title: str, status: int = 200, **values: Any) -> HttpResponse:
        common = Run(self.edition, self.now, ()).common
        given = {**common, "p": self.said, "title": self.said.get(title, title), "path": "", "new": NEW}
        return HttpResponse(ENGINE.get_template(template).render(Context({**given, **values})), status=status)

    def note(self, title: str, text: str, status: int = 200, **values: Any) -> HttpResponse:
        return self.page("note.html", title, status, text=self.said.get(text, text), **values)

    def busy(self) -> HttpResponse:
        answer = self.note("new", "busy", 429)
        answer["Retry-After"] = "3600"
        return answer

    def holder(self, of: Callable[[str], Release | None], token: str) -> Release | HttpResponse:
        """The release whose link was opened, or what is said to who has none. A network that tries many is heard no more."""
        if knocking.full("guess", self.network, knocking.GUESS, self.now):
            return self.busy()
        found = of(token)
        if found and found.edition_id == self.edition.pk:
            found.edition = self.edition
            return found
        if not knocking.knock("guess", self.network, knocking.GUESS, self.now):
            return self.busy()
        return self.note("unknown_link", "unknown_text", 404, start=True)

    def follow(self, release: Release, beyond: str = "", done: bool = False) -> HttpResponse:
        answer = HttpResponseRedirect(letters.follow(release) + beyond + ("?done" if done else ""))
        answer.status_code = 303
        return answer


def room(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is given a Visit. No cookie is read: what lets somebody in is the link, so a form of others could do nothing with it.

    Nothing of a request is read before it is known not to be too large.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    def asked(request: HttpRequest, **given: Any) -> HttpResponse:
        edition = edition_at(request.get_host())
        if edition is None:
            return HttpResponse("There is no edition yet.", status=404, content_type="text/plain; charset=utf-8", headers=HEADERS)
        answer = _asked(view, request, edition, given)
        for name, value in HEADERS.items():
            answer.setdefault(name, value)
        return answer

    return asked


def _asked(view: Callable[..., HttpResponse], request: HttpRequest, edition: Edition, given: dict[str, Any]) -> HttpResponse:
    taken = uploads.Capped(request)
    request.upload_handlers = [taken]
    if request.method != "POST":
        return view(Visit(request, edition, taken), **given)
    failed = "", "", 0
    if uploads.refused(request):
        failed = "too_much_title", "too_much", 413
    elif request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        failed = "new", "elsewhere", 403
    else:
        try:
            return view(Visit(request, edition, taken), **given)
        except TOO_MUCH:
            failed = "too_much_title", "too_much", 413
        except (MultiPartParserError, UnreadablePostError, SuspiciousOperation):
            failed = "broken_title", "broken", 400
    return _unread(request, edition, taken).note(*failed)


def _unread(request: HttpRequest, edition: Edition, taken: uploads.Capped) -> Visit:
    """A visit of which nothing more is read than its head."""
    request.method = "GET"
    return Visit(request, edition, taken)
