"""How does a text fall into words, whatever its script?"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

KEPT_ACCENTS = (7, 8, 9)  # combining classes that tell letters apart: nukta, kana voicing, virama; the others are accents and go
# Scripts without spaces: Thai, Lao, Myanmar, Khmer, Kana, Han. A word of them is a run of signs.
DENSE = "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"


def _marks() -> str:
    """Letters of many scripts carry marks that a regular expression does not count as letters; as a class of ranges."""
    codes = [code for code in range(0x300, 0x20000) if unicodedata.category(chr(code))[0] == "M"]
    starts = [code for before, code in zip([0, *codes], codes, strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], sys.maxunicode], strict=True) if after != code + 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


_WORD = re.compile(rf"[{DENSE}]+|(?:[^\W_{DENSE}]|[{_marks()}])+")
_SPACED = re.compile(r"[^\W_]+")  # a word where no sign of those stands
_SIGN = re.compile(f"[{DENSE}{_marks()}]")
_DENSE = re.compile(f"[{DENSE}]")


def plainly(text: str) -> str:
    """Without accents, compatibility forms and what cannot be seen."""
    if text.isascii():
        return text
    parts = text if unicodedata.is_normalized("NFKD", text) else unicodedata.normalize("NFKD", text)
    gone = {ord(char): None for char in set(parts) if _goes(char)}
    return unicodedata.normalize("NFC", parts.translate(gone) if gone else parts)


def is_dense(text: str) -> bool:
    """Does it hold signs of a script without spaces?"""
    return not text.isascii() and _DENSE.search(text) is not None


def wording(plain: str) -> re.Pattern[str]:
    """What finds the words of a plain text."""
    return _WORD if not plain.isascii() and any(map(_sign, set(plain))) else _SPACED


@lru_cache(maxsize=1 << 13)
def _goes(char: str) -> bool:
    return unicodedata.combining(char) not in (0, *KEPT_ACCENTS) or unicodedata.category(char) == "Cf"


@lru_cache(maxsize=1 << 13)
def _sign(char: str) -> bool:
    return _SIGN.match(char) is not None
