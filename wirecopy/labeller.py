"""Which label does each item of a sequence bear? A linear-chain CRF."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
MAGIC = b"wcrf1"
NEVER = -1e4  # the score of a step that cannot be


class NoWeights(ValueError):
    """The bytes are no weights of this labeller."""


@dataclass(slots=True)
class Labeller:
    """`weights`: (ids, labels). `steps`: (labels, labels), from the first to the second. `first` and `last`: (labels,)."""

    weights: npt.NDArray[np.float32]
    steps: Floats
    first: Floats
    last: Floats

    def scores(self, fixed: Ints, more: Ints, owner: Ints) -> Floats:
        """(items, labels): see `summed`."""
        return summed(self.weights, fixed, more, owner)

    def best(self, scores: Floats) -> list[int]:
        """The most likely labels (Viterbi)."""
        if not len(scores):
            return []
        # Plain floats: for a handful of labels numpy's calls would cost ten times the sums.
        labels = range(scores.shape[1])
        steps = self.steps.tolist()
        ways = [[(before, steps[before][label]) for before in labels if steps[before][label] > NEVER / 2] for label in labels]
        rows = scores.tolist()
        total = [float(self.first[label]) + rows[0][label] for label in labels]
        back: list[list[int]] = []
        for row in rows[1:]:
            came, now = [], []
            for label in labels:
                best, source = NEVER * len(rows), 0
                for before, step in ways[label]:
                    through = total[before] + step
                    if through > best:
                        best, source = through, before
                came.append(source)
                now.append(best + row[label])
            back.append(came)
            total = now
        label = max(labels, key=lambda label: total[label] + float(self.last[label]))
        path = [label]
        for came in reversed(back):
            label = came[label]
            path.append(label)
        return path[::-1]

    def dump(self) -> bytes:
        """The weights as bytes, at a 254th of the largest of each label."""
        scale = np.maximum(np.abs(self.weights).max(0), 1e-9) / 127
        small = np.rint(self.weights / scale).astype(np.int8)
        ids, labels = small.shape
        used = np.flatnonzero(small.any(1)).astype("<u4")
        rest = np.concatenate([self.steps.ravel(), self.first, self.last, scale]).astype("<f4")
        head: bytes = MAGIC + struct.pack("<III", ids, labels, len(used)) + rest.tobytes()
        return b"".join((head, used.tobytes(), small[used].tobytes()))


NONE: Ints = np.zeros(0, np.int64)


def summed(weights: npt.NDArray[Any], fixed: Ints, more: Ints = NONE, owner: Ints = NONE) -> Floats:
    """(items, labels): what the ids of each item weigh. `fixed`: (items, n) ids; `more`: further ids, of the items `owner`, in order."""
    out: Floats = weights.take(fixed.T, 0).sum(0).astype(np.float64)  # ids by column: a tenth of the time of weights[fixed].sum(1)
    if len(more):
        starts = np.concatenate([[0], np.flatnonzero(owner[1:] != owner[:-1]) + 1])
        out[owner[starts]] += np.add.reduceat(weights.take(more, 0), starts, 0)
    return out


def softmax(scores: Floats) -> Floats:
    """(items, labels): the chance of each label where an item is judged alone."""
    out: Floats = np.exp(scores - scores.max(1, keepdims=True)) if len(scores) else scores
    return out / out.sum(1, keepdims=True) if len(scores) else out


def load(data: bytes) -> Labeller:
    """From what `dump` wrote. Raises NoWeights."""
    if data[:5] != MAGIC or len(data) < 17:
        raise NoWeights("These are no weights of a labeller.")
    ids, labels, used = struct.unpack_from("<III", data, 5)
    numbers = labels * labels + 3 * labels
    if len(data) != 17 + 4 * numbers + used * (4 + labels):
        raise NoWeights("The weights are cut off.")
    rest = np.frombuffer(data, "<f4", numbers, 17).astype(np.float64)
    rows = np.frombuffer(data, "<u4", used, 17 + 4 * numbers)
    small = np.frombuffer(data, np.int8, used * labels, 17 + 4 * (numbers + used)).reshape(used, labels)
    weights = np.zeros((ids, labels), np.float32)
    weights[rows] = small * rest[-labels:].astype(np.float32)
    steps, ends = rest[: labels * labels].reshape(labels, labels), rest[labels * labels :]
    return Labeller(weights, steps, ends[:labels], ends[labels : 2 * labels])
