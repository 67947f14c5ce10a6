"""What do tests of the mail room ask with? A reader's browser without scripts, and every row of the mail room to compare."""

from __future__ import annotations

import re
from html import unescape
from itertools import count
from typing import Any

from django.conf import settings
from django.test import Client
from press_rows import NOW

from wirecopy.mail import models, proof, subscribing
from wirecopy.mail.models import Subscriber
from wirecopy.press.models import Edition

HOST = "barents.example"
TABLES = (
    models.Subscriber, models.Subscription, models.Consent, models.Delivery, models.Mailing, models.Report, models.Suppression,
    models.Knock,
)  # fmt: skip


def rows() -> list[list[dict[str, Any]]]:
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


class Reader:
    """Somebody in a network of their own, who fills in forms."""

    def __init__(self, network: str = "192.0.2.7", host: str = HOST) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.sent: dict[str, Any] = {"HTTP_HOST": host, "REMOTE_ADDR": network}

    def get(self, path: str) -> Any:
        return self.client.get(path, **self.sent)

    def post(self, path: str, **form: Any) -> Any:
        return self.client.post(path, form, **self.sent)

    def ask(self, address: str, page: str = "/", work: bool = True) -> Any:
        """The whole way of the form; the last answer."""
        shown = self.post("/letters/join/", address=address, page=page)
        given = hidden(shown)
        return self.post("/letters/join/", **{**given, "answer": solve(given["puzzle"]) if work else ""}) if "puzzle" in given else shown


def hidden(answer: Any) -> dict[str, str]:
    """The hidden fields of the first form with a puzzle, or of any."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    return {name: unescape(value) for name, value in found}


def solve(puzzle: str) -> str:
    zeros = int(puzzle.split("-")[1])
    return next(str(n) for n in count() if proof.solves(puzzle, str(n), zeros))


def subscriber(address: str, standing: str = "active", **facts: Any) -> Subscriber:
    """A row as the program makes it, without the way there."""
    given = {"address": address, "key": address.casefold(), "secret": f"secret-of-{address}"[:43], "standing": standing, "made_at": NOW}
    confirmed = {"confirmed_at": NOW} if standing == "active" else {}
    return Subscriber.objects.create(**{**given, **confirmed, **facts})


def link(purpose: str, of: Subscriber, until: Any = None) -> str:
    assert settings.MAIL_KEY
    return subscribing.link("", purpose, of, until)


def first_edition() -> Edition:
    return Edition.objects.order_by("id")[0]
