"""Which headers go with what Django answers? The same as with printed pages, and a policy for the desk's own scripts."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from wirecopy.press.headers import CSP, SAFETY

SCRIPTS = "script-src 'self'; connect-src 'self'; frame-src 'self'"
TRUSTED = "require-trusted-types-for 'script'; trusted-types default"  # see static/desk/trusted.js
RAW_TABLES = "/desk/admin/"  # Django's own screens, whose scripts know no Trusted Types


class Headers:
    """A view that sets one of these headers itself keeps its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        policy = f"{CSP}; frame-ancestors 'none'; {SCRIPTS}" + ("" if request.path.startswith(RAW_TABLES) else f"; {TRUSTED}")
        answer.setdefault("Content-Security-Policy", policy)
        for name, value in SAFETY:
            answer.setdefault(name, value)
        if request.path.startswith("/desk/"):
            answer.setdefault("Cache-Control", "no-store")
            answer.setdefault("X-Robots-Tag", "noindex")
        return answer
