"""Which editions does the demo open with? A large one in English that carries every outlet, and a small one in German."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Rules = Mapping[str, list[str]]  # outlets, words, places, languages: one of the lists must match; empty: everything


@dataclass(frozen=True, slots=True)
class SampleSection:
    slug: str
    name: str
    rules: Rules


@dataclass(frozen=True, slots=True)
class SampleEdition:
    slug: str
    masthead: str
    tagline: str
    place: str
    zone: str
    language: str
    accent: str
    sections: tuple[SampleSection, ...]
    rules: Rules = field(default_factory=dict)


SAMPLE_EDITIONS: tuple[SampleEdition, ...] = (
    SampleEdition(
        slug="barents",
        masthead="The Barents Wire",
        tagline="News of cold coasts, and where it came from",
        place="Kirkenes",
        zone="Europe/Oslo",
        language="en",
        accent="red",
        sections=(
            SampleSection("world", "World", {"words": [
                "aground", "grunnstøtte", "lasteskip", "magellan", "magallanes", "volcanic", "ash cloud", "storm", "icebreaker",
                "deich", "from the sea", "причал",
            ]}),
            SampleSection("business", "Business", {"words": [
                "profit", "freight", "shipyard", "cable ships", "workshop", "shares", "chantier naval",
            ]}),
            SampleSection("fisheries", "Fisheries", {"words": [
                "fishery", "fisheries", "crab", "snøkrabbe", "krabbeflåten", "krabben", "cannery", "salmon", "sild", "sildekvoten",
                "lakselus", "sardina", "sardinera", "huîtres", "ズワイガニ",
            ]}),
            SampleSection("energy", "Energy", {"words": [
                "power cable", "hydrogen", "gas plant", "gassanlegget", "hydrolienne", "wärmepumpe", "megawatt", "megawatts",
            ]}),
            SampleSection("science", "Science", {"words": [
                "coral", "whale", "whales", "researchers", "forskere", "учёные",
            ]}),
            SampleSection("culture", "Culture", {"words": [
                "museum", "choir", "diaries", "koret", "campana", "霧笛", "سفينة", "متحف",
            ]}),
            SampleSection("sport", "Sport", {"words": [
                "race", "skier", "mushers", "football", "rykket opp", "opprykk", "havnes il", "tsv",
            ]}),
        ),
    ),
    SampleEdition(
        slug="kuestenblatt",
        masthead="Küstenblatt",
        tagline="Was an den Küsten geschrieben wird",
        place="Husum",
        zone="Europe/Berlin",
        language="de",
        accent="blue",
        rules={"languages": ["de", "fr", "no"]},
        sections=(
            SampleSection("inseln", "Inseln und Deiche", {"outlets": ["mareinsel-anzeiger"]}),
            SampleSection("norden", "Aus dem Norden", {"languages": ["no"]}),
            SampleSection("westen", "Aus dem Westen", {"languages": ["fr"]}),
        ),
    ),
)
