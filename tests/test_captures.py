"""Are the bytes of a page kept so that they can be read again, whatever happens while they are written?"""

from __future__ import annotations

import hashlib
import os
import resource
from datetime import UTC, datetime

import pytest
from fastwarc.warc import ArchiveIterator

from wirecopy.wire.captures import Captures, Lost, load, whole_frames

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
PAGE = b"<p>The ferry \x00 left at noon.</p>" * 50


def keep(store: Captures, body: bytes = PAGE, url: str = "http://harbour-post.example/ferry"):
    return store.keep(url, 200, {"content-type": "text/html", "content-encoding": "gzip"}, body, AT)


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_each_page_is_found_again_by_its_offset(tmp_path):
    store = Captures(tmp_path)
    pages = [PAGE + str(n).encode() for n in range(30)]
    places = [keep(store, page) for page in pages]
    assert [load(tmp_path, place, digest(page)) for place, page in zip(places, pages, strict=True)] == pages


def test_the_file_of_the_day_is_a_warc_that_other_programs_read(tmp_path):
    store = Captures(tmp_path)
    for n in range(3):
        keep(store, PAGE, f"http://harbour-post.example/{n}")
    store.close()
    with open(tmp_path / "2026-03-01.1.warc.zst", "rb") as file:
        records = [(r.headers["WARC-Target-URI"], r.reader.read(), dict(r.http_headers)) for r in ArchiveIterator(file)]
    assert [url for url, _, _ in records] == [f"http://harbour-post.example/{n}" for n in range(3)]
    assert all(body == PAGE for _, body, _ in records)
    assert not any("content-encoding" in {name.lower() for name in headers} for _, _, headers in records)


def test_what_a_killed_writer_left_half_written_is_cut_off_and_whole_records_stay(tmp_path):
    store = Captures(tmp_path)
    place = keep(store)
    store.close()
    file = tmp_path / place.file
    whole = file.read_bytes()
    file.write_bytes(whole + whole + whole[: len(whole) // 2])
    after = keep(store)
    assert after.offset == 2 * len(whole)
    assert load(tmp_path, after, digest(PAGE)) == PAGE


@pytest.mark.parametrize("cut", [0, 1, 4, 20])
def test_whole_frames_counts_no_byte_of_a_cut_one(tmp_path, cut):
    store = Captures(tmp_path)
    place = keep(store)
    store.close()
    frame = (tmp_path / place.file).read_bytes()
    assert whole_frames(frame + frame[:cut]) == len(frame)


def test_two_writers_never_share_a_file(tmp_path):
    one, two = Captures(tmp_path), Captures(tmp_path)
    assert keep(one).file != keep(two).file
    two.close()
    assert keep(Captures(tmp_path)).file == "2026-03-01.2.warc.zst"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path):
    store = Captures(tmp_path)
    first = keep(store)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (first.length + 1000, limits[1]))  # the kernel refuses to let files grow past this
    try:
        with pytest.raises(OSError):
            keep(store, os.urandom(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / first.file).stat().st_size == first.length
    assert load(tmp_path, first, digest(PAGE)) == PAGE
    assert load(tmp_path, keep(store, b"after"), digest(b"after")) == b"after"


def test_a_capture_that_is_gone_cut_or_changed_is_lost_with_a_sentence(tmp_path):
    store = Captures(tmp_path)
    place = keep(store)
    with pytest.raises(Lost, match="not what was received"):
        load(tmp_path, place, digest(b"something else"))
    os.truncate(tmp_path / place.file, place.length // 2)
    with pytest.raises(Lost, match="cannot be read"):
        load(tmp_path, place, digest(PAGE))
    (tmp_path / place.file).unlink()
    with pytest.raises(Lost, match="is gone"):
        load(tmp_path, place, digest(PAGE))
