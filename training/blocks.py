"""Learns which lines of a page are its text, and says how well it reads: k-fold by outlet, no outlet in its own training fold.

    python training/blocks.py FOLDER [--folds 5] [--out wirecopy/models_data/blocks.bin]

FOLDER has the form that bench/read.py describes. With --out the weights learnt from all pages are written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from selectolax.lexbor import LexborHTMLParser

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "bench"), str(Path(__file__).parent)]

import crf  # noqa: E402
from read import BodyScore, recorded, shown_text  # noqa: E402

from wirecopy.labeller import Labeller  # noqa: E402
from wirecopy.wire import body, features, gate, labelled, page, traits  # noqa: E402
from wirecopy.wire.article import Article  # noqa: E402
from wirecopy.wire.blocks import blocks  # noqa: E402
from wirecopy.wire.facts import facts  # noqa: E402
from wirecopy.wire.labelled import AFTER, BEFORE, GAP, TEXT, Weights, stretch  # noqa: E402

# What can follow what; the last row: what a page can begin with.
ALLOWED = np.array([[1, 1, 0, 0], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 1], [1, 1, 0, 0]], bool)
RARE = 3  # outlets that must share an id
INNER = 4  # folds in which the first opinions are made that the second labeller learns from
FLAT = np.zeros((1, 1))


@dataclass
class Sample:
    outlet: str
    view: features.Seen
    one: crf.Sequenced


def sample(outlet: str, url: str, given: bytes, paragraphs: Sequence[str]) -> Sample | None:
    """None for a page that does not show its text."""
    tree = LexborHTMLParser(gate.admitted(page.characters(given, None)))
    told = traits.told_of(facts(tree, url))
    lines = blocks(tree).lines
    text = body.mapped(lines, paragraphs)
    if not text:
        return None
    first, last = min(text), max(text)
    second = body.scored(lines)
    near = stretch(len(lines), second)
    labels = [BEFORE if n < first else AFTER if n > last else TEXT if n in text else GAP for n in near]
    view = features.seen(lines[near.start : near.stop], told, second)
    return Sample(outlet, view, crf.Sequenced(view.fixed, view.words, view.owner, np.array(labels)))


def useful(some: Sequence[Sample], ones: Sequence[crf.Sequenced]) -> npt.NDArray[np.bool_]:
    """Ids that several outlets have: what only one has says nothing of others."""
    count = np.zeros(features.SLOTS, np.int64)
    by: dict[str, list[npt.NDArray[np.int64]]] = {}
    for given, one in zip(some, ones, strict=True):
        by.setdefault(given.outlet, []).append(np.unique(np.concatenate([one.fixed.ravel(), one.more])))
    for ids in by.values():
        count[np.unique(np.concatenate(ids))] += 1
    return count >= RARE


def learn(some: Sequence[Sample]) -> Weights:
    """First the labeller of single lines, then that of the row, from first opinions on pages whose outlet the first one did not know."""
    ones = [given.one for given in some]
    known = useful(some, ones)
    outlets = sorted({given.outlet for given in some})
    fold = {outlet: n % INNER for n, outlet in enumerate(outlets)}
    deeper: list[crf.Sequenced] = list(ones)
    for part in range(INNER):
        alone = crf.judge([g.one for g in some if fold[g.outlet] != part], features.SLOTS, TEXT, known)
        for n, given in enumerate(some):
            if fold[given.outlet] == part:
                one = given.one
                more = features.agreed(given.view, crf.likely(alone, one.fixed, one.more, one.owner))
                deeper[n] = crf.Sequenced(np.concatenate([one.fixed, more], 1), one.more, one.owner, one.labels)
    row = crf.learn(deeper, features.SLOTS, 4, ALLOWED, useful(some, deeper))
    alone = crf.judge(ones, features.SLOTS, TEXT, known)
    return Weights(Labeller(alone[:, None].astype(np.float32), FLAT, FLAT[0], FLAT[0]), row)


def read(given: bytes, url: str, weights: Weights) -> Article:
    """As the reader reads, with the labeller in the place of its engine."""
    tree = LexborHTMLParser(gate.admitted(page.characters(given, None)))
    said = facts(tree, url)
    numbers = labelled.chosen(blocks(tree).lines, traits.told_of(said), said.article_body, weights)
    with patch.object(body, "engine", lambda _: []), patch.object(body, "chosen", lambda *_: numbers):
        return page.read(given, url)


def held_out(job: tuple[Path, int, int]) -> list[tuple[str, str, str]]:
    """File, recorded text and the text read, of the pages of one fold, by weights that know none of its outlets."""
    folder, number, count = job
    pages = list(recorded(folder))
    outlets = sorted({row["outlet"] for row, _ in pages})
    tested = set(outlets[number::count])
    some = [sample(row["outlet"], row["url"], given, row["paragraphs"]) for row, given in pages if row["outlet"] not in tested]
    weights = labelled.load(learn([s for s in some if s]).dump())
    return [(row["file"], "\n".join(row["paragraphs"]), shown_text(read(given, row["url"], weights)))
            for row, given in pages if row["outlet"] in tested]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=5, help="0: none")
    parser.add_argument("--out", type=Path, help="where the weights learnt from all pages go")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages")
    given = parser.parse_args()
    if given.folds:
        score, pages = BodyScore(), []
        with Pool(2) as pool:
            for part in pool.imap(held_out, [(given.folder, n, given.folds) for n in range(given.folds)]):
                pages += [(round(score.add(gold, got), 3), file) for file, gold, got in part]
                print(score.figures(), file=sys.stderr)
        figures: dict[str, Any] = {**score.figures(), "folds": given.folds}
        del figures["ms_cpu_per_page"]
        for f1, file in sorted(pages)[: given.worst]:
            print(f1, file, file=sys.stderr)
        print(json.dumps(figures))
    if given.out:
        some = [sample(row["outlet"], row["url"], text, row["paragraphs"]) for row, text in recorded(given.folder)]
        given.out.parent.mkdir(exist_ok=True)
        given.out.write_bytes(learn([s for s in some if s]).dump())
        print(f"{given.out}: {given.out.stat().st_size:,} bytes", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
