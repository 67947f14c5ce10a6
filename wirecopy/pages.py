"""Which articles lie in these files, folders and web archives?"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import wirecopy
from wirecopy.desk.origin import credits_of
from wirecopy.desk.pickups import told_at
from wirecopy.unpack import Broken, unpack
from wirecopy.wire.article import Article
from wirecopy.wire.errorpage import is_error_page
from wirecopy.wire.furniture import Learnt, Seen, repeated, shown, without
from wirecopy.wire.links import host

LARGEST = 32 << 20  # bytes of a page, unpacked
PACKED = {".gz": "gzip", ".zst": "zstd"}
PAGES = (".html", ".htm", ".xhtml", ".txt", "")
HTML = ("text/html", "application/xhtml+xml", "text/plain")
VALUES = (".json", ".jsonl", ".ndjson")
FIELDS = {one.name for one in fields(Article)}
BROKEN = {"too-large": f"larger than {LARGEST >> 20} MB", "bomb": "it unpacks to far more than a page", "cut-short": "it ends early"}

Went = Callable[[int], object]  # told how many bytes further we are


@dataclass(frozen=True, slots=True)
class Found:
    where: str  # the file; of a web archive, with the address of the page
    article: Article


@dataclass(frozen=True, slots=True)
class PassedOver:
    where: str
    why: str


def files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the folders named whose name says that they may hold an article; no file twice."""
    out: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file == path or (file.is_file() and not hidden and kind(file) in (*PAGES, *VALUES, ".warc")):
                out[file] = None
    return list(out)


def kind(file: Path) -> str:
    """The end of its name, but for how it is packed."""
    name = file.with_suffix("") if file.suffix.lower() in PACKED else file
    return name.suffix.lower()


def articles(file: Path, went: Went = lambda _: None) -> Iterator[Found | PassedOver]:
    """The articles of one file, and what could not be read of it."""
    try:
        if kind(file) == ".warc":
            yield from _archive(file, went)
            return
        body = _unpacked(file)
        went(file.stat().st_size)
    except OSError as error:
        yield PassedOver(str(file), error.strerror or str(error))
    except Broken as broken:
        yield PassedOver(str(file), BROKEN.get(broken.why, "it cannot be unpacked"))
    else:
        yield from _values(str(file), kind(file), body) if kind(file) in VALUES else (_page(str(file), body),)


def _unpacked(file: Path) -> bytes:
    coding = PACKED.get(file.suffix.lower(), "")
    if not coding and kind(file) not in VALUES and file.stat().st_size > LARGEST:
        raise Broken("too-large")
    body = file.read_bytes()
    return unpack(body, coding, LARGEST) if coding else body


def _page(where: str, body: bytes, url: str | None = None, encoding: str | None = None) -> Found | PassedOver:
    if b"\0" in body[:1024] and not body.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return PassedOver(where, "neither HTML nor text")
    try:
        article = wirecopy.read(body, url, encoding=encoding)
    except wirecopy.Unreadable as error:
        return PassedOver(where, str(error))
    if is_error_page(article):
        return PassedOver(where, f"an error page: {article.headline}")
    return Found(where, article) if article.body else PassedOver(where, "no text was found on it")


def _values(where: str, ending: str, body: bytes) -> Iterator[Found | PassedOver]:
    """Articles as `Article.as_dict` gives them: one, a list, or one a line."""
    pieces = [line for line in body.splitlines() if line.strip()] if ending != ".json" else [body]
    for number, piece in enumerate(pieces, 1):
        place = f"{where}:{number}" if ending != ".json" else where
        try:
            values = json.loads(piece)
        except (ValueError, RecursionError):
            yield PassedOver(place, "no JSON")
            continue
        for one in values if isinstance(values, list) else [values]:
            article = _article(one)
            yield Found(place, article) if article else PassedOver(place, "no article as `wirecopy read --json` prints it")


def _article(values: Any) -> Article | None:
    try:
        article = Article.from_dict({name: value for name, value in values.items() if name in FIELDS})
        credits_of(article), told_at(article), host(article.url), host(article.canonical_url)  # what will be asked of it
        texts = (article.body, article.headline or "", *(part for b in article.blocks for part in (b.kind, b.text, b.html, b.place)))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return article if article.body and all(isinstance(text, str) for text in texts) else None


def _archive(file: Path, went: Went) -> Iterator[Found | PassedOver]:
    """The pages of a WARC file, plain or packed as gzip or zstd, that were answered with 200."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    at, pages = 0, 0
    try:
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, auto_decode="all"):
                went(record.stream_pos - at)
                at = record.stream_pos
                head = record.http_headers
                if not head or head.status_code != 200 or (record.http_content_type or HTML[0]).lower() not in HTML:
                    continue
                url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
                pages += 1
                yield _captured(f"{file}: {url}", record, url)
    except OSError as error:
        why = f"cut short or broken after {pages} pages" if pages else "no web archive"
        yield PassedOver(str(file), f"{why}: {error}")
        return
    went(file.stat().st_size - at)
    if not pages:
        yield PassedOver(str(file), "a web archive without pages")


def _captured(where: str, record: Any, url: str) -> Found | PassedOver:
    try:
        body = record.reader.read(LARGEST + 1)
    except OSError as error:
        return PassedOver(where, f"its bytes cannot be unpacked: {error}")
    if len(body) > LARGEST:
        return PassedOver(where, BROKEN["too-large"])
    return _page(where, body, url or None, record.http_charset)


def without_repeats(found: list[Found]) -> list[Found]:
    """The same, each article without the lines that its outlet shows on others of them too; outlets are told apart by their host."""
    outlets: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        if home := host(one.article.url or one.article.canonical_url):
            outlets[home].append(number)
    out = list(found)
    for numbers in outlets.values():
        if len(numbers) < 2:
            continue
        lines = {number: shown(found[number].article.blocks) for number in numbers}
        copies: dict[str, set[int]] = defaultdict(set)
        for number, those in lines.items():
            for line in those:
                for key in line.keys:
                    copies[key].add(number)
        often = {key: frozenset(which) for key, which in copies.items() if len(which) > 1}
        for number in numbers:
            here = {key for line in lines[number] for key in line.keys if key in often}
            learnt: Learnt = {key: Seen(often[key] - {number}, len(numbers) - 1) for key in here}
            out[number] = replace(found[number], article=without(found[number].article, repeated(lines[number], learnt)))
    return out
