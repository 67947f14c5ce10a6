"""Which of its titles is the headline of a page? The one it prints, as printed; what it says of itself confirms it, or decides.

A page tells its headline up to eight times (<h1>, <h2>, JSON-LD, OpenGraph, Twitter, <title> ...), and one page in three tells it in
several wordings: for its readers, for search engines, for social networks. Breadcrumbs may hold an <h1> that is made for search engines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wirecopy.wire import line_breaks
from wirecopy.wire.blocks import Line
from wirecopy.wire.body import prosaic
from wirecopy.wire.letters import letters
from wirecopy.wire.titles import JSON_LD, OPEN_GRAPH, SURE, Title, goes_on, tells, whole

PARTED = re.compile(r"\s*(?:[|｜：»«·•]|:+\s|\s[-–—/]\s)\s*")
PIPE = re.compile(r"\s*[|｜]\s*")  # in a <title> it parts the headline from section and site
KICKER = re.compile(
    r"kicker|overline|topline|eyebrow|rubric|dachzeile|overtitle|supertitle|pretitle|pre-title|surtitre|volanta|antetitulo|roofline|"
    r"strapline-top|label-kicker"
)
UNPRINTED = re.compile(r"crumb|breadbar|seo-?title|visually-?hidden|sr-only|screen-?reader")  # a heading that no reader sees as one
SURE_OF = (OPEN_GRAPH, JSON_LD)
QUOTES = re.compile("[\"'‘’‚‛“”„‟«»]")
KICKER_MOST = 20  # letters
LONG_KICKER = 45  # letters, within a heading
MOST_OF = 0.4  # of a title: less of it is a kicker, or a name
SHORT_WORD = 3  # letters
LIKE = 0.4  # likeness from which on a heading may be the headline
OVER = 12  # lines between headline and text
LEAST, MOST = 20, 160  # letters of a headline that is only known by its bold type


@dataclass(frozen=True, slots=True)
class Choice:
    text: str
    where: str
    line: Line | None = None  # where it is printed
    kicker: str = ""  # what the printed line has before it


def choose(said: Sequence[Title], lines: Sequence[Line], body: Sequence[int]) -> Choice | None:
    """The headline out of the titles and headings, where it was found and printed. None for a page without any.

    In this order: the <h1> that the makers' own titles say; the one that has a kicker before such a title; the one that only <title>
    says, unless the makers' titles agree on another; without such an <h1> the <h2> that OpenGraph or JSON-LD say; an <h1> in the
    breadcrumbs, unless JSON-LD names another; and what most titles say. Where that is a <title> that the page prints nowhere, a line all
    in bold over the text, as pages had it before they had headings.
    """
    shown = headings(lines, body, said)
    at = shown[0] if shown else over(lines, body)
    if not said:
        return Choice(at.text, f"page h{at.level}", at) if at else None
    printed_as_one = [line for line in shown if not unprinted(line)]
    first = [line for line in printed_as_one if line.level == 1]
    for line in first:
        if any(title.witness and tells(title, line.key) for title in said):
            return printed(line, said)
    agreed = agreement(said)
    for line in first:
        found = behind_kicker(line, said)
        if found:
            return found
        if not agreed and any(tells(title, line.key) for title in said):
            return printed(line, said)
    for line in () if first else printed_as_one:
        found = behind_kicker(line, said)
        if found:
            return found
    for line in () if first or agreed else printed_as_one:
        if under_kicker(line, lines, said):
            return Choice(line.text, f"page h{line.level}", line, lines[line.number - 1].text)
    named = [title for title in said if title.where.startswith(JSON_LD)]
    for line in shown:
        if line.level == 1 and line not in first and any(title.key == line.key for title in said):
            if named and all(title.key != line.key for title in named):  # made for search engines, with all that repeats it
                return Choice(named[0].text, named[0].where, at)
            return Choice(printed(line, said).text, "page h1", at)
    title = elected(said)
    plain = None if any(title.witness for title in said) else plainly(lines, body, at, title)
    if plain is not None:
        return other_kicker(plain, title) or Choice(plain.text.lstrip(" :|"), f"page h{plain.level}", plain)
    if at is not None:
        return other_kicker(at, title) or Choice(title.text, title.where, at)
    text = title.text if title.witness else max(PIPE.split(title.text), key=len)
    part, line_of_part = shown_part(text, lines)
    bold = in_bold(lines, body) if line_of_part is None and not title.witness else None
    if bold is not None:
        above = next((line.text for line in lines[: bold.number][-1:] if line.box is bold.box and len(line.text) < LONG_KICKER), "")
        return Choice(bold.text, "page line", bold, above)
    return Choice(part, title.where, line_of_part)


def headings(lines: Sequence[Line], body: Sequence[int], said: Sequence[Title]) -> list[Line]:
    """The headings that may be the headline, best first: by how they look like the titles, and of two alike the nearer to the text."""
    keys = Counter(title.key for title in said)
    found = []
    for line in lines:
        level = line.level
        if not 0 < level < 3 or len(line.key) < 4:
            continue
        like = max((likeness(line.key, key) for key in keys), default=LIKE)
        if like >= LIKE:
            score = like + 0.02 * keys[line.key] + (0.3 if level == 1 else 0.0) - (0.6 if unprinted(line) else 0.0)
            before = bool(body) and line.number < body[-1]
            found.append((round(-score, 3), not before, -line.number if before else line.number, line))
    return [line for *_, line in sorted(found, key=lambda one: one[:3])]


def over(lines: Sequence[Line], body: Sequence[int]) -> Line | None:
    """The <h1> close over the text, whatever it says: the place of the headline."""
    first = body[0] if body else 0
    return next((line for line in lines[max(0, first - OVER) : first][::-1] if line.level == 1 and not unprinted(line)), None)


def in_bold(lines: Sequence[Line], body: Sequence[int]) -> Line | None:
    """The longest line over the text that is all in bold and no sentence."""
    first = next((n for n in body if prosaic(lines[n])), 0)
    bold = [line for line in lines[max(0, first - OVER) : first] if line_breaks.wholly(line.parts, *line_breaks.BOLD)]
    fit = [line for line in bold if LEAST <= len(line.text) <= MOST and not line_breaks.SENTENCE.search(line.text) and not line.link]
    return max(fit, key=lambda line: len(line.text), default=None)


def unprinted(line: Line) -> bool:
    """Does the heading stand in a menu, in the breadcrumbs, or out of sight?"""
    near = (box.words for _, box in zip(range(3), line.box.up(), strict=False))
    return line.box.hidden or line.box.within("nav", "footer", "aside") is not None or any(UNPRINTED.search(words) for words in near)


def agreement(said: Sequence[Title]) -> bool:
    """Do two of the makers' titles say the same?"""
    keys = [title.key for title in said if title.witness]
    return len(set(keys)) < len(keys)


def plainly(lines: Sequence[Line], body: Sequence[int], at: Line | None, title: Title) -> Line | None:
    """What is printed where only <title> says what: its heading, the <h1> over the text if it has words of it, a heading that it holds.

    A title may break off: a heading that begins as its last part does is one, too.
    """
    above = [line for line in lines if line.level and (not body or line.number < body[-1])]
    said = next((line for line in above if line.key == title.key), None)
    if said is not None:
        return said
    last = letters(PARTED.split(title.text)[-1])
    longer = next((line for line in above if len(last) > SURE and line.key.startswith(last) and line.level < 3), None)
    if longer is not None:
        return longer
    top = over(lines, body)
    words = [word for word in map(letters, top.text.split()) if len(word) > SHORT_WORD] if top else []
    if 2 * sum(word in title.key for word in words) > len(words):
        return top
    return at if at is not None and (at.level == 1 or at.key in title.key) else None


def elected(said: Sequence[Title]) -> Title:
    """What most say. Twitter's title is no voice of its own where it repeats OpenGraph's; <title> only comes second."""
    votes = Counter(key for key, _ in {(title.key, title.where.replace("twitter", "og")) for title in said})
    return max(said, key=lambda title: (votes[title.key], title.witness))


def printed(line: Line, said: Sequence[Title]) -> Choice:
    """A confirmed heading, as printed. Where only a line break or a colour parts its parts, as the title that has marks between them."""
    before, shown = kicker_cut(line, [title.key for title in said])
    where = f"page h{line.level}"
    if before:
        return Choice(shown, where, line, before)
    agreed = whole(said)
    for title in said:
        if title.key in agreed and tells(title, line.key) and goes_on(title, line.key):
            return Choice(title.text, title.where, line)
    marked = [title.text for title in said if title.witness and title.key == line.key and seamed(title.text, shown)]
    return Choice(marked[0] if marked else shown, where, line)


def seamed(title: str, shown: str) -> bool:
    """Has the title more marks or blanks between the same letters than the line? Quotation marks and the end do not count."""
    return len(QUOTES.sub("", title).rstrip(" .…")) > len(QUOTES.sub("", shown).rstrip(" .…"))


def behind_kicker(line: Line, said: Sequence[Title]) -> Choice | None:
    """The title of OpenGraph, else of JSON-LD, that the heading says, whole or after a kicker."""
    for title in sorted(said, key=lambda title: title.where != OPEN_GRAPH):
        more = len(line.key) - len(title.key)
        if not title.where.startswith(SURE_OF) or not line.key.endswith(title.key):
            continue
        if more == 0:
            return Choice(title.text if seamed(title.text, line.text) else line.text, f"page h{line.level}", line)
        if len(title.key) > SURE and 2 < more < LONG_KICKER:
            return Choice(title.text, title.where, line, kicker_cut(line, [title.key])[0])
    return None


def under_kicker(line: Line, lines: Sequence[Line], said: Sequence[Title]) -> bool:
    """Does OpenGraph or JSON-LD say the heading behind what the page prints as a heading of its own just above it?"""
    above = lines[line.number - 1] if line.number else None
    return above is not None and above.level > 0 and any(t.where.startswith(SURE_OF) and t.key == above.key + line.key for t in said)


def other_kicker(line: Line, title: Title) -> Choice | None:
    """The heading without its kicker, which is called one, where the title has other words and a mark before the same end."""
    for cut in PARTED.finditer(title.text) if KICKER.search(line.words) and not line.key.endswith(title.key) else ():
        before, shown = kicker_cut(line, [letters(title.text[cut.end() :])])
        if before:
            return Choice(shown, f"page h{line.level}", line, before)
    return None


def shown_part(title: str, lines: Sequence[Line]) -> tuple[str, Line | None]:
    """A title, or the longest part of it that the page shows as a line of its own, at most behind a kicker; and that line."""
    cuts = list(PARTED.finditer(title))
    parts = [title, *(part for cut in cuts for part in (title[: cut.start()], title[cut.end() :]))]
    for part in sorted(parts, key=len, reverse=True):
        key = letters(part)
        ends = [line for line in lines if line.key.endswith(key) and line.link_share < 0.5 and len(line.key) - len(key) < KICKER_MOST]
        if len(key) > 8 and len(part) > MOST_OF * len(title) and ends:
            return part.strip(), min(ends, key=lambda line: len(line.key))
    return title, None


def kicker_cut(line: Line, keys: Sequence[str]) -> tuple[str, str]:
    """A kicker set into the headline, and the headline: the rest is then a title that the page gives."""
    shown, key = line.text, line.key
    for title in () if key in keys and not KICKER.search(line.words) else keys:
        if key.endswith(title) and len(title) > SURE and 2 < len(key) - len(title) < LONG_KICKER:
            for at in range(min(len(shown), 120)):
                if letters(shown[at:]) == title and (shown[at].isalnum() or shown[at] in "\"'“„«‘¿¡"):
                    return shown[:at].strip(" :-–—|/·.\"'“„«‘"), shown[at:]
    return "", shown.lstrip(" :|")


def likeness(shown: str, said: str) -> float:
    """How much a shown line looks like a title, by letters: 1 the same, less where one holds the other or they begin alike."""
    if shown == said:
        return 1.0
    short, long = (shown, said) if len(shown) < len(said) else (said, shown)
    if len(short) >= SURE and short in long:
        return 0.6 + 0.4 * len(short) / len(long)
    same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return 0.8 * same / len(long) if long else 0.0
