"""What comes to the desk in tests? Readings of made-up copies, standing before the leg `fold`."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from wirecopy import copyflow
from wirecopy.wire.article import Article, Block, Credit, ZoneStamp
from wirecopy.wire.models import Copy, Outlet, Reading, Take

START = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
WORDS = (  # noqa: SIM905
    "harbour lantern ferry council engine winter crane signal captain ledger bridge quarry meadow station pilot orchard tunnel "
    "market anchor turbine valley parish glacier lighthouse cargo customs barley furnace railway island consul minister strike "
    "verdict appeal surgeon clinic vaccine satellite orbit rocket launch budget tariff deficit merger auction gallery statue "
    "archive novel prize cyclist summit stage goal keeper striker penalty referee storm flood levee drought harvest wolf reindeer "
    "salmon herring trawler quota treaty border convoy ceasefire "
).split()


def text(seed: int, sentences: int = 14) -> str:
    """A made-up text: paragraphs of two sentences; the same seed gives the same one."""
    draw = random.Random(seed)
    said = [" ".join(draw.choices(WORDS, k=draw.randint(9, 19))).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(said[at : at + 2]) for at in range(0, sentences, 2))


def outlet(name: str) -> Outlet:
    slug = name.lower().replace(" ", "-")
    made, _ = Outlet.objects.get_or_create(
        slug=slug, defaults={"name": name, "home": f"http://{slug}.example/", "language": "en", "added_at": START}
    )
    return made


def received(
    of: str, headline: str, body: str, minutes: int = 0, *, credit: str = "", canonical: str = "", timed: bool = True,
    of_copy: Copy | None = None,
) -> Take:  # fmt: skip
    """A take of a copy of the outlet `of`, that came out and was seen `minutes` after START; of a new copy, or the next of an old one."""
    at = START + timedelta(minutes=minutes)
    made = outlet(of)
    copy = of_copy or Copy.objects.create(
        outlet=made, url=f"{made.home}{Copy.objects.count() + 1}", domain=f"{made.slug}.example", headline=headline, seen_at=at
    )
    number = copy.takes.count() + 1
    take = Take.objects.create(copy=copy, number=number, received_at=at, url=copy.url, sha256="", size=1, next_leg="fold", due_at=at)
    article = Article(
        url=copy.url, canonical_url=canonical or copy.url, language="en", outlet=of, headline=headline, body=body,
        published=ZoneStamp(at.isoformat()) if timed else None, credit=Credit(outlet=credit, as_printed=f"({credit})") if credit else None,
        blocks=tuple(Block("paragraph", part) for part in body.split("\n\n") if part),
    )  # fmt: skip
    Reading.objects.create(
        take=take, version="test", read_at=at, article=article.as_dict(), headline=headline, language="en",
        published_at=at if timed else None, words=len(body.split()),
    )  # fmt: skip
    return take


def walk(days: float = 1) -> None:
    """Move all that is due to the end of the road."""
    while copyflow.move("test", START + timedelta(days=days)):
        pass
