"""What does a JSON Feed announce? Versions 1.0 and 1.1."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from wirecopy.wire.listing import (
    ADDRESS_SIGNS,
    MOST_READ,
    SUMMARY_SIGNS,
    Entry,
    Listing,
    NotAFeed,
    address,
    language,
    literal,
    names,
    newest,
    plain,
    stamp,
    tidy,
)

MOST_DIGITS = 64


def listing(text: str, url: str, now: datetime) -> Listing | NotAFeed:
    """What the JSON Feed that came from `url` announces; items that are no objects are passed over."""
    try:
        feed = json.loads(text, parse_int=_whole, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        return NotAFeed("broken", "The document starts like JSON, but is none.")
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list):
        return NotAFeed("unknown", "The document is JSON, but no JSON Feed: it has no list of items.")
    good = [item for item in items[:MOST_READ] if isinstance(item, dict)]
    kept = newest(good, lambda item: stamp(_text(item, "date_published"), now) or stamp(_text(item, "date_modified"), now))
    spoken = language(_text(feed, "language"))
    people = _people(feed)
    hubs = feed.get("hubs")
    hub = next((hub for hub in hubs if isinstance(hub, dict)), {}) if isinstance(hubs, list) else {}
    return Listing(
        kind="feed",
        title=literal(_text(feed, "title")),
        home=address(_text(feed, "home_page_url"), url),
        language=spoken,
        entries=tuple(_entry(item, url, spoken, people, now) for item in kept),
        self_url=address(_text(feed, "feed_url"), url),
        hub=address(_text(hub, "url"), url),
        partial=len(items) > MOST_READ or len(good) > len(kept),
    )


def _entry(item: dict[str, Any], url: str, spoken: str | None, people: tuple[str, ...], now: datetime) -> Entry:
    given = item.get("id")
    guid = str(given) if isinstance(given, int) and not isinstance(given, bool) else _text(item, "id")
    link = address(_text(item, "url"), url) or address(_text(item, "external_url"), url)
    summary = _text(item, "summary") or _text(item, "content_text")
    return Entry(
        url=link or (address(guid, url) if guid.startswith(("http://", "https://")) else None),
        guid=tidy(guid, ADDRESS_SIGNS),
        headline=literal(_text(item, "title")),
        summary=literal(summary, SUMMARY_SIGNS) or plain(_text(item, "content_html"), SUMMARY_SIGNS),
        published=stamp(_text(item, "date_published"), now),
        updated=stamp(_text(item, "date_modified"), now),
        authors=_people(item) or people,
        language=language(_text(item, "language")) or spoken,
    )


def _whole(digits: str) -> int:
    """A whole number, cut before it costs: the only one that matters is an id."""
    return int(digits[:MOST_DIGITS])


def _text(of: dict[str, Any], name: str) -> str:
    value = of.get(name)
    return value.strip() if isinstance(value, str) else ""


def _people(of: dict[str, Any]) -> tuple[str, ...]:
    authors = of.get("authors")
    people = authors[:100] if isinstance(authors, list) else [of.get("author")]
    return names(_text(person, "name") for person in people if isinstance(person, dict))
