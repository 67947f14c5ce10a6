"""Can these bytes be read as a document, safely? Their characters, the gate before the parser, and the mending of what is broken."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html.entities import html5
from xml.parsers import expat

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire import decode as characters
from wirecopy.wire.gate import Unreadable, admitted
from wirecopy.wire.listing import NotAFeed

MOST_BYTES = 32 << 20
MOST_DEPTH = 200
MOST_ATTRIBUTES = 300

_DECLARED = re.compile(rb"""<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:-]{1,40})""")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def charset_of(content_type: str) -> str | None:
    found = _IN_HEADER.search(content_type[:400])
    return found[1] if found else None


def decode(body: bytes, charset: str | None = None) -> str:
    """The text of a feed. A mark comes first, then valid UTF-8 against every label, then `charset`, then what the document says."""
    for codec in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"):  # without a mark they show in the NULs around the first sign
        if body.startswith(tuple(sign.encode(codec) for sign in "<{[\n ")):
            return body.decode(codec, "replace")
    if body.startswith(_WIDE_MARKS):
        return characters.text(body)
    loose = body.decode("utf-8", "replace")
    bad = loose.count("\ufffd")
    if not bad or len(loose) - len(loose.encode("ascii", "ignore")) > 3 * bad:  # UTF-8, perhaps with a few spoilt places
        return loose
    declared = _DECLARED.search(body, 0, 2000)
    return characters.text(body, charset if characters.known(charset) or not declared else declared[1].decode("ascii"))


@dataclass(frozen=True, slots=True)
class Document:
    root: etree._Element
    cut: bool = False  # the text ends before the root does
    unfinished: bool = False  # and in the middle of its last line
    problem: str = ""


class _Refused(Exception):
    """Raised out of the gate's handlers, and caught by the gate."""


ROOTS = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(rss|feed|rdf|urlset|sitemapindex|channel)(?=[\s/>])", re.IGNORECASE)
LINES = ("item", "entry", "url>", "sitemap>")
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def document(text: str, roots: re.Pattern[str] = ROOTS) -> Document | NotAFeed:
    """The parsed document: through the gate as it is, else mended and through it again, else what libxml2 can recover of it."""
    start = roots.search(text)
    if not start:
        return NotAFeed("unknown", "The document is neither a feed nor a sitemap.")
    ending = text.rfind("</" + start[0][1:])
    cut = ending < 0 and not re.match(r"[^<>]*/>", text[start.end() : start.end() + 1000])
    verdict = gate(text)
    if isinstance(verdict, NotAFeed):
        return verdict
    problem = ""
    if verdict != "sound":
        text = mend(text[start.start() :] if ending < 0 else text[start.start() : (text.find(">", ending) + 1) or len(text)])
        second = gate(text)
        if isinstance(second, NotAFeed):
            return second
        if verdict == "broken":
            problem = "The document was cut short." if cut else "The document was not well-formed; it was mended."
    root = parsed(text)
    if root is None:
        return NotAFeed("broken", "The document is so broken that nothing in it could be read.")
    unfinished = cut and any(text.rfind("<" + line) > text.rfind("</" + line) for line in LINES)
    return Document(root, cut, unfinished, problem)


def gate(text: str) -> str | NotAFeed:
    """What is made to harm a parser is refused; else "sound", "broken", or "doctype" for one to be taken off first. Linear."""
    data = text.encode("utf-8", "replace")
    if len(data) > MOST_BYTES:
        return NotAFeed("too_big", "The document is larger than 32 MB.")
    parser = expat.ParserCreate("utf-8")
    parser.ordered_attributes = True
    depth = 0
    doctype = False

    def start(_: str, attributes: list[str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise _Refused("its elements are nested too deeply")
        if len(attributes) > 2 * MOST_ATTRIBUTES:
            raise _Refused("an element has too many attributes")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def entity(_: str, parameter: int, value: str | None, *__: object) -> None:
        if parameter or value is None or "&" in value or len(value) > 64:
            raise _Refused("it declares entities that are more than a sign")

    def doctype_seen(*_: object) -> None:
        nonlocal doctype
        doctype = True

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = entity
    parser.StartDoctypeDeclHandler = doctype_seen
    try:
        parser.Parse(data, True)
    except _Refused as refusal:
        return NotAFeed("refused", f"The document was refused: {refusal}.")
    except expat.ExpatError:
        return "broken"
    return "doctype" if doctype else "sound"


_SPECIAL = re.compile(r"<!\[CDATA\[|<!--|<!DOCTYPE|<\?", re.IGNORECASE)
_CLOSE = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME = r"(#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]{1,31});"
_AMPERSAND = re.compile(rf"&(?!{_NAME})")
_REFERENCE = re.compile(rf"&(?!(?:amp|lt|gt|quot|apos);){_NAME}")
_SUBSET_END = re.compile(r"\]\s*>")
_BARE = re.compile(r"<(?![A-Za-z_/])")


def mend(text: str) -> str:
    """`text` without DOCTYPE, instructions, comments and illegal signs; HTML references as characters, bare signs escaped. Linear."""
    text = _ILLEGAL.sub("", text)
    kept: list[str] = []
    at = 0
    while special := _SPECIAL.search(text, at):
        kept.append(_mended(text[at : special.start()]))
        opening = special[0].upper()
        if opening == "<!DOCTYPE":
            at = _after_doctype(text, special.end())
            continue
        close = text.find(_CLOSE[opening], special.end())
        at = len(text) if close < 0 else close + len(_CLOSE[opening])
        if opening == "<![CDATA[":  # one that nothing closes holds the rest: the text was cut
            kept.append(text[special.start() : at] + ("]]>" if close < 0 else ""))
    kept.append(_mended(text[at:]))
    return "".join(kept)


def _after_doctype(text: str, at: int) -> int:
    end = text.find(">", at)
    if end < 0:
        return len(text)
    bracket = text.find("[", at, end)
    if bracket < 0:
        return end + 1
    inner = _SUBSET_END.search(text, bracket)
    return inner.end() if inner else len(text)


def _mended(chunk: str) -> str:
    return _BARE.sub("&lt;", _REFERENCE.sub(_meant, _AMPERSAND.sub("&amp;", chunk)))


def _meant(reference: re.Match[str]) -> str:
    """The signs that a reference stands for, as XML may hold them; what it does not know stays as text."""
    name = reference[1]
    if name[0] == "#":
        digits, radix = (name[2:], 16) if name[1] in "xX" else (name[1:], 10)
        code = int(digits, radix) if len(digits) <= 9 else 0
        legal = code <= 0x10FFFF and code >= 9 and not _ILLEGAL.match(chr(code))
        return f"&#{code};" if legal else ""
    sign = html5.get(name + ";")
    return f"&amp;{name};" if sign is None else sign.replace("&", "&amp;").replace("<", "&lt;")


def parsed(text: str) -> etree._Element | None:
    """The root that libxml2 makes of text that went through the gate; it loads nothing, expands nothing, and recovers what it can."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None
    return root


def page(html: bytes, charset: str | None = None) -> LexborHTMLParser | None:
    """The tree of an HTML page; None for one that is too large or too deep to be a page for people."""
    try:
        return LexborHTMLParser(admitted(characters.text(html, charset)))
    except Unreadable:
        return None
