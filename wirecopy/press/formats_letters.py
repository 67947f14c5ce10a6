"""How do an edition's issues leave as a feed? RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, one entry for each issue."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from wirecopy.press.formats import ATOM, CONTENT, LANGUAGE, XML_LANG, FeedOf
from wirecopy.press.formats_xml import add, document, legal, root
from wirecopy.press.issue import also_in, hop_said, named_by
from wirecopy.press.words import Words

__all__ = ["FORMATS", "Entry", "FeedOf", "content"]

A = f"{{{ATOM}}}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An issue. Its address is also its id, for ever; `made_at` has a zone."""

    url: str
    title: str
    made_at: datetime
    summary: str
    content: str  # HTML


def rss(feed: FeedOf, entries: Sequence[Entry]) -> bytes:
    told = root("rss", {"atom": ATOM, "content": CONTENT}, version="2.0")
    channel = add(told, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home_url)
    add(channel, "description", feed.description)
    add(channel, f"{A}link", href=feed.self_url, rel="self", type="application/rss+xml")
    if LANGUAGE.fullmatch(feed.language):
        add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(feed.updated))
    for entry in entries:
        item = add(channel, "item")
        add(item, "title", entry.title)
        add(item, "link", entry.url)
        add(item, "guid", entry.url, isPermaLink="true")
        add(item, "pubDate", format_datetime(entry.made_at))
        add(item, "description", html.escape(entry.summary, quote=False))
        add(item, f"{{{CONTENT}}}encoded", entry.content)
    return document(told)


def atom(feed: FeedOf, entries: Sequence[Entry]) -> bytes:
    told = root(f"{A}feed", {None: ATOM})
    if LANGUAGE.fullmatch(feed.language):
        told.set(XML_LANG, feed.language)
    add(told, f"{A}id", feed.id)
    add(told, f"{A}title", feed.title)
    add(told, f"{A}subtitle", feed.description)
    add(told, f"{A}updated", feed.updated.isoformat())
    add(add(told, f"{A}author"), f"{A}name", feed.title)
    add(told, f"{A}link", rel="self", type="application/atom+xml", href=feed.self_url)
    add(told, f"{A}link", rel="alternate", type="text/html", href=feed.home_url)
    for entry in entries:
        item = add(told, f"{A}entry")
        add(item, f"{A}id", entry.url)
        add(item, f"{A}title", entry.title)
        add(item, f"{A}link", rel="alternate", type="text/html", href=entry.url)
        add(item, f"{A}published", entry.made_at.isoformat())
        add(item, f"{A}updated", entry.made_at.isoformat())
        add(item, f"{A}summary", entry.summary)
        add(item, f"{A}content", entry.content, type="html")
    return document(told)


def json_feed(feed: FeedOf, entries: Sequence[Entry]) -> bytes:
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.self_url,
        "description": feed.description,
        "language": feed.language if LANGUAGE.fullmatch(feed.language) else None,
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "content_html": entry.content,
                "date_published": entry.made_at.isoformat(),
            }
            for entry in entries
        ],
    }
    return legal(json.dumps({name: value for name, value in told.items() if value or name == "items"}, ensure_ascii=False)).encode()


FORMATS: dict[str, Callable[[FeedOf, Sequence[Entry]], bytes]] = {"rss": rss, "atom": atom, "json_feed": json_feed}


def content(told: Mapping[str, Any], base: str, label: Words) -> str:
    """What an issue says, as plain HTML."""
    return "".join(_content(told, base, label))


def _content(told: Mapping[str, Any], base: str, label: Words) -> Iterator[str]:
    for part in told["sections"]:
        yield f"<h2>{html.escape(part['name'])}</h2>"
        for story in part["stories"]:
            place = f"<b>{html.escape(story['place'])}</b> " if story["place"] else ""
            way = " → ".join((*(hop_said(hop, label) for hop in story["chain"][:-1]), story["outlet"]))
            yield f"<h3>{_labelled(story, label)}{_linked(story, base)}</h3>"
            if story["text"]:
                yield f"<p>{place}{html.escape(story['text'])}</p>"
            yield f"<p><small>{html.escape(' · '.join(filter(None, (way, also_in(story, label)))))}</small></p>"
        if part["teasers"]:
            yield f"<ul>{''.join(_named(each, base, label) for each in part['teasers'])}</ul>"
        if part["more"]:
            yield f'<p><a href="{html.escape(base + part["path"])}">{html.escape(label.count("letter_more", part["more"]))}</a></p>'
    if told.get("updated"):
        yield f"<h2>{html.escape(label['letter_updated'])}</h2><ul>{''.join(f'<li>{_linked(s, base)}</li>' for s in told['updated'])}</ul>"
    if told.get("notices"):
        yield f"<h2>{html.escape(label['letter_notices'])}</h2>"
    for notice in told.get("notices", ()):
        said = html.escape(label[f"letter_{notice['kind']}"])
        yield f"<p><b>{said}</b> {_linked(notice, base)} {html.escape(notice['text'])}</p>"


def _named(teaser: Mapping[str, Any], base: str, label: Words) -> str:
    return f"<li>{_labelled(teaser, label)}<b>{html.escape(named_by(teaser))}</b> {_linked(teaser, base, teaser['text'])}</li>"


def _labelled(line: Mapping[str, Any], label: Words) -> str:
    return f"<b>{html.escape(label['release'])}:</b> " if line.get("release") else ""


def _linked(line: Mapping[str, Any], base: str, text: str = "") -> str:
    said = html.escape(text or line["headline"])
    return f'<a href="{html.escape(base + line["path"])}">{said}</a>' if line["path"] else said
