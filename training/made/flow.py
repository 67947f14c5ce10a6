"""How does a text run? Its paragraphs, and what its outlet puts between them."""

from __future__ import annotations

from html import escape
from random import Random

from .beside import Beside
from .marks import marked

DATELINES = {
    "en": "{P} ({A}) — | {P}, {m} {d} — | {P}: | {P} — | {P}, {m} {d} ({A}) - | {P} ({A}) – | {p}, {m} {d}: | [{P}] ",
    "de": "{p}. | {p} ({A}) - | {p} – | {p}/Nordland - ",
    "fr": "{p} ({A}) - | {P} – | De notre correspondant à {p} : ",
    "es": "{p} ({A}).- | {P}.- | {p}, {d} {m} ({A}). | {P} (.) ",
    "ja": "【{p}＝{o}】 | （{p}＝{o}） | 【{p}】",
    "zh": "（{o}{p}{m}月{d}日电） | 【{p}讯】 | {o}{p}{m}月{d}日电 ",
    "ko": "({p}={A}) | [{p}={o}] ",
    "ru": "{P}, {d} {m}. /{A}/. | {P}, {d} {m} — {A}. ",
}
AGENCIES = ("AP", "AFP", "Reuters", "Northwire", "dpa", "NTB", "EFE")


class Flow:
    """The texts of one outlet. `many`: paragraphs, about; `letters`: in one, about; `quiet`: how likely it has nothing between them."""

    def __init__(self, beside: Beside, chance: Random, many: float, letters: float, quiet: float) -> None:
        self.b, self.s = beside, beside.s
        self.many, self.letters = many * chance.uniform(0.8, 1.25), letters * chance.uniform(0.75, 1.3)
        self.kinds = chance.sample(beside.flow, chance.randint(2, 7))
        self.share = chance.choice((0.05, 0.1, 0.15, 0.2, 0.3, 0.45))  # of gaps that hold something else
        self.subs = chance.choice((0, 0, 0, 0.08, 0.15, 0.25, 0.5))
        self.own = chance.random() < 0.35
        forms = DATELINES.get(self.s.language, "{p} ({A}) — | {p}. ").split(" | ")
        self.dateline = chance.choice(forms) if chance.random() < 0.4 else ""
        self.begins = chance.choice(("", "", "", "picture", "points", "contents", "plea", "ad"))
        ends = chance.sample((self.credit, self.credit, self.credit, self.by_end, self.correction, beside.plea, beside.plea, beside.inline,
                              beside.related, beside.newsletter, beside.wall, self.note), 4)  # fmt: skip
        self.ends = ends[: chance.choice((0, 1, 1, 2, 2, 3))]
        if chance.random() < quiet:
            self.share, self.begins, self.ends = 0, "", [self.credit] if self.own else []

    @property
    def chance(self) -> Random:
        return self.s.chance

    def size(self) -> float:
        if self.chance.random() < 0.05:
            return self.chance.uniform(20, 60)
        return max(35, self.letters * self.chance.lognormvariate(-0.12, 0.5))

    def para(self) -> str:
        return self.s.p(self.s.t.paragraph(self.size()))

    def count(self) -> int:
        return max(2, min(90, round(self.many * self.chance.lognormvariate(-0.12, 0.55))))

    def dated(self) -> str:
        if not self.dateline or self.chance.random() < 0.15:
            return ""
        place, agency = self.s.t.pick("place"), AGENCIES[len(self.s.outlet) % len(AGENCIES)]
        text = self.dateline.replace("{P}", place.upper()).replace("{A}", agency)
        text = self.s.t.fill(text)
        return f"<strong>{text}</strong> " if self.own else f"{text} "

    def lede(self) -> str:
        return self.s.p(self.s.t.paragraph(max(90, self.size() * 0.8)), "lede", self.dated())

    def credit(self) -> str:
        inner = marked("credit", self.s.t.say("tail"))
        roll = self.chance.random()
        if roll < 0.4:
            return f"<p><em>{inner}</em></p>\n"
        return f"<div{self.b.n('tail')}>{inner}</div>\n" if roll < 0.6 else self.s.wrapped(inner)

    def by_end(self) -> str:
        return f"<p>{marked('byline', self.s.t.say('by'))}</p>\n"

    def correction(self) -> str:
        inner = marked("correction", self.s.t.say("correction"))
        return f"<div{self.b.n('correction')}><p>{inner}</p></div>\n" if self.chance.random() < 0.6 else f"<p><em>{inner}</em></p>\n"

    def note(self) -> str:
        return f"<p><em>{marked('bio', self.s.t.say('bio'))}</em></p>\n"

    def points(self) -> str:
        """What stands in a text in brief, before it."""
        t = self.s.t
        rows = "".join(f"<li>{marked('list_item', t.sentence(70))}</li>" for _ in range(self.chance.randint(2, 4)))
        return f"<div{self.b.n('points')}><ul>{rows}</ul></div>\n"

    def contents(self) -> str:
        rows = "".join(f'<li><a href="#{n}">{self.s.t.subhead()}</a></li>' for n in range(4))
        return f"<div{self.b.n('contents')}><div>{self.s.t.say('box')}</div><ul>{rows}</ul></div>\n"

    def before(self) -> str:
        match self.begins:
            case "picture":
                return self.b.picture()
            case "points":
                return self.points()
            case "contents":
                return self.contents() if self.subs else ""
            case "plea":
                return self.b.plea()
            case "ad":
                return self.b.ad()
        return ""

    def between(self) -> list[str]:
        made: list[str] = []
        while self.chance.random() < self.share and len(made) < 3:
            made.append(self.chance.choice(self.kinds)())
        return made

    def spice(self) -> list[str]:
        """Text that is no paragraph: a list after a sentence that announces it, a quotation, a table."""
        t, roll = self.s.t, self.chance.random()
        if roll < 0.02:
            items = [t.sentence(self.chance.choice((10, 25, 50, 90, 150))).rstrip(".") for _ in range(self.chance.randint(3, 7))]
            return [self.s.p(t.words(80) + ":"), self.s.items(items)]
        if roll < 0.045:
            return [self.s.quote(t.paragraph(150), t.name())]
        return [self.s.table()] if roll > 0.997 else []

    def end(self) -> list[str]:
        return [one() for one in self.ends if self.chance.random() < 0.8]

    def news(self, count: int = 0) -> list[str]:
        count, made = count or self.count(), [self.before(), self.lede()]
        since = 0
        for at in range(1, count):
            made += self.between()
            since += 1
            if since > 1 and self.chance.random() < self.subs:
                made.append(self.s.sub(self.s.t.subhead()))
                since = 0
            made.append(self.para())
            made += self.spice() if at < count - 1 else []
        return [one for one in made + self.end() if one]

    def brief(self) -> list[str]:
        return [self.lede(), *(self.para() for _ in range(self.chance.choice((0, 1, 1, 2, 2)))), *self.end()]

    def long(self) -> list[str]:
        """Chapters, the first letter of each set large."""
        made = [self.before()]
        for chapter in range(self.chance.randint(2, 5)):
            text = self.s.t.paragraph(self.size() * 1.4)
            if chapter:
                name = self.s.t.subhead() if self.chance.random() < 0.7 else ("I", "II", "III", "IV", "V")[chapter]
                made.append(self.s.sub(name, "h2"))
            first = f'<span class="dropcap">{marked("body" if chapter else "lede", text[0])}</span>'
            made.append(f"<p{self.b.n('p')}>{first}{escape(text[1:], quote=False)}</p>\n")
            for _ in range(self.chance.randint(3, 9)):
                made += [self.para(), *self.between()]
        return made + self.end()

    def live(self) -> list[str]:
        made = [self.lede(), self.para()]
        t, n = self.s.t, self.b.n
        for _ in range(self.chance.randint(4, 14)):
            when = marked("timestamp", t.fill("{h}:{i}") if self.chance.random() < 0.6 else t.say("when"))
            head = self.s.sub(t.subhead(), "h3") if self.chance.random() < 0.8 else ""
            rows = "".join(self.para() for _ in range(self.chance.randint(1, 4)))
            after = f"<div{n('share')}>{t.pick('share')}</div>" if self.subs else ""
            made.append(f"<div{n('entry')}><time>{when}</time>{head}{rows}{after}</div>\n")
            made += self.between()
        return made

    def talk(self) -> list[str]:
        """Questions and answers."""
        made = [self.lede()]
        for _ in range(self.chance.randint(4, 12)):
            ask = self.s.t.words(self.chance.choice((30, 60, 110))).capitalize() + "?"
            made.append(self.s.sub(ask) if self.own else self.s.wrapped(f"<strong>{marked('body', ask)}</strong>"))
            made += [self.para() for _ in range(self.chance.choice((1, 1, 2, 3)))] + self.between()
        return made + self.end()

    def gallery(self) -> list[str]:
        made = [self.lede(), *(self.para() for _ in range(self.chance.randint(0, 3)))]
        return made + [self.b.picture() for _ in range(self.chance.randint(6, 18))] + self.end()

    def match(self) -> list[str]:
        """A report with its table of results."""
        made = self.news(self.chance.randint(4, 12))
        made.insert(self.chance.randint(2, len(made)), self.s.table())
        return made
