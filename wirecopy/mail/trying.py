"""Does a letter get through? One is sent without a row, by hand, through the first relay that takes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from django.conf import settings

from wirecopy.mail import links
from wirecopy.mail.addresses import address as read_address
from wirecopy.mail.digest import digest
from wirecopy.mail.envelope import Common, Stencil
from wirecopy.mail.letter import Letter
from wirecopy.mail.mailings import zone
from wirecopy.mail.relay import Answer, Patience, Relay
from wirecopy.mail.smtp import Connection
from wirecopy.mail.subscribing import masthead
from wirecopy.mail.writing import desk, signers
from wirecopy.press.letters import told_now
from wirecopy.press.models import Edition, Issue

PATIENCE = Patience(open=20.0, envelope=30.0, end=120.0)  # somebody waits


def try_letter(edition: Edition, to: str, now: datetime) -> Iterator[tuple[str, Answer]]:
    """(relay, its answer), until one accepts. Where there is no issue yet, the letter says only that it is a test."""
    found = read_address(to)
    if isinstance(found, str):
        yield "nobody", Answer("refused", "made", text=found)
        return
    from_ = desk(edition)
    common = Common(edition.masthead, from_.address, auto_submitted=True, bulk=False)
    stencil = Stencil(_letter(edition), common, signers())
    name = links.message_id(settings.MAIL_KEY, f"test{now:%Y%m%d%H%M%S}", 0, from_.domain)
    leave, preferences = (f"{from_.base}/letters/{page}/test" for page in ("leave", "preferences"))
    data = stencil.to(found.written, name, leave, preferences, now.astimezone(zone(from_.zone)))
    for url in settings.WIRECOPY["MAIL_RELAYS"]:
        connection = Connection(Relay.of(url), PATIENCE)
        back = links.return_path(settings.MAIL_KEY, from_.box, 0)
        answer = connection.open() or connection.send(back, found.written, data, found.needs_utf8)
        connection.close()
        yield connection.relay.name, answer
        if answer.kind in ("accepted", "lost_after"):
            return


def _letter(edition: Edition) -> Letter:
    issue = Issue.objects.filter(edition=edition).exclude(told={}).order_by("-day").first()
    if issue is None:
        return Letter("Test", "<p>This is a test.</p>", "This is a test.\n")
    found = digest(told_now(issue), (), masthead(edition))
    return replace(found, subject=f"[Test] {found.subject}")
