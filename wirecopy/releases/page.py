"""What is filed for a text that is written here? A small page of our own making, which wire/filed.py reads back word for word."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wirecopy.releases import markup
from wirecopy.wire.clean import plain

UNSAFE_IN_SCRIPT = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
DASHED = re.compile(r"[\s:–—-]+$")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture; `url` is where it can be had."""

    url: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it goes on the wire. Times have the zone that they are printed in."""

    url: str
    outlet: str
    language: str
    headline: str
    text: str  # as typed
    published: datetime
    standfirst: str = ""
    byline: str = ""
    dateline: str = ""
    updated: datetime | None = None
    kind: str = ""  # PressRelease, or nothing
    shots: Sequence[Shot] = ()


def page(written: Written) -> bytes:
    headline, standfirst, byline = plain(written.headline), plain(written.standfirst), plain(written.byline)
    stamp = written.published.isoformat(timespec="seconds")
    parts = [
        "<!doctype html>",
        f'<html lang="{_safe(written.language)}"><head><meta charset="utf-8"><title>{_safe(headline)}</title>',
        f'<link rel="canonical" href="{_safe(written.url)}">',
        f'<script type="application/ld+json">{_facts(written, headline, standfirst, byline)}</script></head>',
        f"<body><article><h1>{_safe(headline)}</h1>",
        f'<p class="standfirst">{_safe(standfirst)}</p>' if standfirst else "",
        f'<p class="byline">{_safe(byline)}</p>' if byline else "",
        f'<p class="meta"><time datetime="{stamp}">{written.published:%Y-%m-%d %H:%M %Z}</time> · {_safe(plain(written.outlet))}</p>',
        f'<div class="text">\n{text(written.dateline, written.text)}\n</div>',
        *map(_figure, written.shots),
        "</article></body></html>\n",
    ]
    return "\n".join(filter(None, parts)).encode()


def text(dateline: str, typed: str) -> str:
    """The text as safe HTML, its dateline in bold before the first paragraph, unless that opens with it as it was typed."""
    made, place = markup.html(typed), _place(dateline)
    if not place or any(piece.text.casefold().startswith(place.casefold()) for piece in markup.pieces(typed)[:1]):
        return made
    opening = f'<b class="dateline">{_safe(place)}</b>'
    return made.replace("<p>", f"<p>{opening} – ", 1) if made.startswith("<p>") else f"<p>{opening}</p>\n{made}"


def _place(dateline: str) -> str:
    """The place without the dash or colon that may have been typed after it."""
    return DASHED.sub("", plain(dateline))


def _facts(written: Written, headline: str, standfirst: str, byline: str) -> str:
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": written.url,
        "headline": headline,
        "description": standfirst,
        "author": {"@type": "Person", "name": byline} if byline else None,
        "publisher": {"@type": "Organization", "name": plain(written.outlet)},
        "genre": written.kind,
        "datePublished": written.published.isoformat(timespec="seconds"),
        "dateModified": written.updated.isoformat(timespec="seconds") if written.updated else None,
        "dateline": _place(written.dateline),
        "inLanguage": written.language,
        "image": [dict(_pictured(shot)) for shot in written.shots],
    }
    return json.dumps({name: value for name, value in facts.items() if value}, ensure_ascii=False).translate(UNSAFE_IN_SCRIPT)


def _pictured(shot: Shot) -> Iterator[tuple[str, Any]]:
    yield from (("@type", "ImageObject"), ("url", shot.url), ("width", shot.width), ("height", shot.height))
    for name, said in (("caption", plain(shot.caption)), ("creditText", plain(shot.credit))):
        if said:
            yield name, said


def _figure(shot: Shot) -> str:
    credit = f' <span class="credit">{_safe(plain(shot.credit))}</span>' if shot.credit else ""
    caption = f"<figcaption>{_safe(plain(shot.caption))}{credit}</figcaption>" if shot.caption or shot.credit else ""
    size = f'width="{shot.width}" height="{shot.height}"'
    return f'<figure><img src="{_safe(shot.url)}" alt="{_safe(plain(shot.alt))}" {size}>{caption}</figure>'


def _safe(said: str) -> str:
    return entities.escape(said)
