"""Small pages, each with what a careful reader gets out of it, as JSON in a comment on top.

A new case is a new file in pages/. A name is a field of the article (`credit.outlet`), or one of those of `got`: `body_has`,
`body_lacks`, `html_has`, `furniture_has`, `body_starts`, `body_ends`, `blocks` (how many), `kinds`, `teasers` (how many), `teaser_urls` ...
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import wirecopy

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def said(article: wirecopy.Article, path: str) -> Any:
    value: Any = article
    for name in path.split("."):
        value = getattr(value, name)
    return list(value) if isinstance(value, tuple) else value


def got(article: wirecopy.Article, name: str, wanted: Any) -> Any:
    """What the page gave for one expectation; for `..._has` and `..._lacks` the wanted strings that are there."""
    html = "".join(block.html for block in article.blocks)
    texts = {
        "body": article.body,
        "html": html,
        "furniture": "\n".join(f.text for f in article.furniture),
        "corrections": "\n".join(article.corrections),
    }
    what, _, way = name.rpartition("_")
    if way in ("has", "lacks"):
        return [text for text in wanted if text in texts[what]]
    if way in ("starts", "ends"):
        return article.body[: len(wanted)] if way == "starts" else article.body[-len(wanted) :]
    special = {
        "blocks": len(article.blocks),
        "kinds": [block.kind for block in article.blocks],
        "teasers": len(article.teasers),
        "teaser_datelines": [t.dateline.as_printed if t.dateline else None for t in article.teasers],
        "teaser_urls": [t.url for t in article.teasers],
        "furniture_kinds": [f.kind for f in article.furniture],
        "image_urls": [i.url for i in article.images],
        "image_captions": [i.caption for i in article.images],
        "image_credits": [i.credit for i in article.images],
    }
    return special[name] if name in special else said(article, name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_what_its_case_expects(page: Path) -> None:
    text = page.read_bytes()
    expected = json.loads(text[text.index(b"{") : text.index(b"-->")])
    article = wirecopy.read(text, "https://post.example/harbours/ferry-landing")
    found = {name: got(article, name, wanted) for name, wanted in expected.items()}
    assert found == {name: [] if name.endswith("_lacks") else wanted for name, wanted in expected.items()}


def test_there_are_cases() -> None:
    assert len(PAGES) >= 10
