"""How do outlets change what they take over? Eleven ways, each keeping for every word where in the original it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

# A word with its marks; in scripts without spaces each letter.
DENSE = r"\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff"
WORD = re.compile(rf"[{DENSE}]|[^\s{DENSE}]+")
CORE = re.compile(r"\w(?:[\w'’.,:-]*\w)?")
STOP = re.compile(r"[.!?。！？][\"”’»“)\]」]*$")
NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
HOUSE = dict(
    pair.split("=") for pair in """
mr=|mrs=|ms=|dr=|president=pres.|governor=gov.|general=gen.|colonel=col.|senator=sen.|professor=prof.|percent=per cent|%=per cent|said=says
tuesday=tue.|monday=mon.|wednesday=wed.|thursday=thu.|friday=fri.|january=jan.|february=feb.|march=mar.|august=aug.|september=sept.
october=oct.|november=nov.|december=dec.|centre=center|center=centre|labor=labour|labour=labor|defense=defence|defence=defense|color=colour
harbour=harbor|harbor=harbour|neighbors=neighbours|neighbours=neighbors|kilometres=km|kilometers=km|metres=meters|meters=metres|million=m
billion=bn|government=govt|organization=organisation|organisation=organization|u.s.=US|u.k.=UK|us=U.S.|toward=towards|towards=toward
program=programme|programme=program|don't=do not|can't=cannot|won't=will not|it's=it is|herr=|frau=|euro=€|prozent=%|monsieur=m.|señor=sr.
about=around|while=whilst|whilst=while|on=|lorry=truck|truck=lorry|lorries=trucks|trucks=lorries|travelled=traveled|traveled=travelled
""".replace("\n", "|").strip("|").split("|")
)  # fmt: skip
MISREAD = {"e": "c", "c": "e", "o": "0", "l": "1", "i": "l", "h": "b", "n": "u", "u": "n", "t": "f", "s": "5", "m": "rn", "a": "o"}


class Piece(NamedTuple):
    """A word with its marks. `at`, `until`: where the original has it, -1 where it does not; `same`: as the original has it."""

    text: str
    at: int
    until: int
    same: bool
    gap: str  # what stands before it unless it opens a paragraph


class Move(NamedTuple):
    """text[start:end] came from original[at:until]; word by word the same, or changed in place."""

    start: int
    end: int
    at: int
    until: int
    same: bool


Part = list[Piece]  # a paragraph


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes a text: the dice, a word of the language, and `own(words)`, paragraphs that stand nowhere else."""

    chance: Random
    word: Callable[[], str]
    own: Callable[[int], list[str]]


def parts(paragraphs: Sequence[str], original: bool = True) -> list[Part]:
    """The paragraphs as pieces; offsets are those of the text that joins them by an empty line. Not `original`: own text, from nowhere."""
    found, base = [], 0
    for paragraph in paragraphs:
        part: Part = []
        end = 0
        for match in WORD.finditer(paragraph):
            at, until = (base + match.start(), base + match.end()) if original else (-1, -1)
            part.append(Piece(match[0], at, until, original, paragraph[end : match.start()]))
            end = match.end()
        found.append(part)
        base += len(paragraph) + 2
    return found


def joined(text: Sequence[Part]) -> tuple[str, tuple[Move, ...]]:
    """The text, and what of it came from where: runs of words that stood together, as long as they go."""
    out, place, moves = [], 0, []
    for number, part in enumerate(one for one in text if one):
        for first, piece in enumerate(part):
            gap = piece.gap if first else "\n\n" * bool(number)
            start = place + len(gap)
            out.append(gap + piece.text)
            place = start + len(piece.text)
            if piece.at < 0:
                continue
            last = moves[-1] if moves else None
            if piece.same and last and last.same and last.end + len(gap) == start and last.until + len(gap) == piece.at and (first or gap):
                moves[-1] = last._replace(end=place, until=piece.until)
            else:
                moves.append(Move(start, place, piece.at, piece.until, piece.same))
    return "".join(out), tuple(moves)


def changed(piece: Piece, text: str) -> Piece:
    return piece._replace(text=text, same=False) if text != piece.text else piece


def sentences(text: Sequence[Part]) -> list[Part]:
    found: list[Part] = []
    for part in text:
        found.append([])
        for piece in part:
            found[-1].append(piece)
            if STOP.search(piece.text) and len(found[-1]) > 4:
                found.append([])
    return [one for one in found if one]


def edited(text: Sequence[Part], share: float, hand: Hand, in_place: bool = False) -> list[Part]:
    """`share` of the words replaced, left out or preceded by another."""
    chance, out = hand.chance, []
    for part in text:
        new: Part = []
        for piece in part:
            if chance.random() >= share:
                new.append(piece)
                continue
            deed = 0.0 if in_place else chance.random()
            if deed < 0.6:
                new.append(changed(piece, CORE.sub(lambda _: hand.word(), piece.text, count=1)))
            elif deed < 0.8:
                new += [Piece(hand.word(), -1, -1, False, piece.gap), piece._replace(gap=piece.gap or " "[: len(piece.text) > 1])]
        out.append(new)
    return out


def house(text: Sequence[Part], hand: Hand) -> list[Part]:
    """Numbers, titles, spelling and marks as another house has them, and one word in a hundred besides."""
    curly = any("“" in piece.text for part in text for piece in part)
    marks = str.maketrans('“”’', "\"\"'") if curly else str.maketrans({"'": "’"})
    out = []
    for part in edited(text, 0.01, hand):
        new = []
        for piece in part:
            core = CORE.search(piece.text)
            word = styled(core[0]) if core else piece.text
            if core and not word:
                continue
            text_now = piece.text[: core.start()] + word + piece.text[core.end() :] if core else word
            text_now = text_now.translate(marks)
            if not curly:
                text_now = re.sub(r'"$|"(?=[.,;:!?]+$)', "”", re.sub(r'^"', "“", text_now))
            new.append(piece._replace(text=text_now, same=piece.same and text_now == piece.text))
        out.append(new)
    return out


def styled(word: str) -> str:
    low = word.lower()
    if low in HOUSE:
        return HOUSE[low].capitalize() if word[0].isupper() and HOUSE[low].islower() else HOUSE[low]
    if low in NUMBERS:
        return str(NUMBERS.index(low))
    if word.isdigit() and int(word) < len(NUMBERS):
        return NUMBERS[int(word)]
    if re.fullmatch(r"\d{1,3}(,\d{3})+", word):
        return word.replace(",", "")
    return re.sub(r"(?<=.{3})is(e[ds]?|ing|ation)$", r"iz\1", word) if low.endswith(("ised", "ises", "ising", "isation")) else word


def scanned(text: Sequence[Part], rate: float, hand: Hand) -> list[Part]:
    """`rate` of the letters misread, lost or split from their word."""
    chance, out = hand.chance, []
    for part in text:
        new: Part = []
        for piece in part:
            letters = []
            for letter in piece.text:
                if chance.random() >= rate:
                    letters.append(letter)
                elif (deed := chance.random()) < 0.7:
                    letters.append(MISREAD.get(letter.lower(), chance.choice("acemnorsu.,")))
                elif deed < 0.8:
                    letters.append(letter + " ")
                elif deed < 0.9:
                    letters.append(letter + "-")
            if "".join(letters).strip():
                gap = "" if piece.gap and chance.random() < rate / 2 else piece.gap
                new.append(changed(piece, "".join(letters).strip())._replace(gap=gap))
        # Two words that ran together are no longer the words of the original.
        glued = [bool(n and not piece.gap and part[min(n, len(part) - 1)].gap) for n, piece in enumerate(new)] + [False]
        out.append([p._replace(same=p.same and not (glued[n] or glued[n + 1])) for n, p in enumerate(new)])
    return out


def verbatim(text: list[Part], hand: Hand) -> list[Part]:
    return text


def light(text: list[Part], hand: Hand) -> list[Part]:
    return edited(text, hand.chance.uniform(0.01, 0.03), hand)


def lede(text: list[Part], hand: Hand) -> list[Part]:
    """Another first paragraph, or two where the first is short."""
    own = parts(hand.own(hand.chance.randint(25, 60)), original=False)
    return own + text[1 + (len(text) > 5 and len(text[0]) < 25) :]


def cut(text: list[Part], hand: Hand) -> list[Part]:
    """The first third or half, to the end of a sentence."""
    most = sum(map(len, text)) * hand.chance.choice((1 / 3, 1 / 2))
    out: list[Part] = []
    for part in text:
        kept: Part = []
        for sentence in sentences([part]):
            if out and sum(map(len, out)) + len(kept) >= most:
                break
            kept += sentence
        out.append(kept)
    return [part for part in out if part]


def brief(text: list[Part], hand: Hand) -> list[Part]:
    """Two to four sentences of the first ten, in one paragraph or two."""
    first = sentences(text)[:10]
    count = min(len(first), hand.chance.randint(2, 4))
    if hand.chance.random() < 0.5:
        kept = first[:count]
    else:
        kept = [first[n] for n in sorted(hand.chance.sample(range(len(first)), count))]
    if sum(map(len, kept)) < 30:
        kept = first[: count + 2]
    return [[piece if n or not k or piece.gap else piece._replace(gap=" ") for k, one in enumerate(kept) for n, piece in enumerate(one)]]


def heavy(text: list[Part], hand: Hand) -> list[Part]:
    return edited(text, hand.chance.uniform(0.2, 0.4), hand, in_place=True)


def reordered(text: list[Part], hand: Hand) -> list[Part]:
    """Paragraphs in another order; a text of few paragraphs by its sentences."""
    units = list(text) if len(text) > 3 else sentences(text)
    hand.chance.shuffle(units)
    return units


def mixed(text: list[Part], hand: Hand) -> list[Part]:
    """Half of it in one run of paragraphs or in two, and as much own reporting, at most one and a half times as much, around it."""
    words, kept, chance = sum(map(len, text)), [], hand.chance
    units = text if len(text) > 3 else sentences(text)
    start = chance.randrange(max(1, len(units) // 2))
    for unit in units[start:] + units[:start][::-1]:
        if sum(map(len, kept)) >= words / 2:
            break
        kept.append(unit)
    own = parts(hand.own(int(sum(map(len, kept)) * chance.uniform(0.5, 1.5))), original=False)
    before, between = sorted((chance.randint(0, len(own)), chance.randint(0, len(own))))
    middle = len(kept) // 2 if chance.random() < 0.5 else len(kept)
    return own[:before] + kept[:middle] + own[before:between] + kept[middle:] + own[between:]


def light_noise(text: list[Part], hand: Hand) -> list[Part]:
    return scanned(text, hand.chance.uniform(0.01, 0.02), hand)


def heavy_noise(text: list[Part], hand: Hand) -> list[Part]:
    return scanned(text, hand.chance.uniform(0.06, 0.13), hand)


WAYS = {
    "verbatim": verbatim, "light edits": light, "other lede": lede, "cut": cut, "brief": brief, "house style": house,
    "heavy rewrite": heavy, "reordered": reordered, "mixed": mixed, "light noise": light_noise, "heavy noise": heavy_noise,
}  # fmt: skip
