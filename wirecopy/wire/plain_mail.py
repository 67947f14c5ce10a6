"""A letter as flat text: its subject is the headline, and neither the head nor the signature is text."""

from __future__ import annotations

import re

_SUBJECT = "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|emne|ämne|temat|тема"
_DATE = "date|sent|datum|gesendet|envoyé|fecha|data|inviato|verzonden|dato|skickat"
_OTHER = "from|to|cc|bcc|reply-to|message-id|von|an|de|à|para|da|a|van|aan|fra|til|från|till|list-id|mime-version|content-type"
FIELD = re.compile(rf"(?P<name>{_SUBJECT}|{_DATE}|{_OTHER})\s?:\s*(?P<value>\S.*)", re.I)
SUBJECT, DATE = re.compile(_SUBJECT, re.I), re.compile(_DATE, re.I)
FORWARDED = re.compile(
    r"[-\s>]*(?:forwarded message|original message|weitergeleitete nachricht|message transféré|mensaje reenviado)[-\s:]*", re.I
)
ANSWERS = re.compile(r"(?:(?:re|fwd?|wg|aw|tr|rv|sv|vs)\s*:\s*)+", re.I)
SIGNATURE = re.compile(r"\n--[ \t]*\n")
MOST = 30  # lines of a head
FEWEST = 2  # fields


def as_text(text: str) -> str:
    """The letter with its subject as a heading and its date under it; any other text as it is."""
    lines = text.lstrip("\ufeff\r\n\t ").splitlines()
    start = 1 if lines and FORWARDED.fullmatch(lines[0]) else 0
    found: dict[str, str] = {}
    at = start
    for line in lines[start : start + MOST]:
        field = FIELD.fullmatch(line.strip())
        folded = line[:1] in (" ", "\t") and line.strip() != "" and at > start
        if not field and not folded:
            break
        if field:
            found.setdefault(field["name"].lower(), field["value"].strip())
        at += 1
    subject = next((value for name, value in found.items() if SUBJECT.fullmatch(name)), "")
    if not subject or len(found) < FEWEST:
        return text
    day = next((value for name, value in found.items() if DATE.fullmatch(name)), "")
    return f"# {ANSWERS.sub('', subject, 1)}\n\n{day}\n\n" + SIGNATURE.split("\n".join(lines[at:]), 1)[0]
