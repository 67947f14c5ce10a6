"""Which stories does an edition carry, under which section, and in what order does its front show them?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import log2
from typing import Any

from wirecopy.press.told import Told
from wirecopy.press.words import primary
from wirecopy.wire.article import Article
from wirecopy.wire.rights import cut

Rules = Mapping[str, Any]  # lists under outlets, words, places, languages, sections
CARDS, CARDS_ALONE, STRIP, MORE = 6, 9, 3, 12  # an edition without sections has more cards
RIVER, RIVER_STEP = 10, 4  # entries beside two rows of cards, and beside every further row of cards or strips
TEASER_WORDS, TEASER_SIGNS = 18, 130
CARD_WORDS, CARD_SIGNS = 34, 220
# Thai, Lao, Burmese, Khmer, kana, Han: scripts that put no spaces between words.
NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Facts:
    """What rules look at: of all copies of a story together, case-folded."""

    outlets: frozenset[str]
    text: str
    places: frozenset[str]
    languages: frozenset[str]
    sections: frozenset[str]


def facts(copies: Iterable[tuple[str, Article]]) -> Facts:
    """The facts of a story, from (slug of the outlet, article) of each of its copies."""
    given = list(copies)
    texts: list[str] = []
    places: set[str] = set()
    for _, article in given:
        texts += [article.headline or "", article.standfirst or "", *(b.text for b in article.blocks if b.kind == "paragraph")][:4]
        if line := article.dateline:
            places |= {name.casefold() for name in (line.place, line.region, line.country) if name}
    return Facts(
        outlets=frozenset(slug for slug, _ in given),
        text="\n".join(texts).casefold(),
        places=frozenset(places),
        languages=frozenset(a.language.lower() for _, a in given if a.language),
        sections=frozenset(name.casefold().strip() for _, a in given for name in (*a.sections, a.kicker) if name),
    )


def fits(rules: Rules, story: Facts) -> bool:
    """Does any of the rules match? Rules without a single line match nothing: who calls says what that means."""
    languages = [str(language).lower() for language in rules.get("languages", ())]
    return (
        not story.outlets.isdisjoint(rules.get("outlets", ()))
        or not story.places.isdisjoint(_folded(rules, "places"))
        or not story.sections.isdisjoint(_folded(rules, "sections"))
        or any(language in story.languages or language in map(primary, story.languages) for language in languages)
        or any(_whole_word(word).search(story.text) is not None for word in _folded(rules, "words"))
    )


def carries(rules: Rules, story: Facts) -> bool:
    """Does an edition with these rules carry the story? One without rules carries everything."""
    return not any(rules.values()) or fits(rules, story)


def section_of(sections: Sequence[tuple[int, Rules]], story: Facts) -> int | None:
    """The first section, by (id, rules) in the order of rank, whose rules fit."""
    return next((section for section, rules in sections if fits(rules, story)), None)


def _folded(rules: Rules, name: str) -> list[str]:
    return [folded for text in rules.get(name, ()) if (folded := str(text).casefold().strip())]


@lru_cache(maxsize=4096)
def _whole_word(word: str) -> re.Pattern[str]:
    if NO_SPACES.search(word):
        return re.compile(re.escape(word))
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


@dataclass(frozen=True, slots=True)
class Strip:
    """A section's own place on the front."""

    name: str
    path: str
    stories: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Front:
    lead: Told | None
    cards: tuple[Told, ...]
    river: tuple[Told, ...]
    strips: tuple[Strip, ...]


def front(
    stories: Sequence[Told], sections: Sequence[tuple[str, str]], now: datetime, language: str, pins: Sequence[int] = ()
) -> Front:
    """The front of an edition in `language`: `stories` newest first, `sections` as (name, path) in their order; `pins`: ids of stories.

    A lead and cards, what editors pinned first and the others by weight; under them what each section has besides, and the rest by time,
    as long as the column beside it.
    """
    wanted = 1 + (CARDS if sections else CARDS_ALONE)
    pinned = sorted((story for story in stories if story.id in pins), key=lambda story: pins.index(story.id))[:wanted]
    by_weight = sorted((story for story in stories if story.id not in pins), key=lambda story: weight(story, now, language), reverse=True)
    top = [*pinned, *mixed(by_weight, wanted - len(pinned))]
    shown = {story.id for story in top}
    rest = [story for story in stories if story.id not in shown]
    found = (Strip(name, path, tuple([s for s in rest if s.section_path == path][:STRIP])) for name, path in sections)
    strips = tuple(strip for strip in found if len(strip.stories) > 1)
    rows = (len(strips) + 1) // 2 if sections else 1
    return Front(
        lead=top[0] if top else None,
        cards=tuple(top[1:]),
        river=tuple(rest[: RIVER + RIVER_STEP * rows]),
        strips=strips,
    )


def weight(story: Told, now: datetime, language: str) -> float:
    """How much a story asks for the reader's eye now: what it is worth, less for each hour that it has stood."""
    return worth(story, language) - (now - story.shown_at).total_seconds() / 3600 / 8


def worth(story: Told, language: str) -> float:
    """What speaks for a story whatever the hour: many outlets have it, and there is something to read."""
    best = story.best
    points = log2(1 + story.also) + (1.0 if opening(story) else 0.0)
    points += 0.4 if best.picture else 0.0
    if best.shown.language and primary(best.shown.language) != primary(language):
        points -= 2.0
    return points


def mixed(stories: Sequence[Told], wanted: int) -> list[Told]:
    """The first `wanted`, but of one outlet no more than two while others have something to say."""
    picked: list[Told] = []
    waiting: list[Told] = []
    used: Counter[str] = Counter()
    for story in stories:
        if len(picked) == wanted:
            break
        if used[story.best.outlet_slug] < 2:
            used[story.best.outlet_slug] += 1
            picked.append(story)
        else:
            waiting.append(story)
    return picked + waiting[: wanted - len(picked)]


def opening(story: Told) -> str:
    """What there is to read of a story in one piece: its standfirst, or how it begins; empty where only the headline may be shown."""
    shown = story.best.shown
    if shown.standfirst:
        return shown.standfirst
    return without_dateline(story, next((b.text for b in shown.blocks if b.kind in ("paragraph", "quote")), ""))


def summary(story: Told) -> str:
    return _cut(opening(story), CARD_WORDS, CARD_SIGNS)


def _cut(text: str, words: int, signs: int) -> str:
    """Cut at a word; the ellipsis does not stand alone on a line."""
    return cut(text, words, signs).replace(" …", "\u00a0…")


def without_dateline(story: Told, text: str) -> str:
    """`text` without the dateline that it opens with: the place is set apart in bold."""
    line = story.best.shown.dateline
    if line and line.as_printed and text.startswith(line.as_printed):
        return text[len(line.as_printed) :].lstrip(" .:–—-")
    return text


@dataclass(frozen=True, slots=True)
class Teaser:
    """Another story: its place and the start of its first sentence, or its outlet and headline."""

    place: str | None
    region: str | None
    outlet: str
    text: str
    path: str
    language: str | None
    release: bool = False


def more(stories: Sequence[Told], than: int | None = None) -> tuple[Teaser, ...]:
    """Stories, without the one with id `than`, by dateline, one of each place; where those are few, more, one of each outlet."""
    teasers: dict[str, Teaser] = {}
    for placed in (True, False):
        for story in stories:
            line = story.best.shown.dateline
            key = (line.place if line else story.best.outlet).casefold()
            if story.id != than and bool(line) == placed and key not in teasers and len(teasers) < MORE:
                teasers[key] = _teaser(story)
    return tuple(teasers.values())


def _teaser(story: Told) -> Teaser:
    shown, line = story.best.shown, story.best.shown.dateline
    first = next((b.text for b in shown.blocks if line and b.kind == "paragraph"), "")
    text = _cut(without_dateline(story, first) or story.headline, TEASER_WORDS, TEASER_SIGNS)
    place, region = (line.place, line.region) if line else (None, None)
    return Teaser(place, region, story.best.outlet, text, story.path, shown.language, story.best.release)
