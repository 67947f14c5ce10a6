"""Which characters are these bytes?"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
HEAD, PIECE = 4096, 1 << 15
# What browsers read these names as (WHATWG Encoding Standard): the larger encoding that the smaller name stands for.
WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
         "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874", "big5": "big5hkscs"}  # fmt: skip
UNPRINTED = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])


def utf8(page: bytes | str, header: str | None = None) -> bytes:
    """A page, as received or as text, in UTF-8: most are, and cost no more than a look through. `header`: as for `text`.

    Only NUL is dropped here; other control characters are dropped from what is read.
    """
    if isinstance(page, bytes):
        if is_utf8(page):
            return page.removeprefix(codecs.BOM_UTF8).replace(b"\x00", b"")
        page = text(page, header)
    return page.encode("utf-8", "ignore").replace(b"\x00", b"")


def is_utf8(page: bytes) -> bool:
    """Looked at in pieces that a processor keeps at hand: half the time of the whole."""
    seen = memoryview(page)
    at = 0
    with suppress(UnicodeDecodeError):
        while at < len(page):
            at += codecs.utf_8_decode(seen[at : at + PIECE], "strict", at + PIECE >= len(page))[1]
        return True
    return False


def text(page: bytes, header: str | None = None) -> str:
    """The text of a page as received. `header`: the charset of the Content-Type header, where there was one. Never fails.

    A byte order mark wins, then valid UTF-8 whatever the page calls itself (text in another encoding is hardly ever valid UTF-8),
    then the header, the page's own <meta>, and a guess by the bytes. An encoding under which more than one character in a thousand is
    broken is taken for a lie, as long as another one does better. NUL and other control characters are dropped.
    """
    for mark, standard in BOMS:
        if page.startswith(mark):
            return printed(page[len(mark) :].decode(standard, "replace"))
    with suppress(UnicodeDecodeError):
        decoded = page.decode("utf-8")
        return decoded if len(page.translate(None, CONTROLS)) == len(page) else printed(decoded)
    meta = META.search(page, 0, HEAD)
    # A page cut off or glued together from parts is UTF-8 with few broken places.
    claims = [name for name in (header, meta[1].decode("ascii") if meta else None) if name] + ["utf-8"]
    best, fewest = "", len(page) + 1
    for name in (*claims, None):
        encoding = known(name) if name else known(guess(page)) or "cp1252"
        if encoding is None:
            continue
        decoded = page.decode(encoding, "replace")
        broken = decoded.count("\ufffd")
        if broken * 1000 <= len(decoded):
            return printed(decoded)
        if broken < fewest:
            best, fewest = decoded, broken
    return printed(best)


def known(name: str | None) -> str | None:
    """Python's name of a text encoding, widened as browsers do; None for a name that is none."""
    try:
        found = codecs.lookup((name or "").strip().strip("\"'"))
    except (LookupError, ValueError, UnicodeError):
        return None
    if not found._is_text_encoding or found.name in ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7"):
        return None
    return WIDER.get(found.name, found.name)


def guess(page: bytes) -> str | None:
    from resiliparse.parse.encoding import detect_encoding

    found: str | None = detect_encoding(page[:65536], from_html_meta=False)
    return found


def printed(decoded: str) -> str:
    return UNPRINTED.sub("", decoded)
