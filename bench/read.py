"""How well, and how fast, does `wirecopy.read` read recorded pages? Beside trafilatura, in the same run.

    python bench/read.py FOLDER [--quick] [--floors] [--worst N]

FOLDER holds index.json (rows with url, file, headline, authors, published, paragraphs) and pages/*.gz. Each page is read alone,
with its url. The recorded paragraphs count a standfirst that the page shows as text, so it is put before the body here.

Body: bag-of-words F1 (mean over pages), F1 of 4-word shingles (from mean precision and mean recall), and pages whose shingles are
all right and complete. Progress goes to stderr; the last line of stdout is one JSON object.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
# Scripts without spaces between words are counted by letter.
TOKEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
QUOTES = str.maketrans({"\xad": None, "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
QUICK = 64


def tokens(text: str) -> list[str]:
    """Words in small letters; a soft hyphen, which no reader sees, parts none."""
    return TOKEN.findall(unicodedata.normalize("NFC", text.replace("\xad", "")).lower())


def overlap(gold: Counter[Any], got: Counter[Any]) -> tuple[float, float]:
    """Precision and recall of two bags; two empty bags agree."""
    shared = (gold & got).total()
    if not gold and not got:
        return 1.0, 1.0
    return (shared / got.total() if got else 0.0), (shared / gold.total() if gold else 0.0)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def shingles(words: list[str], size: int = 4) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1))) if words else Counter()


class BodyScore:
    def __init__(self) -> None:
        self.token_f1: list[float] = []
        self.precision: list[float] = []
        self.recall: list[float] = []
        self.exact = 0
        self.seconds = 0.0

    def add(self, gold: str, got: str) -> float:
        gold_words, got_words = tokens(gold), tokens(got)
        score = f1(*overlap(Counter(gold_words), Counter(got_words)))
        precision, recall = overlap(shingles(gold_words), shingles(got_words))
        self.token_f1.append(score)
        self.precision.append(precision)
        self.recall.append(recall)
        self.exact += precision == recall == 1.0
        return score

    def figures(self) -> dict[str, float]:
        pages = max(1, len(self.token_f1))
        return {
            "f1": mean(self.token_f1),
            "shingle_f1": round(f1(mean(self.precision), mean(self.recall)), 4),
            "precision": mean(self.precision),
            "recall": mean(self.recall),
            "exact_pages": round(self.exact / pages, 4),
            "below_0.8": round(sum(s < 0.8 for s in self.token_f1) / pages, 4),
            "ms_cpu_per_page": round(1000 * self.seconds / pages, 1),
        }


def mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def squeeze(text: str | None) -> str:
    """Blanks and the two shapes of quotation marks make no difference to a headline."""
    return " ".join((text or "").translate(QUOTES).split())


def moment(text: str | None) -> datetime | None:
    """The instant, to the second, of a recorded or read time; None where it has no zone."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return at.astimezone(UTC).replace(microsecond=0) if at.tzinfo else None


def recorded(folder: Path, sample: int = 0) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The rows that say what their page says, with the page; `sample` takes so many, spread evenly over the file."""
    rows = [row for row in json.loads((folder / "index.json").read_text("utf-8")) if row["paragraphs"]]
    if 0 < sample < len(rows):
        rows = [rows[i * len(rows) // sample] for i in range(sample)]
    for row in rows:
        yield row, gzip.decompress((folder / "pages" / row["file"]).read_bytes())


def timed(deed: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return deed(), time.process_time() - start


def shown_text(article: Any) -> str:
    shown = article.standfirst if article.standfirst and article.found_in.get("standfirst", "").startswith("page") else ""
    return f"{shown}\n{article.body}"


def measure(folder: Path, sample: int = 0, peer: bool = True, say: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """The figures of one run, and `pages`: per page its url and F1, worst first."""
    import wirecopy

    if peer:
        import trafilatura

    own, other, pages, facts = BodyScore(), BodyScore(), [], {name: [] for name in ("headline", "authors", "instant", "day", "language")}
    started = time.monotonic()
    for number, (row, page) in enumerate(recorded(folder, sample)):
        gold = "\n".join(row["paragraphs"])
        if number == 0:  # both load their parts at first use
            wirecopy.read(page, row["url"])
            if peer:
                trafilatura.extract(page, favor_precision=True, include_comments=False)
        article, seconds = timed(lambda page=page, row=row: wirecopy.read(page, row["url"]))
        own.seconds += seconds
        score = own.add(gold, shown_text(article))
        if peer:
            text, seconds = timed(lambda page=page: trafilatura.extract(page, favor_precision=True, include_comments=False))
            other.seconds += seconds
            other.add(gold, text or "")
        pages.append({"url": row["url"], "file": row["file"], "f1": round(score, 3)})
        note_facts(facts, row, article)
        if number % 16 == 15:
            say(f"{number + 1} pages, F1 {mean(own.token_f1)}, {(number + 1) / (time.monotonic() - started):.1f} pages/s")
    figures: dict[str, Any] = {"folder": folder.name, "pages": len(pages), **own.figures()}
    figures |= {name: mean([float(hit) for hit in hits]) for name, hits in facts.items()}
    figures["pages_per_cpu_second"] = round(len(pages) / own.seconds, 1) if own.seconds else 0.0
    if peer:
        figures["trafilatura_precision"] = other.figures()
    figures["worst"] = sorted(pages, key=lambda page: page["f1"])
    return figures


def facts_right(row: dict[str, Any], headline: str | None, authors: Iterable[str], instant: str | None) -> dict[str, bool]:
    """Headline, authors (in any order and case) and exact instant, each where the page has one recorded."""
    right: dict[str, bool] = {}
    if row["headline"]:
        right["headline"] = squeeze(headline) == squeeze(row["headline"])
    if row["authors"]:
        right["authors"] = {squeeze(a).lower() for a in authors} == {squeeze(a).lower() for a in row["authors"]}
    given = moment(row["published"])
    if given:
        right["instant"] = moment(instant) == given
    return right


def note_facts(facts: dict[str, list[bool]], row: dict[str, Any], article: Any) -> None:
    """Of 258 pages some have no recorded headline, authors or zoned time: those do not count."""
    got = article.published.instant if article.published else None
    for name, right in facts_right(row, article.headline, article.authors, got).items():
        facts[name].append(right)
    given = moment(row["published"])
    if given:
        days = {given.date().isoformat(), str(row["published"])[:10]}
        facts["day"].append(bool(got) and (got[:10] in days or (moment(got) or datetime.min).date().isoformat() in days))
    facts["language"].append(article.language is not None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quick", action="store_true", help=f"a fixed sample of {QUICK} pages")
    parser.add_argument("--alone", action="store_true", help="without trafilatura beside it")
    parser.add_argument("--floors", action="store_true", help="fail below bench/floors.json")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages")
    given = parser.parse_args()
    figures = measure(given.folder, QUICK if given.quick else 0, not given.alone, lambda text: print(text, file=sys.stderr))
    worst = figures.pop("worst")
    for page in worst[: given.worst]:
        print(f"{page['f1']:.3f} {page['file']} {page['url']}", file=sys.stderr)
    low = []
    if given.floors:
        floors = json.loads(FLOORS.read_text("utf-8"))["read"][f"sample of {QUICK}" if given.quick else "all"]
        low = [f"{name} {figures[name]} is below its floor {floor}" for name, floor in floors.items() if figures[name] < floor]
        for line in low:
            print(line, file=sys.stderr)
    print(json.dumps(figures))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
