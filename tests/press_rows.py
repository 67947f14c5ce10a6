"""What does the press print in tests? Made-up outlets and stories, as rows: long and short, foreign, with and without pictures."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from django.db import transaction

from wirecopy.desk import folding
from wirecopy.desk.models import Placement, Story
from wirecopy.desk.placing import slug as story_slug
from wirecopy.press import work
from wirecopy.press.models import Edition
from wirecopy.wire.article import Article, Block, Credit, Dateline, Image, ZoneStamp
from wirecopy.wire.models import Change, Copy, Outlet, Passage, Picture, Reading, Take

NOW = datetime(2026, 11, 24, 14, 45, tzinfo=UTC)
OUTLETS = {  # name: language, country, rights, pictures
    "The Baltic Courier": ("en", "FI", "excerpt", True),
    "Nordlys Post": ("no", "NO", "excerpt", False),
    "Hokkai Shimpo": ("ja", "JP", "excerpt", False),
    "Anchorage Tide": ("en", "US", "full", True),
    "Kola Bulletin": ("en", "RU", "headline", False),
    "Finnmark Local": ("en", "NO", "full", False),
    "Hav og Kyst": ("no", "NO", "full", True),
    "Cascade Press": ("en", "US", "excerpt", False),
    "Gulf Morning": ("ar", "OM", "excerpt", False),
    "Küstenzeitung": ("de", "DE", "excerpt", False),
    "Kushiro Evening News": ("en", "JP", "excerpt", False),
    "Skipper’s Weekly": ("en", "GB", "full", True),
    "Le Fanal": ("fr", "FR", "headline", False),
    "Harbour & Rail Review": ("en", "NL", "excerpt", False),
}
PLACES = (  # place | region | country
    "KIRKENES|Finnmark|NO", "VARDØ||NO", "MURMANSK||RU", "ANCHORAGE|Alaska|US", "KUSHIRO|Hokkaido|JP", "HAMMERFEST|Finnmark|NO",
    "TALLINN||EE", "BREMERHAVEN||DE", "MUSCAT||OM", "SAINT-MALO|Brittany|FR", "ROTTERDAM||NL", "LERWICK|Shetland|GB", "TROMSØ||NO",
)  # fmt: skip
PARAGRAPHS = (
    "The harbour board took the decision late on Monday, by five votes to two, after a hearing that ran three hours over its time. "
    "Nobody from the fleet had been asked to speak, and most of the fleet came anyway, in wet boots, and stood along the wall.",
    "“We have been promised a plan since the spring,” said Marit Eidsvåg, who runs four boats out of the inner basin. “What we have "
    "got is a drawing of a plan.” She put the cost of another idle season at two million kroner.",
    "Figures that the directorate put out last week show landings up by a third since 2021, while the price at the quay has fallen "
    "in nine of the past eleven months. Buyers blame the freezers; the freezers blame the buyers.",
    "A second reading is set for 9 December. Until then the old rules hold, including the ban on night landings.",
)
HEADLINES = (  # outlet | section of its page | headline
    "The Baltic Courier|Fisheries|Oslo in no hurry to reopen crab talks with Japan, minister says",
    "Anchorage Tide|World|Senators split over two new icebreakers",
    "Nordlys Post|Energi|Melkøya i gang igjen etter tre uker med gasslekkasje",
    "Kola Bulletin|Fisheries|Murmansk fish auction opens again after two years",
    "Finnmark Local|Community|Kirkenes harbour museum opens its winter hall",
    "Kushiro Evening News|Fisheries|Crab prices fall for a fourth week",
    "Hokkai Shimpo|World|釧路港のカニ、四週連続で値下がり 冷凍在庫の売り急ぎが背景",
    "Gulf Morning|World|مسقط تعلن عن خط ملاحي جديد يربط الخليج بالموانئ الشمالية",
    "Küstenzeitung|World|Seefischereigesetzänderungsverordnung: Bremerhavens Kutterkapitäne fürchten Fangquotenneuverteilungsverfahren",
    "Skipper’s Weekly|Fisheries|Two trawlers collide off Vardø in thick fog; both crews are taken off and no one is hurt, rescuers say",
    "Hav og Kyst|Fiskeri|Sildekvoten: hva utvalget egentlig sa",
    "Cascade Press|World|A hearing on icebreakers hears three estimates, none of which agree",
    "Le Fanal|Monde|À Saint-Malo, les huîtres reviennent plus tôt que prévu",
    "Harbour & Rail Review|Business|Port fee rises 4 %, not 40 %",
    "Finnmark Local|Community|Court fines crab boats over paperwork",
    "Anchorage Tide|Energy|Gas flows from the north slope slow as a compressor fails its winter test",
    "The Baltic Courier|Business|Tallinn’s ferry queue gets a roof, and a reason to complain about it",
    "Harbour & Rail Review|Business|Rail freight to the ice-free port doubles in a year",
    "Skipper’s Weekly|Fisheries|What a net costs now",
    "Kola Bulletin|World|Storm closes the coast road east of Hammerfest",
)

VOCABULARY = sorted({word.strip(".,;:“”").lower() for text in PARAGRAPHS for word in text.split()})


def outlet(name: str, **facts: Any) -> Outlet:
    language, country, rights, pictures = OUTLETS.get(name, ("en", "", "excerpt", False))
    slug = story_slug(name)
    given = {"language": language, "country": country, "rights": rights, "pictures": pictures, "home": f"https://{slug}.example/"}
    return Outlet.objects.get_or_create(slug=slug, defaults={"name": name, "added_at": NOW, **given, **facts})[0]


def article(headline: str, when: datetime | None = None, **facts: Any) -> Article:
    """A whole article; `facts` replace its own."""
    made = Article(
        headline=headline,
        standfirst="The board voted five to two; nobody from the fleet had been asked to speak.",
        language="en",
        byline="By Pia Lund",
        published=ZoneStamp(when.astimezone(timezone(timedelta(hours=9))).isoformat(), "minute", f"{when:%d %B %Y}") if when else None,
        blocks=tuple(Block("paragraph", text) for text in PARAGRAPHS),
    )
    told = replace(made, **facts)
    return replace(told, body="\n\n".join(block.text for block in told.blocks))


def copy(of: Outlet, told: Article, came_at: datetime = NOW, *, into: Story | None = None, takes: int = 1, picture: str = "") -> Copy:
    """A copy that has walked the whole road: taken, read, placed into a story of its own or `into` one."""
    heard_at = came_at + timedelta(minutes=14)
    slug = story_slug(told.headline or "")
    number = Copy.objects.count() + 1
    url = f"{of.home}{number}-{slug}"
    headline = told.headline or ""
    made = Copy.objects.create(outlet=of, url=url, domain="outlet.example", given_at=came_at, seen_at=heard_at, headline=headline)
    values = replace(told, url=url).as_dict()
    for n in range(1, takes + 1):
        take = Take.objects.create(copy=made, number=n, received_at=heard_at + timedelta(minutes=n), url=url, sha256="0" * 64, size=2000)
        reading = Reading.objects.create(
            take=take, version="read-1", read_at=heard_at, article=values, headline=told.headline or "", language=told.language or "",
            published_at=datetime.fromisoformat(told.published.instant) if told.published else None,
        )  # fmt: skip
    legs = (("poll", "in the feed “News”", None), ("fetch", "200, 34 kB", None), ("read", "412 words, dateline, byline", reading))
    for minute, (leg, outcome, of_reading) in enumerate((*legs, ("place", "opens a story", reading))):
        at = heard_at + timedelta(minutes=minute)
        Passage.objects.create(take=take, reading=of_reading, leg=leg, passed_at=at, outcome=outcome, rule=f"{leg}-1")
    story = into or Story.objects.create(slug=slug, began_at=came_at, moved_at=heard_at)
    Placement.objects.create(story=story, copy=made, reading=reading, placed_at=heard_at, reason="", rule="1")
    if picture:
        Picture.objects.create(copy=made, url=told.images[0].url, domain="outlet.example", file=picture, width=1200, height=750)
    Change.note("story", story.pk, NOW)
    return made


def fold(*copies: Copy) -> None:
    """Let the desk compare copies with one another and with all that it holds, in this order."""
    with transaction.atomic():
        takes = [made.placement.reading.take for made in copies]
        for take, made in zip(takes, copies, strict=True):
            take.readings_taken = [made.placement.reading]
        folding.write_folds([(take, folding.judge_text(take)) for take in takes], NOW)


def long_text(seed: int, paragraphs: int = 9) -> tuple[Block, ...]:
    """Made-up paragraphs; the same seed gives the same ones."""
    draw = random.Random(seed)
    return tuple(Block("paragraph", " ".join(draw.choices(VOCABULARY, k=42)).capitalize() + ".") for _ in range(paragraphs))


def carried() -> tuple[Edition, Story]:
    """A story that Cascade Press had first: trimmed, turned round and taken whole by three; another's own report, and a copy of it."""
    made, text, own = edition(), long_text(1), long_text(2)
    trimmed = (Block("paragraph", "A line of its own that the Courier wrote above it all."), *text[:6])
    given: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
        ("Cascade Press", "Crab boats stay in port", 0, {"blocks": text}),
        ("The Baltic Courier", "Crab fleet idle", 40, {"blocks": trimmed, "credit": Credit("Cascade Press", (), None, "(Cascade Press)")}),
        ("Anchorage Tide", "Crab boats wait", 95, {"blocks": (*text[5:], *text[:5])}),
        ("Kola Bulletin", "Crab boats stay in port", 130, {"blocks": text}),
        ("Skipper’s Weekly", "Why nobody sails this week", 200, {"blocks": own}),
        ("Finnmark Local", "Nobody sails", 260, {"blocks": own}),
    )
    story = None
    for name, headline, minutes, facts in given:
        at = NOW - timedelta(hours=6) + timedelta(minutes=minutes)
        told = copy(outlet(name), article(headline, at, **facts), at, into=story)
        story = story or told.placement.story
        fold(told)
    assert story
    return made, story


def edition(**facts: Any) -> Edition:
    given: dict[str, Any] = {
        "masthead": "The Barents Wire", "slug": "barents", "host": "barents.example", "place": "Kirkenes", "zone": "Europe/Oslo",
        "tagline": "News of the north coast, and who had it first",
        "sections": [
            ("Fisheries", {"words": ["crab", "trawlers", "fish", "net"], "sections": ["Fiskeri"]}),
            ("Energy", {"sections": ["Energy", "Energi"]}),
            ("Business", {"sections": ["Business"]}),
            ("World", {"sections": ["World", "Monde"]}),
        ],
    }  # fmt: skip
    return work.make_edition(**{**given, **facts, "now": NOW})


def newsroom(stories: int = 40) -> Edition:
    """An edition with all kinds of stories, its changes not yet turned."""
    made = edition()
    for number in range(stories):
        name, section, headline = HEADLINES[number % len(HEADLINES)].split("|")
        came_at = NOW - timedelta(minutes=9 + 47 * number + 7 * (number % 5))
        of = outlet(name)
        place, region, country = PLACES[number % len(PLACES)].split("|")
        foreign = {"standfirst": None, "byline": None, "blocks": foreign_text(of.language)} if of.language in ("ar", "ja", "de") else {}
        pictured = of.pictures and number % 2 == 0
        image = (Image(f"{of.home}p{number}.jpg", "Boats in the inner basin on Monday morning.", "Photo: Liv Holm", "Boats at a quay"),)
        told = article(
            headline if number < len(HEADLINES) else f"{headline}, a day on",
            came_at,
            language=of.language,
            kicker=section,
            sections=(section,),
            dateline=Dateline(place, region or None, country, as_printed=f"{place}:") if number % 4 else None,
            credit=_credit(number, name),
            images=image if pictured else (),
            corrections=("An earlier version gave the fee as 40 per cent.",) if "40 %" in headline else (),
            **({"standfirst": None} if number % 3 == 2 else {}) | foreign,
        )
        first = copy(of, told, came_at, takes=2 if number % 7 == 0 else 1, picture=f"boats-{number % 4}.jpg" if pictured else "")
        for extra in range((6, 0, 3, 1, 0, 1)[number % 6]):
            other = outlet(list(OUTLETS)[(number + extra + 1) % len(OUTLETS)])
            late = came_at + timedelta(minutes=35 * (extra + 1))
            carried = article(headline, late, language=of.language, credit=Credit(name, (), other.name, f"({name})"))
            copy(other, carried, late, into=first.placement.story)
    return made


def _credit(number: int, name: str) -> Credit | None:
    if number % 12 == 6:
        return Credit("Finnmarken Dagblad", ("Hokkai Shimpo",), name, "(Finnmarken Dagblad, via Hokkai Shimpo)")
    return Credit("Cascade Press", (), name, "(Cascade Press)") if number % 6 == 1 else None


def foreign_text(language: str) -> tuple[Block, ...]:
    texts: Sequence[str] = {
        "ar": ("أعلنت هيئة الموانئ في مسقط يوم الثلاثاء عن خط ملاحي جديد يربط موانئ الخليج بالموانئ الشمالية اعتبارا من الربيع المقبل.",),
        "ja": ("釧路港で水揚げされるズワイガニの卸値が四週連続で下がった。" "市場関係者は、冷凍在庫を売り急ぐ動きが出ているとみている。",),
        "de": ("Die Kutterkapitäne in Bremerhaven fürchten um ihre Quoten. Am Montag berieten sie drei Stunden lang, ohne Ergebnis.",),
    }[language]
    return tuple(Block("paragraph", text) for text in texts)


def paint(folder: Path) -> None:
    """Four pictures, as the wire would have made them small."""
    from PIL import Image as Canvas
    from PIL import ImageDraw

    folder.mkdir(parents=True, exist_ok=True)
    for number, (sky, sea) in enumerate((("#b9c6cf", "#3d5566"), ("#e4cfae", "#5b4a3c"), ("#8fa9b8", "#22323c"), ("#d9d4cc", "#6f7f86"))):
        canvas = Canvas.new("RGB", (1200, 750), sky)
        draw = ImageDraw.Draw(canvas)
        draw.rectangle((0, 430, 1200, 750), fill=sea)
        for x in range(90 + 40 * number, 1200, 260):
            draw.polygon([(x, 470), (x + 190, 470), (x + 160, 520), (x + 30, 520)], fill="#1b1b1b")
            draw.line((x + 95, 470, x + 95, 330 - 20 * number), fill="#1b1b1b", width=5)
        canvas.save(folder / f"boats-{number}.jpg", quality=80)


def print_all(now: datetime = NOW) -> int:
    """Turn every change and print every page that is due; how many pages."""
    printed = 0
    while work.turn(now):
        pass
    while some := work.print_due(now, 200):
        printed += some
    return printed
