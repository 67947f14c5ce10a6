"""What is each line of a flat text, by its words and by where it stands?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wirecopy.wire import credit, dateline, facts_head, timestamp
from wirecopy.wire import lines as rules
from wirecopy.wire import plain_words as words
from wirecopy.wire.around import furniture_kind
from wirecopy.wire.body import CUT_OFF
from wirecopy.wire.letters import size_of
from wirecopy.wire.plain_lines import Row
from wirecopy.wire.promptwords import QUOTED, pleads

SENTENCE_END = re.compile(r"[.!?。！？।؟۔።։…][\"'”’»«“)\]」』]*$")
HEAD = 8  # lines at the top that may be a credit
SENTENCE, LONG = 50, 160  # letters of a sentence that is text, and of a line that is text however it ends
LEADS_ON = 80  # letters of a line that ends in a colon and is text
PLEA, SHORT = 400, 200
BESIDE = re.compile(r"\s*[|·•]\s*")  # between buttons
AROUND = " :·|>+»-–—*[]"  # signs beside the words of a button
HALF, LABELLED = 0.5, 0.2  # the share of a line that its time takes


def is_prose(line: str) -> bool:
    """Is it long enough and ended like a sentence of a text?"""
    if len(line) > LONG:
        return True
    size = size_of(line)
    if line.endswith(CUT_OFF):
        return size > LONG
    return size > LONG or (size >= SENTENCE and SENTENCE_END.search(line) is not None) or (size >= LEADS_ON and line.endswith((":", "：")))


def is_told(line: str) -> bool:
    """Is it prose, and none of the outlet's own?"""
    return is_prose(line) and not words.OWNED.search(line) and not is_plea(line)


def classed(shown: Sequence[Row]) -> dict[int, str]:
    """The lines that are plainly no text of the article, wherever they stand: number -> kind."""
    kinds: dict[int, str] = {}
    lines = [row.text for row in shown]
    opened = {n for n, line in enumerate(lines) if line.endswith(CUT_OFF) and len(line) > 60}
    for n in opened:
        if n - 1 in opened or n + 1 in opened or dateline.read(lines[n]):
            kinds[n] = "teaser"
    for n, line in enumerate(lines):
        named = rules.BRACKETED.fullmatch(line)
        above = lines.index(named[1], 0, HEAD) if named and named[1] in lines[:HEAD] else None
        if above is not None and above < n:
            kinds[above] = kinds[n] = "credit"  # the same name stands over the text and in brackets under it
    for n, line in enumerate(lines):
        if n not in kinds and (kind := by_words(line, n < HEAD or not any(map(is_told, lines[n + 1 : n + 3])))):
            kinds[n] = kind
    for n in sorted(kinds):  # the heading of one teaser, and the teaser
        if kinds[n] == "related" and n + 1 < len(lines) and not is_prose(lines[n + 1]) and any(map(is_prose, lines[n + 2 : n + 4])):
            kinds[n], kinds[n + 1] = "lead_in", "teaser"
    return kinds


def by_words(line: str, at_edge: bool) -> str:
    """What a line is by its words alone; empty where they do not say. `at_edge`: it stands over the text, or no prose follows close by."""
    size = len(line)
    if rules.CORRECTION.match(line):
        return "correction"
    if size < SHORT and at_edge and credit.is_credit_line(line):
        return "credit"
    if size < PLEA and words.owned(line):
        return "owned"
    if size < SHORT and words.TAGS.match(line):
        return "tags"
    if size < 60 and (all(map(words.BUTTON.fullmatch, BESIDE.split(line.strip(AROUND)))) or words.COUNT.fullmatch(line)):
        return "button"
    if size < SHORT and words.LABEL.fullmatch(line):
        return "label"
    if size < SHORT and words.ADDRESS.fullmatch(line):
        return "button"
    if size < 100 and at_edge and words.SOURCE.fullmatch(line):
        return "credit"
    if size < 100 and words.EMBEDDED.fullmatch(line):
        return "button"
    if size < 100 and words.COMMENTS.fullmatch(line):
        return "comments"
    if size < 60 and words.RELATED.fullmatch(line.strip(" :·|»")):
        return "related"
    if size < SHORT and (led := rules.TEASER.match(line) or rules.MOST_READ.match(line)):
        return heading_or_teaser(line, led.end())
    if size < PLEA and is_plea(line) and (at_edge or size < SHORT):
        return furniture_kind(line) or "prompt"
    if size < PLEA and (rules.PHOTO.search(line) or words.PICTURED.search(line)) and (size < LONG or words.PICTURED.search(line)):
        return "photo credit"
    if at_edge and size < SHORT and ":" in line and words.CONTACT.search(line):
        return "contact"
    return "prompt" if size < LONG and rules.PLACEHOLDER.search(line) else ""


def is_plea(line: str) -> bool:
    """Does the outlet ask its readers for something: consent to cookies, an address, a click? Nobody is quoted in that."""
    if QUOTED.search(line):
        return False
    consent = words.COOKIES.search(line) and words.CONSENT.search(line)
    return bool(consent or pleads(line))


def heading_or_teaser(line: str, end: int) -> str:
    """Of a line that opens as teasers do: what it leads to stands on it, or on the lines that follow; or it is a sentence of the text."""
    told = re.search(r"[:：»>–—-]\s*(\S.*)$", line)
    if told and len(told[1]) > 12:
        return "teaser"
    if line.endswith((".", "。")) and len(line.split()) > 4:
        return ""
    return "related" if len(line) - end < 40 or line.endswith((":", "：")) else "teaser"


def is_time(line: str) -> bool:
    """Is it mostly a time, or a time with its label?"""
    hit = timestamp.find(line) if len(line) < LONG else None
    share = (hit[2] - hit[1]) / len(line) if hit else 0.0
    return share > HALF or (share > 0 and timestamp.read(line) is not None) or (share > LABELLED and words.STAMPED.match(line) is not None)


def is_byline(line: str) -> bool:
    """Does it open like a byline, and name somebody?"""
    return len(line) < 120 and facts_head.BY.match(line) is not None and any(credit.byline(facts_head.without_time(line))[1:])
