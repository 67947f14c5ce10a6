"""Pages as the blogs and small papers of the last twenty years print them: text without paragraphs, readers' views, teasers with text."""

from __future__ import annotations

import pytest
from test_ends import ENGLISH as TEXT

import wirecopy

HEADLINE = "Harrow Bay to rebuild its ferry landing"
VIEWS = (
    "I have lived on this island for forty years and I never saw such a waste of money; the council should be ashamed of this vote.",
    "Great news for all of us who have to take the long way round in winter. Thank you Ilse for fighting for this over all those years!",
    "Why does nobody talk about the road? The northern shore has been forgotten once again by the people who sit in the hall.",
)
OTHERS = (
    "The mill at Ness is to close after two hundred years, its owners said on Monday, and forty people will lose their work in spring.",
    "Gulls have taken over the roof of the old town hall, and the council does not know how to be rid of them before the summer feast.",
    "A new bridge over the weir was opened on Saturday with a feast that drew some three thousand people from all over the county.",
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


TITLE = f"<h1>{HEADLINE}</h1>"
NAV = "<div id=menu><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li><li><a href=/sport>Sport</a></li></ul></div>"
META = '<div class=entry-meta>By <a href="/author/jane">Jane Roe</a> on March 12, 2031 in <a href=/news>News</a></div>'
CAPTION = "<div class=wp-caption><a href=/l.jpg><img src=/l.jpg width=300></a><p class=wp-caption-text>The old landing in May</p></div>"
SHARE = "<div class=sharedaddy><h3>Share this:</h3><ul><li><a href=#>Twitter</a></li><li><a href=#>Facebook</a></li></ul></div>"
BIO = "<div class=author-box><h4>About Jane Roe</h4><p>Jane Roe has written about harbours for twenty years and has two cats.</p></div>"
COMMENTS = "<div id=comments><h3>3 responses</h3><ol>" + "".join(
    f"<li class=comment><div>Anna says:</div><p>{view}</p><a href=#>Reply</a></li>" for view in VIEWS
) + "</ol></div>"  # fmt: skip
RATED = "<div class=c9><h3>Reader views</h3>" + "".join(
    f"<div><b>Anna</b> <i>2 days ago</i><p>{view}</p></div>" for view in VIEWS
) + "</div>"  # fmt: skip
LATEST = "<div class=c8><h3>Latest</h3>" + "".join(
    f"<div><h4><a href=/{n}>{other[:40]}</a></h4><p>{other}</p><a href=/{n}>Continue reading</a></div>" for n, other in enumerate(OTHERS)
) + "</div>"  # fmt: skip
SIDE = f"<div id=sidebar><h3>About</h3><p>The Example Post was founded by two sisters and is owned by its readers.</p>{LATEST}</div>"
HEADED = "".join(f"<p><a href=/{n}>{other[:40]}</a><br>{other}</p>" for n, other in enumerate(OTHERS))
ARCHIVE = "<div class=sidebar><h2>Archive</h2><p>Jane Roe. I live by the sea. View my profile</p></div>"
PAGES = {
    "weblog": f"<h1>The Example Post</h1><p>Notes from a harbour</p><h2>Wednesday, March 12, 2031</h2><div class=post><h3>{HEADLINE}</h3>"
    f"<div class=post-body>{paragraphs(*TEXT)}</div><div class=post-footer>Posted by <span>Jane Roe</span> at <a href=#>3:45 PM</a> "
    f"<a href=#>2 comments:</a> Labels: <a href=/l>ferry</a></div></div>{ARCHIVE}",
    "blog": f"<div>{TITLE}{META}<div class=entry-content>{paragraphs(*TEXT[:2])}{CAPTION}{paragraphs(*TEXT[2:])}{SHARE}</div>{BIO}</div>"
    f"{COMMENTS}{SIDE}",
    "no names": f"<div>{TITLE}<p>Posted on March 12, 2031 by Jane Roe</p><div>{paragraphs(*TEXT)}</div></div>{COMMENTS}",
    "line breaks": f"<div>{TITLE}{META}<div>{'<br><br>'.join(TEXT)}</div></div>{COMMENTS}{SIDE}",
    "one more break": f"<div class=post><h3>{HEADLINE}</h3><div class=post-body>{'<br /><br />'.join(TEXT)}</div>"
    f"<div>Posted by Jane Roe at 3:45 PM <a href=#>3 comments</a></div></div>{RATED}",
    "fields": f"<div class=node>{TITLE}<div>Submitted by Jane Roe on Tue, 11/03/2031</div><div class=field>{paragraphs(*TEXT)}</div>"
    f"<div class=field><b>Tags:</b> <a href=/t>ferry</a></div></div>{LATEST}{COMMENTS}",
    "boxes": f"<div>{TITLE}{META}<div class=story>{''.join(f'<div>{text}</div>' for text in TEXT)}</div></div>{LATEST}",
    "headed teasers": f"<div>{TITLE}{META}{paragraphs(*TEXT)}<h2>More from Harrow Bay</h2>{HEADED}</div>",
    "forum": f"<div><a href=/>Index</a></div><h2>{HEADLINE}</h2><div class=post><p class=author>by <b><a href=/u/jane>Jane Roe</a></b> »"
    f" Wed Mar 12, 2031 3:45 pm</p><div class=content>{'<br><br>'.join(TEXT)}</div></div><div class=post><p class=author>by <b>"
    f"<a href=/u/piet>Piet</a></b> » Thu Mar 13, 2031 9:12 am</p><div class=content>{VIEWS[1]}</div></div>",
    "encyclopaedia": f"{TITLE}{META}{paragraphs(*TEXT[:2])}<div id=toc><h2>Contents</h2><ul><li><a href=#a>1 Costs</a></li></ul></div>"
    f"<p>{TEXT[2]}<span class=mw-editsection>[<a href=/e>edit</a>]</span></p>{paragraphs(*TEXT[3:])}"
    "<div id=catlinks><a href=/c>Harbours</a></div>",
    "release": f"<div id=content>{TITLE}{META}{paragraphs(*TEXT)}<h2>Contact</h2><p>Ilse Brandt, press officer<br>Phone: +44 555 1234<br>"
    "press@board.example</p><h2>Downloads</h2><ul><li><a href=/a.pdf>Plan of the landing (PDF, 1.2 MB)</a></li></ul></div>",
    "a table": f"<table><tr><td>{TITLE}{META}</td></tr>"
    f"<tr><td>{''.join(f'<span>{text}</span><br><br>' for text in TEXT)}</td></tr></table>{SIDE}",
}


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_text_and_author_of_a_small_site(body: str) -> None:
    read = wirecopy.read(
        f'<html><title>{HEADLINE} | The Example Post</title><meta property="og:title" content="{HEADLINE}">'
        f"<body>{NAV}{body}<div id=footer><p>© 2031 The Example Post. All rights reserved.</p></div></html>",
        "https://post.example/a",
    )
    assert read.body.split("\n\n") == list(TEXT)
    assert (read.headline, read.authors) == (HEADLINE, ("Jane Roe",))


def test_a_text_whose_paragraphs_are_all_headed_by_links_is_one() -> None:
    text = "".join(f"<p><a href=/{n}>{paragraph[:40]}</a><br>{paragraph}</p>" for n, paragraph in enumerate(TEXT))
    body = wirecopy.read(f"<html><title>{HEADLINE}</title><body>{NAV}<div>{TITLE}{META}{text}</div></html>").body
    assert all(paragraph in body for paragraph in TEXT)


@pytest.mark.parametrize("title", ["{}: {}", "{} - {}"])
def test_a_window_title_whose_parts_are_both_printed_names_the_site_first_that_stands_higher(title: str) -> None:
    body = f"<h1>Notes from a quay</h1><h3>{HEADLINE}</h3>{paragraphs(*TEXT)}"
    for parts in (("Notes from a quay", HEADLINE), (HEADLINE, "Notes from a quay")):
        page = f"<html><title>{title.format(*parts)}</title><body>{NAV}{body}</html>"
        assert wirecopy.read(page, "https://blog.example/a").headline == HEADLINE
