"""How is a text with holes written down so that every server passes it on as it is, and what fills a hole changes nothing else?

Both ways give lines of at most 76 signs of ASCII that end in CRLF, none begins with a dot, and none holds what DKIM's relaxed form of
a body would change: a text written here is in its canonical form.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from collections.abc import Iterator, Mapping, Sequence

_LINE_END = re.compile(r"\r\n?|\n")
# What quoted-printable may not show as it is, and blanks that a canonical form would take out.
_HIDDEN = re.compile(rb"[^ -<>-~]|(?<= ) | $")
_WIDTH, _GROUP = 75, 57  # of a quoted line without its mark; bytes on a line of base64


class Quoted:
    """Quoted-printable. What fills a hole stands on lines of its own, so that no other line moves."""

    name = b"quoted-printable"

    def __init__(self, pieces: Sequence[bytes], holes: Sequence[str]) -> None:
        written = [*(_quoted(piece, b"=\r\n") for piece in pieces[:-1]), _quoted(pieces[-1], b"\r\n")]
        self.head = written[0]  # up to the first hole, the same in every letter
        self._after = tuple(zip(holes, written[1:], strict=True))

    def __len__(self) -> int:
        return len(self.head) + sum(len(piece) for _, piece in self._after)

    def rest(self, values: Mapping[str, bytes]) -> Iterator[bytes]:
        """What follows the head, with the holes filled."""
        filled = {hole: _quoted(_given(values, hole), b"=\r\n") for hole in {hole for hole, _ in self._after}}
        for hole, piece in self._after:
            yield filled[hole]
            yield piece


class Based:
    """Base64, which turns three bytes into four signs: each piece is written in advance for the three ways that threes may fall on it."""

    name = b"base64"

    def __init__(self, pieces: Sequence[bytes], holes: Sequence[str]) -> None:
        _, self.head, self._left = _cut(pieces[0], 0)
        self._after = tuple((hole, tuple(_cut(piece, taken) for taken in range(3))) for hole, piece in zip(holes, pieces[1:], strict=True))

    def rest(self, values: Mapping[str, bytes]) -> Iterator[bytes]:
        """What follows the head, with the holes filled."""
        left = self._left
        for hole, ways in self._after:
            left += _given(values, hole)
            first, middle, last = ways[-len(left) % 3]
            left += first
            whole = len(left) - len(left) % 3  # a piece shorter than what is wanting leaves some over
            yield _based(left[:whole])
            yield middle
            left = left[whole:] + last
        yield _based(left)


def coded(text: str, marks: Sequence[str]) -> Quoted | Based:
    """`text` with a hole wherever one of `marks` stands: quoted-printable, which a person can read, unless that is half as long again."""
    plain = _LINE_END.sub("\r\n", text.rstrip("\r\n") + "\n")
    parts = re.split("(" + "|".join(map(re.escape, marks)) + ")", plain)
    pieces, holes = [part.encode("utf-8", "replace") for part in parts[::2]], parts[1::2]
    quoted = Quoted(pieces, holes)
    return quoted if len(quoted) * 2 <= sum(map(len, pieces)) * 3 + 300 else Based(pieces, holes)


def _given(values: Mapping[str, bytes], hole: str) -> bytes:
    if not values[hole]:
        raise ValueError(f"the letter has a place for {hole}, and nothing was given for it")
    return values[hole]


def _quoted(piece: bytes, end: bytes) -> bytes:
    """`end` closes a last line that does not end by itself."""
    *lines, last = (b"=\r\n".join(_folded(_HIDDEN.sub(_hex, line))) for line in piece.split(b"\r\n"))
    return b"\r\n".join([*lines, last + end if last else b""])


def _hex(found: re.Match[bytes]) -> bytes:
    return b"=%02X" % ord(found[0])


def _folded(line: bytes) -> Iterator[bytes]:
    at = 0
    while True:
        lead = b""
        if line.startswith((b".", b"From "), at):  # a dot would be doubled on the way, and mailboxes change a From
            lead, at = b"=%02X" % line[at], at + 1
        cut = at + _WIDTH - len(lead)
        if cut >= len(line):
            yield lead + line[at:]
            return
        if line[cut - 1] == 0x3D:  # not inside of =XX
            cut -= 1
        elif line[cut - 2] == 0x3D:
            cut -= 2
        yield lead + line[at:cut]
        at = cut


def _cut(piece: bytes, taken: int) -> tuple[bytes, bytes, bytes]:
    """The first `taken` bytes, the threes after them as they are written, and what is left over."""
    end = taken + max(0, len(piece) - taken) // 3 * 3
    return piece[:taken], _based(piece[taken:end]), piece[end:]


def _based(data: bytes) -> bytes:
    return b"".join(b2a_base64(data[at : at + _GROUP], newline=False) + b"\r\n" for at in range(0, len(data), _GROUP))
