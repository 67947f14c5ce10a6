"""Forms of text besides paragraphs, on pages that call nothing by name: lists, listings, definitions, questions, verse."""

from __future__ import annotations

import pytest
from test_ends import ENGLISH
from test_small_sites import HEADLINE, LATEST, META, NAV, TITLE, paragraphs

import wirecopy

P = ENGLISH
POINTS = ("Four million crowns", "Eleven years of waiting", "One shop")
FIGURES = f"<ul>{''.join(f'<li>{point}</li>' for point in POINTS)}</ul>"
STEPS = ("Cut the herring into pieces as wide as two fingers.", "Boil the water with salt and bay.", "Let it stand for an hour.")
VERSE = ("The tide comes in, the tide goes out,", "the boats lie on the sand;", "an old man walks his dog about")
FORMS = {
    "points amid": (f"{paragraphs(*P[:2])}<p>The plan:</p>{FIGURES}{paragraphs(*P[2:4])}", [*P[:2], "The plan:", *POINTS, *P[2:4]]),
    "points at the end": (f"{paragraphs(*P[:4])}<h3>In figures</h3>{FIGURES}", [*P[:4], "In figures", *POINTS]),
    "recipe": (
        f"{paragraphs(*P[:2])}<h3>Ingredients</h3><ul><li>2 onions</li><li>a pinch of salt</li></ul><h3>Method</h3>"
        f"<ol>{''.join(f'<li>{step}</li>' for step in STEPS)}</ol><p>Serves four.</p>",
        [*P[:2], "Ingredients", "2 onions", "a pinch of salt", "Method", *STEPS, "Serves four."],
    ),
    "listing": (
        f"{paragraphs(P[0])}<p>Install it:</p><pre><code>apt install ferry</code></pre><p>Then write:</p><pre>boats = 3</pre>"
        f"<p>That is all.</p>{paragraphs(P[1])}",
        [P[0], "Install it:", "apt install ferry", "Then write:", "boats = 3", "That is all.", P[1]],
    ),
    "definitions": (
        f"{paragraphs(*P[:2])}<dl><dt>The pier</dt><dd>{P[2]}</dd><dt>The shop</dt><dd>{P[3]}</dd></dl><p>There are others.</p>",
        [*P[:2], "The pier", P[2], "The shop", P[3], "There are others."],
    ),
    "quotation at the end": (f"{paragraphs(*P[:3])}<blockquote>{P[3]}</blockquote><p>Nobody spoke.</p>", [*P[:4], "Nobody spoke."]),
    "quotation amid": (f"{paragraphs(P[0])}<blockquote>{paragraphs(*P[1:3])}</blockquote>{paragraphs(P[3])}", list(P[:4])),
    "questions": (
        f"{paragraphs(P[0])}<p><b>And you stayed?</b></p><p>Yes.</p><p><b>Why so long?</b></p>{paragraphs(P[1])}",
        [P[0], "And you stayed?", "Yes.", "Why so long?", P[1]],
    ),
    "verse": (f"{paragraphs(P[0])}<p>{'<br>'.join(VERSE)}</p>{paragraphs(*P[1:3])}", [P[0], " ".join(VERSE), *P[1:3]]),
}  # fmt: skip
FOOT = "<p>© 2031 The Example Post. All rights reserved.</p>"
SITES = {
    "boxes": f"{TITLE}{META}<div class=e5>%s</div><div class=f6><a href=#>Print</a> <a href=#>Share</a></div>{LATEST}{FOOT}",
    "entry": f"<article>{TITLE}{META}<div class=entry-content>%s</div></article>{LATEST}{FOOT}",
    "flat": f"{TITLE}{META}%s{LATEST}{FOOT}",
    "table": f"<table><tr><td>{NAV}</td><td>{TITLE}{META}%s<hr><a href=/>Back</a></td></tr></table>{FOOT}",
}


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
@pytest.mark.parametrize(("text", "said"), FORMS.values(), ids=FORMS)
def test_all_of_a_text_is_read_whatever_its_form(text: str, said: list[str], site: str) -> None:
    page = f"<html lang=en><title>{HEADLINE} - The Example Post</title><body>{NAV}{site % text}</body></html>"
    body = wirecopy.read(page, "https://post.example/a").body
    assert [line.strip() for line in body.splitlines() if line.strip()] == said
