"""Readers' comments under a text, in markup that names nothing, and what only looks like them."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser
from test_ends import ENGLISH
from test_small_sites import HEADLINE, META, NAV, TITLE, VIEWS, paragraphs

import wirecopy
from wirecopy.wire import comments
from wirecopy.wire.blocks import Line, blocks
from wirecopy.wire.letters import letters

NAMES = ("Anna", "harbourmaster55", "Ole K.")
TIMES = ("2 days ago", "March 13, 2031 at 10:15 am", "13.03.2031, 22:10")
EACH = tuple(zip(NAMES, TIMES, VIEWS, strict=True))
SETS = {
    "lines": "<h3>Comments</h3>" + "".join(f"<p><b>{name}</b><br>{time}<br>{view}</p>" for name, time, view in EACH),
    "paragraphs": "<h3>3 Comments</h3>" + "".join(f"<p><b>{name}</b> {time}</p><p>{view}</p>" for name, time, view in EACH),
    "boxes": "<div class=q1><div>Comments (3)</div>"
    + "".join(f"<div class=q2><div>{name}</div><div>{time}</div><div class=q5>{view}</div></div>" for name, time, view in EACH)
    + "</div>",
    "definitions": f"<dl><dt>3 Responses to “{HEADLINE}”</dt>"
    + "".join(f"<dt>{name} said...</dt><dd>{view}</dd><dd><a href=#>{time}</a></dd>" for name, time, view in EACH)
    + "</dl>",
    "table": "<table><tr><td colspan=2>Kommentare</td></tr>"
    + "".join(f"<tr><td>{name}<br>{time}</td><td>{view}</td></tr>" for name, time, view in EACH)
    + "</table>",
    "no heading": "<div class=z1>"
    + "".join(f"<div><p>{name} wrote on {time}:</p><p>{view}</p></div>" for name, time, view in EACH)
    + "</div>",
    "German": f"<h3>3 Kommentare zu „{HEADLINE}“</h3><div>"
    + "".join(f"<div><p>{name} sagt:</p><p>{time}</p><p>{view}</p><p><a href=#>Antworten</a></p></div>" for name, time, view in EACH)
    + "</div>",
    "French": "<h2>Messages</h2><ul>"
    + "".join(f"<li><div>{HEADLINE} {time}, par {name}</div><p>{view}</p></li>" for name, time, view in EACH)
    + "</ul>",
    "Italian": "<p><b>Commenti dei lettori (3)</b></p>" + "".join(f"<p><b>{name}</b> ({time}): {view}</p>" for name, time, view in EACH),
    "one": f"<h4>Discussion</h4><div><div>{NAMES[0]}</div><div>{VIEWS[0]}</div><a href=#>Reply</a></div>",
}  # fmt: skip
SITES = {
    "flat": f"{TITLE}<p>By Jane Roe<br>March 12, 2031</p>%s%s<p>Copyright 2031 The Example Post</p>",
    "one box": f"<div class=b2>{TITLE}{META}%s%s</div><div class=h8>© 2031 The Example Post</div>",
    "own box": f"<div class=b2>{TITLE}{META}<div class=e5>%s</div>%s</div><div class=h8>© 2031 The Example Post</div>",
}


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
@pytest.mark.parametrize("below", SETS.values(), ids=SETS)
def test_comments_under_a_text_are_none_of_it(below: str, site: str) -> None:
    page = f"<html><title>{HEADLINE} - The Example Post</title><body>{NAV}{site % (paragraphs(*ENGLISH), below)}</body></html>"
    assert wirecopy.read(page, "https://post.example/a").body.split("\n\n") == list(ENGLISH)


def lines(body: str) -> list[Line]:
    return blocks(LexborHTMLParser(f"<html><body>{body}</body></html>")).lines


TEXT = paragraphs(*ENGLISH)
PAIRS = tuple(zip(TIMES, VIEWS, strict=True))
TIMED = "".join(f"<p>{time}</p><p>{view}</p>" for time, view in PAIRS)


@pytest.mark.parametrize(
    "body",
    [
        f"{TITLE}{TEXT}<h2>Reactions</h2>{TIMED}",  # a part of the story, told by hours
        f"{TITLE}{TEXT}<h2>Comments</h2>{paragraphs(*VIEWS)}",  # nothing is signed
        f"{TITLE}{TEXT}<p>The mayor says:</p>{paragraphs(*VIEWS)}",  # once is a quotation
        f"{TITLE}<p>3 Comments</p><p>March 12, 2031</p>{TEXT}<p>Updated 2 days ago</p>",  # a count over the text
        f"{paragraphs(*VIEWS)}<p>Kommentar</p>{TITLE}<p>vor 2 Stunden</p>{TEXT}<p>vor 1 Stunde</p>",  # a kicker
        f"{TITLE}{TEXT}<p>Kommentar von Jane Roe</p>{TIMED}",
        f"{TITLE}<p>{' '.join(ENGLISH[:2])}</p><p>12 Comments</p><p>March 12, 2031</p><p>Like</p><p>Updated 2 days ago</p>{TEXT}",
        f"{TITLE}{TEXT}<p><a href=#comments>3 Comments</a></p>{TIMED}",
        f"{TITLE}{TEXT}<p>3 views</p>{TIMED}",
        f"{TITLE}{TEXT}<p>In a statement she said:</p>{paragraphs(VIEWS[0])}<p>A speaker of the board wrote:</p>{paragraphs(VIEWS[1])}",
        f"{TITLE}{TEXT}<h2>Reactions</h2><p>The mayor said:</p>{paragraphs(*VIEWS)}",
        f"{TITLE}<ul><li>{'<li>'.join(ENGLISH)}</ul><p>12 Comments</p><p>March 12, 2031</p><p>2 days ago</p>{TEXT}",
        f"{TITLE}{TEXT}<p>3 responses</p>{paragraphs(*VIEWS)}{paragraphs(*VIEWS)}{TIMED}",  # too far below
        f"{TITLE}{TEXT}<p>3 Comments</p>" + "".join(f"<p><a href=/{n}>{view}</a></p><p>{time}</p>" for n, (time, view) in enumerate(PAIRS)),
    ],
)
def test_what_only_looks_like_the_beginning_of_comments_is_none(body: str) -> None:
    page = lines(body)
    assert comments.begin(page, {letters(HEADLINE)}) == len(page)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Anna says:", "said"),
        ("Anna said...", "said"),
        ("Ole K. schrieb am 12.03.2031:", "said"),
        ("Anna a écrit le 12 mars 2031 :", "said"),
        ("The mayor said that he would think about it:", ""),
        ("Anna says", ""),
        ("Reply", "answer"),
        ("Antworten | Melden", "answer"),
        ("Reply (2)", "answer"),
        ("Anna 2 days ago", "time"),
        ("vor 3 Stunden", "time"),
        ("Anna", ""),
        ("5", ""),
    ],
)
def test_a_comment_is_signed(text: str, mark: str) -> None:
    [line] = lines(f"<p>{text}</p>")
    assert comments.signature(line) == mark
