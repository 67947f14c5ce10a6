"""How does an outlet write the parts of a text in HTML? Paragraphs, subheads, lists, quotes, pictures, tables."""

from __future__ import annotations

from html import escape
from random import Random

from .marks import SIGN, marked
from .names import Names
from .tongue import Tongue

CLOSED = ("p", "p", "p", "p", "pspan", "div", "spandiv", "divp")


class Skin:
    """The ways are drawn once an outlet; what is said, once a page: `turn` begins the next page."""

    def __init__(self, names: Names, language: str, outlet: str, chance: Random, p_ways: tuple[str, ...] = CLOSED) -> None:
        self.n, self.language, self.outlet = names, language, outlet
        self.p_way = chance.choice(p_ways)
        self.sub_way = chance.choice(("h2", "h2", "h2", "h3", "h3", "h4", "strong", "b", "div"))
        self.figure_way = chance.choice(("figure", "figure", "figure", "figure", "div", "p", "wp", "footer"))
        self.quote_way = chance.choice(("blockquote", "blockquote", "bare", "cite"))
        self.shouts = chance.random() < 0.1  # subheads in capitals
        self.lead_bold = chance.random() < 0.25
        self.pool = [Tongue(language, outlet, chance).headline() for _ in range(70)]  # what its teasers name
        self.turn(chance)

    def turn(self, chance: Random) -> None:
        self.chance = chance
        self.t = Tongue(self.language, self.outlet, chance)
        self.headline = self.t.headline()
        self.path = f"/{chance.choice(('news', 'world', '2024/05/03', 'artikel', 'story', 'a'))}"

    def link(self, inner: str, more: str = "") -> str:
        return f'<a href="{self.path}/{self.chance.randint(10000, 99999)}"{more}>{inner}</a>'

    def rich(self, label: str, text: str) -> str:
        """`text` as HTML; now and then some of its words are a link, strong or emphasised."""
        words = text.split(" ")
        roll = self.chance.random()
        if roll > 0.22 or len(words) < 8:
            return marked(label, text)
        start = self.chance.randrange(len(words) - 4)
        inner = escape(" ".join(words[start : start + 3]), quote=False)
        tagged = self.link(inner) if roll < 0.14 else f"<strong>{inner}</strong>" if roll < 0.18 else f"<em>{inner}</em>"
        before, after = (escape(" ".join(part), quote=False) for part in (words[:start], words[start + 3 :]))
        return SIGN[label] + f"{before} {tagged} {after}".strip()

    def p(self, text: str, label: str = "body", dateline: str = "") -> str:
        inner = self.rich(label, text)
        if dateline:
            inner = SIGN[label] + dateline + inner
        if label == "lede" and self.lead_bold:
            inner = f"<strong>{inner}</strong>"
        return self.wrapped(inner)

    def wrapped(self, inner: str) -> str:
        name = self.n("p")
        match self.p_way:
            case "open":
                return f"<p>{inner}\n"
            case "br":
                return f"{inner}<br><br>\n"
            case "brs":
                return f"{inner}<br/>&nbsp;<br/>\n"
            case "div":
                return f"<div{name}>{inner}</div>\n"
            case "spandiv":
                return f"<div{name}><span>{inner}</span></div>\n"
            case "pspan":
                return f'<p{name}><span style="font-weight: 400;">{inner}</span></p>\n'
            case "divp":
                return f"<div{name}><p>{inner}</p></div>\n"
            case "font":
                return f'<p><font face="Arial" size="2">{inner}</font></p>\n'
            case "aired":
                return f"<p{name}>{inner}</p>\n<p>&nbsp;</p>\n"
        return f"<p{name}>{inner}</p>\n"

    def sub(self, text: str, way: str = "") -> str:
        inner, name = marked("subhead", text.upper() if self.shouts else text), self.n("sub")
        match way or self.sub_way:
            case "strong" | "b" as tag:
                return self.wrapped(f"<{tag}>{inner}</{tag}>")
            case "div":
                return f"<div{name or ' class=subtitle'}>{inner}</div>\n"
            case tag:
                return f"<{tag}{name}>{inner}</{tag}>\n"

    def items(self, texts: list[str], label: str = "list_item") -> str:
        roll = self.chance.random()
        if roll < 0.1 or self.p_way in ("br", "brs"):
            sign = self.chance.choice(("• ", "- ", "– ", ""))
            return "".join(self.wrapped(marked(label, f"{sign or f'{n}. '}{text}")) for n, text in enumerate(texts, 1))
        tag = "ol" if roll > 0.85 else "ul"
        rows = "".join(f"<li{self.n('li')}>{self.rich(label, text)}</li>\n" for text in texts)
        return f"<{tag}{self.n('list')}>\n{rows}</{tag}>\n"

    def quote(self, text: str, by: str) -> str:
        said = marked("quote", text)
        match self.quote_way:
            case "bare":
                return f"<blockquote>{said}</blockquote>\n"
            case "cite":
                return f"<blockquote{self.n('quote')}><p>{said}</p><cite>{marked('quote', by)}</cite></blockquote>\n"
        return f"<blockquote{self.n('quote')}><p>{said}</p></blockquote>\n"

    def picture(self, caption: str, credit: str) -> str:
        """A picture with its caption and credit, each of which may be empty."""
        chance = self.chance
        img = f'<img src="/img/{chance.randint(100, 999)}.jpg" alt="" width="{chance.choice((640, 800, 1200))}">'
        said, by = marked("caption", caption) if caption else "", marked("credit", credit) if credit else ""
        n = self.n
        match self.figure_way:
            case "div":
                return (f"<div{n('figure')}>{img}" + (f"<div{n('caption')}>{said}</div>" if said else "")
                        + (f"<div{n('credit')}>{by}</div>" if by else "") + "</div>\n")  # fmt: skip
            case "p":
                return f"<p>{img}</p>\n" + (f"<p{n('caption')}><em>{said} {by}</em></p>\n" if said or by else "")
            case "wp":
                width = chance.choice((640, 780))
                text = f'<p class="wp-caption-text">{said} {by}</p>'
                return f'<div style="width: {width}px" class="wp-caption aligncenter">{img}{text}</div>\n'
            case "footer":
                text = f"<footer{n('credit')}>{by}</footer><figcaption{n('caption')}>{said}</figcaption>"
                return f"<figure{n('figure')}>{img}{text}</figure>\n"
        inner = f"{said} <span{n('credit')}>{by}</span>" if chance.random() < 0.5 else f"<div>{said}</div><div{n('credit')}>{by}</div>"
        return f"<figure{n('figure')}><div>{img}</div><figcaption{n('caption')}>{inner}</figcaption></figure>\n"

    def table(self) -> str:
        chance, t = self.chance, self.t
        head = "".join(f"<th>{marked('table', t.pick('word'))}</th>" for _ in range(3))
        rows = [f"<tr><th>#</th>{head}</tr>".replace("#", SIGN["table"] + "#")]
        for place in range(1, chance.randint(4, 11)):
            cells = (str(place), t.pick("place"), str(chance.randint(0, 40)), f"{chance.randint(0, 5)}:{chance.randint(0, 5)}")
            rows.append("<tr>" + "".join(f"<td>{marked('table', cell)}</td>" for cell in cells) + "</tr>")
        return f"<div{self.n('table')}><table>" + "\n".join(rows) + "</table></div>\n"
