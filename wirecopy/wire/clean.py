"""What of this may stand on a page of ours? Safe HTML, plain text, safe characters."""

from __future__ import annotations

import html as entities
import re
import unicodedata

from wirecopy.wire import links

TAGS = {"p", "br", "a", "b", "strong", "i", "em", "u", "s", "sub", "sup", "q", "cite", "abbr", "mark", "small", "code", "del", "ins",
        "time", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "h2", "h3", "h4", "h5", "h6", "hr", "pre",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "ruby", "rt", "rp", "bdi", "wbr"}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "ol": {"start"}, "time": {"datetime"},
              "abbr": {"title"}, "*": {"lang", "dir"}}  # fmt: skip
# These go with all that is in them; of any other tag only the mark goes.
WHOLE = {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "form", "button", "select", "textarea"}
LARGEST, DEEPEST, MOST_ENTITIES = 256_000, 400, 20_000
# Controls, soft hyphens, invisible marks, and marks that turn the direction of what follows (Unicode TR 36, 2.10). The joiners
# U+200C and U+200D are letters of Persian and Indic words, so they stay between two letters.
UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
                    "\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]")  # fmt: skip
UNSEEN = ("\u034f", "\u115f", "\u1160")  # what Python calls printable though it is unsafe, with the signs from U+E0000 on
LOOSE_JOINERS = re.compile("(?<![^\\W\\d_\x00-\u024f\u0300-\u036f])[\u200c\u200d]|[\u200c\u200d](?![^\\W\\d_\x00-\u024f])")
# Marks as our own reading writes them: inline, without attributes but the address of a link, everything escaped.
SIMPLE = re.compile(
    r"<(/?)(a|b|strong|i|em|u|s|sub|sup|q|cite|abbr|mark|small|code|del|ins|time|br)"
    r"(?: href=\"([^\"<>&\xa0]*(?:&amp;[^\"<>&\xa0]*)*)\")?>"
)
LOOSE = re.compile(r"&(?!(?:amp|lt|gt);)|[\r\x00]")
MOST_OPEN = 20


def plain(text: str) -> str:
    """Safe characters only, in normal form C, every run of blanks one space."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    found = safe(text)
    return " ".join(found.split()) if "  " in found else found.strip()


def plain_lines(texts: list[str]) -> list[str]:
    """The same of many texts of one line, whose blanks are one space each: looked at together, at the price of a few."""
    whole = "".join(texts)
    if whole.isprintable():
        if whole.isascii():
            return texts
        if not unseen(whole):
            return unicodedata.normalize("NFC", "\n".join(texts)).split("\n")
    return [plain(text) for text in texts]


def safe(text: str) -> str:
    """`text` without controls, direction overrides, invisible characters and lone surrogates; its blanks stay as they are."""
    if text.isprintable():  # no more is unsafe then but UNSEEN, and looked at in a fifth of the time
        if text.isascii():
            return text
        if not unseen(text):
            return unicodedata.normalize("NFC", text)
    text = UNSAFE.sub(lambda m: " " if m[0] in "\u2028\u2029\x85" else "", text)
    if "\u200c" in text or "\u200d" in text:
        text = LOOSE_JOINERS.sub("", text)
    return unicodedata.normalize("NFC", text)


def unseen(text: str) -> bool:
    """Has printable text one of UNSEEN, or a sign from U+E0000 on, which begins with F3 in UTF-8?"""
    return any(map(text.__contains__, UNSEEN)) or 0xF3 in text.encode()


def html(fragment: str, base: str | None = None) -> str:
    """`fragment` with the tags, attributes and http(s) addresses of a news text only; relative addresses are made absolute against `base`.

    What is larger, deeper or fuller of character references than any news text comes back as escaped text of bounded size.
    """
    if len(fragment) > LARGEST or fragment.count("&") > MOST_ENTITIES or (fragment.count("<") > 2 * DEEPEST and depth(fragment) > DEEPEST):
        return entities.escape(plain(re.sub(r"<[^<>]{0,2000}>", " ", fragment[:LARGEST])), quote=False)

    fragment = safe(fragment)  # first of all: a mark in normal form may be none
    known = simple(fragment, base)
    if known is not None:
        return known
    import nh3

    def kept(tag: str, name: str, value: str) -> str | None:
        return links.canonical(value, base) if name == "href" else value

    cleaned: str = nh3.clean(
        fragment, tags=TAGS, clean_content_tags=WHOLE, attributes=ATTRIBUTES, attribute_filter=kept, strip_comments=True,
        link_rel="nofollow noopener", url_schemes={"http", "https"}, generic_attribute_prefixes=set(),
    )  # fmt: skip
    return cleaned.strip()


def simple(fragment: str, base: str | None) -> str | None:
    """The same for a fragment of inline marks that are well nested, with none of their edges in doubt; None where a parser must look."""
    if LOOSE.search(fragment):
        return None
    made: list[str] = []
    open_now: list[str] = []
    at = 0
    for mark in SIMPLE.finditer(fragment):
        text, (end, tag, href) = fragment[at : mark.start()], mark.groups()
        at = mark.end()
        if "<" in text or ">" in text or (href is not None and (end or tag != "a")):
            return None
        made.append(text)
        if tag == "br":
            if end:
                return None
            made.append("<br>")
        elif end:
            if not open_now or open_now.pop() != tag:
                return None
            made.append(f"</{tag}>")
        else:
            if tag in open_now or len(open_now) > MOST_OPEN:
                return None
            open_now.append(tag)
            made.append(anchor(href, base) if tag == "a" else f"<{tag}>")
    rest = fragment[at:]
    if "<" in rest or ">" in rest:
        return None
    made += [rest, *(f"</{tag}>" for tag in reversed(open_now))]
    return "".join(made).replace("\xa0", "&nbsp;").strip()


def anchor(href: str | None, base: str | None) -> str:
    address = links.canonical(href.replace("&amp;", "&"), base) if href else None
    given = f' href="{entities.escape(address, quote=False)}"' if address else ""
    return f'<a{given} rel="nofollow noopener">'


def depth(fragment: str) -> int:
    """An upper bound of the nesting: the most tags open at once if no end tag were implied."""
    open_now = deepest = 0
    for mark in re.finditer(r"<(/?)[a-zA-Z]", fragment):
        open_now += -1 if mark[1] else 1
        deepest = max(deepest, open_now)
    return deepest
