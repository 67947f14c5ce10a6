"""From where, and through which agency, does a paragraph open?"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from wirecopy.wire import months, places
from wirecopy.wire.agencies import agencies_in, agency, agency_at_end
from wirecopy.wire.article import Dateline

LONGEST = 120  # signs that a dateline may take

# The marks that end a dateline. A hyphen needs a space, or the point of "(EFE).-", before the lede.
_MARK = re.compile(
    r"(?:\.[-–—]+|(?<=\))[-–]|\s--?|--|\s?—|\s[–·]|–(?=\s)|:|(?<=/)\.)(?=\s|[\"“”„«'‘A-ZÀ-Ý])\s*|(?<=\))\s?(?=[\"“„«A-ZÀ-Ý])"
)
_SIGN = re.compile(r"[-–—·:)]|/\.")  # what each of them holds or follows
_AGENCY = re.compile(r"\s*,?\s*[-–—]?\s*(?:\((?P<round>[^()]{2,40})\)|/(?P<slash>[A-ZА-Я][\w\s-]{1,20})/)\s*$")
_LEADING = re.compile(r"\((?P<agency>[^()]{2,40})\)\s*[-–—]?\s*")
# Cities whose names are words or first names too.
_ORDINARY_LISTED = """
nice essen split nancy florence darwin cork salvador rosario santiago faro toledo surat halle bari bergen mobile reading orange enterprise
surprise independence concord temple union corona victoria madison jackson lincoln charlotte augusta marion carson pearl santa paz pace
best male most bath worth sparks flint normal eagle moreno garland gilbert allen antonio leon
"""
_ORDINARY = frozenset(_ORDINARY_LISTED.split())
_DAY = re.compile(
    r"(?:le\s)?(?:(?P<first>\d{1,2})(?:st|nd|rd|th|er|º)?\.?(?:\s(?:de|of|di))?\s?)?(?P<month>[^\W\d_]{3,12})\.?"
    r"(?:\s(?P<last>\d{1,2})(?:st|nd|rd|th|\.)?)?(?:,?\s(?:de\s)?\d{4})?\.?"
)
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d{1,2}[./]\s?\d{1,2}(?:[./](?:\s?\d{2,4})?)?|\d{4}")
_JOINED_LISTED = """
de del de' di da do dos das du des d' la le les los las el al of the and upon on in under sur sous en lez am an der den dem bei ob im auf
aan op ter ten van y e und et
"""
_JOINED = frozenset(_JOINED_LISTED.split())
_ARTICLES = ("the ", "a ", "an ", "in ", "der ", "die ", "das ", "ein ", "eine ", "un ", "une ", "una ", "il ", "het ", "een ")
_LABELS_LISTED = """
update updates updated breaking live exclusive exclusivo exclusif esclusiva exklusiv wrapup factbox explainer explained analysis analyse
opinion column watch video photos photo corrected correction refile advisory alert urgent flash nachrichten news newsletter important note
nota hinweis wichtig attention achtung editor editors foto bild source quelle fonte fuente read more related also interview review feature
features preview recap timeline quiz poll special report reportage kommentar dossier focus nato otan eu ue un onu who oms covid eilmeldung
ticker liveticker podcast sport sports football soccer business politics markets stocks weather
"""
_LABELS = frozenset(_LABELS_LISTED.split())
_PARTED = re.compile(r"\s*[,;]\s*")


def read(text: str) -> tuple[Dateline, int] | None:
    """The dateline that opens a paragraph, and the offset in `text` where the lede begins; None for any other opening.

    A place alone must be a city that agencies print alone, in capitals or before a dash, or any larger city, in capitals and before a dash;
    any other place needs a date, an agency or a region beside it.
    """
    begin = start = len(text) - len(text.lstrip())
    head, before = text[: begin + LONGEST], None
    if leading := _LEADING.match(head, begin):
        if not agencies_in(leading["agency"]):
            return None
        before, start = leading["agency"].strip(), leading.end()
    sign = _SIGN.search(head, start)
    for mark in islice(_MARK.finditer(head, max(start, sign.start() - 1)), 5) if sign else ():
        found = _opening(head[start : mark.start()], mark[0].strip(), text[mark.end() : mark.end() + LONGEST], before)
        if found is not None:
            return replace(found, as_printed=head[begin : mark.start()].strip(" ,")), mark.end()
    return None


def _opening(head: str, mark: str, lede: str, before: str | None) -> Dateline | None:
    """The dateline that `head` is, between an agency `before` it and `mark` and `lede` after it; None where it is none."""
    agent, rest = before, head.rstrip()
    enclosed = before is not None
    printed = _AGENCY.search(rest) if rest.endswith((")", "/")) else None
    if printed and agencies_in(name := (printed["round"] or printed["slash"]).strip()):
        agent, rest, enclosed = name, rest[: printed.start()], True
    elif agent is None and (last := agency_at_end(rest)) and last[1] > 0:
        agent, rest = last[0], rest[: last[1]]
    place, *others = _PARTED.split(rest.strip(" ,"))
    place, dated = _without_day(place)
    if not _name_like(place) or not _lede(lede, agent is not None) or agency(place):
        return None
    region = None
    for part in others:
        if _is_day(part):
            dated = True
        elif region is None and not dated and _is_region(part, place):
            region = part
        else:
            return None
    believed = _by_agency(place, enclosed, mark) if agent else _by_itself(place, region, dated, mark, lede)
    return Dateline(place, region, _country(place, region), agent) if believed else None


def _by_agency(place: str, enclosed: bool, mark: str) -> bool:
    """With an agency: any name before "(dpa) -"; a known city, or capitals, before "CNN —"; a known city before "(CNN)" without a mark."""
    if not mark or not enclosed:
        return bool(mark and (_capitals(place) or places.land(place))) or _known(place)
    return mark != ":" or _capitals(place) or _known(place)


def _by_itself(place: str, region: str | None, dated: bool, mark: str, lede: str) -> bool:
    """Without an agency: what stands beside the place, its capitals, the table and the mark decide."""
    if not mark:
        return False
    capitals, known, dash = _capitals(place), _known(place), mark != ":"
    if dated:
        return capitals or known or places.land(place) is not None
    if region:
        return capitals or dash
    first = re.match(r"[^\W\d_][\w'’-]*", lede)
    if not (known or (capitals and dash and _large(place))) or (first and (places.city(first[0]) or places.country(first[0]))):
        return False  # "Berlin - Hamburg" is a line, not a dateline
    return capitals or (dash and place.casefold() not in _ORDINARY and len(lede.split()) > 4)


def _is_region(part: str, place: str) -> bool:
    """A region of the table, or any name after a known or a larger city in capitals."""
    return bool(places.region(part, place)) or (_capitals(place) and (_known(place) or _large(place)) and _name_like(part))


def _is_day(text: str) -> bool:
    """Is this a day as datelines print it: "April 25", "24 MAG", "24. Mai 2023", "Tuesday"?"""
    text = text.strip()
    if _NUMBERS.fullmatch(text) or months.fold(text) in months.WEEKDAYS:
        return True
    day = _DAY.fullmatch(text)
    return bool(day and (day["first"] or day["last"]) and months.month(day["month"]))


def _without_day(place: str) -> tuple[str, bool]:
    """The place without a day that follows it with no comma, and whether there was one."""
    words = place.split(" ")
    for cut in range(1, len(words)) if _DIGIT.search(place) else ():
        if _is_day(" ".join(words[cut:])):
            return " ".join(words[:cut]), True
    return place, False


def _words(place: str) -> list[str]:
    return [word for word in re.split(r"[\s/()\-]+", place) if word and word.casefold() not in _JOINED]


def _name_like(place: str) -> bool:
    """Could this be the name of a place: a few words with capitals, none of them a label of newsrooms?"""
    words = _words(place)
    if place.casefold().startswith(_ARTICLES) and not (place.isupper() or _known(place)):
        return False
    if not 1 <= len(words) <= 6 or len(place) > 45 or len(place) < 3 or re.search(r"[^\w\s./()'’\-]|\d|_", place):
        return False
    return (
        all(word[0].isupper() or word[:2].casefold() in ("l'", "d'", "l’", "d’") for word in words) and words[0].casefold() not in _LABELS
    )


def _capitals(place: str) -> bool:
    return all(word.isupper() for word in _words(place)) and len(place) > 2


def _known(place: str) -> bool:
    return bool(places.city(place)) or all(places.city(part) for part in place.split("/"))


def _large(place: str) -> bool:
    """Is it a larger city of the table, and no word or first name?"""
    return place.casefold() not in _ORDINARY and places.is_large(place)


def _lede(text: str, by_agency: bool) -> bool:
    """Does text begin here, and not the second half of a sentence?"""
    first = text[:1]
    return first.isdigit() or first in "\"“”„«»'‘’¿¡€$£" or (first.isalpha() and (by_agency or not first.islower()))


def _country(place: str, region: str | None) -> str | None:
    """The country of region or place; none for a dateline of places in two countries."""
    if region and (land := places.region(region, place)):
        return land
    if land := places.land(place):
        return land
    lands = {places.land(part) for part in place.split("/")}
    return lands.pop() if len(lands) == 1 else None
