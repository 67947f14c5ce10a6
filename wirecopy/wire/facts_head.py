"""What stands over the text? Headline, standfirst, kicker, byline: the lines that a page shows, confirmed by what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from wirecopy.wire import authors, credit, links, reporters
from wirecopy.wire.authors import BY, FAR, without_time
from wirecopy.wire.blocks import Line
from wirecopy.wire.facts import Facts, Said
from wirecopy.wire.headline import KICKER, choose
from wirecopy.wire.letters import letters
from wirecopy.wire.titles import host_names, titles

__all__ = ["BY", "Head", "byline", "headline", "host_names", "kicker", "outlet", "standfirst", "without_time"]

STANDFIRST = re.compile(
    r"standfirst|subtitle|sub-title|subtitulo|subhead|sub-head|\bdek\b|\bdeck\b|summary|teaser-?text|intro\b|intro[-_]|-intro|"
    r"\blead\b|lead-?(text|paragraph)|lead__|\blede\b|chapo|chapeau|ingress|manchet|perex|vorspann|anrei|excerpt|bajada|entradilla|"
    r"sottotitolo|occhiello|catenaccio|sapo|leadtext|article-?description|abstract|headline_?2|subline|zajawka"
)
NOT_STANDFIRST = re.compile(
    r"caption|credit|copyright|byline|author|breadcrumb|share|social|cookie|consent|newsletter|\bnav|menu|\bdate|time|image|img|photo|"
    r"video|gallery|media|advert|comment|login|paywall|player|message-?bar|telegram|whatsapp|subscribe\b|subscription|sponsor|\bpromo\b"
)
ENDS = re.compile(r"[.!?。！？।۔።։…\"”»]$")
AGO = re.compile(r"\b(published|updated|\d+ (minutes?|hours?) ago)\b", re.I)
SURE = 20  # letters that no line but the headline says
OPENINGS, ALONE = 3, 24  # lines of a text that may name who reports; letters of one that says nothing else
OPENING = 25  # letters that make a described line known


@dataclass(slots=True)
class Head:
    headline: Said | None = None
    standfirst: Said | None = None
    kicker: Said | None = None
    byline: Said | None = None
    authors: tuple[str, ...] = ()
    authors_in: str = ""
    agency: str | None = None
    at: int | None = None  # the number of the headline's line
    lines: dict[int, str] = field(default_factory=dict)  # line number -> what it is


def outlet(facts: Facts, url: str | None) -> Said | None:
    """The outlet's name as the page gives it; a publisher's company name gives way to the name of the site."""
    named = sorted(facts.outlet, key=lambda said: not said[1].startswith("meta og:site_name"))
    for name, where in named:
        if len(name) < 60 and not name.startswith("http"):
            return name.lstrip("@"), where
    host = links.host(url)
    return (host, "host") if host else None


def headline(facts: Facts, lines: Sequence[Line], body: Sequence[int], sites: Sequence[str], head: Head) -> None:
    """The headline, the kicker that is set into it, and every line that repeats it."""
    said = titles(facts, sites, [line.key for line in lines if line.level])
    choice = choose(said, lines, body)
    keys = {title.key for title in said}
    if choice is not None:
        head.headline = (choice.text, choice.where)
        keys.add(letters(choice.text))
        if choice.kicker:
            head.kicker = (choice.kicker, "page line")
        if choice.line is not None:
            head.at = choice.line.number
            head.lines[head.at] = "headline"
            if head.at and lines[head.at - 1].text == choice.kicker:
                head.lines[head.at - 1] = "kicker"
    ends = tuple(key for key in keys if len(key) > SURE)
    firsts = {key[0] for key in keys if len(key) > SURE}
    for line in lines:
        if line.level:
            repeats = line.key in keys or line.key.endswith(ends)
        else:  # most lines begin with another letter
            first = line.text[0]
            repeats = (first.lower()[0] in firsts or not first.isalnum()) and len(line.key) > SURE and line.key in keys
        if repeats:
            head.lines[line.number] = "headline"


def standfirst(facts: Facts, lines: Sequence[Line], body: Sequence[int], head: Head) -> None:
    """The shown line between headline and text that the page's own description says, or that is called so, or that stands there alone.

    Where none is shown, a description that is no copy of the text's opening.
    """
    told = [letters(text.rstrip(" .…")) for text, _ in facts.standfirst]
    shown = over(lines, body, head)
    best = next((line for line in shown if any(describes(key, line.key) for key in told)), None)
    shown = [line for line in shown if not line.box.within("ul")]
    best = best or next((line for line in shown if STANDFIRST.search(line.called)), None)
    between = [line for line in shown if not body or line.number < body[0]]
    if best is None and 0 < len(between) < 3 and len(between[0].text) > 60 and (len(between[0].text) > 100 or ENDS.search(between[0].text)):
        best = between[0]
    if best is not None:
        head.standfirst = (best.text, "page line")
        head.lines[best.number] = "standfirst"
        return
    opening = "".join(lines[n].key for n in body[:3])
    for (text, where), key in zip(facts.standfirst, told, strict=True):
        copied = key[:60] in opening or key in letters((head.headline or ("",))[0])
        if 40 < len(text) < 600 and not copied and not text.endswith(("...", "…")):
            head.standfirst = (text, where)
            return


def over(lines: Sequence[Line], body: Sequence[int], head: Head) -> list[Line]:
    """The lines that may be the standfirst: after the headline, before or at the opening of the text, and set apart from its paragraphs."""
    start = head.at if head.at is not None else (body[0] - 8 if body else 0)
    usual = Counter(lines[n].path for n in body).most_common(1)
    found = []
    for line in lines[max(0, start + 1) : start + FAR]:
        if body and line.number > body[min(1, len(body) - 1)]:
            break
        away = head.lines.get(line.number) or line.link_share > 0.5 or line.box.within("figure", "figcaption", "nav", "aside")
        signs = BY.match(line.text) and credit.byline(line.text)[0]  # sentences begin with "De" and "Words", too
        other = NOT_STANDFIRST.search(line.near) or signs or AGO.search(line.text)
        if not away and not other and 20 < len(line.text) < 900 and [line.path] != [path for path, _ in usual]:
            found.append(line)
    return found


def describes(told: str, shown: str) -> bool:
    short, long = sorted((told, shown), key=len)
    return len(short) > OPENING and (short in long or long.startswith(short[:60]))


def kicker(lines: Sequence[Line], head: Head) -> None:
    if head.at is None or head.kicker:
        return
    headline = lines[head.at].key
    for line in lines[max(0, head.at - 4) : head.at + 2]:
        if line.number not in head.lines and len(line.text) < 70 and headline not in line.key and KICKER.search(line.called):
            head.kicker = (line.text, "page line")
            head.lines[line.number] = "kicker"
            return


def byline(facts: Facts, lines: Sequence[Line], body: Sequence[int], head: Head) -> None:
    """The byline as printed, and the names: those that the page says of itself, else those of the printed line."""
    found = authors.byline(facts, lines, body, head.at, head.lines)
    names, where, sure = authors.names(facts, found)
    late = found is not None and bool(body) and found.line.number > body[-1]
    nobody = found is not None and not authors.somebody(found, facts)
    if not sure and (found is None or late or nobody):
        other = authors.unlabelled(lines, body, head.at, head.lines)
        found = other if found is None or (other and (nobody or other.line.number < body[0])) else found
    if found is not None:
        head.byline, head.agency = (found.printed, "page line"), found.agency
        head.lines[found.line.number] = "byline"
        after = lines[found.line.number + 1 : found.line.number + 2]
        head.lines |= {line.number: "byline" for line in after if credit.office(line.text) and line.number not in head.lines}
        if not sure and (not names or authors.somebody(found, facts)):
            names, where = found.names, "page line"
    elif not sure and (told := east_asian(lines, body, head)):
        names, where = told, "page line"
    head.authors, head.authors_in = names, where


def east_asian(lines: Sequence[Line], body: Sequence[int], head: Head) -> tuple[str, ...]:
    """Who reports, by the opening of the text or a line of labels over it. A line that is nothing else is no text."""
    over = range(head.at, body[0]) if head.at is not None and body else range(0)
    for n in (*body[:OPENINGS], *over):
        if told := reporters.reporters(lines[n].text):
            if len(lines[n].text) < ALONE:
                head.lines[n] = "byline"
            return told
    return next((told for n in over if (told := reporters.labelled(lines[n].text))), ())
