"""What stands over the text of a flat page, and where does the text begin and end?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wirecopy.wire import credit, dateline, facts_head, timestamp
from wirecopy.wire import plain_kinds as kind
from wirecopy.wire import plain_words as words
from wirecopy.wire.article import ZoneStamp
from wirecopy.wire.letters import WIDE, letters, size_of
from wirecopy.wire.plain_lines import Row

ABOVE, HEADROOM = 12, 24  # rows over the thick of a text in which its head stands, and rows that are looked at for it
THIN, CLOSED = -40, -200  # what a row that is no text, and one that no text follows, cost the thick of a text; a sentence gains its letters
MOST_GAIN = 600
EARLY, OVER = 0.25, 3  # the share of a text before which its own head may follow other prose, and rows of a head over its first time
LOOSE = 6  # rows without prose behind the thick of a text that may still be of it
BELOW = 6  # rows between a headline and its byline or time
STANDFIRST = 450  # letters of sentences that may stand over a byline or time
NEAR = 4  # rows between a headline and the last row over the text that may be one
NAME_MOST = 60  # letters of a name alone
TITLE_MOST = 300
WORDS, LETTERS = 3, 16  # of a headline; a shorter row is of a menu
SITE = re.compile(r"\s+[|–—-]\s+(?P<site>[^|]{3,40})$")
SITE_TAIL = re.compile(r"\s+\|\s+[^|]{3,40}$")
ENDS = frozenset(("credit", "comments", "related", "owned", "tags"))  # no text follows, if less of it would follow than went before
PAUSES = frozenset(("newsletter", "release_call", "prompt", "lead_in", "teaser", "button", "photo credit"))  # between paragraphs too
LITTLE = 0.1  # the share of a text that behind a plea is no text any more


@dataclass(slots=True)
class Head:
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: ZoneStamp | None = None
    updated: ZoneStamp | None = None
    begins: int = 0
    ends: int = 0  # behind the thick of the text
    authors: tuple[str, ...] = ()


def head(shown: Sequence[Row], kinds: dict[int, str]) -> Head:
    """What the rows over the text say; names them in `kinds`."""
    found = Head()
    thick, found.ends = densest(shown, kinds)
    top = opening(shown, kinds, thick, found.ends)
    last = stamps(shown, kinds, top)
    for n in range(top):
        kinds.setdefault(n, "nav")
    left = [n for n in range(max(top, last + 1), len(shown)) if n not in kinds]
    told = (n for n in left if kind.is_prose(shown[n].text) or dateline.read(shown[n].text))
    found.begins = next(told, left[1] if len(left) > 1 else left[0] if left else len(shown))  # without prose: a poem under its title
    while found.begins - 1 > last and found.begins - 1 not in kinds and kind.SENTENCE_END.search(shown[found.begins - 1].text):
        found.begins -= 1  # a short sentence, as the first question of an interview
    titles(shown, kinds, last, found)
    for n in range(found.begins):
        line, is_what = shown[n].text, kinds.get(n)
        if is_what in ("time", "byline", "credit"):
            timed(line, found)
        if is_what == "byline" and found.byline is None:
            found.byline, found.authors, _ = credit.byline(facts_head.without_time(line))
        kinds.setdefault(n, "nav")
    if found.published is None:  # "Stand: 3. März": the only time that the page tells
        found.published, found.updated = found.updated, None
    return found


def densest(shown: Sequence[Row], kinds: dict[int, str]) -> tuple[int, int]:
    """Where the thick of the text begins and ends: the rows with the largest sum of gains and costs."""
    best, span, total, start = 0, (0, len(shown)), 0, 0
    for n, row in enumerate(shown):
        what, size = kinds.get(n, ""), len(row.text)
        if total <= 0:
            total, start = 0, n
        if what:
            total += CLOSED if what in ENDS else THIN if what not in PAUSES else 0
        else:
            total += min(size, MOST_GAIN) if kind.is_prose(row.text) or kind.SENTENCE_END.search(row.text) else THIN
        if total > best:
            best, span = total, (start, n + 1)
    return span


def opening(shown: Sequence[Row], kinds: dict[int, str], thick: int, ends: int) -> int:
    """The first row of the head: some rows over the thick of the text, or close over a headline with its time in the opening of it."""
    sizes = [len(row.text) if n not in kinds and kind.is_prose(row.text) else 0 for n, row in enumerate(shown[:ends])]
    limit, before, top = EARLY * sum(sizes[thick:]), 0, max(0, thick - ABOVE)
    for n in range(thick, ends):
        before += sizes[n]
        if before > limit:
            break
        if n not in kinds and opens_another(shown, kinds, n):
            top = max(top, n - OVER)
    return top


def timed(line: str, found: Head) -> None:
    """Takes note of the times in a row, at most two: of publication, or of the update where the row calls it so."""
    at = 0
    for _ in range(2):
        hit = timestamp.find(line[at:])
        if hit is None:
            return
        stamp, later = replace(hit[0], found_in="text line"), words.LATER.search(line, at, at + hit[1])
        if found.published is None and not later:
            found.published = stamp
        elif found.updated is None and (later or at == 0):
            found.updated = stamp
        at += hit[2]


def stamps(shown: Sequence[Row], kinds: dict[int, str], top: int) -> int:
    """Names the times and bylines over the text, from row `top` on; the number of the last of them, -1 where there is none."""
    last, since, told, sentences = -1, 0, 0, 0
    allowed = min(STANDFIRST, EARLY * sum(len(row.text) for row in shown[top:] if kind.is_prose(row.text)))
    for n in range(top, min(top + HEADROOM, len(shown))):
        line = shown[n].text
        byline, time = kind.is_byline(line) and not dateline.read(line), kind.is_time(line)
        if kinds.get(n) == "credit" and (byline or time):
            kinds[n] = "byline" if byline else "credit"
            last, since = n, 0
        if n in kinds:
            continue
        beside = (n > 0 and n - 1 == last) or (n + 1 < len(shown) and kind.is_time(shown[n + 1].text))
        without = facts_head.without_time(line)
        signed = (beside or (time and without != line)) and named_after_title(shown, n, without)
        if byline or time or signed:
            kinds[n] = "byline" if byline else "credit" if credit.is_credit_line(without) else "byline" if signed else "time"
            last, since = n, 0
            continue
        since += 1
        if kind.is_prose(line):
            sentences, told = sentences + 1, told + len(line)
        if (sentences > 1 and (last >= 0 or told > allowed)) or dateline.read(line) or (last >= 0 and since > BELOW):
            break
    return last


def named_after_title(shown: Sequence[Row], n: int, line: str) -> bool:
    """Is this line of a row a name alone, with a headline somewhere over it?"""
    names = credit.byline(line)[1] if len(line) < NAME_MOST else ()
    return bool(names) and any(is_title(row.text) for row in shown[max(0, n - BELOW) : n])


def is_title(line: str) -> bool:
    if len(line) >= TITLE_MOST:
        return False
    size = size_of(line)
    worded = len(line.split()) >= WORDS or WIDE.search(line)
    return size >= LETTERS and bool(worded) and len(words.CRUMBS.findall(line)) < 2


def titles(shown: Sequence[Row], kinds: dict[int, str], last: int, found: Head) -> None:
    """Names the headline and the standfirst among the rows over the text.

    Before the last byline or time stand headline and standfirst; what follows it is the standfirst where it stands alone.
    """
    free = [n for n in range(found.begins) if n not in kinds and is_title(shown[n].text)]
    over, under = [n for n in free if n < last or last < 0], [n for n in free if n > last >= 0]
    over = without_site(shown, over, found)
    marked = next((n for n in free if shown[n].mark == "h1"), None)
    at = marked if marked is not None else headline_of(shown, over)
    if at is None and (len(under) > 1 or (under and "label" in kinds.values())):
        at = under[0]
    after = [n for n in (*over, *under) if at is None or n > at]
    if at is not None:
        found.headline, kinds[at] = SITE_TAIL.sub("", shown[at].text), "headline"
    below = next((n for n in after if len(shown[n].text) > 30 or WIDE.search(shown[n].text)), None)
    if below is not None:
        found.standfirst, kinds[below] = shown[below].text, "standfirst"


def headline_of(shown: Sequence[Row], over: Sequence[int]) -> int | None:
    """The last row before byline and time, or one close over it where the last is a sentence, or much longer or shorter than that."""
    near = [n for n in over if n > over[-1] - NEAR and not shown[n].text.endswith((":", "："))]
    if not near:
        return None
    last = near[-1]
    for n in reversed(near[:-1]):
        above, line = shown[n].text, shown[last].text
        sentence = kind.SENTENCE_END.search(line) and not kind.SENTENCE_END.search(above)
        if (sentence and len(line) > 30) or len(line) > max(50, 1.3 * len(above)) or len(above) > max(40, 1.5 * len(line)):
            return n
    return last


def without_site(shown: Sequence[Row], over: Sequence[int], found: Head) -> list[int]:
    """The rows without titles that stand there again, alone: "Title | Outlet", then "Title". The rest is the outlet's name."""
    kept: list[int] = []
    for n in over:
        site = SITE.search(shown[n].text)
        again = [m for m in over if m > n and letters(shown[n].text).startswith(letters(shown[m].text))]
        if again and (site or letters(shown[n].text) == letters(shown[again[0]].text)):
            found.outlet = site["site"].strip() if site and found.outlet is None else found.outlet
        else:
            kept.append(n)
    return kept


def end(shown: Sequence[Row], kinds: dict[int, str], found: Head) -> int:
    """Where the text ends: where its last rows do, or its thick where none but short rows follow."""
    stop = closing(shown, kinds, found.begins)
    loose = [n for n in range(max(found.ends, found.begins), stop) if n not in kinds]
    return found.ends if len(loose) > LOOSE and found.ends > found.begins else stop


def closing(shown: Sequence[Row], kinds: dict[int, str], begins: int) -> int:
    """Where the text ends: at the first row that no text follows, or at a second headline over a byline or time of its own."""
    sizes = [len(row.text) if n not in kinds and n >= begins else 0 for n, row in enumerate(shown)]
    prose = [size if kind.is_prose(row.text) else 0 for size, row in zip(sizes, shown, strict=True)]
    before, behind = 0, sum(prose)
    for n in range(begins, len(shown)):
        what = kinds.get(n, "")
        if (what in ENDS and before > behind) or (what in PAUSES and before and behind <= LITTLE * before):
            return n
        if before and n not in kinds and opens_another(shown, kinds, n):
            return n
        before += sizes[n]
        behind -= prose[n]
    return len(shown)


def is_clocked(line: str) -> bool:
    """Is it a time that tells the clock, as over articles, and no mere day, as beside teasers?"""
    hit = timestamp.find(line) if kind.is_time(line) else None
    return hit is not None and hit[0].precision != "day"


def opens_another(shown: Sequence[Row], kinds: dict[int, str], n: int) -> bool:
    """Does the head of another article begin here?"""
    line = shown[n].text
    if kind.is_prose(line) or kind.SENTENCE_END.search(line) or not is_title(line) or shown[n].mark in ("item", "quote", "h2"):
        return False
    near = [row.text for row in shown[n + 1 : n + 4]]
    stamped = next((at for at, text in enumerate(near) if kind.is_byline(text) or is_clocked(text)), None)
    if stamped is None or any(map(kind.is_prose, near[:stamped])):
        return False
    return sum(kind.is_prose(row.text) for row in shown[n + stamped + 2 : n + stamped + 6]) > 1
