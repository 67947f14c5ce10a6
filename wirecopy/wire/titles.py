"""What does a page call itself, without the name of its site?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from wirecopy.wire import links
from wirecopy.wire.facts import Facts
from wirecopy.wire.letters import letters

SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|｜ㅣ]\s*|\s+::\s+|_")
PARTED = re.compile(rf"{SEPARATOR.pattern}|:\s")
TAIL = re.compile(r"\s+[|\-–—·•»]+\s+|\s*[|｜ㅣ：]\s*|\s\[|--|-(?=\w+$)")
DASH = re.compile(r"\s[-–—]\s")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"})
FILE = re.compile(r"(?i)[a-z]+[_-]?\d+(?:\.html?)?|[\w-]+\.html?|untitled(?: document)?")  # what editors for pages put there
LONGEST_TITLE = 500
SHORT_TAIL = 20  # letters of a section's name
OPEN_GRAPH, JSON_LD = "meta og:title", "json-ld"
SURE = 12  # letters that make a title known at the end of a line


@dataclass(frozen=True, slots=True)
class Title:
    """One thing that a page calls itself, without the name of the site."""

    text: str
    key: str
    where: str

    @property
    def witness(self) -> bool:
        """Said for this article by its makers, not put together for the window like <title>."""
        return self.where != "title"


def titles(facts: Facts, sites: Iterable[str], headings: Sequence[str] = ()) -> list[Title]:
    """What the page calls itself, nearest to the truth first. `headings`: the keys of its headings."""
    known = [key for key in map(folded, sites) if len(key) > 2]
    alone = all(where == "title" for _, where in facts.headline)
    found: list[Title] = []
    for text, where in facts.headline:
        text = bare(text, known) if len(text) < LONGEST_TITLE and not FILE.fullmatch(text) else ""
        text = lower(text, headings) if alone else text
        key = letters(text)
        if key:
            found.append(Title(text, key, where))
    agreed = whole(found)
    return [shorter(title, found, agreed) for title in found]


def whole(said: Sequence[Title]) -> set[str]:
    """The keys of what JSON-LD and OpenGraph both say."""
    json_ld, open_graph = ({title.key for title in said if title.where.startswith(source)} for source in (JSON_LD, OPEN_GRAPH))
    return json_ld & open_graph


def shorter(title: Title, found: Sequence[Title], agreed: Collection[str]) -> Title:
    """The title as another one has it, without the section or the date at its end."""
    if TAIL.search(title.text) is None:
        return title
    told = [other for other in found if other.witness and tells(title, other.key)]
    if title.key in agreed:
        told = [other for other in told if not goes_on(title, other.key)]
    return min([title, *told], key=lambda other: len(other.key))


def bare(title: str, known: Sequence[str]) -> str:
    """A title without the name of the site, and its sections, at the end or at the start. `known`: the site's names, folded."""
    cuts = list(SEPARATOR.finditer(title))
    if not cuts:
        return title
    last = cuts[-1]
    tail = folded(title[last.end() :])
    if tail and last.start() > 8 and any(tail == k or (len(tail) > 4 and (tail.startswith(k) or tail.endswith(k))) for k in known):
        end, mark = last.start(), last[0].strip()
        for cut in reversed(cuts[:-1]):  # the sections before it: "| World | News | The Example"
            if cut[0].strip() != mark or mark not in "|｜ㅣ" or end - cut.end() > SHORT_TAIL or cut.start() < 9:
                break
            end = cut.start()
        return title[:end].rstrip()
    if folded(title[: cuts[0].start()]) in known:
        return title[cuts[0].end() :].lstrip()
    return title


def lower(title: str, headings: Sequence[str]) -> str:
    """Of a window's title whose two parts are both printed as headings (keys, in page order) the lower: the upper is the site."""
    for cut in PARTED.finditer(title):
        parts = [title[: cut.start()], title[cut.end() :]]
        if all(letters(part) in headings for part in parts):
            return max(parts, key=lambda part: headings.index(letters(part)))
    return title


def folded(text: str) -> str:
    key = letters(text)
    return key if key.isascii() else key.translate(UMLAUTS)


def tells(title: Title, key: str) -> bool:
    """Does the title say this line, at most with a short addition such as the section or the date?"""
    if title.key == key:
        return True
    if len(key) < SURE or not 0 < len(title.key) - len(key) <= min(SHORT_TAIL, len(key) // 2) or not title.key.startswith(key):
        return False
    return any(letters(title.text[: cut.start()]) == key for cut in TAIL.finditer(title.text))


def goes_on(title: Title, key: str) -> bool:
    """Does the title say this line, a dash, and more? Where `whole` has it, that is no section: the makers would not call it headline."""
    return title.key != key and any(letters(title.text[: cut.start()]) == key for cut in DASH.finditer(title.text))


def host_names(url: str | None) -> list[str]:
    """What a title may call the site by its address: example.co.uk, example."""
    host = links.host(url)
    parts = host.split(".")
    return [host, *(part for part in parts[:-1] if len(part) > 3)] if host else []
