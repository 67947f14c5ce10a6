"""What does the desk know beside a release, and what does the screen make of it? The worker looks at each that waits, as it is now."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F, Q, QuerySet

from wirecopy.desk import fold, folded
from wirecopy.desk.anchors import anchors
from wirecopy.desk.pickups import MOST
from wirecopy.desk.texts import one_at_a_time, texts
from wirecopy.desk.words import words
from wirecopy.log import told
from wirecopy.releases import markup
from wirecopy.releases.models import Release
from wirecopy.releases.screen import Concern, Copied, Handed, concerns
from wirecopy.wire.models import Copy

log = logging.getLogger("wirecopy.releases")

AT_ONCE = 20  # in one turn of the worker
WEEK = timedelta(days=7)
ACCEPTED_BEFORE = 50  # releases of a sender whose links are known
LEAST = 40  # per cent of a release in another's words that is worth a word, where it is no copy as a whole


def look_due(now: datetime) -> int:
    """Look at the releases that came in, or were changed, since they were last looked at; how many."""
    unseen = Q(looked_at=None) | Q(looked_at__lt=F("changed_at"))
    due = list(Release.objects.filter(unseen, standing="waiting").select_related("edition", "corrects__copy").order_by("pk")[:AT_ONCE])
    for release in due:
        look(release, now)
    return len(due)


def look(release: Release, now: datetime) -> None:
    """Keep what the screen says of a release; a change that came in between is looked at in the next turn."""
    handed = Handed(
        headline=release.headline,
        standfirst=release.standfirst,
        dateline=release.dateline,
        text=release.text,
        address=release.address,
        hosts=hosts_of(release),
        earlier=earlier(release).count(),
        copied=copied(release, now),
        language=release.edition.language,
    )
    found = [[each.word, each.sentence, list(each.evidence)] for each in concerns(handed)]
    Release.objects.filter(pk=release.pk, version=release.version).update(concerns=found, looked_at=now)
    told(log, f"looked at release {release.pk}: {len(found)} concerns")


def concerns_of(release: Release) -> list[Concern]:
    """What was found, and whether its contact is confirmed by now: that may change while nobody changes the text."""
    found = [Concern(word, sentence, tuple(evidence)) for word, sentence, evidence in release.concerns]
    if release.confirmed_at:
        return found
    return [*concerns(Handed("", "", dateline="-", address=release.address, confirmed=False)), *found]


def by_sender(release: Release) -> Q:
    """Releases of the same contact or, where it has a name, the same body."""
    same = Q(sender__iexact=release.sender.strip()) if release.sender.strip() else Q()
    return Q(edition=release.edition_id) & (same | Q(address__iexact=release.address) if release.address else same)


def earlier(release: Release) -> QuerySet[Release]:
    """Others of the same sender in the seven days before."""
    came_at = release.handed_in_at or release.changed_at
    rows = Release.objects.filter(by_sender(release), handed_in_at__gt=came_at - WEEK, handed_in_at__lte=came_at)
    return rows.exclude(pk=release.pk).exclude(standing__in=("draft", "withdrawn"))


def hosts_of(release: Release) -> frozenset[str]:
    """The hosts to which releases of this contact led that were accepted."""
    if not release.address:
        return frozenset()
    before = Release.objects.filter(edition=release.edition_id, address__iexact=release.address, standing="accepted")
    typed = before.exclude(pk=release.pk).order_by("-pk").values_list("text", flat=True)[:ACCEPTED_BEFORE]
    led_to = (urlsplit(address).hostname for text in typed for piece in markup.pieces(text) for address in piece.links)
    return frozenset(host for host in led_to if host)


def copied(release: Release, now: datetime) -> Copied | None:
    """The copy on the wire that has most of the release's words, its own left out. Asks the index of folding, which the worker holds."""
    typed = words(markup.plain(release.text))
    if not len(typed):
        return None
    marks = anchors(typed)
    with transaction.atomic():
        one_at_a_time()
        near = texts().catch_up(now.date().toordinal()).candidates(marks, MOST + 1)
    own = {copy.pk for copy in (release.copy, release.corrects.copy if release.corrects else None) if copy}
    known = folded.held([copy for copy, _ in near if copy not in own], ())
    answers = [(fold.judge(typed, held.words), number) for number, held in known.items()]
    best = max(answers, key=lambda answer: answer[0].same, default=None)
    if best is None:
        return None
    share = min(100, 100 * best[0].same // len(typed))
    if best[0].standing != "copy" and share < LEAST:
        return None
    copy = Copy.objects.select_related("outlet").get(pk=best[1])
    return Copied(copy.outlet.name, copy.url, share)
