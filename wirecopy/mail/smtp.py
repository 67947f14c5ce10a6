"""How does one letter go to a relay? One connection, one letter at a time; every end is an answer, and none is an exception."""

from __future__ import annotations

import re
import select
import smtplib
import socket
import ssl
import time
from typing import Any

from wirecopy.mail.relay import LOOPBACK, Answer, Patience, Relay

ADDRESS = re.compile(r"[^\s<>\x00-\x20\x7f-\x9f\u2028\u2029]+@[^\s<>\x00-\x20\x7f-\x9f\u2028\u2029@]+")
LONGEST = 65536  # bytes of one reply; whoever says more is not a mail server
BROKEN = (OSError, smtplib.SMTPException, EOFError, ValueError)  # what a relay can do to a conversation
_BARE = re.compile(rb"\r(?!\n)|(?<!\r)\n")


class _Replies:
    """Replies read against one deadline and one length, in place of a time-out for each packet."""

    sock: socket.socket | None
    _heard = b""
    _of: socket.socket | None = None

    def __init__(self, relay: Relay, seconds: float, hello: str, **more: Any) -> None:
        self.deadline = time.monotonic() + seconds
        super().__init__(relay.host, relay.port, local_hostname=hello, timeout=seconds, **more)  # type: ignore[call-arg]

    def allow(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds
        if self.sock:
            self.sock.settimeout(seconds)

    def getreply(self) -> tuple[int, bytes]:
        if self._of is not self.sock:  # nothing that was said in the clear counts once there is TLS
            self._heard, self._of = b"", self.sock
        lines: list[bytes] = []
        said = 0
        while True:
            line = self._line()
            said += len(line)
            if not re.match(rb"[2-5]\d\d(?:[ -]|$)", line) or said > LONGEST:
                raise smtplib.SMTPException("it answers in no language of mail")
            lines.append(line[4:].strip())
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)

    def _line(self) -> bytes:
        while b"\n" not in self._heard:
            left = self.deadline - time.monotonic()
            if left <= 0 or self.sock is None:
                raise TimeoutError("it took too long to answer")
            self.sock.settimeout(left)
            some = self.sock.recv(8192)
            if not some:
                raise smtplib.SMTPServerDisconnected("it closed the connection")
            self._heard += some
            if len(self._heard) > LONGEST:
                raise smtplib.SMTPException("it answers in no language of mail")
        line, _, self._heard = self._heard.partition(b"\n")
        return line.rstrip(b"\r")

    def spoke(self) -> bool:
        """Has the relay said something, or closed, though it was not its turn?"""
        return bool(self._heard) or bool(self.sock and select.select([self.sock], [], [], 0)[0])


class _Plain(_Replies, smtplib.SMTP):
    pass


class _Secure(_Replies, smtplib.SMTP_SSL):
    pass


class Connection:
    """A conversation with one relay. After an answer of a lost kind it is closed, and `open` begins another."""

    def __init__(self, relay: Relay, patience: Patience | None = None, hello: str = "") -> None:
        self.relay, self.patience = relay, patience or Patience()
        self._hello = hello or _own_name()
        self._wire: _Plain | _Secure | None = None
        self._stage = "open"

    @property
    def is_open(self) -> bool:
        return self._wire is not None

    def open(self) -> Answer | None:
        """None: it is open. Otherwise why not; nothing can have arrived."""
        try:
            return self._opened()
        except smtplib.SMTPResponseException as error:
            return self._lost("open", _words(error.smtp_error), error.smtp_code)
        except BROKEN as error:
            return self._lost("open", _why(error))

    def _opened(self) -> Answer | None:
        relay, seconds = self.relay, self.patience.open
        wire: _Plain | _Secure
        if relay.implicit:
            wire = _Secure(relay, seconds, self._hello, context=relay.context())
        else:
            wire = _Plain(relay, seconds, self._hello)
        self._wire = wire
        if wire.sock:
            wire.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.ehlo_or_helo_if_needed()
        if wire.has_extn("starttls") and (relay.host not in LOOPBACK or relay.user):
            wire.starttls(context=relay.context())
            wire.ehlo_or_helo_if_needed()
        if relay.user:
            if not isinstance(wire.sock, ssl.SSLSocket) and relay.host not in LOOPBACK:
                return self._lost("open", "it offers no TLS, and a password goes to nobody in the clear")
            wire.login(relay.user, relay.password)
        return None

    def send(self, sender: str, recipient: str, data: bytes, utf8: bool = False) -> Answer:
        """One letter over an open connection; `data` with CRLF. Once its last dot is on the way, only the answer tells what became."""
        wire = self._wire
        if wire is None:
            return Answer("lost_before", "open", text="the connection is not open")
        if not ADDRESS.fullmatch(sender) or not ADDRESS.fullmatch(recipient):
            return Answer("refused", "rcpt", 553, "5.1.3 the address cannot be written in an envelope")
        if utf8 and not wire.has_extn("smtputf8"):
            return Answer("refused", "rcpt", 553, f"5.6.7 {self.relay.name} takes no addresses outside of ASCII")
        self._stage = "mail"
        try:
            refusal = self._envelope(wire, sender, recipient, data, utf8)
            if refusal:
                return refusal
            self._stage = "data"
            wire.allow(self.patience.end)
            sock = wire.sock
            if sock is None:
                return self._lost("data", "the connection is gone")
            sock.sendall(_stuffed(data))
            if wire.spoke():  # it speaks in the middle of a letter: it is about to close, and has not seen the end
                return self._lost("data", "it broke off the letter")
            self._stage = "end"
            sock.sendall(b".\r\n")
            code, said = wire.getreply()
        except BROKEN as error:
            return self._lost(self._stage, _why(error))
        return self._settled("end", code, said)

    def _envelope(self, wire: _Plain | _Secure, sender: str, recipient: str, data: bytes, utf8: bool) -> Answer | None:
        """MAIL, RCPT and DATA, at once where the relay takes that. None: it waits for the letter."""
        wire.allow(self.patience.envelope)
        options = f" SIZE={len(data)}" if wire.has_extn("size") else ""
        options += " BODY=8BITMIME" if wire.has_extn("8bitmime") and not data.isascii() else ""
        options += " SMTPUTF8" if utf8 else ""
        words = {"mail": f"MAIL FROM:<{sender}>{options}\r\n", "rcpt": f"RCPT TO:<{recipient}>\r\n", "data": "DATA\r\n"}
        together = wire.has_extn("pipelining") and wire.sock is not None
        if together and wire.sock:
            wire.sock.sendall("".join(words.values()).encode())
        first: Answer | None = None
        for stage, word in words.items():
            self._stage = stage
            if not together and first is None and wire.sock:
                wire.sock.sendall(word.encode())
            if first is not None and not together:
                break
            try:
                code, said = wire.getreply()
            except BROKEN:
                if first is None:
                    raise
                self.close(quit=False)  # it said no, and hung up
                return first
            good = code == 354 if stage == "data" else 200 <= code < 300
            if first is not None and stage == "data" and good:  # it waits for a letter to nobody; hanging up cannot be misread
                self.close(quit=False)
                return first
            if not good and first is None:
                first = self._settled(stage, code, said)
                if not self.is_open:
                    return first
        if first is not None:
            self._again(wire)
        return first

    def _again(self, wire: _Plain | _Secure) -> None:
        try:
            code, _ = wire.rset()
        except BROKEN:
            code = 0
        if code != 250:
            self.close(quit=False)

    def _settled(self, stage: str, code: int, said: bytes) -> Answer:
        text = _words(said)
        if code == 421:  # it closes, whatever was asked
            self.close(quit=False)
            return Answer("later" if stage == "end" else "lost_before", stage, code, text)
        if stage == "end" and 200 <= code < 300:
            return Answer("accepted", stage, code, text)
        if 400 <= code < 600:
            return Answer("later" if code < 500 else "refused", stage, code, text)
        return self._lost(stage, f"it answered {code} {text}")  # neither yes nor no

    def _lost(self, stage: str, text: str, code: int = 0) -> Answer:
        self.close(quit=False)
        return Answer("lost_after" if stage == "end" else "lost_before", stage, code, text)

    def close(self, quit: bool = True) -> None:
        wire, self._wire = self._wire, None
        if wire is None:
            return
        try:
            if quit:
                wire.allow(5.0)
                wire.quit()
        except BROKEN:
            pass
        finally:
            wire.close()


def _stuffed(data: bytes) -> bytes:
    """The letter as it goes over the wire, but for its last dot: a dot that begins a line is doubled, no line end stands alone."""
    if data.count(b"\n") != data.count(b"\r\n") or data.count(b"\r") != data.count(b"\r\n"):
        data = _BARE.sub(b"\r\n", data)
    if b"\n." in data or data.startswith(b"."):
        data = re.sub(rb"(?m)^\.", b"..", data)
    return data if data.endswith(b"\r\n") else data + b"\r\n"


def _own_name() -> str:
    name = socket.gethostname()
    return name if "." in name else "[127.0.0.1]"


def _words(said: bytes | str) -> str:
    text = said if isinstance(said, str) else said.decode("utf-8", "replace")
    return " ".join(text.split())[:250]


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not good: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "it took too long to answer"
    return _words(str(error)) or type(error).__name__
