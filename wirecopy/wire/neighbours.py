"""Which lines are text for where they stand among those that are, whatever each looks like by itself?"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from string import digits

from wirecopy.wire import body, set_apart
from wirecopy.wire.blocks import Line
from wirecopy.wire.boxes import Box
from wirecopy.wire.kinds import OF_THE_TEXT

Kinds = Mapping[int, tuple[str, float]]  # what a line is by itself, and how likely

MOST_ROWS = 60
ELSE = 0.5  # so likely is what a line of a part is by itself that it is no text
# What designers call a heading within a text that they do not mark as one.
HEADED = re.compile(
    r"(?<![a-z])(?:sub-?head(?:ing|line)?|inter-?title|inter-?titre|zwischen-?titel|zwischen-?ueberschrift|ladillo|intertitulo|mellomtittel|"
    r"mellanrubrik|mellemrubrik|tussenkop(?:je)?|sr[oó]dtytu[lł]|mezititulek|v[aä]liotsikko|crosshead)(?![a-z])"
)
LIKELY, HEADING = 0.8, 90  # so likely is a line something else that it heads nothing; letters
COUNTED = re.compile(r"(\d{1,2})[.)]\s?[^\W\d]")
PLACE = 12  # letters; a place, a date or a sign that stands alone is shorter
LINKED = 0.2
# Some scripts of the South-East end a sentence with nothing, Greek a question with a semicolon.
SENTENCE = re.compile(r"[^.…][.!?。！？।؟۔።։][\"'”’»)]*$|[\u0370-\u03ff]\s?[;\u037e]$|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{8}$")


def amid(lines: Sequence[Line], first: set[int], kinds: Kinds) -> set[int]:
    """Lines between others of the text that stand just as one beside them does, and headings over one of them.

    Of such lines on the recorded pages 99 in 100 are text, and of the headings 95, whatever each looks like by itself.
    """
    found: set[int] = set()
    paths = {lines[n].path for n in first}
    for n in range(min(first) + 1, max(first)) if first else ():
        line, after = lines[n], lines[n + 1]
        if n in first or line.link_share >= body.HALF:
            continue
        if line.level > 1:
            over = beyond_places(lines, n + 1, kinds)
            joins = over in first and heads(line, lines[over])
        elif n + 1 in first and (alike(after, line) or runs_on(line, after, kinds, n - 1 in first) or leads_in(line, after, paths)):
            joins = True
        else:
            joins = (n - 1 in first or n - 1 in found) and alike(lines[n - 1], line)
        if joins:
            found.add(n)
    return found


def runs_on(line: Line, after: Line, kinds: Kinds, amid: bool) -> bool:
    """Is a line before one of the text a part of the run of it, though it stands otherwise? `amid`: right behind one of the text, too.

    It lies bare in the box whose paragraph the other is, or is a sentence beside it under another class; and is not likely something else.
    """
    kind, chance = kinds.get(line.number, ("", 0.0))
    if line.link or len(line.text) < PLACE or (kind not in OF_THE_TEXT and chance > ELSE):
        return False
    beside = line.box.parent is after.box.parent and line.tag == after.tag and set_apart.unnamed(line.box.words)
    return line.box is after.box.parent or (amid and beside and SENTENCE.search(line.text) is not None)


def leads_in(line: Line, after: Line, paths: set[int]) -> bool:
    """Does it end with a colon over a list of the text, under one of the `paths` of its lines?"""
    return line.text[-1] in ":：" and line.path in paths and not set_apart.ITEMS.isdisjoint(after.box.tags)


def beyond_places(lines: Sequence[Line], number: int, kinds: Kinds) -> int:
    """The line of this number, or the first after it that is not the place of an advertisement."""
    while number < len(lines) - 1 and kinds.get(number, ("", 0.0))[0] == "placeholder" and kinds[number][1] > LIKELY:
        number += 1
    return number


def headings_amid(lines: Sequence[Line], first: set[int], kinds: Kinds, pictured: Collection[int]) -> set[int]:
    """Short lines over paragraphs of the text that stand alike among them: headings that are not marked as such.

    No two of them say the same, numbers aside, as buttons would, none is surely something else, and none a caption.
    """
    around, named = set_apart.homes(lines, first), set_apart.named_homes(lines, first)
    rows: dict[int, list[int]] = {}
    for n in range(min(first) + 1, max(first)) if around else ():
        over = lines[n].box.parent
        if n not in first and over is not None and (over in around or over.path in named) and not lines[n].level:
            rows.setdefault(lines[n].path, []).append(n)
    found: set[int] = set()
    for row in rows.values():
        heads = [n for n in row if beyond_places(lines, n + 1, kinds) in first and titled(lines[n]) and n not in pictured]
        may_be = all(kinds.get(n, ("", 0.0))[0] in OF_THE_TEXT or kinds.get(n, ("", 0.0))[1] < LIKELY for n in row)
        enough = len(row) > 1 or HEADED.search(lines[row[0]].box.words)
        if enough and may_be and len(heads) == len(row) == len({lines[n].key.strip(digits) for n in row}):
            found.update(heads)
    return found


def counted(lines: Sequence[Line], first: set[int]) -> set[int]:
    """Lines amid the text that stand alike and are numbered from 1 on, as lists are that are not marked as such; none mostly a link."""
    found: set[int] = set()
    row: list[Line] = []
    for n in range(min(first) + 1, max(first) + 1) if first else ():
        line = lines[n]
        number = COUNTED.match(line.text) if line.link_share < body.HALF else None
        if number and int(number[1]) == len(row) + 1 and (not row or row[-1].path == line.path):
            row.append(line)
        else:
            found.update(one.number for one in row if len(row) > 1)
            row = []
    return found


def titled(line: Line) -> bool:
    """May it be a heading: short, no sentence, no link?"""
    return len(line.text) < HEADING and not line.link and line.text[-1] not in ".:,;)"


def parts_amid(lines: Sequence[Line], first: set[int], kinds: Kinds) -> set[int]:
    """Lists, listings and quotations between lines of the text, in the boxes that hold most of it.

    They are no links and not likely something else; what holds hardly any link and is called nothing is text whatever it looks like.
    A quotation is text only so, and only where the text does not say it as well.
    """
    found: set[int] = set()
    last = max(first, default=0)
    text = set_apart.keys(lines, first)
    near = range(min(first), min(len(lines), last + MOST_ROWS)) if first else range(0)
    around = set_apart.homes(lines, first)
    for part, held in set_apart.parts_of(lines, near, around, set_apart.named_homes(lines, first)):
        said = [kinds[line.number] for line in held if line.number not in first and line.number in kinds]
        sure = sum(kind not in OF_THE_TEXT and chance > ELSE for kind, chance in said)
        likely = 2 * sure <= len(held) and part.tag != "blockquote" and not part.holds(lines[last].box) and part.parent in around
        if held[0].number < last and (likely or set_apart.told(text, first, part, held)):
            found.update(line.number for line in held)
    return found


def heads(line: Line, after: Line) -> bool:
    """Does it stand right over the other, or over the part or the box of the text that the other begins?"""
    around, over = set_apart.holder(after.box), line.box.within("header")
    if over is not None and over.parent in (after.box.parent, around) and over.tag not in after.box.tags:
        return not after.level
    within = line.box.parent is after.box or (around is not None and line.box.parent in (around, around.parent))
    return not after.level and (side_by_side(line, after) or within)


def alike(one: Line, other: Line) -> bool:
    """Do they stand under the same path, side by side?"""
    return one.path == other.path and side_by_side(one, other)


def side_by_side(one: Line, other: Line) -> bool:
    """Do they stand in the same box, or in boxes of the same box?"""
    first, second = one.box.parent, other.box.parent
    return first is second or (first is not None and second is not None and first.parent is second.parent)


def list_of(box: Box) -> Box | None:
    """The list that an item, a term or what is said of one stands in."""
    if box.tags.isdisjoint(set_apart.ITEMS):
        return None
    return box.within("ul", "ol") if box.within("li") else box.within("dl")


def whole_lists(lines: Sequence[Line], taken: set[int]) -> set[int]:
    """A list is text as a whole or not at all: what most of its items are. So is a listing, with its questions or terms."""
    lists: dict[Box, list[Line]] = {box: [] for n in taken if (box := list_of(lines[n].box))}
    for line in lines if lists else ():
        box = list_of(line.box)
        if box in lists:
            lists[box].append(line)
    out = set(taken)
    for items in lists.values():
        among = [line.number for line in items if line.number in taken]
        if 2 * len(among) >= len(items):
            out.update(line.number for line in items if line.link_share < body.HALF)
        else:
            out.difference_update(among)
    return out


def whole_tables(lines: Sequence[Line], taken: set[int], kinds: Mapping[int, tuple[str, float]]) -> set[int]:
    """All cells of the tables that are text: those with two cells taken, and those amid the text of which half the cells look like text.

    Tables that are there for the layout are none.
    """
    tables: dict[Box, list[Line]] = {}
    celled = [line for line in lines if "table" in line.box.tags]
    layout = body.layout_tables(celled) if celled else set()
    for line in celled:
        table = line.box.within("table") if line.box.within("td", "th") else None
        if table and table not in layout:
            tables.setdefault(table, []).append(line)
    found: set[int] = set()
    for cells in tables.values():
        numbers = [line.number for line in cells]
        alike = sum(number in kinds and kinds[number][0] == "text" for number in numbers)
        amid = bool(taken) and min(taken) < numbers[0] and numbers[-1] < max(taken)
        if sum(number in taken for number in numbers) > 1 or (amid and len(numbers) > 1 and 2 * alike >= len(numbers)):
            found.update(numbers)
    return found


def opening(lines: Sequence[Line], first: set[int]) -> set[int]:
    """A sentence between a heading of the page and the text that stands as its first line does."""
    begins = min(first, default=0)
    if begins < 2:
        return set()
    over, line, after = lines[begins - 2 : begins + 1]
    said = line.size >= body.PROSE and line.link_share < LINKED and SENTENCE.search(line.text)
    return {line.number} if said and 0 < over.level < 3 and alike(line, after) else set()
