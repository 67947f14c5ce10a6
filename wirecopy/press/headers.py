"""Which headers go with a printed page, and which encoding does a client want?"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath

WEIGHT = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
HASHED = re.compile(r"/static/.*\.[0-9a-f]{8,64}\.[a-z0-9]+")
CSP = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'"
HSTS = ("Strict-Transport-Security", f"max-age={180 * 86_400}")  # where a page is handed out by https; settings.py says the same
SAFETY = [
    ("Content-Security-Policy", CSP + "; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
]
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
FEEDS = {
    "rss.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
}


def headers(path: str, encoding: str, etag: str, length: int) -> list[tuple[str, str]]:
    """All that stands above a printed page of `length` bytes, sent in `encoding` ("" for unpacked)."""
    file = PurePosixPath(path + "index.html" if path.endswith("/") else path)
    kind = FEEDS.get(file.name) or TYPES.get(file.suffix, "application/octet-stream")
    if HASHED.fullmatch(path):
        keep = "public, max-age=31536000, immutable"
    elif kind.startswith(("image/", "font/")):
        keep = "public, max-age=86400"
    else:
        keep = f"public, max-age={60 if file.suffix == '.html' else 300}"
    packed = [("Content-Encoding", encoding)] if encoding else []
    kept = [("ETag", etag), ("Cache-Control", keep), ("Vary", "Accept-Encoding")]
    return [("Content-Type", kind), ("Content-Length", str(length)), *packed, *kept, *SAFETY]


@lru_cache(maxsize=512)
def coding(asked: str) -> str:
    """What an Accept-Encoding weighs highest (RFC 9110, 12.5.3): "br", then "gzip", then "" for unpacked, where they weigh the same."""
    weights: dict[str, float] = {}
    for part in asked.lower().split(","):
        name, *rest = (piece.strip() for piece in part.split(";"))
        weight = WEIGHT.fullmatch(rest[0]) if rest else None
        weights[name] = float(weight[1]) if weight else 0.0 if rest else 1.0
    other = weights.get("*", 0.0)
    br, gz = weights.get("br", other), weights.get("gzip", weights.get("x-gzip", other))
    best = max(br, gz)
    if not best or weights.get("identity", 0.0) > best:
        return ""
    return "br" if br == best else "gzip"
