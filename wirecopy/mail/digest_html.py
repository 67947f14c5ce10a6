"""How is a letter written as HTML that mail clients can show? The parts of templates/mail/letter.html are filled, and its style inlined."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from css_inline import CSSInliner

from wirecopy.mail.letter import LEAVE, PREFERENCES, Masthead
from wirecopy.press.issue import also_in, counts, hop_said, named_by
from wirecopy.press.words import primary, right_to_left, words

ACCENTS = {  # in the light, in the dark: those of the edition's sheet
    "red": ("#9c1f1f", "#ff9482"), "blue": ("#1c4f92", "#8fbaff"), "green": ("#1d6038", "#80d19c"),
    "teal": ("#0b5d64", "#6fcdd3"), "violet": ("#5a3990", "#c0abf7"), "ochre": ("#7a5000", "#e8b85f"),
}  # fmt: skip
FILE = Path(__file__).parent.parent / "templates" / "mail" / "letter.html"
INLINER = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


class Markup(str):
    """HTML that is safe as it stands; any other text is escaped where it is filled in."""

    __slots__ = ()


NOTHING = Markup("")


@cache
def _parts() -> dict[str, Template]:
    found = re.findall(r"<!-- (\w+) -->\n(.*?)(?=^<!-- \w+ -->$|\Z)", FILE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return {name: Template(text.rstrip("\n")) for name, text in found}


def fill(part: str, **values: str) -> Markup:
    given = {name: value if isinstance(value, Markup) else html.escape(value) for name, value in values.items()}
    return Markup(_parts()[part].substitute(given))


def joined(parts: Iterable[str], between: str = "") -> Markup:
    return Markup(between.join(part if isinstance(part, Markup) else html.escape(part) for part in parts))


def written(told: Mapping[str, Any], masthead: Masthead, subject: str, preview: str) -> str:
    return INLINER.inline(_Writer(masthead).frame(told, subject, preview))


class _Writer:
    def __init__(self, masthead: Masthead) -> None:
        self.masthead, self.words = masthead, words(masthead.language)
        self.right_to_left = right_to_left(masthead.language)
        fell_back = self.words.language == "en" and primary(masthead.language) != "en"
        self.spoken = Markup(' lang="en" dir="ltr"') if fell_back else NOTHING  # our own words, where we have none in its language

    def frame(self, told: Mapping[str, Any], subject: str, preview: str) -> Markup:
        masthead, label = self.masthead, self.words
        day = label.long_date(date.fromisoformat(told["day"]))
        light, dark = ACCENTS.get(masthead.accent, ACCENTS["red"])
        postal = joined((line for line in masthead.postal.splitlines() if line.strip()), "<br>")
        return fill(
            "frame",
            language=masthead.language,
            direction="rtl" if self.right_to_left else "ltr",
            accent=light,
            accent_dark=dark,
            subject=subject,
            preview=preview,
            base=masthead.base,
            name=masthead.name,
            tagline=fill("tagline", text=masthead.tagline) if masthead.tagline else NOTHING,
            spoken=self.spoken,
            date=day,
            place=f", {masthead.place}" if masthead.place else "",
            counts=joined(("", said), "<br>") if (said := counts(told, label)) else NOTHING,
            body=joined((*self._sections(told), self._updated(told), self._notices(told)), "\n"),
            promise=label["promise"],
            why=label["letter_why"].format(paper=masthead.name),
            leave=LEAVE,
            leave_label=label["letter_leave"],
            preferences=PREFERENCES,
            preferences_label=label["letter_preferences"],
            online=fill("online", url=masthead.base + told["path"], label=label["letter_online"]) if told.get("path") else NOTHING,
            postal=fill("postal", lines=postal) if postal else NOTHING,
        )

    def _sections(self, told: Mapping[str, Any]) -> Iterable[Markup]:
        lead = True
        for part in told["sections"]:
            url = self.masthead.base + part["path"]
            stories = []
            for number, story in enumerate(part["stories"], 1):
                stories.append(self._story(story, lead, number == len(part["stories"])))
                lead = False
            more = self.words.count("letter_more", part["more"])
            yield fill(
                "section",
                kind=" first-section" if part is told["sections"][0] else "",
                url=url,
                name=part["name"],
                stories=joined(stories, "\n"),
                teasers=self._teasers(part["teasers"]),
                more=fill("more", spoken=self.spoken, url=url, label=more) if part["more"] else NOTHING,
            )

    def _story(self, story: Mapping[str, Any], lead: bool, last: bool) -> Markup:
        tongue = self._tongue(story)
        place = fill("place", place=story["place"]) if story["place"] else NOTHING
        return fill(
            "story",
            last=" last" if last else "",
            kind=Markup(' class="first"') if lead else NOTHING,
            tongue=tongue,
            label=fill("release", spoken=self.spoken, text=self.words["release"]) if story.get("release") else NOTHING,
            headline=self._linked(story, story["headline"]),
            text=fill("text", tongue=tongue, place=place, text=story["text"]) if story["text"] else NOTHING,
            credit=self._credit(story),
            also=f"\u00a0· {also}" if (also := also_in(story, self.words)) else "",
        )

    def _credit(self, story: Mapping[str, Any]) -> Markup:
        """The hops that the text took; the last is its outlet, and leads to the original."""
        *hops, _ = story["chain"] or ({},)
        original = story["original_url"]
        linked = original.startswith(("https://", "http://"))
        outlet = fill("link", url=original, text=story["outlet"]) if linked else story["outlet"]
        return joined((*(hop_said(hop, self.words) for hop in hops), outlet), " › ")  # which is turned round where text runs from the right

    def _teasers(self, teasers: Iterable[Mapping[str, Any]]) -> Markup:
        lines = [
            fill(
                "named",
                tongue=self._tongue(each),
                text=self._linked(
                    each, joined((*self._released(each), fill("place", place=named_by(each)), each["text"] or each["headline"]))
                ),
            )
            for each in teasers
        ]
        return fill("teasers", spoken=self.spoken, label=self.words["letter_also_new"], lines=joined(lines, "\n")) if lines else NOTHING

    def _released(self, line: Mapping[str, Any]) -> Iterable[Markup]:
        return (fill("bold", text=self.words["release"] + ":"),) if line.get("release") else ()

    def _updated(self, told: Mapping[str, Any]) -> Markup:
        lines = [self._line(story, NOTHING, story["outlet"]) for story in told.get("updated", ())]
        return fill("boxed", spoken=self.spoken, name=self.words["letter_updated"], lines=joined(lines, "\n")) if lines else NOTHING

    def _notices(self, told: Mapping[str, Any]) -> Markup:
        lines = [
            self._line(each, fill("bold", text=self.words[f"letter_{each['kind']}"] + ":"), each["text"])
            for each in told.get("notices", ())
        ]
        return fill("boxed", spoken=self.spoken, name=self.words["letter_notices"], lines=joined(lines, "\n")) if lines else NOTHING

    def _line(self, story: Mapping[str, Any], label: Markup, after: str) -> Markup:
        return fill("line", tongue=self._tongue(story), label=label, headline=self._linked(story, story["headline"]), after=after)

    def _linked(self, line: Mapping[str, Any], text: str) -> str:
        return fill("link", url=self.masthead.base + line["path"], text=text) if line["path"] else text

    def _tongue(self, line: Mapping[str, Any]) -> Markup:
        """The attributes of text that is not in the edition's language."""
        language = line.get("language") or ""
        if not language or primary(language) == primary(self.masthead.language):
            return NOTHING
        return Markup(f' lang="{html.escape(language)}" dir="{"rtl" if right_to_left(language) else "ltr"}"')
