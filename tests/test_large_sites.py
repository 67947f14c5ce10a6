"""Pages as large outlets build them: each paragraph in a box, advertisements and cards between, posts, boxes, texts out of sight."""

from __future__ import annotations

import pytest
from test_ends import ENGLISH
from test_small_sites import HEADLINE, NAV, OTHERS, TITLE, paragraphs

import wirecopy

P = [*ENGLISH, "Until then the ferry will go on landing at the coal pier, from which it is a walk of two kilometres to the village."]
AD = "<div class=ad-slot><span>Advertisement</span></div>"
LETTER = "<div class=nl-box><h4>Get the Harbour Briefing</h4><p>News of the coast, every morning.</p><form><input type=email></form></div>"
LINKS = f"<li><a href=/1>{OTHERS[0][:50]}</a></li><li><a href=/2>{OTHERS[1][:50]}</a></li>"
RELATED = f"<aside class=inline-related><h4>Related</h4><ul>{LINKS}</ul></aside>"
UNNAMED = f"<div class=x7><div>More on this</div><div><a href=/1>{OTHERS[0][:50]}</a></div><div><a href=/2>{OTHERS[1][:50]}</a></div></div>"
FIGURE = "<figure><img src=/a.jpg><figcaption>The landing in 1911. <span>Jane Roe/The Post</span></figcaption></figure>"
TWEET = '<blockquote class="twitter-tweet"><p>The ferry is back! <a href=https://t.co/x>t.co/x</a></p>&mdash; Board (@board)</blockquote>'
PHOTO = '<blockquote class="instagram-media"><a href=/p/x>View this post on Instagram</a><p>A post shared by Jane (@jane)</p></blockquote>'
BYLINE = (
    "<div><span>By</span> <a href=/by/jane>Jane Roe</a></div><div><time datetime=2031-03-12T10:00:00Z>12 March 2031</time></div>"
    "<div class=share><button>Share</button><a href=#>Facebook</a><a href=#>X</a></div>"
)
CARDS = "<section><h2>You may also like</h2>" + "".join(
    f"<article><a href=/c{n}><h3>{other[:40]}</h3></a><p>{other}</p><time>March 10, 2031</time></article>" for n, other in enumerate(OTHERS)
) + "</section>"  # fmt: skip
BLOCK = '<div data-component="text-block" class="css-1"><div class="css-r"><p class="css-p">{}</p></div></div>'
IMAGE = "<div data-component=image-block><img src=x><span>Image source, Getty Images</span><figcaption>The landing</figcaption></div>"
PRODUCTS = ("The Gull", "The Tern", "The Auk")
QUESTIONS = ("Why now?", "Who pays?", "When?")
TEXTS = {
    "paragraphs in boxes": (AD.join(f"<div class=pw><p>{text}</p></div>" for text in P), P),
    "sections": (
        f"<section>{paragraphs(*P[:2])}</section>{LETTER}<section><h2>The bill</h2>{paragraphs(*P[2:4])}</section>{RELATED}"
        f"<section><h2>What comes next</h2>{paragraphs(*P[4:])}</section>",
        [*P[:2], "The bill", *P[2:4], "What comes next", *P[4:]],
    ),
    "related amid": (f"<div class=b>{paragraphs(*P[:3])}{UNNAMED}{paragraphs(*P[3:])}</div>", P),
    "gallery": (f"<div class=b>{paragraphs(P[0])}{FIGURE * 3}{paragraphs(P[1])}{FIGURE}</div>", P[:2]),
    "components": (BLOCK.format(P[0]) + IMAGE + "".join(map(BLOCK.format, P[1:])), P),
    "roles": ("<div class=b>" + "".join(f"<div role=paragraph>{text}</div>" for text in P) + "</div>", P),
    "spans": ("<div class=b>" + "".join(f"<span style=display:block>{text}</span>" for text in P) + "</div>", P),
    "a pulled quotation": (
        f"<div class=b>{paragraphs(*P[:3])}<aside class=pullquote><p>“We have waited long enough”</p></aside>{paragraphs(*P[3:])}</div>", P
    ),
    "more, out of sight": (
        f"<div class=b>{paragraphs(*P[:2])}<div style=display:none>{paragraphs(*P[2:])}</div><a href=#>Read more</a></div>", P
    ),
    "twice, once out of sight": (f"<div>{paragraphs(*P)}</div><div style=display:none>{paragraphs(*P)}</div>", P),
    "questions": (
        f"<div class=b>{paragraphs(P[0])}"
        + "".join(f"<div class=acc><h3>{q}</h3><div>{paragraphs(P[n])}</div></div>" for n, q in enumerate(QUESTIONS, 1)),
        [P[0], *(line for n, q in enumerate(QUESTIONS, 1) for line in (q, P[n]))],
    ),
    "products": (
        f"<div class=b>{paragraphs(*P[:2])}"
        + "".join(f"<h2>{name}</h2><p>{P[n]}</p><a href=//shop.example/{n}>$99 at Example</a>" for n, name in enumerate(PRODUCTS, 2)),
        [*P[:2], *(line for n, name in enumerate(PRODUCTS, 2) for line in (name, P[n]))],
    ),
    "a post amid": (f"<div class=b>{paragraphs(*P[:2])}{TWEET}{PHOTO}{paragraphs(*P[2:])}</div>", P),
    "a box of facts": (
        f"<div class=b>{paragraphs(*P[:3])}<div class=factbox><h4>The landing</h4><p>Built in 1911.</p></div>{paragraphs(*P[3:])}</div>", P
    ),
    "a bio": (f"<div class=b>{paragraphs(*P)}<div class=bio><img src=x><p>Jane Roe covers the coast and its boats.</p></div></div>", P),
    "a correction": (f"<div class=b>{paragraphs(*P)}<p><em>Correction: an earlier version of this story erred.</em></p></div>", P),
    "a paywall": (
        f"<div class=b>{paragraphs(*P[:2])}<div class=paywall><h3>Subscribe to keep reading</h3><p>Get full access for 1 crown a week.</p>"
        "<a href=/sub>Subscribe</a></div></div>", P[:2],
    ),
    "pages": (f"<div class=b>{paragraphs(*P)}<div class=pages>Page 1 of 3 <a href=?p=2>Next</a></div></div>", P),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TEXTS.values(), ids=TEXTS)
def test_text_and_author_of_a_large_site(text: str, told: list[str]) -> None:
    read = wirecopy.read(
        f'<html lang=en><title>{HEADLINE} | The Post</title><meta property="og:title" content="{HEADLINE}"><body><header>{NAV}</header>'
        f"<main><article>{TITLE}{BYLINE}{text}</article>{CARDS}</main><footer><p>© 2031 Example Media. All rights reserved.</p></footer>",
        "https://post.example/a",
    )
    assert [line for line in read.body.splitlines() if line] == told
    assert (read.headline, read.authors) == (HEADLINE, ("Jane Roe",))
    assert read.published and read.published.instant == "2031-03-12T10:00:00+00:00"
