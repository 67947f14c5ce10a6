"""Who wrote it? The printed byline, and the names that the page says of itself, weighed against each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from wirecopy.wire import credit, seams, timestamp
from wirecopy.wire.blocks import Line
from wirecopy.wire.facts import Facts
from wirecopy.wire.letters import letters

BYLINE = re.compile(
    r"by-?line|author|writ(?:e|ten)-?by|autor|auteur|writer|reporter|contributor|journalist|firma|kirjoittaja|skribent|signature|podpis"
)
BY = re.compile(
    r"((?:words |story |text |written |reported )?by|von|par|por|di|de|door|af|av|words|text|texto|tekst|autor|avtor|auteur|od|przez|автор"
    r"|(?:article )?(?:rédigé|écrit)e? par|escrito por|scritto da|geschreven door|skrevet a[vf]|verfasst von|текст"
    r"|piše|pišu|napisal[ai]?|napisao|skrev|از|oleh|a cura di)[:\s]\s*\S"
    r"|[(（]?(记者|記者|作者|撰文|撰稿|责编|责任编辑|編集|글)\s?[:：]\s*\S",
    re.I,
)
# The same behind a time, or behind the word for what was done then.
BY_LATER = re.compile(
    r"\W*(?:(?:posted|submitted|published|updated|written|publicado|publiée?|veröffentlicht|aktualisiert|eingestellt|gepostet"
    r"|geschrieben|erstellt|postado|pubblicato|postato|gepubliceerd|geplaatst|upplagd|inlagd|postet)\b"
    r"|\w{0,12}\W{0,3}\d).{0,60}?\s(?:(?:by|von|par|por|di|door|av)\s+|(?:autor|автор|piše|text|текст):\s*)\S",
    re.I,
)
# Where links to a writer's page lead, in the languages of most outlets.
WRITERS = re.compile(
    r"/(?:authors?|autor(?:en|es|in|e|i)?|auteurs?|avtor(?:y|i|ji)?|by|av|writers?|reporters?|journalists?|journaliste|contributors?|columnists?|"
    r"staff|profiles?|profil|yazar(?:lar)?|muhabir|penulis|skribent|redaktor|firmas?|giornalista|osoba)/[^/?#]"
)
AND = re.compile(r"(?:&|\b(?:and|und|et|y|e|och|og|en|i|ja|и|та|és|ve|dan))\s*$", re.I)
THE = re.compile(r"(?i)(?:the|le|la|les|el|il|lo|die|der|das|de|het|o|a) ")  # as outlets are called, and no persons
SURNAME_FIRST = re.compile(r"([^,;]+),\s*([^,;]+)")
NO_PERSON = re.compile(r"@\w|^\W*\d+\W*$|^\W*$|^\(?(image|photo|foto|bild)\b", re.I)
# What systems for websites call their users, and desks that no outlet needs to name.
ADMIN = re.compile(r"(?i)\W*(?:wp[ _-]?)?(?:admin\w*|root|super ?user|user\d*|guest|web[ _-]?master|undefined|null|none)\W*")
DESK = re.compile(
    r"(?i)\W*(?:(?:the|la|die|de)[ _-])?(?:(?:web|online|news|site)[ _-]?)?(?:editor(?:s|ial)?|desk|team|staff|newsroom"
    r"|redac(?:ci[oó]n|tion|tie|zione|ția)|r[ée]daction|redaktion(?:en)?|redazione|redacção|redação|redak[ct]j[aeio]\w?|toimitus)"
    r"[ _-]?(?:web|online|digital)?\W*"
)
INITIALS = re.compile(r"\s*\([a-zäöü.]{2,5}\)$")
SITE = re.compile(r"\.(com|de|org|net|lt|fr|uk|tr|co)\b|www\.|^[\w-]+(\.[\w-]+)+$", re.I)
EDGES = " ,;:|·•-–—/"
FAR = 30  # lines between headline and text
LONGEST = 160  # letters of a line with a byline
LONE = 60  # letters of a line that is nothing but names
MOST_WRITERS = 4  # lines with a name each
LINES_NEAR, OVER = 6, 16
WHOLLY = 0.9  # of a line is a link


@dataclass(frozen=True, slots=True)
class Byline:
    printed: str
    names: tuple[str, ...]
    agency: str | None
    line: Line
    alone: bool = False  # nothing near it bears out the names that the page gives itself


def byline(facts: Facts, lines: Sequence[Line], body: Sequence[int], at: int | None, taken: Collection[int]) -> Byline | None:
    """The first line around the text that is a byline by its words or by what it is called, and that the page's own names bear out.

    `at`: the headline's line; `taken`: lines that are something else.
    """
    named = [letters(name) for names, _ in facts.authors for name in names if len(name) > 3 and tells(name, facts)]
    only_meta = all(where.startswith("meta ") for _, where in facts.authors)
    other, desk, borne_out = None, None, False
    for line in around(lines, body, at):
        borne_out = borne_out or any(name in line.key for name in named)
        if line.number in taken or not 4 <= len(line.text) <= LONGEST:
            continue
        opens = BY.match(parted(line)) or BY_LATER.match(line.text)
        by = (opens is not None and not leads_away(line)) or leads_to_writer(line) or written_to(line)
        called = BYLINE.search(line.called) is not None
        if by or called or line.key in named:
            found = read(line)
            if found and not somebody(found, facts):
                desk = desk or found
            elif found and (by or any(name in line.key for name in named) or not named):
                return beside(found, lines)
            elif found and called and all(map(full, found.names)):
                other = other or found
    return replace(other, alone=True) if other and only_meta and not borne_out else desk


def beside(found: Byline, lines: Sequence[Line]) -> Byline:
    """With the names of the lines right after it that stand alike and lead to a writer each."""
    for line in lines[found.line.number + 1 : found.line.number + 1 + MOST_WRITERS]:
        other = read(line) if line.path == found.line.path and leads_to_writer(line) else None
        if other is None:
            break
        found = replace(found, printed=f"{found.printed}, {other.printed}", names=tuple(dict.fromkeys((*found.names, *other.names))))
    return found


def around(lines: Sequence[Line], body: Sequence[int], at: int | None) -> Iterator[Line]:
    """The lines after the headline, those at the end of the text, and those between a text that begins above its headline and it."""
    first = body[0] if body else 0
    start = max(0, (first if at is None else at) - 3)
    stop = min(len(lines), (body[-1] if body else start) + 6)
    yield from lines[start : start + FAR]
    yield from lines[max(start + FAR, stop - 9) : stop]
    if start - first < FAR:
        yield from lines[max(0, first - 3) : start]


def read(line: Line) -> Byline | None:
    printed, names, agency = credit.byline(parted(line))
    if not names and written_to(line):
        printed, names, agency = credit.byline(parted(line).partition(",")[0])
    if not names and names_a_writer(line):
        printed, names = line.text, (line.text,)
    return Byline(printed, names, agency, line) if printed and names else None


def parted(line: Line) -> str:
    """The text of a line, parted from what is glued to it, with the colon of a label that lacks one: "AvtorJana Zupan"."""
    text = seams.apart(line)
    label, seam, rest = text.partition(", ")
    return f"{label}: {rest}" if seam and text != line.text and BY.fullmatch(f"{label}: x") else text


def written_to(line: Line) -> bool:
    """Does it hold a link to the mailbox of whom it names first?"""
    mail = next((letters(href) for href in line.hrefs if href.startswith("mailto:")), "")
    first = seams.apart(line).partition(",")[0].split() if mail else []
    return len(first) > 1 and all(letters(word) in mail for word in first)


def names_a_writer(line: Line) -> bool:
    """Is it a link to a writer's page, in letters of one size, among which names cannot be told from other words?"""
    caseless = line.text.lower() == line.text.upper()
    return caseless and len(line.text) < LONE and BYLINE.search(line.near) is not None and leads_to_writer(line)


def leads_to_writer(line: Line) -> bool:
    """Is it one link, and that to the page of a writer? Not in a list or a heading, as teasers have it."""
    wholly = line.link_share > WHOLLY and len(line.hrefs) == 1 and not line.level and not line.box.within("li")
    return wholly and WRITERS.search(line.hrefs[0]) is not None


def leads_away(line: Line) -> bool:
    """Is it one link to something that is not named like it: a teaser's byline?"""
    if line.link_share < WHOLLY or len(line.hrefs) != 1 or WRITERS.search(line.hrefs[0]):
        return False
    words = [letters(word) for word in line.text.split() if len(word) > 3]
    return not any(word in letters(line.hrefs[0]) for word in words)


def unlabelled(lines: Sequence[Line], body: Sequence[int], at: int | None, taken: Collection[int]) -> Byline | None:
    """Names beside a time below the headline or in the line before or after it, over an office ("Staff Reporter"), or alone as the first
    or last line of the text.

    Only where the text itself never names them.
    """
    start = at if at is not None else max(0, body[0] - LINES_NEAR) if body else 0
    near = lines[start : start + OVER]
    times = {line.number for line in near if timestamp.find(line.text[:LONGEST])}
    timed = [line for line in near[1:LINES_NEAR] if line.number in times]
    offices = {line.number for line in near if credit.office(line.text)}
    before = [line for line in near[1:] if body and line.number < body[min(1, len(body) - 1)] and line.number != body[0]]
    over = [line for line in before if {line.number - 1, line.number + 1} & times or line.number + 1 in offices]
    ends = [(body[0] - 1, body[0]), (body[-1] + 1, body[-1])] if body else []  # with the lines that the text took
    beside = [lines[n] for n, end in ends if 0 <= n < len(lines) and lines[n].path == lines[end].path]
    alone = [lines[n] for n in dict.fromkeys([*body[:3], *body[-1:]])] + beside
    told = body[:-1] if len(body) > 3 else body  # the last line may tell of the author
    for line in [*timed, *alone, *(line for line in over if not line.box.within("figure", "nav", "li"))]:
        if line.number in taken or line.level or not 4 <= len(line.text) < LONE or line.text.endswith("."):
            continue
        found = read(line)
        if found is None or not all(full(name) and f"{name} :" not in line.text for name in found.names):
            continue
        if line in over and line.number > body[0] and letters(line.text) != "".join(map(letters, found.names)):
            continue
        if not any(name.split()[-1] in lines[n].text for name in found.names for n in told if n != line.number):
            return found
    return None


def names(facts: Facts, printed: Byline | None) -> tuple[tuple[str, ...], str, bool]:
    """The authors that the page says of itself, where, and whether they are more than the outlet's own name.

    An outlet beside a person is one of the authors only where JSON-LD says so; other lists hold it on every page.
    Where a list in the markup holds more than the byline prints, it is of other articles too; where it holds less, a fuller one is taken.
    """
    lists: list[tuple[tuple[str, ...], str]] = []
    spare: tuple[tuple[str, ...], str] | None = None
    known: dict[str, tuple[str, ...]] = {}  # most lists of a page hold the same names
    shown = {letters(name) for name in printed.names} if printed else set()
    for said, where in facts.authors:
        for name in said:
            known[name] = known.get(name) or (where.startswith("meta dc") and catalogued(name)) or persons(name)
        split = tuple(dict.fromkeys(part for name in said for part in known[name] if not (NO_PERSON.search(part) or ADMIN.fullmatch(part))))
        own = tuple(name for name in split if tells(name, facts))
        if own:
            lists.append((split if where.startswith("json-ld") else own, where))
            if shown <= {letters(name) for name in own}:
                break
        elif split:
            spare = spare or (split, where)
    if printed and printed.alone:
        return printed.names, "page line", True
    if not lists:
        return (*spare, False) if spare else ((), "", False)
    first, where = lists[0]
    keys = {letters(name) for name in first}
    if printed and shown < keys and where.startswith(("itemprop", "rel")):
        return printed.names, "page line", True
    if printed and keys < shown and where.startswith(("json-ld", "meta")):
        more = tuple(name for name in printed.names if letters(name) in keys or (joined(name, printed) and tells(name, facts)))
        return (more, "page line", True) if len(more) > len(first) else (first, where, True)
    if not shown <= keys:
        first, where = next(((full, there) for full, there in lists if shown | keys <= {letters(name) for name in full}), (first, where))
    return first, where, True


def full(name: str) -> bool:
    """Two words at least, in letters that have a large and a small form."""
    words = name.split()
    first = words[0] if words else ""
    initial = len(first) == 2 and first[1] == "."
    return len(words) > 1 and first[:1].isupper() and any(sign.islower() for sign in (name if initial else first))


def somebody(found: Byline, facts: Facts) -> bool:
    return any(tells(name, facts) for name in found.names)


def joined(name: str, printed: Byline) -> bool:
    """Is a further name of a byline a person's? An "and" leads it in, or each of the names is a link; outlets stand behind a comma."""
    linked = len(printed.line.hrefs) >= len(printed.names)
    led_in = AND.search(printed.printed[: printed.printed.find(name)])
    return full(name) and not THE.match(name) and (linked or led_in is not None)


def tells(name: str, facts: Facts) -> bool:
    """Does a name that the page gives say who wrote it? That of the outlet, of its desk or of its system does not."""
    if NO_PERSON.search(name) or SITE.search(name) or ADMIN.fullmatch(name) or DESK.fullmatch(name):
        return False
    return letters(name) not in {letters(outlet) for outlet, _ in facts.outlet} and name not in facts.bodies


def catalogued(said: str) -> tuple[str, ...]:
    """The name of a person as catalogues write it, surname first; empty for anything else."""
    match = SURNAME_FIRST.fullmatch(said)
    name = f"{match[2]} {match[1]}" if match else ""
    return (name,) if name and credit.byline(name)[1] == (name,) else ()


def persons(said: str) -> tuple[str, ...]:
    """One or several names out of one value. "Surname, First name" is not told apart from two names, and hardly ever printed."""
    found = credit.byline(INITIALS.sub("", said))[1]
    if found:
        return found
    head, _, rest = said.partition(",")
    if rest and len(rest) > len(head) and credit.byline(head)[1] == (head,):  # a name and an office
        return (head,)
    return tuple(part.strip() for part in said.split(";") if part.strip())


def without_time(text: str) -> str:
    """A byline without the time that is printed beside it."""
    hit = timestamp.find(text)
    if hit is None:
        return text
    before, after = text[: hit[1]].strip(EDGES), text[hit[2] :].strip(EDGES)
    return before if len(before) > 3 else after or text
