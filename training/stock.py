"""What is own reporting made of, so that no two texts of a set share it by accident?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from training.articles import Article
from training.copying import WORD, Hand

QUOTE = "\"“”„«»「」"
JUMP = 0.3  # how often own reporting that is made up goes on with any word: no run of it is long


@dataclass
class Stock:
    """What own reporting is made of: paragraphs of articles that stand aside, each used once; then words as the language strings them."""

    chance: Random
    aside: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    strings: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, article: Article) -> None:
        words = WORD.findall(article.text)
        for one, following in pairwise(words):
            self.strings[article.language][one].append(following)
        self.words[article.language] += words

    def hand(self, language: str) -> Hand:
        def word() -> str:
            return self.chance.choice(self.words[language]).strip(QUOTE + ".,;:!?()'’-") or "—"

        return Hand(self.chance, word, lambda words: self.own(language, words))

    def own(self, language: str, words: int) -> list[str]:
        """Paragraphs of about `words` words that stand nowhere else in the set."""
        found: list[str] = []
        left = self.aside[language]
        while words > 15 and left and len(WORD.findall(left[-1])) <= words * 1.5:
            found.append(left.pop())
            words -= len(WORD.findall(found[-1]))
        while words > 5:
            found.append(self.made(language, min(words, self.chance.randint(25, 60))))
            words -= len(WORD.findall(found[-1]))
        return found or [self.made(language, 6)]

    def made(self, language: str, words: int) -> str:
        every, strings = self.words[language], self.strings[language]
        out = [self.chance.choice(every)]
        for _ in range(words):
            out.append(self.chance.choice(every if self.chance.random() < JUMP or not strings[out[-1]] else strings[out[-1]]))
        return ("" if sum(map(len, every[:200])) < 300 else " ").join(out)

    def line(self, language: str, words: int) -> str:
        """A headline, or what leads to a quotation: no marks of quotation in it."""
        return self.made(language, words).translate(dict.fromkeys(map(ord, QUOTE)))
