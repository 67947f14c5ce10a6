"""Learns which lines of a page are its text, and says how well it reads: k-fold by outlet, no outlet in its own training fold.

    python training/blocks.py FOLDER [--folds 5] [--papers] [--out wirecopy/models_data/blocks.bin] [--keep FILE]

FOLDER has the form that bench/read.py describes. The made-up pages of training/made join each fold, with --papers those of training/papers
too; those of the templates and papers that are held out are read at the end. With --out the weights learnt from all pages are written.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Sequence
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "bench"), str(Path(__file__).parent)]

import crf  # noqa: E402
import made  # noqa: E402
from read import BodyScore, mean, recorded, shown_text  # noqa: E402
from reading import better_score, junk_lines  # noqa: E402
from samples import Sample, of_made, of_recorded  # noqa: E402

from wirecopy.labeller import Labeller, softmax, summed  # noqa: E402
from wirecopy.wire import features, labelled, page  # noqa: E402
from wirecopy.wire.labelled import TEXT, Weights  # noqa: E402

# What can follow what (before the text, text, gap, after it); the last row: what a page can begin with.
ALLOWED = np.array([[1, 1, 0, 0], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 1], [1, 1, 0, 0]], bool)
RARE = 3  # outlets that must share an id
INNER = 4  # folds in which the first opinions are made that the second labeller learns from
MADE, SEED = 4, 7  # pages of each template
SEEDS = (1, 2, 3)
PAPERS = Path(__file__).with_name("papers")


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
    """The labellers of single lines, of the row (from opinions of the first on pages whose outlet it did not know) and of kinds."""
    ones = [given.one for given in some]
    textual = [np.stack([one.labels != TEXT, one.labels == TEXT], 1) for one in ones]
    known = useful(some, ones)
    fold = {outlet: n % INNER for n, outlet in enumerate(sorted({given.outlet for given in some}))}
    deeper: list[crf.Sequenced] = list(ones)
    for part in range(INNER):
        rest = [n for n, given in enumerate(some) if fold[given.outlet] != part]
        alone, kind = (
            crf.sort([ones[n] for n in rest], [may[n] for n in rest], features.SLOTS, known) for may in (textual, [g.may for g in some])
        )
        for n, given in enumerate(some):
            if fold[given.outlet] == part:
                one = given.one
                opinion, kinds = (softmax(summed(weights, one.fixed, one.more, one.owner)) for weights in (alone, kind))
                fixed = np.concatenate([one.fixed, features.agreed(given.view, opinion[:, 1], kinds.argmax(1))], 1)
                deeper[n] = crf.Sequenced(fixed, one.more, one.owner, one.labels)
    rows = [crf.learn(deeper, features.SLOTS, 4, ALLOWED, useful(some, deeper), seed=seed) for seed in SEEDS]
    alone, kinds = (
        np.mean([crf.sort(ones, may, features.SLOTS, known, seed=seed) for seed in SEEDS], 0) for may in (textual, [g.may for g in some])
    )
    return Weights(by_itself(alone), together(rows), by_itself(kinds))


def together(some: Sequence[Labeller]) -> Labeller:
    """The mean of several: they differ by what was left out, and when, as they learnt."""
    weights, steps, first, last = (
        np.mean([getattr(one, part) for one in some], 0) for part in ("weights", "steps", "first", "last")
    )
    return Labeller(weights.astype(np.float32), steps, first, last)


def by_itself(weights: npt.NDArray[np.float64]) -> Labeller:
    labels = weights.shape[1]
    return Labeller(weights.astype(np.float32), np.zeros((labels, labels)), np.zeros(labels), np.zeros(labels))


@cache
def made_up() -> tuple[Sample, ...]:
    taught = [name for name in made.TEMPLATES if name not in made.HELD_OUT]
    return tuple(found for one in made.pages(SEED, taught, MADE) for found in of_made(one))


@cache
def papers(wanted: bool) -> tuple[Sample, ...]:
    """Made-up pages of some two hundred papers, each built its own way."""
    rows = recorded(PAPERS) if wanted else ()
    return tuple(found for row, given in rows if not row["held_out"] for found in of_recorded(row, given))


def held_out(job: tuple[Path, int, int, bool]) -> list[tuple[dict[str, Any], Any]]:
    """Row and article of the pages of one fold, by weights that know none of its outlets."""
    folder, number, count, wanted = job
    pages = list(recorded(folder))
    tested = set(sorted({row["outlet"] for row, _ in pages})[number::count])
    some = [found for row, given in pages if row["outlet"] not in tested for found in of_recorded(row, given)]
    weights = labelled.load(learn([*some, *papers(wanted), *made_up()]).dump())
    return [(row, read(given, row["url"], weights)) for row, given in pages if row["outlet"] in tested]


def read(given: bytes | str, url: str, weights: Weights) -> Any:
    labelled.shipped = lambda: weights  # type: ignore[assignment]
    return page.read(given, url)


def figures(read_pages: Sequence[tuple[dict[str, Any], Any]], worst: int) -> dict[str, Any]:
    score, exact, junk, pages = BodyScore(), [], [], []
    for row, article in read_pages:
        pages.append((round(score.add("\n".join(row["paragraphs"]), shown_text(article)), 3), row["file"]))
        exact.append(float(better_score(row["paragraphs"], article.body)[2]))
        junk.append(float(len(junk_lines(row["paragraphs"], article.body))))
    for f1, file in sorted(pages)[:worst]:
        print(f1, file, file=sys.stderr)
    found: dict[str, Any] = {**score.figures(), "exact_fair": mean(exact), "junk_lines": mean(junk)}
    del found["ms_cpu_per_page"]
    return found


def on_held_out_templates(weights: Weights) -> dict[str, Any]:
    """How the templates that no fold knows are read: rows as those of recorded pages."""
    pages = []
    for one in made.pages(SEED, made.HELD_OUT, MADE):
        text = [text for label, text in one.truth if label in ("lede", "body", "subhead", "list_item", "quote", "table", "standfirst")]
        pages.append(({"paragraphs": text, "file": f"{one.template} {one.url}"}, read(one.html, one.url, weights)))
    return figures(pages, 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folds", type=int, default=5, help="0: none")
    parser.add_argument("--papers", action="store_true", help="learn from training/papers, too")
    parser.add_argument("--out", type=Path, help="where the weights learnt from all pages go")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="name the N worst pages")
    parser.add_argument("--keep", type=Path, help="where the rows and articles of all folds go, as a pickle, for a closer look")
    given = parser.parse_args()
    said: dict[str, Any] = {"folds": given.folds}
    if given.folds:
        pages = []
        with Pool(2) as pool:
            for part in pool.imap(held_out, [(given.folder, n, given.folds, given.papers) for n in range(given.folds)]):
                pages += part
                print(figures(pages, 0), file=sys.stderr)
        said |= figures(pages, given.worst)
        if given.keep:
            given.keep.write_bytes(pickle.dumps(pages))
    if given.out:
        some = [found for row, text in recorded(given.folder) for found in of_recorded(row, text)]
        weights = learn([*some, *papers(given.papers), *made_up()])
        given.out.parent.mkdir(exist_ok=True)
        given.out.write_bytes(weights.dump())
        print(f"{given.out}: {given.out.stat().st_size:,} bytes", file=sys.stderr)
        shipped = labelled.load(weights.dump())
        said["templates held out"] = on_held_out_templates(shipped)
        said["papers held out"] = figures([(row, read(text, row["url"], shipped)) for row, text in recorded(PAPERS) if row["held_out"]], 0)
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main())
