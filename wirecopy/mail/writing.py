"""What does a delivery say, from whom, and to whom? What all letters of a mailing share is made once, and kept while it is sent."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist

from wirecopy.config import WrongSetting
from wirecopy.desk.models import Notice
from wirecopy.mail import dkim, links
from wirecopy.mail.claims import Job
from wirecopy.mail.digest import digest, tells
from wirecopy.mail.envelope import Common, Stencil
from wirecopy.mail.letter import LEAVE
from wirecopy.mail.mailings import zone
from wirecopy.mail.models import Delivery, Mailing, Subscriber
from wirecopy.mail.relays import Made
from wirecopy.mail.subscribing import letter, link, masthead
from wirecopy.press.letters import told_now
from wirecopy.press.models import Edition, Issue

KEPT = 256  # stencils: one for each mailing and choice of sections
FRESH = timedelta(minutes=5)  # after which one is made anew: an outlet may have taken its text back, or an editor changed the edition
LOOK = timedelta(seconds=1)  # how often it is asked whether editors took something back, at which all are made anew


@dataclass(frozen=True, slots=True)
class Desk:
    """From whom the letters of an edition come, and where their bounces go."""

    base: str
    zone: str
    address: str
    box: str

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


class Writer:
    """Used by the coordinator; what it gives away holds no rows, so that another thread may make the letter."""

    def __init__(self) -> None:
        self._signers = signers()
        self._stencils: OrderedDict[tuple[int, tuple[str, ...]], tuple[datetime, Stencil | None, Desk]] = OrderedDict()
        self._looked_at: datetime | None = None
        self._notice: int | None = None  # the newest that the stencils know of

    def of(self, job: Job, now: datetime) -> Callable[[], Made] | None:
        """None: there is nothing (any more) to say to this one, or nobody is there any more: rows may go while a letter is in hand."""
        try:
            stencil, desk = self._of_mailing(job.mailing, job.sections, now) if job.mailing is not None else self._service(job, now)
        except ObjectDoesNotExist:
            return None
        if stencil is None:
            return None
        name = str(job.mailing) if job.mailing is not None else f"{job.kind}{job.delivery}"
        to = Subscriber(pk=job.subscriber, secret=job.secret)

        def make() -> Made:
            key = settings.MAIL_KEY
            data = stencil.to(
                job.address,
                links.message_id(key, name, job.subscriber, desk.domain),
                link(desk.base, "leave", to) if job.kind in ("digest", "confirm") else "",
                link(desk.base, "preferences", to) if job.kind == "digest" else "",
                now.astimezone(zone(desk.zone)),
            )
            return Made(links.return_path(key, desk.box, job.delivery), job.address, data, not job.address.isascii())

        return make

    def _heed_notices(self, now: datetime) -> None:
        if self._looked_at is not None and abs(now - self._looked_at) < LOOK:
            return
        newest = Notice.objects.order_by("-pk").values_list("pk", flat=True).first()
        if newest != self._notice:
            self._stencils.clear()
        self._looked_at, self._notice = now, newest

    def _of_mailing(self, mailing: int, sections: tuple[str, ...], now: datetime) -> tuple[Stencil | None, Desk]:
        self._heed_notices(now)
        made_at, made, from_ = self._stencils.get((mailing, sections), (None, None, None))
        if made_at is None or from_ is None or abs(now - made_at) > FRESH:
            issue = Mailing.objects.select_related("issue__edition").get(pk=mailing).issue
            made, from_ = stencil(issue, sections, self._signers), desk(issue.edition)
            self._stencils[mailing, sections] = now, made, from_
            if len(self._stencils) > KEPT:
                self._stencils.popitem(last=False)
        self._stencils.move_to_end((mailing, sections))
        return made, from_

    def _service(self, job: Job, now: datetime) -> tuple[Stencil | None, Desk]:
        delivery = Delivery.objects.select_related("subscriber", "edition").get(pk=job.delivery)
        edition, said = delivery.edition, letter(delivery, now)
        common = Common(
            edition.masthead, desk(edition).address, feedback_id=f"{job.kind}:{edition.slug}", auto_submitted=True, bulk=False
        )  # fmt: skip
        return Stencil(said, common, self._signers) if said else None, desk(edition)


def stencil(issue: Issue, sections: Sequence[str], by: Sequence[dkim.Signer]) -> Stencil | None:
    """The letter of an issue for those who take `sections` (none: all); None where nothing in them is new."""
    told = told_now(issue)
    if not tells(told, sections):
        return None
    edition, from_ = issue.edition, desk(issue.edition)
    common = Common(
        edition.masthead,
        from_.address,
        list_id=f"letters.{edition.host.partition(':')[0]}",
        feedback_id=f"{issue.day:%Y%m%d}:{issue.cadence}:digest:{edition.slug}",
        leave_mailto=f"{from_.box}?subject={LEAVE}" if settings.WIRECOPY["MAIL_BOX"] else "",  # where somebody reads what comes
    )
    return Stencil(digest(told, sections, masthead(edition)), common, by)


def desk(edition: Edition) -> Desk:
    address = settings.WIRECOPY["MAIL_FROM"] or f"letters@{edition.host.partition(':')[0]}"
    return Desk(edition.base, edition.zone, _ascii(address), _ascii(settings.WIRECOPY["MAIL_RETURN"] or address))


def _ascii(address: str) -> str:
    """With the host as DNS has it."""
    local, _, host = address.rpartition("@")
    return f"{local}@{host if host.isascii() else host.encode('idna').decode()}"


def signers() -> list[dkim.Signer]:
    """The keys that the setting names."""
    found: list[dkim.Signer] = []
    named: tuple[tuple[str, Path], ...] = settings.WIRECOPY["MAIL_DKIM"]
    for selector, file in named:
        try:
            found.append(dkim.load(selector, file.read_bytes()))
        except OSError as error:
            raise WrongSetting(f"WIRECOPY_MAIL_DKIM: {file}: {error.strerror}") from None
        except ValueError as error:
            raise WrongSetting(f"WIRECOPY_MAIL_DKIM: {file}: {error}") from None
    return found
