"""Which articles does a folder hold? Tellings of events, a recorded wire, or lines of JSON, all as one kind of value."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from wirecopy.wire.language import language

TOLD = Path(__file__).with_name("told")


@dataclass(frozen=True, slots=True)
class Article:
    """One outlet's own report. Reports with the same `event` tell the same thing in their own words."""

    event: str
    line: str  # the running story the event belongs to, or ""
    language: str
    outlet: str
    published: datetime
    headline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def length(self) -> int:
        """Words; in a script without spaces two letters count as one."""
        return sum(len(word) // 2 if len(word) > 30 else 1 for word in self.text.split())


def articles(path: Path) -> list[Article]:
    """All articles of `path` with 40 words or more, in the order of their names or lines.

    A folder of told/*.txt (the format is said in `told` below), a recorded wire (a folder with index.json), or a file,
    or a folder of files, of JSON lines {"outlet", "headline", "published", "text"}; "event" and "language" may be given.
    """
    if (path / "index.json").is_file():
        found = recorded(path / "index.json")
    elif path.is_dir() and not any(path.glob("*.jsonl")):
        found = (one for file in sorted(path.glob("*.txt")) for one in told(file.read_text(encoding="utf-8")))
    else:
        found = (one for file in ([path] if path.is_file() else sorted(path.glob("*.jsonl"))) for one in lines(file))
    return [one for one in found if one.length >= 40]


def told(text: str) -> Iterator[Article]:
    """The tellings of one event: a head of three lines, then for each outlet `== name | time`, headline, standfirst, and its text."""
    head, *tellings = ("\n" + text).split("\n== ")
    about = dict(line.split(": ", 1) for line in head.strip().splitlines())
    for telling in tellings:
        first, headline, _standfirst, body = (telling + "\n\n\n").split("\n", 3)
        outlet, published = first.rsplit(" | ", 1)
        line = "" if about["line"].strip() == "-" else about["line"].strip()
        yield Article(about["event"], line, about["language"], outlet, moment(published), headline.strip(), tidy(body.split("\n\n")))


def recorded(index: Path) -> Iterator[Article]:
    for number, row in enumerate(json.loads(index.read_text(encoding="utf-8"))):
        parts = tidy(row["paragraphs"])
        spoken = language(" ".join(parts)) or ""
        yield Article(str(number), "", spoken, row["outlet"], moment(row["published"] or row["captured"]), row["headline"] or "", parts)


def lines(file: Path) -> Iterator[Article]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        event, spoken = row.get("event", f"{file.stem}-{number}"), row.get("language") or language(row["text"]) or ""
        yield Article(str(event), "", spoken, row["outlet"], moment(row["published"]), row["headline"], tidy(row["text"].split("\n\n")))


def tidy(paragraphs: list[str]) -> tuple[str, ...]:
    return tuple(line for line in (" ".join(one.split()) for one in paragraphs) if line)


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text.strip())
    return found if found.tzinfo else found.replace(tzinfo=UTC)
