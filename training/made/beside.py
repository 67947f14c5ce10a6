"""What stands in and around a text and is none of it? Boxes, pleas, placeholders, teasers, menus."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .marks import marked
from .skin import Skin


class Beside:
    """Pieces of furniture of one outlet. Those that `flow` names can stand between two paragraphs."""

    def __init__(self, skin: Skin, chance: Random) -> None:
        self.s, self.n = skin, skin.n
        self.box_way = chance.choice(("aside", "div", "section", "divs", "cards", "figure"))
        self.inline_way = chance.choice(("p", "p", "pstrong", "div", "blockquote", "h3"))
        # Where nothing has a name, only its tag can tell a box of facts from the text.
        plain = skin.n.way == "none"
        self.fact_way = "aside" if plain else chance.choice(("aside", "aside", "div", "section"))
        self.pull_ways = ("aside",) if plain else ("aside", "div", "figure")
        self.bare_embed = chance.random() < 0.5
        self.plea_way = chance.choice(("div", "aside", "p", "section", "em"))
        self.flow: tuple[Callable[[], str], ...] = (
            self.related, self.related, self.inline, self.inline, self.inline, self.newsletter, self.plea, self.ad, self.ad, self.ad,
            self.picture, self.picture, self.picture, self.embed, self.video, self.player, self.pull, self.fact,
            self.fact, self.external, self.wall)  # fmt: skip

    @property
    def chance(self) -> Random:
        return self.s.chance

    def say(self, key: str) -> str:
        return self.s.t.say(key)

    def title(self) -> str:
        return self.chance.choice(self.s.pool)

    def picture(self) -> str:
        t, roll = self.s.t, self.chance.random()
        caption = t.sentence(self.chance.choice((40, 70, 100, 160))) if roll < 0.85 else ""
        return self.s.picture(caption, t.say("photo") if roll > 0.2 else "")

    def teaser(self, long: bool = False) -> str:
        title = self.s.link(marked("teaser", self.title()))
        more = ""
        if long:
            dots = self.chance.choice((" ...", "…", ".", " […]"))
            more = f"<p{self.n('teasertext')}>{marked('teaser', self.s.t.words(self.chance.choice((70, 110, 160))) + dots)}</p>"
        if self.chance.random() < 0.2:
            more += f"<span{self.n('time')}>{marked('teaser', self.say('when'))}</span>"
        tag = ("h3", "h3", "span", "div", "h4", "p")[len(self.s.outlet) % 6]
        return f"<{tag}{self.n('teasertitle')}>{title}</{tag}>{more}"

    def related(self) -> str:
        """A box of links among the paragraphs."""
        head, count = marked("teaser", self.say("related")), self.chance.choice((1, 1, 2, 3, 3, 4))
        n = self.n
        match self.box_way:
            case "divs":
                rows = "".join(f"<div{n('teaser')}>{self.s.link(marked('teaser', self.title()))}</div>" for _ in range(count))
                return f"<div{n('related')}><div{n('reltitle')}>{head}</div>{rows}</div>\n"
            case "cards":
                picture = '<a href="/c"><img src="/t.jpg" alt=""></a>'
                rows = "".join(f"<article{n('teaser')}>{picture}{self.teaser()}</article>" for _ in range(count))
                return f"<div{n('related')}><h4{n('reltitle')}>{head}</h4>{rows}</div>\n"
            case "figure":
                return f"<figure{n('related')}><div>{head}</div><div><a href='/r'>{marked('teaser', self.title())}</a></div></figure>\n"
            case tag:
                rows = "".join(f"<li>{self.s.link(marked('teaser', self.title()))}</li>" for _ in range(count))
                return f"<{tag}{n('related')}><h3{n('reltitle')}>{head}</h3><ul>{rows}</ul></{tag}>\n"

    def inline(self) -> str:
        """A pointer to another story, in the form of a paragraph."""
        label, _, title = self.s.t.pick("inline").partition("{t}")
        inner = marked("teaser", label.strip()) + " " + self.s.link(marked("teaser", self.title() + title))
        match self.inline_way:
            case "pstrong":
                return f"<p><strong>{inner}</strong></p>\n"
            case "div":
                return f"<div{self.n('related')}>{inner}</div>\n"
            case "blockquote":
                return f"<blockquote><p>{inner}</p></blockquote>\n"
            case "h3":
                return f"<h3>{inner}</h3>\n"
        return f"<p{self.n('p')}>{inner}</p>\n"

    def newsletter(self) -> str:
        n = self.n
        lines = "".join(f"<p>{marked('prompt', self.say('prompt'))}</p>" for _ in range(self.chance.choice((1, 2))))
        button = f"<a{n('button')} href='/nl'>{marked('prompt', self.say('act'))}</a>"
        if self.chance.random() < 0.4:
            button = "<button>OK</button>"
        hidden = ' style="display:none"' if self.chance.random() < 0.08 else ""
        head = f"<h3>{marked('prompt', self.say('prompt'))}</h3>"
        return f"<div{n('nl')}{hidden}>{head}{lines}<form action='/nl'><input name='e'></form>{button}</div>\n"

    def plea(self) -> str:
        inner = marked("prompt", self.say("prompt"))
        if self.chance.random() < 0.3:
            inner = f'<a href="/join">{inner}</a>'
        match self.plea_way:
            case "p":
                return f"<p>{inner}</p>\n"
            case "em":
                return f"<p><em>{inner}</em></p>\n"
            case tag:
                return f"<{tag}{self.n('prompt')}>{inner}</{tag}>\n"

    def wall(self) -> str:
        """What is to be had for money, point by point."""
        rows = "".join(f"<li>{marked('prompt', self.say('prompt'))}</li>" for _ in range(self.chance.randint(2, 4)))
        act = f"<a href='/pay'>{marked('prompt', self.say('act'))}</a>"
        return f"<div{self.n('paywall')}><h2>{marked('prompt', self.say('prompt'))}</h2><ul>{rows}</ul>{act}</div>\n"

    def ad(self) -> str:
        label = marked("placeholder", self.say("ad"))
        return f'<div{self.n("ad")}><div id="ad-{self.chance.randint(1, 9)}">{label}</div><script>ads()</script></div>\n'

    def embed(self) -> str:
        t = self.s.t
        handle = f"— {t.name()} (@{self.chance.choice(('writer', 'harbour_now', 'kelmar'))}) {t.say('when')}"
        said = f'<p dir="ltr">{marked("embed", t.paragraph(120))}</p>{marked("embed", handle)}'
        quoted = f'<blockquote class="twitter-tweet">{said}</blockquote>\n'
        return quoted if self.bare_embed else f"<div{self.n('embed')}>{quoted}</div>\n"

    def video(self) -> str:
        label = marked("embed", f"{self.chance.randint(0, 9)}:{self.chance.randint(10, 59)} {self.title()}")
        return f'<div{self.n("embed")}><iframe src="https://video.example/1"></iframe><div>{label}</div></div>\n'

    def player(self) -> str:
        """The story to be heard: furniture, though it says the headline once more."""
        head = f"<h3>{marked('furniture', self.s.headline)}</h3>" if self.chance.random() < 0.6 else ""
        return f"<div{self.n('player')}>{head}<span>0:00</span><div>{marked('furniture', self.say('minutes'))}</div></div>\n"

    def external(self) -> str:
        lines = "".join(f"<p>{marked('placeholder', self.say('external'))}</p>" for _ in range(self.chance.choice((1, 2, 3))))
        return f"<div{self.n('external')}>{lines}</div>\n"

    def pull(self) -> str:
        """A sentence set large; furniture, for it repeats the text."""
        t = self.s.t
        tag = self.chance.choice(self.pull_ways)
        inner = f"<p>{marked('furniture', t.quote(70))}</p><span>{marked('furniture', t.name())}</span>"
        return f"<{tag}{self.n('pull')}>{inner}</{tag}>\n"

    def fact(self) -> str:
        """A box of facts; furniture, for the text can be read without it."""
        t, n = self.s.t, self.n
        head = marked("furniture", t.say("box"))
        if self.chance.random() < 0.5:
            rows = "<ul>" + "".join(f"<li>{marked('furniture', t.sentence(70))}</li>" for _ in range(self.chance.randint(2, 5))) + "</ul>"
        else:
            rows = "".join(f"<p>{marked('furniture', t.paragraph(180))}</p>" for _ in range(self.chance.randint(1, 3)))
        return f"<{self.fact_way}{n('fact')}><h3>{head}</h3>{rows}</{self.fact_way}>\n"
