"""Which lines inside the text are of another story, or lead to one?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from wirecopy.wire import dateline
from wirecopy.wire.blocks import Line
from wirecopy.wire.body import CUT_OFF, prosaic
from wirecopy.wire.boxes import Box

CARD = 600  # letters of a teaser with its heading
TIMES, SAID = 3, 25  # so often a line of so many letters stands in the text: it is said by the page, not by the story
LITTLE = 0.25  # of the text
TOLD, FEW = 160, 0.3  # letters of such a word; share of the text that a summary is at most
DEEP, TITLE, LONG = 4, 25, 80  # boxes up from a line to its card; letters of a title, and of a longer line
LEAD, LED = 8, 0.3  # letters of the words before a link, and its share in such a line
NEAR = 10  # lines before and after the text in which it is looked for
MARK = re.compile(r"<[^<>]*>")
HEADED = re.compile(r"\s*(?:<(?:b|strong|em)>)?<a [^<>]*>[^<]{15,}</a>\s*(?:</(?:b|strong|em)>)?\s*<br>")  # a title over what it leads to
SIGNS = ("AI", "KI", "IA", "GPT", "ekoäly", "ntelligen", "ztuczn")  # one of them stands in whatever BY_MACHINE matches
_SUMMARY = (
    "(summar|zusammenfass|zusammengefasst|kurzfassung|résum|resum|riassunt|oppsummer|opsummer|sammanfatt|samenvat|tiivist|podsumow|streszcz|"
    "shrnut)"
)
_MACHINE = r"\b(ai|ki|ia|(chat)?gpt|tekoäly|artificial intelligence|künstliche[rn]? intelligenz|sztuczn)\b"
BY_MACHINE = re.compile(rf"{_SUMMARY}.{{0,50}}{_MACHINE}|{_MACHINE}.{{0,50}}{_SUMMARY}", re.I)
# What boxes of facts are called, in the tongues of those who name them; a hash of a CSS module may follow.
FACTS = re.compile(
    r"(?<![a-z])(?:facts?-?box|factsheet|fakta-?(?:box|boks|boksi|ruta|laatikko)|fakten-?box|info-?box|info-?kasten|infoblok|infoboks|"
    r"kaderstuk|encadre|despiece|box-?info|expandable-?box)(?![a-z])"
)
FACTS_OVER = re.compile(
    r"(?:fakta|faktaboks|faktaruta|fakten|fact-? ?box|(?:key |quick )?facts|info-?box|info-?kasten)\b.{0,60}|at a glance|in numbers|"
    r"by the numbers|key points|auf einen blick|in zahlen|repères|en cifras|em números|in cifre|in cijfers|"
    r"kort fortalt|i korthet|w skrócie|najważniejsze informacje|det här har hänt|kort sagt|(?:de )?kern|in het kort|entenda(?: o caso)?|"
    r"(?:em )?resumo|in sintesi|in breve|l['’]essentiel|en bref|en breve|en resumen|das wichtigste(?: in kürze)?|stručně|коротко|главное",
    re.I,
)
BIO = re.compile(r"(?<![a-z])(?:author|writer|autor|auteur|contributor)s?[-_]{0,2}bio(?:graph(?:y|ie)|graf[ií]a)?(?![a-z])")
OPENING = 3  # lines
STORY = 3  # paragraphs
BLURB = 40  # letters; less than that is the time or the author that a heading may have beside it
LISTED, LEADING = 2, 0.5  # lines in a list right under a heading, each so much a link, make it theirs


def linked(line: Line) -> bool:
    """Is it a link to another story? One link's text and hardly more; in a list less of it is enough."""
    if (line.tag in ("td", "th") or line.level) and len(line.text) < 30:
        return False
    share = 0.95 if len(line.text) <= 30 else 0.6 if line.tag == "li" else 0.8
    return len(line.hrefs) == 1 and line.link_share > share


def cut_off(lines: Sequence[Line], body: Sequence[int]) -> dict[int, str]:
    """Openings of other stories: paragraphs that break off, three or more in a row, or with a dateline each."""
    broken = [n for n in body if len(lines[n].text) > 60 and lines[n].text.endswith(CUT_OFF)]
    runs = {n for a, b, c in zip(broken, broken[1:], broken[2:], strict=False) if c - a < 9 for n in (a, b, c)}
    return {n: "teaser" for n in broken if n in runs or (n > body[0] + 2 and dateline.read(lines[n].text))}


def next_story(lines: Sequence[Line], headlines: Collection[str]) -> int:
    """The number of the line with which a page goes on to its next story, in an <article> of its own; else how many lines there are.

    That is headed as ours is, or, where ours has told something, by a link to it. `headlines`: the keys of those that the page gives for
    the story that it is about.
    """
    heads = [(line, home) for line in lines if 0 < line.level < 3 and (home := line.box.within("article"))]
    first = [head for head in heads if head[0].level == 1]
    ours, home = next((head for head in first if head[0].key in headlines), first[0] if first else (None, None))
    if ours is None or home is None:
        return len(lines)
    told = next((line.number for line in lines[ours.number :] if prosaic(line) and home.holds(line.box)), len(lines))
    for head, other in heads:
        after = head.level == 1 or (linked(head) and "#" not in head.hrefs[0] and told < head.number)
        if after and head.number > ours.number and not home.holds(other) and not other.holds(home):
            held = held_by(other, lines, head.number)
            if sum(prosaic(lines[n]) for n in held) >= STORY:
                return held.start
    return len(lines)


def held_by(box: Box, lines: Sequence[Line], number: int) -> range:
    """The lines around the one of this number that the box holds."""
    first, last = number, number
    while first and box.holds(lines[first - 1].box):
        first -= 1
    while last + 1 < len(lines) and box.holds(lines[last + 1].box):
        last += 1
    return range(first, last + 1)


def repeated(lines: Sequence[Line], body: Sequence[int]) -> set[int]:
    """What a text says three times and more: a placeholder, a plea. No story does, and none is left where a page says little else.

    And what is said once more out of sight: a page may hold its text for small screens as well.
    """
    long = [n for n in body if len(lines[n].text) >= SAID]
    count = Counter(lines[n].key for n in long)
    seen = {lines[n].key for n in long if not lines[n].box.hidden} if any(lines[n].box.hidden for n in long) else ()
    found = {n for n in long if count[lines[n].key] >= TIMES or (lines[n].box.hidden and lines[n].key in seen)}
    rest = sum(len(lines[n].text) for n in body if n not in found) if found else 0
    return found if rest >= LITTLE * sum(len(lines[n].text) for n in body) else set()


def summed_up(lines: Sequence[Line], body: Sequence[int]) -> dict[int, str]:
    """The points that stand in one box with the word that a machine summed them up."""
    near = lines[max(0, body[0] - NEAR) : body[-1] + NEAR] if body else ()
    words = [line for line in near if len(line.text) < TOLD and any(sign in line.text for sign in SIGNS) and BY_MACHINE.search(line.text)]
    told = {line.box.parent for line in words} - {None}
    if not told:
        return {}
    inside = [n for n in body if not told.isdisjoint(lines[n].box.up())]
    few = sum(len(lines[n].text) for n in inside) < FEW * sum(len(lines[n].text) for n in body)
    return dict.fromkeys(inside, "prompt") if few else {}


def boxed(lines: Sequence[Line], body: Sequence[int]) -> dict[int, str]:
    """What stands in a box of facts amid or after the story, as its class or its heading says; unless it is most of what there is.

    One that opens the story sums it up.
    """
    known: dict[Box | None, bool] = {None: False}
    for n in body[1:]:
        over = lines[n].box.parent if lines[n].level > 1 and FACTS_OVER.fullmatch(lines[n].text) else None
        if over is not None and not over.holds(lines[body[0]].box):
            known[over] = True
    outside = [n for n in body if not in_facts(lines[n].box, known)]
    opened = (outside[:OPENING] or [-1])[-1]
    # Lines amid the text as well that nobody took for text.
    inside = [n for n in range(opened + 1, body[-1] + 1 if body else 0) if in_facts(lines[n].box, known)]
    told, apart = (sum(len(lines[n].text) for n in some) for some in (outside, inside))
    if not inside or told < LITTLE * (told + apart):
        return {}
    return dict.fromkeys(inside, "box")


def in_facts(box: Box | None, known: dict[Box | None, bool]) -> bool:
    """`known`: what is known of boxes; it is filled."""
    found = known.get(box)
    if found is None and box is not None:
        found = known[box] = facts(box.words) or in_facts(box.parent, known)
    return bool(found)


@lru_cache(4096)
def facts(called: str) -> bool:
    return FACTS.search(called) is not None


def of_author(lines: Sequence[Line], body: Sequence[int]) -> dict[int, str]:
    """What stands in a box that is called after the life of an author; unless it is a good part of what there is."""
    inside = [n for n in body if biographical(lines[n].called)]
    few = sum(len(lines[n].text) for n in inside) < FEW * sum(len(lines[n].text) for n in body)
    return dict.fromkeys(inside, "bio") if few else {}


@lru_cache(4096)
def biographical(called: str) -> bool:
    return BIO.search(called) is not None


def led_by(lines: Sequence[Line], body: Sequence[int]) -> dict[int, str]:
    """Three links and more that the same words lead in, in any tongue ("Read another story here | ..."), or that head three lines."""
    leading = {n: lead(lines[n]) for n in body if len(lines[n].hrefs) == 1 and lines[n].link_share > LED}
    count = Counter(words for words in leading.values() if len(words) >= LEAD)
    headed = [n for n in body if len(lines[n].hrefs) == 1 and HEADED.match("".join(lines[n].parts))]
    few = len(headed) >= TIMES and 2 * sum(len(lines[n].text) for n in headed) < sum(len(lines[n].text) for n in body)
    same = [n for n, words in leading.items() if count[words] >= TIMES]
    return dict.fromkeys([*same, *(headed if few else ())], "teaser")


def lead(line: Line) -> str:
    """What stands before its first link."""
    return MARK.sub("", "".join(line.parts).partition("<a ")[0]).strip()


def cards(lines: Sequence[Line], body: Sequence[int], found: dict[int, str]) -> dict[int, str]:
    """Lines that share a small card (a list item, an article box; any small box under a title) with a link to another story."""
    inside: dict[int, str] = {}
    leading = {line.number for line in lines[max(0, body[0] - 4) : body[-1] + 5] if linked(line)} if body else set()
    for number in body:
        if number in found or leading.isdisjoint((*range(number - 4, number), *range(number + 1, number + 5))):
            continue
        around = lines[max(0, number - 4) : number + 5]
        card = lines[number].box.within("li", "article", "aside")
        if (card and small(card, around, leading, number)) or titled(lines[number], around, leading, number + 5 >= len(lines)):
            inside[number] = "teaser"
    return inside


def small(card: Box, around: Sequence[Line], leading: set[int], number: int) -> bool:
    """Does the card hold little, and a link beside the line of this number?"""
    near = [line for line in around if card.holds(line.box)]
    few = len(near) < 5 and sum(len(line.text) for line in near) < CARD
    return few and any(line.number != number and line.number in leading for line in near)


def titled(line: Line, around: Sequence[Line], leading: set[int], ends: bool) -> bool:
    """Does it stand, the only line of any length, in a small box under the title of another story, that is a link?

    `ends`: the page does with the lines around it.
    """
    for _, box in zip(range(DEEP), line.box.up(), strict=False):
        near = [other for other in around if box.holds(other.box)]
        if len(near) > 5 or sum(len(other.text) for other in near) >= CARD or sum(len(other.text) >= LONG for other in near) > 1:
            return False
        if any(other.number < line.number and other.number in leading and len(other.text) >= TITLE for other in near):
            return near[0] is not around[0] and (ends or near[-1] is not around[-1])
    return False


def led_in(lines: Sequence[Line], body: Sequence[int], found: dict[int, str], void: set[int]) -> dict[int, str]:
    """Headings that lead nowhere: what follows was taken out, or nothing follows. Of several in a row only the last.

    `void`: what stands in for a picture or a post that is not shown; a heading may lead it in.
    """
    empty: dict[int, str] = {}
    following = "end"
    opening = next((n for n in body if not lines[n].level and n not in found), 0)
    held = {box for n in body if not lines[n].level and n not in found for box in lines[n].box.up()}
    for number in reversed(body):
        kind, line = found.get(number), lines[number]
        apart = kind is None and line.level > 1
        if apart and following in ("end", "teaser", "prompt", "bio"):
            empty[number] = "teaser" if following == "teaser" else "prompt"
            following = "text"
        elif apart and number > opening and (over_links(lines, line) or boxed_apart(lines, line, held)):
            empty[number] = "teaser"
        elif kind not in ("caption", "photo credit", "rule") and number not in void:
            following = kind or "text"
    return empty


def over_links(lines: Sequence[Line], heading: Line) -> bool:
    """Does a list of links stand right under it, in the same box?"""
    items = 0
    for line in lines[heading.number + 1 :]:
        box = line.box.within("ul", "ol")
        if box is None or box.parent is not heading.box.parent:
            break
        if line.link_share < LEADING:
            return False
        items += 1
    return items >= LISTED


def boxed_apart(lines: Sequence[Line], heading: Line, held: set[Box]) -> bool:
    """Does it head other lines in a box that holds no line of the text?"""
    box = heading.box.parent
    if box is None or box in held:
        return False
    after = lines[heading.number + 1 : heading.number + 2]
    return any(box.holds(line.box) and (len(line.text) >= BLURB or line.link_share > LEADING) for line in after)
