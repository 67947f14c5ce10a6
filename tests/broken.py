"""Which broken pages must a reader survive? Each is made by code, with the end that it must have.

An end is the name of an error class, NOTHING (no headline and no text), or what must come out in the names of the cases of pages.
"""

from __future__ import annotations

import gzip
import json
import random
import struct
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple

NOTHING = "no headline and no text"
TITLE = "Ferry landing of Harrow Bay is rebuilt"
FIRST = "The council of Harrow Bay voted late on Tuesday to rebuild the old ferry landing, Mayor Ilse Brandt has said."
SECOND = "Nine members were in favour and four against, and work is to begin in April, once the ice has left the harbour."
LAST = "The landing was closed three years ago, after a storm had torn away half of its deck and both of its lamps."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{LAST}</p>"
ARTICLE = f"<article><h1>{TITLE}</h1>{TEXT}</article>"
HEAD = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{TITLE}</title></head><body>"
WHOLE = {"headline": TITLE, "body": f"{FIRST}\n\n{SECOND}\n\n{LAST}"}
SOME = {"headline": TITLE, "body_has": [FIRST]}
MEGABYTE = 1 << 20


class Broken(NamedTuple):
    name: str
    make: Callable[[], bytes | str]
    end: str | dict[str, Any]


def page(inside: str = ARTICLE, head: str = HEAD) -> str:
    return f"{head}{inside}</body></html>"


def framed(before: str = "", after: str = "") -> Callable[[], str]:
    """An article with something broken before it or after it."""
    return lambda: page(before + ARTICLE + after)


def headed(more: str) -> Callable[[], str]:
    return lambda: page(head=HEAD.replace("</head>", f"{more}</head>"))


def told(ld: str) -> Callable[[], str]:
    return headed(f'<script type="application/ld+json">{ld}</script>')


def stamped(value: str) -> Callable[[], str]:
    return told(json.dumps({"@type": "NewsArticle", "headline": TITLE, "datePublished": value}))


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)) + chunk(b"IDAT", noise(20_000))


def pdf() -> bytes:
    objects = b"".join(b"%d 0 obj\n<< /Type /Page /Length 900 >>\nstream\n%s\nendstream\nendobj\n" % (n, noise(900)) for n in range(9))
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + objects + b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"


CUT = [
    Broken("cut in a tag", lambda: page()[:-60] + "<p class", SOME),
    Broken("cut in an attribute", lambda: page().replace("</article>", '<a href="https://post.example/har')[:-14], SOME),
    Broken("cut in a script", lambda: page(ARTICLE + "<script>var a = 'b</p>"), WHOLE),
    Broken("cut in a script over the text", lambda: page("<script>var a = 'b'; " + ARTICLE), {"headline": TITLE, "body": ""}),
    Broken("cut in an entity", lambda: page(ARTICLE[:-19] + "&eac"), SOME),
    Broken("cut in a letter", lambda: page(ARTICLE.replace("both", "løst")).encode()[: page(ARTICLE).index("both") + 2], SOME),
    Broken("cut in the doctype", lambda: "<!doct", NOTHING),
    Broken("cut in the head", lambda: HEAD[:60], NOTHING),
    Broken("a comment left open after the text", framed(after="<!-- the end"), WHOLE),
    Broken("a comment left open before the text", framed(before="<!-- "), {"headline": TITLE, "body": ""}),
    Broken("a style left open after the text", framed(after="<style>p {"), WHOLE),
    Broken("no tag closed", lambda: HEAD + f"<h1>{TITLE}<p>{FIRST}<p>{SECOND}<p>{LAST}", {"body_has": [SECOND, LAST]}),
    Broken("tags closed in the wrong order", lambda: page(f"<article><h1>{TITLE}</h1><b><p>{FIRST}</b></p><i><p>{SECOND}</i><p>{LAST}"),
           SOME),
    Broken("empty", lambda: b"", NOTHING),
    Broken("white space alone", lambda: b" \r\n\t" * 50_000, NOTHING),
    Broken("tags without text", lambda: page("<div><p></p><p> </p></div>", "<html><body>"), NOTHING),
]
MANY = [
    Broken("100,000 nested divs", lambda: page("<div>" * 100_000 + ARTICLE), "TooDeep"),
    Broken("20,000 nested tables", lambda: page("<table><tr><td>" * 20_000 + ARTICLE), "TooDeep"),
    Broken("30,000 nested lists", lambda: page("<ul><li>" * 30_000 + ARTICLE), "TooDeep"),
    Broken("1,000 nested quotes", lambda: page("<blockquote>" * 1000 + ARTICLE), {"body_has": [FIRST]}),
    Broken("3,000 nested spans", lambda: page(f"<article><h1>{TITLE}</h1>{'<span>' * 3000}{TEXT}"), {"headline": TITLE}),
    Broken("50,000 attributes", lambda: page(f"<div {' '.join(f'a{n}=1' for n in range(50_000))}>{ARTICLE}</div>"), WHOLE),
    Broken("one attribute of a megabyte", lambda: page(f'<div title="{"x" * MEGABYTE}">{ARTICLE}</div>'), WHOLE),
    Broken("1,000 h1", framed(after="".join(f"<h1>Weather {n}</h1>" for n in range(1000))), SOME),
    Broken("100,000 links", framed(after='<a href="/x">x</a>' * 100_000), "TooDeep"),
    Broken("9,000 links", framed(after='<p><a href="/x">Tides and winds</a></p>' * 9000), WHOLE),
    Broken("4,000 articles headed by links", framed(after=f"<article><h2><a href=/x>{TITLE}, and more</a></h2></article>" * 4000), WHOLE),
    Broken("8,000 headings of comments", framed(after="<p>5 comments</p>" * 8000), SOME),
    Broken("1,500 quotations", lambda: page("".join(f"<p>{n} {FIRST}</p><blockquote>{n} {LAST}</blockquote>" for n in range(1500))), SOME),
    Broken("3,000 paragraphs", lambda: page(f"<article><h1>{TITLE}</h1>{TEXT * 1000}</article>"), SOME),
    Broken("40,000 formats left open", lambda: page("".join(f"<b id={n}>" for n in range(4000)) + "<p>" * 4000), "TooDeep"),
    Broken("a line of 2 MB", lambda: page(f"<article><h1>{TITLE}</h1><p>{(FIRST + ' ') * 18_000}</p></article>"), SOME),
    Broken("a word of 2 MB", lambda: page(f"<article><h1>{TITLE}</h1>{TEXT}<p>{'x' * 2 * MEGABYTE}</p></article>"), {"headline": TITLE}),
    Broken("a flat line of 2 MB", lambda: (FIRST + " ") * 18_000, {"headline": None}),
    Broken("2 MB of flat lines", lambda: "\n".join([FIRST] * 18_000), {"headline": None}),
    Broken("5 MB of page", lambda: page(ARTICLE + "<p>x</p>" * 10 + "y" * 5 * MEGABYTE), "TooLarge"),
    Broken("3 MB of script", framed(before=f"<script>{'var a = [1, 2, 3];' * 170_000}</script>"), WHOLE),
    Broken("3 MB of JSON in a script", framed(after=f"<script type='application/json'>{json.dumps(['a b'] * 400_000)}</script>"), WHOLE),
    Broken("2 MB of base64", framed(before=f'<img src="data:image/png;base64,{"iVBORw0K" * 260_000}">'), WHOLE),
    Broken("a megabyte of entities", framed(after=f"<p>{'&eacute;' * 130_000}</p>"), {"headline": TITLE}),
    Broken("a megabyte of <", framed(after="<" * MEGABYTE), "TooDeep"),
    Broken("a megabyte of &", framed(after=f"<p>{'&' * MEGABYTE}"), {"headline": TITLE}),
]
LETTERS = "Havnestyret på Å vedtok tirsdag å bygge opp igjen den gamle fergekaia, sier ordføreren. "
NORDIC = f"<article><h1>Fergekaia på Å</h1>{f'<p>{LETTERS}</p>' * 3}</article>"
NORDIC_HEAD = HEAD.replace(TITLE, "Fergekaia på Å")


def in_charset(real: str, said: str) -> Callable[[], bytes]:
    return lambda: page(NORDIC, NORDIC_HEAD.replace("utf-8", said)).encode(real)


CHARSETS = [
    Broken(f"{real} called {said}", in_charset(real, said), {"headline": "Fergekaia på Å", "body_starts": LETTERS.strip()})
    for real, said in (
        ("utf-8", "iso-8859-1"), ("cp1252", "utf-8"), ("utf-8", "shift_jis"), ("cp1252", "no-such-charset"), ("utf-8-sig", "utf-16"),
        ("utf-16", "utf-8"), ("cp1252", "iso-8859-1"),
    )
]  # fmt: skip
CHARSETS += [
    Broken("two charsets in two metas", lambda: page(NORDIC, NORDIC_HEAD.replace("<title>", "<meta charset=koi8-r><title>")).encode(),
           {"headline": "Fergekaia på Å"}),
    Broken("half utf-8, half cp1252", lambda: page(NORDIC, NORDIC_HEAD).encode() + page(NORDIC, NORDIC_HEAD).encode("cp1252"),
           {"headline": "Fergekaia på Å"}),
]  # fmt: skip
HARBOUR, VOTED = "مجلس الميناء يعيد بناء الرصيف", "صوّت مجلس الميناء يوم الثلاثاء لصالح إعادة بناء الرصيف القديم بعد ثلاث سنوات من إغلاقه."
SELECTORS = "".join(chr(0xE0100 + n) for n in range(200))
SIGNS = [
    Broken("NULs between letters", lambda: page().replace("council", "c\0ouncil\0").encode(), WHOLE),
    Broken("lone surrogates", lambda: page().replace("council", "c\udc80ouncil\ud800"), WHOLE),
    Broken("variation selectors of C2PA", lambda: page().replace("council", "council" + SELECTORS), WHOLE),
    Broken("zero-width joiners", lambda: page().replace("council", "c\u200do\u200bu\u2060n\ufeffcil"), WHOLE),
    Broken("marks that turn the direction", lambda: page().replace("council", "\u202ecouncil\u202c"), WHOLE),
    Broken("soft hyphens", lambda: page().replace("council", "coun\u00adcil"), WHOLE),
    Broken("10,000 accents on a letter", lambda: page().replace("both", "bo" + "\u0301" * 10_000 + "th"), {"headline": TITLE}),
    Broken("numbers of no letter", lambda: page().replace("both", "&#0;&#xD800;&#x110000;&#99999999999999;both"), {"headline": TITLE}),
    Broken("text from right to left", lambda: page(
        f"<article dir=rtl><h1>{HARBOUR}</h1>" + f"<p>{VOTED}</p>" * 3 + "</article>", "<html><body>"),
        {"headline": HARBOUR, "body_starts": VOTED, "language": "ar"}),
]  # fmt: skip
KINDS = [
    Broken("no body", lambda: f"<html><head><title>{TITLE}</title></head></html>", {"headline": TITLE, "body": ""}),
    Broken("a frameset", lambda: "<html><frameset cols='20%,80%'><frame src=menu.html><frame src=text.html></frameset></html>", NOTHING),
    Broken("a headline alone", lambda: page(f"<h1>{TITLE}</h1>"), {"headline": TITLE, "body": ""}),
    Broken("a picture alone", lambda: page('<img src="/a.jpg" width=900 height=600>', "<html><body>"), NOTHING),
    Broken("JSON", lambda: json.dumps({"headline": TITLE, "body": [FIRST, SECOND, LAST]}), NOTHING),
    Broken("JSON, cut", lambda: json.dumps([{"headline": TITLE, "body": FIRST, "n": n} for n in range(50)])[:-300], NOTHING),
    Broken("a script alone", lambda: "window.__state = {};\n" * 200 + "(function(){var a=1;if(a){b();}})();\n" * 50, NOTHING),
    Broken("a PDF called .html", pdf, NOTHING),
    Broken("a PNG called .html", png, NOTHING),
    Broken("a gzip called .html", lambda: gzip.compress(page(ARTICLE + noise(9000).hex()).encode(), mtime=0), NOTHING),
    Broken("random bytes", lambda: noise(200_000), NOTHING),
    Broken("a feed called .html", lambda: f"<rss version='2.0'><channel><item><title>{TITLE}</title></item></channel></rss>", NOTHING),
]
WALLS = [
    Broken("a login wall", lambda: page(
        f"<h1>{TITLE}</h1><p>{FIRST}</p><div class=paywall><p>This article is for subscribers only.</p><form action=/login>"
        "<input name=email><input type=password><button>Log in</button></form></div>"), {"headline": TITLE, "body": FIRST}),
    Broken("a cookie wall", lambda: page(
        "<div id=consent><h2>We value your privacy</h2><p>We and our 812 partners store and read cookies on your device and process "
        "personal data, such as unique identifiers, to show you personalised advertising.</p><button>Accept all</button></div>",
        "<html><head><title>Harrow Bay Post</title></head><body>"), {"body_lacks": [FIRST]}),
    Broken("a cookie bar over the text", framed(
        before="<div class='cookie-consent'><p>We use cookies to give you the best experience on our site.</p></div>"),
        WHOLE),
    Broken("a page that asks for JavaScript", lambda: page(
        "<noscript>Please enable JavaScript to read this page.</noscript><div id=root></div>", "<html><body>"), NOTHING),
    *(Broken(f"an error page in {tongue}", lambda title=title, text=text: page(f"<h1>{title}</h1><p>{text}</p>",
             f"<html><head><title>{title}</title></head><body>"), {"headline": title})
      for tongue, title, text in (
          ("English", "404 - Page not found", "The page that you are looking for is not here. It may have been moved, or never been."),
          ("German", "Seite nicht gefunden", "Die angeforderte Seite wurde leider nicht gefunden. Vielleicht hilft die Suche weiter."),
          ("French", "Page introuvable", "La page que vous cherchez n'existe pas ou n'existe plus. Revenez à la page d'accueil du site."),
          ("Japanese", "ページが見つかりません", "お探しのページは見つかりませんでした。移動または削除された可能性があります。"))),
]  # fmt: skip
DATA = [
    Broken("JSON-LD cut short", told('{"@type": "NewsArticle", "headline": "Ferry'), WHOLE),
    Broken("JSON-LD with a comma too many", told('{"@type": "NewsArticle", "headline": "' + TITLE + '",}'), WHOLE),
    Broken("JSON-LD of the wrong kinds", told('{"@type": 7, "headline": {"a": []}, "author": [[[1]]], "datePublished": true, "image": -1}'),
           WHOLE),
    Broken("90,000 line breaks within 36 open marks", lambda: page(ARTICLE + "<div>" + "<b><i><u><s>" * 9 + "A b.<br>" * 90_000), SOME),
    Broken("90,000 line breaks behind sentences", lambda: page(ARTICLE + "<div>" + "A b.<br>" * 90_000), SOME),
    Broken("60,000 paragraphs in a text as typed", lambda: page(ARTICLE + "<pre>" + "Some words here.\n\n" * 60_000), SOME),
    Broken("JSON-LD nested 5,000 deep", told('{"a":' * 5000 + "1" + "}" * 5000), WHOLE),
    Broken("JSON-LD that holds itself", told('{"@id": "#a", "@type": "NewsArticle", "isPartOf": {"@id": "#a"}}'), WHOLE),
    Broken("JSON-LD with raw line breaks", told('{"@type": "NewsArticle", "headline": "Ferry\nlanding"}'), SOME),
    Broken("JSON-LD of huge numbers", told('{"@type": "NewsArticle", "wordCount": 1' + "0" * 5000 + ', "datePublished": 1e999}'), WHOLE),
    Broken("a string of a script that nests 60,000 deep", lambda: page(
        '<script>x = {"h": "' + "<p>a<\\/p>" * 5 + "<div>" * 60_000 + '"}</script>'), {"headline": TITLE, "body": ""}),
    Broken("200,000 ends of paragraphs in a script", lambda: page(
        "<script>" + "\\u003c/p\\u003e" * 200_000 + "</script>"), {"headline": TITLE, "body": ""}),
    Broken("200,000 escaped quotation marks in a script", lambda: page(
        '<script>x = "' + '\\u003c/p\\u003e\\"' * 200_000 + "</script>"), {"headline": TITLE, "body": ""}),
    Broken("a day that is none", stamped("2026-02-30T10:00:00Z"), {**WHOLE, "published": None}),
    Broken("a year of long ago", stamped("0000-00-00T00:00:00"), {**WHOLE, "published": None}),
    Broken("a year far off", stamped("9999-12-31T23:59:59+14:00"), {**WHOLE, "published": None}),
    Broken("a date of 100,000 digits", stamped("1" * 100_000), {**WHOLE, "published": None}),
    Broken("addresses that are none", headed(
        '<link rel=canonical href="http://[::1"><meta property="og:url" content="javascript:alert(1)"><base href="http://:99999/">'),
        {**WHOLE, "canonical_url": None}),
]  # fmt: skip
PAGES = [*CUT, *MANY, *CHARSETS, *SIGNS, *KINDS, *WALLS, *DATA]
