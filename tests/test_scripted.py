"""Is the text of a page found that its script draws?"""

from __future__ import annotations

import json

import wirecopy

LINES = [f"The harbour board of Lowmere met on day {n} of the week, and agreed on nothing but the tea." for n in range(9)]
BODY = "".join(f'<p class="a">{line}</p>' for line in LINES)


def drawn(data: str) -> str:
    head = "<!doctype html><html><head><title>Board meets</title></head>"
    return f'{head}<body><div id="app"></div><script>window.state = {data};</script></body></html>'


def test_the_paragraphs_of_a_string_in_a_script_are_the_text() -> None:
    for escaped in (
        json.dumps(BODY),
        json.dumps(BODY).replace("<", "\\u003c").replace(">", "\\u003e"),
        json.dumps(BODY).replace("</", "<\\/"),
    ):
        article = wirecopy.read(drawn(f'{{"id": 7, "title": "Board \\"meets\\"", "html": {escaped}, "next": "<p>"}}'))
        assert article.body.split("\n\n") == LINES
        assert article.found_in["body"] == "script"


def test_who_wrote_it_with_the_address_is_no_part_of_such_a_text() -> None:
    signature = "Mina Okaro mina.okaro@post.example"
    for told, said in ((f"{BODY}<p>{signature}</p>", LINES), (f"{BODY}<p>{signature}</p>{BODY}", [*LINES, signature, *LINES])):
        assert wirecopy.read(drawn(json.dumps({"html": told}))).body.split("\n\n") == said, "only at the end is it one"


def test_a_page_that_shows_its_text_is_not_asked_for_that_of_its_script() -> None:
    shown = "".join(f"<p>{line.replace('tea', 'cake')}</p>" for line in LINES)
    page = drawn(json.dumps({"html": BODY})).replace('<div id="app"></div>', f"<article><h1>Board meets</h1>{shown}</article>")
    assert "cake" in wirecopy.read(page).body
    assert "tea" not in wirecopy.read(page).body


def test_a_script_that_is_cut_or_no_json_has_no_text() -> None:
    for data in ('{"html": "<p>one<\\/p><p>two<\\/p><p>three<\\/p>', "{'html': `<p>one<\\/p><p>two<\\/p><p>three<\\/p>`}"):
        assert wirecopy.read(drawn(data)).body == ""
