"""How do an outlet's pages look? Its own templates in sites/, filled with its articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from html import escape
from string import Template
from typing import Any

from wirecopy.demo.outlets import HERE, SampleOutlet
from wirecopy.demo.stories import Piece
from wirecopy.demo.times import printed

NOTE = "A sample outlet of Wirecopy. The people and events on this page are invented."
SIDE_PAGES = ("about", "contact", "newsletter", "privacy")
RELATED, TEASERS, LEAD_WORDS = 4, 12, 18


@cache
def parts(name: str) -> dict[str, Template]:
    """The named parts of one site file; a part begins with a line `<!-- part: NAME -->`."""
    _, *texts = (HERE / "sites" / f"{name}.html").read_text(encoding="utf-8").split("<!-- part: ")
    found = (text.split(" -->\n", 1) for text in texts)
    return {part: Template(text.rstrip("\n")) for part, text in found}


class Site:
    """One outlet's templates, with its articles, newest first. `wire` is every outlet's, for teasers of other stories."""

    def __init__(self, outlet: SampleOutlet, own: Sequence[Piece], wire: Sequence[Piece]) -> None:
        self.outlet, self.own, self.wire = outlet, own, wire
        self.parts = {**parts("common"), **parts(outlet.slug)}
        self.frame: dict[str, str] = {"name": escape(outlet.name), "home": outlet.home, "host": outlet.host, "lang": outlet.language}
        self.frame |= {"note": NOTE, "charset": outlet.habits.charset}
        self.frame["nav"] = "".join(
            self.fill("nav", section=slug, label=escape(label)) for slug, label in outlet.habits.sections.items()
        )
        self.frame["alternates"] = "".join(
            f"<link rel='alternate' type='{FEED_TYPES[made.kind]}' href='{made.path}' title='{escape(outlet.name)}'>"
            for made in outlet.announcements if made.kind in FEED_TYPES
        )
        for part in ("header", "footer"):
            self.frame[part] = self.fill(part)

    def fill(self, part: str, **values: str) -> str:
        return self.parts[part].substitute(self.frame, **values)

    def front(self, section: str = "") -> str:
        listed = [piece for piece in self.own if section in ("", piece.section)]
        items = "".join(self.fill("item", **self.brief(piece)) for piece in listed)
        label = self.outlet.habits.sections.get(section, "")
        title = f"{escape(label)} – {self.frame['name']}" if label else self.frame["name"]
        return self.fill("front", items=items, title=title)

    def side(self, word: str) -> str:
        text = f"<h1>{word.capitalize()}</h1><p>{self.frame['name']} is a made-up outlet. {NOTE}</p>"
        return self.fill("front", items=text, title=f"{word.capitalize()} – {self.frame['name']}")

    def when(self, piece: Piece) -> str:
        return escape(printed(piece.published, self.outlet.habits.time, self.outlet.language))

    def brief(self, piece: Piece) -> dict[str, str]:
        """What a list shows of an article."""
        words = f"{piece.dateline} - {piece.lede}" if piece.dateline else piece.lede
        return {
            "url": escape(piece.path if piece.outlet is self.outlet else piece.url),
            "headline": escape(piece.headline),
            "summary": escape(piece.standfirst or piece.lede),
            "lead": escape(" ".join(words.split()[:LEAD_WORDS])),
            "when": self.when(piece),
            "iso": piece.published.isoformat(),
            "picture_url": f"/pictures/{piece.id}.jpg",
            "section": escape(self.outlet.habits.sections[piece.section]) if piece.outlet is self.outlet else "",
        }

    def article(self, piece: Piece) -> str:
        others = [other for other in self.own if other is not piece]
        canonical = piece.origin.url if piece.canonical and piece.origin else piece.url
        values = self.brief(piece) | {
            "url": escape(piece.url),
            "canonical": escape(canonical),
            "section_path": f"/{piece.section}/",
            "section_slug": piece.section,
            "authors": escape(", ".join(piece.authors) or self.outlet.name),
            "updated_iso": piece.changed.isoformat(),
            "source": escape(piece.origin.outlet.name if piece.origin else self.outlet.name),
        }
        values |= {
            "standfirst": self.fill("standfirst", text=escape(piece.standfirst)) if piece.standfirst else "",
            "byline": self.byline(piece),
            "picture": self.fill("picture", url=values["picture_url"], caption=escape(piece.caption), photo=escape(piece.photo))
            if piece.caption else "",
            "updated": self.fill("updated", when=escape(printed(piece.updated, self.outlet.habits.time, self.outlet.language)),
                                 iso=piece.updated.isoformat()) if piece.updated else "",
            "credit": self.fill("credit", text=escape(piece.credit), url=escape(canonical)) if piece.credit else "",
            "correction": self.fill("correction", text=escape(piece.correction)) if piece.correction else "",
            "wall": self.fill("wall") if piece.kind == "paywalled" else "",
            "bios": "".join(self.fill("bio", author=escape(name), text=escape(self.outlet.habits.bios[name]))
                            for name in piece.authors if name in self.outlet.habits.bios),
            "related": "".join(self.fill("related", **self.brief(other)) for other in others[:RELATED]),
            "teasers": self.teasers(piece, others),
            "comments": self.comments(piece),
            "jsonld": json_ld(piece, canonical),
            "body": self.body(piece, others),
        }
        return self.fill("page", **values)

    def byline(self, piece: Piece) -> str:
        names = ", ".join(piece.authors)
        who = ", ".join(filter(None, (names, piece.agency)))
        if not who:
            return ""
        return self.fill("byline", text=escape(self.outlet.habits.byline.format(who=who)))

    def body(self, piece: Piece, others: Sequence[Piece]) -> str:
        """The blocks, the dateline before the first, and in a longer text a teaser among them."""
        out: list[str] = []
        dateline = self.fill("dateline", text=escape(piece.dateline)) if piece.dateline else ""
        for n, block in enumerate(piece.shown):
            opening = dateline if block.kind == "paragraph" and block.text == piece.lede else ""
            out.append(self.fill(block.kind, text=opening + escape(block.text)))
            if n == 2 and len(piece.shown) > 4 and others:
                out.append(self.fill("aside", **self.brief(others[len(piece.id) % len(others)])))
        return "\n".join(out)

    def teasers(self, piece: Piece, others: Sequence[Piece]) -> str:
        """Openings of other stories with their datelines: its own first, then the wire's."""
        told = {piece.id} | {piece.origin.id for piece in (piece, *others) if piece.origin}
        more = [other for other in self.wire if other.dateline and other.origin is None and other.id not in told
                and other.outlet is not self.outlet and other.outlet.language == self.outlet.language]
        rows = [other for other in (*others, *more) if other.dateline][:TEASERS]
        return "".join(self.fill("teaser", **self.brief(other)) for other in rows)

    def comments(self, piece: Piece) -> str:
        """Two or three of the outlet's regulars, other ones under each article."""
        pool = self.outlet.habits.comments
        first = len(piece.id) % len(pool) if pool else 0
        return "".join(self.fill("comment", who=escape(who), text=escape(text)) for who, text in (*pool[first:], *pool[:first])[:2])


FEED_TYPES = {"rss": "application/rss+xml", "rdf": "application/rdf+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


def json_ld(piece: Piece, canonical: str) -> str:
    """The article as schema.org data, safe inside a script element."""
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting" if piece.kind == "live" else "NewsArticle",
        "headline": piece.headline,
        "description": piece.standfirst or piece.lede,
        "datePublished": piece.published.isoformat(),
        "dateModified": piece.changed.isoformat(),
        "inLanguage": piece.outlet.language,
        "mainEntityOfPage": canonical,
        "author": [{"@type": "Person", "name": name} for name in piece.authors] or [{"@type": "Organization", "name": piece.outlet.name}],
        "publisher": {"@type": "NewsMediaOrganization", "name": piece.outlet.name, "url": piece.outlet.home},
    }
    if piece.caption:
        made["image"] = [f"http://{piece.outlet.host}/pictures/{piece.id}.jpg"]
    if piece.kind == "paywalled":
        made["isAccessibleForFree"] = False
    return json.dumps(made, ensure_ascii=False).replace("</", "<\\/")
