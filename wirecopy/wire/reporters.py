"""Who reports, as a text opens in the manner of East Asian agencies: "（記者林小美／台北報導）", "(서울=통신) 김하나 기자 ="?"""

from __future__ import annotations

import re

OPENING = 60  # letters of a text in which it stands
CHINESE = re.compile(
    r"(?:[记記]者|特[约約]通[讯訊][员員])[:：\s]{0,2}(?P<names>[\u4e00-\u9fff·、，,\s]{2,24}?)\s?(?:[／/）)〕】]|[报報]|[电電]|综合|綜合|$)"
)
KOREAN = re.compile(r"[)\]〉]\s{0,2}(?P<names>[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,3})\s(?:기자|특파원)\s?=")
LABELLED = re.compile(r"(?:[记記]者|作者|撰文|撰稿)\s?[:：]\s?(?P<names>[\u4e00-\u9fff·、，,\s]{2,24}?)(?=\s+\S{1,4}[:：]|\s*$)")
PARTING = re.compile(r"[、，,·\s]+")
BRACKET = re.compile(r"[(（〔【\[]|^[记記]者")


def reporters(text: str) -> tuple[str, ...]:
    """Their names; none where the text opens otherwise."""
    opening = text[:OPENING]
    found = KOREAN.search(opening)
    if found is None and BRACKET.search(opening[:20]):
        found = CHINESE.search(opening)
    return names_of(found)


def labelled(text: str) -> tuple[str, ...]:
    """The names behind a label amid a line of such: "2031年06月18日 来源：日报 作者：陶思源 杨立群 点击："."""
    return names_of(LABELLED.search(text)) if "：" in text or ":" in text else ()


def names_of(found: re.Match[str] | None) -> tuple[str, ...]:
    names = [name for name in PARTING.split(found["names"]) if name] if found else []
    return tuple(names) if all(2 <= len(name) <= 4 for name in names) else ()
