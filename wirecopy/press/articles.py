"""What does a reading say, as far as the press needs it? A text that was taken apart before is not taken apart again."""

from __future__ import annotations

import json
from collections.abc import Collection
from hashlib import blake2b

from django.db.models import TextField
from django.db.models.functions import Cast

from wirecopy.wire.article import Article
from wirecopy.wire.models import Reading

KEPT = 1000  # articles; of a long one some 20 kB
UNPRINTED = ("body", "teasers", "furniture", "beside", "found_in")

_taken_apart: dict[bytes, Article] = {}  # by what the row says now, so that nothing is told that no longer stands there; oldest first


def articles(readings: Collection[int]) -> dict[int, Article]:
    """By reading: its article without what is never printed. One query."""
    rows = Reading.objects.filter(pk__in=readings).annotate(text=Cast("article", TextField())).values_list("pk", "text")
    return {number: article_of(text) for number, text in rows}


def article_of(text: str) -> Article:
    """The same from the text of its row, for who asks for that beside other columns."""
    key = blake2b(text.encode(), digest_size=16).digest()
    article = _taken_apart.pop(key, None)
    if article is None:
        values = json.loads(text)
        article = Article.from_dict({name: value for name, value in values.items() if name not in UNPRINTED})
    _taken_apart[key] = article
    while len(_taken_apart) > KEPT:
        _taken_apart.pop(next(iter(_taken_apart)), None)
    return article
