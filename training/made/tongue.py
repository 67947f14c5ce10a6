"""What is said on a made-up page, in each of its languages? Word salad of plausible shape, and the phrases of outlets."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from pathlib import Path
from random import Random

WORDS = Path(__file__).parent / "words"
LANGUAGES = tuple(sorted(file.stem for file in WORDS.glob("*.txt")))
RTL = frozenset(["ar", "fa", "he"])
CLOSE_SET = frozenset(["ja", "zh"])  # no blanks between words
FAMILY_FIRST = frozenset(["ja", "zh", "ko", "vi"])
STOP = {"ja": "。", "zh": "。", "hi": "।"}
COMMA = {"ja": "、", "zh": "，", "ar": "،", "fa": "،"}
ASK = {"ar": "؟", "fa": "؟", "ja": "？", "zh": "？"}
DENSE = {"ja": 0.42, "zh": 0.32, "ko": 0.6}  # how many letters say what an alphabet says in one
SLOT = re.compile(r"\{(\w)\}")


@cache
def stock(language: str) -> dict[str, list[str]]:
    lines = (WORDS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return {key: rest.split(" | ") for key, _, rest in (line.partition(": ") for line in lines)}


class Tongue:
    """One outlet's way to speak: `say` fills the phrases of its language, the rest makes sentences of given length in letters."""

    def __init__(self, language: str, outlet: str, chance: Random) -> None:
        self.language, self.outlet, self.chance = language, outlet, chance
        self.stock = stock(language)
        self.gap = "" if language in CLOSE_SET else " "
        self.small, self.word = self.stock["small"], self.stock["word"]
        self.author = self.name()
        self.day, self.month = chance.randint(1, 28), chance.randrange(12)

    def pick(self, key: str) -> str:
        return self.chance.choice(self.stock[key])

    def name(self) -> str:
        given, family = self.pick("given"), self.pick("family")
        if self.language in FAMILY_FIRST:
            return family + ("" if self.language in DENSE else " ") + given
        return f"{given} {family}"

    def say(self, key: str) -> str:
        return self.fill(self.pick(key))

    def fill(self, phrase: str) -> str:
        return SLOT.sub(lambda found: self.slot(found[1]), phrase) if "{" in phrase else phrase

    def slot(self, letter: str) -> str:
        chance = self.chance
        match letter:
            case "n":
                return self.author if chance.random() < 0.6 else self.name()
            case "t":
                return self.headline()
            case "p":
                return self.pick("place")
            case "o":
                return self.outlet
            case "k":
                return self.pick("nav")
            case "d":
                return str(self.day)
            case "m":
                return self.stock["month"][self.month]
            case "y":
                return str(chance.choice((2019, 2021, 2023, 2024, 2025)))
            case "h":
                return f"{chance.randint(6, 21):02}"
            case "i":
                return f"{chance.randint(0, 59):02}"
            case _:
                return str(chance.randint(2, 9))

    def words(self, letters: float) -> str:
        chance, size, made = self.chance, 0, []
        letters *= DENSE.get(self.language, 1)
        heavy = False
        while size < letters:
            roll = chance.random()
            word = chance.choice(self.small) if heavy and roll < 0.75 else chance.choice(self.word)
            heavy = not (heavy and roll < 0.75)
            if roll < 0.04:
                word = self.pick("place")
            elif roll > 0.975:
                word = str(chance.choice((3, 12, 25, 48, 140, "2,5", 2030)))
            elif 0.93 < roll < 0.975:
                word += COMMA.get(self.language, ",")
            made.append(word)
            size += len(word) + len(self.gap)
        return self.gap.join(made).rstrip(",،、，")

    def sentence(self, letters: float) -> str:
        text = self.words(letters)
        end = STOP.get(self.language, ".") if self.chance.random() > 0.03 else ASK.get(self.language, "?")
        return text[0].upper() + text[1:] + end

    def quote(self, letters: float) -> str:
        """What somebody said, in the quotation marks of the language."""
        opens, closes = self.pick_quotes()
        return opens + self.sentence(letters) + closes

    def pick_quotes(self) -> tuple[str, str]:
        opens, closes = self.stock["quotes"][0].split(" ")
        return ('"', '"') if self.chance.random() < 0.1 else (opens, closes)

    def paragraph(self, letters: float) -> str:
        made: list[str] = []
        size, gap = 0, self.gap
        letters *= DENSE.get(self.language, 1)
        while size < letters - 25 or not made:
            wanted = min(max(letters - size, 30), self.chance.choice((60, 90, 110, 140, 190))) / DENSE.get(self.language, 1)
            if self.chance.random() < 0.16:
                said = self.say("said")
                one = self.quote(wanted * 0.7) + gap + said + STOP.get(self.language, ".")
            else:
                one = self.sentence(wanted)
            made.append(one)
            size += len(one) + 1
        return gap.join(made)

    def headline(self) -> str:
        chance = self.chance
        text = self.words(chance.choice((32, 45, 55, 65, 80)))
        text = text[0].upper() + text[1:]
        roll = chance.random()
        if roll < 0.12:
            return f"{self.pick('place')}: {text}"
        if roll < 0.2:
            opens, closes = self.pick_quotes()
            return f"{opens}{text}{closes}{self.gap}{self.words(15)}"
        return text + ("?" if roll > 0.95 else "")

    def subhead(self) -> str:
        text = self.words(self.chance.choice((12, 18, 25, 35, 50)))
        return text[0].upper() + text[1:] + ("?" if self.chance.random() < 0.1 else "")

    def title(self) -> str:
        """Words of the page's head, safe in an attribute."""
        return escape(self.headline(), quote=True)
