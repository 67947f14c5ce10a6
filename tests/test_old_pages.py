"""Are pages read that are laid out in tables, with fonts and bold type for headings, as papers had them twenty years ago?"""

from __future__ import annotations

import json

import pytest
from test_ends import ENGLISH as TEXT
from test_small_sites import HEADLINE, OTHERS

import wirecopy

RAIL = "<td width=120><font size=1>Home<br>News<br>Sport</font><p>" + "<p>".join(OTHERS[:2]) + "</td>"
BRIEFS = f"<td width=180><b>NEWS BRIEFS</b><br><b>A mill closes</b><br>{OTHERS[0]}<br><br><b>Gulls</b><br>{OTHERS[1]}</td>"
SEEN = "<font size=1>The landing in May. <i>Post photo by Jane Roe</i></font>"
PHOTO = f"<table align=right><tr><td><img src=l.jpg><br>{SEEN}</td></tr></table>"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in TEXT)
OVER = (
    f"<font size=1><b>LOCAL NEWS</b></font><br><font size=5><b>{HEADLINE}</b></font><br>"
    f"<font size=2><b>By Jane Roe</b><br><i>Post Staff Writer</i></font><br><br>{PHOTO}"
)


@pytest.mark.parametrize("marks", ["{}<br><br>", "<p>{}", "<p><font face=Arial>{}</font></p>"])
def test_a_story_between_two_columns(marks: str) -> None:
    story = "".join(marks.format(text) for text in TEXT)
    read = wirecopy.read(
        f"<html><title>Harrow Bay Post - Your Paper Since 1887</title><body><table><tr>{RAIL}<td>{OVER}{story}</td>{BRIEFS}</tr></table>"
        "<center>Copyright 2002 Harrow Bay Post. All rights reserved.</center></body></html>",
        "http://post.example/2002/landing.html",
    )
    assert read.body.split("\n\n") == list(TEXT)
    assert (read.headline, read.authors) == (HEADLINE, ("Jane Roe",))


def test_a_line_in_bold_is_no_headline_where_the_title_of_the_window_is_printed() -> None:
    over = f"<p><b>All that the pilots say of the strike</b></p><p>{HEADLINE}</p>"
    assert wirecopy.read(f"<title>{HEADLINE}</title><body>{over}{PARAGRAPHS}").headline == HEADLINE


def test_since_when_a_site_has_been_is_not_when_its_page_came_out() -> None:
    facts = json.dumps({"@type": "WebPage", "name": HEADLINE, "datePublished": "2012-01-01"})
    script = f'<script type="application/ld+json">{facts}</script>'
    over = f"<title>{HEADLINE}</title>{script}<body><h1>{HEADLINE}</h1><p>08:03, 21 July 2026</p>"
    published = wirecopy.read(over + PARAGRAPHS).published
    assert published is not None and published.instant == "2026-07-21T08:03:00"


def test_a_link_to_another_story_in_the_cell_of_the_text_is_none_of_it() -> None:
    links = "".join(f"<a href={n}.html>{other[:60]}</a><br><br>" for n, other in enumerate(OTHERS))
    page = f"<title>{HEADLINE}</title><table><tr><td><h1>{HEADLINE}</h1>{'<br><br>'.join(TEXT)}<br><br>{links}</td></tr></table>"
    assert wirecopy.read(page, "http://post.example/a.html").body.split("\n\n") == list(TEXT)


@pytest.mark.parametrize("title", ["haupt_0317", "page4.htm", "Untitled Document", "Harrow Bay Post - Harrow Bay to rebuild its"])
def test_a_title_that_names_a_file_or_breaks_off_gives_way_to_the_heading(title: str) -> None:
    assert wirecopy.read(f"<title>{title}</title><body><h2>{HEADLINE}</h2>{PARAGRAPHS}", "http://post.example/a.html").headline == HEADLINE


@pytest.mark.parametrize(
    "standfirst",
    ["De gemeente wil de oude steiger nog dit jaar vervangen en vraagt de provincie om geld",
     "Words alone will not mend the landing, the islanders say after three winters of talk"]
)  # fmt: skip
def test_a_standfirst_may_begin_as_a_byline_does(standfirst: str) -> None:
    page = f"<title>{HEADLINE}</title><article><h1>{HEADLINE}</h1><p class=intro>{standfirst}</p><div>{PARAGRAPHS}</div></article>"
    assert wirecopy.read(page).standfirst == standfirst
