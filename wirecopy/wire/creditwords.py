"""In which words do outlets say whose copy they print? The phrases of credit lines; lines come with single spaces."""

from __future__ import annotations

import re

from wirecopy.wire.phrases import Phrases

_WHO = r"(?P<who>(?:[Tt]he )?[A-ZÀ-Ý0-9Α-ЯŁŚŽŠČ][^,;()|\n]{1,60}?|(?:[\w-]{2,40}\.){1,3}[a-z]{2,10})"
_END = (  # what may follow a name
    r"(?=\s(?:and (?:is|was|has|re|then)|und (?:wird|wurde)|et (?:est|republié)|y (?:se|es|fue)|veröffentlicht|erschienen|gepubliceerd"
    r"|verschenen|(?:on|under|with|as|via|unter|am|sous|bajo|sotto|sob) |here)|\s*[,;()|]|[.:!]\s|[.\s]*$)"
)
_THIS = (
    r"(?:(?:this|diese[rs]?|cet|cette|este|esta|questo|questa|dit|deze|denne|dette|denna|detta|ten|tento|этот|эта|bu) "
    r"|the (?=(?:story|article|report|post|piece|text) (?:was )?(?:originally|first)\b)|l[’']article )"
)
_FIRST = "|".join(
    (
        r"(?:originally|first|initially|previously) (?:published|appeared|posted|ran|released) (?:by|in|on|at|with)",
        r"(?:published|appeared) (?:originally|first) (?:by|in|on|at)",
        r"(?:erschien|wurde|ist) (?:zuerst|ursprünglich|erstmals) (?:beim?|in(?-i: der)?|auf|im|von)",
        r"(?:zuerst|ursprünglich) (?:erschienen|veröffentlicht) (?:beim?|in(?-i: der)?|auf|im|von)",
        r"(?:publiée?|parue?|diffusée?) (?:à l[’']origine|initialement|d[’']abord|pour la première fois) (?:par|sur|dans|en)",
        r"(?:publicad[oa]|apareció|aparecid[oa]) (?:originalmente|originariamente|por primera vez|primero|pela primeira vez)"
        r" (?:en|por|em|no|na|pelo|pela)(?-i: (?:el|la)\b)?",
        r"(?:pubblicat[oa]|appars[oa]|uscit[oa]) (?:originariamente|originalmente|inizialmente|per la prima volta)"
        r" (?:su|da|in|sul|dal|dalla)",
        r"(?:eerder|oorspronkelijk|eerst) (?:verschenen|gepubliceerd) (?:in|op|bij|door)",
        r"verscheen (?:eerder|oorspronkelijk|eerst) (?:in|op|bij)",
        r"(?:först|først|opprinnelig|oprindeligt|ursprungligen) (?:publicerad|publicerades|publisert|publiceret|bragt) (?:i|av|af|på|hos)",
    )
)
_AGAIN = "|".join(
    (
        r"(?:republished|reprinted|reproduced|syndicated|reposted|published) (?:here )?"
        r"(?:with (?:the )?(?:kind )?permission (?:from|of|by)|from)",
        r"(?:(?:republished|reprinted|published) )?courtesy of",
        r"with (?:the )?(?:kind )?permission (?:from|of)",
        r"mit freundlicher genehmigung (?:von|der|des)",
        r"avec l[’']aimable autorisation (?:de|du)",
    )
)
ORIGIN = re.compile(rf"(?i:(?:{_THIS}.{{0,60}}?)?\b(?:{_FIRST}) ){_WHO}{_END}")
ORIGIN_GERMAN = re.compile(rf"(?i:{_THIS}.{{0,40}}?\bzuerst (?:beim?|in(?-i: der)?|auf|im) ){_WHO}(?= (?:erschienen|veröffentlicht)\b)")
ORIGIN_POST = re.compile(rf"The post .{{1,200}}? (?:appeared first|first appeared) on {_WHO}{_END}")
REPUBLISHED = re.compile(rf"(?i:(?:{_THIS}.{{0,60}}?)?\b(?:{_AGAIN}) ){_WHO}{_END}")
PASSED_ON = re.compile(rf"(?i:\b(?:republished|reprinted|passed on|distributed|syndicated) by ){_WHO}{_END}")
VIA = re.compile(r"(?:(?P<who>[^,;()|]{2,50}?) )?[Vv]ia (?P<by>[^,;()|]{2,50}?)[. ]*")
COPYRIGHT = re.compile(
    r"(?i:(?:©|\(c\)|copyright) ?(?:©|\(c\)|:)? ?(?:\d{4}(?: ?[-–] ?\d{2,4})?)?,? ?(?:by )?)(?P<who>[^.|,;\d][^|,;]{1,60}?)"
    r"(?=\.? (?i:all|alle|tous|todos|tutti)\b|[.|,;]| \d{4}|$)"
)
SOURCE = re.compile(
    r"(?i:sources?|story source|quellen?|fonte|fonti|fontes|fuentes?|bron|bronnen|källa|källor|kilder?|kaynak|источник|джерело|źródło"
    r"|źródła|zdroj|zdroje|forrás|sursa|πηγή|sumber|nguồn|المصدر|מקור|出典|来源|來源|출처|lähde|izvor|vir|font|šaltinis|allikas|avots)"
    r" ?[:：] ?(?P<who>\S.{0,80}?)[. ]*"
)
WITH = re.compile(
    r"(?i:(?:text |story )?(?:with|mit|avec|con|com|met|med|z|ze|s) (?:(?:additional )?(?:agency )?"
    r"(?:inputs?|reporting|reports?|files?|material(?:ien)?|informaciones|información|informações|informazioni|informations|informatie"
    r"|contributions?|oplysninger) )?"
    r"(?:(?:from|by|of|von|der|de la|de|da|do|di|della|van|fra|från) |de l[’'])?)(?P<who>[^;|]{2,60}?)[. ]*"
)
CONTRIBUTED = re.compile(
    r"(?P<who>[A-ZÀ-Ý].{1,150}?) (?:also )?contributed (?:reporting )?(?:to|for) (?:this|the) (?:report|story|article|piece)\b.{0,20}"
)
AGENCIES = re.compile(
    r"(?i)(?:(?:with|from|mit|avec|con|com|met) )?(?:(?:news )?agenc(?:y|ies)(?: inputs?| reports?)?|(?:nachrichten)?agentur(?:en|material)"
    r"|agencias|agências|agences|agenzie|agentschappen|telegrambureauer|агентства)"
)
PICTURE = re.compile(
    r"(?i)\b(?:photos?|fotos?|images?|bild(?:er)?|pictures?|getty|videos?|screenshot|illustration|imago|graphics?|grafik|handout"
    r"|pool|shutterstock)\b"
)
DOMAIN = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]{1,40}\.){1,3}[a-z]{2,10}")
NO_OUTLET = re.compile(
    r"(?i)(?:own|eigene|company|data|authors?|staff|various|n/a|unknown|the author|wikipedia|google|internet|twitter|facebook"
    r"|update|archive)\b"
)
STAFF = re.compile(r"(?i)\(?(?:additional )?(?:reporting|writing|report|editing) (?:and \w+ )?by ")
# Without one of these, and without an agency, no line is a credit line: a label, a host, signs around it or before it, a phrase.
HOST, OPENING = re.compile(r"\.[a-z]"), frozenset("-–—―([（【*_")
LABEL, NAME = 24, 80  # letters that a label, and a host that stands alone, take at most
HINTS = Phrases(
    [
        "copyright", "agen[czt]", "агентства", "telegrambureauer", "d[’']abord ",
        *(rf"\b{begun} " for begun in ("via", "contributed", "report(ing)? (and .{1,40} )?by", "writing (and .{1,40} )?by", "origine",
        "editing (and .{1,40} )?by", "permission", "published", "republished", "reprinted", "reproduced", "syndicated", "reposted",
        "courtesy of", "genehmigung", "autorisation")),
        *(rf"\b{word} " for word in ("originally", "first", "initially", "previously", "zuerst", "ursprünglich", "erstmals", "initialement",
        "première fois", "originalmente", "originariamente", "primera vez", "primero", "primeira vez", "inizialmente", "prima volta",
        "eerder", "oorspronkelijk", "eerst", "först", "først", "opprinnelig", "oprindeligt", "ursprungligen")),
    ]
)  # fmt: skip


def marked(line: str) -> bool:
    """Does it hold such signs? Looked for one by one, in a fifth of the time of a pattern."""
    start = line.lstrip()[:LABEL]
    labelled = ":" in start or "：" in start or "©" in line or "(C)" in line or "(c)" in line
    return labelled or start[:1] in OPENING or (len(line) <= NAME and "." in line and HOST.search(line) is not None)
