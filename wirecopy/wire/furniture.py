"""Which lines of a page are the outlet's own furniture, by what its earlier pages showed? Counts in, line numbers out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from wirecopy.wire import dateline
from wirecopy.wire.around import furniture_kind
from wirecopy.wire.article import Article, Block, Furniture
from wirecopy.wire.body import CUT_OFF
from wirecopy.wire.letters import letters

ONE, TWO, MANY = 1, 2, 3  # other copies that must have shown a line before it is taken out, by what it is and where it stands
SHARE = 1 / 3  # of the outlet's copies since it first came: background that a few stories share stays below
SHORT, LEDE, PROSE = 160, 80, 60  # signs
LINKED = 0.5  # share of link text from which on a line leads elsewhere
NEAR_COPY = 0.5  # share of a text that stands in one earlier copy: from there on both tell the same,
AKIN = 0.25  # and from here on so much of it that what is short in it may well be text that they share
LEAST_LETTERS = 3
STATED, FURNISHED = 200, 0.9  # signs of a line that make its place one of text; share of copies that make a place one of furniture
OF_OTHERS = ("teaser", "teaser_list", "nav")  # kinds of furniture that may hold the opening of another story
ANCHOR = re.compile(r"<a[ >].*?</a>", re.S)
MARK = re.compile(r"<[^<>]*>")
DIGITS = re.compile(r"\d")
QUOTED = re.compile(r"[\"“”„«»「」『』]")
SENTENCE = re.compile(r"[.!?…。！？।؟۔።։][\"”’»)\]]*$")
DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # one sign of these says as much as three letters


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as a page shows it. `signatures` name what stands over and beside the links of a line that leads elsewhere: they change."""

    key: str
    text: str
    size: int
    kind: str = "paragraph"
    linked: bool = False
    anchored: bool = False  # it holds a link, if only in passing
    signatures: tuple[str, ...] = ()
    place: str = ""  # the key of where it stands

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key, *self.signatures) if self.key else self.signatures


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a key was seen: on which other copies, among how many of the outlet's since the first of them; and whether it stays."""

    copies: frozenset[int]
    among: int = 0
    kept: bool = False
    own: frozenset[int] = frozenset()  # of a place: those of the copies that told something of their own there
    stated: int = 0  # and how many of them at length


Learnt = Mapping[str, Seen]
NOWHERE = Seen(frozenset())


def hashed(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def key(said: str, *, linked: bool = False) -> str:
    """Of the letters of a line. A line that is a link is not the one that it leads to. Empty for a line that says nothing."""
    return hashed(f"{'link ' if linked else ''}{said}") if len(said) >= LEAST_LETTERS else ""


def place_key(place: str) -> str:
    return hashed(f"place {place}") if place else ""


def size(text: str) -> int:
    return len(text) if text.isascii() else len(text) + 2 * len(DENSE.findall(text))


def shown(blocks: Sequence[Block]) -> list[Shown]:
    """The lines of a text, each with its keys."""
    found: list[Shown] = []
    heading = ""
    for block in blocks:
        said, signs, place = letters(block.text), size(block.text), place_key(block.place)
        lead = letters(MARK.sub("", ANCHOR.sub("", block.html))) if "<a" in block.html else said
        if len(lead) > (1 - LINKED) * len(said):
            found.append(Shown(key(said), block.text, signs, block.kind, anchored="<a" in block.html, place=place))
            heading = said if signs < PROSE else ""
            continue
        fixed = DIGITS.sub("", lead)
        frames = (f"under {heading}" if heading else "", f"beside {fixed}" if fixed else "")
        signatures = tuple(hashed(f"{block.kind} {one}") for one in frames if one)
        found.append(Shown(key(said, linked=True), block.text, signs, block.kind, True, True, signatures, place))
    return found


def around(article: Article) -> list[Shown]:
    """What was known for furniture already, and teaches as well as the text does."""
    return [Shown(key(letters(one.text)), one.text, 0, one.kind) for one in article.furniture if one.kind not in OF_OTHERS]


def near_copies(lines: Sequence[Shown], learnt: Learnt, share: float = NEAR_COPY) -> set[int]:
    """The earlier copies that hold more than a share of this text: its updates, and other addresses of the same story."""
    news = [line for line in lines if len(learnt.get(line.key, NOWHERE).copies) < MANY]  # what many show says nothing of this story
    told = [line for line in news if line.size > PROSE and not line.linked] or news
    total = sum(line.size for line in told)
    shared: Counter[int] = Counter()
    for line in told:
        shared.update(dict.fromkeys(learnt.get(line.key, NOWHERE).copies, line.size))
    return {copy for copy, size in shared.items() if size > share * total}


def repeated(lines: Sequence[Shown], learnt: Learnt) -> set[int]:
    """The numbers of the lines that are furniture; never of all, for a page that holds nothing else has nothing to be taken from."""
    near, akin = near_copies(lines, learnt), near_copies(lines, learnt, AKIN)
    lede = next((n for n, line in enumerate(lines) if line.kind == "paragraph" and not line.linked and line.size >= LEDE), -1)
    found: set[int] = set()
    furnished = {place for place, held in by_place(lines).items() if is_furnished(learnt.get(place, NOWHERE), near) and lede not in held
                 and not any(lines[n].size >= STATED and is_own(lines[n], learnt, near) for n in held)}  # fmt: skip
    for number in reversed(range(len(lines))):
        line = lines[number]
        known = [learnt[name] for name in line.keys if name in learnt]
        if any(seen.kept for seen in known) or not (known or line.place in furnished):
            continue
        if line.place in furnished:
            found.add(number)
            continue
        last = len(found) == len(lines) - 1 - number
        proof = MANY if number == lede else needed(line, last=last, leads=last or number + 1 in found)
        for seen in known:
            others = len(seen.copies - (akin if proof < MANY else near))
            if others >= proof and (proof == ONE or others >= SHARE * seen.among):
                found.add(number)
    return found if len(found) < len(lines) else set()


def by_place(lines: Sequence[Shown]) -> dict[str, list[int]]:
    """The numbers of the lines that stand in each place."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        if line.place:
            found[line.place].append(number)
    return found


def is_own(line: Shown, learnt: Learnt, near: Iterable[int] = ()) -> bool:
    """Does it tell something that no other story of the outlet tells, and is it neither link nor prompt nor the opening of another?"""
    if line.linked or (line.size < STATED and (line.text.endswith(CUT_OFF) or furniture_kind(line.text))):
        return False
    return not learnt.get(line.key, NOWHERE).copies.difference(near)


def is_furnished(place: Seen, near: Iterable[int] = ()) -> bool:
    """Was (nearly) all that stood in this place on three other copies or more furniture? A place that ever held long text is not."""
    others = place.copies.difference(near)
    told = others & place.own
    return not place.kept and not place.stated and len(others) >= MANY and len(others) - len(told) >= FURNISHED * len(others)


def needed(line: Shown, *, last: bool, leads: bool) -> int:
    """How many other copies prove a line. `last`: nothing that stays comes after it; `leads`: nor does what it is the heading of."""
    if line.linked:
        return ONE
    if line.kind == "quote" or QUOTED.search(line.text):
        return MANY
    if line.kind == "subhead":
        return ONE if leads else MANY
    if last:
        return ONE
    if line.size >= SHORT:
        return MANY
    return TWO if line.size >= PROSE and not line.anchored and SENTENCE.search(line.text) else ONE


def without(article: Article, out: set[int]) -> Article:
    """The article with what its outlet repeats moved to its furniture, as "repeated". `out`: the numbers of those blocks."""
    if not out:
        return article
    blocks = tuple(block for number, block in enumerate(article.blocks) if number not in out)
    taken = tuple(Furniture("repeated", article.blocks[number].text) for number in sorted(out))
    opening = next((block.text for block in blocks if block.kind == "paragraph"), "")
    opened = dateline.read(opening) if article.dateline is None else None
    return replace(
        article,
        blocks=blocks,
        body="\n\n".join(block.text for block in blocks),
        furniture=(*article.furniture, *taken),
        dateline=opened[0] if opened else article.dateline,
    )
