"""What does the leg `fold` cost with its rows and commits?

    python bench/folding_leg.py [--articles N] [--words N] [--quick]

Made-up articles (words by Zipf's law, one in five the copy of an earlier one: whole, cut, or with another opening) are put before the
leg as takes with readings, in a SQLite database of their own, and folded 50 to a transaction, as the road does it. Only the leg is
measured: from the reading to the commit, over the last tenth of the articles. Progress goes to stderr; the last line of stdout is one
JSON object.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 1, tzinfo=UTC)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class Articles:
    """Texts, one after the other; `origin` is the number of the text that one is a copy of."""

    def __init__(self, words: int) -> None:
        self.random = random.Random(7)
        self.words = words
        self.vocabulary = ["".join(self.random.choices("bdfgklmnprstvaeiou", k=self.random.randint(2, 9))) for _ in range(60_000)]
        total, self.weights = 0.0, []
        for rank in range(1, len(self.vocabulary) + 1):
            total += 1 / (rank + 2.7)
            self.weights.append(total)
        self.last: list[tuple[int, list[str]]] = []

    def next(self, number: int) -> tuple[str, int | None]:
        draw = lambda count: self.random.choices(self.vocabulary, cum_weights=self.weights, k=count)  # noqa: E731
        origin, told = None, draw(self.words)
        if self.last and self.random.random() < 0.2:
            origin, whole = self.random.choice(self.last)
            cut = self.random.choice((len(whole), len(whole) * 2 // 3, len(whole) // 2))
            told = (draw(30) if self.random.random() < 0.5 else []) + whole[:cut]
        self.last = [*self.last[-400:], (number, told)] if origin is None else self.last
        paragraphs = [" ".join(told[at : at + 60]) + "." for at in range(0, len(told), 60)]
        return "\n\n".join(paragraphs), origin


def fill(articles: Articles, first: int, count: int) -> tuple[list[int], dict[int, int]]:
    """Rows of `count` more articles, standing before the leg; their takes, and the copies among them."""
    from wirecopy.wire.article import Article, Block, ZoneStamp
    from wirecopy.wire.models import Copy, Outlet, Reading, Take

    outlets = list(Outlet.objects.order_by("pk"))
    copies, texts, true = [], [], {}
    for number in range(first, first + count):
        text, origin = articles.next(number)
        at = START + timedelta(seconds=number)
        if origin is not None:
            true[number] = origin
        outlet, url = outlets[number % len(outlets)], f"http://bench.example/{number}"
        copies.append(Copy(pk=number + 1, outlet=outlet, url=url, domain="bench.example", headline=f"Story {number}", seen_at=at))
        texts.append((text, at))
    Copy.objects.bulk_create(copies)
    takes = Take.objects.bulk_create(
        Take(copy=copy, number=1, received_at=at, url=copy.url, sha256="", size=0, next_leg="fold", due_at=at)
        for copy, (_, at) in zip(copies, texts, strict=True)
    )
    readings = []
    for take, (text, at) in zip(takes, texts, strict=True):
        blocks = tuple(Block("paragraph", part) for part in text.split("\n\n"))
        article = Article(url=take.url, headline=take.copy.headline, body=text, published=ZoneStamp(at.isoformat()), blocks=blocks)
        readings.append(Reading(take=take, version="bench", read_at=at, headline=article.headline, language="en", published_at=at,
                                words=len(text.split()), article=article.as_dict()))  # fmt: skip
    Reading.objects.bulk_create(readings)
    return [take.pk for take in takes], true


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=870)
    parser.add_argument("--quick", action="store_true", help="4,000 articles")
    given = parser.parse_args()
    count = 4_000 if given.quick else given.articles
    data = tempfile.mkdtemp(prefix="wirecopy-fold-")
    os.environ |= {"WIRECOPY_DATA": data, "WIRECOPY_WORKER": "bench"}
    try:
        from wirecopy.ready import ready

        ready()
        print(json.dumps(measure(count, given.words)))
    finally:
        shutil.rmtree(data, ignore_errors=True)


def measure(count: int, words: int) -> dict[str, float]:
    import logging

    from wirecopy import copyflow
    from wirecopy.desk.models import Folding, Group
    from wirecopy.desk.texts import texts
    from wirecopy.wire.models import Outlet, Take

    logging.getLogger("wirecopy").setLevel(logging.ERROR)
    now = START + timedelta(days=3)
    Outlet.objects.bulk_create(
        Outlet(name=f"Outlet {n}", slug=f"outlet-{n}", home=f"http://outlet-{n}.example/", added_at=START) for n in range(50)
    )
    articles, true, spent, folded = Articles(words), {}, [], 0
    step = min(2_000, count // 10)
    for first in range(0, count, step):
        _, some = fill(articles, first, step)
        true |= some
        began = time.process_time()
        while copyflow.move("bench", now):
            if not Take.objects.filter(next_leg="fold").exists():
                break
        spent.append(time.process_time() - began)
        folded += step
        Take.objects.update(next_leg="")
        say(f"{folded} articles, {step / spent[-1]:.0f} a CPU second")
    groups = dict(Folding.objects.values_list("copy", "group"))
    found = sum(groups[number + 1] == groups[origin + 1] for number, origin in true.items())
    last = spent[-max(1, len(spent) // 10) :]
    return {
        "articles": count, "words": words, "copies_per_cpu_s": round(step * len(last) / sum(last), 1), "copies": len(true),
        "found": round(found / max(1, len(true)), 4), "groups": Group.objects.count(),
        "index_bytes_an_article": round(texts().index.memory / count),
    }  # fmt: skip


if __name__ == "__main__":
    main()
