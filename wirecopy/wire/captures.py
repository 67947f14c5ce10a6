"""Where are the bytes of a page kept? In a WARC file of the day, each record a zstd frame of its own."""

from __future__ import annotations

import fcntl
import hashlib
import io
import mmap
import os
import re
import struct
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from backports import zstd
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from wirecopy.wire.models import Take

LEVEL = 1  # half the time of 3, and 0.08 larger
DROPPED = frozenset(("content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"))
HEAD = 1 << 16  # bytes in which the headers of a record are looked for
TARGET = re.compile(rb"(?im)^WARC-Target-URI:[ \t]*(\S+)")
PADDING = 0x184D2A50  # begins a frame that every reader of zstd skips


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


def target(frame: bytes | memoryview) -> str | None:
    """The address that a record is of; None where the frame holds no record that has one."""
    try:
        head = zstd.ZstdDecompressor().decompress(frame, max_length=HEAD)
    except zstd.ZstdError:
        return None
    found = TARGET.search(head.partition(b"\r\n\r\n")[0])
    return found[1].decode("utf-8", "replace").strip("<>") if found else None


def records(folder: Path, name: str) -> Iterator[tuple[Place, str]]:
    """Every record of a capture file that has an address: where it lies, and the address."""
    with open(folder / name, "rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held, memoryview(held) as whole:
            offset = 0
            while offset < len(whole):
                with whole[offset:] as rest:
                    try:
                        length = zstd.get_frame_size(rest)
                    except zstd.ZstdError:
                        return  # what follows was cut off
                    address = target(bytes(rest[:length]))
                if address:
                    yield Place(name, offset, length), address
                offset += length


def at(folder: Path, place: Place) -> str | None:
    """The address of the record at a place; None where there is none."""
    try:
        with open(folder / place.file, "rb") as file:
            file.seek(place.offset)
            return target(file.read(place.length))
    except FileNotFoundError:
        return None


def erase(folder: Path, place: Place) -> None:
    """Put a record without content in the place of one, as long as it was: all others stay where they are. OSError where that fails."""
    file = os.open(folder / place.file, os.O_RDWR)
    try:
        os.pwrite(file, _tomb(place.length), place.offset)
        os.fsync(file)
    finally:
        os.close(file)


def _tomb(length: int) -> bytes:
    made = WarcRecord()
    made.init_headers(WarcRecordType.metadata)
    made.headers["WARC-Record-ID"] = f"<urn:uuid:{uuid.UUID(int=0)}>"
    made.headers["WARC-Date"] = datetime(1970, 1, 1, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    made.set_bytes_content(b"")
    out = io.BytesIO()
    made.write(out)
    tomb = zstd.compress(out.getvalue(), level=19)
    rest = length - len(tomb) - 8
    if rest < 0:  # no record of ours is so short; only the padding then
        tomb, rest = b"", length - 8
    return tomb + struct.pack("<II", PADDING, rest) + bytes(rest)


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
