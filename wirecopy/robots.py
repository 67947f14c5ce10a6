"""What does a robots.txt let us fetch, and how fast? RFC 9309, matched by protego."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

from wirecopy.answer import Answer, Trouble

ROBOT = "wirecopy"  # the product token, as in our User-Agent
READ = 500 * 1024  # bytes that RFC 9309 asks every robot to read
DELAY_MOST = 30.0
MISSPELT = ("dissallow", "dissalow", "disalow", "diasllow", "disallaw")  # and meant all the same
RULES = {"allow": "Allow", "disallow": "Disallow", "crawldelay": "Crawl-delay"} | dict.fromkeys(MISSPELT, "Disallow")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one origin says; `text` is None where it says nothing."""

    text: Protego | None = None
    delay: float = 0.0  # its Crawl-delay in seconds, at most 30

    def allow(self, url: str) -> bool:
        return self.text is None or bool(self.text.can_fetch(url, ROBOT))


def rules(body: bytes) -> Rules:
    """The rules of a robots.txt for us. What follows its first 500 KiB is not read, and a line cut there is dropped."""
    if len(body) > READ:
        body = body[:READ]
        body = body[: max(body.rfind(b"\n"), body.rfind(b"\r")) + 1]
    utf16 = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = body.decode("utf-16" if utf16 else "utf-8-sig", "replace")
    parsed = Protego.parse("\n".join(_ours(text)))
    return Rules(parsed, min(parsed.crawl_delay(ROBOT) or 0.0, DELAY_MOST))


def _ours(text: str) -> list[str]:
    """The groups of `text` that name us or everyone. protego takes a name that is the start of ours for ours, and ends a group
    at a line it does not know; RFC 9309 does neither, so neither ever reaches it."""
    kept: list[str] = []
    naming, ours = False, False
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = re.sub(r"[\s_-]", "", field.lower()), value.strip()
        if not colon:
            continue
        if field == "useragent":
            ours = ours and naming
            naming = True
            token = re.match(r"[a-z_-]+|\*", value.lower())
            if token and token[0] in ("*", ROBOT):
                kept.append(f"User-agent: {token[0]}")
                ours = True
        elif field in RULES:
            naming = False
            if ours:
                kept.append(f"{RULES[field]}: {value}")
    return kept


def decided(reply: Answer | Trouble) -> Rules | None:
    """What follows from asking for a robots.txt: its rules, or no limits where there is none, or None: nothing may be fetched.

    RFC 9309, 2.3.1; a 429 counts as "unreachable", for who asks for fewer requests does not mean more.
    """
    if isinstance(reply, Trouble):
        return Rules() if reply.why in ("redirects", "bad-redirect") else None
    if reply.status >= 500 or reply.status == 429:
        return None
    return rules(reply.body) if 200 <= reply.status < 300 else Rules()
