"""Is this file a picture that we can print? It is made anew from its points, so that nothing else of the file is kept or handed out."""

from __future__ import annotations

import hashlib
import io
import os
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.http import HttpResponse
from PIL import Image, ImageOps, UnidentifiedImageError

from wirecopy.releases.models import Attached

MOST_BYTES = 12_000_000
MOST_POINTS = 50_000_000  # as telephones make them; more are refused before they are decoded
LONGEST_SIDE = 15_000
SMALLEST_SIDE = 100  # as for pictures of the wire: what is smaller is an icon
KEPT_SIDE = 2400
MOST_SCANS = 200  # of a progressive JPEG, which has about ten; each is decoded over the whole picture
LEFT = timedelta(days=1)  # a file that nothing points to may still be in the hands of a form that is being saved
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MANY = "MPO"  # a JPEG with further pictures behind it, as telephones make them; the first one counts
TYPES = {".jpg": "image/jpeg", ".webp": "image/webp"}
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
_NAME = re.compile(r"[0-9a-f]{32}\.(?:jpg|webp)")
_ONE_BY_ONE = threading.Lock()  # a picture of the largest size takes some 200 MB while it is decoded


@dataclass(frozen=True, slots=True)
class Made:
    file: str
    width: int
    height: int


def take_in(upload: BinaryIO | File[bytes]) -> Made | str:
    """Keep the picture in `upload` under a name made of its bytes; or which phrase says why it cannot be."""
    data = upload.read(MOST_BYTES + 1)
    if not data:
        return "picture_empty"
    if len(data) > MOST_BYTES:
        return "picture_large"
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > MOST_SCANS:
        return "picture_unread"
    try:
        with _ONE_BY_ONE, Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return _refusal(image) or _keep(image)
    except Image.DecompressionBombError:
        return "picture_points"
    except UnidentifiedImageError:
        return "picture_drawing" if _drawing(data) else "picture_unknown"
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError):
        return "picture_unread"


def _refusal(image: Image.Image) -> str:
    """What its head says against it, before anything is decoded."""
    if image.width * image.height > MOST_POINTS or max(image.size) > LONGEST_SIDE:
        return "picture_points"
    if min(image.size) < SMALLEST_SIDE:
        return "picture_small"
    return "picture_moves" if image.format != MANY and getattr(image, "is_animated", False) else ""


def _keep(image: Image.Image) -> Made:
    photograph = image.format in ("JPEG", MANY)
    image.draft("RGB", (KEPT_SIDE, KEPT_SIDE))  # a JPEG is read at half its size where that is enough
    upright = ImageOps.exif_transpose(image)
    clear = upright.has_transparency_data
    flat = upright.convert("RGBA" if clear else "RGB")
    flat.thumbnail((KEPT_SIDE, KEPT_SIDE))
    bare = Image.new(flat.mode, flat.size)  # without what Pillow carries along of the file
    bare.paste(flat)
    out = io.BytesIO()
    if photograph:
        bare.save(out, "JPEG", quality=86, optimize=True, progressive=True)
    else:
        bare.save(out, "WEBP", quality=90)
    name = hashlib.sha256(out.getvalue()).hexdigest()[:32] + (".jpg" if photograph else ".webp")
    _write(path(name), out.getvalue())
    return Made(name, *bare.size)


def _drawing(data: bytes) -> bool:
    return b"<svg" in data[:4000].lower() or data.lstrip()[:5].lower() == b"<?xml"


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.{threading.get_ident()}")
    half.write_bytes(body)
    os.replace(half, file)  # also where it is there already: it is then young again, and not swept up


def path(name: str) -> Path:
    """Where a kept picture lies."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a kept picture")
    return Path(settings.DATA) / "uploads" / name


def hand_out(picture: Attached) -> HttpResponse:
    """The picture, for who may see it, under headers that let it be nothing else."""
    try:
        body = path(picture.file).read_bytes()
    except (FileNotFoundError, ValueError):
        return HttpResponse("This picture is gone.", status=404, content_type="text/plain; charset=utf-8", headers=SAFE)
    kind = TYPES[path(picture.file).suffix]
    return HttpResponse(body, content_type=kind, headers={**SAFE, "Content-Disposition": f'inline; filename="{picture.file}"'})


def sweep(now: datetime) -> int:
    """Delete the files that no release and no draft points to any more; how many."""
    folder = Path(settings.DATA) / "uploads"
    old = [file for file in _files(folder) if file.stat().st_mtime < (now - LEFT).timestamp()]
    held = set(Attached.objects.values_list("file", flat=True)) if old else set()
    gone = [file for file in old if file.name not in held]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _files(folder: Path) -> Iterable[Path]:
    return [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []
