"""What came in, what stumbled, what waits, what goes out?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wirecopy.accounts.roles import editions_of
from wirecopy.newsroom.door import Visit, no_such_edition, screen


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """The board of the first edition at which one has a role."""
    editions = editions_of(request.user)
    return HttpResponseRedirect(reverse("desk:board", args=[editions[0].slug])) if editions else no_such_edition(request)


@screen()
def board(visit: Visit) -> HttpResponse:
    return visit.page("board.html", "Board")
