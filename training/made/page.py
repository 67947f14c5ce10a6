"""How is a page put together? The skeleton of its site, its parts filled in, and a head that says as much as the outlet likes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from random import Random

from .around import Around
from .beside import Beside
from .flow import Flow
from .marks import marked, settled
from .names import Names
from .skin import CLOSED, Skin
from .tongue import RTL, Tongue

MANY = ("en", "en", "en", "en", "de", "de", "fr", "es", "it", "nl", "sv", "pl", "pt")
PAPERS = ("Courier", "Post", "Times", "Tribune", "Online", "24", "Echo", "Herald", "News", "Observer", "Daily", "Journal", "Press", "Now")
Lines = tuple[tuple[str, str], ...]


@cache
def skeletons() -> dict[str, list[str]]:
    """The bodies of pages by name, with the names of their parts in braces; one is drawn where several have one name."""
    found: dict[str, list[str]] = {}
    for file in sorted((Path(__file__).parent / "skeletons").glob("*.html")):
        for part in file.read_text(encoding="utf-8").split("<!-- skeleton: ")[1:]:
            name, _, text = part.partition(" -->\n")
            found.setdefault(name, []).append(text.strip())
    return found


@dataclass(frozen=True)
class Site:
    """A template: skeletons (by default those of its own name) and the ranges that its outlets are drawn from."""

    name: str
    said: str  # what it is like
    skeletons: tuple[str, ...] = ()
    ways: tuple[str, ...] = ("plain",)
    languages: tuple[str, ...] = MANY
    modes: tuple[str, ...] = ("news",)
    p_ways: tuple[str, ...] = CLOSED
    many: float = 15
    letters: float = 220
    quiet: float = 0.1
    nav: tuple[int, int] = (15, 90)
    teasers: tuple[int, int] = (4, 30)
    head: tuple[str, ...] = ("og", "ld", "ld", "all", "all", "told", "title")


@dataclass(frozen=True)
class Made:
    """One made-up page. `truth`: label and text of every line, as wirecopy.wire.blocks cuts them, in page order."""

    template: str
    outlet: str
    url: str
    html: str
    truth: Lines


class Outlet:
    """An outlet that uses a site's template: what is drawn once and holds for all its pages."""

    def __init__(self, site: Site, number: int, seed: int) -> None:
        chance = Random(f"{seed}/{site.name}/{number}")
        self.site, self.chance = site, chance
        self.language = chance.choice(site.languages)
        self.name = f"{Tongue(self.language, '', chance).pick('place')} {chance.choice(PAPERS)}"
        self.id = f"{site.name}-{seed}-{number}"
        names = Names(chance.choice(site.ways), self.language, chance)
        self.skin = Skin(names, self.language, self.name, chance, site.p_ways)
        self.beside = Beside(self.skin, chance)
        self.around = Around(self.beside, chance, site.nav, site.teasers)
        self.flow = Flow(self.beside, chance, site.many, site.letters, site.quiet)
        drawn = [skeleton for name in site.skeletons or (site.name,) for skeleton in skeletons()[name]]
        self.skeleton, self.head = chance.choice(drawn), chance.choice(site.head)
        self.has = {part: chance.random() < often for part, often in
                    {"kicker": 0.7, "dek": 0.75, "by": 0.85, "time": 0.95, "share": 0.6, "crumb": 0.4, "hero": 0.75, "minutes": 0.25,
                     "cookie": 0.15, "rail": 0.6, "short_by": 0.3}.items()}  # fmt: skip
        parts: list[Callable[[], str]] = [self.around.tags, self.around.bio, self.beside.plea, self.beside.newsletter, self.around.share,
                                          self.around.comments, self.around.more, self.beside.ad, self.beside.related]  # fmt: skip
        self.after = chance.sample(parts, chance.randint(0, 6))
        self.title_tag = chance.choice(("h1",) * 9 + ("h2", "h2", "div"))
        self.dek_way = chance.choice(("p", "p", "div", "div", "h2", "h2", "h3", "inner", "inner", "list", "two"))
        self.meta_first = chance.random() < 0.5

    def page(self) -> Made:
        self.skin.turn(self.chance)
        page = Page(self)
        t = self.skin.t
        direction = ' dir="rtl"' if self.language in RTL else ""
        body = self.skeleton.format_map(page)
        html, truth = settled(f'<!doctype html>\n<html lang="{self.language}"{direction}><head></head>\n<body>{body}</body></html>\n')
        html = html.replace("<head></head>", f"<head>{page.head(truth)}</head>", 1)
        url = f"https://www.{self.id}.example{self.skin.path}/{t.chance.randint(10**5, 10**6)}"
        return Made(self.site.name, self.id, url, html, truth)


class Page(Mapping[str, str]):
    """The parts of one page by the names that skeletons call them; `c_` and a role is a class attribute."""

    def __init__(self, outlet: Outlet) -> None:
        self.o, self.s, self.n = outlet, outlet.skin, outlet.skin.n
        self.t, self.chance = self.s.t, outlet.chance
        self.headline = self.s.headline
        self.standfirst = self.t.sentence(self.chance.choice((70, 110, 150, 220)))
        around, beside = outlet.around, outlet.beside
        self.parts: dict[str, Callable[[], str]] = {
            "nav": around.nav, "plain_nav": around.plain_nav, "share": around.share, "crumb": around.crumb, "tags": around.tags,
            "bio": around.bio, "comments": around.comments, "more": around.more, "most": around.most, "rail": around.rail,
            "cookie": around.cookie, "footer": around.footer, "ad": beside.ad, "related": beside.related, "newsletter": beside.newsletter,
            "plea": beside.plea, "hero": beside.picture, "kicker": self.kicker, "title": self.title, "headline": self.heading,
            "dek": self.dek, "by": self.by, "time": self.time, "meta": self.meta, "minutes": self.minutes, "flow": self.flow,
            "split": self.split, "after": self.after, "second": lambda: around.second(self.chance.randint(3, 12)),
            "cards": lambda: around.cards(self.chance.randint(*outlet.site.teasers)), "outlet": lambda: outlet.name,
            "credit": outlet.flow.credit, "sure_cookie": around.cookie, "sure_dek": self.subtitle, "by_text": self.by_text,
            "time_text": self.time_text, "lede_teasers": self.lede_teasers,
        }  # fmt: skip

    def __getitem__(self, part: str) -> str:
        if part.startswith("c_"):
            return self.n(part[2:])
        return self.parts[part]() if self.o.has.get(part, True) else ""

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def kicker(self) -> str:
        return f"<div{self.n('kicker')}>{marked('kicker', self.t.pick('nav'))}</div>\n"

    def heading(self) -> str:
        return marked("headline", self.headline)

    def title(self) -> str:
        return f"<{self.o.title_tag}{self.n('title')}>{self.heading()}</{self.o.title_tag}>\n"

    def subtitle(self) -> str:
        return marked("standfirst", self.standfirst)

    def dek(self) -> str:
        name, text = self.n("dek"), self.subtitle()
        match self.o.dek_way:
            case "inner":
                return f"<div{name}><p>{text}</p></div>\n"
            case "list":
                more = marked("standfirst", self.t.sentence(60))
                return f"<div{name}><ul><li>{text}</li><li>{more}</li></ul></div>\n"
            case "two":
                return f"<h2{name}>{text}</h2><h2{name}>{marked('standfirst', self.t.sentence(80))}</h2>\n"
            case tag:
                return f"<{tag}{name}>{text}</{tag}>\n"

    def by_text(self) -> str:
        return marked("byline", self.t.say("by"))

    def time_text(self) -> str:
        return marked("timestamp", self.t.say("when"))

    def by(self) -> str:
        return f"<div{self.n('by')}>{self.by_text()}</div>\n"

    def time(self) -> str:
        return f"<div{self.n('time')}><time>{self.time_text()}</time></div>\n"

    def minutes(self) -> str:
        return f"<span{self.n('minutes')}>{self.t.say('minutes')}</span>\n"

    def meta(self) -> str:
        if self.o.has["short_by"]:
            by, when = f"<span{self.n('by')}>{self.by_text()}</span>", f"<span{self.n('time')}>{self.time_text()}</span>"
            return f"<div{self.n('meta')}>{by} | {when}</div>\n"
        parts = [self["by"], self["time"], self["minutes"]]
        return f"<div{self.n('meta')}>{''.join(parts if self.o.meta_first else parts[::-1])}</div>\n"

    def written(self) -> list[str]:
        flow = self.o.flow
        match self.chance.choice(self.o.site.modes):
            case "brief":
                return flow.brief()
            case "long":
                return flow.long()
            case "live":
                return flow.live()
            case "talk":
                return flow.talk()
            case "gallery":
                return flow.gallery()
            case "match":
                return flow.match()
        return flow.news()

    def flow(self) -> str:
        return "".join(self.written())

    def split(self) -> str:
        """The text in several containers, something else between them."""
        pieces, made, step = self.written(), [], self.chance.choice((1, 2, 3, 4))
        for start in range(0, len(pieces), step):
            made.append(f"<div{self.n('body')}>{''.join(pieces[start : start + step])}</div>\n")
            if self.chance.random() < 0.3:
                made.append(self.o.beside.ad())
        return "".join(made)

    def after(self) -> str:
        return "".join(part() for part in self.o.after if self.chance.random() < 0.9)

    def lede_teasers(self) -> str:
        """Teasers that are the first words of other stories, each with its dateline."""
        rows = []
        for _ in range(self.chance.randint(*self.o.site.teasers)):
            words = f"{self.t.pick('place').upper()}, {self.t.pick('place')}: {self.t.words(110)} ..."
            rows.append(f"<div>{self.s.link(marked('teaser', words))}</div>\n")
        return "".join(rows)

    def head(self, truth: Lines) -> str:
        """Title, and by the outlet's habit: og, JSON-LD (ld), the text in it (told), or all."""
        way, headline = self.o.head, escape(self.headline, quote=True)
        made = [f"<title>{headline} - {self.o.name}</title>"]
        if way in ("og", "all"):
            made.append(f'<meta property="og:title" content="{headline}"><meta property="og:type" content="article">'
                        f'<meta property="og:description" content="{escape(self.standfirst, quote=True)}">')  # fmt: skip
        if way in ("ld", "told", "all"):
            told = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": self.headline,
                    "datePublished": f"2024-{self.t.month + 1:02}-{self.t.day:02}T09:30:00+00:00",
                    "author": [{"@type": "Person", "name": self.t.author}], "description": self.standfirst}  # fmt: skip
            if way == "told":
                told["articleBody"] = " ".join(text for label, text in truth if label in ("lede", "body", "subhead", "list_item", "quote"))
            made.append(f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>')
        return '<meta charset="utf-8">' + "\n".join(made)
