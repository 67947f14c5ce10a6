"""What becomes of a single letter to somebody? It is a row that waits, and is deleted thirty days after its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q

from wirecopy.mail.letter import Letter
from wirecopy.mail.models import Post
from wirecopy.mail.single import single
from wirecopy.press.models import Edition

KEPT = timedelta(days=30)


def can_send() -> bool:
    """Is there a relay for letters to leave through? Where none is, a screen shows what the letter would have brought."""
    return bool(settings.WIRECOPY["MAIL_RELAYS"])


def post(edition: Edition | None, address: str, letter: Letter, now: datetime) -> Post:
    """Let a letter wait for the sender, in the caller's transaction. Without an edition it comes from the first one."""
    subject = " ".join(letter.subject.split())[:300]
    return Post.objects.create(
        edition=edition, address=address, subject=subject, text=letter.text, html=letter.html, made_at=now, due_at=now
    )  # fmt: skip


def forget_posts(now: datetime) -> str:
    """Delete letters whose end is thirty days past, or that never could leave in that time: they hold addresses."""
    old = Q(settled_at__lt=now - KEPT) | Q(state="waiting", made_at__lt=now - KEPT)
    gone = Post.objects.filter(old).exclude(state="leaving").delete()[0]
    return f"{gone} single letters deleted" if gone else ""


class Backend(BaseEmailBackend):
    """Where Django and allauth hand in letters: they wait with the others.

    Without a relay they are dropped: a letter that lets somebody in must not lie there until one is set.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if not can_send():
            return 0
        now, count = datetime.now(UTC), 0
        for message in email_messages:
            body = str(message.body)
            paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()]
            letter = Letter(str(message.subject), single(str(message.subject), paragraphs).html, body)
            for address in message.recipients():
                post(None, address, letter, now)
                count += 1
        return count
