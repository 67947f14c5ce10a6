"""How does an edition leave as a feed? RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, all of what the rights let show."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from wirecopy.press.body import LISTS, pieces
from wirecopy.press.formats_maps import json_ld, news_sitemap, robots, sitemap, updated
from wirecopy.press.formats_xml import add, document, legal, root
from wirecopy.press.told import Telling, Told
from wirecopy.press.words import words
from wirecopy.wire.article import Block

__all__ = ["FeedOf", "atom", "json_feed", "json_ld", "news_sitemap", "robots", "rss", "sitemap", "updated"]

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
MEDIA = "http://search.yahoo.com/mrss/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
BLOCK_TAG = re.compile(r"<(?:p|h[1-6]|ul|ol|dl|table|blockquote|pre|hr)[\s>/]")
TAGS = {"subhead": "h2", "quote": "blockquote", "list_item": "li"}


@dataclass(frozen=True, slots=True)
class FeedOf:
    """What a feed says of itself. `id` is the same for ever; `updated` has a zone."""

    title: str
    home_url: str
    self_url: str
    description: str
    language: str
    updated: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A story that was in the feed, and is withdrawn: an entry under its own id, so that readers put it in the place of what they keep."""

    number: int
    url: str
    title: str
    said: str
    at: datetime


def rss(feed: FeedOf, stories: Iterable[Told], gone: Iterable[Withdrawn] = ()) -> bytes:
    told = root("rss", {"atom": ATOM, "dc": DC, "content": CONTENT, "media": MEDIA}, version="2.0")
    channel = add(told, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.home_url)
    add(channel, "description", feed.description or feed.title)
    add(channel, f"{{{ATOM}}}link", href=feed.self_url, rel="self", type="application/rss+xml")
    if _language(feed.language):
        add(channel, "language", feed.language)
    add(channel, "lastBuildDate", format_datetime(_zoned(feed.updated)))
    for story in stories:
        telling, shown = story.best, story.best.shown
        item = add(channel, "item")
        add(item, "title", _headline(story))
        add(item, "link", story.url)
        add(item, "guid", story_id(story), isPermaLink="false")
        add(item, "pubDate", format_datetime(_zoned(story.shown_at)))
        for name in _authors(telling):
            add(item, f"{{{DC}}}creator", name)
        if _language(shown.language):
            add(item, f"{{{DC}}}language", shown.language)
        for category in filter(None, (story.section, _release(feed, story))):
            add(item, "category", category)
        if not _own(story) and _web(telling.outlet_home):
            add(item, "source", telling.outlet, url=telling.outlet_home)
        if _summary(telling):
            add(item, "description", html.escape(_summary(telling), quote=False))
        add(item, f"{{{CONTENT}}}encoded", _content(feed, story))
        _thumbnail(item, story)
    for each in gone:
        item = add(channel, "item")
        add(item, "title", each.title)
        add(item, "link", each.url)
        add(item, "guid", _id(each.url, each.number), isPermaLink="false")
        add(item, "pubDate", format_datetime(_zoned(each.at)))
        add(item, "description", html.escape(each.said, quote=False))
    return document(told)


def atom(feed: FeedOf, stories: Iterable[Told], gone: Iterable[Withdrawn] = ()) -> bytes:
    told = root(f"{{{ATOM}}}feed", {None: ATOM, "media": MEDIA})
    if _language(feed.language):
        told.set(XML_LANG, feed.language)
    _atom(told, "id", feed.id)
    _atom(told, "title", feed.title)
    if feed.description:
        _atom(told, "subtitle", feed.description)
    _atom(told, "updated", _zoned(feed.updated).isoformat())
    _atom(told, "link", rel="self", type="application/atom+xml", href=feed.self_url)
    _atom(told, "link", rel="alternate", type="text/html", href=feed.home_url)
    for story in stories:
        telling, shown = story.best, story.best.shown
        entry = _atom(told, "entry")
        if _language(shown.language):
            entry.set(XML_LANG, shown.language or "")
        _atom(entry, "id", story_id(story))
        _atom(entry, "title", _headline(story))
        _atom(entry, "link", rel="alternate", type="text/html", href=story.url)
        if _web(telling.there):
            _atom(entry, "link", rel="via", href=telling.there)
        _atom(entry, "published", _zoned(story.shown_at).isoformat())
        _atom(entry, "updated", updated(story, feed.updated).isoformat())
        for name in _authors(telling):
            _atom(_atom(entry, "author"), "name", name)
        if story.section:
            _atom(entry, "category", term=story.section)
        if telling.release:
            _atom(entry, "category", term="PressRelease", label=_release(feed, story))
        if not _own(story) and _web(telling.outlet_home):
            source = _atom(entry, "source")
            _atom(source, "id", telling.outlet_home)
            _atom(source, "title", telling.outlet)
            _atom(source, "updated", _zoned(telling.came_at).isoformat())
            _atom(source, "link", rel="alternate", href=telling.outlet_home)
        if _summary(telling):
            _atom(entry, "summary", _summary(telling))
        _atom(entry, "content", _content(feed, story), type="html")
        _thumbnail(entry, story)
    for each in gone:
        entry = _atom(told, "entry")
        _atom(entry, "id", _id(each.url, each.number))
        _atom(entry, "title", each.title)
        _atom(entry, "link", rel="alternate", type="text/html", href=each.url)
        _atom(entry, "updated", _zoned(each.at).isoformat())
        _atom(_atom(entry, "author"), "name", feed.title)
        _atom(entry, "summary", each.said)
    return document(told)


def json_feed(feed: FeedOf, stories: Iterable[Told], gone: Iterable[Withdrawn] = ()) -> bytes:
    items: list[dict[str, Any]] = []
    for story in stories:
        telling = story.best
        item = {
            "id": story_id(story),
            "url": story.url,
            "external_url": telling.there if _web(telling.there) else None,
            "title": _headline(story),
            "content_html": _content(feed, story),
            "summary": _summary(telling),
            "image": _picture(story),
            "date_published": _zoned(story.shown_at).isoformat(),
            "date_modified": updated(story, feed.updated).isoformat(),
            "authors": [{"name": name} for name in _authors(telling)],
            "tags": [*filter(None, (story.section, _release(feed, story)))],
            "language": _language(telling.shown.language),
            "_wirecopy": {
                "pubstatus": "usable",
                "outlet": telling.outlet,
                "outlet_url": telling.outlet_home,
                **({"genre": "PressRelease"} if telling.release else {}),
                "chain": [{"who": hop.who, "standing": hop.standing} for hop in story.chain],
                "also_reported_by": story.also,
            },
        }
        items.append({name: value for name, value in item.items() if value})
    for each in gone:
        at = _zoned(each.at).isoformat()
        told_of = {"id": _id(each.url, each.number), "url": each.url, "title": each.title, "content_text": each.said}
        items.append({**told_of, "date_published": at, "date_modified": at, "_wirecopy": {"pubstatus": "canceled"}})
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed.self_url,
        "description": feed.description,
        "language": _language(feed.language),
        "items": items,
    }
    return legal(json.dumps({name: value for name, value in told.items() if value or name == "items"}, ensure_ascii=False)).encode()


def story_id(story: Told) -> str:
    """The id that a story has in every feed, for ever: its address without the words, which may change with the headline."""
    return _id(story.url, story.id)


def _id(url: str, number: int) -> str:
    base = urlsplit(url)
    return f"{base.scheme}://{base.netloc}/story/{number}"


def _content(feed: FeedOf, story: Told) -> str:
    """Before its text, what the edition has put right in a story."""
    said = words(feed.language)["correction"]
    put_right = (f"<p><b>{said}, {each.at:%Y-%m-%d %H:%M %Z}:</b> {html.escape(each.said)}</p>" for each in story.corrections)
    return "".join(put_right) + content(story, _release(feed, story))


def content(story: Told, label: str = "") -> str:
    """What may be shown of the text, as HTML, under a label where it has one; below it the way that it took, and the original."""
    telling = story.best
    parts = [f"<p><b>{html.escape(label)}: {html.escape(telling.outlet)}</b></p>"] if label else []
    for kind, blocks in pieces(telling.shown.blocks):
        told = "".join(map(_block, blocks))
        parts.append(f"<{LISTS[kind]}>{told}</{LISTS[kind]}>" if kind in LISTS else told)
    way = [hop.who if hop.standing == "seen" else f"{hop.who} ({hop.standing})" for hop in story.chain if hop.who != telling.outlet]
    original = html.escape(telling.outlet)
    if _web(telling.there):
        original = f'<a href="{html.escape(telling.there)}">{original}</a>'
    parts.append("<p>" + " → ".join([*map(html.escape, way), original]) + "</p>")
    return "".join(parts)


def _block(block: Block) -> str:
    inner = block.html or html.escape(block.text, quote=False)
    tag = TAGS.get(block.kind, "p")
    whole = inner.startswith("<li>") if tag == "li" else BLOCK_TAG.match(inner)
    return inner if whole else f"<{tag}>{inner}</{tag}>"


def _release(feed: FeedOf, story: Told) -> str:
    """What a news release is called in the language of the feed; nothing for any other story."""
    return words(feed.language)["release"] if story.best.release else ""


def _headline(story: Told) -> str:
    return story.headline or story.best.outlet


def _summary(telling: Telling) -> str:
    shown = telling.shown
    return shown.standfirst or next((block.text for block in shown.blocks if block.kind == "paragraph"), "")


def _authors(telling: Telling) -> Sequence[str]:
    """Who wrote it; where the page does not say, the outlet."""
    shown = telling.shown
    return shown.authors or ((shown.byline,) if shown.byline else (telling.outlet,))


def _picture(story: Told) -> str | None:
    """The address of its picture, where its outlet lets pictures show."""
    if not (story.best.picture and story.best.shown.images):
        return None
    base = urlsplit(story.url)
    return f"{base.scheme}://{base.netloc}{story.best.picture}"


def _thumbnail(parent: Any, story: Told) -> None:
    picture, (width, height) = _picture(story), story.best.picture_size
    if picture:
        add(parent, f"{{{MEDIA}}}thumbnail", url=picture, width=str(width), height=str(height))


def _own(story: Told) -> bool:
    return urlsplit(story.best.outlet_home).netloc == urlsplit(story.url).netloc


def _web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _language(language: str | None) -> str | None:
    return language if language and LANGUAGE.fullmatch(language) else None


def _zoned(when: datetime) -> datetime:
    if when.tzinfo is None:
        raise ValueError(f"{when} has no zone")
    return when


def _atom(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    return add(parent, f"{{{ATOM}}}{tag}", text, **attributes)
