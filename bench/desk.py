"""What do the board and the list of stories cost the server, and how many questions to the database, at many copies?

    python bench/desk.py [--quick] [--copies 100000]

Made-up rows in a database of its own: copies of some three to five a story, folded, placed and listed in one edition. Each screen is
asked for by a signed-in editor through Django's own client, at a tenth of the copies and at all of them; the median of the CPU times of
a round stands, beside that of a page of Django's own that renders as much without a database. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from typing import Any

BAR_MS = 100
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SCREENS = ("board", "stories", "older", "section", "search", "front", "story")
BATCH = 5000


def fill(copies: int, edition: Any, first: int) -> None:
    """Rows as the road would have written them, for copies from number `first` on."""
    from wirecopy.desk.models import Fingerprint, Folding, Group, Placement, Story
    from wirecopy.press.models import Appearance
    from wirecopy.wire.models import Copy, Outlet, Reading, Stumble, Take

    outlets = list(Outlet.objects.order_by("pk"))
    sections = list(edition.sections.order_by("rank"))
    for start in range(first, copies, BATCH):
        numbers = range(start, min(start + BATCH, copies))
        at = {n: NOW - timedelta(seconds=40 * (copies - n)) for n in numbers}
        made = Copy.objects.bulk_create(
            Copy(outlet=outlets[n * 7 % len(outlets)], url=f"https://o{n % 200}.example/{n}", domain="o.example", headline=f"Headline {n}",
                 seen_at=at[n], failures=int(n % 997 == 0)) for n in numbers
        )  # fmt: skip
        takes = Take.objects.bulk_create(
            Take(copy=copy, number=1, received_at=copy.seen_at, url=copy.url, sha256="0" * 64, size=2000,
                 next_leg="read" if n % 1000 == 0 else "", due_at=copy.seen_at if n % 1000 == 0 else None)
            for n, copy in zip(numbers, made, strict=True)
        )  # fmt: skip
        article = {"headline": "", "body": "word " * 300, "blocks": []}
        readings = Reading.objects.bulk_create(
            Reading(take=take, version="1", read_at=take.received_at, article=article, headline=f"A headline of some words, number {n}",
                    language="en", words=300) for n, take in zip(numbers, takes, strict=True)
        )  # fmt: skip
        heads = [n for n in numbers if n % 4 == 0]
        stories = dict(zip(heads, Story.objects.bulk_create(
            Story(slug=f"a-story-{n}", slugline=f"story-{n}", began_at=at[n], moved_at=at[n]) for n in heads
        ), strict=True))  # fmt: skip
        groups = dict(zip(heads, Group.objects.bulk_create(
            Group(original=made[n - start], first=made[n - start], evidence="seen", settled_at=at[n], story=stories[n]) for n in heads
        ), strict=True))  # fmt: skip
        prints = Fingerprint.objects.bulk_create(
            Fingerprint(reading=reading, copy=copy, day=1, anchors=b"", words=b"") for reading, copy in zip(readings, made, strict=True)
        )
        Folding.objects.bulk_create(
            Folding(copy=copy, group=groups[n - n % 4], fingerprint=each, folded_at=at[n], rule="1")
            for n, copy, each in zip(numbers, made, prints, strict=True)
        )
        Placement.objects.bulk_create(
            Placement(story=stories[n - n % 4], copy=copy, reading=reading, placed_at=at[n], reason="", rule="1")
            for n, copy, reading in zip(numbers, made, readings, strict=True)
        )
        Appearance.objects.bulk_create(
            Appearance(edition=edition, story=stories[n], section=sections[n // 4 % len(sections)], shown_at=at[n], day=at[n].date())
            for n in heads
        )
        failed = [copy for copy in made if copy.failures]
        Stumble.objects.bulk_create(
            Stumble(copy=copy, leg="fetch", stumbled_at=datetime.now(UTC), why="timeout", sentence="The server did not answer.")
            for copy in failed
        )
        print(f"{numbers[-1] + 1} of {copies} copies", file=sys.stderr)


def measure(rounds: int, edition: Any, client: Any) -> dict[str, tuple[float, int]]:
    """By screen: median CPU milliseconds, and questions to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from wirecopy.press.models import Appearance

    middle = Appearance.objects.filter(edition=edition).order_by("-shown_at")[1000:1001].first() or Appearance.objects.first()
    desk = f"/desk/{edition.slug}/"
    addresses = {
        "board": desk,
        "stories": f"{desk}stories/",
        "older": f"{desk}stories/?after={middle.shown_at.isoformat().replace('+', '%2B')}~{middle.story_id}",
        "section": f"{desk}stories/?section=world",
        "search": f"{desk}stories/?q=story-40",
        "front": f"{desk}front/",
        "story": f"{desk}story/{middle.story_id}/",
    }
    found = {}
    for name, address in addresses.items():
        client.get(address)  # the first request of a session writes it down
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        questions = len(asked)  # now: the next request forgets them
        assert answer.status_code == 200, (name, answer.status_code)
        times = []
        for _ in range(rounds):
            began = time.process_time()
            client.get(address)
            times.append((time.process_time() - began) * 1000)
        found[name] = (round(statistics.median(times), 1), questions)
        print(f"{name}: {found[name][0]} ms, {found[name][1]} queries", file=sys.stderr)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="10,000 copies")
    parser.add_argument("--copies", type=int, default=100_000)
    given = parser.parse_args()
    copies = 10_000 if given.quick else given.copies
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(WIRECOPY_DATA=folder, DJANGO_SETTINGS_MODULE="wirecopy.settings")
        import django

        django.setup()
        from django.contrib.auth.models import User
        from django.core.management import call_command
        from django.test import Client

        from wirecopy.accounts.models import Role
        from wirecopy.press.work import make_edition
        from wirecopy.wire.models import Outlet

        call_command("migrate", verbosity=0)
        edition = make_edition(masthead="Bench", slug="bench", host="bench.example", now=NOW, sections=[("World", {}), ("Sea", {})])
        Outlet.objects.bulk_create(
            Outlet(name=f"Outlet {n}", slug=f"o{n}", home=f"https://o{n}.example/", added_at=NOW) for n in range(200)
        )
        user = User.objects.create_user("bench", "bench@desk.example", first_name="Bench")
        Role.objects.create(user=user, edition=edition, role="chief", given_by="bench", given_at=NOW)
        client = Client(HTTP_HOST="bench.example")
        client.force_login(user)
        fill(copies // 10, edition, 0)
        few = measure(3, edition, client)
        fill(copies, edition, copies // 10)
        many = measure(5 if given.quick else 15, edition, client)
    done = {
        "copies": copies,
        "ms": {name: many[name][0] for name in many},
        "queries": {name: many[name][1] for name in many},
        "same_queries": all(few[name][1] == many[name][1] for name in many),
        "bar_ms": BAR_MS,
        "reached": all(many[name][0] <= BAR_MS for name in ("board", "stories", "older")),
    }
    print(json.dumps(done))
    return 0


if __name__ == "__main__":
    sys.exit(main())
