"""Is an error page that says 200 told from news about errors?"""

from __future__ import annotations

import json

import pytest
from broken import WALLS

import wirecopy
from wirecopy.wire.errorpage import is_error_page

ERRORS = [page for page in WALLS if page.name.startswith("an error page")]


@pytest.mark.parametrize("page", ERRORS, ids=lambda page: page.name)
def test_a_page_that_says_it_is_not_there_is_no_article(page):
    assert is_error_page(wirecopy.read(page.make()))


@pytest.mark.parametrize("headline", ["404 Not Found", "Oops! Page not found", "Page not found | Harrow Bay Post", "Error 404",
                                      "Página no encontrada", "Sorry, this page isn’t available"])  # fmt: skip
def test_other_ways_to_say_it(headline):
    assert is_error_page(wirecopy.read(f"<html><body><h1>{headline}</h1><p>Try the search.</p></body></html>"))


@pytest.mark.parametrize("headline", ["Missing page not found in court file", "404 cows found on motorway", "Forbidden city reopens",
                                      "Not found: the village that left the map"])  # fmt: skip
def test_news_is_news_whatever_its_headline(headline):
    assert not is_error_page(wirecopy.read(f"<html><body><h1>{headline}</h1><p>The court was told on Monday.</p></body></html>"))


def test_a_page_with_a_time_or_a_long_text_is_an_article():
    said = json.dumps({"@type": "NewsArticle", "headline": "Page not found", "datePublished": "2026-03-04T10:00:00Z"})
    dated = f"<script type='application/ld+json'>{said}</script><h1>Page not found</h1><p>A play in two acts.</p>"
    long = "<h1>Page not found</h1>" + "<p>The play is about a clerk who files what others throw away, and reads it at night.</p>" * 8
    assert not is_error_page(wirecopy.read(f"<html><body>{dated}</body></html>"))
    assert not is_error_page(wirecopy.read(f"<html><body><article>{long}</article></body></html>"))
