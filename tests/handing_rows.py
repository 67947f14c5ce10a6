"""What do tests of handing in begin with? A sender in a network of their own, a form filled in, and files of all kinds."""

from __future__ import annotations

import io
import re
import struct
import zlib
from datetime import UTC, datetime
from html import unescape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from mail_rows import Reader, hidden, solve
from PIL import Image

from wirecopy.releases import letters
from wirecopy.releases.models import Release
from wirecopy.releases.phrases import phrases

P = {key: text.replace("{paper}", "The Barents Wire") for key, text in phrases("en").items()}

FULL = {
    "category": "community", "headline": "Vardø rowing club opens its boathouse", "dateline": "Vardø, Norway",
    "text": "The boathouse opens on **Saturday**.\n\n- It has room for 24 boats\n- Coffee is free",
    "sender": "Vardø Rowing Club", "contact": "Signe Aune", "address": "Signe@Rowing.example", "phone": "+47 78 00 00 00",
    "embargo_date": "", "embargo_time": "", "embargo_zone": "Europe/Oslo", "rights": "yes",
}  # fmt: skip


class Sender(Reader):
    """Somebody who hands in news."""

    def write(self, deed: str = "save", to: str = "/releases/", **changed: Any) -> Any:
        given = {name: value for name, value in {**FULL, **changed}.items() if value is not None}
        return self.post(to, **{**given, "deed": deed})

    def rewrite(self, release: Release, deed: str = "save", **changed: Any) -> Any:
        """The form of a release as it is kept, with some fields changed."""
        release.refresh_from_db()
        return self.write(deed, letters.follow(release) + "edit/", **{"version": release.version, **changed})

    def look_over(self, release: Release) -> Any:
        return self.get(letters.follow(release) + "hand-in/")

    def hand_in(self, release: Release, work: bool = True, **changed: str) -> Any:
        given = hidden(self.look_over(release))
        answer = solve(given["puzzle"]) if work else ""
        return self.post(letters.follow(release) + "hand-in/", **{**given, "answer": answer, **changed})

    def handed_in(self, **changed: Any) -> Release:
        """The whole way of a release, up to the desk."""
        answer = self.write("check", **changed)
        assert answer.status_code == 303, wrongs(answer)
        release = Release.objects.latest("pk")
        assert self.hand_in(release)["Location"] == letters.follow(release) + "?done"
        release.refresh_from_db()
        return release


def wrongs(answer: Any) -> dict[str, str]:
    """What stands beside the fields of a page: field -> sentence."""
    found = re.findall(r'<span class="wrong" id="([^"]+)-wrong">([^<]*)</span>', answer.content.decode())
    return {name: unescape(sentence) for name, sentence in found}


def values(answer: Any) -> dict[str, str]:
    """What stands in the fields of a page."""
    page = answer.content.decode()
    found = dict(re.findall(r'<input id="([^"]+)" name="[^"]+" type="(?!file)[^"]+" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea id="([^"]+)"[^>]*>\n([^<]*)</textarea>', page))
    return {name: unescape(value) for name, value in found.items()}


def steps(release: Release) -> list[str]:
    return list(release.steps.order_by("pk").values_list("what", flat=True))


def decide(release: Release, standing: str, **facts: Any) -> Release:
    """As the desk does it."""
    Release.objects.filter(pk=release.pk).update(standing=standing, decided_at=datetime.now(UTC), **facts)
    release.refresh_from_db()
    return release


def says(answer: Any, *keys: str) -> list[bool]:
    page = answer.content.decode()
    return [P[key] in page for key in keys]


def file(body: bytes, name: str = "boats.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, kind)


def drawn(kind: str = "JPEG", size: tuple[int, int] = (640, 400), mode: str = "RGB", **more: Any) -> bytes:
    """A picture whose left half is red, and its right half blue."""
    image = Image.new(mode, size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def with_metadata() -> bytes:
    """A JPEG that lies on its side, and tells where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter, clockwise
    exif[0x013B] = "Secret Sam"
    exif.get_ifd(0x8825)[2] = (69.0, 40.0, 12.0)
    return drawn(exif=exif.tobytes(), comment=b"taken at home")


def moving() -> bytes:
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says that it is very large, and is: its points are all 0."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    squeeze, row = zlib.compressobj(9), bytes(1 + (width + 7) // 8)
    body = b"".join([*(squeeze.compress(row) for _ in range(height)), squeeze.flush()])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


DRAWING = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><script>alert(1)</script></svg>'
