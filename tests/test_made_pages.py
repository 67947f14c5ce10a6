"""Is the truth of the made-up pages true, and are they as many kinds as they say?"""

from __future__ import annotations

import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from wirecopy.wire.blocks import blocks

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))

import made
from made.marks import FIRST, LABELS
from made.tongue import LANGUAGES, stock

SEEDS = (1, 2, 3)
TEXT = ("lede", "body", "subhead", "list_item", "quote", "table")


@cache
def some(seed: int) -> tuple[made.Made, ...]:
    return tuple(made.pages(seed, each=4))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_truth_is_every_line_of_the_page_in_page_order(seed: int) -> None:
    for page in some(seed):
        shown = [line.text for line in blocks(LexborHTMLParser(page.html)).lines]
        assert [text for _, text in page.truth] == shown, page.template


def test_one_seed_makes_the_same_pages_and_another_makes_others() -> None:
    again = tuple(made.pages(1, ("bem-daily", "gather"), each=4))
    assert again == tuple(page for page in some(1) if page.template in ("bem-daily", "gather"))
    assert not {page.html for page in some(1)} & {page.html for page in some(2)}


def test_an_outlet_keeps_its_class_names_and_another_has_its_own() -> None:
    first, second, third, fourth = (set(re.findall(r"css-\w+", page.html)) for page in made.pages(4, ("react-hashed",), each=4))
    assert len(first & second) > len(first | second) / 2
    assert len(third & fourth) > len(third | fourth) / 2
    assert not (first | second) & (third | fourth)


def test_every_page_has_a_headline_and_begins_its_text_with_one_lede() -> None:
    for page in (page for seed in SEEDS for page in some(seed)):
        labels = [label for label, _ in page.truth]
        assert labels.count("headline") == 1, page.template
        assert labels.count("lede") == 1, page.template
        assert not {"body", "subhead", "quote"} & set(labels[: labels.index("lede")]), page.template


def test_all_labels_occur_and_no_sign_is_left_in_a_page() -> None:
    pages = [page for seed in SEEDS for page in some(seed)]
    assert {label for page in pages for label, _ in page.truth} == set(LABELS)
    signs = re.compile(f"[{chr(FIRST)}-{chr(FIRST + 99)}]")
    assert not any(signs.search(page.html) for page in pages)


def test_the_templates_are_many_and_some_of_them_are_held_out() -> None:
    assert len(set(made.TEMPLATES)) == len(made.TEMPLATES) >= 28
    assert set(made.HELD_OUT) < set(made.TEMPLATES)
    assert 4 <= len(made.HELD_OUT) <= 6
    assert {page.template for page in some(1)} == set(made.TEMPLATES)
    with pytest.raises(KeyError):
        next(made.pages(1, ("no such site",)))


def test_templates_differ_in_what_stands_in_their_text() -> None:
    """Every kind of furniture stands between the first and the last line of some text, and no outlet has them all."""
    between: Counter[str] = Counter()
    for page in (page for seed in SEEDS for page in some(seed)):
        labels = [label for label, _ in page.truth]
        text = [n for n, label in enumerate(labels) if label in TEXT]
        between.update({label for label in labels[text[0] : text[-1]] if label not in TEXT})
    assert {"teaser", "prompt", "placeholder", "embed", "caption", "credit", "furniture", "timestamp"} <= set(between)
    assert max(between.values()) < 0.6 * 4 * len(made.TEMPLATES) * len(SEEDS)


def test_every_language_has_a_phrase_for_every_occasion() -> None:
    assert len(LANGUAGES) >= 24
    assert {frozenset(stock(language)) for language in LANGUAGES} == {frozenset(stock("en"))}
    assert all(phrase.strip() for language in LANGUAGES for phrases in stock(language).values() for phrase in phrases)
