"""Did whoever sends this form work for it, or at least wait? Puzzles are signed and not kept; which were used up, the caller knows."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

ZEROS = 16  # bits: some 65,000 tries, a tenth of a second to two seconds in a browser
HOLDS = timedelta(hours=1)
LEAST_WAIT = timedelta(seconds=4)  # for who does not do the work
_PUZZLE = re.compile(r"(\d{9,12})-(\d{1,2})-([-\w]{22})", re.ASCII)
_ANSWER = re.compile(r"\d{1,16}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found of an answer. outcome: worked | waited | early | gone | wrong."""

    outcome: str
    made_at: datetime | None = None


def _mac(key: bytes, *parts: object) -> str:
    digest = hmac.new(key, "\n".join(map(str, ("puzzle", *parts))).encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode()


def puzzle(key: bytes, about: str, now: datetime, zeros: int = ZEROS) -> str:
    """A puzzle that only a form about `about` can use, within the hour.

    Its answer is a whole number for which SHA-256 of "PUZZLE.NUMBER" begins with `zeros` bits of 0. The whole is shorter than one block
    of SHA-256, so that a try is one round.
    """
    made = int(now.timestamp())
    return f"{made}-{zeros}-{_mac(key, made, zeros, about)}"


def tried(key: bytes, about: str, text: str, answer: str, now: datetime) -> Tried:
    """Is `text` a puzzle of ours about `about`, does it still hold, and is `answer` right? Without one, was there time to read?"""
    found = _PUZZLE.fullmatch(text)
    if not found or not hmac.compare_digest(_mac(key, int(found[1]), int(found[2]), about), found[3]):
        return Tried("wrong")
    made = datetime.fromtimestamp(int(found[1]), UTC)
    if now - made > HOLDS or made - now > timedelta(minutes=1):
        return Tried("gone", made)
    if _ANSWER.fullmatch(answer) and solves(text, answer, int(found[2])):
        return Tried("worked", made)
    return Tried("waited" if now - made >= LEAST_WAIT else "early", made)


def solves(text: str, answer: str, zeros: int) -> bool:
    return int.from_bytes(hashlib.sha256(f"{text}.{answer}".encode()).digest(), "big") >> (256 - zeros) == 0
