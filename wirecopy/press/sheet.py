"""Which files do all pages of an edition stand on? The sheet, its letters and the mark, each named after what is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from wirecopy.version import VERSION

BASE = Path(__file__).parent.parent
FOLDER = BASE / "static" / "press"
TEMPLATES = BASE / "templates" / "press"
LETTERS = ("newsreader-latin.woff2", "newsreader-latin-ext.woff2")


@dataclass(frozen=True, slots=True)
class Sheet:
    path: str  # of the sheet
    mark: str  # of the mark that browsers set beside the title
    letters: str  # of the letters that every page needs at once
    files: Mapping[str, bytes]  # all of them, by path


def sheet() -> Sheet:
    """Its name also changes when the templates do, or whether pages ask for subscribers or for news: a sheet that is not in the store
    yet means that all pages want printing again."""
    return _sheet(bool(settings.WIRECOPY["MAIL_RELAYS"]), bool(settings.WIRECOPY["RELEASES_WAITING"]))


@cache
def _sheet(asks: bool, takes: bool) -> Sheet:
    files = {_named(name, body := (FOLDER / name).read_bytes()): body for name in LETTERS}
    letters = dict(zip(LETTERS, files, strict=True))
    mark = (FOLDER / "mark.svg").read_bytes()
    mark_path = _named("mark.svg", mark)
    style = re.sub(r"\n\s*", "\n", (FOLDER / "edition.css").read_text(encoding="utf-8"))
    for name, path in letters.items():
        style = style.replace(f"url({name})", f"url({path.rpartition('/')[2]})")
    look = b"".join(file.read_bytes() for file in sorted(TEMPLATES.glob("*.html"))) + f"{VERSION} {asks} {takes}".encode()
    path = _named("edition.css", style.encode() + look)
    return Sheet(path, mark_path, letters[LETTERS[0]], {**files, mark_path: mark, path: style.encode()})


def _named(name: str, body: bytes) -> str:
    stem, _, end = name.rpartition(".")
    return f"/static/{stem}.{sha256(body).hexdigest()[:10]}.{end}"
