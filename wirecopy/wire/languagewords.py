"""Which language do the commonest words of a text speak for? Enough to confirm what a page declares; any doubt is left to the model."""

from __future__ import annotations

import re
from collections import Counter

SHARE, RIVAL = 0.2, 0.6  # of the words that must be the language's own, and the most that another may have of their number
LEAST = 12  # words
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = {"ja": "\u3041-\u30ff", "ko": "\uac00-\ud7a3", "el": "\u0370-\u03ff", "he": "\u05d0-\u05ea", "th": "\u0e01-\u0e3a"}
_OF_SCRIPT = {language: re.compile(f"[{signs}]") for language, signs in _SCRIPTS.items()}
_LISTED = """
en the of and to in a is that for on was with as it by at from has have be are said his he this an which were they who not will their but
de der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei
fr le la les de des du et en un une est dans que pour qui sur au par pas plus avec il ce sont aux été son se ne cette a ont sa
es el la los las de del y en que un una por con para se su es al lo como más no fue ha sus este esta entre sobre han
pt o a os as de do da dos das e em que um uma para com não no na por se mais foi como ao ou sua pelo pela é são nos
it il la di e che in un una del della per con non è si da le i gli dei nel alla al sono ha anche come più dal questo lo
nl de het een en van in is dat op te zijn met voor niet aan er om ook als die bij naar door uit maar hij heeft wordt worden
sv och i att det som en på är av för med den till inte har de om ett han men var vid sig från kan så efter under
da og i at det som en på er af for med den til ikke har de om et han men var ved sig fra kan så efter der blev
no og i at det som en på er av for med den til ikke har de om et han men var ved seg fra kan så etter der ble
fi ja on ei että se oli hän mutta kun joka myös ovat sen mukaan kuin jos tai ole vain olla niin hänen
pl i w na z do się że nie to jest o od po jak za przez ale dla co czy był są oraz tym jego tego który
cs a v na se je že s z do o to i pro by za jako po ale který podle jsou jeho už ve bylo jsem
hu a az és hogy nem is egy ez meg volt el már mint csak van de ha még azt után lehet
ro și în de la a cu pe o din că nu care pentru mai este un fost sunt prin ce ca au
tr ve bir bu da de için ile olarak çok daha olan gibi sonra kadar ancak olduğu ise göre
id yang dan di ini itu dengan untuk dari pada dalam tidak akan juga adalah oleh ke sebagai telah bisa
ru и в на не что с по как из к за от для это о его а но у был также при они уже
uk і в на не що з та у за до як від для про це його але які також цього був під
bg и в на да не се за от с по като са че до това към при след ще беше със
ar في من على أن إلى التي عن مع هذا هذه بعد ما الذي لا كان بين كما خلال قبل
fa و در به از که این را با است برای آن یک می تا بر های شد خود شده
vi của và là các có trong được cho không với một người đã những này khi để đến
"""
_OWN: dict[str, list[str]] = {}
for _row in _LISTED.strip().splitlines():
    _language, *_words = _row.split()
    for _word in _words:
        _OWN.setdefault(_word, []).append(_language)


def is_common(word: str, language: str) -> bool:
    """Is it one of the commonest words of a language?"""
    return language in _OWN.get(word, ())


def confirms(text: str, said: str, close: frozenset[str]) -> bool:
    """Is `text` plainly in the language `said`? Languages in `close` are no rivals of it."""
    if said in _OF_SCRIPT:
        return len(_OF_SCRIPT[said].findall(text)) > SHARE * len(text)
    words = _WORD.findall(text.lower())
    votes = Counter(language for word in words for language in _OWN.get(word, ()))
    rival = max((count for language, count in votes.items() if language != said and language not in close), default=0)
    return len(words) >= LEAST and votes[said] >= SHARE * len(words) and rival <= RIVAL * votes[said]
