"""How fast are feeds read, beside feedparser? Both read the same generated feeds in the same run, and must find the same articles.

    python bench/entries.py [--quick]

RSS 2.0, Atom 1.0 and RSS 1.0, 40 entries each with 2 kB of HTML, some of them not well-formed. feedparser is timed as it comes and with its
sanitizer and its resolver of links switched off, since we do not clean HTML here. Progress goes to stderr; the last line of stdout is JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

import feedparser

from wirecopy.wire.entries import Listing, entries

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOME = "https://www.harbour-gazette.example"
_WORDS = "ferry harbour council vote storm wall school bread river night bus market tower price tree Fähre Größe año été 港 порт"
WORDS = _WORDS.split()
ITEMS = 40
Line = tuple[str, str, datetime, str]  # address, headline, time, HTML


def lines(chance: random.Random) -> list[Line]:
    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize()

    return [
        (
            f"{HOME}/2026/{chance.randrange(10**8)}/story?a=1&b={n}",
            f"{words(8)} & {words(2)}",
            NOW - timedelta(minutes=chance.randrange(40_000)),
            "".join(f'<p class="text">{words(40)} <a href="/x">{words(3)}</a>, <b>{words(2)}</b>.</p>' for _ in range(5)),
        )
        for n in range(ITEMS)
    ]


def rss(told: list[Line]) -> str:
    items = "".join(
        f"<item><title>{escape(head)}</title><link>{escape(url)}</link><guid>{escape(url)}</guid>"
        f"<pubDate>{format_datetime(when)}</pubDate>"
        f"<dc:creator>Mara Lind</dc:creator><description>{escape(html)}</description></item>\n"
        for url, head, when, html in told
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Harbour Gazette</title><link>{HOME}/</link><description>News</description>{items}</channel></rss>"
    )


def atom(told: list[Line]) -> str:
    entry = "".join(
        f'<entry><title type="html">{escape(escape(head))}</title><id>{escape(url)}</id><link href="{escape(url)}"/>'
        f"<updated>{when.isoformat()}</updated><author><name>Mara Lind</name></author>"
        f'<content type="html">{escape(html)}</content></entry>\n'
        for url, head, when, html in told
    )
    return f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Gazette</title>{entry}</feed>'


def rdf(told: list[Line]) -> str:
    items = "".join(
        f'<item rdf:about="{escape(url)}"><title>{escape(head)}</title><link>{escape(url)}</link><dc:date>{when.isoformat()}</dc:date>'
        f"<description>{escape(html)}</description></item>\n"
        for url, head, when, html in told
    )
    return (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Gazette</title></channel>{items}</rdf:RDF>'
    )


def feeds(count: int) -> list[bytes]:
    chance = random.Random(7)
    made = [(rss, atom, rdf)[n % 3](lines(chance)) for n in range(count)]
    broken = [feed.replace("&amp;", "&") if n % 30 == 0 else feed for n, feed in enumerate(made)]  # one in thirty, as on the web
    return [feed.encode() for feed in broken]


def ours(body: bytes) -> list[str | None]:
    found = entries(body, HOME + "/feed", now=NOW)
    return [entry.url for entry in found.entries] if isinstance(found, Listing) else []


def theirs(body: bytes) -> list[str | None]:
    return [entry.get("link") for entry in feedparser.parse(body).entries]


def theirs_raw(body: bytes) -> list[str | None]:
    return [entry.get("link") for entry in feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False).entries]


def timed(read: Callable[[bytes], list[str | None]], bodies: list[bytes]) -> tuple[float, list[list[str | None]]]:
    start = time.process_time()
    found = [read(body) for body in bodies]
    return (time.process_time() - start) / len(bodies) * 1000, found


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    options.add_argument("--quick", action="store_true", help="30 feeds instead of 300")
    bodies = feeds(30 if options.parse_args().quick else 300)
    timed(ours, bodies[:3])
    result: dict[str, float | int] = {"feeds": len(bodies), "kB_a_feed": round(sum(map(len, bodies)) / len(bodies) / 1000, 1)}
    answers = {}
    for name, read in (("ours", ours), ("feedparser", theirs), ("feedparser_raw", theirs_raw)):
        spent, answers[name] = timed(read, bodies)
        result[f"{name}_ms"] = round(spent, 3)
        print(f"{name}: {spent:.2f} ms a feed", file=sys.stderr)
    result["times_as_fast"] = round(result["feedparser_ms"] / result["ours_ms"], 1)
    result["times_as_fast_as_raw"] = round(result["feedparser_raw_ms"] / result["ours_ms"], 1)
    result["same_links"] = sum(a == b for a, b in zip(answers["ours"], answers["feedparser_raw"], strict=True))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
