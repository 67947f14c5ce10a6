"""Reading a page: what the cases in pages/ do not show."""

from __future__ import annotations

import gc
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from costs import bounded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import wirecopy

PAGES = Path(__file__).parent / "pages"
STORY = (PAGES / "carried-story.html").read_text("utf-8")
PLEA = "<p>Whoever reads this paper on the ferry is asked to leave it on the bench for the next one.</p>"


def test_importing_the_library_needs_no_server_and_no_heavy_part() -> None:
    heavy = ["django", "aiohttp", "granian", "lxml", "gcld3", "nh3", "numpy"]
    code = f"import sys, wirecopy; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("collects", [True, False])
def test_the_collector_of_cycles_is_left_as_it_was(collects: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collects else gc.disable)()
        with pytest.raises(wirecopy.Unreadable):
            wirecopy.read("<p>" + "a" * 4_100_000)
        assert gc.isenabled() is collects
        wirecopy.read(STORY)
        assert gc.isenabled() is collects
    finally:
        (gc.enable if before else gc.disable)()


def test_a_page_read_leaves_no_cycles_behind() -> None:
    wirecopy.read(STORY)  # what is loaded once
    gc.collect()
    for _ in range(20):
        wirecopy.read(STORY)
    assert gc.collect() < 20


def test_an_article_goes_through_json_and_back() -> None:
    article = wirecopy.read(STORY, "https://post.example/a")
    assert wirecopy.Article.from_dict(article.as_dict()) == article


def test_what_a_sibling_page_repeats_is_furniture() -> None:
    page = STORY.replace("<p>(Coast Wire)", PLEA + "<p>(Coast Wire)")
    other = "The bakery has moved again, and nobody knows where to. " * 9
    sibling = f"<html><body><h1>Another story</h1><p>{other}</p>{PLEA}</body></html>"
    assert "leave it on the bench" in wirecopy.read(page).body
    article = wirecopy.read(page, siblings=[sibling])
    assert "leave it on the bench" not in article.body
    assert "repeated" in [f.kind for f in article.furniture]


def test_a_near_copy_is_no_sibling() -> None:
    assert wirecopy.read(STORY, siblings=[STORY]).body == wirecopy.read(STORY).body != ""


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000,
        "<b>" * 19_000 + "x",
        "<p>" + "".join(f"<b id={i}>" for i in range(5000)) + "</p><p>x" * 5000,
        "<html><body " + " ".join(f"a{i}" for i in range(300_000)) + "><p>x",
        "<table>" * 9000 + "x",
        "<a <a <a " * 100_000,
        "<p>" + "&amp;" * 300_000,
        '<html><script type="application/ld+json">' + '{"a":' * 50_000 + "</script><p>x",
        "<html><!--" + "<p>" * 10_000,
        "<p>" + "x" * 5_000_000,
        "<html>" + "<p>short" * 6000,
        ("<div>" + "Nine members were in favour and four against, said the mayor on Tuesday. ") * 19_000,
        "<html>" + ("<b><p>" + "Nine members were in favour and four against, said the mayor on Tuesday. ") * 9000,
        '<html><script type="application/ld+json">{' + " " * 900_000 + "</script><p>x",
        "<html>" + "".join(f"<p>Member {n} of the council was in favour of the pier and said so on Tuesday.</p>" for n in range(9000)),
        "\n".join(f"Member {n} of the council" for n in range(200_000)),
        "<html>" + "<li><a href=/a>Member of the council in favour of it</a></li>" * 4000,
        "<html><table>" + "<tr><td>Member<td>1" * 6000,
    ],
)
def test_a_hostile_page_is_read_or_refused_in_seconds(page: str) -> None:
    with bounded(5):
        try:
            wirecopy.read(page, "https://post.example/a")
        except wirecopy.Unreadable as refused:
            assert str(refused).endswith(".")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(PAGES.glob("*.html"))), st.randoms(use_true_random=False))
def test_a_mutated_page_gives_an_article_or_is_refused(path: Path, chance: random.Random) -> None:
    page = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(page))
        cut = page[at : at + chance.randrange(1, 300)]
        deed = chance.randrange(4)
        if deed == 0:
            del page[at : at + len(cut)]
        elif deed == 1:
            page[at:at] = cut * chance.randrange(1, 4)
        elif deed == 2:
            page[at] = chance.randrange(256)
        else:
            page[at:at] = chance.choice([b"<", b'"', b"\x00", b"</article>", b"<table>", b"\xff\xfe", b"&#x0;", b"<!--", b"{}"])
    try:
        article = wirecopy.read(bytes(page), "https://post.example/a")
    except wirecopy.Unreadable:
        return
    assert article.body == "\n\n".join(block.text for block in article.blocks)
    assert "<script" not in "".join(block.html for block in article.blocks)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400) | st.binary(max_size=400), st.none() | st.text(max_size=40))
def test_anything_gives_an_article(page: str | bytes, url: str | None) -> None:
    assert isinstance(wirecopy.read(page, url), wirecopy.Article)


def test_no_field_holds_a_control_character_wherever_the_page_has_them() -> None:
    marks = "\x01\x07\x0b\x1b\x7f"
    prose = f"The ferry{marks} sailed on Monday morning after the storm, the harbour board said, and nobody was hurt in the night. " * 3
    said = {
        "@type": "NewsArticle", "headline": f"Ferry{marks} back", "author": {"@type": "Person", "name": f"Jane{marks} Roe"},
        "articleSection": f"Sea{marks}s", "image": {"url": f"https://a.example/x{marks}.jpg", "caption": f"A{marks} boat"},
    }  # fmt: skip
    page = (
        f'<title>Ferry{marks} back</title><meta property="og:site_name" content="The{marks} Post">'
        f'<link rel=canonical href="https://a.example/story{marks}"><script type="application/ld+json">{json.dumps(said)}</script>'
        f'<article class="story{marks}"><h1>Ferry{marks} back</h1><p class=byline>By Jane{marks} Roe</p><figure><img src="/x{marks}.jpg" '
        f'alt="A boat{marks}"><figcaption>A boat{marks}. Photo: Post{marks}</figcaption></figure><p>{prose}</p><p>{prose}</p></article>'
        f'<a href="/other{marks}">The harbour board{marks} meets again on Monday</a>'
    )
    for source in (page, page.encode(), prose):
        article = wirecopy.read(source, "https://a.example/story")
        told = json.dumps(article.as_dict(), ensure_ascii=False)
        assert "ferry sailed on Monday" in told and not any(json.dumps(mark)[1:-1] in told for mark in marks)
