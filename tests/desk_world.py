"""One of everything that a desk can show, in one edition: what tests of all its screens and deeds begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import press_rows as rows
from newsroom_rows import person
from releases_rows import attach, draft, release

from wirecopy.accounts.log import log
from wirecopy.accounts.models import Deed, Invitation
from wirecopy.desk import noticing
from wirecopy.desk.models import Group, Objection, Story
from wirecopy.mail import mailings
from wirecopy.mail.models import Mailing
from wirecopy.press import choosing
from wirecopy.press.models import Edition, Issue
from wirecopy.releases.models import Draft, Release
from wirecopy.wire.models import Copy, Feed, Outlet, Repeat, Stumble

LOUD = {"headline": "AMAZING OFFER AT THE NEW STORE", "confirmed_at": None}
CONCERNS = [["hype", "It praises more than it tells.", ["AMAZING"]], ["capitals", "It is written in capitals.", [LOUD["headline"]]]]


@dataclass
class World:
    edition: Edition
    stories: list[Story]
    now: datetime
    outlet: Outlet  # polled, it stumbles, and furniture of it was learnt

    def text(self, story: int) -> Group:
        """The text of the story with this place in `stories`."""
        return Group.objects.filter(story=self.stories[story]).order_by("pk")[0]

    def copy(self, story: int) -> Copy:
        return Copy.objects.filter(placement__story=self.stories[story]).order_by("pk")[0]


def world(stories: int = 20) -> World:
    """Printed, and as it is now: an embargo of it runs for another day."""
    now = datetime.now(UTC)
    edition = rows.edition()
    made = [_story(number, now) for number in range(stories)]
    of = made[0].placements.get().copy.outlet
    _second_text(made[0], now)
    rows.print_all(now)
    _said(edition, made, now)
    _outlet(of, now)
    _people_and_letters(edition, now)
    _written(edition, made, now)
    rows.print_all(now)
    return World(edition, made, now, of)


def _story(number: int, now: datetime) -> Story:
    came_at = now - timedelta(minutes=200 - number)
    told = rows.article(f"Nets and boats, part {number}", came_at, blocks=rows.long_text(100 + number, 3))
    copy = rows.copy(rows.outlet(f"Outlet {number}"), told, came_at)
    return _folded(copy, came_at)


def _folded(copy: Copy, at: datetime) -> Story:
    rows.fold(copy)
    story = copy.placement.story
    Group.objects.filter(foldings__copy=copy).update(story=story, told_at=at, first=copy)
    return story


def _second_text(story: Story, now: datetime) -> None:
    told = rows.article("Nets and boats, told by another", now, blocks=rows.long_text(77, 3))
    _folded(rows.copy(rows.outlet("Hav og Kyst"), told, now - timedelta(minutes=20), into=story), now)


def _said(edition: Edition, stories: list[Story], now: datetime) -> None:
    for at, kind in enumerate(("correct", "advise", "hold"), 1):
        getattr(noticing, kind)(edition, stories[at], "Ola", "a reason", "It was wrong; now it is right.", "a note", now)
    noticing.kill(edition, stories[4], "Ola", "a reason", "It was withdrawn.", "", now)
    noticing.embargo(edition, stories[5], "Ola", "a reason", "", "", now, until=now + timedelta(days=1))
    for at in (6, 7):
        choosing.pin(edition, stories[at], at - 5, "Ola", now)


def _outlet(of: Outlet, now: datetime) -> None:
    feed = Feed.objects.create(outlet=of, url="https://nets.example/rss", domain="nets.example", interval=1800, failures=5, due_at=now)
    Stumble.objects.create(feed=feed, leg="poll", stumbled_at=now, why="timeout", sentence="The server did not answer in 20 s.")
    copies = Copy.objects.order_by("pk")[:3]
    for key, kind, sample in (("k", "line", "Join our list today"), ("l", "line", "Read more of this"), ("p", "place", "div.teaser > p")):
        for copy in copies:
            Repeat.objects.create(outlet=of, key=key * 16, copy=copy, kind=kind, sample=sample, seen_at=now)


def _people_and_letters(edition: Edition, now: datetime) -> None:
    person("reader", edition, "Nils Reader")
    person("editor", edition, "Ola Editor")
    asked: dict[str, Any] = {"edition": edition, "role": "editor", "invited_by": "Ola", "invited_at": now}
    Invitation.objects.create(**asked, address="kari@desk.example", key="x", expires_at=now + timedelta(days=7))
    log(edition, "Ola", "name", now, what="story", which=1, said={"headline": "A name"})
    log(edition, "Ola", "pin", now, what="story", which=1, said={"place": 1})
    old = Issue.objects.create(edition=edition, day=now.date() - timedelta(days=1), since_at=now, made_at=now, told={}, stories=0)
    mailings.pause(mailings.make(old, now), "held by Ola")


def _written(edition: Edition, stories: list[Story], now: datetime) -> None:
    attach(release(edition, looked_at=now))
    release(edition, concerns=CONCERNS, looked_at=now, **LOUD)
    release(edition, headline="Choir needs tenors")
    release(edition, headline="Choir sings", standing="spiked", decided_at=now, decided_by="Ola", why="Too late.")
    attach(draft(edition))
    draft(edition, headline="A draft that nobody wants")
    draft(edition, headline="A text that is on its way", ready_at=now, embargo_at=now + timedelta(days=2))
    given: dict[str, Any] = {"edition": edition, "kind": "removal", "name": "Marit Eidsvåg", "came_at": now, "said": "It is not true."}
    page = f"/story/{stories[10].pk}-{stories[10].slug}/"
    for due in (now + timedelta(days=20), now - timedelta(days=1)):
        Objection.objects.create(**given, page=page, story=stories[10], due_at=due, address="marit@boats.example")
    Objection.objects.create(
        **given, page="/about/", standing="refused", due_at=now, answered_at=now, answered_by="Ola", answer="It is what the court said."
    )


def numbers(world: World) -> dict[str, Any]:
    """What stands in the addresses of the screens: one of each, the one with most to see."""
    loud = Release.objects.get(headline=LOUD["headline"])
    own = Draft.objects.get(pictures__isnull=False)
    return {
        "edition": world.edition.slug, "story": world.stories[0].pk, "copy": world.copy(10).pk, "outlet": world.outlet.pk,
        "objection": Objection.objects.order_by("pk")[0].pk, "release": loud.pk, "draft": own.pk,
        "mailing": Mailing.objects.get().pk, "invitation": Invitation.objects.get().pk,
        "deed": Deed.objects.order_by("pk")[0].pk, "person": person("editor", world.edition, "Pia Third").pk,
    }  # fmt: skip
