"""Who reports, as a text opens in the manner of East Asian agencies: "（記者林小美／台北報導）", "(서울=통신) 김하나 기자 ="?"""

from __future__ import annotations

import re

OPENING = 60  # letters of a text in which it stands
CHINESE = re.compile(
    r"(?:[记記]者|特[约約]通[讯訊][员員])[:：\s]{0,2}(?P<names>[\u4e00-\u9fff·、，,\s]{2,24}?)\s?(?:[／/）)〕】]|[报報]|[电電]|综合|綜合|$)"
)
KOREAN = re.compile(r"[)\]〉]\s{0,2}(?P<names>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,3})\s(?:기자|특파원)\s?=")
PARTING = re.compile(r"[、，,·\s]+")
BRACKET = re.compile(r"[(（〔【\[]")


def reporters(text: str) -> tuple[str, ...]:
    """Their names; none where the text opens otherwise."""
    opening = text[:OPENING]
    found = KOREAN.search(opening)
    if found is None and BRACKET.search(opening[:20]):
        found = CHINESE.search(opening)
    if found is None:
        return ()
    names = [name for name in PARTING.split(found["names"]) if name]
    return tuple(names) if all(2 <= len(name) <= 4 for name in names) else ()
