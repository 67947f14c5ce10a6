"""What should an editor look at first in a release? Concerns, each with its evidence. None of them decides anything."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from wirecopy.guard import registered_domain
from wirecopy.releases import markup
from wirecopy.releases.markup import Piece
from wirecopy.releases.screenwords import LOUD, PLAIN, QUOTED, TO_THE_READER, WARM
from wirecopy.wire import dateline
from wirecopy.wire.clean import LOOSE_JOINERS
from wirecopy.wire.language import language

ORDER = ("hidden", "copied", "contact", "links", "reader", "hype", "capitals", "dateline", "sender")  # the gravest first
SHOWN = 5  # pieces of evidence to a concern
OFTEN = 3  # releases of one sender within seven days, this one counted
RUN = 4  # words in capitals
HALF = 50  # per cent of a text that is another's: then it is copied
MAILBOXES = frozenset(  # hosts of everybody's addresses: nobody's own
    [
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.es",
        "icloud.com", "me.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "freenet.de", "orange.fr", "laposte.net", "free.fr",
        "wanadoo.fr", "online.no", "proton.me", "protonmail.com", "mail.com", "aol.com", "zoho.com",
    ]
)  # fmt: skip
_BARE = re.compile(r"(?<![\w@./-])(?:https?://|www\.)([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)+)", re.I)
_NAMED = re.compile(r"\[([^\]\n]{3,200})\]\(\s*<?(https?://[^\s)>]+)", re.I)
_HOST_LIKE = re.compile(r"^(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?$", re.I)
_MARKS = re.compile(r"!(?:\s?!)+|!")
_INVISIBLE = re.compile("[\u115f\u1160\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\U000e0001-\U000e007f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_GAP = re.compile(r"[^\S\n]{20,}|(?:[^\S\n]*\n){7,}")
_WORD = re.compile(r"[^\W\d_]{3,}")
_SCRIPTS = (("Cyrillic", re.compile("[\u0400-\u04ff]")), ("Greek", re.compile("[ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορυχ]")))
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy on the wire that has the words of a release."""

    outlet: str
    url: str
    share: int  # per cent of the release


@dataclass(frozen=True, slots=True)
class Handed:
    """A release, with what the desk knows beside it."""

    headline: str
    text: str  # as typed
    standfirst: str = ""
    dateline: str = ""
    address: str = ""
    confirmed: bool = True
    hosts: Set[str] = frozenset()  # that earlier releases of this sender, which were accepted, led to
    earlier: int = 0  # others of this sender within seven days
    copied: Copied | None = None
    language: str = "en"  # of the edition, where the text is too short to tell


@dataclass(frozen=True, slots=True)
class Concern:
    word: str
    sentence: str
    evidence: tuple[str, ...] = ()


def concerns(handed: Handed) -> list[Concern]:
    """What to look at, the gravest first."""
    whole = "\n".join((handed.headline, handed.standfirst, handed.text))
    pieces = markup.pieces(handed.text)
    lines = (handed.headline, handed.standfirst, *(piece.text for piece in pieces if not piece.quoted))
    said = "\n".join(QUOTED.sub(" ", line) for line in lines)  # speakers may say what they like
    spoken = language(said, handed.language) or handed.language
    looks = (
        _hidden(whole), _copied(handed), _contact(handed), _links(handed, pieces), _reader(said, spoken), _hype(said, spoken),
        _capitals(handed, pieces), _dateline(handed, pieces), _sender(handed),
    )  # fmt: skip
    return [concern for concern in looks if concern]


def _around(text: str, start: int, end: int, room: int = 30) -> str:
    """The place with some words around it."""
    left, right = max(0, start - room), min(len(text), end + room)
    piece = " ".join(text[left:right].split())
    return f"{'…' if left else ''}{piece}{'…' if right < len(text) else ''}"


def _contact(handed: Handed) -> Concern | None:
    if handed.confirmed:
        return None
    return Concern("contact", "The contact has not confirmed the address.", (handed.address,) if handed.address else ())


def _reader(said: str, spoken: str) -> Concern | None:
    pattern = TO_THE_READER.get(spoken)
    found = [_around(said, hit.start(), hit.end()) for hit in pattern.finditer(said)] if pattern else []
    return Concern("reader", f"It speaks to the reader, {_times(len(found))}.", tuple(found[:SHOWN])) if found else None


def _hype(said: str, spoken: str) -> Concern | None:
    bare = PLAIN.sub(lambda hit: " " * len(hit[0]), said)
    loud, warm = (
        [hit[0] for pattern in {by["en"], by.get(spoken, by["en"])} for hit in pattern.finditer(bare)] for by in (LOUD, WARM)
    )  # English words are used in every language
    marks = [hit[0] for hit in _MARKS.finditer(said)]
    many = len(marks) > 1 or any(len(mark) > 1 for mark in marks)
    if not (loud or many or len(warm) > 2 or (warm and marks)):
        return None
    found = dict.fromkeys((*loud, *warm, *((f"{len(marks)} exclamation marks" if len(marks) > 1 else "!",) if marks else ())))
    return Concern("hype", "It praises more than it tells.", tuple(found)[: 2 * SHOWN])


def _capitals(handed: Handed, pieces: Sequence[Piece]) -> Concern | None:
    found = [line for line in (handed.headline, handed.standfirst) if _shouted(line)]
    found += [run for piece in pieces for run in _shouted_runs(piece.text)]
    return Concern("capitals", "It is written in capitals.", tuple(found[:SHOWN])) if found else None


def _shouted_runs(text: str) -> Iterator[str]:
    """Four words or more in capitals that follow one another, and are no list of short names."""
    for capitals, group in groupby(text.split(), lambda word: word.isupper() and word.lower() != word):
        words = list(group)
        if capitals and len(words) >= RUN and _no_list(words):
            yield " ".join(words)


def _no_list(words: Sequence[str]) -> bool:
    return sum(len(word) > 3 for word in words) > 1 and 2 * sum(word[-1] in ",;" for word in words) < len(words)


def _shouted(line: str) -> bool:
    """Three words or more of which nearly all letters are capitals."""
    letters = [sign for sign in line if sign.isalpha() and sign.lower() != sign.upper()]
    words = [word for word in line.split() if sum(map(str.isalpha, word)) > 2]
    return len(words) > 2 and len(letters) > 11 and sum(sign.isupper() for sign in letters) >= 0.8 * len(letters)


def _dateline(handed: Handed, pieces: Sequence[Piece]) -> Concern | None:
    opening = pieces[0].text if pieces else ""
    if handed.dateline.strip() or (opening and dateline.read(opening)):
        return None
    return Concern("dateline", "It does not say where the news is from.", (_around(opening, 0, 60),) if opening else ())


def _links(handed: Handed, pieces: Sequence[Piece]) -> Concern | None:
    """Hosts that are neither the sender's own nor known from what was accepted before; and links that say another than they lead to."""
    _, _, own = handed.address.rpartition("@")
    known = {registered_domain(host.lower()) for host in (own, *handed.hosts) if host and host.lower() not in MAILBOXES}
    led_to = [host for piece in pieces for address in piece.links if (host := _host(address))]
    named = [hit[1].lower().removeprefix("www.") for piece in pieces for hit in _BARE.finditer(piece.text)]
    strange = [host for host in dict.fromkeys((*led_to, *named)) if registered_domain(host) not in known]
    masked = [
        f"“{said}” leads to {host}" for said, address in _NAMED.findall(handed.text)
        if (shown := _HOST_LIKE.match(said.strip())) and (host := _host(address))
        and registered_domain(shown[1].lower()) != registered_domain(host)
    ]  # fmt: skip
    if not strange and not masked:
        return None
    sentence = "A link says another address than it leads to." if masked else "It leads to addresses that we do not know of this sender."
    return Concern("links", sentence, (*masked, *strange)[:SHOWN])


def _host(address: str) -> str:
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""


def _copied(handed: Handed) -> Concern | None:
    if handed.copied is None:
        return None
    there = handed.copied
    sentence = f"{there.share} per cent of it stands in a text of {there.outlet} that we hold."
    return Concern("copied", sentence, (there.url,))


def _sender(handed: Handed) -> Concern | None:
    number = handed.earlier + 1
    if number < OFTEN:
        return None
    return Concern("sender", f"It is number {number} of this sender within seven days.")


def _hidden(whole: str) -> Concern | None:
    """What a reader does not see, or sees as something else."""
    found = list(_signs(whole))
    found += [f"a run of {len(gap[0])} blanks" for gap in _GAP.finditer(whole.strip())]
    found += list(_mixed(whole))
    return Concern("hidden", "It holds signs that are not seen, or not seen for what they are.", tuple(found[:SHOWN])) if found else None


def _signs(whole: str) -> Iterator[str]:
    whole = whole.lstrip("\ufeff")
    joiners = [hit.start() for hit in LOOSE_JOINERS.finditer(whole) if not _of_emoji(whole, hit.start())]
    invisible = [hit.start() for hit in _INVISIBLE.finditer(whole)]
    turning = [hit.start() for hit in _TURNING.finditer(whole)]
    for places, what in ((sorted(invisible + joiners), "invisible"), (turning, "turning the line round")):
        if places:
            codes = dict.fromkeys(f"U+{ord(whole[at]):04X}" for at in places)
            near = _around(whole.replace(whole[places[0]], "▯"), places[0], places[0] + 1, 15)
            yield f"{len(places)} signs {what} ({', '.join(list(codes)[:3])}): {near}"


def _of_emoji(text: str, at: int) -> bool:
    """A joiner between two parts of one picture sign."""
    beside = (text[at - 1] if at else "", text[at + 1] if at + 1 < len(text) else "")
    return all(sign and unicodedata.category(sign) in ("So", "Sk", "Mn", "Cn") for sign in beside)


def _mixed(whole: str) -> Iterator[str]:
    """Words of Latin letters among which stand letters of another script that look like them."""
    for hit in _WORD.finditer(whole):
        word = hit[0]
        if word.isascii() or not _LATIN.search(word):
            continue
        for script, letters in _SCRIPTS:
            strange = letters.findall(word)
            if strange and len(_LATIN.findall(word)) > 1:
                yield f"{word}: {', '.join(f'{sign} U+{ord(sign):04X} is {script}' for sign in dict.fromkeys(strange))}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
