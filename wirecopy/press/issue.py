"""What does an issue of an edition say? What was new, by section, as plain values that stay as they were told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wirecopy.press.edition import Teaser, mixed, more, opening, worth
from wirecopy.press.told import Told
from wirecopy.press.words import Words
from wirecopy.wire.article import Article
from wirecopy.wire.clean import plain
from wirecopy.wire.rights import cut

MOST = 30  # stories that an issue tells, over all its sections
TEASERS = 6  # further ones of a section that it names
NAMED = 3  # other outlets that stand under a story
TEXT_WORDS, TEXT_SIGNS = 45, 300
HEADLINE_WORDS, HEADLINE_SIGNS = 60, 300
NEW_WORDS = 8  # so many words must have come or gone before a text has changed: less is a slip put right
SENTENCE = re.compile(r"\w{4,}[.!?][”’\"»)]*(?=\s)|[。！？]")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an issue: how many new stories it has, and those of them that may be told."""

    slug: str  # empty: what stands under no section of the edition
    name: str
    path: str  # of the page where the others are
    number: int
    stories: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Notice:
    """What became of a story that an earlier issue told."""

    kind: str  # killed | corrected
    headline: str
    path: str  # of its page; empty where that is gone
    text: str = ""
    story: int = 0


def parts(given: Iterable[Part], language: str) -> list[dict[str, Any]]:
    """The sections as they are kept: the weightiest stories told, a few more named by dateline, and the others counted."""
    given = [part for part in given if part.stories]
    told = []
    for part, most in zip(given, shares([len(part.stories) for part in given], MOST), strict=True):
        picked = mixed(sorted(part.stories, key=lambda story: worth(story, language), reverse=True), most)
        shown = {story.id for story in picked}
        rest = {story.path: story for story in part.stories if story.id not in shown}
        named = [_named(rest[teaser.path], teaser) for teaser in more(list(rest.values()), -1)[:TEASERS]]
        told.append(
            {
                "slug": part.slug,
                "name": part.name,
                "path": part.path,
                "stories": [kept(story) for story in picked],
                "teasers": named,
                "more": max(0, part.number - len(picked) - len(named)),
            }
        )
    return told


def shares(wanted: Sequence[int], most: int) -> list[int]:
    """How many of `most` each is given: the same to all, and what one does not want to the others, the first before the last."""
    given = [0] * len(wanted)
    while most > 0 and given != list(wanted):
        for at, number in enumerate(wanted):
            if most > 0 and given[at] < number:
                given[at] += 1
                most -= 1
    return given


def kept(story: Told) -> dict[str, Any]:
    """A story as JSON values: what its best telling may show, whose it is, and who else has it."""
    best, line = story.best, story.best.shown.dateline
    others = list(dict.fromkeys(plain(copy.outlet) for copy in story.others if copy.outlet_slug != best.outlet_slug))
    return {
        "id": story.id,
        "copy": best.copy,
        "path": story.path,
        "shown_at": story.shown_at.isoformat(),
        "headline": headline(story),
        "language": best.shown.language or "",
        "place": plain(line.place) if line else "",
        "region": plain(line.region or "") if line else "",
        "text": whole_sentences(plain(opening(story))),
        "outlet": plain(best.outlet),
        "outlet_slug": best.outlet_slug,
        "release": best.release,
        "original_url": best.original_url,
        "chain": [{"who": plain(hop.who), "standing": hop.standing} for hop in story.chain],
        "also_in": others[:NAMED],
        "also": story.also,
    }


def _named(story: Told, teaser: Teaser) -> dict[str, Any]:
    """A story that is only named: its place and how its first sentence begins, or its outlet and headline."""
    return {
        "id": story.id,
        "path": story.path,
        "headline": headline(story),
        "language": teaser.language or "",
        "place": plain(teaser.place or ""),
        "region": plain(teaser.region or ""),
        "text": plain(teaser.text) if teaser.place else "",
        "outlet": plain(teaser.outlet),
        "outlet_slug": story.best.outlet_slug,
        "release": story.best.release,
    }


def noted(notice: Notice) -> dict[str, Any]:
    headline, text = cut(plain(notice.headline), HEADLINE_WORDS, HEADLINE_SIGNS), cut(plain(notice.text), TEXT_WORDS, TEXT_SIGNS)
    return {"kind": notice.kind, "headline": headline, "path": notice.path, "text": text, "id": notice.story}


def lines(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Whatever an issue names a story in."""
    sections = [line for part in told.get("sections", ()) for line in (*part["stories"], *part["teasers"])]
    return [*sections, *told.get("updated", ()), *told.get("notices", ())]


def names(told: Mapping[str, Any]) -> set[int]:
    """The stories that an issue names."""
    return {line["id"] for line in lines(told) if line.get("id")}


def headline(story: Told) -> str:
    return cut(plain(story.headline or story.best.outlet), HEADLINE_WORDS, HEADLINE_SIGNS)


def whole_sentences(text: str) -> str:
    """The start of `text`, up to the end of a sentence where one ends late enough, else cut at a word."""
    start = cut(text, TEXT_WORDS, TEXT_SIGNS)
    if start == text:
        return text
    ends = [found.end() for found in SENTENCE.finditer(start) if found.end() > len(start) // 2]
    return start[: ends[-1]] if ends else start


def changed(before: Article, after: Article) -> bool:
    """Was the text really changed? Another headline, or words that came or went; spaces, points and capitals change nothing."""
    if _words(before.headline or "") != _words(after.headline or ""):
        return True
    old, new = Counter(_words(before.body)), Counter(_words(after.body))
    return (old - new).total() + (new - old).total() >= NEW_WORDS


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def all_stories(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The stories that an issue tells in full, in its order."""
    return [story for part in told.get("sections", ()) for story in part["stories"]]


def counts(told: Mapping[str, Any], label: Words) -> str:
    """How much was new, and from how many outlets."""
    if not told.get("number"):
        return ""
    return label["letter_counts"].format(stories=label.count("stories", told["number"]), outlets=label.count("from", told["outlets"]))


def hop_said(hop: Mapping[str, Any], label: Words) -> str:
    return hop["who"] if hop["standing"] == "seen" else f"{hop['who']} ({label['letter_only_named']})"


def also_in(story: Mapping[str, Any], label: Words) -> str:
    """Who else has it."""
    names, further = story["also_in"], story["also"] - len(story["also_in"])
    if not names:
        return label.count("also", story["also"]) if story["also"] else ""
    key = "letter_also_more" if further > 0 else "letter_also"
    return label[key].format(outlets=", ".join(names), n=label.number(further))


def named_by(teaser: Mapping[str, Any]) -> str:
    """What stands in bold before a teaser: its place, else its outlet."""
    return ", ".join(filter(None, (teaser["place"], teaser["region"]))) or teaser["outlet"]
