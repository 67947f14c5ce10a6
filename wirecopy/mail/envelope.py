"""What are the bytes of one recipient's letter? Everything that all recipients share is written, and hashed, once.

A letter is the headers, with the personal ones last, and two parts, text and HTML, in which the recipient's own addresses fill holes.
It is written in the relaxed form that DKIM signs, so that nothing is made canonical afterwards; and what comes before
the first hole goes into a hash that each letter takes a copy of. No line begins with a dot.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from ada_url import idna

from wirecopy.mail.coding import coded
from wirecopy.mail.dkim import Signer
from wirecopy.mail.letter import LEAVE, PREFERENCES, Letter

# In the order that they are hashed in; a header that is not there counts as empty, and cannot be added later. Those that a mail program
# shows or goes by are named once more, so that a second one breaks the signature.
SIGNED = (
    *("from", "subject", "list-id", "feedback-id", "auto-submitted", "precedence", "mime-version", "content-type"),
    *("to", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post"),
    *("from", "subject", "to", "date", "message-id", "mime-version", "content-type", "list-unsubscribe", "list-unsubscribe-post"),
    *("reply-to", "cc"),
)
_NAMES = b":\r\n ".join(":".join(SIGNED[at : at + 5]).encode() for at in range(0, len(SIGNED), 5))
_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN = re.compile(r"[ -~]*")
_PHRASE = re.compile(r"[\w!#$%&'*+/=?^`{|}~ -]+", re.ASCII)
_SIGNS = r"[^\s\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff<>()\[\]\\,;:\"@]+"
_ADDRESS = re.compile(f"{_SIGNS}@{_SIGNS}")
_LINK = re.compile(r"[!#-;=?-~]{1,900}")  # neither blank nor bracket nor quotation mark
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,240}@[!-;=?-~]{1,253}>")
# No coding of ours can write this line: quoted-printable has digits after =, and base64 has no _.
_BOUNDARY = b"=_part"
_END = b"--" + _BOUNDARY + b"--\r\n"


@dataclass(frozen=True, slots=True)
class Common:
    """What the headers of a mailing say to everybody. Empty: no such header."""

    from_name: str
    from_address: str
    list_id: str = ""  # letters.news.example
    feedback_id: str = ""  # up to four words with colons, the last one the sender's
    leave_mailto: str = ""  # address to write to, with ?subject= where wished; LEAVE in it becomes the last part of the leave address
    auto_submitted: bool = False  # nobody sent it by hand, and no machine is to answer
    bulk: bool = True


class Stencil:
    """One letter, ready but for its recipient. It changes no more once it is made, so threads may share it."""

    def __init__(self, letter: Letter, common: Common, signers: Sequence[Signer] = ()) -> None:
        self._signers, self._mailto = tuple(signers), common.leave_mailto
        if self._mailto and not _LINK.fullmatch(self._mailto):
            raise ValueError("the address to leave by mail may not hold blanks, brackets or quotation marks")
        if not _ADDRESS.fullmatch(common.from_address):
            raise ValueError("the address that letters come from is none")
        local, _, host = common.from_address.rpartition("@")
        self._domain = idna.encode(host)
        headers = _shared(letter.subject, common, f"{local}@{self._domain.decode()}")
        self._header_hash = hashlib.sha256(b"".join(map(_canonical, headers)))
        self._text, self._html = (coded(told, (LEAVE, PREFERENCES)) for told in (letter.text, letter.html))
        self._front = _opened(b"plain", self._text.name) + self._text.head
        self._between = _opened(b"html", self._html.name) + self._html.head
        self._body_hash = hashlib.sha256(self._front)
        self._top = b"".join(headers)

    def to(self, address: str, message_id: str, leave: str, preferences: str, date: datetime) -> bytes:
        """A whole letter, with CRLF. `leave` and `preferences` may be empty where the letter has no place for them.

        A ValueError says what cannot stand in a letter, without saying it: an address with a line end in it, a date without a zone.
        """
        if not _ADDRESS.fullmatch(address) or len(address) > 320 or not _MESSAGE_ID.fullmatch(message_id):
            raise ValueError("the address or the message id cannot stand in a header")
        if date.tzinfo is None:
            raise ValueError("the date of a letter has a zone")
        if any(link and not _LINK.fullmatch(link) for link in (leave, preferences)):
            raise ValueError("an address in a letter may not hold blanks, brackets or quotation marks")
        links = {LEAVE: leave.encode(), PREFERENCES: preferences.encode()}
        safe = {mark: escape(link.decode()).encode() for mark, link in links.items()}
        rest = b"".join((*self._text.rest(links), self._between, *self._html.rest(safe), _END))
        personal = [_line("To", address), _line("Date", format_datetime(date)), _line("Message-ID", message_id), *self._leaving(leave)]
        signatures = self._signed(personal, rest, int(date.timestamp())) if self._signers else b""
        return b"".join((signatures, self._top, *personal, b"\r\n", self._front, rest))

    def _leaving(self, leave: str) -> list[bytes]:
        if not leave:
            return []
        by_mail = self._mailto.replace(LEAVE, leave.rstrip("/").rpartition("/")[2])
        ways = [f"<{leave}>", *([f"<mailto:{by_mail}>"] if by_mail else [])]
        return [_line("List-Unsubscribe", ",\r\n ".join(ways)), b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"]

    def _signed(self, personal: Sequence[bytes], rest: bytes, at: int) -> bytes:
        body, headers = self._body_hash.copy(), self._header_hash.copy()
        body.update(rest)
        headers.update(b"".join(map(_canonical, personal)))
        return b"".join(signer.header(self._domain, _NAMES, at, body.digest(), headers) for signer in self._signers)


def _shared(subject: str, common: Common, address: str) -> list[bytes]:
    """The headers that are the same for all, in the order of SIGNED."""
    if any(text and not _LINK.fullmatch(text) for text in (common.list_id, common.feedback_id)):
        raise ValueError("the id of a list may not hold blanks, brackets or quotation marks")
    name = _phrase(common.from_name)
    name = f"{name}\r\n " if name else ""
    given = (
        ("From", f"{name}<{address}>"),
        ("Subject", _words(subject)),
        ("List-Id", f"{name}<{common.list_id}>" if common.list_id else ""),
        ("Feedback-ID", common.feedback_id),
        ("Auto-Submitted", "auto-generated" if common.auto_submitted else ""),
        ("Precedence", "bulk" if common.bulk else ""),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="{_BOUNDARY.decode()}"'),
    )
    return [_line(header, value) for header, value in given if value or header == "Subject"]


def _line(name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode()


def _canonical(line: bytes) -> bytes:
    """A header that was written here, where a line is only ever folded at a single blank, in its relaxed form."""
    name, _, value = line.partition(b":")
    return name.lower() + b":" + value[:-2].replace(b"\r\n ", b" ").strip() + b"\r\n"


def _opened(kind: bytes, coding: bytes) -> bytes:
    head = b"--%b\r\nContent-Type: text/%b; charset=utf-8\r\nContent-Transfer-Encoding: %b\r\n\r\n"
    return head % (_BOUNDARY, kind, coding)


def _words(text: str) -> str:
    """One line of unstructured text, folded; what ASCII cannot say as encoded words of RFC 2047."""
    text = _BREAKS.sub(" ", text).strip()
    if not _PLAIN.fullmatch(text) or "=?" in text or len(text) > 900:
        return _encoded(text)
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) > 64:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return "\r\n ".join(lines)


def _phrase(text: str) -> str:
    """The name in front of an address."""
    text = _BREAKS.sub(" ", text).strip()
    if not _PLAIN.fullmatch(text) or "=?" in text or len(text) > 60:
        return _encoded(text)
    return text if _PHRASE.fullmatch(text) or not text else '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def _encoded(text: str) -> str:
    words = [b""]
    for sign in text:
        data = sign.encode("utf-8", "replace")
        if len(words[-1]) + len(data) > 42:
            words.append(b"")
        words[-1] += data
    return "\r\n ".join(f"=?utf-8?B?{b64encode(word).decode()}?=" for word in words)
