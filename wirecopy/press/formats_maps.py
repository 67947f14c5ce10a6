"""What does an edition tell search engines? Sitemaps, robots.txt, and what a story says of itself as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from wirecopy.press.formats_xml import add, document, legal, root
from wirecopy.press.told import Told

MAP, NEWS = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.google.com/schemas/sitemap-news/0.9"
M, N = f"{{{MAP}}}", f"{{{NEWS}}}"
NEWS_AGE = timedelta(days=2)
NEWS_MOST, MAP_MOST = 1000, 50_000
UNSAFE_IN_SCRIPT = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def news_sitemap(name: str, language: str, stories: Iterable[Told], now: datetime) -> bytes:
    """The stories of the last two days, newest first, at most 1,000, as Google News asks for them."""
    fresh = sorted((s for s in stories if timedelta(0) <= now - s.shown_at <= NEWS_AGE), key=lambda s: s.shown_at, reverse=True)
    urls = root(f"{M}urlset", {None: MAP, "news": NEWS})
    tongue = language.lower() if language.lower() in ("zh-cn", "zh-tw") else language.lower().partition("-")[0]
    for story in fresh[:NEWS_MOST]:
        url = add(urls, f"{M}url")
        add(url, f"{M}loc", story.url)
        news = add(url, f"{N}news")
        publication = add(news, f"{N}publication")
        add(publication, f"{N}name", name)
        add(publication, f"{N}language", tongue)
        add(news, f"{N}publication_date", story.shown_at.isoformat())
        add(news, f"{N}title", story.headline or story.best.outlet)
    return document(urls)


def sitemap(pages: Sequence[tuple[str, datetime | None]]) -> bytes:
    """Addresses in full, each with the time of its last change where that is known. ValueError over 50,000, which is a sitemap's most."""
    if len(pages) > MAP_MOST:
        raise ValueError(f"{len(pages)} pages do not fit into one sitemap")
    urls = root(f"{M}urlset", {None: MAP})
    for address, changed_at in pages:
        url = add(urls, f"{M}url")
        add(url, f"{M}loc", address)
        if changed_at:
            add(url, f"{M}lastmod", changed_at.isoformat())
    return document(urls)


def robots(base: str) -> bytes:
    """Everything printed may be read; the desk and the search answer people (RFC 9309)."""
    base = "".join(base.split()).rstrip("/")
    lines = (
        "User-agent: *",
        "Disallow: /desk/",
        "Disallow: /search/",
        "",
        f"Sitemap: {base}/sitemap.xml",
        f"Sitemap: {base}/news-sitemap.xml",
    )
    return legal("\n".join(lines) + "\n").encode()


def json_ld(story: Told, publisher: str, publisher_url: str) -> str:
    """The story as a schema.org NewsArticle, safe to stand in <script type="application/ld+json">."""
    telling, shown = story.best, story.best.shown
    names = shown.authors or ((shown.byline,) if shown.byline else ())
    outlet = {"@type": "Organization", "name": telling.outlet, "url": telling.outlet_home}
    base = story.url.removesuffix(story.path)
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shown.headline or telling.outlet,
        "description": shown.standfirst,
        "url": story.url,
        "mainEntityOfPage": story.url,
        "datePublished": story.shown_at.isoformat(),
        "dateModified": updated(story).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in names] or outlet,
        "publisher": {"@type": "Organization", "name": publisher, "url": publisher_url},
        "sourceOrganization": outlet,
        "isBasedOn": [telling.there, story.upstream.original_url] if story.upstream else telling.there,
        "correction": [
            {"@type": "CorrectionComment", "text": each.said, "datePublished": each.at.isoformat()} for each in story.corrections
        ],
        "articleSection": story.section,
        "genre": "PressRelease" if telling.release else None,
        "inLanguage": shown.language,
        "image": base + telling.picture if telling.picture and shown.images else None,
    }
    told = legal(json.dumps({name: value for name, value in article.items() if value}, ensure_ascii=False))
    return told.translate(UNSAFE_IN_SCRIPT)


def updated(story: Told, latest: datetime | None = None) -> datetime:
    """When the story last changed: when the edition put something right in it, else as its page says.

    Never before it came out nor after `latest`, for pages err.
    """
    if story.corrections:
        return story.corrections[-1].at
    stamp = story.best.shown.updated
    try:
        said = datetime.fromisoformat(stamp.instant) if stamp else None
    except ValueError:
        said = None
    if said is None or said.tzinfo is None or said < story.shown_at or (latest and said > latest):
        return story.shown_at
    return said
