"""Does a line ask for leave to store cookies and to watch the reader?"""

from __future__ import annotations

import re

# One of these in any letters' case, before anything is looked at closely.
SIGNS = (
    "ookie", "onsent", "racking", "inwillig", "ustimm", "onsenso", "uthorization", "evázan", "amtyk", "amtyck", "oestem", "raceur", "zgod",
)  # fmt: skip
WORDS = re.compile(
    r"(cookie)|(tracking|traceur|nachverfolg)|(consent|einwillig|zustimm|samtyk|samtyck|toestemming|souhlas|zgod[aęy]\b|consenso)|"
    r"(privacy|datenschutz|privatsphäre|vie privée|privacidad|personuppgift|persoonsgegevens)|(personali[sz]|personnalis)|"
    r"(device|gerät|endgerät|appareil|dispositivo|apparaat|enhet|urządzeni|zařízení)|(partner|third part|dritt|"
    r"socios|fornitori|vendors)|(advertis|werbung|anzeige|publici[td]|pubblicit|reclame|annons|reklam)|(identif|kennung|"
    r"ip-adress|ip address)|(legitimate interest|berechtigte[sn]? interesse|intérêt légitime|interés legítimo)",
    re.I,
)
ENOUGH = 3  # different groups


def may_ask(text: str) -> bool:
    """Does it hold one of the signs? Asked of a whole page first, for most have none."""
    return any(map(text.__contains__, SIGNS))


def asks_leave(text: str) -> bool:
    """Only a line that says several of the things that such pleas are made of; news about cookies seldom does in one paragraph."""
    return may_ask(text) and len({match.lastindex for match in WORDS.finditer(text)}) >= ENOUGH
