"""Which times does a page show of its story, in its lines and in its address?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from wirecopy.wire import dateline, seams, timestamp
from wirecopy.wire.article import ZoneStamp
from wirecopy.wire.authors import BY
from wirecopy.wire.blocks import Line
from wirecopy.wire.days import Hints, day_of, possible

LONGEST_LINE = 160
LINES_NEAR, MOST = 14, 40  # lines from the headline on, at least and at most, up to the text
OVER, BEFORE, UNDER = 4, 6, 3  # lines before the headline, before a text that stands above it, and after the text
PICTURED = ("figure", "figcaption")
SENTENCE = (".", "!", "?")
LITTLE = 0.15  # of a line that tells a time
# How long it is to be had.
UNTIL = re.compile(
    r"(?i)\b(?:available|disponible|disponibile|disponível|verfügbar|abrufbar|beschikbaar|expires?)\b.{0,12}\b(?:until|till|jusqu\W|hasta|fino|até|bis|tot|on)\b"
)
PIECE = 9  # letters of a line that may be a part of a time: a day, a month, a year, each in a box of its own
OPENING, PLACE = 90, 5  # letters in which a dateline stands, and words before its day
BEHIND = re.compile(r"\s?[)\]]?,?\s?(?:/[\w -]{2,30}/|\([A-Z][\w ]{1,30}\))?\s?[-–—]{1,2}\s")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
IN_ADDRESS = re.compile(
    rf"[/_-]((?:19|20)\d\d)(?P<sign>[/_.-]?)(\d\d?|{'|'.join(_MONTHS)})(?P=sign)(\d\d?)(?![\da-z])", re.I
)  # fmt: skip

Told = Callable[[str, str], ZoneStamp | None]  # the first time in a line, and where the line was found


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, by what it is worth: `near` stands over the text, under its headline; `around` elsewhere around either."""

    near: Sequence[ZoneStamp] = ()
    address: ZoneStamp | None = None
    around: Sequence[ZoneStamp] = ()

    def all(self) -> list[ZoneStamp]:
        return [*self.near, *self.around, *([self.address] if self.address else ())]

    def first(self) -> ZoneStamp | None:
        """That of publication, where the page does not say which it is: the day of the address, if one is shown, else the nearest."""
        day = self.address.instant[:10] if self.address else ""
        shown = [*self.near, *self.around]
        same = next((stamp for stamp in shown if stamp.instant[:10] == day), None)
        return same or next(iter(self.near), None) or self.address or next(iter(self.around), None)

    def turned(self, turn: Callable[[Sequence[ZoneStamp]], Sequence[ZoneStamp]]) -> Shown:
        return Shown(turn(self.near), self.address, turn(self.around))


def shown(
    lines: Sequence[Line], headline: int | None, body: Sequence[int], apart: Collection[int], told: Told, url: str | None
) -> Shown:  # fmt: skip
    """The times in the short lines over the text, else in its dateline; over the headline, under the text, and among its first lines.

    No line of the text counts, none that is `apart`, such as a caption, and nothing below: other stories have times too.
    """
    address = in_address(url)
    if headline is None and not body:
        return Shown((), address)
    near, *around = (stamps(some, body, told) for some in rows(lines, headline, body, apart))
    opening = in_dateline(lines[body[0]].text, told) if body and not near else None
    return Shown([opening] if opening else near, address, [stamp for some in around for stamp in some])


def rows(lines: Sequence[Line], headline: int | None, body: Sequence[int], apart: Collection[int]) -> Iterator[list[Line]]:
    """The lines from the headline to the first of the text; those over the headline; under the text; among its first ones."""
    first, last = (body[0], body[-1]) if body else ((headline or 0) + LINES_NEAR,) * 2
    start = headline if headline is not None and headline < first else max(0, first - BEFORE)
    under = takewhile(lambda line: not line.level and not line.box.within("li"), lines[last + 1 : last + 1 + UNDER] if body else ())
    near, over, amid = (
        lines[start : min(first + 1, start + MOST)], lines[max(0, start - OVER) : start], lines[first + 1 : min(last, start + LINES_NEAR)]
    )  # fmt: skip
    for row in (near, over, under, amid):
        yield [line for line in row if line.number not in apart and not line.box.within(*PICTURED)]


def stamps(lines: Sequence[Line], body: Sequence[int], told: Told) -> list[ZoneStamp]:
    """Of lines that say little else; of sentences, and of lines of the text, only where they say nothing else."""
    found, taken = [], set(body)
    for text, text_too in texts(lines, taken):
        stamp = told(text, "page line") if len(text) < LONGEST_LINE else None
        little = stamp is not None and not UNTIL.search(text) and (len(stamp.as_printed) >= LITTLE * len(text) or BY.match(text))
        if stamp and little and (not (text_too or text.endswith(SENTENCE)) or timestamp.read(text)):
            found.append(stamp)
    return found


def texts(lines: Sequence[Line], taken: Collection[int]) -> Iterator[tuple[str, bool]]:
    """The lines, of which a row of very short ones counts as one, and whether they were taken for text."""
    pieces: list[str] = []
    for line in lines:
        if len(line.text) > PIECE and pieces:
            yield " ".join(pieces), False
            pieces = []
        if len(line.text) > PIECE:
            yield seams.apart(line, " "), line.number in taken
        else:
            pieces.append(seams.apart(line, " "))
    if pieces:
        yield " ".join(pieces), False


def in_dateline(text: str, told: Told) -> ZoneStamp | None:
    """The day that the dateline of a paragraph tells: "HARROW BAY, March 12, 2031 -"."""
    opening = text[:OPENING]
    found = dateline.read(text)
    if found:
        return told(text[: found[1]], "dateline")
    stamp = told(opening, "dateline")
    if stamp is None:
        return None
    before, _, after = opening.partition(stamp.as_printed)
    return stamp if len(before.split()) <= PLACE and BEHIND.match(after) else None


def in_address(url: str | None) -> ZoneStamp | None:
    """The day that an address has in its path: /2031/03/12/, /2031-03-12-, /20310312/, /2031/mar/12/."""
    path = (url or "").split("://", 1)[-1].partition("?")[0].partition("/")[2]
    for match in IN_ADDRESS.finditer(f"/{path}"):
        year, _, month, day = match.groups()
        if not match["sign"] and len(month + day) != 4:
            continue
        found = day_of(int(year), _MONTHS.index(month.lower()) + 1 if month.isalpha() else int(month), int(day))
        if found and possible(found, Hints()):
            return ZoneStamp(found.isoformat(), "day", match[0][1:], "address")
    return None
