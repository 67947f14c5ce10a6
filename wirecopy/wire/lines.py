"""Which lines inside the text are not of it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from wirecopy.wire import credit, elsewhere, timestamp
from wirecopy.wire.article import Credit
from wirecopy.wire.blocks import Line
from wirecopy.wire.comments import AGO
from wirecopy.wire.elsewhere import linked as linked
from wirecopy.wire.letters import letters
from wirecopy.wire.phrases import Phrases
from wirecopy.wire.promptwords import DISCLOSED, QUOTED, pleads

HEAD_LINES, TAIL_LINES = 3, 5
PLEA, SUMMED = 420, 900  # letters of a disclosure or a caption, and of a point of a summary, at most
# "Read also", "More from", "Related" and their like open a line of teasers in the flow of a text.
TEASER = re.compile(
    r"(read (more|also|next|on)\b|(see|also) (also|on|read)\b|related( (stories|articles|topics|news))?\s*:|more (from|on|about|in) |"
    r"(watch|listen|video)( now| live)?\s?[|>]|(?-i:WATCH|LISTEN|VIDEO|PHOTOS|GALLERY|MORE|READ)\s?:\s|"
    r"weiterlesen\b|continue reading|(seguir|sigue) leyendo|lire la suite|continua a leggere|"
    r"keep reading|soma (pia|zaidi)\b|קרא(ו)? (עוד|גם)|simak video|lexo (edhe|më)|pročita(j|jte) (još|i)|preberi(te)? (še|tudi)|"
    r"loe (ka|veel)|skaityk(ite)? (taip|dar)|taip pat skaitykite|lasi (arī|vēl)|прочетете (още|и)|прочитајте|тағы оқы|"
    r"recommended|you may (also )?like|don't miss|(lesen|sehen|hören) sie (auch|mehr|dazu)|mehr (zum thema|dazu|von)|lesetipp|"
    r"auch interessant|(à|a) lire (aussi|également)|lire aussi|à voir aussi|voir aussi|(lea|lee|leer|ver) también|le puede interesar|"
    r"te puede interesar|más sobre|leia (também|mais)|veja também|saiba mais|leggi anche|approfondisci|per approfondire|lees (ook|"
    r"meer|verder)|les også|läs (också|även|mer)|læs også|lue myös|czytaj (też|także|więcej|również)|zobacz (też|także|również)|"
    r"čtěte (také|více)|přečtěte si|olvasson (még|tovább)|citește și|читайте (также|ещё|еще)|смотрите также|по теме|читайте також|"
    r"διαβάστε (ακόμα|επίσης)|ayrıca okuyun|baca (juga|selengkapnya)|simak juga|"
    r"関連記事|あわせて読みたい|相关(阅读|新闻)|延伸閱讀|관련기사|اقرأ أيضا|"
    r"بیشتر بخوانید|यह भी पढ़ें|ये भी पढ़ें|xem thêm)",
    re.I,
)
_PLACE = [
    "externe[rn] inhalt", "external content", "contenu externe", "contenido externo", "conteúdo externo", "externe inhoud",
    "inhoud kan niet (worden )?(getoond|weergegeven)", "^(det här )?innehållet kan inte visas", "^innholdet kan ikke vises",
    "^(sorry, )?(this )?(video|content) is (currently )?(not|un) ?available",
    "javascript.{0,40}(aktivier|enable|activ|habilit)", "cookies.{0,40}(aktivier|enable|activ|habilit)",
    r"^\[/?[a-z_-]+[:=][^\]]*\]$",  # a mark that no program has put something in place of
]  # fmt: skip
_WHOLE = [
    "up next", "now playing",
    "article content", "(article|story) continues (below|after)", "skip (to|past)", "advertisement", "anzeige", "werbung", "publicité",
    "publicidad", "pubblicità", "advertentie", "annonse?", "reklama", "реклама", "iklan", "広告", "广告", "광고", "إعلان",
    "publicidade", "continua (depois|após) da publicidade", "la suite après (la|cette) publicité", "annons(en)?", "mainos", "inzerce",
    "hirdetés",
    "reklam", "publicitate", "διαφήμιση", "آگهی", "פרסומת", "विज्ञापन", "quảng cáo", "โฆษณา",
    "artikeln fortsätter (efter|under) annonsen", "artikkelen fortsetter under annonsen"
]  # fmt: skip
PLACEHOLDER = Phrases([*(rf"\b{some}" if some[0].isalpha() else some for some in _PLACE), *(f"^{line}[:.]?$" for line in _WHOLE)])
PHOTO = re.compile(
    r"^\(?\s*((file |hand-?out )?(photo|foto|image|picture|bild|imagen|imagem|fotografia|photograph|"
    r"illustration|grafik|graphic|infografik|ilustração|ilustración|illustrazione|karikatur|crédit|photo credit|fotó|zdjęcie|"
    r"фото|kuva)s?(\s?(credit|by|illustration|von|de|di|archiv|/))?\s?[:©/]|credit:|©|\(c\)\s|"
    r"[▲△▼◎].{2,}[（(][圖图摄攝]|图[为為].{2,}[摄攝][。）)]?$|"
    r"(image|media|video) (caption|copyright|source)\b|(photo|foto|image|picture)(graph)?s? (by|von) [^.]{2,50}$|"
    r"(file photo|archivbild|symbolbild|getty images|shutterstock|istock(photo)?|alamy|unsplash|pexels|pixabay|imago images)(/.{2,40})?$)",
    re.I,
)
# The same at the end of a sentence on what is seen.
PICTURED_BY = re.compile(
    r"[.!?”\"']\s?[(\[]?(?i:(file )?(picture|photo(graph)?|image|foto|bild|imagen|imagem|illustration|ảnh|фото|picha zote)s?)"
    r"(\s?[:©/]\s?|\s(by|von|de|di|na|av|af|courtesy of|lent by)\s)[^\W\d_][^.!?:]{2,60}[)\]]?\.?$"
)
CORRECTION = re.compile(
    r"^\W{0,3}(corrections?\b(?! (officer|official|depart|facilit|cent|system|staff|guard))|clarification|editor'?s'? note|"
    r"this (article|story|piece|report) (was|has been) (updated|corrected|amended|"
    r"edited)|an earlier version of this|korrektur|anmerkung der redaktion|in einer früheren version|rectificati|correctif|corrección|"
    r"fe de errat|correção|errata|correzione|rectificatie|rättelse|rettelse|oikaisu|sprostowanie|"
    r"saken (er|ble) (oppdatert|rettet|endret)|artikeln (har|är) (uppdater|rätta)|artiklen er (opdateret|rettet)|"
    r"уточнение|исправление|訂正|更正)",
    re.I,
)
JOB = re.compile(
    r"\b(is an?|is the|was an?|ist|est|és|es|é|è|jest|är|er|on)\b.{0,60}\b(reporter|correspondent|editor|journalist|writer|columnist|"
    r"author|fellow|professor|producer|contributor|redakteur(in)?|korrespondent(in)?|autor(in)?|journaliste|rédact|periodista|"
    r"redactor|jornalista|giornalista|dziennikar|redaktor)|\b(covers|writes (about|for)|reports on|can be reached|has been (reporting|"
    r"writing|covering))\b",
    re.I,
)
BRACKETED = re.compile(r"\(([^()]{1,60})\)")
# Who else had a hand in it: desks, translators, initials.
STAFF = re.compile(
    r"\W*(additional |with )?(reporting|writing|editing|research|edited|translated|additional material) (by|from|for)\b|(redaktion|"
    r"übersetzung|schlussredaktion|faktencheck|mitarbeit|texte?|autor(en|in)?|quellen?|source|fuente|fonte|المصدر)\s*:|aus dem (englischen|"
    r"amerikanischen|französischen)( übersetzt)? von|mit (agentur)?material|avec agences|con información de|"
    r"\(\w{2,5}([/,;. -]{1,2}\w{2,5}){0,3}\)$",
    re.I,
)
# Who else had a hand in it, in the words of a whole line; and amid one.
HELPED = re.compile(
    r"(?i:mit informationen (von|der|des|aus)\b.{0,120}(agentur|korrespondent|\bdpa\b|\bafp\b|reuters))|"
    r"With (additional )?(reports?|reporting|files|information) (from|by)(,? (and|the|of|in|y|de|[A-ZÀ-Þ][\w’'&.-]*))+$|"
    r"(?i:diese[rs]? (artikel|text|beitrag|interview)\b.{0,60}(zuerst|ursprünglich|erstmals|übersetz))|"
    r"([A-Z][\w’'.-]+ ){1,3}reported from [A-Z]"
)
CONTRIBUTED = Phrases([r"contributed (reporting )?(to|for) this (report|story|article|piece)\W*($|[.,;])"])
SHARED = re.compile(r"[A-ZÀ-Þ][^.!?:/]{2,24}( / [A-ZÀ-Þ][^.!?:/]{2,24}){1,3}")  # "Post / Wire"
MAILED = re.compile(r"([bB]y |[vV]on )?([^\W\da-zà-ÿ][\w.’'-]*[ ,:|]+){0,4}\(?[\w.+-]+@[\w-]+(\.\w+)+\)?")  # a name and its address
AT = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")
SHOUTED = re.compile(r"([^\W\d_][^|]{6,40}[^\W\d_]) ?\| ")  # in capitals, in any tongue, before a link: "READ ANOTHER STORY HERE | ..."
POINTED = (">>", "→", "►", "▶", "➤", "➔", "👉")
DIALOG = re.compile(r"\b(modal|popup|snackbar|tooltip)")
PLEADING = re.compile(r"news-?letter|e?mail-?sign-?up|sign-?up-?(?:form|box|news|module|widget)|nieuwsbrief|nyhetsbrev|nyhedsbrev")
# What a form is called whose words are for who fills it in.
FORM = re.compile(r"sign-?up-?form|(?:forgot|reset|new)-?password|e?mail-?verif|verify-?e?mail|whats-?app-?(?:group|channel|box)")
MACHINE = re.compile(r"\b(ai|ki|gpt)[-_]?(generated|summary|zusammenfassung)")
CAPTIONED = Phrases(
    [r"img-?box",
     "caption", "bildunterschrift", "bild-?text", r"legende\b", "img-?text", "image-?text", "photo-?text", "fotocredit", "photo-?credit",
     "slide-?(info|text)", "pie-?(de-?)?foto", "didascalia", "bijschrift", "billedtekst", "kuvateksti", "opis-?zdjecia", "popisek"]
)
PLAYER = re.compile(r"(?<![a-z])(?:vjs|video-?(?:js|player|wrapper|box|embed)?|(?:media|audio|jw)?-?player)(?![a-z])")
MOST_READ = re.compile(r"(most (read|popular|viewed)|popular|trending|meistgelesene?n?|más leíd|les plus lus|più letti|mais lidas)\b", re.I)
MARKER = re.compile(r"^\W*$")


def labels(
    lines: Sequence[Line], body: Sequence[int], headline: int | None, names: Sequence[str], known: dict[int, str], host: str = ""
) -> dict[int, str]:
    """What the lines of `body` that are no text of the article are: number -> kind.

    `known`: of which it is known; `names`: authors; `host`: of the page.
    """
    found = {number: known[number] for number in body if number in known}
    found.update(elsewhere.cut_off(lines, body))
    found.update(elsewhere.led_by(lines, body))
    found.update(elsewhere.summed_up(lines, body))
    found.update(elsewhere.boxed(lines, body))
    found.update(elsewhere.of_author(lines, body))
    void = elsewhere.repeated(lines, body)
    found.update(dict.fromkeys(void, "prompt"))
    left = [number for number in body if number not in found]
    over = [line.key for line in lines[max(0, headline - 3) : headline + 8]] if headline is not None else []
    keys = [letters(name) for name in names if len(name) > 4]
    people = [letters(name) for name in names if " " in name.strip()]
    for place, number in enumerate(left):
        line = lines[number]
        start, behind = place < HEAD_LINES, len(left) - 1 - place
        end = behind < TAIL_LINES
        kind = label(line, start, end) or ("prompt" if asks_for_mail(line.text, host) else "")
        if not kind and (start or end):
            kind = signed(line, keys, people if behind == 0 else ()) or (timed(line.text) if start or behind < 2 else "")
        if not kind and end and BRACKETED.fullmatch(line.text) and any(len(key) < 40 and key.startswith(line.key) for key in over):
            kind = "credit"
        if not kind and behind == 0 and (line.text.endswith((":", "：")) or SHARED.fullmatch(line.text)):
            kind = "credit" if SHARED.fullmatch(line.text) else "prompt"  # what it leads up to is no text
        if headline is not None and number < headline and not kind and line.link_share > 0.3:
            kind = "nav"
        if kind:
            found[number] = kind
    found.update(elsewhere.cards(lines, body, found))
    found.update(elsewhere.led_in(lines, body, found, void))
    return found


def in_brackets(printed: Sequence[str], carrier: str | None) -> Credit | None:
    """The credit of a line that is a name in brackets; `printed` are lines already known to be credit lines."""
    named = next((found for text in printed if (found := BRACKETED.fullmatch(text))), None)
    return Credit(outlet=named[1], carried_by=carrier, as_printed=named[0]) if named else None


def label(line: Line, start: bool, end: bool) -> str:
    """What a line is by itself; an empty word where it may be text."""
    text = line.text
    short = len(text) < 240
    if MARKER.match(text):
        return "rule"
    if short and PLACEHOLDER.search(text):
        return "prompt"
    if line.tag == "figcaption" or line.box.within("figure") or (captioned(close(line)) if short or line.level else pictured(line)):
        return "caption"
    if line.level > 1 and playing(close(line)):
        return "caption"
    if linked(line):
        return "nav" if line.hrefs[0].startswith("#") else "teaser"
    if line.level > 1 and len(text) < 40 and MOST_READ.match(text):
        return "prompt"
    if short and TEASER.match(text.lstrip("▶►→>»•*+-–— [(")) and (line.link_share > 0.3 or text.rstrip().endswith(":") or len(text) < 40):
        return "teaser"
    if short and line.link_share > 0.3 and (said := SHOUTED.match(text)) and said[1].isupper():
        return "teaser"
    if short and text.startswith(POINTED) and line.hrefs and line.link_share > 0.25:
        return "teaser"
    if len(text) < 160 and PHOTO.match(text):
        return "photo credit"
    if len(text) < PLEA and PICTURED_BY.search(text[-100:]):
        return "caption"
    if CORRECTION.match(text):
        return "correction"
    if (len(text) < 200 and (credit.is_credit_line(text) or (end and STAFF.match(text)))) or (
        (start or end) and len(text) < PLEA and (HELPED.match(text) or CONTRIBUTED.search(text))
    ):
        return "credit"
    return "prompt" if asks(line, start, end) else ""


def asks(line: Line, start: bool, end: bool) -> bool:
    """Does the outlet speak to its reader in it: ask for something, or say what it earns by the text and whose opinions it holds?"""
    text = line.text
    if len(text) < PLEA and not QUOTED.search(text) and DISCLOSED.search(text):
        return True
    if len(text) < SUMMED and by_machine(line.called):
        return True
    if (start or end) and len(text) < 60 and in_dialog(line.called):
        return True
    if (len(text) < 240 and pleading(line.near)) or (len(text) < PLEA and filled_in(line.called)):
        return True
    edge = start or end or ("@" in text and not QUOTED.search(text))
    near = len(text) < (90 if start and not end else 200) or (len(text) < 400 and line.link_share > 0.1)
    return edge and near and pleads(text)


def asks_for_mail(text: str, host: str) -> bool:
    """Does it ask its reader something, and for an answer to an address of the outlet's own: "Have you seen it? Write to news@..."?"""
    if "@" not in text or len(text) >= PLEA or QUOTED.search(text):
        return False
    asked, _, answer = text.partition("?")
    return bool(host and asked and any(within(there, host) for there in AT.findall(answer)))


def within(domain: str, host: str) -> bool:
    return domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}")


@lru_cache(4096)
def in_dialog(called: str) -> bool:
    return DIALOG.search(called) is not None


@lru_cache(4096)
def pleading(called: str) -> bool:
    return PLEADING.search(called) is not None


@lru_cache(4096)
def filled_in(called: str) -> bool:
    return FORM.search(called) is not None


@lru_cache(4096)
def by_machine(called: str) -> bool:
    return MACHINE.search(called) is not None


def close(line: Line) -> str:
    """What it, its box and the box around that are called."""
    around = line.box.parent
    return f"{line.near} {around.words}" if around is not None and around.words else line.near


@lru_cache(4096)
def playing(called: str) -> bool:
    """Is it a player, whose headings name what it shows?"""
    return PLAYER.search(called) is not None


@lru_cache(4096)
def captioned(called: str) -> bool:
    """Does a class or an id say so? Pages have few of them."""
    return CAPTIONED.search(called) is not None


def pictured(line: Line) -> bool:
    """Is all of a longer line in a mark that calls itself a caption?"""
    return len(line.text) < PLEA and captioned(line.near)


def signed(line: Line, names: Sequence[str], people: Sequence[str]) -> str:
    """The authors' names alone, or a few words on one of them. `people`: who need only be named in this line."""
    key, size = line.key, len(line.text)
    if size < 80 and MAILED.fullmatch(line.text):
        return "byline"
    if any(name in key for name in names) and size < 120:
        printed = credit.byline(line.text)[1]
        if printed and all(any(name in letters(p) or letters(p) in name for name in names) for p in printed):
            return "byline"
    if size >= 700:
        return ""
    told = any(name in key[:80] for name in names) and JOB.search(line.text)
    return "bio" if told or (any(name in key[:80] for name in people) and not QUOTED.search(line.text)) else ""


def timed(text: str) -> str:
    """A time of publication or update, with a word or two around it."""
    hit = timestamp.find(text) if len(text) < 90 else None
    ago = AGO.search(text) if len(text) < 60 else None
    told = hit[2] - hit[1] if hit else ago.end() - ago.start() if ago else 0
    return "time" if told > 0.4 * len(text) else ""
