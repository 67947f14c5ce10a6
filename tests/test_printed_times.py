"""Which day is a story's, on pages that say it in their lines or their address alone?"""

from __future__ import annotations

import pytest
from test_ends import ENGLISH
from test_small_sites import HEADLINE, NAV, TITLE, paragraphs

import wirecopy
from wirecopy.wire import printed_times

TEXT = paragraphs(*ENGLISH)
SIDE = "<div><h3>Latest</h3><ul><li><a href=/x>Gulls take over the town hall</a> 14 March 2031</li></ul></div>"
FOOT = "<p>Last modified: 15 March 2031</p>"
PAGES = {
    "under the headline": f"{TITLE}<p>12 March 2031</p>{TEXT}",
    "over it": f"<p>12 March 2031</p>{TITLE}{TEXT}",
    "at the end": f"{TITLE}{TEXT}<p>Posted on 12 March 2031</p>",
    "with a writer": f"{TITLE}{TEXT}<p>Posted by Jane Roe at 3:45 PM on 12 March 2031</p>",
    "of a weblog": f"<h2>Wednesday, March 12, 2031</h2><h3>{HEADLINE}</h3>{TEXT}",
    "in pieces": f"<div><div>12</div><div>Mar</div><div>2031</div></div>{TITLE}{TEXT}",
    "far over the text": f"{TITLE}{'<p>Share</p>' * 20}<p>12 March 2031</p>{TEXT}",
    "of an issue": f"<p>Vol. 12, No. 3, March 12, 2031</p>{TITLE}{TEXT}",
    "beside a caption": f"{TITLE}<figure><img src=/a.jpg><figcaption>Pier, 2 May 2029</figcaption></figure><p>12 March 2031</p>{TEXT}",
    "behind a long line": f"{TITLE}<p>The landing as it was before the storm of that winter, 2 May 2029</p><p>12 March 2031</p>{TEXT}",
    "in a dateline": f"{TITLE}<p>HARROW BAY, March 12, 2031 /Example Wire/ -- {ENGLISH[0]}</p>{paragraphs(*ENGLISH[1:])}",
    "in an old dateline": f"{TITLE}<p>LONDON, March 12, 2031 - {ENGLISH[0]}</p>{paragraphs(*ENGLISH[1:])}",
    "in an attribute": f"{TITLE}<abbr class=published title='2031-03-12T10:00:00+01:00'>yesterday</abbr>{TEXT}",
    "in microdata": f"{TITLE}<abbr itemprop=datePublished title='2031-03-12T10:00:00+01:00'>yesterday</abbr>{TEXT}",
    "in a list": f"{TITLE}<ul><li>Jane Roe</li><li>12 March 2031</li></ul>{TEXT}",
    "in a table": f"<table><tr><td>Date:</td><td>12 March 2031</td></tr></table>{TITLE}{TEXT}",
    "how long it is to be had": f"{TITLE}<p>Available until 3 March 2034</p><p>12 March 2031</p>{TEXT}",
    "glued to what stands beside it": f"{TITLE}<p><b>Lies Maes</b><i>12 March 2031</i><i>6 min read</i></p>{TEXT}",
    "in German": f"{TITLE}<p>Erstellt: 12. März 2031</p><p>Zuletzt aktualisiert: 14. März 2031</p>{TEXT}",
}


def published(body: str, url: str = "https://post.example/a") -> str | None:
    page = f"<html><title>{HEADLINE} - The Example Post</title><body>{NAV}<div>{body}{SIDE}{FOOT}</div></html>"
    stamp = wirecopy.read(page, url).published
    return stamp.instant[:10] if stamp else None


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_the_day_that_is_printed_nearest_is_the_day_of_the_story(body: str) -> None:
    assert published(body) == "2031-03-12"


def test_times_of_other_stories_are_none_of_this_one() -> None:
    assert published(f"{TITLE}{TEXT}") is None
    assert published(f"{TITLE}<p>On 3 January 2029 the storm came to the bay and took the landing.</p>{TEXT}") is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2031/03/12/landing", "2031-03-12"),
        ("news/2031-03-12-landing.html", "2031-03-12"),
        ("20310312/landing", "2031-03-12"),
        ("2031/mar/12/landing", "2031-03-12"),
        ("2031/3/2/landing", "2031-03-02"),
        ("2031/03/landing", None),
        ("2031/13/12/landing", None),
        ("2031/02/30/landing", None),
        ("1871/03/12/landing", None),
        ("a/12031031245", None),
        ("a?day=2031/03/12", None),
        ("2031/03/123", None),
        ("", None),
    ],
)
def test_an_address_may_tell_the_day(path: str, day: str | None) -> None:
    stamp = printed_times.in_address(f"https://post.example/{path}")
    assert (stamp and stamp.instant) == day
    assert published(f"{TITLE}{TEXT}", f"https://post.example/{path}") == day


def test_of_two_days_that_are_shown_the_address_tells_which_is_meant() -> None:
    body = f"<p>Today is Friday, 14 March 2031</p>{TITLE}{TEXT}<p>12 March 2031</p>"
    assert (published(body), published(body, "https://post.example/2031/03/12/a")) == ("2031-03-14", "2031-03-12")
    body = f"{TITLE}<p>13 March 2031</p>{TEXT}"
    assert published(body, "https://post.example/2031/03/12/a") == "2031-03-13"
