"""Which lines does a flat text have, whatever glued, wrapped or marked it?"""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from wirecopy.wire import clean, credit, dateline, facts_head, timestamp

NARROW, WRAPPED = 40, 100  # letters of the longest line of a text with hard line ends
ONE_LINE = 300  # letters of a line that may hold a whole page
FULL = 0.5  # the share of the width that a line takes which the next one goes on
FEW = 4  # lines
PARTS = 4  # runs of blanks that make such a line a page
GLUED = re.compile(r"(?<=[a-z])(?=[A-Z]{2}[A-Z .'-]{1,40}(?:,[A-Za-z .'-]{2,40})?(?: \([A-Za-z]+\))?(?::| [-–—]) )")
GLUED_TIME = re.compile(r"(?<=[^\W\d_])(?=\d{1,4}[.\s/年-])")
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[\da-f]{2,4});", re.I)  # of markup that was taken off
HYPHEN = re.compile(r"[^\W\d_]-$")
HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
UNDERLINED = re.compile(r"={3,}|-{3,}")
ITEM = re.compile(r"(?:[•*‣▪●–-]|\d{1,2}[.)])\s+(?=\S)")
QUOTED = re.compile(r">\s?(?=\S)")
PICTURE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\s]{0,500}\)")
LINK = re.compile(r"\[([^\]\n]{1,300})\]\([^)\s]{1,500}(?:\s\"[^\"\n]{0,200}\")?\)")
STRONG = re.compile(r"(\*\*|__|(?<!\w)[*_])(?=\S)([^*_\n]{1,300}?)(?<=\S)\1(?!\w)")


CODE = re.compile(r"%PDF-|\s*(?:[\[{]\s*[\[{\"]|<\?xml|<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg)\b|<[!/?a-z][^<>]*\Z)", re.I)
STATEMENT = re.compile(r"[;{}]\s*$|^\s*(?://|/\*|\})", re.M)
SAMPLE = 20_000
MOST_BROKEN, FEWEST_WORDS = 0.02, 0.65  # the share of signs that no charset explains, and that of letters, digits and blanks


class Row(NamedTuple):
    text: str
    mark: str = ""  # h1 | h2 | quote | item, where the text is marked so


def is_text(text: str) -> bool:
    """Is it written for people? Not JSON, feeds, scripts, the head of a page cut off, or the bytes of a picture or a PDF."""
    sample = text[:SAMPLE]
    if CODE.match(sample):
        return False
    lines = [line for line in sample.splitlines() if line.strip()]
    words = sum(sign.isalnum() or sign.isspace() or "\u0300" <= sign <= "\u1cff" for sign in sample)  # vowel signs are marks
    code = len(lines) > 4 and 2 * sum(STATEMENT.search(line) is not None for line in lines) > len(lines)
    return not code and words >= FEWEST_WORDS * len(sample) and sample.count("\ufffd") <= MOST_BROKEN * len(sample)


def rows(text: str, most: int) -> list[Row]:
    """Its first `most` lines; where it has hard line ends, its paragraphs; where it is one line, the parts between wide gaps.

    A heading glued to a dateline that follows it, and a name glued to a time, are cut off. Marks of Markdown become marks of rows.
    """
    raw = [line.rstrip() for line in (unescape(text) if ENTITY.search(text) else text).splitlines()]
    filled = [line for line in raw if line]
    if len(filled) < FEW:
        raw = [part for line in raw for part in (spaced(line) if len(line) > ONE_LINE else [line])]
    else:
        raw = unwrapped(raw, max(map(len, filled)))
    found: list[Row] = []
    for line in raw:
        if len(found) >= most:
            break
        if found and UNDERLINED.fullmatch(line.strip()) and len(found[-1].text) < 120:
            found[-1] = Row(found[-1].text, "h1" if "=" in line else found[-1].mark)
        elif any(map(str.isalnum, line := PICTURE.sub("", line))):
            found += (part for part in cut(marked(line)) if part.text)
    return found[:most]


def unwrapped(raw: list[str], width: int) -> list[str]:
    """The lines with those put together that a line end only wraps: full lines, in a text with empty lines or with lines that run on."""
    pairs = [(above, line) for above, line in pairwise(raw) if line and len(above) >= FULL * width]
    runs_on = sum(line.lstrip()[:1].islower() for _, line in pairs)
    parted = 4 * raw.count("") >= len(raw) - raw.count("") >= 7
    if not NARROW <= width <= WRAPPED or not pairs or (not parted and 4 * runs_on < len(raw) - raw.count("")):
        return raw
    joined = raw[:1]
    for above, line in pairwise(raw):
        if line and len(above) >= FULL * width and not stands_alone(above) and not stands_alone(line):
            joined[-1] += line if HYPHEN.search(joined[-1]) else f" {line}"
        else:
            joined.append(line)
    return joined


def stands_alone(line: str) -> bool:
    """Is it a time, a byline, or marked as an item, a heading or a quote?"""
    marks = HEADING.fullmatch(line.strip()) or ITEM.match(line.lstrip()) or QUOTED.match(line)
    return bool(marks or timestamp.read(line) or (len(line) < 60 and facts_head.BY.match(line) and any(credit.byline(line)[1:])))


def spaced(line: str) -> list[str]:
    parts = re.split(r" {2,}|\t+|\xa0{2,}", line)
    return parts if len(parts) > PARTS else [line]


def marked(line: str) -> Row:
    """A line without the marks of Markdown and lists, and what they make of it."""
    line = line.strip()
    if heading := HEADING.fullmatch(line):
        return Row(unmarked(heading[2]), "h1" if len(heading[1]) == 1 else "h2")
    for mark, pattern in (("quote", QUOTED), ("item", ITEM)):
        if begun := pattern.match(line):
            if mark == "item" and (timestamp.read(line) or dateline.read(line)):
                break  # "3. März 2026"
            return Row(unmarked(line[begun.end() :]), mark)
    return Row(unmarked(line))


def unmarked(line: str) -> str:
    if "](" in line:
        line = LINK.sub(r"\1", line)
    if "*" in line or "_" in line:
        line = STRONG.sub(r"\2", line)
    return clean.plain(line)


def cut(row: Row) -> list[Row]:
    """A row cut where a dateline is glued to what stands before it, or a time to a short line."""
    line = row.text
    found = GLUED.search(line, 0, 120)
    if found and dateline.read(line[found.start() :]):
        return [Row(line[: found.start()], row.mark), Row(line[found.start() :])]
    if len(line) < 120 and (found := GLUED_TIME.search(line)) and timestamp.read(line[found.start() :]):
        return [Row(line[: found.start()].strip(), row.mark), Row(line[found.start() :])]
    return [row]
