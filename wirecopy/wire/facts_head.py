"""What stands over the text? Headline, standfirst, kicker, byline: the lines that a page shows, confirmed by what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wirecopy.wire import credit, links, timestamp
from wirecopy.wire.blocks import Line, letters
from wirecopy.wire.facts import Facts, Said

SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|｜ㅣ]\s*|\s+::\s+|_")
PARTED = re.compile(r"\s*(?:[|｜：»«·•]|:+\s|\s[-–—/]\s)\s*")
KICKER = re.compile(
    r"kicker|overline|topline|eyebrow|rubric|dachzeile|overtitle|supertitle|pretitle|pre-title|surtitre|volanta|antetitulo|roofline|"
    r"strapline-top|label-kicker"
)
STANDFIRST = re.compile(
    r"standfirst|subtitle|sub-title|subtitulo|subhead|sub-head|\bdek\b|\bdeck\b|summary|teaser-?text|intro\b|intro[-_]|-intro|"
    r"\blead\b|lead-?(text|paragraph)|lead__|\blede\b|chapo|chapeau|ingress|manchet|perex|vorspann|anrei|excerpt|bajada|entradilla|"
    r"sottotitolo|occhiello|catenaccio|sapo|leadtext|article-?description|abstract|headline_?2|subline|zajawka"
)
NOT_STANDFIRST = re.compile(
    r"caption|credit|copyright|byline|author|breadcrumb|share|social|cookie|consent|newsletter|\bnav|menu|\bdate|time|image|img|photo|"
    r"video|gallery|media|advert|comment|login|paywall|player"
)
BYLINE = re.compile(r"byline|author|autor|auteur|writer|reporter|contributor|journalist|firma|kirjoittaja|skribent|signature|podpis")
BY = re.compile(r"(by|von|par|por|di|de|door|af|av|text|texto|autor|auteur|od|przez|автор|از|oleh|a cura di)[:\s]\s*\S", re.I)
NO_PERSON = re.compile(r"@\w|^\W*\d+\W*$|^\W*$|^\(?(image|photo|foto|bild)\b", re.I)
INITIALS = re.compile(r"\s*\([a-zäöü.]{2,5}\)$")
SITE = re.compile(r"\.(com|de|org|net|lt|fr|uk|tr|co)\b|www\.", re.I)
EDGES = " ,;:|·•-–—/"
ENDS = re.compile(r"[.!?。！？।…\"”»]$")
AGO = re.compile(r"\b(published|updated|\d+ (minutes?|hours?) ago)\b", re.I)
LONGEST_TITLE = 500
KICKER_MOST = 20  # letters
FAR = 30  # lines between headline and text
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


def without_site(title: str, sites: Iterable[str]) -> str:
    """A title without the name of the site and its section at the end or at the start."""
    known = [key for key in map(letters, sites) if len(key) > 2]
    cuts = list(SEPARATOR.finditer(title))
    for cut in cuts:
        tail = letters(title[cut.end() :])
        if tail and cut.start() > 8 and any(tail == k or (len(tail) > 4 and (tail.startswith(k) or tail.endswith(k))) for k in known):
            return title[: cut.start()].rstrip()
    for cut in cuts[:1]:
        if letters(title[: cut.start()]) in known:
            return title[cut.end() :].lstrip()
    return title


def headline(facts: Facts, lines: Sequence[Line], body: Sequence[int], sites: Sequence[str], head: Head) -> None:
    """The <h1> that the metadata confirms, as the page shows it; else what the metadata agree on. Of two alike, the nearer to the text."""
    said = [(without_site(text, sites), where) for text, where in facts.headline if len(text) < LONGEST_TITLE]
    keys = [letters(text) for text, _ in said if text]
    best, best_score = None, 0.0
    for line in lines:
        level = line.level
        if not level or level > 2 or len(line.key) < 4:
            continue
        score = max((likeness(line.key, key) for key in keys), default=0.0) + 0.02 * keys.count(line.key)
        score += (0.3 if level == 1 else 0.0) - (0.6 if line.box.within("nav", "footer", "aside") else 0.0)
        nearer = score > best_score - 0.001 and bool(body) and line.number < body[-1]
        if score > best_score + 0.001 or (score > 0.5 and nearer):
            best, best_score = line, score
    if best is not None and best_score >= (0.75 if keys else 0.3):
        head.at = best.number
        before, shown = kicker_cut(best, keys)
        head.headline = (shown, f"page h{best.level}")
        if before:
            head.kicker = (before, "page line")
    elif said:
        text, where = said[0]
        shown, head.at = shown_part(text, lines)
        head.headline = (shown, where)
    elif best is not None:
        head.headline, head.at = (best.text, f"page h{best.level}"), best.number
    if head.at is not None:
        head.lines[head.at] = "headline"
    titles = {letters(head.headline[0]), *keys} if head.headline else set(keys)
    for line in lines:
        heading = line.level and any(len(key) > 20 and line.key.endswith(key) for key in titles)
        if heading or (line.key in titles and (line.level or len(line.key) > 20)):
            head.lines[line.number] = "headline"


def shown_part(title: str, lines: Sequence[Line]) -> tuple[str, int | None]:
    """A title, or the longest part of it that the page shows as a line of its own, at most behind a kicker; and that line's number."""
    cuts = list(PARTED.finditer(title))
    parts = [title, *(part for cut in cuts for part in (title[: cut.start()], title[cut.end() :]))]
    for part in sorted(parts, key=len, reverse=True):
        key = letters(part)
        ends = [line for line in lines if line.key.endswith(key) and line.link_share < 0.5 and len(line.key) - len(key) < KICKER_MOST]
        if len(key) > 8 and ends:
            return part.strip(), min(ends, key=lambda line: len(line.key)).number
    return title, None


def kicker_cut(line: Line, titles: Sequence[str]) -> tuple[str, str]:
    """A kicker set into the headline, and the headline: the rest is then a title that the page gives."""
    shown, key = line.text, line.key
    for title in () if key in titles and not KICKER.search(line.words) else titles:
        if key.endswith(title) and len(title) > 12 and 2 < len(key) - len(title) < 45:
            for at in range(min(len(shown), 120)):
                if letters(shown[at:]) == title and (shown[at].isalnum() or shown[at] in "\"'“„«‘¿¡"):
                    return shown[:at].strip(" :-–—|/·.\"'“„«‘"), shown[at:]
    return "", shown.lstrip(" :|")


def likeness(shown: str, said: str) -> float:
    """How much a shown line looks like a title, by letters: 1 the same, less where one holds the other or they begin alike."""
    if shown == said:
        return 1.0
    short, long = sorted((shown, said), key=len)
    if len(short) >= 12 and short in long:
        return 0.6 + 0.4 * len(short) / len(long)
    same = next((n for n, (a, b) in enumerate(zip(shown, said, strict=False)) if a != b), len(short))
    return 0.8 * same / len(long) if long else 0.0


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
        other = NOT_STANDFIRST.search(line.near) or BY.match(line.text) or AGO.search(line.text)
        if not away and not other and 20 < len(line.text) < 900 and [line.path] != [path for path, _ in usual]:
            found.append(line)
    return found


def describes(told: str, shown: str) -> bool:
    short, long = sorted((told, shown), key=len)
    return len(short) > OPENING and (short in long or long.startswith(short[:60]))


def kicker(lines: Sequence[Line], head: Head) -> None:
    if head.at is None or head.kicker:
        return
    for line in lines[max(0, head.at - 4) : head.at + 2]:
        if line.number not in head.lines and len(line.text) < 70 and KICKER.search(line.called):
            head.kicker = (line.text, "page line")
            head.lines[line.number] = "kicker"
            return


def byline(facts: Facts, lines: Sequence[Line], body: Sequence[int], head: Head) -> None:
    """The byline as printed, and the names: those that the page says of itself, else those of the printed line."""
    start = max(0, (head.at if head.at is not None else (body[0] if body else 0)) - 3)
    stop = min(len(lines), (body[-1] if body else start) + 6)
    named = [letters(name) for names, _ in facts.authors for name in names if len(name) > 3]
    for line in [*lines[start : start + FAR], *lines[max(start + FAR, stop - 9) : stop]]:
        if line.number in head.lines or len(line.text) > 160 or len(line.text) < 4:
            continue
        if BY.match(line.text) or BYLINE.search(line.called) or line.key in named:
            printed, authors, agency = credit.byline(without_time(line.text))
            if printed and authors and (any(name in line.key for name in named) or BY.match(line.text) or not named):
                head.byline = (printed, "page line")
                head.lines[line.number] = "byline"
                head.agency = agency
                break
    outlets = {letters(name) for name, _ in facts.outlet}
    spare: tuple[tuple[str, ...], str] | None = None
    for names, where in facts.authors:
        split = tuple(dict.fromkeys(part for name in names for part in (persons(name) or (name,)) if not NO_PERSON.search(part)))
        if split and all(letters(name) in outlets or SITE.search(name) for name in split):
            spare = spare or (split, where)
        elif split:
            head.authors, head.authors_in = split, where
            return
    if head.byline and not head.authors:
        head.authors, head.authors_in = tuple(credit.byline(head.byline[0])[1]), head.byline[1]
    if not head.authors and spare:
        head.authors, head.authors_in = spare


def without_time(text: str) -> str:
    """A byline without the time that is printed beside it."""
    hit = timestamp.find(text)
    if hit is None:
        return text
    before, after = text[: hit[1]].strip(EDGES), text[hit[2] :].strip(EDGES)
    return before if len(before) > 3 else after or text


def persons(name: str) -> tuple[str, ...]:
    """One or several names out of one value. "Surname, First name" is not told apart from two names, and hardly ever printed."""
    return tuple(credit.byline(INITIALS.sub("", name))[1])


def host_names(url: str | None) -> list[str]:
    """What a title may call the site by its address: example.co.uk, example."""
    host = links.host(url)
    parts = host.split(".")
    return [host, *(part for part in parts[:-1] if len(part) > 3)] if host else []
