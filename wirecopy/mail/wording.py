"""What does a mail server mean by its words? Enhanced status codes (RFC 3463), and the sentences of servers that give none."""

from __future__ import annotations

import re

DEAD = ("1.1", "1.2", "1.3", "1.6", "1.10", "2.1")  # nobody is there, or will be
VAGUE = ("", "0.0", "1.0", "2.0", "3.0", "4.0", "5.0")  # codes that say nothing by themselves
OURS = re.compile(r"[45]\.(?:[567]\.\d+|3\.4|1\.[78])")  # what is wrong is the letter, or who sends it
SAID = 300  # letters

_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![.\d]*\d)")
_REPLY = re.compile(r"(?<![\d.])([45])\d\d(?=[- ])")
_ADDRESS = re.compile(r"<?[^\s<>\"'()@:;,=]{1,128}@[^\s<>\"'()@,;=]{1,255}>?")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069]+")

_POLICY = re.compile(
    r"\b(spam|unsolicited|black ?list|block ?list|blocked|black-?holed|dnsbl|rbl|reputation|polic(?:y|ies)|banned|not authori[sz]ed"
    r"|unauthenticated|dmarc|dkim|spf|rate limit|too many|relay(?:ing)? (?:access )?denied|unable to relay|content rejected)\b",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"\b(quota|(?:mail)?box (?:is |has been )?(?:full|over)|out of storage|storage (?:space )?exceeded|insufficient storage)\b",
    re.IGNORECASE,
)
_WHO = r"(?:user|mailbox|mail ?box|recipient|address|account|addressee|e-?mail account)"
_NOBODY = re.compile(
    rf"\bno such {_WHO}|\bno (?:mailbox|{_WHO}) (?:here|by that name)|\b(?:unknown|invalid|bad|non-?existent) (?:local )?{_WHO}\b"
    rf"|\b{_WHO}\b[^.\n]{{0,80}}?(?:\bunknown\b|\bnot found\b|\bdoes ?n.t exist\b|\bdoes not exist\b"
    r"|\bno longer (?:exists|valid|available)\b|\bcould(?:n.t| not) be found\b|\bisn.t listed\b|\bis not (?:known|listed)\b)"
    r"|\bnot a (?:known|valid) (?:user|mailbox|recipient)|\brecipnotfound\b|\bdoesn.t have an? \w+ account\b"
    r"|\bthere is no one at this address\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    rf"\b{_WHO}\b[^.\n]{{0,40}}?\b(?:disabled|deactivated|closed|discontinued|is inactive)\b"
    r"|\b(?:disabled|inactive) (?:user|mailbox|account)\b",
    re.IGNORECASE,
)
_NO_HOST = re.compile(
    r"\b(?:host|domain)\b[^\n]{0,80}?\b(?:not found|unknown|does not exist|couldn.t be found)\b|\bno such domain\b"
    r"|\bcouldn.t find any host\b",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:still trying|will (?:keep|continue) (?:on )?trying|will be retried|will retry|has not (?:yet )?been delivered"
    r"|not yet been delivered|do not need to resend|no action is required"
    r"|is delayed|been delayed|delivery incomplete|temporary problem delivering)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\b(?:permanent(?:ly)? (?:error|failure|fail)|(?:could|can) ?not be delivered|couldn.t be delivered|wasn.t able to deliver"
    r"|was not delivered|wasn.t delivered|has failed|delivery failed|undeliverable|undelivered|unable to deliver|giving up|given up"
    r"|returned to (?:the )?sender|did not reach|rejected your message)\b",
    re.IGNORECASE,
)
_BEFORE_THE_COPY = re.compile(
    r"^(?:-{2,}[^\n]{0,80}\b(?:copy of|original|returned|unsent|included|headers)\b|\s*(?:received|return-path|message-id):)",
    re.IGNORECASE | re.MULTILINE,
)


def judged(status: str, said: str) -> tuple[str, str]:
    """(hard | soft, status) of a letter that was given up: the status as printed, or the one that the words come to; it may stay empty.

    Only an address that is none is hard. A server that speaks of spam or policy under such a code does not mean the address.
    """
    said = _even(said)
    inner = _CODE.search(said)
    if status[2:] in VAGUE and inner and inner[1] != "2":
        status = inner[0]
    nobody, policy = bool(_NOBODY.search(said)), bool(_POLICY.search(said))
    if status[2:] in DEAD and status.startswith("5"):
        return ("soft", "5.7.1") if policy and not nobody else ("hard", status)
    if status.startswith("4") or status[2:] not in VAGUE:
        return "soft", status
    reply = _REPLY.search(said)
    if not status and reply and reply[1] == "4":
        return "soft", "4.0.0"
    for means, code in ((policy, "5.7.1"), (bool(_FULL.search(said)), "5.2.2")):
        if means:
            return "soft", code
    for means, code in ((nobody, "5.1.1"), (bool(_CLOSED.search(said)), "5.2.1"), (bool(_NO_HOST.search(said)), "5.1.2")):
        if means:
            return "hard", code
    return "soft", status


def told_of(text: str) -> str:
    """Of a report in plain words, what the server says itself: nothing of the letter that it sends back."""
    text = text.lstrip()[:8000]
    found = _BEFORE_THE_COPY.search(text, 1)
    return text[: found.start()] if found else text


def fate(said: str) -> str:
    """delayed | failed | an empty text, where the words say neither. Who gives up may say that it tried for long."""
    said = _even(said)
    if _FAILED.search(said):
        waits = _WAITS.search(said)
        return "delayed" if waits and not re.search(r"\b(?:permanent|giv(?:en|ing) up)", said, re.IGNORECASE) else "failed"
    if _WAITS.search(said):
        return "delayed"
    return "failed" if _NOBODY.search(said) or (_CODE.search(said) and _REPLY.search(said)) else ""


def _even(said: str) -> str:
    """On one line, with plain apostrophes, and without addresses, whose dots and names would part a sentence."""
    return " ".join(_ADDRESS.sub("(address)", said[:8000]).replace("\u2019", "'").split())


def code(text: str) -> str:
    """The first enhanced status code in `text`."""
    found = _CODE.search(text)
    return found[0] if found else ""


def quoted(text: str) -> str:
    """What a server said, on one line and short, without anybody's address."""
    return _UNSEEN.sub(" ", _ADDRESS.sub("(address)", text[: SAID * 4])).strip()[:SAID]
