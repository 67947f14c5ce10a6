"""What does an outlet announce? Feed, sitemap or front-page bytes in, entries out."""

from __future__ import annotations

import re
from datetime import datetime

from wirecopy.wire import entries_json, entries_xml, front, sitemaps
from wirecopy.wire.listing import Entry, Listing, NotAFeed
from wirecopy.wire.xmltext import HTML, MOST_BYTES, ROOTS, charset_of, decode, document

__all__ = ["Entry", "Listing", "NotAFeed", "entries"]

MOST_HTML_LOOK = 1 << 16
_SITEMAP = re.compile("urlset|sitemapindex", re.IGNORECASE)


def entries(
    body: bytes, url: str, *, content_type: str = "", charset: str | None = None, kind: str = "", now: datetime
) -> Listing | NotAFeed:
    """The entries that `body`, fetched from `url`, announces; or the reason why it is no feed.

    `kind` "front" takes the body for an HTML page and its article links for the entries; any other kind is told from the
    document itself, since servers label feeds as they please. `now` bounds the dates. At most 1,000 entries, the newest,
    in the order of the document. Never raises on any bytes.
    """
    if not body.strip(b"\x00\xef\xbb\xbf\xfe\xff \t\r\n"):
        return NotAFeed("empty", "The document is empty.")
    if len(body) > MOST_BYTES:
        return NotAFeed("too_big", "The document is larger than 32 MB.")
    charset = charset or charset_of(content_type)
    if kind == "front":
        return front.listing(body, url, charset)
    text = decode(body, charset).lstrip("\ufeff \t\r\n\x00")
    if text.startswith(("{", "[")):
        return entries_json.listing(text, url, now)
    root, html = ROOTS.search(text), HTML.search(text[:MOST_HTML_LOOK])
    if html and (not root or html.start() < root.start()):
        return NotAFeed("html", "The document is an HTML page, not a feed.")
    if not root:
        return sitemaps.text_listing(text, url)
    parsed = document(text)
    if isinstance(parsed, NotAFeed):
        return parsed
    if _SITEMAP.search(root[0]):
        return sitemaps.listing(parsed, url, now)
    return entries_xml.listing(parsed, url, now)
