"""What stands before and after the text of a page? Menus, shares, tags, rails, comments, other stories, the end."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from random import Random

from .beside import Beside
from .marks import marked


class Around:
    """Furniture of one outlet outside the text. `nav` and `teasers`: how many lines of each, from and to."""

    def __init__(self, beside: Beside, chance: Random, nav: tuple[int, int], teasers: tuple[int, int]) -> None:
        self.b, self.s, self.n = beside, beside.s, beside.n
        self.nav_size, self.teasers = chance.randint(*nav), teasers
        self.full_crumb, self.hides = chance.random() < 0.3, chance.random() < 0.3
        self.menu_way = "ul" if self.nav_size > 40 else chance.choice(("ul", "ul", "ul", "div", "line", "p"))
        self.long_teasers = chance.random() < 0.35
        self.share_names = chance.sample(self.s.t.stock["share"], chance.randint(2, 5))
        self.share_way = chance.choice(("ul", "line", "div"))
        self.tag_way = chance.choice(("ul", "line", "div"))
        self.foot = [self.s.t.say("footer") for _ in range(chance.randint(3, 9))]
        self.grid_way = chance.choice(("article", "li", "div", "plain"))

    def menu(self, words: Iterable[str]) -> str:
        links = [f'<a href="/{n}">{word}</a>' for n, word in enumerate(words)]
        match self.menu_way:
            case "ul":
                return "<ul>" + "".join(f"<li>{link}</li>\n" for link in links) + "</ul>"
            case "div":
                return "".join(f"<div>{link}</div>\n" for link in links)
            case "p":
                return "<p>" + " | ".join(links) + "</p>"
        return "\n".join(links)

    def nav(self) -> str:
        sections = self.s.t.stock["nav"]
        words = [sections[n % len(sections)] for n in range(self.nav_size)]
        name = f'<div><a href="/">{self.s.outlet}</a></div>' if self.nav_size else ""
        if self.nav_size > 40:  # one menu for small screens, one for large ones
            return f"<header>{name}<nav{self.n('nav')}>{self.menu(words)}</nav><div>{self.menu(words[:12])}</div></header>\n"
        return f"<header>{name}<nav{self.n('nav')}>{self.menu(words)}</nav></header>\n"

    def plain_nav(self) -> str:
        words = self.s.t.stock["nav"][: max(3, self.nav_size)]
        return f"<div{self.n('nav')}>" + " | ".join(f'<a href="/{n}">{word}</a>' for n, word in enumerate(words)) + "</div>\n"

    def crumb(self) -> str:
        t = self.s.t
        path = [t.stock["nav"][0], t.pick("nav"), *([escape(self.s.headline, quote=False)] if self.full_crumb else [])]
        return f"<nav{self.n('crumb')}><ol>" + "".join(f'<li><a href="/">{word}</a></li>' for word in path) + "</ol></nav>\n"

    def share(self) -> str:
        n = self.n("share")
        if self.share_way == "ul":
            return f"<div{n}><ul>" + "".join(f'<li><a href="/s">{word}</a></li>' for word in self.share_names) + "</ul></div>\n"
        if self.share_way == "line":
            return f"<div{n}>" + " ".join(f'<a href="/s">{word}</a>' for word in self.share_names) + "</div>\n"
        return "".join(f"<div{n}>{word}</div>" for word in self.share_names)

    def tags(self) -> str:
        t, n = self.s.t, self.n("tags")
        words = [t.pick("place") if self.b.chance.random() < 0.4 else t.pick("word") for _ in range(self.b.chance.randint(1, 6))]
        head = t.pick("tags")
        if self.tag_way == "ul":
            return f"<div{n}><h4>{head}</h4><ul>" + "".join(f'<li><a href="/t">{word}</a></li>' for word in words) + "</ul></div>\n"
        between = ", " if self.tag_way == "line" else " "
        return f"<div{n}>{head} " + between.join(f'<a href="/t">{word}</a>' for word in words) + "</div>\n"

    def bio(self) -> str:
        t = self.s.t
        name = f"<h4>{marked('bio', t.author)}</h4>" if self.b.chance.random() < 0.6 else ""
        return f"<div{self.n('bio')}>{name}<p>{marked('bio', t.say('bio'))}</p></div>\n"

    def comments(self) -> str:
        t, chance = self.s.t, self.b.chance
        rows = [f"<h3>{marked('comment', t.say('comment'))}</h3>"]
        for _ in range(chance.choice((0, 0, 1, 4, 9))):
            rows.append(f"<div><b>{marked('comment', t.name())}</b> <time>{marked('comment', t.say('when'))}</time>"
                        f"<p>{marked('comment', t.paragraph(chance.choice((40, 90, 200))))}</p></div>")  # fmt: skip
        rows += [f"<p>{marked('comment', t.say('comment'))}</p>" for _ in range(chance.randint(0, 2))]
        return f"<section{self.n('comments')}>" + "\n".join(rows) + "</section>\n"

    def cards(self, count: int) -> str:
        long, n = self.long_teasers, self.n("teaser")
        match self.grid_way:
            case "li":
                return "<ul>" + "".join(f"<li{n}>{self.b.teaser(long)}</li>\n" for _ in range(count)) + "</ul>"
            case "plain":
                return "".join(f"{self.b.teaser(long)}\n" for _ in range(count))
            case tag:
                return "".join(f'<{tag}{n}><img src="/t.jpg" alt="">{self.b.teaser(long)}</{tag}>\n' for _ in range(count))

    def more(self) -> str:
        """Other stories under the text."""
        head = marked("teaser", self.s.t.say("related"))
        tag = ("section", "div", "aside")[len(self.s.outlet) % 3]
        count = self.b.chance.randint(*self.teasers)
        return f"<{tag}{self.n('grid')}><h2{self.n('reltitle')}>{head}</h2>{self.cards(count)}</{tag}>\n"

    def most(self) -> str:
        rows = "".join(f"<li><span>{n}</span> {self.s.link(marked('teaser', self.b.title()))}</li>" for n in range(1, 6))
        return f"<div{self.n('most')}><h3>{marked('teaser', self.s.t.say('most'))}</h3><ol>{rows}</ol></div>\n"

    def rail(self) -> str:
        parts = [self.most(), self.b.ad(), self.b.plea(), f"<div{self.n('grid')}>{self.cards(self.b.chance.randint(2, 8))}</div>"]
        self.b.chance.shuffle(parts)
        return f"<aside{self.n('rail')}>" + "".join(parts[: self.b.chance.randint(2, 4)]) + "</aside>\n"

    def cookie(self) -> str:
        t = self.s.t
        lines = [t.say("cookie") for _ in range(2)]
        hidden = " hidden" if self.hides else ""
        return f"<div{self.n('cookie')}{hidden}>" + "".join(f"<p>{line}</p>" for line in lines) + "<button>OK</button></div>\n"

    def footer(self) -> str:
        return f"<footer{self.n('footer')}>{self.menu(self.foot)}</footer>\n"

    def second(self, count: int) -> str:
        """Another story, whole, under this one."""
        t, s = self.s.t, self.s
        rows = "".join(s.p(t.paragraph(160), "teaser") for _ in range(count))
        return (f"<article{self.n('article')}><h2{self.n('title')}>{s.link(marked('teaser', self.b.title()))}</h2>"
                f"<div{self.n('by')}>{marked('teaser', t.say('by'))}</div><div{self.n('body')}>{rows}</div></article>\n")  # fmt: skip
