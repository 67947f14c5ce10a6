"""How long after the click is a killed story out of every page, feed and sitemap, whatever else waits to be printed?

    python bench/kill.py [--pages N] [--kills N] [--quick]

An edition of N stories, 400 a day, is printed so far that each story to be killed stands on its page, on lists, in feeds and under the
“More” of other pages; then every page is marked stale, as after a change of the edition. A press runs in a process of its own, as in
`wirecopy up`, in a data folder of its own with SQLite. In the midst of its work one story is killed: the newest, one of today, one of days
ago. Counted is the time from the click to the last file of the page store that lost it, and at the end every file is looked through.
Seconds are of the wall clock, and beside them those of the press's own CPU, which depend less on what else the machine does. Progress
goes to stderr; the last line of stdout is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context

OUTLETS, AT_ONCE, A_DAY = 40, 2_000, 400
PLACES = ("Vardø", "Kirkenes", "Tromsø", "Bodø", "Alta", "Narvik", "Hammerfest", "Tallinn", "Lerwick", "Murmansk", "Muscat", "Kushiro")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def fill(number: int, now: datetime):
    """An edition of so many stories, each told by one copy; nothing printed yet."""
    from wirecopy.desk.models import Placement, Story
    from wirecopy.press.models import Appearance
    from wirecopy.press.work import make_edition
    from wirecopy.wire.models import Change, Copy, Outlet, Reading, Take

    edition = make_edition(
        masthead="The Bench", host="bench.example", now=now, sections=[("Fisheries", {"words": ["crab"]}), ("World", {})]
    )
    Change.objects.all().delete()
    section = edition.sections.get(slug="fisheries")
    Outlet.objects.bulk_create(
        Outlet(slug=f"outlet-{n}", name=f"Outlet {n}", home=f"https://outlet-{n}.example/", rights="full", added_at=now)
        for n in range(OUTLETS)
    )
    outlets = list(Outlet.objects.order_by("pk"))
    draw, words = random.Random(1), [f"word{n}" for n in range(3000)]
    texts = [[" ".join(draw.choices(words, k=45)).capitalize() + "." for _ in range(8)] for _ in range(200)]
    for first in range(0, number, AT_ONCE):
        rows = range(first, min(first + AT_ONCE, number))
        at = {n: now - timedelta(days=1) * n / A_DAY - timedelta(minutes=2) for n in rows}
        url = {n: f"https://outlet-{n % OUTLETS}.example/{n}" for n in rows}
        copies = Copy.objects.bulk_create(
            Copy(outlet=outlets[n % OUTLETS], url=url[n], domain="x.example", headline=f"Story {n}", seen_at=at[n])
            for n in rows
        )
        takes = Take.objects.bulk_create(
            Take(copy=copy, number=1, received_at=copy.seen_at, url=copy.url, sha256="0" * 64, size=2000) for copy in copies
        )
        readings = Reading.objects.bulk_create(
            Reading(take=take, version="bench", read_at=at[n], headline=f"Story {n}", language="en", article=article(n, texts[n % 200]))
            for n, take in zip(rows, takes, strict=True)
        )
        stories = Story.objects.bulk_create(Story(slug=f"story-{n}", slugline=f"story-{n}", began_at=at[n], moved_at=at[n]) for n in rows)
        Placement.objects.bulk_create(
            Placement(story=story, copy=copy, reading=reading, placed_at=copy.seen_at, rule="bench")
            for story, copy, reading in zip(stories, copies, readings, strict=True)
        )
        Appearance.objects.bulk_create(
            Appearance(edition=edition, story=story, section=section if n % 3 == 0 else None, shown_at=at[n], day=at[n].date())
            for n, story in zip(rows, stories, strict=True)
        )
    return edition


def article(number: int, texts: list[str]) -> dict[str, object]:
    from wirecopy.wire.article import Article, Block, Dateline

    place = Dateline(PLACES[number % len(PLACES)], None, "NO", as_printed=f"{PLACES[number % len(PLACES)]}:")
    blocks = tuple(Block("paragraph", text) for text in (f"This is what story {number} tells.", *texts))
    body = "\n\n".join(block.text for block in blocks)
    return Article(headline=f"Story {number}", language="en", dateline=place, blocks=blocks, body=body).as_dict()


def press(stopped) -> None:
    """What the part `press` of `up` does."""
    from django.db import connections

    from wirecopy.press import work

    connections.close_all()
    while not stopped.is_set():
        now = datetime.now(UTC)
        if not work.turn(now) + work.print_due(now):
            time.sleep(0.5)


def naming(store, slug: str, path: str) -> set[str]:
    """The files that name a story: as an address, or as a link."""
    return {each for each in store.paths(slug) if path.encode() in (store.get(slug, each) or b"")}


def busy(process: int) -> float:
    """CPU seconds that a process has taken."""
    with open(f"/proc/{process}/stat") as file:
        told = file.read().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def kill_one(store, edition, story, before: set[str], printer: int) -> dict[str, object]:
    """Seconds until no page names it, but its own and the entries that say it was withdrawn."""
    from wirecopy.desk import noticing
    from wirecopy.press import paths
    from wirecopy.press.models import Stale

    path = paths.story(story.pk, story.slug)
    feeds = {each for each in before if each.endswith(tuple(paths.FEEDS.values()))}
    waiting = Stale.objects.filter(edition=edition, due_at__lte=datetime.now(UTC) + timedelta(minutes=3)).count()
    start, worked = time.monotonic(), busy(printer)
    noticing.kill(edition, story, "bench", "a bench", "It did not hold up.", "", datetime.now(UTC))
    left, headline = before - {path} - feeds, f">{'Story'} {story.slug.removeprefix('story-')}<".encode()

    def there() -> set[str]:
        pages = {each for each in left if path.encode() in (store.get(edition.slug, each) or b"")}
        told = {each for each in feeds | {path} if headline in (store.get(edition.slug, each) or b"")}
        return pages | told

    while (still := there()) and time.monotonic() - start < 120:
        time.sleep(0.1)
    told = {"seconds": round(time.monotonic() - start, 2), "cpu_seconds": round(busy(printer) - worked, 2)}
    return {**told, "named_on": len(before), "waiting": waiting, "left": len(still)}


def run(pages: int, kills: int) -> dict[str, object]:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from wirecopy.press import paths, work
    from wirecopy.press.models import Stale
    from wirecopy.press.stale import mark, mark_all
    from wirecopy.press.store import PageStore
    from wirecopy.press.telling import appearances

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    edition = fill(pages, now)
    store = PageStore(settings.PAGES)
    say(f"{pages} stories written down in {(datetime.now(UTC) - now).total_seconds():.0f} s")
    day = A_DAY
    rows = list(appearances(edition).select_related("story"))
    chosen = [rows[n].story for n in (0, day * 3 + 2, 1, 150, day * 2 + 2)][:kills]  # the newest, of days ago, of today
    near = rows[: day * 4]
    now = datetime.now(UTC)
    mark(edition.pk, dict.fromkeys((paths.story(row.story_id, row.story.slug) for row in near), now), 2)
    mark(edition.pk, dict.fromkeys((path for path in paths.FIXED if path != paths.MISSING), now), 2)
    mark(edition.pk, dict.fromkeys((*paths.feeds().values(), *map(paths.day, {row.day for row in rows})), now), 2)
    begun = time.process_time()
    printed = 0
    while some := work.print_due(now):
        printed += some
    say(f"{printed} pages printed beforehand, {1000 * (time.process_time() - begun) / printed:.1f} ms of CPU each")
    mark_all(edition, datetime.now(UTC), 5)
    before = {story.pk: naming(store, edition.slug, paths.story(story.pk, story.slug)) for story in chosen}
    connections.close_all()
    stopped = get_context("fork").Event()
    printer = get_context("fork").Process(target=press, args=(stopped,))
    printer.start()
    results = []
    try:
        for story in chosen:
            time.sleep(3)
            told = kill_one(store, edition, story, before[story.pk], printer.pid or 0)
            say(f"{story.slug}: {told}")
            results.append(told)
        waits = Stale.objects.filter(edition=edition, priority=5).count()
        load = os.getloadavg()[0]
    finally:
        stopped.set()
        printer.join()
    allowed = (*paths.feeds().values(), *paths.feeds("fisheries").values())
    forgotten = {
        story.slug: sorted(set(naming(store, edition.slug, path)) - {path, *allowed})[:5]
        for story in chosen
        if (path := paths.story(story.pk, story.slug))
    }
    marked = sum((settings.PAGES / edition.slug / f"{paths.story(s.pk, s.slug)[1:]}index.html.gone").exists() for s in chosen)
    most = {name: max(float(str(told[name])) for told in results) for name in ("seconds", "cpu_seconds")}
    return {
        "stories": pages, "kills": results, "slowest": most, "answers_410": marked, "still_named_on": sum(map(len, forgotten.values())),
        "which": {slug: pages for slug, pages in forgotten.items() if pages}, "still_stale_at_the_end": waits, "load": round(load, 1),
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--pages", type=int, default=20_000)
    options.add_argument("--kills", type=int, default=5)
    options.add_argument("--quick", action="store_true", help="2,000 pages and two kills")
    args = options.parse_args()
    data = tempfile.mkdtemp(prefix="wirecopy-kill-")
    os.environ.update(WIRECOPY_DATA=data, WIRECOPY_DATABASE="", DJANGO_SETTINGS_MODULE="wirecopy.settings")
    import django

    django.setup()
    try:
        print(json.dumps(run(2_000, 2) if args.quick else run(args.pages, args.kills)))
    finally:
        shutil.rmtree(data, ignore_errors=True)


if __name__ == "__main__":
    main()
