"""Where are the bytes of a page kept? In a WARC file of the day, each record a zstd frame of its own."""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from backports import zstd
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from wirecopy.wire.models import Take

LEVEL = 1  # half the time of 3, and 0.08 larger
DROPPED = frozenset(("content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"))


class Lost(Exception):
    """A capture is not where it should be, or is not what was put there."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a capture lies: file name under the captures folder, and its bytes there."""

    file: str
    offset: int
    length: int


def record(url: str, status: int, headers: Mapping[str, str], body: bytes, at: datetime) -> bytes:
    """One WARC response record as a zstd frame. The body is stored decoded, so headers about its coding are left out."""
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"{name}: {value}" for name, value in headers.items() if name.lower() not in DROPPED]
    lines.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n"
    made = WarcRecord()
    made.init_headers(WarcRecordType.response)
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(head + body)
    out = io.BytesIO()
    made.write(out)
    return zstd.compress(out.getvalue(), level=LEVEL)


def load(folder: Path, place: Place, sha256: str) -> bytes:
    """The body of a capture. Raises Lost where the file is gone, cut, or holds something else."""
    try:
        with open(folder / place.file, "rb") as file:
            file.seek(place.offset)
            frame = file.read(place.length)
        found = next(iter(ArchiveIterator(io.BytesIO(zstd.decompress(frame)), parse_http=True)))
        body: bytes = found.reader.read()
    except FileNotFoundError:
        raise Lost(f"the capture file {place.file} is gone") from None
    except (zstd.ZstdError, StopIteration, OSError) as error:
        raise Lost(f"the capture at {place.file}:{place.offset} cannot be read: {error}") from None
    if hashlib.sha256(body).hexdigest() != sha256:
        raise Lost(f"the capture at {place.file}:{place.offset} is not what was received")
    return body


def whole_frames(tail: bytes) -> int:
    """How many bytes at the start of `tail` are whole zstd frames; what follows was cut off by a crash."""
    good = 0
    while good < len(tail):
        reader = zstd.ZstdDecompressor()
        try:
            reader.decompress(tail[good:])
        except zstd.ZstdError:
            break
        if not reader.eof:
            break
        good = len(tail) - len(reader.unused_data)
    return good


class Captures:
    """The captures folder, open for one writer. A lock on the file keeps two writers apart; each takes a file of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._name = ""
        self._file: io.FileIO | None = None

    def keep(self, url: str, status: int, headers: Mapping[str, str], body: bytes, at: datetime) -> Place:
        """Append one page to the file of its day. A write that fails (full disk) leaves nothing behind and raises OSError."""
        frame = record(url, status, headers, body, at)
        file = self._open(f"{at:%Y-%m-%d}")
        offset = file.seek(0, os.SEEK_END)
        try:
            view = memoryview(frame)
            while view:
                view = view[file.write(view) :]
        except OSError:
            os.ftruncate(file.fileno(), offset)
            raise
        return Place(self._name, offset, len(frame))

    def sync(self) -> None:
        """Put what was kept on the disk, before rows that point at it are committed."""
        if self._file:
            os.fdatasync(self._file.fileno())

    def close(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
            self._name = ""

    def _open(self, day: str) -> io.FileIO:
        if self._file and self._name.startswith(day):
            return self._file
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, 1000):
            name = f"{day}.{number}.warc.zst"
            file = io.FileIO(os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o644), "r+")
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()  # another writer's
                continue
            self._name, self._file = name, file
            self._mend(file)
            return file
        raise OSError(f"a thousand writers hold the capture files of {day}")

    def _mend(self, file: io.FileIO) -> None:
        """Cut off what a writer that was killed left half written. Whole records stay, also those that no take points at."""
        last = Take.objects.filter(warc=self._name).order_by("-warc_offset").values_list("warc_offset", "warc_length").first()
        start = sum(last) if last else 0
        file.seek(start)
        tail = file.readall()
        os.ftruncate(file.fileno(), start + whole_frames(tail or b""))
