"""Which letter does the contact of a release get, and where do its links lead?"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.conf import settings

from wirecopy.mail import addresses, knocking, links, posting, subscribing
from wirecopy.mail.letter import Letter
from wirecopy.mail.single import single
from wirecopy.press.words import words
from wirecopy.releases.models import Release
from wirecopy.releases.phrases import phrases

What = Literal["draft", "handed in", "asked", "accepted", "spiked"]
OWN = ("draft", "handed in")  # what the sender brings about, as often as somebody likes
LETTER: knocking.Limits = ((1, 3), (24, 6), (168, 15))  # of those to one address


def follow(release: Release) -> str:
    """The path of the sender's own page. Who holds it may do all that the sender may."""
    return f"/releases/follow/{links.token(settings.MAIL_KEY, 'follow', release.pk, release.secret)}/"


def confirm(release: Release) -> str:
    """The path of the page where the contact confirms the address that the release has now; it holds for no other address."""
    return f"/releases/confirm/{links.token(settings.MAIL_KEY, _confirming(release), release.pk, release.secret)}/"


def of_follow(token: str) -> Release | None:
    """Whose page it is; None where the link is none of ours."""
    said, found = _claimed(token)
    return found if said and found and links.proved(settings.MAIL_KEY, "follow", said, found.secret) else None


def of_confirm(token: str) -> Release | None:
    said, found = _claimed(token)
    return found if said and found and links.proved(settings.MAIL_KEY, _confirming(found), said, found.secret) else None


def _claimed(token: str) -> tuple[links.Claim | None, Release | None]:
    said = links.claim(token)
    if said is None or said.until or said.subscriber >= 2**63:
        return None, None
    return said, Release.objects.select_related("edition").filter(pk=said.subscriber).first()


def _confirming(release: Release) -> str:
    return f"contact {release.address.casefold()}"


def tell(release: Release, what: What, now: datetime) -> bool:
    """Let a letter go to the contact, in the caller's transaction; False where none may, for any reason. Nobody is told which."""
    to = addresses.look(release.address)
    if not posting.can_send() or not isinstance(to, addresses.Address) or subscribing.locked(to):
        return False
    if what in OWN and not knocking.knock("release letter", to.key, LETTER, now):
        return False
    posting.post(release.edition, to.written, letter(release, what), now)
    return True


def letter(release: Release, what: What) -> Letter:
    edition = release.edition
    said = {key: text.replace("{paper}", edition.masthead) for key, text in phrases(edition.language).items() if key.startswith("letter_")}
    page, paper, language = edition.base + follow(release), subscribing.masthead(edition), words(edition.language).language
    if what in OWN and release.confirmed_at is None:
        return single(
            said["letter_subject"],
            [said[f"letter_{what}"], said["letter_confirm"]],
            link=edition.base + confirm(release),
            button=said["letter_confirm_button"],
            after=[f"{said['letter_follow']}\n{page}", said["letter_not_you"]],
            paper=paper,
            language=language,
        )
    told = [said[f"letter_{what}"], said["letter_follow"]]
    return single(said["letter_subject"], told, link=page, button=said["letter_follow_button"], paper=paper, language=language)
