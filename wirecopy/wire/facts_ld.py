"""What does the page say of itself in JSON-LD?"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from wirecopy.wire import clean, links

Node = dict[str, Any]
# The nearer to a piece of news, the lower; what is not here is no article.
KINDS = {"newsarticle": 0, "reportagenewsarticle": 0, "analysisnewsarticle": 0, "opinionnewsarticle": 0, "backgroundnewsarticle": 0,
         "reviewnewsarticle": 0, "liveblogposting": 0, "askpublicnewsarticle": 0, "article": 1, "report": 1, "satiricalarticle": 1,
         "advertisercontentarticle": 1, "blogposting": 1, "socialmediaposting": 2, "scholarlyarticle": 2, "techarticle": 2, "review": 2,
         "recipe": 2, "medicalwebpage": 3, "webpage": 3, "videoobject": 4}  # fmt: skip
LARGEST, DEEPEST, MOST = 1_000_000, 12, 2000
WRAPPERS = ("//", "<!--", "<![CDATA[", "-->", "]]>", ";")
TRAILING_COMMA = re.compile(r",(\s*[}\]])")
BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
# Where nothing else helps: the plain members of a broken object, each on its own.
MEMBER = re.compile(r'"(headline|datePublished|dateModified|description|articleSection)"\s*:\s*"((?:[^"\\]|\\.){1,1000})"')
PERSON = re.compile(r'"author"\s*:\s*[\[{][^\]}]{0,400}?"name"\s*:\s*"((?:[^"\\]|\\.){2,120})"')


def nodes(scripts: list[str]) -> list[Node]:
    """Every object of the page's JSON-LD, in the order of the page."""
    found: list[Node] = []
    for script in scripts:
        if len(script) <= LARGEST:
            for value in parsed(script):
                found.extend(_within(value, 0))
                if len(found) > MOST:
                    return found[:MOST]
    return found


def parsed(script: str) -> list[Any]:
    """The JSON values of a script, mended where they are broken in one of the usual ways."""
    text = script.strip()
    for mark in WRAPPERS * 2:
        text = text.removeprefix(mark).removesuffix(mark).strip()
    with suppress(ValueError, RecursionError):
        return [json.loads(text, strict=False)]
    with suppress(ValueError, RecursionError):
        return [json.loads(BAD_ESCAPE.sub(r"\\\\", TRAILING_COMMA.sub(r"\1", text)), strict=False)]
    values = list(_concatenated(text))
    if values:
        return values
    members: Node = {name: unquoted(value) for name, value in reversed(MEMBER.findall(text))}
    person = PERSON.search(text)
    if person:
        members["author"] = {"@type": "Person", "name": unquoted(person[1])}
    return [{"@type": "NewsArticle", **members}] if "headline" in members or "datePublished" in members else []


def _concatenated(text: str) -> Iterator[Any]:
    """Several objects in a row, with or without commas between them."""
    decoder, at = json.JSONDecoder(strict=False), 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1


def unquoted(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value


def _within(value: Any, depth: int) -> Iterator[Node]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _within(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        for part in value.values():
            if isinstance(part, dict | list):
                yield from _within(part, depth + 1)


def kinds(node: Node) -> list[str]:
    given = node.get("@type", node.get("type"))
    return [str(kind).rsplit("/", 1)[-1].lower() for kind in (given if isinstance(given, list) else [given]) if kind]


def article(found: list[Node], addresses: list[str], titles: list[str]) -> Node:
    """The node that describes the article of this page: of a kind that can, at this address, with a title the page has; else an empty one.

    Pages also describe the articles that they link to, and those carry the same kinds.
    """
    best, best_rank = {}, (9, 9, 9)
    here = pages(addresses)
    for node in found:
        rank = min((KINDS[kind] for kind in kinds(node) if kind in KINDS), default=9)
        undated = 0 if node.get("datePublished") else 1
        if rank > 3 or (0, rank, undated) >= best_rank or not (node.get("headline") or node.get("name") or not undated):
            continue
        title = clean.plain(text(node.get("headline")) or text(node.get("name")) or "").lower()
        own = bool(title) and any(title in other or other in title for other in titles)
        own = own or not here.isdisjoint(pages(text(node.get(name)) for name in ("url", "@id", "mainEntityOfPage")))
        ranked = (0 if own else 1, rank, undated)
        if ranked < best_rank:
            best, best_rank = node, ranked
    return best


def pages(addresses: Iterable[str | None]) -> set[str]:
    """The addresses among these, each without what makes no difference between two addresses of one page."""
    return {links.bare(there) for a in addresses if a and a[:4].lower() == "http" and (there := links.canonical(a))}


def text(value: Any) -> str | None:
    """The text of a JSON-LD value, whatever it is wrapped in."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = next((value[name] for name in ("@value", "name", "headline", "@id", "url") if value.get(name)), None)
        else:
            break
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return None
    found = clean.plain(entities.unescape(entities.unescape(str(value))))
    return found or None


def names(value: Any, found: list[Node]) -> list[str]:
    """The names of persons and bodies under `author` or `publisher`."""
    listed: list[str] = []
    for part in parts(value, found):
        inner = part.get("name") if isinstance(part, dict) else part
        for name in inner if isinstance(inner, list) else [inner]:
            said = text(name)
            if said and not said.startswith(("http://", "https://", "//")) and said not in listed:
                listed.append(said)
    return listed


def bodies(value: Any, found: list[Node]) -> set[str]:
    """The names under `author` of those that are no persons."""
    organizations = (part for part in parts(value, found) if isinstance(part, dict) and any("organization" in kind for kind in kinds(part)))
    return {name for part in organizations if (name := text(part.get("name")))}


def parts(value: Any, found: list[Node]) -> Iterator[Any]:
    """The values of a list, or the one value; a mere reference is looked up among the nodes."""
    for part in (value if isinstance(value, list) else [value])[:40]:
        if isinstance(part, dict) and not part.get("name") and part.get("@id"):
            yield next((node for node in found if node.get("@id") == part["@id"] and node.get("name")), part)
        else:
            yield part
