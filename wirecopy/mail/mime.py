"""What parts has a message that came from anybody? Bounded in depth, number and size; what is broken is read as far as it goes."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LONGEST = 1 << 18  # bytes of a message that are looked at; what a report says stands at its front
DEEP, MOST = 6, 50  # parts within parts, and all of them
HEADERS = 1 << 16  # bytes
VALUE = 2000  # letters of one header
_END = re.compile(rb"\r?\n[ \t]*\r?\n")
_FIELD = re.compile(r"([!-9;-~]{1,80})[ \t]*:[ \t]*(.*)", re.DOTALL)
_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bq])\?([^?\s]{0,400})\?=(?:\s+(?==\?))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A message or a part of one. Names of headers are in small letters."""

    headers: Mapping[str, tuple[str, ...]]
    body: bytes  # as it was sent, still encoded
    parts: tuple[Part, ...] = field(default=())

    def get(self, name: str) -> str:
        """The first header of that name, or an empty text."""
        return self.headers.get(name, ("",))[0]

    @property
    def kind(self) -> str:
        return self.get("content-type").partition(";")[0].strip().lower() or "text/plain"

    def parameter(self, name: str) -> str:
        found = re.search(rf';\s*{name}\s*=\s*(?:"([^"]*)"|([^\s;]+))', self.get("content-type"), re.IGNORECASE)
        return (found[1] or found[2] or "") if found else ""

    def decoded(self) -> bytes:
        coding = self.get("content-transfer-encoding").strip().lower()
        if coding == "base64":
            given = re.sub(rb"[^A-Za-z0-9+/]", b"", self.body)
            given = given[: len(given) // 4 * 4] if len(given) % 4 == 1 else given + b"=" * (-len(given) % 4)
            try:
                return binascii.a2b_base64(given)
            except binascii.Error:
                return b""
        return quopri.decodestring(self.body) if coding == "quoted-printable" else self.body

    def text(self) -> str:
        return decode(self.decoded(), self.parameter("charset"))

    def all(self) -> Iterator[Part]:
        """This part and all within it, in the order in which they stand."""
        yield self
        for part in self.parts:
            yield from part.all()


def read(data: bytes) -> Part:
    """A message as it came; it never fails."""
    data = data[:LONGEST]
    if data.startswith(b"From "):  # as a mailbox file has it in front
        data = data.partition(b"\n")[2]
    return _part(data, DEEP, [MOST])


def _part(data: bytes, depth: int, left: list[int]) -> Part:
    left[0] -= 1
    headers, body = split(data)
    part = Part(headers, body)
    if depth <= 0:
        return part
    boundary = part.parameter("boundary")
    if part.kind.startswith("multipart/") and boundary:
        inner = _inner(body, boundary[:200])
    elif part.kind in ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers", "message/global-headers"):
        inner = iter([part.decoded().lstrip(b"\r\n")])
    else:
        return part
    parts = []
    for one in inner:
        if left[0] <= 0:
            break
        parts.append(_part(one, depth - 1, left))
    return Part(headers, body, tuple(parts))


def _inner(body: bytes, boundary: str) -> Iterator[bytes]:
    """The parts between the lines of a boundary; where the last line is missing, what there is."""
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary.encode("utf-8", "replace")) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    begun: int | None = None
    for found in line.finditer(body):
        if begun is not None:
            yield _without_break(body[begun : found.start()])
        begun = found.end()
        if found[1]:
            return
    if begun is not None:
        yield _without_break(body[begun:])


def _without_break(data: bytes) -> bytes:
    """Without the end of the line that the boundary stood on: what follows at once is an empty line, and then a part has no headers."""
    return data[2:] if data.startswith(b"\r\n") else data[1:] if data.startswith(b"\n") else data


def split(data: bytes) -> tuple[dict[str, tuple[str, ...]], bytes]:
    """(headers, body)."""
    if data.startswith((b"\n", b"\r\n")):
        return {}, data
    end = _END.search(data, 0, HEADERS)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data[:HEADERS], b"")
    return fields(head), body


def fields(head: bytes) -> dict[str, tuple[str, ...]]:
    """Headers by name, unfolded; a line that is none is passed over."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _FOLD.sub(b"", head).splitlines()[:500]:
        given = _FIELD.fullmatch(decode(line[: VALUE * 2], ""))
        if given:
            name = given[1].lower()
            found[name] = (*found.get(name, ()), given[2].strip()[:VALUE])[:20]
    return found


def decode(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "latin-1"):
        try:
            return data.decode(name, "strict" if name != charset else "replace") if name else data.decode("utf-8")
        except (LookupError, UnicodeError, ValueError):
            continue
    return ""


def words(value: str) -> str:
    """A header with its encoded words (RFC 2047) read."""

    def word(found: re.Match[str]) -> str:
        coding = "base64" if found[2] in "bB" else "quoted-printable"
        body = found[3].replace("_", "=20") if coding != "base64" else found[3]
        return Part({"content-transfer-encoding": (coding,)}, body.encode()).decoded().decode(_known(found[1]), "replace")

    return _WORD.sub(word, value)


def _known(charset: str) -> str:
    try:
        b"".decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return "utf-8"
    return charset
