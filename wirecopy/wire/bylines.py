"""Who wrote it, as a printed byline tells: persons, and the agency they write for?"""

from __future__ import annotations

import re

from wirecopy.wire import places, timestamp
from wirecopy.wire.agencies import agencies_in, agency, agency_at_end

LONGEST = 300
MOST_OFFICE = 50  # letters
MOST_WORDS = 20  # of a line that is nothing but names
DIGIT = re.compile(r"\d")
OPENS = " ([（【"
OUTLET_WORD = re.compile(
    r"(?i)\b(?:news|times|post|press|herald|tribune|journal|gazette|agency|radio|tv|television|magazine|review|daily|weekly|media|today"
    r"|guardian|telegraph|mail|chronicle|observer|globe|courier|bulletin|monitor|standard|diario|peri[oó]dico|jornal|folha|correo|giornale"
    r"|corriere|gazzetta|courant|dagblad|avis|nyheter|shimbun|online|wire|independent|insider|network|mirror|examiner|dispatch|sentinel"
    r"|register|ledger|echo|presse|service|\w*(?:zeitung|blatt|nachrichten|anzeiger|tidning(?:en)?|kurier|agentur|redaktion|redactie))\b"
)
_BY = "by|von|par|por|di|da|door|av|af|oleh|autor|от|від|bởi|από|napsal|napsala"
_KINDS = (
    "kommentar|analyse|analysis|essay|opinion|interview|gastbeitrag|kolumne|column|commentary|comment|review|report|reportage|written|submitted"
    "|article rédigé|rédigée?|publicado|publiée?|veröffentlicht|pubblicato|gepubliceerd|story"
    "|words|reported|reporting|posted|published|geschreven|escrito|écrit|propos recueillis|scritto|a cura|skrevet|skriven|verfasst|artikel"
    "|article|eingestellt|gepostet|geschrieben|erstellt|postado|publicada|geplaatst|gepost|inserito|postato|upplagd|inlagd|postet|opslået"
)
_LABEL = re.compile(
    rf"(?i)(?:(?:an?|ein|eine|une?|una)\s)?(?:(?:{_KINDS})\s(?:by|von|par|por|di|door|av|af|de)\b\s?:?|(?:{_BY})\b\s?:?(?=\s)"
    r"|(?:texto?s?|tekst|tekstas|autor(?:in|en|es|s|i|a)?|avtor(?:ica|ji)?|authors?|words|story|auteurs?|autore|autori|автор|авторы|автори"
    r"|текст|piše|pišu|napisao|napisala|napisali|yazar|penulis|reporter|redaktion|redaktor|skribent|journalist|tekst og foto"
    r"|text und foto|συντάκτης|szerző|toimittaja"
    r"|記者|记者|作者|撰文|撰稿|责编|责任编辑|編集|글)\s?[:：])\s*"
)
_STAFF = re.compile(
    r"(?i)\(?\s*(?:additional )?(?:reporting|writing|written|report(?:ed)?) (?:and (?:writing|editing) )?by\s+(?P<names>[^;)]{3,240})"
)
_NOISE = re.compile(
    r"\S+@\S+\.\w+|(?<!\S)@\w+|https?://\S+|\b\d+\s?(?i:min)\w*\b.*$"
    r"|[\s,|·•–—-]+\d[\d.,\xa0]*k?\s[^\W\d_]{3,}.*$"  # how often it was read
    r"|[\s,|·•;/–—-]+(?i:fotos?|photos?|bild(?:er)?|pictures?|images?|video)\s?:.*$"  # who took the pictures
)
_LATER = re.compile(
    r"(?i)[\s,|•·–—-]*\b(?!\w+ (?:by|von|par|por|da|door|av)\b)(?:last updated|updated|published|posted|publié|publiée"
    r"|mis à jour|veröffentlicht|aktualisiert|publicado|actualizado|pubblicato|aggiornato|atualizado|gepubliceerd|bijgewerkt|publisert"
    r"|publicerad|stand|opublikowano|publiceret)\b:?.*$"
)
_BEFORE_TIME = re.compile(  # "le", but not "Le"
    r"\s(?:on|at|am|um|le|à|el|il|om|den|på|em|w|dne)(?:\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)?[,.]?$"
)
EDGES = " ,|•·»-–—:/"
_WEEKDAY = re.compile(
    r"[\s,|•·»–—-]+(?:(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)(?:day|nesday|rsday|urday)?|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\.?$|[,|•·»–—-]\s*(?:Mo|Di|Mi|Do|Fr|Sa|So|lun|mar|mer|jeu|ven|sam|dim)\.?$"
)
_HOUR = re.compile(  # a time of the day without a day, and what a blog prints behind it
    r"(?i)\s(?:at|um|à|om|op|kl\.?|klokken|en|em|o|v|a las?|alle|às)\s\d{1,2}[:.h]\d\d\b.*$"
    r"|\s\d+\s(?:minute|hour|day|week|month|year)s?\sago\b.*$"
    r"|\s(?:leave a (?:comment|reply)|(?:no|\d+) comments?)\b.*$"
    r"|\s(?:keine?|\d+) kommentare?\b.*$"
)
_BRACKETS = re.compile(r"^[(（【]([^()（）【】]*)[)）】]$")  # around the whole line
_AND = re.compile(r"\s*(?:[,;|•·&/+、，]|\s[-–—]\s|\s(?:and|und|et|y|e|och|og|ja|и|та|és|ve|dan|with|mit|avec|con)\s)\s*")
_EN = re.compile(r"\s(?:en|i)\s(?=(\S+\s(?:[A-ZÀ-Ý]\S*|van|de|den|der|ter|ten)\b))")
_WHERE = re.compile(r"\s+(?:in|à|aus|i|w|v|em|en|from|at|for|for the|à la|na)\s+[A-ZÀ-ÝŁŚŽŠČ].*$|\s+[Ff]or\s+.*$")
_FOR = re.compile(r"\s[Ff]or\s(.+)$")
_TITLE = re.compile(r"(?i)^(?:(?:dr|prof|mr|mrs|ms|mag|dipl|ing|sir|dame)\.?\s+)+")
_ROLES_LISTED = """
reporter reporters writer writers editor editors correspondent correspondents journalist journalists columnist contributor contributors
producer photographer staff bureau anchor host analyst desk team redakteur redakteurin korrespondent korrespondentin reporterin
journalistin volontär volontärin chefredakteur redaktion online-redaktion ressortleiter ressortleiterin agenturen journaliste
correspondant correspondante rédacteur rédactrice rédaction envoyé envoyée periodista redactor redactora corresponsal enviado enviada
redacción giornalista inviato inviata corrispondente redazione jornalista repórter redator redatora redação redacteur verslaggever
verslaggeefster redactie korrespondent redaktør redaktionen redaksjonen journalisten toimittaja toimitus dziennikarz dziennikarka redakcja
redaktor redakce корреспондент редакция muhabir wartawan redaksi professor director directeur leiter agencies agency autor author
기자 記者 特派員 编辑
"""
_ROLES = frozenset(_ROLES_LISTED.split())
_ROLE_ENDS = ("redakteur", "redakteurin", "korrespondent", "korrespondentin", "reporter", "journalist", "redaktion", "redactie",
              "verslaggever", "correspondent")  # fmt: skip
_QUALIFIERS_LISTED = """
lifestyle parliamentary content hub football motoring property money consumer film music food social community women history religion
senior junior chief deputy political politics staff special foreign national international world business sports sport health science
environment education crime court legal investigations investigative news travel culture arts entertainment technology tech economics
economy finance markets energy climate diplomatic defence defense security features digital digitale online web audience assistant
associate managing executive general our own local regional city europe asia africa us uk
freelance data leitender leitende freier freie stellvertretender nuestro nuestra our notre nostro grand global home affairs show
weekend live
"""
_QUALIFIERS = frozenset(_QUALIFIERS_LISTED.split())
_PARTICLES_LISTED = """
de del della di da do dos das du des la le les van der den von zu zum zur ter ten te bin ibn al el ben af av dela d' o' mac
"""
_PARTICLES = frozenset(_PARTICLES_LISTED.split())
_NO_NAMES_LISTED = """
breaking video photos photo live read more share subscribe home latest exclusive opinion politics world europe asia business culture
anonymous admin administrator guest wire web the this that our your all in on at by from about how why what when where comments comment
print listen watch follow tags topics menu search newsletter advertisement getty images updated published government university wirtschaft
kultur politik panorama wissen sport deportes cultura política economía monde économie cronaca esteri
"""
_NO_NAMES = frozenset(_NO_NAMES_LISTED.split())


def byline(text: str) -> tuple[str | None, tuple[str, ...], str | None]:
    """The byline as printed, the persons it names, and the agency: "By Jane Roe and Tom Lee, Reuters". (None, (), None) for any other line.

    Labels of some twenty languages, offices ("Staff Reporter"), places, times and addresses are left out of the names. A line without
    a label is a byline only where it is made of names through and through.
    """
    nothing: tuple[None, tuple[str, ...], None] = (None, (), None)
    if text.count(" ") > MOST_WORDS and not DIGIT.search(text) and not (_LABEL.match(text.lstrip(OPENS)) or _STAFF.match(text)):
        return nothing  # a sentence: no label, no time before one, and more words than names
    printed = _without_time(" ".join(text.split())) if len(text) <= LONGEST else ""
    if not printed:
        return nothing
    line = _BRACKETS.sub(r"\1", printed)
    if staff := _STAFF.match(line):
        names, agent, _ = _names(_NOISE.sub("", staff["names"]), True)
        return (printed, names, agent) if names or agent else nothing
    label = _LABEL.match(line)
    rest = _NOISE.sub("", line[label.end() :] if label else line).strip()
    rest = re.sub(r"\s*\(([^()]*)\)", r", \1", rest)
    if label and (not rest or (rest[0].islower() and not agencies_in(rest) and _without_office(rest))):
        return nothing
    names, agent, strange = _names(rest, bool(label))
    if strange and not (label and (names or agent)):
        return nothing
    return (printed, names, agent) if names or agent or label else nothing


def office(text: str) -> bool:
    """Is it nothing but what somebody is to an outlet: "Staff Reporter", "Herald Staff Writer"?"""
    if not 3 < len(text) < MOST_OFFICE or text[-1] in ".:":
        return False
    rest = _without_office(text)
    return not rest or (rest != text and OUTLET_WORD.search(rest) is not None)


def _without_time(line: str) -> str:
    """The line without the times around its names, and without what they are labelled with."""
    for _ in range(2):
        told = timestamp.find(line)
        if told is None:
            break
        _, start, end = told
        line = line[:start] if re.search(r"[^\W\d_]{3}", _LATER.sub("", line[:start])) else line[end:]
        line = _BEFORE_TIME.sub("", _WEEKDAY.sub("", line.strip(EDGES)).strip(EDGES))
    return _HOUR.sub("", _LATER.sub("", line).strip(" ,|•·-–—/"))


def _names(rest: str, labelled: bool) -> tuple[tuple[str, ...], str | None, bool]:
    """The persons in `rest`, the first agency, and whether something else was left: no office, no place, no outlet."""
    rest = _EN.sub(lambda match: match[0] if places.city(match[1]) else " | ", rest)
    parts = [part.strip(" .:") if not re.search(r"\b[A-Z]\.$", part) else part.strip() for part in _AND.split(rest) if part.strip(" .:")]
    persons: list[str] = []
    agent, strange = None, False
    for part in parts:
        if agency(part):
            agent = agent or part
            continue
        if (last := agency_at_end(part)) and last[1] > 0:
            agent, part = agent or last[0], part[: last[1]].strip(" ,")
        if (office := _FOR.search(part)) and agency(office[1]):
            agent = agent or office[1]
        part = re.sub(r"^(\S.+) \1$", r"\1", part)  # printed once for the eye and once for the link
        whole, part = part, _without_office(_TITLE.sub("", _WHERE.sub("", part)))
        if not part:
            continue
        if _is_person(part, labelled and len(parts) == 1):
            persons.append(part)
        elif whole == part and not places.city(part) and not OUTLET_WORD.search(part) and not (persons and len(part.split()) == 1):
            strange = True
            if not labelled:  # no byline then, whatever else is in it
                break
    if not all(name.isupper() for name in persons):  # where names are not in capitals, "MDR NORD" is an outlet
        persons = [name for name in persons if not name.isupper()]
    return tuple(dict.fromkeys(persons)), agent, strange


def _without_office(part: str) -> str:
    words = part.split()
    for number, word in enumerate(words):
        plain = word.casefold().strip(".,:")
        if plain in _ROLES or plain.endswith(_ROLE_ENDS):
            while number and (words[number - 1].casefold() in _QUALIFIERS or words[number - 1].islower()):
                number -= 1
            return " ".join(words[:number])
    return part


def _is_person(name: str, alone: bool) -> bool:
    """Two to five words with capitals; one word only where a label says that it is a name, or in scripts without capitals."""
    words = name.split()
    if not 1 <= len(words) <= 5 or len(name) > 50 or re.search(r"[^\w\s.'’\-]|\d|_", name) or OUTLET_WORD.search(name):
        return False
    if any(word.casefold() in _NO_NAMES for word in words) or places.city(name):
        return False
    if not any(sign.isupper() or sign.islower() for sign in name):
        return len(words) <= 4 and (2 <= len(name) <= 6 or (len(words) > 1 and len(name) <= 24 and all(len(word) <= 8 for word in words)))
    if len(words) == 1 and not (alone and len(name) > 2 and "." not in name):
        return False
    return all(_capital(word) or word.casefold() in _PARTICLES for word in words) and _capital(words[-1])


def _capital(word: str) -> bool:
    bare = re.sub(r"^(?:[dlo]['’]|al-|el-|bin-)", "", word)
    return bare[:1].isalpha() and not bare[0].islower()
