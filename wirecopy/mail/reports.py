"""What does a message to the return address say: a bounce, a complaint, a wish to leave, or nothing that concerns a letter?

Delivery reports (RFC 3464), complaints (RFC 5965), and bounces in plain words, from anybody: so a report counts for a letter only with a
proof that whoever wrote it had the letter: its own return address, its message id, or its link to leave.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from wirecopy.mail import links, mime, wording
from wirecopy.mail.mime import Part

KINDS = ("hard", "soft", "delayed", "complaint", "unknown", "leave", "reply", "other")
COMPLAINTS = ("abuse", "fraud", "complaint", "opt-out", "opt-out-list", "unsubscribe", "unsubscribe-list")
_CAME_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "to", "cc")
_RETURNS = ("return-path", "x-envelope-from", "x-envelope-sender", "errors-to", "sender")
_STATUS = ("message/delivery-status", "message/global-delivery-status")
_LIKE_OURS = re.compile(r"\+d\d{1,19}-[a-z2-7]{10}@", re.ASCII | re.IGNORECASE)
_LEAVES = re.compile(r"/letters/leave/([-\w]{20,60})/?(?![-\w])", re.ASCII)
_DAEMON = re.compile(
    r"(?:^|[<\s\"])(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|mail delivery (?:sub)?system|microsoftexchange[0-9a-f]+"
    r"|system administrator|mail administrator)(?=[@>\s\"(]|$)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:undeliver(?:able|ed)|returned mail|delivery (?:status|failure|has failed|incomplete|notification|report)|failure notice"
    r"|mail delivery failed|delivery failure|non[- ]?delivery|message (?:not delivered|delayed|undelivered)|delayed mail"
    r"|returned to sender)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:out of (?:the )?office|automatic reply|auto-?reply|auto-?response|on (?:vacation|holiday|leave)|away from (?:my )?(?:desk|mail)"
    r"|abwesenheit\w*|abwesend|absence|r[ée]ponse automatique|respuesta autom[áa]tica|automatisch antwoord|autosvar"
    r"|please confirm|confirm your (?:message|email)"
    r"|verify your (?:message|email)|challenge)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """`delivery`, `message` (mailing by number or name, subscriber) and `leave` (a token) say which letter; the first two are proved."""

    kind: str
    key: str  # the same whenever the message is fetched
    status: str = ""
    said: str = ""
    delivery: int | None = None
    message: tuple[str, int] | None = None
    leave: str = ""
    forged: bool = False  # it came to a return address that we never made


def found(data: bytes, key: bytes, came_to: str = "") -> Found:
    """What the message `data` says. `came_to`: the address of its envelope, where that is known. It never fails."""
    root = mime.read(data)
    to = came_to or " ".join(value for name in _CAME_TO for value in root.headers.get(name, ()))[:4000]
    kind, status, said = _says(root)
    delivery = links.returned(key, to)
    forged = delivery is None and bool(_LIKE_OURS.search(to))
    message, leave = None, ""
    if kind == "leave":
        leave = root.get("subject").strip()
    elif not forged:
        back, message, leave = _letter(root, key)
        delivery = delivery if delivery is not None else back
    return Found(kind, _key(root, to if delivery is None else str(delivery)), status, said, delivery, message, leave, forged)


def _key(root: Part, to: str) -> str:
    """Of what does not change on the way: not of the headers that each server adds."""
    texts = [*(root.get(name) for name in ("message-id", "date", "from", "subject")), to]
    return hashlib.sha256("\n".join(texts).encode("utf-8", "replace") + b"\n" + root.body).hexdigest()


def _says(root: Part) -> tuple[str, str, str]:
    """(kind, status, said)."""
    for part in root.all():
        if part.kind == "message/feedback-report":
            given = mime.fields(part.decoded())
            about = given.get("feedback-type", ("",))[0].lower()
            return ("complaint" if about in COMPLAINTS else "other"), "", wording.quoted(about)
    for part in root.all():
        if part.kind in _STATUS:
            return _delivery_status(root, part)
    subject, from_ = mime.words(root.get("subject")), mime.words(root.get("from"))
    daemon = bool(_DAEMON.search(from_)) or root.get("return-path") == "<>" or bool(root.get("x-failed-recipients"))
    automatic = root.get("auto-submitted").lower().partition(";")[0].strip() not in ("", "no")
    if links.claim(subject.strip()) and not daemon and not automatic:
        return "leave", "", ""
    away = bool(_AWAY.search(subject)) or any(root.get(name) for name in ("x-autoreply", "x-autorespond", "x-vacation"))
    if (daemon or _SUBJECT.search(subject)) and not (away and not _SUBJECT.search(subject)):
        return _plain(root, subject, daemon)
    return ("reply" if away or automatic or root.get("precedence").lower() in ("auto_reply", "bulk") else "other"), "", ""


def _delivery_status(root: Part, part: Part) -> tuple[str, str, str]:
    """Of several recipients, as a forwarder has them, all must be dead."""
    text = _text(root)
    ends = [_recipient(group, text) for group in _groups(part)]
    for kind in ("hard", "soft", "delayed", "unknown", "other"):
        for end, status, said in ends:
            if end == kind:
                return ("soft" if kind == "hard" and any(one[0] != "hard" for one in ends) else kind), status, said
    if wording.fate(text):  # cut off before it says anything
        return _plain(root, mime.words(root.get("subject")), True)
    return "unknown", "", wording.quoted(text)


def _groups(part: Part) -> Iterator[dict[str, str]]:
    """The fields of each recipient; the first group, of the message as a whole, has none of a recipient's."""
    for block in re.split(rb"\r?\n[ \t]*\r?\n", part.decoded())[:40]:
        given = {name: values[0] for name, values in mime.fields(block).items()}
        if "action" in given or "status" in given:
            yield given


def _recipient(given: dict[str, str], text: str) -> tuple[str, str, str]:
    action = given.get("action", "").lower().split(" ")[0].strip("();")
    status = wording.code(given.get("status", ""))
    diagnosis = given.get("diagnostic-code", "").partition(";")[2].strip() or given.get("diagnostic-code", "")
    said = mime.words(diagnosis)
    if action in ("delivered", "relayed", "expanded") or status.startswith("2"):
        return "other", status, wording.quoted(said)
    if action == "delayed":
        return "delayed", status, wording.quoted(said)
    if action not in ("failed", "") or not (action or status):
        return "unknown", status, wording.quoted(said)
    kind, status = wording.judged(status, said or text)
    return kind, status, wording.quoted(said or text)


def _plain(root: Part, subject: str, daemon: bool) -> tuple[str, str, str]:
    said = _text(root)
    fate = wording.fate(said) or wording.fate(subject)
    if not fate:
        return ("unknown" if daemon else "other"), "", wording.quoted(said)
    if fate == "delayed":
        return "delayed", wording.code(said), wording.quoted(said)
    kind, status = wording.judged(wording.code(said), said)
    return kind, status, wording.quoted(said)


def _text(root: Part) -> str:
    """The words of the report itself: the first part that has some, and nothing of the letter in it."""
    for part in root.all():
        if part.kind in ("message/rfc822", "message/global", "text/rfc822-headers", *_STATUS):
            break
        if part.kind in ("text/plain", "text/html") and part.body.strip():
            text = part.text()
            return wording.told_of(re.sub(r"<[^<>]{0,500}>", " ", text) if part.kind == "text/html" else text)
    return ""


def _letter(root: Part, key: bytes) -> tuple[int | None, tuple[str, int] | None, str]:
    """(delivery, message, token to leave) out of the letter that is sent back, whole or in part."""
    texts: list[str] = []
    for part in root.all():
        if part is root:
            continue
        texts += [value for name in (*_RETURNS, "message-id", "list-unsubscribe") for value in part.headers.get(name, ())]
        if part.kind == "message/feedback-report" or part.kind in _STATUS:
            texts.append(part.decoded()[:20_000].decode("utf-8", "replace"))
    texts += [root.get(name) for name in ("in-reply-to", "references", "x-failed-message-id")]
    if not root.parts:
        texts.append(root.text()[:60_000])
    else:
        texts += [part.text()[:60_000] for part in root.all() if part.kind == "text/plain" and not part.parts][:3]
    whole = "\n".join(texts)
    token = _LEAVES.search(re.sub(r"\r?\n[ \t]", "", whole))
    return links.returned(key, whole), links.sent(key, whole), token[1] if token else ""
