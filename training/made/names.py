"""What does a site call the parts of its pages? Class names of one outlet, in the manner of its makers."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

SYSTEMS = ("wordpress", "drupal", "blogger", "joomla", "typo3", "amp", "tailwind")
UNNAMED = ("p", "li", "list", "sub")  # often without a class
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@cache
def classes() -> dict[str, dict[str, str]]:
    """By heading of classes.txt: plain English names, a language's own, a system's, and further attributes (marked), each by role."""
    found: dict[str, dict[str, str]] = {}
    for line in (Path(__file__).parent / "classes.txt").read_text(encoding="utf-8").splitlines():
        role, _, names = line.partition(": ")
        if line.startswith("["):
            latest = found[line.strip("[]")] = {}
        elif names:
            latest[role] = names
    return found


class Names:
    """Class names of one outlet; `names("body")` is ` class="..."`, the same each time, or nothing."""

    def __init__(self, way: str, language: str, chance: Random) -> None:
        self.way, self.chance = way, chance
        known = classes()
        self.plain, self.marked, self.fixed = known["plain"], known["marked"], known[way] if way in SYSTEMS else {}
        self.local = known.get(language, {})
        self.prefix = chance.choice(("", "", "c-", "o-", "m-", "nx-", "site-"))
        self.block = chance.choice(("article", "story", "post", "news", "page", "detail"))
        self.bare = chance.uniform(0, 0.5)  # how often a paragraph or list has no class
        self.given: dict[str, str] = {}

    def __call__(self, role: str) -> str:
        if role not in self.given:
            name = self.named(role)
            more = ""
            if role in self.marked and self.way != "none" and self.chance.random() < 0.25:
                more = " " + self.chance.choice(self.marked[role].split(" | "))
            self.given[role] = (f' class="{name}"' if name else "") + more
        return self.given[role]

    def named(self, role: str) -> str:
        chance = self.chance
        if self.way == "none" or (role in UNNAMED and self.way not in ("hash", "styled") and chance.random() < self.bare):
            return ""
        if role in self.fixed:
            return self.fixed[role]
        plain = chance.choice(self.plain[role].split())
        match self.way:
            case "bem":
                return f"{self.prefix}{self.block}__{plain}" if chance.random() < 0.7 else f"{self.prefix}{plain}"
            case "modules":
                return f"{plain.title().replace('-', '')}_{plain}__{self.signs(5)}"
            case "hash":
                return f"css-{self.signs(6).lower()}" + (f" e{self.signs(7).lower()}0" if chance.random() < 0.3 else "")
            case "styled":
                return f"sc-{self.signs(6).lower()}-{chance.randint(0, 9)} {self.signs(6)}"
            case "local" | "mixed":
                own = role in self.local and (self.way == "local" or chance.random() < 0.5)
                return chance.choice(self.local[role].split()) if own else plain
        return plain

    def signs(self, count: int) -> str:
        return "".join(self.chance.choices(LETTERS, k=count))
