"""What does a text say, whatever its blanks, its signs and its case?"""

from __future__ import annotations

import re
from collections.abc import Sequence

LETTERS, LETTERS_IN_LINE = re.compile(r"[\W_]+"), re.compile(r"(?:[^\w\n]|_)+")
# U+2000 to U+203F: quotation marks, dashes, spaces; and the signs, no letters or numbers, of U+0080 to U+00BF.
PUNCTUATION = re.compile(rb"(?:\xe2\x80.|\xc2[^\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe])+", re.S)
ASCII_LOWER = bytes.maketrans(bytes(range(65, 91)), bytes(range(97, 123)))
ASCII_OTHERS = bytes(n for n in range(128) if not chr(n).isalnum())
ASCII_OTHERS_IN_LINE = ASCII_OTHERS.replace(b"\n", b"")


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    few = text.encode("utf-8", "surrogatepass").translate(ASCII_LOWER, ASCII_OTHERS)
    if few.isascii():
        return few.decode("ascii")
    rest = PUNCTUATION.sub(b"", few).decode("utf-8", "surrogatepass")
    return (rest if rest.isalnum() else LETTERS.sub("", rest)).lower()


def all_letters(texts: Sequence[str]) -> list[str]:
    """The same of many texts of one line, at the price of a few."""
    few = "\n".join(texts).encode("utf-8", "surrogatepass").translate(ASCII_LOWER, ASCII_OTHERS_IN_LINE)
    whole = PUNCTUATION.sub(b"", few).decode("utf-8", "surrogatepass")
    if not few.isascii():
        whole = (whole if whole.replace("\n", "").isalnum() else LETTERS_IN_LINE.sub("", whole)).lower()
    return whole.split("\n")
