"""Which texts are copies of which? A set made from any folder of articles, with the truth of every word, and texts that only seem to copy.

    python training/copies.py FOLDER --out SET.jsonl [--seed 1] [--copies 5]

Of each article some of eleven kinds of copies are made (copying.py). What is no copy and may look like one: reports of one event by
several outlets (as told; for folders without, made by giving one article another's names, quotations and a few background sentences),
articles that quote a paragraph or a statement of another, texts of one outlet with the same furniture, and daily texts on one pattern.
Part of the articles stands aside and gives the own reporting. The same seed gives the same set, byte for byte.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.articles import TOLD, Article, articles
from training.copying import WAYS, WORD, Move, Part, changed, edited, joined, parts, sentences
from training.daily import PATTERNS, daily, furniture
from training.stock import QUOTE, Stock

ASIDE, PLANTED, LONG = 0.2, 0.5, 0.4  # shares: articles for own reporting; of those that share; events joined to longer reports
SPREAD = timedelta(hours=36)


@dataclass(slots=True)
class Document:
    """`group`: the number of the text that it is or copies. `moves`: what of its text came from document `origin` (-1: nothing known)."""

    kind: str
    article: Article
    source: Document | None = None
    copy: bool = False
    moves: tuple[Move, ...] = ()
    number: int = -1

    @property
    def group(self) -> int:
        return self.source.group if self.copy and self.source else self.number

    @property
    def origin(self) -> int:
        return self.source.number if self.source else -1

    @property
    def text(self) -> str:
        return self.article.text

    def as_dict(self) -> dict[str, object]:
        about = self.article
        return {
            "number": self.number, "group": self.group, "kind": self.kind, "event": about.event, "language": about.language,
            "outlet": about.outlet, "published": about.published.isoformat(), "headline": about.headline, "text": self.text,
            "origin": self.origin, "moves": [move._asdict() for move in self.moves],
        }  # fmt: skip


def make(found: Sequence[Article], seed: int = 1, copies: float = 5, patterns: Iterable[str] = tuple(PATTERNS)) -> list[Document]:
    """The set, by time of publication. `copies`: how many of each article on average, of 11 kinds; `patterns`: of the daily texts."""
    chance = Random(seed)
    stock = Stock(chance)
    found = apart(found)
    for one in found:
        stock.learn(one)
    originals = cast(found, stock)
    made = list(originals)
    for one in originals:
        kinds = chance.sample(list(WAYS), min(len(WAYS), max(1, round(chance.uniform(0.4, 1.6) * copies))))
        made += [copied(one, kind, stock) for kind in kinds]
    made += quoting(originals, stock) + furnished(originals, stock) + dailies(originals, chance, patterns)
    made.sort(key=lambda one: (one.article.published.timestamp(), one.article.outlet, one.kind, one.text))
    for number, one in enumerate(made):
        one.number = number
    return made


def apart(found: Sequence[Article]) -> list[Article]:
    """The articles without those that have a fifth of their text from an earlier one: a folder of real articles holds copies of its own."""
    holders: dict[tuple[str, ...], int] = {}
    out = []
    for number, one in enumerate(found):
        words = WORD.findall(one.text)
        runs = {tuple(words[n : n + 5]) for n in range(len(words) - 4)}
        common = Counter(holders[run] for run in runs if run in holders).most_common(1)
        if not common or common[0][1] < len(runs) / 5:
            out.append(one)
        for run in runs:
            holders.setdefault(run, number)
    return out


def cast(found: Sequence[Article], stock: Stock) -> list[Document]:
    """The articles that stand for themselves; the others' paragraphs go aside."""
    chance = stock.chance
    events: dict[str, list[Article]] = defaultdict(list)
    for one in found:
        events[one.event].append(one)
    alone = [tellings[0] for tellings in events.values() if len(tellings) == 1]
    chance.shuffle(alone)
    aside, alone = alone[: int(len(alone) * ASIDE)], alone[int(len(alone) * ASIDE) :]
    told = [list(tellings) for tellings in events.values() if len(tellings) > 1]
    chance.shuffle(told)
    told, to_join = told[int(len(told) * LONG) :], sorted(told[: int(len(told) * LONG)], key=lambda one: (one[0].language, one[0].line))
    for n in range(0, len(to_join), 3):
        longer = [one for one in to_join[n : n + 3] if one[0].language == to_join[n][0].language]
        told += [one for one in to_join[n : n + 3] if one not in longer]
        width = min(map(len, longer))
        told.append([long_report([tellings[k] for tellings in longer]) for k in range(width)])
        aside += [one for tellings in longer for one in tellings[width:]]
    for tellings in told:
        if len(tellings) > 2 and chance.random() < ASIDE * 2:
            aside.append(tellings.pop(chance.randrange(len(tellings))))
    for one in aside:
        stock.aside[one.language] += one.paragraphs
    for paragraphs in stock.aside.values():
        chance.shuffle(paragraphs)
    return [one for tellings in told for one in beside(tellings, stock)] + paired(alone, stock)


def beside(tellings: Sequence[Article], stock: Stock) -> list[Document]:
    """The tellings of one event; to some is given what two outlets have from one agency or one speech."""
    first = Document("same event", tellings[0])
    return [first] + [
        shared(first, one, stock, strange=False) if stock.chance.random() < PLANTED else Document("same event", one) for one in tellings[1:]
    ]


def shared(first: Document, article: Article, stock: Stock, strange: bool) -> Document:
    text, moves = joined(planted(first.article, article, stock, strange))
    return Document("same event", replace(article, paragraphs=tuple(text.split("\n\n"))), source=first, moves=moves)


def long_report(tellings: Sequence[Article]) -> Article:
    first, paragraphs = tellings[0], tuple(part for one in tellings for part in one.paragraphs)
    latest = max(one.published for one in tellings)
    return replace(first, event="+".join(one.event for one in tellings), paragraphs=paragraphs, published=latest)


def paired(alone: Sequence[Article], stock: Stock) -> list[Document]:
    """Every second of two articles in one language may become another report of what the first tells."""
    out: list[Document] = []
    waiting: dict[str, Document] = {}
    for article in alone:
        one = Document("original", article)
        if (first := waiting.pop(article.language, None)) is not None:
            soon = first.article.published + SPREAD * stock.chance.random()
            one = shared(first, replace(article, event=first.article.event, published=soon), stock, strange=True)
            first.kind = "same event"
        elif stock.chance.random() < PLANTED / (2 - PLANTED):
            waiting[article.language] = one
        out.append(one)
    return out


def names(article: Article, most: int = 15) -> list[str]:
    words = [one.text for sentence in sentences(parts(article.paragraphs)) for one in sentence[1:]]
    return [word for word, _ in Counter(w for w in words if w[:1].isupper() and w.isalpha() and len(w) > 3).most_common(most)]


def planted(a: Article, b: Article, stock: Stock, strange: bool) -> list[Part]:
    """`b` as another report of what `a` tells: with its names and many of its words where `strange`, up to eight of its quotations, at most
    half of the text, and up to five background sentences, at most a fifth, in part reworded. Some print one quotation without marks."""
    chance, hand = stock.chance, stock.hand(b.language)
    theirs, new_names = [one.text for part in parts(a.paragraphs) for one in part], dict(zip(names(b), names(a), strict=False))
    out = parts(b.paragraphs, original=False)
    if strange:
        rate = chance.uniform(0.05, 0.25)
        out = [
            [p._replace(text=chance.choice(theirs) if chance.random() < rate else new_names.get(p.text, p.text)) for p in part]
            for part in out
        ]
    most = min(a.length, b.length)
    every = sentences(parts(a.paragraphs))
    said = [cut for one in every if len(cut := quotation(one)) > 5]
    plain = [one for one in every if not any(set(piece.text) & set(QUOTE) for piece in one) and 8 < len(one) < 45]
    if not said and plain:
        said = [marked(plain.pop(chance.randrange(len(plain)))) for _ in range(min(len(plain), 4))]
    room = most * chance.uniform(0.1, 0.5)
    bare = chance.random() < 0.15
    for one in chance.sample(said, min(len(said), chance.randint(1, 8))):
        if len(one) <= room:
            room -= len(one)
            one = edited([one], chance.choice((0, 0, 0.05)), hand)[0] or one
            around = parts([stock.line(b.language, chance.randint(3, 9))], original=False)[0]
            before, after = ([around, spaced(unmarked(one) if bare else one)], [one, spaced(around)])
            first, second = before if bare or chance.random() < 0.5 else after
            out.insert(chance.randint(1, len(out)), [*first, *second])
            bare = False
    room = most * chance.uniform(0, 0.2)
    for one in chance.sample(plain, min(len(plain), chance.randint(0, 5))):
        if len(one) <= room:
            room -= len(one)
            place = chance.randrange(len(out))
            reworded = edited([one], chance.choice((0, chance.uniform(0.1, 0.4))), hand)[0]
            out[place] = [*out[place], *spaced(reworded)]
    return out


def spaced(part: Part) -> Part:
    return [part[0]._replace(gap=" "), *part[1:]] if part else part


def quotation(sentence: Part) -> Part:
    """From the first mark to the last, where both are there."""
    at = [n for n, piece in enumerate(sentence) if set(piece.text) & set(QUOTE)]
    return sentence[at[0] : at[-1] + 1] if len(at) > 1 else []


def unmarked(part: Part) -> Part:
    inner = [changed(piece, piece.text.translate(dict.fromkeys(map(ord, QUOTE)))) for piece in part]
    return [piece for piece in inner if piece.text]


def marked(part: Part) -> Part:
    out = [changed(part[0], "“" + part[0].text), *part[1:]]
    out[-1] = out[-1]._replace(text=out[-1].text + "”", same=False)
    return out


def copied(one: Document, kind: str, stock: Stock) -> Document:
    chance, about, hand = stock.chance, one.article, stock.hand(one.article.language)
    text, moves = joined(WAYS[kind](parts(about.paragraphs), hand))
    dice = chance.random()
    headline = about.headline
    if kind == "other lede" or dice < 0.25:
        headline = stock.line(about.language, 9)
    elif dice < 0.5 or kind in ("heavy rewrite", "heavy noise"):
        headline = joined(edited(parts([headline]), 0.25, hand))[0]
    return Document(kind, later(about, f"Relay {chance.randint(1, 90)}", headline, text, chance), source=one, copy=True, moves=moves)


def later(after: Article, outlet: str, headline: str, text: str, chance: Random) -> Article:
    published = after.published + timedelta(minutes=5) + SPREAD * chance.random() ** 3
    return replace(after, outlet=outlet, headline=headline, published=published, paragraphs=tuple(text.split("\n\n")))


def quoting(originals: Sequence[Document], stock: Stock) -> list[Document]:
    """Own texts with a paragraph of another article in quotation marks, or a short one, named as its, without."""
    out, chance = [], stock.chance
    for one in chance.sample(list(originals), len(originals) // 4):
        about = one.article
        part = chance.choice(parts(about.paragraphs)[:8])[:90]
        text = parts(stock.own(about.language, max(chance.randint(120, 500), 3 * len(part))), original=False)
        if len(part) > 30 or chance.random() < 0.7:
            part = marked(unmarked(part) or part)
        text.insert(chance.randint(1, len(text)), part)
        made, moves = joined(text)
        article = later(about, f"Quoter {chance.randint(1, 30)}", stock.line(about.language, 9), made, chance)
        out.append(Document("quoting", replace(article, event=f"{about.event}-quoted"), source=one, moves=moves))
    return out


def furnished(originals: Sequence[Document], stock: Stock) -> list[Document]:
    """Own texts of one outlet over furniture that takes up to three tenths of them."""
    out, chance = [], stock.chance
    for number in range(max(2, len(originals) // 40)):
        model = chance.choice(originals).article
        below = furniture(chance, chance.randint(2, 5))
        words = sum(len(part.split()) for part in below)
        for k in range(chance.randint(4, 9)):
            text = (*stock.own(model.language, chance.randint(int(words * 2.4), words * 6)), *below)
            article = later(model, f"Furnished {number}", stock.line(model.language, 9), "\n\n".join(text), chance)
            out.append(Document("furniture", replace(article, event=f"furniture-{number}-{k}")))
    return out


def dailies(originals: Sequence[Document], chance: Random, patterns: Iterable[str]) -> list[Document]:
    start: datetime = min(one.article.published for one in originals)
    out = []
    for pattern in patterns:
        for day in range(max(3, len(originals) // 15)):
            published = start + timedelta(days=day, hours=6)
            about = f"{pattern}-{day}", "", "en", f"{pattern.title()} Desk", published, f"{pattern.capitalize()} of the day"
            out.append(Document("daily", Article(*about, paragraphs=daily(chance, pattern))))
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=TOLD)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=float, default=5)
    given = parser.parse_args()
    made = make(articles(given.folder), given.seed, given.copies)
    given.out.write_text("".join(json.dumps(one.as_dict(), ensure_ascii=False) + "\n" for one in made), encoding="utf-8")
    print(json.dumps(Counter(one.kind for one in made)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
