"""By which words does a text speak to its reader, and by which does it praise? In the languages of the press, each by its own."""

from __future__ import annotations

import re

# What is said to the reader. A word that also means something else stands with what makes it plain.
_TO_THE_READER = {
    "en": (
        r"\b(?:you|your|yours|yourself|you’re|you’ll|you've|you’ve)\b",
        r"(?:(?<=[.!?:] )|^)(?:please )?(?:visit|join|call|contact|follow|e-?mail|meet|support)\s(?:us|our|the team|now|today)\b",
        r"(?:(?<=[.!?:] )|^)(?:please )?(?:click (?:here|on|the)|sign up|don[’']t miss|save the date|hurry|get yours|come (?:and|along|to)"
        r"|(?:register|book|order|buy|donate|apply|subscribe)\s(?:now|here|online|today|early|at|by|for|tickets|a seat|before))\b",
    ),
    "de": (  # "Sie" after a verb that asks, and what cannot mean "she" or "they"
        r"\b(?:du|dich|dir|dein|deine|deinen|deinem|deiner|euch|eure|eurem|euren)\b",
        r"(?-i:(?<=\w )(?:Ihnen|Ihr|Ihre|Ihrem|Ihren|Ihrer|Ihres)\b)",
        r"(?-i:\b[A-ZÄÖÜ][a-zäöüß]+(?:en|ern|eln) Sie\b)|(?-i:\b(?:für|können|möchten|erhalten|finden|wenn|dass|ob) Sie\b)",
    ),
    "fr": (
        r"\b(?:vous|votre|vos)\b",
        r"(?:(?<=[.!?:] )|^)(?:venez|découvrez|réservez|inscrivez|cliquez|appelez|profitez|participez|n[’']attendez)\b",
    ),
    "es": (
        r"\b(?:usted|ustedes|vosotros|contigo)\b|\b(?:te|os|le|les) (?:invitamos|esperamos|ofrecemos)\b",
        r"(?:(?<=[.!?:¡] )|^¡?)(?:visite|visítenos|visita nuestr[ao]|inscríbase|inscríbete|reserve|reserva ya|haga clic|haz clic|llame"
        r"|llámenos|no (?:se|te) (?:lo )?pierda[sn]?|aproveche|descubra)\b",
    ),
    "no": (
        r"\b(?:du|deg|din|ditt|dine|dere)\b",
        r"(?:(?<=[.!?:] )|^)(?:kom og|kom på|meld deg|bestill|klikk|ring oss|besøk oss|besøk vår|følg oss|gå ikke glipp|ta kontakt)\b",
    ),
}
# Words that no news text has; one is enough.
_LOUD = {
    "en": r"world[- ]class|game[- ]chang(?:er|ing)|revolutionary|ground[- ]?breaking|cutting[- ]edge|best[- ]in[- ]class|unparalleled"
    r"|state[- ]of[- ]the[- ]art|unrivall?ed|unmissable|must[- ]see|unforgettable|breathtaking|mind[- ]blowing|next[- ]generation"
    r"|industry[- ]leading|once[- ]in[- ]a[- ]lifetime|one[- ]stop[- ]shop|award[- ]winning|leading (?:provider|supplier|expert)s? of",
    "de": r"weltklasse|bahnbrechend\w*|revolutionär\w*|einzigartig\w*|unvergesslich\w*|einmalige gelegenheit|marktführend\w*"
    r"|führende[rn]? anbieter|spitzenklasse|atemberaubend\w*|innovativste[nrs]?",
    "fr": r"révolutionnaires?|incontournables?|inoubliables?|leader (?:du|sur le|de son) (?:marché|secteur)|sans égal(?:e)?s?"
    r"|à couper le souffle|de classe mondiale|opportunité exceptionnelle",
    "es": r"revolucionari[oa]s?|inolvidables?|imprescindibles?|líder(?:es)? (?:del|en el) (?:sector|mercado)|de clase mundial"
    r"|sin igual|inigualables?|de última generación",
    "no": r"banebrytende|revolusjonerende|uforglemmelig\w*|verdensklasse|ledende leverandør|enestående|unik mulighet",
}
# Words that may be said of something once; three of them are praise.
_WARM = {
    "en": r"excit(?:ed|ing)|thrilled|delighted|proud(?:ly)?|passionate|amazing|incredible|fantastic|stunning|exclusive|unique|innovative"
    r"|premier|outstanding|exceptional|spectacular|luxur(?:y|ious)|perfect|ultimate|fabulous|remarkable"
    r"|the (?:best|finest|greatest|most \w+)",
    "de": r"stolz|begeistert|fantastisch\w*|großartig\w*|exklusiv\w*|innovativ\w*|einmalig\w*|spektakulär\w*|hochwertig\w*|perfekt\w*"
    r"|herausragend\w*|(?:der|die|das|den) (?:beste|schönste|größte)[nrs]?",
    "fr": r"fi(?:er|ère)s?|ravie?s?|passionnée?s?|exclusi(?:f|ve)s?|uniques?|innovante?s?|exceptionnel(?:le)?s?|spectaculaires?"
    r"|magnifiques?|parfaite?s?|(?:le|la|les) meilleure?s?",
    "es": r"orgullos[oa]s?|encantad[oa]s?|exclusiv[oa]s?|únic[oa]s?|innovador(?:a|es|as)?|excepcional(?:es)?|espectacular(?:es)?"
    r"|increíbles?|perfect[oa]s?|(?:el|la|los|las) mejor(?:es)?",
    "no": r"stolte?|begeistret|fantastisk|eksklusiv\w*|unike?|innovativ\w*|spektakulær\w*|utrolige?|perfekte?|fremragende"
    r"|den (?:beste|fineste|største)",
}
# A phrase of these is news, and no praise.
PLAIN = re.compile(
    r"\b(?:award[- ]winning (?:author|film|novel|play)|exclusive (?:economic|right)\w*|the best of (?:three|five|seven)|unique identifier"
    r"|únic[oa] (?:de|que)|perfect (?:score|storm)|the most (?:recent|common|votes))\b",
    re.I,
)
TO_THE_READER = {language: re.compile("|".join(parts), re.I | re.M) for language, parts in _TO_THE_READER.items()}
LOUD, WARM = ({language: re.compile(rf"\b(?:{words})\b", re.I) for language, words in by.items()} for by in (_LOUD, _WARM))
QUOTED = re.compile(r"“[^”“]{1,1500}[”“]|„[^“”]{1,1500}[“”]|«[^»«]{1,1500}»|»[^«»]{1,1500}«|\"[^\"\n]{1,1500}\"|‘[^’\n]{20,600}’(?!\w)")
