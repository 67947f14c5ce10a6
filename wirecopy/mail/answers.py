"""What becomes of a letter after a relay's answer?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from wirecopy.mail.relay import Answer

# Before the second try, the third ...; two days in all, as mail servers wait.
DELAYS = tuple(timedelta(minutes=m) for m in (5, 15, 60, 240, 480, 720, 720, 720))
ABOUT_THE_RELAY = ("open", "mail")  # at these words a relay knows nothing of the recipient
OUR_ADDRESS = (("1", "7"), ("1", "8"))  # 5.1.7, 5.1.8: what is wrong is the sender's
_ENHANCED = re.compile(r"(?:^|\s)([245])\.(\d{1,3})\.(\d{1,3})(?:\s|$|[:;,])")
_NOBODY = re.compile(
    r"\b(no such (user|mailbox|recipient|address)|(unknown|invalid) (user|mailbox|recipient|address)"
    r"|(user|mailbox|recipient|address)\b.{0,60}?\b(unknown|not found|does not exist|doesn't exist))",
    re.IGNORECASE,
)
_OF_ITS_SIZE = re.compile(r"(?:^|\s)5\.3\.4(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state that a delivery goes into; for `waiting`, how long it waits."""

    state: str
    wait: timedelta = timedelta()
    counts: bool = True  # as one of the tries that a letter has
    nobody: bool = False  # the address is none: no more letters to it
    strike: bool = False  # a refusal of us rather than of the recipient


def verdict(answer: Answer, tries: int, doubt: str) -> Verdict:
    """`tries`: this one among them. `doubt`: once or again, as the setting says."""
    if answer.kind == "accepted":
        return Verdict("accepted")
    if answer.kind == "nothing":  # there was nothing to say
        return Verdict("dropped")
    if answer.kind == "lost_after":
        return Verdict("waiting", DELAYS[0]) if doubt == "again" else Verdict("doubt")
    if about_the_relay(answer):
        return Verdict("waiting", counts=False, strike=answer.code >= 500)
    if answer.kind in ("later", "lost_before"):
        return Verdict("waiting", DELAYS[tries - 1]) if 0 < tries <= len(DELAYS) else Verdict("failed")
    if answer.stage == "made":  # it was never put to a relay: the fault is ours
        return Verdict("failed", strike=True)
    found = _ENHANCED.search(answer.text)
    if answer.stage == "rcpt" and found and found[2] == "1" and found[3] in ("1", "2", "3", "6", "10"):
        return Verdict("bounced", nobody=True)
    if answer.stage == "rcpt" and not found and answer.code in (550, 551, 553) and _NOBODY.search(answer.text):
        return Verdict("bounced", nobody=True)
    if found and (found[2] in ("3", "5", "6", "7") or (found[2], found[3]) in OUR_ADDRESS):
        return Verdict("failed", strike=found[2] in ("1", "7"))
    if not found and answer.code in (552, 554) and answer.stage != "rcpt":
        return Verdict("failed", strike=True)
    return Verdict("bounced")


def about_the_relay(answer: Answer) -> bool:
    """Is this trouble of the relay, or with it, so that the letter may leave through another?"""
    if answer.kind not in ("later", "refused", "lost_before") or answer.stage not in ABOUT_THE_RELAY:
        return False
    return answer.code != 552 and not _OF_ITS_SIZE.search(answer.text)  # which are said of this one letter
