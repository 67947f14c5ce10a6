"""Which lines inside the text are not of it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from wirecopy.wire import credit, dateline, timestamp
from wirecopy.wire.article import Credit
from wirecopy.wire.blocks import Line, letters
from wirecopy.wire.body import CUT_OFF
from wirecopy.wire.phrases import Phrases
from wirecopy.wire.promptwords import PROMPT as PROMPT

HEAD_LINES, TAIL_LINES = 3, 5
CARD = 600  # letters of a teaser with its heading
# "Read also", "More from", "Related" and their like open a line of teasers in the flow of a text.
TEASER = re.compile(
    r"(read (more|also|next|on)\b|(see|also) (also|on|read)\b|related( (stories|articles|topics|news))?\s*:|more (from|on|about|in) |"
    r"recommended|you may (also )?like|don't miss|(lesen|sehen|hören) sie (auch|mehr|dazu)|mehr (zum thema|dazu|von)|lesetipp|"
    r"auch interessant|(à|a) lire (aussi|également)|lire aussi|à voir aussi|voir aussi|lea también|lee también|le puede interesar|"
    r"te puede interesar|más sobre|leia (também|mais)|veja também|saiba mais|leggi anche|approfondisci|per approfondire|lees (ook|"
    r"meer|verder)|les også|läs (också|även|mer)|læs også|lue myös|czytaj (też|także|więcej|również)|zobacz (też|także|również)|"
    r"čtěte (také|více)|přečtěte si|olvasson (még|tovább)|citește și|читайте (также|ещё|еще)|смотрите также|по теме|читайте також|"
    r"διαβάστε (ακόμα|επίσης)|ayrıca okuyun|baca (juga|selengkapnya)|simak juga|"
    r"関連記事|あわせて読みたい|相关(阅读|新闻)|延伸閱讀|관련기사|اقرأ أيضا|"
    r"بیشتر بخوانید|यह भी पढ़ें|ये भी पढ़ें|xem thêm)",
    re.I,
)
_PLACE = [
    "externer inhalt", "external content", "contenu externe", "contenido externo",
    "(javascript|cookies).{0,40}(aktivier|enable|activ|habilit)"
]  # fmt: skip
_WHOLE = [
    "article content", "(article|story) continues (below|after)", "skip (to|past)", "advertisement", "anzeige", "werbung", "publicité",
    "publicidad", "pubblicità", "advertentie", "annonse?", "reklama", "реклама", "iklan", "広告", "广告", "광고", "إعلان"
]  # fmt: skip
PLACEHOLDER = Phrases([*_PLACE, *(f"^{line}[:.]?$" for line in _WHOLE)])
PHOTO = re.compile(
    r"^\(?\s*((file |hand-?out )?(photo|foto|image|picture|bild|imagen|imagem|fotografia|photograph|crédit|photo credit|fotó|zdjęcie|"
    r"фото|kuva)s?(\s?(credit|by|illustration|von|de|di|archiv|/))?\s?[:©/]|credit:|©|\(c\)\s)",
    re.I,
)
CORRECTION = re.compile(
    r"^\W{0,3}(correction|clarification|editor'?s'? note|this (article|story|piece|report) (was|has been) (updated|corrected|amended|"
    r"edited)|an earlier version of this|korrektur|anmerkung der redaktion|in einer früheren version|rectificati|correctif|corrección|"
    r"fe de errat|correção|errata|correzione|rectificatie|rättelse|rettelse|oikaisu|sprostowanie|уточнение|исправление|訂正|更正)",
    re.I,
)
JOB = re.compile(
    r"\b(is an?|is the|was an?|ist|est|es|è|jest|är|er|on)\b.{0,60}\b(reporter|correspondent|editor|journalist|writer|columnist|"
    r"author|fellow|professor|producer|contributor|redakteur(in)?|korrespondent(in)?|autor(in)?|journaliste|rédact|periodista|"
    r"redactor|jornalista|giornalista|dziennikar|redaktor)|\b(covers|writes (about|for)|reports on|can be reached|has been (reporting|"
    r"writing|covering))\b",
    re.I,
)
BRACKETED = re.compile(r"\(([^()]{1,60})\)")
# Who else had a hand in it: desks, translators, initials.
STAFF = re.compile(
    r"\W*(additional |with )?(reporting|writing|editing|research|edited|translated|additional material) (by|from|for)\b|(redaktion|"
    r"übersetzung|schlussredaktion|faktencheck|mitarbeit|texte?|autor(en|in)?|quellen?|source|fuente|fonte)\s*:|aus dem (englischen|"
    r"amerikanischen|französischen)( übersetzt)? von|mit (agentur)?material|avec agences|con información de|"
    r"\(\w{2,5}([/,;. -]{1,2}\w{2,5}){0,3}\)$",
    re.I,
)
CAPTIONED = Phrases(
    ["caption", "bildunterschrift", "bild-?text", r"legende\b", "img-?text", "image-?text", "photo-?text", "fotocredit", "photo-?credit"]
)
MOST_READ = re.compile(r"(most (read|popular|viewed)|popular|trending|meistgelesen|más leíd|les plus lus|più letti|mais lidas)\b", re.I)
MARKER = re.compile(r"^\W*$")


def labels(lines: Sequence[Line], body: Sequence[int], headline: int | None, names: Sequence[str], known: dict[int, str]) -> dict[int, str]:
    """What the lines of `body` that are no text of the article are: number -> kind. `known`: lines that the head took; `names`: authors."""
    found = {number: known[number] for number in body if number in known}
    found.update(cut_off(lines, body))
    left = [number for number in body if number not in found]
    over = [line.key for line in lines[max(0, headline - 3) : headline + 8]] if headline is not None else []
    keys = [letters(name) for name in names if len(name) > 4]
    for place, number in enumerate(left):
        line = lines[number]
        start, behind = place < HEAD_LINES, len(left) - 1 - place
        end = behind < TAIL_LINES
        kind = label(line, start, end)
        if not kind and (start or end):
            kind = signed(line, keys) or (timed(line.text) if start or behind < 2 else "")
        if not kind and end and BRACKETED.fullmatch(line.text) and any(len(key) < 40 and key.startswith(line.key) for key in over):
            kind = "credit"
        if headline is not None and number < headline and not kind and line.link_share > 0.3:
            kind = "nav"
        if kind:
            found[number] = kind
    found.update(cards(lines, body, found))
    found.update(led_in(lines, body, found))
    return found


def in_brackets(printed: Sequence[str], carrier: str | None) -> Credit | None:
    """The credit of a line that is a name in brackets; `printed` are lines already known to be credit lines."""
    named = next((found for text in printed if (found := BRACKETED.fullmatch(text))), None)
    return Credit(outlet=named[1], carried_by=carrier, as_printed=named[0]) if named else None


def cut_off(lines: Sequence[Line], body: Sequence[int]) -> dict[int, str]:
    """Openings of other stories: paragraphs that break off, three or more in a row, or with a dateline each."""
    broken = [n for n in body if len(lines[n].text) > 60 and lines[n].text.endswith(CUT_OFF)]
    runs = {n for a, b, c in zip(broken, broken[1:], broken[2:], strict=False) if c - a < 9 for n in (a, b, c)}
    return {n: "teaser" for n in broken if n in runs or (n > body[0] + 2 and dateline.read(lines[n].text))}


def label(line: Line, start: bool, end: bool) -> str:
    """What a line is by itself; an empty word where it may be text."""
    text = line.text
    short = len(text) < 240
    if MARKER.match(text):
        return "rule"
    if short and PLACEHOLDER.search(text):
        return "prompt"
    if line.tag == "figcaption" or line.box.within("figure") or (short and captioned(line.near)):
        return "caption"
    if linked(line):
        return "nav" if line.hrefs[0].startswith("#") else "teaser"
    if line.level > 1 and len(text) < 40 and MOST_READ.match(text):
        return "prompt"
    if short and TEASER.match(text.lstrip("▶►→>»•*+-–— [(")) and (line.link_share > 0.3 or text.rstrip().endswith(":") or len(text) < 40):
        return "teaser"
    if len(text) < 160 and PHOTO.match(text):
        return "photo credit"
    if CORRECTION.match(text):
        return "correction"
    if len(text) < 200 and (credit.is_credit_line(text) or (end and STAFF.match(text))):
        return "credit"
    if (start or end) and (len(text) < (200 if end else 90) or (len(text) < 400 and line.link_share > 0.1)) and PROMPT.search(text):
        return "prompt"
    return ""


@lru_cache(4096)
def captioned(called: str) -> bool:
    """Does a class or an id say so? Pages have few of them."""
    return CAPTIONED.search(called) is not None


def linked(line: Line) -> bool:
    """Is it a link to another story? One link's text and hardly more; in a list less of it is enough."""
    if line.tag in ("td", "th") or (line.level and len(line.text) < 30):
        return False
    share = 0.95 if len(line.text) <= 30 else 0.6 if line.tag == "li" else 0.8
    return len(line.hrefs) == 1 and line.link_share > share


def signed(line: Line, names: Sequence[str]) -> str:
    """The authors' names alone, or a few words on one of them."""
    key, size = line.key, len(line.text)
    if any(name in key for name in names) and size < 120:
        printed = credit.byline(line.text)[1]
        if printed and all(any(name in letters(p) or letters(p) in name for name in names) for p in printed):
            return "byline"
    return "bio" if size < 700 and any(name in key[:80] for name in names) and JOB.search(line.text) else ""


def timed(text: str) -> str:
    """A time of publication or update, with a word or two around it."""
    hit = timestamp.find(text) if len(text) < 90 else None
    return "time" if hit and hit[2] - hit[1] > 0.4 * len(text) else ""


def cards(lines: Sequence[Line], body: Sequence[int], found: dict[int, str]) -> dict[int, str]:
    """Lines that share a small card (a list item, an article box) with a link to another story."""
    inside: dict[int, str] = {}
    leading = {line.number for line in lines[max(0, body[0] - 4) : body[-1] + 5] if linked(line)} if body else set()
    for number in body:
        if number in found:
            continue
        card = lines[number].box.within("li", "article", "aside")
        if card is None:
            continue
        if leading.isdisjoint((*range(number - 4, number), *range(number + 1, number + 5))):
            continue
        near = [line for line in lines[max(0, number - 4) : number + 5] if line.box is card or card in line.box.up()]
        small = len(near) < 5 and sum(len(line.text) for line in near) < CARD
        if small and any(line.number != number and line.number in leading for line in near):
            inside[number] = "teaser"
    return inside


def led_in(lines: Sequence[Line], body: Sequence[int], found: dict[int, str]) -> dict[int, str]:
    """Headings that lead nowhere: what follows was taken out, or nothing follows. Of several in a row only the last."""
    empty: dict[int, str] = {}
    following = "end"
    for number in reversed(body):
        kind = found.get(number)
        if kind is None and lines[number].level > 1 and following in ("end", "teaser", "prompt", "bio"):
            empty[number] = "teaser" if following == "teaser" else "prompt"
            following = "text"
        elif kind not in ("caption", "photo credit", "rule"):
            following = kind or "text"
    return empty
