"""What does the labeller of lines learn from? Recorded pages with their given paragraphs, and made-up pages with the truth of each line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from selectolax.lexbor import LexborHTMLParser

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "bench"), str(Path(__file__).parent)]

import crf  # noqa: E402
from aligned import mapped  # noqa: E402
from made import Made  # noqa: E402

from wirecopy.wire import body, decode, elsewhere, features, gate, timestamp, traits  # noqa: E402
from wirecopy.wire.blocks import Line, blocks  # noqa: E402
from wirecopy.wire.facts import facts  # noqa: E402
from wirecopy.wire.kinds import KINDS, NUMBER, OF_THE_TEXT  # noqa: E402
from wirecopy.wire.labelled import AFTER, BEFORE, GAP, TEXT, stretch  # noqa: E402
from wirecopy.wire.letters import letters  # noqa: E402

# What a made-up page calls a line -> the kind that is learnt: how text is set is seen by its tags.
FINE = {"lede": "text", "body": "text", "list_item": "text", "quote": "text", "table": "text"}
LINKED = ("teaser", "furniture", "prompt", "kicker", "byline", "credit")
CUT = 0.25  # pages that are learnt from twice, the second time cut off
APART = tuple(kind for kind in KINDS if kind not in OF_THE_TEXT)


@dataclass
class Sample:
    """One page. `outlet`: whose; `one`: its lines and their place in the row; `may`: (lines, kinds) which kinds each may be."""

    outlet: str
    view: features.Seen
    one: crf.Sequenced
    may: npt.NDArray[np.bool_]


def sample(outlet: str, lines: Sequence[Line], told: traits.Page, text: set[int], may: npt.NDArray[np.bool_]) -> Sample:
    first, last = min(text), max(text)
    second = body.scored(lines)
    near = stretch(lines, second, told.headlines)
    labels = [BEFORE if n < first else AFTER if n > last else TEXT if n in text else GAP for n in near]
    view = features.seen(lines[near.start : near.stop], told, second)
    return Sample(outlet, view, crf.Sequenced(view.fixed, view.words, view.owner, np.array(labels)), may[near.start : near.stop])


def whole_and_cut(
    outlet: str, lines: Sequence[Line], told: traits.Page, text: set[int], may: npt.NDArray[np.bool_], name: str
) -> list[Sample]:
    """The page, and of one in four also what is left of it when it ends with its text or in the middle of it."""
    found = [sample(outlet, lines, told, text, may)]
    dice = Random(name)
    if dice.random() < CUT and len(text) > 2:
        order = sorted(text)
        end = (order[-1] if dice.random() < 0.7 else order[dice.randrange(1, len(order))]) + 1
        found.append(sample(outlet, lines[:end], told, {n for n in text if n < end}, may))
    return found


def of_recorded(row: dict[str, Any], given: bytes) -> list[Sample]:
    """None of a page that does not show its text."""
    tree = LexborHTMLParser(gate.admitted(decode.utf8(given)))
    told = traits.told_of(facts(tree, row["url"]))
    lines = blocks(tree).lines
    lines = lines[: elsewhere.next_story(lines, told.headlines)]
    text = mapped(lines, row["paragraphs"])
    text |= cells(lines, text, row.get("optional", ()))
    return whole_and_cut(row["outlet"], lines, told, text, guessed(lines, told, text), row["file"]) if text else []


def cells(lines: Sequence[Line], text: set[int], fine: Iterable[str]) -> set[int]:
    """The cells of tables amid the text that are `fine`: a row of `papers/` does not count them among the paragraphs."""
    keys = {letters(each) for each in fine}
    among = lines[min(text) : max(text)] if text else ()
    return {line.number for line in among if line.box.within("td", "th") and line.key in keys}


def guessed(lines: Sequence[Line], told: traits.Page, text: set[int]) -> npt.NDArray[np.bool_]:
    """The kinds that a line of a recorded page may be: the record tells what is text, and of the rest some show what they are."""
    may = np.zeros((len(lines), len(KINDS)), bool)
    head = sorted(text)[:2]
    for n, line in enumerate(lines):
        if n in text:
            kinds: Iterable[str] = ("text", *(("subhead",) if len(line.text) < 120 else ()), *(("standfirst",) if n in head else ()))
        elif line.level and line.key in told.headlines:
            kinds = ("headline",)
        elif line.box.within("figcaption"):
            kinds = ("caption", "credit")
        elif line.link_share > 0.8 and len(line.text) > 12:
            kinds = LINKED
        elif line.text[:1].isdigit() and len(line.text) < 40 and timestamp.find(line.text):
            kinds = ("timestamp",)
        else:
            kinds = APART
        may[n, [NUMBER[kind] for kind in kinds]] = True
    return may


def of_made(made: Made) -> list[Sample]:
    tree = LexborHTMLParser(gate.admitted(made.html))
    told = traits.told_of(facts(tree, made.url))
    lines = blocks(tree).lines
    kinds = [FINE.get(label, label) for label, _ in made.truth]
    may = np.zeros((len(lines), len(KINDS)), bool)
    may[np.arange(len(lines)), [NUMBER[kind] for kind in kinds]] = True
    text = {n for n, kind in enumerate(kinds) if kind in OF_THE_TEXT}
    return whole_and_cut(made.template, lines, told, text, may, f"{made.outlet} {made.url}")
