"""Where do printed pages lie? One folder per edition, each page whole or not there, beside it what is sent to clients that unpack."""

from __future__ import annotations

import gzip
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import brotli

# No address of ours has hidden or parent folders, empty parts, controls, backslashes, or what a second decoding would turn into these.
REFUSED = re.compile(r"\A(?!/)|/\.|//|[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]|%[0-9A-Fa-f]{2}")
LONGEST = 1000  # bytes
LONGEST_PART = 200  # bytes; file systems take 255, and the ends of the sidecars want some
SIDECARS = (".br", ".gz")
GONE = ".gone"  # an empty file beside a page whose story was withdrawn: it is handed out as 410
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
    if path.endswith((*SIDECARS, GONE, "/index.html")) or any(len(part.encode()) > LONGEST_PART for part in file.split("/")):
        raise ValueError(f"no page can have the address {path[:200]!r}")
    return file


class PageStore:
    """The printed pages under `root`: <edition>/x/index.html with its .br and .gz, and hosts.json."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, edition: str, path: str, body: bytes, *, gone: bool = False) -> bool:
        """Print a page. False, and nothing is written, where the same bytes lie there. OSError where the disk does not take it.

        `gone`: it says that its story was withdrawn.
        """
        file = self._file(edition, path)
        sidecars = [_beside(file, end) for end in SIDECARS] if file.name.endswith(PACKED) else []
        before = _read(file)
        if gone or before is not None:
            self._mark(file, gone)  # first: who hands pages out looks for the mark when the page is another
        if before == body and all(each.exists() for each in sidecars):
            return False
        packs = _packs(file.name, body) if sidecars else ()
        if before is None:
            file.parent.mkdir(parents=True, exist_ok=True)
        else:  # the old sidecars go first: a run that ends in between leaves a page without one, but never with one that says otherwise
            for each in sidecars:
                each.unlink(missing_ok=True)
        _write(file, body)
        for each, pack in zip(sidecars, packs, strict=True):
            _write(each, pack)
        return True

    def amend(self, edition: str, path: str, body: bytes) -> None:
        """Put other bytes in the place of a printed page at once. Its packed forms go; the next print makes them anew."""
        file = self._file(edition, path)
        for end in SIDECARS:
            _beside(file, end).unlink(missing_ok=True)
        _write(file, body)

    def drop(self, edition: str, path: str) -> None:
        """Take a page back. The file itself goes last: while it is there, the page is known, and taking it back can be tried again."""
        file = self._file(edition, path)
        for each in (*(_beside(file, end) for end in (*SIDECARS, GONE)), file):
            try:
                each.unlink(missing_ok=True)
            except (NotADirectoryError, IsADirectoryError):
                return  # "/a/b" where "/a" is a page, "/a" where only "/a/b" is one: nothing was printed there

    def get(self, edition: str, path: str) -> bytes | None:
        return _read(self._file(edition, path))

    def has(self, edition: str, path: str) -> bool:
        return self._file(edition, path).exists()

    def _mark(self, file: Path, gone: bool) -> None:
        mark = _beside(file, GONE)
        if gone and not mark.exists():
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
        elif not gone:
            mark.unlink(missing_ok=True)

    def paths(self, edition: str) -> Iterator[str]:
        """The addresses of all printed pages, sorted within each folder."""
        for file in self._files(edition):
            if not file.endswith((*SIDECARS, GONE)):
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

        `plain` leaves out the .br and .gz files. Which pages a server should answer with 410 stands in _gone.txt, and as lines for two
        kinds of server beside it. What an earlier export put there and is printed no more is taken away; other files in the folder stay
        as they are.
        """
        now: set[str] = set()
        pictures: set[str] = set()
        gone: list[str] = []
        for file in self._files(edition):
            if file.endswith(GONE):
                gone.append(file.removesuffix(GONE))
                continue
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
        for file, text in marked(gone).items() if gone else ():
            _export(target / file, text.encode())
            now.add(file)
        target.mkdir(parents=True, exist_ok=True)
        ledger = target / LEDGER
        before = ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []
        for file in set(before) - now:
            if not REFUSED.search("/" + file):
                (target / file).unlink(missing_ok=True)
        ledger.write_text("\n".join(sorted(now)), encoding="utf-8")
        return sum(not file.endswith(SIDECARS) for file in now) - len(marked(gone) if gone else ())

    def _file(self, edition: str, path: str) -> Path:
        return self.root / _checked(edition) / place(path)

    def _files(self, edition: str) -> Iterator[str]:
        root = self.root / _checked(edition)
        for folder, below, names in os.walk(root):
            below.sort()
            within = Path(folder).relative_to(root)
            yield from ((within / name).as_posix() for name in sorted(names) if not name.startswith("."))


def marked(gone: Iterable[str]) -> dict[str, str]:
    """What an export says of the pages at these files, whose stories were withdrawn: a list, and lines for nginx and for _redirects."""
    pages = {"/" + file.removesuffix("index.html"): "/" + file for file in gone}
    nginx = (f"location = {page} {{ error_page 410 {file}; return 410; }}" for page, file in pages.items())
    redirects = (f"{page} {file} 410!" for page, file in pages.items())
    texts = {"_gone.txt": pages, "_gone.nginx": nginx, "_gone.redirects": redirects}
    return {name: "".join(f"{line}\n" for line in lines) for name, lines in texts.items()}


def _checked(edition: str) -> str:
    if not SLUG.fullmatch(edition) or edition == PICTURES:
        raise ValueError(f"no edition can be called {edition[:80]!r}")
    return edition


def _beside(file: Path, end: str) -> Path:
    return file.with_name(file.name + end)


def _packs(name: str, body: bytes) -> tuple[bytes, ...]:
    """`body` for each of SIDECARS. Brotli at 3 takes a third of its time at 5, and a tenth more room."""
    window = min(max(len(body).bit_length(), 16), 22)  # a wider one than the body only costs
    return brotli.compress(body, quality=11 if name.endswith(STYLES) else 3, lgwin=window), gzip.compress(body, 4, mtime=0)


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
