"""Under which names do cookies go? On https with __Host- in front, which no other host and no plain connection can set; on http bare."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HOST = "__Host-"


class Cookies:
    """Django knows the bare names alone. On https what comes under a bare name is not believed: any neighbour could have set it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        secure = request.is_secure()
        given = request.COOKIES
        if secure:
            request.COOKIES = {name.removeprefix(HOST): value for name, value in given.items() if name.startswith(HOST)}
        else:
            request.COOKIES = {name: value for name, value in given.items() if not name.startswith(HOST)}
        answer = self.get_response(request)
        if secure:
            for name in [name for name in answer.cookies if not name.startswith(HOST)]:
                morsel = answer.cookies.pop(name)
                answer.cookies[HOST + name] = morsel.value
                renamed = answer.cookies[HOST + name]
                for fact in ("expires", "max-age", "samesite", "httponly"):
                    renamed[fact] = morsel[fact]
                renamed["path"], renamed["secure"], renamed["domain"] = "/", True, ""
        return answer
