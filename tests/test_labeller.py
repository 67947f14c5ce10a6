"""Does the labeller find the best row of labels, and does its file come back as it went?"""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from selectolax.lexbor import LexborHTMLParser

from wirecopy import labeller
from wirecopy.wire import labelled, traits
from wirecopy.wire.blocks import blocks
from wirecopy.wire.facts import facts

SENTENCE = "The harbour board of Lowmere met on Monday and agreed, after an hour of talk, that the old pier should be mended."


def some_labeller(seed: int) -> labeller.Labeller:
    rng = np.random.default_rng(seed)
    steps = rng.normal(size=(3, 3))
    steps[2, 0] = labeller.NEVER
    return labeller.Labeller(rng.normal(size=(50, 3)).astype(np.float32), steps, rng.normal(size=3), rng.normal(size=3))


def every_row(model: labeller.Labeller, scores: labeller.Floats) -> dict[tuple[int, ...], float]:
    """All rows of labels, with their scores: the slow and plain way."""
    count, labels = scores.shape
    return {
        row: float(model.first[row[0]] + model.last[row[-1]] + sum(scores[n, label] for n, label in enumerate(row))
                   + sum(model.steps[a, b] for a, b in pairwise(row)))
        for row in product(range(labels), repeat=count)
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(5))
def test_the_best_row_is_the_best_of_all_rows(seed: int) -> None:
    model, scores = some_labeller(seed), np.random.default_rng(seed + 100).normal(size=(6, 3))
    rows = every_row(model, scores)
    assert tuple(model.best(scores)) == max(rows, key=lambda row: rows[row])


def test_an_item_scores_what_its_ids_weigh() -> None:
    model = some_labeller(3)
    scores = model.scores(np.array([[1, 2], [3, 4], [5, 5]]), np.array([7, 8, 9]), np.array([0, 0, 2]))
    w = model.weights
    assert scores == pytest.approx(np.array([w[1] + w[2] + w[7] + w[8], w[3] + w[4], 2 * w[5] + w[9]]), abs=1e-5)


def test_weights_come_back_from_their_bytes_and_cut_bytes_are_told() -> None:
    model = some_labeller(4)
    data = model.dump()
    back = labeller.load(data)
    assert np.abs(back.weights - model.weights).max() <= np.abs(model.weights).max() / 127
    assert back.steps == pytest.approx(model.steps, rel=1e-6)
    for broken in (data[:-1], b"", b"wcrf1", b"x" + data):
        with pytest.raises(labeller.NoWeights):
            labeller.load(broken)


def test_nothing_has_no_labels() -> None:
    assert some_labeller(5).best(np.zeros((0, 3))) == []
    tree = LexborHTMLParser("<html><body></body></html>")
    assert labelled.labelled(blocks(tree).lines, traits.told_of(facts(tree, None)), "") == labelled.Labelled()


def test_the_shipped_weights_part_text_from_what_stands_around_it() -> None:
    links = "".join(f'<li><a href="/{n}">Another matter of the week, number {n}</a></li>' for n in range(9))
    text = "".join(f"<p>{SENTENCE} So it went {n} times.</p>" for n in range(9))
    page = f"""<html><head><title>Pier to be mended</title></head><body><nav><ul>{links}</ul></nav><main><article class="article">
        <h1>Pier to be mended</h1><div class="article-body">{text}</div></article><aside class="related"><ul>{links}</ul></aside></main>
        <footer><p>All rights reserved.</p></footer></body></html>"""
    tree = LexborHTMLParser(page)
    told = traits.told_of(facts(tree, None))
    lines = blocks(tree).lines
    found = labelled.labelled(lines, told, "")
    assert [lines[n].text for n in found.text] == [f"{SENTENCE} So it went {n} times." for n in range(9)]
    assert [kind for n, (kind, _) in found.kinds.items() if lines[n].level == 1] == ["headline"]


def test_the_cells_beside_a_text_in_a_table_for_the_layout_are_no_text() -> None:
    text = [f"{SENTENCE} So it went {n} times." for n in range(7)]
    menu = "".join(f'<tr><td><a href="/{n}">Matters of the harbour, {n}</a></td></tr>' for n in range(3))
    broken, whole = "<br><br>".join(text), "".join(f"<p>{line}</p>" for line in text)
    for rows in (f"{menu}<tr><td>{broken}</td></tr>", f"<tr><td>{whole}</td></tr>{menu}"):
        page = f"<html><head><title>Pier to be mended</title></head><body><h1>Pier to be mended</h1><table>{rows}</table></body></html>"
        tree = LexborHTMLParser(page)
        lines = blocks(tree).lines
        found = labelled.labelled(lines, traits.told_of(facts(tree, None)), "")
        assert [lines[n].text for n in found.text] == text
