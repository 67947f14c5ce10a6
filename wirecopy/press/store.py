"""Where do printed pages lie? One folder per edition, each page whole or not there, beside it what is sent to clients that unpack."""

from __future__ import annotations

import gzip
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

import brotli

# No address of ours has hidden or parent folders, empty parts, controls, backslashes, or what a second decoding would turn into these.
REFUSED = re.compile(r"\A(?!/)|/\.|//|[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]|%[0-9A-Fa-f]{2}")
LONGEST = 1000  # bytes
LONGEST_PART = 200  # bytes; file systems take 255, and the ends of the sidecars want some
SIDECARS = (".br", ".gz")
PACKED = (".html", ".css", ".js", ".svg", ".xml", ".json", ".txt", ".webmanifest")
STYLES = (".css", ".js", ".svg")  # printed once and read often: worth the slowest packing
SLUG = re.compile(r"[A-Za-z0-9_-]{1,60}")
PICTURES = "pictures"  # a folder beside the editions, shared by all of them
SHOWN_PICTURE = re.compile(rb"/pictures/([A-Za-z0-9_-][A-Za-z0-9._-]{0,199})")
LEDGER = ".wirecopy-printed"


def place(path: str) -> str:
    """The file of an address, relative to its edition: "/x/" -> "x/index.html". ValueError where no page may have that address."""
    if REFUSED.search(path) or len(path.encode()) > LONGEST:
        raise ValueError(f"no page can have the address {path[:200]!r}")
    file = path[1:] + "index.html" if path.endswith("/") else path[1:]
    if path.endswith((*SIDECARS, "/index.html")) or any(len(part.encode()) > LONGEST_PART for part in file.split("/")):
        raise ValueError(f"no page can have the address {path[:200]!r}")
    return file


class PageStore:
    """The printed pages under `root`: <edition>/x/index.html with its .br and .gz, and hosts.json."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, edition: str, path: str, body: bytes) -> bool:
        """Print a page. False, and nothing is written, where the same bytes lie there. OSError where the disk does not take it."""
        file = self._file(edition, path)
        sidecars = [_beside(file, end) for end in SIDECARS] if file.name.endswith(PACKED) else []
        before = _read(file)
        if before == body and all(each.exists() for each in sidecars):
            return False
        packs = _packs(file.name, body) if sidecars else ()
        if before is None:
            file.parent.mkdir(parents=True, exist_ok=True)
        # The old sidecars go first: a run that ends in between leaves a page without one, but never with one that says something else.
        for each in sidecars:
            each.unlink(missing_ok=True)
        _write(file, body)
        for each, pack in zip(sidecars, packs, strict=True):
            _write(each, pack)
        return True

    def drop(self, edition: str, path: str) -> None:
        """Take a page back. The file itself goes last: while it is there, the page is known, and taking it back can be tried again."""
        file = self._file(edition, path)
        for each in (*(_beside(file, end) for end in SIDECARS), file):
            try:
                each.unlink(missing_ok=True)
            except (NotADirectoryError, IsADirectoryError):
                return  # "/a/b" where "/a" is a page, "/a" where only "/a/b" is one: nothing was printed there

    def get(self, edition: str, path: str) -> bytes | None:
        return _read(self._file(edition, path))

    def has(self, edition: str, path: str) -> bool:
        return self._file(edition, path).exists()

    def paths(self, edition: str) -> Iterator[str]:
        """The addresses of all printed pages, sorted within each folder."""
        for file in self._files(edition):
            if not file.endswith(SIDECARS):
                yield "/" + file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else "/" + file

    def hosts(self, mapping: Mapping[str, str]) -> None:
        """Write down which edition a host (with its port where it has one) shows; under "" the one of this machine's own names."""
        for slug in mapping.values():
            _checked(slug)
        told = json.dumps({host.lower(): slug for host, slug in mapping.items()}, ensure_ascii=False, indent=1, sort_keys=True)
        self.root.mkdir(parents=True, exist_ok=True)
        _write(self.root / "hosts.json", told.encode())

    def export(self, edition: str, target: Path, *, plain: bool = False) -> int:
        """Copy an edition, with the pictures that its pages show, to a folder for any static host; how many pages and pictures that is.

        `plain` leaves out the .br and .gz files. What an earlier export put there and is printed no more is taken away; other files
        in the folder stay as they are.
        """
        now: set[str] = set()
        pictures: set[str] = set()
        for file in self._files(edition):
            body = _read(self.root / edition / file)
            if body is None or (plain and file.endswith(SIDECARS)):
                continue
            _export(target / file, body)
            now.add(file)
            if file.endswith((".html", ".xml", ".json")):
                pictures.update(name.decode() for name in SHOWN_PICTURE.findall(body))
        for file in sorted(f"{PICTURES}/{name}" for name in pictures):
            body = _read(self.root / file)
            if body is not None:
                _export(target / file, body)
                now.add(file)
        target.mkdir(parents=True, exist_ok=True)
        ledger = target / LEDGER
        before = ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []
        for file in set(before) - now:
            if not REFUSED.search("/" + file):
                (target / file).unlink(missing_ok=True)
        ledger.write_text("\n".join(sorted(now)), encoding="utf-8")
        return sum(not file.endswith(SIDECARS) for file in now)

    def _file(self, edition: str, path: str) -> Path:
        return self.root / _checked(edition) / place(path)

    def _files(self, edition: str) -> Iterator[str]:
        root = self.root / _checked(edition)
        for folder, below, names in os.walk(root):
            below.sort()
            within = Path(folder).relative_to(root)
            yield from ((within / name).as_posix() for name in sorted(names) if not name.startswith("."))


def _checked(edition: str) -> str:
    if not SLUG.fullmatch(edition) or edition == PICTURES:
        raise ValueError(f"no edition can be called {edition[:80]!r}")
    return edition


def _beside(file: Path, end: str) -> Path:
    return file.with_name(file.name + end)


def _packs(name: str, body: bytes) -> tuple[bytes, ...]:
    """`body` for each of SIDECARS. Brotli at 5 takes a millisecond for 40 kB, at 11 forty; a window wider than the body only costs."""
    window = min(max(len(body).bit_length(), 16), 22)
    return brotli.compress(body, quality=11 if name.endswith(STYLES) else 5, lgwin=window), gzip.compress(body, 6, mtime=0)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _write(file: Path, body: bytes) -> None:
    """Under a hidden name first, so that nobody ever reads half a file."""
    hidden = file.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        hidden.write_bytes(body)
        os.replace(hidden, file)
    finally:
        hidden.unlink(missing_ok=True)


def _export(file: Path, body: bytes) -> None:
    if _read(file) != body:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
