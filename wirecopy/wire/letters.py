"""What does a text say, whatever its blanks, its signs and its case?"""

from __future__ import annotations

import re
from collections.abc import Sequence

LETTERS, LETTERS_IN_LINE = re.compile(r"[\W_]+"), re.compile(r"(?:[^\w\n]|_)+")
SIGN = re.compile(r"[^\w\n]")
ASCII_LOWER = bytes.maketrans(bytes(range(65, 91)), bytes(range(97, 123)))
ASCII_OTHERS = bytes(n for n in range(128) if not chr(n).isalnum())
ASCII_OTHERS_IN_LINE = ASCII_OTHERS.replace(b"\n", b"")
# Signs of scripts that say as much in a third of the letters of an alphabet.
WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]")
FEW = 40  # different signs in a text that are taken out one by one; a page has a dozen


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    few = text.encode("utf-8", "surrogatepass").translate(ASCII_LOWER, ASCII_OTHERS)
    if few.isascii():
        return few.decode("ascii")
    rest = few.decode("utf-8", "surrogatepass")
    return (rest if rest.isalnum() else without_signs(rest, LETTERS)).lower()


def all_letters(texts: Sequence[str]) -> list[str]:
    """The same of many texts of one line, at the price of a few."""
    few = "\n".join(texts).encode("utf-8", "surrogatepass").translate(ASCII_LOWER, ASCII_OTHERS_IN_LINE)
    whole = few.decode("utf-8", "surrogatepass")
    return (whole if few.isascii() else without_signs(whole, LETTERS_IN_LINE).lower()).split("\n")


def without_signs(text: str, signs: re.Pattern[str]) -> str:
    odd = set(SIGN.findall(text))
    if len(odd) > FEW:
        return signs.sub("", text)
    for sign in odd:  # each in a hundredth of the time that the pattern takes
        text = text.replace(sign, "")
    return text


def size_of(text: str) -> int:
    """How long a text is, in letters of an alphabet."""
    return len(text) + 2 * len(WIDE.findall(text))
