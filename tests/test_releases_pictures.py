"""Is a picture of a release only ever a picture: made anew, bounded, told what is wrong, and seen by nobody without the link?"""

from __future__ import annotations

import io
import resource
import struct
import tempfile
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from handing_rows import DRAWING, FULL, Sender, bomb, drawn, file, moving, values, with_metadata, wrongs
from PIL import Image
from press_rows import edition

from wirecopy.releases import handing_in, letters, pictures, uploads
from wirecopy.releases.models import Attached, Release
from wirecopy.releases.phrases import phrases

P = phrases("en")


@pytest.fixture(autouse=True)
def barents(data: Any, db: Any) -> Any:
    return edition()


def kept(name: str) -> Image.Image:
    return Image.open(pictures.path(name))


def taken(body: bytes) -> pictures.Made:
    made = pictures.take_in(io.BytesIO(body))
    assert isinstance(made, pictures.Made), made
    return made


def test_a_picture_is_made_anew_upright_and_without_its_metadata() -> None:
    body = with_metadata()
    assert b"Secret Sam" in body
    made = taken(body)
    whole = pictures.path(made.file).read_bytes()
    assert b"Secret Sam" not in whole
    assert b"taken at home" not in whole
    with kept(made.file) as image:
        assert (image.format, image.size, (made.width, made.height)) == ("JPEG", (400, 640), (400, 640))
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        above, below = image.getpixel((200, 100)), image.getpixel((200, 540))
        assert above[0] > 200 > 50 > above[2], "what lay left is above, as the file asked"
        assert below[2] > 200 > 50 > below[0]


@pytest.mark.parametrize(
    ("kind", "mode", "format"),
    [
        ("PNG", "RGBA", "WEBP"), ("PNG", "P", "WEBP"), ("PNG", "I;16", "WEBP"), ("WEBP", "RGB", "WEBP"), ("GIF", "L", "WEBP"),
        ("JPEG", "CMYK", "JPEG"), ("MPO", "RGB", "JPEG"),
    ],
)  # fmt: skip
def test_every_way_to_keep_points_is_read(kind: str, mode: str, format: str) -> None:
    image = Image.new(mode, (300, 200))
    out = io.BytesIO()
    more = {"save_all": True, "append_images": [Image.new("RGB", (300, 200))]} if kind == "MPO" else {}
    image.save(out, kind, **more)
    made = taken(out.getvalue())
    with kept(made.file) as found:
        assert (found.format, found.size) == (format, (300, 200))


def test_a_large_picture_is_made_smaller() -> None:
    made = taken(drawn("PNG", (5000, 1000)))
    assert (made.width, made.height) == (2400, 480)


def chunk_bomb() -> bytes:
    """A small PNG with a text that is very long when it is unpacked."""
    whole, text = drawn("PNG"), b"Comment\0\0" + zlib.compress(b"x" * 60_000_000, 9)
    body = b"zTXt" + text
    return whole[:33] + struct.pack(">I", len(text)) + body + struct.pack(">I", zlib.crc32(body)) + whole[33:]


BAD = {
    "picture_points": lambda: bomb(30_000, 30_000),
    "picture_small": lambda: drawn("PNG", (99, 400)),
    "picture_moves": moving,
    "picture_drawing": lambda: DRAWING,
    "picture_unknown": lambda: b"<!doctype html><script>alert(1)</script>",
    "picture_unread": lambda: drawn(size=(2000, 2000))[:9000],
    "picture_large": lambda: b"\xff\xd8" + bytes(pictures.MOST_BYTES),
}


@pytest.mark.parametrize("key", BAD)
def test_what_is_no_picture_gets_a_sentence_beside_its_field_and_takes_no_words_along(key: str) -> None:
    sender = Sender()
    about = {"alt0": "Boats", "caption0": "On Friday", "credit0": "Liv Holm"}
    answer = sender.write("check", picture0=file(BAD[key](), "boats.png", "image/png"), **about)
    assert (answer.status_code, wrongs(answer)) == (422, {"picture0": P[key]})
    found = values(answer)
    assert {name: found[name] for name in (*about, "headline")} == {**about, "headline": FULL["headline"]}
    assert not Attached.objects.exists()
    assert Release.objects.get().headline == FULL["headline"]
    assert not any(settings.DATA.glob("uploads/*"))


def test_an_empty_file_is_told() -> None:
    assert pictures.take_in(io.BytesIO()) == "picture_empty"


HOSTILE = (
    chunk_bomb(),
    drawn().replace(b"\xff\xda", b"\xff\xda" * 300),
    b"\x89PNG\r\n\x1a\n" + bytes(5000),
    b"GIF89a" + bytes(50),
    b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(90),
)


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_file_costs_little_and_is_refused(body: bytes) -> None:
    start = time.process_time()
    made = pictures.take_in(io.BytesIO(body))
    assert time.process_time() - start < 3
    assert made in ("picture_unread", "picture_unknown")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    body = bomb(14_000, 14_000)  # below what Pillow itself refuses
    assert len(body) < 100_000
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert pictures.take_in(io.BytesIO(body)) == "picture_points"
    assert time.process_time() - start < 0.2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_a_picture_comes_with_the_draft_is_replaced_and_taken_out() -> None:
    sender = Sender()
    lacking = sender.write("check", picture0=file(drawn()))
    assert wrongs(lacking) == {"alt0": P["needed"]}
    release = Release.objects.get()
    first = release.pictures.get()
    assert f'src="{letters.follow(release)}picture/{first.pk}/"' in lacking.content.decode(), "it came in all the same"
    sender.rewrite(release, "check", alt0="Boats", picture2=file(drawn("PNG")), alt2="A slip", caption2="The slip")
    there = [(each.rank, each.alt, each.caption) for each in release.pictures.order_by("rank")]
    assert there == [(0, "Boats", ""), (2, "A slip", "The slip")]
    assert release.pictures.get(rank=0).file == first.file
    sender.rewrite(release, "check", alt0="Boats", picture0=file(drawn(size=(300, 300))), alt2="A slip", remove2="yes")
    assert [(each.rank, each.width) for each in release.pictures.all()] == [(0, 300)]


def test_a_picture_is_not_lost_when_its_form_cannot_be_saved() -> None:
    """Not when a field of what the desk sees is wrong, and not when the form is stale; and nobody can name a file of somebody else."""
    sender = Sender()
    release = sender.handed_in()
    answer = sender.rewrite(release, headline="", picture0=file(drawn()), alt0="Boats")
    page = answer.content.decode()
    assert (answer.status_code, release.pictures.count(), P["held"] in page) == (422, 0, True)
    word = page.split('name="held0" value="')[1].split('"')[0]
    old = release.version
    sender.rewrite(release, headline="Changed meanwhile")
    stale = sender.rewrite(release, version=old, held0=word, alt0="Boats")
    assert (stale.status_code, release.pictures.count()) == (409, 0)
    assert 'name="held0"' in stale.content.decode()
    sender.rewrite(release, held0=word[:-2] + "xx", alt0="Boats")
    assert release.pictures.count() == 0
    assert sender.rewrite(release, held0=word, alt0="Boats").status_code == 303
    assert release.pictures.get().alt == "Boats"


def test_a_picture_is_handed_out_to_who_holds_the_link_and_can_be_nothing_else() -> None:
    sender = Sender()
    sender.write("check", picture0=file(drawn()), alt0="Boats")
    release, found = Release.objects.get(), Attached.objects.get()
    answer = sender.get(f"{letters.follow(release)}picture/{found.pk}/")
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert (answer["Cache-Control"], answer["Cross-Origin-Resource-Policy"]) == ("private, no-store", "same-origin")
    other = Sender("198.51.100.3")
    other.write("check", headline="Another")
    another = Release.objects.latest("pk")
    assert other.get(f"{letters.follow(another)}picture/{found.pk}/").status_code == 404
    assert other.get(f"/releases/follow/{release.pk}-{'a' * 22}/picture/{found.pk}/").status_code == 404
    Attached.objects.update(file="../../etc/passwd")
    assert sender.get(f"{letters.follow(release)}picture/{found.pk}/").status_code == 404


def test_a_file_is_swept_up_when_nothing_points_to_it() -> None:
    sender = Sender()
    sender.write("check", picture0=file(drawn()), alt0="Boats")
    first = Release.objects.get()
    Release.objects.update(standing="accepted", filed_at=datetime.now(UTC))
    made = handing_in.correct(first, datetime.now(UTC))
    assert made.pictures.get().file == first.pictures.get().file
    stray = taken(drawn("PNG")).file
    now = datetime.now(UTC)
    assert pictures.sweep(now) == 0, "it may be in the hands of a form"
    assert pictures.sweep(now + timedelta(days=2)) == 1
    assert not pictures.path(stray).exists()
    first.delete()
    assert pictures.sweep(now + timedelta(days=2)) == 0
    made.delete()
    assert pictures.sweep(now + timedelta(days=2)) == 1


def temporary() -> set[str]:
    return {file.name for file in Path(tempfile.gettempdir()).iterdir() if "upload" in file.name}


class Endless(io.RawIOBase):
    """The body of a request with one large file and words behind it, made as it is read. `most`: bytes that it was asked for."""

    def __init__(self, size: int) -> None:
        part = 'Content-Disposition: form-data; name="{}"'
        before = [f"--B\r\n{part.format(name)}\r\n\r\n{value}" for name, value in {**FULL, "deed": "check"}.items()]
        before.append(f'--B\r\n{part.format("picture0")}; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n')
        self.parts = [("\r\n".join(before)).encode(), None, f"\r\n--B\r\n{part.format('alt0')}\r\n\r\nBoats\r\n--B--\r\n".encode()]
        self.left = size
        self.length = len(self.parts[0]) + size + len(self.parts[2])
        self.asked = 0

    def read(self, size: int = -1) -> bytes:
        if not self.parts:
            return b""
        if self.parts[0] is None:
            given = bytes(min(size, self.left))
            self.left -= len(given)
            if not self.left:
                self.parts.pop(0)
        else:
            given, rest = self.parts[0][:size], self.parts[0][size:]
            self.parts[:1] = [rest] if rest else []
        self.asked += len(given)
        return given


def send(sender: Sender, body: Endless) -> Any:
    more = {"CONTENT_TYPE": "multipart/form-data; boundary=B", "CONTENT_LENGTH": str(body.length), "wsgi.input": body}
    return sender.client.generic("POST", "/releases/", b"", **{**sender.sent, **more})


def test_a_file_of_100_mb_fills_neither_memory_nor_disk_and_takes_no_words_along() -> None:
    sender, body, before = Sender(), Endless(100_000_000), temporary()
    largest = 0
    real = uploads.Capped.receive_data_chunk

    def watched(self: Any, raw_data: bytes, start: int) -> None:
        nonlocal largest
        real(self, raw_data, start)
        largest = max(largest, Path(self.file.temporary_file_path()).stat().st_size)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(uploads.Capped, "receive_data_chunk", watched)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        answer = send(sender, body)
    assert (answer.status_code, wrongs(answer)) == (422, {"picture0": P["picture_large"]})
    assert values(answer)["alt0"] == "Boats", "also what stands behind the file is kept"
    assert Release.objects.get().headline == FULL["headline"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 30_000
    assert largest <= pictures.MOST_BYTES
    assert temporary() == before


def test_what_is_larger_than_any_release_is_refused_unread() -> None:
    body = Endless(uploads.FILES)
    answer = send(Sender(), body)
    assert (answer.status_code, body.asked) == (413, 0)
    assert P["too_much"] in answer.content.decode()
    assert not Release.objects.exists()


def test_many_files_and_long_words_are_held_to_their_bounds() -> None:
    sender = Sender()
    answer = sender.write("check", picture0=file(drawn()), alt0="Boats", **{f"other{number}": file(drawn()) for number in range(50)})
    assert answer.status_code == 303
    assert Attached.objects.get().rank == 0
    assert sender.write("check", text="x" * 2_700_000).status_code == 413
    assert sender.write("check", **{f"f{number}": "x" for number in range(1100)}).status_code == 413
    broken = sender.client.generic("POST", "/releases/", b"--B\r\nnonsense", "multipart/form-data; boundary=", **sender.sent)
    assert broken.status_code == 400
    long = sender.client.generic("POST", "/releases/", b"x" * 500_000, "application/x-www-form-urlencoded", **sender.sent)
    assert long.status_code == 413
